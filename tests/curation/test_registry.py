"""Registry and settings: what is taken, and the whole text of each complaint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.curation import registry
from generator.curation.portal import open_content
from generator.errors import ConfigurationError, RegistryError
from generator.model import (
    Agency,
    KnownDocument,
    KnownEffect,
    KnownPerson,
    KnownWork,
    Limits,
    Origin,
    PartialDate,
    Policy,
    Portal,
    Registry,
    Rejection,
    Role,
    Suppressed,
)
from generator.model.frozen import replace
from tests.support.places import CASES


def cases(name: str) -> list[Any]:
    """Return the cases of a table, each called by its `why`."""
    table = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["why"]) for case in table]


@pytest.mark.parametrize("case", cases("curation/registry.yml"))
def test_mistake(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    folder.mkdir()
    if "bytes" in case:
        data = case["bytes"].encode("latin-1").decode("unicode_escape").encode("latin-1")
    else:
        data = case["text"].encode()
    (folder / case["file"]).write_bytes(data)
    with pytest.raises(RegistryError) as caught:
        registry.load(folder)
    assert str(caught.value) == case["told"]


def test_no_registry_is_an_empty_one(tmp_path: Path) -> None:
    assert registry.load(tmp_path / "registry") == Registry()
    (tmp_path / "agencies.yml").write_text("# chưa có gì\n", encoding="utf-8")
    assert registry.load(tmp_path) == Registry()


def test_registry_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "registry").write_text("", encoding="utf-8")
    with pytest.raises(RegistryError, match=r"^registry: là tệp, cần thư mục chứa agencies\.yml"):
        registry.load(tmp_path / "registry")


def test_everything_can_be_said(tmp_path: Path) -> None:
    for name, text in EVERYTHING.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    stated = Origin(f"{tmp_path.name}/persons.yml", 5, 7)
    office = Role("Trưởng Ban", "Ban Dân tộc tỉnh Lam Giang", "2019", None, (), stated)
    assert registry.load(tmp_path) == Registry(
        agencies=(
            Agency(
                id="co-quan/ban-dan-toc-tinh-lam-giang",
                name="Ban Dân tộc tỉnh Lam Giang",
                aliases=("BDT", "Ban Dân tộc Lam Giang"),
                level="province",
                place="tỉnh Lam Giang",
                parent="UBND tỉnh Lam Giang",
                valid_from="2005-03",
                valid_to="2025-02-28",
                succeeded_by=("Sở Dân tộc và Tôn giáo tỉnh Lam Giang",),
                source="15/NQ-HĐND",
            ),
            Agency(id="", name="UBND tỉnh Lam Giang"),
        ),
        persons=(
            KnownPerson(
                id="nguoi/tran-van-man",
                name="Trần Văn Mẫn",
                roles=(office,),
                in_office=True,
            ),
            KnownPerson("Trần Văn Mẫn"),
        ),
        policies=(
            Policy(
                id="",
                name="Đề án Lúa sạch: giai đoạn đầu",
                aliases=("Đề án 12",),
                policy_kind="đề án",
                approved_by="12/QĐ-UBND",
                period="2021-2025",
                approval_stated=Origin(f"{tmp_path.name}/policies.yml", 4, 16),
            ),
        ),
        documents=(KnownDocument("2023/a.txt", number="0123/KL-BDT", issued=PartialDate(2023, 6)),),
        works=(
            KnownWork("3/QĐ-UBND", none=True),
            KnownWork(
                "4/QĐ-UBND",
                id="so-hieu/4-qd-ubnd-lam-giang-2019",
                type="quyết định",
                title="về việc ấy",
                issued=PartialDate(2019, 5, 3),
                issuer="UBND tỉnh Lam Giang",
                source="Sổ công văn",
                effects=(
                    KnownEffect("repealed", "part", "khoản 2 Điều 4", "7/2025/QĐ-UBND", "Công báo số 12"),
                    KnownEffect("suspended", "whole"),
                ),
            ),
        ),
        rejections=(Rejection("agency", "2023/a.txt", 14, "Ban Dân tộc"), Rejection("task", "2023/a.txt", 15)),
        suppressed=(
            Suppressed(
                "Lò Văn Páo",
                "Yêu cầu của chủ thể dữ liệu",
                PartialDate(2026, 3, 2),
                "UBND xã Suối Vàng",
                ("Lò Páo",),
            ),
        ),
    )


EVERYTHING = {
    "agencies.yml": """\
- name: Ban Dân tộc tỉnh Lam Giang
  id: ban-dan-toc-tinh-lam-giang
  aliases: [BDT, Ban Dân tộc Lam Giang]
  level: province
  place: tỉnh Lam Giang
  parent: UBND tỉnh Lam Giang
  valid_from: 2005-03
  valid_to: 2025-02-28
  succeeded_by: Sở Dân tộc và Tôn giáo tỉnh Lam Giang
  source: 15/NQ-HĐND
- name: UBND tỉnh
    Lam Giang
  place:
""",
    "persons.yml": """\
- name: Trần Văn Mẫn
  id: nguoi/tran-van-man
  official: true
  roles:
    - {title: Trưởng Ban, agency: Ban Dân tộc tỉnh Lam Giang, from: 2019}
- name: Trần Văn Mẫn
""",
    "policies.yml": """\
- name: "Đề án Lúa sạch: giai đoạn đầu"
  aliases: Đề án 12
  kind: Đề án
  approved_by: 12/QĐ-UBND
  period: 2021-2025
""",
    "documents.yml": """\
- file: documents/2023/a.txt
  number: 0123/KL-BDT
  issued: 2023-06
""",
    "decisions.yml": """- {number: 3/QĐ-UBND, none: true}
- number: 4/QĐ-UBND
  id: so-hieu/4-qd-ubnd-lam-giang-2019
  type: Quyết định
  title: về việc ấy
  issued: 2019-05-03
  issuer: UBND tỉnh Lam Giang
  source: Sổ công văn
  effects:
    - {kind: bãi bỏ, extent: một phần, part: khoản 2 Điều 4, by: 7/2025/QĐ-UBND, source: Công báo số 12}
    - {kind: đình chỉ, extent: toàn bộ}
""",
    "reject.yml": """- {reject: cơ quan, file: documents/2023/a.txt, line: 14, words: Ban Dân tộc}
- {reject: Nhiệm vụ, file: 2023/a.txt, line: 15}
""",
    "suppress.yml": """- name: Lò Văn Páo
  aliases: Lò Páo
  agency: UBND xã Suối Vàng
  reason: Yêu cầu của chủ thể dữ liệu
  date: 2026-03-02
""",
}


@pytest.mark.parametrize("case", cases("curation/portal.yml"))
def test_portal(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "portal.yml").write_text(case["text"], encoding="utf-8")
    if "gives" in case:
        given = dict(case["gives"])
        if "limits" in given:
            given["limits"] = Limits(**given["limits"])
        given |= {key: tuple(given[key]) for key in ("contacts", "footer") if key in given}
        assert open_content(tmp_path).portal == replace(Portal(), **given)
        return
    with pytest.raises(ConfigurationError) as caught:
        open_content(tmp_path)
    assert str(caught.value) == case["told"]


def test_a_bare_folder_is_the_documents(tmp_path: Path) -> None:
    content = open_content(tmp_path)
    assert (content.documents, content.root, content.portal) == (tmp_path, tmp_path, Portal())


def test_a_folder_that_is_missing_or_a_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        open_content(tmp_path / "x")
    assert str(caught.value) == f"{tmp_path / 'x'}: không có thư mục này. Kiểm tra lại đường dẫn ở --content."
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        open_content(tmp_path / "x")
    assert str(caught.value) == f"{tmp_path / 'x'}: là tệp, không phải thư mục. --content cần thư mục chứa văn bản."

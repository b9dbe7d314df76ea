"""Small papers read whole: inputs that stand beside the project, and siblings of our own.

`cases/reading/*.yml` and `cases/field/*.yml` hold lists of cases. One with `case` names an input of `../shared/cases`
(skipped where that is absent), one with `text` holds the paper itself (`file` names it, `papers` several). `expect` is
what the export says, in the rows of the open data with names for ids; `tests.parse.exported.told` says how it is met.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.ingest import CONVERTED
from generator.ingest.office import convert
from tests.parse.exported import exported, inputs, told
from tests.support.places import CASES, SHARED

FOLDERS = ("reading", "field")


def _cases(folder: str) -> list[Any]:
    found = []
    for path in sorted((CASES / folder).glob("*.yml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            name = f"{folder}/{path.stem}: {case.get('case') or case['why']}"
            found.append(pytest.param(folder, case, id=name, marks=marks))
    return found


def _files(folder: str, case: dict[str, Any]) -> dict[str, Any]:
    if "case" not in case:
        return case.get("papers") or {case.get("file", "mau.txt"): case["text"]}
    if not (SHARED / "cases" / folder).is_dir():
        pytest.skip(f"the inputs of the cases are not here (../shared/cases/{folder})")
    files = {path.name: path for path in inputs(folder, case["case"])}
    assert files, f"../shared/cases/{folder} has no input called {case['case']}"
    if any(name.endswith(CONVERTED) for name in files) and convert.find_program() is None:
        pytest.skip("LibreOffice is not installed: `make test-office` installs it")
    return files


@pytest.mark.parametrize(("folder", "case"), [case for folder in FOLDERS for case in _cases(folder)])
def test_paper_is_read(folder: str, case: dict[str, Any], tmp_path: Path) -> None:
    found = exported(tmp_path / "content", _files(folder, case), case.get("portal", "name: Thử\n"))
    wrong = told(case["expect"], found)
    assert not wrong, "\n".join([case.get("why", ""), *wrong])


PAPER = """BAN DÂN TỘC
TỈNH LAM GIANG
Số: 12/TB-BDT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Lam Giang, ngày 05 tháng 3 năm 2024
THÔNG BÁO
Kết luận cuộc họp
Ngày 01/3/2024, Trưởng Ban họp. Trưởng Ban yêu cầu các phòng thực hiện các nhiệm vụ sau:
1. Văn phòng Ban
- Chuẩn bị tài liệu, xong trước ngày 15/3/2024.
"""


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ({"documents": [{"number": "13/TB-BDT"}]}, "not said"),
        ({"documents": [{"number": {"any": ["13/TB-BDT", None]}}]}, "not said"),
        ({"documents": [{"number": {"not": "12/TB-BDT"}}]}, "not said"),
        ({"documents": [{"title": {"has": "hội nghị"}}]}, "not said"),
        ({"documents": [{"colour": None}]}, "no such field"),
        ({"documents": [{}, {}]}, "not said"),
        ({"tasks": [{"assignees": ["Ban Dân tộc tỉnh Lam Giang"]}]}, "want ['Ban Dân tộc tỉnh Lam Giang']"),
        ({"whole": ["tasks"]}, "beyond what is expected"),
        ({"never": {"tasks": [{"line": 10}]}}, "must not be said"),
        ({"pages": [{"path": "van-ban/*", "lacks": ["Văn phòng"]}]}, "must not say"),
        ({"pages": [{"path": "nowhere/*"}]}, "none is called"),
        ({"told": "nothing"}, "told: want"),
        ({"task": []}, "unknown key"),
    ],
)
def test_what_is_not_so_is_told(expect: dict[str, Any], says: str, tmp_path: Path) -> None:
    """A case that cannot fail proves nothing."""
    assert says in "\n".join(told(expect, exported(tmp_path / "content", {"mau.txt": PAPER})))

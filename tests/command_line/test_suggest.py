"""`vankho suggest`: what it offers, and that taking one over changes what it says and nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import cli, pipeline
from generator.curation import entries
from generator.curation.portal import open_content
from generator.derive.catalog import Catalog, catalog
from generator.derive.suggestions import likeness
from generator.model import Suggestion
from generator.publish import open_data
from generator.terminal.progress import print_line

PORTAL = "name: Kho thử\nhome_province: Lam Giang\npersons: officials\n"
CONFIRMED = "- name: Sở Nông nghiệp và Phát triển nông thôn tỉnh Lam Giang\n  level: province\n  valid_from: 1996\n"
HEAD = """\
{over}
{body}
Số: {number}
Lam Giang, ngày {day} tháng 3 năm 2021

{kind}
{title}

{text}

{office}

{name}
"""
PAPERS = {
    "01": ("UBND TỈNH LAM GIANG", "BAN DÂN TỘC", "11/BC-BDT", 2, "BÁO CÁO", "Kết quả công tác quý I",
           "1. Sở Y tế phối hợp thực hiện Đề án “Bảo tồn tiếng nói, chữ viết các dân tộc”.",
           "TRƯỞNG BAN", "Trần Văn Mẫn"),
    "02": ("UBND TỈNH LAM GIANG", "BAN DÂN TỘC", "12/BC-BDT", 3, "BÁO CÁO", "Kết quả công tác quý II",
           "1. Sở Y tế phối hợp thực hiện Đề án “Bảo tồn tiếng nói và chữ viết các dân tộc”.\n"
           "2. Thực hiện Kế hoạch số 15/KH-BDT ngày 05/3/2021 của Ban Dân tộc tỉnh Lam Giang.",
           "TRƯỞNG BAN", "Trần Văn Mẫn"),
    "03": ("UBND TỈNH LAM GIANG", "SỞ NỘI VỤ", "13/BC-SNV", 4, "BÁO CÁO", "Kết quả công tác quý III",
           "1. UBND huyện Suối Vàng thực hiện Đề án “Bảo tồn tiếng nói, chữ viết các dân tộc”.",
           "GIÁM ĐỐC", "Lê Thị Hoa"),
    "04": ("UBND TỈNH LAM GIANG", "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔNG", "14/BC-SNN", 5,
            "BÁO CÁO", "Kết quả công tác quý IV",
           "1. Sở Nông nghiệp và Phát triển nông thôn, UBND huyện Suối Vàng phối hợp.", "GIÁM ĐỐC", "Vàng A Súa"),
    "05": ("UBND TỈNH LAM GIANG", "BAN DÂN TỘC", "      /KH-BDT", 5, "KẾ HOẠCH", "Bồi dưỡng công chức",
           "1. UBND huyện Suối Vàng cử người dự.", "TRƯỞNG BAN", "Trần Văn Mẫn"),
    "06": ("UBND TỈNH LAM GIANG", "SỞ TÀI CHÍNH", "16/BC-STC", 6, "BÁO CÁO", "Kết quả công tác năm",
           "1. Không có gì thêm.", "GIÁM ĐỐC", "Lê Thị Hoa"),
}  # fmt: skip
FIELDS = ("over", "body", "number", "day", "kind", "title", "text", "office", "name")
Tables = Mapping[str, list[dict[str, Any]]]


def content(folder: Path, persons: str = "officials") -> Path:
    """Return a content folder in which something of every kind is to be offered."""
    files = {
        f"documents/{name}.txt": HEAD.format(**dict(zip(FIELDS, row, strict=True))) for name, row in PAPERS.items()
    }
    files |= {"portal.yml": PORTAL.replace("officials", persons), "registry/agencies.yml": CONFIRMED}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def offered(folder: Path) -> tuple[Catalog, tuple[Suggestion, ...]]:
    """Return what is offered for a content folder."""
    return pipeline.suggest(open_content(folder), lambda *_: None)


def exported(folder: Path, locked: Mapping[str, str]) -> Tables:
    """Return the tables of open data of a content folder of which a build remembers the addresses."""
    opened = open_content(folder)
    found = catalog(pipeline.graph_of(opened, locked, lambda *_: None), opened.portal)
    return {name: [json.loads(row) for row in data.splitlines()] for name, data in open_data.tables(found).items()}


def apply(folder: Path, one: Suggestion) -> None:
    """Do what the lines above a suggestion say: paste it, in the place of the entry that it names."""
    path = folder / one.file
    path.parent.mkdir(exist_ok=True)
    stated = (yaml.safe_load(path.read_text("utf-8")) if path.exists() else None) or []
    kept = [each for each in stated if not one.replaces or each.get("name") != one.replaces]
    assert len(kept) == len(stated) - bool(one.replaces)
    path.write_text("".join(map(entries.written, kept)) + entries.written(one.entry), "utf-8")


def renamed(value: Any, joins: Mapping[str, str]) -> Any:
    """Return a value of the open data with ids that go replaced by those they go into."""
    match value:
        case str():
            return joins.get(value, value)
        case list():
            return (
                list(dict.fromkeys(joins.get(each, each) for each in value))
                if all(isinstance(each, str) for each in value)
                else [renamed(each, joins) for each in value]
            )
        case dict():
            return {key: renamed(each, joins) for key, each in value.items()}
        case _:
            return value


def others(rows: Iterable[dict[str, Any]], named: Iterable[str]) -> list[dict[str, Any]]:
    """Return the rows that are not those of the things that a suggestion names."""
    own = frozenset(named)
    return [row for row in rows if row.get("id") not in own and row.get("document") not in own]


KINDS = {
    "registry/agencies.yml": {"joins", "confirms"},
    "registry/persons.yml": {"joins"},
    "registry/policies.yml": {"joins"},
    "registry/documents.yml": {"joins"},
}


def test_something_of_every_kind_is_offered(tmp_path: Path) -> None:
    _, many = offered(content(tmp_path))
    found: dict[str, set[str]] = {}
    for one in many:
        found.setdefault(one.file, set()).add("joins" if one.joins else "confirms")
    assert found == KINDS
    assert [one.replaces for one in many if one.replaces] == ["Sở Nông nghiệp và Phát triển nông thôn tỉnh Lam Giang"]


@pytest.mark.parametrize("number", range(7))
def test_taking_one_over_changes_what_it_says(number: int, tmp_path: Path) -> None:
    folder = content(tmp_path)
    found, many = offered(folder)
    assert len(many) == 7
    locked = dict(found.graph.identities)
    one, before = many[number], exported(folder, locked)
    apply(folder, one)
    after, joins = exported(folder, locked), dict(one.joins)
    if one.file == "registry/documents.yml":
        ((work, paper),) = one.joins
        entity = next(row for row in after["entities.jsonl"] if row["id"] == work)
        named = (work, paper, entity["held_as"])
        assert entity["held_as"] and entity["key"] == one.entry["number"]
        assert [row["number"] for row in after["documents.jsonl"] if row["id"] == entity["held_as"]] == [entity["key"]]
        for name, rows in before.items():
            assert others(after[name], named) == others(rows, named), name
        return
    for name, rows in before.items():
        kept = [row for row in rows if row.get("id") not in joins]
        stays = joins.values() if name == "entities.jsonl" else ()
        assert others(after[name], stays) == others(renamed(kept, joins), stays), name
        assert {row.get("id") for row in after[name]} == {row.get("id") for row in kept}, name
    if not joins:
        assert after == before
    assert one not in offered(folder)[1]


def test_a_person_without_a_page_is_not_offered(tmp_path: Path) -> None:
    _, many = offered(content(tmp_path, persons="off"))
    assert "registry/persons.yml" not in {one.file for one in many}


def test_what_is_printed_is_yaml_with_its_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = content(tmp_path)
    found, many = offered(folder)
    assert cli.main(["suggest", "--content", str(folder), "--build-dir", str(tmp_path / "build")]) == 0
    printed = capsys.readouterr().out
    assert yaml.safe_load(printed) == [dict(one.entry) for one in many]
    assert "#   documents/03.txt:10: «… phối hợp thực hiện" in printed or "#   documents/02.txt:10: «" in printed
    for one in many:
        assert one.evidence and all(each.document in found.records for each in one.evidence)
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("one", "other", "want"),
    [
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và PTNT", "một tên viết tắt tên kia"),
        ("Ban Dân vận và Mặt trận tỉnh", "Ban Dân vận, Mặt trận tỉnh", "chỉ khác từ nối"),
        ("Chi cục Kiểm lâm vùng trước", "Chi cục Kiểm lâm vùng trươcs", "chỉ khác một chữ, có thể gõ nhầm"),
        ("UBND xã Sơn Hà", "UBND xã Sơn Hải", ""),
        ("Trường Tiểu học số 1", "Trường Tiểu học số 2", ""),
        ("Sở Nội vụ", "Sở Nội vụ", ""),
        ("Sở Nội vụ", "Sở Nông nghiệp", ""),
    ],
)
def test_likeness(one: str, other: str, want: str) -> None:
    assert likeness.difference(one, other) == likeness.difference(other, one) == want


def test_a_hostile_name_stays_a_name() -> None:
    odd = ("a: b", "- x", "{{ c }}", "# d", "*e", "!!python/object:f", "x\ny", "true", "'", '"')
    for name in (*odd, "é\x85- b", "é\u2028b", "é\x7fb"):
        said = io.StringIO()
        for line in entries.written({"name": name}).splitlines():
            print_line(said, line)
        assert yaml.safe_load(said.getvalue()) == [{"name": name}]

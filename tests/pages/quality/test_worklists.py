"""Lists that are worked off: files that agree with the open data, lines that do what they say."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml

from generator import rebuild
from generator.curation.portal import open_content
from generator.pages.kinds.quality import TABLES

PAPER = """\
UBND TỈNH LAM GIANG
{body}
Số: {number}
Lam Giang, ngày {day}

{kind}
{title}

{text}

TRƯỞNG BAN

Trần Văn Mẫn
"""
DOCUMENTS = {
    "ke-hoach.txt": ("BAN DÂN TỘC", "12/KH-BDT", "05 tháng 3 năm 2021", "KẾ HOẠCH", "Dạy nghề", "1. Mở lớp."),
    "cu.txt": ("BAN DÂN TỘC", "7/KH-BDT", "02 tháng 2 năm 2020", "KẾ HOẠCH", "Trồng rừng", "1. Trồng cây."),
    "bao-cao.txt": (
        "BAN DÂN TỘC",
        "15/BC-BDT",
        "06 tháng 6 năm 2021",
        "BÁO CÁO",
        "Kết quả công tác",
        "1. Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2021 của UBND tỉnh Lam Giang, các lớp đã mở.\n"
        "2. Thực hiện Kế hoạch số 7/KH-BDT của Ban Dân tộc tỉnh, rừng đã trồng.\n"
        "3. Theo Quyết định số 99/QĐ-UBND ngày 01/02/2021 của UBND tỉnh Lam Giang.",
    ),
    "khac.txt": (
        "SỞ NỘI VỤ",
        "16/BC-SNV",
        "07 tháng 6 năm 2021",
        "BÁO CÁO",
        "Kết quả đào tạo",
        "1. Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2021 của UBND tỉnh Lam Giang.",
    ),
}  # fmt: skip
FIELDS = ("body", "number", "day", "kind", "title", "text")
Rows = list[dict[str, Any]]


def built(root: Path) -> Path:
    """Bring the portal of the papers up to date; return its site."""
    content = root / "content"
    for name, row in DOCUMENTS.items():
        (content / "documents").mkdir(parents=True, exist_ok=True)
        (content / "documents" / name).write_text(PAPER.format(**dict(zip(FIELDS, row, strict=True))), "utf-8")
    (content / "portal.yml").write_text("name: Kho\nstate: state\nhome_province: Lam Giang\n", "utf-8")
    rebuild.rebuild(open_content(content), root / "site", root / "build", lambda *_: None)
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the papers."""
    return built(tmp_path_factory.mktemp("worklists"))


@pytest.fixture
def root(site: Path, tmp_path: Path) -> Path:
    """Return a folder of one test with the papers, which were built."""
    shutil.copytree(site.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path


def exported(site: Path, name: str) -> Rows:
    """Return a table of the open data."""
    return [json.loads(line) for line in (site / "du-lieu" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def table(site: Path, name: str) -> list[dict[str, str]]:
    """Return a file as a spreadsheet's program reads it."""
    data = (site / name).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def lines(site: Path, page: str) -> list[tuple[str, str]]:
    """Return what a page has ready to copy, with the file that it goes into."""
    tree: Any = lxml.html.fromstring((site / page).read_text("utf-8"))
    return [
        (str(code.get("data-vk-copy")).removeprefix("Dòng vào "), str(code.text_content()))
        for code in tree.xpath("//code[@data-vk-copy]")
    ]


# --- counts ----------------------------------------------------------------------------------------


def wanted(site: Path) -> Iterator[tuple[str, int]]:
    """Yield each file with the number of rows that the open data give it."""
    works = [each for each in exported(site, "entities") if each["kind"] == "decision"]
    tasks, documents = exported(site, "tasks"), exported(site, "documents")
    unclear = [each for each in exported(site, "mentions") if each["kind"] == "decision" and each.get("candidates")]
    yield "so-hieu/theo-chua-co.csv", sum(1 for each in works if not each["held_as"])
    yield "chat-luong/luu-y.csv", sum(len(each["warnings"]) for each in documents)
    yield "chat-luong/khong-neu-ai-lam.csv", sum(1 for each in tasks if not each["assignees"] and not each["group"])
    yield "chat-luong/chua-ro-van-ban.csv", sum(len(each["candidates"]) for each in unclear if each["key"])
    yield "chat-luong/muc-doc-hieu.csv", len(documents)


def test_files_have_as_many_rows_as_the_open_data(each_site: Path) -> None:
    counts = dict(wanted(each_site))
    assert {name: len(table(each_site, name)) for name in counts} == counts
    assert counts["so-hieu/theo-chua-co.csv"] and counts["chat-luong/luu-y.csv"]


def test_pages_and_files_are_of_the_same_rows(each_site: Path) -> None:
    pages: list[Any] = [
        lxml.html.fromstring(path.read_text("utf-8")) for path in each_site.glob("so-hieu/theo-chua-co*.html")
    ]
    rows = [row for page in pages for row in page.xpath("//table[contains(@class,'vk-register')]/tbody/tr")]
    register = table(each_site, "so-hieu/theo-chua-co.csv")
    assert len(rows) == len(register)
    bodies = [row["Cơ quan"] for row in register]
    assert len(Counter(bodies)) == sum(
        1 for place, body in enumerate(bodies) if place == 0 or bodies[place - 1] != body
    )
    often = [(row["Cơ quan"], int(row["Số văn bản viện dẫn"])) for row in register]
    assert all(one[0] != next_[0] or one[1] >= next_[1] for one, next_ in pairwise(often))


def test_every_list_is_a_file_and_linked(site: Path) -> None:
    page = (site / "chat-luong.html").read_text("utf-8")
    beside = [(site / each).read_text("utf-8") for each in ("so-hieu/theo-chua-co.html", "chat-luong/dien-bien.html")]
    for path, one in TABLES.items():
        rows = list(csv.reader(io.StringIO((site / path).read_bytes().decode("utf-8-sig"))))
        assert tuple(rows[0]) == tuple(one.heads)
        assert all(len(row) == len(one.heads) for row in rows)
        assert f'href="{path}"' in page or any(f'href="{path.rpartition("/")[2]}"' in each for each in beside)
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for path in TABLES for row in table(site, path) for cell in row.values()
    )


# --- what a line does ------------------------------------------------------------------------------


def pasted(root: Path, file: str, line: str) -> Path:
    """Paste a line into a file of the registry and build."""
    path = root / "content" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + line + "\n", "utf-8")
    return built(root)


def test_the_line_of_a_guess_leads_the_number_to_the_held_paper_and_changes_nothing_else(root: Path) -> None:
    site = root / "site"
    before = {name: exported(site, name) for name in ("documents", "entities", "mentions", "tasks", "figures")}
    (row,) = [each for each in table(site, "so-hieu/theo-chua-co.csv") if each["Số hiệu"] == "12/KH-UBND"]
    assert row["Vì sao"] == "cùng số thứ tự, cùng loại, cùng ngày, khác ký hiệu: KH-BDT"
    assert row["Số văn bản viện dẫn"] == "2"
    (found,) = [each for each in lines(site, "so-hieu/theo-chua-co.html") if "12/KH-UBND" in each[1]]
    assert found == ("registry/decisions.yml", '- {number: "12/KH-UBND", file: "ke-hoach.txt"}')
    assert yaml.safe_load(f"- {row['Mục danh bạ']}") == yaml.safe_load(found[1])

    pasted(root, *found)
    after = {name: exported(site, name) for name in before}
    gone = {name: [row for row in rows if row not in after[name]] for name, rows in before.items()}
    came = {name: [row for row in rows if row not in before[name]] for name, rows in after.items()}
    (wrong,) = [each["id"] for each in before["entities"] if each.get("key") == "12/KH-UBND"]
    (held,) = [each["id"] for each in before["entities"] if each.get("key") == "12/KH-BDT"]
    assert {each["id"] for each in gone["entities"]} == {wrong, held} and [each["id"] for each in came["entities"]] == [
        held
    ]
    assert came["entities"][0]["aliases"] == ["12/KH-UBND"]
    assert [{**each, "entity": held} for each in gone["mentions"]] == came["mentions"] and len(came["mentions"]) == 2
    assert {each["entity"] for each in gone["mentions"]} == {wrong}
    assert not any(gone[name] or came[name] for name in ("tasks", "figures"))
    for old, new in zip(gone["documents"], came["documents"], strict=True):
        assert [each["code"] for each in new["warnings"] if each not in old["warnings"]] == ["corrected"]
        assert {**new, "warnings": old["warnings"]} == old
    assert "12/KH-UBND" not in {each["Số hiệu"] for each in table(root / "site", "so-hieu/theo-chua-co.csv")}
    # The line taken out again, all is as it was: nothing was remembered of it.
    (root / "content/registry/decisions.yml").write_text("", "utf-8")
    again = built(root)
    assert {name: exported(again, name) for name in before} == before


def test_the_line_of_a_citation_without_a_day_settles_it(root: Path) -> None:
    site = root / "site"
    before = exported(site, "mentions")
    (unclear,) = [each for each in before if each["kind"] == "decision" and each.get("candidates")]
    (found,) = [each for each in lines(site, "chat-luong.html") if "cited_in" in each[1]]
    assert found == ("registry/decisions.yml", '- {number: "7/KH-BDT", cited_in: "bao-cao.txt"}')
    after = exported(pasted(root, *found), "mentions")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [old for old, _ in changed] == [unclear]
    assert [new["entity"] for _, new in changed] == unclear["candidates"]
    assert not table(root / "site", "chat-luong/chua-ro-van-ban.csv")


def test_the_trend_grows_where_the_registry_mends_something(root: Path) -> None:
    site = root / "site"
    first = table(site, "chat-luong/dien-bien.csv")
    kept = (root / "content/state/history.json").read_bytes()
    built(root)
    assert (root / "content/state/history.json").read_bytes() == kept and len(first) == 1
    pasted(root, "registry/decisions.yml", '- {number: "7/KH-BDT", cited_in: "bao-cao.txt"}')
    now = table(site, "chat-luong/dien-bien.csv")
    assert now[1:] == first and now[0]["Viện dẫn chưa rõ"] == "0" and first[0]["Viện dẫn chưa rõ"] == "1"
    assert now[0]["Sau lần cập nhật"] == first[0]["Sau lần cập nhật"] == "1", "no paper changed"

"""Tables of papers on pages and as files: links, anchors, hostile cells, nothing lost."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.catalog import catalog
from generator.model import AgencyOccurrence, Entity, Figure, Occurrence, Portal, Section, Span
from generator.model.frozen import replace
from generator.pages import pages
from generator.publish import table_files
from tests.derive.tabled import tabled
from tests.support import factories
from tests.support.factories import BAN, QD_684, cited, graph, record
from tests.support.markdown import anchors, read_back

PAGE = "van-ban/mau.md"
HOSTILE = ["<script>alert(1)</script>", "[a](javascript:x)", "{: .x }", "a | b", "=1+1", "`x`", '" onclick="x', "&lt;"]
ROWS: list[list[Any]] = [
    ["! STT", "! Công việc", "! Chủ trì", "! Kinh phí"],
    ["1", "Rà soát theo Quyết định số 684/QĐ-UBND", ["Ban Dân tộc", 2, 1], "1.250,5"],
    ["2", "Tổng hợp", ""],
]


def built(rows: list[list[Any]], *mentioned: tuple[str, str], **fields: Any) -> tuple[Any, str, dict[str, bytes]]:
    """Return the pages by path, the document's own as Markdown, and the files of tables."""
    made = tabled(rows, **fields)
    spans = {words: Span(made.text.index(words), made.text.index(words) + len(words)) for _, words in mentioned}
    found: list[Occurrence] = [
        cited(entity, spans[words]) if entity == QD_684 else AgencyOccurrence(entity, spans[words], "body")
        for entity, words in mentioned
    ]
    home = factories.lam_giang()
    entities: tuple[Entity, ...] = (*home.agencies, *home.policies, *home.works, *home.persons)
    papers = (record("mau", made, occurrences=tuple(sorted(found, key=lambda each: each.span))),)
    known = catalog(graph(papers, entities), Portal())
    by_path = {page.path: page for page in pages(known)}
    return by_path, by_path[PAGE].markdown, table_files.files(known)


def test_a_table_is_a_table_with_its_heads_and_reaches() -> None:
    _, body, _ = built(ROWS)
    assert '<th scope="col">' in body and 'rowspan="2"' in body and body.count("<tr ") == 3
    assert 'data-label="Công việc"' in body and 'class="vk-figure"' in body
    assert 'data-above="Chủ trì: Ban Dân tộc"' in body
    assert '<a href="mau-bang-1.csv" download>Tải CSV' in body


def test_names_in_cells_are_links_and_their_pages_lead_back_to_the_row() -> None:
    found, body, _ = built(ROWS, (QD_684, "Quyết định số 684/QĐ-UBND"), (BAN, "Ban Dân tộc"))
    assert f'<a href="../{QD_684}.html">Quyết định số 684/QĐ-UBND</a>' in body
    assert f'<a href="../{BAN}.html">Ban Dân tộc</a>' in body
    back = found[f"{QD_684}.md"].markdown
    (anchor,) = re.findall(r"mau\.md#([\w-]+)", back)
    row = next(each for each in body.split("<tr ") if f'id="{anchor}"' in each)
    assert row.startswith('id="b1-d2"')
    assert "1 &#124; Rà soát theo <mark>Quyết định số 684/QĐ-UBND</mark> &#124; Ban Dân tộc &#124; 1" in back


def test_the_paragraph_that_names_a_table_is_its_caption() -> None:
    made = tabled(ROWS, before="Bảng phân công")
    named = replace(made.tables[0], caption=Span(0, len("Bảng phân công")))
    page = next(p for p in pages(catalog(graph((record("mau", replace(made, tables=(named,))),), ()), Portal()))
                if p.path == PAGE)  # fmt: skip
    assert page.markdown.rpartition("k-tai-ve")[0].count("Bảng phân công") == 1
    assert re.search(r'<caption><p class="vk-p" id="p-p1">.*?Bảng phân công', page.markdown)


def test_rows_without_room_are_told_and_what_stands_in_them_leads_to_the_note() -> None:
    rows = [["! TT", "! Tên"], *([str(row), f"Giàng A {row}"] for row in range(2999)), ["2999", "Ban Dân tộc"]]
    found, body, files = built(rows, (BAN, "Ban Dân tộc"))
    shown = int(re.findall(r"hiện (\d+) dòng đầu", body)[0])
    assert f"còn {3000 - shown:,}".replace(",", ".") in body
    assert "mau.md#b1-con-lai" in found[f"{BAN}.md"].markdown and "b1-con-lai" in anchors(found[PAGE])
    assert "Giàng A 2998" in found[PAGE].text and "Giàng A 2998" not in body
    assert len(files["van-ban/mau-bang-1.csv"].decode("utf-8-sig").splitlines()) == 3001
    assert len(body.encode()) < 300_000


def test_a_table_of_an_appendix_stands_on_its_page() -> None:
    before = "\n".join(f"Đoạn {place} của văn bản rất dài này." for place in range(1500)) + "\nPhụ lục I"
    made = tabled(ROWS, before=before)
    head = Span(before.index("Phụ lục I"), len(before))
    outline = (Section("Phụ lục I", "", 1, None, "phu-luc-i", head, Span(head.start, len(made.text))),)
    made = replace(made, sections=outline, zones=replace(made.zones, annex=Span(head.start, len(made.text))))
    name = Span(made.text.index("Ban Dân tộc"), made.text.index("Ban Dân tộc") + len("Ban Dân tộc"))
    paper = record("mau", made, occurrences=(AgencyOccurrence(BAN, name, "annex"),))
    known = catalog(graph((paper,), factories.lam_giang().agencies), Portal())
    found = {page.path: page for page in pages(known)}
    part = found["van-ban/mau-phu-luc-1.md"]
    assert '<table class="vk-paper">' in part.markdown and 'id="phu-luc-1-b1-d2"' in part.markdown
    assert '<table class="vk-paper">' not in found[PAGE].markdown
    (anchor,) = set(re.findall(r"mau-phu-luc-1\.md#([\w-]+)", found[f"{BAN}.md"].markdown))
    assert anchor in anchors(part) and '<a href="mau-bang-1.csv" download>' in part.markdown
    assert list(table_files.files(known)) == ["van-ban/mau-bang-1.csv"]


def test_figures_of_a_table_are_told_in_one_line_and_listed_in_the_open_data() -> None:
    made = tabled(ROWS)
    at = made.text.index("1.250,5")
    figures = tuple(Figure(span, "body", 1.0, "đồng", "kinh phí") for span in (Span(0, 2), Span(at, at + 7)))
    _, body, _ = built(ROWS, figures=figures)
    listed = body[body.index("{: #k-so-lieu }") :]
    assert listed.count("| đồng |") == 1 and "| [Tr](#" in listed
    assert "\n1 số liệu đứng trong [Bảng 1](#b1), không nhắc lại ở đây; [dữ liệu mở](../du-lieu/index.md)" in listed


def test_hostile_cells_are_shown_as_they_are_and_run_nowhere() -> None:
    found, body, files = built([[words] for words in HOSTILE])
    assert "<script" not in body and "{: .x }" not in body
    read = read_back(found[PAGE])
    assert [each.strip() for each in read.pieces if each.strip()][1:-1] == HOSTILE
    rows = list(csv.reader(io.StringIO(files["van-ban/mau-bang-1.csv"].decode("utf-8-sig"))))
    assert [row[0] for row in rows] == [f"'{words}" if words[0] in "=+-@" else words for words in HOSTILE]


def test_a_merged_cell_stands_in_its_file_once() -> None:
    _, _, files = built(ROWS)
    text = files["van-ban/mau-bang-1.csv"]
    assert text.startswith(b"\xef\xbb\xbf") and b"\r\n" in text
    assert text.decode("utf-8-sig").splitlines()[1:] == [
        '"1","Rà soát theo Quyết định số 684/QĐ-UBND","Ban Dân tộc","1.250,5"',
        '"2","Tổng hợp","",""',
    ]


WORDS = st.sampled_from([*HOSTILE, "Ban Dân tộc", "12,5", "", "1.", "đ"])
CELLS = st.tuples(WORDS, st.integers(1, 3), st.integers(1, 3), st.booleans())


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_table_gives_its_words_back_and_is_strict_html(given_rows: list[list[tuple[str, int, int, bool]]]) -> None:
    rows = [[[f"! {w}" if head else w, high, wide] for w, high, wide, head in row] for row in given_rows]
    found, body, _ = built(rows)
    read = read_back(found[PAGE])
    assert read.tags <= {"a", "span"}
    made = tabled(rows).text
    assert sorted("".join("".join(read.pieces).split())) == sorted("".join(made.split()))
    drawn = re.findall(r'^<div class="vk-sheet".*</div>$', body, re.MULTILINE)
    for each in drawn:
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(f"<!doctype html><title>x</title>{each}")

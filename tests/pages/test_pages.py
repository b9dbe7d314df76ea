"""Pages: their blocks, their links, and the laws of the full text."""

from __future__ import annotations

import posixpath
import re
from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import link as linking
from generator import vocab
from generator.derive.blocks import blocks, lasting
from generator.derive.catalog import catalog
from generator.model import (
    AgencyOccurrence,
    Diagnostic,
    DiagnosticCode,
    Entity,
    Graph,
    Page,
    Portal,
    Registry,
    Section,
    Span,
)
from generator.model.frozen import replace
from generator.pages import PAGE_KINDS, pages
from generator.pages.dictionary import FURTHER, TABLES
from generator.pages.frame.urls import heading_slug, relative
from generator.pages.lists.alphabet import initial
from generator.pages.markdown.escape import attr, esc
from generator.pages.markdown.render import date as shown
from generator.pages.markdown.render import heading, shorten
from generator.pages.markdown.render import number as counted
from generator.publish import table_files
from generator.publish.feeds import atom, calendars
from tests.support import factories
from tests.support.factories import BAN, CU_DAN, DE_AN, HA, QD_684, QD_1719, document, graph, record
from tests.support.markdown import _ID, EXTENSIONS, FullText, anchors, assert_whole, read_back
from tests.support.views import parsed

NOTICE = "van-ban/tb-ubnd-tinh-lam-giang-2024-03-15-d4e5f6.md"
DECISION = "van-ban/qd-ubnd-tinh-lam-giang-2023-06-12-a1b2c3.md"

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HREF = re.compile(r'href="([^"#]*)\.html(#[^"]*)?"|href="(#[^"]*)"')


def links(page: Page) -> list[str]:
    """Return the links of a page as Markdown has them, those that stand in HTML too."""
    inside = (f"{path}.md{anchor}" if path else here for path, anchor, here in _HREF.findall(page.markdown))
    return [*_LINK.findall(page.markdown), *inside]


def by_path(found: Graph, **settings: Any) -> dict[str, Page]:
    """Return the pages of a graph by path."""
    return {page.path: page for page in pages(catalog(found, replace(Portal(), **settings)))}


@pytest.fixture(scope="module")
def portal() -> dict[str, Page]:
    return by_path(factories.lam_giang(), persons="all", sample=True)


# --- links -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("persons", ["off", "officials", "all"])
def test_every_link_leads_to_a_page_and_an_anchor_on_it(persons: Any) -> None:
    found = by_path(factories.lam_giang(), persons=persons)
    whole = catalog(factories.lam_giang(), Portal(persons=persons))
    subscribed = {*atom.files(whole), *calendars.files(whole), *table_files.worklists(whole, {})}
    for page in found.values():
        for link in links(page):
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
            if page.path == "du-lieu/index.md" and path in {*FURTHER, *(f"{name}.jsonl" for name in TABLES)}:
                continue
            if target in subscribed:
                continue
            if page.path.startswith("so-hieu/") and path.startswith("https://"):
                continue
            assert target in found, (page.path, link)
            assert not anchor or anchor in anchors(found[target]), (page.path, link)


def test_every_anchor_is_given_once(portal: dict[str, Page]) -> None:
    for page in portal.values():
        given_ids = [one or other for one, other in _ID.findall(page.markdown)]
        assert len(given_ids) == len(set(given_ids)), page.path


def test_every_entity_and_document_has_its_page(portal: dict[str, Page]) -> None:
    found = factories.lam_giang()
    entities: tuple[Entity, ...] = (*found.agencies, *found.policies, *found.works, *found.persons)
    assert {f"{each.id}.md" for each in entities} | {f"van-ban/{each.id}.md" for each in found.records} <= set(portal)


def test_pages_are_sorted_unique_and_the_same_every_time() -> None:
    first = pages(catalog(factories.lam_giang(), Portal(sample=True)))
    assert first == pages(catalog(factories.lam_giang(), Portal(sample=True)))
    paths = [page.path for page in first]
    assert paths == sorted(set(paths))
    assert all(not path.startswith(("/", ".")) and path.endswith(".md") for path in paths)


def test_page_kinds_are_one_table() -> None:
    assert list(PAGE_KINDS) == [
        *("home", "document", "agency", "policy", "lists", "tasks", "news", "quality", "short_forms", "search"),
        *("checker", "compare", "dossier", "network", "keys", "person", "work"),
    ]


def test_an_empty_graph_gives_all_lists() -> None:
    found = by_path(graph((), ()))
    assert {"index.md", "van-ban/index.md", "so-hieu/index.md", "nhiem-vu/index.md", "tim-kiem.md"} <= set(found)


def test_only_a_mark_says_that_a_paper_is_a_draft() -> None:
    bare = record("a", document("Nội dung"))
    found = by_path(graph((bare, replace(bare, id="b", draft=True)), ()))
    assert "Có thể là dự thảo" in found["van-ban/a.md"].markdown
    assert "Dự thảo: văn bản mang dấu dự thảo" in found["van-ban/b.md"].markdown


# --- blocks ----------------------------------------------------------------------------------------

BLOCKS = (
    (NOTICE, "không rõ số|suy ra|k-thong-tin|Lược đồ|k-bo-cuc|k-toan-van|k-nhiem-vu|k-so-lieu|k-canh-bao|SHA-256"),
    (NOTICE, f"[Quyết định số 684/QĐ-UBND]({DECISION.removeprefix('van-ban/')})|khoản 1 Điều 2|Mục II.2|chưa có"),
    (NOTICE, "trong tháng 4/2024|suy ra từ phần ký|Chủ trì|cuộc họp về Đề án|ký hiệu bị hỏng|có thể là|dòng 8"),
    (NOTICE, "Chép trích dẫn|vk-graph|vk-note|Lưu ý|k-tai-ve|k-in-ho-so|k-cung-vien-dan"),
    (DECISION, "vk-chain|Quyết định số 684/QĐ-UBND ngày 12 tháng 6 năm 2023 của UBND tỉnh Lam Giang|vk-graph"),
    (DECISION, "Số 684/QĐ-UBND|Ngày 12/06/2023|ký thay|thay mặt|Phó Chủ tịch|Lưu: VT, KGVX.|k-vien-dan|1.253,687"),
    (DECISION, "684/QĐUBND|1 văn bản trong kho viện dẫn văn bản này"),
    (f"{BAN}.md", "Hoạt động đến|01/03/2025|kế tục là|k-truc-thuoc|k-ban-hanh|k-nhan-su|k-nhiem-vu|k-nhac-den"),
    ("co-quan/so-dan-toc-va-ton-giao-tinh-lam-giang.md", "k-ke-tuc|Ban Dân tộc tỉnh Lam Giang"),
    ("co-quan/ubnd-tinh-lam-giang.md", "k-so-hieu|Quyết định số 684/QĐ-UBND"),
    (f"{DE_AN}.md", "Đề án|2023-2030|Quyết định số 684/QĐ-UBND|k-theo-nam|k-nhac-den|<mark>Đề án Bản vùng cao</mark>"),
    (f"{QD_1719}.md", "Chưa có trong kho|Có văn bản ghi ngày 14/10/2020.|k-vien-dan|Căn cứ|k-cung-vien-dan|57/KH-UBND"),
    (f"{QD_1719}.md", "vk-answer|Trích yếu: Phê duyệt Chương trình|data-vk-copy|k-trich-dan"),
    (f"{QD_684}.md", "Mở trang của văn bản này|van-ban/qd-ubnd-tinh-lam-giang-2023-06-12-a1b2c3.md"),
    ("so-hieu/57-kh-ubnd-lam-giang-2023.md", "Có thể là|Báo cáo Kết quả thực hiện"),
    (f"{HA}.md", "k-chuc-vu|12/06/2023 – 15/03/2024|k-da-ky|k-chu-tri|k-nhac-den"),
    ("index.md", "data-vk-search|k-den-han|data-vk-tasks|k-moi|k-duyet|Loại văn bản|Chương trình, chính sách"),
    ("van-ban/index.md", "Năm 2024|Năm 2023|Không rõ năm|theo loại"),
    ("van-ban/theo-loai.md", "Báo cáo|Quyết định|Thông báo"),
    ("van-ban/theo-co-quan.md", "UBND tỉnh Lam Giang|Ban Dân tộc tỉnh Lam Giang"),
    ("co-quan/index.md", '\n    - <span class="vk-ended">[Ban Dân tộc tỉnh|\n        - [Phòng Chính sách|Theo chữ cái'),
    ("chinh-sach/index.md", "Chương trình|Đề án|2021-2030"),
    ("so-hieu/index.md", "k-chua-co|1 có toàn văn trong kho, 2 chỉ được viện dẫn|Năm 2021|Kế hoạch"),
    ("nguoi/index.md", "Theo tên|Theo họ và tên|Phó Chủ tịch, UBND tỉnh Lam Giang"),
    ("nhiem-vu/index.md", "30/09/2023|04/2024|hằng quý|data-vk-tasks|Không ghi ngày"),
    ("chat-luong.md", "Thiếu số hiệu|Ký hiệu sai hoặc hỏng|documents/hong.txt|dòng 1"),
    ("du-lieu/index.md", "documents.jsonl|entities.jsonl|mentions.jsonl|tasks.jsonl|figures.jsonl"),
    ("tim-kiem.md", "data-vk-results"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "wanted"), BLOCKS, ids=[f"{path}:{place}" for place, (path, _) in enumerate(BLOCKS)])
def test_a_page_has_its_blocks(portal: dict[str, Page], path: str, wanted: str) -> None:
    for words in wanted.split("|"):
        assert words in portal[path].markdown, words


def test_passages_are_newest_first_and_link_to_the_paragraph(portal: dict[str, Page]) -> None:
    body = portal[f"{QD_1719}.md"].markdown
    order = [body.index(f"../van-ban/{name}-") for name in ("tb-ubnd", "qd-ubnd", "bc-ban")]
    assert order == sorted(order)
    (target,) = set(re.findall(r"van-ban/tb-[\w-]+\.md#([\w-]+)", body))
    assert f'<p class="vk-p" id="{target}">' in portal[NOTICE].markdown


def test_a_sample_says_so_on_every_page(portal: dict[str, Page]) -> None:
    assert all("Dữ liệu mẫu" in page.markdown for page in portal.values() if not page.facets.moved)
    assert not any("Dữ liệu mẫu" in page.markdown for page in by_path(factories.lam_giang()).values())


@pytest.mark.parametrize(("persons", "shown_ones"), [("off", set()), ("officials", {HA}), ("all", {HA, CU_DAN})])
def test_who_has_a_page(persons: str, shown_ones: set[str]) -> None:
    found = by_path(factories.lam_giang(), persons=persons)
    for person in (HA, CU_DAN):
        assert (f"{person}.md" in found) == (person in shown_ones)
        linked = any(f"{person.rpartition('/')[2]}.md" in page.markdown for page in found.values())
        assert linked == (person in shown_ones)


# --- the full text ---------------------------------------------------------------------------------


def words(text: str) -> str:
    """Return `text` with one space for every run of white space."""
    return " ".join(text.split())


def test_stripping_links_gives_the_text_back(portal: dict[str, Page]) -> None:
    for each in factories.lam_giang().records:
        assert_whole(read_back(portal[f"van-ban/{each.id}.md"]), each.document.text)


MARKUP = st.sampled_from(
    [*"`*_{}[]()<>&|\\#!~^$:+-=.\"' 1a", "&amp;", "](", "{:", "    ", "đ", "Hà ", "<b>", "\n", "| "]
)
TEXTS = st.lists(MARKUP, max_size=40).map("".join)
CUTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=6)


@given(TEXTS, CUTS, CUTS)
def test_any_text_with_any_spans_is_given_back(
    text: str, mentioned: list[tuple[int, int]], heads: list[tuple[int, int]]
) -> None:
    """Odd spans, nested ones and those across lines lose no character and make no element but links and anchors."""

    def span(start: int, length: int) -> Span:
        return Span(min(start, len(text)), min(start + length, len(text)))

    names = (BAN, factories.UBND)
    spans = [AgencyOccurrence(names[place % 2], span(*cut), "p") for place, cut in enumerate(mentioned)]
    found = tuple(sorted(spans, key=lambda each: (each.span.start, -each.span.end)))
    outline = tuple(
        Section("1", "x" if place % 3 else None, place, None, f"s{place}", span(*cut), span(cut[0], 30))
        for place, cut in enumerate(heads)
    )
    made = record("mau", document(text, sections=outline), occurrences=found)
    entities = [each for each in factories.lam_giang().agencies if each.id in (BAN, factories.UBND)]
    page = by_path(graph((made,), entities))["van-ban/mau.md"]
    read = read_back(page)
    assert "".join(" ".join(read.pieces).split()) == "".join(text.split())
    assert read.tags <= {"a", "span"}


@given(st.text(max_size=60))
def test_escaped_text_is_read_as_the_same_characters(text: str) -> None:
    read = FullText()
    read.feed(markdown.markdown(heading(3, esc(text), "x"), extensions=EXTENSIONS))
    read.close()
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text.replace("\r", " "))
    plain = re.sub(r"[\ufdd0-\ufdef]", "\ufffd", "".join("\ufffd" if ord(c) & 0xFFFE == 0xFFFE else c for c in plain))
    assert words(" ".join(read.pieces)) == (words(plain) if text else "—")
    assert not read.tags


@given(st.text(max_size=60))
def test_an_attribute_ends_where_it_should(text: str) -> None:
    assert not set(attr(text)) & set("\"'<>`=\n{}")


LINES = st.lists(st.sampled_from(["Một", "Hai", "Ba", "Bốn"]), min_size=1, max_size=8)


@given(LINES, st.data())
def test_an_edit_of_a_paragraph_changes_no_id(lines: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    edited = [*lines[:place], "Đổi", *lines[place + 1 :]]
    before, after = (blocks(document("\n".join(each))) for each in (lines, edited))
    assert [each.anchor for each in before] == [each.anchor for each in after]
    handed_on = zip(to_hand_on(lines), to_hand_on(edited), strict=True)
    assert [at for at, (one, other) in enumerate(handed_on) if one != other] == [place]


def to_hand_on(lines: list[str]) -> list[str]:
    """Return the anchors to hand on of paragraphs."""
    return [lasting(each, text) for text in ["\n".join(lines)] for each in blocks(document(text))]


@given(LINES, st.data())
def test_a_new_paragraph_leaves_all_before_it_and_the_words_of_the_rest(lines: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines)))
    before, after = to_hand_on(lines), to_hand_on([*lines[:place], "Mới", *lines[place:]])
    assert before[:place] == after[:place]
    tails = [each.rpartition("-")[2] for each in before[place:]]
    assert tails == [each.rpartition("-")[2] for each in after[place + 1 :]]


def test_a_new_paragraph_changes_no_id_of_another_section() -> None:
    def cut(text: str) -> list[str]:
        return [each.anchor for each in blocks(document(text, sections=factories.sections(
            text, (("I", "Một", 1, "I. Một"), ("II", "Hai", 1, "II. Hai")))))]  # fmt: skip

    before, after = cut("I. Một\na\nII. Hai\nb\nc"), cut("I. Một\na\nmới\nII. Hai\nb\nc")
    assert set(before) <= set(after)
    assert after == ["m1", "m1-p1", "m1-p2", "m2", "m2-p1", "m2-p2"]


def long_document() -> Graph:
    """Return a document too long for one page, with two appendices that cite a number."""
    body = "\n".join(f"Đoạn {place} của văn bản rất dài này." for place in range(1500))
    text = f"{body}\nPhụ lục I\nTheo Quyết định số 1719/QĐ-TTg.\nPhụ lục II\nHết."
    outline = factories.sections(text, (("Phụ lục I", "", 1, "Phụ lục I"), ("Phụ lục II", "", 1, "Phụ lục II")))
    made = document(text, sections=outline)
    made = replace(made, zones=replace(made.zones, annex=Span(len(body) + 1, len(text))))
    found = factories.occurrences(text, (("work", QD_1719, "Quyết định số 1719/QĐ-TTg", {}),))
    warned = (Diagnostic(DiagnosticCode.SYMBOL, "Ký hiệu lạ.", made.source.path, 1502, "Theo"),)
    return graph((record("dai", made, occurrences=found, warnings=warned),), factories.lam_giang().works)


def test_appendices_of_a_long_document_are_pages_of_their_own() -> None:
    found = by_path(long_document())
    assert "[Phụ lục I](dai-phu-luc-1.md)" in found["van-ban/dai.md"].markdown
    assert "Theo <a" in found["van-ban/dai-phu-luc-1.md"].markdown
    assert "Theo <a" not in found["van-ban/dai.md"].markdown
    assert 'href="dai.html#k-canh-bao-1"' in found["van-ban/dai-phu-luc-1.md"].markdown
    assert "../van-ban/dai-phu-luc-1.md#phu-luc-1-" in found[f"{QD_1719}.md"].markdown
    for page in found.values():
        for link in links(page):
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
            assert not anchor or anchor in anchors(found[target]), (page.path, link)


def test_a_part_called_as_a_paragraph_is_gives_no_id_twice() -> None:
    text = "Thân.\nDANH MỤC\nKèm theo.\nPhần I. Tên\nNội dung."
    annex = Span(text.index("DANH"), len(text))
    head = factories.find(text, "Phần I. Tên")
    outline = (Section("Phần I", "Tên", 1, None, "p1", head, Span(head.start, len(text))),)
    made = document(text, sections=outline)
    made = replace(made, zones=replace(made.zones, annex=annex))
    ids = ((each.anchor, *each.anchors, lasting(each, text)) for each in blocks(made))
    given_ids = [anchor for each in ids for anchor in each if anchor]
    assert len(given_ids) == len(set(given_ids)), given_ids
    assert "phu-luc-1-p1" in given_ids


def test_a_run_in_heading_keeps_the_rest_of_its_line() -> None:
    made = document("Điều 3. Hiệu lực từ ngày ký", sections=factories.sections(
        "Điều 3. Hiệu lực từ ngày ký", (("Điều 3", "", 1, "Điều 3."),)))  # fmt: skip
    found = blocks(made)
    assert [(each.span.of(made.text), each.level) for each in found] == [("Điều 3.", 1), ("Hiệu lực từ ngày ký", None)]


def test_links_never_nest_and_each_entity_is_linked_once_a_paragraph(portal: dict[str, Page]) -> None:
    (line,) = [line for line in portal[NOTICE].markdown.split("\n") if ">Việc thực hiện" in line]
    assert ">Quyết định số 684/QĐ-UBND ngày 12/6/2023 của UBND tỉnh</a>" in line
    (line,) = [line for line in portal[NOTICE].markdown.split("\n") if ">Các cơ quan báo cáo hằng quý;" in line]
    assert line.count(">Ban Dân tộc</a>") == 1


# --- small things ------------------------------------------------------------------------------------


def test_tables_have_caption_scopes_and_labels(portal: dict[str, Page]) -> None:
    html = markdown.markdown(portal[NOTICE].markdown.split("---", 2)[2], extensions=EXTENSIONS)
    assert html.count("<table") == html.count("<caption>") == html.count("</table>")
    assert '<th scope="col">Quan hệ</th>' in html
    assert '<td data-label="Quan hệ">Thực hiện, theo</td>' in html
    assert '<tr><th scope="row">Cơ quan ban hành</th><td>' in html
    assert '<td class="vk-none">—</td>' in html
    assert "Phối hợp" not in html  # no task of this paper has partners


def test_what_is_aligned_has_a_class_and_no_style() -> None:
    table = "a | b | c\n:-- | :-: | --:\n1 | — | 3\n\nchữ\n{: .x style='text-align: right;' }\n"
    html = markdown.markdown(table, extensions=EXTENSIONS)
    assert "style" not in html
    assert '<th class="vk-left" scope="col">a</th>' in html
    assert '<td class="vk-center vk-none">—</td>' in html
    assert '<td class="vk-right" data-label="c">3</td>' in html
    assert '<p class="x vk-right">chữ</p>' in html


@pytest.mark.parametrize(
    ("given_one", "wanted"), [("Ấp Bắc", "Â"), ("Đảng", "Đ"), ("ủy ban", "U"), ("Ông", "Ô"), ("ưa", "Ư"), ("", "#")]
)
def test_initial(given_one: str, wanted: str) -> None:
    assert initial(given_one) == wanted


def test_small_forms() -> None:
    assert [shown(each) for each in ("2023-06-26", "2023-06", "2023", None)] == ["26/06/2023", "06/2023", "2023", ""]
    assert [counted(each) for each in (1253.687, 12500.0, 58.35, 0.0)] == ["1.253,687", "12.500", "58,35", "0"]
    assert shorten("một hai  ba bốn", 8) == "một hai …"
    assert heading_slug("Điều 1. Đề án", "-") == "dieu-1-de-an"
    assert relative("index.md", "co-quan/x.md") == "co-quan/x.md"
    assert relative("van-ban/a.md", "co-quan/x.md", "p-1") == "../co-quan/x.md#p-1"
    assert relative("van-ban/a.md", "van-ban/a.md", "p-1") == "#p-1"


OUTLINED = """QUYẾT ĐỊNH
Về việc phân công nhiệm vụ
Điều 1. Phân công nhiệm vụ
1. Các phòng có nhiệm vụ:
a) Thực hiện Kế hoạch số 24/KH-UBND ngày 28/3/2023.
"""
PLANNED = """KẾ HOẠCH
Công tác dân tộc năm 2024
I. NHIỆM VỤ
1. Tuyên truyền
1.1. Thực hiện Kế hoạch số 24/KH-UBND ngày 28/3/2023.
"""


@pytest.mark.parametrize(("text", "place"), [(OUTLINED, "điểm a khoản 1 Điều 1"), (PLANNED, "Mục I.1.1")])
def test_a_place_is_named_from_its_article_or_from_the_top_of_the_outline(text: str, place: str) -> None:
    found = linking.link([parsed(text)], Registry(), vocab.load(), Portal(home_province="Lam Giang"), {})
    page = by_path(found)[f"van-ban/{found.records[0].id}.md"]
    assert f"[{place}](" in page.markdown

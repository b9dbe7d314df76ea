"""Short forms: expanded where the paper defined them before, and listed with every meaning."""

from __future__ import annotations

from html.parser import HTMLParser

from generator.derive.catalog import Catalog, catalog
from generator.model import Graph, Page, Portal
from generator.model.frozen import replace
from generator.pages import drawn
from generator.pages.kinds import document as documents
from generator.pages.kinds import short_forms
from tests.support.factories import graph, record
from tests.support.views import parsed


class Expanded(HTMLParser):
    """The short forms that a page expands, as words and title, and which are stops for the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, bool]] = []
        self._open: tuple[str, bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a short form stands for."""
        given = dict(attrs)
        if tag == "abbr":
            self._open = (given["title"] or "", given.get("tabindex") == "0")

    def handle_data(self, data: str) -> None:
        """Keep its letters."""
        if self._open:
            self.found.append((data, *self._open))
            self._open = None


def found_in(*texts: str) -> Catalog:
    """Return papers that are parsed from texts."""
    records = tuple(record(f"a{place}", parsed(text)) for place, text in enumerate(texts))
    made: Graph = graph(records, ())
    return catalog(made, Portal())


def expanded(found: Catalog, name: str) -> list[tuple[str, str, bool]]:
    """Return what the page of a paper expands."""
    reader = Expanded()
    reader.feed(documents.page(found, found.records[name]).markdown)
    return reader.found


def test_it_is_expanded_after_its_definition_in_that_paper_alone() -> None:
    found = found_in(
        "TTHC cũ.\nRà soát thủ tục hành chính (TTHC) năm nay; TTHC mới, TTHC khác.\nSố TTHC giảm; KTTHC, TTHC/x giữ.",
        "Số TTHC giảm.",
    )
    title = "thủ tục hành chính"
    assert expanded(found, "a0") == [("TTHC", title, True), ("TTHC", title, False)]
    assert expanded(found, "a1") == []


def listing(found: Catalog) -> Page:
    """Return the page of all short forms, the only one."""
    (page,) = short_forms.pages(found)
    return drawn(found, page)


def test_one_with_two_meanings_is_not_expanded_but_listed_with_both() -> None:
    found = found_in(
        "Rà soát thủ tục hành chính (TTHC). Trung tâm Hoa cảnh (TTHC). TTHC họp.",
        "Thủ tục hành chính (TTHC); TTHC.",
    )
    assert expanded(found, "a0") == []
    assert [len(each.places) for each in short_forms.meanings(found)] == [2, 1]
    page = listing(found)
    assert page.markdown.count("| TTHC |") == 2
    assert "Trung tâm Hoa cảnh" in page.markdown
    assert "(van-ban/a0.md#" in page.markdown


def test_a_name_that_is_shortened_to_a_plain_word_is_listed_alone() -> None:
    found = found_in("Hồ sơ của Sở Dân tộc và Tôn giáo tỉnh Lam Giang (sau đây viết tắt là Sở) được lưu. Sở giữ.")
    assert expanded(found, "a0") == []
    assert [each.short for each in short_forms.meanings(found)] == ["Sở"]


def test_words_of_papers_are_no_markup() -> None:
    found = found_in('Rà soát thủ <tục> "hành & chính (TTHC). TTHC mới.', "Thu | chi {nội} *bộ (TCNB). TCNB tăng.")
    for name, title in (("a1", "Thu | chi {nội} *bộ"),):
        assert expanded(found, name) == [("TCNB", title, True)]
    page = listing(found)
    assert "<tục>" not in page.markdown and "{nội}" not in page.markdown


def test_where_none_is_defined_the_page_says_so() -> None:
    page = listing(found_in("Không có gì."))
    assert "Chưa có văn bản nào trong kho định nghĩa chữ viết tắt." in page.markdown


def test_the_list_calls_a_paper_as_all_other_pages_do() -> None:
    text = "KẾ HOẠCH\nRà soát thủ tục hành chính (TTHC)."
    named = replace(record("a0", parsed(text)), title="RÀ SOÁT HỒ SƠ NĂM HỌC")
    listed = listing(catalog(graph((named,), ()), Portal())).markdown
    assert "Rà soát hồ sơ năm học" in listed and "RÀ SOÁT" not in listed

"""Cells of a table in the canonical text: words of two cells are never one sentence."""

from __future__ import annotations

from generator import vocab
from generator.model import Cell, Document, Span, Table
from generator.model.frozen import replace
from generator.parse import parse
from generator.reflow import reflow
from tests.support.factories import find
from tests.support.views import source

SPLIT = (
    "STT",
    "Căn cứ pháp lý",
    "Nơi nộp",
    "1",
    "Thông tư số 7/2024/TT-BYT ngày 31/12/2024 của Bộ Y tế quy định cấp thẻ",
    "Bộ phận một cửa của",
    "hành nghề khám bệnh.",
    "xã nơi người dân ở.",
)
"""The lines of a table of three columns whose second row goes on on the next page."""
LONG = "Các xã vùng cao của tỉnh đã mở lớp học chữ cho người dân ở bản xa, các phòng cùng với"


def tabled(continued: tuple[int, ...] = ()) -> Document:
    """Return the lines read as the cells of a table."""
    text = "\n".join((LONG, LONG.lower(), "thôn bản giữ lớp.", *SPLIT)) + "\n"
    places = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2))
    cells = [Cell(find(text, line), *at) for line, at in zip(SPLIT, places, strict=True)]
    cells.insert(6, Cell(Span(cells[5].span.end, cells[5].span.end), 2, 0))
    read = source(text)
    return parse(replace(read, tables=(Table(tuple(cells), 3, 3, None, continued),)), vocab.load())


def test_a_line_in_small_letters_does_not_go_on_with_another_cell() -> None:
    marks, text = vocab.load().line_marks, "Căn cứ pháp lý\ngiấy phép của bên bán\nvà của bên mua\nở xã\n"
    assert reflow(text, marks).text == "Căn cứ pháp lý giấy phép của bên bán và của bên mua ở xã"
    parted = reflow(text, marks, {1: 0, 2: 15, 3: 15}).text.split("\n")
    assert parted == ["Căn cứ pháp lý", "giấy phép của bên bán và của bên mua", "ở xã"]


def test_words_of_cells_that_lie_side_by_side_stay_apart() -> None:
    lines = tabled().text.split("\n")
    assert lines[-len(SPLIT) :] == list(SPLIT)


def test_half_a_title_that_a_page_break_cut_is_none() -> None:
    assert [each.title for each in tabled().citations] == ["quy định cấp thẻ"]
    assert [each.title for each in tabled((2,)).citations] == [None]

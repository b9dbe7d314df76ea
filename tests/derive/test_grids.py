"""Tables of papers: what is shown of them, and when one is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.blocks import blocks
from generator.derive.layout.grids import FEWEST, ROOM, grids
from generator.model import Cell, Document, Section, Span, Table
from generator.model.frozen import replace
from tests.derive.tabled import tabled
from tests.support.factories import document
from tests.support.views import cases


@pytest.mark.parametrize("case", cases("derive/grids.yml"))
def test_a_table_is_shown_as_it_stands(case: dict[str, Any]) -> None:
    (grid,) = grids(tabled(case["rows"]))
    assert grid.head == case["head"]
    assert list(grid.labels) == case.get("labels", list(grid.labels))
    assert sorted(grid.figures) == case.get("figures", sorted(grid.figures))
    assert grid.columns == case.get("columns", grid.columns)


TEXT = "Trước\nmột\nhai\nba\nSau"
ONE, TWO, THREE = Span(6, 9), Span(10, 13), Span(14, 16)


@pytest.mark.parametrize(
    "cells",
    [
        (),
        (Cell(Span(0, 0), 0, 0),),
        (Cell(ONE, 0, 0), Cell(TWO, 0, 0)),
        (Cell(ONE, 0, 0, 1, 2), Cell(TWO, 0, 1)),
        (Cell(TWO, 0, 0), Cell(ONE, 0, 1)),
        (Cell(ONE, 0, 0), Cell(Span(8, 13), 0, 1)),
        (Cell(ONE, 0, 0), Cell(THREE, 0, 1)),
        (Cell(ONE, -1, 0), Cell(TWO, 0, 1)),
        (Cell(ONE, 0, 0, 0), Cell(TWO, 0, 1)),
        tuple(Cell(ONE if not n else Span(9, 9), n, n) for n in range(100)),
    ],
    ids=["no cell", "no word", "one place", "overlap", "out of order", "shared words", "words between",
         "negative", "no reach", "a diagonal"],
)  # fmt: skip
def test_what_is_no_table_stays_paragraphs(cells: tuple[Cell, ...]) -> None:
    made = replace(document(TEXT), tables=(Table(cells, 5, 5),))
    assert grids(made) == ()
    assert blocks(made, grids(made)) == blocks(document(TEXT))


def test_a_reach_beyond_the_table_ends_with_it() -> None:
    huge = (Cell(ONE, 0, 0, 10**9, 10**9), Cell(TWO, 10**9, 10**9))
    (grid,) = grids(document(TEXT, tables=(Table(huge, 1, 1),)))
    assert [[(cell.rows, cell.columns) for cell in row] for row in grid.rows] == [[(1, 1)], [(1, 1)]]


def test_of_nested_tables_the_outer_is_shown() -> None:
    outer, inner = Table((Cell(Span(6, 13), 0, 0), Cell(THREE, 0, 1)), 1, 2), Table((Cell(ONE, 0, 0),), 1, 1)
    (grid,) = grids(document(TEXT, tables=(inner, outer)))
    assert grid.columns == 2


def test_lines_of_cells_keep_the_anchors_that_they_had_as_paragraphs() -> None:
    made = tabled([["! Việc", "! Ai"], ["Họp", "Văn phòng"]])
    shown = blocks(made, grids(made))
    assert [each.anchor for each in shown] == [each.anchor for each in blocks(made)]
    assert [each.table for each in shown] == [0, 1, 1, 1, 1, 0]
    assert [each.row and each.row.of(made.text) for each in shown][3] == "Họp\nVăn phòng"


def test_a_head_in_a_table_is_no_heading_but_lends_its_anchor() -> None:
    made = tabled([["1. Họp", "Văn phòng"]])
    head = Span(made.text.index("1. Họp"), made.text.index("\nVăn"))
    made = replace(made, sections=(Section("1", "Họp", 1, None, "m1", head, Span(head.start, len(made.text))),))
    inside = next(each for each in blocks(made, grids(made)) if each.table)
    assert inside.level is None and "m1" in inside.anchors


def long_table(rows: int) -> Document:
    """Return a document with a table of so many rows."""
    return tabled([["! TT", "! Họ và tên"], *([str(row), f"Giàng A {row}"] for row in range(rows))])


def test_a_long_table_shows_what_its_page_has_room_for() -> None:
    made = long_table(3000)
    (grid,) = grids(made)
    assert FEWEST < grid.shown < ROOM[1] / 200 and len(grid.rows) == 3001
    shown = blocks(made, (grid,))
    assert shown[-2].anchor == "b1-con-lai" and shown[-1].anchor == "p-p6004"
    assert grids(long_table(50))[0].shown == 51


def test_each_of_many_tables_shows_its_first_rows() -> None:
    tables, text = [], ""
    for _ in range(40):
        made = long_table(60)
        shifted = [
            replace(c, span=Span(c.span.start + len(text), c.span.end + len(text))) for c in made.tables[0].cells
        ]
        tables.append(Table(tuple(shifted), 61, 2))
        text += made.text + "\n"
    found = grids(document(text, tables=tuple(tables)))
    assert [each.number for each in found] == list(range(1, 41))
    assert found[0].shown == 61 and found[-1].shown == 1 + FEWEST


PLACES = st.tuples(*(st.integers(0, n) for n in (40, 12, 6, 6)), st.integers(1, 3), st.integers(1, 3), st.booleans())


@given(st.lists(PLACES, max_size=8))
def test_any_cells_leave_every_word_in_a_block(places: list[tuple[int, int, int, int, int, int, bool]]) -> None:
    text = "a\nbc\n\nd e\nf\ng\nhij\nk l m\nn"
    cells = tuple(
        Cell(Span(min(start, len(text)), min(start + length, len(text))), row, column, high, wide, header)
        for start, length, row, column, high, wide, header in places
    )
    made = document(text, tables=(Table(cells, 9, 9),))
    shown = blocks(made, grids(made))
    assert "".join("".join(each.span.of(text) for each in shown).split()) == "".join(text.split())
    assert len({each.anchor for each in shown}) == len(shown)

"""A day that a document leaves blank: it lies in the month that is printed."""

from __future__ import annotations

import pytest

from generator import vocab
from generator.link import link
from generator.model import Portal, Registry
from tests.support.views import parsed

LAST = ("31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31")
PAPER = """BAN DÂN TỘC TỈNH LAM GIANG
Số: 5/BC-BDT
Lam Giang, {day}
BÁO CÁO
Công tác dân tộc
Tình hình ổn định."""


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        *((f"ngày    tháng {m} năm 2023", f"2023-{m:02d}-01", f"2023-{m:02d}-{day}") for m, day in enumerate(LAST, 1)),
        ("ngày    tháng 02 năm 2024", "2024-02-01", "2024-02-29"),
        ("ngày    tháng 02 năm 2000", "2000-02-01", "2000-02-29"),
        ("ngày    tháng 02 năm 1900", "1900-02-01", "1900-02-28"),
    ],
)
def test_a_month_ends_on_its_last_day(printed: str, first: str, last: str) -> None:
    made = link([parsed(PAPER.format(day=printed))], Registry(), vocab.load(), Portal(), {})
    found = made.records[0].issued_inferred
    assert found is not None
    assert (found.not_before, found.not_after) == (first, last)

"""Cells of CSV: what a document says is no formula, by whatever sign a spreadsheet parts them."""

from __future__ import annotations

import csv
import io

import pytest

from generator.publish.table_files import plain

HOSTILE = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1", "\n=1", " =1+1", "＝1+1", "＠SUM(A1)", "－1", "＋1"),
    *("Dung;=1+1;x", "Dung; =HYPERLINK(A1)", "Dung\t=1+1", "Dung;@SUM(A1)", "Dung;+cmd|' /C calc'!A0;x", "a;＝1"),
)
USUAL = (
    "Sở Nội vụ; UBND xã",
    "- Như trên; - Lưu: VT",
    "5 - 7%",
    "a = b; c = d",
    "12/BC-UBND",
    "x;y",
    "a@b.example",
    "",
)


@pytest.mark.parametrize("parted", [",", ";", "\t"])
@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_begins_a_formula(words: str, parted: str) -> None:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow(["trước", plain(words), "sau"])
    cells = [
        cell for row in csv.reader(io.StringIO(made.getvalue().replace("\r", "\n")), delimiter=parted) for cell in row
    ]
    begun = [cell for cell in cells if cell.strip()[:1] in tuple("=@＝＠＋－+")]
    assert not begun, cells


@pytest.mark.parametrize("words", USUAL)
def test_words_stay_as_they_are(words: str) -> None:
    assert plain(words) in (words, f"'{words}") and (plain(words) == words or words.startswith("-"))

"""Figures that were filled in by hand on a scanned page: left open, and told."""

from __future__ import annotations

import pytest

from generator.ingest import ocr
from generator.ingest.geometry import plain_sheet
from generator.ingest.ocr import handwriting
from generator.ingest.ocr.recognised_word import Seen
from generator.model import Diagnostic

DAY = (("ngày", 0, 80, 50),)


def line_of(*words: tuple[str, int, int, int]) -> list[Seen]:
    """Return words of a line: text, left, right, height."""
    return [Seen(text, (left, 100 - height, right, 100), 95.0, ("1",)) for text, left, right, height in words]


@pytest.mark.parametrize(
    ("words", "text", "read"),
    [
        ((("Số:", 0, 50, 40), ("115", 65, 120, 42), ("/NQ-CP", 150, 250, 40)), "Số: …/NQ-CP", ["115"]),
        ((("Số:", 0, 50, 40), ("Ñ#", 65, 120, 42), ("/QĐ-UBND", 150, 250, 40)), "Số: …/QĐ-UBND", ["Ñ#"]),
        ((("Số:", 0, 50, 40), ("115/NQ-CP", 65, 250, 40)), "Số: 115/NQ-CP", []),
        (
            (*DAY, ("29", 110, 150, 46), ("tháng", 180, 280, 50), ("4", 295, 310, 40), ("2026", 405, 490, 40)),
            "ngày … tháng 4 2026",
            ["29"],
        ),
        (
            (*DAY, ("29", 130, 170, 39), ("tháng", 220, 320, 50), ("4", 370, 385, 40), ("2026", 515, 600, 40)),
            "ngày 29 tháng 4 2026",
            [],
        ),
        ((("ngày", 0, 80, 50), ("01", 140, 180, 50), ("tháng", 240, 340, 50)), "ngày 01 tháng", []),
        (
            (("ngày", 0, 80, 50), ("!", 95, 99, 50), ("tháng", 110, 200, 50), ("2024", 215, 300, 40)),
            "ngày … tháng 2024",
            ["!"],
        ),
        ((("208", 65, 120, 42), ("/QĐ-UBND", 150, 250, 40), ("ngày", 260, 300, 50)), "…/QĐ-UBND ngày", ["208"]),
        ((), "", []),
    ],
)
def test_figures_filled_in_by_hand_are_left_open(
    words: tuple[tuple[str, int, int, int], ...], text: str, read: list[str]
) -> None:
    left, found = handwriting.left_open(line_of(*words))
    assert (" ".join(word.text for word in left), found) == (text, read)


def test_what_was_left_open_is_told() -> None:
    outcome = ocr._outcome([ocr._Page(plain_sheet("Điều 1. Trồng rừng."), 14, 14, by_hand=("445", "#3"))], "a.pdf")
    assert not isinstance(outcome, Diagnostic)
    assert [note.code for note in outcome[1].notes] == ["filled_by_hand"]
    assert "«445», «#3»" in outcome[1].notes[0].message

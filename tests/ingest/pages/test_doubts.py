"""Words that a recogniser is unsure of: where they stand, also after a line was mended."""

from __future__ import annotations

import pytest

from generator.ingest import ocr
from generator.ingest.contract import source_of_sheets
from generator.ingest.geometry import Word
from generator.ingest.geometry.doubts import carried
from generator.ingest.ocr import tesseract
from generator.model import Extraction


@pytest.mark.parametrize(
    ("before", "doubtful", "after", "want"),
    [
        ("Điều 1. Giao", ["Giao"], "Điều 1. Giao", ["Giao"]),
        ("QUYÉT ĐỊNH", ["QUYÉT"], "QUYẾT ĐỊNH", ["QUYẾT"]),
        ("| Xã Hạ Thổ", ["Hạ"], "Xã Hạ Thổ", ["Hạ"]),
        ("~ Xã Hạ Thổ", ["~", "Thổ"], "- Xã Hạ Thổ", ["-", "Thổ"]),
        ("số 30/2031/TT- BGDĐT ngày", ["BGDĐT"], "số 30/2031/TT-BGDĐT ngày", ["30/2031/TT-BGDĐT"]),
        ("bị bỏ đi", ["bỏ"], "bị đi", []),
    ],
)
def test_doubts_move_with_what_a_line_becomes(before: str, doubtful: list[str], after: str, want: list[str]) -> None:
    doubts = tuple((before.index(word), before.index(word) + len(word), 0.5) for word in doubtful)
    assert [after[start:end] for start, end, _ in carried(doubts, before, after)] == want


def test_a_recognised_page_tells_its_doubts_and_places() -> None:
    line = [("Điều", None), ("1.", None), ("Giao", 0.61), ("Ban", None), ("Quản", 0.4), ("lý", None), ("đốc", None)]
    words = tuple(Word(text, 60 + 40 * i, 100, 90 + 40 * i, 114, doubt) for i, (text, doubt) in enumerate(line))
    page = ocr._passed(tesseract.Reading(words, (), 595, 842, 22, 15, 0, 0, ()))
    read = source_of_sheets(b"", "a.png", "png", [page.sheet], Extraction(), paged=False)
    assert read.text == "Điều 1. Giao Ban Quản lý đốc"
    assert [(each.span.of(read.text), each.certainty) for each in read.doubts] == [("Giao", 0.61), ("Quản", 0.4)]
    (place,) = read.places
    assert place is not None and (place.page, round(place.left * 595), round(place.bottom * 842)) == (1, 60, 114)

"""The gate: what is a possible syllable, and which share of them makes a page Vietnamese text."""

from __future__ import annotations

import random
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.legibility import READABLE, letters, share, syllables
from generator.text.fold import fold
from generator.vocab import tables
from generator.vocab.entries import Contrasted

SYLLABLES = tables.syllables()
ROWS: tuple[Contrasted, ...] = (*SYLLABLES.rhymes, *SYLLABLES.onsets, *SYLLABLES.y, *SYLLABLES.words)

PAPER = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LAM GIANG Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND Lam Giang, ngày 08 tháng 01 năm 2024
QUYẾT ĐỊNH
Về việc giao chỉ tiêu trồng rừng phòng hộ ven sông Lam năm 2024
Điều 1. Giao Sở Nông nghiệp và Phát triển nông thôn trồng 120 ha rừng ở 06 xã phía bắc.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận: - UBND các huyện; - Lưu: VT, NN."""
ENGLISH = "The province shall plant one hundred hectares of forest in the northern communes before the rain comes."
FRENCH = (
    "Le comité populaire a décidé de planter à nouveau cent hectares de forêt près de la rivière, où l'été est sec."
)
GERMAN = "Die Verwaltung führt ein Verzeichnis über alle Wälder der Gemeinden, größere Flächen zählen doppelt."


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.called}: {row.examples[0]}" for row in ROWS])
def test_the_table_forms_its_examples_and_no_counter_example(row: Contrasted) -> None:
    assert [word for word in row.examples if word.lower() not in syllables()] == []
    assert [word for word in row.not_ if word.lower() in syllables()] == []


def test_there_are_as_many_syllables_as_the_spelling_allows() -> None:
    assert 15_000 < len(syllables()) < 25_000
    assert all(unicodedata.is_normalized("NFC", word) for word in syllables())


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (PAPER, 1.0, 1.0),
        (PAPER.lower(), 0.9, 1.0),
        (PAPER.upper(), 1.0, 1.0),
        (unicodedata.normalize("NFD", PAPER), 1.0, 1.0),
        ("Uỷ ban nhân dân xã Hoà Bình, khoá họp thứ quí 2", 1.0, 1.0),
        ("Ông Nguyễn Văn Mẫu gặp Tập đoàn Blue Ocean Holding tại hội chợ xúc tiến thương mại", 0.7, 0.99),
        ("Lưu: VT", 1.0, 1.0),
        ("1.253,687 / 2024 - 15%", 1.0, 1.0),
        ("QĐ-UBND VT a b", 0.0, 0.0),
        ("", 0.0, 0.0),
        (" \n\f", 0.0, 0.0),
        (ENGLISH, 0.0, 0.3),
        (FRENCH, 0.0, 0.3),
        (GERMAN, 0.0, 0.3),
        (fold(PAPER), 0.0, 0.3),
        (
            "QUYgT DlNH yé viec giao chi tien trong rirng phong hO ven song Lam, can cir Ludt TO chtrc chinh quyén",
            0.0,
            0.6,
        ),
        ("文件 Документ عربي", 0.0, 0.0),
    ],
)
def test_share(text: str, least: float, most: float) -> None:
    assert least <= share(text) <= most, share(text)


def test_a_page_with_a_few_misread_words_passes_and_a_page_of_misread_words_does_not() -> None:
    def damaged(odds: float) -> str:
        chance = random.Random(7)
        return "".join(
            chance.choice("bcdfgjlmrstvwz") if c.isalpha() and chance.random() < odds else c for c in PAPER * 5
        )

    assert share(damaged(0.03)) >= READABLE
    assert share(damaged(0.20)) < READABLE


def test_letters_tell_an_empty_page_from_a_full_one() -> None:
    assert [letters(text) for text in ("", "\n\f", "- 12 -", "Điều 1", "a_b")] == [0, 0, 0, 4, 2]


@pytest.mark.parametrize(
    "megabyte",
    [(PAPER * 2500)[:1_000_000], "A" * 1_000_000, "aA-" * 333_333, "ế ẹ" * 333_333, "\u0301" * 1_000_000],
    ids=["paper", "one word", "one code", "single letters", "marks"],
)
def test_a_megabyte_takes_well_under_two_seconds(megabyte: str) -> None:
    share("")
    began = process_time()
    share(megabyte)
    assert process_time() - began < 2


@given(st.text(max_size=200))
def test_share_is_a_share_of_any_text(text: str) -> None:
    assert 0.0 <= share(text) <= 1.0

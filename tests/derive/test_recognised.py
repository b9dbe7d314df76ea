"""What a machine read off a picture: where its doubts and its lines stand in the text."""

from __future__ import annotations

import pytest

from generator.derive.layout.recognised import MOST, certainty, doubts, lines
from generator.model import Document, Doubt, Extraction, Place, Span
from generator.model.frozen import replace
from generator.parse import parse
from generator.vocab import load
from tests.support.factories import document, find

TEXT = "Điều 1. Giao Sở Nội vụ rà soát, báo\ncáo trước ngày 30/9, Sở Nội vụ tổng hợp."


def recognised(text: str, words: list[tuple[str, int]]) -> Document:
    """Return a text read off a picture and reflowed; of each doubtful word, which one of its likes it is."""
    made = document(text).source
    found = []
    for word, likes in words:
        span = find(text, word)
        for _ in range(likes):
            span = find(text, word, span.end)
        found.append(Doubt(span, 0.6))
    places = tuple(Place(1, 0.1, 0.1 * row, 0.9, 0.1 * row + 0.05) for row in range(text.count("\n") + 1))
    how = Extraction("nhận dạng chữ (OCR)", 0.93)
    return parse(replace(made, doubts=tuple(found), places=places, extraction=how), load())


@pytest.mark.parametrize(
    ("word", "likes", "before"),
    [("soát,", 0, "rà "), ("Nội", 0, "Giao Sở "), ("Nội", 1, "30/9, Sở "), ("báo", 0, "soát, "), ("cáo", 0, "báo ")],
)
def test_a_doubtful_word_is_found_again_in_the_paragraph(word: str, likes: int, before: str) -> None:
    made = recognised(TEXT, [(word, likes)])
    assert "báo cáo" in made.text
    (found,) = doubts(made)
    assert found.span.of(made.text) == word and made.text[: found.span.start].endswith(before)


def test_a_word_that_was_mended_or_lies_across_lines_is_left_out() -> None:
    made = recognised(TEXT, [("soát", 0)])
    gone = replace(made.source, doubts=(Doubt(Span(0, 0), 0.5), Doubt(Span(30, 40), 0.5)))
    assert doubts(replace(made, source=gone)) == ()
    assert doubts(replace(made, text=made.text.replace("soát", "xoát"))) == ()


def test_of_many_the_least_certain_are_kept_in_order() -> None:
    text = " ".join(f"chữ{row}" for row in range(MOST + 50))
    made = recognised(text, [])
    many = tuple(Doubt(find(text, f"chữ{row} "), row / 1000) for row in range(MOST + 49))
    trimmed = tuple(replace(each, span=Span(each.span.start, each.span.end - 1)) for each in many)
    found = doubts(replace(made, source=replace(made.source, doubts=trimmed)))
    assert len(found) == MOST and max(each.certainty for each in found) < MOST / 1000
    assert [each.span for each in found] == sorted(each.span for each in found)


def test_only_what_was_recognised_has_a_certainty() -> None:
    assert certainty(recognised(TEXT, [])) == 0.93
    assert certainty(document(TEXT)) is None


def test_each_line_of_a_passage_has_its_place() -> None:
    made = recognised(TEXT, [])
    found = lines(made, Span(0, len(made.text)))
    assert [(made.text[offset:][:3], place.top) for offset, place in found] == [("Điề", 0.0), ("cáo", 0.1)]
    last = find(made.text, "tổng hợp")
    assert [(offset, place.top) for offset, place in lines(made, last)] == [(0, 0.1)]
    assert lines(document(TEXT), Span(0, 5)) == ()

"""Where the facts of a head (phần đầu) are printed: the passages that a reader may look up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Document, Span
from generator.text.dates import find_dates


def passages(document: Document) -> dict[str, Span]:
    """Return for each fact of the head the passage that prints it.

    A fact that stands there in other words, or that somebody states beside the paper, has none.
    """
    return dict(_passages(document))


def _passages(document: Document) -> Iterator[tuple[str, Span]]:
    header, zone = document.header, document.zones.header
    stated = {
        "type": header.type,
        "number": header.number.raw if header.number else None,
        "title": header.title,
        "superior": header.superior,
        "issuer": header.issuer,
        "place": header.place,
    }
    for name, words in stated.items():
        span = _printed(document.text, zone, words or "", whole=name == "type")
        if span is not None:
            yield name, span
    issued = [span for span, date in find_dates(zone.of(document.text)) if date == header.issued]
    if issued:
        yield "issued", Span(zone.start + issued[0].start, zone.start + issued[0].end)
    if document.signature is not None:
        yield "signer", document.signature.span
    if document.chair is not None:
        yield "chair", document.chair.span


def _printed(text: str, zone: Span, words: str, whole: bool) -> Span | None:
    """Where words first stand in a zone, whatever blanks and line ends part their letters.

    `whole`: they begin a line.
    """
    letters = r"\s*".join(map(re.escape, "".join(words.split())))
    if not letters:
        return None
    found = re.compile(rf"^[^\S\n]*({letters})" if whole else f"({letters})", re.IGNORECASE | re.MULTILINE)
    match = found.search(text, zone.start, zone.end)
    return None if match is None else Span(*match.span(1))

"""Where the facts of a head (phần đầu) are printed: the passages that a reader may look up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    letters = _Letters(document.text, zone)
    for name, words in stated.items():
        span = letters.find(words or "", whole=name == "type")
        if span is not None:
            yield name, span
    issued = [span for span, date in find_dates(zone.of(document.text)) if date == header.issued]
    if issued:
        yield "issued", Span(zone.start + issued[0].start, zone.start + issued[0].end)
    if document.signature is not None:
        yield "signer", document.signature.span
    if document.chair is not None:
        yield "chair", document.chair.span


class _Letters:
    """The letters of a zone without what parts them: words are found over blanks and line ends."""

    def __init__(self, text: str, zone: Span) -> None:
        self._text = text
        self._places = [at for at in range(zone.start, zone.end) if not text[at].isspace()]
        self._letters = _small(text[at] for at in self._places)

    def find(self, words: str, *, whole: bool) -> Span | None:
        """Return where words first stand, None where they do not; `whole`: they begin a line."""
        wanted = _small("".join(words.split()))
        first = self._letters.find(wanted) if wanted else -1
        while first >= 0:
            span = Span(self._places[first], self._places[first + len(wanted) - 1] + 1)
            if not whole or self._begins_line(span.start):
                return span
            first = self._letters.find(wanted, first + 1)
        return None

    def _begins_line(self, start: int) -> bool:
        return not self._text[self._text.rfind("\n", 0, start) + 1 : start].strip()


def _small(letters: Iterable[str]) -> str:
    """Return small letters, one for each: places do not move."""
    return "".join(each.lower()[0] for each in letters)

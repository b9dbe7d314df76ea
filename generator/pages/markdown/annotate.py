"""Document text → Markdown with links on the mentions that are certain."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import attrgetter

from generator.model import Doubt, Occurrence, Span
from generator.model.frozen import Frozen
from generator.pages.markdown.escape import esc, esc_part
from generator.pages.markdown.render import link

Address = Callable[[str], str | None]
"""From an entity's id to the link to its page, None where it has none."""


_START = attrgetter("span.start")


class Marked(Frozen):
    """Words that stand in an element of their own, which `opens` and `closes`."""

    span: Span
    opens: str
    closes: str


def doubtful(doubts: Sequence[Doubt]) -> Iterator[Marked]:
    """Yield the marks of words that a machine was unsure of, with their certainty."""
    for doubt in doubts:
        told = f"{doubt.certainty:.0%}".replace("%", " %")
        yield Marked(doubt.span, f'<span class="vk-doubt" title="máy đọc, {told}">', "</span>")


def annotate(
    text: str,
    span: Span,
    occurrences: Sequence[Occurrence],
    address: Address,
    marks: Sequence[Marked] = (),
    linked: Callable[[str, str], str] = link,
) -> str:
    """Return `text[span]` as Markdown.

    The first free mention of each entity in it is a link, made by `linked`; links never nest. `marks` are in
    the order of the text, none inside another.
    """
    parts: list[str] = []
    position = span.start
    for occurrence, href in _linked(span, occurrences, address):
        parts.append(_words(text, Span(position, occurrence.span.start), marks, bool(parts)))
        parts.append(linked(_words(text, occurrence.span, marks), href))
        position = occurrence.span.end
    parts.append(_words(text, Span(position, span.end), marks, bool(parts)))
    return "".join(parts)


def _words(text: str, span: Span, marks: Sequence[Marked], within: bool = False) -> str:
    """Return words as Markdown, some of them marked; `within`: others stand before."""
    if not marks:
        return (esc_part if within else esc)(span.of(text))
    parts: list[str] = []
    position = span.start
    first = max(bisect_left(marks, span.start, key=lambda each: each.span.start) - 1, 0)
    for mark in islice(marks, first, None):
        if mark.span.start >= span.end:
            break
        start, end = max(mark.span.start, position), min(mark.span.end, span.end)
        if start < end:
            parts.append((esc_part if parts or within else esc)(text[position:start]))
            parts.append(f"{mark.opens}{esc(text[start:end])}{mark.closes}")
            position = end
    parts.append((esc_part if parts or within else esc)(text[position : span.end]))
    return "".join(parts)


_BESIDE = 48
"""Characters around a name that are quoted, however long it is."""


def quote(text: str, around: Span, name: Span, limit: int = 200) -> str:
    """Return about `limit` characters of `text[around]` as Markdown, the name marked, cells apart."""
    end = min(name.end, around.end)
    room = max(limit - (end - name.start), _BESIDE) // 2
    start = _word_start(text, around, name.start - room)
    stop = _word_end(text, around, end + room)
    before = esc_part(text[start : name.start].replace("\n", " | ")) if start < name.start else ""
    after = esc_part(text[end:stop].replace("\n", " | "))
    lead = "… " if start > around.start else ""
    tail = " …" if stop < around.end else ""
    return f"{lead}{before}<mark>{esc(text[name.start : end])}</mark>{after}{tail}"


def _linked(span: Span, occurrences: Sequence[Occurrence], address: Address) -> Iterator[tuple[Occurrence, str]]:
    """Yield the mentions to link, in order: outermost first, one for each entity, none inside another.

    `occurrences` are in the order of their starts, so that a paragraph looks at its own alone.
    """
    first = bisect_left(occurrences, span.start, key=_START)
    last = bisect_left(occurrences, span.end, first, key=_START)
    if first == last:
        return
    inside = (each for each in occurrences[first:last] if each.span.start < each.span.end <= span.end)
    position = span.start
    seen: set[str] = set()
    for occurrence in sorted(inside, key=lambda each: (each.span.start, -each.span.end, each.kind)):
        if occurrence.entity is None or occurrence.entity in seen or occurrence.span.start < position:
            continue
        href = address(occurrence.entity)
        if href is not None:
            seen.add(occurrence.entity)
            position = occurrence.span.end
            yield occurrence, href


def _word_start(text: str, around: Span, wanted: int) -> int:
    if wanted <= around.start:
        return around.start
    space = text.find(" ", wanted)
    return space + 1 if space != -1 else wanted


def _word_end(text: str, around: Span, wanted: int) -> int:
    if wanted >= around.end:
        return around.end
    space = text.rfind(" ", around.start, wanted)
    return space if space != -1 else wanted

"""Fields and rows: who does a task and when, told under it or in the columns of a list.

A field is a label with its value (`Cơ quan chủ trì: Sở Nội vụ`). Cells of a table come one to a paragraph; a row counts
only where every cell is what its column holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model import Deadline, Span
from generator.model.frozen import Frozen
from generator.parse.tasks.deadlines import time_in
from generator.parse.tasks.doers import Doer, read_doer
from generator.parse.tasks.paper import Paper
from generator.parse.tasks.partners import partners_in

_NUMBER = re.compile(r"\d{1,3}\s?[.)]?$")
_BEFORE_FIELD = re.compile(r"(?:^|[.;,:]\s+|[()]\s*|[-–+•]\s*)$")
_LABEL = re.compile(r"[\s;,.]*(?:\(?[a-zđ]\)|[-–+•])?\s*$")
_GOES_ON = re.compile(r" [^\W\d_]")
LONGEST_LABEL = 80
"""Characters of a label, its colon included."""
LONGEST_NUMBER_HEAD = 8
"""Characters of the head of the column of numbers, which comes first."""
FEWEST_COLUMNS = 3


class Told(Frozen):
    """What fields or cells say of a task."""

    doer: Doer | None = None
    partners: tuple[Span, ...] = ()
    deadline: Deadline | None = None
    recurring: bool = False


class Row(Frozen):
    """A row of a list of tasks: where its task stands, and what the other cells say."""

    task: Span
    told: Told


class _Field(Frozen):
    about: str
    label: int
    value: Span


def fields_in(paper: Paper, span: Span) -> tuple[_Field, ...]:
    """Return the fields of a paragraph, each with where its label begins and its value."""
    found = tuple(_labels(paper, span))
    ends = [start for start, _, _ in found[1:]] + [span.end]
    return tuple(
        _Field(about, start, Span(value, _trimmed(paper.text, value, stop)))
        for (start, value, about), stop in zip(found, ends, strict=False)
    )


def _labels(paper: Paper, span: Span) -> Iterator[tuple[int, int, str]]:
    """The labels before the colons of a paragraph: where each begins and ends, what it tells."""
    colon = paper.text.find(":", span.start, span.end)
    while colon >= 0:
        start = max(span.start, colon - LONGEST_LABEL)
        for form in paper.forms.field:
            labels = form.regex.finditer(paper.text, start, colon + 1)
            match = next((each for each in labels if each.end() == colon + 1), None)  # not of a label before it
            if match and _BEFORE_FIELD.search(paper.text[start : match.start()]):
                yield match.start(), match.end(), form.about
                break
        colon = paper.text.find(":", colon + 1, span.end)


def _trimmed(text: str, start: int, stop: int) -> int:
    label = _LABEL.search(text, start, stop)
    end = label.start() if label else stop
    closed = text.rfind(")", start, end)
    return closed if closed >= 0 and text.count("(", start, end) < text.count(")", start, end) else end


def told_by(paper: Paper, found: Sequence[_Field]) -> Told:
    """Return what the fields of a paragraph say."""
    doer: Doer | None = None
    partners: tuple[Span, ...] = ()
    deadline, recurring = None, False
    for one in found:
        at = one.value.start + len(paper.text[one.value.start : one.value.end]) - len(one.value.of(paper.text).lstrip())
        value = Span(at, one.value.end)
        if one.about == "doer":
            doer = doer or _doer(paper, value)
        elif one.about == "partner":
            partners = (*partners, *partners_in(paper, value))
        elif deadline is None:
            deadline, recurring = time_in(paper, value)
    return Told(doer, partners, deadline, recurring)


def _doer(paper: Paper, value: Span) -> Doer | None:
    """Who a field names: bodies, else its words as a group."""
    if value.end <= value.start:
        return None
    doer = read_doer(paper, value.start, value.end, whole=True)
    cut = doer is not None and not doer.known and not doer.bodies and _GOES_ON.match(paper.text, doer.end, value.end)
    return Doer((), value, value.end) if doer is None or cut else doer


# --- lists of tasks in columns -----------------------------------------------------------------------


def tables_in(paper: Paper, spans: Sequence[Span]) -> Iterator[tuple[Span, tuple[Row, ...]]]:
    """Yield each list of tasks in columns: all that it covers, and its rows."""
    at = 0
    while at < len(spans):
        columns = _columns(paper, spans, at) if spans[at].end - spans[at].start <= LONGEST_NUMBER_HEAD else ()
        if len(columns) >= FEWEST_COLUMNS and "task" in columns and ("doer" in columns or "deadline" in columns):
            first, at = at, at + len(columns)
            rows, at = _rows(paper, spans, at, columns)
            yield Span(spans[first].start, spans[at - 1].end), tuple(rows)
        else:
            at += 1


def _columns(paper: Paper, spans: Sequence[Span], at: int) -> tuple[str, ...]:
    found: list[str] = []
    for span in spans[at:]:
        about = next(
            (f.about for f in paper.forms.column if f.regex.match(paper.text, span.start, span.end)),
            None,
        )
        if about in (None, "none") or (about != "other" and about in found) or (not found and about != "number"):
            break
        found.append(about)
    return tuple(found)


def _rows(paper: Paper, spans: Sequence[Span], at: int, columns: Sequence[str]) -> tuple[list[Row], int]:
    rows: list[Row] = []
    while at < len(spans) and _NUMBER.match(spans[at].of(paper.text)):
        stop = next((i for i in range(at + 1, len(spans)) if _NUMBER.match(spans[i].of(paper.text))), len(spans))
        cells = spans[at : min(stop, at + len(columns))]
        if len(cells) == len(columns) and (stop == len(spans) or stop - at == len(columns)):
            row = _row(paper, dict(zip(columns, cells, strict=True)))
            rows += [row] if row is not None else []
        at = min(stop, at + len(columns)) if stop == len(spans) else stop
    return rows, at


def _row(paper: Paper, cells: dict[str, Span]) -> Row | None:
    doer = read_doer(paper, cells["doer"].start, cells["doer"].end, whole=True) if "doer" in cells else None
    deadline, recurring = time_in(paper, cells["deadline"]) if "deadline" in cells else (None, False)
    if "doer" in cells and (doer is None or not doer.named):
        return None
    partners = cells.get("partner")
    named = partners_in(paper, partners) if partners else ()
    return Row(cells["task"], Told(doer, named, deadline, recurring))

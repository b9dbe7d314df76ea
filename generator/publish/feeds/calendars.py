"""Calendars (iCalendar, RFC 5545) of tasks with a day.

There is one of all that are done once, one of those that return, and one of each body.

An event lasts the whole day of its deadline; a deadline that is a month or a year stands on its last day, and says so.
No clock: the stamp of an event is its paper's day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from generator import resources
from generator.derive.catalog import Catalog, Given, identities
from generator.derive.deadlines import by_deadline, deadline_year, last_day
from generator.derive.marks import Marks
from generator.pages.frame import subscriptions, urls
from generator.pages.frame.links import brief_title
from generator.pages.markdown import render
from generator.publish.kept.pieces import Piece, Pieced
from generator.text.digests import digest

_LONGEST = 75
"""Bytes of a line, as the specification has it."""
_SUMMARY = 120
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_END = b"END:VCALENDAR\r\n"
_ESCAPED = "\\;,"
"""The sign that escapes comes first."""


def files(found: Catalog) -> dict[str, bytes]:
    """Return the calendars of a portal, path below the site → bytes; none without an event."""
    return {path: content.data for path, content in pieces(found, {}).items()}


def pieces(found: Catalog, marks: Marks) -> dict[str, Pieced]:
    """Return the calendars by path, made of their events."""
    how = digest(resources.code(), found.portal.base_url or "")
    events = dict(_events(found, marks))
    files_ = {}
    for path, title, tasks in _calendars(found):
        if shown := [events[id(row)] for row in sorted(subscriptions.events(tasks), key=by_deadline)]:
            head = _head(title)
            files_[path] = Pieced(how, ((head, partial(bytes, head)), *shown, (_END, partial(bytes, _END))))
    return files_


def _events(found: Catalog, marks: Marks) -> Iterator[tuple[int, Piece]]:
    """Yield the event of each task with a day, by its `id()`.

    It is made of its paper and of the names of bodies.
    """
    for paper, rows in groupby(found.tasks, lambda row: row.record.id):
        events = _Events(found, tuple(rows))
        for place, row in enumerate(events.tasks):
            if deadline_year(row):
                names = (found.names.get(each, each) for each in (*row.task.assignees, *row.task.partners))
                yield id(row), (digest(marks.get(paper, b""), str(place), *names), partial(events.made, place))


class _Events:
    """The events of a paper's tasks, each made once: for the calendar of all, and that of each body."""

    def __init__(self, found: Catalog, tasks: tuple[Given, ...]) -> None:
        self.tasks, self._found = tasks, found
        self._identities, self._made = list[str](), dict[int, bytes]()

    def made(self, place: int) -> bytes:
        """Return the event of a task."""
        if not self._identities:
            self._identities = [identity for identity, _ in identities(self.tasks)]
        if place not in self._made:
            self._made[place] = _event(self._found, self._identities[place], self.tasks[place])
        return self._made[place]


def _calendars(found: Catalog) -> Iterator[tuple[str, str, Sequence[Given]]]:
    name = found.portal.name
    yield urls.CALENDAR, f"Nhiệm vụ · {name}", [row for row in found.tasks if not row.task.recurring]
    yield urls.RECURRING, f"Nhiệm vụ định kỳ · {name}", [row for row in found.tasks if row.task.recurring]
    for agency in found.agencies.values():
        yield urls.calendar_path(agency.id), f"Nhiệm vụ: {agency.name}", found.tasks_of.get(agency.id, ())


def _head(title: str) -> bytes:
    head = (
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Văn Khố//Nhiệm vụ//VI"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", _escaped(title)),
        ("X-WR-CALNAME", _escaped(title)),
    )
    return _folded(head)


def _event(found: Catalog, identity: str, row: Given) -> bytes:
    return _folded((("BEGIN", "VEVENT"), *_lines(found, identity, row), ("END", "VEVENT")))


def _lines(found: Catalog, identity: str, row: Given) -> Iterator[tuple[str, str]]:
    """Yield name and value of each line of an event."""
    limit, issued = row.task.deadline, row.record.document.header.issued
    assert limit and limit.date, identity
    day = last_day(limit.date)
    stamp = last_day(issued) if issued else day
    words = " ".join(row.task.span.of(row.record.document.text).split())
    returns = "Định kỳ: " if row.task.recurring else ""
    yield "UID", f"{identity}@vankho"
    yield "DTSTAMP", f"{stamp:%Y%m%d}T000000Z"
    yield "DTSTART;VALUE=DATE", f"{day:%Y%m%d}"
    yield "SUMMARY", _escaped(returns + render.shorten(words, _SUMMARY))
    yield "DESCRIPTION", _escaped("\n".join(_told(found, row, words)))
    yield "CATEGORIES", "Nhiệm vụ định kỳ" if row.task.recurring else "Nhiệm vụ"
    yield "TRANSP", "TRANSPARENT"
    if found.portal.base_url:
        yield "URL", found.portal.base_url + _page(row)


def _told(found: Catalog, row: Given, words: str) -> Iterator[str]:
    """Yield the lines of an event's description."""
    limit = row.task.deadline
    assert limit and limit.date
    names = [found.names.get(each, each) for each in row.task.assignees]
    partners = [found.names.get(each, each) for each in row.task.partners]
    doers = "; ".join((*names, *filter(None, (row.task.group,))))
    yield words
    yield f"Giao cho: {doers or 'văn bản không nêu'}"
    if beside := "; ".join((*partners, *filter(None, (row.task.partner_group,)))):
        yield f"Phối hợp: {beside}"
    yield f"Thời hạn ghi trong văn bản: {' '.join(limit.phrase.split())}"
    if limit.date.day is None:
        period = "tháng" if limit.date.month else "năm"
        yield f"Văn bản chỉ ghi {period} {render.date(limit.date)}: lịch đặt ở ngày cuối {period}."
    yield f"Văn bản: {brief_title(row.record)}"


def _page(row: Given) -> str:
    anchor = row.block.anchor if row.block else ""
    return urls.published(urls.page_of(row.record, anchor)) + (f"#{anchor}" if anchor else "")


def _escaped(words: str) -> str:
    shown = words if words.isprintable() else _CONTROL.sub(" ", words)
    for sign in _ESCAPED:
        shown = shown.replace(sign, f"\\{sign}")
    return shown.replace("\n", "\\n")


def _folded(lines: Iterable[tuple[str, str]]) -> bytes:
    """Return lines cut as calendars have it, between letters: each further piece begins with a blank."""
    return b"".join(_cut(f"{name}:{value}") for name, value in lines)


def _cut(line: str) -> bytes:
    data, pieces, room = line.encode("utf-8", "replace"), list[bytes](), _LONGEST
    while len(data) > room:
        at = room
        while data[at] & 0xC0 == 0x80:  # within a letter
            at -= 1
        pieces.append(data[:at])
        data, room = data[at:], _LONGEST - 1
    return b"\r\n ".join((*pieces, data)) + b"\r\n"

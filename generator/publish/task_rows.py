"""All tasks (nhiệm vụ) as scripts, which load from a folder too: the browser groups them by day.

`assets/page/tasks/root.js` has of every task what groups and filters need: its day, whether it returns, whether anybody
is named, the bodies. `0.js`, `1.js`, … have the words of about `ROWS` tasks each, asked for when they are shown. Tasks
stand by deadline, those without a day last, so that what is due at one time lies in one file. A file ends where a task
says so: one more moves no end but its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from zlib import crc32

import msgspec

from generator import resources
from generator.derive.catalog import Catalog, Given
from generator.derive.deadlines import by_deadline, has_doer
from generator.derive.marks import Marks
from generator.pages.frame import urls
from generator.pages.frame.links import brief_title
from generator.publish.kept.pieces import Pieced
from generator.publish.kept.seals import OwnFolder
from generator.search.script import harmless
from generator.text.collate import sort_key
from generator.text.digests import digest

FOLDER = "assets/page/tasks"
ROWS = 200
"""Tasks whose words stand in one file: about so many, at least half and at most twice as many."""


_ENDS = 2
"""Of so many tasks as a file has, these may end one."""


def lay(found: Catalog, marks: Marks, folder: OwnFolder) -> None:
    """Lay the files of all tasks into a folder; none where there is no task."""
    rows = sorted(found.tasks, key=by_deadline)
    parts = list(_cut(rows))
    sums = [f"{crc32(data):08x}" for data in _laid(parts, marks, folder)]
    if rows:
        starts = [0, *accumulate(map(len, parts))][:-1]
        root = _script("root", _root(found, rows, starts, sums))
        folder.add(f"{FOLDER}/root.js", digest(root), root)


def _cut(rows: Iterable[Given]) -> Iterator[Sequence[Given]]:
    """Yield the tasks of each file."""
    part: list[Given] = []
    place, paper = 0, ""
    for row in rows:
        part.append(row)
        place, paper = place + 1 if row.record.id == paper else 0, row.record.id
        ends = len(part) * 2 >= ROWS and crc32(f"{paper} {place} {_day(row)}".encode()) % ROWS < _ENDS
        if ends or len(part) == 2 * ROWS:
            yield part
            part = []
    if part:
        yield part


def _laid(parts: Iterable[Sequence[Given]], marks: Marks, folder: OwnFolder) -> Iterator[bytes]:
    """Lay the words of all tasks, and yield what each file holds.

    One whose papers are as they were is not made again but read.
    """
    how = digest(resources.code())
    for place, shown in enumerate(parts):
        name = f"{FOLDER}/{place}.js"
        papers = b"".join([marks.get(row.record.id, b"") for row in shown])
        mark = digest(papers, " ".join([str(row.task.span.start) for row in shown]))
        content = Pieced(how, [(mark, partial(_part, place, shown))])
        folder.add_joined(name, content)
        yield folder.data(name)


def _part(place: int, rows: Sequence[Given]) -> bytes:
    return _script(str(place), _words(rows))


def _root(found: Catalog, rows: Sequence[Given], starts: Sequence[int], marks: Sequence[str]) -> dict[str, object]:
    """Return what is told of every task, one after the other; where files begin, the marks of their bytes."""
    told = {each for row in rows for each in (*row.task.assignees, *row.task.partners)}
    bodies = sorted(told, key=lambda each: (sort_key(found.names.get(each, each)), each))
    place = {each: at for at, each in enumerate(bodies)}
    return {
        "starts": starts,
        "marks": marks,
        "names": [[each.removeprefix(f"{urls.AGENCIES}/"), found.names.get(each, each)] for each in bodies],
        "days": ";".join(_day(row) for row in rows),
        "kinds": "".join(str(int(row.task.recurring) + 2 * int(not has_doer(row))) for row in rows),
        "bodies": ";".join(
            f"{_places(place, row.task.assignees)}|{_places(place, row.task.partners)}".rstrip("|") for row in rows
        ),
    }


def _day(row: Given) -> str:
    limit = row.task.deadline
    return str(limit.date) if limit and limit.date else ""


def _places(place: Mapping[str, int], bodies: Iterable[str]) -> str:
    return ",".join(str(place[each]) for each in bodies)


def _words(rows: Sequence[Given]) -> dict[str, object]:
    """Return papers, and of each task: words, phrase of the deadline, both groups, paper, place in it."""
    papers = {each.id: brief_title(each) for each in {row.record.id: row.record for row in rows}.values()}
    place = {each: at for at, each in enumerate(papers)}
    told = []
    for row in rows:
        words = " ".join(row.task.span.of(row.record.document.text).split())
        phrase = row.task.deadline.phrase if row.task.deadline else ""
        groups = (row.task.group or "", row.task.partner_group or "")
        told.append((words, phrase, *groups, place[row.record.id], _address(row)))
    return {"papers": list(papers.items()), "tasks": told}


def _address(row: Given) -> str:
    """Return where a task stands, below the folder of documents: `bc-2023.html#p-p1`."""
    anchor = row.block.anchor if row.block else ""
    page = urls.published(urls.page_of(row.record, anchor)).removeprefix(f"{urls.DOCUMENTS}/")
    return f"{page}#{anchor}" if anchor else page


def _script(key: str, value: object) -> bytes:
    return b"vankhoTasks(%s,%s)\n" % (msgspec.json.encode(key), harmless(msgspec.json.encode(value)))

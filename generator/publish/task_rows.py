"""All tasks (nhiệm vụ) as scripts, which load from a folder too: the browser groups them by day.

`assets/page/tasks/root.js` has of every task what groups and filters need: its day, whether it returns, whether anybody
is named, the bodies. `0.js`, `1.js`, … have the words of `ROWS` tasks each, asked for when they are shown. Tasks stand
by deadline, those without a day last, so that what is due at one time lies in one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import msgspec

from generator.derive.catalog import Catalog, Given
from generator.derive.deadlines import by_deadline, has_doer
from generator.pages.frame import urls
from generator.pages.frame.links import brief_title
from generator.search.script import harmless
from generator.text.collate import sort_key

FOLDER = "assets/page/tasks"
ROWS = 200
"""Tasks whose words stand in one file."""


def files(found: Catalog) -> dict[str, bytes]:
    """Return the files of all tasks, path below the site → bytes; none where there is no task."""
    rows = sorted(found.tasks, key=by_deadline)
    if not rows:
        return {}
    parts = [_script(str(at // ROWS), _words(rows[at : at + ROWS])) for at in range(0, len(rows), ROWS)]
    root = _script("root", _root(found, rows, [f"{crc32(part):08x}" for part in parts]))
    named = {f"{FOLDER}/{place}.js": part for place, part in enumerate(parts)}
    return {f"{FOLDER}/root.js": root, **named}


def _root(found: Catalog, rows: Sequence[Given], marks: Sequence[str]) -> dict[str, object]:
    """Return what is told of every task, one after the other, and the marks of the files' bytes."""
    told = {each for row in rows for each in (*row.task.assignees, *row.task.partners)}
    bodies = sorted(told, key=lambda each: (sort_key(found.names.get(each, each)), each))
    place = {each: at for at, each in enumerate(bodies)}
    return {
        "rows": ROWS,
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
    """Return papers, and of each task: words, phrase of the deadline, group, paper, place in it."""
    papers = {each.id: brief_title(each) for each in {row.record.id: row.record for row in rows}.values()}
    place = {each: at for at, each in enumerate(papers)}
    told = []
    for row in rows:
        words = " ".join(row.task.span.of(row.record.document.text).split())
        phrase = row.task.deadline.phrase if row.task.deadline else ""
        told.append((words, phrase, row.task.group or "", place[row.record.id], _address(row)))
    return {"papers": list(papers.items()), "tasks": told}


def _address(row: Given) -> str:
    """Return where a task stands, below the folder of documents: `bc-2023.html#p-p1`."""
    anchor = row.block.anchor if row.block else ""
    page = urls.published(urls.page_of(row.record, anchor)).removeprefix(f"{urls.DOCUMENTS}/")
    return f"{page}#{anchor}" if anchor else page


def _script(key: str, value: object) -> bytes:
    return b"vankhoTasks(%s,%s)\n" % (msgspec.json.encode(key), harmless(msgspec.json.encode(value)))

"""The tasks that the browser groups are those of the open data, each once."""

from __future__ import annotations

import json
from bisect import bisect_right
from pathlib import Path
from typing import Any

import pytest

from generator.derive.catalog import Catalog, catalog
from generator.model import Agency, Assignment, Deadline, Portal, Span
from generator.publish import open_data, task_rows
from generator.publish.kept.seals import OwnFolder
from generator.publish.writer import Folder
from generator.recall import NOTHING
from tests.support.factories import date, document, graph, lam_giang, record


def laid(found: Catalog, root: Path) -> dict[str, bytes]:
    """Return the files of all tasks, path below the site → bytes."""
    task_rows.lay(found, {}, OwnFolder(root, NOTHING, "docs"))
    return dict(Folder(root).items())


def read(files: dict[str, bytes]) -> dict[str, Any]:
    """Return what each file hands over, by its key."""
    calls = (data.decode().strip().removeprefix("vankhoTasks(").removesuffix(")") for data in files.values())
    return dict(json.loads(f"[{call}]") for call in calls)


def rows(found: Catalog, folder: Path) -> list[dict[str, Any]]:
    """Return the tasks that the files tell of, with the fields of the open data."""
    told = read(laid(found, folder))
    root = told.pop("root")
    made = []
    columns = zip(root["days"].split(";"), root["kinds"], root["bodies"].split(";"), strict=True)
    for at, (day, kind, bodies) in enumerate(columns):
        file = bisect_right(root["starts"], at) - 1
        part = told[str(file)]
        words, phrase, group, beside, paper, place = part["tasks"][at - root["starts"][file]]
        doers, _, partners = bodies.partition("|")
        named = [
            [f"co-quan/{root['names'][int(each)][0]}" for each in some.split(",") if each] for some in (doers, partners)
        ]
        assert bool(int(kind) & 2) == (not named[0] and not group)
        assert place.startswith(part["papers"][paper][0])
        made.append(
            {
                "document": part["papers"][paper][0],
                "text": words,
                "assignees": named[0],
                "group": group or None,
                "partners": named[1],
                "partner_group": beside or None,
                "deadline": {"date": day or None, "phrase": phrase} if day or phrase else None,
                "recurring": bool(int(kind) & 1),
            }
        )
    return made


def in_any_order(tasks: list[dict[str, Any]]) -> list[str]:
    """Return tasks as lines, sorted."""
    return sorted(json.dumps(each, sort_keys=True, ensure_ascii=False) for each in tasks)


def many() -> Catalog:
    """Return the tasks of a paper that gives more than one file holds."""
    text = "Giao <Ban> một việc. " * 450
    tasks = tuple(
        Assignment(
            Span(at * 21, at * 21 + 20),
            "p",
            ("co-quan/b",) if at % 2 else (),
            ("co-quan/a",) if at % 3 else (),
            Deadline(date(f"2024-{at % 12 + 1:02d}") if at % 4 else None, "trong kỳ") if at % 5 else None,
            None if at % 7 else "các xã",
            at % 11 == 0,
        )
        for at in range(450)
    )
    made = record("a", document(text), tasks=tasks)
    return catalog(graph((made,), (Agency("co-quan/a", "Ban Ă"), Agency("co-quan/b", "Ban B"))), Portal())


@pytest.mark.parametrize("found", [catalog(lam_giang(), Portal()), many()], ids=["sample", "many"])
def test_they_are_those_of_the_open_data(found: Catalog, tmp_path: Path) -> None:
    known = [json.loads(line) for line in open_data.tables(found)["tasks.jsonl"].splitlines()]
    for row in known:
        row["text"] = " ".join(row["text"].split())
        del row["section"], row["line"]
    assert known and in_any_order(rows(found, tmp_path)) == in_any_order(known)


def test_no_file_holds_what_a_parser_takes_for_a_tag_or_too_many_rows(tmp_path: Path) -> None:
    files = laid(many(), tmp_path)
    told = read(files)
    starts = told["root"]["starts"]
    assert sorted(told) == sorted([*map(str, range(len(starts))), "root"])
    lengths = [len(told[str(file)]["tasks"]) for file in range(len(starts))]
    assert [sum(lengths[:file]) for file in range(len(starts))] == starts and len(starts) > 1
    assert max(lengths) <= 2 * task_rows.ROWS
    assert not any(char in data.decode() for data in files.values() for char in "<>\u2028\u2029")


def test_one_paper_more_changes_few_files(tmp_path: Path) -> None:
    def of(count: int) -> Catalog:
        papers = tuple(
            record(
                f"p{number}",
                document(f"Giao việc số {number}."),
                tasks=(
                    Assignment(
                        Span(0, 9), "p", (), (), Deadline(date(f"2024-{number % 12 + 1:02d}"), "kỳ"), None, False
                    ),
                ),
            )
            for number in (*range(4 * task_rows.ROWS), *range(9000, 9000 + count))
        )
        return catalog(graph(papers, ()), Portal())

    before, after = laid(of(0), tmp_path / "a"), laid(of(1), tmp_path / "b")
    assert len(before) > 4
    assert len([name for name, data in after.items() if before.get(name) != data]) <= 3, "its own, the root"


def test_where_there_is_no_task_there_is_no_file(tmp_path: Path) -> None:
    assert laid(catalog(graph((), ()), Portal()), tmp_path) == {}

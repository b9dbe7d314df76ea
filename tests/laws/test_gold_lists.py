"""The five annotated papers: tasks, numbers that are not held and contradictions are those that readers wrote down."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.places import SHARED

GOLD = SHARED / "gold"
Row = dict[str, Any]
TASKS, MISSING = 39, 60
CONTRADICTIONS = ("issuer_conflict", "duplicate", "date_conflict", "citation_suspect")


@pytest.fixture(scope="module")
def gold(seeds_site: Path) -> dict[str, Row]:
    """Return the annotations by the file that they are of."""
    if not GOLD.is_dir():
        pytest.skip(f"{GOLD} is not here: nothing to compare with")
    read = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(GOLD.glob("0*.yml"))]
    return {each["source"]: each for each in read}


def rows(site: Path, name: str) -> list[Row]:
    """Return a table of the open data."""
    return [json.loads(line) for line in (site / "du-lieu" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def table(site: Path, name: str) -> list[Row]:
    """Return a file of a list."""
    return list(csv.DictReader(io.StringIO((site / name).read_bytes().decode("utf-8-sig"))))


def by_file(site: Path) -> dict[str, Row]:
    """Return the documents by their file's name."""
    return {Path(str(row["source"]["file"])).name: row for row in rows(site, "documents")}


def many(value: Any) -> list[Any]:
    """Return a value as the annotators write one or several."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


# --- tasks -------------------------------------------------------------------------------------------


def bodies(task: Row) -> list[set[str]]:
    """Return the sets of bodies that annotators accept as who is to act."""
    named = set(many(task.get("assignees")) or many(task.get("assignee")))
    return [named, *({each} for each in many(task.get("assignee_also")))]


def is_due(task: Row, day: str | None) -> bool:
    """Tell whether a day is the annotators'; a month may stand for its last day, and words without a day for none."""
    dates = [str(each) for each in many(task.get("deadline")) if str(each)[:4].isdigit()]
    open_ = not dates or None in many(task.get("deadline_also")) or "deadline_also" in task
    return (open_ and day is None) or any(day and each.startswith(day) for each in dates)


def test_the_tasks_are_those_of_the_annotators(seeds_site: Path, gold: dict[str, Row]) -> None:
    documents, names = by_file(seeds_site), {row["id"]: row["name"] for row in rows(seeds_site, "entities")}
    made = rows(seeds_site, "tasks")
    wanted = [(documents[file]["id"], task) for file, each in gold.items() for task in each["tasks"]]
    assert len(made) == len(wanted) == TASKS
    assert sorted((row["document"], row["line"]) for row in made) == sorted((own, task["line"]) for own, task in wanted)
    wrong = []
    for own, task in wanted:
        (row, *_) = [each for each in made if (each["document"], each["line"]) == (own, task["line"])]
        told, day = {names[each] for each in row["assignees"]}, (row["deadline"] or {}).get("date")
        if not task.get("optional") and not (told in bodies(task) and is_due(task, day)):
            wrong.append((own, task["line"], told, day, bodies(task), task.get("deadline")))
    assert not wrong


# --- numbers that are not held ---------------------------------------------------------------------


def test_the_numbers_that_are_not_held_are_those_of_the_annotators(seeds_site: Path, gold: dict[str, Row]) -> None:
    known = yaml.safe_load((GOLD / "entities.yml").read_text("utf-8"))["cited_documents"]
    numbered = [each for each in known if each["kind"] == "numbered"]
    works = [row for row in rows(seeds_site, "entities") if row["kind"] == "decision"]
    cited = {row["key"] for row in works if row["key"] and not row["held_as"]}
    keys = [{each["key"], *many(each.get("key_also")), *many(each["printed"])} for each in numbered]
    assert len(numbered) == len(cited) == MISSING
    assert not [each for each in keys if not each & cited] and not cited - set().union(*keys)
    register = table(seeds_site, "so-hieu/theo-chua-co.csv")
    assert cited <= {row["Số hiệu"] for row in register}
    assert len(register) == sum(1 for row in works if not row["held_as"])
    citing = {row["Số hiệu"]: int(row["Số văn bản viện dẫn"]) for row in register}
    for each, own in zip(numbered, keys, strict=True):
        papers = {place["document"] for place in each["citing"]}
        assert len(papers) in {citing[key] for key in own & cited}, each["uid"]


# --- contradictions --------------------------------------------------------------------------------


def contradictions(gold: dict[str, Row]) -> Iterator[tuple[str, Row]]:
    """Yield the contradictions that annotators list, with the file in which they stand."""
    for file, each in gold.items():
        yield from ((file, told) for told in each["anomalies"] if told["kind"] in CONTRADICTIONS)


def flat(words: str) -> str:
    """Return words without blanks, as annotators and warnings quote them from other ends."""
    return "".join(words.split())


def test_the_contradictions_of_the_annotators_are_told(seeds_site: Path, gold: dict[str, Row]) -> None:
    documents, listed = by_file(seeds_site), table(seeds_site, "chat-luong/luu-y.csv")
    wanted = list(contradictions(gold))
    assert len(wanted) == 6
    unseen = set()
    for file, each in wanted:
        told = [
            warning
            for warning in documents[file]["warnings"]
            if (warning["code"], warning["line"]) == (each["kind"], each["line"])
            and (flat(each["raw"]) in flat(warning["text"]) or flat(warning["text"]) in flat(each["raw"]))
        ]
        said = {(row["Dòng"], row["Nội dung"]) for row in listed if row["Tệp"].endswith(file)}
        if not told or not all((str(one["line"]), one["message"]) in said for one in told):
            unseen.add(each["id"])
    assert not unseen

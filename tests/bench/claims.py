"""What a reader acts on, on annotated documents: how much of it is right, and what is stated wrongly, by kind.

    python -m tests.bench.claims      # the project's own gold; real papers are scored by `make bench`

A claim is right, missing or wrong: a wrong one counts apart, since a false statement is worse than a gap. Fails (exit
1) where a share falls below `claims` of `tests/bench/floor.yml`, or a kind has more false claims than `wrong` says.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.bench.accuracy import CORPORA, HERE, Export, Row, accepted, close, exported, loose, plain

Said = tuple[str, bool, bool]
"""A question of one kind: whether it is answered rightly, and whether the answer is a false claim."""
FIELDS = ("relations", "issuers", "titles", "effects", "doers", "groups", "deadlines")
CLAIMED = ("issuers", "titles", "effects", "doers", "deadlines")
"""The kinds of which a wrong answer is a false claim."""
OWN = next((gold, content) for corpus, gold, content in CORPORA if corpus == "own")


def values(item: Row, *fields: str) -> list[Any]:
    """Return the values of fields that hold one or a list, empty ones left out."""
    found = [item.get(field) for field in fields]
    return [each for value in found for each in (value if isinstance(value, list) else [value]) if each]


def paired(gold: Sequence[Row], rows: Sequence[Row], same: Callable[[Row, Row], bool]) -> Iterator[tuple[Row, Row]]:
    """Yield each gold item with the nearest row that is the same thing; no row twice, optional items last."""
    free = list(rows)
    for item in sorted(gold, key=lambda each: bool(each.get("optional"))):
        near = [row for row in free if same(item, row)]
        if near:
            row = min(near, key=lambda each: abs((each.get("line") or 0) - (item.get("line") or 0)))
            free.remove(row)
            if not item.get("optional"):
                yield item, row


def titled(text: object) -> str:
    """Return a trích yếu without the word that opens it."""
    bare = plain(text)
    return next((bare.removeprefix(word) for word in ("về việc ", "về ", "v/v ") if bare.startswith(word)), bare)


def citations(gold: Row, document: Row, export: Export) -> Iterator[Said]:
    """Yield what is said of each numbered citation: relation, issuer, the title printed there."""
    rows = [row for row in export.of(export.mentions, document, "decision") if row.get("key")]
    items = [item for item in gold.get("citations") or [] if item.get("key")]
    complete = (gold.get("complete") or {}).get("titles", False)

    def same(item: Row, row: Row) -> bool:
        return plain(row["key"]).upper() in accepted(item, "key") and close(item, row)

    for item, row in paired(items, rows, same):
        if item.get("relation"):
            yield "relations", plain(row.get("relation")).upper() in accepted(item, "relation"), False
        if item.get("issuer"):
            names = {loose(name) for name in values(item, "issuer", "issuer_also", "co_issuers")}
            right = bool(names & export.names(row.get("issuer")))
            yield "issuers", right, bool(row.get("issuer")) and not right
        wanted = {titled(title) for title in values(item, "title", "title_also")}
        none = not item.get("title") or None in (item.get("title_also") or ())
        right = titled(row["title"]) in wanted if row.get("title") else none
        if item.get("title") or (complete and not right):
            yield "titles", right, bool(row.get("title")) and not right


def effects(gold: Row, document: Row, export: Export) -> Iterator[Said]:
    """Yield each effect of the gold, found or not, and each claim that no gold line supports."""
    if "effects" not in gold:
        return
    claims: dict[tuple[Any, ...], Row] = {}
    for work in export.entities.values():
        for each in work.get("effects") or ():
            if each["document"] == document["id"]:
                claim = {**each, "work": work["id"]}
                claims.setdefault(tuple(claim[name] for name in ("work", "kind", "extent", "by", "basis")), claim)

    def bears(id_: str | None, names: set[str]) -> bool:
        entity = export.entities.get(id_ or "", {})
        return bool(names & {loose(name) for name in (entity.get("key"), entity.get("name")) if name})

    def same(item: Row, row: Row) -> bool:
        by = item["basis"] == "own" or bears(row["by"], {loose(name) for name in values(item, "by", "by_also")})
        kinds = all(row[name] in values(item, name, f"{name}_also") for name in ("kind", "extent", "basis"))
        return kinds and by and bears(row["work"], {loose(name) for name in values(item, "key", "key_also")})

    free = list(claims.values())
    for item in gold["effects"] or ():
        hit = next((row for row in free if same(item, row)), None)
        if hit is not None:
            free.remove(hit)
        if not item.get("optional"):
            yield "effects", hit is not None, False
    yield from (("effects", False, True) for _ in free)


def orders(gold: Row, document: Row, export: Export) -> Iterator[Said]:
    """Yield what is said of each task: who is to do it, the group that is named, by when."""

    def same(item: Row, row: Row) -> bool:
        begin = plain(str(item.get("text") or item.get("first") or "").split("…")[0])[:40]
        return bool(begin) and begin in plain(row["text"]) and close(item, row)

    for item, row in paired(gold.get("tasks") or (), export.of(export.tasks, document), same):
        yield doer(item, row, export)
        if item.get("group"):
            told = plain(row.get("group"))
            yield "groups", any(plain(g) in told or told in plain(g) for g in values(item, "group") if told), False
        yield deadline(item, row)


def doer(item: Row, row: Row, export: Export) -> Said:
    """Return whether a task's doers are those that the paper names; a body that it does not name is a false claim."""

    def named(names: Sequence[str]) -> set[str]:
        return {loose(name) for name in names}

    wanted = values(item, "assignees") if "assignees" in item else values(item, "assignee")
    also, helpers = named(values(item, "assignee_also")), named(values(item, "partners", "partners_also", "coordinate"))
    got = [export.names(id_) for id_ in row["assignees"]]
    known = named(wanted) | also
    strange = [names for names in got if not names & known]
    every = all(any(loose(name) in names for names in got) for name in wanted) or any(names & also for names in got)
    return "doers", every and not strange, any(not names & helpers for names in strange)


def deadline(item: Row, row: Row) -> Said:
    """Return whether a task's deadline is the one that the paper states, by date or by its words."""
    told = row.get("deadline") or {}
    date, phrase = str(told.get("date") or ""), plain(told.get("phrase"))
    wanted = [str(each) for each in values(item, "deadline", "deadline_phrase", "deadline_raw", "deadline_also")]
    if not told:
        return "deadlines", not values(item, "deadline", "deadline_phrase", "deadline_raw"), False
    right = any((date and (w.startswith(date) or date.startswith(w))) or plain(w) in phrase for w in wanted)
    return "deadlines", right, not right


def score(gold_folder: Path, content: Path) -> tuple[Mapping[str, tuple[int, int]], Mapping[str, int]]:
    """Return of each kind how many answers are right of how many, and how many claims are false."""
    export = exported(content)
    by_name = {Path(row["source"]["file"]).name: row for row in export.documents}
    right, false = dict.fromkeys(FIELDS, (0, 0)), dict.fromkeys(CLAIMED, 0)
    for path in sorted(gold_folder.glob("[0-9]*.yml")):
        gold = yaml.safe_load(path.read_text("utf-8"))
        document = by_name[Path(gold["source"]).name]
        for scorer in (citations, effects, orders):
            for kind, well, wrong in scorer(gold, document, export):
                hits, asked = right[kind]
                right[kind] = hits + well, asked + 1
                false[kind] = false.get(kind, 0) + wrong
    return right, {kind: false[kind] for kind in CLAIMED}


def short_of(right: Mapping[str, tuple[int, int]], false: Mapping[str, int]) -> list[str]:
    """Return what falls short of the floor, in words."""
    floors = yaml.safe_load((HERE / "floor.yml").read_text("utf-8"))
    least, most = floors["claims"], floors["wrong"]
    low = [
        f"{kind}: {hits}/{asked} < {least[kind]}" for kind, (hits, asked) in right.items() if hits < least[kind] * asked
    ]
    return low + [f"false {kind}: {count} > {most[kind]}" for kind, count in false.items() if count > most[kind]]


def main() -> int:
    """Print the scores; return 1 where one is below its floor."""
    right, false = score(*OWN)
    print(f"{'own':10} {'n':>5}  right  false claims")
    for kind, (hits, asked) in right.items():
        print(f"  {kind:10} {asked:3}  {hits / asked if asked else 1.0:5.3f}  {false.get(kind, '')}")
    short = short_of(right, false)
    print("below the floor: " + ("; ".join(short) or "none"))
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())

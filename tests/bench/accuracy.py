"""Accuracy on annotated documents: precision, recall and F1 of each task, exact and overlapping.

    python -m tests.bench.accuracy            # the project's own gold, and the seeds where ../shared is present

*Exact* asks for the very words or fields at the very line, *overlapping* for the same thing near by. Items that
gold calls optional are neither misses nor false alarms. Fails (exit 1) where an overlapping F1 falls below
`tests/bench/floor.yml`. Gold files are written as ../shared/gold/GUIDE.md says.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator import pipeline
from generator.curation.portal import open_content
from generator.derive.catalog import catalog
from generator.model.frozen import replace
from generator.publish.open_data import tables
from tests.support.places import ROOT

HERE = Path(__file__).parent
SHARED = ROOT.parent / "shared"
CORPORA = (
    ("own", HERE / "gold", ROOT / "content"),
    ("seeds", SHARED / "gold", SHARED / "corpus" / "seeds"),
)
NEAR = 2
"""Lines between two places that count as one."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one task, exact and overlapping: found of the wanted ones, and false alarms."""

    wanted: int = 0
    exact: int = 0
    near: int = 0
    extra: int = 0

    def __add__(self, other: Tally) -> Tally:
        pairs = zip(self.values(), other.values(), strict=True)
        return Tally(*(a + b for a, b in pairs))

    def values(self) -> tuple[int, int, int, int]:
        """Return the four counts."""
        return self.wanted, self.exact, self.near, self.extra

    def scores(self, hits: int) -> tuple[float, float, float]:
        """Return precision, recall and F1 for so many hits; rows that hit are never false alarms."""
        extra = self.extra + self.near - hits
        precision = hits / (hits + extra) if hits + extra else 1.0
        recall = hits / self.wanted if self.wanted else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def plain(text: object) -> str:
    """Fold a string for comparison: NFC, lower case, one dash, one blank, no marks of emphasis or quotes."""
    bare = re.sub(r"[*#“”\"'‘’]", "", unicodedata.normalize("NFC", str(text or "")).casefold()).replace("–", "-")
    bare = bare.replace("ủy ban nhân dân", "ubnd").replace("uỷ ban", "ủy ban").replace("hội đồng nhân dân", "hđnd")
    return re.sub(r"\s+", " ", re.sub(r"\s*-\s*", "-", bare)).strip(" .,:;/")


def loose(text: object) -> str:
    """Fold a name further: punctuation and `của` do not tell two names apart."""
    return re.sub(r"\s+", " ", re.sub(r"[,\-()]| của ", " ", plain(text))).strip()


def matched(
    gold: Sequence[Row], rows: Sequence[Row], exact: Callable[[Row, Row], bool], near: Callable[[Row, Row], bool]
) -> Tally:
    """Return the tally of a one-to-one matching, exact pairs first; required gold items before optional ones."""
    free = list(range(len(rows)))
    left = sorted(range(len(gold)), key=lambda i: bool(gold[i].get("optional")))
    counts = {"exact": 0, "near": 0}
    for name, same in (("exact", exact), ("near", near)):
        for i in list(left):
            hit = next((j for j in free if same(gold[i], rows[j])), None)
            if hit is None:
                continue
            free.remove(hit)
            left.remove(i)
            counts[name] += not gold[i].get("optional")
    wanted = sum(not item.get("optional") for item in gold)
    return Tally(wanted, counts["exact"], counts["exact"] + counts["near"], len(free))


def close(item: Row, row: Row, least: int = NEAR) -> bool:
    """Tell whether both start within so many lines of each other; gold without a line fits anywhere."""
    return not item.get("line") or abs((row.get("line") or 0) - item["line"]) <= least


def accepted(item: Row, field: str) -> set[str]:
    """Return the folded values that gold accepts for a field."""
    also = item.get(f"{field}_also") or []
    values = [item.get(field), *(also if isinstance(also, list) else [also])]
    return {plain(v).upper() for v in values if v}


@dataclass(frozen=True, slots=True)
class Export:
    """What the program read: documents, entities, and rows by document."""

    documents: tuple[Row, ...]
    entities: Mapping[str, Row]
    mentions: tuple[Row, ...]
    tasks: tuple[Row, ...]
    figures: tuple[Row, ...]

    def of(self, rows: Iterable[Row], document: Row, kind: str | None = None) -> list[Row]:
        """Return the rows of a document, of one kind."""
        return [r for r in rows if r["document"] == document["id"] and kind in (None, r.get("kind"))]

    def names(self, id_: str | None) -> set[str]:
        """Return the folded names of an entity."""
        entity = self.entities.get(id_ or "", {})
        return {loose(n) for n in (entity.get("name"), *entity.get("aliases", ())) if n}


def exported(content: Path) -> Export:
    """Return the open data of a content folder, read back: all that was read, not what a portal may tell of it."""
    opened = open_content(content)
    everything = replace(opened.portal, persons="all", personal_data="show")
    opened = replace(opened, portal=everything)
    files = tables(catalog(pipeline.graph_of(opened, {}, lambda *_: None), opened.portal))
    read = {name: tuple(json.loads(line) for line in data.splitlines()) for name, data in files.items()}
    entities = {row["id"]: row for row in read["entities.jsonl"]}
    return Export(read["documents.jsonl"], entities, read["mentions.jsonl"], read["tasks.jsonl"], read["figures.jsonl"])


def header(gold: Row, document: Row, export: Export) -> Tally:
    """Return how many fields of the header are right."""
    want, signer = gold["header"], gold["header"].get("signer") or {}
    got = document.get("signer") or {}
    issuers = {loose(n) for n in (want.get("issuer"), *(want.get("issuer_also") or ())) if n}
    titles = {plain(want.get("title"))} | {plain(want.get("title")).removeprefix(plain(want.get("type"))).strip()}
    checks = (
        plain(document.get("type")).upper() in accepted(want, "type"),
        plain(want.get("number")) == plain(document.get("number")),
        str(want.get("date_issued") or "") == str(document.get("issued") or ""),
        plain(want.get("place")) == plain(document.get("place")),
        plain(document.get("title")) in titles,
        bool(issuers & export.names(document.get("issuer"))),
        plain(signer.get("name")) == plain(got.get("name")),
    )
    return Tally(len(checks), sum(checks), sum(checks), len(checks) - sum(checks))


def sections(gold: Row, document: Row, export: Export) -> Tally:
    """Return the tally of outline entries: label, and title where gold has one."""

    def label(row: Row) -> str:
        return plain(row.get("label")).rstrip(")").removeprefix("điều ")

    def title(row: Row) -> str:
        return plain(row.get("title"))

    def same(g: Row, r: Row) -> bool:
        return label(g) == label(r) and close(g, r, 3) and (not title(g) or title(g) == title(r))

    def alike(g: Row, r: Row) -> bool:
        return label(g) == label(r) and close(g, r, 3) and title(g)[:20] == title(r)[: len(title(g)[:20])]

    return matched(gold.get("sections") or [], document["sections"], same, alike)


def citations(gold: Row, document: Row, export: Export) -> Tally:
    """Return the tally of numbered citations: exact ones have the line and the date too."""
    rows = [r for r in export.of(export.mentions, document, "decision") if r.get("key")]
    items = [c for c in gold.get("citations") or [] if c.get("key")]

    def near(g: Row, r: Row) -> bool:
        return plain(r["key"]).upper() in accepted(g, "key") and close(g, r)

    def dates(g: Row) -> set[str]:
        return {str(d or "") for d in (g.get("date"), *(g.get("date_also") or ()))}

    def exact(g: Row, r: Row) -> bool:
        return near(g, r) and close(g, r, 0) and str(r.get("date") or "") in dates(g)

    return matched(items, rows, exact, near)


def persons(gold: Row, document: Row, export: Export) -> Tally:
    """Return the tally of person mentions: exact ones have the line and the part too."""
    rows = export.of(export.mentions, document, "person")

    def near(g: Row, r: Row) -> bool:
        return plain(g["name"]) == plain(r["surface"]) and close(g, r)

    def part(g: Row, r: Row) -> bool:
        return plain(r.get("relation")).upper() in accepted(g, "relation")

    return matched(gold.get("persons") or [], rows, lambda g, r: near(g, r) and close(g, r, 0) and part(g, r), near)


def named(kind: str, field: str) -> Callable[[Row, Row, Export], Tally]:
    """Return the scorer of entity sets: each entity once a document, by name or by any form that gold lists."""

    def score(gold: Row, document: Row, export: Export) -> Tally:
        found = sorted({r["entity"] for r in export.of(export.mentions, document, kind) if r["entity"]})
        rows = [{"names": export.names(id_)} for id_ in found]

        def forms(item: Row) -> set[str]:
            return {loose(f["surface"] if isinstance(f, dict) else f) for f in item.get("forms") or ()}

        def exact(g: Row, r: Row) -> bool:
            return loose(g["canonical"]) in r["names"]

        def near(g: Row, r: Row) -> bool:
            return bool(({loose(a) for a in g.get("aliases") or ()} | forms(g)) & r["names"])

        return matched(gold.get(field) or [], rows, exact, near)

    return score


def tasks(gold: Row, document: Row, export: Export) -> Tally:
    """Return the tally of tasks: exact ones begin alike and have the deadline right."""

    def begins(g: Row) -> str:
        return plain(str(g.get("text") or "").split("…")[0])[:40]

    def near(g: Row, r: Row) -> bool:
        return bool(begins(g)) and begins(g) in plain(r["text"]) and close(g, r)

    def due(r: Row) -> str:
        return str((r.get("deadline") or {}).get("date") or "")

    def right(g: Row, r: Row) -> bool:
        return str(g.get("deadline") or "").startswith(due(r)) and bool(due(r)) == bool(g.get("deadline"))

    def exact(g: Row, r: Row) -> bool:
        return near(g, r) and plain(r["text"]).startswith(begins(g)) and right(g, r)

    return matched(gold.get("tasks") or [], export.of(export.tasks, document), exact, near)


def figures(gold: Row, document: Row, export: Export) -> Tally:
    """Return the tally of figures, recall only: gold lists some of them."""
    items = [f for f in gold.get("figures") or [] if isinstance(f["value"], int | float)]

    def value(g: Row, r: Row) -> bool:
        return abs(r["value"] - g["value"]) <= 1e-6 * max(1.0, abs(g["value"])) and close(g, r)

    def exact(g: Row, r: Row) -> bool:
        return value(g, r) and plain(r["surface"]) in plain(g["raw"])

    found = matched(items, export.of(export.figures, document), exact, value)
    return Tally(found.wanted, found.exact, found.near, 0)


TASKS: tuple[tuple[str, Callable[[Row, Row, Export], Tally]], ...] = (
    ("header", header),
    ("sections", sections),
    ("citations", citations),
    ("persons", persons),
    ("agencies", named("agency", "agencies")),
    ("policies", named("policy", "policies")),
    ("tasks", tasks),
    ("figures", figures),
)


def score(gold_folder: Path, content: Path) -> dict[str, Tally]:
    """Return the tally of each task over all gold documents; a document that was not read has missed all."""
    export = exported(content)
    by_name = {Path(d["source"]["file"]).name: d for d in export.documents}
    totals = {name: Tally() for name, _ in TASKS}
    for path in sorted(gold_folder.glob("[0-9]*.yml")):
        gold = yaml.safe_load(path.read_text("utf-8"))
        document = by_name.get(Path(gold["source"]).name, {"id": "", "sections": []})
        for name, scorer in TASKS:
            totals[name] += scorer(gold, document, export)
    return totals


def main() -> int:
    """Print the scores of each corpus that is here; return 1 where one is below its floor."""
    floors = yaml.safe_load((HERE / "floor.yml").read_text("utf-8"))
    short = []
    for corpus, gold, content in CORPORA:
        if not gold.is_dir():
            print(f"{corpus}: {gold} is not here, nothing to score")
            continue
        print(f"{corpus:10} {'n':>5}  exact P     R     F1    overlapping P     R     F1")
        for name, tally in score(gold, content).items():
            exact, near = tally.scores(tally.exact), tally.scores(tally.near)
            shown = [" ".join(f"{value:5.3f}" for value in scores) for scores in (exact, near)]
            print(f"  {name:8} {tally.wanted:5}  {shown[0]}       {shown[1]}")
            least = floors[corpus][name]
            short += [f"{corpus} {name}: {near[2]:.3f} < {least}"] if near[2] < least else []
    print("below the floor: " + ("; ".join(short) or "none"))
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())

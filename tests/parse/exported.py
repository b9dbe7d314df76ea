"""What an export says of one small content folder, as rows with names for ids; and how such rows are compared."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from generator import pages, pipeline
from generator.curation.portal import open_content
from generator.derive.catalog import catalog
from generator.errors import VankhoError
from generator.publish import open_data
from tests.support.places import SHARED

TABLES = ("documents", "entities", "mentions", "tasks", "figures")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """The five tables and the diagnostics, ids replaced by names (of works by their keys); each page's text by path."""

    tables: Mapping[str, list[Row]]
    pages: Mapping[str, str]
    told: str
    """What the user is told where nothing can be exported."""


def inputs(folder: str, case: str) -> list[Path]:
    """Return the files of a case beside the project: `NN_name` with any ending, several of them, or a folder."""
    found = [p for p in sorted((SHARED / "cases" / folder).glob(f"{case}*")) if not p.name.endswith(".expect.md")]
    return [path for one in found for path in (sorted(one.iterdir()) if one.is_dir() else [one])]


def exported(root: Path, files: Mapping[str, bytes | str | Path], portal: str = "name: Thử\n") -> Exported:
    """Return what the export says of these files alone, in a content folder made at `root`."""
    (root / "documents").mkdir(parents=True)
    (root / "portal.yml").write_text(portal, "utf-8")
    for name, content in files.items():
        path = root / "documents" / name
        if isinstance(content, Path):
            shutil.copy(content, path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    content_ = open_content(root)
    try:
        graph = pipeline.graph_of(content_, {}, lambda stage, done, total: None)
    except VankhoError as told:
        return Exported({name: [] for name in (*TABLES, "diagnostics")}, {}, str(told))
    known = catalog(graph, content_.portal)
    raw = open_data.tables(known)
    rows = {name: [json.loads(line) for line in raw[f"{name}.jsonl"].splitlines()] for name in TABLES}
    names = {e["id"]: e.get("key") or e["name"] for e in rows["entities"]}
    tables: dict[str, list[Row]] = {name: [_named(row, names) for row in found] for name, found in rows.items()}
    tables["diagnostics"] = [
        {"code": str(d.code), "line": d.line, "text": d.text, "message": d.message} for d in graph.diagnostics
    ]
    return Exported(tables, {page.path: html.unescape(page.markdown) for page in pages.pages(known)}, "")


def _named(row: Row, names: Mapping[str, str]) -> Row:
    return {key: value if key in ("id", "page") else _name(value, names) for key, value in row.items()}


def _name(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return _named(value, names)
    if isinstance(value, list):
        return [_name(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def told(expect: Mapping[str, Any], found: Exported) -> list[str]:
    """Return a sentence for each thing that is other than expected; an empty list is a case that holds.

    `documents`, `entities`, `mentions`, `tasks`, `figures`, `diagnostics`: each row stated is met by a row of its own.
    `whole` names tables that hold no other rows but `optional` ones; `never` rows are met by none.
    `pages` (path pattern, `has`, `lacks`) looks at the text of pages.
    """
    known = {*found.tables, "whole", "optional", "never", "pages", "told"}
    wrong = [f"unknown key of expect: {key}" for key in expect if key not in known]
    for name, rows in found.tables.items():
        optional = expect.get("optional", {}).get(name, [])
        wrong += _missing(name, expect.get(name, []), optional, rows, name in expect.get("whole", ()))
        for row in expect.get("never", {}).get(name, []):
            wrong += [f"{name}: must not be said: {row}\n  {_short(met)}" for met in rows if _fits(row, met)]
    for page in expect.get("pages", ()):
        wrong += _of_pages(page, found.pages)
    if "told" in expect and not _fits(expect["told"], found.told):
        wrong.append(f"told: want {expect['told']}, got {found.told!r}")
    return wrong


def _missing(name: str, wanted: list[Row], optional: list[Row], rows: list[Row], whole: bool) -> Iterator[str]:
    free, unmet = list(rows), []
    for row in wanted:
        met = next((one for one in free if _fits(row, one)), None)
        if met is None:
            unmet.append(row)
        else:
            free.remove(met)
    for row in unmet:
        near = max(free, key=lambda one: _nearness(row, one), default=None)
        but = "\n  " + "\n  ".join(_differences(row, near)) if near is not None else ""
        yield f"{name}: not said: {row}{but}"
    if whole:
        for one in free:
            if not any(_fits(row, one) for row in optional):
                yield f"{name}: said beyond what is expected: {_short(one)}"


def _of_pages(page: Row, found: Mapping[str, str]) -> Iterator[str]:
    texts = {path: text for path, text in found.items() if fnmatch(path, page["path"])}
    if not texts:
        yield f"pages: none is called {page['path']}; there are {', '.join(sorted(found))}"
    for path, text in texts.items():
        yield from (f"pages: {path} does not say {words!r}" for words in page.get("has", ()) if words not in text)
        yield from (f"pages: {path} must not say {words!r}" for words in page.get("lacks", ()) if words in text)


def _fits(wanted: Any, found: Any) -> bool:
    """Say whether a value is what is wanted: of a row only the fields stated count, of a list the order does not.

    `{any: [a, b]}` is one of them, `{not: a}` another, `{has: words}` a text or a list that holds them.
    """
    if isinstance(wanted, dict) and wanted and wanted.keys() <= _WAYS.keys():
        return all(_WAYS[way](value, found) for way, value in wanted.items())
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            key in found and _fits(value, found[key]) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(found, list) and len(wanted) == len(found) and _each(wanted, found)
    if wanted is None or isinstance(wanted, bool):
        return wanted is found
    if isinstance(wanted, int | float) and isinstance(found, int | float):
        return wanted == found
    return str(wanted) == str(found)


def _each(wanted: list[Any], found: list[Any]) -> bool:
    """Say whether each value wanted is met by one of its own."""
    free = list(found)
    for one in wanted:
        place = next((place for place, other in enumerate(free) if _fits(one, other)), None)
        if place is None:
            return False
        free.pop(place)
    return True


def _holds(wanted: Any, found: Any) -> bool:
    """Say whether a list has these members, or a text these words."""
    many = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(found, list):
        return _each(many, found)
    return isinstance(found, str) and all(str(one) in found for one in many)


def _is_any(wanted: Any, found: Any) -> bool:
    return any(_fits(one, found) for one in (wanted if isinstance(wanted, list) else [wanted]))


_WAYS: dict[str, Callable[[Any, Any], bool]] = {
    "any": _is_any,
    "has": _holds,
    "not": lambda wanted, found: not _is_any(wanted, found),
}


def _nearness(wanted: Row, found: Row) -> int:
    return sum(key in found and _fits(value, found[key]) for key, value in wanted.items())


def _differences(wanted: Row, near: Row) -> list[str]:
    said = [f"nearest: {_short(near)}"]
    return said + [
        f"  {key}: want {value!r}, got {near.get(key, 'no such field')!r}"
        for key, value in wanted.items()
        if key not in near or not _fits(value, near[key])
    ]


def _short(row: Row) -> str:
    """A row without the long texts that tell nothing of what is wrong."""
    kept = {key: value for key, value in row.items() if value not in (None, [], {}) and key not in ("id", "page")}
    return str({key: value if len(str(value)) < 160 else f"{str(value)[:160]}…" for key, value in kept.items()})

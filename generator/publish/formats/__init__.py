"""The open data in further forms: CSV, one workbook, JSON Schema, graphs, compressed files.

All are made of the five tables alone, so that none tells what these do not. Each is kept under the digest of what it
is made of: an edit that a form does not show makes nothing anew there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

import msgspec

from generator import resources
from generator.model import Portal
from generator.pages.dictionary import CSV, FURTHER, GRAPHML, SCHEMAS, TABLES, TURTLE, WORKBOOK
from generator.pages.dictionary.field import Table
from generator.pages.frame import urls
from generator.publish.formats import citation_graph, gzipped, json_schema, workbook
from generator.publish.formats.citation_graph import Lines
from generator.publish.formats.flat import csv_maker
from generator.publish.kept.pieces import Joined, Pieced
from generator.publish.kept.seals import OwnFolder
from generator.text.digests import digest

LARGE = 5_000_000
"""Bytes above which a file is there compressed, too."""

Make = Callable[[], bytes]
Kept = Callable[[str, bytes, Make], bytes]
"""Gives what was kept under a name if it was made of the same, by its digest; else what is made now."""
_ENTITIES = f"{urls.DATA}/entities.jsonl"


def _anew(_: str, __: bytes, make: Make) -> bytes:
    return make()


def lay(tables: Mapping[str, Pieced], portal: Portal, folder: OwnFolder, kept: Kept = _anew) -> dict[str, int]:
    """Lay the tables and all that is made of them into a folder; return each file's size by name.

    What is `kept` of one name and digest need not be made again.
    """
    cuts: dict[str, workbook.Cut] = {}
    before = _called(folder, folder.lying(_ENTITIES))
    for name, content in tables.items():
        path = f"{urls.DATA}/{name}"
        laid = folder.add_joined(path, content)
        cuts[name] = partial(_cut, folder, path, laid)
        with folder.opened(path) as file:
            _lay_sheets(TABLES[name.removesuffix(".jsonl")], laid, file, folder)
    _lay_workbook(cuts, before, portal, folder, kept)
    for name, mark, make in _made(portal, folder):
        folder.add_made(f"{urls.DATA}/{name}", mark, make)
    sizes = {name: folder.size(f"{urls.DATA}/{name}") for name in (*tables, *FURTHER)}
    for name in [name for name, size in sizes.items() if size > LARGE and not name.endswith(".xlsx")]:
        _lay_compressed(f"{urls.DATA}/{name}", folder)
        sizes[f"{name}.gz"] = folder.size(f"{urls.DATA}/{name}.gz")
    return sizes


def _cut(folder: OwnFolder, path: str, laid: Joined) -> workbook.Pieces:
    """The pieces of a table as it lies: none is held."""
    with folder.opened(path) as file:
        yield from laid.cut(file)


def _lay_sheets(table: Table, laid: Joined, file: BinaryIO, folder: OwnFolder) -> None:
    """Lay a table, open as it lies, as CSV; of what its pieces were made, those of its sheets are.

    It is read only where one of them changed.
    """
    places = list(laid.places)
    for sheet in table.sheets:
        path = f"{urls.DATA}/{CSV[sheet]}"
        head, lines = csv_maker(table, sheet)
        pieces = [(b"", partial(bytes, head)), *((mark, partial(_rows, lines, file, *at)) for mark, *at in places)]
        folder.add_joined(path, Pieced(digest(resources.code(), sheet.name), pieces))


def _rows(lines: Callable[[bytes], bytes], file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return lines(file.read(end - start))


def _called(folder: OwnFolder, laid: Joined | None) -> workbook.Named | None:
    """What the entities are called of which a table tells that lies there, None without one."""
    if laid is None:
        return None
    with folder.opened(_ENTITIES) as file:
        return workbook.named(file)


def _lay_workbook(
    tables: Mapping[str, workbook.Cut],
    before: workbook.Named | None,
    portal: Portal,
    folder: OwnFolder,
    kept: Kept,
) -> None:
    """Lay the workbook; nothing is made where its sheets are as they were.

    `before` is what entities were called in the one that lies there.
    """
    path, address = f"{urls.DATA}/{WORKBOOK}", portal.base_url or ""
    mark = digest(resources.code(), address, portal.name, *_shown(folder).values())
    lying = folder.lying(path)
    if lying and lying.mark == mark:
        folder.add_as_it_lies(path, lying)
        return
    now = _called(folder, folder.laid(_ENTITIES)) or {}
    frame = partial(_frame, portal.name, kept)
    with folder.known(path, lying if before is not None else None) as known:
        there = workbook.Before(known, workbook.renamed(before or {}, now))
        folder.add_parts(path, b"", workbook.workbook(tables, now, address, there, frame), mark)


def _frame(name: str, kept: Kept, heads: workbook.Heads) -> workbook.Frame:
    made_of = digest(resources.code(), name, msgspec.msgpack.encode(heads))
    row = kept("workbook", made_of, lambda: msgspec.msgpack.encode(workbook.frame(heads, name)))
    return msgspec.msgpack.decode(row, type=workbook.Frame)


def _shown(folder: OwnFolder) -> dict[str, bytes]:
    """Return of what each sheet is made, by its name."""
    return {each.name: folder.marks[f"{urls.DATA}/{CSV[each]}"] for table in TABLES.values() for each in table.sheets}


def _made(portal: Portal, folder: OwnFolder) -> Iterator[tuple[str, bytes, Make]]:
    """Yield name, digest of what it is made of, and maker of each further file."""
    code = resources.code()
    for table in TABLES.values():
        yield SCHEMAS[table.name], digest(code, table.name), partial(json_schema.schema, table)
    shown, address = _shown(folder), portal.base_url or ""
    drawn = digest(code, address, *(shown[name] for name in citation_graph.MADE_OF))
    yield GRAPHML, drawn, lambda: citation_graph.graphml(_tables(folder), address)
    yield TURTLE, drawn, lambda: citation_graph.turtle(_tables(folder), address)


def _tables(folder: OwnFolder) -> dict[str, Lines]:
    """The tables of which the graphs are made."""
    names = (f"{name}.jsonl" for name in ("entities", "documents", "mentions"))
    return {name: partial(_lines, folder, f"{urls.DATA}/{name}") for name in names}


def _lines(folder: OwnFolder, path: str) -> Iterator[bytes]:
    """The lines of a table as it lies: none is held."""
    with folder.opened(path) as file:
        yield from file


def _lay_compressed(path: str, folder: OwnFolder) -> None:
    """Lay a file compressed, beside it."""
    mark = folder.marks[path]
    laid = folder.laid(path) or Joined(b"", mark, (mark,), (folder.size(path),))
    with folder.opened(path) as file:
        folder.add_joined(f"{path}.gz", gzipped.gzipped(digest(resources.code()), laid, file))

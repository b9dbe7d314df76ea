"""The rows of lists (dòng của danh mục) as scripts: a page asks for them when it filters.

`assets/lists/NAME/root.js` says what fields a row has and which files there are, each with a mark of its bytes, so that
a browser keeps those that stay; `0.js`, `1.js`, … hold rows, and the names of what these rows name by id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

import msgspec

from generator.derive.catalog import Catalog
from generator.pages.lists.rows import LISTS, SHORT, Rows, name_of, page_below
from generator.search.script import harmless

FOLDER = "assets/lists"
MOST = 240_000
"""Bytes of a file, but for a single row that is larger."""


def files(found: Catalog) -> dict[str, bytes]:
    """Return the files of all lists that have tools, path below the site → bytes."""
    made: dict[str, bytes] = {}
    for name, rows in LISTS.items():
        made.update(_list(found, name, rows))
    return made


def _list(found: Catalog, name: str, rows: Rows[Any]) -> Iterator[tuple[str, bytes]]:
    things = rows.things(found)
    if len(things) <= SHORT:
        return
    parts = []
    for place, (count, data) in enumerate(_parts(found, rows, things)):
        script = _script(f"{name}/{place}", data)
        parts.append((f"{crc32(script):08x}", count))
        yield f"{FOLDER}/{name}/{place}.js", script
    root = {"fields": rows.fields, "labels": dict(rows.labels), "parts": parts}
    yield f"{FOLDER}/{name}/root.js", _script(f"{name}/root", _json(root))


def _parts(found: Catalog, rows: Rows[Any], things: Sequence[Any]) -> Iterator[tuple[int, bytes]]:
    """Yield the rows in parts of about `MOST` bytes, as JSON, each with their number."""
    made: list[bytes] = []
    names: dict[str, bytes] = {}
    size = 0
    for thing in things:
        row = _json(rows.row(found, thing))
        new = {each: _named(found, each) for each in rows.named(thing) if each and each not in names}
        more = len(row) + sum(map(len, new.values()))
        if made and size + more > MOST:
            yield len(made), _part(made, names)
            made, names, size = [], {}, 0
            new = {each: _named(found, each) for each in rows.named(thing) if each}
            more = len(row) + sum(map(len, new.values()))
        made.append(row)
        names |= new
        size += more + 1
    if made:
        yield len(made), _part(made, names)


def _named(found: Catalog, identity: str) -> bytes:
    """Return the entry of a thing that a row names, with a page that its id does not tell.

    Empty where it has none.
    """
    name, page = name_of(found, identity), page_below(found, identity)
    return b"" if name is None else _json(identity) + b":" + _json([name, page] if page else name)


def _part(rows: Sequence[bytes], names: dict[str, bytes]) -> bytes:
    return b"[{%s},[\n%s]]" % (b",".join(filter(None, names.values())), b",\n".join(rows))


def _json(value: object) -> bytes:
    return harmless(msgspec.json.encode(value))


def _script(key: str, data: bytes) -> bytes:
    return b"vankhoRows(%s,%s)\n" % (_json(key), data)

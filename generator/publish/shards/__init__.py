"""Mảnh dữ liệu: files that scripts ask for one by one, each with a value; they load from a folder too.

`assets/shards/cards/` has what a card says of a page, `passages/` the paragraphs of a document, `near/` what a page
is tied to, `network/` the drawing of the whole, `numbers/` what is known of a number, `symbols/` how numbers are read.
What belongs to a page or a number lies in the file that the CRC-32 of its path tells, so that one more elsewhere
changes no other file; how many files there are stands in `root.js`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from zlib import crc32

import msgspec

from generator import resources
from generator.publish.kept.pieces import Pieced
from generator.search.script import harmless
from generator.text.digests import digest

FOLDER = "assets/shards"


def script(name: str, value: object) -> tuple[str, bytes]:
    """Return the file that hands over a value under a name: its path below the site, its bytes."""
    key, data = (harmless(msgspec.json.encode(each)) for each in (name, value))
    return f"{FOLDER}/{name}.js", b"vankhoShard(%s,%s)\n" % (key, data)


def pieced(name: str, mark: bytes, value: Callable[[], object]) -> tuple[str, Pieced]:
    """Return the same of a value that is made only where its `mark` says that it is another one."""
    return f"{FOLDER}/{name}.js", Pieced(digest(resources.code()), [(mark, lambda: script(name, value())[1])])


def spread_out(room: str, rows: Iterable[tuple[str, object]], each: int, **more: object) -> Iterator[tuple[str, bytes]]:
    """Yield the files of rows by the path of their page, about `each` in a file, and their number.

    The number is a power of two: it changes when an archive has doubled, not with every page.
    """
    every = sorted(rows)
    count = 1
    while count * each < len(every):
        count *= 2
    parts: list[dict[str, object]] = [{} for _ in range(count)]
    for path, row in every:
        parts[crc32(path.encode()) % count][path] = row
    yield script(f"{room}/root", {"count": count, **more})
    yield from (script(f"{room}/{place}", part) for place, part in enumerate(parts))

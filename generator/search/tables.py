"""Tables of all pages (numbers and ranks, days, runs of a group, keys of leaves), and their rows.

All but the rows are fetched whole. They are cut into files where a key says so, so a change rewrites one of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.search.entries import KINDS, Entry
from generator.search.leaves import OF_TABLES, Item, leaves
from generator.search.numbers import Numbers
from generator.search.script import script, script_of_json
from generator.search.sets import letters, number

HELD = (None, True, False)
"""What a filter may ask of a page's text, by its number in the index."""
ROWS = 8
"""Pages whose rows usually stand in one file."""
MOST_ROWS = 2 * ROWS
Files = dict[str, bytes]


def table(name: str, records: Iterable[Item]) -> Files:
    """Return the files of a table: records, each under a key that stays its own."""
    parts = ["".join([record for _, record in part]) for part in leaves(records, OF_TABLES, lambda item: len(item[1]))]
    return {f"{name}/{place}.js": script(name, str(place), part) for place, part in enumerate(parts or [""])}


def ranks(found: Iterable[Entry], numbers: Numbers) -> Iterator[Item]:
    """Yield of each page the place of its number in its space, and what orders equals."""
    for each in found:
        yield each.path, letters(numbers.place(each), width(numbers.spaces[each.kind].size)) + each.rank


def width(size: int) -> int:
    """Return how many letters of 6 bits a place of a space takes."""
    return max(((size - 1).bit_length() + 5) // 6, 1)


def days(found: Iterable[Entry]) -> Iterator[Item]:
    """Yield the day of each page."""
    for each in found:
        yield each.path, letters(each.day, 3)


def names_of_facets(found: Iterable[Entry]) -> dict[str, list[str]]:
    """Return the types and issuers that there are."""
    return {"types": sorted({each.type for each in found}), "issuers": sorted({each.issuer for each in found})}


def runs(found: Iterable[Entry], named: Mapping[str, Sequence[str]]) -> Iterator[Item]:
    """Yield what filters need: runs of pages of one group, each with its count and facets."""
    types, issuers = ({name: place for place, name in enumerate(named[key])} for key in ("types", "issuers"))
    for group, run in groupby(found, lambda entry: entry.group):
        kind, type_, issuer, year, held = group
        count = sum(1 for _ in run)
        values = (count, KINDS.index(kind), types[type_], issuers[issuer], year, HELD.index(held))
        yield "\n".join(map(str, group)), "".join(map(number, values))


def rows(found: Sequence[Entry], numbers: Numbers) -> Iterator[tuple[str, bytes]]:
    """Yield the files of what results show, pages of one group beside one another.

    A file begins where the number says so, and is named after it.
    """
    for kind in KINDS:
        block: list[Entry] = []
        for each in (entry for entry in found if entry.kind is kind):
            if block and (numbers.place(each) % ROWS == 0 or len(block) == MOST_ROWS):
                yield _block(block, numbers)
                block = []
            block.append(each)
        if block:
            yield _block(block, numbers)


def _block(block: Sequence[Entry], numbers: Numbers) -> tuple[str, bytes]:
    name = f"{block[0].kind}-{numbers.place(block[0])}"
    return f"d/{name}.js", script_of_json("d", name, f"[{','.join(each.row for each in block)}]")

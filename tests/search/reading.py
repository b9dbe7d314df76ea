"""The index read as the browser reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from generator.search import FOLDER
from generator.search.sets import ALPHABET, Space

Files = Mapping[str, bytes]


def handed(data: bytes) -> list[Any]:
    """Return kind, key and value that a file of the index hands to the browser."""
    text = data.decode().strip()
    assert text.startswith("vankhoSearch(") and text.endswith(")")
    found: list[Any] = json.loads(f"[{text.removeprefix('vankhoSearch(').removesuffix(')')}]")
    return found


def value(files: Files, name: str) -> Any:
    """Return what one file of an index hands over."""
    return handed(files[f"{FOLDER}/{name}.js"])[2]


def table(files: Files, name: str) -> str:
    """Return a table of all pages, put together of its files."""
    return "".join(value(files, f"{name}/{part}") for part in range(value(files, "root")["parts"][name]))


def decode(text: str, spaces: Sequence[Space]) -> list[int]:
    """Return the members of a set."""
    of = {space.mark: space for space in spaces}
    found: list[int] = []
    for kind in filter(None, re.split(r"(?=[^\w!-])", text)):
        space = of[kind[0]] if kind[0] in of else of[""]
        found += [space.start + place for place in places(kind[len(space.mark) :], space.size)]
    return found


def places(text: str, size: int) -> list[int]:
    """Return the places in a space that gaps or bits tell of."""
    digits = [ALPHABET.index(char) for char in text.lstrip("!")]
    if text.startswith("!"):
        return [place for place in range(size) if digits[place // 6] >> place % 6 & 1]
    steps, step = [], 0
    for digit in digits:
        step = step << 5 | digit & 31
        if digit < 32:
            steps.append(step + 1)
            step = 0
    return [each - 1 for each in accumulate(steps)]


def spaces(sizes: Sequence[Sequence[Any]]) -> tuple[Space, ...]:
    """Return spaces one after the other, of marks and sizes."""
    starts = accumulate((size for _, size in sizes), initial=0)
    return tuple(Space(mark, start, size) for start, (mark, size) in zip(starts, sizes, strict=False))


def spaces_of(files: Files) -> list[Space]:
    """Return the spaces of an index, in the order of their kinds."""
    kinds = value(files, "root")["kinds"]
    of = {each.mark: each for each in spaces(sorted([mark, size] for _, _, size, mark in kinds))}
    return [of[mark] for *_, mark in kinds]


def rows(files: Files) -> dict[int, list[Any]]:
    """Return the rows of all pages by their numbers, in the order in which equals are listed."""
    ranks, at = table(files, "rank"), 0
    found: dict[int, list[Any]] = {}
    for (kind, count, size, _), space in zip(value(files, "root")["kinds"], spaces_of(files), strict=True):
        width = max(((size - 1).bit_length() + 5) // 6, 1)
        block: list[list[Any]] = []
        for _ in range(count):
            place = 0
            for letter in ranks[at : at + width]:
                place = place * 64 + ALPHABET.index(letter)
            at += width + 2
            block = block or list(value(files, f"d/{kind}-{place}"))
            found[space.start + place] = block.pop(0)
        assert not block
    assert at == len(ranks)
    return found


def leaves_with(files: Files, dictionary: str, keys: set[str]) -> set[str]:
    """Return the leaves of a dictionary that hold one of the keys."""
    folder = f"{FOLDER}/{dictionary}/"
    return {path for path, data in files.items() if path.startswith(folder) and keys & handed(data)[2].keys()}


def pages_of(files: Files, dictionary: str, key: str) -> set[str]:
    """Return the paths of the pages that a dictionary names for a key."""
    found = rows(files)
    for path in leaves_with(files, dictionary, {key}):
        text = handed(files[path])[2][key].split(" ")[0]
        return {found[page][0] for page in decode(text, spaces_of(files))}
    return set()

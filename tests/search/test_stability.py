"""What a change rewrites: a page keeps its number, so a new one rewrites the leaves of its own words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Facets, Page, PageKind
from generator.model.frozen import replace
from generator.search import FOLDER, index
from generator.search.entries import KINDS, Entry, entry, in_order, passages, unpacked
from generator.search.entries import _order as order
from generator.search.numbers import FULL, LEAST, numbers
from generator.search.tables import MOST_ROWS, table
from generator.text.digests import digest
from tests.search.reading import handed, leaves_with, pages_of, rows, value

MOST_BESIDE = 10
"""Of so many leaves with a word of the changed page, one at most makes that another leaf is cut anew beside it."""
MOST_TOUCHED = 5
"""The changed page, and those that step aside for it or come back."""
MOST_TABLES = 7
"""Files of tables that one page changes: `root`, `words`, `facets`, and one of each table."""
FULL_AT = LEAST * FULL[0] // FULL[1]


# --- numbers -------------------------------------------------------------------------------------------


def bare(path: str, day: int = 0, kind: PageKind = PageKind.DOCUMENT) -> Entry:
    """Return an entry of which only its number is asked."""
    return Entry(path, kind, "", "", 0, None, day, "AA", "[]", b"", b"")


PAPERS = st.dictionaries(st.text(max_size=8), st.integers(0, 9), max_size=FULL_AT - 1)


@given(PAPERS, st.text(max_size=8))
def test_a_newer_paper_moves_nobody_and_who_comes_first_makes_no_difference(days: dict[str, int], path: str) -> None:
    before = [bare(each, day) for each, day in days.items() if each != path]
    after = [*before, bare(path, 10)]
    was, now = numbers(before), numbers(after)
    assert {each: number for each, number in now.of.items() if each != path} == was.of
    assert now == numbers(after[::-1])
    assert len(set(now.of.values())) == len(after)


@given(PAPERS)
def test_each_number_lies_in_the_space_of_its_kind(days: dict[str, int]) -> None:
    found = [bare(path, day, KINDS[len(path) % len(KINDS)]) for path, day in days.items()]
    numbered = numbers(found)
    assert all(0 <= numbered.place(each) < numbered.spaces[each.kind].size for each in found)
    for one, next_ in pairwise(numbered.spaces.values()):
        assert one.start + one.size == next_.start


def test_an_older_paper_moves_few() -> None:
    moved = []
    for count in range(FULL_AT + 1, 2 * FULL_AT):
        before = [bare(f"van-ban/{place}.html", 9) for place in range(count)]
        was, now = numbers(before).of, numbers([*before, bare("van-ban/cu.html", 1)]).of
        moved.append(sum(was[path] != now[path] for path in was))
    assert max(moved) <= 8 and sum(moved) / len(moved) < 1.5


def test_a_fuller_space_doubles_and_no_other_moves() -> None:
    persons = [bare(f"nguoi/{place}.html", kind=PageKind.PERSON) for place in range(20)]
    papers = [bare(f"van-ban/{place}.html") for place in range(FULL_AT + 1)]
    was, now = numbers([*persons, *papers[:-1]]), numbers([*persons, *papers])
    assert was.spaces[PageKind.DOCUMENT].size == LEAST and now.spaces[PageKind.DOCUMENT].size == 2 * LEAST
    assert all(was.place(each) == now.place(each) for each in persons)


# --- files ---------------------------------------------------------------------------------------------


def made(count: int, seed: int = 7) -> tuple[Page, ...]:
    """Return papers with words of their own and words that many have, and a number page of each."""
    draw = random.Random(seed)
    common = [f"chung{n}" for n in range(400)]
    pages = []
    for place in range(count):
        day = f"20{10 + place % 12}-0{1 + place % 9}-1{place % 10}"
        own = [f"rieng{place}x{n}" for n in range(30)]
        text = " ".join([*draw.sample(common, 60), *own])
        facets = Facets(PageKind.DOCUMENT, "", (), f"{place}/QĐ-UBND", "quyết định", f"Sở {place % 7}", day, True)
        pages.append(Page(f"van-ban/{place}.md", f"Về việc {own[0]}", "", facets, text))
        pages.append(
            Page(f"so-hieu/{place}.md", f"Quyết định số {place}/QĐ-UBND", "", replace(facets, kind=PageKind.WORK))
        )
    return tuple(pages)


COUNT = 100
BASE = made(COUNT)
NEW = made(COUNT + 1)[-2:]


def with_text(pages: Sequence[Page], place: int, text: str) -> tuple[Page, ...]:
    """Return the pages with another text on one."""
    return tuple(replace(page, text=text) if at == place else page for at, page in enumerate(pages))


OLD = replace(NEW[0], facets=replace(NEW[0].facets, date="1999-01-01"))
CHANGES: dict[str, Callable[[tuple[Page, ...]], tuple[Page, ...]]] = {
    "a new paper": lambda pages: (*pages, NEW[0]),
    "a new paper of an old day": lambda pages: (*pages, OLD),
    "a newly cited number": lambda pages: (*pages, NEW[1]),
    "a paper that is gone": lambda pages: pages[2:],
    "a number that is gone": lambda pages: (*pages[:41], *pages[42:]),
    "an edited text": lambda pages: with_text(pages, 80, pages[80].text.replace("rieng40x9", "chung7 moi")),
    "a title": lambda pages: (replace(pages[0], title="Về việc khác"), *pages[1:]),
    "a page that is spoken of more": lambda pages: (
        replace(pages[1], facets=replace(pages[1].facets, mentions=9)),
        *pages[2:],
        pages[0],
    ),
}


@cache
def keys() -> dict[bytes, bytes]:
    """Return the keys of all pages before and after each change, by their digest."""
    every = (page for change in (lambda same: same, *CHANGES.values()) for page in change(BASE))
    return {mark: lines for page in every if (one := entry(page)) for mark, lines in one[1].items()}


def entries_of(pages: Iterable[Page]) -> list[Entry]:
    """Return the entries of pages."""
    return [one[0] for one in map(entry, pages) if one]


def keys_of(entries: Iterable[Entry], dictionary: str) -> set[str]:
    """Return the plain words of entries: each value of theirs stands under one of these."""
    marks = (each.names if dictionary == "n" else each.texts for each in entries)
    return {key.partition("|")[0].rstrip("+") for mark in marks for key in unpacked(keys()[mark])}


@cache
def indexed(change: str) -> tuple[dict[str, bytes], tuple[Entry, ...]]:
    """Return the index of the pages after a change, and their entries."""
    pages = CHANGES[change](BASE) if change else BASE
    return index(pages), tuple(entries_of(pages))


@pytest.mark.parametrize("change", list(CHANGES))
def test_a_change_rewrites_the_leaves_of_its_own_words(change: str) -> None:
    (before, old), (after, new) = indexed(""), indexed(change)
    rewritten = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    was, now = numbers(old).of, numbers(new).of
    stayed = {each for each in {*old} & {*new} if was[each.path] == now[each.path]}
    touched = {*old, *new} - stayed
    assert 0 < len({each.path for each in touched}) <= MOST_TOUCHED
    for dictionary in "nb":
        own = set().union(*(leaves_with(files, dictionary, keys_of(touched, dictionary)) for files in (before, after)))
        leaves = {path for path in rewritten if path.startswith(f"{FOLDER}/{dictionary}/")}
        assert len(leaves - own) * MOST_BESIDE <= len(own)
        rewritten -= leaves
    folders = Counter(path.removeprefix(f"{FOLDER}/").split("/")[0] for path in rewritten)
    assert folders.pop("d", 0) <= 2 * len(touched) and folders.pop("x", 0) <= 2
    assert folders.total() <= MOST_TABLES


def test_only_a_space_that_doubles_is_numbered_anew() -> None:
    small = made(FULL_AT)
    before, after = index(small), index((*small, made(FULL_AT + 1)[-2]))
    assert value(before, "root")["version"] != value(after, "root")["version"]
    was, now = ({kind: size for kind, _, size, _ in value(files, "root")["kinds"]} for files in (before, after))
    assert {kind for kind in was if was[kind] != now[kind]} == {"document"}
    for files in (before, after):
        assert pages_of(files, "b", "rieng3x3") == {"van-ban/3.html"}
        assert len(rows(files)) >= 2 * FULL_AT


def test_rows_stand_in_the_order_of_the_pages_a_few_in_a_file() -> None:
    files = index(BASE)
    entries = in_order(entries_of(BASE))
    assert (
        [row[0] for row in rows(files).values()]
        == [each.path for each in entries]
        == sorted((each.path for each in entries), key={each.path: order(each) for each in entries}.__getitem__)
    )
    blocks = [handed(data)[2] for path, data in files.items() if path.startswith(f"{FOLDER}/d/")]
    assert max(map(len, blocks)) <= MOST_ROWS


@given(st.lists(st.tuples(st.uuids().map(str), st.text("ab", min_size=1, max_size=9)), max_size=20_000 // 40))
def test_a_table_reads_back(records: list[tuple[str, str]]) -> None:
    files = table("days", records)
    assert "".join(handed(data)[2] for data in files.values()) == "".join(record for _, record in records)


def test_a_long_table_is_cut_and_a_record_rewrites_one_part() -> None:
    records = [(str(place), f"{place:08}") for place in range(40_000)]
    before, after = table("days", records), table("days", [*records[:9000], ("x", "new"), *records[9000:]])
    assert len(before) > 4 and before.keys() == after.keys()
    assert sum(before[path] != after[path] for path in before) == 1


def test_what_one_page_gives_can_be_kept_and_handed_over() -> None:
    for page in BASE[:4]:
        one = entry(page)
        assert one and msgspec.msgpack.decode(msgspec.msgpack.encode(one[0]), type=Entry) == one[0]
        assert one[1] == {digest(lines): lines for lines in one[1].values()}
        assert one[1].keys() == {one[0].names, one[0].texts}
        assert dict(passages(page)).keys() == ({f"x/{page.path[8:-3]}-0.js"} if page.path.startswith("van") else set())
    assert entry(replace(BASE[0], facets=replace(BASE[0].facets, part=True))) is None
    assert not dict(passages(replace(BASE[0], facets=replace(BASE[0].facets, part=True))))

"""What was kept of the last index makes the next one sooner, and never another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import search
from generator.model import PageKind
from generator.search import FOLDER, dictionaries, kept
from generator.search.entries import KINDS, Entry
from generator.search.kept import Before, LostKeys
from generator.search.leaves import Leaf, Lengths, leaves, recut
from generator.search.numbers import FULL, LEAST
from generator.search.sets import Space
from generator.text.digests import digest

KEYS = ("man", "man|mẫn", "man|mận", "man+", "~van man", "van", "van|văn", "ky", "ki", "thanh", "=tran van", "~^ tran")
ARCHIVES = st.dictionaries(
    st.integers(0, 60),
    st.tuples(st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)), st.integers(0, 2)),
    max_size=LEAST,
)
Archive = dict[int, tuple[set[str], set[str], int]]
SHORT = Lengths(20, 60, 16)
VALUES = st.dictionaries(st.text("abc", min_size=1, max_size=4), st.text("x", max_size=70), min_size=1, max_size=40)


@dataclass
class Portal:
    """A portal that is built again and again: the keys of its pages, the files of its index, what is kept of it."""

    keys: dict[bytes, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    before: Before | None = None
    made: list[str] = field(default_factory=list)
    """The files that the last build made."""

    def build(self, pages: Sequence[Entry]) -> dict[str, bytes]:
        """Return the files of the index, made with what is kept of the last one."""
        files, now = search.shared(pages, self.keys.get, self.before)
        self.made = [name for name, data in files.items() if data is not None]
        self.files = {name: self.files[name] if data is None else data for name, data in files.items()}
        lying = {name.removeprefix(f"{FOLDER}/"): data for name, data in self.files.items()}
        self.before = Before(now, {name: digest(data) for name, data in lying.items()}.get, lying.__getitem__)
        return self.files

    def entry(
        self, path: str, names: set[str], texts: set[str], day: int = 0, kind: PageKind = PageKind.DOCUMENT
    ) -> Entry:
        """Return an entry with these keys, and with those that always go with them."""
        every = ["\n".join(sorted({*each, *map(dictionaries._plain, each)})).encode() for each in (names, texts)]
        self.keys |= {digest(each): each for each in every}
        return Entry(path, kind, "", "", 0, None, day, "AA", "[]", *map(digest, every))

    def entries(self, archive: Archive) -> list[Entry]:
        """Return the entries of an archive: of each page the keys of its name and text, and its day."""
        return [
            self.entry(f"{place}.html", names, texts, day, KINDS[place % 2])
            for place, (names, texts, day) in archive.items()
        ]

    def anew(self, pages: Sequence[Entry]) -> Mapping[str, bytes | None]:
        """Return the files of an index before which there was none."""
        return search.shared(pages, self.keys.get)[0]


@settings(max_examples=60)
@given(st.lists(ARCHIVES, min_size=2, max_size=4), st.sampled_from([0, kept._MANY]))
def test_an_index_after_another_is_what_a_first_one_is(archives: Sequence[Archive], many: int) -> None:
    portal = Portal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "_MANY", many)
        for archive in archives:
            pages = portal.entries(archive)
            assert portal.build(pages) == portal.anew(pages)
            assert portal.before and portal.before.kept == search.shared(pages, portal.keys.get)[1]


@settings(max_examples=300)
@given(VALUES, st.dictionaries(st.text("abc", min_size=1, max_size=4), st.none() | st.text("x", max_size=70)))
def test_leaves_after_a_change_are_cut_as_if_all_were(values: dict[str, str], changes: dict[str, str | None]) -> None:
    before = [*leaves(sorted(values.items()), SHORT)]
    firsts = [leaf[0][0] for leaf in before]
    changed: dict[int, Leaf] = {}
    for key, value in changes.items():
        place = max(sum(first <= key for first in firsts) - 1, 0)
        left = dict(changed.get(place, before[place])) | {key: value or ""}
        changed[place] = sorted((each, x) for each, x in left.items() if each != key or value is not None)
    now = sorted((key, x) for key, x in (values | changes).items() if x is not None)
    cut = [
        before[leaf] if isinstance(leaf, int) else leaf
        for leaf in recut(len(before), changed, before.__getitem__, SHORT)
    ]
    assert cut == [*leaves(now, SHORT)]


def test_few_leaves_are_cut_anew() -> None:
    values = {f"{number:05}": "x" * (number % 50) for number in range(5000)}
    before = [*leaves(sorted(values.items()))]
    changed = {9: [*before[9][:3], *before[9][4:]]}
    cut = [*recut(len(before), changed, before.__getitem__)]
    assert len(before) > 30 and sum(not isinstance(leaf, int) for leaf in cut) < 5


def test_more_pages_than_a_space_takes_number_all_anew() -> None:
    most, portal = LEAST * FULL[0] // FULL[1], Portal()
    many = [portal.entry(f"{place}.html", {"man"}, {"van"}) for place in range(most + 1)]
    portal.build(many[:most])
    assert portal.build(many) == portal.anew(many)


@pytest.fixture
def portal() -> Portal:
    """Return a portal of nine pages, built once."""
    made = Portal()
    made.build(nine(made))
    return made


def nine(portal: Portal, *first: str) -> list[Entry]:
    """Return nine pages, the first with other words."""
    texts = [{"man", "van", f"so{place}"} for place in range(9)]
    return [
        portal.entry(f"{place}.html", {"tran"}, set(first) if first and not place else each)
        for place, each in enumerate(texts)
    ]


def test_only_the_words_that_changed_are_written_anew(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    real = dictionaries._value

    def value(postings: dict[str, list[int]], spaces: tuple[Space, ...], key: str, marked: Sequence[str]) -> str:
        written.append(key)
        return real(postings, spaces, key, marked)

    monkeypatch.setattr(dictionaries, "_value", value)
    before = portal.before
    portal.build(nine(portal))
    assert before and portal.before and portal.before.kept == before.kept
    assert written == [] and not [name for name in portal.made if "/n/" in name or "/b/" in name]
    portal.build(nine(portal, "man", "van|văn", "moi"))
    assert sorted(written) == ["moi", "van"]


def test_keys_of_pages_that_stay_are_not_asked_for(portal: Portal) -> None:
    asked: list[bytes] = []

    def keys(mark: bytes) -> bytes | None:
        asked.append(mark)
        return portal.keys[mark]

    was, now = nine(portal)[0], nine(portal, "man", "moi")
    search.shared(now, keys, portal.before)
    assert asked == [was.texts, now[0].texts]


def test_keys_that_are_lost_are_told(portal: Portal) -> None:
    pages = nine(portal, "moi")
    with pytest.raises(LostKeys):
        search.shared(pages, dict[bytes, bytes]().get)
    del portal.keys[pages[0].texts]
    with pytest.raises(LostKeys):
        portal.build(pages)


def test_where_the_keys_of_the_last_build_are_lost_all_is_made_anew(portal: Portal) -> None:
    was, now = nine(portal)[0], nine(portal, "moi")
    del portal.keys[was.texts]
    assert portal.build(now) == portal.anew(now)
    assert portal.made == [*portal.files]


HARMS: dict[str, Callable[[Before], Before]] = {
    "another program's": lambda before: before._replace(kept=b"\x92\x90\x90"),
    "no list": lambda before: before._replace(kept=b"\xff" * 9),
    "nothing": lambda before: before._replace(kept=b""),
    "a leaf that is gone": lambda before: before._replace(mark=lambda name: None),
    "a leaf that is another's": lambda before: before._replace(mark=lambda name: bytes(32)),
}


@pytest.mark.parametrize("harm", list(HARMS))
def test_what_is_not_as_it_was_left_is_made_anew(portal: Portal, harm: str) -> None:
    assert portal.before
    portal.before = HARMS[harm](portal.before)
    pages = nine(portal, "moi")
    assert portal.build(pages) == portal.anew(pages)
    assert portal.made == [*portal.files]

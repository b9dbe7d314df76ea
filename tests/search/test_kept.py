"""What was kept of the last index makes the next one sooner, and never another one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import search
from generator.model import PageKind
from generator.search import dictionaries
from generator.search.entries import KINDS, Entry
from generator.search.numbers import FULL, LEAST
from generator.search.sets import Space

KEYS = ("man", "man|mẫn", "man|mận", "man+", "~van man", "van", "van|văn", "ky", "ki", "=tran van", "~^ tran")
ARCHIVES = st.dictionaries(
    st.integers(0, 60),
    st.tuples(st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)), st.integers(0, 2)),
    max_size=LEAST,
)
Archive = dict[int, tuple[set[str], set[str], int]]


def entries(archive: Archive) -> list[Entry]:
    """Return the entries of an archive: of each page the keys of its name and text, and its day."""
    return [
        entry(f"{place}.html", names, texts, day, KINDS[place % 2]) for place, (names, texts, day) in archive.items()
    ]


def entry(path: str, names: set[str], texts: set[str], day: int = 0, kind: PageKind = PageKind.DOCUMENT) -> Entry:
    """Return an entry with these keys."""
    every = ("\n".join(sorted(each)).encode() for each in (names, texts))
    return Entry(path, kind, "", "", 0, None, day, "AA", "[]", *every)


@settings(max_examples=60)
@given(st.lists(ARCHIVES, min_size=2, max_size=4))
def test_an_index_after_another_is_what_a_first_one_is(archives: Sequence[Archive]) -> None:
    kept = None
    for archive in archives:
        files, kept = search.shared(entries(archive), kept)
        assert files == search.shared(entries(archive))[0]


def test_more_pages_than_a_space_takes_number_all_anew() -> None:
    most = LEAST * FULL[0] // FULL[1]
    many = [entry(f"{place}.html", {"man"}, {"van"}) for place in range(most + 1)]
    _, kept = search.shared(many[:most])
    assert search.shared(many, kept)[0] == search.shared(many)[0]


def test_only_the_words_that_changed_are_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [entry(f"{place}.html", {"tran"}, {"man", "van", f"so{place}"}) for place in range(9)]
    _, kept = search.shared(pages)
    written: list[str] = []
    real = dictionaries._value

    def value(postings: dict[str, list[int]], spaces: Sequence[Space], key: str, marked: Sequence[str]) -> str:
        written.append(key)
        return real(postings, spaces, key, marked)

    monkeypatch.setattr(dictionaries, "_value", value)
    assert search.shared(pages, kept)[1] == kept
    assert written == []
    search.shared([entry("0.html", {"tran"}, {"man", "van|văn", "moi"}), *pages[1:]], kept)
    assert sorted(written) == ["moi", "van"]


@pytest.mark.parametrize("harm", [b"", b"\x00", b"\x92\x90\x90", b"\xff" * 9])
def test_what_another_program_kept_is_not_read(harm: bytes) -> None:
    pages = [entry("a.html", {"tran"}, {"man"})]
    assert search.shared(pages, harm) == search.shared(pages)

"""The search index as files: laws of its words, sets and leaves, what it holds, and what an edit rewrites."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.catalog import catalog
from generator.model import Facets, Page, PageKind, Portal
from generator.model.frozen import replace
from generator.pages import pages
from generator.publish.opensearch import opensearch
from generator.search import FOLDER, _lexicon, index, sets
from generator.search.dictionaries import dictionary
from generator.search.entries import FIRST_YEAR, PASSAGE, _parts, _rank, entry, in_order
from generator.search.keys import keys_of_names, keys_of_text
from generator.search.leaves import OF_LEAVES, file_name, leaves
from generator.search.sets import ALPHABET, Space, encode, number
from generator.search.words import WHOLE, frame, twin, words
from tests.search.reading import decode, handed, pages_of, places, rows, spaces
from tests.support import factories
from tests.support.places import CASES, SHARED

COUNT = 300
HANDED = f"{FOLDER}/"


def shared(name: str) -> list[Any]:
    """Return the cases of a table that the tests of the scripts (tests/js) read too."""
    rows = json.loads((CASES / f"search/{name}.json").read_text("utf-8"))
    return [pytest.param(row, id=row["why"]) for row in rows]


# --- words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", shared("words"))
def test_words(case: dict[str, Any]) -> None:
    assert words(case["text"]) == [tuple(word) for word in case["words"]]


@pytest.mark.parametrize(
    ("word", "other"),
    [("ki", "ky"), ("kỹ", "kĩ"), ("quí", "quý"), ("quy", "qui"), ("ty", "ti"), ("ngi", ""), ("thy", ""), ("i", "")],
)
def test_i_and_y_are_one_sound_at_the_end_of_some_syllables(word: str, other: str) -> None:
    assert twin(word) == other


def test_a_text_is_found_in_the_other_spelling() -> None:
    keys = keys_of_text("báo cáo quý I, kĩ thuật")
    asked = {"qui", "quy", "~qui i", "~quy i", "~cao qui", "qui|quí", "quy|quý", "ky", "ky|kỹ", "~ky thuat"}
    assert asked <= keys.keys()


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
@pytest.mark.parametrize("paper", ["a", "b"])
def test_papers_of_two_spellings_are_found_by_both(paper: str) -> None:
    text = (SHARED / f"cases/field/34_tone_spelling_search_{paper}.txt").read_text("utf-8")
    asked = {"~qui i", "~quy i", "~hoa giai", "~thuy hoa", "~khanh hoa", "~khoe manh", "qui|quí", "quy|quý"}
    assert asked <= set(keys_of_text(text))


@given(st.text())
def test_words_are_letters_and_digits_that_a_key_can_hold(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word, _ in words(text))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("", []),
        ("tran", ["~^ tran", "=tran"]),
        ("tran van man", ["~^ tran", "~^ tran van", "=tran van man"]),
        ("ky thuat quy", ["~^ ki", "~^ ki thuat", "=ki thuat qui"]),
        ("a " * WHOLE, ["~^ a", "~^ a a", f"={('a ' * WHOLE).strip()}"]),
        ("a " * (WHOLE + 1), ["~^ a", "~^ a a"]),
    ],
)
def test_a_name_is_found_whole_and_by_its_first_words(name: str, keys: list[str]) -> None:
    assert list(frame(name.split())) == keys


def test_neighbours_are_found_together() -> None:
    assert {key for key in keys_of_text("Trần Văn Mẫn") if key[0] == "~"} == {"~tran van", "~van man"}


@given(st.lists(st.text(max_size=20), max_size=6))
def test_the_same_words_give_the_same_keys_in_the_same_order(texts: list[str]) -> None:
    assert list(keys_of_names(texts)) == list(keys_of_names([*texts, *texts]))
    assert set(keys_of_text("\n".join(texts))) >= {word for text in texts for word, _ in words(text)}


# --- sets and leaves -----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", shared("sets"))
def test_the_shortest_form_of_a_set_is_taken(case: dict[str, Any]) -> None:
    assert encode(case["members"], spaces(case["spaces"])) == case["text"]


@given(st.sets(st.integers(0, COUNT - 1)), st.integers(1, COUNT - 1))
def test_a_set_reads_back(members: set[int], cut: int) -> None:
    two = spaces([("", cut), ("$", COUNT - cut)])
    text = encode(sorted(members), two)
    assert decode(text, two) == sorted(members) == sets.decode(text, two)
    assert len(text) <= COUNT // 6 + 5


@given(st.integers(0, 10**7))
def test_a_number_reads_back(value: int) -> None:
    assert places(number(value), value + 1) == [value]


ITEMS = st.dictionaries(st.from_regex(r"~?[a-z0-9]{1,6}( [a-z0-9]{1,6})?", fullmatch=True), st.integers(0, 300))


@given(ITEMS, st.from_regex(r"[a-z]{1,6}", fullmatch=True))
def test_leaves_hold_everything_and_a_change_moves_few_cuts(sizes: dict[str, int], extra: str) -> None:
    items = [(key, "A" * (sizes[key] * 40)) for key in sorted(sizes)]
    cut = list(leaves(items))
    assert [item for leaf in cut for item in leaf] == items
    for leaf in cut:
        assert len(leaf) == 1 or sum(len(key) + len(value) + 6 for key, value in leaf) <= OF_LEAVES.longest
    more = list(leaves(sorted([*items, (extra, "A")] if extra not in sizes else items)))
    changed = [leaf for leaf in cut if leaf not in more]
    assert len(changed) <= 1 + OF_LEAVES.longest // OF_LEAVES.shortest


@given(st.lists(st.from_regex(r"=?~?\^?[a-z0-9]{1,4}( [a-z0-9]{1,4})?", fullmatch=True), unique=True))
def test_no_two_leaves_have_one_name(keys: list[str]) -> None:
    known = [key for key in keys if key.strip("=~^ ") and not key.startswith(("=~", "=^", "^"))]
    assert len({file_name(key) for key in known}) == len(known)


# --- the whole index -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> tuple[Page, ...]:
    return pages(catalog(factories.lam_giang(), Portal(persons="all")))


def test_every_page_is_in_it_and_the_same_pages_give_the_same_bytes(made: tuple[Page, ...]) -> None:
    files = index(made)
    assert {row[0] for row in rows(files).values()} == {
        page.path.removesuffix(".md") + ".html" for page in made if not page.facets.moved
    }
    assert files == index(tuple(reversed(made)))


def test_names_and_texts_are_found_under_their_words(made: tuple[Page, ...]) -> None:
    files = index(made)
    assert pages_of(files, "n", "=luong thi ha") == {"nguoi/luong-thi-ha.html"}
    assert "so-hieu/1719-qd-ttg-2021.html" in pages_of(files, "n", "=1719 qd ttg")
    assert "so-hieu/1719-qd-ttg-2021.html" in pages_of(files, "n", "=qd 1719")
    assert {path.split("/")[0] for path in pages_of(files, "b", "~muc tieu")} >= {"van-ban"}


def test_an_abbreviated_name_is_found_written_out(made: tuple[Page, ...]) -> None:
    assert pages_of(index(made), "n", "=uy ban nhan dan tinh lam giang") == {"co-quan/ubnd-tinh-lam-giang.html"}


def test_no_file_can_close_a_script_and_no_name_leads_elsewhere() -> None:
    evil = Page("a.md", "</script><b>\u2028", "", Facets(aliases=("<x> ../..",), sub="</script>"), "</script> ../../x")
    for path, data in index((evil,)).items():
        assert b"<" not in data and "\u2028".encode() not in data
        assert ".." not in path and path.startswith(HANDED)


def edited(made: Sequence[Page], old: str, new: str) -> tuple[Page, ...]:
    """Return the pages with a word of every text changed."""
    return tuple(replace(page, text=page.text.replace(old, new)) for page in made)


def listed(made: Sequence[Page]) -> list[str]:
    """Return the paths of pages in the order in which equals are listed."""
    return [each.path for each in in_order(one[0] for one in map(entry, made) if one)]


def test_the_order_of_pages_says_nothing_of_their_text(made: tuple[Page, ...]) -> None:
    assert listed(made) == listed(edited(made, "Ban", "Sở"))


def test_a_portal_with_an_address_tells_browsers_how_to_search_it() -> None:
    assert not opensearch(Portal())
    told = opensearch(Portal(name="Kho <A&B> của tỉnh Lam Giang", base_url="https://vi-du.vn/kho/"))["opensearch.xml"]
    root = ElementTree.fromstring(told)
    spaces = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert root.findtext("o:ShortName", "", spaces) == "Kho <A&B> của tỉ"
    (url,) = root.findall("o:Url", spaces)
    assert url.get("template") == "https://vi-du.vn/kho/tim-kiem.html?q={searchTerms}"


def test_a_new_page_changes_the_version_and_an_edit_does_not(made: tuple[Page, ...]) -> None:
    def version(pages_: Sequence[Page]) -> object:
        return handed(index(pages_)[f"{FOLDER}/root.js"])[2]["version"]

    assert version(made) == version(edited(made, "Ban", "Sở")) != version(made[1:])


@pytest.mark.parametrize("day", ["", "2023", "2023-06", "2023-06-26", "0001-01-01", "9999-12-31"])
def test_any_day_of_the_calendar_can_be_indexed(day: str) -> None:
    facets = Facets(PageKind.DOCUMENT, type="Báo cáo", number="5/BC-BDT", date=day)
    files = index((Page("van-ban/a.md", "Báo cáo", "", facets, "x"),))
    assert len(handed(files[f"{FOLDER}/days/0.js"])[2]) == 3
    assert "ngay" not in {word for path, data in files.items() if "/n/" in path for word in handed(data)[2]} or day


def test_an_empty_portal_has_an_index() -> None:
    assert handed(index(())[f"{FOLDER}/root.js"])[2]["count"] == 0


# --- what a page is ranked and shown by ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words_in_title", "short"), [(1, 7), (2, 7), (3, 6), (4, 6), (5, 5), (6, 5), (7, 4), (8, 4), (9, 3), (11, 3),
                                  (12, 2), (15, 2), (16, 1), (22, 1), (23, 0), (90, 0)]
)  # fmt: skip
def test_a_short_title_comes_first(words_in_title: int, short: int) -> None:
    assert ALPHABET.index(_rank(0, words_in_title, 0)[0]) == short


@pytest.mark.parametrize(
    ("mentions", "step"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (63, 6), (64, 7), (127, 7), (128, 7), (9999, 7)]
)
def test_what_is_spoken_of_comes_first(mentions: int, step: int) -> None:
    assert ALPHABET.index(_rank(mentions, 1, 0)[0]) == 8 * step + 7


@pytest.mark.parametrize(("year", "place"), [(0, 0), (FIRST_YEAR - 5, 0), (FIRST_YEAR + 1, 1), (2043, 63), (2999, 63)])
def test_the_newer_comes_first(year: int, place: int) -> None:
    assert ALPHABET.index(_rank(0, 1, year)[1]) == place


@pytest.mark.parametrize(
    ("lengths", "parts"),
    [
        ([10], [[10]]),
        ([PASSAGE + 9], [[PASSAGE + 9]]),
        ([PASSAGE - 11, 10], [[PASSAGE - 11, 10]]),
        ([PASSAGE - 11, 11], [[PASSAGE - 11], [11]]),
        ([10, PASSAGE], [[10], [PASSAGE]]),
        ([1000, 1000, 498, 1000], [[1000, 1000, 498], [1000]]),
        ([1000, 1000, 499, 1000], [[1000, 1000], [499, 1000]]),
    ],
)
def test_a_text_is_cut_between_paragraphs(lengths: list[int], parts: list[list[int]]) -> None:
    found = _parts("\n".join("x" * length for length in lengths))
    assert [[len(each) for each in part.split("\n")] for part in found] == parts


def test_the_lexicon_has_words_of_four_letters_that_are_named_or_stand_twice() -> None:
    named = {"hoang": 1, "mua": 2}
    told = {"nuoc": 3, "ruong": 1, "a123": 2, "hoan": 2, "~mua nuoc": 2}
    pages = (
        [(page, "\n".join(key for key in each if each[key] > page).encode()) for page in range(3)]
        for each in (named, told)
    )
    names, texts = (dictionary(each, (Space("", 0, 3),)).counts for each in pages)
    assert _lexicon(names, texts) == ["nuoc", "hoan", "hoang"]

"""The rows of lists: which persons they tell, how they are cut into files, which pages have tools for them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.catalog import Catalog, catalog
from generator.model import Agency, Header, PartialDate, Portal, Record, Work
from generator.model.frozen import replace
from generator.pages import pages
from generator.pages.lists.by_year import WHOLE, counted
from generator.pages.lists.rows import LISTS, SHORT, tools
from generator.publish import list_data
from tests.support import factories
from tests.support.factories import AN, CU_DAN, HA, document, graph, record

BAN = "co-quan/b"
TOOLS = re.compile(r'<div class="vk-list-tools" data-list="(\w+)"([^>]*)></div>')


def paper(place: int, title: str) -> Record:
    """Return a paper of one body and day with a title."""
    header = Header("báo cáo", None, title, None, PartialDate(2020 + place % 3, 3, 4))
    made = document("Lời.", f"documents/{place}.txt", header)
    return replace(record(f"vb-{place:04d}", made, issuer=BAN), title=title)


def held(titles: list[str]) -> Catalog:
    """Return the catalog of papers with these titles."""
    papers = [paper(place, title) for place, title in enumerate(titles)]
    return catalog(graph(papers, (Agency(BAN, "Ban B", (), "province"),)), Portal())


def said(files: Mapping[str, bytes], name: str) -> Any:
    """Return what a file hands over."""
    match = re.fullmatch(rb'vankhoRows\("[^"]+",(.*)\)\n', files[f"{list_data.FOLDER}/{name}.js"], re.DOTALL)
    assert match
    return json.loads(match[1])


# --- whom they tell ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("persons", "shown"), [("off", ()), ("officials", (HA, AN)), ("all", (HA, AN, CU_DAN))])
def test_a_person_is_told_where_there_is_a_page(
    persons: Literal["off", "officials", "all"], shown: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_data, "SHORT", 0)
    files = list_data.files(catalog(factories.lam_giang(), Portal(persons=persons)))
    told = said(files, "people/0")[1] if shown else []
    assert sorted(row[0] for row in told) == sorted(shown)
    assert any("/people/" in name for name in files) == bool(shown)
    everyone = {HA, AN, CU_DAN}
    assert not [each for each in everyone - {*shown} for data in files.values() if each.encode() in data]


# --- how they are cut ----------------------------------------------------------------------------------

TITLES = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), min_size=SHORT + 1, max_size=40)


@given(TITLES, st.integers(200, 2000))
def test_files_together_hold_every_row_as_it_is(titles: list[str], most: int) -> None:
    found = held(titles)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(list_data, "MOST", most)
        files = list_data.files(found)
    root = said(files, "documents/root")
    rows = []
    for place, (_, count) in enumerate(root["parts"]):
        names, some = said(files, f"documents/{place}")
        rows += some
        assert len(some) == count and names == {BAN: "Ban B"}
        assert count == 1 or len(files[f"{list_data.FOLDER}/documents/{place}.js"]) <= most + 100
    of = LISTS["documents"]
    assert rows == [list(of.row(found, each)) for each in of.things(found)]  # type: ignore[arg-type]
    assert {row[3] for row in rows} == set(titles)


def test_no_title_ends_a_script_or_a_line_of_one() -> None:
    words = "</script><!-- \u2028\u2029 \\ \" ' &amp; =1+1"
    files = list_data.files(held([words] * (SHORT + 1)))
    assert said(files, "documents/0")[1][0][3] == words
    assert not [data for data in files.values() if re.search("[<>\u2028\u2029]", data.decode())]


def test_the_mark_of_a_file_is_that_of_its_bytes() -> None:
    titles = [f"Số {place}" for place in range(SHORT + 1)]
    before, after = (list_data.files(held(each)) for each in (titles, [*titles[:-1], "Khác"]))
    assert said(before, "documents/root")["parts"] != said(after, "documents/root")["parts"]
    assert before == list_data.files(held(titles))


# --- which pages have tools ----------------------------------------------------------------------------


def marked(found: Catalog) -> dict[str, tuple[str, str]]:
    """Return the list whose tools a page has, and what stands beside its name, by path."""
    made = {page.path: TOOLS.findall(page.markdown) for page in pages(found)}
    assert all(len(each) <= 1 for each in made.values())
    return {path: each[0] for path, each in made.items() if each}


def test_every_sheet_of_a_list_has_the_tools_of_the_whole() -> None:
    found = held([f"Số {place}" for place in range(WHOLE + 30)])
    tooled = {path: each for path, each in marked(found).items() if path.startswith("van-ban/")}
    own = [path for path in (page.path for page in pages(found)) if re.match("van-ban/(index|theo-)", path)]
    assert tooled.keys() == set(own) and len(own) > 6
    assert {name for name, _ in tooled.values()} == {"documents"}
    told = {path for path, (_, marks) in tooled.items() if f'data-rows="{WHOLE + 30}"' in marks}
    assert told == {"van-ban/index.md", "van-ban/theo-loai.md", "van-ban/theo-co-quan.md"}


def test_a_short_list_has_neither_tools_nor_files() -> None:
    found = held([f"Số {place}" for place in range(SHORT)])
    assert not marked(found) and not list_data.files(found)
    assert tools("documents", SHORT) == "" != tools("documents", SHORT + 1)


def test_pages_with_tools_and_lists_with_files_are_the_same() -> None:
    found = held([f"Số {place}" for place in range(SHORT + 1)])
    named = {name.split("/")[2] for name in list_data.files(found)}
    assert {name for name, _ in marked(found).values()} == named == {"documents"}


# --- what says nothing is left out ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "told"),
    [([1, 1], ("", "")), ([1, 2], (" <small>(1)</small>", " <small>(2)</small>")), ([], ()), ([1], ("",))],
)
def test_counts_that_are_all_one_are_not_told(counts: list[int], told: tuple[str, ...]) -> None:
    assert counted(counts) == told


def test_numbers_that_no_two_papers_cite_have_no_column_of_counts() -> None:
    works = [Work(f"so-hieu/{place}-nd-cp-2020", f"Nghị định số {place}/2020/NĐ-CP") for place in range(3)]
    found = catalog(graph([paper(1, "Một")], (*works, Agency(BAN, "Ban B"))), Portal())
    twice = replace(found, citing={works[0].id: ("vb-0001",) * 2})
    for given_, told in ((found, False), (twice, True)):
        made = {page.path: page.markdown for page in pages(given_)}
        for path in ("so-hieu/index.md", "so-hieu/theo-chua-co.md"):
            assert ("Viện dẫn |" in made[path]) == told, path

"""Cards, passages and ties as files: what they tell is on the page they tell of, and of nobody without a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Literal
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.catalog import Catalog, catalog
from generator.model import Page, Portal, Span, Zones
from generator.pages import pages
from generator.publish.kept.pieces import Pieced
from generator.publish.pages import Card
from generator.publish.shards import FOLDER, cards, script, spread_out, ties
from tests.support.factories import AN, CU_DAN, HA, document, graph, lam_giang, record

CALL = re.compile(r'vankhoShard\("([^"]+)",(.*)\)\n', re.DOTALL)


def said(files: Iterable[tuple[str, bytes | Pieced]]) -> dict[str, Any]:
    """Return what each file hands over, by its name."""
    told = {}
    for path, content in files:
        match = CALL.fullmatch((content.data if isinstance(content, Pieced) else content).decode())
        assert match
        assert path == f"{FOLDER}/{match[1]}.js"
        told[match[1]] = json.loads(match[2])
    return told


def cards_of(made: Iterable[Page]) -> list[Card]:
    """Return the cards of pages, as the writer of pages leaves them."""
    return [Card(page.path, page.title, page.facets, None, ()) for page in made]


def row(told: dict[str, Any], room: str, path: str) -> Any:
    """Return the row of a page, found as the browser finds it."""
    return told[f"{room}/{crc32(path.encode()) % told[f'{room}/root']['count']}"].get(path)


@pytest.fixture
def found() -> Catalog:
    """The catalog of a small archive that names everybody."""
    return catalog(lam_giang(), Portal(persons="all"))


def test_every_page_has_its_card(found: Catalog) -> None:
    made = pages(found)
    told = said(cards.files(cards_of(made), found, {}))
    moved = {f"{work}.md" for work in found.papers}
    assert moved
    for path in moved:
        assert row(told, "cards", path.removesuffix(".md") + ".html") is None, "nothing links to what only leads on"
    for page in (each for each in made if each.path not in moved):
        kind, title, below, *about = row(told, "cards", page.path.removesuffix(".md") + ".html")
        assert (title, below) == (page.title, page.facets.sub)
        assert kind
        work = found.works.get(page.path.removesuffix(".md"))
        assert about == ([work.title] if work and work.title else [])


def test_every_paragraph_is_told_by_each_of_its_anchors(found: Catalog) -> None:
    told = said(cards.files((), found, {}))
    for held in found.graph.records:
        places, texts, *_ = told[f"passages/{held.id}"]
        for block in found.blocks[held.id]:
            words = " ".join((block.row or block.span).of(held.document.text).split())
            for anchor in (block.anchor, *block.anchors):
                assert words.startswith(texts[places[anchor]].removesuffix(" …"))


def test_a_paragraph_that_comes_twice_is_told_twice() -> None:
    text = "Một dòng.\nMột dòng.\nDòng khác."
    told = said(cards.files((), catalog(graph((record("vb", document(text)),), ()), Portal()), {}))
    assert told["passages/vb"][1] == text.split("\n")


def test_the_first_page_of_a_long_paper_tells_of_its_further_ones() -> None:
    own, annex = "Điều 1. Ban hành.\n" + "x " * 21_000, "\nPHỤ LỤC\nNội dung kèm theo."
    text = own + annex
    end = Span(len(own), len(text))
    foot = Span(len(own), len(own))
    zones = Zones(Span(0, 0), Span(0, 0), Span(0, len(own)), foot, foot, foot, end)
    told = said(cards.files((), catalog(graph((record("vb", document(text, zones=zones)),), ()), Portal()), {}))
    assert told["passages/vb"][2] == [1]
    assert len(told["passages/vb-phu-luc-1"]) == 2


@pytest.mark.parametrize(("persons", "shown"), [("off", set()), ("officials", {HA, AN}), ("all", {HA, AN, CU_DAN})])
def test_nobody_is_told_who_has_no_page(persons: Literal["off", "officials", "all"], shown: set[str]) -> None:
    found = catalog(lam_giang(), Portal(persons=persons))
    told = said([*cards.files(cards_of(pages(found)), found, {}), *ties.files(found)])
    rooms = json.dumps({name: value for name, value in told.items() if not name.startswith("passages/")})
    assert {each for each in (HA, AN, CU_DAN) if f"{each}.html" in rooms} == shown


def test_the_drawing_and_the_ties_of_pages_agree(found: Catalog) -> None:
    told = said(ties.files(found))
    whole = told["network/root"]
    for path, name, kind, x, y, degree in whole["nodes"]:
        own, called, count, near = row(told, "near", path)
        assert (own, called, count) == (name, whole["kinds"][kind][1], degree)
        assert min(x, y) >= 0
        assert all(row(told, "near", other) for other, *_ in near)
    places = whole["ties"]
    assert len(places) % 2 == 0
    assert set(places) == set(range(len(whole["nodes"])))


@settings(max_examples=30)
@given(st.sets(st.text("abc-/đ", min_size=1, max_size=6), max_size=40), st.integers(1, 8))
def test_a_row_is_found_by_its_path(paths: set[str], each: int) -> None:
    told = said(spread_out("cards", ((path, path.upper()) for path in paths), each))
    assert all(row(told, "cards", path) == path.upper() for path in paths)
    assert told["cards/root"]["count"].bit_count() == 1


def test_words_of_papers_end_no_script() -> None:
    _, data = script("passages/x", "</script>\u2028<!--")
    assert b"<" not in data
    assert said([script("passages/x", "</script>\u2028<!--")]) == {"passages/x": "</script>\u2028<!--"}

"""What pages look up: who read what has no answer of last time when that has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from generator import model, vocab
from generator.derive.catalog import COMMON, Catalog, Given, catalog
from generator.derive.citing import cited_by, citing_passages
from generator.derive.lookups import TOLD_BY, Answers, Consulted
from generator.link import link
from generator.model import (
    Evidence,
    Header,
    Original,
    Portal,
    Record,
    Registry,
    Span,
    Work,
    WorkEffect,
)
from generator.model.frozen import fields_of, replace
from generator.model.history import Update
from tests.bench.corpus import documents
from tests.support.factories import cited, date, document, graph, record
from tests.support.views import parsed

A, B, OFTEN = "so-hieu/a", "so-hieu/b", "so-hieu/thuong-dan"


def paper(name: str, work: str, words: str = "") -> Record:
    """Return a document that cites a work."""
    text = f"Căn cứ {work}. {words}"
    made = (cited(work, Span(7, 7 + len(work))),)
    return record(
        name, document(text, f"{name}.txt", Header(issued=date("2020"))), occurrences=made, issuer="co-quan/x"
    )


def holding(*papers: Record) -> Catalog:
    """Return the catalog of papers."""
    return catalog(graph(papers, tuple(Work(each, each) for each in (A, B, OFTEN))), Portal())


BEFORE = holding(paper("mot", A), paper("hai", B), paper("ba", OFTEN))
EDITED = holding(paper("mot", A, "Nay sửa."), paper("hai", B), paper("ba", OFTEN))
MORE = holding(paper("mot", A), paper("hai", B), paper("ba", OFTEN), paper("bon", A))


@pytest.mark.parametrize(
    ("look", "edited", "more"),
    [
        (lambda found: found.records["mot"].title, False, True),
        (lambda found: found.records["hai"].title, True, True),
        (lambda found: found.records.get("bon"), True, False),
        (lambda found: "bon" in found.records, True, False),
        (lambda found: found.blocks["mot"], False, True),
        (lambda found: found.grids["mot"], False, True),
        (lambda found: found.lines["hai"], True, True),
        (lambda found: cited_by(found, A), True, False),
        (lambda found: citing_passages(found, A), False, False),
        (lambda found: cited_by(found, B), True, True),
        (lambda found: found.names.get(None), True, True),
        (lambda found: found.cited_often, True, False),
        (lambda found: found.portal.audience, True, True),
        (lambda found: len(found.records), False, False),
        (lambda found: list(found.works), False, False),
        (lambda found: found.graph.works, False, False),
        (lambda found: found.tasks, False, False),
    ],
)
def test_answers_are_those_of_last_time_as_long_as_what_was_looked_up_is(
    look: Callable[[Catalog], Any], edited: bool, more: bool
) -> None:
    consulted = Consulted(BEFORE)
    assert look(consulted.catalog) == look(BEFORE)
    asked = sorted(consulted.lookups)
    before = Answers(BEFORE).of(asked)
    assert before == Answers(holding(*BEFORE.graph.records)).of(asked)
    assert (Answers(EDITED).of(asked) == before) is edited
    assert (Answers(MORE).of(asked) == before) is more


def test_every_table_of_the_catalog_notes_who_goes_through_it() -> None:
    tables = [name for name in fields_of(BEFORE) if isinstance(getattr(BEFORE, name), Mapping)]
    assert tables
    for name in tables:
        consulted = Consulted(BEFORE)
        assert list(getattr(consulted.catalog, name)) == list(getattr(BEFORE, name))
        assert consulted.lookups == {("graph", "")}, name


def test_no_field_of_a_thing_is_left_out_of_its_digest() -> None:
    classes = [each for each in vars(model).values() if fields_of(each)]
    assert classes
    hidden = [(each, name) for each in classes for name in fields_of(each) if name.startswith("_")]
    assert hidden == [], "msgspec leaves out fields that begin with a line"


def test_a_thing_is_told_from_another_by_each_of_its_parts() -> None:
    own = BEFORE.records["mot"]
    others = (replace(own, title="khác"), replace(own, draft=True), replace(own, signer="nguoi/x"))
    answers = Answers(BEFORE)
    assert len({answers.thing(each) for each in (own, *others)}) == 4


def changed(start: int) -> Catalog:
    """Return the catalog of a work that a document is said to change, and may change, from a place on."""
    place = Evidence("mot", Span(start, start + 4))
    work = Work(A, A, effects=(WorkEffect("repealed", "whole", None, B, "told", place),), unsettled=(place,))
    return catalog(replace(BEFORE.graph, works=(work, Work(B, B))), Portal())


def test_what_is_done_to_a_work_is_known_to_those_who_ask_for_it_alone() -> None:
    nothing, here, below = Answers(BEFORE), Answers(changed(3)), Answers(changed(20))
    assert nothing.one(("works", A)) == here.one(("works", A)) == below.one(("works", A))
    for table in ("effects_on", "unsettled"):
        assert len({each.one((table, A)) for each in (nothing, here, below)}) == 3, table
    assert nothing.one(("changed_by", B)) != here.one(("changed_by", B)) == below.one(("changed_by", B))


def test_one_more_that_cites_what_many_cite_changes_what_few_pages_looked_up() -> None:
    papers = [paper(f"v{place}", A) for place in range(COMMON + 1)]
    before, after = Answers(holding(*papers)), Answers(holding(*papers, paper("them", A)))
    assert before.one(("citing", A)) != after.one(("citing", A))
    for table in ("few_citing", "cited_by_about"):
        assert before.one((table, A)) == after.one((table, A)), table


@pytest.mark.parametrize(
    "other",
    [
        replace(BEFORE, file_sizes={"a.csv": 1}),
        replace(BEFORE, originals={"mot": Original("a.pdf", 9)}),
        replace(BEFORE, updates=(Update(1, 4),)),
        replace(BEFORE, graph=replace(BEFORE.graph, works=())),
    ],
    ids=["sizes", "originals", "updates", "graph"],
)
def test_who_goes_through_a_table_sees_what_stands_beside_the_graph(other: Catalog) -> None:
    assert Answers(other).of([("graph", "")]) != Answers(BEFORE).of([("graph", "")])


# --- tables that are a reading of all documents --------------------------------------------------------


@pytest.fixture(scope="module")
def found() -> Catalog:
    """All that many papers say."""
    papers = tuple(parsed(each.text, each.path) for each in documents(30, 1))
    return catalog(link(papers, Registry(), vocab.load(), Portal(), {}), Portal())


@pytest.mark.parametrize("name", TOLD_BY)
def test_what_stands_under_a_key_follows_from_the_papers_that_tell_it(found: Catalog, name: str) -> None:
    table: Mapping[str, tuple[Any, ...]] = getattr(found, name)
    assert table
    for key, rows in table.items():
        papers = {row.record.id for row in rows}
        records = tuple(each for each in found.graph.records if each.id in papers)
        alone = catalog(replace(found.graph, records=records), Portal())
        assert [told(row) for row in getattr(alone, name)[key]] == [told(row) for row in rows]


def told(row: Any) -> tuple[str, object]:
    """Return the paper of a row, and what it tells there."""
    return row.record.id, row.task if isinstance(row, Given) else row.occurrence

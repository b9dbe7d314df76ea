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
from generator.model.linked import linked
from tests.bench.corpus import documents
from tests.support.factories import cited, date, document, graph, record
from tests.support.views import parsed

A, B, OFTEN = "so-hieu/a", "so-hieu/b", "so-hieu/thuong-dan"


def paper(name: str, work: str, words: str = "Hết.") -> Record:
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
        (lambda found: found.records["mot"].title, True, True),
        (lambda found: found.records["mot"].document.text, False, True),
        (lambda found: found.records["mot"].document.line_of(3), False, True),
        (lambda found: found.records["mot"].document.source.digest, False, True),
        (lambda found: found.records["mot"].document.source.path, True, True),
        (lambda found: found.records["hai"].document.text, True, True),
        (lambda found: [each.document.text for each in found.records.values()], False, False),
        (lambda found: found.records.get("bon"), True, False),
        (lambda found: "bon" in found.records, True, False),
        (lambda found: found.blocks["mot"], True, True),
        (lambda found: found.grids["mot"], True, True),
        (lambda found: found.lines["mot"], False, True),
        (lambda found: found.doubts.get("mot"), False, True),
        (lambda found: found.lines["hai"], True, True),
        (lambda found: cited_by(found, A), True, False),
        (lambda found: citing_passages(found, A), True, False),
        (lambda found: [row.record.document.text for row in citing_passages(found, A)], False, False),
        (lambda found: cited_by(found, B), True, True),
        (lambda found: found.names.get(None), True, True),
        (lambda found: found.cited_often, True, False),
        (lambda found: found.portal.audience, True, True),
        (lambda found: len(found.records), True, False),
        (lambda found: list(found.works), True, True),
        (lambda found: found.graph.works, True, True),
        (lambda found: found.graph.records, True, False),
        (lambda found: found.tasks, True, True),
        (lambda found: found.lines.keys(), False, False),
    ],
)
def test_answers_are_those_of_last_time_as_long_as_what_was_looked_up_is(
    look: Callable[[Catalog], Any], edited: bool, more: bool
) -> None:
    consulted = Consulted(BEFORE)
    assert next(consulted.made(lambda found: (look(found),))) == look(BEFORE)
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
        of = {
            "blocks": {"records"},
            "grids": {"records"},
            "lines": {"records", "words"},
            "doubts": {"records", "words"},
        }
        assert consulted.lookups == {("all", each) for each in of.get(name, {name})}, name


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
    ("asked", "other"),
    [
        ("file_sizes", replace(BEFORE, file_sizes={"a.csv": 1})),
        ("originals", replace(BEFORE, originals={"mot": Original("a.pdf", 9)})),
        ("updates", replace(BEFORE, updates=(Update(1, 4),))),
        ("graph works", replace(BEFORE, graph=replace(BEFORE.graph, works=()))),
    ],
)
def test_what_stands_beside_the_graph_is_asked_for_by_its_name(asked: str, other: Catalog) -> None:
    every = [f"graph {name}" for name in fields_of(BEFORE.graph)]
    every += [name for name in fields_of(BEFORE) if name not in ("graph", "portal")]
    changed = {name for name in every if Answers(other).of([("all", name)]) != Answers(BEFORE).of([("all", name)])}
    assert changed == {asked}


# --- words of papers -------------------------------------------------------------------------------------


def reworded(found: Catalog, old: str, new: str) -> Catalog:
    """Return a catalog in whose first paper other words stand, and all places after them are moved."""
    first, *others = found.graph.records
    text, by = first.document.text, len(new) - len(old)
    at = text.index(old)

    def moved(start: int, end: int) -> Span:
        return Span(*(place + by if place > at else place for place in (start, end)))

    cited = tuple(replace(each.citation, span=moved(each.span.start, each.span.end)) for each in first.cited)
    words = text.replace(old, new)
    edited = replace(first.document, text=words, zones=document(words).zones)
    made = tuple(replace(each, citation=at) for each, at in zip(first.cited, cited, strict=True))
    first = replace(first, document=edited, occurrences=made)
    return catalog(replace(found.graph, records=(first, *others)), Portal())


def test_other_words_move_places_and_leave_the_face() -> None:
    before = holding(replace(paper("mot", A), document=linked(document(f"Nay sửa. Căn cứ {A}. Hết.", "mot.txt"))))
    after = reworded(before, "sửa", "sửa lại")
    whole, faces = Answers(before), Answers(after)
    assert whole.one(("words", "mot")) != faces.one(("words", "mot"))
    assert whole.one(("records", "mot")) == faces.one(("records", "mot"))
    apart = reworded(before, "Nay sửa. ", "Nay sửa.\n")
    assert Answers(apart).one(("records", "mot")) != whole.one(("records", "mot")), "another paragraph"


def test_a_paper_of_which_nobody_notes_who_reads_it_is_one_with_its_words() -> None:
    def plain(words: str) -> Catalog:
        return catalog(graph((replace(paper("mot", A), document=document(words, "mot.txt")),), ()), Portal())

    before, after = Answers(plain("Một.")), Answers(plain("Hai."))
    assert before.one(("records", "mot")) != after.one(("records", "mot"))


def test_a_copy_of_a_paper_that_is_read_counts_as_all_words() -> None:
    consulted = Consulted(BEFORE)
    copy = replace(BEFORE.records["mot"].document, archive_line="Lưu")
    list(consulted.made(lambda _: (copy.text,)))
    assert consulted.lookups == {("all", "words")}


def test_what_is_drawn_inside_another_has_words_of_its_own() -> None:
    outer, inner = Consulted(BEFORE), Consulted(BEFORE)
    one, two = (BEFORE.records[each].document for each in ("mot", "hai"))
    for _ in outer.made(lambda _: (one,)):
        list(inner.made(lambda _: (two.text,)))
    list(outer.made(lambda _: (one.text,)))
    assert (outer.lookups, inner.lookups) == ({("words", "mot")}, {("words", "hai")})


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

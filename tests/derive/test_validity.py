"""Validity: what held documents say became of a work (`cases/derive/validity.yml`)."""

from __future__ import annotations

from typing import Any

import pytest

from generator.derive.catalog import Catalog, block_of, catalog
from generator.derive.validity import Change, changes, gravest
from generator.model import Evidence, Header, Portal, Record, Relation, Work
from tests.support.factories import cited, date, document, find, graph, number, record
from tests.support.views import cases, differences

WORDS = "Quyết định số 5/QĐ-UBND"
WORK = "5/QĐ-UBND"
"""Ids of works are their keys here."""


def stating(place: int, said: dict[str, Any]) -> Record:
    """Return a document that cites the number in its second paragraph."""
    text = f"QUYẾT ĐỊNH\nNay nói về {WORDS}."
    key = said["document"]
    header = Header("quyết định", number(key) if key else None, "", None, date(str(said["date"])))
    said_of_it = cited(WORK, find(text, WORDS), relation=Relation(said["relation"]), article=said.get("article"))
    made = document(text, f"documents/{place}.txt", header)
    return record(f"vb-{place}", made, work=key, occurrences=(said_of_it,))


def view(found: Catalog, change: Change) -> dict[str, Any]:
    """Return a change with the words of its evidence."""
    text = found.records[change.evidence.document].document.text
    return {
        "kind": change.kind,
        "by": change.by,
        "part": change.part,
        "evidence": change.evidence.span.of(text),
    }


@pytest.mark.parametrize("case", cases("derive/validity.yml"))
def test_validity_is_what_held_documents_state(case: dict[str, Any]) -> None:
    made = [stating(place, said) for place, said in enumerate(case["said"])]
    found = catalog(graph(made, (Work(WORK, WORDS, key=WORK),)), Portal())
    known = changes(found, WORK)
    assert not differences(case["changes"], [view(found, each) for each in known])
    worst = gravest(known)
    assert (worst.by if worst else None) == case["gravest"]
    assert (worst is None) == (not case["changes"])


def test_a_change_leads_to_the_paragraph_that_states_it() -> None:
    made = stating(0, {"document": "9/QĐ-UBND", "date": "2024-01-02", "relation": "repeals"})
    found = catalog(graph((made,), (Work(WORK, WORDS, key=WORK),)), Portal())
    (change,) = changes(found, WORK)
    assert change == Change("repealed", None, "9/QĐ-UBND", Evidence("vb-0", find(made.document.text, WORDS)))
    block = block_of(found, change.evidence)
    assert block is not None and block.span.of(made.document.text) == f"Nay nói về {WORDS}."


def test_of_what_is_no_work_nothing_is_known() -> None:
    found = catalog(graph((), ()), Portal())
    assert changes(found, None) == changes(found, "so-hieu/0") == ()

"""Validity: what held documents say became of a work (`cases/derive/validity.yml`)."""

from __future__ import annotations

from typing import Any

import pytest

from generator.derive.catalog import Catalog, block_of, catalog
from generator.derive.validity import effects, gravest, unsettled
from generator.derive.validity.versions import pairs, predecessors, successors
from generator.model import Evidence, Header, Origin, Portal, Record, StatedBy, Work, WorkEffect
from generator.model.frozen import replace
from tests.support.factories import date, document, find, graph, number, record
from tests.support.views import cases, differences

WORDS = "Quyết định số 5/QĐ-UBND"
WORK = "5/QĐ-UBND"
"""Ids of works are their keys here."""
TEXT = f"QUYẾT ĐỊNH\nNay nói về {WORDS}."


def stating(place: int, said: dict[str, Any]) -> tuple[Record, WorkEffect]:
    """Return a document that speaks of the work in its second paragraph, and what it does to it."""
    key = said["document"]
    header = Header("quyết định", number(key) if key else None, "", None, date(str(said["date"])))
    made = record(f"vb-{place}", document(TEXT, f"documents/{place}.txt", header), work=key)
    evidence = Evidence(made.id, find(TEXT, WORDS))
    return made, WorkEffect(said["kind"], said["extent"], said.get("part"), key, "own", evidence)


def known(made: list[tuple[Record, WorkEffect]]) -> Catalog:
    """Return the look-up tables of documents and of the one work that they speak of."""
    work = Work(WORK, WORDS, key=WORK, effects=tuple(effect for _, effect in made))
    return catalog(graph([each for each, _ in made], (work,)), Portal())


def view(found: Catalog, effect: WorkEffect) -> dict[str, Any]:
    """Return an effect with the words of its evidence."""
    assert isinstance(effect.evidence, Evidence)
    text = found.records[effect.evidence.document].document.text
    return {
        "kind": effect.kind,
        "by": effect.by,
        "part": effect.part,
        "extent": effect.extent,
        "evidence": effect.evidence.span.of(text),
    }


@pytest.mark.parametrize("case", cases("derive/validity.yml"))
def test_validity_is_what_held_documents_state(case: dict[str, Any]) -> None:
    found = known([stating(place, said) for place, said in enumerate(case["said"])])
    rows = effects(found, WORK)
    assert not differences(case["effects"], [view(found, each) for each in rows])
    worst = gravest(rows)
    assert (worst.by if worst else None) == case["gravest"]
    assert (worst is None) == (not case["effects"])


def test_an_effect_leads_to_the_paragraph_that_states_it() -> None:
    made = stating(0, {"document": "9/QĐ-UBND", "date": "2024-01-02", "kind": "repealed", "extent": "whole"})
    found = known([made])
    (effect,) = effects(found, WORK)
    assert effect == made[1] and isinstance(effect.evidence, Evidence)
    block = block_of(found, effect.evidence)
    assert block is not None and block.span.of(TEXT) == f"Nay nói về {WORDS}."


def test_what_is_spoken_of_and_not_done_is_told_apart() -> None:
    made, effect = stating(0, {"document": "9/QĐ-UBND", "date": "2024-01-02", "kind": "repealed", "extent": "whole"})
    assert isinstance(effect.evidence, Evidence)
    work = Work(WORK, WORDS, key=WORK, unsettled=(effect.evidence,))
    found = catalog(graph((made,), (work,)), Portal())
    assert effects(found, WORK) == ()
    assert unsettled(found, WORK) == (effect.evidence,)


def test_of_what_is_no_work_nothing_is_known() -> None:
    found = catalog(graph((), ()), Portal())
    assert effects(found, None) == effects(found, "so-hieu/0") == ()
    assert unsettled(found, None) == unsettled(found, "so-hieu/0") == ()


def test_the_archivist_s_word_comes_first_and_leads_to_its_line() -> None:
    made, told = stating(0, {"document": "9/QĐ-UBND", "date": "2024-01-02", "kind": "amended", "extent": "part"})
    line = StatedBy(Origin("registry/decisions.yml", 3, 7), "Công báo số 5")
    stated = WorkEffect("repealed", "whole", None, None, "registry", line, "7/QĐ-UBND")
    found = catalog(graph((made,), (Work(WORK, WORDS, key=WORK, effects=(told, stated)),)), Portal())
    assert effects(found, WORK) == (stated, told)
    assert gravest(effects(found, WORK)) == stated


def after(kind: Any, extent: Any, by: str | None, evidence: Evidence | StatedBy) -> WorkEffect:
    """Return what a work did."""
    return WorkEffect(kind, extent, None, by, "registry" if isinstance(evidence, StatedBy) else "own", evidence)


def archive(**more: Any) -> Catalog:
    """Return papers: the second amends and replaces part of the first, the third repeals, the fourth replaces it."""
    held = []
    for key, day in {"1/QĐ": "2020-01-02", "2/QĐ": "2021-01-02", "3/QĐ": "2022-01-02", "4/QĐ": "2023-01-02"}.items():
        header = Header("quyết định", number(key), "", None, date(day))
        held.append(record(f"vb-{key[0]}", document(TEXT, f"{key[0]}.txt", header), work=key))
    said = Evidence("vb-2", find(TEXT, WORDS))
    line = StatedBy(Origin("registry/decisions.yml", 3, 7))
    first = (
        after("amended", "part", "2/QĐ", said),
        after("replaced", "part", "2/QĐ", said),
        after("repealed", "whole", "3/QĐ", said),
        after("replaced", "whole", "4/QĐ", line),
        after("replaced", "whole", "9/QĐ", said),
        after("replaced", "whole", "1/QĐ", said),
        after("replaced", "whole", None, said),
    )
    works = [Work(f"{place}/QĐ", f"{place}/QĐ", key=f"{place}/QĐ", held_as=f"vb-{place}") for place in (2, 3, 4)]
    changed = replace(Work("1/QĐ", "1/QĐ", key="1/QĐ", held_as="vb-1", effects=first), **more)
    return catalog(graph(held, (changed, *works, Work("9/QĐ", "9/QĐ", key="9/QĐ"))), Portal())


def told(found: Catalog, paper: str) -> list[list[tuple[str, str, str, str]]]:
    """Return which papers came after one and before it, with what was done and how far."""
    own = found.records[paper]
    sides = (successors(found, own), predecessors(found, own))
    return [[(each.before, each.after, each.effect.kind, each.effect.extent) for each in side] for side in sides]


def test_held_papers_that_replace_or_amend_each_other_are_read_side_by_side() -> None:
    found = archive()
    by_registry, by_paper = ("vb-1", "vb-4", "replaced", "whole"), ("vb-1", "vb-2", "replaced", "part")
    sides = {each: told(found, each) for each in found.records}
    assert sides == {
        "vb-1": [[by_registry, by_paper], []],
        "vb-2": [[], [by_paper]],
        "vb-3": [[], []],
        "vb-4": [[], [by_registry]],
    }
    assert [(each.before, each.after) for each in pairs(found)] == [by_registry[:2], by_paper[:2]]


@pytest.mark.parametrize("unknown", [{"held_as": None}, {"held_as": "vb-7"}, {"bearers": ("vb-1", "vb-3")}])
def test_what_is_not_held_or_is_no_single_paper_is_compared_with_nothing(unknown: Any) -> None:
    found = archive(**unknown)
    assert pairs(found) == ()
    assert all(told(found, each) == [[], []] for each in found.records)

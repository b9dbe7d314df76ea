"""Labels: every value of a closed list has its own, and no code is listed that nothing makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

import pytest

from generator.model import DiagnosticCode, EntityKind, Mark, PageKind, PersonRelation, Relation
from generator.pages.frame import labels
from tests.support.places import ROOT

FOREIGN = {
    DiagnosticCode.WRONG_ABBREVIATION,
    DiagnosticCode.NAME_VARIANT,
}
"""Codes of the open data that other parsers make, whose parses are read as JSON; ours makes none of them."""


@pytest.mark.parametrize(
    ("values", "table"),
    [
        (Relation, labels.RELATIONS),
        (PersonRelation, labels.PERSON_RELATIONS),
        (DiagnosticCode, labels.WARNINGS),
        (PageKind, labels.KINDS),
    ],
)
def test_each_value_has_a_label_of_its_own(values: type[StrEnum], table: Mapping[str, str]) -> None:
    assert set(table) == set(values)
    assert len(set(table.values())) == len(table) and all(table.values())


def test_each_kind_of_entity_is_a_kind_of_page() -> None:
    assert {kind.name: kind.value for kind in EntityKind}.items() <= {
        kind.name: kind.value for kind in PageKind
    }.items()


def test_each_code_is_made_somewhere_or_only_by_other_parsers() -> None:
    rooms = ("curation", "ingest", "parse", "link")
    modules = [path for room in rooms for path in (ROOT / "generator" / room).rglob("*.py")]
    files = (ROOT / "generator" / name for name in ("privacy.py", "defence.py", "publish/originals.py"))
    texts = [path.read_text("utf-8") for path in (*modules, *files)]
    made = {name for text in texts for name in re.findall(r"\bDiagnosticCode\.([A-Z_0-9]+)", text)}
    made |= {mark.value.name for mark in Mark}
    assert made == {code.name for code in set(DiagnosticCode) - FOREIGN}

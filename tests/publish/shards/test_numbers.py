"""What a draft is told of a number: held papers before cited ones, nothing inferred, nothing that no page says."""

from __future__ import annotations

from typing import Any

import pytest

from generator.derive.catalog import Catalog, catalog
from generator.model import Portal
from generator.model.frozen import replace
from generator.pages import pages
from generator.publish.shards import numbers
from tests.support.factories import QD_1719, lam_giang


@pytest.fixture
def found() -> Catalog:
    """The catalog of a small archive."""
    return catalog(lam_giang(), Portal(persons="all"))


def told(found: Catalog) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each number."""
    return dict(numbers.rows(found))


def test_each_work_with_a_number_and_each_held_paper_is_there_once(found: Catalog) -> None:
    rows = told(found)
    every = [row["page"] for each in rows.values() for row in each]
    assert len(every) == len(set(every))
    held = {f"van-ban/{each.id}.html" for each in found.records.values() if each.document.header.number}
    cited = {f"{each.id}.html" for each in found.works.values() if each.key and each.id not in found.papers}
    assert set(every) == held | cited
    assert {row["page"] for each in rows.values() for row in each if row.get("held")} == held


def test_pages_that_are_told_are_there(found: Catalog) -> None:
    there = {f"{page.path.removesuffix('.md')}.html" for page in pages(found) if not page.facets.moved}
    for each in told(found).values():
        for row in each:
            effects = [done["page"].partition("#")[0] for done in row.get("effects", ()) if "page" in done]
            assert {row["page"], *row.get("parts", ()), *effects} <= there


def test_a_day_on_which_papers_differ_is_none(found: Catalog) -> None:
    work = found.works[QD_1719]
    differing = replace(found, works={**found.works, QD_1719: replace(work, conflicts=("Ngày ghi khác nhau.",))})
    assert work.key
    (row,) = told(differing)[work.key]
    assert "date" not in row
    assert row["conflicts"] == ["Ngày ghi khác nhau."]


def test_an_issuer_that_nothing_states_is_none(found: Catalog) -> None:
    bare = replace(found, citations_of={})
    rows = [row for each in told(bare).values() for row in each if not row.get("held")]
    assert rows
    assert not [row for row in rows if "issuer" in row or "date" in row]

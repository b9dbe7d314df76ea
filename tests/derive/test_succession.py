"""Succession: the steps of a body, by the registry and by general law (`cases/derive/succession.yml`)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import asdict

from generator.derive.catalog import Catalog, catalog
from generator.derive.succession import predecessors, province_changes, source_work, steps
from generator.model import Agency, Portal, Work
from generator.text.fold import slugify
from tests.support.factories import graph
from tests.support.views import cases, differences


def identity(name: str) -> str:
    """Return the id of a body."""
    return f"co-quan/{slugify(name)}"


def bodies(rows: list[dict[str, Any]]) -> list[Agency]:
    """Return bodies; dates may be YAML's own, a successor without a row stays a name."""
    known = {row["name"] for row in rows}
    made = []
    for row in rows:
        after = tuple(identity(each) if each in known else each for each in row.get("succeeded_by", ()))
        dates = {name: str(row[name]) for name in ("valid_from", "valid_to") if name in row}
        made.append(Agency(identity(row["name"]), **(row | dates | {"succeeded_by": after})))
    return made


def view(found: Catalog, agency: Agency) -> dict[str, Any]:
    """Return what is known of a body, bodies by their names."""

    def named(ids: tuple[str, ...]) -> list[str]:
        return [found.names.get(each, each) for each in ids]

    told = [asdict(each) | {"before": named(each.before), "after": named(each.after)} for each in steps(found, agency)]
    changes = [asdict(each) | {"joined": list(each.joined)} for each in province_changes(agency)]
    return {"steps": told, "provinces": changes, "predecessors": named(predecessors(found, agency))}


@pytest.mark.parametrize("case", cases("derive/succession.yml"))
def test_what_became_of_a_body(case: dict[str, Any]) -> None:
    made = bodies(case["bodies"])
    wanted = {name: rows for name, rows in case.items() if name not in ("why", "bodies")}
    assert not differences(wanted, view(catalog(graph((), made), Portal()), made[0]))


def test_a_body_with_a_page_is_told_by_its_id_another_one_by_its_name() -> None:
    made = bodies([{"name": "Bộ Nội vụ", "level": "central"}])
    (step,) = steps(catalog(graph((), made), Portal()), made[0])
    assert step.before == ("Bộ Lao động - Thương binh và Xã hội",)
    assert step.after == ("co-quan/bo-noi-vu",)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("5/NQ-HĐND ngày 28/02/2025", "so-hieu/5"),
        ("5/NQ-HĐND", "so-hieu/5"),
        ("5/NQ-HĐND ngày 01/02/2025", None),
        ("thông báo ngày 28/02/2025", None),
        ("7/NQ-HĐND", None),
        ("7/NQ-HĐND ngày 01/02/2024", "so-hieu/7-2024"),
        ("", None),
        (None, None),
    ],
)
def test_a_source_is_one_work_of_the_archive_or_none(source: str | None, wanted: str | None) -> None:
    works = (
        Work("so-hieu/5", "Nghị quyết số 5/NQ-HĐND", key="5/NQ-HĐND", date="2025-02-28"),
        Work("so-hieu/7-2023", "Nghị quyết số 7/NQ-HĐND", key="7/NQ-HĐND", date="2023-02-01"),
        Work("so-hieu/7-2024", "Nghị quyết số 7/NQ-HĐND", key="7/NQ-HĐND", date="2024-02-01"),
    )
    assert source_work(catalog(graph((), works), Portal()), source) == wanted

"""The offices of a person."""

from __future__ import annotations

import pytest

from generator.derive.catalog import catalog
from generator.derive.offices import latest, stating
from generator.model import Header, Person, Portal, Role
from tests.support.factories import date, document, graph, record


def office(title: str, last: str | None, *documents: str) -> Role:
    """Return an office."""
    return Role(title, "co-quan/a", last, last, documents)


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        ((office("Giám đốc", "2023-05"), office("Phó Giám đốc", "2021-01-02")), "Giám đốc"),
        ((office("Chủ tịch", None), office("Phó Chủ tịch", "2020")), "Phó Chủ tịch"),
        ((office("Chánh Văn phòng", "2020"), office("Trưởng phòng", "2020")), "Trưởng phòng"),
        ((), None),
    ],
)
def test_the_latest_office_is_that_of_the_newest_document(roles: tuple[Role, ...], wanted: str | None) -> None:
    found = latest(Person("nguoi/a", "Ma Văn An", roles=roles))
    assert (found.title if found else None) == wanted


def test_documents_that_state_an_office_are_newest_first_and_held() -> None:
    made = [record(str(year), document("x", header=Header(issued=date(str(year))))) for year in (2020, 2022, 2021)]
    found = catalog(graph(made, ()), Portal())
    assert [each.id for each in stating(found, office("Giám đốc", "2022", "2021", "2022", "khong-co"))] == [
        "2022",
        "2021",
    ]

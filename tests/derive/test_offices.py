"""The offices of a person."""

from __future__ import annotations

import pytest

from generator.derive.catalog import catalog
from generator.derive.offices import before_body, latest, offices, stating
from generator.model import Agency, Header, Origin, Person, Portal, Role
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


BOARD = Agency("co-quan/a", "Ban Dân tộc tỉnh Lam Giang")
UNIT = Agency("co-quan/b", "Văn phòng, Sở Nội vụ tỉnh Lam Giang")
COMMITTEE = Agency("co-quan/c", "UBND tỉnh Lam Giang")


@pytest.mark.parametrize(
    ("body", "titles", "shown"),
    [
        (BOARD, ("Trưởng Ban", "Trưởng ban Dân tộc", "Trưởng Ban Dân tộc tỉnh"), ["Trưởng Ban Dân tộc tỉnh"]),
        (BOARD, ("Trưởng Ban", "Phó Trưởng Ban"), ["Phó Trưởng Ban", "Trưởng Ban"]),
        (BOARD, ("Trưởng Ban", "Quyền Trưởng Ban Dân tộc"), ["Quyền Trưởng Ban Dân tộc", "Trưởng Ban"]),
        (UNIT, ("Chánh Văn phòng", "Chánh Văn phòng Sở"), ["Chánh Văn phòng Sở"]),
        (COMMITTEE, ("Phó Chủ tịch", "PCT UBND tỉnh"), ["Phó Chủ tịch UBND tỉnh"]),
        (COMMITTEE, ("Tỉnh ủy viên", "Phó Chủ tịch"), ["Phó Chủ tịch", "Tỉnh ủy viên"]),
    ],
)
def test_an_office_that_papers_write_in_several_ways_is_one(
    body: Agency, titles: tuple[str, ...], shown: list[str]
) -> None:
    roles = tuple(Role(each, body.id, f"202{at}", f"202{at}-05", (str(at),)) for at, each in enumerate(titles))
    found = catalog(graph((), (body, Person("nguoi/a", "Ma Văn An", roles=roles, official=True))), Portal())
    held = offices(found, found.persons["nguoi/a"])
    assert sorted(each.title for each in held) == shown
    assert min(each.first or "" for each in held) == "2020"
    assert max(each.last or "" for each in held) == f"202{len(titles) - 1}-05"
    assert sorted(paper for each in held for paper in each.documents) == [str(at) for at in range(len(titles))]


def test_an_office_that_the_archivist_states_keeps_its_days() -> None:
    stated = Role("Trưởng Ban", BOARD.id, "2019-06", None, (), Origin("registry/persons.yml", 3, 1))
    told = Role("Trưởng Ban Dân tộc", BOARD.id, "2021", "2022", ("mot",))
    found = catalog(graph((), (BOARD, Person("nguoi/a", "Ma Văn An", roles=(stated, told), official=True))), Portal())
    (held,) = offices(found, found.persons["nguoi/a"])
    assert (held.title, held.first, held.last, held.documents) == ("Trưởng Ban", "2019-06", None, ("mot",))


@pytest.mark.parametrize(
    ("title", "body", "written"),
    [
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ tỉnh Lam Giang", "Giám đốc "),
        ("Trưởng Ban", "Ban Dân tộc tỉnh Lam Giang", "Trưởng "),
        ("Trưởng phòng Phòng Tôn giáo, Sở Nội vụ", "Phòng Tôn giáo, Sở Nội vụ tỉnh Lam Giang", "Trưởng phòng "),
        ("Trưởng phòng", "Phòng Tuyên truyền, Ban Dân tộc tỉnh Lam Giang", "Trưởng "),
        ("Chủ tịch", "UBND tỉnh Lam Giang", "Chủ tịch, "),
        (
            "Trưởng Phòng Tuyên truyền và Địa bàn",
            "Ban Dân tộc tỉnh Lam Giang",
            "Trưởng Phòng Tuyên truyền và Địa bàn, ",
        ),
    ],
)
def test_an_office_does_not_name_its_body_twice(title: str, body: str, written: str) -> None:
    assert before_body(title, body) == written

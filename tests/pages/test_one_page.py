"""A held paper has one page; a number that several papers bear keeps its own."""

from __future__ import annotations

from typing import Any

import pytest

from generator.derive.catalog import catalog
from generator.derive.network import network
from generator.model import Evidence, Graph, Header, Page, Portal, Relation, Span, Work, WorkEffect
from generator.publish import open_data
from generator.publish.formats import citation_graph
from generator.publish.shards import numbers
from generator.search.entries import entry
from tests.pages.test_entity_pages import by_path
from tests.support import factories
from tests.support.factories import QD_684, cited, document, graph, number, record


@pytest.fixture(scope="module")
def portal() -> dict[str, Page]:
    return by_path(factories.lam_giang())


def test_the_address_of_a_held_number_only_leads_to_its_paper(portal: dict[str, Page]) -> None:
    page = portal[f"{QD_684}.md"]
    assert 'template: "moved.html"' in page.markdown and 'target: "van-ban/qd-ubnd' in page.markdown
    assert page.facets.moved and entry(page) is None
    others = (each.markdown for each in portal.values() if each is not page)
    assert not any(f"{QD_684}.md" in body or f"{QD_684}.html" in body for body in others)


def test_what_others_say_of_a_held_paper_stands_on_its_page(portal: dict[str, Page]) -> None:
    body = portal["van-ban/qd-ubnd-tinh-lam-giang-2023-06-12-a1b2c3.md"].markdown
    told = body[body.index("Số hiệu này trong các văn bản khác") :]
    assert "| Cách ghi khác | 684/QĐUBND |" in told
    assert "k-vien-dan" in told and "<small>Thực hiện, theo:</small>" in told
    for fact in ("Ngày ban hành", "Trích yếu"):  # its own words stand above already
        assert f"| {fact} |" not in told


def shared(**stated: Any) -> Graph:
    """Return a graph of two papers that bear one number, and of one that replaces whichever is meant."""
    header = Header(number=number("5/QĐ-UBND"), title="Về nước sạch")
    one, other = (document("Văn bản.", f"{name}.txt", header) for name in "ab")
    said = cited("so-hieu/5", Span(9, 25), relation=Relation.REPLACES)
    later = record("qd-3", document("Thay thế Quyết định số 5/QĐ-UBND.", "c.txt"), occurrences=(said,))
    done = WorkEffect("replaced", "whole", None, None, "own", Evidence("qd-3", said.span))
    work = Work(
        "so-hieu/5", "Quyết định số 5/QĐ-UBND", key="5/QĐ-UBND", type="quyết định", held_as="qd-1",
        bearers=("qd-1", "qd-2"), effects=(done,), **stated,
    )  # fmt: skip
    return graph([record("qd-1", one, work="so-hieu/5"), record("qd-2", other), later], [work])


def test_a_number_that_several_papers_bear_is_nobody_s() -> None:
    made = by_path(shared(date="2023-01-01", title="Về nước sạch"))
    page = made["so-hieu/5.md"]
    assert not page.facets.moved and "k-cung-so" in page.markdown and "2 văn bản cùng số" in page.facets.sub
    assert "../van-ban/qd-1.md" in page.markdown and "../van-ban/qd-2.md" in page.markdown
    assert "Trích yếu" not in page.markdown and "01/01/2023" not in page.markdown and not page.text
    for each in ("qd-1", "qd-2"):
        assert "[Số 5/QĐ-UBND](../so-hieu/5.md)" in made[f"van-ban/{each}.md"].markdown
        assert "k-vien-dan" not in made[f"van-ban/{each}.md"].markdown


def test_no_output_takes_a_number_that_several_papers_bear_for_one_of_them() -> None:
    found = catalog(shared(), Portal())
    ties = {edge.target for edge in network(found).edges if edge.source == "qd-3"}
    assert ties == {"so-hieu/5"}
    told = dict(numbers.rows(found))["5/QĐ-UBND"]
    assert [row["page"] for row in told] == ["van-ban/qd-1.html", "van-ban/qd-2.html"]
    assert not [row for row in told if "effects" in row]
    nodes, edges = citation_graph.graph(open_data.tables(found))
    assert [each.target for each in edges] == ["so-hieu/5"]
    assert [(each.id, each.held) for each in nodes if each.id == "so-hieu/5"] == [("so-hieu/5", True)]

"""Documents beside a document."""

from __future__ import annotations

from generator.derive.catalog import AROUND, COMMON, catalog
from generator.derive.neighbours import Sharing, of_issuer, sharing
from generator.model import Header, Portal, Record, Span, Work
from tests.support.factories import cited, date, document, graph, record


def paper(name: str, *works: str, year: int = 2020, issuer: str | None = None, work: str | None = None) -> Record:
    """Return a document of a year that cites works; each has a paragraph of its own."""
    text = "\n".join(works) or "Không viện dẫn."
    starts = [sum(len(each) + 1 for each in works[:place]) for place in range(len(works))]
    made = tuple(cited(each, Span(start, start + len(each))) for each, start in zip(works, starts, strict=True))
    header = Header(issued=date(str(year)))
    return record(name, document(text, f"{name}.txt", header), occurrences=made, issuer=issuer, work=work)


def test_newer_and_older_documents_of_the_issuer_stand_around_it() -> None:
    own = [paper(f"a{year}", year=year, issuer="co-quan/a") for year in range(2010, 2020)]
    other = paper("b2015", year=2015, issuer="co-quan/b")
    found = catalog(graph((*own, other), ()), Portal())
    around = [each.id for each in of_issuer(found, found.records["a2014"])]
    assert around == ["a2016", "a2015", "a2013", "a2012"]
    assert len(around) == 2 * AROUND
    assert [each.id for each in of_issuer(found, found.records["a2019"])] == ["a2018", "a2017"]
    assert [each.id for each in of_issuer(found, found.records["a2010"])] == ["a2012", "a2011"]
    assert of_issuer(found, other) == ()


def test_a_document_whose_issuer_nobody_knows_has_none_beside_it() -> None:
    found = catalog(graph((paper("a"), paper("b")), ()), Portal())
    assert of_issuer(found, found.records["a"]) == ()


def test_those_that_share_most_works_are_first_and_name_them() -> None:
    papers = (paper("a", "x", "y", "z"), paper("b", "x"), paper("c", "y", "x"), paper("d", "w"), paper("e", "z"))
    found = catalog(graph(papers, (Work("x", "x"),)), Portal())
    assert sharing(found, papers[0]) == (Sharing("c", ("x", "y")), Sharing("b", ("x",)), Sharing("e", ("z",)))
    assert sharing(found, papers[3]) == ()


def test_a_paper_s_own_number_is_not_what_it_cites() -> None:
    papers = (paper("a", "x", work="x"), paper("b", "x"), paper("c", "x"))
    found = catalog(graph(papers, ()), Portal())
    assert sharing(found, papers[0]) == ()
    assert sharing(found, papers[1]) == (Sharing("c", ("x",)),)


def test_a_work_that_everybody_cites_says_nothing() -> None:
    many = [paper(f"v{place:02d}", "x") for place in range(COMMON)]
    assert len(sharing(catalog(graph(many, ()), Portal()), many[0])) == COMMON - 1
    more = [*many, paper("w", "x")]
    assert sharing(catalog(graph(more, ()), Portal()), many[0]) == ()

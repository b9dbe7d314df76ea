"""Which works a document cites, and who cites a work."""

from __future__ import annotations

import pytest

from generator.derive.catalog import Catalog, about, catalog, cited_works
from generator.derive.citing import cited_by, cited_groups, citing_passages, legal_basis, most_cited
from generator.model import Portal, Record, Relation
from generator.model.frozen import replace
from tests.support import factories
from tests.support.factories import KH_57, QD_684, QD_1719, cited, document, find, record

NOTICE, DECISION = "tb-ubnd-tinh-lam-giang-2024-03-15-d4e5f6", "qd-ubnd-tinh-lam-giang-2023-06-12-a1b2c3"
REPORT = "bc-ban-dan-toc-tinh-lam-giang-0a0b0c"


@pytest.fixture(scope="module")
def found() -> Catalog:
    return catalog(factories.lam_giang(), Portal())


def test_citing_documents_are_counted_without_the_work_s_own_text(found: Catalog) -> None:
    assert {each: cited_by(found, each) for each in (QD_1719, QD_684, KH_57)} == {QD_1719: 3, QD_684: 1, KH_57: 1}
    assert [each.id for each in most_cited(found)] == [QD_1719, KH_57, QD_684]


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, 0), (1, 1), (10, 10), (11, 11), (20, 11), (21, 21), (50, 21), (51, 51), (100, 51), (101, 101), (1_000, 501)],
)
def test_pages_of_others_tell_a_large_count_from_below(count: int, told: int) -> None:
    assert about(count) == told


@pytest.mark.parametrize(
    ("work", "wanted"),
    [(QD_1719, [NOTICE, DECISION, REPORT]), (QD_684, [NOTICE]), (KH_57, [REPORT]), (None, []), ("so-hieu/0", [])],
)
def test_passages_that_cite_a_work_are_newest_first(found: Catalog, work: str | None, wanted: list[str]) -> None:
    assert [row.record.id for row in citing_passages(found, work)] == wanted


def citing(*rows: tuple[str, str | None, Relation], work: str | None = None) -> Record:
    """Return a document that cites: words, work and relation of each citation."""
    text = "; ".join(words for words, _, _ in rows)
    made, after = [], 0
    for words, entity, relation in rows:
        span = find(text, words, after)
        after = span.end
        made.append(cited(entity, span, relation=relation))
    return record("vb", document(text), occurrences=tuple(made), work=work)


def test_citations_are_grouped_by_relation_and_work_what_a_document_rests_on_first() -> None:
    made = citing(
        ("A", "a", Relation.MENTION),
        ("B", "b", Relation.REPEALS),
        ("A", "a", Relation.BASIS),
        ("A", "a", Relation.MENTION),
        ("C", "c", Relation.MENTION),
    )
    assert [[(each.relation, each.entity) for each in group] for group in cited_groups(made)] == [
        [("basis", "a")],
        [("repeals", "b")],
        [("mention", "a"), ("mention", "a")],
        [("mention", "c")],
    ]
    assert cited_works(made) == ("a", "b", "c")


def test_what_is_no_known_work_is_grouped_by_its_words() -> None:
    made = citing(*(("số " + each, None, Relation.BASIS) for each in "565"))
    assert [len(group) for group in cited_groups(made)] == [2, 1]
    assert cited_works(made) == ()


def test_a_paper_does_not_cite_itself() -> None:
    made = citing(("A", "a", Relation.MENTION), ("B", "b", Relation.MENTION), work="a")
    assert [group[0].entity for group in cited_groups(made)] == ["b"]
    assert cited_works(made) == ("b",)


def test_what_a_paper_names_as_its_legal_basis_stands_before_what_it_carries_out() -> None:
    made = citing(("A", "a", Relation.BASIS), ("B", "b", Relation.BASIS), ("C", "c", Relation.MENTION))
    legal = tuple(
        replace(each, citation=replace(each.citation, legal=each.entity != "a")) for each in made.cited
    )  # of a mere mention the word counts for nothing
    groups = cited_groups(replace(made, occurrences=legal))
    assert [(group[0].entity, legal_basis(group[0])) for group in groups] == [("b", True), ("a", False), ("c", False)]

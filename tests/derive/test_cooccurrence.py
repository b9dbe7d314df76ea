"""What stands together in a paragraph, in the documents of tỉnh Lam Giang."""

from __future__ import annotations

import pytest

from generator.derive.catalog import Catalog, catalog
from generator.derive.cooccurrence import Bond, approval, bonds, figures_about
from generator.model import AgencyOccurrence, Assignment, EntityKind, Evidence, Policy, PolicyOccurrence, Portal
from tests.support import factories
from tests.support.factories import (
    BAN,
    CHINH_PHU,
    CHUONG_TRINH,
    DE_AN,
    KH_57,
    QD_684,
    QD_1719,
    SO_NOI_VU,
    UBND,
    document,
    find,
    graph,
    record,
)

NOTICE, DECISION = "tb-ubnd-tinh-lam-giang-2024-03-15-d4e5f6", "qd-ubnd-tinh-lam-giang-2023-06-12-a1b2c3"
REPORT = "bc-ban-dan-toc-tinh-lam-giang-0a0b0c"


@pytest.fixture(scope="module")
def found() -> Catalog:
    return catalog(factories.lam_giang(), Portal())


def words(found: Catalog, evidence: Evidence | None) -> str | None:
    """Return the words of an evidence."""
    return evidence.span.of(found.records[evidence.document].document.text) if evidence else None


@pytest.mark.parametrize(
    ("entity", "kind", "wanted"),
    [
        (DE_AN, EntityKind.AGENCY, [(BAN, 1, True, NOTICE), (UBND, 1, False, NOTICE)]),
        (BAN, EntityKind.POLICY, [(DE_AN, 1, True, NOTICE)]),
        (UBND, EntityKind.POLICY, [(DE_AN, 1, False, NOTICE)]),
        (CHUONG_TRINH, EntityKind.AGENCY, [(CHINH_PHU, 1, False, DECISION)]),
        (KH_57, EntityKind.WORK, [(QD_1719, 1, False, REPORT)]),
        (QD_684, EntityKind.WORK, []),
        (SO_NOI_VU, EntityKind.POLICY, []),
        ("co-quan/khong-co", EntityKind.POLICY, []),
    ],
)
def test_what_shares_paragraphs_with_an_entity(
    found: Catalog, entity: str, kind: EntityKind, wanted: list[tuple[str, int, bool, str]]
) -> None:
    made = bonds(found, entity, kind)
    assert [(each.entity, each.paragraphs, each.task, each.evidence.document) for each in made] == wanted


def test_a_task_given_without_the_body_s_name_binds_it_to_what_the_paragraph_names() -> None:
    """The heading names the body, the paragraph below it the policy: a later paragraph of the task is the evidence."""
    texts = ("Ban A báo cáo về Đề án X.", "Triển khai Đề án X trước tháng 5.")
    newer = record(
        "moi",
        document(texts[0]),
        occurrences=(
            AgencyOccurrence("co-quan/a", find(texts[0], "Ban A"), "p"),
            PolicyOccurrence("chinh-sach/x", find(texts[0], "Đề án X"), "p"),
        ),
    )
    task = Assignment(find(texts[1], "Triển khai Đề án X trước tháng 5."), "p", ("co-quan/a",), (), None)
    older = record(
        "cu",
        document(texts[1]),
        occurrences=(PolicyOccurrence("chinh-sach/x", find(texts[1], "Đề án X"), "p"),),
        tasks=(task,),
    )
    made = catalog(graph((newer, older), (Policy("chinh-sach/x", "Đề án X"),)), Portal())
    assert bonds(made, "co-quan/a", EntityKind.POLICY) == (Bond("chinh-sach/x", 2, True, Evidence("cu", task.span)),)
    assert bonds(made, "chinh-sach/x", EntityKind.AGENCY) == (
        Bond("co-quan/a", 2, True, Evidence("cu", find(texts[1], "Đề án X"))),
    )


@pytest.mark.parametrize(
    ("entity", "wanted"),
    [
        (DE_AN, [(DECISION, "1.253,687 triệu đồng")]),
        (CHUONG_TRINH, [(REPORT, "18 xã")]),
        (QD_684, [(NOTICE, "58,35%")]),
        (KH_57, []),
    ],
)
def test_a_figure_is_about_what_its_paragraph_names(found: Catalog, entity: str, wanted: list[tuple[str, str]]) -> None:
    made = figures_about(found, entity)
    assert [(each.evidence.document, words(found, each.evidence)) for each in made] == wanted
    assert all(each.figure.span == each.evidence.span for each in made)


@pytest.mark.parametrize(
    ("policy", "work", "document_id"),
    [
        (CHUONG_TRINH, QD_1719, DECISION),
        (DE_AN, QD_684, DECISION),
        (DE_AN, KH_57, None),
        (CHUONG_TRINH, QD_684, DECISION),
    ],
)
def test_an_approval_is_stated_where_a_paragraph_names_both_or_the_own_text_the_policy(
    found: Catalog, policy: str, work: str, document_id: str | None
) -> None:
    evidence = approval(found, policy, work)
    assert (evidence.document if evidence else None) == document_id

"""A held paper has one page; a number that several papers bear keeps its own; pages tell what became of a number."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

import pytest

from generator.derive.catalog import catalog
from generator.derive.network import network
from generator.model import EffectKind, Evidence, Extent, Graph, Header, Page, Portal, Relation, Span, Work, WorkEffect
from generator.model.frozen import replace
from generator.publish import open_data
from generator.publish.formats import citation_graph
from generator.publish.shards import numbers
from generator.search.entries import entry
from tests.pages.test_entity_pages import by_path
from tests.support import factories
from tests.support.factories import QD_684, cited, date, document, graph, number, record


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
    nodes, edges = citation_graph.graph(
        {name: partial(BytesIO, data) for name, data in open_data.tables(found).items()}
    )
    assert [each.target for each in edges] == ["so-hieu/5"]
    assert [(each.id, each.held) for each in nodes if each.id == "so-hieu/5"] == [("so-hieu/5", True)]


# --- what became of it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "part", "wanted"),
    [
        ("repealed", None, "bị bãi bỏ"),
        ("repealed", "Điều 3", "bị bãi bỏ một phần"),
        ("replaced", None, "bị thay thế"),
        ("replaced", "Điều 3", "bị thay thế một phần"),
        ("suspended", "Điều 3", "bị đình chỉ, ngưng hiệu lực một phần"),
        ("amended", None, "được sửa đổi, bổ sung"),
        ("amended", "Điều 3", "được sửa đổi, bổ sung"),
        ("extended", None, "được kéo dài"),
        ("corrected", "Điều 3", "được đính chính"),
    ],
)
def test_the_badge_and_the_facts_tell_an_effect_with_its_paragraph(
    kind: EffectKind, part: str | None, wanted: str
) -> None:
    text = "Quyết định số 5/QĐ-UBND."
    said = WorkEffect(kind, "part" if part else "whole", part, None, "own", Evidence("moi", Span(0, 23)))
    made = replace(record("moi", document(text)), title="Về việc chung")
    work = Work("so-hieu/5", "Quyết định số 5/QĐ-UBND", effects=(said,))
    body = by_path(graph((made,), (work,)))["so-hieu/5.md"].markdown
    place = "(../van-ban/moi.md#p-p1){: .vk-goto }"
    assert f"Hiệu lực: {wanted}, theo [Về việc chung]{place}" in body
    first = wanted[0].upper() + wanted[1:] + (f": {part}" if part else "")
    assert f"{first}, theo [Về việc chung](../van-ban/moi.md): [đến đoạn này]{place}" in body


def test_an_effect_that_is_told_names_the_work_that_does_it_and_the_paper_that_tells_it() -> None:
    text = "Quyết định số 5/QĐ-UBND."
    said = WorkEffect("replaced", "whole", None, "so-hieu/9", "told", Evidence("moi", Span(0, 23)))
    made = replace(record("moi", document(text)), title="Về việc chung")
    works = (
        Work("so-hieu/5", "Quyết định số 5/QĐ-UBND", effects=(said,)),
        Work("so-hieu/9", "Quyết định số 9/QĐ-UBND", key="9/QĐ-UBND"),
    )
    body = by_path(graph((made,), works))["so-hieu/5.md"].markdown
    assert "Hiệu lực: bị thay thế, theo [9/QĐ-UBND](../van-ban/moi.md#p-p1)" in body
    assert "Bị thay thế, theo [Quyết định số 9/QĐ-UBND](9.md); [Về việc chung](../van-ban/moi.md) nêu:" in body


@pytest.mark.parametrize(
    ("extents", "wanted"),
    [
        (("part", "part"), "bị bãi bỏ một phần, được sửa đổi, bổ sung"),
        (("part", "whole"), "bị bãi bỏ"),
    ],
)
def test_the_badge_tells_all_that_one_paper_does_to_parts(extents: tuple[Extent, Extent], wanted: str) -> None:
    at = Evidence("moi", Span(0, 23))
    kinds: tuple[EffectKind, EffectKind] = ("amended", "repealed")
    done = tuple(
        WorkEffect(kind, extent, "Điều 3", "so-hieu/9", "own", at) for kind, extent in zip(kinds, extents, strict=True)
    )
    other = WorkEffect("corrected", "part", "Điều 4", "so-hieu/8", "told", at)
    works = (
        Work("so-hieu/5", "Quyết định số 5/QĐ-UBND", effects=(*done, other)),
        Work("so-hieu/9", "Quyết định số 9/QĐ-UBND", key="9/QĐ-UBND"),
    )
    made = replace(record("moi", document("Quyết định số 5/QĐ-UBND.")), title="Về việc chung")
    assert f"Hiệu lực: {wanted}, theo [9/QĐ-UBND]" in by_path(graph((made,), works))["so-hieu/5.md"].markdown


def test_the_days_of_a_change_stand_beside_it() -> None:
    evidence = Evidence("moi", Span(0, 10))
    ends = WorkEffect("repealed", "part", "Điều 3", "so-hieu/9", "own", evidence, since=date("2027-03-01"))
    lasts = WorkEffect("extended", "whole", None, "so-hieu/9", "own", evidence, until=date("2026"))
    works = (
        Work("so-hieu/5", "Quyết định số 5/QĐ-UBND", effects=(ends,)),
        Work("so-hieu/6", "Quyết định số 6/QĐ-UBND", effects=(lasts,)),
        Work("so-hieu/9", "Quyết định số 9/QĐ-UBND", key="9/QĐ-UBND"),
    )
    made = replace(record("moi", document("Quyết định số 5/QĐ-UBND.")), title="Về việc chung")
    shown = by_path(graph((made,), works))
    assert "Hiệu lực: bị bãi bỏ một phần từ ngày 01/03/2027, theo" in shown["so-hieu/5.md"].markdown
    assert "Bị bãi bỏ một phần từ ngày 01/03/2027: Điều 3, theo" in shown["so-hieu/5.md"].markdown
    assert "Hiệu lực: được kéo dài đến hết năm 2026, theo" in shown["so-hieu/6.md"].markdown


def test_what_is_only_spoken_of_is_no_validity_and_is_not_kept_back() -> None:
    made = replace(record("moi", document("Đề nghị bãi bỏ Quyết định số 5/QĐ-UBND.")), title="Về việc chung")
    works = (
        Work("so-hieu/5", "Quyết định số 5/QĐ-UBND", unsettled=(Evidence("moi", Span(15, 38)),)),
        Work("so-hieu/6", "Quyết định số 6/QĐ-UBND"),
    )
    shown = by_path(graph((made,), works))
    assert "Hiệu lực: không xác định" in shown["so-hieu/5.md"].markdown
    assert "chưa đủ căn cứ để kết luận: [đến đoạn này](../van-ban/moi.md#p-p1)" in shown["so-hieu/5.md"].markdown
    assert "không văn bản nào" not in shown["so-hieu/5.md"].markdown
    assert "không văn bản nào trong kho nêu" in shown["so-hieu/6.md"].markdown

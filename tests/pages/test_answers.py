"""Pages of entities answer first, and put together what belongs together."""

from __future__ import annotations

import re

from generator.derive.catalog import catalog
from generator.model import (
    Agency,
    AgencyOccurrence,
    Graph,
    Header,
    Origin,
    Page,
    Person,
    Policy,
    Portal,
    Span,
    StatedBy,
    Work,
)
from generator.model.frozen import replace
from generator.pages import pages
from tests.support.factories import date, document, graph, record


def by_path(found: Graph) -> dict[str, Page]:
    """Return the pages of a graph by path."""
    return {page.path: page for page in pages(catalog(found, Portal()))}


def passages_of(*rows: tuple[str, str]) -> Graph:
    """Return a body that papers speak of: the type and the text of each paper, the newest first."""
    papers = []
    for place, (name, text) in enumerate(rows):
        spans = [match.span() for match in re.finditer("Ban B", text)]
        made = document(text, f"{name}.txt", Header(type=name, title="về việc chung", issued=date(f"{2030 - place}")))
        papers.append(
            record(name, made, occurrences=tuple(AgencyOccurrence("co-quan/b", Span(*each), "body") for each in spans))
        )
    return graph(papers, (Agency("co-quan/b", "Ban B"),))


def test_passages_stand_below_the_title_of_their_paper() -> None:
    text = "\n".join(f"Đoạn {place} nói đến Ban B." for place in range(5))
    rows = by_path(passages_of(("mot", text), ("hai", "Ban B họp.")))["co-quan/b.md"].markdown.split("#k-nhac-den")[1]
    first, second = (line for line in rows.splitlines() if line.startswith("| 20"))
    assert first.count("](../van-ban/mot.md)") == second.count("](../van-ban/hai.md)") == 1
    assert re.findall(r"\[Đoạn \d nói đến <mark>Ban B</mark>\.\]\(\.\./van-ban/mot\.md#p-p[\w-]+\)", first)
    assert "và 3 đoạn khác" in first and "đoạn khác" not in second


def test_an_answer_says_nothing_where_nothing_is_known() -> None:
    found = by_path(
        graph((), (Agency("co-quan/a", "Ban A"), Policy("chinh-sach/a", "Đề án A"), Work("so-hieu/1", "Số 1")))
    )
    assert "vk-answer" not in found["co-quan/a.md"].markdown + found["chinh-sach/a.md"].markdown
    assert "Kho chưa có toàn văn." in found["so-hieu/1.md"].markdown


def test_a_paper_without_a_day_is_never_the_newest() -> None:
    signed = {"issuer": "co-quan/a", "signer": "nguoi/b"}
    known = (Agency("co-quan/a", "Ban A"), Person("nguoi/b", "Trần B", official=True))
    undated = [record(name, document("Nay báo cáo.", f"{name}.txt"), **signed) for name in ("mot", "hai")]
    dated = record("ba", document("Văn bản.", "ba.txt", Header(issued=date("2024-05-06"))), issuer="co-quan/a")
    for papers, words in ((undated, ", trong đó có ["), ([*undated, dated], "; mới nhất: [")):
        told = by_path(graph(papers, known))["co-quan/a.md"].markdown
        assert f"{len(papers)} văn bản do cơ quan này ban hành{words}" in told
        assert "Người ký văn bản không ghi ngày: [Trần B]" in told and "văn bản mới nhất" not in told


def test_projects_stand_below_their_programme_and_a_circle_is_left() -> None:
    known = (
        Policy("chinh-sach/a", "Chương trình A", policy_kind="chương trình"),
        Policy("chinh-sach/b", "Dự án B", policy_kind="dự án", parent="chinh-sach/a"),
        Policy("chinh-sach/c", "Tiểu dự án C", policy_kind="dự án", parent="chinh-sach/b"),
        Policy("chinh-sach/d", "Dự án D", policy_kind="dự án", parent="chinh-sach/e"),
        Policy("chinh-sach/e", "Dự án E", policy_kind="dự án", parent="chinh-sach/d"),
    )
    found = by_path(graph((), known))
    listed = found["chinh-sach/index.md"].markdown
    assert [listed.count(f"[{each.name}]") for each in known] == [1] * 5
    assert '<span class="vk-below">↳</span> [Dự án B]' in listed and listed.count("↳") == 3
    assert "- [Dự án B](b.md)\n    - [Tiểu dự án C](c.md)" in found["chinh-sach/a.md"].markdown
    assert "- [Dự án E](e.md)" in found["chinh-sach/d.md"].markdown


def test_a_body_that_ended_is_grey_with_its_end_and_its_successor() -> None:
    ended = Agency("co-quan/a", "Ban A", valid_to="2025-02-28", succeeded_by=("co-quan/b",), parent="co-quan/c")
    found = by_path(graph((), (ended, Agency("co-quan/b", "Sở B"), Agency("co-quan/c", "UBND C"))))
    grey = '<span class="vk-ended">[Ban A](a.md) <small>(đến 28/02/2025, kế tục: [Sở B](b.md))</small></span>'
    assert grey in found["co-quan/index.md"].markdown and "vk-ended" not in found["co-quan/b.md"].markdown
    assert '<li><span class="vk-ended"><a href="a.html">Ban A</a>' in found["co-quan/c.md"].markdown
    assert "Hoạt động đến 28/02/2025; kế tục là [Sở B](b.md)." in found["co-quan/a.md"].markdown


def test_a_day_on_which_papers_differ_is_no_answer() -> None:
    differ = "Các văn bản ghi ngày khác nhau: 10/12/2023, 11/12/2023."
    work = Work("so-hieu/1", "Số 1", key="7/NQ-HĐND", type="nghị quyết", date="2023-12-10", conflicts=(differ,))
    stated = replace(work, stated=(("date", StatedBy(Origin("registry/works.yml", 3, 1))),))
    for each, settled in ((work, False), (stated, True)):
        page = by_path(graph((), (each,)))["so-hieu/1.md"].markdown
        told = page.partition("vk-answer")[0].rpartition("\n\n")[2] + page.partition("vk-answer")[2].partition("##")[0]
        assert differ in told, page
        assert ("ngày 10/12/2023" in told) is ("2023-12-10" in page) is settled, page


def test_a_year_is_told_as_a_year() -> None:
    law = Work("so-hieu/luat", "Luật Nhà ở", type="luật", date="2014")
    page = by_path(graph((), (law,)))["so-hieu/luat.md"].markdown
    assert "Ban hành: năm 2014" in page and "ngày 2014" not in page

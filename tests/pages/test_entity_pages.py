"""Pages of entities and lists: evidence, succession, status, drawings, long lists cut by year."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise

import pytest

from generator.derive.catalog import catalog
from generator.model import (
    Agency,
    AgencyOccurrence,
    Citation,
    Graph,
    Header,
    Page,
    Policy,
    PolicyOccurrence,
    Portal,
    Record,
    Relation,
    Span,
    Work,
    WorkOccurrence,
)
from generator.model.frozen import replace
from generator.pages import pages
from generator.pages.drawings.chart import address, bars, by_year
from generator.pages.lists.by_year import NEWEST, WHOLE, sheets
from tests.support import factories
from tests.support.factories import BAN, CHUONG_TRINH, DE_AN, KH_57, QD_684, QD_1719, date, document, graph, record
from tests.support.markdown import anchors

KON_TUM = "co-quan/ubnd-tinh-kon-tum"
QUANG_NGAI = "co-quan/ubnd-tinh-quang-ngai"


def by_path(found: Graph, portal: Portal | None = None) -> dict[str, Page]:
    """Return the pages of a graph by path."""
    return {page.path: page for page in pages(catalog(found, portal or Portal()))}


@pytest.fixture(scope="module")
def portal() -> dict[str, Page]:
    return by_path(factories.lam_giang())


# --- evidence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (f"{DE_AN}.md", "được giao nhiệm vụ|nêu cùng đoạn <em>(suy ra)</em>|k-so-lieu|1.253,687 triệu đồng|đoạn nêu"),
        (f"{CHUONG_TRINH}.md", "12.500|18 xã"),
        (f"{BAN}.md", "k-chinh-sach|k-theo-nam|(cùng cấp trên: 2 cơ quan, đơn vị khác)|từ 01/03/2025"),
        (
            f"{QD_1719}.md",
            "Hiệu lực: không xác định|không văn bản nào trong kho nêu|vbpl.vn|noreferrer external",
        ),
        ("so-hieu/theo-chua-co.md", "Quyết định số 1719/QĐ-TTg|Kế hoạch số 57/KH-UBND|vk-quote"),
        ("nhiem-vu/index.md", '<time class="vk-due" datetime="2024-04">'),
    ],
)
def test_a_statement_bears_its_evidence(portal: dict[str, Page], path: str, wanted: str) -> None:
    for words in wanted.split("|"):
        assert words in portal[path].markdown, words


def test_a_person_s_office_leads_to_the_paragraph_that_states_it(portal: dict[str, Page]) -> None:
    roles = portal[f"{factories.HA}.md"].markdown.split("k-chuc-vu")[1].split("## ")[0]
    assert re.findall(r"van-ban/[\w-]+\.md#[\w-]+", roles)


def test_a_work_says_which_paragraph_states_its_date_issuer_and_title() -> None:
    words = "Quyết định số 5/QĐ-UBND ngày 01/02/2023 của Sở về nước sạch"
    body = _work_page([(words, {"issuer": "của Sở", "title": "về nước sạch"})])
    place = "<small>([đoạn nêu](../van-ban/vb-0.md#p-p1){: .vk-goto })</small>"
    assert f"01/02/2023 {place}" in body
    assert f"[Sở](../co-quan/so.md) {place}" in body
    assert f"về nước sạch {place}" in body


def test_a_fact_that_no_paragraph_states_says_so() -> None:
    body = _work_page([("Quyết định số 5/QĐ-UBND", {})])
    assert "[Sở](../co-quan/so.md) <small><em>(suy ra từ ký hiệu, văn cảnh)</em></small>" in body
    assert "01/02/2023 |" in body


def test_ways_of_citing_a_work_that_differ_have_each_a_paragraph() -> None:
    rows: list[tuple[str, dict[str, str]]] = [
        (f"Quyết định số 5/QĐ-UBND ngày 01/0{month}/2023", {}) for month in (2, 2, 3)
    ]
    ways = _work_page(rows, ("Các văn bản ghi ngày khác nhau.",)).split("k-mau-thuan")[1].split("## ")[0]
    assert re.findall(r"\| (01/0\d/2023) \| \[Sở\]\S+ \| (\d) \| .*?\[đến đoạn này\]", ways) == [
        ("01/02/2023", "2"),
        ("01/03/2023", "1"),
    ]
    assert "k-mau-thuan" not in _work_page(rows)


def _work_page(rows: list[tuple[str, dict[str, str]]], conflicts: tuple[str, ...] = ()) -> str:
    """Return the page of a work that documents cite in these words; `issuer` is where they state it."""
    made = []
    for place, (words, fields) in enumerate(rows):
        month = re.search(r"01/(\d\d)/2023", words)
        day = date(f"2023-{month[1]}-01") if month else None
        issuer = factories.find(words, fields["issuer"]) if "issuer" in fields else None
        span = Span(0, len(words))
        citation = Citation(span, None, "quyết định", day, issuer, Relation.MENTION, title=fields.get("title"))
        said = WorkOccurrence("so-hieu/5", citation, "p", issuer="co-quan/so")
        made.append(record(f"vb-{place}", document(words, f"documents/{place}.txt"), occurrences=(said,)))
    cited = Work(
        "so-hieu/5",
        "Quyết định số 5/QĐ-UBND",
        date="2023-02-01",
        issuer="co-quan/so",
        title=next((fields["title"] for _, fields in rows if "title" in fields), None),
        conflicts=conflicts,
    )
    return by_path(graph(made, (cited, Agency("co-quan/so", "Sở"))))["so-hieu/5.md"].markdown


def test_links_away_are_for_national_works_on_public_portals_only(portal: dict[str, Page]) -> None:
    assert not _leads_away(portal[f"{KH_57}.md"]) and not _leads_away(portal[f"{QD_684}.md"])
    inside = by_path(factories.lam_giang(), Portal(audience="intranet"))
    assert not any(map(_leads_away, inside.values()))
    away = [path for path, page in portal.items() if _leads_away(page)]
    assert away and all(path.startswith("so-hieu/") for path in away)


def _leads_away(page: Page) -> bool:
    """Tell whether the page has an address of another host; its front matter names the vocabulary of schema.org."""
    return "https://" in page.markdown.split("\n---\n", 1)[1]


# --- succession ---------------------------------------------------------------------------------------


def bodies() -> Graph:
    """Return bodies that general law ended, enlarged or renamed; no document says so."""
    return graph(
        (),
        (
            Agency(KON_TUM, "UBND tỉnh Kon Tum", (), "province", "tỉnh Kon Tum"),
            Agency(QUANG_NGAI, "UBND tỉnh Quảng Ngãi", (), "province", "tỉnh Quảng Ngãi"),
            Agency("co-quan/bdt", "Ban Dân tộc tỉnh Quảng Ngãi", (), "province", "tỉnh Quảng Ngãi", QUANG_NGAI),
            Agency("co-quan/thi-xa", "UBND thị xã Đức Phổ", (), "district", "thị xã Đức Phổ", QUANG_NGAI),
            Agency("co-quan/bo", "Bộ Dân tộc và Tôn giáo", (), "central"),
            Agency("co-quan/lang-son", "UBND tỉnh Lạng Sơn", (), "province", "tỉnh Lạng Sơn"),
            Agency("co-quan/phong", "Phòng Chính sách", (), "unit", "tỉnh Quảng Ngãi", "co-quan/bdt"),
            Agency("co-quan/hue", "UBND thành phố Huế", (), "province", "thành phố Huế"),
            Agency("co-quan/dan-van", "Ban Dân vận Tỉnh ủy Quảng Ngãi", (), "province", "tỉnh Quảng Ngãi"),
            Agency("co-quan/huyen-uy", "Huyện ủy Minh Long", (), "district", "huyện Minh Long"),
        ),
    )


LAW = "Suy ra từ quy định chung, không phải từ văn bản trong kho."


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (
            KON_TUM,
            "<strong>UBND tỉnh Kon Tum</strong> <small>(đến 30/06/2025)</small> → nhập vào "
            "<strong>[UBND tỉnh Quảng Ngãi](ubnd-tinh-quang-ngai.md)</strong> <small>(từ 01/07/2025)</small><br>"
            f"<small>Căn cứ: 202/2025/QH15. {LAW}</small>",
        ),
        (
            "co-quan/bdt",
            "→ <strong>Sở Dân tộc và Tôn giáo tỉnh Quảng Ngãi</strong> <small>(từ 01/03/2025)</small><br>"
            f"<small>Căn cứ: 45/2025/NĐ-CP. {LAW} Chỉ ở tỉnh có thành lập Sở này; ngày cụ thể theo nghị quyết của",
        ),
        ("co-quan/bo", "<strong>Ủy ban Dân tộc</strong> <small>(đến 28/02/2025)</small> → <strong>Bộ Dân tộc"),
        (
            "co-quan/thi-xa",
            f"→ kết thúc hoạt động, không có cơ quan kế tục trực tiếp<br><small>Căn cứ: 72/2025/QH15. {LAW}</small>",
        ),
        (
            "co-quan/huyen-uy",
            "<small>Căn cứ: 72/2025/QH15. Đó là ngày cấp huyện kết thúc; ngày của riêng cơ quan này không rõ. "
            f"{LAW}</small>",
        ),
        (
            QUANG_NGAI,
            "Từ ngày 01/07/2025, tỉnh Quảng Ngãi gồm cả tỉnh Kon Tum (cũ), theo 202/2025/QH15. "
            f"Văn bản trước ngày đó nói về địa bàn cũ. <small>{LAW}</small>",
        ),
        (
            "co-quan/hue",
            f"Từ ngày 01/01/2025, tỉnh Thừa Thiên Huế là thành phố Huế, theo 175/2024/QH15. <small>{LAW}</small>",
        ),
    ],
)
def test_what_became_of_a_body_is_told_with_its_source(path: str, wanted: str) -> None:
    assert wanted in by_path(bodies())[f"{path}.md"].markdown


def test_what_the_registry_states_is_told_as_such(portal: dict[str, Page]) -> None:
    words = "<small>Căn cứ: Nghị quyết số 03/NQ-HĐND. Do người quản trị nêu trong danh bạ.</small>"
    assert words in portal[f"{BAN}.md"].markdown


def test_a_notice_stands_on_bodies_of_the_province_itself_only() -> None:
    found = by_path(bodies())
    told = {path for path, page in found.items() if "vk-notice" in page.markdown}
    assert told == {f"{QUANG_NGAI}.md", "co-quan/hue.md"}


@pytest.mark.parametrize(("key", "linked"), [("5/NQ-HĐND", True), ("7/NQ-HĐND", False)])
def test_the_source_of_a_change_is_linked_where_it_is_one_work_of_the_archive(key: str, linked: bool) -> None:
    body = Agency("co-quan/a", "Ban A", valid_to="2025-02-28", succeeded_by=("Sở A",), source=f"{key} ngày 28/02/2025")
    number = Work("so-hieu/5", "Nghị quyết số 5/NQ-HĐND", (), "5/NQ-HĐND", date="2025-02-28")
    page = by_path(graph((), (body, number)))["co-quan/a.md"].markdown
    assert page.count("](../so-hieu/5.md)") == 2 * linked
    assert page.count(f"{key} ngày 28/02/2025") == 2


def test_what_did_not_change_has_no_box() -> None:
    body = by_path(bodies())["co-quan/lang-son.md"].markdown
    assert "k-ke-tuc" not in body and "vk-notice" not in body


# --- drawings -----------------------------------------------------------------------------------------


def test_a_drawing_is_told_in_words_and_its_ids_are_its_own(portal: dict[str, Page]) -> None:
    for page in portal.values():
        ids = re.findall(r'<title id="([\w-]+)"', page.markdown)
        assert len(ids) == len(set(ids)) == page.markdown.count("<svg"), page.path
        # A document's relations are drawn twice, for a wide and for a narrow screen, and told once.
        drawn = {each.removesuffix("-rong").removesuffix("-hep") for each in ids}
        assert page.markdown.count("<figcaption>") == len(drawn)
        assert all(f'aria-labelledby="{each}"' in page.markdown for each in ids)


def test_years_without_a_document_are_a_gap_unless_they_are_too_many() -> None:
    assert by_year(["2021", "2023", "", "2021"]) == ([("2021", 2), ("2022", 0), ("2023", 1)], 1)
    assert by_year(["1021", "2023"]) == ([("1021", 1), ("2023", 1)], 0)
    assert bars([], "x") == ""
    assert "vk-narrow-thin" in bars([(str(year), 1) for year in range(2010, 2022)], "x")


def test_a_timeline_never_lets_dots_overlap() -> None:
    made = tuple(_dated(place, f"2023-05-{place % 27 + 1:02d}") for place in range(30))
    body = by_path(graph((*made, _dated(99, "2020-01")), (_policy(),)))["chinh-sach/x.md"].markdown
    dots = re.findall(r'cx="([\d.]+)%" cy="(\d+)" r="6"', body)
    by_lane: dict[str, list[float]] = {}
    for across, lane in dots:
        by_lane.setdefault(lane, []).append(float(across))
    assert all(b - a >= 9 for lane in by_lane.values() for a, b in pairwise(lane))
    assert "Còn 24 văn bản nữa không vẽ hết" in body


def test_a_tree_stays_within_the_narrowest_screen() -> None:
    long = "Ban Chỉ đạo thực hiện các chương trình mục tiêu quốc gia về phát triển kinh tế - xã hội " * 2
    chain = [
        Agency(f"co-quan/a{depth}", f"{long}{depth}", (), "unit", None, f"co-quan/a{depth - 1}") for depth in range(6)
    ]
    for page in by_path(graph((), chain)).values():
        boxes = re.findall(r'<rect x="(\d+)" y="\d+" width="(\d+)" height="(\d+)" rx="3"/>', page.markdown)
        assert all(int(left) + int(width) <= 288 and int(height) <= 56 for left, width, height in boxes), page.path


def test_a_link_in_a_drawing_is_one_of_the_site() -> None:
    assert address("co-quan/a.md", "van-ban/b.md", "p-1") == "../van-ban/b.html#p-1"
    assert address("co-quan/a.md", "co-quan/a/nhac-den-2023.md") == "a/nhac-den-2023.html"


# --- long lists ---------------------------------------------------------------------------------------


def _policy() -> Policy:
    return Policy("chinh-sach/x", "Đề án X")


def _dated(place: int, day: str) -> Record:
    text = "Đề án X của Ban."
    said = (
        PolicyOccurrence("chinh-sach/x", Span(0, 7), "p"),
        AgencyOccurrence("co-quan/b", Span(12, 15), "p"),
    )
    header = Header("báo cáo", None, f"Số {place}", None, date(day))
    made = document(text, f"documents/{place}.txt", header)
    return replace(record(f"vb-{place:04d}", made, occurrences=said, issuer="co-quan/b"), title=f"Số {place}")


@pytest.fixture(scope="module")
def long_portal() -> dict[str, Page]:
    made = [_dated(place, f"{2020 + place % 3}-0{place % 9 + 1}-11") for place in range(3 * WHOLE + 60)]
    return by_path(graph(made, (_policy(), Agency("co-quan/b", "Ban B", (), "province"))))


def test_a_long_list_keeps_its_newest_rows_and_links_to_its_years(long_portal: dict[str, Page]) -> None:
    main = long_portal["co-quan/b.md"].markdown
    rows = main.split("{: #k-nhac-den }")[1]
    assert rows.partition("<details")[2].count("<mark>") == NEWEST
    assert f"{NEWEST} dòng đầu trong 660 dòng" in main
    for year in (2020, 2021, 2022):
        assert f"(b/nhac-den-{year}.md)" in main
        assert long_portal[f"co-quan/b/nhac-den-{year}.md"].markdown.count("<mark>") == WHOLE
        assert long_portal[f"co-quan/b/nhac-den-{year}-2.md"].markdown.count("<mark>") == 20
    assert long_portal["co-quan/b/nhac-den-2020.md"].facets.part


def test_every_row_of_a_long_list_stands_on_one_of_its_pages(long_portal: dict[str, Page]) -> None:
    for stem in ("van-ban/theo-nam", "van-ban/theo-loai-bao-cao", "van-ban/theo-co-quan-ban-b"):
        listed = [page.markdown for path, page in long_portal.items() if path.startswith(f"{stem}-2")]
        named = [each for body in listed for each in re.findall(r"\]\((vb-\d+)\.md\)", body)]
        assert len(named) == len(set(named)) == 660, stem


def test_no_page_links_to_one_that_is_not_there(long_portal: dict[str, Page]) -> None:
    for page in long_portal.values():
        for link in re.findall(r"\]\(([^)\s]+)\)", page.markdown):
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
            if target.endswith(".md"):
                assert target in long_portal, (page.path, link)
                assert not anchor or anchor in anchors(long_portal[target]), (page.path, link)


def test_sheets_are_named_by_year_and_part() -> None:
    cut = sheets("so-hieu/x", ["2023"] * (WHOLE + 1) + [""], str)
    assert [(each.path, each.label, len(each.rows)) for each in cut] == [
        ("so-hieu/x-2023.md", "2023 (1)", WHOLE),
        ("so-hieu/x-2023-2.md", "2023 (2)", 1),
        ("so-hieu/x-khong-ro.md", "không rõ năm", 1),
    ]

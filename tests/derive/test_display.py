"""Display names: a table of cases (`cases/derive/names.yml`), and laws."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive import display
from generator.derive.catalog import catalog
from generator.derive.display.casing import Lexicon, cased, lexicon, shouts
from generator.model import Agency, Header, Policy, Portal, Work
from generator.pages import pages
from generator.pages.frame import quotation
from generator.publish import open_data
from generator.search.names import names
from generator.vocab import tables
from tests.support.factories import document, graph, record
from tests.support.views import cases

WORDS = (
    *("CỦA BAN THƯỜNG VỤ TỈNH ỦY", "UBND", "HĐND TỈNH", "DTTS&MN", "LẦN THỨ VI", "XIV", "SỐ 1237/QĐ-TTG", "12-NQ/TU"),
    *("Về việc", "V/v", "y tế", "Y TẾ", "K'VINH", "K’Vinh", "“DÂN VẬN KHÉO”", "NHÓM A", "COVID-19", "ĐAK", "İSTANBUL"),
    *("XÃ KHE NGÀN", "TỈNH HÒA BÌNH", "thành phố HUẾ", "...", "-", "QUYẾT ĐỊNH SỐ", "KẾ HOẠCH SỐ HÓA", "ẞ", "ﬁ", "I"),
)
PAPER = "Ngày 05/3 tại xã Khe Ngàn, đồng chí K'Vinh nói về Internet. Của Ban thường vụ. Dân Vận Khéo."
titles = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=9).map(" ".join)


@cache
def known(*more: str) -> Lexicon:
    """Return the names of the language, and more."""
    return lexicon((*display.general_names(), *more))


@pytest.mark.parametrize("case", cases("derive/names.yml"))
def test_a_title_is_called(case: dict[str, Any]) -> None:
    wanted = case.get("shown", case["given"])
    names_ = known(*case.get("known", ()))
    assert display.title(case["given"], names_, case.get("paper", "")) == wanted
    assert display.title(wanted, names_, case.get("paper", "")) == wanted
    assert not shouts(wanted)


@given(titles, st.sampled_from(("", PAPER)))
def test_no_letter_becomes_another_one(words: str, paper: str) -> None:
    assert cased(words, known(), paper).casefold() == words.casefold()


@given(titles, st.sampled_from(("", PAPER)))
def test_a_display_name_is_its_own_display_name(words: str, paper: str) -> None:
    once = display.title(words, known(), paper)
    assert display.title(once, known(), paper) == once


@given(titles)
def test_what_does_not_shout_stays(words: str) -> None:
    assert shouts(words) or cased(words, known(), PAPER) == words


GROUPS = [(each.id, example) for each in tables.written_names().phrases for example in each.examples]


@pytest.mark.parametrize(("group", "example"), GROUPS)
def test_an_example_of_the_table_holds_a_name_of_its_group(group: str, example: str) -> None:
    words = next(each.words for each in tables.written_names().phrases if each.id == group)
    shown = cased(example, known())
    assert any(each in shown for word in words for each in (word, word[:1].upper() + word[1:]))


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("PCT UBND tỉnh", "Phó Chủ tịch UBND tỉnh"),
        ("Phó CT UBND tỉnh", "Phó Chủ tịch UBND tỉnh"),
        ("PHÓ TRƯỞNG BAN", "Phó Trưởng Ban"),
        ("CHỦ TỊCH", "Chủ tịch"),
        ("Quyền Giám đốc", "Quyền Giám đốc"),
        ("PVP", "Phó Chánh Văn phòng"),
    ],
)
def test_an_office_is_written_out(printed: str, shown: str) -> None:
    assert display.office(printed) == shown == display.office(shown)


@pytest.mark.parametrize(
    ("kind", "words", "shown"),
    [
        ("Chỉ thị", "Về việc chấn chỉnh", "Chỉ thị về việc chấn chỉnh"),
        ("Kết luận", "Của Ban Thường vụ", "Kết luận của Ban Thường vụ"),
        ("Thông báo", "Kết luận tại hội nghị", "Thông báo Kết luận tại hội nghị"),
        ("Báo cáo", "Báo cáo tháng 6", "Báo cáo tháng 6"),
        ("", "Về việc chấn chỉnh", "Về việc chấn chỉnh"),
        ("Kế hoạch", "", "Kế hoạch"),
    ],
)
def test_type_and_title_are_one_phrase(kind: str, words: str, shown: str) -> None:
    assert display.of_type(kind, words) == shown


SHOUTED = "VỀ VIỆC CHẤN CHỈNH CÔNG TÁC QUẢN LÝ HỒ SƠ"


def test_pages_lists_and_search_read_the_text_and_the_open_data_keep_the_source() -> None:
    paper = record("mau", document(SHOUTED, header=Header(title=SHOUTED)), title=SHOUTED)
    body = Agency("co-quan/hoi", "TW Hội CCB")
    policy = Policy("chinh-sach/a", "ĐỀ ÁN TRỒNG RỪNG")
    work = Work("so-hieu/1", "Quyết định số 1/QĐ-BDT", key="1/QĐ-BDT", title=SHOUTED)
    found = catalog(graph((paper,), (body, policy, work)), Portal())
    made = {page.path: page for page in pages(found)}
    assert made["van-ban/mau.md"].title.endswith("ề việc chấn chỉnh công tác quản lý hồ sơ")
    assert SHOUTED in made["van-ban/mau.md"].markdown
    assert made["chinh-sach/a.md"].title == "Đề án trồng rừng"
    assert names(made["co-quan/hoi.md"])[:2] == ("Trung ương Hội Cựu chiến binh", "TW Hội CCB")
    assert SHOUTED not in made["so-hieu/1.md"].markdown
    assert "ĐỀ ÁN TRỒNG RỪNG" not in made["chinh-sach/index.md"].markdown
    told = b"".join(open_data.tables(found).values()).decode()
    assert all(each in told for each in (SHOUTED, '"TW Hội CCB"', '"ĐỀ ÁN TRỒNG RỪNG"'))
    assert "Đề án trồng rừng" not in told


@pytest.mark.parametrize(
    ("printed", "cited"),
    [
        ("Về việc CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH", "về việc công bố danh mục thủ tục hành chính"),
        ("PHÊ DUYỆT KẾ HOẠCH CỦA UBND TỈNH", "về việc phê duyệt kế hoạch của UBND tỉnh"),
        ("Về Kế hoạch của UBND và HĐND TỈNH", "về Kế hoạch của UBND và HĐND TỈNH"),
        ("Về công tác ở Khe Ngàn", "về công tác ở Khe Ngàn"),
    ],
)
def test_capitals_of_a_heading_are_not_cited(printed: str, cited: str) -> None:
    made = record("vb-1", document("Nội dung.", header=Header("quyết định", None, printed)), title=printed)
    found = catalog(graph([made], ()), Portal())
    assert quotation.full_form(found, found.records["vb-1"]) == f"Quyết định {cited}"

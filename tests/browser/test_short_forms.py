"""Short forms on a paper's page: told by pointer, keyboard and thumb, from a folder and over http."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.test_portal import JUDGE, WCAG, axe
from tests.conftest import built_of
from tests.support.browser import served
from tests.support.visit import Visit, visiting

PAPER = """\
UBND TỈNH LAM GIANG
SỞ NỘI VỤ
Số: 5/BC-SNV
Lam Giang, ngày 02 tháng 3 năm 2021

BÁO CÁO
Kết quả rà soát

I. KẾT QUẢ

Sở Nội vụ rà soát thủ tục hành chính (TTHC) của các đơn vị.

Số TTHC đã rà soát tăng; mọi TTHC được niêm yết.

Các TTHC còn lại rà soát trong quý sau.

II. KIẾN NGHỊ

Đề nghị cho phép bỏ các TTHC trùng lặp.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Lê Thị Hoa
"""
MEANS = "thủ tục hành chính"
OPENED = "node => getComputedStyle(node, '::after').content"


@pytest.fixture(scope="module")
def site(run_folder: Path) -> Path:
    """The site of a paper that defines a short form."""
    return built_of({"documents/a.txt": PAPER.encode()}, run_folder / "short-forms")


@pytest.fixture(params=["folder", "http"])
def base(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the site in a folder, and over http below a path."""
    if request.param == "folder":
        yield site.as_uri() + "/"
        return
    with served(site, "/kho/") as address:
        yield address


def opened(visit: Visit, site: Path) -> Locator:
    """Show the paper's page; return its short forms."""
    (page,) = [path for path in (site / "van-ban").glob("*.html") if "TTHC" in path.read_text("utf-8")]
    visit.open(page.relative_to(site).as_posix())
    return visit.page.locator(f'article abbr[title="{MEANS}"]')


def is_told(one: Locator) -> bool:
    """Tell whether what a short form stands for is shown beside it."""
    return MEANS in str(one.evaluate(OPENED))


def test_a_pointer_gets_the_title_after_the_definition_alone(browser: Browser, base: str, site: Path) -> None:
    with visiting(browser, base) as visit:
        found = opened(visit, site)
        assert found.all_inner_texts() == ["TTHC"] * 3, "once a paragraph, not where it is defined"
        assert not is_told(found.first)


def test_the_keyboard_stops_once_a_section_and_reads_it(browser: Browser, base: str, site: Path) -> None:
    with visiting(browser, base) as visit:
        found = opened(visit, site)
        assert [each.get_attribute("tabindex") for each in found.all()] == ["0", "-1", "0"]
        visit.page.evaluate("document.querySelector('article h1').scrollIntoView()")
        told = []
        for _ in range(120):
            visit.page.keyboard.press("Tab")
            if visit.page.evaluate("document.activeElement.matches('abbr')"):
                active = visit.page.locator("abbr:focus")
                assert str(active.get_attribute("title")) in str(active.evaluate(OPENED))
                told.append(active.inner_text())
        assert told.count("TTHC") >= 2 and "KT." in "".join(told)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_thumb_opens_each_of_them(browser: Browser, base: str, site: Path, scheme: str) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "color_scheme": scheme}
    with visiting(browser, base, **phone) as visit:
        found = opened(visit, site)
        for each in found.all():
            each.scroll_into_view_if_needed()
            each.tap()
            assert is_told(each)
            assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert sum(map(is_told, found.all())) == 1, "the one before is closed"
        if base.startswith("file:"):
            return  # axe asks for style sheets, which a folder does not give
        visit.page.evaluate(axe())
        assert not [each for each in visit.page.evaluate(JUDGE, WCAG) if "<abbr" in each]

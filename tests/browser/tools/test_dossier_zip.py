"""What of a dossier is taken away: a ZIP of texts, facts and originals, opened by other readers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from generator import rebuild
from generator.curation.portal import open_content
from tests.browser.test_portal import JUDGE, WCAG, axe
from tests.browser.tools.dossiers import PAPER, ids, opened, text_of, visited, whole, zipped
from tests.support import looks
from tests.support.visit import Visit, visiting

FORMULA = re.compile(r"[=+\-@\t\r]")
UNTOLD = "kế hoạch trực chiến không ai được biết"

HEAD = """ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LAM GIANG                   Độc lập - Tự do - Hạnh phúc

Số: {number}               Lam Giang, ngày {day} tháng {month} năm {year}
{mark}
{title}

"""
FOOT = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\n"


def _paper(number: str, day: str, title: str, body: str, mark: str = "") -> str:
    of = dict(zip(("day", "month", "year"), day.split("/"), strict=True))
    return HEAD.format(number=number, title=title, mark=mark, **of) + body + FOOT


LONG = "Xã Nậm Sơn được hỗ trợ làm đường thôn, nước sạch và nhà văn hóa theo danh mục đã duyệt.\n\n"
TEXTS = {
    "a.txt": _paper(
        "10/QĐ-UBND", "05/01/2024", "QUYẾT ĐỊNH\nVề việc phân bổ kinh phí năm 2024", "Điều 1. Phân bổ kinh phí."
    ),
    "b.txt": _paper(
        "11/BC-UBND",
        "06/02/2023",
        "BÁO CÁO\nKết quả <img src=x onerror=alert(1)> ../../etc/passwd",
        "Kính gửi: =HYPERLINK(1+1) và các sở.\n\nKết quả <script>alert(1)</script> như sau:\n\n1. Đã xong {{7*7}}.",
    ),
    "c.txt": _paper(
        "12/KH-UBND",
        "07/03/2022",
        "KẾ HOẠCH\nHỗ trợ các xã vùng cao",
        f"1. Nội dung chính.\n\n{LONG * 450}{FOOT}\nPHỤ LỤC I\nDANH MỤC CÔNG TRÌNH\n\nCông trình nước sạch Pa Khôm.\n",
    ),
    "d.txt": _paper("13/KH-UBND", "08/03/2022", "KẾ HOẠCH\nTrực chiến", f"1. {UNTOLD}.", mark="MẬT"),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that shows originals: three papers and one that stays inside."""
    folder = tmp_path_factory.mktemp("hồ sơ") / "cổng"
    documents = folder / "content" / "documents"
    documents.mkdir(parents=True)
    for name, text in TEXTS.items():
        (documents / name).write_text(text, "utf-8")
    (folder / "content" / "portal.yml").write_text("name: Kho thử\noriginals: true\n", "utf-8")
    rebuild.rebuild(open_content(folder / "content"), folder / "site", folder / "build", lambda *_: None)
    return folder / "site"


@pytest.fixture(params=["folder", pytest.param("http", marks=looks.again)])
def way(request: pytest.FixtureRequest) -> str:
    """How a reader comes to the portal."""
    return str(request.param)


@pytest.fixture
def shelved(way: str, browser: Browser, shelf: Path) -> Iterator[Visit]:
    """A tab on the site that shows originals."""
    yield from visited(browser, shelf, way)


@pytest.mark.parametrize("way", ["folder", "http"])
def test_papers_are_added_shown_and_taken_away(shelved: Visit, shelf: Path, way: str) -> None:
    page, papers = shelved.page, ids(shelf)
    for paper in papers:
        shelved.open(f"van-ban/{paper}.html")
        page.get_by_role("button", name="Thêm vào hồ sơ").press("Enter")
        expect(page.locator(".vk-keep__said")).to_contain_text(f"Hồ sơ có {papers.index(paper) + 1} văn bản")
    page.get_by_role("link", name="Mở hồ sơ").click()
    whole(page, 3)
    assert [each.split(". ")[0] for each in page.locator(f"{PAPER} > h2").all_inner_texts()] == ["1", "2", "3"]
    assert page.locator(".vk-dossier :is(img, script)").count() == 0
    saved, made = zipped(page, page.get_by_role("button", name="Tải ZIP"))
    assert saved.suggested_filename == "ho-so.zip"
    names = ["muc-luc.txt", "thong-tin.csv", "01_10-qd-ubnd.txt", "02_11-bc-ubnd.txt", "03_12-kh-ubnd.txt"]
    originals = [f"ban-goc/{name}" for name in names[2:]]
    assert made.namelist() == [*names, *(originals if way == "http" else [])]
    for each in made.infolist():
        assert each.flag_bits & 0x800 and each.date_time == (1980, 1, 1, 0, 0, 0)
    assert UNTOLD not in "".join(made.read(name).decode() for name in made.namelist())
    if way == "folder":
        lacking = page.locator(".vk-dossier__without li a")
        assert [unquote(str(each.get_attribute("href"))).rsplit("/", 1)[1] for each in lacking.all()] == [
            f"{paper}.txt" for paper in papers
        ]
        assert "Bản gốc không kèm theo" in text_of(made, "muc-luc.txt")
        with page.expect_download() as again:
            page.set_input_files(".vk-dossier__without input", [shelf / f"van-ban/goc/{each}.txt" for each in papers])
        made = zipfile.ZipFile(Path(again.value.path()))
        assert made.namelist() == [*names, *originals]
    expect(page.locator(".vk-dossier__without li")).to_have_count(0)
    for name, text in zip(originals, TEXTS.values(), strict=False):
        assert made.read(name) == text.encode()


def test_texts_are_whole_and_the_table_has_no_formula(shelved: Visit, shelf: Path) -> None:
    page = opened(shelved, ids(shelf), "&ten=%3DH%E1%BB%93%20s%C6%A1%20..%2F1")
    saved, made = zipped(page, page.get_by_role("button", name="Tải ZIP"))
    assert saved.suggested_filename == "ho-so-1.zip"
    plan = text_of(made, "03_12-kh-ubnd.txt")
    assert plan.count("Xã Nậm Sơn được hỗ trợ") == 450 and "Công trình nước sạch Pa Khôm." in plan
    report = text_of(made, "02_11-bc-ubnd.txt")
    assert "Kết quả <script>alert(1)</script> như sau:" in report and "{{7*7}}" in report and "¶" not in report
    want = TEXTS["a.txt"].split()
    assert sorted(text_of(made, "01_10-qd-ubnd.txt").split("\r\n\r\n", 1)[1].split()) == sorted(want)
    heads, *rows = csv.reader(io.StringIO(made.read("thong-tin.csv").decode("utf-8-sig"), newline=""))
    facts = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [each["STT"] for each in facts] == ["1", "2", "3"]
    assert [each["Số, ký hiệu"] for each in facts] == ["10/QĐ-UBND", "11/BC-UBND", "12/KH-UBND"]
    assert [each["Ngày ban hành"] for each in facts] == ["05/01/2024", "06/02/2023", "07/03/2022"]
    assert facts[0]["Người ký"].endswith("Nguyễn Văn Mẫu") and facts[0]["Tệp toàn văn"] == "01_10-qd-ubnd.txt"
    assert facts[1]["Kính gửi"].startswith("'=HYPERLINK(1+1)")
    assert not [cell for row in (heads, *rows) for cell in row if FORMULA.match(cell)]


@pytest.mark.parametrize("way", ["folder"])
def test_the_same_papers_make_the_same_file(shelved: Visit, shelf: Path) -> None:
    made = []
    for _ in range(2):
        page = opened(shelved, ids(shelf)[::-1])
        with page.expect_download() as saved:
            page.get_by_role("button", name="Tải ZIP").click()
        made.append(Path(saved.value.path()).read_bytes())
    assert made[0] == made[1]


def test_without_compression_files_are_stored(browser: Browser, shelf: Path) -> None:
    with visiting(browser, shelf.as_uri() + "/") as visit:
        visit.page.add_init_script("delete window.CompressionStream")
        page = opened(visit, ids(shelf)[:1])
        _, made = zipped(page, page.get_by_role("button", name="Tải ZIP"))
        assert {each.compress_type for each in made.infolist()} == {zipfile.ZIP_STORED}


def test_what_is_lacking_fits_and_is_reached(browser: Browser, shelf: Path) -> None:
    with visiting(browser, shelf.as_uri() + "/", viewport={"width": 360, "height": 740}) as visit:
        page = opened(visit, ids(shelf)[:2])
        zipped(page, page.get_by_role("button", name="Tải ZIP"))
        expect(page.locator(".vk-dossier__without li")).to_have_count(2)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(axe())
        # axe would ask for style sheets, which a folder forbids.
        assert page.evaluate(JUDGE.replace("resultTypes", "preload: false, resultTypes"), WCAG) == []

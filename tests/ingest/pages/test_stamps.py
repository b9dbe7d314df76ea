"""Stamps on scans: the red layer and framed stamps, straight and turned; and what a page without one costs."""

from __future__ import annotations

import os
from time import process_time

import pytest
from playwright.sync_api import Browser

from generator import ingest, vocab
from generator.ingest.contract import USUAL
from generator.ingest.ocr import stamps, tesseract
from generator.link import admission
from generator.model import Diagnostic, Mark, SourceText
from generator.parse import blank
from generator.vocab.secrecy import mark_of
from tests.support import figures
from tests.support.marked import scans
from tests.support.places import SHARED

WHOLE = os.environ.get("MARKS") == "all"
SECONDS = 60
SAMPLE = SHARED / "cases/trust/sample_rotated_stamp.png"
needed = pytest.mark.skipif(
    isinstance(tesseract.engine(), Diagnostic), reason="install the packages tesseract-ocr and tesseract-ocr-vie"
)


def borne(data: bytes, name: str) -> frozenset[Mark]:
    """Return the marks that the gate sees on a scan."""
    read = ingest.read_as(data, name[name.rindex(".") :], name, USUAL)
    assert isinstance(read, SourceText), read
    return admission.marks(blank(read, vocab.load()), None)


@needed
@pytest.mark.parametrize(
    ("mark", "angle", "colour", "framed", "kind"),
    [
        ("MẬT", 12, scans.RED, True, "png"),
        ("TUYỆT MẬT", 270, scans.BLACK, True, "tif"),
    ],
)
def test_a_stamp_is_read(browser: Browser, mark: str, angle: int, colour: str, framed: bool, kind: str) -> None:
    found = stamps.stamps(scans.page(browser, mark, angle, colour, framed, kind), SECONDS)
    assert found and all(mark_of(each) for each in found)


@needed
def test_a_page_without_a_stamp_bears_no_mark(browser: Browser) -> None:
    for mark in ("HỎA TỐC", *(("", "ĐẾN", "KHẨN", "SAO Y") if WHOLE else ())):
        assert not stamps.stamps(scans.page(browser, mark, 90), SECONDS), mark


def test_what_is_no_picture_bears_none() -> None:
    assert stamps.stamps(b"no picture", SECONDS) == ()


@needed
def test_a_scanned_pdf_stays_inside_and_is_hardly_read_longer(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, spent = scans.page(browser, "MẬT", 12, kind="pdf"), [0.0]
    looked = stamps.stamps

    def timed(image: bytes, seconds: int, leaf: int = 0) -> tuple[str, ...]:
        start = _used()
        found = looked(image, seconds, leaf)
        spent[0] += _used() - start
        return found

    monkeypatch.setattr(stamps, "stamps", timed)
    start = _used()
    assert borne(data, "a.pdf") & {Mark.SECRET, Mark.DOUBTFUL}
    whole = _used() - start
    with capsys.disabled():
        print(f"\nstamps take {spent[0]:.2f} of {whole:.2f} s of a scanned page")
    figures.tell("stamps", share=round(spent[0] / whole, 2))
    assert spent[0] < whole / 2


def _used() -> float:
    """Processor time of this process and of the programs that it has waited for."""
    times = os.times()
    return process_time() + times.children_user + times.children_system


@needed
def test_a_stamp_over_print_is_read_where_the_case_is() -> None:
    if not SAMPLE.is_file():
        pytest.skip("the cases are not here (../shared/cases/trust): nothing to read")
    assert stamps.stamps(SAMPLE.read_bytes(), SECONDS)


@needed
@pytest.mark.skipif(not WHOLE, reason="`make marks` reads all of them")
def test_stamps_of_every_mark_colour_and_angle_are_read(browser: Browser) -> None:
    pages = list(scans.all_pages(browser, ("MẬT", "TỐI MẬT", "TUYỆT MẬT")))
    free = [called for called, image in pages if not stamps.stamps(image, SECONDS)]
    figures.tell("stamps_all", read=len(pages) - len(free), tried=len(pages))
    assert not free

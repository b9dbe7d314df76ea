"""A second reading of a PDF names the pages where words were lost or torn, and says nothing of the others."""

from __future__ import annotations

import pytest

from generator.ingest import legibility, pdf
from generator.ingest.contract import USUAL
from generator.ingest.geometry import plain_sheet
from generator.ingest.pdf import second_opinion
from generator.ingest.pdf.furniture import Page
from tests.support import paper_pdf

TEXT = "Chi bo ban Nam Pu hop ngay 15 thang 6, giao cho ban quan ly sua be nuoc cho 120 ho"


@pytest.mark.parametrize(
    ("theirs", "ours", "lacked"),
    [
        ("Giao Ban Dân tộc", "GIAO BAN DÂN TỘC", []),
        ("Giao Ban Dân tộc năm 2031", "Giao Ban tộc năm", ["Dân", "2031"]),
        ("thực hiện và thực hiện", "thực hiện và", ["thực", "hiện"]),
        ("thực hiện", "th ực hiện", ["thực"]),
        ("Q uyết định, q ui", "Quyết định, qui", []),
        ("quyếtđịnh", "quyết định", []),
        ("thông\ufffetin", "thông-tin", []),
    ],
    ids=["the same", "lost", "once less", "torn", "torn there", "joined there", "hyphen"],
)
def test_what_another_reading_has_and_ours_lacks(theirs: str, ours: str, lacked: list[str]) -> None:
    assert second_opinion.compared(theirs, ours)[1] == lacked


def test_a_page_that_lost_words_is_named_and_how_to_help(monkeypatch: pytest.MonkeyPatch) -> None:
    data = paper_pdf.document([paper_pdf.line(72, 700, TEXT), paper_pdf.line(72, 700, TEXT)])
    monkeypatch.setattr(legibility, "is_readable", lambda text: True)
    assert second_opinion.second_opinion(data, "a.pdf") == ()
    pages = [Page(plain_sheet(TEXT)), Page(plain_sheet(TEXT.replace("quan ly sua be nuoc", "qu an l y")))]
    monkeypatch.setattr(second_opinion, "laid_out_pages", lambda *_: pages)
    (told,) = second_opinion.second_opinion(data, "a.pdf")
    assert (told.code, told.path) == ("lost_words", "a.pdf")
    assert "Trang 2: 4 trong 18 từ" in told.message and "«quan», «ly»" in told.message
    assert "Mở trang này" in told.message


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", paper_pdf.document([paper_pdf.line(72, 700, "a")], locked=True)])
def test_what_cannot_be_read_is_told_elsewhere(data: bytes) -> None:
    assert second_opinion.second_opinion(data, "a.pdf") == ()
    assert pdf.laid_out_pages(data, "a.pdf", USUAL) is not None

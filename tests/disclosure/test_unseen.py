"""What pictures, PDFs and embedded files hold that no page shows: places, notes, attachments, former states."""

from __future__ import annotations

import io
import re
from time import process_time
from typing import Any

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from generator.publish.metadata import tells_of_a_person
from generator.publish.originals.drawing import drawn
from tests.support.marked import pdf
from tests.support.paper_word import packed

DATUM = "CCCD 010061001234"
GPS, CAMERA, ARTIST, COMMENT = 0x8825, 0x8769, 0x013B, 0x9286
PLACE = {1: "N", 2: (21.0, 30.0, 0.0), 3: "E", 4: (105.0, 0.0, 0.0)}


def picture(form: str, place: bool = False, artist: str = "", comment: bytes = b"", **more: Any) -> bytes:
    """Return a small picture with what a camera notes."""
    noted, out = Image.Exif(), io.BytesIO()
    if place:
        noted.get_ifd(GPS).update(PLACE)
    if comment:
        noted.get_ifd(CAMERA)[COMMENT] = comment
    noted[ARTIST] = artist or "Sở Nội vụ"
    Image.new("RGB", (40, 40), "white").save(out, form, exif=noted.tobytes(), **more)
    return out.getvalue()


def _tiff(place: bool) -> bytes:
    noted, out = TiffImagePlugin.ImageFileDirectory_v2(), io.BytesIO()
    if place:
        noted[GPS] = PLACE
    Image.new("RGB", (40, 40), "white").save(out, "TIFF", tiffinfo=noted)
    return out.getvalue()


def _text_of_png(words: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", words, zip=True)
    return picture("PNG", pnginfo=info)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (picture("JPEG", place=True), True),
        (picture("PNG", place=True), True),
        (_tiff(place=True), True),
        (picture("JPEG", artist=DATUM), True),
        (picture("JPEG", comment=b"UNICODE\0" + DATUM.encode("utf-16-le")), True),
        (_text_of_png(DATUM), True),
        (packed({"word/media/a.jpeg": picture("JPEG", place=True)}), True),
        (picture("JPEG"), False),
        (picture("PNG"), False),
        (_tiff(place=False), False),
        (_text_of_png("Quét ngày 05/6/2023"), False),
        (picture("JPEG", artist="Lò Văn Páo"), False),
        (packed({"word/media/a.jpeg": picture("JPEG")}), False),
        (packed({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + DATUM.encode()}), True),
        (packed({"word/afchunk.mht": f"<p>{DATUM}</p>".encode()}), True),
        (b"\xd0\xcf\x11\xe0" + b"\x00\x01Bao cao thang 6 nam 2023\x00" * 9, False),
        (b"\xff\xd8\xff\xe0 damaged", False),
    ],
)
def test_what_is_noted_in_a_picture_or_an_embedded_file(data: bytes, told: bool) -> None:
    assert tells_of_a_person(data, ()) == told


def test_a_drawn_page_holds_nothing_of_what_its_picture_noted() -> None:
    ((_, page),) = drawn(picture("JPEG", place=True, artist=DATUM), "jpg", 1)
    with Image.open(io.BytesIO(page)) as made:
        assert not dict(made.getexif()) and DATUM.encode() not in page


# --- PDF --------------------------------------------------------------------------------------------


def added_to(data: bytes, words: str) -> bytes:
    """Return a PDF whose page shows other words now: its former state is in the file still."""
    before = int(re.findall(rb"startxref\n(\d+)", data)[-1])
    found = re.search(rb"/Contents (\d+) 0 R", data)
    assert found
    content, out = int(found[1]), bytearray(data)
    start = len(out)
    out += b"%d 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (content, len(words), words.encode())
    table = len(out)
    out += b"xref\n%d 1\n%010d 00000 n \n" % (content, start)
    out += b"trailer<</Size 20/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, table)
    return bytes(out)


def page(words: str) -> bytes:
    """Return a PDF of one page."""
    return pdf.document([pdf.text(72, 700, words)])


def carrying(name: str, data: bytes) -> bytes:
    """Return a PDF with a file attached."""
    document, out = pypdfium2.PdfDocument(page("Báo cáo")), io.BytesIO()
    document.new_attachment(name).set_data(data)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (added_to(page(DATUM), pdf.text(72, 700, "Báo cáo")), True),
        (added_to(added_to(page(DATUM), pdf.text(72, 700, "Báo")), pdf.text(72, 700, "Báo cáo")), True),
        (added_to(page("Báo cáo"), pdf.text(72, 700, "Báo cáo 2")), False),
        (carrying("ds.txt", DATUM.encode()), True),
        (carrying("CCCD_010061001234.txt", b"x"), True),
        (carrying("ds.docx", packed({"word/document.xml": f"<p><t>{DATUM}</t></p>"})), True),
        (carrying("ds.txt", b"Danh sach 5 xa"), False),
        (page("x") + f"<x:xmpmeta><dc:title>{DATUM}</dc:title></x:xmpmeta>".encode(), True),
        (page("x") + b"<x:xmpmeta><dc:creator>Lo Van Pao</dc:creator></x:xmpmeta>", False),
    ],
)
def test_what_a_pdf_carries_and_what_it_said_before(data: bytes, told: bool) -> None:
    assert tells_of_a_person(data, ()) == told


def test_what_a_pdf_opens_and_never_ends_is_looked_at_once() -> None:
    begun = process_time()
    assert not tells_of_a_person(page("x") + b"<x:xmpmeta" * 200_000, ())
    assert process_time() - begun < 5

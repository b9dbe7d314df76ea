"""What pictures, PDFs and embedded files hold that no page shows: places, notes, attachments, former states."""

from __future__ import annotations

import base64
import io
import os
import re
import struct
import zlib
from time import process_time
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageOps, PngImagePlugin, TiffImagePlugin

from generator.publish.metadata import names_somebody, tells_of_a_person
from generator.publish.originals.drawing import drawn
from generator.text.erasure import Names
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


def _artist(name: str) -> bytes:
    noted = Image.Exif()
    noted[ARTIST] = name
    return noted.tobytes()


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


# --- pictures in small ---------------------------------------------------------------------------


def _leaf(hidden: bool, size: tuple[int, int] = (600, 400)) -> Image.Image:
    """Return a picture of a line of letters, or of what was painted over it."""
    leaf = Image.new("L", size, 255)
    leaf.paste(40 if hidden else 255, (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    leaf.paste(0, (size[0] // 10, size[1] * 3 // 4, size[0] * 9 // 10, size[1] * 4 // 5))
    return leaf


def _jpeg(leaf: Image.Image, **more: Any) -> bytes:
    out = io.BytesIO()
    leaf.save(out, "JPEG", **more)
    return out.getvalue()


def _with_small(small: bytes) -> bytes:
    """Return a picture whose notes of the camera hold another one."""
    first = 8 + 2 + 12 + 4
    held = first + 2 + 2 * 12 + 4
    notes = struct.pack("<2sHIHHHIII", b"II", 42, 8, 1, 0x0112, 3, 1, 1, first)
    notes += struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, held, 0x0202, 4, 1, len(small), 0) + small
    return _jpeg(_leaf(hidden=False), exif=b"Exif\0\0" + notes)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_with_small(_jpeg(_leaf(hidden=True, size=(150, 100)))), True),
        (_with_small(_jpeg(_leaf(hidden=False, size=(150, 100)), quality=30)), False),
        (_with_small(_jpeg(ImageOps.pad(_leaf(hidden=False, size=(150, 100)), (160, 120), color=0))), False),
        (_with_small(picture("JPEG", place=True)[:40] + b"damaged"), False),
        (_with_small(_jpeg(_leaf(hidden=False, size=(150, 100)), exif=_artist(DATUM))), True),
    ],
)
def test_a_picture_in_small_shows_what_was_painted_over(data: bytes, told: bool) -> None:
    assert tells_of_a_person(data, ()) == told


# --- files in letters, rich text -------------------------------------------------------------------

MESSAGE = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n{head}\n\n{body}\n--b--\n"
IN_LETTERS = "Content-Type: text/html\nContent-Transfer-Encoding: base64"


def letters(words: str | bytes) -> str:
    """Return words in base64."""
    return base64.b64encode(words if isinstance(words, bytes) else words.encode()).decode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (MESSAGE.format(head=IN_LETTERS, body=letters(f"<p>{DATUM}</p>")).encode(), True),
        (MESSAGE.format(head=IN_LETTERS, body=letters("<p>Danh sách 5 xã</p>")).encode(), False),
        (
            MESSAGE.format(head="Content-Transfer-Encoding: quoted-printable", body="CCCD 0100610=\n01234").encode(),
            True,
        ),
        (packed({"word/afchunk.mht": MESSAGE.format(head=IN_LETTERS, body=letters(f"<p>{DATUM}</p>"))}), True),
        (f'<p>a</p><img src="data:image/jpeg;base64,{letters(picture("JPEG", place=True))}">'.encode(), True),
        (f'<p>a</p><img src="data:image/jpeg;base64,{letters(picture("JPEG"))}">'.encode(), False),
        (b"{\\rtf1\\ansi CCCD 01006{\\b 1001}\\cf1 234\\par}", True),
        (b"{\\rtf1 {\\*\\annotation CCCD 010061\\u48?01234}\\par}", True),
        (b"{\\rtf1{\\deleted C\\'43CD 010061001234}\\par}", True),
        (b"{\\rtf1 CCCD 010061\\cell 001\\cell 234\\row}", False),
        (b"{\\rtf1 CCCD{\\pict " + b"010061001234" * 9 + b"}\\par}", False),
    ],
)
def test_files_in_letters_and_runs_of_rich_text_are_read(data: bytes, told: bool) -> None:
    assert tells_of_a_person(data, ()) == told


def test_a_name_in_several_runs_of_rich_text_is_one() -> None:
    pao = b"{\\rtf1 L\\u242?{\\b  V\\u259?}n P\\'e1o\\par}"
    assert names_somebody(pao, Names(("Lò Văn Páo",)))
    assert not names_somebody(pao, Names(("Lò Văn Ín",)))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (packed({"word/embeddings/a.xlsx": packed({"xl/sharedStrings.xml": "<si><t>Lò Văn Páo</t></si>"})}), True),
        (MESSAGE.format(head=IN_LETTERS, body=letters("<p>Lò <b>Văn</b> Páo</p>")).encode(), True),
        (packed({"word/media/a.jpeg": picture("JPEG", place=True), "word/x.xml": "<p>Lò Văn Ín</p>"}), False),
        (packed({"word/media/a.jpeg": picture("JPEG", artist="Lo Van Pao")}), True),
        (picture("JPEG", place=True), False),
    ],
)
def test_a_name_is_sought_as_deep_as_personal_data(data: bytes, named: bool) -> None:
    assert names_somebody(data, Names(("Lò Văn Páo",))) == named


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


def left(data: bytes, *objects: bytes) -> bytes:
    """Return a PDF in which objects lie that nothing leads to: they stand before its table of places."""
    place = data.rindex(b"xref\n0 ")
    lying = b"".join(b"%d 0 obj\n%s\nendobj\n" % (900 + number, each) for number, each in enumerate(objects))
    moved = place + len(lying)
    return data[:place] + lying + re.sub(rb"startxref\n\d+", b"startxref\n%d" % moved, data[place:])


def stream(says: bytes, words: bytes) -> bytes:
    """Return an object with words packed in it."""
    carried = zlib.compress(words)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (says, len(carried), carried)


TYPED = b"BT /F 12 Tf (CCCD 010061001234) Tj ET"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (left(page("x"), stream(b"", TYPED)), True),
        (left(page("x"), b"<</Length 99>>stream\n" + TYPED + b"\nendstream"), True),
        (left(page("x"), stream(b"", b"BT [(CCCD 01006)-20(1001)15(234)] TJ ET")), True),
        (left(page("x"), stream(b"", b"BT <" + DATUM.encode().hex().encode() + b"> Tj ET")), True),
        (left(page("x"), b"<</Type/Annot/Contents(CCCD 010061\\060\\0601234)>>"), True),
        (left(page("x"), b"<</Contents<FEFF" + DATUM.encode("utf-16-be").hex().encode() + b">>>"), True),
        (left(page("x"), stream(b"/Type/ObjStm/N 1/First 6", b"950 0 <</Contents(CCCD 010061001234)>>")), True),
        (left(page("x"), stream(b"/Subtype/Image", TYPED)), False),
        (left(page("x"), stream(b"", b"BT [(CCCD 010061)-2000(001234)] TJ (0912) Tj (345678) Tj ET")), False),
        (left(page("x"), stream(b"", b"BT (Danh sach 5 xa) Tj ET")), False),
        (left(page("x"), b"<</Length 9>>stream\nx"), False),
        (left(page("x"), stream(b"/Type/ObjStm/N 9/First 999999999", b"1 2 3")), False),
    ],
)
def test_what_a_pdf_holds_that_belongs_to_no_page(data: bytes, told: bool) -> None:
    assert tells_of_a_person(data, ()) == told


@pytest.mark.parametrize(
    "data",
    [
        b"<p>a</p>" + b"<!--" * 500_000,
        b"<p>a</p>" + b"<!--a--" * 300_000,
        b"<img src='data:;base64,AAAA" * 80_000,
        b"{\\rtf1 " + b"\\u1 {\\b " * 200_000,
        page("x") + b"1 0 obj stream\n" * 100_000,
        page("x") + b"1 0 obj" * 200_000,
        page("x") + b"trailer<</Root 1 0 R" * 80_000,
        left(page("x"), stream(b"", b"[" + b"(a)1" * 400_000 + b"] TJ")),
    ],
)
def test_what_a_file_holds_unseen_is_looked_through_once(data: bytes) -> None:
    begun = _worked()
    tells_of_a_person(data, ())
    assert _worked() - begun < 5


def _worked() -> float:
    """Return the seconds of work of this process and of those that it ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def test_what_a_pdf_opens_and_never_ends_is_looked_at_once() -> None:
    begun = process_time()
    assert not tells_of_a_person(page("x") + b"<x:xmpmeta" * 200_000, ())
    assert process_time() - begun < 5

"""Small PDF files of our own, written by hand: what no printer makes (stamped fields, locks, thousands of pages)."""

from __future__ import annotations

from collections.abc import Sequence

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


SHEET = "/MediaBox[0 0 595 842]"


def document(
    pages: Sequence[str], stamps: Sequence[tuple[float, float, str]] = (), locked: bool = False, sheet: str = SHEET
) -> bytes:
    """Return a PDF with the given page contents (text operators); `stamps` are (x, y, text) of fields on page one,
    `sheet` says how large the pages are and how they are turned."""
    objects: list[bytes] = [b"", b"", FONT]
    fields = [_field(objects, x, y, text) for x, y, text in stamps]
    kids = []
    for number, content in enumerate(pages):
        body = content.encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(body), body))
        annotations = b"/Annots[%s]" % b" ".join(fields) if number == 0 and fields else b""
        objects.append(
            b"<</Type/Page/Parent 2 0 R%s/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R%s>>"
            % (sheet.encode(), len(objects), annotations)
        )
        kids.append(b"%d 0 R" % len(objects))
    form = b"/AcroForm<</Fields[%s]>>" % b" ".join(fields) if fields else b""
    objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % form
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects, locked)


def line(x: float, y: float, text: str, size: int = 12) -> str:
    """Return the operators that print a line of ASCII text."""
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"


def turned(x: float, y: float, text: str) -> str:
    """Return the operators that print a line of ASCII text from bottom to top."""
    return f"BT /F 12 Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET\n"


def _field(objects: list[bytes], x: float, y: float, text: str) -> bytes:
    look, width = f"BT /F 12 Tf 0 3 Td ({text}) Tj ET".encode(), max(60, 7 * len(text))
    objects.append(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 %d 20]/Resources<</Font<</F 3 0 R>>>>/Length %d>>stream\n%s\nendstream"
        % (width, len(look), look)
    )
    box = b"%d %d %d %d" % (x, y, x + width, y + 20)
    objects.append(
        b"<</Type/Annot/Subtype/Widget/FT/Tx/F 4/T(f%d)/Rect[%s]/AP<</N %d 0 R>>>>" % (len(objects), box, len(objects))
    )
    return b"%d 0 R" % len(objects)


def bomb(depth: int, times: int) -> bytes:
    """Return a PDF of a few KB whose page draws forms within forms, each level so many times the next."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[4 0 R]>>", FONT]
    objects.append(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>/Contents 5 0 R>>"
    )
    objects.append(b"<</Length 5>>stream\n/X Do\nendstream")
    for level in range(depth):
        look = b"/X Do " * times if level < depth - 1 else b"BT /F 12 Tf 72 700 Td (a) Tj ET"
        inner = b"/XObject<</X %d 0 R>>" % (len(objects) + 2) if level < depth - 1 else b"/Font<</F 3 0 R>>"
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s>>/Length %d>>stream\n%s\nendstream"
            % (inner, len(look), look)
        )
    return _file(objects, locked=False)


def _file(objects: Sequence[bytes], locked: bool) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = (
        b"/ID[(a)(a)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32) if locked else b""
    )
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, lock, table)
    return bytes(out)

"""Marked papers as PDF: lines, heads of pages, notes, fields, watermarks; letters without a font file."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from tests.support.marked.plain import Made, Table
from tests.support.marked.words import MARKS, PLACES, lines

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = (unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES)
_VIETNAMESE = f"{string.printable[:95]}đĐ{''.join(letter + letter.upper() for letter in _VOWELS)}"
_LETTERS = "".join(dict.fromkeys((*_VIETNAMESE, *"".join(MARKS))))
_CODES = {letter: code for code, letter in enumerate(_LETTERS, 1)}
"""Every letter of our papers has a code of one byte, and a look of its own: a box."""
PER_PAGE = 30
"""Lines of a page."""


def text(x: float, y: float, words: str, size: float = 12, angle: float = 0, grey: float = 0) -> str:
    """Return the operators that print words at a place, turned and in a shade of grey."""
    c, s = cos(radians(angle)), sin(radians(angle))
    letters = bytes(_CODES[letter] for letter in words).hex()
    return f"BT {grey} g /F {size} Tf {c:.4f} {s:.4f} {-s:.4f} {c:.4f} {x} {y} Tm <{letters}> Tj ET\n"


def document(pages: Sequence[str], notes: Sequence[str] = (), form: str = "", info: str = "") -> bytes:
    """Return a PDF of pages by their operators; notes (dictionaries) and a drawing `/X` are of each page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        _font(),
        stream(b"560 0 0 0 500 700 d1 0 0 500 700 re f"),
        stream(_unicode()),
        stream(form.encode(), b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"),
        f"<<{info}>>".encode("latin-1"),
    ]
    kids = []
    for page in pages:
        objects.append(stream(page.encode()))
        held = b"/Annots[" + " ".join(f"<<{note}>>" for note in notes).encode("latin-1") + b"]" if notes else b""
        resources = b"/Resources<</Font<</F 3 0 R>>/XObject<</X 6 0 R>>>>"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s%s/Contents %d 0 R>>" % (resources, held, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _font() -> bytes:
    last = len(_LETTERS)
    return b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 4 0 R>>" + (
        b"/Encoding<</Type/Encoding/Differences[1%s]>>/FirstChar 1/LastChar %d/Widths[%s]/ToUnicode 5 0 R>>"
        % (b"/a" * last, last, b"560 " * last)
    )


def _unicode() -> bytes:
    """How the codes of letters become letters again."""
    pairs = [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in _CODES.items()]
    blocks = (pairs[at : at + 100] for at in range(0, len(pairs), 100))
    told = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def"
    return f"{head} 1 begincodespacerange <00> <FF> endcodespacerange\n{told}\nendcmap end end".encode()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer<</Size %d/Root 1 0 R/Info 7 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def laid_out(written: Sequence[str], more: str = "", table: Table = ()) -> list[str]:
    """Return the pages of some lines; `more` is printed on each, the table ruled at the end."""
    parts = [written[at : at + PER_PAGE] for at in range(0, len(written), PER_PAGE)]
    pages = ["".join(text(72, 780 - 22 * n, line) for n, line in enumerate(part)) + more for part in parts]
    return [*pages, _ruled(table)] if table else pages


def _ruled(table: Table) -> str:
    edges = [72 + 112 * n for n in range(len(table[0]) + 1)]
    tops = [760 - 30 * n for n in range(len(table) + 1)]
    rules = [f"{edges[0]} {y} m {edges[-1]} {y} l S\n" for y in tops]
    rules += [f"{x} {tops[0]} m {x} {tops[-1]} l S\n" for x in edges]
    cells = (
        text(edges[across] + 4, tops[down] - 20, cell, 9)
        for down, row in enumerate(table)
        for across, cell in enumerate(row)
    )
    return "".join([*rules, *cells])


def pdf(written: Sequence[str], table: Table = ()) -> bytes:
    """Return a PDF with a text layer."""
    return document(laid_out(written, table=table))


def as_string(words: str) -> str:
    return f"<feff{words.encode('utf-16-be').hex()}>"


def places(mark: str) -> Iterator[Made]:
    """Yield papers with a mark in every place of a PDF."""
    for place in PLACES:
        yield place, "pdf", pdf(lines(mark, place))
    for place, more in (
        ("head of each page", text(270, 815, mark)),
        ("foot of each page", text(270, 30, mark)),
        ("margin", text(8, 500, mark, 8)),
        ("watermark", text(150, 300, mark, 60, angle=50, grey=0.85)),
        ("light watermark", text(100, 420, mark, 48, grey=0.93)),
        ("upright", text(20, 300, mark, 14, angle=90)),
        ("upside down", text(400, 400, mark, 24, angle=180)),
        ("letter by letter", "".join(text(200 + 30 * n, 815, c) for n, c in enumerate(mark) if not c.isspace())),
        ("turned letter by letter", _letters(mark)),
    ):
        # A label and what it says are never set across a page letter by letter.
        if ":" not in mark or not place.endswith("letter by letter"):
            yield place, "pdf", document(laid_out(lines(), more))
    drawn = text(150, 300, mark, 60, angle=45, grey=0.8)
    yield "drawing within the page", "pdf", document(laid_out(lines(), "/X Do\n"), form=drawn)
    yield from _noted(mark)


def _letters(mark: str) -> str:
    letters = [letter for letter in mark if not letter.isspace()]
    return "".join(text(120 + 22 * n, 300 + 22 * n, c, 40, angle=45, grey=0.8) for n, c in enumerate(letters))


def _noted(mark: str) -> Iterator[Made]:
    said = as_string(mark)
    for place, note in (
        ("note on the page", f"/Type/Annot/Subtype/FreeText/Rect[200 800 400 830]/Contents{said}/DA(/F 12 Tf)"),
        ("stamp without a look", f"/Type/Annot/Subtype/Stamp/Rect[200 800 400 830]/Contents{said}"),
        ("note that opens", f"/Type/Annot/Subtype/Text/Rect[20 800 40 820]/Contents{said}"),
        ("popup", f"/Type/Annot/Subtype/Popup/Rect[20 800 40 820]/Contents{said}"),
        ("field", f"/Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[200 800 400 830]/V{said}"),
    ):
        yield place, "pdf", document(laid_out(lines()), [note])
    yield "property", "pdf", document(laid_out(lines()), info=f"/Subject{said}")

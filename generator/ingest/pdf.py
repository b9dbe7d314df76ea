"""PDF with a text layer (lớp chữ): glyphs put into words and lines by where they stand on the page.

What a stamp or a form field adds to a page (the number and day of a signed decision) is part of the page and is read
with it. Running heads, page numbers and the marks of electronic signatures are set apart.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from generator.ingest import scan
from generator.ingest.layout import Rule, Word, lines
from generator.ingest.tools import USUAL, Tools, source_text
from generator.model import Diagnostic, Extraction, SourceText

SPACE = 0.12
"""Heights of a letter between two glyphs from which they belong to two words."""
SAME_LINE = 0.3
"""Share of its height by which a glyph may stand higher or lower than its line."""
THIN = 2.5
"""Points that a ruled line is thick at most."""
RULES = 2000
"""Ruled lines of a page that are looked at."""
MARGIN_LINES = 2
"""Lines at top and bottom of a page among which running heads and page numbers are."""
_PAGE_NUMBER = re.compile(r"[-–]? ?\d{1,4}(?: ?/ ?\d{1,4})? ?[-–]?|[Tt]rang \d{1,4}(?: ?/ ?\d{1,4})?")
_STAMP = re.compile(
    r"(?:Ký bởi|Người ký|Ký số bởi|Thời gian ký|Ngày ký|Cơ quan|Email|E-mail)\s*:"
    r"|Signature (?:Not Verified|Valid)|Digitally signed",
    re.IGNORECASE,
)
_STAMPED = re.compile(r"(?:Ký bởi|Người ký|Ký số bởi|Thời gian ký|Digitally signed|Signature )", re.IGNORECASE)
HYPHEN = 2
"""How PDFium gives a hyphen at the end of a line."""
_NO_CHARACTER = frozenset((0, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))
_LOCK = threading.Lock()
"""PDFium is one machine: two threads may not work with it at once."""


class _Glyph(NamedTuple):
    char: str
    left: float
    right: float
    top: float
    bottom: float


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of a PDF page by page; a Diagnostic where it is locked, broken, too long or holds no words."""
    with _LOCK:
        pages = page_lines(data, name, tools)
    if isinstance(pages, Diagnostic):
        return pages
    kept, apart = set_apart(pages)
    texts = ["\n".join(page) for page in kept]
    found = scan.replace_unreadable(data, texts, name, tools, lambda page: rendered(data, page, scan.DPI))
    if isinstance(found, Diagnostic):
        return found
    texts, got = found
    extraction = Extraction(got.how, got.certainty, None, (*apart, *got.apart), got.notes)
    return source_text(data, name, "pdf", texts, extraction)


def page_lines(data: bytes, name: str, tools: Tools) -> list[list[str]] | Diagnostic:
    """Return the lines of each page in reading order."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        return _refused(str(problem), name)
    try:
        count = len(document)
        if count == 0:
            return Diagnostic("empty", "PDF không có trang nào. Xuất lại tệp rồi thay vào đây.", name, 1)
        if count > tools.limits.pages:
            message = (
                f"Quá dài: {count} trang, giới hạn là {tools.limits.pages}. "
                "Chia nhỏ tệp, hoặc nâng `limits: pages` trong portal.yml."
            )
            return Diagnostic("too_large", message, name, 1)
        document.init_forms()
        return [_lines_of(document, index) for index in range(count)]
    finally:
        document.close()


def rendered(data: bytes, page: int, dpi: int) -> bytes:
    """Return a page as a grey picture (PGM)."""
    with _LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            document.init_forms()
            bitmap = document[page].render(scale=dpi / 72, grayscale=True)
            raw, stride = bytes(bitmap.buffer), bitmap.stride
            rows = (raw[y * stride : y * stride + bitmap.width] for y in range(bitmap.height))
            return b"P5\n%d %d\n255\n" % (bitmap.width, bitmap.height) + b"".join(rows)
        finally:
            document.close()


def _refused(problem: str, name: str) -> Diagnostic:
    if "password" in problem.lower() or "security" in problem.lower():
        message = "PDF đặt mật khẩu. Bỏ mật khẩu (in ra PDF mới) rồi thay tệp này."
        return Diagnostic("encrypted", message, name, 1)
    return Diagnostic("unreadable", "Không phải PDF, hoặc PDF hỏng. Mở thử bằng trình đọc PDF và xuất lại.", name, 1)


def _lines_of(document: pypdfium2.PdfDocument, index: int) -> list[str]:
    """The lines of a page, form fields and stamps included; a page that PDFium cannot open has none."""
    try:
        page = document[index]
        if pdfium.FPDFPage_GetAnnotCount(page.raw):
            pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        height = page.get_height()
        words = _words(_glyphs(page.get_textpage(), height))
        return lines(words, page.get_width(), list(_rules(page, height)))
    except pypdfium2.PdfiumError:
        return []


def _glyphs(text: pypdfium2.PdfTextPage, height: float) -> Iterator[_Glyph]:
    """What is printed on the page: glyphs with their boxes, without those that PDFium makes up."""
    box = pdfium.FS_RECTF()
    handle, unicode_of, box_of = text.raw, pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    for index in range(text.count_chars()):
        code = unicode_of(handle, index)
        # Blanks and line ends that PDFium makes up have no box.
        if code in _NO_CHARACTER or not box_of(handle, index, box) or box.right <= box.left:
            continue
        char = "-" if code == HYPHEN else chr(code)
        if char.isprintable() or char.isspace():
            yield _Glyph(char, box.left, box.right, height - box.top, height - box.bottom)


def _words(glyphs: Iterable[_Glyph]) -> list[Word]:
    """Glyphs put together by place: a fallback font draws its letters apart from the others of their word."""
    levels: dict[int, list[_Glyph]] = defaultdict(list)
    for glyph in glyphs:
        levels[round(glyph.bottom)].append(glyph)
    rows: list[list[_Glyph]] = []
    for level in sorted(levels):
        row = levels[level]
        if rows and abs(rows[-1][0].bottom - row[0].bottom) <= SAME_LINE * min(_height(rows[-1][0]), _height(row[0])):
            rows[-1] += row
        else:
            rows.append(row)
    return [word for row in rows for word in _row_words(sorted(row, key=_left))]


def _height(glyph: _Glyph) -> float:
    return glyph.bottom - glyph.top


def _left(glyph: _Glyph) -> float:
    return glyph.left


def _row_words(row: Sequence[_Glyph]) -> Iterator[Word]:
    """Words are what gaps and blanks part; a blank that a stamp's digits were printed over parts nothing."""
    part: list[_Glyph] = []
    blank: _Glyph | None = None
    for glyph in row:
        if glyph.char.isspace():
            blank = glyph
            continue
        if part and _parted(part[-1], blank, glyph):
            yield _word(part)
            part = []
        part.append(glyph)
        blank = None
    if part:
        yield _word(part)


def _parted(before: _Glyph, blank: _Glyph | None, glyph: _Glyph) -> bool:
    if glyph.left - before.right > SPACE * (before.bottom - before.top):
        return True
    return blank is not None and before.right <= (blank.left + blank.right) / 2 <= glyph.left


def _word(glyphs: Sequence[_Glyph]) -> Word:
    top, right, bottom = (min(g.top for g in glyphs), max(g.right for g in glyphs), max(g.bottom for g in glyphs))
    return Word("".join(g.char for g in glyphs), glyphs[0].left, top, right, bottom)


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[Rule]:
    """The ruled lines of a page: thin paths, and the sides of boxes that are drawn; a filled box is a background."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)
    for path in islice(paths, RULES):
        left, bottom, right, top = path.get_bounds()
        sides = (left, height - top, right, height - bottom)
        if min(right - left, top - bottom) <= THIN:
            yield Rule(*sides)
        elif pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke) and stroke.value:
            left, top, right, bottom = sides
            yield from (Rule(left, y, right, y) for y in (top, bottom))
            yield from (Rule(x, top, x, bottom) for x in (left, right))


def set_apart(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], tuple[str, ...]]:
    """Return the pages without page numbers, running heads and marks of signing, and how many lines each were."""
    margins = Counter(line for page in pages for line in {*page[:MARGIN_LINES], *page[-MARGIN_LINES:]})
    everywhere = Counter(line for page in pages for line in page)
    running = {
        line
        for line, times in margins.items()
        if times >= 3 and times > len(pages) / 2 and times == everywhere[line] and len(line) > 3
    }
    counts: Counter[str] = Counter()
    kept: list[list[str]] = []
    for page in pages:
        rest: list[str] = []
        signed = any(_STAMPED.search(line) for line in page)
        for i, line in enumerate(page):
            kind = _furniture(line, min(i, len(page) - 1 - i) < MARGIN_LINES, running, signed)
            counts[kind] += 1
            if not kind:
                rest.append(line)
        kept.append(rest)
    return kept, tuple(
        f"{kind}: {counts[kind]} dòng" for kind in ("số trang", "đầu trang lặp lại", "dấu ký số") if counts[kind]
    )


def _furniture(line: str, margin: bool, running: set[str], signed: bool) -> str:
    """What a line is that is no part of the paper; nothing where it is."""
    if margin and _PAGE_NUMBER.fullmatch(line.strip()):
        return "số trang"
    if margin and line in running:
        return "đầu trang lặp lại"
    return "dấu ký số" if signed and _STAMP.match(line.strip()) else ""

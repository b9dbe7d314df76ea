"""PDF with a text layer (lớp chữ): glyphs put into words and lines by where they stand on the page.

What a stamp or a form field adds to a page (the number and day of a signed decision) is part of the page and is read
with it. Running heads, page numbers and the marks of electronic signatures are set apart.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from generator.ingest import ocr, signatures
from generator.ingest.contract import MB, USUAL, Tools, source_of_sheets
from generator.ingest.geometry import Sheet, Word, laid_out, lines
from generator.ingest.pdf import beside, strings
from generator.ingest.pdf import page as layer
from generator.ingest.pdf.furniture import Page, set_apart
from generator.ingest.sandbox import TooMuch, bounded
from generator.model import Diagnostic, DiagnosticCode, Extraction, SourceText
from generator.model.frozen import replace
from generator.vocab.tables import page_mark

STAMP_DPI = 200
"""Resolution at which stamps are looked for: their letters are large."""
PIXELS = 40_000_000
"""Points of a picture of a page at most: A2 at 400 dpi."""
_TOO_SLOW = (
    "Đọc quá {} giây hoặc quá nhiều bộ nhớ: PDF quá rối hoặc cố ý làm hỏng. "
    "In lại ra PDF mới, hoặc nâng `limits: seconds` trong portal.yml."
)
LOCK = threading.Lock()
"""PDFium is one machine: two threads may not work with it at once."""


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of a PDF page by page.

    A Diagnostic where it is locked, broken, too long or holds no words.
    """
    try:
        with LOCK:
            pages = bounded(tools.limits.seconds, lambda: laid_out_pages(data, name, tools))
    except TooMuch:
        return Diagnostic(DiagnosticCode.TOO_SLOW, _TOO_SLOW.format(tools.limits.seconds), name, 1)
    if isinstance(pages, Diagnostic):
        return pages
    kept, apart = set_apart(pages)
    found = ocr.replace_unreadable(
        data,
        kept,
        name,
        tools,
        lambda page: rendered(data, page, ocr.DPI),
        lambda page: rendered(data, page, STAMP_DPI, coloured=True),
        [at for at, page in enumerate(pages) if page.pictured],
    )
    if isinstance(found, Diagnostic):
        return found
    sheets, got = found
    extraction = Extraction(got.how, got.certainty, None, (*apart, *got.apart), got.notes)
    with LOCK:
        signed = signatures.read(data, tools)
    return replace(source_of_sheets(data, name, "pdf", sheets, extraction), signatures=signed)


def laid_out_pages(data: bytes, name: str, tools: Tools) -> list[Page] | Diagnostic:
    """Return the pages as laid out; a Diagnostic where they cannot be had."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        return _refused(str(problem), name)
    try:
        count = len(document)
        if count == 0:
            return Diagnostic(DiagnosticCode.EMPTY, "PDF không có trang nào. Xuất lại tệp rồi thay vào đây.", name, 1)
        if count > tools.limits.pages:
            message = (
                f"Quá dài: {count} trang, giới hạn là {tools.limits.pages}. "
                "Chia nhỏ tệp, hoặc nâng `limits: pages` trong portal.yml."
            )
            return Diagnostic(DiagnosticCode.TOO_LARGE, message, name, 1)
        document.init_forms()
        pages = _pages(data, document, count, name, tools)
        told = tuple(dict.fromkeys((*beside.of_file(document), *strings.marks_of_strings(data))))
        return pages if isinstance(pages, Diagnostic) or not told else _with_hints(pages, told)
    finally:
        document.close()


def _with_hints(pages: Sequence[Page], told: tuple[str, ...]) -> list[Page]:
    first = pages[0]
    return [first._replace(sheet=replace(first.sheet, hints=(*first.sheet.hints, *told))), *pages[1:]]


def _pages(
    data: bytes, document: pypdfium2.PdfDocument, count: int, name: str, tools: Tools
) -> list[Page] | Diagnostic:
    """The pages one by one; a Diagnostic as soon as they hold more than the limit."""
    most = tools.limits.text_mb * MB
    pages: list[Page] = []
    for index in range(count):
        pages.append(_page(data, document, index, most))
        most -= pages[-1].letters
        if most < 0:
            message = (
                f"Quá lớn: hơn {tools.limits.text_mb} triệu ký tự. "
                "Chia nhỏ tệp, hoặc nâng `limits: text_mb` trong portal.yml."
            )
            return Diagnostic(DiagnosticCode.TOO_LARGE, message, name, 1)
    return pages


def rendered(data: bytes, page: int, dpi: int, *, coloured: bool = False) -> bytes:
    """Return a page as a grey picture (PGM), or one in its colours (PPM)."""
    with LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            document.init_forms()
            sheet = document[page]
            width, height = sheet.get_size()
            scale = min(dpi / 72, (PIXELS / max(1.0, width * height)) ** 0.5)
            bitmap = sheet.render(scale=scale, grayscale=not coloured, rev_byteorder=coloured)
            raw, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width * bitmap.n_channels
            rows = (raw[y * stride : y * stride + width] for y in range(bitmap.height))
            kind = b"P6" if coloured else b"P5"
            return kind + b"\n%d %d\n255\n" % (bitmap.width, bitmap.height) + b"".join(rows)
        finally:
            document.close()


def _refused(problem: str, name: str) -> Diagnostic:
    if "password" in problem.lower() or "security" in problem.lower():
        message = "PDF đặt mật khẩu. Bỏ mật khẩu (in ra PDF mới) rồi thay tệp này."
        return Diagnostic(DiagnosticCode.ENCRYPTED, message, name, 1)
    return Diagnostic(
        DiagnosticCode.UNREADABLE, "Không phải PDF, hoặc PDF hỏng. Mở thử bằng trình đọc PDF và xuất lại.", name, 1
    )


def _page(data: bytes, document: pypdfium2.PdfDocument, index: int, most: int) -> Page:
    """A page, form fields and stamps included; one that PDFium cannot open has no lines."""
    try:
        page, frame, fields, noted = opened(document, index)
        text = page.get_textpage()
        letters = text.count_chars()
        words = layer.words(text.raw, min(letters, most), frame)
        marked = [mark for field in fields if (mark := _mark(words, field, data, index))]
        kept = [word for word in words if not any(word in mark for mark in marked)]
        _, _, width, height = frame.seen(frame.left, frame.bottom, frame.right, frame.top)
        marks = [line for mark in marked for line in lines(mark, width)]
        sheet = laid_out(kept, width, layer.rules(page.raw, frame))
        stray = beside.across(text.raw, min(letters, most), frame, [line.text for line in sheet.lines])
        sheet = replace(sheet.in_shares(width, height), marks=(*noted.marks, *stray), hints=noted.hints)
        return Page(sheet, tuple(marks), letters, layer.holds_pictures(page.raw, frame))
    except pypdfium2.PdfiumError:
        return Page(Sheet())


def opened(
    document: pypdfium2.PdfDocument, index: int
) -> tuple[pypdfium2.PdfPage, layer.Frame, list[layer.Field], beside.Notes]:
    """Return a page with what is laid over it, its frame, where fields were, the marks of its notes."""
    page = document[index]
    left, bottom, right, top = page.get_bbox()
    frame = layer.Frame(left, bottom, right, top, page.get_rotation())
    fields, noted = layer.fields(page.raw, frame), beside.notes(page.raw)
    if layer.is_marked(page.raw):
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    return page, frame, fields, noted


def _mark(words: Sequence[Word], field: layer.Field, data: bytes, index: int) -> list[Word]:
    """The words of a signature's field, without those of the page beneath it."""
    left, top, right, bottom = field.seen
    inside = [w for w in words if left <= (w.left + w.right) / 2 <= right and top <= w.middle <= bottom]
    if not any(page_mark("mark.hint").search(word.text) for word in inside):
        return []
    bare = pypdfium2.PdfDocument(data)
    try:
        text = bare[index].get_textpage()
        beneath = layer.words_within(text.raw, field.place)
    finally:
        bare.close()
    mark = [word for word in inside if word.text not in beneath]
    return mark if page_mark("mark.signed").search(" ".join(word.text for word in mark)) else []

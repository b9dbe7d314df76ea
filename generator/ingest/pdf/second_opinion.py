"""A second opinion (ý kiến thứ hai) on a PDF: our words of each page beside PDFium's own.

We put letters into words by where they stand, PDFium by the order of the stream. Where it has whole words that we lack,
some were lost or torn. What it tears itself is no syllable and counts for nothing. It costs a second reading, so only
`check` asks for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pypdfium2

from generator.ingest import legibility
from generator.ingest.contract import USUAL, Tools
from generator.ingest.pdf import LOCK, laid_out_pages, opened
from generator.ingest.sandbox import TooMuch, bounded
from generator.model import Diagnostic, DiagnosticCode
from generator.text.fold import fold

SHARE = 0.02
"""Share of PDFium's words from which a page is told: pages that are read well lack none or one."""
LEAST = 3
"""Words that it lacks at least."""
SHOWN = 5
"""Words that are quoted."""
_WORD = re.compile(r"[^\W_]+")


def second_opinion(data: bytes, name: str, tools: Tools = USUAL) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each page of a PDF whose text layer we read worse than PDFium."""
    try:
        with LOCK:
            return bounded(2 * tools.limits.seconds, lambda: tuple(_pages(data, name, tools)))
    except (TooMuch, pypdfium2.PdfiumError):
        return ()


def _pages(data: bytes, name: str, tools: Tools) -> Iterator[Diagnostic]:
    pages = laid_out_pages(data, name, tools)
    if isinstance(pages, Diagnostic):
        return
    document = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        for index, page in enumerate(pages):
            sheet, *_ = opened(document, index)
            theirs = sheet.get_textpage().get_text_bounded()
            if legibility.is_readable(theirs):
                ours = "\n".join([page.sheet.text, *page.marks])
                yield from _told(theirs, ours, name, index + 1)
    finally:
        document.close()


def _told(theirs: str, ours: str, name: str, number: int) -> Iterator[Diagnostic]:
    asked, lacked = compared(theirs, ours)
    if len(lacked) < max(LEAST, SHARE * asked):
        return
    quoted = ", ".join(f"«{word}»" for word in list(dict.fromkeys(lacked))[:SHOWN])
    message = (
        f"Trang {number}: {len(lacked)} trong {asked} từ cách đọc thứ hai (PDFium) thấy mà bản đọc mất hoặc xé, "
        f"như {quoted}. Mở trang này so với bản đã đọc; nếu sai, in lại ra PDF mới hoặc thay bằng tệp Word gốc."
    )
    yield Diagnostic(DiagnosticCode.LOST_WORDS, message, name, 1)


def compared(theirs: str, ours: str) -> tuple[int, list[str]]:
    """Return how many words a reading has, and those that another lacks, marks and case aside.

    Words are possible syllables of two letters and more, and figures; all else may be torn where it comes from.
    """
    found = [word for word in _words(theirs) if _is_whole(word)]
    left = Counter(fold(word) for word in _words(ours))
    lacked: list[str] = []
    for word in found:
        folded = fold(word)
        if left[folded]:
            left[folded] -= 1
        else:
            lacked.append(word)
    # The rest of a word that the other reading has whole (`uyết` of `quyết`) is not lost.
    rest = [word for word, times in left.items() if times]
    return len(found), [word for word in lacked if not any(fold(word) in longer for longer in rest)]


def _words(text: str) -> list[str]:
    # PDFium marks the hyphen at the end of a line.
    whole = text.replace("\ufffe", "-").replace("\x02", "-")
    return _WORD.findall(unicodedata.normalize("NFC", whole))


def _is_whole(word: str) -> bool:
    return len(word) > 1 and (word.isdecimal() or legibility.is_syllable(word))

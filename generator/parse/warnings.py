"""Warnings (cảnh báo): what a reader must be told of the source. No spelling checker.

Few, each worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.model import Diagnostic, DiagnosticCode, DocNumber, Document, PartialDate
from generator.model.frozen import replace
from generator.parse.digital_signatures import find_conflicts
from generator.parse.paragraphs import cut_paragraphs
from generator.text.dates import parse_date
from generator.vocab import Vocab

TWIN = 60
"""Characters of the title that two cited papers share before they are taken for one."""
_SPACED_QUOTE = re.compile(r"“ [^”\n]{1,40}”|“[^”\n]{1,40} ”")
_GLUED_DASH = re.compile(r"^-(?=[^\W\d_]{2})", re.MULTILINE)
_AROUND = 40
"""Characters on each side of a place that are quoted."""


def find_warnings(document: Document, vocab: Vocab) -> Document:
    """Return the document with its warnings in order of line."""
    found = [*document.warnings, *(warning for finder in FINDERS for warning in finder(document, vocab))]
    return replace(document, warnings=tuple(sorted(found, key=lambda w: (w.line, w.code, w.text))))


def _at(document: Document, code: DiagnosticCode, offset: int, text: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, document.source.path, document.line_of(offset), " ".join(text.split()))


def _header(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    header, text = document.header, document.text
    if header.issuer is None and header.number is None:
        yield _at(
            document,
            DiagnosticCode.MISSING_HEADER,
            0,
            "",
            "Không có phần đầu: thiếu tên cơ quan ban hành và số, ký hiệu.",
        )
    blank = vocab.cues["warning.no_number"].search(text)
    if header.number is None and blank:
        yield _at(document, DiagnosticCode.MISSING_NUMBER, blank.start(), blank[0], "Số văn bản để trống.")
    if header.number is not None:
        yield from _own_number(document, header.number)
    if header.issued is not None and header.issued.day is None:
        place = vocab.header["place_date"].search(text)
        quote = place["date"] if place else ""
        yield _at(
            document, DiagnosticCode.MISSING_DATE, place.start() if place else 0, quote, "Ngày ban hành ghi không đủ."
        )


def _days(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    """A paper that is older than what it tells: one of the two days is wrong."""
    later = _later_day(document, vocab)
    if later is None:
        return
    day, what = later
    message = (
        f"Ngày ban hành ghi là {document.header.issued}, sớm hơn {what} {day} mà văn bản thuật lại: một trong hai ngày "
        "sai, chưa rõ ngày nào. Đối chiếu bản gốc rồi ghi ngày đúng trong tệp kèm."
    )
    place = vocab.header["place_date"].search(document.text)
    quote = place[0] if place else str(document.header.issued)
    yield _at(document, DiagnosticCode.DATE_CONFLICT, place.start() if place else 0, quote, message)


def _later_day(document: Document, vocab: Vocab) -> tuple[PartialDate, str] | None:
    """Return a day after the paper's own on which, as it tells, something happened, and what that is.

    That is the meeting that it reports, an event that a sentence opens with and tells as past, the later one of
    several cited papers; one cited day alone may as well be wrong itself.
    """
    issued = document.header.issued
    if issued is None or issued.day is None:
        return None
    told = ((day, what) for day, what in _told_days(document, vocab) if day.day is not None and str(issued) < str(day))
    return next(told, None)


def _told_days(document: Document, vocab: Vocab) -> Iterator[tuple[PartialDate, str]]:
    if document.chair is not None and document.chair.event_date is not None:
        yield document.chair.event_date, "ngày họp"
    text, body = document.text, document.zones.body
    opening = vocab.cues["warning.opening_day"].match(text, body.start, body.end)
    day = parse_date(opening["date"]) if opening else None
    if day is not None and vocab.cues["warning.conclusion"].search(document.header.title):
        yield day, "ngày họp"
    for match in vocab.cues["warning.past_day"].finditer(text, body.start, body.end):
        day = parse_date(match["date"])
        if day is not None:
            yield day, "ngày của sự việc"
    own = document.header.number
    cited = {c.number.key: c.date for c in document.citations if c.number is not None and c.date is not None}
    days = sorted(str(day) for key, day in cited.items() if own is None or key != own.key)[-2:-1]
    for each in map(parse_date, days):
        if each is not None:
            yield each, "ngày của các văn bản viện dẫn, như"


def _own_number(document: Document, number: DocNumber) -> Iterator[Diagnostic]:
    """Its own number where it is damaged, or broken over two lines."""
    start = document.text.find(number.raw)
    if start < 0:
        return
    broken = document.line_of(start) != document.line_of(start + len(number.raw) - 1)
    if number.damaged or broken:
        message = f"Số, ký hiệu in là «{number.raw}»{' trên hai dòng' if broken else ''}, đọc là {number.key}."
        yield _at(document, DiagnosticCode.SYMBOL, start, number.raw, message)


def _symbols(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    for citation in document.citations:
        number = citation.number
        if number is None:
            continue
        start, quote = citation.span.start, citation.span.of(document.text)
        if citation.leak:
            yield _at(
                document, DiagnosticCode.PAGE_NUMBER_LEAK, start, quote, f"Có số trang lẫn vào ký hiệu {number.key}."
            )
        elif number.damaged:
            yield _at(
                document,
                DiagnosticCode.SYMBOL,
                start,
                number.raw,
                f"Ký hiệu in là «{number.raw}», đọc là {number.key}.",
            )
        if citation.date is not None:
            continue
        damaged = next(f for f in vocab.citations.after if f.id == "damaged_date").regex.search(quote)
        if damaged is not None:
            message = f"Ngày của {number.key} ghi là «{damaged['date']}», không phải ngày có trong lịch; không đoán."
            yield _at(document, DiagnosticCode.DATE_SUSPECT, start, quote, message)
        elif not number.year and not _dated_elsewhere(document, number.key):
            yield _at(document, DiagnosticCode.MISSING_DATE, start, quote, f"Viện dẫn {number.key} không ghi ngày.")


def _cited_days(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    """A cited day of another year than the number's, or after the paper itself: one of the two is wrong."""
    issued, own = document.header.issued, document.header.number
    for citation in document.citations:
        number, day = citation.number, citation.date
        if number is None or day is None or (own is not None and number.key == own.key):
            continue
        if number.year and number.year != day.year:
            message = (
                f"Ngày của {number.key} ghi là {_written(day)}, khác năm {number.year} trong số: một trong hai sai."
            )
        elif issued is not None and str(issued) < str(day)[: len(str(issued))]:
            ours = f"ngày {_written(issued)} của văn bản này"
            message = f"{number.key} ghi ngày {_written(day)}, sau {ours}: một trong hai ngày sai."
        else:
            continue
        quote = citation.span.of(document.text)
        yield _at(document, DiagnosticCode.DATE_SUSPECT, citation.span.start, quote, message)


def _written(day: PartialDate) -> str:
    return "/".join(reversed(str(day).split("-")))


def _dated_elsewhere(document: Document, key: str) -> bool:
    return any(c.date is not None and c.number is not None and c.number.key == key for c in document.citations)


def _around(text: str, offset: int) -> str:
    """Some words on both sides of a place, none of them cut."""
    start, end = max(0, offset - _AROUND), min(len(text), offset + _AROUND)
    words = text[start:end].split()
    first = int(start > 0 and not text[start - 1].isspace())
    last = len(words) - int(end < len(text) and not text[end].isspace())
    return " ".join(words[first:last])


def _layout(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    text, path = document.text, document.source.path
    for offset in document.breaks:
        quote = _around(text, offset)
        yield _at(
            document, DiagnosticCode.PAGE_BREAK, max(0, offset - 2), quote, "Câu bị ngắt giữa hai trang, đã nối lại."
        )
    printed = document.source.text.split("\n")
    for line in document.marked:
        message = "Văn bản còn sót dấu định dạng (*, #), đã bỏ khi hiển thị."
        quote = printed[line - 1] if line <= len(printed) else ""
        yield Diagnostic(DiagnosticCode.MARKUP, message, path, line, " ".join(quote.split()))
    for match in vocab.cues["warning.missing_hyphen"].finditer(text):
        quote = text[match.start() : match.end() + 40].split("\n")[0]
        yield _at(
            document, DiagnosticCode.MISSING_HYPHEN, match.start(), quote, "Thiếu gạch nối giữa hai vế của cụm từ."
        )
    for match in _SPACED_QUOTE.finditer(text):
        yield _at(document, DiagnosticCode.SPACING, match.start(), match[0], "Thừa dấu cách trong ngoặc kép.")
    for match in vocab.cues["warning.torn_word"].finditer(text):
        at = match.start() + 1
        yield _at(document, DiagnosticCode.SPACING, at, _around(text, at), "Dấu cách chen giữa chữ.")
    for match in _GLUED_DASH.finditer(text):
        quote = text[match.start() : match.start() + 20]
        yield _at(
            document, DiagnosticCode.SPACING, match.start(), quote.split("\n")[0], "Thiếu dấu cách sau gạch đầu dòng."
        )


def _cut(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    """A body of which most long paragraphs break off: a scan whose right margin was lost."""
    cut = cut_paragraphs(document)
    if cut:
        quote = _around(document.text, cut[0].end - _AROUND)
        message = (
            "Phần lớn các đoạn dừng giữa chừng, không có dấu câu: có thể bản quét mất chữ ở lề phải, nên tên người, "
            "cơ quan và thời hạn trong đó có thể thiếu. Đối chiếu bản gốc."
        )
        yield _at(document, DiagnosticCode.CUT_LINES, cut[0].start, quote, message)


def _numbers(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    for match in vocab.cues["warning.odd_point"].finditer(document.text):
        message = f"«{match[0]}» dùng dấu chấm thập phân, trái cách viết số tiếng Việt."
        yield _at(document, DiagnosticCode.NUMBER_FORMAT, match.start(), match[0], message)


def _twins(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    """Two numbers of one type cited with the same title: one of them may be a slip.

    Not where both amend: a paper amended twice is named in two titles of the same words; nor in a list that has one
    title before its numbers.
    """
    seen: dict[tuple[str | None, str], tuple[str, bool]] = {}
    for citation in document.citations:
        number, title = citation.number, " ".join((citation.title or "").casefold().split()).strip(" .,;")
        if number is None or len(title) < TWIN or vocab.effects["title_opens"].match(title):
            continue
        before = citation.titled is None
        other, other_before = seen.setdefault((citation.type, title), (number.key, before))
        if other != number.key and not (before and other_before):
            message = f"{number.key} có cùng trích yếu với {other}."
            yield _at(document, DiagnosticCode.DUPLICATE, citation.span.start, citation.span.of(document.text), message)


FINDERS: tuple[Callable[[Document, Vocab], Iterator[Diagnostic]], ...] = (
    _header,
    _days,
    _symbols,
    _cited_days,
    _layout,
    _cut,
    _numbers,
    _twins,
    find_conflicts,
)

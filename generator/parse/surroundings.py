"""The document inside its page.

What a web page or a table put around it or squeezed together is undone.

A page saved from a legal portal has menus and metadata before the national header and links after the signature.
A signature block in one table cell stands on one line. Both are matters of layout, settled before zones are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.model import Diagnostic, DiagnosticCode, Document, Span
from generator.model.frozen import replace
from generator.parse.paragraphs import paragraphs
from generator.parse.tables import cut
from generator.parse.zones import HEADER_REACH, is_caps, type_line
from generator.vocab import Vocab

_ITEM = re.compile(r"(?<=[;:.)]) (?=[-–] )")


def set_apart(document: Document, vocab: Vocab) -> Document:
    """Return the document without the web page around it, with a warning of what was left out."""
    text = document.text
    spans = tuple(paragraphs(text))
    start, end = _head(text, spans, vocab), _tail(text, spans, vocab)
    if (start == 0 and end == len(spans)) or start >= end:
        return document
    low, high = spans[start].start, spans[end - 1].end
    lines = tuple((max(0, o - low), line) for o, line in document.lines if low <= o < high)
    breaks = tuple(b - low for b in document.breaks if low <= b < high)
    tables = cut(document.tables, low, high)
    kept = replace(document, text=text[low:high], lines=lines, breaks=breaks, tables=tables)
    first, last = document.line_of(low), document.line_of(high - 1)
    message = f"Chỉ đọc văn bản từ dòng {first} đến dòng {last}; phần còn lại là khung của trang web."
    return replace(
        kept, warnings=(*document.warnings, Diagnostic(DiagnosticCode.SET_APART, message, document.source.path, first))
    )


def _head(text: str, spans: Sequence[Span], vocab: Vocab) -> int:
    """Index of the first paragraph of the national header, where page furniture stands before it; else 0."""
    mottos = (vocab.header["motto"], vocab.header["party_motto"])
    motto = next((i for i, s in enumerate(spans) if any(m.search(s.of(text)) for m in mottos)), None)
    if motto is None:
        return 0
    furniture = [i for i in range(motto) if vocab.header["page_head"].match(text, spans[i].start)]
    if not furniture:
        return 0
    first = motto
    while first - 1 > furniture[-1] and _is_heading(spans[first - 1].of(text)):
        first -= 1
    return first


def _is_heading(line: str) -> bool:
    """A line in capitals that is no symbol (`2003/QĐ-UBND` of the metadata box)."""
    return is_caps(line) and not ("/" in line and any(c.isdigit() for c in line))


def _tail(text: str, spans: Sequence[Span], vocab: Vocab) -> int:
    """Index after the last paragraph of the document: the page's own headings begin after its recipients."""
    notice = next((i for i, s in enumerate(spans) if vocab.header["recipients"].match(text, s.start)), None)
    if notice is None:
        return len(spans)
    tail = (i for i in range(notice, len(spans)) if vocab.header["page_tail"].match(spans[i].of(text)))
    end = next(tail, len(spans))
    while notice + 1 < end < len(spans) and vocab.header["portal_title"].match(text, spans[end - 1].start):
        end -= 1
    return end


def unfold(document: Document, vocab: Vocab) -> Document:
    """Return the document with recipients and signature in one line each broken into theirs; offsets stay."""
    heading = _heading(document.text, vocab)
    broken = [heading] if heading is not None else []
    broken += (at for span in paragraphs(document.text) for at in _breaks(document.text, span, vocab))
    if not broken:
        return document
    text = list(document.text)
    for offset in broken:
        text[offset] = "\n"
    return replace(document, text="".join(text))


def _heading(text: str, vocab: Vocab) -> int | None:
    """Where a type in capitals and its title on the same line part: `KẾ HOẠCH Thực hiện công tác dân vận`."""
    for span in islice(paragraphs(text), HEADER_REACH):
        line = span.of(text)
        if type_line(line, vocab):
            return None
        match = vocab.header["type_title"].match(line)
        if match and match[0].isupper():
            return span.start + match.end()
    return None


def _breaks(text: str, span: Span, vocab: Vocab) -> Iterator[int]:
    """Offsets of the blanks at which a line of the footer is broken."""
    line = span.of(text)
    if vocab.header["recipients"].match(line):
        yield from (span.start + match.start() for match in _ITEM.finditer(line))
        return
    if not line.startswith(tuple(vocab.signing)) and not vocab.any_office.match(line):
        return
    name = next((m for m in vocab.person_name.finditer(line) if m.end() == len(line) and not is_caps(m[0])), None)
    if name is None or name.start() < 2 or not is_caps(line[: name.start()]):
        return
    office = line[: name.start() - 1]
    yield span.start + name.start() - 1
    yield from (span.start + at - 1 for at in _offices(office, vocab) if at)


def _offices(office: str, vocab: Vocab) -> Iterator[int]:
    """Where a link of the chain of authority begins: at a mark, or at an office that follows another."""
    marks = {
        m.start(): m.end() for form in vocab.signing for m in re.finditer(rf"(?:^|(?<= )){re.escape(form)}", office)
    }
    yield from marks
    titles = sorted({m.span() for role in vocab.roles for m in role.regex.finditer(office)})
    reach = 0
    for start, end in titles:
        after_mark = any(start - 1 <= stop <= start for stop in marks.values())
        if start >= reach and not after_mark and start:
            yield start
        reach = max(reach, end)

"""Tasks (nhiệm vụ giao): who is to do what by when, in papers that direct others.

A directive paragraph (`yêu cầu các phòng … thực hiện các nhiệm vụ sau:`) opens a part; its bullets and numbered
paragraphs are tasks, given to the unit in the heading above or to whom the directive addresses. A paragraph
that begins with the order itself (`Giao Sở Nội vụ chủ trì …`) is a task anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model import Deadline, Document, EntityKind, Header, Mention, PartialDate, Section, Span, Task
from generator.parse.paragraphs import paragraphs, section_at
from generator.text.dates import parse_date
from generator.text.numerals import roman
from generator.vocab import Vocab
from generator.vocab.entries import DeadlineForm

SHORTEST = 12
"""A task has at least this many characters."""
OFFICE_WORDS = 24
"""Characters of office words that may stand before the body that is told: `Giám đốc `, `Thủ trưởng các `."""
_SENTENCE = re.compile(r"[.!?]\s+")
_COLON = re.compile(r"\s*:\s*")
_MARK = " .)0123456789IVXabcdđe"
"""What the mark of a section is made of."""
_BULLET = re.compile(r"[-–+•●]\s*")


@dataclass(frozen=True, slots=True)
class _Part:
    """A directive part in force: from `start` to `end`, addressed to `who`."""

    start: int
    end: int
    who: Span | None


def find_tasks(document: Document, vocab: Vocab) -> Document:
    """Return the document with its tasks; papers that report or propose give none."""
    kind = vocab.doc_type(document.header.type)
    if kind is None or not kind.directive:
        return document
    parts = _parts(document, vocab)
    tasks = tuple(_tasks(document, parts, vocab))
    return replace(document, tasks=tasks)


def _parts(document: Document, vocab: Vocab) -> tuple[_Part, ...]:
    text, body = document.text, document.zones.body
    closing = document.zones.closing
    end = closing.start if closing.end > closing.start else body.end
    found: list[_Part] = []
    for span in (*paragraphs(text, body), *paragraphs(text, document.zones.annex)):
        for form in vocab.tasks.directive:
            match = form.regex.search(text, span.start, span.end)
            if match and _opens(document, span, match):
                found.append(_Part(span.end, _reach(document, span, end), Span(*match.span("who"))))
                break
    units = (
        _Part(s.head.end, s.span.end, unit)
        for s in document.sections
        if (unit := _unit_heading(document, s.head.start))
    )
    opened = {part.start for part in found}
    return (*units, *found, *(part for part in _leads(document, end, vocab) if part.start not in opened))


def _leads(document: Document, end: int, vocab: Vocab) -> Iterator[_Part]:
    """A line that names who is to do what follows (`Giao Sở Nội vụ:`, `Bộ Tài chính chỉ đạo Cục Thuế:`)."""
    text = document.text
    heads = {section.head.start: section for section in document.sections}
    for span in (*paragraphs(text, document.zones.body), *paragraphs(text, document.zones.annex)):
        section = heads.get(span.start)
        start = _after_mark(text, section) if section else span.start
        lead = vocab.cues["task.lead"].match(text, start, span.end)
        if lead is None or not _names_doer(document, lead.end("verb"), span.end, vocab):
            continue
        yield _Part(span.end, _reach(document, span, end), Span(lead.end("verb"), span.end))


def _after_mark(text: str, section: Section) -> int:
    return text.find(section.title, section.head.start) if section.title else section.head.end


def _names_doer(document: Document, start: int, end: int, vocab: Vocab) -> bool:
    """A body, the office that heads one, or a group of bodies stands at `start`."""
    text = document.text
    if vocab.cues["task.group_subject"].match(text, start, end):
        return True
    office = any(role.regex.match(text, start, end) for role in vocab.roles)
    last = min(end, start + OFFICE_WORDS) if office else start + 1
    return any(m.kind is EntityKind.AGENCY and start <= m.span.start < last for m in document.mentions)


def _opens(document: Document, span: Span, match: re.Match[str]) -> bool:
    """A heading cue counts only in a heading; an order only where text follows it."""
    section = next((s for s in document.sections if s.head.start == span.start), None)
    return bool(match["who"]) or (section is not None and section.title is not None)


def _reach(document: Document, span: Span, end: int) -> int:
    """A directive in a heading reaches to the end of its section; in plain text, of the section around it."""
    own = next((s for s in document.sections if s.head.start == span.start), None)
    if own is not None:
        return own.span.end
    around = [s for s in document.sections if s.span.start < span.start < s.span.end]
    return around[-1].span.end if around else end


def _tasks(document: Document, parts: Sequence[_Part], vocab: Vocab) -> Iterator[Task]:
    text = document.text
    heads = {s.head.start: s for s in document.sections}
    last = document.zones.recipients.start if document.zones.recipients.end > document.zones.recipients.start else None
    for span in (*paragraphs(text, document.zones.body), *paragraphs(text, document.zones.annex)):
        if last is not None and last <= span.start < document.zones.annex.start:
            continue
        part = next((p for p in reversed(parts) if p.start <= span.start < p.end), None)
        section = heads.get(span.start)
        if any(p.start == span.end for p in parts):
            continue
        start = _text_start(text, span, section)
        order = _order(text, start, span, document, vocab) or (
            _order(text, _after_mark(text, section), span, document, vocab) if section else None
        )
        if order is not None:
            begin, who = order
            yield _task(document, Span(begin, span.end), _Part(begin, span.end, who), vocab, ordered=True)
        elif part is not None and _is_task(section, Span(start, span.end)):
            yield _task(document, Span(start, span.end), part, vocab)


def _is_task(section: Section | None, span: Span) -> bool:
    """A heading alone is no task; a paragraph, a bullet, or a heading with its text run in is."""
    if span.end - span.start < SHORTEST:
        return False
    return section is None or section.title is None or section.head.end < span.end - SHORTEST


def _text_start(text: str, span: Span, section: Section | None) -> int:
    """Where a task's words begin: after the mark of its section, a title run into it, or its bullet."""
    if section is None:
        bullet = _BULLET.match(text, span.start)
        return bullet.end() if bullet else span.start
    if section.title is None:
        return section.head.end
    if section.head.end >= span.end - SHORTEST:
        return span.start
    after = _COLON.match(text, section.head.end)
    return after.end() if after else section.head.end


def _order(text: str, start: int, span: Span, document: Document, vocab: Vocab) -> tuple[int, Span] | None:
    """Where the order that a paragraph begins with starts, and who is told; in a closing it may stand inside."""
    closing = document.zones.closing
    last = closing.start <= span.start < closing.end
    for form in vocab.tasks.order:
        inside = form.closing
        at = form.regex.search(text, start, span.end) if inside and last else form.regex.match(text, start, span.end)
        if at is not None and (last or not inside):
            return _sentence_start(text, at.start(), start), Span(*at.span("who"))
    return None


def _sentence_start(text: str, offset: int, least: int) -> int:
    stops = [match.end() for match in _SENTENCE.finditer(text, least, offset)]
    return stops[-1] if stops else least


def _task(document: Document, span: Span, part: _Part, vocab: Vocab, ordered: bool = False) -> Task:
    text = document.text
    agencies = [m for m in document.mentions if m.kind is EntityKind.AGENCY]
    doers = tuple(_row(text, span.start, span.end, agencies, vocab))
    own = None if ordered else _unit_heading(document, span.start)
    if ordered and part.who:
        doers = tuple(m.span for m in agencies if _within(m, part.who))
    assignees = doers or ((own,) if own else ())
    return Task(
        span=span,
        section=section_at(document, span.start),
        assignees=assignees,
        partners=tuple(_partners(text, span, agencies, vocab)),
        addressed=part.who,
        deadline=_deadline(text, span, document.header, document, vocab),
    )


def _within(mention: Mention, span: Span) -> bool:
    return span.start <= mention.span.start and mention.span.end <= span.end


def _unit_heading(document: Document, offset: int) -> Span | None:
    """The body that names the section around a task: `1. Phòng Chính sách Dân tộc`."""
    for section in reversed(document.sections):
        if not (section.head.start <= offset < section.span.end) or section.title is None:
            continue
        for mention in document.mentions:
            if mention.kind is EntityKind.AGENCY and section.head.start <= mention.span.start < section.head.end:
                lead = document.text[section.head.start : mention.span.start]
                if len(lead.strip(_MARK)) <= 2:
                    return mention.span
    return None


def _partners(text: str, span: Span, agencies: Sequence[Mention], vocab: Vocab) -> Iterator[Span]:
    for form in vocab.tasks.partner:
        for match in form.regex.finditer(text, span.start, span.end):
            yield from _row(text, match.end(), span.end, agencies, vocab)


def _row(text: str, start: int, end: int, agencies: Sequence[Mention], vocab: Vocab) -> Iterator[Span]:
    """The bodies named one after the other from `start`: `Sở Tài chính, Sở Nội vụ và Ban Dân tộc`."""
    for mention in agencies:
        if start <= mention.span.start < end:
            if not vocab.cues["task.joined"].fullmatch(text, start, mention.span.start):
                return
            yield mention.span
            start = mention.span.end


def _deadline(text: str, span: Span, header: Header, document: Document, vocab: Vocab) -> Deadline | None:
    for form in vocab.tasks.deadline:
        match = form.regex.search(text, span.start, span.end)
        if match:
            return Deadline(_due(form, match, _year(header, document)), match[0])
    return None


def _year(header: Header, document: Document) -> int | None:
    if header.issued is not None:
        return header.issued.year
    return document.chair.event_date.year if document.chair and document.chair.event_date else None


def _quarter_end(quarter: str | None) -> int | None:
    """The last month of a quarter: `IV`, `4` → 12."""
    number = (roman(quarter) or int(quarter)) if quarter else None
    return 3 * number if number else None


def _due(form: DeadlineForm, match: re.Match[str], year: int | None) -> PartialDate | None:
    groups = match.groupdict()
    if form.none:
        return None
    if groups.get("date"):
        return parse_date(groups["date"])
    stated = int(groups["year"]) if groups.get("year") else year
    if stated is None:
        return None
    month = _quarter_end(groups.get("quarter")) or (int(groups["month"]) if groups.get("month") else None)
    if month is not None and not 1 <= month <= 12:
        return None
    day = int(groups["day"]) if groups.get("day") else None
    return parse_date(str(PartialDate(stated, month, day)))

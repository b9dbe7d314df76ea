"""Persons (người): names after a form of address or an office, and each one's part.

A name is found by what stands before it (`đồng chí`, `ông`, an office), not by a list of surnames: names of
minority people have no Kinh surname.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import islice

from generator.model import Chair, Document, EntityKind, Mention, PartialDate, PersonRelation, Span
from generator.model.frozen import replace
from generator.parse.paragraphs import content_end, paragraphs
from generator.parse.zones import signature_blocks
from generator.text.dates import find_dates
from generator.vocab import Vocab

SENTENCE = 400
"""Characters before a name in which the words of its sentence are looked for."""
OPENING = 6
"""Paragraphs of the body in which the meeting is told."""
LEADING = 30
"""Characters of a sentence in which a day opens it: `Chiều ngày 16/8/2024`."""
_STOP = re.compile(r"[.;](?:\s|$)")
_AFTER_ROLE = re.compile(r"\s*(?:\([^()\n]{1,30}\)\s*)?[-–,(]\s*(?:sinh (?:ngày|năm) [^,;()\n]{4,40}, ?)?")
"""Between a name and an office; a people or a birth name in brackets may come first, a day of birth after."""
FORMER = 12
"""Characters before an office in which stands that it is held no more: `nguyên Giám đốc`."""
RANK = 8
"""Characters of a rank of the forces that go on after its first word."""
BEFORE_ADDRESS = 40
"""Characters before a form of address in which an office and a colon stand: `Phó GĐ Sở: ông …`."""


def find_persons(document: Document, vocab: Vocab) -> Document:
    """Return the document with its person mentions and the chair of the meeting that it reports."""
    found = list(_named(document, vocab))
    chairs = (
        {m.name for m in found if m.relation is PersonRelation.CHAIR} if _reports_meeting(document, vocab) else set()
    )
    settled = [_settled(mention, chairs) for mention in found]
    known = _with_signer(document, [*settled, *_in_capitals(document, settled)], vocab)
    mentions = tuple(sorted((*document.mentions, *known), key=lambda m: m.span))
    return replace(document, mentions=mentions, chair=_chair(document, known, vocab))


def _settled(mention: Mention, chairs: Container[str]) -> Mention:
    """The mention with its part settled.

    Who presided is the chair wherever he is named, and nobody else is.
    """
    if mention.name in chairs:
        return mention if mention.relation is PersonRelation.SIGNER else replace(mention, relation=PersonRelation.CHAIR)
    return replace(mention, relation=PersonRelation.MENTIONED) if mention.relation is PersonRelation.CHAIR else mention


def _reports_meeting(document: Document, vocab: Vocab) -> bool:
    """Whether a paper may report a meeting; a notice of duties tells of meetings still to come."""
    kind, title = vocab.doc_type(document.header.type), document.header.title
    if vocab.cues["person.concluded"].search(title):
        return True
    return kind is not None and kind.meeting and not vocab.cues["person.duties"].search(title)


def _in_capitals(document: Document, found: list[Mention]) -> Iterator[Mention]:
    """A person named in the text stands in capitals in a title too.

    `KẾT LUẬN CỦA ĐỒNG CHÍ BÀN VĂN TÀI TẠI …`.
    """
    first = {m.name: m for m in reversed(found) if m.name.upper() in document.text}
    for name, mention in first.items():
        for match in re.finditer(rf"(?<![^\W\d_]){re.escape(name.upper())}(?![^\W\d_])", document.text):
            yield replace(mention, span=Span(*match.span()), form="capitals")


def _with_signer(document: Document, found: list[Mention], vocab: Vocab) -> list[Mention]:
    """The signer, at the foot of the paper and of what is attached to it."""
    signature = document.signature
    if signature is None:
        return found
    again = [
        span
        for _, span in signature_blocks(document.text, document.zones.annex, vocab)
        if span.of(document.text) == signature.name
    ]
    others = document.co_signatures
    places = [signature.span, *again, *(other.span for other in others)]
    kept = [m for m in found if not any(m.span.start < p.end and p.start < m.span.end for p in places)]
    role = signature.title
    return [
        *kept,
        *(
            Mention(EntityKind.PERSON, p, signature.name, role=role, relation=PersonRelation.SIGNER, form="signature")
            for p in (signature.span, *again)
        ),
        *(
            Mention(EntityKind.PERSON, o.span, o.name, role=o.title, relation=PersonRelation.SIGNER, form="signature")
            for o in others
        ),
    ]


def _named(document: Document, vocab: Vocab) -> Iterator[Mention]:
    text = document.text
    limit = document.zones.recipients
    archive = next((s.start for s in paragraphs(text, limit) if vocab.header["archive"].match(s.of(text))), limit.end)
    seen = -1
    end = content_end(document)
    for start, office, several in _openings(document, vocab):
        if start >= end:
            break
        place: int | None = start
        while place is not None and place >= seen and not archive <= place < limit.end:
            mention = _person(document, place, office, vocab)
            if mention is None:
                break
            yield mention
            seen = mention.span.end
            more = vocab.cues["person.next"].match(text, _after_role(document, seen, vocab)) if several else None
            place = more.end() if more else None


def _person(document: Document, start: int, office: str | None, vocab: Vocab) -> Mention | None:
    match = vocab.person_name.match(document.text, start)
    if not match:
        return None
    end = _name_end(document.text, match, document, vocab)
    name = document.text[start:end]
    if not _plausible(name, vocab):
        return None
    role = _both(document, start, office, _role_after(document, end, vocab)[0])
    return Mention(
        EntityKind.PERSON,
        Span(start, end),
        name,
        role=role,
        relation=_part(document, start, end, office, vocab),
        form="address",
    )


def _both(document: Document, start: int, office: str | None, after: str | None) -> str | None:
    """The office before a name; in a row of members the one that he holds elsewhere, too.

    `Phó Trưởng ban: Ông Lò Văn Ín, Giám đốc Sở Nội vụ`.
    """
    row = office is not None and document.text.endswith(":", 0, document.text.rfind(" ", 0, max(0, start - 1)))
    return f"{office} – {after}" if row and after else office or after


def _after_role(document: Document, end: int, vocab: Vocab) -> int:
    return _role_after(document, end, vocab)[1]


def _openings(document: Document, vocab: Vocab) -> list[tuple[int, str | None, bool]]:
    """Places where a name may start, the office before it, and whether several names may follow.

    A name stands after an address (`các đồng chí` opens a list), or after an office and the body it belongs to, in
    its line: the offices of a signature are `footer`'s.
    """
    text = document.text
    ends = {m.span.start: m.span.end for m in document.mentions if m.kind is EntityKind.AGENCY}
    places: dict[int, tuple[str | None, bool]] = {}
    for _, _, match in vocab.together.offices.matches(text):
        reach = match.end() + (text[match.end() : match.end() + 1] != "\n") + 1
        inner = next((ends[i] for i in range(match.start(), reach) if i in ends), match.end())
        end = max(match.end(), inner)
        if text.startswith("\n", end):
            continue
        several = vocab.cues["person.several"].search(text, max(0, match.start() - 20), match.start()) is not None
        colon = text.startswith(": ", end) and several
        former = vocab.cues["person.former"].search(text, max(0, match.start() - FORMER), match.start())
        places[end + (2 if colon else 1)] = (text[former.start() if former else match.start() : end], several)
    for _, _, match in vocab.together.addresses.matches(text):
        start = match.end() + 1
        prefix = vocab.rank.match(text, start)
        office = _office_before(text, match.start(), vocab)
        places[prefix.end() if prefix else start] = (office, match[0].lower().startswith("các"))
    return sorted((start, office, several) for start, (office, several) in places.items())


def _office_before(text: str, end: int, vocab: Vocab) -> str | None:
    """The office that a colon parts from the form of address, in the same line: `- Phó GĐ Sở.

    Ông Lò Văn Ín`.
    """
    low = max(text.rfind("\n", 0, end) + 1, end - BEFORE_ADDRESS)
    line = text[low:end]
    if not line.rstrip().endswith(":"):
        return None
    found = [match for form in vocab.roles for match in form.regex.finditer(line)]
    last = max(found, key=lambda match: (match.end(), -match.start()), default=None)
    rest = line[last.end() :].rstrip(" :") if last else ""
    return line[last.start() :].rstrip(" :") if last and (not rest or len(rest.split()) == 1) else None


def _name_end(text: str, match: re.Match[str], document: Document, vocab: Vocab) -> int:
    """Where the name stops: at an agency or an office (`đồng chí Lê Văn Tám Phó Trưởng Ban`)."""
    end = match.end("name")
    for mention in document.mentions:
        if mention.kind is EntityKind.AGENCY and mention.span.start < end and mention.span.end > match.start():
            end = min(end, max(match.start(), mention.span.start - 1))
    rank = vocab.rank.search(text, match.start() + 1, end + RANK)  # of another one who signs beside
    end = min(end, rank.start() - 1) if rank else end
    office = vocab.cues["person.office_follows"].search(text, match.start(), end)
    return office.start() if office else end


def _plausible(name: str, vocab: Vocab) -> bool:
    words = name.split()
    if vocab.cues["person.body_word"].match(name):
        return False
    return (2 <= len(words) <= 5 or "'" in name or "’" in name) and not any(
        name.startswith(bad) or bad.startswith(name) for bad in vocab.not_names
    )


def _role_after(document: Document, end: int, vocab: Vocab) -> tuple[str | None, int]:
    """The offices after a name, each with its body, and where they end.

    `X – Tỉnh ủy viên – Phó Chủ tịch UBND tỉnh`.
    """
    text = document.text
    gap = _AFTER_ROLE.match(text, end)
    roles: list[str] = []
    reach = end
    while gap is not None:
        stop = _role_end(document, gap.end(), vocab)
        if stop is None:
            break
        roles.append(text[gap.end() : stop])
        reach = stop
        gap = vocab.cues["person.next_role"].match(text, stop)
    return " – ".join(roles) or None, reach


def _role_end(document: Document, start: int, vocab: Vocab) -> int | None:
    """Where the office that starts here ends: at the end of the body that it names, else of the title."""
    text = document.text
    ends = [match.end() for form in vocab.roles if (match := form.regex.match(text, start))]
    if not ends:
        return None
    title = max(ends)
    for mention in document.mentions:
        if mention.kind is EntityKind.AGENCY and start < mention.span.start <= title + 1 and mention.span.end > title:
            return mention.span.end
    return title


def _part(document: Document, start: int, end: int, office: str | None, vocab: Vocab) -> PersonRelation:
    """The part of a person in the document, from the words right around the name and the office before it."""
    text, cues = document.text, vocab.cues
    if document.zones.recipients.start <= start < document.zones.recipients.end:
        return PersonRelation.RECIPIENT
    before = text[max(0, start - 60) : start]
    titled = start - 1 - len(office) if office and text.endswith(f"{office} ", 0, start) else start
    if any(cues["person.assigned"].search(text, max(0, at - 60), at) for at in (start, titled)):
        return PersonRelation.ASSIGNED
    other = any(cues["person.other_part"].search(text, max(0, at - 60), at) for at in (start, titled))
    reach = _after_role(document, end, vocab)
    after = cues["person.chair_after"].match(text, reach)
    presides = after is not None and not other and (reach > end or not after["body"])
    if presides or cues["person.chair_before"].search(before):
        return PersonRelation.CHAIR
    low = max(0, start - SENTENCE)
    sentence = text[max(text.rfind(".", low, start), text.rfind("\n", low, start), low - 1) + 1 : start]
    attends = cues["person.attends"].search(sentence)
    return PersonRelation.ATTENDEE if attends else PersonRelation.MENTIONED


def _chair(document: Document, found: list[Mention], vocab: Vocab) -> Chair | None:
    """Who presided: the person that chairs, with the event and its date from the opening paragraphs."""
    chairs = [m for m in found if m.relation is PersonRelation.CHAIR]
    if not chairs:
        return None
    told = [s.of(document.text) for s in _telling(document, vocab)]
    events = (vocab.cues["person.event"].search(words) for words in [*told, document.text])
    event = next((match for match in events if match), None)
    role = next((m.role for m in chairs if m.role), None)
    what = event["event"].strip() if event else None
    return Chair(chairs[0].name, role, what, _event_date(document, vocab), chairs[0].span)


def _telling(document: Document, vocab: Vocab) -> list[Span]:
    """The sentences of the opening that tell the meeting, in order."""
    opening = islice(paragraphs(document.text, document.zones.body), OPENING)
    sentences = (sentence for span in opening for sentence in _sentences(document.text, span))
    return [each for each in sentences if vocab.cues["person.meeting"].search(each.of(document.text))]


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for stop in _STOP.finditer(text, span.start, span.end):
        yield Span(start, stop.end())
        start = stop.end()
    yield Span(start, span.end)


def _event_date(document: Document, vocab: Vocab) -> PartialDate | None:
    """The day of the meeting, from the sentence that tells it, else from the title.

    The day of a paper that is named there is another: dates inside citations do not count.
    """
    cited = [citation.span for citation in document.citations]
    days = [
        (span.start > LEADING, date)
        for sentence in _telling(document, vocab)
        for span, date in find_dates(sentence.of(document.text))
        if date.day and not any(c.start <= sentence.start + span.start < c.end for c in cited)
    ]
    in_title = [date for _, date in find_dates(document.header.title) if date.day]
    meets = in_title and not _cites_in_title(document) and vocab.cues["person.meeting"].search(document.header.title)
    told = [date for _, date in sorted(days, key=lambda each: each[0])]
    return next(iter([*told, *(in_title if meets else [])]), None)


def _cites_in_title(document: Document) -> bool:
    """The title names another paper, whose day it may give."""
    return any(citation.span.start < document.zones.header.end for citation in document.citations)

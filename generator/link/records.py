"""Records: each document with every mention, task and warning resolved to the entities of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from generator.link.entities.agencies import Agencies
from generator.link.entities.cited import Cited, WorkIdentity
from generator.link.entities.persons import Persons
from generator.link.entities.policies import Policies
from generator.link.entities.work_identity import bears_year, held_identity
from generator.link.entities.works import Works
from generator.link.scope import CONFIDENCE
from generator.link.scope.bodies import Body
from generator.link.scope.scoped_document import Reading
from generator.model import (
    AgencyOccurrence,
    Assignment,
    Citation,
    Diagnostic,
    DiagnosticCode,
    DocNumber,
    Document,
    EntityKind,
    Occurrence,
    Origin,
    PersonOccurrence,
    PersonRelation,
    PolicyOccurrence,
    Record,
    Relation,
    SourceText,
    Span,
    Task,
    WorkOccurrence,
)
from generator.model.frozen import Frozen, replace
from generator.model.linked import linked
from generator.parse.header import CONSOLIDATED
from generator.parse.paragraphs import outline
from generator.vocab import Vocab

_PLACE = attrgetter("span.start", "span.end", "kind")


class Entities(Frozen):
    """All entities, with the tables that lead from mentions to them."""

    agencies: Agencies
    works: Works
    policies: Policies
    persons: Persons
    candidates: Mapping[str, tuple[str, ...]]
    """Held documents that may be a work, by its id."""
    days: Mapping[str, str]
    """The days of works that are sure enough to doubt another one, by their ids."""


def record(reading: Reading, cited: Sequence[Cited], entities: Entities, vocab: Vocab) -> Record:
    """Return the document as linked.

    What is resolved now stands in it no more: mentions, tasks, the words of its source.
    """
    document = reading.document
    signature, chair = document.signature, document.chair
    warnings = (
        *document.warnings,
        *_warnings(reading, cited, entities, vocab),
        *_same_number(reading, entities, vocab),
    )
    return Record(
        id=reading.id,
        document=linked(replace(document, source=bare(document.source), mentions=(), tasks=())),
        title=document.header.title or (document.header.type or "Văn bản").capitalize(),
        issuer=entities.agencies.id_of(reading.scope.issuer),
        co_issuers=tuple(filter(None, (entities.agencies.id_of(body) for body in reading.scope.others))),
        issuer_basis=reading.scope.basis,
        issuer_confidence=CONFIDENCE.get(reading.scope.basis or ""),
        issued_inferred=reading.inferred,
        work=entities.works.held.get(reading.id),
        signer=_person(reading, signature.span, entities) if signature else None,
        co_signers=tuple(_person(reading, other.span, entities) for other in document.co_signatures),
        chair=_person(reading, chair.span, entities) if chair else None,
        occurrences=tuple(sorted(_occurrences(reading, cited, entities), key=_PLACE)),
        tasks=tuple(_assignment(reading, task, entities) for task in document.tasks),
        supplied=reading.supplied,
        supplied_by=reading.supplied_by,
        warnings=tuple(sorted(warnings, key=lambda w: (w.line, w.code, w.text))),
    )


def bare(source: SourceText) -> SourceText:
    """Return a source without the words that nobody asks for once papers are linked.

    Those of which a machine was in doubt are shown where they stand; lines tell pages.
    """
    if source.doubts:
        return source
    return replace(source, text="", lines=source.lines if source.pages else ())


def _person(reading: Reading, span: Span, entities: Entities) -> str | None:
    identity = entities.persons.at.get((reading.id, span.start))
    return entities.persons.ids.get(identity) if identity else None


def _occurrences(reading: Reading, cited: Sequence[Cited], entities: Entities) -> Iterator[Occurrence]:
    section, listed = outline(reading.document), {citation.span for citation in reading.document.citations}
    for one in cited:
        if one.citation.span in listed:
            yield _cited(reading, one, section(one.citation.span.start), entities)
    for mention, body in zip(reading.agencies, reading.bodies, strict=True):
        agency = entities.agencies.id_of(body)
        if agency is not None:
            yield AgencyOccurrence(agency, mention.span, section(mention.span.start))
    policies, persons = entities.policies, entities.persons
    for mention in reading.document.mentions:
        if mention.kind is EntityKind.AGENCY:
            continue
        key = (reading.id, mention.span.start)
        where = section(mention.span.start)
        if mention.kind is EntityKind.POLICY:
            yield PolicyOccurrence(policies.ids[policies.at[key]], mention.span, where)
        elif mention.kind is EntityKind.PERSON:
            seen, part = persons.seen[key], mention.relation or PersonRelation.MENTIONED
            agency = entities.agencies.id_of(seen.body)
            yield PersonOccurrence(persons.ids[persons.at[key]], mention.span, where, seen.role, agency, part)


def _cited(reading: Reading, one: Cited, section: str, entities: Entities) -> WorkOccurrence:
    ids = entities.works.ids
    return WorkOccurrence(
        ids.get(one.identity) if one.identity else None,
        one.citation,
        section,
        candidates=tuple(filter(None, map(ids.get, one.candidates))),
        relation=_relation(reading, one),
        issuer=entities.agencies.id_of(one.issuer),
    )


def _relation(reading: Reading, one: Cited) -> Relation:
    """What the words say, checked by who issued it: one's own paper is issued, another's cannot be."""
    relation, issuer = one.citation.relation, reading.scope.issuer
    own = issuer is not None and one.issuer is not None and one.issuer.identity == issuer.identity
    joint = one.citation.number is not None and len(one.citation.number.issuer_codes) > 1
    if one.citation.span in reading.unrelated or _itself(reading, one):
        return Relation.MENTION
    if own and one.citation.at and relation in (Relation.BASIS, Relation.MENTION):
        return Relation.ISSUED
    if one.citation.within or one.citation.span in _doers(reading):
        return relation
    if reading.document.header.type == CONSOLIDATED:
        return relation
    if relation is Relation.MENTION and (own or (joint and _shares(reading, one.citation))):
        return Relation.ISSUED
    if relation is Relation.ISSUED and not own and not joint:
        return Relation.MENTION
    return relation


def _itself(reading: Reading, one: Cited) -> bool:
    """The paper speaks of itself: `(Kèm theo Quyết định số … của UBND tỉnh)` over its annex."""
    header, number = reading.document.header, one.citation.number
    same = number is not None and header.number is not None and number.key == header.number.key
    return same and one.citation.date in (None, header.issued)


def _doers(reading: Reading) -> frozenset[Span]:
    """Works of which the document tells only what they did to others."""
    effects = reading.document.effects
    return frozenset([each.by.span for each in effects if each.basis == "told" and each.by is not None])


def _shares(reading: Reading, citation: Citation) -> bool:
    """The issuer is one of the parties of a joint symbol; its code is the one of its own papers."""
    own = reading.document.header.number
    codes = own.issuer_codes if own else ()
    parties = citation.number.issuer_codes if citation.number else ()
    return any(code in parties for code in codes) or not own


def _assignment(reading: Reading, task: Task, entities: Entities) -> Assignment:
    """A task with the bodies that its words name.

    A name that means no body that we know stands as printed.
    """
    doers = {span: reading.body_named(span) for span in task.assignees}
    unknown = [span for span, body in doers.items() if entities.agencies.id_of(body) is None]
    printed = [*unknown, *((task.group,) if task.group else ())]
    assignees = _ids(tuple(doers.values()), entities)
    beside = {span: reading.body_named(span) for span in task.partners}
    partners = _ids(tuple(beside.values()), entities)
    groups = [span for span, body in beside.items() if entities.agencies.id_of(body) is None]
    return Assignment(
        span=task.span,
        section=task.section,
        assignees=assignees,
        partners=tuple(p for p in partners if p not in assignees),
        deadline=task.deadline,
        group=_as_printed(reading, printed),
        recurring=task.recurring,
        partner_group=_as_printed(reading, groups),
    )


def _as_printed(reading: Reading, names: Iterable[Span]) -> str | None:
    """The words of names that no entity has, None where there are none."""
    return "; ".join(" ".join(span.of(reading.document.text).split()) for span in sorted(names)) or None


def _ids(bodies: Iterable[Body | None], entities: Entities) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for body in bodies:
        id_ = entities.agencies.id_of(body)
        if id_ is not None:
            found.setdefault(id_)
    return tuple(found)


def _warnings(reading: Reading, cited: Sequence[Cited], entities: Entities, vocab: Vocab) -> Iterator[Diagnostic]:
    document = reading.document
    for one in cited:
        number = one.citation.number
        if number is None:
            continue
        for code, message in _doubts(reading, one, number, entities, vocab):
            line = document.line_of(one.citation.span.start)
            yield Diagnostic(code, message, document.source.path, line, _quote(document, one))


def _doubts(
    reading: Reading, one: Cited, number: DocNumber, entities: Entities, vocab: Vocab
) -> Iterator[tuple[DiagnosticCode, str]]:
    """What is doubtful of a number that is cited: of most nothing."""
    works, identity = entities.works, one.identity
    if conflict := _conflict(one, number, entities) if one.conflict else _as_own(reading, one, entities, vocab):
        yield DiagnosticCode.ISSUER_CONFLICT, conflict
    if one.candidates:
        yield DiagnosticCode.AMBIGUOUS, _ambiguous(one, number)
    if identity is None:
        return
    if identity in works.absent:
        yield DiagnosticCode.NO_SUCH_WORK, _nowhere(works.absent[identity], number)
    if origin := one.stated or works.joined.get(identity):
        yield DiagnosticCode.CORRECTED, _led(works.ids[identity], origin, number, entities)
    if unread := _yearless(number, identity):
        yield DiagnosticCode.SYMBOL, unread
    work = works.ids.get(identity, "")
    if outvoted := _outvoted(one, number, entities.days.get(work)):
        yield DiagnosticCode.DATE_SUSPECT, outvoted
    if reading.id in entities.candidates.get(work, ()):
        yield DiagnosticCode.CITATION_SUSPECT, _suspect(number)


def _same_number(reading: Reading, entities: Entities, vocab: Vocab) -> Iterator[Diagnostic]:
    """Another held document bears this one's number: only the first can be it."""
    document, number = reading.document, reading.document.header.number
    if number is None or reading.id in entities.works.held or held_identity(reading, vocab) is None:
        return
    message = f"Số {number.key} trùng với văn bản khác trong kho (cùng cơ quan, cùng năm); chỉ liên kết văn bản kia."
    yield Diagnostic(DiagnosticCode.DUPLICATE, message, document.source.path, 1, number.raw)


def _quote(document: Document, one: Cited) -> str:
    """The citation as printed, with the issuer that it states."""
    end = max(one.citation.span.end, one.citation.issuer.end if one.citation.issuer else 0)
    return " ".join(document.text[one.citation.span.start : end].split())


def _conflict(one: Cited, number: DocNumber, entities: Entities) -> str:
    stated, symbol = (entities.agencies.called(body) for body in (one.issuer, one.symbol_issuer))
    return f"Ký hiệu {number.key} chỉ {symbol}, nhưng văn bản ghi là của {one.claimed or stated}."


def _as_own(reading: Reading, one: Cited, entities: Entities, vocab: Vocab) -> str | None:
    """The paper writes of a number as of its own body's deed, and the symbol is another body's."""
    own, symbol, citation = reading.scope.issuer, one.symbol_issuer, one.citation
    deed = citation.relation is Relation.ISSUED or citation.at
    if not deed or own is None or symbol is None or citation.number is None or citation.number.joint or citation.within:
        return None
    other = own.identity not in (symbol.identity, one.issuer.identity if one.issuer else "")
    if not other or not _is_own_deed(reading, citation, own, vocab):
        return None
    said = f"văn bản viết như do {entities.agencies.called(own)} ban hành"
    return f"Ký hiệu {citation.number.key} chỉ {entities.agencies.called(symbol)}, nhưng {said}."


def _is_own_deed(reading: Reading, citation: Citation, own: Body, vocab: Vocab) -> bool:
    """The clause names the paper's own body or its units alone, and a verb that only its issuer does."""
    text, at = reading.document.text, citation.span.start
    start = max(text.rfind(mark, 0, at) for mark in (". ", "; ", "\n")) + 1
    named = [body for _, body in reading.named_in(start, at)] or _subject(reading, start, vocab)
    ours = all(
        body is not None and (body.identity == own.identity or (body.level, body.parent) == ("unit", own.name))
        for body in named
    )
    return bool(named) and ours and vocab.cues["citation.own_deed"].search(text, start, at) is not None


def _subject(reading: Reading, start: int, vocab: Vocab) -> list[Body | None]:
    """The body with which a sentence begins, for a clause of it that has no doer.

    `Ban có 05 phòng; đã ban hành …`.
    """
    text = reading.document.text
    begun = max(text.rfind(mark, 0, start - 1) for mark in (". ", "\n")) + 1
    first = next(iter(reading.named_in(begun, start)), None)
    if first is None or vocab.cues["citation.doerless"].match(text, start) is None:
        return []
    mention, body = first
    return [body] if not text[begun : mention.span.start].strip(" -–+*") else []


def _ambiguous(one: Cited, number: DocNumber) -> str:
    several = (
        f"có thể là {len(one.candidates)} văn bản khác nhau" if len(one.candidates) > 1 else "chưa chắc là văn bản nào"
    )
    return f"{number.key} không ghi ngày, {several}; chưa liên kết."


def _nowhere(origin: Origin, number: DocNumber) -> str:
    return f"Không có văn bản số {number.key}, theo danh bạ ({origin.file}:{origin.line}); không liên kết."


def _led(id_: str, origin: Origin, number: DocNumber, entities: Entities) -> str:
    """Where the archivist leads a citation: a number written wrongly, or one without a day."""
    name = next(work.name for work in entities.works.entities if work.id == id_)
    return f"Chỗ viện dẫn {number.key} dẫn tới {name}, theo danh bạ ({origin.file}:{origin.line})."


def _yearless(number: DocNumber, identity: WorkIdentity) -> str | None:
    """A number without the year that its kind bears, read as the one of that day."""
    if number.year or identity.period == "" or identity.key == number.key:
        return None
    lacks = bears_year(number)
    return f"Số {number.key} thiếu năm; hiểu là {identity.key}, cùng cơ quan, cùng ngày." if lacks else None


def _outvoted(one: Cited, number: DocNumber, day: str | None) -> str | None:
    """Another day than the work's own, or than the one that several papers print."""
    date = one.citation.date
    if day is None or date is None or date.day is None or str(date) == day:
        return None
    said, known = (f"{each[8:]}/{each[5:7]}/{each[:4]}" for each in (str(date), day))
    return f"Văn bản này ghi ngày của {number.key} là {said}, nơi khác trong kho là {known}."


def _suspect(number: DocNumber) -> str:
    return f"Văn bản này không ghi số; {number.key} mà nó viện dẫn có thể chính là nó."

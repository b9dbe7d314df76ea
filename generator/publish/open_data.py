"""The open data of a portal: five JSON Lines files, the same bytes for the same content.

Fields keep their names and meaning: they are what programs outside read. What general law lets
one infer stands in a field of its own: each step of an agency's `succession` says on which `basis` it is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from generator import resources
from generator.derive import digital_signatures, printed, succession, validity
from generator.derive.catalog import Catalog
from generator.derive.marks import Marks
from generator.derive.validity import in_force
from generator.disclosure import Output, has_page, persons, tells_signer, told_of
from generator.model import (
    Agency,
    DigitalSignature,
    Document,
    Entity,
    Graph,
    InForce,
    Occurrence,
    Person,
    PersonOccurrence,
    Policy,
    Portal,
    Record,
    Role,
    Signature,
    Span,
    StatedBy,
    Table,
    Work,
    WorkEffect,
    WorkOccurrence,
)
from generator.pages.dictionary import TABLES
from generator.pages.frame import urls
from generator.pages.frame.links import page_path
from generator.publish.kept.pieces import Pieced
from generator.text.digests import digest

_ENCODER = msgspec.json.Encoder()
_Rows = Callable[[Catalog, Record], Iterable[dict[str, Any]]]


def tables(found: Catalog) -> dict[str, bytes]:
    """Return the five files: name → bytes. A person without a page has none here either."""
    return {name: content.data for name, content in pieces(found, {}).items()}


def pieces(found: Catalog, marks: Marks) -> dict[str, Pieced]:
    """Return the five files by name, made of the rows of each document and of each entity."""
    how = digest(resources.code(), msgspec.msgpack.encode(found.portal, order="deterministic"))
    named = _named(found)
    told = {
        each.id: digest(how, marks.get(each.id, b""), *sorted(named.get(each.id, ()))) for each in found.graph.records
    }
    made = {
        name: [(told[record.id], partial(_rows, rows, found, record)) for record in found.graph.records]
        for name, rows in _OF_DOCUMENTS.items()
    }
    entities = sorted(_entities(found.graph, found.portal), key=lambda each: each.id)
    lines = [_lines((_entity(found, each),)) for each in entities]  # of whom each tells, only its row says
    made["entities"] = [(digest(line), partial(bytes, line)) for line in lines]
    return {f"{name}.jsonl": Pieced(how, made[name]) for name in TABLES}


def _named(found: Catalog) -> Mapping[str, Iterable[str]]:
    """Return by document who of its persons is told: of that, and of the document, its rows are made."""
    named: dict[str, set[str]] = defaultdict(set)
    for person in found.persons:
        for row in found.appearances_of.get(person, ()):
            named[row.record.id].add(person)
    for record in found.graph.records:
        if people := {record.signer, record.chair, *record.co_signers} & found.persons.keys():
            named[record.id].update(filter(None, people))
    return named


def _rows(rows: _Rows, found: Catalog, record: Record) -> bytes:
    return _lines(rows(found, record))


def document_json(document: Document) -> bytes:
    """Return a parsed document as indented JSON; `ingest` reads it back."""
    return msgspec.json.format(msgspec.json.encode(document, order="deterministic"), indent=1) + b"\n"


def _lines(rows: Iterable[dict[str, Any]]) -> bytes:
    return _ENCODER.encode_lines(rows)


def _entities(graph: Graph, portal: Portal) -> Iterator[Entity]:
    yield from graph.agencies
    yield from graph.policies
    yield from graph.works
    yield from persons(graph, portal, Output.OPEN_DATA)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _document(found: Catalog, record: Record) -> dict[str, Any]:
    document, header = record.document, record.document.header
    source = document.source
    return {
        "id": record.id,
        "source": {"file": source.path, "format": source.format, "sha256": source.digest},
        "type": header.type,
        "number": header.number.key if header.number else None,
        "title": header.title,
        "place": header.place,
        "issued": _text(header.issued),
        "issued_inferred": msgspec.to_builtins(record.issued_inferred),
        "in_force": [_in_force(record, each) for each in in_force.in_force(record)],
        "issuer": record.issuer,
        "issuer_basis": record.issuer_basis,
        "issuer_confidence": record.issuer_confidence,
        "chair": _chair(found, record),
        "signer": _signer(found, record.signer, document.signature),
        "co_issuers": list(record.co_issuers),
        "co_signers": [
            _signer(found, id_, one) for id_, one in zip(record.co_signers, document.co_signatures, strict=True)
        ],
        "digital_signatures": [_digital(each) for each in digital_signatures.told(record, found.portal)],
        "recipients": list(document.recipients),
        "archive_line": document.archive_line,
        "sections": [_section(record, i) for i in range(len(document.sections))],
        "warnings": [
            {"code": each.code, "line": each.line, "text": each.text, "message": each.message}
            for each in told_of(record, Output.OPEN_DATA)
        ],
        "tables": [_table(record, table) for table in document.tables],
        "text": document.text,
        **({"places": _head_places(record)} if source.places else {}),
    }


def _table(record: Record, table: Table) -> dict[str, Any]:
    """A table with its cells in reading order; an empty cell stands nowhere."""
    text = record.document.text
    return {
        "rows": table.rows,
        "columns": table.columns,
        "caption": table.caption.of(text) if table.caption else None,
        "continued": list(table.continued),
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "rows": cell.rows,
                "columns": cell.columns,
                "header": cell.header,
                "text": cell.span.of(text),
                **(_line(record, cell.span) if cell.span.start < cell.span.end else {}),
            }
            for cell in table.cells
        ],
    }


def _head_places(record: Record) -> dict[str, Any]:
    """Where each fact of the head is printed, on a source with pages."""
    return {name: _line(record, span) for name, span in printed.passages(record.document).items()}


def _digital(signature: DigitalSignature) -> dict[str, Any]:
    """A digital signature; a name that the portal does not tell is null."""
    names = {name: getattr(signature, name) or None for name in ("signer", "organization", "authority")}
    signed = signature.signed.isoformat() if signature.signed else None
    kept = {name: getattr(signature, name) for name in ("state", "covers", "body", "clock", "trust", "weak")}
    return {**names, "signed": signed, "digest": signature.digest or None, **kept}


def _in_force(record: Record, said: InForce) -> dict[str, Any]:
    text = record.document.text
    return {
        "kind": said.kind,
        "from": _text(said.start),
        "until": _text(said.until),
        "basis": said.basis,
        "part": said.part.of(text) if said.part else None,
        "except": said.exception.of(text) if said.exception else None,
        "phrase": said.span.of(text),
        **_line(record, said.span),
    }


def _chair(found: Catalog, record: Record) -> dict[str, Any] | None:
    chair = record.document.chair
    if chair is None or not tells_signer(record.chair, found.persons, found.portal):
        return None
    return {
        "person": record.chair,
        "name": chair.name,
        "role": chair.role,
        "event": chair.event,
        "event_date": _text(chair.event_date),
    }


def _signer(found: Catalog, person: str | None, signature: Signature | None) -> dict[str, Any] | None:
    """Who signed; null where nobody did, or somebody whom the portal does not name."""
    if signature is None or not tells_signer(person, found.persons, found.portal):
        return None
    authority = [{"mark": a.mark, "office": a.office} for a in signature.authority]
    return {"person": person, "name": signature.name, "title": signature.title, "authority": authority}


def _section(record: Record, index: int) -> dict[str, Any]:
    section = record.document.sections[index]
    return {
        "label": section.label,
        "title": section.title,
        "level": section.level,
        "parent": section.parent,
        **_line(record, section.head),
        "anchor": section.anchor,
    }


def _entity(found: Catalog, entity: Entity) -> dict[str, Any]:
    shown = not isinstance(entity, Person) or has_page(entity, found.portal)
    row: dict[str, Any] = {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "page": urls.published(page_path(found, entity.id)) if shown else None,
    }
    fields: dict[type, tuple[str, ...]] = {
        Agency: ("level", "place", "parent", "valid_from", "valid_to", "succeeded_by", "source"),
        Policy: ("policy_kind", "approved_by", "period", "parent"),
        Work: ("key", "type", "date", "issuer", "co_issuers", "title", "held_as", "candidates", "conflicts"),
        Person: ("roles", "official"),
    }
    own = {name: msgspec.to_builtins(getattr(entity, name)) for name in fields[type(entity)]}
    if isinstance(entity, Person):
        own["roles"] = [_role(each) for each in entity.roles]
    return row | own | _derived(found, entity)


def _role(role: Role) -> dict[str, Any]:
    told = {name: getattr(role, name) for name in ("title", "agency", "first", "last", "documents")}
    return told | ({"registry": f"{role.stated.file}:{role.stated.line}"} if role.stated else {})


def _derived(found: Catalog, entity: Entity) -> dict[str, Any]:
    """What is known of an entity beside its own fields."""
    if isinstance(entity, Agency):
        steps = succession.steps(found, entity)
        return {
            "predecessors": list(succession.predecessors(found, entity)),
            "succession": [msgspec.to_builtins(step) for step in steps],
        }
    if isinstance(entity, Work):
        stated = {name: _stated(by) for name, by in entity.stated}
        effects = [_effect(found, each) for each in validity.effects(found, entity.id)]
        shared = {"bearers": list(entity.bearers)} if entity.bearers else {}
        return {"effects": effects, **shared, **({"stated": stated} if stated else {})}
    return {}


def _effect(found: Catalog, effect: WorkEffect) -> dict[str, Any]:
    """What a document does to a work or says was done to it, or what the archivist says, with its line."""
    evidence = effect.evidence
    told = {
        "kind": effect.kind,
        "extent": effect.extent,
        "part": effect.part,
        "by": effect.by,
        "basis": effect.basis,
        **({"since": str(effect.since)} if effect.since else {}),
        **({"until": str(effect.until)} if effect.until else {}),
    }
    if isinstance(evidence, StatedBy):
        return told | {"document": None, "line": None, "by_number": effect.by_number, **_stated(evidence)}
    line = _line(found.records[evidence.document], evidence.span)
    return told | {"document": evidence.document, **line}


def _stated(by: StatedBy) -> dict[str, Any]:
    """Where the archivist states something, and on what ground."""
    return {"registry": f"{by.origin.file}:{by.origin.line}", "source": by.source}


def _place(record: Record, span: Span, section: str) -> dict[str, Any]:
    document = record.document
    return {
        "surface": span.of(document.text),
        **_line(record, span),
        "start": span.start,
        "end": span.end,
        "section": section,
    }


def _line(record: Record, span: Span) -> dict[str, Any]:
    """The line of a passage; where the source has pages, the page and the box, as shares of its sides."""
    line = record.document.line_of(span.start)
    page, place = record.document.page_of(line), record.document.place_of(span)
    if place is None:
        return {"line": line} if page is None else {"line": line, "page": page}
    box = [round(side, 4) for side in (place.left, place.top, place.right, place.bottom)]
    return {"line": line, "page": place.page, "box": box}


def _mentions(found: Catalog, record: Record) -> Iterator[dict[str, Any]]:
    for one in record.occurrences:
        if isinstance(one, PersonOccurrence) and one.entity not in found.persons:
            continue
        row = {"document": record.id, "kind": one.kind, "entity": one.entity, **_place(record, one.span, one.section)}
        yield row | _particulars(one)


def _particulars(one: Occurrence) -> dict[str, Any]:
    if isinstance(one, PersonOccurrence):
        return {"role": one.role, "agency": one.agency, "relation": one.relation}
    if not isinstance(one, WorkOccurrence):
        return {}
    return {
        **({"candidates": list(one.candidates)} if one.entity is None else {}),
        "key": one.key,
        "type": one.citation.type,
        "date": _text(one.citation.date),
        "issuer": one.issuer,
        "relation": one.relation,
        "article": one.citation.article,
        "damaged": one.damaged,
        "title": one.citation.title,
    }


def _tasks(_: Catalog, record: Record) -> Iterator[dict[str, Any]]:
    for task in record.tasks:
        deadline = task.deadline
        yield {
            "document": record.id,
            "section": task.section,
            **_line(record, task.span),
            "text": task.span.of(record.document.text),
            "assignees": list(task.assignees),
            "group": task.group,
            "partners": list(task.partners),
            "partner_group": task.partner_group,
            "deadline": {"date": _text(deadline.date), "phrase": deadline.phrase} if deadline else None,
            "recurring": task.recurring,
        }


def _figures(_: Catalog, record: Record) -> Iterator[dict[str, Any]]:
    for figure in record.document.figures:
        yield {
            "document": record.id,
            "section": figure.section,
            **_line(record, figure.span),
            "value": figure.value,
            "unit": figure.unit,
            "what": figure.what,
            "surface": figure.span.of(record.document.text),
        }


_OF_DOCUMENTS: Mapping[str, _Rows] = {
    "documents": lambda found, record: (_document(found, record),),
    "mentions": _mentions,
    "tasks": _tasks,
    "figures": _figures,
}

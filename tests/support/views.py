"""What parsing and linking found, as plain values that a table of cases can state; and how the two are compared."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator import vocab
from generator.ingest import plain_text
from generator.model import (
    Citation,
    Deadline,
    Diagnostic,
    Document,
    Effect,
    Graph,
    InForce,
    Occurrence,
    Record,
    Signature,
    SourceText,
    Span,
)
from generator.parse import parse
from tests.support.places import CASES

CODES = (
    *("missing_header", "missing_number", "missing_date", "issuer_conflict", "symbol", "wrong_abbreviation"),
    *("missing_hyphen", "spacing", "page_number_leak", "page_break", "date_suspect", "date_conflict"),
    *("citation_suspect", "name_variant", "markup", "number_format", "duplicate", "ambiguous", "look_alike"),
    "cut_lines",
)
ZONES = ("header", "preamble", "body", "closing", "recipients", "signature")


def cases(pattern: str) -> list[Any]:
    """Return the cases of all tables of that name, each called by its file and its `why`; `xfail` is a known fault."""
    found = []
    for path in sorted(CASES.glob(pattern)):
        for case in yaml.safe_load(path.read_text("utf-8")):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['why']}", marks=marks))
    assert found, f"no table of cases is called {pattern}"
    return found


def written(given: str | dict[str, Any]) -> str:
    """Return a document's text: as given, or of header fields and a body."""
    if isinstance(given, str):
        return given
    day = str(given["date"]).split("-") if "date" in given else None
    lines = (
        given.get("issuer"),
        f"Số: {given['number']}" if "number" in given else None,
        f"{given.get('place', 'Lam Giang')}, ngày {day[2]} tháng {day[1]} năm {day[0]}" if day else None,
        given.get("type", "BÁO CÁO"),
        given.get("title", "Công tác trong kỳ"),
        given["body"],
    )
    return "\n".join(line for line in lines if line)


def source(text: str, path: str = "documents/mau.txt") -> SourceText:
    """Return the text as `ingest` reads it."""
    read = plain_text.read(text.encode(), path)
    assert isinstance(read, SourceText), read
    return read


def parsed(text: str, path: str = "documents/mau.txt") -> Document:
    """Return the text parsed."""
    return parse(source(text, path), vocab.load())


def differences(wanted: Any, found: Any, where: str = "") -> list[str]:
    """Return what is other than wanted.

    Of a mapping only the keys that are stated count; a list is stated whole; a word stands for a row whose first
    field it is.
    """
    if isinstance(wanted, dict):
        if not isinstance(found, dict):
            return [f"{where}: want {wanted}, got {found!r}"]
        told = [f"{where}: unknown field {key}" for key in wanted if key not in found]
        return told + [
            d for key in wanted if key in found for d in differences(wanted[key], found[key], f"{where}.{key}")
        ]
    if isinstance(wanted, list):
        if not isinstance(found, list) or len(wanted) != len(found):
            return [f"{where}: want {wanted},\n  got {found!r}"]
        pairs = enumerate(zip(wanted, found, strict=True))
        return [d for place, (one, other) in pairs for d in differences(one, other, f"{where}[{place}]")]
    if isinstance(found, dict):
        found = next(iter(found.values()))
    if wanted is None or isinstance(wanted, bool | float | int):
        return [] if wanted == found else [f"{where}: want {wanted!r}, got {found!r}"]
    return [] if str(wanted) == str(found) else [f"{where}: want {str(wanted)!r}, got {str(found)!r}"]


# --- a parsed document -----------------------------------------------------------------------------


def view(document: Document) -> dict[str, Any]:
    """Return all that was found in a document, spans as the words that they cover."""
    text = document.text
    return {
        "paragraphs": text.split("\n"),
        "lines": [document.line_of(at) for at in _starts(text)],
        "breaks": len(document.breaks),
        "zones": {name: getattr(document.zones, name).of(text).strip() for name in ZONES},
        "header": _header(document),
        "sections": _sections(document),
        "outline": [f"{'  ' * (s.level - 1)}{s.label or '-'} {s.title or '…'}" for s in document.sections],
        "citations": _citations(document),
        "effects": [_effect(effect) for effect in document.effects],
        "in_force": [_in_force(document, each) for each in document.in_force],
        "unsettled": [_called(each) for each in document.citations if each.unsettled],
        "agencies": [
            _mention(document, m.span, name=m.name, place=m.place, form=m.form) for m in of(document, "agency")
        ],
        "persons": [_mention(document, m.span, role=m.role, relation=m.relation) for m in of(document, "person")],
        "policies": [
            {
                "name": m.name,
                "surface": m.span.of(text),
                "kind": m.form,
                "part_of": m.part_of.of(text) if m.part_of else None,
            }
            for m in of(document, "policy")
        ],
        "tasks": _tasks(document),
        "figures": [
            {"surface": f.span.of(text), "value": f.value, "unit": f.unit, "what": f.what} for f in document.figures
        ],
        "signature": _signature(document.signature),
        "co_signatures": [_signature(each) for each in document.co_signatures],
        "chair": _chair(document),
        "recipients": list(document.recipients),
        "archive_line": document.archive_line,
        "abbreviations": dict(document.abbreviations),
        "short_forms": [f"{each.short.of(text)} = {each.long.of(text)}" for each in document.short_forms],
        "warnings": _warnings(document.warnings),
    }


def of(document: Document, kind: str) -> list[Any]:
    """Return the mentions of a kind."""
    return [mention for mention in document.mentions if mention.kind == kind]


def _starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "work": _called(effect.target),
        "kind": effect.kind,
        "extent": effect.extent,
        "part": effect.part,
        "by": _called(effect.by) if effect.by else None,
        "basis": effect.basis,
        "since": str(effect.since) if effect.since else None,
        "until": str(effect.until) if effect.until else None,
    }


def _in_force(document: Document, said: InForce) -> dict[str, Any]:
    text = document.text
    return {
        "phrase": said.span.of(text),
        "kind": said.kind,
        "basis": said.basis,
        "from": str(said.start) if said.start else None,
        "until": str(said.until) if said.until else None,
        "part": said.part.of(text) if said.part else None,
        "except": said.exception.of(text) if said.exception else None,
    }


def _called(citation: Citation) -> str | None:
    return citation.number.key if citation.number else citation.name


def _mention(document: Document, span: Span, **fields: Any) -> dict[str, Any]:
    return {"surface": span.of(document.text), **fields}


def _header(document: Document) -> dict[str, Any]:
    header = document.header
    return {
        "type": header.type,
        "number": header.number.key if header.number else None,
        "title": header.title,
        "place": header.place,
        "issued": str(header.issued) if header.issued else None,
        "superior": header.superior,
        "decides": header.decides,
        "issuer": header.issuer,
        "addressees": list(header.addressees),
    }


def _sections(document: Document) -> list[dict[str, Any]]:
    return [
        {"anchor": s.anchor, "label": s.label, "title": s.title, "level": s.level, "parent": s.parent,
         "head": s.head.of(document.text), "text": s.span.of(document.text)}
        for s in document.sections
    ]  # fmt: skip


def _citations(document: Document) -> list[dict[str, Any]]:
    text = document.text
    return [
        {
            "key": c.number.key if c.number else c.name,
            "surface": c.span.of(text),
            "type": c.type,
            "date": str(c.date) if c.date else None,
            "issuer": c.issuer.of(text) if c.issuer else None,
            "relation": c.relation,
            "legal": c.legal,
            "article": c.article,
            "title": c.title,
            "numbered": c.number is not None,
            "damaged": c.number.damaged if c.number else False,
            "leak": c.leak,
        }
        for c in document.citations
    ]


def _tasks(document: Document) -> list[dict[str, Any]]:
    text = document.text
    return [
        {
            "text": t.span.of(text),
            "section": t.section,
            "assignees": [span.of(text) for span in t.assignees],
            "partners": [span.of(text) for span in t.partners],
            "group": t.group.of(text).strip() if t.group else None,
            "deadline": deadline(t.deadline),
            "recurring": t.recurring,
        }
        for t in document.tasks
    ]


def deadline(value: Deadline | None) -> dict[str, Any] | None:
    """Return a deadline as its date and its phrase."""
    return None if value is None else {"date": str(value.date) if value.date else None, "phrase": value.phrase}


def _signature(signature: Signature | None) -> dict[str, Any] | None:
    if signature is None:
        return None
    chain = [f"{link.mark} {link.office}" for link in signature.authority]
    own = {"name": signature.name, "title": signature.title, "post": signature.post}
    return {**own, "authority": chain, "body": signature.body}


def _chair(document: Document) -> dict[str, Any] | None:
    chair = document.chair
    if chair is None:
        return None
    when = str(chair.event_date) if chair.event_date else None
    return {"name": chair.name, "role": chair.role, "event": chair.event, "event_date": when}


def _warnings(found: tuple[Diagnostic, ...]) -> dict[str, list[str]]:
    return {code: [warning.text for warning in found if warning.code == code] for code in CODES}


# --- a graph -----------------------------------------------------------------------------------------


def entities(graph: Graph) -> dict[str, Any]:
    """Return every entity by id."""
    return {e.id: e for table in (graph.agencies, graph.policies, graph.works, graph.persons) for e in table}


def occurrence(record: Record, words: str) -> Occurrence:
    """Return the mention of these words (or of this number); `words #2` is the second one."""
    name, _, place = words.partition(" #")
    text = record.document.text
    found = [o for o in record.occurrences if name in (o.span.of(text), getattr(o, "key", None))]
    at = int(place or 1) - 1
    assert len(found) > at, f"{record.document.source.path}: no mention «{words}»; there are: " + ", ".join(
        f"«{o.span.of(text)}»" for o in record.occurrences
    )
    return found[at]

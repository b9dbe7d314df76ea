"""A document read in its scope: the first half of linking, done for each document alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from generator.curation.yaml_values import nearest
from generator.errors import RegistryError
from generator.link.scope import scope_of
from generator.link.scope.bodies import Body, Scope, is_own, place_of, resolve_body, under_one
from generator.link.scope.owned_units import owned
from generator.model import (
    Diagnostic,
    DiagnosticCode,
    DocNumber,
    Document,
    EntityKind,
    Inferred,
    KnownDocument,
    Mention,
    PartialDate,
    Portal,
    Span,
    Stater,
)
from generator.model.frozen import Frozen, replace
from generator.parse.symbols import read_symbol
from generator.vocab import Vocab

_START = attrgetter("span.start")
Told = tuple[int, int | None, int | None, int | None, bool, str]
"""A citation by its place in the document; the bodies that issued it, that its symbol names, whose series numbers it,
by their places among the bodies; whether words and symbol contradict each other; the issuer that is only claimed."""


class Resolved(Frozen):
    """What names and citations of a document mean where nothing is stated of it; it can be kept."""

    scope: Scope
    inferred: Inferred | None
    named: tuple[Body, ...]
    """Each body once."""
    mentions: tuple[int | None, ...]
    """The body that each mention means, by its place among these."""
    cited: tuple[Told, ...]

    @property
    def bodies(self) -> tuple[Body | None, ...]:
        """The bodies that the document's agency mentions mean."""
        return tuple(map(self.body, self.mentions))

    def body(self, place: int | None) -> Body | None:
        """Return the body at a place, None for no place."""
        return None if place is None else self.named[place]


class Reading(Frozen):
    """A document with its id, its scope and the bodies that its agency mentions mean."""

    id: str
    """The path of its file until `entities.documents` gives it an address."""
    document: Document
    words: str
    """The digest of its words."""
    scope: Scope
    agencies: tuple[Mention, ...]
    bodies: tuple[Body | None, ...]
    inferred: Inferred | None
    supplied: tuple[str, ...] = ()
    unrelated: frozenset[Span] = frozenset()
    """Citations of which the archivist says that the document has no relation to what they cite."""
    supplied_by: Stater = "archivist"
    resolved: Resolved | None = None
    """The same as it was found with the parse, what is cited too; None where something is stated of the document."""

    def body_at(self, start: int, end: int) -> Body | None:
        """Return the first body mentioned inside [start, end)."""
        return next((body for _, body in self.named_in(start, end) if body is not None), None)

    def body_named(self, name: Span) -> Body | None:
        """Return the body that exactly these words name."""
        return next((body for mention, body in self.named_in(name.start, name.end) if mention.span == name), None)

    def named_in(self, start: int, end: int) -> Iterator[tuple[Mention, Body | None]]:
        """Yield the bodies mentioned inside [start, end) with their mentions, in order."""
        for place in range(bisect_left(self.agencies, start, key=_START), len(self.agencies)):
            if self.agencies[place].span.start >= end:
                return
            yield self.agencies[place], self.bodies[place]

    @property
    def joint(self) -> bool:
        """Several bodies made it together, so that a bare office may belong to any of them."""
        number = self.document.header.number
        return bool(self.scope.others) or (number is not None and number.joint)


def read(
    document: Document,
    words: str,
    known: KnownDocument | None,
    portal: Portal,
    vocab: Vocab,
    unrelated: frozenset[Span] = frozenset(),
    resolved: Resolved | None = None,
) -> Reading:
    """Return the document read in its scope, with the facts that are stated of it put in.

    `words` is the digest of its words; what was `resolved` before is not worked out again where nothing is stated.
    """
    if known is None and resolved is not None:
        return _as_resolved(document, words, unrelated, resolved)
    known = _filling(document, known) if known and known.source == "portal" else known
    document, supplied = _with_facts(document, known, vocab) if known else (document, ())
    scope = scope_of(document, known.issuer if known else None, portal, vocab)
    agencies = _agencies(document)
    named = _under_headings(document, agencies, list(_bodies(document.text, agencies, scope, vocab)), scope, vocab)
    bodies = tuple(owned(document.text, agencies, named, scope, vocab))
    if known and known.issuer and scope.basis == "registry":
        supplied = (*supplied, "issuer")
    elif known and known.issuer:
        unread = _unread(document, known, "issuer", (body.name for body in (scope.issuer, *bodies) if body))
        document = replace(document, warnings=(*document.warnings, unread))
    inferred, by = _inferred(document), known.source if known else "archivist"
    return Reading(document.source.path, document, words, scope, agencies, bodies, inferred, supplied, unrelated, by)


def _as_resolved(document: Document, words: str, unrelated: frozenset[Span], found: Resolved) -> Reading:
    agencies, path = _agencies(document), document.source.path
    own = (found.scope, agencies, found.bodies, found.inferred)
    return Reading(path, document, words, *own, unrelated=unrelated, resolved=found)


def _agencies(document: Document) -> tuple[Mention, ...]:
    return tuple(each for each in document.mentions if each.kind is EntityKind.AGENCY)


def _bodies(text: str, agencies: Sequence[Mention], scope: Scope, vocab: Vocab) -> Iterator[Body | None]:
    """What each mention means; whom the committee of another province directs is of that province."""
    row: list[Mention] = []
    here = scope
    for mention in agencies:
        gap = text[row[-1].span.end : mention.span.start] if row else ""
        goes_on = bool(row) and vocab.cues["citation.next_body"].fullmatch(gap) is not None
        if row and vocab.cues["agency.directs"].fullmatch(gap):
            here = _directed(row, scope, vocab)
        elif not goes_on:
            here = scope
        yield resolve_body(mention, here, vocab)
        joined = bool(row) and vocab.cues["agency.row"].fullmatch(gap) is not None
        row = [*row, mention] if joined and row[-1].name == mention.name else [mention]


def _under_headings(
    document: Document, agencies: Sequence[Mention], bodies: Sequence[Body | None], scope: Scope, vocab: Vocab
) -> Sequence[Body | None]:
    """In a joint paper a unit under a heading that names one party alone is that party's.

    `2. Bên nhận: Sở Nội vụ`, below it `Văn phòng Sở`.
    """
    if not scope.others:
        return bodies
    headed: list[tuple[Span, Body]] = []
    for section in document.sections:
        inside = (
            b for m, b in zip(agencies, bodies, strict=True) if section.head.start <= m.span.start < section.head.end
        )
        named = {body for body in inside if body == scope.issuer or body in scope.others}
        headed += [(section.span, body) for body in named if body is not None and len(named) == 1]
    settled = list(bodies)
    for i, mention in enumerate(agencies):
        around = [body for span, body in headed if span.start <= mention.span.start < span.end]
        if around and is_own(mention, vocab):
            settled[i] = under_one(mention, around[-1], scope, vocab)
    return settled


def _directed(row: Sequence[Mention], scope: Scope, vocab: Vocab) -> Scope:
    """What bare names mean after a row of committees that direct them: of several provinces nobody's own."""
    if row[-1].name != vocab.canonical.committee:
        return scope
    places = {place_of(each.place, scope, vocab) for each in row}
    there = places.pop()
    if places:
        return Scope(None, None, None)
    return Scope(there, None, None) if there is not None and there != scope.province else scope


def _filling(document: Document, known: KnownDocument) -> KnownDocument:
    """What a law portal states of a document, as far as the document itself does not print it."""
    header = document.header
    names = ("number", "type", "title", "issued", "place", "issuer")
    return replace(known, **{name: None for name in names if getattr(header, name)})  # type: ignore[arg-type]


def _with_facts(document: Document, known: KnownDocument, vocab: Vocab) -> tuple[Document, tuple[str, ...]]:
    """The document with the stated facts, and their names.

    Where the file prints something else, a warning tells both; what cannot be read is left out, with a warning.
    """
    number = read_symbol(known.number, vocab) if known.number else None
    wrong = [_unread(document, known, "number", ())] if known.number and number is None else []
    kind = known.type.casefold() if known.type else None
    if kind and vocab.doc_type(kind) is None:
        wrong.append(_unread(document, known, "type", (each.name for each in vocab.types)))
        kind = None
    facts = {"number": number, "type": kind, "title": known.title, "issued": known.issued, "place": known.place}
    given = {name: value for name, value in facts.items() if value is not None}
    told = (_corrected(document, known, name, value) for name, value in given.items())
    warnings = (*document.warnings, *wrong, *(warning for warning in told if warning is not None))
    header = replace(document.header, **given)  # type: ignore[arg-type]
    return replace(document, header=header, warnings=warnings), tuple(given)


_STATERS: Mapping[Stater, str] = {
    "archivist": "người quản trị",
    "edxml": "phần đầu gói edXML",
    "portal": "cổng pháp luật",
}
_STATED = {
    "number": "số, ký hiệu",
    "type": "loại văn bản",
    "title": "trích yếu",
    "issued": "ngày ban hành",
    "place": "nơi ban hành",
    "issuer": "cơ quan ban hành",
}


def _unread(document: Document, known: KnownDocument, name: str, choices: Iterable[str]) -> Diagnostic:
    """What is told of a fact of a side file that cannot be read; in the registry it stops the build."""
    written, origin = getattr(known, name), dict(known.origins).get(name)
    if origin is not None:
        near = nearest(written, choices)
        raise RegistryError(
            f"{origin}: {_STATED[name]} «{written}» không đọc được.{near} Sửa `{name}` hoặc xóa dòng này."
        )
    by = _STATERS[known.source]
    message = f"{by[0].upper()}{by[1:]} ghi {_STATED[name]} «{written}», không đọc được; bỏ qua. Sửa lại trong tệp kèm."
    return Diagnostic(DiagnosticCode.SIDE_FILE, message, document.source.path, 1)


def _corrected(document: Document, known: KnownDocument, name: str, value: object) -> Diagnostic | None:
    printed = getattr(document.header, name)
    old, new = (each.key if isinstance(each, DocNumber) else str(each or "") for each in (printed, value))
    if not old or old == new:
        return None
    verb = "sửa thành" if known.source == "archivist" else "ghi"
    message = f"Tệp ghi {_STATED[name]} «{old}»; {_STATERS[known.source]} {verb} «{new}»."
    return Diagnostic(DiagnosticCode.CORRECTED, message, document.source.path, 1, old)


def _inferred(document: Document) -> Inferred | None:
    """Bounds of an unstated date.

    Not before the meeting reported nor before the latest date of a cited paper.
    """
    issued = document.header.issued
    if issued is not None and issued.day is not None:
        return None
    lower: list[tuple[str, str]] = []
    if document.chair and document.chair.event_date:
        lower.append((str(document.chair.event_date), "ngày họp"))
    cited = [c for c in document.citations if c.date is not None and c.date.day is not None]
    latest = max(cited, key=lambda c: str(c.date), default=None)
    if latest is not None:
        cited_as = latest.number.key if latest.number is not None else latest.name
        lower.append((str(latest.date), f"ngày của văn bản viện dẫn {cited_as}"))
    upper = _month_end(issued) if issued else None
    if issued is not None and issued.month is not None:
        lower.append((f"{issued}-01", "tháng ghi trong văn bản"))
    low = max((row for row in lower if upper is None or row[0] <= upper), default=None)
    if low is None and upper is None:
        return None
    basis = "; ".join(filter(None, (low[1] if low else "", "tháng, năm ghi trong văn bản" if upper else "")))
    return Inferred(low[0] if low else None, upper, basis)


def _month_end(issued: PartialDate) -> str:
    if issued.month is None:
        return f"{issued.year:04d}-12-31"
    days = (31, 29 if issued.year % 4 == 0 and (issued.year % 100 or issued.year % 400 == 0) else 28, 31, 30, 31, 30)
    return f"{issued}-{(*days, 31, 31, 30, 31, 30, 31)[issued.month - 1]:02d}"

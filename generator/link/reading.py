"""A document read in its scope: the first half of linking, done for each document alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.link.bodies import Body, Scope, resolve_body
from generator.link.scope import forms_by_id, scope_of
from generator.model import Document, Inferred, KnownDocument, Mention, PartialDate, Portal, Registry
from generator.parse.paragraphs import section_at
from generator.parse.symbols import read_symbol
from generator.text.fold import slugify
from generator.vocab import Vocab


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its id, its scope and the bodies that its agency mentions mean (parallel to `agencies`)."""

    id: str
    document: Document
    scope: Scope
    agencies: tuple[Mention, ...]
    bodies: tuple[Body | None, ...]
    inferred: Inferred | None

    def body_at(self, start: int, end: int) -> Body | None:
        """Return the first body mentioned inside [start, end)."""
        for mention, body in zip(self.agencies, self.bodies, strict=True):
            if start <= mention.span.start < end and body is not None:
                return body
        return None

    @property
    def joint(self) -> bool:
        """Several bodies made it together, so that a bare office may belong to any of them."""
        number = self.document.header.number
        return number is not None and number.joint

    def section(self, offset: int) -> str:
        """Return the anchor or zone at an offset."""
        return section_at(self.document, offset)


def read(document: Document, registry: Registry, portal: Portal, vocab: Vocab) -> Reading:
    """Return the document read in its scope, with the registry's facts put in where the file lacks them."""
    known = next((k for k in registry.documents if document.source.path in (k.file, f"documents/{k.file}")), None)
    document = _with_facts(document, known, vocab)
    scope = scope_of(document, known, portal, vocab)
    agencies = tuple(m for m in document.mentions if m.kind == "agency")
    forms = forms_by_id(vocab)
    bodies = tuple(resolve_body(m, scope, forms, vocab) for m in agencies)
    return Reading(_id(document, scope, vocab), document, scope, agencies, bodies, _inferred(document))


def _with_facts(document: Document, known: KnownDocument | None, vocab: Vocab) -> Document:
    if known is None:
        return document
    header = document.header
    number = header.number or (read_symbol(known.number, vocab) if known.number else None)
    stated = replace(
        header,
        number=number,
        type=header.type or known.type,
        title=header.title or known.title or "",
        issued=header.issued or known.issued,
        place=header.place or known.place,
    )
    return replace(document, header=stated)


def _id(document: Document, scope: Scope, vocab: Vocab) -> str:
    """`tb-ban-dan-toc-dong-nai-2021-01-22-1a2b3c`: type, issuer, date, six digits of the content's hash."""
    header = document.header
    kind = vocab.doc_type(header.type)
    code = kind.codes[0] if kind and kind.codes else "cv" if header.type == "công văn" else "vb"
    issuer = scope.issuer.name.replace(" tỉnh ", " ").replace(",", " ") if scope.issuer else ""
    parts = [code, issuer, str(header.issued or "")]
    return f"{slugify('-'.join(p for p in parts if p), 80)}-{document.source.digest[:6]}"


def _inferred(document: Document) -> Inferred | None:
    """Bounds of an unstated date: not before the meeting reported nor before the latest date of a cited paper."""
    issued = document.header.issued
    if issued is not None and issued.day is not None:
        return None
    lower: list[tuple[str, str]] = []
    if document.chair and document.chair.event_date:
        lower.append((str(document.chair.event_date), "ngày họp"))
    cited = [c for c in document.citations if c.date is not None and c.date.day is not None]
    latest = max(cited, key=lambda c: str(c.date), default=None)
    if latest is not None and latest.number is not None:
        lower.append((str(latest.date), f"ngày của văn bản viện dẫn {latest.number.key}"))
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

"""What stands at the top of a document's page: badges, facts, the chain of authority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.derive.catalog import Catalog
from generator.derive.printed import passages
from generator.derive.validity import effects
from generator.derive.validity.in_force import in_force
from generator.disclosure import tells_signer
from generator.model import Chair, Evidence, Extraction, InForce, InForceKind, Record, Signature
from generator.pages.frame import labels
from generator.pages.frame.labels import label
from generator.pages.frame.links import bounds, entity_link, shown_date
from generator.pages.frame.tables import evidence_link
from generator.pages.kinds.document import originals
from generator.pages.kinds.work.validity import badge
from generator.pages.markdown import html, render
from generator.pages.markdown.escape import esc
from generator.vocab import tables

_FOLDED = 5
"""So many values of one fact are folded."""
_LONGEST = 160
"""Characters of a statement as printed; the paragraph that makes it is a link away."""
_SAID: Mapping[InForceKind, str] = {"applied": "áp dụng ", "ends": "hết hiệu lực "}
"""What is said of a time, where it is not that the paper is in force."""


def badges(found: Catalog, path: str, record: Record) -> str:
    """Return the row below the title: number, date, issuer, validity where a paper tells it."""
    number = record.document.header.number
    words = f"Số {number.key}" if number else ""
    shared = found.bearing.get(record.id)
    shown = entity_link(found, path, shared, words) if shared and number else esc(words)
    inferred = record.document.header.issued is None
    shown_ones = (
        render.badge(shown or "không rõ số", "" if shown else "unknown"),
        render.badge(f"Ngày {shown_date(record)}", "unknown" if inferred else ""),
        render.badge(entity_link(found, path, record.issuer) or "không rõ cơ quan ban hành", ""),
        *([badge(found, path, record.work)] if effects(found, record.work) and not shared else []),
        *([render.badge(draft, "unknown")] if (draft := _draft(record)) else []),
    )
    return render.block(" ".join(shown_ones), "vk-badges")


def _draft(record: Record) -> str:
    """What is said of a draft: one that bears the mark, or may be one, with neither number nor signer.

    Of a scan the head and foot may only be lost.
    """
    if record.draft:
        return "Dự thảo: văn bản mang dấu dự thảo"
    unfinished = record.document.header.number is None and record.document.signature is None
    return "Có thể là dự thảo: không thấy số, không thấy người ký" if unfinished else ""


def _supplied(record: Record, name: str, shown: str) -> str:
    """What is shown of a fact, with the word who stated it where the paper does not."""
    by = labels.SUPPLIED[record.supplied_by]
    return f"{shown} <small>({by})</small>" if shown and name in record.supplied else shown


def _how_read(extraction: Extraction) -> str:
    """How the text was got, where that may matter to who relies on it."""
    rows = [
        esc(extraction.how),
        *([f"chắc {extraction.certainty:.0%}".replace("%", " %")] if extraction.certainty < 1 else []),
        *([f"bảng mã {esc(extraction.encoding)}"] if extraction.encoding not in (None, "UTF-8") else []),
        *(f"<small>Để riêng: {esc(each)}</small>" for each in extraction.apart),
    ]
    usual = Extraction(encoding=extraction.encoding if extraction.encoding in (None, "UTF-8") else None)
    return "" if extraction == usual else "<br>".join(rows)


def facts(found: Catalog, path: str, record: Record) -> str:
    """Return the facts of a document as a table, in HTML."""
    document = record.document
    source = document.source
    printed = passages(document) if record.id in found.originals else {}

    def seen(fact: str, name: str) -> str:
        """A fact with the link to where it is printed."""
        return fact + originals.see(found, path, record, printed.get(name)) if fact else ""

    rows = (
        ("Cơ quan ban hành", seen(_issuer(found, path, record), "issuer")),
        ("Số, ký hiệu", seen(_number(record, "number" in printed), "number")),
        ("Nơi ban hành", _supplied(record, "place", esc(document.header.place or ""))),
        ("Ngày ban hành", seen(_supplied(record, "issued", _date(record)), "issued")),
        (_validity(record), _in_force(found, path, record)),
        ("Kính gửi", "<br>".join(map(esc, document.header.addressees))),
        ("Cùng ban hành", "<br>".join(entity_link(found, path, each) for each in record.co_issuers)),
        ("Người ký", seen(_signers(found, path, record), "signer")),
        ("Chủ trì", seen(_chair(found, path, record, document.chair), "chair")),
        ("Nơi nhận", _folded("nơi", [esc(each) for each in document.recipients])),
        ("Lưu", esc(document.archive_line or "")),
        ("Cách đọc", _how_read(source.extraction)),
        ("Bản gốc", originals.download(found, path, record)),
        ("Tệp nguồn", f"{render.code(source.path)}<br><small>SHA-256: {render.code(source.digest)}</small>"),
    )
    table = html.facts("Thông tin chung của văn bản", rows)
    return f'<h2 id="k-thong-tin">Thông tin chung</h2>{table}' if table else ""


def _folded(what: str, values: Sequence[str]) -> str:
    """Values one a line; many of them behind their count, as the paper beside shows them all."""
    lines = "<br>".join(values)
    return lines if len(values) < _FOLDED else f"<details><summary>{len(values)} {what}</summary>{lines}</details>"


def _number(record: Record, printed: bool) -> str:
    """The number again, where there is more to tell of it than its badge does."""
    number = record.document.header.number
    return _supplied(record, "number", esc(number.key)) if number and (record.supplied or printed) else ""


def _issuer(found: Catalog, path: str, record: Record) -> str:
    stated = record.issuer_basis == "registry" and "issuer" in record.supplied
    basis = labels.SUPPLIED[record.supplied_by] if stated else label(labels.ISSUER_BASES, record.issuer_basis)
    issuer = entity_link(found, path, record.issuer)
    return f"{issuer} <small>({esc(basis)})</small>" if issuer and basis else issuer


def _date(record: Record) -> str:
    if record.document.header.issued or record.issued_inferred is None:
        return render.date(record.document.header.issued)
    inferred = record.issued_inferred
    limits = bounds(inferred.not_before, inferred.not_after) or "không rõ"
    return f"Không ghi trong văn bản; suy ra {limits} <small>({esc(inferred.basis)})</small>"


def _validity(record: Record) -> str:
    """Return what the statements on its own force are called: where one tells its end they are of both."""
    return "Hiệu lực" if any(each.kind == "ends" for each in in_force(record)) else "Có hiệu lực"


def _in_force(found: Catalog, path: str, record: Record) -> str:
    """Since when the paper says that it is in force, or from when it ends, in its words."""
    return "<br>".join(_force(found, path, record, each) for each in in_force(record))


def _force(found: Catalog, path: str, record: Record, said: InForce) -> str:
    text = record.document.text
    part = f"{esc(render.sentence(render.shorten(said.part.of(text), _LONGEST)))}: " if said.part else ""
    kind = _SAID.get(said.kind, "")
    excepted = f", trừ {esc(render.shorten(said.exception.of(text), _LONGEST))}" if said.exception else ""
    day = f", tức từ {render.dated(said.start)}" if said.start and said.basis != "stated" else ""
    shown = f"{part}{kind}{esc(render.shorten(said.span.of(text), _LONGEST))}{day}{excepted}"
    return f"{shown} <small>({evidence_link(found, path, Evidence(record.id, said.span), 'đoạn nêu')})</small>"


def _signers(found: Catalog, path: str, record: Record) -> str:
    signed = (record.document.signature, *record.document.co_signatures)
    ids = (record.signer, *record.co_signers)
    return "".join(
        _signer(found, path, id_, each)
        for id_, each in zip(ids, signed, strict=True)
        if each and tells_signer(id_, found.names, found.portal)
    )


def _signer(found: Catalog, path: str, person: str | None, signature: Signature) -> str:
    name = entity_link(found, path, person, signature.name) or esc(signature.name)
    chain = [f"{_mark(link.mark)} {esc(link.office)}" for link in signature.authority]
    links = (*chain, *map(esc, filter(None, (signature.title, signature.post))), f"<strong>{name}</strong>")
    return f'<ol class="vk-chain">{"".join(f"<li>{each}</li>" for each in links)}</ol>'


def _mark(mark: str) -> str:
    meaning = next((each.meaning for each in tables.signing_marks() if each.mark == mark), "")
    return f'<abbr title="{meaning}" tabindex="0">{esc(mark)}</abbr>' if meaning else esc(mark)


def _chair(found: Catalog, path: str, record: Record, chair: Chair | None) -> str:
    if chair is None or not tells_signer(record.chair, found.names, found.portal):
        return ""
    name = entity_link(found, path, record.chair, chair.name) or esc(chair.name)
    date = f"ngày {render.date(chair.event_date)}" if chair.event_date else ""
    rest = ", ".join(part for part in (esc(chair.role or ""), esc(chair.event or ""), date) if part)
    return f"{name}, {rest}" if rest else name

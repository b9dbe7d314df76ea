"""Hiệu lực: what held documents say became of a work, as pages tell it.

Each statement with its paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.catalog import Catalog
from generator.derive.validity import effects, gravest, unsettled
from generator.model import EffectKind, Evidence, StatedBy, WorkEffect
from generator.pages.frame import tables
from generator.pages.frame.links import document_link, entity_link
from generator.pages.frame.quotation import short_form
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

UNKNOWN = "không xác định"

_WORDS: Mapping[EffectKind, str] = {
    "repealed": "bị bãi bỏ",
    "replaced": "bị thay thế",
    "suspended": "bị đình chỉ, ngưng hiệu lực",
    "amended": "được sửa đổi, bổ sung",
    "extended": "được kéo dài",
    "corrected": "được đính chính",
}
_SHOWN = 10


def badge(found: Catalog, path: str, work: str | None) -> str:
    """Return a badge with the validity of a work: the gravest that a held document states, else unknown.

    Of a paper that does several things to parts of it, all of these: to name the gravest alone would hide the others.
    """
    known = effects(found, work)
    effect = gravest(known)
    if effect is None:
        return render.badge(f"Hiệu lực: {UNKNOWN}", "unknown")
    if isinstance(effect.evidence, StatedBy):
        return render.badge(f"Hiệu lực: {words(effect)}, theo danh bạ", "unknown")
    evidence = tables.evidence_link(found, path, effect.evidence, _doer(found, effect.evidence, effect.by))
    same = [effect, *(each for each in known if effect.by and (each.by, each.extent) == (effect.by, effect.extent))]
    done = ", ".join(dict.fromkeys(map(words, same)))
    return render.badge(f"Hiệu lực: {done}, theo {evidence}", "unknown")


def told(found: Catalog, path: str, work: str) -> str:
    """Return the validity as Markdown, each effect with its passage, newest first."""
    known = effects(found, work)
    lines = [effect(found, path, each) for each in known[:_SHOWN]]
    open_ = ", ".join(tables.evidence_link(found, path, each) for each in unsettled(found, work)[:_SHOWN])
    if open_:
        said = f"có đoạn nói đến việc thay đổi văn bản này, chưa đủ căn cứ để kết luận: {open_}"
        lines.append(f"<small>({said})</small>" if lines else f"{UNKNOWN} <small>({said})</small>")
    return "<br>".join(lines) or f"{UNKNOWN} <small>(không văn bản nào trong kho nêu)</small>"


def effect(found: Catalog, path: str, effect: WorkEffect) -> str:
    """Return one effect: `Bị bãi bỏ một phần: khoản 2 Điều 4, theo … (đoạn nêu)`.

    Where another paper tells it, that paper too.
    """
    part = f": {esc(effect.part)}" if effect.part else ""
    if isinstance(effect.evidence, StatedBy):
        by = entity_link(found, path, effect.by) if effect.by else esc(effect.by_number or "")
        doer = f"{',' if part else ''} bởi {by}" if by else ""
        return f"{render.sentence(words(effect))}{part}{doer} <small>({tables.stated_by(effect.evidence)})</small>"
    record = found.records[effect.evidence.document]
    document = document_link(path, record, short_form(record) if record.document.header.number else None)
    passage = tables.evidence_link(found, path, effect.evidence)
    if effect.basis == "own":
        return f"{render.sentence(words(effect))}{part}, theo {document}: {passage}"
    by = entity_link(found, path, effect.by) if effect.by else "một văn bản không nêu số"
    return f"{render.sentence(words(effect))}{part}, theo {by}; {document} nêu: {passage}"


def words(effect: WorkEffect) -> str:
    """Return what was done to a work, with its days where they are told: `bị thay thế một phần`."""
    partly = effect.extent == "part" and effect.kind not in ("amended", "corrected")
    since = f" từ {render.dated(effect.since)}" if effect.since else ""
    until = f" đến hết {render.dated(effect.until)}" if effect.until else ""
    return f"{_WORDS[effect.kind]}{' một phần' if partly else ''}{since}{until}"


def _doer(found: Catalog, evidence: Evidence, by: str | None) -> str:
    """The number of the work that does it, else the paper that tells it."""
    work = found.works.get(by or "")
    if work is not None:
        return work.key or render.shorten(work.name, 60)
    record = found.records[evidence.document]
    number = record.document.header.number
    return number.key if number else render.shorten(record.title, 60) or "một văn bản trong kho"

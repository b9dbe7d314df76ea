"""Văn bản: the page of a document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.derive import parts
from generator.derive.catalog import Catalog, issued
from generator.model import Facets, Page, PageKind, Record
from generator.model.frozen import replace
from generator.pages.frame import quotation, urls
from generator.pages.frame.links import document_link, full_title
from generator.pages.frame.page import Drawn, Own, framed, mentions
from generator.pages.kinds.document import (
    bar,
    downloads,
    extracts,
    facts,
    fulltext,
    neighbours,
    number,
    originals,
    relations,
    signatures,
    versions,
)
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc


def pages(found: Catalog, record: Record) -> Iterator[Drawn]:
    """Yield the page of a document, those of its appendices, and sheets of who cites it."""
    yield Own(urls.document_path(record.id), partial(page, found, record))
    if parts.is_split(record.document):
        for part, _ in enumerate(parts.part_spans(record.document), 1):
            yield appendix(found, record, part)
    yield from number.sheets(found, record)


def page(found: Catalog, record: Record) -> Page:
    """Return the page of one document."""
    path = urls.document_path(record.id)
    split = parts.is_split(record.document)
    shown = [block for block in found.blocks[record.id] if not (split and block.part)]
    side = fulltext.beside(facts.facts(found, path, record), fulltext.outline(record, shown))
    below: tuple[str, ...] = (
        fulltext.desk(fulltext.full_text(found, path, record, shown), side),
        originals.pages(found, path, record, shown),
        render.section("Phụ lục", "phu-luc", _appendices(path, record)) if split else "",
        signatures.signatures(found, record),
        relations.relations(found, path, record),
        extracts.tasks(found, path, record),
        extracts.figures(found, path, record),
        quotation.of_document(found, record),
        *number.cited(found, path, record),
        number.elsewhere(found, record),
        downloads.downloads(found, path, record),
        extracts.warnings(found, path, record),
        neighbours.neighbours(found, path, record),
        neighbours.sharing(found, path, record),
    )
    top = (facts.badges(found, path, record), versions.compared(found, path, record))
    made = (*top, bar.bar(below), *below)
    return framed(
        found,
        path,
        full_title(record),
        made,
        facets=_facets(found, record),
        text="\n".join(block.span.of(record.document.text) for block in shown) if split else record.document.text,
        badge=originals.certainty(record),
    )


def appendix(found: Catalog, record: Record, part: int) -> Page:
    """Return the page of one attached part of a long document."""
    path = urls.document_path(record.id, part)
    shown = [block for block in found.blocks[record.id] if block.part == part]
    made = (
        render.block(f"Kèm theo {document_link(path, record)}", "vk-part"),
        fulltext.desk(fulltext.full_text(found, path, record, shown), fulltext.beside(fulltext.outline(record, shown))),
        originals.pages(found, path, record, shown),
        downloads.prints(),
    )
    return framed(
        found,
        path,
        f"{_part_name(record, part)} · {full_title(record)}",
        made,
        facets=replace(_facets(found, record), aliases=(), number="", type="", mentions=0),
        text="\n".join(block.span.of(record.document.text) for block in shown),
        badge=originals.certainty(record),
    )


def _part_name(record: Record, part: int) -> str:
    first = parts.part_spans(record.document)[part - 1].of(record.document.text).strip().partition("\n")[0]
    return render.shorten(first, 80) or f"Phụ lục {part}"


def _appendices(path: str, record: Record) -> str:
    spans = enumerate(parts.part_spans(record.document), 1)
    return render.bullets(
        render.link(esc(_part_name(record, part)), urls.relative(path, urls.document_path(record.id, part)))
        for part, _ in spans
    )


def _facets(found: Catalog, record: Record) -> Facets:
    header = record.document.header
    words = (
        f"số {header.number.key}" if header.number else "không rõ số",
        render.date(issued(record)) or "không rõ ngày",
        found.names.get(record.issuer or "", ""),
    )
    written = (header.number.key, header.number.raw) if header.number else ()
    work = number.work_of(found, record)
    cited = (work.name, work.key, *work.aliases) if work else ()
    return Facets(
        PageKind.DOCUMENT,
        sub=" · ".join(word for word in words if word),
        aliases=tuple(dict.fromkeys(filter(None, (*written, record.title, *cited)))),
        number=header.number.key if header.number else "",
        type=render.sentence(header.type or ""),
        issuer=found.names.get(record.issuer or "", ""),
        date=issued(record),
        held=True,
        mentions=mentions(found, work.id) if work else 0,
    )

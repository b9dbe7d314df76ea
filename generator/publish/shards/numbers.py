"""Số hiệu cho trình duyệt: what the archive knows of each number, for whom a draft cites it.

A number may be that of several works: a row has all of them, and nothing here says which one is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.derive import statements
from generator.derive.catalog import Catalog, block_of
from generator.derive.parts import is_split
from generator.derive.validity import effects
from generator.disclosure import Output, kinds_told
from generator.model import PageKind, Record, StatedBy, Work, WorkEffect
from generator.pages.frame import quotation, urls
from generator.pages.frame.links import full_title
from generator.pages.kinds.work.validity import words
from generator.pages.markdown import render
from generator.publish.shards import spread_out

_EACH = 32
"""Numbers whose rows lie in one file, about 12 KB."""
_EFFECTS = 4
_TITLE = 300
Row = dict[str, object]


def files(found: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield the files of all numbers, path below the site and bytes."""
    yield from spread_out("numbers", rows(found), _EACH)


def rows(found: Catalog) -> Iterator[tuple[str, list[Row]]]:
    """Yield each number with what bears it: held papers first, in the order of their days."""
    told = kinds_told(found.portal, Output.PAGES)
    known: dict[str, dict[str, Row]] = defaultdict(dict)
    if PageKind.DOCUMENT in told:
        for record in found.records.values():
            if number := record.document.header.number:
                known[number.key][record.id] = _held(found, record)
    if PageKind.WORK in told:
        for work in found.works.values():
            if work.key and work.id not in found.papers and not work.bearers:
                known[work.key][work.id] = _cited(found, work)
    for key, each in known.items():
        yield key, [each[name] for name in sorted(each, key=lambda name: (not each[name].get("held"), name))]


def _held(found: Catalog, record: Record) -> Row:
    header = record.document.header
    work = next((each for each in found.by_key.get(_key(record), ()) if found.papers.get(each.id) == record.id), None)
    return _filled(
        name=quotation.short_form(record),
        page=urls.published(urls.document_path(record.id)),
        held=1,
        date=str(header.issued or ""),
        issuer=found.names.get(record.issuer or "", ""),
        title=render.shorten(full_title(record), _TITLE),
        full=quotation.full_form(found, record),
        effects=_effects(found, work.id if work else None),  # of a number that several bear: of which, nobody knows
        parts=_parts(found, record),
    )


def _parts(found: Catalog, record: Record) -> list[str]:
    """Return the further pages of a long paper: its text is compared as a whole."""
    numbers = sorted({each.part for each in found.blocks[record.id]}) if is_split(record.document) else ()
    return [urls.published(urls.document_path(record.id, part)) for part in numbers if part]


def _key(record: Record) -> str:
    number = record.document.header.number
    return number.key if number else ""


def _cited(found: Catalog, work: Work) -> Row:
    """What citing papers state of a work: nothing that is only inferred, and no day on which they differ."""
    day, issuer = statements.date(found, work), statements.issuer(found, work)
    stated = issuer is not None and issuer.basis != "unstated"
    return _filled(
        name=work.name,
        page=urls.published(urls.entity_path(work.id)),
        date=day.value if day is not None and day.basis != "unstated" and not work.conflicts else "",
        issuer=found.names.get(work.issuer or "", "") if stated else "",
        title=render.shorten(work.title or "", _TITLE),
        full=quotation.full_form_of_work(found, work),
        conflicts=list(work.conflicts),
        effects=_effects(found, work.id),
    )


def _effects(found: Catalog, work: str | None) -> list[Row]:
    """What became of a work, each change once, as the newest paper states it."""
    different = {(each.kind, each.extent, each.part, each.by): each for each in reversed(effects(found, work))}
    return [_effect(found, each) for each in list(reversed(different.values()))[:_EFFECTS]]


def _effect(found: Catalog, effect: WorkEffect) -> Row:
    """What was done, by which number, and the page that states it; without one the archivist does."""
    by = found.works.get(effect.by or "")
    done = _filled(words=words(effect), part=effect.part or "", by=(by.name if by else effect.by_number) or "")
    if isinstance(effect.evidence, StatedBy):
        return done
    record, block = found.records[effect.evidence.document], block_of(found, effect.evidence)
    anchor = block.anchor if block else ""
    page = urls.published(urls.page_of(record, anchor)) + (f"#{anchor}" if anchor else "")
    return done | {"page": page, "told": quotation.short_form(record)}


def _filled(**fields: object) -> Row:
    return {name: value for name, value in fields.items() if value}

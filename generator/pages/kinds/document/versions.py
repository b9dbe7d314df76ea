"""So sánh với: a paper beside those that replace or amend it, or that it replaces."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.catalog import Catalog
from generator.derive.validity.versions import Versions, predecessors, successors
from generator.model import EffectKind, Record
from generator.pages.frame import quotation, urls
from generator.pages.frame.links import shown_date
from generator.pages.markdown.escape import attr, esc

_SHOWN = 4
"""Papers on either side that are told; the table of changes on the same page has all of them."""
_DOES: Mapping[EffectKind, str] = {"replaced": "thay thế", "amended": "sửa đổi, bổ sung"}
_SUFFERS: Mapping[EffectKind, str] = {"replaced": "bị thay thế", "amended": "được sửa đổi, bổ sung"}


def compared(found: Catalog, path: str, record: Record) -> str:
    """Return the line that leads to a paper beside those that came after and before it, empty without any."""
    after = [_link(found, path, each, each.after) for each in successors(found, record)[:_SHOWN]]
    before = [_link(found, path, each, each.before) for each in predecessors(found, record)[:_SHOWN]]
    told = "; ".join(after + before)
    return f'<p class="vk-versions">So sánh với {told}</p>' if told else ""


def _link(found: Catalog, path: str, pair: Versions, other: str) -> str:
    record = found.records[other]
    role = does(pair) if other == pair.after else suffers(pair)
    day = f" ngày {shown_date(record)}" if record.document.header.issued else ""
    href = urls.comparing(path, pair.before, pair.after)
    return f'<a href="{href}">{esc(quotation.short_form(record))}{day}</a> <small>(văn bản {esc(role)})</small>'


def side_by_side(found: Catalog, path: str, pair: Versions) -> str:
    """Return the link to two papers side by side; who hears it alone is told which they are."""
    both = " với ".join(quotation.short_form(found.records[each]) for each in (pair.before, pair.after))
    return f'<a href="{urls.comparing(path, pair.before, pair.after)}" aria-label="So sánh {attr(both)}">So sánh</a>'


def does(pair: Versions) -> str:
    """Return what the later paper does to the earlier one: `thay thế một phần`."""
    return _DOES[pair.effect.kind] + _part(pair)


def suffers(pair: Versions) -> str:
    """Return what the earlier paper suffers from the later one: `bị thay thế một phần`."""
    return _SUFFERS[pair.effect.kind] + _part(pair)


def _part(pair: Versions) -> str:
    return " một phần" if pair.effect.extent == "part" and pair.effect.kind == "replaced" else ""

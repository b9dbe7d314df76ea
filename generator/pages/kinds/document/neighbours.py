"""Documents beside a document: newer and older ones of its issuer, those that share most references."""

from __future__ import annotations

from collections import Counter

from generator.derive.catalog import Catalog
from generator.model import Record
from generator.pages.frame import tables
from generator.pages.frame.links import document_link, shown_date
from generator.pages.markdown import render

_COMMON = 50
"""A number that more documents cite says nothing of how near two of them are; so the work stays linear too."""
_SHOWN = 6


def neighbours(found: Catalog, path: str, record: Record) -> str:
    """Return the three newer and the three older documents of the same issuer."""
    same = found.issued_by.get(record.issuer or "", ())
    place = found.place_of.get(record.id, 0)
    around = [each for each in same[max(place - 3, 0) : place + 4] if each.id != record.id]
    table = tables.documents(path, found, around, "Văn bản mới hơn và cũ hơn của cùng cơ quan", with_issuer=False)
    return render.section("Cùng cơ quan ban hành", "cung-co-quan", table)


def sharing(found: Catalog, path: str, record: Record) -> str:
    """Return the documents that cite most of what this one cites."""
    cited = {each.entity for each in record.occurrences if each.kind == "decision" and each.entity}
    counts: Counter[str] = Counter()
    for number in sorted(cited - {record.work or ""}):
        citing = found.citing.get(number, ())
        if len(citing) <= _COMMON:
            counts.update(each.id for each in citing if each.id != record.id)
    nearest = sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:_SHOWN]
    table = render.table(
        "Văn bản có nhiều viện dẫn chung nhất",
        ("Ngày", "Văn bản", "Số hiệu chung"),
        ((shown_date(found.records[each]), document_link(path, found.records[each]), str(n)) for each, n in nearest),
        "vk-documents",
    )
    return render.section("Cùng viện dẫn", "cung-vien-dan", table)

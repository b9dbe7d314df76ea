"""Documents beside a document: newer and older ones of its issuer, those that share most references."""

from __future__ import annotations

from generator.derive.catalog import Catalog
from generator.derive.neighbours import of_issuer
from generator.derive.neighbours import sharing as those_sharing
from generator.model import Record
from generator.pages.frame import tables
from generator.pages.frame.links import document_link, shown_date
from generator.pages.markdown import render

_SHOWN = 4


def neighbours(found: Catalog, path: str, record: Record) -> str:
    """Return the newer and the older documents of the same issuer."""
    around = of_issuer(found, record)
    table = tables.documents(path, found, around, "Văn bản mới hơn và cũ hơn của cùng cơ quan", with_issuer=False)
    return render.section("Cùng cơ quan ban hành", "cung-co-quan", table)


def sharing(found: Catalog, path: str, record: Record) -> str:
    """Return the documents that cite most of what this one cites."""
    nearest = ((found.records[each.document], len(each.works)) for each in those_sharing(found, record, _SHOWN))
    table = render.table(
        "Văn bản có nhiều viện dẫn chung nhất",
        ("Ngày", "Văn bản", "Số hiệu chung"),
        ((shown_date(each), document_link(path, each), str(count)) for each, count in nearest),
        "vk-documents",
    )
    return render.section("Cùng viện dẫn", "cung-vien-dan", table)

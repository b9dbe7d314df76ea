"""What documents and entities are called on pages, and the links to them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from generator.derive.catalog import Catalog
from generator.model import (
    Record,
)
from generator.pages.frame import urls
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

# --- what a document is called -------------------------------------------------------------------


def shown_date(record: Record) -> str:
    """Return the date of a document as Markdown; an inferred one says so."""
    if record.document.header.issued:
        return render.date(record.document.header.issued)
    inferred = record.issued_inferred
    if inferred is None or not (inferred.not_before or inferred.not_after):
        return "không rõ"
    return f"{bounds(inferred.not_before, inferred.not_after)} <em>(suy ra)</em>"


def bounds(first: str | None, last: str | None) -> str:
    """Return two bounds in words: `từ 01/2021`, `đến 2023`, `từ 01/2021 đến 2023`."""
    if first and first == last:
        return render.date(first)
    parts = (("từ", first), ("đến", last))
    return " ".join(f"{word} {render.date(value)}" for word, value in parts if value)


def full_title(record: Record) -> str:
    """Return type and trích yếu: `Thông báo Kết luận …`."""
    return _full_title(record.document.header.type or "", record.title or record.document.header.title or "")


@lru_cache(maxsize=4096)  # a document is called the same on every page that lists it
def _full_title(type_: str, words: str) -> str:
    kind, title = render.sentence(type_), render.shorten(words, 1000)
    if title.casefold().startswith(kind.casefold()):
        kind = ""
    return " ".join(part for part in (kind, title) if part) or "Văn bản không có tiêu đề"


def brief_title(record: Record, limit: int = 110) -> str:
    """Return what a list calls a document: number first where it has one."""
    number, title = record.document.header.number, _shortened(full_title(record), limit)
    return f"{number.key}: {title}" if number else title


_shortened = lru_cache(maxsize=4096)(render.shorten)


# --- links ---------------------------------------------------------------------------------------


def address(found: Catalog, page: str, entity: str | None) -> str | None:
    """Return the link from `page` to the page of `entity`, None where it has none or is that page."""
    if entity is None or entity not in found.names:
        return None
    target = page_path(found, entity)
    return None if target == page else urls.relative(page, target)


def page_path(found: Catalog, entity: str) -> str:
    """Return the path of the page that tells of an entity: of a work whose paper is held, the paper's."""
    paper = found.papers.get(entity)
    return urls.entity_path(entity) if paper is None else urls.document_path(paper)


def entity_link(found: Catalog, page: str, entity: str | None, words: str | None = None) -> str:
    """Return the name of an entity as Markdown, linked where it has a page; empty for None."""
    if entity is None:
        return ""
    name = esc(words if words is not None else found.names.get(entity, entity))
    href = address(found, page, entity)
    return render.link(name, href) if href else name


def entity_links(found: Catalog, page: str, entities: Iterable[str]) -> str:
    """Return several entities, one a line."""
    return "<br>".join(entity_link(found, page, each) for each in entities)


def document_link(page: str, record: Record, words: str | None = None, anchor: str = "") -> str:
    """Return a link to a document, or to one paragraph of it."""
    return render.link(
        esc(words if words is not None else brief_title(record)),
        urls.relative(page, urls.page_of(record, anchor), anchor),
    )

"""What documents and entities are called on pages, and the links to them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from generator.derive.catalog import Catalog
from generator.derive.display import of_type
from generator.derive.succession import ended
from generator.model import Agency, Record
from generator.pages.frame import urls
from generator.pages.markdown import render
from generator.pages.markdown.escape import attr, esc

_ROOM = 90
"""Letters for which every row has room; what is longer a screen may cut, and its title holds it whole."""
_MOST = 1000
"""Letters of a title; what is longer is a text that was taken for one."""

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
    return of_type(render.sentence(type_), render.shorten(words, _MOST)) or "Văn bản không có tiêu đề"


def brief_title(record: Record) -> str:
    """Return what a list calls a document: number first where it has one."""
    number, title = record.document.header.number, full_title(record)
    return f"{number.key}: {title}" if number else title


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


def agency_link(found: Catalog, page: str, agency: Agency, words: str | None = None) -> str:
    """Return the name of a body with its link; of one that ended in grey, with its end and successor."""
    name = entity_link(found, page, agency.id, words)
    step = ended(found, agency)
    if step is None:
        return name
    after = ", ".join(entity_link(found, page, each) for each in step.after)
    told = f"đến {render.date(step.until)}{f', kế tục: {after}' if after else ''}"
    return f'<span class="vk-ended">{name} <small>({told})</small></span>'


def entity_links(found: Catalog, page: str, entities: Iterable[str]) -> str:
    """Return several entities, one a line."""
    return "<br>".join(entity_link(found, page, each) for each in entities)


def document_link(page: str, record: Record, words: str | None = None, anchor: str = "") -> str:
    """Return a link to a document, or to one paragraph of it."""
    shown = words if words is not None else brief_title(record)
    long = len(shown) > _ROOM
    href = urls.relative(page, urls.page_of(record, anchor), anchor)
    return _long_link(shown, href) if long else render.link(esc(shown), href)


@lru_cache(maxsize=4096)  # the newest documents stand on page after page
def _long_link(words: str, href: str) -> str:
    return render.link(esc(words), href, "vk-cut", attr(words))

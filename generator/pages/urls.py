"""Paths, links and anchors of pages; ids come from the graph, nothing here reads a document's text as a path."""

from __future__ import annotations

import hashlib
import re

from generator.text.fold import slugify

DOCUMENTS = "van-ban"
AGENCIES = "co-quan"
POLICIES = "chinh-sach"
NUMBERS = "so-hieu"
PERSONS = "nguoi"
TASKS = "nhiem-vu"
DATA = "du-lieu"
APPENDIX = "phu-luc"

HOME_PAGE = "index.md"
QUALITY_PAGE = "chat-luong.md"
SEARCH_PAGE = "tim-kiem.md"

_SAFE_ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def index_path(folder: str) -> str:
    """Return the path of the list page of a folder: `van-ban` → `van-ban/index.md`."""
    return f"{folder}/index.md"


def document_path(record_id: str, part: int = 0) -> str:
    """Return the path of a document's page, or of the page of one of its appendices."""
    return f"{DOCUMENTS}/{record_id}{f'-{APPENDIX}-{part}' if part else ''}.md"


def entity_path(entity_id: str) -> str:
    """Return the path of an entity's page; its id is that path without the suffix."""
    return f"{entity_id}.md"


def relative(source: str, target: str, anchor: str = "") -> str:
    """Return the link from page `source` to page `target`, as MkDocs reads it: `../co-quan/x.md#p-1`."""
    fragment = f"#{anchor}" if anchor else ""
    if source == target and anchor:
        return fragment
    folder = source.rpartition("/")[0]
    if folder and target.startswith(f"{folder}/"):
        return target[len(folder) + 1 :] + fragment
    return "../" * source.count("/") + target + fragment


def safe_anchor(anchor: str) -> str:
    """Return `anchor` where it may stand in an address as it is, else a slug of it."""
    return anchor if _SAFE_ANCHOR.fullmatch(anchor) else slugify(anchor) or "muc"


def paragraph_anchor(section: str, position: int) -> str:
    """Return the id of a paragraph, its place in its section: `m2-1-p3`. Words may change, the place stays."""
    return f"{section}-p{position}" if section else f"p{position}"


def lasting_anchor(anchor: str, text: str) -> str:
    """Return the id to hand on: the place and six digits of the words' hash, so that either is enough to find it."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{anchor}-{digest}"


def published(link: str) -> str:
    """Return a link as it stands in HTML of our own, which MkDocs does not read: `x.md#p` → `x.html#p`."""
    page, mark, anchor = link.partition("#")
    return (f"{page.removesuffix('.md')}.html" if page.endswith(".md") else page) + mark + anchor


def heading_slug(value: str, separator: str) -> str:
    """Return the id of a hand-written heading without an explicit one: `Điều 1` → `dieu-1`."""
    return slugify(value).replace("-", separator)

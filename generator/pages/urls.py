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

HOME_PAGE = "index.md"
QUALITY_PAGE = "chat-luong.md"
SEARCH_PAGE = "tim-kiem.md"

_SAFE_ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def index_path(folder: str) -> str:
    """Return the path of the list page of a folder: `van-ban` → `van-ban/index.md`."""
    return f"{folder}/index.md"


def document_path(record_id: str) -> str:
    """Return the path of a document's page."""
    return f"{DOCUMENTS}/{record_id}.md"


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


def paragraph_anchor(section: str, position: int, text: str) -> str:
    """Return the stable id of a paragraph: section, position in it, six digits of its text's hash."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{safe_anchor(section)}-{position}-{digest}"


def heading_slug(value: str, separator: str) -> str:
    """Return the id of a hand-written heading without an explicit one: `Điều 1` → `dieu-1`."""
    return slugify(value).replace("-", separator)

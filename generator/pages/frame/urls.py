"""Paths, links and anchors of pages.

Ids come from the graph, nothing here reads a document's text as a path.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.derive.parts import is_split, part_of
from generator.model import APPENDIX, Record
from generator.text.fold import slugify

DOCUMENTS = "van-ban"
AGENCIES = "co-quan"
POLICIES = "chinh-sach"
WORKS = "so-hieu"
PERSONS = "nguoi"
TASKS = "nhiem-vu"
CALENDAR = f"{TASKS}/nhiem-vu.ics"
RECURRING = f"{TASKS}/dinh-ky.ics"
DATA = "du-lieu"

HOME_PAGE = "index.md"
QUALITY_PAGE = "chat-luong.md"
SEARCH_PAGE = "tim-kiem.md"
CHECKER_PAGE = "kiem-tra.md"
COMPARE_PAGE = "so-sanh.md"
DOSSIER_PAGE = "ho-so.md"
NETWORK_PAGE = "mang-luoi.md"
KEYS_PAGE = "huong-dan-danh-ba.md"
SHORT_FORMS_PAGE = "viet-tat.md"
NEWS_PAGE = "moi.md"
NEWS_FEED = "moi.atom"
DICTIONARY_PAGE = f"{DATA}/tu-dien.md"
OWN_NAMES = re.compile(r"k-|vankho$")
"""Ids that no hand-written page may take: the portal's own marks, and what its scripts share."""


def index_path(folder: str) -> str:
    """Return the path of the list page of a folder: `van-ban` → `van-ban/index.md`."""
    return f"{folder}/index.md"


def document_path(record_id: str, part: int = 0) -> str:
    """Return the path of a document's page, or of the page of one of its appendices."""
    return f"{DOCUMENTS}/{record_id}{f'-{APPENDIX}-{part}' if part else ''}.md"


def table_path(record_id: str, number: int) -> str:
    """Return the path of the file of one table of a document, beside the document's page."""
    return f"{DOCUMENTS}/{record_id}-bang-{number}.csv"


def entity_path(entity_id: str) -> str:
    """Return the path of an entity's page; its id is that path without the suffix."""
    return f"{entity_id}.md"


def feed_path(entity_id: str) -> str:
    """Return the path of the Atom feed of an entity, beside its page."""
    return f"{entity_id}.atom"


def calendar_path(entity_id: str) -> str:
    """Return the path of the calendar of a body's tasks, beside its page."""
    return f"{entity_id}.ics"


def relative(source: str, target: str, anchor: str = "") -> str:
    """Return the link from page `source` to page `target`, as MkDocs reads it: `../co-quan/x.md#p-1`."""
    fragment = f"#{anchor}" if anchor else ""
    if source == target and anchor:
        return fragment
    folder, up = _folder(source)
    return (target[len(folder) :] if folder and target.startswith(folder) else up + target) + fragment


@lru_cache(maxsize=64)  # all links of a page begin at the same place
def _folder(path: str) -> tuple[str, str]:
    """The folder of a page with its slash, and the way up from there."""
    above, slash, _ = path.rpartition("/")
    return above + slash, "../" * path.count("/")


def published(link: str) -> str:
    """Return a link as it stands in HTML of our own, which MkDocs does not read: `x.md#p` → `x.html#p`."""
    page, mark, anchor = link.partition("#")
    return (f"{page.removesuffix('.md')}.html" if page.endswith(".md") else page) + mark + anchor


def comparing(source: str, before: str, after: str) -> str:
    """Return the link from page `source` to two papers compared, fit for an attribute of HTML.

    Ids of documents are slugs, which stand in an address as they are.
    """
    return f"{published(relative(source, COMPARE_PAGE))}?a={before}&amp;b={after}"


def heading_slug(value: str, separator: str) -> str:
    """Return the id of a hand-written heading without an explicit one: `Điều 1` → `dieu-1`.

    Names by which scripts find their own places are left to them: `Vankho` → `muc-vankho`.
    """
    slug = slugify(value)
    return (f"muc-{slug}" if OWN_NAMES.match(slug) else slug).replace("-", separator)


def page_of(record: Record, anchor: str = "") -> str:
    """Return the path of the page on which an anchor of a document stands."""
    part = part_of(anchor) if anchor and is_split(record.document) else 0
    return document_path(record.id, part)

"""Pages written one by one (viết trang), to the folder of Markdown as they are made: none is held.

What is left of a page is its card: all but its Markdown, which search, the sitemap and the menu read. A page that is as
the last build left it is not even handed over by the process that makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec

from generator import pages
from generator.cores import spread
from generator.derive.catalog import Catalog
from generator.model import Page
from generator.pages import Kind
from generator.publish.kept.seals import OwnFolder
from generator.recall import Recall
from generator.text.digests import digest

STAGE = "pages"
"""Stage of the memory: the card of each page, under the digest of the page."""
_Row = tuple[str, bytes, bytes | None, bytes]
"""Path, digest, Markdown and card; no Markdown where both are known."""


def written(found: Catalog, folder: OwnFolder, recall: Recall, tell: Callable[[int, int], None]) -> tuple[Page, ...]:
    """Write every page of the portal to a folder, and return their cards, sorted by path."""
    known = {path: card for path, mark in folder.whole.items() if (card := recall.get(path, mark)) is not None}
    marks = {path: folder.whole[path] for path in known}
    things = [(kind, thing) for kind in pages.PAGE_KINDS.values() for thing in kind.things(found)]
    cards: list[Page] = []
    for done, rows in enumerate(spread(partial(_made, found, marks), things)):
        tell(done, len(things))
        for path, mark, data, card in rows:
            folder.add(path, mark, data)
            if data is not None:
                recall.put(path, mark, card)
            cards.append(msgspec.msgpack.decode(known[path] if data is None else card, type=Page))
    return tuple(sorted(cards, key=lambda page: page.path))


def write(page: Page, folder: OwnFolder) -> None:
    """Write one page to a folder."""
    folder.add(page.path, digest(_encoded(page)), page.markdown.encode())


def _made(found: Catalog, marks: Mapping[str, bytes], each: tuple[Kind, Any]) -> list[_Row]:
    kind, thing = each
    return [_row(page, marks) for page in kind.pages(found, thing)]


def _row(page: Page, marks: Mapping[str, bytes]) -> _Row:
    mark = digest(_encoded(page))
    if marks.get(page.path) == mark:
        return page.path, mark, None, b""
    return page.path, mark, page.markdown.encode(), _encoded(replace(page, markdown=""))


def _encoded(page: Page) -> bytes:
    return msgspec.msgpack.encode(page)

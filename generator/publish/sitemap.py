"""Sơ đồ trang: the addresses of a portal's pages, for search engines.

No date stands in it: a page changes with the build, not with its document, and the same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice

from generator.disclosure import Output, kinds_told, pages_told
from generator.model import Page, Portal
from generator.publish.pages import Card

MOST = 50_000
"""Addresses in one file, as sitemaps.org has it."""
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(pages: Iterable[Page | Card], portal: Portal, most: int = MOST) -> dict[str, bytes]:
    """Return the files of the sitemap by name.

    None for a portal without address, or that engines are not told of.
    """
    if portal.base_url is None or not kinds_told(portal, Output.ENGINES):
        return {}
    told = (page.path.removesuffix(".md") + ".html" for page in pages_told(pages, portal, Output.ENGINES))
    parts = [_file("urlset", "url", portal.base_url, part) for part in _parts(sorted(told), most)]
    if len(parts) == 1:
        return {"sitemap.xml": parts[0]}
    named = {f"sitemap-{place}.xml": part for place, part in enumerate(parts, 1)}
    return {"sitemap.xml": _file("sitemapindex", "sitemap", portal.base_url, list(named)), **named}


def _parts(paths: list[str], most: int) -> Iterator[list[str]]:
    rest = iter(paths)
    while part := list(islice(rest, most)):
        yield part


def _file(root: str, item: str, base: str, paths: Sequence[str]) -> bytes:
    lines = (f"<{item}><loc>{escape(base + ('' if path == 'index.html' else path))}</loc></{item}>" for path in paths)
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMES}>\n{body}\n</{root}>\n'.encode()

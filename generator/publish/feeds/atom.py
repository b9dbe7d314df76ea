"""Atom feeds (RFC 4287) of the portal, each body and each policy: their newest papers.

No clock: a feed is as new as its newest paper, and an entry is of the paper's day. A portal without an address has no
web addresses to give as ids, so these are UUIDs made of its name and the page's path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from uuid import NAMESPACE_URL, uuid5

from generator import resources
from generator.derive.catalog import Catalog
from generator.derive.deadlines import last_day
from generator.model import PartialDate, Portal, Record
from generator.pages.frame import subscriptions, urls
from generator.pages.frame.links import brief_title
from generator.pages.markdown import render
from generator.text.digests import digest

File = tuple[str, bytes, Callable[[], bytes]]
"""Path below the site, digest of what it is made of, maker."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = "Văn bản mới theo ngày ban hành; văn bản chưa rõ ngày không có ở đây."


def files(found: Catalog) -> Iterator[File]:
    """Yield the feeds of a portal."""
    writer = _Writer(found)
    yield from writer.feed(urls.NEWS_FEED, urls.NEWS_PAGE, found.portal.name, subscriptions.of_portal(found))
    for agency in found.agencies.values():
        papers = subscriptions.of_agency(found, agency.id)
        yield from writer.feed(urls.feed_path(agency.id), urls.entity_path(agency.id), agency.name, papers)
    for policy in found.policies.values():
        papers = subscriptions.of_policy(found, policy.id)
        yield from writer.feed(urls.feed_path(policy.id), urls.entity_path(policy.id), policy.name, papers)


class _Writer:
    """Writes feeds; of a paper that stands in several its digest is made once."""

    def __init__(self, found: Catalog) -> None:
        self._found, self._marks = found, dict[str, bytes]()
        portal = found.portal
        self._settings = digest(resources.code(), portal.base_url or "", portal.name, portal.owner)

    def feed(self, path: str, page: str, title: str, papers: Sequence[Record]) -> Iterator[File]:
        """Yield a feed, none where no paper would stand in it."""
        if papers:
            mark = digest(self._settings, path, title, *map(self._mark, papers))
            yield path, mark, partial(_feed, self._found, path, page, title, papers)

    def _mark(self, record: Record) -> bytes:
        if record.id not in self._marks:
            self._marks[record.id] = digest(record.id, *_told(self._found, record))
        return self._marks[record.id]


def _told(found: Catalog, record: Record) -> tuple[str, str, str]:
    """Return title, day and summary of an entry."""
    issued = record.document.header.issued
    assert issued is not None, record.id
    told = f"Ban hành {render.date(issued)}"
    about = f" (văn bản không ghi đủ ngày, tháng: xếp vào {_shown(issued)})" if issued.day is None else ""
    issuer = found.names.get(record.issuer or "", "")
    return brief_title(record), str(issued), ". ".join(filter(None, (issuer, told + about)))


def _shown(issued: PartialDate) -> str:
    return render.date(str(last_day(issued)))


def _feed(found: Catalog, path: str, page: str, title: str, papers: Sequence[Record]) -> bytes:
    portal = found.portal
    name = title if title == portal.name else f"{title} · {portal.name}"
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<id>{_identity(portal, path)}</id>",
        f"<title>{_text(f'Văn bản mới: {name}')}</title>",
        f"<subtitle>{_text(_WHOLE)}</subtitle>",
        f"<updated>{max(map(_moment, papers))}</updated>",
        f"<author><name>{_text(portal.owner or portal.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{_address(portal, path, path)}"/>',
        f'<link rel="alternate" type="text/html" href="{_address(portal, path, page)}"/>',
        *(line for each in papers for line in _entry(found, path, each)),
        "</feed>",
    )
    return ("\n".join(lines) + "\n").encode()


def _entry(found: Catalog, path: str, record: Record) -> Iterator[str]:
    page = urls.document_path(record.id)
    title, _, summary = _told(found, record)
    yield "<entry>"
    yield f"<id>{_identity(found.portal, urls.published(page))}</id>"
    yield f"<title>{_text(title)}</title>"
    yield f"<updated>{_moment(record)}</updated>"
    yield f'<link rel="alternate" type="text/html" href="{_address(found.portal, path, page)}"/>'
    yield f"<summary>{_text(summary)}</summary>"
    yield "</entry>"


def _moment(record: Record) -> str:
    issued = record.document.header.issued
    assert issued is not None, record.id
    return f"{last_day(issued).isoformat()}T00:00:00+07:00"


def _identity(portal: Portal, path: str) -> str:
    if portal.base_url:
        return escape(portal.base_url + path)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'vankho:{portal.name}:{path}')}"


def _address(portal: Portal, path: str, target: str) -> str:
    """Return the address of a page or file, from the feed's own folder where the portal has none."""
    if portal.base_url:
        return escape(portal.base_url + urls.published(target))
    return escape(urls.published(urls.relative(path, target)))


def _text(words: str) -> str:
    """Return words of papers as text of XML, without the characters that it forbids."""
    return escape(_NOT_XML.sub("\ufffd", words), quote=False)

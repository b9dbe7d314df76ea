"""Atom feeds (RFC 4287) of the portal, each body and each policy: their newest papers.

No clock: a feed is as new as its newest paper, and an entry is of the paper's day. A portal without an address has no
web addresses to give as ids, so these are UUIDs made of its name and the page's path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from generator.derive.catalog import Catalog
from generator.derive.deadlines import last_day
from generator.model import PartialDate, Portal, Record
from generator.pages.frame import subscriptions, urls
from generator.pages.frame.links import brief_title
from generator.pages.markdown import render

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = "Văn bản mới theo ngày ban hành; văn bản chưa rõ ngày không có ở đây."


class _Feed(NamedTuple):
    """What a feed is about: its path, the page of that, what it is called, its papers."""

    path: str
    page: str
    title: str
    papers: Sequence[Record]


def files(found: Catalog) -> dict[str, bytes]:
    """Return the feeds of a portal, path below the site → bytes; none where no paper would stand in it."""
    entries: dict[tuple[str, str], str] = {}
    return {each.path: _feed(found, each, entries) for each in _feeds(found) if each.papers}


def _feeds(found: Catalog) -> Iterator[_Feed]:
    yield _Feed(urls.NEWS_FEED, urls.NEWS_PAGE, found.portal.name, subscriptions.of_portal(found))
    for agency in found.agencies.values():
        papers = subscriptions.of_agency(found, agency.id)
        yield _Feed(urls.feed_path(agency.id), urls.entity_path(agency.id), agency.name, papers)
    for policy in found.policies.values():
        papers = subscriptions.of_policy(found, policy.id)
        yield _Feed(urls.feed_path(policy.id), urls.entity_path(policy.id), policy.name, papers)


def _summary(found: Catalog, record: Record) -> str:
    """Return who issued a paper and when, and where a day was chosen for it."""
    issued = _issued(record)
    about = f" (văn bản không ghi đủ ngày, tháng: xếp vào {_shown(issued)})" if issued.day is None else ""
    issuer = found.names.get(record.issuer or "", "")
    return ". ".join(filter(None, (issuer, f"Ban hành {render.date(issued)}{about}")))


def _issued(record: Record) -> PartialDate:
    issued = record.document.header.issued
    assert issued is not None, record.id  # `subscriptions` leaves out the others
    return issued


def _shown(issued: PartialDate) -> str:
    return render.date(str(last_day(issued)))


def _feed(found: Catalog, feed: _Feed, entries: dict[tuple[str, str], str]) -> bytes:
    """Return a feed; `entries` are those that were made before, by folder and paper."""
    portal, path = found.portal, feed.path
    folder = path.rpartition("/")[0]
    for each in feed.papers:
        if (folder, each.id) not in entries:
            entries[folder, each.id] = "\n".join(_entry(found, path, each))
    name = feed.title if feed.title == portal.name else f"{feed.title} · {portal.name}"
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<id>{_identity(portal, path)}</id>",
        f"<title>{_text(f'Văn bản mới: {name}')}</title>",
        f"<subtitle>{_text(_WHOLE)}</subtitle>",
        f"<updated>{max(map(_moment, feed.papers))}</updated>",
        f"<author><name>{_text(portal.owner or portal.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{_address(portal, path, path)}"/>',
        f'<link rel="alternate" type="text/html" href="{_address(portal, path, feed.page)}"/>',
        *(entries[folder, each.id] for each in feed.papers),
        "</feed>",
    )
    return ("\n".join(lines) + "\n").encode()


def _entry(found: Catalog, path: str, record: Record) -> Iterator[str]:
    page = urls.document_path(record.id)
    yield "<entry>"
    yield f"<id>{_identity(found.portal, urls.published(page))}</id>"
    yield f"<title>{_text(brief_title(record))}</title>"
    yield f"<updated>{_moment(record)}</updated>"
    yield f'<link rel="alternate" type="text/html" href="{_address(found.portal, path, page)}"/>'
    yield f"<summary>{_text(_summary(found, record))}</summary>"
    yield "</entry>"


def _moment(record: Record) -> str:
    return f"{last_day(_issued(record)).isoformat()}T00:00:00+07:00"


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

"""Tra cứu nơi khác: links to the search of national databases, for works that may be found there.

Only where pages may link to other sites, only for a work of a national body or a normative one (its year stands in its
number).
"""

from __future__ import annotations

import re
from urllib.parse import quote

from generator.derive.catalog import Catalog
from generator.disclosure import links_outside
from generator.model import Work
from generator.vocab import tables

_NORMATIVE = re.compile(r"\d+/(?:19|20)\d\d/[A-ZĐ][A-ZĐ0-9a-z-]*")
_SAFE = re.compile(r"[\w/.&-]+")


def searches(found: Catalog, work: Work) -> str:
    """Return the links as Markdown, empty where a national database would not have the work."""
    if not links_outside(found.portal) or not _may_be_there(found, work):
        return ""
    links = (
        f"[{each.name}]({each.address.replace('{number}', quote(work.key or '', safe=''))})"
        '{: .vk-outside rel="noopener noreferrer external" }'
        for each in tables.national_databases()
    )
    return f"{'<br>'.join(links)}<br><small>Liên kết ra ngoài cổng này; cổng không gửi gì khi quý vị chưa bấm.</small>"


def _may_be_there(found: Catalog, work: Work) -> bool:
    if work.key is None or not _SAFE.fullmatch(work.key):
        return False
    issuer = found.agencies.get(work.issuer or "")
    return (issuer is not None and issuer.level == "central") or bool(_NORMATIVE.fullmatch(work.key))

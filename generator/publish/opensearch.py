"""OpenSearch: the description by which a browser adds the portal to its own search engines."""

from __future__ import annotations

from html import escape

from generator.model import Portal

NAME = "opensearch.xml"
_LONGEST = 16
"""Characters of a short name, as the OpenSearch 1.1 specification has it."""


def opensearch(portal: Portal) -> dict[str, bytes]:
    """Return the description by file name; none without the portal's full address."""
    if portal.base_url is None:
        return {}
    address = escape(f"{portal.base_url}tim-kiem.html?q={{searchTerms}}")
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(portal.name[:_LONGEST])}</ShortName>",
        f"<Description>{escape(f'Tìm trong {portal.name}')}</Description>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "<Language>vi</Language>",
        f'<Url type="text/html" method="get" template="{address}"/>',
        "</OpenSearchDescription>",
    )
    return {NAME: ("\n".join(lines) + "\n").encode()}

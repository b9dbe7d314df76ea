"""The citations of a draft, held against what a site knows of the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from generator import parse, vocab
from generator.answering.published import Published
from generator.ingest import plain_text
from generator.model import Citation, EntityKind, SourceText

_NAME = "draft.txt"


@cache
def _words() -> vocab.Vocab:
    return vocab.load()


def citations(site: Published, draft: str) -> Iterator[dict[str, Any]]:
    """Yield each number that a draft cites, in its order, with what the site knows of it."""
    source = plain_text.read(draft.encode("utf-8", "replace"), _NAME)
    if not isinstance(source, SourceText):
        return
    document = parse.parse(source, _words())
    for each in document.citations:
        if each.number is not None:
            known = [
                row
                for row in site.tables["entities"]
                if row["kind"] == EntityKind.WORK and row["key"] == each.number.key
            ]
            yield {
                "cited": " ".join(each.span.of(document.text).split()),
                "number": each.number.key,
                "state": _state(known),
                "works": [_compared(site, each, row) for row in known],
            }


def _state(known: list[Any]) -> str:
    """`held`, `cited` (by others, not held) or `unknown`."""
    if not known:
        return "unknown"
    return "held" if any(row["held_as"] for row in known) else "cited"


def _compared(site: Published, cited: Citation, work: Any) -> dict[str, Any]:
    stated, known = str(cited.date) if cited.date else None, work["date"]
    differs = bool(stated and known and not known.startswith(stated) and not stated.startswith(known))
    effects = [{name: each[name] for name in ("kind", "extent", "part", "by")} for each in work["effects"]]
    issuer = site.entities.get(work["issuer"] or "")
    return {
        "name": work["name"],
        "title": work["title"],
        "date": known,
        "date_in_draft": stated,
        "date_differs": differs,
        "issuer": issuer["name"] if issuer else None,
        "effects": effects,
        "held_as": work["held_as"],
        "permalink": site.permalink(work["page"]) if work["page"] else None,
        "id": work["id"],
    }

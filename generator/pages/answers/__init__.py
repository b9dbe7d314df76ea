"""Trả lời trước: what is known of an entity in three to five sentences at the head of its page.

Each sentence is made of facts and leads to what states them; where nothing is known, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.derive.catalog import Catalog, issued
from generator.model import Evidence, Record
from generator.pages.frame import tables
from generator.pages.frame.links import document_link, shown_date
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

MOST = 5
"""Sentences of an answer; the first say most."""


def answer(sentences: Iterable[str]) -> str:
    """Return the sentences that say something as the head of a page, empty where none does."""
    said = [each for each in sentences if each][:MOST]
    return render.block(" ".join(said), "vk-answer") if said else ""


def evidence(found: Catalog, path: str, place: Evidence | None, words: str = "đoạn nêu") -> str:
    """Return the link to what states a sentence, in brackets behind it; empty for none."""
    return f" <small>({tables.evidence_link(found, path, place, words)})</small>" if place else ""


def papers(path: str, records: Sequence[Record], what: str, before: str = "Trong kho có") -> str:
    """Return how many papers there are, of which days and which is the newest; the newest stands first.

    Of papers of which none has a day none is the newest.
    """
    if not records:
        return ""
    newest = f"{document_link(path, records[0])} <small>({shown_date(records[0])})</small>"
    if len(records) == 1:
        return f"{before} 1 văn bản {esc(what)}: {newest}."
    one = f"; mới nhất: {newest}" if issued(records[0]) else f", trong đó có {newest}"
    return f"{before} {render.number(len(records))} văn bản {esc(what)}{_days(records)}{one}."


def _days(records: Sequence[Record]) -> str:
    """From which day to which, of the papers that state theirs."""
    days = sorted(str(day) for record in records if (day := record.document.header.issued))
    if not days or days[0] == days[-1]:
        return ""
    return f", từ {render.date(days[0])} đến {render.date(days[-1])}"


def listed(links: Sequence[str], total: int, what: str) -> str:
    """Return some names as one phrase, and how many more there are: `A, B, C và 4 cơ quan khác`."""
    rest = total - len(links)
    return f"{', '.join(links)} và {rest} {what} khác" if rest else ", ".join(links)

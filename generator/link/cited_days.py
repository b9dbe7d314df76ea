"""Days of cited works that papers agree on, so that a paper which prints another one is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.link.entities.cited import Cited
from generator.link.entities.works import Works

_AGREED = 2
"""Papers that must print one day before another day is doubted."""


def agreed_days(known: Works, cited: Sequence[Cited]) -> Mapping[str, str]:
    """Return the day of each work by its id.

    Its own, else the one that several papers print, where others stand singly.
    """
    printed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in cited:
        id_ = known.ids.get(one.identity) if one.identity else None
        if id_ is not None and one.citation.date is not None and one.citation.date.day is not None:
            printed[id_][str(one.citation.date)].add(one.reading.id)
    held = {work.id: work.date for work in known.entities if work.held_as and work.date}
    agreed = {id_: held.get(id_) or _most(days) for id_, days in printed.items()}
    return {id_: day for id_, day in agreed.items() if day}


def _most(days: Mapping[str, set[str]]) -> str | None:
    """The one day that several papers print, where each other stands in one alone."""
    several = [day for day, papers in days.items() if len(papers) >= _AGREED]
    return several[0] if len(several) == 1 else None

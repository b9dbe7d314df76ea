"""Đề nghị cho danh bạ: entries to take over, with what they rest on and what they change.

Nothing is merged here: what is alike is only told. A suggestion names the entries of the open data that go into another
one; taking it over changes these and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.derive.catalog import Catalog
from generator.derive.suggestions import agencies, likely, numbers, people, programmes, undated
from generator.model import Registry, Suggestion
from generator.vocab import Vocab

FINDERS: tuple[Callable[[Catalog, Registry, Vocab], Iterator[Suggestion]], ...] = (
    agencies.suggested,
    people.suggested,
    programmes.suggested,
    numbers.suggested,
    likely.suggested,
    undated.suggested,
)
"""In the order of the registry's files."""


def suggestions(found: Catalog, registry: Registry, vocab: Vocab) -> tuple[Suggestion, ...]:
    """Return what may be added to the registry: by file, what most papers speak of first."""
    rows = (sorted(finder(found, registry, vocab), key=_order) for finder in FINDERS)
    return tuple(each for own in rows for each in own)


def _order(each: Suggestion) -> tuple[int, int, str]:
    return -len(each.joins), -each.papers, str(each.entry)

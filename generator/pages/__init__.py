"""Pages: from what is known to Markdown. `PAGE_KINDS` is the one table.

A new kind is a module and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.cores import spread
from generator.derive.catalog import Catalog
from generator.model import Page
from generator.pages import lists
from generator.pages.frame.page import Drawn
from generator.pages.kinds import (
    agency,
    checker,
    compare,
    document,
    dossier,
    home,
    keys,
    network,
    news,
    open_data,
    person,
    policy,
    quality,
    search,
    short_forms,
    tasks,
    work,
)


class Kind(NamedTuple):
    """What has pages of its own, and the pages of one such thing, the further ones to be drawn."""

    things: Callable[[Catalog], Iterable[Any]]
    pages: Callable[[Catalog, Any], Iterator[Drawn]]


def _one(pages: Callable[[Catalog], Iterator[Drawn]]) -> Kind:
    return Kind(lambda found: (None,), lambda found, _: pages(found))


PAGE_KINDS: Mapping[str, Kind] = {
    "home": _one(home.pages),
    "document": Kind(lambda found: found.records.values(), document.pages),
    "agency": Kind(lambda found: found.agencies.values(), agency.pages),
    "policy": Kind(lambda found: found.policies.values(), policy.pages),
    "lists": _one(lists.pages),
    "tasks": _one(tasks.pages),
    "news": _one(news.pages),
    "quality": _one(quality.pages),
    "short_forms": _one(short_forms.pages),
    "search": _one(search.pages),
    "checker": _one(checker.pages),
    "compare": _one(compare.pages),
    "dossier": _one(dossier.pages),
    "network": _one(network.pages),
    "keys": _one(keys.pages),
    "person": Kind(lambda found: found.persons.values(), person.pages),
    "work": Kind(lambda found: found.works.values(), work.pages),
}
"""In the order in which they are made: many small ones last, so that no core waits for another at the end."""


def pages(found: Catalog) -> tuple[Page, ...]:
    """Return every page of the portal (trang), sorted by path; the same graph gives the same pages."""
    things = [(kind, thing) for kind in PAGE_KINDS.values() for thing in kind.things(found)]
    made = spread(lambda each: tuple(drawn(found, page) for page in each[0].pages(found, each[1])), things, here=True)
    every = (page for each in (*made, of_files(found)) for page in each)
    return tuple(sorted(every, key=lambda page: page.path))


def drawn(found: Catalog, page: Drawn) -> Page:
    """Return a page of a kind, drawn."""
    return page if isinstance(page, Page) else page.page(found)


def of_files(found: Catalog) -> Iterator[Page]:
    """Yield the pages that tell of the files of open data: they are made when these are there."""
    yield from open_data.pages(found)

"""Pages: from what is known to Markdown. `PAGE_KINDS` is the one table.

A new kind is a module and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.derive.catalog import Catalog
from generator.model import Page
from generator.pages import lists
from generator.pages.kinds import agency, document, home, keys, open_data, person, policy, quality, search, tasks, work

PAGE_KINDS: Mapping[str, Callable[[Catalog], Iterator[Page]]] = {
    "home": home.pages,
    "document": document.pages,
    "agency": agency.pages,
    "policy": policy.pages,
    "work": work.pages,
    "person": person.pages,
    "lists": lists.pages,
    "tasks": tasks.pages,
    "quality": quality.pages,
    "open_data": open_data.pages,
    "search": search.pages,
    "keys": keys.pages,
}


def pages(found: Catalog) -> tuple[Page, ...]:
    """Return every page of the portal (trang), sorted by path; the same graph gives the same pages."""
    made = (page for kind in PAGE_KINDS.values() for page in kind(found))
    return tuple(sorted(made, key=lambda page: page.path))

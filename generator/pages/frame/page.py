"""The frame that all pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.model.frozen import Frozen
from generator.pages.frame import linked_data, trail, urls
from generator.pages.frame.labels import SAMPLE_NOTICE
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc


class Further(Frozen):
    """A further page of a thing, drawn where it is asked for.

    The same `of` and the same answers give the same page. `draw` is a function of a module, which sees nothing but the
    catalog, the path and `of`.
    """

    path: str
    draw: Callable[..., Page]
    of: tuple[object, ...]

    @property
    def made_of(self) -> tuple[object, ...]:
        """All that tells it from another page of the same answers."""
        return self.draw, *self.of

    def page(self, found: Catalog) -> Page:
        """Return the page."""
        return self.draw(found, self.path, *self.of)


class Own(Frozen):
    """The page of a thing itself, drawn where it is asked for: what it looks up, the thing has looked up."""

    path: str
    draw: Callable[[], Page]

    def page(self, _: Catalog) -> Page:
        """Return the page."""
        return self.draw()


Drawn = Page | Own | Further
"""A page, or what draws it."""


def framed(
    found: Catalog,
    path: str,
    title: str,
    parts: Iterable[str],
    *,
    facets: Facets,
    above: str = "",
    text: str = "",
    badge: str = "",
    feed: str = "",
) -> Page:
    """Return a page with its frame around all parts that are filled.

    `above`, a link to what the page is a part of, replaces the steps from the home page, which stand there by default;
    `badge` stands beside the title. `feed` is the path of an Atom feed of what the page is about, empty for none.
    """
    blocks = (
        render.front_matter(title, linked_data.script(found, path, title), kind=facets.kind, **_feed(path, feed)),
        render.block(esc(SAMPLE_NOTICE), "vk-sample") if found.portal.sample else "",
        render.block(above, "vk-above") if above else trail.line(path),
        render.heading(1, f"{esc(title)} {badge}".strip(), "k-dau"),
        *parts,
    )
    markdown = "\n\n".join(part for part in blocks if part) + "\n"
    return Page(path, title, markdown, facets, text)


def _feed(path: str, feed: str) -> dict[str, str]:
    return {"feed": urls.relative(path, feed)} if feed else {}


def mentions(found: Catalog, entity: str) -> int:
    """Return in how many paragraphs an entity stands."""
    return len(found.passages.get(entity, ()))

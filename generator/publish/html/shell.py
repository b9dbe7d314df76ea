"""What the theme puts around a page (vỏ trang), made once for all pages around which it is the same.

The theme's templates are run for a stand-in of the page, in which a mark stands for each thing that is the page's own
(title, content, headings …); around the next page of that folder and kind only what is in place of the marks differs.
A mark holds whatever a filter of a template would change, and the stand-in has nothing else to ask for: templates that
do more with a page than print such things are run for each page. tests/publish/test_html.py compares all pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jinja2

ENTRY = "partials/toc-item.html"
"""The theme's template of one heading in the outline, and of those below it."""
_MARK, _NAME = '\ue000 <h1 a="B" c=\'D\'> & slot-{} \ue000', "slot-"
_SLOT = re.compile(_MARK.format("([a-z]+)"))
_ENTRIES = re.compile(f"{_MARK.format('first')}(.*?){_MARK.format('second')}", re.DOTALL)
_OWN = ("title", "data")
"""What front matter says of one page only. Pages that differ in anything else of it have shells of their own."""
_SAME = {"edit_url": None, "previous_page": None, "next_page": None, "is_homepage": False}
"""What a page has to be to be surrounded like others; those of the menu are not."""


class _Unshared(Exception):
    """A template asks for something that may differ from page to page."""


class _StandIn:
    """An object that has just what it was given."""

    def __init__(self, **given: object) -> None:
        vars(self).update(given)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # Python asks any object for these
            raise AttributeError(name)
        raise _Unshared(name)


@dataclass(frozen=True, slots=True)
class Shell:
    """Text and names of what stands between, by turns; and what stands between two headings of the outline."""

    parts: tuple[str, ...]
    between: str


@dataclass(frozen=True, slots=True)
class Shells:
    """The shells of a site, each made when the first page asks for it."""

    env: jinja2.Environment
    context: Callable[[Any], Mapping[str, Any]]
    """What MkDocs tells the templates of a page."""
    marking: jinja2.Environment
    """The same templates, but that of a heading, which prints the heading's mark."""
    made: dict[object, Shell | None] = field(default_factory=dict)

    def around(self, page: Any) -> str | None:
        """Return the whole HTML of a page that MkDocs filled; None where nothing of it can be shared."""
        outline = list(page.toc)
        own = {name: page.meta[name] for name in _OWN if page.meta.get(name)}
        if not _is_like_others(page, outline, own):
            return None
        top, kind = outline[0], page.meta["kind"]
        key = (posixpath.dirname(page.url), kind, *own, bool(top.children), bool(page.canonical_url))
        if key not in self.made:
            self.made[key] = self._shell(page, dict(own, kind=kind), bool(top.children))
        shell = self.made[key]
        if shell is None:
            return None
        values = own | {"content": page.content, "id": top.id, "heading": top.title, "address": page.canonical_url or ""}
        values["entries"] = shell.between.join(map(self._entry, top.children))
        return "".join([values[part] if at % 2 else part for at, part in enumerate(shell.parts)])

    def _entry(self, heading: Any) -> str:
        return self.env.get_template(ENTRY).render(toc_item=heading)

    def _shell(self, page: Any, meta: Mapping[str, str], has_entries: bool) -> Shell | None:
        """Return what the templates put around a page like this one; None where they ask for more."""
        entries = [_StandIn(mark=_mark("first")), _StandIn(mark=_mark("second"))] if has_entries else []
        standin = _StandIn(
            **_SAME,
            url=posixpath.join(posixpath.dirname(page.url), "x.html"),  # of an address, only the folder is looked at
            canonical_url=_mark("address") if page.canonical_url else None,
            meta={name: _mark(name) if name in _OWN else value for name, value in meta.items()},
            toc=[_StandIn(level=1, url=f"#{_mark('id')}", title=_mark("heading"), children=entries)],
            content=_mark("content"),
        )
        try:
            made = self.marking.get_template("main.html").render(self.context(standin))
        except _Unshared:
            return None
        between = set(_ENTRIES.findall(made))
        made = _ENTRIES.sub(_mark("entries"), made)
        parts = tuple(_SLOT.split(made))
        whole = len(parts) // 2 == made.lower().count(_NAME) and not {"first", "second"}.intersection(parts[1::2])
        return Shell(parts, between.pop() if between else "") if whole and len(between) <= 1 else None


def shells(env: jinja2.Environment, context: Callable[[Any], Mapping[str, Any]]) -> Shells:
    """Return the shells of a site, of which none is made yet."""
    marked = jinja2.DictLoader({ENTRY: "{{ toc_item.mark }}"})
    loaders = [marked, env.loader] if env.loader else [marked]
    return Shells(env, context, env.overlay(loader=jinja2.ChoiceLoader(loaders)))


def _mark(name: str) -> str:
    return _MARK.format(name)


def _is_like_others(page: Any, outline: list[Any], own: Mapping[str, str]) -> bool:
    return (
        "title" in own
        and page.meta.keys() == {"kind", *own}
        and [each.level for each in outline] == [1]
        and "<h1" in page.content
        and all(getattr(page, name) == value for name, value in _SAME.items())
    )

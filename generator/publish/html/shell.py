"""What the theme puts around a page (vỏ trang), made once for all pages around which it is the same.

The theme's templates are run for a stand-in of the page, in which a mark stands for each thing that is the page's own
(title, content, headings …); around the next page of that folder and kind only what is in place of the marks differs.
A mark holds whatever a filter of a template would change, and the stand-in has nothing else to ask for: templates that
do more with a page than print such things are run for each page. tests/publish/test_html.py compares all pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import jinja2

ENTRY = "partials/toc-item.html"
"""The theme's template of one heading in the outline, and of those below it."""
_MARK, _NAME = "\ue000 <h1 a=\"B\" c='D'> & slot-{} \ue000", "slot-"
_SLOT = re.compile(_MARK.format("([a-z-]+)"))
_ENTRIES = re.compile(f"{_MARK.format('first')}(.*?){_MARK.format('second')}", re.DOTALL)
_TITLE_TAG = "<h1"
"""Templates look for it in the content, to print a title where it has none."""
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


class _Mark(_StandIn):
    """Stands in for a text: it is there and can be printed; a template that looks into it is not to be shared."""

    def __init__(self, name: str, before: str = "") -> None:
        super().__init__(text=f"{before}{_MARK.format(name)}")

    def __str__(self) -> str:
        return str(vars(self)["text"])

    def __contains__(self, words: object) -> bool:
        if words == _TITLE_TAG:
            return True
        raise _Unshared(words)

    def __eq__(self, _: object) -> bool:
        raise _Unshared("==")

    def __len__(self) -> int:
        raise _Unshared("length")

    def __iter__(self) -> Any:
        raise _Unshared("letters")

    def __bool__(self) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Shell:
    """Text and names of what stands between, by turns; and what stands between two headings of the outline."""

    parts: tuple[str, ...]
    between: str = ""

    def around(self, values: Mapping[str, str]) -> str:
        """Return the text with what is to stand in it, by name."""
        return "".join([values[part] if at % 2 else part for at, part in enumerate(self.parts)])


@dataclass(frozen=True, slots=True)
class Shells:
    """The shells of a site, each made when the first page asks for it."""

    env: jinja2.Environment
    context: Callable[[Any], Mapping[str, Any]]
    """What MkDocs tells the templates of a page."""
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
        values = own | {"content": page.content, "id": top.id, "heading": top.title}
        values["address"] = page.canonical_url or ""
        values["entries"] = shell.between.join(map(self._entry, top.children))
        return shell.around(values)

    def _entry(self, heading: Any) -> str:
        """Return a heading in the outline, with those below it."""
        if "entry" not in self.made:
            self.made["entry"] = _parted(self._printed(_FIRST), {"first", "first-url"})
        shell = self.made["entry"]
        if shell is None or heading.children:
            return self._printed(heading)
        return shell.around({"first": heading.title, "first-url": heading.url})

    def _printed(self, heading: Any) -> str:
        return self.env.get_template(ENTRY).render(toc_item=heading)

    def _shell(self, page: Any, meta: Mapping[str, str], has_entries: bool) -> Shell | None:
        """Return what the templates put around a page like this one; None where they ask for more."""
        below = [_FIRST, _SECOND] if has_entries else []
        standin = _StandIn(
            **_SAME,
            url=posixpath.join(
                posixpath.dirname(page.url), f"{_MARK.format('url')}.html"
            ),  # paths need the folder only
            canonical_url=_Mark("address") if page.canonical_url else None,
            meta={name: _Mark(name) if name in _OWN else value for name, value in meta.items()},
            toc=[_StandIn(level=1, url=_Mark("id", "#"), title=_Mark("heading"), children=below)],
            content=_Mark("content"),
        )
        try:
            made = self.env.get_template("main.html").render(self.context(standin))
            for each in below:
                made = made.replace(self._printed(each), str(each.title))
        except _Unshared:
            return None
        between = _ENTRIES.findall(made)
        shell = _parted(
            _ENTRIES.sub(_MARK.format("entries"), made), {*meta, "address", "content", "entries", "heading", "id"}
        )
        return replace(shell, between=between[0] if between else "") if shell and len(set(between)) <= 1 else None


def _parted(made: str, names: Collection[str]) -> Shell | None:
    """Return a text without its marks; None where one was changed, or is not of these names."""
    parts = tuple(_SLOT.split(made))
    whole = len(parts) // 2 == made.lower().count(_NAME) and set(parts[1::2]) <= set(names)
    return Shell(parts) if whole else None


def _heading(name: str) -> _StandIn:
    return _StandIn(url=_Mark(f"{name}-url"), title=_Mark(name), children=[], typeset=None)


_FIRST, _SECOND = _heading("first"), _heading("second")


def _is_like_others(page: Any, outline: list[Any], own: Mapping[str, str]) -> bool:
    return (
        "title" in own
        and page.meta.keys() == {"kind", *own}
        and [each.level for each in outline] == [1]
        and _TITLE_TAG in page.content
        and all(getattr(page, name) == value for name, value in _SAME.items())
    )

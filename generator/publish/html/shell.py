"""What the theme puts around a page (vỏ trang), made once for all pages around which it is the same.

The theme's templates are run for a stand-in of the page, in which a mark stands for each thing that is the page's own
(title, content, headings …); around the next page of that folder and kind only what is in place of the marks differs.
A mark holds whatever a filter of a template would change, and the stand-in has nothing else to ask for: templates that
do more with a page than print such things are run for each page. tests/publish/test_html.py compares all pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import jinja2

from generator.model.frozen import Frozen, replace

ENTRY = "partials/toc-item.html"
"""The theme's template of one heading in the outline, and of those below it."""
_MARK, _NAME = "\ue000 <h1 a=\"B\" c='D'> & slot-{} \ue000", "slot-"
_SLOT = re.compile(_MARK.format("([a-z-]+)"))
_ENTRIES = re.compile("(.*?)".join(map(_MARK.format, ("first", "second", "third"))), re.DOTALL)
_TITLE_TAG = "<h1"
"""Templates look for it in the content, to print a title where it has none."""
_KIND, _TEMPLATE = "kind", "template"
"""Front matter by which templates choose: each kind of page has shells of its own, a page with a template none."""
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
    """Stands in for a text that can be printed; a template that looks into it is not to be shared."""

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

    def __getitem__(self, place: object) -> Any:
        raise _Unshared(place)

    def __bool__(self) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class _Headings(_StandIn):
    """Stands in for headings, however many they are: they can be gone through."""

    def __iter__(self) -> Iterator[_StandIn]:
        return iter(_BELOW)

    def __len__(self) -> int:
        raise _Unshared("number")

    def __bool__(self) -> bool:
        return True


class Shell(Frozen):
    """Text and names of what goes between, by turns; and what parts the headings of the outline."""

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
        own = {f"meta-{name}": text for name, text in page.meta.items() if name != _KIND}
        if not _is_like_others(page, outline, own):
            return None
        top = outline[0]
        key = (posixpath.dirname(page.url), page.meta.get(_KIND), *own, bool(top.children), bool(page.canonical_url))
        if key not in self.made:
            self.made[key] = self._shell(page, own, bool(top.children))
        shell = self.made[key]
        if shell is None:
            return None
        values = own | {"content": page.content, "id": top.id, "heading": top.title}
        values |= {"address": page.canonical_url or "", "file": page.file.name}
        values["entries"] = shell.between.join(map(self._entry, top.children))
        return shell.around(values)

    def _entry(self, heading: Any) -> str:
        """Return a heading in the outline, with those below it."""
        if "entry" not in self.made:
            self.made["entry"] = _parted(self._printed(_BELOW[0]), {"first", "first-url"})
        shell = self.made["entry"]
        if shell is None or heading.children:
            return self._printed(heading)
        return shell.around({"first": heading.title, "first-url": heading.url})

    def _printed(self, heading: Any) -> str:
        return self.env.get_template(ENTRY).render(toc_item=heading)

    def _shell(self, page: Any, own: Collection[str], has_entries: bool) -> Shell | None:
        """Return what the templates put around a page like this one; None where they ask for more."""
        below: Collection[_StandIn] = _Headings() if has_entries else []
        try:
            made = self.env.get_template("main.html").render(self.context(_stand_in(page, below)))
            for each in below:
                made = made.replace(self._printed(each), str(each.title))
        except (_Unshared, TypeError):  # a mark is no text
            return None
        between = {between for pair in _ENTRIES.findall(made) for between in pair}
        made = _ENTRIES.sub(_MARK.format("entries"), made)
        shell = _parted(made, {*own, "address", "content", "entries", "file", "heading", "id"})
        return replace(shell, between="".join(between)) if shell and len(between) <= 1 else None


def _stand_in(page: Any, below: Collection[_StandIn]) -> _StandIn:
    return _StandIn(
        **_SAME,
        # Of its own address, paths to other pages need the folder only.
        url=posixpath.join(posixpath.dirname(page.url), f"{_MARK.format('url')}.html"),
        canonical_url=_Mark("address") if page.canonical_url else None,
        file=_StandIn(name=_Mark("file")),
        meta={name: text if name == _KIND else _Mark(f"meta-{name}") for name, text in page.meta.items()},
        toc=[_StandIn(level=1, url=_Mark("id", "#"), title=_Mark("heading"), children=below)],
        content=_Mark("content"),
    )


def _parted(made: str, names: Collection[str]) -> Shell | None:
    """Return a text without its marks; None where one was changed, or is not of these names."""
    parts = tuple(_SLOT.split(made))
    whole = len(parts) // 2 == made.lower().count(_NAME) and set(parts[1::2]) <= set(names)
    return Shell(parts) if whole else None


def _heading(name: str) -> _StandIn:
    return _StandIn(url=_Mark(f"{name}-url"), title=_Mark(name), children=[], typeset=None)


_BELOW = (_heading("first"), _heading("second"), _heading("third"))
"""As many as it takes to see that what stands between two of them is always the same."""


def _is_like_others(page: Any, outline: list[Any], own: Mapping[str, object]) -> bool:
    return (
        _TEMPLATE not in page.meta
        and all(text and isinstance(text, str) for text in own.values())
        and [each.level for each in outline] == [1]
        and _TITLE_TAG in page.content
        and all(getattr(page, name) == value for name, value in _SAME.items())
    )

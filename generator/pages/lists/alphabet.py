"""A–Z: lists of agencies and persons under their letters; long ones get a page for each letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from generator.derive.catalog import Catalog
from generator.derive.offices import called, latest
from generator.model import Agency, Page, Person
from generator.pages.frame import urls
from generator.pages.frame.links import agency_link, entity_link
from generator.pages.frame.page import Further
from generator.pages.lists.by_year import counted
from generator.pages.lists.paging import groups, headings, list_page, numbered, numbered_links
from generator.pages.lists.rows import tools
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.fold import slugify

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOST = 400
"""Names that stand on one page."""

Named = Sequence[Agency | Person]


def initial(name: str) -> str:
    """Return the letter of the Vietnamese alphabet under which a name stands: `Ấp` → `Â`, `Đảng` → `Đ`."""
    first = next((char for char in name if char.isalnum()), "")
    bare = "".join(char for char in unicodedata.normalize("NFD", first) if char not in _TONES)
    return unicodedata.normalize("NFC", bare).upper() or "#"


def given_initial(name: str) -> str:
    """Return the letter of a person's given name (tên)."""
    return initial(name.split()[-1] if name.split() else "")


def alphabet(
    found: Catalog,
    path: str,
    entities: Named,
    title: str,
    place: str,
    rows: str,
    letter: Callable[[str], str] = initial,
) -> tuple[list[str], Iterator[Further]]:
    """Return the blocks of lists under their letters, and further pages of long ones.

    `entities` are in order; `rows` names the data of the list (`lists.rows`).
    """
    by_letter = groups(entities, lambda each: letter(each.name))
    if len(entities) <= _MOST:
        return _blocks(found, path, by_letter, title, place), iter(())
    stems = {name: f"{path.rpartition('/')[0]}/theo-{place}-{_slug(name)}" for name in by_letter}
    counts = counted([len(group) for group in by_letter.values()])
    links = " · ".join(
        f"{render.link(esc(name), urls.relative(path, f'{stems[name]}.md'))}{count}"
        for name, count in zip(by_letter, counts, strict=True)
    )
    of_all = tools(rows, len(entities), told=False)
    further = (
        page
        for name, group in by_letter.items()
        for page in _letter(path, stems[name], f"{title}: {name}", group, of_all)
    )
    return [render.heading(2, esc(title), f"k-{place}"), render.block(links, "vk-years-nav")], further


def _slug(letter: str) -> str:
    """A letter as part of an address: each of `a ă â` and `d đ` has its own."""
    return "-".join((slugify(letter) or "khac", *([f"{ord(letter[0]):x}"] if not letter.isascii() else [])))


def _blocks(
    found: Catalog, path: str, by_letter: dict[str, list[Agency | Person]], title: str, place: str
) -> list[str]:
    parts = [render.heading(2, esc(title), f"k-{place}")] if by_letter else []
    for head, group in zip(headings(3, by_letter, place), by_letter.values(), strict=True):
        parts += (head, _names(found, path, group))
    return parts


def _letter(index: str, stem: str, title: str, group: Named, of_all: str) -> Iterator[Further]:
    cut = numbered(stem, group, _MOST)
    paths = tuple(each for each, _ in cut)
    for path, names in cut:
        yield Further(path, _sheet, (index, title, paths, tuple(names), of_all))


def _sheet(found: Catalog, path: str, index: str, title: str, paths: Sequence[str], names: Named, of_all: str) -> Page:
    above = render.link("Danh mục", urls.relative(path, index))
    parts = (render.block(above, "vk-above"), numbered_links(path, paths))
    return list_page(found, path, title, "", (*parts, _names(found, path, names)), of_all)


def _names(found: Catalog, path: str, group: Named) -> str:
    return render.bullets(_with_role(found, path, each) for each in group)


def _with_role(found: Catalog, path: str, entity: Agency | Person) -> str:
    name = agency_link(found, path, entity) if isinstance(entity, Agency) else entity_link(found, path, entity.id)
    role = latest(entity) if isinstance(entity, Person) else None
    return f"{name} <small>{esc(called(found, role))}</small>" if role else name

"""Parts of policies (dự án, tiểu dự án thành phần): what a numbered part of a paper belongs to.

The words beside it say so, or the heading above it. Where neither does, the words of another place count for it while
nothing else of that rank was named between them: `Tiểu dự án 1` under another project is another one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from generator.link.scope.scoped_document import Reading
from generator.model import Mention
from generator.model.frozen import Frozen
from generator.parse.paragraphs import outline
from generator.text.fold import fold_words

_PART = re.compile(r"(?i:(?P<part>(?:tiểu )?dự án(?: thành phần)?)(?: số)? 0?(?P<number>\d{1,2}(?:\.\d)?)(?!\d))")
_PROGRAMME = "chuong trinh muc tieu quoc gia"
_NAMES = 4096
"""Names of which it is remembered whether they are of a part."""


class Named(Frozen):
    """A policy mention with its name outside its document, its comparison key and its period.

    `lasts` are the years that its paper states of it apart from its name.
    """

    reading: Reading
    mention: Mention
    name: str
    key: str
    period: str | None
    lasts: str | None = None


def own_name(one: Named) -> str:
    """Return the words after the number of a part: `Dự án 2: Quy hoạch dân cư`."""
    return fold_words(_PART.sub("", one.mention.name, count=1))


def label(one: Named) -> str:
    """Return what a numbered part of a programme is called, `du an 5`, and nothing for a name."""
    return _label_of(one.mention.name)


@lru_cache(maxsize=_NAMES)
def _label_of(name: str) -> str:
    match = _PART.match(name)
    return f"{fold_words(match['part'])} {match['number']}" if match else ""


class _Said(Frozen):
    """Where things of one rank are named in a paper, and which, in the order of its text."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """How far the names till there reach."""
    identities: tuple[str, ...]

    def before(self, at: int) -> str | None:
        """Return the last one named before a place, None before the first."""
        place = bisect_right(self.ends, at)
        return self.identities[place - 1] if place else None

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """Return those whose names begin in a stretch."""
        return self.identities[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def wholes_of(paper: Sequence[Named], identities: dict[int, str]) -> dict[int, str | None]:
    """Return what each numbered part of a paper belongs to; its identity is added to `identities`."""
    above: dict[int, str | None] = {}
    programmes = _said(paper, identities, lambda one: identities.get(_at(one), "").startswith(_PROGRAMME))
    labelled: dict[str, list[Named]] = defaultdict(list)
    for one in paper:
        if name := label(one):
            labelled[name].append(one)
    outer, inner = (sorted(name for name in labelled if _inner(name) is each) for each in (False, True))
    for name in outer:
        _settle(labelled[name], _stated(labelled[name], identities), programmes, identities, above)
    projects = _said(paper, identities, _is_project)
    for name in inner:
        same = labelled[name]
        stated = {**_headed(same, projects), **_stated(same, identities)}
        _settle(same, stated, projects, identities, above)
    return above


def _settle(
    same: Sequence[Named],
    stated: Mapping[int, str | None],
    ranked: _Said,
    identities: dict[int, str],
    above: dict[int, str | None],
) -> None:
    """Tell what the parts of one name belong to.

    `stated` is what is said of some; `ranked` are the things of the rank above.
    """
    name, named = label(same[0]), {own_name(one) for one in same} - {""}
    told = {whole for whole in stated.values() if whole}
    usual = told or (set() if _inner(name) else set(ranked.identities))
    only = next(iter(usual)) if len(usual) == 1 and len(named) < 2 else None
    for one in same:
        start = _at(one)
        near = only if only is None or ranked.before(start) in (None, only) else None
        above[start] = stated.get(start, near)
        apart = "" if len(named) < 2 or above[start] else f"|{own_name(one)}"
        identities[start] = f"{name}|{above[start] or one.reading.id}{apart}"


def _said(paper: Sequence[Named], identities: Mapping[int, str], of_rank: Callable[[Named], bool]) -> _Said:
    found = sorted((_at(one), one.mention.span.end, identities[_at(one)]) for one in paper if of_rank(one))
    reach = accumulate((end for _, end, _ in found), max)
    return _Said(tuple(start for start, _, _ in found), tuple(reach), tuple(identity for *_, identity in found))


def _at(one: Named) -> int:
    return one.mention.span.start


def _inner(part: str) -> bool:
    return part.startswith("tieu")


def _is_project(one: Named) -> bool:
    return bool(label(one)) and not _inner(label(one))


def _stated(same: Sequence[Named], identities: Mapping[int, str]) -> dict[int, str | None]:
    """What the words beside each part say."""
    wholes = ((one, one.mention.part_of) for one in same)
    return {
        _at(one): identities[whole.start] for one, whole in wholes if whole is not None and whole.start in identities
    }


def _headed(same: Sequence[Named], projects: _Said) -> dict[int, str | None]:
    """What the innermost heading above each part says that names a project.

    None where it names several.
    """
    document = same[0].reading.document
    innermost, sections = outline(document), {section.anchor: section for section in document.sections}
    found: dict[int, str | None] = {}
    for one in same:
        section = sections.get(innermost(_at(one)))
        while section is not None and _at(one) not in found:
            inside = projects.within(section.head.start, min(section.head.end, _at(one))) if section.title else ()
            if inside:
                found[_at(one)] = inside[0] if len(set(inside)) == 1 else None
            section = sections.get(section.parent or "")
    return found

"""Parts of policies (dự án, tiểu dự án thành phần): what a numbered part of a paper belongs to.

The words beside it say so, or the heading above it. Where neither does, the words of another place count for it while
nothing else of that rank was named between them: `Tiểu dự án 1` under another project is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from generator.link.scope.scoped_document import Reading
from generator.model import Mention
from generator.model.frozen import Frozen
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


def wholes_of(paper: Sequence[Named], identities: dict[int, str]) -> dict[int, str | None]:
    """Return what each numbered part of a paper belongs to; its identity is added to `identities`."""
    above: dict[int, str | None] = {}
    labels = dict.fromkeys(filter(None, map(label, paper)))
    for each in sorted(labels, key=lambda name: (_inner(name), name)):
        same = [one for one in paper if label(one) == each]
        stated = _stated(same, paper, identities, each)
        named = {own_name(one) for one in same} - {""}
        only = _only(stated, paper, identities, each) if len(named) < 2 else None
        for one in same:
            start = one.mention.span.start
            near = only if only is None or _last(one, paper, identities, each) in (None, only) else None
            above[start] = stated.get(start, near)
            apart = "" if len(named) < 2 or above[start] else f"|{own_name(one)}"
            identities[start] = f"{each}|{above[start] or one.reading.id}{apart}"
    return above


def _inner(part: str) -> bool:
    return part.startswith("tieu")


def _stated(
    same: Sequence[Named], paper: Sequence[Named], identities: Mapping[int, str], part: str
) -> dict[int, str | None]:
    """What the words beside a part say, else the heading above it; None where a heading names several."""
    found: dict[int, str | None] = {}
    for one in same:
        whole = one.mention.part_of
        if whole is not None and whole.start in identities:
            found[one.mention.span.start] = identities[whole.start]
        elif _inner(part) and (headed := list(_in_heading(one, paper, identities))):
            found[one.mention.span.start] = headed[0] if len(set(headed)) == 1 else None
    return found


def _in_heading(one: Named, paper: Sequence[Named], identities: Mapping[int, str]) -> Iterator[str]:
    """The projects that the innermost heading with any names above a part."""
    at = one.mention.span.start
    for section in reversed([s for s in one.reading.document.sections if s.span.start <= at < s.span.end]):
        head = section.head if section.title else None
        inside = [
            identities[each.mention.span.start]
            for each in paper
            if head is not None and head.start <= each.mention.span.start < min(head.end, at) and _is_project(each)
        ]
        if inside:
            yield from inside
            return


def _is_project(one: Named) -> bool:
    return bool(label(one)) and not _inner(label(one))


def _only(
    stated: Mapping[int, str | None], paper: Sequence[Named], identities: Mapping[int, str], part: str
) -> str | None:
    """The one whole that a paper states of a part; of a project else its only national programme."""
    told = {whole for whole in stated.values() if whole}
    usual = told or (set() if _inner(part) else set(_programmes(paper, identities)))
    return next(iter(usual)) if len(usual) == 1 else None


def _programmes(paper: Sequence[Named], identities: Mapping[int, str]) -> Iterator[str]:
    for one in paper:
        identity = identities.get(one.mention.span.start, "")
        if identity.startswith(_PROGRAMME):
            yield identity


def _last(one: Named, paper: Sequence[Named], identities: Mapping[int, str], part: str) -> str | None:
    """The last project before an inner part, the last programme before a project; None before the first."""
    before = [each for each in paper if each.mention.span.end <= one.mention.span.start]
    if not _inner(part):
        return next(reversed(list(_programmes(before, identities))), None)
    return next((identities[each.mention.span.start] for each in reversed(before) if _is_project(each)), None)

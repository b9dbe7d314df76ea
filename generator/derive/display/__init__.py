"""Tên hiển thị: what papers, bodies, programmes and offices are called where they are shown.

The one place that says so. The text of a paper and the open data keep the form of the source, pages, lists, search,
feeds and structured data show the form made here; a name that was changed keeps its source form as an alias, so that
search finds both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TypeVar

from generator.derive.display.casing import Lexicon, cased, lexicon, shouts
from generator.model import Agency, Graph, Person, Policy, Record, Role, Work
from generator.model.frozen import replace
from generator.text.fold import fold_words
from generator.vocab import tables

E = TypeVar("E", Agency, Policy)

_LONG = 3
"""Words of a name of the graph that is no ordinary phrase."""
_NAMED_KINDS = ("chương trình", "đề án", "chiến lược", "phong trào")


def displayed(graph: Graph, named: Iterable[Person]) -> Graph:
    """Return the graph with every name as it is to be read; what is not renamed stays the same value.

    Only those of its persons who may be `named` are known here, and `person` says what these are called.
    """
    names = _names(graph, named)
    texts = {record.id: record.document.text for record in graph.records}
    return replace(
        graph,
        records=tuple(_record(each, names) for each in graph.records),
        agencies=tuple(_entity(each, names) for each in graph.agencies),
        policies=tuple(_entity(each, names) for each in graph.policies),
        works=tuple(_work(each, names, texts.get(each.held_as or "", "")) for each in graph.works),
    )


def title(words: str, names: Lexicon, paper: str = "") -> str:
    """Return a trích yếu as a sentence writes it; `V/v về việc …` says once what it is about."""
    return _once(cased(words, names, paper))


def of_type(kind: str, words: str) -> str:
    """Return type and trích yếu as one phrase: `Chỉ thị` and `Về việc …` are `Chỉ thị về việc …`."""
    if words.casefold().startswith(kind.casefold()):
        return words
    about = kind and words.partition(" ")[0].lower() in tables.written_names().continues
    return " ".join(part for part in (kind, words[:1].lower() + words[1:] if about else words) if part)


@lru_cache(maxsize=4096)  # the same few offices stand in paper after paper
def office(words: str) -> str:
    """Return an office written out and in small letters: `PCT UBND tỉnh` → `Phó Chủ tịch UBND tỉnh`."""
    shown = _written_out(cased(words, general()), tables.roles().short)
    written = _offices().get(fold_words(shown))
    return written if written and written.casefold() == shown.casefold() and words.isupper() else shown


@cache
def general() -> Lexicon:
    """Return the names that are true everywhere."""
    return lexicon(general_names())


# --- what is renamed ----------------------------------------------------------------------------------


def _record(record: Record, names: Lexicon) -> Record:
    shown = title(record.title, names, record.document.text)
    return record if shown == record.title else replace(record, title=shown)


def _work(work: Work, names: Lexicon, paper: str) -> Work:
    shown = title(work.title, names, paper) if work.title else None
    return work if shown == work.title else replace(work, title=shown)


def _entity(entity: E, names: Lexicon) -> E:
    shown = cased(entity.name, names)
    shown = _written_out(shown, tables.written_names().shortened) if isinstance(entity, Agency) else shown
    if shown == entity.name:
        return entity
    return replace(entity, name=shown, aliases=(*entity.aliases, entity.name))


def person(known: Person) -> Person:
    """Return a person with every office written out."""
    shown = [_role(each) for each in known.roles]
    same = all(new is old for new, old in zip(shown, known.roles, strict=True))
    return known if same else replace(known, roles=tuple(shown))


def _role(role: Role) -> Role:
    shown = office(role.title)
    return role if shown == role.title else replace(role, title=shown)


# --- words --------------------------------------------------------------------------------------------


def _once(words: str) -> str:
    return _about().sub(lambda match: _capital(tables.written_names().openings[0], match[0]), words)


def _capital(words: str, like: str) -> str:
    return words[:1].upper() + words[1:] if like[:1].isupper() else words


@cache
def _about() -> re.Pattern[str]:
    """What says once or more that something is about: `V/v`, `Về việc: về việc`."""
    ways = "|".join(map(re.escape, tables.written_names().openings))
    return re.compile(rf"(?<!\w)(?i:(?:{ways})(?:[\s:;,.]+(?:{ways}))+|v/v)(?!\w)")


def _written_out(words: str, shortened: Mapping[str, str]) -> str:
    for short in sorted(shortened, key=lambda each: (-len(each), each)):
        if short in words:
            words = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", shortened[short], words)
    return words


@cache
def _offices() -> Mapping[str, str]:
    return {fold_words(each): each for each in tables.roles().written}


# --- names that keep capitals -------------------------------------------------------------------------


def _names(graph: Graph, named: Iterable[Person]) -> Lexicon:
    """The names of the language, then those that the graph knows; none where nothing is in capitals."""
    called = (
        *(each.title for each in graph.records),
        *(each.title for each in graph.works if each.title),
        *(each.name for each in graph.agencies),
        *(each.name for each in graph.policies),
    )
    if not any(map(shouts, called)):
        return lexicon(())
    return lexicon((*general_names(), *_of_graph(graph, named)))


def _of_graph(graph: Graph, persons: Iterable[Person]) -> Iterator[str]:
    named = [*(each.name for each in graph.agencies), *(each.name for each in persons)]
    yield from (each for each in named if len(each.split()) >= _LONG and not each.isupper())
    yield from (each.place for each in graph.agencies if each.place)
    yield from (each.name for each in graph.policies if each.policy_kind in _NAMED_KINDS)


def general_names() -> Iterator[str]:
    """Yield the names that are true everywhere, as a sentence writes them."""
    written, bodies, roles = tables.written_names(), tables.agencies(), tables.roles()
    for group in written.phrases:
        yield from group.words
    yield from (name for name in bodies.lists["CENTRAL"] if " " in name)
    for head, sectors in (("Bộ", "MINISTRY"), ("Sở", "SECTOR"), ("Phòng", "SECTOR")):
        yield from (f"{head} {sector}" for sector in bodies.lists[sectors])
    yield from (name for name in bodies.short.values())
    yield from (name for name in roles.written if " " in name)
    yield from (each.name for each in tables.policies().known)
    yield from _of_places(written.ordinary)


def _of_places(ordinary: tuple[str, ...]) -> Iterator[str]:
    for row in tables.provinces().provinces:
        yield from (f"{level} {row.name}" for level in ("tỉnh", "thành phố"))
        if row.name not in ordinary:
            yield row.name
        for kind, names in row.districts.items():
            yield from (f"{kind} {name}" for name in names)

"""Agency entities: every body that documents, symbols and the registry name, one entity each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from generator.link.entities.slugs import assign, heirs, remembered
from generator.link.scope.bodies import Body, Scope
from generator.link.scope.printed_names import body_named
from generator.link.scope.scoped_document import Reading
from generator.model import Agency, EntityKind, Registry
from generator.model.frozen import Frozen, replace
from generator.text.fold import fold_words
from generator.vocab import Vocab, tables

FOLDER = "co-quan"
_NUMBERED = re.compile(r"(?:[^\W\d_]+ ){3,}\d{2,5}")
_NOWHERE = Scope(None, None, None)
"""The archivist writes whole names: no document's scope completes them."""


class Agencies(Frozen):
    """The entities, and the id of each body's identity."""

    entities: tuple[Agency, ...]
    ids: Mapping[str, str]
    aliases: Mapping[str, str]
    by_name: Mapping[str, str]
    """Ids by folded name, the registry's other names included."""
    names: Mapping[str, str]
    """What each id is called."""
    vocab: Vocab
    of_bodies: Mapping[Body, str]
    """The id of each body that was met."""
    of_identities: Mapping[str, str]
    """The same by what makes each body this one."""

    def named(self, name: str) -> str | None:
        """Return the id of the agency that the archivist names: by any name, by id, or as papers print it."""
        known = self.by_name.get(fold_words(name)) or (name if name in self.names else None)
        return known or self.id_of(body_named(name, _NOWHERE, self.vocab))

    def id_of(self, body: Body | None) -> str | None:
        """Return the entity's id of a body."""
        if body is None:
            return None
        return self.of_bodies.get(body) or self.ids.get(_key(body, self.aliases))

    def parent_of(self, body: Body) -> str | None:
        """Return the entity's id of the body above, of the same place where two bear its name."""
        if body.parent_key:
            return self.of_identities.get(body.parent_key)
        return self.by_name.get(fold_words(body.parent)) if body.parent else None

    def called(self, body: Body | None) -> str:
        """Return the name of a body's entity, `?` where there is none."""
        return self.names.get(self.id_of(body) or "", "?")

    def identities(self) -> tuple[tuple[str, str], ...]:
        """Return what the slug lock remembers."""
        return remembered(self.ids, EntityKind.AGENCY)


def gather(
    readings: Sequence[Reading], extra: Iterable[Body], registry: Registry, locked: Mapping[str, str], vocab: Vocab
) -> Agencies:
    """Return an entity for each body that is named anywhere; `extra` are bodies that symbols name."""
    aliases = {fold_words(n): _registry_key(a) for a in registry.agencies for n in (a.name, *a.aliases)}
    bodies = _bodies(readings, extra, aliases)
    known = {_registry_key(a): a for a in registry.agencies}
    names = _names(bodies, known)
    ids = _ids(names, known, heirs(_older(bodies, vocab), locked, EntityKind.AGENCY))
    by_name = {name: ids[key] for name, key in aliases.items()}
    by_name |= {fold_words(name): ids[key] for key, name in names.items()}
    called = {ids[key]: name for key, name in names.items()}
    of_bodies = {body: ids[key] for key, same in bodies.items() for body in same}
    of_identities = {body.identity: id_ for body, id_ in of_bodies.items()}
    found = Agencies((), ids, aliases, by_name, called, vocab, of_bodies, of_identities)
    short = _short_names(readings, aliases)
    entities = [
        _entity(key, names[key], found, tuple(bodies.get(key, ())), known.get(key), short.get(key, ())) for key in names
    ]
    return replace(found, entities=tuple(sorted(entities, key=lambda e: e.id)))


def _short_names(readings: Sequence[Reading], aliases: Mapping[str, str]) -> dict[str, list[str]]:
    """Names with a number that papers give a body of the centre: `gọi tắt là Ban Chỉ đạo quốc gia 1237`.

    A province's or a district's are its own: each has its `Ban Chỉ đạo 35`. One that two bodies bear is no name.
    """
    given: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for each in reading.document.short_forms:
            short = " ".join(each.short.of(reading.document.text).split())
            body = reading.body_named(each.long) if _NUMBERED.fullmatch(short) else None
            if body is not None and body.level == "central":
                given[short].add(_key(body, aliases))
    found: dict[str, list[str]] = defaultdict(list)
    for short, keys in sorted(given.items()):
        if len(keys) == 1:
            found[next(iter(keys))].append(short)
    return found


def _bodies(readings: Sequence[Reading], extra: Iterable[Body], aliases: Mapping[str, str]) -> dict[str, Counter[Body]]:
    """The bodies of each identity, in the order in which they are first named, and how often each is."""
    named = (each for r in readings for each in (*r.bodies, r.scope.issuer, *r.scope.others))
    bodies: dict[str, Counter[Body]] = defaultdict(Counter)
    for body, times in Counter(chain(named, extra)).items():
        if body is not None:
            bodies[_key(body, aliases)][body] = times
    return bodies


def _older(bodies: Mapping[str, Counter[Body]], vocab: Vocab) -> dict[str, list[str]]:
    """The names by which bodies were kept before places told units apart and short words were written out."""

    def kept(body: Body) -> bool:
        return bool(body.parent_key) or body.key == fold_words(vocab.expand(body.name))

    named = {key: {fold_words(body.name) for body in found if kept(body)} for key, found in bodies.items()}
    return {key: sorted(names - bodies.keys()) for key, names in named.items()}


def _key(body: Body, aliases: Mapping[str, str]) -> str:
    """What makes a body this one: the registry's entry that has its name, else its own identity."""
    return aliases.get(fold_words(body.name)) or body.identity


def _registry_key(agency: Agency) -> str:
    return fold_words(agency.name)


def _names(bodies: Mapping[str, Counter[Body]], known: Mapping[str, Agency]) -> dict[str, str]:
    """The display name of each: the registry's, else the commonest spelling; homonyms get their superior."""
    names = {key: agency.name for key, agency in known.items()}
    for key, found in bodies.items():
        if key not in names:
            spelled: Counter[str] = Counter()
            for body, times in found.items():
                spelled[body.name] += times
            names[key] = min(spelled, key=lambda name: (-spelled[name], -len(name), name))
    shared = Counter(fold_words(name) for name in names.values())
    for key, name in names.items():
        parent = _told_apart_by(next(iter(bodies[key])), bodies) if bodies.get(key) else None
        place = (parent or "").removeprefix("UBND ")
        if shared[fold_words(name)] > 1 and place and not name.endswith(place):
            names[key] = f"{name} ({place})"
    return names


def _told_apart_by(body: Body, bodies: Mapping[str, Counter[Body]]) -> str | None:
    """What is above a body; of a unit what is above its committee, whose name is in its own."""
    whole = next(iter(bodies.get(body.parent_key, ())), None)
    return (whole.parent if whole is not None else None) or body.parent


def _ids(
    names: Mapping[str, str],
    known: Mapping[str, Agency],
    locked: Mapping[str, str],
) -> dict[str, str]:
    stated = {key: agency.id.rpartition("/")[2] for key, agency in known.items() if agency.id}
    return assign(names, lambda key: (names[key],), locked, EntityKind.AGENCY, FOLDER, stated)


def _entity(
    key: str,
    name: str,
    known: Agencies,
    found: Sequence[Body],
    stated: Agency | None,
    short: Sequence[str],
) -> Agency:
    body = found[0] if found else None
    ending = _ending(name, body)
    above = known.named(stated.parent) if stated and stated.parent else None
    parent = above or (known.parent_of(body) if body is not None else None)
    successors = (stated.succeeded_by if stated else ()) or (ending.succeeded_by if ending else ())
    aliases = {*(stated.aliases if stated else ()), *short, *(b.name for b in found if b.name != name)}
    return Agency(
        id=known.ids[key],
        name=name,
        aliases=tuple(sorted(aliases)),
        level=(stated.level if stated else None) or (body.level if body else None),
        place=(stated.place if stated else None) or (body.place if body else None),
        parent=parent,
        valid_from=stated.valid_from if stated else None,
        valid_to=(stated.valid_to if stated else None) or (ending.ends if ending else None),
        succeeded_by=tuple(known.named(s) or s for s in successors),
        source=(stated.source if stated else None) or (ending.source if ending else None),
    )


class Ending(Frozen):
    """When a body ended by general law, what came after it, and the law."""

    ends: str
    succeeded_by: tuple[str, ...]
    source: str


def _ending(name: str, body: Body | None) -> Ending | None:
    """How a body ended: by the row of its name, with its province's name, or with all districts."""
    row = tables.succession_of(name)
    if row is not None:
        return Ending(row.ends, row.succeeded_by, row.source)
    districts = tables.successions().districts
    if body is not None and body.level == "district" and name.startswith(districts.government):
        return Ending(districts.ends, (), districts.source)
    renamed = tables.renamed_body(name)
    return Ending(renamed.ends, renamed.succeeded_by, renamed.source) if renamed else None

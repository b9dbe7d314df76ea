"""Policy entities: one for each programme, scheme or movement, whatever it is called.

Names are compared with abbreviations written out and punctuation left aside. A name that speaks of a bare body
(`Đề án vị trí việc làm … của Ban Dân tộc`) is that body's own; one without a capital is the issuer's own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.link.entities.slugs import assign, remembered
from generator.link.scope.scoped_document import Reading
from generator.model import EntityKind, Mention, Policy, Registry
from generator.text.fold import fold_words
from generator.vocab import Vocab
from generator.vocab.entries import Programme

FOLDER = "chinh-sach"
_QUOTES = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class Named:
    """A policy mention with the name that it bears outside its document, its comparison key and its period."""

    reading: Reading
    mention: Mention
    name: str
    key: str
    period: str | None


@dataclass(frozen=True, slots=True)
class Policies:
    """The entities, the id of each identity, and the identity of each (document id, start of mention)."""

    entities: tuple[Policy, ...]
    ids: Mapping[str, str]
    at: Mapping[tuple[str, int], str]

    def identities(self) -> tuple[tuple[str, str], ...]:
        """Return what the slug lock remembers."""
        return remembered(self.ids, EntityKind.POLICY)


def key_of(name: str, vocab: Vocab) -> str:
    """Return the comparison key: folded words, abbreviations written out, quotes and period left aside."""
    plain = vocab.cues["policy.lead"].sub("", _QUOTES.sub(" ", _no_period(vocab.expand(name), vocab)))
    return fold_words(plain)


def gather(
    readings: Sequence[Reading],
    registry: Registry,
    vocab: Vocab,
    approvals: Mapping[tuple[str, int], str],
    locked: Mapping[str, str],
) -> Policies:
    """Return an entity for each policy; `approvals` maps a mention to the work that approves it there."""
    named = [_named(r, m, vocab) for r in readings for m in r.document.mentions if m.kind is EntityKind.POLICY]
    stated = [_stated(policy) for policy in registry.policies]
    known = _known([*stated, *vocab.programmes], vocab)
    periods: dict[str, set[str]] = defaultdict(set)
    for one in named:
        if one.period:
            periods[one.key].add(one.period)
    groups: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        groups[_identity(one, known, periods, vocab)].append(one)
    for programme in stated:
        groups.setdefault(key_of(programme.name, vocab), [])
    wanted = [(identity, _slugs(identity, group, known, registry)) for identity, group in groups.items()]
    ids = assign(wanted, locked, EntityKind.POLICY, FOLDER)
    entities = [_entity(ids[i], group, known.get(i), approvals) for i, group in groups.items()]
    at = {(n.reading.id, n.mention.span.start): i for i, group in groups.items() for n in group}
    return Policies(tuple(sorted(entities, key=lambda e: e.id)), ids, at)


def _named(reading: Reading, mention: Mention, vocab: Vocab) -> Named:
    name = mention.name
    for agency, body in zip(reading.agencies, reading.bodies, strict=True):
        if body is not None and mention.span.start <= agency.span.start and agency.span.end <= mention.span.end:
            name = name.replace(agency.span.of(reading.document.text), body.name)
    if vocab.cues["policy.internal"].match(name) and reading.scope.issuer is not None:
        name = f"{name} của {reading.scope.issuer.name}"
    name = name[:1].upper() + name[1:]
    period = _period(name, vocab)
    return Named(
        reading,
        mention,
        name,
        key_of(name, vocab),
        period,
    )


def _period(name: str, vocab: Vocab) -> str | None:
    """The years that a name states: `giai đoạn 2021 – 2030` → `2021-2030`."""
    found = next((m["period"] for m in vocab.cues["policy.period"].finditer(name) if m["period"]), None)
    return found.replace(" ", "").replace("–", "-") if found else None


def _no_period(name: str, vocab: Vocab) -> str:
    return vocab.cues["policy.period"].sub(lambda m: "" if m["period"] else m[0], name)


def _stated(policy: Policy) -> Programme:
    return Programme(
        name=policy.name,
        kind=policy.policy_kind,
        aliases=policy.aliases,
        approved_by=policy.approved_by,
        period=policy.period,
        examples=(policy.name,),
    )


def _known(programmes: Sequence[Programme], vocab: Vocab) -> dict[str, Programme]:
    found: dict[str, Programme] = {}
    for programme in programmes:
        for name in (programme.name, *programme.aliases):
            found.setdefault(key_of(name, vocab), programme)
    return found


def _identity(one: Named, known: dict[str, Programme], periods: Mapping[str, set[str]], vocab: Vocab) -> str:
    """The known programme whose name or alias it is or begins with; else its key, told apart by period."""
    programme = known.get(one.key) or _prefix(one.key, known)
    if programme is not None:
        return key_of(programme.name, vocab)
    others = periods.get(one.key, set())
    return f"{one.key}|{one.period or ''}" if len(others) > 1 else one.key


def _prefix(key: str, known: Mapping[str, Programme]) -> Programme | None:
    """A name that goes on after a known one of three words or more, with a number in it or five words long."""
    for alias in sorted(known, key=len, reverse=True):
        words = alias.split()
        if key.startswith(f"{alias} ") and (len(words) >= 5 or any(w.isdigit() for w in words)):
            return known[alias]
    return None


def _slugs(
    identity: str, group: Sequence[Named], known: Mapping[str, Programme], registry: Registry
) -> tuple[str, ...]:
    programme = known.get(identity)
    entry = next((p for p in registry.policies if programme is not None and p.name == programme.name), None)
    stated = (entry.id.rpartition("/")[2],) if entry and entry.id else ()
    return (*stated, programme.name if programme else group[0].name, identity)


def _entity(
    id_: str, group: Sequence[Named], programme: Programme | None, approvals: Mapping[tuple[str, int], str]
) -> Policy:
    names = Counter(n.name for n in group)
    name = programme.name if programme else min(names, key=lambda n: (-names[n], -len(n), n))
    surfaces = {
        " ".join(n.mention.span.of(n.reading.document.text).split()) for n in group if len(n.mention.name.split()) > 2
    }
    short = {s for s in surfaces if len(s.split()) > 1}
    approved = sorted({approvals[k] for n in group if (k := (n.reading.id, n.mention.span.start)) in approvals})
    periods = sorted({n.period for n in group if n.period})
    return Policy(
        id=id_,
        name=name,
        aliases=tuple(
            sorted({*short, *(n for n in names if n != name), *(programme.aliases if programme else ())} - {name})
        ),
        policy_kind=programme.kind if programme else (group[0].mention.form or "chính sách"),
        approved_by=approved[0] if len(approved) == 1 else None,
        period=(programme.period if programme else None) or (periods[0] if len(periods) == 1 else None),
    )

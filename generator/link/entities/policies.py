"""Policy entities: one for each programme, scheme or movement, whatever it is called.

Names are compared with abbreviations written out and punctuation left aside. A name that speaks of a bare body
(`Đề án vị trí việc làm … của Ban Dân tộc`) is that body's own; one without a capital is the issuer's own. A numbered
part (`Tiểu dự án 1`) is told apart by what it is part of, else by its paper: one number under two wholes is two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from generator.link.entities.policy_parts import Named, label, own_name, wholes_of
from generator.link.entities.slugs import assign, remembered
from generator.link.entities.works import Numbers
from generator.link.scope.scoped_document import Reading
from generator.model import EntityKind, Mention, Policy, Registry
from generator.model.frozen import Frozen, replace
from generator.text.fold import fold_words
from generator.vocab import Vocab
from generator.vocab.entries import Programme

FOLDER = "chinh-sach"
_QUOTES = re.compile(r"[“”\"]")
_QUOTED = re.compile(r"(?<=[“\"])[^“”\"]{3,}(?=[”\"])")
_GENERIC = re.compile(
    r"(?i:chương trình|mục tiêu quốc gia|mtqg|ctmtqg|đề án|(?:tiểu )?dự án|hợp phần|kế hoạch|chiến lược|chính sách"
    r"|thành phần|tỉnh|thành phố|huyện|xã|này|trên|[\s“”\"(),:])+"
)
"""What says of a policy only its kind: any other paper means another by it. A part keeps its number in its whole."""
_NAMES = 4096
"""Names of which it is remembered what they say: papers name the same few programmes."""


class Policies(Frozen):
    """The entities, the id of each identity, and the identity of each (document id, start of mention)."""

    entities: tuple[Policy, ...]
    ids: Mapping[str, str]
    at: Mapping[tuple[str, int], str]

    def identities(self) -> tuple[tuple[str, str], ...]:
        """Return what the slug lock remembers."""
        return remembered(self.ids, EntityKind.POLICY)


@lru_cache(maxsize=_NAMES)
def key_of(name: str, vocab: Vocab) -> str:
    """Return the comparison key: folded words, abbreviations written out, quotes and period left aside."""
    plain = vocab.cues["policy.lead"].sub("", _QUOTES.sub(" ", _no_period(vocab.expand(name), vocab)))
    return fold_words(plain)


def gather(
    readings: Sequence[Reading],
    registry: Registry,
    vocab: Vocab,
    approvals: Mapping[tuple[str, int], str],
    by_number: Numbers,
    locked: Mapping[str, str],
) -> Policies:
    """Return an entity for each policy; `approvals` maps a mention to the work that approves it there."""
    papers = ([_named(r, m, vocab) for m in r.document.mentions if m.kind is EntityKind.POLICY] for r in readings)
    named = [one for paper in papers for one in _with_time(paper, vocab)]
    stated = [_stated(policy) for policy in registry.policies]
    known = _known([*stated, *vocab.policies.known], vocab)
    periods: dict[str, set[str]] = defaultdict(set)
    for one in named:
        if one.period:
            periods[one.key].add(one.period)
    groups: dict[str, list[Named]] = defaultdict(list)
    wholes: dict[str, str | None] = {}
    for one, identity, whole in _identified(named, known, periods, vocab):
        groups[identity].append(one)
        wholes[identity] = wholes.get(identity) or whole
    for programme in stated:
        groups.setdefault(key_of(programme.name, vocab), [])

    def slugs(identity: str) -> tuple[str, ...]:
        whole = groups.get(wholes.get(identity) or "", ())
        return _slugs(identity, groups[identity], known, registry, whole)

    ids = assign(groups, slugs, locked, EntityKind.POLICY, FOLDER)
    entities = [
        _entity(ids[i], group, known.get(i), approvals, ids.get(wholes.get(i) or "")) for i, group in groups.items()
    ]
    by_key = {key_of(policy.name, vocab): policy for policy in registry.policies}
    entities = [
        _as_stated(each, by_key[i], ids, known, by_number, vocab) if i in by_key else each
        for i, each in zip(groups, entities, strict=True)
    ]
    at = {(n.reading.id, n.mention.span.start): i for i, group in groups.items() for n in group}
    return Policies(tuple(sorted(entities, key=lambda e: e.id)), ids, at)


def _as_stated(
    policy: Policy,
    stated: Policy,
    ids: Mapping[str, str],
    known: Mapping[str, Programme],
    by_number: Numbers,
    vocab: Vocab,
) -> Policy:
    """The policy with what the archivist states of its approval and of what it is part of."""
    approved = by_number.find(stated.approved_by) if stated.approved_by else ()
    whole = known.get(key_of(stated.parent, vocab)) if stated.parent else None
    key = key_of(whole.name if whole else stated.parent or "", vocab)
    return replace(
        policy,
        approved_by=approved[0].id if len(approved) == 1 else policy.approved_by,
        approval_stated=stated.approval_stated if len(approved) == 1 else None,
        parent=ids.get(key, policy.parent) if stated.parent else policy.parent,
    )


def _named(reading: Reading, mention: Mention, vocab: Vocab) -> Named:
    name = mention.name
    for agency, body in reading.named_in(mention.span.start, mention.span.end):
        if body is not None and agency.span.end <= mention.span.end:
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


def _with_time(paper: Sequence[Named], vocab: Vocab) -> Iterator[Named]:
    """The mentions of a paper, the only programme of a kind with the years stated of that kind.

    `Thời gian thực hiện Đề án: 2026-2031`.
    """
    text = paper[0].reading.document.text if paper else ""
    stated: dict[str, set[str]] = defaultdict(set)
    for match in vocab.cues["policy.time"].finditer(text):
        stated[match["kind"].casefold()].add(f"{match['from']}-{match['to']}")
    keys: dict[str, set[str]] = defaultdict(set)
    for one in paper if stated else ():
        keys[(one.mention.form or "").casefold()].add(one.key)
    for one in paper:
        kind = (one.mention.form or "").casefold()
        years = stated.get(kind, set())
        sole = len(keys[kind]) == 1 and len(years) == 1 and not label(one)
        yield replace(one, lasts=next(iter(years))) if sole else one


@lru_cache(maxsize=_NAMES)
def _period(name: str, vocab: Vocab) -> str | None:
    """The years that a name states: `giai đoạn 2021 – 2030` → `2021-2030`."""
    found = next((m["period"] for m in vocab.cues["policy.period"].finditer(name) if m["period"]), None)
    return found.replace(" ", "").replace("–", "-") if found else None


@lru_cache(maxsize=_NAMES)
def _termless(name: str, vocab: Vocab) -> str:
    """A name without the term of what it names: `đến năm 2030`."""
    return vocab.cues["policy.period"].sub("", name)


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


def _identified(
    named: Sequence[Named], known: dict[str, Programme], periods: Mapping[str, set[str]], vocab: Vocab
) -> Iterator[tuple[Named, str, str | None]]:
    """Yield each mention with its identity and the identity of what it is part of."""
    papers: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        papers[one.reading.id].append(one)
    for paper in papers.values():
        longer = _longer(paper, vocab)
        same = [replace(n, key=longer.get(n.name, n.key)) for n in paper if not label(n)]
        identities = {n.mention.span.start: _identity(n, known, periods, vocab) for n in same}
        above = wholes_of(paper, identities)
        for one in paper:
            start, whole = one.mention.span.start, one.mention.part_of
            stated = identities.get(whole.start) if whole is not None else None
            yield one, identities[start], above.get(start, stated)


def _longer(paper: Sequence[Named], vocab: Vocab) -> dict[str, str]:
    """Names without their term (`đến năm 2030`).

    The key of the one name that the same paper gives with it.
    """
    whole = {one.name: _termless(one.name, vocab) for one in paper}
    full: dict[str, set[str]] = defaultdict(set)
    for one in paper:
        if whole[one.name] != one.name:
            full[fold_words(whole[one.name])].add(one.key)
    bare = {name: full.get(fold_words(name), set()) for name, same in whole.items() if same == name}
    return {name: next(iter(keys)) for name, keys in bare.items() if len(keys) == 1}


def _identity(one: Named, known: dict[str, Programme], periods: Mapping[str, set[str]], vocab: Vocab) -> str:
    """The known programme whose name or alias it is or begins with; else its key, told apart by period."""
    programme = known.get(one.key) or _prefix(one, known, vocab)
    key = key_of(programme.name, vocab) if programme is not None else one.key
    if programme is not None and programme.period:
        return key
    others = periods.get(one.key, set())
    return f"{key}|{one.period or ''}" if len(others) > 1 else key


def _prefix(one: Named, known: Mapping[str, Programme], vocab: Vocab) -> Programme | None:
    """A name that goes on after a known one, with a number in it or five words long.

    One that joins another name to it, after a comma or `và`, is a programme of its own.
    """
    words = one.key.split()
    for length in range(len(words) - 1, 0, -1):
        alias = " ".join(words[:length])
        if alias in known and (length >= 5 or any(w.isdigit() for w in words[:length])):
            return None if _joined(one.name, alias, vocab) else known[alias]
    return None


@lru_cache(maxsize=_NAMES)
def _joined(name: str, alias: str, vocab: Vocab) -> bool:
    words = vocab.cues["policy.lead"].sub("", _QUOTES.sub(" ", vocab.expand(name))).split()
    least = next((n for n in range(1, len(words)) if fold_words(" ".join(words[:n])) == alias), 0)
    return least > 0 and (words[least - 1].endswith(",") or words[least].lower() == "và")


def _slugs(
    identity: str,
    group: Sequence[Named],
    known: Mapping[str, Programme],
    registry: Registry,
    whole: Sequence[Named],
) -> tuple[str, ...]:
    programme = known.get(identity)
    entry = next((p for p in registry.policies if programme is not None and p.name == programme.name), None)
    stated = (entry.id.rpartition("/")[2],) if entry and entry.id else ()
    name = programme.name if programme else group[0].name
    return (*stated, *((f"{name} {whole[0].name}",) if whole else ()), name, identity)


def _papers(group: Sequence[Named]) -> set[str]:
    return {one.reading.id for one in group}


def _entity(
    id_: str,
    group: Sequence[Named],
    programme: Programme | None,
    approvals: Mapping[tuple[str, int], str],
    parent: str | None,
) -> Policy:
    names = Counter(n.name for n in group)
    # A part is called by its words where a place prints them, by its number alone where none does.
    told = [n.name for n in group if label(n) and own_name(n)]
    usual = Counter(told) if told else names
    name = programme.name if programme else min(usual, key=lambda n: (-usual[n], -len(n), n))
    surfaces = {
        " ".join(n.mention.span.of(n.reading.document.text).split()) for n in group if len(n.mention.name.split()) > 2
    }
    quoted = {m[0].strip() for n in group for m in _QUOTED.finditer(n.name)}
    called = {s for s in surfaces | quoted if len(s.split()) > 2} | {n for n in names if n != name}
    own = {s for s in called if not _GENERIC.fullmatch(s)}
    approved = sorted({approvals[k] for n in group if (k := (n.reading.id, n.mention.span.start)) in approvals})
    periods = sorted({n.period for n in group if n.period} or {n.lasts for n in group if n.lasts})
    if programme is not None and len(_papers(group)) > len(_papers([n for n in group if n.period])):
        periods = []  # a programme of several phases: papers that name none may mean another one
    return Policy(
        id=id_,
        name=name,
        aliases=tuple(sorted({*own, *(programme.aliases if programme else ())} - {name})),
        policy_kind=programme.kind if programme else (group[0].mention.form or "chính sách"),
        approved_by=approved[0] if len(approved) == 1 else None,
        period=(programme.period if programme else None) or (periods[0] if len(periods) == 1 else None),
        parent=parent,
    )

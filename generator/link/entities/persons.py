"""Person entities: merged only on name and agency, never on the name alone.

A body, its units and the bodies that it sets up count as one agency here. All mentions of one name in one
document are one person.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from generator.link.entities.agencies import Agencies
from generator.link.entities.bare_offices import names_own_kind, of_bare, office_at
from generator.link.entities.cited import symbol_issuers
from generator.link.entities.namesakes import are_two
from generator.link.entities.signers import belongs, convening, named_in_title, post_of, signer_body
from generator.link.entities.slugs import assign, heirs, names_before, remembered
from generator.link.scope.bodies import Body
from generator.link.scope.printed_names import in_small_letters
from generator.link.scope.scoped_document import Reading
from generator.model import (
    Diagnostic,
    DiagnosticCode,
    EntityKind,
    KnownPerson,
    Mention,
    Person,
    PersonRelation,
    Registry,
    Role,
)
from generator.model.frozen import Frozen, replace
from generator.text.fold import fold_words
from generator.vocab import Vocab, tables

FOLDER = "nguoi"
_ACTING = (PersonRelation.SIGNER, PersonRelation.CHAIR)
Roots = Mapping[tuple[str, str], Counter[str]]
"""(document id, folded name) → how often each body is given for that name there, empty where two persons bear it."""


class Seen(Frozen):
    """A person mention in its document: office and the body that it belongs to."""

    reading: Reading
    mention: Mention
    role: str | None
    body: Body | None
    post: tuple[str, Body | None] | None = None
    """What a signer is outside the committee that he signs for, which joins him to his other papers."""

    @property
    def home(self) -> Body | None:
        """The body by which he is known."""
        return self.post[1] or self.body if self.post else self.body


class Persons(Frozen):
    """The entities, the id of each identity, and of each (document id, start): identity and what was seen."""

    entities: tuple[Person, ...]
    ids: Mapping[str, str]
    at: Mapping[tuple[str, int], str]
    seen: Mapping[tuple[str, int], Seen]
    told: tuple[Diagnostic, ...] = ()
    """Of the registry's persons whom no paper names."""

    def identities(self) -> tuple[tuple[str, str], ...]:
        """Return what the slug lock remembers."""
        return remembered(self.ids, EntityKind.PERSON)


def seen_in(readings: Sequence[Reading], vocab: Vocab) -> list[Seen]:
    """Return every mention of a person, in the order of the documents, with office and body."""
    return [see(r, m, vocab) for r in readings for m in r.document.mentions if m.kind is EntityKind.PERSON]


def gather(
    seen: Sequence[Seen], agencies: Agencies, registry: Registry, vocab: Vocab, locked: Mapping[str, str]
) -> Persons:
    """Return an entity for each person seen in the documents."""
    roots = _roots(seen, vocab)
    groups: dict[str, list[Seen]] = defaultdict(list)
    known = _known(registry, agencies)
    stated: dict[str, KnownPerson] = {}
    for one in seen:
        identity, person = _identity(one, roots, known, vocab)
        groups[identity].append(one)
        if person is not None:
            stated[identity] = person
    named = {f"{fold_words(p.name)}|registry:{p.id}": p.id.rpartition("/")[2] for p in registry.persons if p.id}
    lock = heirs(_older(groups, vocab), locked, EntityKind.PERSON)
    ids = assign(groups, lambda identity: _slugs(groups[identity]), lock, EntityKind.PERSON, FOLDER, named)
    entities = [_entity(ids[i], group, stated.get(i), agencies) for i, group in groups.items()]
    named_there = {*stated.values()}
    places = {(s.reading.id, s.mention.span.start): (i, s) for i, group in groups.items() for s in group}
    return Persons(
        tuple(sorted(entities, key=lambda e: e.id)),
        ids,
        {k: i for k, (i, _) in places.items()},
        {k: s for k, (_, s) in places.items()},
        tuple(_unnamed(person) for person in registry.persons if person not in named_there),
    )


def _roots(seen: Sequence[Seen], vocab: Vocab) -> Roots:
    """The bodies that each paper gives for a name; of two persons of one name there none is both."""
    roots: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for one in seen:
        if one.home is not None:
            named = one.reading.id, fold_words(one.mention.name)
            roots[named][_root(one.home, vocab)] += 1
            places[named].append(one)
    for named, known in roots.items():
        rows = ((one.mention.span.start, _root(one.home, vocab)) for one in places[named] if one.home is not None)
        if len(known) > 1 and are_two(places[named][0].reading.document.text, rows, vocab):
            known.clear()
    return roots


def see(reading: Reading, mention: Mention, vocab: Vocab) -> Seen:
    """Return office and body, the one named with the office, else what a bare office means."""
    text, role = reading.document.text, mention.role
    if mention.relation is PersonRelation.SIGNER:
        return _signing(reading, mention, vocab)
    body = None
    if role is not None:
        last = role.rsplit(" – ", 1)[-1]
        at = office_at(text, last, mention)
        body = reading.body_at(at, at + len(last)) if at >= 0 else None
        body = belongs(last, vocab) if body is None or body.name == last else body
        if body is None and not reading.joint and not _runs_on(reading, mention, at + len(last)):
            body = of_bare(last, reading, mention, vocab) or _home_of_convened(role, reading, mention, vocab)
    elif mention.relation is PersonRelation.ASSIGNED:
        role, body = _assigned(reading, mention, vocab)
    return Seen(reading, mention, _titled(role, vocab), body)


def _home_of_convened(role: str, reading: Reading, mention: Mention, vocab: Vocab) -> Body | None:
    """The body named with the office before the one in a committee that is convened of others.

    `Trưởng Ban Tổ chức Tỉnh ủy – Phó Trưởng Tiểu ban`.
    """
    before, _, last = role.rpartition(" – ")
    own = before.rpartition(" – ")[2]
    if not own or not vocab.header["convened_head"].match(last.upper()):
        return None
    at = office_at(reading.document.text, own, mention)
    return reading.body_at(at, at + len(own)) if at >= 0 else None


def _signing(reading: Reading, mention: Mention, vocab: Vocab) -> Seen:
    office, named = named_in_title(reading, mention, vocab)
    body, post = named or signer_body(reading, mention, vocab), post_of(reading, mention, vocab)
    if post is None:
        return Seen(reading, mention, _titled(_acting_as(office, mention, reading), vocab), body)
    held = (_titled(post[0], vocab) or post[0], post[1])
    return Seen(reading, mention, _titled(office, vocab), convening(body, office, vocab), held)


def _acting_as(office: str | None, mention: Mention, reading: Reading) -> str | None:
    """The office of a signer with the word that he only acts in it.

    It is printed as a mark: `Q. GIÁM ĐỐC`.
    """
    document = reading.document
    signatures = filter(None, (document.signature, *document.co_signatures))
    own = next((each for each in signatures if each.name == mention.name), None)
    last = own.authority[-1] if own is not None and own.authority else None
    if office is None or own is None or last is None or last.office != own.title:
        return office
    meaning = next(each.meaning for each in tables.signing_marks() if each.mark == last.mark)
    return f"{meaning.upper()} {office}"


@lru_cache(maxsize=4096)  # offices are few
def _titled(role: str | None, vocab: Vocab) -> str | None:
    """An office as a sentence writes it: `PHÓ TRƯỞNG BAN` → `Phó Trưởng Ban`, `PCT` → `Phó Chủ tịch`."""
    if role is None:
        return None
    for short, office in vocab.office_names.items():
        role = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", office, role)
    if not role.isupper():
        return role
    return vocab.written_offices.get(fold_words(role), in_small_letters(role))


def _runs_on(reading: Reading, mention: Mention, end: int) -> bool:
    """The office goes on with the name of a body that is not known: `Vụ trưởng Vụ Chính sách Dân tộc`."""
    text = reading.document.text
    more = end + 1 != mention.span.start and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    return more and not names_own_kind(text, end, reading)


def _assigned(reading: Reading, mention: Mention, vocab: Vocab) -> tuple[str | None, Body | None]:
    """`phân công đồng chí X làm Trưởng Ban Biên tập`: the office that is given."""
    start = mention.span.end
    given = vocab.cues["person.new_office"].match(reading.document.text[start : start + 120])
    if given is None:
        return None, None
    body = reading.body_at(start + given.start("role"), start + given.end("role"))
    return given["role"], body or reading.scope.issuer


def _root(body: Body, vocab: Vocab) -> str:
    """The body whose unit it is: units, offices and bodies set up count as the body itself."""
    if body.name in vocab.national_offices:
        return Body(vocab.national_offices[body.name], "").identity
    divided = body.level == "unit" or vocab.cues["agency.committee_division"].match(body.name)
    if divided and body.parent:
        return body.parent_identity
    office = f"{vocab.canonical.office} "
    if body.name.startswith(f"{office}{vocab.canonical.committee} "):
        return body.identity.removeprefix(f"{fold_words(office)} ")
    return body.identity


def _older(groups: Mapping[str, Sequence[Seen]], vocab: Vocab) -> dict[str, list[str]]:
    """The identities by which persons were kept before the province told two bodies of one name apart."""
    older: dict[str, list[str]] = {}
    for identity, group in groups.items():
        name, _, root = identity.partition("|")
        homes = [one.home for one in group if one.home is not None and _root(one.home, vocab) == root]
        names = {each for home in homes for each in names_before(home, vocab)}
        older[identity] = sorted({f"{name}|{each}" for each in names} - groups.keys())
    return older


class _Known(Frozen):
    """The registry's persons by each folded name, and the ids of the agencies that their offices name."""

    by_name: Mapping[str, Sequence[KnownPerson]]
    agencies: Agencies
    offices: Mapping[str, str | None]

    def find(self, one: Seen, root: str) -> KnownPerson | None:
        """Return the one of that name who held an office in that body or in its unit named.

        Of several the only one who held it when the paper was made.
        """
        agency = self.agencies.of_identities.get(root) or self.agencies.by_name.get(root)
        bodies = {each for each in (agency, self.agencies.id_of(one.home)) if each}

        def here(person: KnownPerson) -> list[Role]:
            offices = [(role, self.offices[role.agency]) for role in person.roles if role.agency]
            return [r for r, id_ in offices if fold_words(r.agency or "") == root or id_ in bodies]

        found = [person for person in self.by_name.get(fold_words(one.mention.name), ()) if here(person)]
        day = _date(one.reading) if len(found) > 1 else None
        then = [person for person in found if day and any(_held_on(role, day) for role in here(person))]
        return found[0] if len(found) == 1 else then[0] if len(then) == 1 else None


def _known(registry: Registry, agencies: Agencies) -> _Known:
    by_name: dict[str, list[KnownPerson]] = defaultdict(list)
    for person in registry.persons:
        for name in dict.fromkeys(map(fold_words, (person.name, *person.aliases))):
            by_name[name].append(person)
    named = {role.agency for person in registry.persons for role in person.roles if role.agency}
    return _Known(by_name, agencies, {name: agencies.named(name) for name in named})


def _held_on(role: Role, day: str) -> bool:
    """Whether an office was held on a day; days are told as far as both are known."""
    begun = not role.first or role.first[: len(day)] <= day[: len(role.first)]
    return begun and (not role.last or day[: len(role.last)] <= role.last[: len(day)])


def _unnamed(person: KnownPerson) -> Diagnostic:
    message = f"Không văn bản nào nhắc đến {person.name} ở các cơ quan mà mục này nêu; mục này chưa có tác dụng."
    return Diagnostic(DiagnosticCode.REGISTRY, message, person.origin.file, person.origin.line)


def _identity(one: Seen, roots: Roots, registered: _Known, vocab: Vocab) -> tuple[str, KnownPerson | None]:
    """What makes a person this one, and the registry's entry of that person."""
    name = fold_words(one.mention.name)
    known = roots.get((one.reading.id, name))
    if known is not None and not known:  # two of that name are told by their offices alone
        root = _root(one.home, vocab) if one.home is not None else None
    else:
        root = min(known, key=lambda r: (-known[r], r)) if known else _party(one.reading, name, roots, vocab)
    if root is None:
        return f"{name}|?{one.reading.id}", None
    person = registered.find(one, root)
    if person is None:
        return f"{name}|{root}", None
    bodies = sorted(fold_words(role.agency) for role in person.roles if role.agency)
    return f"{fold_words(person.name)}|registry:{person.id or bodies[0]}", person


def _party(reading: Reading, name: str, roots: Roots, vocab: Vocab) -> str | None:
    """The only party of a joint paper in which other documents know a person of that name."""
    number = reading.document.header.number
    if not reading.joint or number is None:
        return None
    parties = {_root(body, vocab) for body in symbol_issuers(number, reading, vocab)}
    known = {root for (_, other), found in roots.items() if other == name for root in found} & parties
    return next(iter(known)) if len(known) == 1 else None


def _slugs(group: Sequence[Seen]) -> tuple[str, ...]:
    name = group[0].mention.name
    body = next((s.home.name for s in group if s.home is not None), "")
    return name, f"{name} {body}"


def _entity(id_: str, group: Sequence[Seen], stated: KnownPerson | None, agencies: Agencies) -> Person:
    names = Counter(s.mention.name for s in group)
    name = stated.name if stated else min(names, key=lambda n: (-names[n], n))
    roles: dict[tuple[str, str | None], list[Seen]] = defaultdict(list)
    for one in group:
        for title, body in ((one.role, one.body), *((one.post,) if one.post else ())):
            if title:
                roles[title, agencies.id_of(body)].append(one)
    told = [_role(t, a, seen) for (t, a), seen in _by_office(roles, agencies).items()]
    acting = any(s.mention.relation in _ACTING or s.role for s in group)
    return Person(
        id=id_,
        name=name,
        aliases=tuple(sorted({*names, *(stated.aliases if stated else ())} - {name})),
        roles=tuple(sorted(_with_stated(told, stated, agencies), key=lambda r: (r.first or "", r.title))),
        official=acting if stated is None or stated.in_office is None else stated.in_office,
    )


def _by_office(
    roles: Mapping[tuple[str, str | None], list[Seen]], agencies: Agencies
) -> dict[tuple[str, str | None], list[Seen]]:
    """Put together what is one office, printed with the name of its body and without.

    The shortest title stays.
    """
    offices: dict[tuple[str, str | None], list[tuple[str, list[Seen]]]] = defaultdict(list)
    for (title, agency), seen in roles.items():
        body = agencies.names.get(agency or "", "")
        offices[fold_words(_bare(title, body, agencies.vocab)), agency].append((title, seen))
    return {
        (min(found, key=lambda each: (len(each[0]), -len(each[1]), each[0]))[0], agency): [
            one for _, seen in found for one in seen
        ]
        for (_, agency), found in offices.items()
    }


@lru_cache(maxsize=4096)  # offices are few
def _bare(title: str, body: str, vocab: Vocab) -> str:
    """An office without the name of its body: `Phó Chủ tịch UBND tỉnh` → `Phó Chủ tịch`.

    The name may begin with the last word of the office: `Trưởng Ban Dân tộc`.
    """
    words, name = title.split(), fold_words(vocab.expand(body)).split()
    for size in range(1, len(words)):
        office, rest = " ".join(words[:size]), fold_words(vocab.expand(" ".join(words[size:]))).split()
        named = any(name[: len(each)] == each for each in (rest, [fold_words(words[size - 1]), *rest]))
        if named and any(form.regex.fullmatch(office) for form in vocab.roles):
            return office
    return title


def _with_stated(told: Sequence[Role], stated: KnownPerson | None, agencies: Agencies) -> Iterator[Role]:
    """The offices that papers state and those of the registry, whose dates stand before the papers' own."""
    for role in told:
        if stated is None or not any(_same_office(each, role, agencies) for each in stated.roles):
            yield role
    for role in stated.roles if stated else ():
        same = [each for each in told if _same_office(role, each, agencies)]
        documents = sorted({document for each in same for document in each.documents})
        yield replace(role, agency=agencies.named(role.agency or ""), documents=tuple(documents))


def _same_office(stated: Role, told: Role, agencies: Agencies) -> bool:
    """Whether a paper states an office of the registry, perhaps with the name of its body.

    `Phó Chủ tịch UBND tỉnh`, `Trưởng Ban Dân tộc tỉnh`.
    """
    if told.agency != agencies.named(stated.agency or ""):
        return False
    body = agencies.names.get(told.agency or "", stated.agency or "")
    here, there = (fold_words(_bare(each.title, body, agencies.vocab)) for each in (stated, told))
    return here == there


def _role(title: str, agency: str | None, seen: Sequence[Seen]) -> Role:
    dates = sorted(filter(None, (_date(s.reading) for s in seen)))
    documents = tuple(sorted({s.reading.id for s in seen}))
    return Role(title, agency, dates[0] if dates else None, dates[-1] if dates else None, documents)


def _date(reading: Reading) -> str | None:
    """The day of the document; one in doubt says nothing of who held an office when."""
    issued = reading.document.header.issued
    doubted = any(each.code is DiagnosticCode.DATE_CONFLICT for each in reading.document.warnings)
    if doubted and "issued" not in reading.supplied:
        return None
    if issued is not None:
        return str(issued)
    return reading.inferred.not_before if reading.inferred else None

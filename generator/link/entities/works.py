"""From identified citations to `Work` entities: what is known of each, and what disagrees."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.link.entities.agencies import Agencies
from generator.link.entities.cited import Cited, WorkIdentity, joint_bodies, symbol_issuers
from generator.link.entities.slugs import assign, remembered
from generator.link.entities.work_identity import Held, most_common
from generator.link.scope.bodies import Body
from generator.link.scope.scoped_document import Reading
from generator.model import DocNumber, EntityKind, Origin, PartialDate, Work
from generator.model.frozen import Frozen
from generator.parse.symbols import read_symbol
from generator.text.fold import fold, fold_words
from generator.vocab import Vocab

FOLDER = "so-hieu"
_DAY = 10
"""Characters of a full date; a law is often told by its year alone."""
SHORT_FORM = 2
"""Capitals of a short form at least: `BMNN`."""


@dataclass(frozen=True, slots=True)
class Works:
    """The works, the id of each identity, and the work that each held document is."""

    entities: tuple[Work, ...]
    ids: Mapping[WorkIdentity, str]
    held: Mapping[str, str]
    absent: Mapping[WorkIdentity, Origin] = field(default_factory=dict)
    """Cited numbers that no paper bears, as the archivist states in that line."""
    pageless: Mapping[WorkIdentity, str] = field(default_factory=dict)
    """The ids that these would have: nothing else is given one of them."""
    joined: Mapping[WorkIdentity, Origin] = field(default_factory=dict)
    """Cited numbers that are another number's paper, as the archivist states in that line."""
    cited_in: Mapping[tuple[str, WorkIdentity], Origin] = field(default_factory=dict)
    """Files that cite a number without a day, and which work they mean, as the archivist states in that line."""

    def identities(self) -> tuple[tuple[str, str], ...]:
        """Return what the slug lock remembers."""
        return remembered({**self.ids, **self.pageless}, EntityKind.WORK)


class Numbers(Frozen):
    """Works by the numbers that people write.

    By the folded key, of a law without one by its name, or by the address of a page.
    """

    works: Mapping[str, Sequence[Work]]
    ids: Mapping[str, Work]
    vocab: Vocab

    def find(self, written: str) -> Sequence[Work]:
        """Return the works of a number as written, none where nothing bears or cites it."""
        if written in self.ids:
            return (self.ids[written],)
        number = read_symbol(written, self.vocab)
        return self.works.get(fold_words(number.key if number else written)) or self.works.get(fold_words(written), ())

    def keys(self) -> tuple[str, ...]:
        """Return every number that is known."""
        return tuple(work.key or work.name for works in self.works.values() for work in works)


def numbers(works: Sequence[Work], vocab: Vocab) -> Numbers:
    """Return the works by their numbers."""
    found: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        found[fold_words(work.key or work.name)].append(work)
    return Numbers(found, {work.id: work for work in works}, vocab)


def collect(
    readings: Sequence[Reading],
    cited: Sequence[Cited],
    known: Held,
    agencies: Agencies,
    vocab: Vocab,
    locked: Mapping[str, str],
) -> Works:
    """Return an entity for each work that is cited or held."""
    mentions: dict[WorkIdentity, list[Cited]] = defaultdict(list)
    for one in cited:
        if one.identity is not None:
            mentions[one.identity].append(one)
    bearing: dict[WorkIdentity, list[Reading]] = defaultdict(list)
    for reading in readings:
        if (identity := known[reading.id]) is not None:
            bearing[identity].append(reading)
    held = {identity: same[0] for identity, same in bearing.items()}
    issuers = {
        identity: _issuer(mentions.get(identity, ()), held.get(identity), vocab) for identity in {*mentions, *held}
    }

    def slugs(identity: WorkIdentity) -> tuple[str, ...]:
        return _slugs(mentions.get(identity, ()), held.get(identity), issuers[identity], vocab)

    ids = assign(issuers, slugs, locked, EntityKind.WORK, FOLDER)
    unnumbered = [reading for reading in readings if reading.document.header.number is None]
    entities = [
        _entity(ids[i], mentions.get(i, ()), bearing.get(i, ()), agencies.id_of(issuers[i]), unnumbered, agencies)
        for i in issuers
    ]
    return Works(tuple(sorted(entities, key=lambda e: e.id)), ids, {r.id: ids[i] for i, r in held.items()})


def _issuer(mentions: Sequence[Cited], held: Reading | None, vocab: Vocab) -> Body | None:
    if held is not None and held.document.header.number is not None:
        symbols = symbol_issuers(held.document.header.number, held, vocab)
        return symbols[0] if symbols else held.scope.issuer
    return next((m.issuer for m in mentions if m.issuer is not None), None)


def _co_issuers(
    mentions: Sequence[Cited], held: Reading | None, issuer: str | None, agencies: Agencies
) -> tuple[str, ...]:
    """Ids of the bodies that made a joint paper with its issuer, as held, else as its number is cited."""
    cited = (joint_bodies(one, agencies.vocab) for one in mentions)
    bodies = held.scope.others if held is not None else next(filter(None, cited), ())
    ids = dict.fromkeys(filter(None, map(agencies.id_of, bodies)))
    return tuple(each for each in ids if each != issuer)


def _number(mentions: Sequence[Cited], held: Reading | None) -> DocNumber | None:
    """Its own number, else the first that is cited: a law is cited by its name alone, too."""
    if held is not None:
        return held.document.header.number
    found = [m.citation.number for m in mentions if m.citation.number is not None]
    return next((number for number in found if number.year), found[0] if found else None)


def _slugs(mentions: Sequence[Cited], held: Reading | None, issuer: Body | None, vocab: Vocab) -> tuple[str, ...]:
    """Number and symbol, the province where the symbol is provincial, the year.

    `375-qd-ubnd-quang-ngai-2019`.
    """
    number = _number(mentions, held)
    if number is None:
        citation = mentions[0].citation
        province = mentions[0].reading.scope.province
        local = province.name if province and vocab.canonical.members in (citation.name or "") else ""
        return (f"{citation.name} {local}", f"{citation.name} {local} {citation.date or ''}")
    place = vocab.bare(issuer.place or "") if issuer and issuer.level != "central" else ""
    dates = [m.citation.date.year for m in mentions if m.citation.date]
    issued = held.document.header.issued if held else None
    year = "" if number.year else str(issued.year if issued else min(dates, default=""))
    usual = " ".join(filter(None, (number.key, place, year)))
    return usual, f"{usual} {issuer.name if issuer else ''}"


def _entity(
    id_: str,
    mentions: Sequence[Cited],
    bearing: Sequence[Reading],
    issuer: str | None,
    unnumbered: Sequence[Reading],
    agencies: Agencies,
) -> Work:
    """The work; a number that several held papers bear has no day and title: they would be one paper's."""
    held, shared = bearing[0] if bearing else None, len(bearing) > 1
    number = _number(mentions, held)
    kind = (held.document.header.type if held else None) or most_common(
        [m.citation.type for m in mentions if m.citation.type]
    )
    dated = [(str(m.citation.date), _off_year(m)) for m in mentions if m.citation.date]
    dates = sorted({day for day, _ in dated})
    own = str(held.document.header.issued) if held and held.document.header.issued and not shared else None
    printed = [day for day, off in dated if not off]
    date = own or most_common([day for day in printed if len(day) == _DAY] or printed)
    title = (held.document.header.title if held else None) or _title(mentions)
    laws = [" ".join(m.citation.name.split()) for m in mentions if m.citation.name]
    law = most_common([each for each in laws if agencies.vocab.expand(each) == each] or laws)
    name = f"{law or (kind or 'văn bản').capitalize()} số {number.key}" if number else law or ""
    surfaces = {m.citation.number.raw for m in mentions if m.citation.number is not None}
    surfaces |= {law} if law and number else set()
    return Work(
        id=id_,
        name=name,
        aliases=tuple(sorted(surfaces - {number.key if number else ""})),
        key=number.key if number else None,
        type=kind,
        date=None if shared else date,
        issuer=issuer,
        co_issuers=_co_issuers(mentions, held, issuer, agencies),
        title=None if shared else title,
        held_as=held.id if held else None,
        candidates=() if held else _candidates(mentions, unnumbered),
        conflicts=tuple(_conflicts(mentions, [d for d in {*dates, own} if d], any(off for _, off in dated), agencies)),
        bearers=tuple(each.id for each in bearing) if shared else (),
    )


def _title(mentions: Sequence[Cited]) -> str | None:
    """The title that most papers print, one vote a paper.

    Papers with words in doubt are asked where no other tells. Of titles that as many print, one that breaks off where
    another goes on is none, and one in which a number is damaged stands behind the others.
    """
    votes: dict[bool, dict[str, list[Cited]]] = {False: {}, True: {}}
    for one in mentions:
        if one.citation.title:
            guessed = bool(one.reading.document.source.doubts)
            votes[guessed].setdefault(one.reading.id, []).append(one)
    told = [_of_paper(printed) for printed in (votes[False] or votes[True]).values()]
    counted = Counter(told)
    top = max(counted.values(), default=0)
    most = [title for title, papers in counted.items() if papers == top]
    whole = [title for title in most if not any(each.startswith(f"{title} ") for each in most)]
    worn = {one.citation.title for one in mentions if _worn(one)} if len(whole) > 1 else set()
    usual = min(whole, key=lambda title: (title in worn, title), default=None)
    return min((each for each in counted if usual and _spells(each, usual)), default=usual)


def _spells(title: str, short: str) -> bool:
    """Tell whether a title is another with its short forms written out.

    `bảo vệ bí mật nhà nước` is `bảo vệ BMNN`.
    """
    full, at, found = title.split(), 0, False
    for word in short.split():
        letters = word.rstrip(",;.")
        size = len(letters) if letters.isalpha() and letters.isupper() else 0
        said = full[at : at + size]
        if (
            size >= SHORT_FORM
            and word != (said or [""])[0]
            and fold("".join(each[0] for each in said)) == fold(letters)
        ):
            at, found = at + size, True
        elif at < len(full) and full[at] == word:
            at += 1
        else:
            return False
    return found and at == len(full)


def _of_paper(printed: Sequence[Cited]) -> str:
    """The title that a paper prints most.

    Where it goes on beside the full number, with its day, it is that one.
    """
    usual = most_common([one.citation.title for one in printed if one.citation.title]) or ""
    dated = (one.citation for one in printed if one.citation.date is not None and not one.citation.within)
    full = {each.title for each in dated if each.title}
    longer = {title for title in full if title.startswith(f"{usual} ") or title.startswith(f"{usual}, ")}
    return next(iter(longer)) if len(longer) == 1 else usual


def _worn(one: Cited) -> bool:
    """A number inside its title is damaged there."""
    titled = one.citation.titled
    inner = (each for each in one.reading.document.citations if titled and titled.start <= each.span.start < titled.end)
    return any(each.number is not None and each.number.damaged for each in inner)


def _off_year(one: Cited) -> bool:
    """The printed day is of another year than the number itself says: it is nobody's day."""
    number, day = one.citation.number, one.citation.date
    return number is not None and day is not None and bool(number.year) and number.year != day.year


def _candidates(mentions: Sequence[Cited], unnumbered: Sequence[Reading]) -> tuple[str, ...]:
    """Held documents without a number that may be it: same issuer, type and, as far as stated, date."""
    number, date = mentions[0].citation.number, next((m.citation.date for m in mentions if m.citation.date), None)
    issuer, kind = mentions[0].issuer, mentions[0].citation.type
    if number is None or date is None or issuer is None:
        return ()
    return tuple(
        r.id
        for r in unnumbered
        if r.document.header.type == kind
        and r.scope.issuer is not None
        and r.scope.issuer.identity == issuer.identity
        and _may_be(r, date)
    )


def _may_be(reading: Reading, date: PartialDate) -> bool:
    issued, bounds = reading.document.header.issued, reading.inferred
    if issued is not None:
        return str(date).startswith(str(issued))
    if bounds is None or bounds.not_before is None:
        return False
    return bounds.not_before <= str(date) <= (bounds.not_after or f"{bounds.not_before[:4]}-12-31")


def _conflicts(mentions: Sequence[Cited], dates: Sequence[str], off_year: bool, agencies: Agencies) -> list[str]:
    found = []
    full = sorted({d for d in dates if len(d) == _DAY})
    if len(full) > 1:
        shown = ", ".join(f"{d[8:]}/{d[5:7]}/{d[:4]}" for d in full)
        found.append(f"Các văn bản ghi ngày khác nhau: {shown}.")
    elif off_year:
        found.append("Ngày mà văn bản ghi không cùng năm với số của văn bản này.")
    for one in mentions:
        if one.conflict:
            stated, symbol = (agencies.called(body) for body in (one.issuer, one.symbol_issuer))
            said = f"Ký hiệu chỉ {symbol}, nhưng văn bản ghi là của {one.claimed or stated}."
            if said not in found:
                found.append(said)
    return found

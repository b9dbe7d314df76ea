"""Works (văn bản được viện dẫn hoặc có trong kho): what a cited number means.

A symbol is no key: `03/KH-UBND` exists in every province every year. A work is its resolved issuer, its
key and its series period. Without date or year a number is merged only with the one dated mention in the same
document; with several it is ambiguous and stays unlinked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.link.entities.cited import Cited, WorkIdentity, series_of, symbol_issuers
from generator.link.entities.issuers import of_document
from generator.link.scope.bodies import Body
from generator.link.scope.scoped_document import Reading
from generator.model import Citation, DocNumber, PartialDate
from generator.model.frozen import replace
from generator.text.fold import fold_words
from generator.vocab import Vocab

UNNUMBERED = "unnumbered"
"""Stands for the issuer of what is cited without a number: a law, a congress resolution."""
_CENTRE = "trung uong"
"""Stands for the place of a body of the centre that nobody knows."""


def _identity(issuer: Body | None, number: DocNumber, reading: Reading, vocab: Vocab, period: str = "") -> WorkIdentity:
    who = issuer.identity if issuer is not None else f"?{_CENTRE if _is_central(number, vocab) else _place(reading)}"
    return WorkIdentity(who, number.key, period)


def _is_central(number: DocNumber, vocab: Vocab) -> bool:
    """Tell whether a symbol is of a body of the centre, known or not: no province has another of it."""
    return bool(number.issuer_codes) and vocab.cues["symbol.central"].search(number.issuer_codes[-1]) is not None


def period_of(citation: Citation, vocab: Vocab) -> str:
    """Return the series period that this place states, `` where it states none."""
    return series_period(citation.number, citation.date, vocab) if citation.number else ""


def series_period(number: DocNumber, date: PartialDate | None, vocab: Vocab) -> str:
    """Return the period in which a number is unique: the year of symbol or date.

    For Party papers the term.
    """
    if not number.party or date is None:
        return str(number.year or (date.year if date else ""))
    central = any((code := vocab.code(group)) is not None and code.level == "central" for group in number.issuer_codes)
    days = vocab.party_terms.central if central else vocab.party_terms.local
    begun = [day for day in days if day <= str(date)]
    return f"từ {begun[-1][:4]}" if begun else str(date.year)


def _place(reading: Reading) -> str:
    return fold_words(reading.scope.province.name) if reading.scope.province else reading.id


Held = Mapping[str, WorkIdentity | None]
"""The work that each held document is, by its id."""


def identify(readings: Sequence[Reading], vocab: Vocab) -> tuple[list[Cited], Held]:
    """Return every citation with its identity, or with candidates where it is ambiguous, and what is held."""
    told = [(one, _told(one, vocab)) for reading in readings for one in of_document(reading, vocab)]
    dated: dict[WorkIdentity, set[str]] = defaultdict(set)
    own: dict[tuple[str, WorkIdentity], set[str]] = defaultdict(set)
    for one, work in told:
        if one.citation.number is not None and work.period:
            series = work.series
            dated[series].add(work.period)
            own[one.reading.id, series].add(work.period)
    held = {reading.id: held_identity(reading, vocab) for reading in readings}
    for itself in filter(None, held.values()):
        dated[itself.series].add(itself.period)
    found = [_identified(one, work, dated, own, held[one.reading.id]) for one, work in told]
    yearly = _years_left_out(found, readings, held)
    found = [replace(one, identity=yearly.get(one.identity, one.identity)) if one.identity else one for one in found]
    names = [_law(one, vocab) for one in found]
    numbers = _numbers_of_laws(zip(found, names, strict=True))
    return [_one_law(one, name, numbers) for one, name in zip(found, names, strict=True)], held


def _told(cited: Cited, vocab: Vocab) -> WorkIdentity:
    """The work as far as its place tells: of a number without a day or year the series alone."""
    citation = cited.citation
    if citation.number is None:
        return _unnumbered(cited)
    return _identity(cited.series, citation.number, cited.reading, vocab, period_of(citation, vocab))


def _years_left_out(
    found: Sequence[Cited], readings: Sequence[Reading], held: Held
) -> Mapping[WorkIdentity, WorkIdentity]:
    """Numbers that lack the year which their kind always bears, and what they mean.

    `107/NĐ-CP ngày 6/12/2021` is `107/2021/NĐ-CP` where that is known with this very day.
    """
    days: dict[_Yearly, set[WorkIdentity]] = defaultdict(set)
    short: dict[_Yearly, set[WorkIdentity]] = defaultdict(set)
    for one in found:
        number, day = one.citation.number, one.citation.date
        if one.identity is not None and number is not None and bears_year(number):
            known = days if number.year else short
            if day is not None and day.day is not None and number.year in (None, day.year):
                known[_yearly(one.identity.issuer, number, str(day))].add(one.identity)
    for reading in readings:
        number, issued = reading.document.header.number, reading.document.header.issued
        identity = held[reading.id]
        if identity is not None and number is not None and number.year and bears_year(number):
            days[_yearly(identity.issuer, number, str(issued))].add(identity)
    return {
        identity: next(iter(days[key]))
        for key, identities in short.items()
        if len(days.get(key, ())) == 1
        for identity in identities
    }


_Yearly = tuple[str, str, str | None, tuple[str, ...], str]
"""A number without its year (issuer, serial, type, bodies), and the day that it is cited with."""
_WITH_YEAR = ("NĐ", "TT", "TTLT")
"""Types of which each paper makes law, so that its number bears a year."""


def bears_year(number: DocNumber) -> bool:
    """Tell whether each number of its type bears a year, since its papers make law."""
    return number.type_code in _WITH_YEAR and not number.party


def _yearly(issuer: str, number: DocNumber, day: str) -> _Yearly:
    return issuer, number.serial.lstrip("0"), number.type_code, number.issuer_codes, day


_Laws = Mapping[tuple[str, str], frozenset[WorkIdentity]]
"""Identities of laws that bear a date or a number, by their name and where they stand: a year, or a document."""


def _numbers_of_laws(found: Iterable[tuple[Cited, str]]) -> _Laws:
    laws: dict[tuple[str, str], set[WorkIdentity]] = defaultdict(set)
    dated: dict[tuple[str, str], set[WorkIdentity]] = defaultdict(set)
    for one, name in found:
        number, date = one.citation.number, one.citation.date
        if name and one.identity is not None and (number is not None or date is not None):
            year = str((number.year if number else None) or (date.year if date else ""))
            known = laws if number is not None else dated
            if number is not None or (date is not None and date.day is not None):
                known[name, year].add(one.identity)
            known[name, one.reading.id].add(one.identity)
    return {key: frozenset(laws.get(key) or dated[key]) for key in {**laws, **dated}}


def _law(cited: Cited, vocab: Vocab) -> str:
    """The folded name of a law, abbreviations written out, empty for all other works."""
    kind = vocab.doc_type(cited.citation.type)
    return _same_laws(fold_words(vocab.expand(cited.citation.name or ""))) if kind and kind.named else ""


def _same_laws(name: str) -> str:
    """A law that amends several, with and without the word for law before each: `của Luật A và (Luật) B`."""
    return name.replace(" va luat ", " va ") if name.startswith("luat sua doi") else name


def _one_law(cited: Cited, name: str, laws: _Laws) -> Cited:
    """A law of that name with its year is the one whose number bears that year.

    Without, the one of its paper; what amended it is no older than it.
    """
    if not name or cited.citation.number is not None:
        return cited
    date = cited.citation.date
    meant = laws.get((name, str(date.year) if date else cited.reading.id), frozenset())
    changed = _changed_in(cited) if meant and date is None else ""
    meant = frozenset(each for each in meant if not changed or each.period[:4] <= changed)
    only = _only(meant)
    if only is not None and only.issuer == UNNUMBERED:  # its paper tells its year or day alone, another one the number
        only = _only(laws.get((name, only.period[:_YEAR]), frozenset())) or only
    return replace(cited, identity=only) if only is not None else cited


_YEAR = 4
"""Characters of a period that is a year."""


def _only(meant: Iterable[WorkIdentity]) -> WorkIdentity | None:
    """The one law that is meant: of several ways to write it on one day the fullest."""
    ways = sorted(meant, key=lambda each: (len(each.key), each.key))
    days = {each.period[:_YEAR] for each in ways if each.issuer == UNNUMBERED and len(each.period) > _YEAR}
    ways = [each for each in ways if each.issuer != UNNUMBERED or each.period not in days]  # a year tells no more
    written = {("" if each.issuer == UNNUMBERED else each.key, each.period, each.issuer) for each in ways}
    return ways[-1] if len(written) == 1 else None


def _changed_in(cited: Cited) -> str:
    """The year of the work that is said to have changed it there, `` where none is."""
    effects = (each for each in cited.reading.document.effects if each.target.span == cited.citation.span)
    by = next((each.by for each in effects if each.by is not None), None)
    year = (by.number.year if by.number else None) or (by.date.year if by.date else None) if by is not None else None
    return str(year or "")


def _identified(
    cited: Cited,
    told: WorkIdentity,
    dated: Mapping[WorkIdentity, set[str]],
    own: Mapping[tuple[str, WorkIdentity], set[str]],
    itself: WorkIdentity | None,
) -> Cited:
    if cited.citation.number is None or told.period:
        return replace(cited, identity=told)
    if itself is not None and itself.series == told:
        return replace(cited, identity=itself)
    here = own.get((cited.reading.id, told), set())
    if len(here) == 1:
        return replace(cited, identity=told.within(next(iter(here))))
    candidates = tuple(sorted(map(told.within, here or dated.get(told, set()))))
    return replace(cited, identity=None if candidates else told, candidates=candidates)


def _unnumbered(cited: Cited) -> WorkIdentity:
    """A law is its name and date; a congress resolution its name and the province of the Party body."""
    citation, scope = cited.citation, cited.reading.scope
    name = fold_words(citation.name or "")
    local = "dang bo" in name and scope.province is not None
    place = fold_words(scope.province.name) if local and scope.province else ""
    return WorkIdentity(UNNUMBERED, f"{name}|{place}", str(citation.date or ""))


def held_identity(reading: Reading, vocab: Vocab) -> WorkIdentity | None:
    """Return the identity of the work that a held document is, None where it bears no number or no year."""
    number, issued = reading.document.header.number, reading.document.header.issued
    if number is None:
        return None
    symbols = symbol_issuers(number, reading, vocab)
    issuer = series_of(number, symbols[0] if symbols else reading.scope.issuer, vocab)
    period = series_period(number, issued, vocab)
    return _identity(issuer, number, reading, vocab, period) if period else None


def most_common(values: Sequence[str]) -> str | None:
    """Return the commonest value, of equally common ones the first in order of the alphabet."""
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None

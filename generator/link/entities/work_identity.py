"""Works (văn bản được viện dẫn hoặc có trong kho): what a cited number means.

A symbol is no key: `03/KH-UBND` exists in every province every year. A work is its resolved issuer, its
key and its series period. Without date or year a number is merged only with the one dated mention in the same
document; with several it is ambiguous and stays unlinked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.link.scope.bodies import Body, Scope, provincial_body
from generator.link.scope.places import as_of
from generator.link.scope.scoped_document import Reading
from generator.model import Citation, DocNumber, PartialDate, Span
from generator.text.fold import fold_words
from generator.vocab import Vocab
from generator.vocab.entries import Code

DOER_REACH = 40
"""Characters between a body and the paper that it issues: ` đã ban hành `."""
_OFFICE_WORDS = 46
"""Characters of office words that may stand between `của` and the body: `Bộ trưởng, Chủ nhiệm `."""


UNNUMBERED = "unnumbered"
"""Stands for the issuer of what is cited without a number: a law, a congress resolution."""


@dataclass(frozen=True, slots=True, order=True)
class WorkIdentity:
    """What makes a work this one and no other; `str()` is the form that the slug lock keeps for ever.

    `issuer` is the identity of the body whose series numbers it: `?` and a place where nobody knows that body.
    `key` is the canonical number, of an unnumbered work its folded name and place; `period` the period in which the
    series counts, of an unnumbered work its date; both are empty where nothing states them.
    """

    issuer: str
    key: str
    period: str = ""

    def __str__(self) -> str:
        return f"{self.issuer}|{self.key}|{self.period}"

    def within(self, period: str) -> WorkIdentity:
        """Return the work of the same number in another period of its series."""
        return replace(self, period=period)

    @property
    def series(self) -> WorkIdentity:
        """The same number of whatever period."""
        return self.within("")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its issuer and identity.

    `identity` is None where it is ambiguous (`candidates` then).
    """

    reading: Reading
    citation: Citation
    issuer: Body | None
    symbol_issuer: Body | None
    series: Body | None
    """Whose series numbers it: where several bodies share one (TW, TU), the body that the code names."""
    identity: WorkIdentity | None
    candidates: tuple[WorkIdentity, ...] = ()
    conflict: bool = False
    """The stated issuer contradicts the symbol."""


def symbol_issuers(number: DocNumber, reading: Reading, vocab: Vocab, year: str = "") -> tuple[Body, ...]:
    """Return the bodies that the symbol names, in its order; unknown codes name none.

    In `year` their province may have had another name.
    """
    found, scope = [], reading.scope
    if scope.province is not None:
        scope = replace(scope, province=as_of(scope.province, year, vocab))
    for group in number.issuer_codes:
        code = vocab.code(group)
        if code is None:
            continue
        body = (
            Body(code.name, "central")
            if code.level == "central"
            else provincial_body(code.name, None, code.style, scope, vocab)
        )
        if body is not None:
            found.append(_own(group, reading) or body)
    return tuple(found)


def _own(group: str, reading: Reading) -> Body | None:
    """`UBND` in a paper of a district or commune means its own, where its own number bears the same code."""
    issuer, own = reading.scope.issuer, reading.document.header.number
    local = issuer is not None and issuer.level in ("district", "commune")
    return issuer if local and own is not None and group in own.issuer_codes else None


def cite(reading: Reading, citation: Citation, vocab: Vocab) -> Cited:
    """Return the citation with its issuer resolved: the stated one, else the symbol's first body."""
    stated = _stated_issuer(reading, citation) or _doer(reading, citation, vocab)
    number, day = citation.number, citation.date
    year = str((number.year if number else None) or (day.year if day else ""))
    from_symbol = symbol_issuers(number, reading, vocab, year) if number else ()
    symbol = from_symbol[0] if from_symbol else None
    joint = next((b for b in from_symbol if stated is not None and b.identity == stated.identity), None)
    stated = symbol if joint is not None else stated
    issuer = stated or symbol
    conflict = _contradicts(stated, symbol, citation, vocab)
    return Cited(reading, citation, issuer, symbol, _series(citation.number, issuer, vocab), None, conflict=conflict)


def _series(number: DocNumber | None, issuer: Body | None, vocab: Vocab) -> Body | None:
    """Tỉnh ủy and its Ban Thường vụ number in one series; `112-KL/TU` of either is one paper."""
    code = vocab.code(number.issuer_codes[0]) if number is not None and number.issuer_codes else None
    if code is None or issuer is None or not code.several:
        return issuer
    if code.level == "central":
        return Body(code.name, "central")
    return provincial_body(code.name, issuer.place, code.style, Scope(None, None, None), vocab) or issuer


def _contradicts(stated: Body | None, symbol: Body | None, citation: Citation, vocab: Vocab) -> bool:
    if stated is None or symbol is None or citation.number is None or stated.identity == symbol.identity:
        return False
    return not any(code.covers(stated.name) for code in _codes(citation.number, vocab))


def _codes(number: DocNumber, vocab: Vocab) -> list[Code]:
    return [code for group in number.issuer_codes if (code := vocab.code(group)) is not None]


def _stated_issuer(reading: Reading, citation: Citation) -> Body | None:
    if citation.issuer is None:
        return None
    text = reading.document.text
    for mention, body in zip(reading.agencies, reading.bodies, strict=True):
        if citation.issuer.start <= mention.span.start < citation.issuer.end:
            between = text[citation.issuer.start : mention.span.start]
            near = len(between) <= _OFFICE_WORDS and (not between or between[0].isupper())
            return body if near else None
    return None


def _doer(reading: Reading, citation: Citation, vocab: Vocab) -> Body | None:
    """The body that issues it in the same clause.

    `UBND huyện Suối Vàng ban hành Quyết định số 906/QĐ-UBND`.

    A symbol that no table knows (`14-NQ/HU`) does not gainsay the words.
    """
    if citation.number is None or citation.issuer is not None:
        return None
    codes = _codes(citation.number, vocab)
    text, start = reading.document.text, citation.span.start
    for mention, body in zip(reading.agencies, reading.bodies, strict=True):
        gap = text[mention.span.end : start] if mention.span.end <= start else ""
        near = 0 < len(gap) <= DOER_REACH and vocab.cues["citation.doer"].fullmatch(gap)
        told = not codes and vocab.cues["citation.approves"].search(gap)
        if near and body is not None and (told or any(code.covers(body.name) for code in codes)):
            return body
    return None


def _identity(issuer: Body | None, number: DocNumber, reading: Reading, period: str = "") -> WorkIdentity:
    who = issuer.identity if issuer is not None else f"?{_place(reading)}"
    return WorkIdentity(who, number.key, period)


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


def identify(readings: Sequence[Reading], vocab: Vocab) -> list[Cited]:
    """Return every citation of every document with its identity, or with candidates where it is ambiguous."""
    all_cited = [one for reading in readings for one in _of_document(reading, vocab)]
    dated: dict[WorkIdentity, set[str]] = defaultdict(set)
    own: dict[tuple[str, WorkIdentity], set[str]] = defaultdict(set)
    for cited in all_cited:
        number, period = cited.citation.number, period_of(cited.citation, vocab)
        if number is not None and period:
            series = _identity(cited.series, number, cited.reading)
            dated[series].add(period)
            own[cited.reading.id, series].add(period)
    for reading in readings:
        held = held_identity(reading, vocab)
        if held is not None:
            dated[held.series].add(held.period)
    found = [_identified(cited, dated, own, vocab) for cited in all_cited]
    numbers = _numbers_of_laws(found, vocab)
    return [_one_law(cited, numbers, vocab) for cited in found]


_Laws = Mapping[tuple[str, str], frozenset[WorkIdentity]]
"""Identities of laws that bear a date or a number, by their name and where they stand: a year, or a document."""


def _numbers_of_laws(found: Sequence[Cited], vocab: Vocab) -> _Laws:
    laws: dict[tuple[str, str], set[WorkIdentity]] = defaultdict(set)
    dated: dict[tuple[str, str], set[WorkIdentity]] = defaultdict(set)
    for one in found:
        name, number, date = _law(one, vocab), one.citation.number, one.citation.date
        if name and one.identity is not None and (number is not None or date is not None):
            year = str((number.year if number else None) or (date.year if date else ""))
            known = laws if number is not None else dated
            if number is not None or (date is not None and date.day is not None):
                known[name, year].add(one.identity)
            known[name, one.reading.id].add(one.identity)
    return {key: frozenset(laws.get(key) or dated[key]) for key in {**laws, **dated}}


def _law(cited: Cited, vocab: Vocab) -> str:
    """The folded name of a law, empty for all other works."""
    kind = vocab.doc_type(cited.citation.type)
    return fold_words(cited.citation.name or "") if kind and kind.named else ""


def _one_law(cited: Cited, laws: _Laws, vocab: Vocab) -> Cited:
    """A law named with its year is the one of that name whose number bears that year.

    Without, the one of its paper.
    """
    name, date = _law(cited, vocab), cited.citation.date
    if not name or cited.citation.number is not None:
        return cited
    meant = laws.get((name, str(date.year) if date else cited.reading.id), frozenset())
    return replace(cited, identity=next(iter(meant))) if len(meant) == 1 else cited


def _of_document(reading: Reading, vocab: Vocab) -> list[Cited]:
    """The citations of a document, and the laws that only its effects name.

    A short second mention has the issuer that a full one states (`65-KL/TW`).
    """
    document = reading.document
    spans = {citation.span for citation in document.citations}
    unlisted = [each.target for each in document.effects if each.target.span not in spans]
    found = [cite(reading, citation, vocab) for citation in (*document.citations, *dict.fromkeys(unlisted))]
    found = _in_turn(found, reading, vocab)
    stated: dict[str, list[Cited]] = defaultdict(list)
    for one in found:
        number = one.citation.number
        if number is not None and one.issuer is not None and one.issuer != one.symbol_issuer:
            stated[number.key].append(one)
    settled: list[Cited] = []
    for one in found:
        settled.append(_beside(_with_stated(one, stated, vocab), settled, vocab))
    return [_unnamed(one, vocab) for one in settled]


def _unnamed(one: Cited, vocab: Vocab) -> Cited:
    """In a series of several bodies (TW, TU) the symbol names none: where no words do, none is known."""
    codes = _codes(one.citation.number, vocab) if one.citation.number is not None else []
    if not codes or not codes[0].several or one.issuer is None or one.issuer != one.symbol_issuer:
        return one
    said = _stated_issuer(one.reading, one.citation) or _doer(one.reading, one.citation, vocab)
    after = one.reading.document.text[one.citation.span.end :][:_OFFICE_WORDS].lstrip(" ,")
    return one if said or after.startswith(codes[0].several) else replace(one, issuer=None)


def _beside(one: Cited, before: Sequence[Cited], vocab: Vocab) -> Cited:
    """A number of an unknown code is of the body that issued the last one of it in its paragraph."""
    number, text = one.citation.number, one.reading.document.text
    if number is None or one.issuer is not None:
        return one
    start = text.rfind("\n", 0, one.citation.span.start)
    for other in reversed(before):
        if other.citation.span.start < start:
            break
        same = other.citation.number is not None and other.citation.number.issuer_codes == number.issuer_codes
        if same and other.issuer is not None:
            return replace(one, issuer=other.issuer, series=_series(number, other.issuer, vocab))
    return one


def _in_turn(found: Sequence[Cited], reading: Reading, vocab: Vocab) -> list[Cited]:
    """`số 411/BC-UBND, số 502/BC-UBND (lần lượt của A và B)`: the last numbers are of these in turn."""
    text = reading.document.text
    turns: dict[Span, Body] = {}
    for match in vocab.cues["citation.in_turn"].finditer(text):
        start = text.rfind("\n", 0, match.start())
        before = [one for one in found if start < one.citation.span.start < match.start() and one.citation.number]
        bodies = _bodies_from(match.end(), reading, vocab)
        if 1 < len(bodies) <= len(before):
            listed = sorted(before, key=lambda one: one.citation.span)[-len(bodies) :]
            turns.update(zip((one.citation.span for one in listed), bodies, strict=True))
    return [_issued_by(one, turns[one.citation.span], vocab) if one.citation.span in turns else one for one in found]


def _bodies_from(at: int, reading: Reading, vocab: Vocab) -> list[Body]:
    """The bodies of an enumeration that begins at an offset; none where one of them is not known."""
    text, bodies = reading.document.text, list[Body | None]()
    for mention, body in zip(reading.agencies, reading.bodies, strict=True):
        if mention.span.start < at:
            continue
        gap = text[at : mention.span.start]
        if gap if not bodies else not vocab.cues["citation.next_body"].fullmatch(gap):
            break
        bodies.append(body)
        at = mention.span.end
    known = [body for body in bodies if body is not None]
    return known if len(known) == len(bodies) else []


def _issued_by(one: Cited, body: Body, vocab: Vocab) -> Cited:
    conflict = _contradicts(body, one.symbol_issuer, one.citation, vocab)
    return replace(one, issuer=body, series=_series(one.citation.number, body, vocab), conflict=conflict)


def _with_stated(one: Cited, stated: Mapping[str, Sequence[Cited]], vocab: Vocab) -> Cited:
    """The issuer that another mention states.

    Of the same number, and of the same day where both tell theirs.
    """
    number = one.citation.number
    if number is None or one.citation.issuer is not None or one.issuer != one.symbol_issuer:
        return one
    day = one.citation.date
    issuers = {
        other.issuer
        for other in stated.get(number.key, ())
        if other.issuer is not None and (day is None or other.citation.date in (None, day))
    }
    if len(issuers) != 1:
        return one
    issuer = next(iter(issuers))
    return replace(one, issuer=issuer, series=_series(number, issuer, vocab))


def _identified(
    cited: Cited,
    dated: Mapping[WorkIdentity, set[str]],
    own: Mapping[tuple[str, WorkIdentity], set[str]],
    vocab: Vocab,
) -> Cited:
    number = cited.citation.number
    if number is None:
        return replace(cited, identity=_unnumbered(cited))
    series, period = _identity(cited.series, number, cited.reading), period_of(cited.citation, vocab)
    if period:
        return replace(cited, identity=series.within(period))
    itself = held_identity(cited.reading, vocab)
    if itself is not None and itself.series == series:
        return replace(cited, identity=itself)
    here = own.get((cited.reading.id, series), set())
    if len(here) == 1:
        return replace(cited, identity=series.within(next(iter(here))))
    candidates = tuple(sorted(map(series.within, here or dated.get(series, set()))))
    return replace(cited, identity=None if candidates else series, candidates=candidates)


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
    issuer = _series(number, symbols[0] if symbols else reading.scope.issuer, vocab)
    period = series_period(number, issued, vocab)
    return _identity(issuer, number, reading, period) if period else None


def most_common(values: Sequence[str]) -> str | None:
    """Return the commonest value, of equally common ones the first in order of the alphabet."""
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None

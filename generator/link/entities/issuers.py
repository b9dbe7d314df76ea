"""Issuers (cơ quan ban hành) of the works that a document cites, as far as all of it tells.

A short second mention has the issuer that a full one states; a number that any committee may bear is not the
province's where its sentence names a district's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.link.entities.cited import (
    OFFICE_WORDS,
    Cited,
    cite,
    codes_of,
    contradicts,
    doer_of,
    province_after,
    series_of,
    stated_issuer,
)
from generator.link.scope.bodies import Body
from generator.link.scope.scoped_document import Reading, Resolved
from generator.model import Citation, Document, Span
from generator.model.frozen import replace
from generator.text.clauses import clause_at
from generator.vocab import Vocab

_LOCAL = ("district", "commune")
"""Levels below the province whose committees number with its code."""


def of_document(reading: Reading, vocab: Vocab) -> list[Cited]:
    """Return the citations of a document, and the laws that only its effects name.

    A short second mention has the issuer that a full one states (`65-KL/TW`).
    """
    if reading.resolved is not None:
        return list(_as_resolved(reading, reading.resolved))
    found = [cite(reading, citation, vocab) for citation in citations_of(reading.document)]
    found = _in_turn(found, reading, vocab)
    stated: dict[str, list[Cited]] = defaultdict(list)
    for one in found:
        number = one.citation.number
        if number is not None and one.issuer is not None and one.issuer != one.symbol_issuer:
            stated[number.key].append(one)
    settled: list[Cited] = []
    for one in found:
        settled.append(_beside(_with_stated(one, stated, vocab), settled, vocab))
    settled = [_unnamed(_unless_local(one, vocab), vocab) for one in settled]
    return _successors(settled, reading, vocab)


def citations_of(document: Document) -> tuple[Citation, ...]:
    """Return the citations of a document, and the laws that only its effects name."""
    spans = {citation.span for citation in document.citations}
    unlisted = [each.target for each in document.effects if each.target.span not in spans]
    return (*document.citations, *dict.fromkeys(unlisted))


def _as_resolved(reading: Reading, resolved: Resolved) -> Iterator[Cited]:
    citations = citations_of(reading.document)
    for at, issuer, symbol, series, conflict, claimed in resolved.cited:
        by, named, of = map(resolved.body, (issuer, symbol, series))
        yield Cited(reading, citations[at], by, named, of, None, conflict=conflict, claimed=claimed)


def _unless_local(one: Cited, vocab: Vocab) -> Cited:
    """A number that any committee may bear, in a clause that names a district's or another province's.

    `UBND huyện Suối Vàng … tại Công văn số 512/UBND-DT`: nothing says that it is the province's.
    """
    said, symbol, known = (
        one.citation,
        one.symbol_issuer,
        codes_of(one.citation.number, vocab) if one.citation.number else [],
    )
    any_level = known and known[0].name in (vocab.canonical.committee, vocab.canonical.council)
    if not any_level or symbol is None or symbol.level != "province" or one.issuer != symbol:
        return one
    told = province_after(one.reading, said, vocab) or stated_issuer(one.reading, said)
    if told or doer_of(one.reading, said, vocab):
        return one
    text, start = one.reading.document.text, said.span.start
    low, high = clause_at(text, start, said.span.end)
    turn = vocab.cues["citation.in_turn"].search(text, low, high)
    high = turn.start() if turn else high
    own = (symbol.place, _own_place(one.reading))
    local = _of_former_place(one, low, high, vocab) or any(
        body is not None
        and (body.level in _LOCAL or body.place not in own)
        and body.name.startswith(known[0].name)
        and not _in_title(one.reading, mention.span)
        for mention, body in one.reading.named_in(low, high)
    )
    return replace(one, issuer=None, series=None) if local else one


def _own_place(reading: Reading) -> str | None:
    return reading.scope.province.full if reading.scope.province is not None else None


def _of_former_place(one: Cited, low: int, high: int, vocab: Vocab) -> bool:
    """Whether a clause speaks of a province that is no more: `tại tỉnh Kon Tum (cũ), Quyết định số …`."""
    found = vocab.cues["citation.former_place"].search(one.reading.document.text, low, high)
    return found is not None and not _in_title(one.reading, Span(found.start(), found.end()))


def _in_title(reading: Reading, span: Span) -> bool:
    """A body that the title of a cited work names does nothing in the sentence around."""
    titles = (each.titled for each in reading.document.citations if each.titled is not None)
    return any(titled.start <= span.start < titled.end for titled in titles)


def _successors(found: Sequence[Cited], reading: Reading, vocab: Vocab) -> list[Cited]:
    """What a paper replaces is of the body that issued it, where both numbers bear its code."""
    by_span = {one.citation.span: one for one in found}
    issuers: dict[Span, Body] = {}
    for effect in reading.document.effects:
        by = by_span.get(effect.by.span) if effect.by is not None else None
        if effect.kind == "replaced" and by is not None and by.issuer is not None and by.issuer.level in _LOCAL:
            issuers[effect.target.span] = by.issuer
    return [
        _issued_by(one, issuers[one.citation.span], vocab)
        if one.issuer is None and one.citation.span in issuers and one.symbol_issuer is not None
        else one
        for one in found
    ]


def _unnamed(one: Cited, vocab: Vocab) -> Cited:
    """In a series of several bodies (TW, TU) the symbol names none: where no words do, none is known."""
    codes = codes_of(one.citation.number, vocab) if one.citation.number is not None else []
    if not codes or not codes[0].several or one.issuer is None or one.issuer != one.symbol_issuer:
        return one
    said = stated_issuer(one.reading, one.citation) or doer_of(one.reading, one.citation, vocab)
    after = one.reading.document.text[one.citation.span.end :][:OFFICE_WORDS].lstrip(" ,")
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
            return replace(one, issuer=other.issuer, series=series_of(number, other.issuer, vocab))
    return one


def _in_turn(found: Sequence[Cited], reading: Reading, vocab: Vocab) -> list[Cited]:
    """`số 411/BC-UBND, số 502/BC-UBND (lần lượt của A và B)`: the last numbers are of these in turn."""
    text = reading.document.text
    turns: dict[Span, Body] = {}
    for start, spans in _numbered(found, text).items():
        end = text.find("\n", start + 1)
        for match in vocab.cues["citation.in_turn"].finditer(text, start + 1, len(text) if end < 0 else end):
            before = [span for span in spans if span.start < match.start()]
            bodies = _bodies_from(match.end(), reading, vocab)
            if 1 < len(bodies) <= len(before):
                turns.update(zip(before[-len(bodies) :], bodies, strict=True))
    return [_issued_by(one, turns[one.citation.span], vocab) if one.citation.span in turns else one for one in found]


def _numbered(found: Sequence[Cited], text: str) -> dict[int, list[Span]]:
    """The numbers cited in each line that cites several, in order, by where the line before ends."""
    lines: dict[int, list[Span]] = defaultdict(list)
    for span in sorted(one.citation.span for one in found if one.citation.number):
        lines[text.rfind("\n", 0, span.start)].append(span)
    return {start: spans for start, spans in lines.items() if len(spans) > 1}


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
    conflict = contradicts(body, one.symbol_issuer, one.citation, vocab)
    return replace(one, issuer=body, series=series_of(one.citation.number, body, vocab), conflict=conflict)


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
    return replace(one, issuer=issuer, series=series_of(number, issuer, vocab))

"""Cited works (văn bản được viện dẫn): a citation with the body that its own words name.

The stated issuer stands before the doer right before the number, and both before the symbol.
"""

from __future__ import annotations

from functools import lru_cache

from generator.link.scope.bodies import Body, Scope, is_mixed, provincial_body
from generator.link.scope.places import Place, as_of, gazetteer
from generator.link.scope.scoped_document import Reading
from generator.model import Citation, DocNumber, Origin
from generator.model.frozen import Frozen, replace
from generator.vocab import Vocab
from generator.vocab.entries import Code

DOER_REACH = 40
"""Characters between a body and the paper that it issues: ` đã ban hành `."""
_LONGEST_NAME = 300
"""Characters of the name of a body."""
_PROPOSED = 60
"""Characters before a body in which its proposal is spoken of: `Theo đề nghị của Giám đốc `."""
PROVINCE_REACH = 80
"""Characters after a number in which the province stands whose paper it is."""
_JOINT = ("LT", "PH", "LN", "LS")
"""How the type of a joint paper ends: liên tịch, phối hợp, liên ngành, liên sở."""
OFFICE_WORDS = 46
"""Characters of office words that may stand between `của` and the body: `Bộ trưởng, Chủ nhiệm `."""


class WorkIdentity(Frozen, order=True, cache_hash=True):
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


class Cited(Frozen):
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
    claimed: str = ""
    """The issuer that the words name where it is not the issuer told: no table knows it, or it issues no such paper."""
    stated: Origin | None = None
    """Where the archivist states which work it is."""


def symbol_issuers(number: DocNumber, reading: Reading, vocab: Vocab, year: str = "") -> tuple[Body, ...]:
    """Return the bodies that the symbol names, in its order, none where its first code is of nobody known.

    The first is the one that numbers it. In `year` their province may have had another name.
    """
    issuer, own = reading.scope.issuer, reading.document.header.number
    local = issuer is not None and issuer.level in ("district", "commune")
    own_codes = own.issuer_codes if local and own is not None else ()
    return _named_by(number.issuer_codes, own_codes, reading.scope, year, vocab)


@lru_cache(maxsize=4096)  # papers of one issuer cite the same series again and again
def _named_by(codes: tuple[str, ...], own: tuple[str, ...], scope: Scope, year: str, vocab: Vocab) -> tuple[Body, ...]:
    """What codes name in a scope.

    `own` are those of a district's or commune's own number: `UBND` in a paper of one means its own.
    """
    found: list[Body] = []
    if scope.province is not None:
        scope = replace(scope, province=as_of(scope.province, year, vocab))
    for group in codes:
        code = vocab.code(group)
        body = None
        if code is not None and code.level == "central":
            body = Body(code.name, "central")
        elif code is not None:
            body = provincial_body(code.name, None, code.style, scope, vocab)
        if body is None and not found:
            break
        if body is not None:
            found.append(scope.issuer if scope.issuer is not None and group in own else body)
    return () if is_mixed(found) else tuple(found)


def cite(reading: Reading, citation: Citation, vocab: Vocab) -> Cited:
    """Return the citation with its issuer resolved: the stated one, else the symbol's first body."""
    stated = stated_issuer(reading, citation) or doer_of(reading, citation, vocab)
    number, day = citation.number, citation.date
    there = province_after(reading, citation, vocab)
    if there is not None and stated is not None and stated.place != there.full:
        stated = None  # `của HĐND tỉnh (Kon Tum cũ)`
    year = str((number.year if number else None) or (day.year if day else ""))
    at = replace(reading, scope=replace(reading.scope, province=there)) if there is not None else reading
    from_symbol = symbol_issuers(number, at, vocab, year) if number else ()
    symbol = from_symbol[0] if from_symbol else None
    joint = next((b for b in from_symbol if stated is not None and b.identity == stated.identity), None)
    stated = symbol if joint is not None else stated
    claimed = _claimed(reading, citation, vocab) if stated is None and symbol is not None else ""
    conflict = bool(claimed) or contradicts(stated, symbol, citation, vocab)
    if stated is not None and conflict and number is not None and is_sole(number, vocab):
        claimed, stated = " ".join(filter(None, (stated.name, stated.place))), None
    issuer = stated or symbol or (_maker(citation, vocab) if not claimed else None)
    series = series_of(citation.number, issuer, vocab)
    return Cited(reading, citation, issuer, symbol, series, None, conflict=conflict, claimed=claimed)


def province_after(reading: Reading, citation: Citation, vocab: Vocab) -> Place | None:
    """Return the province that the words after a number name, where it is another one than the paper's."""
    after = reading.document.text[citation.span.end : citation.span.end + PROVINCE_REACH]
    match = vocab.cues["citation.of_province"].match(after)
    place = gazetteer(vocab).province(match["name"]) if match and citation.number is not None else None
    return place if place != reading.scope.province else None


def _maker(citation: Citation, vocab: Vocab) -> Body | None:
    """The body that makes all papers of a type cited by its name: laws are the National Assembly's.

    Where the words after it name somebody that nobody knows, or it is of other countries, it is not told.
    """
    kind, year = vocab.doc_type(citation.type), citation.date.year if citation.date else None
    if kind is None or kind.maker is None or citation.number is not None or citation.issuer is not None:
        return None
    if kind.made_since is not None and (year is None or year < kind.made_since):
        return None
    abroad = vocab.cues["citation.abroad"].search(citation.name or "")
    return None if abroad else Body(kind.maker, "central")


def joint_bodies(one: Cited, vocab: Vocab) -> tuple[Body, ...]:
    """Return the bodies of a joint paper's number (`TTLT-BTC-BNV`), none of another's.

    What stands behind the body in another number is its unit (`QĐ-BTC-KHCN`). Behind the first a committee or a council
    may be any district's.
    """
    number, day = one.citation.number, one.citation.date
    if number is None or not number.joint or not (number.type_code or "").endswith(_JOINT):
        return ()
    found = symbol_issuers(number, one.reading, vocab, str(number.year or (day.year if day else "")))
    local = (f"{vocab.canonical.committee} ", f"{vocab.canonical.council} ")
    return tuple(body for i, body in enumerate(found) if i == 0 or not body.name.startswith(local))


def _claimed(reading: Reading, citation: Citation, vocab: Vocab) -> str:
    """The committee (`Ban Chỉ đạo tỉnh`) that a paper is said to be of: it has its own symbols, no page."""
    words = " ".join(citation.issuer.of(reading.document.text).split()) if citation.issuer else ""
    return words if vocab.cues["citation.committee"].match(words) else ""


def series_of(number: DocNumber | None, issuer: Body | None, vocab: Vocab) -> Body | None:
    """Return whose series a number is of.

    Tỉnh ủy and its Ban Thường vụ have one: `112-KL/TU` of either is one paper.
    """
    code = vocab.code(number.issuer_codes[0]) if number is not None and number.issuer_codes else None
    if code is None or issuer is None or not code.several:
        return issuer
    if code.level == "central":
        return Body(code.name, "central")
    return provincial_body(code.name, issuer.place, code.style, Scope(None, None, None), vocab) or issuer


def is_sole(number: DocNumber, vocab: Vocab) -> bool:
    """Tell whether no other body issues papers of this type: each nghị định is the Government's."""
    code = vocab.code(number.issuer_codes[0]) if number.issuer_codes else None
    return code is not None and number.type_code in code.sole


def contradicts(stated: Body | None, symbol: Body | None, citation: Citation, vocab: Vocab) -> bool:
    """Tell whether the stated issuer is none that the symbol may name."""
    if stated is None or symbol is None or citation.number is None or stated.identity == symbol.identity:
        return False
    return not any(code.covers(stated.name) for code in codes_of(citation.number, vocab))


def codes_of(number: DocNumber, vocab: Vocab) -> list[Code]:
    """Return the known codes of a number, in its order."""
    return [code for group in number.issuer_codes if (code := vocab.code(group)) is not None]


def stated_issuer(reading: Reading, citation: Citation) -> Body | None:
    """Return the body that the words after the number name: `của UBND tỉnh`."""
    if citation.issuer is None:
        return None
    text = reading.document.text
    for mention, body in reading.named_in(citation.issuer.start, citation.issuer.end):
        between = text[citation.issuer.start : mention.span.start]
        near = len(between) <= OFFICE_WORDS and (not between or between[0].isupper())
        return body if near else None
    return None


def doer_of(reading: Reading, citation: Citation, vocab: Vocab) -> Body | None:
    """Return the body that issues it in the same clause.

    `UBND huyện Suối Vàng ban hành Quyết định số 906/QĐ-UBND`.

    A symbol that no table knows (`14-NQ/HU`) does not gainsay the words.
    """
    if citation.number is None or citation.issuer is not None:
        return None
    codes = codes_of(citation.number, vocab)
    text, start = reading.document.text, citation.span.start
    for mention, body in reading.named_in(start - DOER_REACH - _LONGEST_NAME, start):
        gap = text[mention.span.end : start]
        near = 0 < len(gap) <= DOER_REACH and vocab.cues["citation.doer"].fullmatch(gap)
        proposed = vocab.cues["citation.proposes"].search(
            text, max(0, mention.span.start - _PROPOSED), mention.span.start
        )
        told = not codes and (vocab.cues["citation.made"].search(gap) or proposed)
        if near and body is not None and (told or any(code.covers(body.name) for code in codes)):
            return body
    return None

"""Citations (viện dẫn): every number of a document in the running text, and what is said with it.

A citation is a symbol with what stands around it: type word and pinpoint before, date and issuer after, the
words that tell the relation in the same clause. Unnumbered ones (congress resolutions, laws by name) too.
Nothing is looked up here: the symbol is read, not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model import Citation, DocNumber, Document, PartialDate, Relation, Span
from generator.model.frozen import replace
from generator.parse.citations.again import cited_again
from generator.parse.citations.elided import elided
from generator.parse.citations.relations import with_relations
from generator.parse.citations.titles import with_titles
from generator.parse.paragraphs import content_end
from generator.parse.symbols import body_known, symbol_of, widened
from generator.parse.tables import cut_cells
from generator.text.dates import parse_date
from generator.vocab import Vocab

BEFORE = 120
"""Characters before a number in which its type word and pinpoint stand."""
ISSUER = 120
"""Characters in which the issuer of a number is stated at most."""


_JOINTS = (", ", " và ")
"""What joins two laws of one list."""
OPENING = 600
"""Characters of a body in which a paper says what draft it is about."""


def find_citations(document: Document, vocab: Vocab) -> Document:
    """Return the document with its citations in order of place; its own number is none of them."""
    text, body = document.text, Span(_start(document), content_end(document))
    laws = _but_drafted(document, list(_unnumbered(text, body, vocab)), vocab)
    numbered = [each for each in _numbered(text, body, laws, vocab) if not _own(document, each)]
    numbered = sorted([*numbered, *elided(text, numbered, vocab)], key=lambda each: each.span)
    taken = [each.span for each in numbered]
    unnumbered = [each for each in laws if not any(_meet(each.span, one) for one in taken)]
    again = [_pinned(each, text, vocab) for each in cited_again(text, body, [*numbered, *unnumbered], vocab)]
    found = sorted([*_own_numbers(text, numbered, vocab), *unnumbered, *again], key=lambda c: c.span)
    cells = cut_cells(document.tables)
    titled = [_without_half_title(each, text, cells, vocab) for each in with_titles(text, found, vocab)]
    return replace(document, citations=tuple(with_relations(document, titled, vocab)))


def _but_drafted(document: Document, laws: Sequence[Citation], vocab: Vocab) -> list[Citation]:
    """The laws without those that a paper about a draft calls by name alone: it speaks of the draft.

    Told by its title or its opening: `cuộc họp về dự thảo Luật A`. With a day, a year, or as the law in force it is A.
    """
    text, start = document.text, _start(document)
    first = min((each.span.start for each in document.sections), default=len(text))
    opening = text[start : max(document.zones.header.end, min(first, document.zones.header.end + OPENING))]
    drafts = [(_words(each[1]), opening[each.end() : each.end() + 1] == "\n") for each in _drafts(opening, vocab)]
    return [law for law in laws if not drafts or not _is_one(law, text, drafts, vocab)]


def _drafts(opening: str, vocab: Vocab) -> Iterator[re.Match[str]]:
    return vocab.cues["citation.drafted"].finditer(opening)


def _is_one(law: Citation, text: str, drafts: Sequence[tuple[str, bool]], vocab: Vocab) -> bool:
    """Tell whether a law is a draft; the name of one may break off at the end of a line."""
    if law.date is not None or vocab.cues["citation.in_force"].match(text, law.span.end):
        return False
    name = _words(law.name or "")
    return any(f"{draft} ".startswith(f"{name} ") or (cut and name.startswith(f"{draft} ")) for draft, cut in drafts)


def _words(name: str) -> str:
    return " ".join(name.split()).casefold()


def _without_half_title(citation: Citation, text: str, cells: Sequence[Span], vocab: Vocab) -> Citation:
    """Of a title that a page or a cell broke off none is told.

    It runs to the end of a cell that a page break cut, or ends in a word that opens a phrase.
    """
    titled = citation.titled
    if titled is None:
        return citation
    around = (cell for cell in cells if cell.start <= titled.start < cell.end)
    cut = any(not text[titled.end : cell.end].strip() for cell in around)
    half = cut or vocab.cited_titles["around.cut"].search(titled.of(text)) is not None
    return replace(citation, title=None, titled=None) if half else citation


def _start(document: Document) -> int:
    """Where citations may stand: the title cites too, what stands above it does not."""
    header, words = document.zones.header, document.header.title.split()
    at = document.text.find(" ".join(words[:3]), header.start, header.end) if words else -1
    return at if at >= 0 else header.end


def _own(document: Document, citation: Citation) -> bool:
    """Its own number in its header, as an old gazette prints it, or over its signature."""
    own, signature = document.header.number, document.zones.signature
    at = citation.span.start
    inside = at < document.zones.header.end or signature.start <= at < signature.end
    return inside and own is not None and citation.number is not None and citation.number.key == own.key


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _numbered(text: str, body: Span, laws: Sequence[Citation], vocab: Vocab) -> Iterator[Citation]:
    for symbol, number in _symbols(text, body, vocab):
        law = _law_before(text, symbol.start, laws, vocab) if number.type_code in (None, "PL") else None
        start, kind = (law.span.start, law.type) if law else _typed(text, symbol.start, number, vocab)
        article, start = (law.article, start) if law else _pinpoint(text, start, vocab)
        end, date, leak = _dated(text, symbol.end, vocab)
        issuer = _issuer(text, end, vocab) or _issuer(text, symbol.end, vocab)
        yield Citation(
            span=Span(start, end),
            number=replace(number, damaged=True) if leak else number,
            type=kind or _type_of(number, vocab),
            date=date,
            issuer=issuer,
            relation=Relation.MENTION,
            article=article,
            name=law.name if law else None,
            leak=leak,
        )


def _law_before(text: str, start: int, laws: Sequence[Citation], vocab: Vocab) -> Citation | None:
    """The law whose name stands right before a number: `Luật Đấu thầu số 22/2023/QH15`."""
    near = (law for law in laws if law.type != "nghị quyết" and start - BEFORE < law.span.end <= start)
    return next((law for law in near if vocab.cues["citation.law_number"].match(text[law.span.end : start])), None)


def _own_numbers(text: str, numbered: Sequence[Citation], vocab: Vocab) -> Iterator[Citation]:
    """Yield the citations; laws that one without a number amends keep the numbers by their names.

    `Luật sửa đổi, bổ sung một số điều của Luật A số 31/2024/QH15, Luật B số 27/2023/QH15 ngày …`: one number alone
    may be the amending law's, of several each is of its own law, and the day is of none of them.
    """
    inside = False
    for place, each in enumerate(numbered):
        after = numbered[place + 1] if place + 1 < len(numbered) else None
        beside = after is not None and after.name is not None and text[each.span.end : after.span.start] in _JOINTS
        amending = vocab.effects["amending_law"].match(each.name or "")
        one = amending is not None and not vocab.effects["named_law"].search(each.name or "", amending.end())
        if amending is not None and one and beside:
            inside, start = True, each.span.start + amending.end()
            each = replace(each, span=Span(start, each.span.end), name=(each.name or "")[amending.end() :])
        yield _undated(each, text) if inside else each
        inside = inside and beside


def _undated(citation: Citation, text: str) -> Citation:
    raw = citation.number.raw if citation.number else ""
    end = text.find(raw, citation.span.start) + len(raw)
    return replace(citation, span=Span(citation.span.start, end), within=True, date=None)


def _symbols(text: str, body: Span, vocab: Vocab) -> Iterator[tuple[Span, DocNumber]]:
    """Symbols from left to right; of the forms that match at one place the first of the table."""
    found: dict[int, tuple[re.Match[str], str]] = {}
    for form in vocab.citations.forms:
        for match in form.regex.finditer(text, body.start, body.end):
            found.setdefault(match.start("serial"), widened(match, form.id, vocab))
    lookalike = next(each.regex for each in vocab.citations.damaged if each.id == "lookalike")
    for match in lookalike.finditer(text, body.start, body.end):
        if body_known(symbol_of(match, "lookalike", vocab), vocab):
            found.setdefault(match.start("serial"), (match, "lookalike"))
    last = body.start
    for start in sorted(found):
        match, form_id = found[start]
        number = symbol_of(match, form_id, vocab)
        known = number.type_code or any(vocab.code(code) for code in number.issuer_codes)
        if start < last or not (known or _introduced(text, start, vocab)):
            continue
        last = match.end()
        yield Span(start, last), number


def _introduced(text: str, start: int, vocab: Vocab) -> bool:
    """An unknown symbol counts only after a type word or `số`: `12/A` in a table is none."""
    window = text[max(0, start - BEFORE) : start]
    return any(form.regex.search(window) for form in vocab.citations.before)


def _typed(text: str, start: int, number: DocNumber, vocab: Vocab) -> tuple[int, str | None]:
    """Where the citation starts (its type word, or `số`) and the type that the word names.

    A law's number bears no type: `các Nghị định hướng dẫn Luật Đê điều (số 37/2019/NĐ-CP …)` are decrees. What is
    only called `văn bản` is of the type that its number says.
    """
    low = max(0, start - BEFORE)
    for form in vocab.citations.before:
        at = 0
        while match := form.regex.search(text[low:start], at):
            at = match.start() + 1
            word = match["type"].casefold()
            if word == "văn bản" and number.type_code is not None:
                return low + match.start(), None
            kind = vocab.untyped if word == "văn bản" else word
            type_ = vocab.doc_type(kind)
            if type_ is None or not type_.named or number.type_code is None:
                return low + match.start(), kind if type_ else None
    return start, None


def _type_of(number: DocNumber, vocab: Vocab) -> str | None:
    if number.type_code is None:
        return None if number.year else vocab.untyped
    codes = vocab.party_type_of_code if number.party else vocab.type_of_code
    return codes.get(number.type_code)


def _pinpoint(text: str, start: int, vocab: Vocab) -> tuple[str | None, int]:
    low = max(0, start - BEFORE)
    if not vocab.cues["citation.pin"].search(text, low, start):
        return None, start
    for form in vocab.citations.pinpoint:
        match = form.regex.search(text[low:start])
        if match and vocab.cues["citation.but"].search(text, max(0, low + match.start() - BEFORE), low + match.start()):
            return None, start  # what is left out of a part is not what is meant of the work
        if match:
            return match["article"], low + match.start()
    return None, start


def _pinned(citation: Citation, text: str, vocab: Vocab) -> Citation:
    article, start = _pinpoint(text, citation.span.start, vocab)
    return replace(citation, article=article, span=Span(start, citation.span.end)) if article else citation


def _dated(text: str, end: int, vocab: Vocab) -> tuple[int, PartialDate | None, bool]:
    """Where number and date end, the date, and whether a page number fell between them.

    A damaged date is none.
    """
    forms = {form.id: form.regex for form in vocab.citations.after}
    match = forms["date"].match(text, end)
    date = parse_date(match["date"]) if match else None
    if match is None or date is None:
        damaged = forms["damaged_date"].match(text, end)
        return damaged.end() if damaged else end, None, False
    closed = match[0].endswith(")") and "(" not in match[0]
    return match.end() - closed, date, bool(match["leak"])


def _issuer(text: str, end: int, vocab: Vocab) -> Span | None:
    """Where the issuer is stated: from the word after `của` to the end of the clause.

    Names are found later.
    """
    form = next(f for f in vocab.citations.after if f.id == "issuer")
    match = form.regex.match(text, end)
    if not match:
        return None
    stop = vocab.cues["citation.issuer_end"].search(text, match.end())
    return Span(match.end(), min(stop.start() if stop else len(text), match.end() + ISSUER))


def _unnumbered(text: str, body: Span, vocab: Vocab) -> Iterator[Citation]:
    drafted: dict[int, int] = {}
    for order, form, match in vocab.together.unnumbered.matches(text, body.start, body.end):
        span = Span(match.start(), match.end())
        law = vocab.cues["citation.law_word"].match(match[0])
        kind = form.type or (law[0].casefold() if law else None)
        revised = vocab.cues["citation.revised"].match(text, span.end) if law else None
        at = revised.end() if revised else span.end
        end, date, _ = _dated(text, at, vocab)
        if law and date is None:
            end, date = _of_year(text, span.start, at, vocab)
        if law and date is None and _is_draft(text, span, drafted.get(order, -1), revised, vocab):
            drafted[order] = span.end
            continue
        issuer = Span(*match.span("issuer")) if form.id == "congress" else None
        article, start = _pinpoint(text, span.start, vocab) if form.id == "law" else (None, span.start)
        yield Citation(
            span=Span(start, end if date or not revised else span.end),
            number=None,
            type=kind,
            date=date,
            issuer=issuer,
            relation=Relation.MENTION,
            article=article,
            name=span.of(text),
        )


def _of_year(text: str, start: int, at: int, vocab: Vocab) -> tuple[int, PartialDate | None]:
    """Where a law with its year ends, and the year: `Luật Đất đai năm 2013`.

    What is done about a law in a year (`kết quả thực hiện Luật … năm 2023`) tells none of it.
    """
    year = vocab.cues["citation.law_year"].match(text, at)
    if year is None or vocab.cues["citation.done_in_year"].search(text, max(0, start - BEFORE), start):
        return at, None
    return year.end(), PartialDate(int(year["year"]))


def _is_draft(text: str, law: Span, drafted: int, revised: re.Match[str] | None, vocab: Vocab) -> bool:
    """Tell whether a law is not passed yet, so that nothing rests on it.

    `dự thảo Luật A, Luật B`, `khi Luật C (sửa đổi) được thông qua`; a revised one with its year or number is passed.
    """
    if vocab.cues["citation.draft"].search(text, max(0, law.start - BEFORE), law.start):
        return True
    if drafted >= 0 and vocab.cues["citation.drafts"].fullmatch(text, drafted, law.start):
        return True
    return revised is not None and revised["passed"] is None

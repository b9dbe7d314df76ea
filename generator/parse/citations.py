"""Citations (viện dẫn): every number of a document in the running text, and what is said with it.

A citation is a symbol with what stands around it: type word and pinpoint before, date and issuer after, the
words that tell the relation in the same clause. Unnumbered ones (congress resolutions, laws by name) too.
Nothing is looked up here: the symbol is read, not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.model import CHANGES, Citation, DocNumber, Document, PartialDate, Relation, Span
from generator.parse.paragraphs import content_end
from generator.parse.symbols import symbol_of
from generator.text.dates import parse_date
from generator.vocab import Vocab

BEFORE = 120
"""Characters before a number in which its type word and pinpoint stand."""
CLAUSE = 240
"""Characters before a citation in which a relation cue counts."""
TITLE = 400
_DEEDS = (*CHANGES, Relation.GUIDES)
"""Relations that are a deed of one work upon another: it matters whose deed the words tell."""
Said = tuple[Citation, Relation | None]
"""A citation with the relation that the words before it tell, None where they tell none; it is then a mention."""
_LIST_GAP = re.compile(r"(?:^|[;,)]| và)\s*\(?$")
_CLAUSE_END = re.compile(r"[.;:!?](?=\s)|\n")


def find_citations(document: Document, vocab: Vocab) -> Document:
    """Return the document with its citations in order of place; its own number is none of them."""
    body = Span(document.zones.header.end, content_end(document))
    numbered = list(_numbered(document.text, body, vocab))
    taken = [citation.span for citation, _ in numbered]
    free = (said for said in _unnumbered(document.text, body, vocab) if not any(_meet(said[0].span, t) for t in taken))
    found = sorted([*numbered, *free], key=lambda said: said[0].span)
    return replace(document, citations=tuple(_inherited(document.text, found)))


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _numbered(text: str, body: Span, vocab: Vocab) -> Iterator[Said]:
    for match, number in _symbols(text, body, vocab):
        start, kind = _typed(text, match.start(), vocab)
        article, start = _pinpoint(text, start, vocab)
        end, date, leak = _dated(text, match.end(), vocab)
        issuer = _issuer(text, end, vocab) or _issuer(text, match.end(), vocab)
        relation = _relation(text, start, vocab)
        citation = Citation(
            span=Span(start, end),
            number=replace(number, damaged=number.damaged or leak),
            type=kind or _type_of(number, vocab),
            date=date,
            issuer=issuer,
            relation=relation or Relation.MENTION,
            article=article,
            title=_cited_title(text, issuer.end if issuer else end, vocab),
            leak=leak,
        )
        yield citation, relation


def _symbols(text: str, body: Span, vocab: Vocab) -> Iterator[tuple[re.Match[str], DocNumber]]:
    """Symbols from left to right; of the forms that match at one place the first of the table."""
    found: dict[int, tuple[re.Match[str], str]] = {}
    for form in vocab.citations.forms:
        for match in form.regex.finditer(text, body.start, body.end):
            found.setdefault(match.start(), (match, form.id))
    last = body.start
    for start in sorted(found):
        match, form_id = found[start]
        number = symbol_of(match, form_id, vocab)
        known = number.type_code or any(vocab.code(code) for code in number.issuer_codes)
        if start < last or not (known or _introduced(text, start, vocab)):
            continue
        last = match.end()
        yield match, number


def _introduced(text: str, start: int, vocab: Vocab) -> bool:
    """An unknown symbol counts only after a type word or `số`: `12/A` in a table is none."""
    window = text[max(0, start - BEFORE) : start]
    return any(form.regex.search(window) for form in vocab.citations.before)


def _typed(text: str, start: int, vocab: Vocab) -> tuple[int, str | None]:
    """Where the citation starts (its type word, or `số`) and the type that the word names."""
    low = max(0, start - BEFORE)
    for form in vocab.citations.before:
        match = form.regex.search(text[low:start])
        if not match:
            continue
        word = match["type"].casefold()
        kind = "công văn" if word == "văn bản" else word
        return low + match.start(), kind if vocab.doc_type(kind) else None
    return start, None


def _type_of(number: DocNumber, vocab: Vocab) -> str | None:
    if number.type_code is None:
        return None if number.year else "công văn"
    codes = vocab.party_type_of_code if number.party else vocab.type_of_code
    return codes.get(number.type_code)


def _pinpoint(text: str, start: int, vocab: Vocab) -> tuple[str | None, int]:
    low = max(0, start - BEFORE)
    for form in vocab.citations.pinpoint:
        match = form.regex.search(text[low:start])
        if match:
            return match["article"], low + match.start()
    return None, start


def _dated(text: str, end: int, vocab: Vocab) -> tuple[int, PartialDate | None, bool]:
    form = next(f for f in vocab.citations.after if f.id == "date")
    match = form.regex.match(text, end)
    date = parse_date(match["date"]) if match else None
    if match is None or date is None:
        return end, None, False
    return match.end(), date, bool(match["leak"])


def _issuer(text: str, end: int, vocab: Vocab) -> Span | None:
    """Where the issuer is stated: from the word after `của` to the end of the clause; names are found later."""
    form = next(f for f in vocab.citations.after if f.id == "issuer")
    match = form.regex.match(text, end)
    if not match:
        return None
    stop = vocab.cues["citation.issuer_end"].search(text, match.end())
    return Span(match.end(), min(stop.start() if stop else len(text), match.end() + 120))


def _cited_title(text: str, end: int, vocab: Vocab) -> str | None:
    start = vocab.cues["citation.title_start"].match(text, end)
    if not start:
        return None
    stop = vocab.cues["citation.title_end"].search(text, start.end(), start.end() + TITLE)
    if stop is None:
        return None
    title = text[start.end() : stop.start()].strip(" ,")
    return title or None


def _relation(text: str, start: int, vocab: Vocab) -> Relation | None:
    """What the words before a citation, in its own clause, say of it; None where they say nothing.

    A change (thay thế, bãi bỏ, sửa đổi) is this document's doing unless another work is its subject; said of this
    citation alone, it outweighs the weaker cues that follow it. Another work's change of it is a mere mention.
    """
    clause = _clause(text, start, vocab)
    cues = sorted(
        (match.end(), match.end() - match.start(), form.relation, match)
        for form in vocab.relations
        for match in form.regex.finditer(clause)
    )
    own = [relation for *_, relation, cue in cues if relation in _DEEDS and _own_doing(clause, cue, vocab)]
    if own:
        return own[-1]
    relation = cues[-1][2] if cues else None
    return Relation.MENTION if relation in _DEEDS else relation


def _clause(text: str, start: int, vocab: Vocab) -> str:
    """The words before a citation, from the last full stop, colon or semicolon; a list's head reaches over its colon:
    `Căn cứ các Nghị định của Chính phủ: số …`."""
    low = max(0, start - CLAUSE)
    before = text[low:start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    if ends and vocab.cues["citation.list_head"].search(before[: ends[-1]]) and not before[ends[-1] :].strip():
        ends.pop()
    return before[ends[-1] :] if ends else before


def _own_doing(clause: str, cue: re.Match[str], vocab: Vocab) -> bool:
    """No other work stands before the cue as its subject, nor between the cue and the citation."""
    others = [*vocab.citations.forms, *(f for f in vocab.citations.unnumbered if f.id == "law")]
    before, between = clause[: cue.start()], clause[cue.end() :]
    if vocab.cues["citation.law_subject"].search(before) or vocab.cues["citation.other_clause"].search(between):
        return False
    return not any(form.regex.search(before) or form.regex.search(between) for form in others)


def _inherited(text: str, found: list[Said]) -> list[Citation]:
    """A citation in a list that no words introduce has the relation of the one above; a title above is no such words:
    `thay thế Thông tư số … quy định mức thu và Thông tư số …`. What a title cites is in nobody's list."""
    settled: list[Citation] = []
    head: Citation | None = None
    for citation, relation in found:
        gap = _list_gap(text, head, citation) if head else None
        if head is not None and gap is not None and (relation is None or _LIST_GAP.fullmatch(gap)):
            citation = replace(citation, relation=head.relation)
        settled.append(citation)
        if head is None or text[_title_end(text, head) : citation.span.start].strip():
            head = settled[-1]
    return settled


def _list_gap(text: str, head: Citation, citation: Citation) -> str | None:
    """What stands between a citation with its title and one of the same list, None where they are no list."""
    between = text[head.span.end : citation.span.start]
    if "\n" in between or len(between) > TITLE or not _LIST_GAP.search(between):
        return None
    return text[_title_end(text, head) : citation.span.start]


def _title_end(text: str, citation: Citation) -> int:
    """Where the title of a cited work ends, the end of its citation where it has none."""
    end = citation.span.end
    at = text.find(citation.title, end, end + 2 * TITLE) if citation.title else -1
    return at + len(citation.title or "") if at >= 0 else end


def _unnumbered(text: str, body: Span, vocab: Vocab) -> Iterator[Said]:
    for form in vocab.citations.unnumbered:
        for match in form.regex.finditer(text, body.start, body.end):
            span = Span(match.start(), match.end())
            kind = form.type or match[0].split()[0].casefold()
            kind = "bộ luật" if match[0].startswith("Bộ luật") else kind
            end, date, _ = _dated(text, span.end, vocab)
            issuer = Span(*match.span("issuer")) if form.id == "congress" else None
            relation = _relation(text, span.start, vocab)
            said = relation or Relation.MENTION
            yield Citation(Span(span.start, end), None, kind, date, issuer, said, name=span.of(text)), relation

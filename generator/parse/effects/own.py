"""Own effects: the enacting sentences by which a document itself changes, replaces or repeals others.

`Quyết định này … thay thế …`; `Điều 1. Sửa đổi …`; `Thông tư số A hết hiệu lực kể từ ngày Thông tư này có hiệu lực`;
a list after a colon carries the verb of its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model import Citation, Document, Effect, EffectKind, Span
from generator.parse.effects.deeds import deeds, full_end, reach
from generator.parse.effects.ranks import possible
from generator.parse.paragraphs import paragraphs
from generator.vocab import Vocab
from generator.vocab.entries import DocType

_SENTENCE_END = re.compile(r"(?<!\bTP)[.!?](?=\s)")
_LONGEST_OBJECT = 400
_QUOTED = 4000
"""Characters before a place in which a quotation may have opened."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A verb that governs the works after it: what it does, in a paper of which type, the words before the first."""

    kind: EffectKind
    type: str | None
    words: str
    start: int


def own_effects(document: Document, vocab: Vocab) -> list[Effect]:
    """Return what the document does to other works by its own operative words."""
    text = document.text
    operative = Span(document.zones.header.end, document.zones.body.end)
    cited = [each for each in document.citations if not each.within]
    found: list[Effect] = []
    carried: _Order | None = None
    for paragraph in paragraphs(text, operative):
        inside = [each for each in cited if paragraph.start <= each.span.start < paragraph.end]
        listed = bool(inside) and vocab.effects["order"].match(text[paragraph.start : inside[0].span.start]) is not None
        carried = carried if listed else None
        order = carried
        for sentence in _sentences(text, paragraph):
            here = [each for each in inside if sentence.start <= each.span.start < sentence.end]
            found += _of_sentence(document, sentence, here, order, vocab)
            order = None if here else order
        carried = _head(document, paragraph, inside, vocab) or carried
    return [each for each in found if _not_itself(document, each.target)]


def _not_itself(document: Document, target: Citation) -> bool:
    own, issued = document.header.number, document.header.issued
    another = target.date is not None and issued is not None and target.date.year != issued.year
    return own is None or target.number is None or target.number.key != own.key or another


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for end in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        yield Span(start, end.end())
        start = end.end()
    yield Span(start, paragraph.end)


def _of_sentence(
    document: Document, sentence: Span, cited: Sequence[Citation], order: _Order | None, vocab: Vocab
) -> Iterator[Effect]:
    text, at = document.text, sentence.start
    run: list[Citation] = []
    for each in cited:
        gap = Span(at, each.span.start)
        joined = len(gap.of(text)) <= _LONGEST_OBJECT and vocab.effects["joins"].match(gap.of(text)) is not None
        first = at == sentence.start
        order = _ordered(document, sentence, gap, vocab) or (order if joined or first else None)
        run = [*run, each] if run and joined else [each]
        if order is not None and not _quoted(text, each.span.start):
            yield from _done(document, each, order, vocab)
        elif _ended(document, sentence, run, vocab):
            ended = _Order("repealed", document.header.type, "", run[0].span.start)
            yield from (effect for one in run for effect in _done(document, one, ended, vocab))
        at = full_end(each)


def _done(document: Document, target: Citation, order: _Order, vocab: Vocab) -> Iterator[Effect]:
    if not possible(order.type, document.header.number, None, target, order.kind, vocab):
        return
    kind, extent, part = reach(order.kind, order.words, target, vocab)
    after = document.text[full_end(target) : full_end(target) + 90]
    if extent == "whole" and vocab.effects["restricted"].match(after):
        extent = "part"
    start = min(order.start, target.span.start)
    yield Effect(kind, extent, part, target, None, "own", Span(start, target.span.end))


def _ordered(document: Document, sentence: Span, gap: Span, vocab: Vocab) -> _Order | None:
    """The first verb of a gap that this paper says of itself, or orders."""
    text, words = document.text, vocab.effects
    for deed in deeds(text, gap.start, gap.end, vocab):
        said = text[deed.end : gap.end]
        if len(said) > _LONGEST_OBJECT or words["other_clause"].search(said):
            continue
        type_ = _subject(document, Span(sentence.start, deed.start), deed.start, vocab)
        if type_ is not None:
            return _Order(deed.kind, type_, said, deed.start)
    return None


def _subject(document: Document, before: Span, verb: int, vocab: Vocab) -> str | None:
    """The type of the paper whose deed a verb is, None where it is not this paper's."""
    text, words = document.text, vocab.effects
    said = before.of(text)
    own = list(words["this"].finditer(said))
    if own:
        rest = said[own[-1].end() :]
        cited = any(form.regex.search(rest) for form in vocab.citations.forms)
        lists = words["joins"].match(rest.strip()) is not None
        if not words["not_done"].search(rest) and (not cited or lists or words["and"].search(rest)):
            return _type_of(own[-1][0], document)
        return None
    type_ = _enacting(document, vocab)
    if type_ is None:
        return None
    if words["order"].match(said) and text[verb].isupper():
        return type_.name
    goes_on = words["enacts"].match(said) and words["and"].search(said) and not words["not_done"].search(said)
    return type_.name if goes_on else None


def _type_of(subject: str, document: Document) -> str | None:
    """`Quyết định này` names the type; `văn bản này` does not."""
    named = subject.rsplit(" ", 1)[0].casefold()
    return document.header.type if named == "văn bản" else named


def _enacting(document: Document, vocab: Vocab) -> DocType | None:
    """The type of a paper that changes others, None for others; a lost header is told by `Quyết định này`."""
    said = None if document.header.type else vocab.effects["this"].search(document.text)
    found = vocab.doc_type(_type_of(said[0], document) if said else document.header.type)
    return found if found is not None and found.enacts else None


def _quoted(text: str, at: int) -> bool:
    """Words that a paper puts into another one stand in quotation marks: they are that paper's."""
    low = max(0, at - _QUOTED)
    return text.count("“", low, at) > text.count("”", low, at)


def _ended(document: Document, sentence: Span, run: Sequence[Citation], vocab: Vocab) -> bool:
    """`Thông tư số A, Thông tư số B hết hiệu lực kể từ ngày Thông tư này có hiệu lực`."""
    text, words = document.text, vocab.effects
    said = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.end]
    if _enacting(document, vocab) is None or not words["this"].search(said):
        return False
    before = text[sentence.start : run[0].span.start]
    listed = words["order"].match(before) or words["joins"].match(before.strip())
    begun = words["this"].search(before) and not words["not_done"].search(before)
    return bool(listed or begun) and words["ends"].match(text[run[-1].span.end : sentence.end]) is not None


def _head(document: Document, paragraph: Span, cited: Sequence[Citation], vocab: Vocab) -> _Order | None:
    """The verb of a list's head that ends in a colon: `Bãi bỏ các văn bản sau đây:`."""
    text, words = document.text, vocab.effects
    said = paragraph.of(text).rstrip()
    if cited or not said.endswith(":"):
        return None
    type_ = _enacting(document, vocab)
    last = [*_sentences(text, paragraph)][-1]
    if type_ is not None and words["list_ends"].search(said) and not words["not_done"].search(said):
        return _Order("repealed", type_.name, "", paragraph.start)
    found = _ordered(document, last, Span(last.start, paragraph.start + len(said)), vocab)
    return replace(found, words=found.words.rstrip(": ") + " ") if found else None

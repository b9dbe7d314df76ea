"""Own effects: the enacting sentences by which a document itself changes, replaces or repeals others.

`Quyết định này … thay thế …`; `Điều 1. Sửa đổi …`; `Thông tư số A hết hiệu lực kể từ ngày Thông tư này có hiệu lực`;
a list after a colon carries the verb of its head.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from generator.model import Citation, Document, Effect, EffectKind, Extent, Span
from generator.model.frozen import replace
from generator.parse.effects.deeds import Deed, Deeds, full_end, kind_of, less_of_next, reach, shortened
from generator.parse.effects.ended import Told, ended, ended_list, ends_in
from generator.parse.effects.paper import Order, Paper, articles
from generator.parse.effects.quoted import quoted_blocks
from generator.parse.effects.ranks import possible
from generator.parse.effects.subject import corrected, enacting, is_this, type_of
from generator.parse.effects.times import dated, timed
from generator.parse.paragraphs import paragraphs
from generator.vocab import Vocab

_SENTENCE_END = re.compile(r"(?<!\bTP)[.!?](?=\s)")
_LONGEST_OBJECT = 400
_AFTER = 180
"""Characters after a work in which a restriction of what is done to it may stand."""


def own_effects(document: Document, done: Deeds, vocab: Vocab) -> list[Effect]:
    """Return what the document does to other works by its own operative words."""
    aside = vocab.effects["aside"]
    text = aside.sub(_blank, document.text)  # what brackets say of a work is no deed of this paper
    paper = Paper(
        document=document,
        text=text,
        done=done,
        vocab=vocab,
        enacting=enacting(document, vocab),
        corrects=corrected(document, vocab),
        blocks=quoted_blocks(text),
        articles=articles(document, text, vocab) if enacting(document, vocab) else (),
    )
    cited = [each for each in document.citations if not each.within and text[each.span.start] != " "]
    starts = [each.span.start for each in cited]
    found: list[Effect] = []
    carried: Order | None = None
    changed: Effect | None = None
    for paragraph in paragraphs(text, Span(document.zones.header.end, document.zones.body.end)):
        inside = cited[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        if not inside:
            carried = _head(paper, paragraph)
            found += _of_part(paper, paragraph, changed) if changed is not None else ()
            continue
        opening = text[paragraph.start : inside[0].span.start]
        part = vocab.effects["list_part"].match(opening) if carried else None
        listed = part is not None or vocab.effects["order"].match(opening) is not None
        carried = carried if listed else None
        if all(paper.quoted(each.span.start) for each in inside):
            found += _of_part(paper, paragraph, changed) if changed is not None else ()
            continue  # what is put into a work cites others, and that work is still the one that is changed
        order = replace(carried, words=f" {part['part']} tại ") if carried and part else carried
        for sentence in _sentences(text, paragraph):
            here = [each for each in inside if sentence.start <= each.span.start < sentence.end]
            found += _of_sentence(paper, sentence, here, order) if here else ()
            order = None if here else order
        changed = _alone([each for each in found if each.kind in ("amended", "corrected") and each.target in inside])
    return [each for each in found if _not_itself(document, each.target)]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


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


def _of_sentence(paper: Paper, sentence: Span, cited: Sequence[Citation], order: Order | None) -> Iterator[Effect]:
    run: list[Citation] = []
    told = ends_in(paper, sentence, cited)
    for place, each in enumerate(cited):
        order, joined = _governing(paper, sentence, cited, place, told[place], order, bool(run))
        run = [*run, each] if run and joined else [each]
        if order is not None and not paper.quoted(each.span.start):
            yield from _done(paper, each, order)
        elif order is not None or paper.quoted(each.span.start):
            pass
        elif _corrected_after(paper, sentence, each):
            yield from _done(paper, each, Order("corrected", paper.document.header.type, "", each.span.start))
        elif _against(paper, sentence, run):
            against = Order("repealed", paper.enacting, "", run[0].span.start, partly=True)
            yield from (effect for one in run for effect in _done(paper, one, against))


def _governing(
    paper: Paper, sentence: Span, cited: Sequence[Citation], place: int, told: Told, order: Order | None, in_run: bool
) -> tuple[Order | None, bool]:
    """What a work is governed by, and whether it is joined to the one before, which `order` governs."""
    each, start = cited[place], full_end(cited[place - 1]) if place else sentence.start
    gap = Span(start, each.span.start)
    said = gap.of(paper.text)
    said = paper.vocab.effects["time"].sub("", said) if " đến " in said or "từ " in said else said
    joined = len(said) <= _LONGEST_OBJECT and paper.vocab.effects["joins"].match(said) is not None
    named = paper.vocab.effects["list_part" if order is not None and order.listed else "next_part"]
    part = named.match(said) if order is not None and in_run else None
    if part is not None and order is not None:
        order, joined = replace(order, words=f" {part['part']} tại "), True
    goes_on = order if joined or start == sentence.start else None
    fresh = _ordered(paper, sentence, gap) or _ending(paper, sentence, cited, place, told, goes_on)
    if fresh is not None or goes_on is None or not in_run:
        return fresh or goes_on, joined
    if not goes_on.ends and paper.vocab.effects["else_said"].match(paper.text, full_end(each)):
        return None, joined
    if part is None and each.article:
        goes_on = replace(goes_on, words=less_of_next(goes_on.words, said, paper.vocab))
    return goes_on, joined


def _ending(
    paper: Paper, sentence: Span, cited: Sequence[Citation], place: int, told: Told, order: Order | None
) -> Order | None:
    """What ends a work as the subject of a clause; a head says what becomes of the first of each line."""
    if order is not None and (order.ends or not place):
        return None
    return ended(paper, sentence, cited, place, told, order)


def _alone(changes: Sequence[Effect]) -> Effect | None:
    """The change of the one work that a paragraph changes."""
    return changes[-1] if len({each.target for each in changes}) == 1 else None


def _of_part(paper: Paper, paragraph: Span, above: Effect) -> Iterator[Effect]:
    """A point of a paper that amends or corrects one work: `2. Khoản 2 Điều 3 được sửa đổi như sau:`."""
    words, said = paper.vocab.effects, paragraph.of(paper.text)
    kind: EffectKind = above.kind
    if kind == "corrected":
        point = words["part_corrected"].match(said)
    elif (point := words["wording_changed"].match(said)) is None:
        point = words["part_became"].match(said) or words["part_changed"].match(said)
        kind = kind_of(said[point.start("deed") :], paper.vocab) if point else kind
    if point is None or not words["part_whole"].search(point["part"]) or paper.quoted(paragraph.start):
        return
    left_out = point.groupdict().get("but") or ""
    span = Span(paragraph.start + point.start("part"), paragraph.start + point.end("part"))
    but = "" if point["part"].endswith(left_out) else left_out
    yield Effect(kind, "part", shortened(point["part"] + but), above.target, None, "own", span)


def _against(paper: Paper, sentence: Span, run: Sequence[Citation]) -> bool:
    """`Các quy định tại Quyết định số A trái với Quyết định này đều bãi bỏ`."""
    words, text = paper.vocab.effects, paper.text
    before, after = text[sentence.start : run[0].span.start], text[run[-1].span.end : sentence.end]
    clause = before.rpartition(";")[2]
    return paper.enacting is not None and bool(words["against"].match(clause) and words["against_this"].match(after))


def _corrected_after(paper: Paper, sentence: Span, work: Citation) -> bool:
    """`Tại Thông báo số 190/TB-UBND …, UBND tỉnh xin đính chính như sau:`."""
    words, said = paper.vocab.effects, paper.text[full_end(work) : sentence.end]
    return bool(paper.corrects) and words["is_corrected"].match(said) is not None and not words["asks"].search(said)


def _done(paper: Paper, target: Citation, order: Order) -> Iterator[Effect]:
    if not possible(order.type, paper.document.header.number, None, target, order.kind, paper.vocab):
        return
    if paper.corrects and order.kind == "corrected" and _key(target) not in paper.corrects:
        return
    after = paper.text[full_end(target) : full_end(target) + _AFTER]
    stands = paper.vocab.effects["stands"].match(after) is not None
    if stands or _waits(paper, target, order.words, after) or (order.kind != "replaced" and _misnamed(paper, target)):
        return
    two = paper.vocab.effects["two_deeds"].match(order.words)
    if two is not None:
        span = Span(min(order.start, target.span.start), target.span.end)
        yield Effect(order.kind, "part", shortened(two["part"]), target, None, "own", span)
        order = replace(order, kind=kind_of(two["second"], paper.vocab), words=two["rest"])
    kind, extent, part = reach(order.kind, order.words, target, paper.vocab)
    if extent == "whole" and (order.partly or paper.vocab.effects["restricted"].match(after)):
        extent = "part"
    extent, part = _named_after(paper, target, kind, extent, part)
    but = paper.vocab.effects["but"].match(after)
    part = shortened(f"{part}, {but['but'].strip()}") if part is not None and but is not None else part
    start = min(order.start, target.span.start)
    effect = Effect(kind, extent, part, target, None, "own", Span(start, target.span.end))
    yield dated(paper, target, order, effect)


def _waits(paper: Paper, target: Citation, words: str, after: str) -> bool:
    """Tell whether something else must come first.

    `Bãi bỏ Quyết định số A về phí chợ sau khi Nghị quyết của HĐND tỉnh có hiệu lực`.
    """
    said = paper.text[target.span.end : full_end(target)] + after
    awaits, provided = paper.vocab.effects["awaits"], paper.vocab.effects["provided"]
    return any(map(awaits.match, (words, said))) or provided.match(after) is not None


def _key(target: Citation) -> str | None:
    return target.number.key if target.number is not None else None


def _misnamed(paper: Paper, target: Citation) -> bool:
    """`Đính chính số Quyết định số A thành Quyết định số B`: what is corrected is where A is named."""
    return paper.vocab.effects["misnamed"].match(paper.text, target.span.end) is not None


def _named_after(
    paper: Paper, target: Citation, kind: EffectKind, extent: Extent, part: str | None
) -> tuple[Extent, str | None]:
    """How far an effect goes, and the part, by what is named after the work.

    `Quyết định số A, gồm: khoản 2 Điều 3`.
    """
    words = paper.vocab.effects
    slip = words["slip"].fullmatch(part) if part is not None else kind == "corrected"
    if slip and not target.article:
        place = words["slip_at"].match(paper.text, target.span.end) or words["slip_at"].match(
            paper.text, full_end(target)
        )
        return extent, place["part"] if place else None
    namely = words["namely"].match(paper.text, full_end(target))
    if namely is None or target.article:
        return extent, part
    named = namely["named"].strip()
    if part is not None:
        return extent, shortened(f"{part}: {named}")
    return ("part", shortened(named)) if words["part_first"].match(named) else (extent, part)


def _ordered(paper: Paper, sentence: Span, gap: Span) -> Order | None:
    """The first verb of a gap that this paper says of itself, or orders."""
    for deed in paper.done.within(gap.start, gap.end):
        said = paper.text[deed.end : gap.end]
        words = paper.vocab.effects
        if len(said) > _LONGEST_OBJECT or (words["other_clause"].search(said) and not words["part_but"].match(said)):
            continue
        if _suffered(paper, Span(sentence.start, deed.start), said):
            continue
        type_ = _subject(paper, Span(sentence.start, deed.start), deed) or _letter(paper, sentence, deed)
        if type_ is not None:
            before = words["since"].match(paper.text[sentence.start : deed.start])
            times = [each[0] for each in (before, *words["time"].finditer(said)) if each is not None]
            return timed(Order(deed.kind, type_, words["time"].sub("", said), deed.start), " ".join(times), paper.vocab)
    said = gap.of(paper.text)
    ends = ended_list(paper, said, gap.start) if said.rstrip().endswith(":") else None
    return ends if paper.vocab.effects["this"].search(said) else None


def _letter(paper: Paper, sentence: Span, deed: Deed) -> str | None:
    """The type of a letter that corrects a paper by a sentence which asks nobody to do so."""
    if not paper.corrects or deed.kind != "corrected":
        return None
    asked = paper.vocab.effects["asks"].search(paper.text, sentence.start, deed.start)
    return None if asked else paper.document.header.type


def _suffered(paper: Paper, before: Span, said: str) -> bool:
    """`Khi Quyết định này bị bãi bỏ thì áp dụng …` is no deed.

    `các văn bản sau bị bãi bỏ: …` is this paper's.
    """
    words = paper.vocab.effects
    return words["suffered"].search(before.of(paper.text)) is not None and not words["opens_list"].match(said)


def _subject(paper: Paper, before: Span, deed: Deed) -> str | None:
    """The type of the paper whose deed a verb is, None where it is not this paper's."""
    words, said = paper.vocab.effects, before.of(paper.text)
    own = [each for each in words["this"].finditer(said) if not words["not_subject"].search(said[: each.start()])]
    if own:
        rest = said[own[-1].end() :]
        cited = any(form.regex.search(rest) for form in paper.vocab.citations.forms)
        lists = words["joins"].match(rest.strip()) is not None
        if not words["not_done"].search(rest) and (not cited or lists or words["and"].search(rest)):
            return _own_type(paper, own[-1], before.start)
        return None
    if paper.enacting is None:
        return None
    if (words["order"].match(said) and paper.text[deed.start].isupper()) or words["since"].match(said):
        return paper.enacting
    if words["now"].match(said) or (deed.kind == "extended" and words["allows"].match(said)):
        return paper.enacting
    goes_on = words["enacts"].match(said) and words["and"].search(said) and not words["not_done"].search(said)
    return paper.enacting if goes_on else None


def _own_type(paper: Paper, this: re.Match[str], offset: int) -> str | None:
    """The type that a subject names, None where it is another paper's."""
    named = type_of(this[0], paper.document)
    own = is_this(paper.document, named, paper.text, offset + this.start(), paper.vocab)
    return named if own else None


def _head(paper: Paper, paragraph: Span) -> Order | None:
    """The verb of a list's head that ends in a colon: `Bãi bỏ các văn bản sau đây:`."""
    text, words = paper.text, paper.vocab.effects
    said = paragraph.of(text).rstrip()
    if not said.endswith(":") and not words["bare_head"].match(said):
        return None
    ends = ended_list(paper, said, paragraph.start)
    if ends is not None:
        return replace(ends, listed=True)
    last = [*_sentences(text, paragraph)][-1]
    found = _ordered(paper, last, Span(last.start, paragraph.start + len(said)))
    return replace(found, words=found.words.rstrip(": ") + " ", listed=True) if found else None

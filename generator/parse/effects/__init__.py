"""Tác động (sửa đổi, thay thế, bãi bỏ …).

What a document does to other works, and what it says others did.

An effect is a clause: who, verb, which work, how far, and that it is done. Own effects stand in an enacting sentence
(`own`); told ones in the title of a cited work or in what is said after it (`được sửa đổi, bổ sung bởi …`).
What is asked for, planned or conditional is none; where a work's change is spoken of and none of this fits, its
citation is marked as unsettled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import TypeVar

from generator.model import Citation, Document, Effect, EffectKind, Relation, Span
from generator.model.frozen import replace
from generator.parse.effects.deeds import Deed, Deeds, deeds, full_end, kind_of, less_of_next
from generator.parse.effects.listed import listed_effects, told_in_rows
from generator.parse.effects.own import own_effects
from generator.parse.effects.ranks import in_time, may_change
from generator.parse.effects.told import GAP, by_each, joined, told_effect
from generator.vocab import Vocab

RELATION: Mapping[EffectKind, Relation] = {
    "replaced": Relation.REPLACES,
    "repealed": Relation.REPEALS,
    "amended": Relation.AMENDS,
    "corrected": Relation.MENTION,  # a slip is put right, nothing else changes: of that only its effect tells
    "extended": Relation.EXTENDED,
}
"""The relation of a document to a work by what it does to it itself."""
_SPOKEN = 140
"""Characters before a work in which a change of it is spoken of."""
_Work = TypeVar("_Work")


def find_effects(document: Document, vocab: Vocab) -> Document:
    """Return the document with its effects, and the relations of citations that follow from them."""
    text, cited = document.text, document.citations
    if not cited:
        return document
    done = deeds(text, vocab)
    rows = [*told_in_rows(document, vocab)]
    told_of = {each.target.span for each in rows}
    cells = [each for each in _cells(text, cited, vocab) if each.target.span not in told_of]
    after = [*_became(text, cited, vocab), *cells, *rows]
    laws = [*_laws(text, cited, vocab), *_numbered_laws(text, cited, vocab)]
    told = [*_titles(text, cited, done, vocab), *laws, *_did(text, cited, done, vocab), *after]
    told = [each for each in told if each.by != each.target and may_change(each.by, each.target, each.kind, vocab)]
    told = [each for each in told if in_time(document, each)]
    own = [each for each in own_effects(document, done, vocab) if in_time(document, each)]
    known = {each.target.span for each in (*told, *own)}
    listed = [each for each in listed_effects(document, vocab) if each.target.span not in known]
    listed = [each for each in listed if in_time(document, each)]
    told += [each for each in listed if each.basis == "told"]
    own += [each for each in listed if each.basis == "own"]
    relations = {each.by.span: Relation.MENTION for each in after if each.by is not None}
    relations |= _by_deeds((each.target.span, each.kind) for each in own)
    titled = dict(_in_title(document, own, vocab))
    relations |= titled
    settled = {*titled, *(each.target.span for each in (*told, *own))}
    changed_works = {_key(each.target) for each in (*told, *own)}
    found = []
    for each in cited:
        relation = relations.get(each.span, each.relation)
        open_ = each.span not in settled and (
            _spoken_of(text, each, done, vocab)
            or ((_stays(text, each, vocab) or _ran_out(text, each, vocab)) and _key(each) not in changed_works)
        )
        changed = open_ or relation is not each.relation
        found.append(replace(each, relation=relation, unsettled=open_) if changed else each)
    return replace(document, citations=tuple(found), effects=tuple(sorted({*told, *own}, key=_place)))


def _in_title(document: Document, own: Sequence[Effect], vocab: Vocab) -> Iterator[tuple[Span, Relation]]:
    """What a paper's own title, or who makes it, says that it changes: what its articles do to that work."""
    done = _by_deeds((each.target.number.key, each.kind) for each in own if each.target.number is not None)
    for each in document.citations:
        if each.within or each.number is None or each.number.key not in done:
            continue
        if each.span.start < document.zones.header.end or _made(document, each, vocab):
            yield each.span, done[each.number.key]


def _made(document: Document, citation: Citation, vocab: Vocab) -> bool:
    """Who makes the paper says what its title does: `Bộ trưởng ban hành Thông tư sửa đổi Thông tư số …`."""
    text, start = document.text, citation.span.start
    first = min((each.span.start for each in document.sections), default=start)
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return start < first and vocab.effects["makes"].match(line) is not None


def _by_deeds(changes: Iterable[tuple[_Work, EffectKind]]) -> dict[_Work, Relation]:
    """The relation to each work by all that is done to it: a new annex of it amends, too."""
    done: dict[_Work, Relation] = {}
    for work, kind in changes:
        if kind not in RELATION or done.get(work) is Relation.AMENDS:
            continue
        if kind != "corrected" or work not in done:
            done[work] = RELATION[kind]
    return done


def _place(effect: Effect) -> tuple[Span, Span, str]:
    return effect.span, effect.target.span, effect.kind


# --- in the title of the work that does it -------------------------------------------------------------


def _titles(text: str, cited: Sequence[Citation], done: Deeds, vocab: Vocab) -> Iterator[Effect]:
    """`Nghị định số A … sửa đổi, bổ sung một số điều của Nghị định số B`."""
    for index, by in enumerate(cited):
        titled = by.titled
        if titled is None or not vocab.effects["title_opens"].match(text, titled.start):
            continue
        if vocab.effects["planned"].search(text[max(0, by.span.start - _SPOKEN) : by.span.start]):
            continue
        inner = [each for each in cited[index + 1 :] if titled.start <= each.span.start < titled.end]
        yield from _chain(text, titled.start, inner, by, done, vocab)


def _chain(text: str, at: int, inner: Sequence[Citation], by: Citation, done: Deeds, vocab: Vocab) -> Iterator[Effect]:
    """The works that the verbs of a title govern, until a work that none governs."""
    deed: Deed | None = None
    words = ""
    for target in inner:
        new = next(done.within(at, target.span.start), None)
        if new is not None:
            deed, words = new, text[new.end : target.span.start]
        elif deed is None or not joined(text, at, target, vocab):
            return
        elif target.article:
            words = less_of_next(words, text[at : target.span.start], vocab)
        if vocab.effects["other_clause"].search(words):
            return
        yield told_effect(text, deed.kind, words, target, by, deed.start, vocab)
        at = full_end(target)


def _law_type(name: str, vocab: Vocab) -> str | None:
    word = vocab.cues["citation.law_word"].match(name)
    return word[0].casefold() if word else None


def _laws(text: str, cited: Sequence[Citation], vocab: Vocab) -> Iterator[Effect]:
    """`Luật sửa đổi, bổ sung một số điều của Luật A và Luật B`: both are amended by it."""
    for by in cited:
        name = by.name or ""
        opening = vocab.effects["amending_law"].match(name)
        at = text.find(name, by.span.start) if opening else -1
        if opening is None or at < 0:
            continue
        for start, end in _named_laws(name, opening.end(), vocab):
            law = _written_out(name[start:end], name[opening.end() :])
            span, kind = Span(at + start, at + end), _law_type(law, vocab)
            target = Citation(span, None, kind, None, None, Relation.MENTION, name=law, within=True)
            part = (opening["part"] or "").strip() or None
            yield Effect("amended", "part", part, target, by, "told", Span(at, by.span.end))


def _numbered_laws(text: str, cited: Sequence[Citation], vocab: Vocab) -> Iterator[Effect]:
    """What a law without a number amends: `Luật sửa đổi … của Luật A số 31/2024/QH15, Luật B số …`."""
    part: str | None = None
    at = -1
    for each in cited:
        if not each.within or each.number is None or each.name is None:
            continue
        low = max(0, each.span.start - _SPOKEN)
        opening = vocab.effects["amending_numbered"].search(text[low : each.span.start])
        if opening is not None:
            part = (opening["part"] or "").strip() or None
        elif at < 0 or not joined(text, at, each, vocab):
            at = -1
            continue
        at = full_end(each)
        yield Effect("amended", "part", part, each, None, "told", each.span)


def _named_laws(name: str, start: int, vocab: Vocab) -> Iterator[tuple[int, int]]:
    """Where each law of a list stands.

    `Luật Tổ chức A và Tổ chức B` are two, the word for law is left out.
    """
    marks = list(vocab.effects["named_law"].finditer(name, start))
    starts = [start, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(name)]
    for begin, end in zip(starts, ends, strict=True):
        law = name[begin:end].rstrip(" ,")
        elided = re.search(rf" và (?={re.escape(' '.join(law.split()[1:3]))}\b)", law) if len(law.split()) > 3 else None
        if elided is not None:
            yield begin, begin + elided.start()
            yield begin + elided.end(), begin + len(law)
        elif len(law.split()) > 1:
            yield begin, begin + len(law)


def _written_out(law: str, names: str) -> str:
    kind = "Bộ luật" if names.startswith("Bộ luật") else names.split()[0]
    return law if law.startswith(("Luật ", "Bộ luật ", "Pháp lệnh ")) else f"{kind} {law}"


# --- after the work that it was done to ----------------------------------------------------------------


def _became(text: str, cited: Sequence[Citation], vocab: Vocab) -> Iterator[Effect]:
    """`Nghị định số A … đã được sửa đổi, bổ sung bởi Nghị định số B và Nghị định số C`."""
    for index, target in enumerate(cited):
        start, following = full_end(target), cited[index + 1 :]
        if _ends_with_another(start, following, vocab):
            continue  # what is said is said of the work that the title ends with
        year = vocab.effects["in_year"].match(text[start : start + GAP]) if target.name else None
        if year is not None:
            yield told_effect(text, "amended", year["part"], target, None, start, vocab)
        following = [each for each in following if each.span.start >= start]
        if not following or following[0].span.start - start > GAP:
            continue
        said = vocab.effects["became"].match(text[start : following[0].span.start])
        if said is None or _of_the_titled(text, target, start, vocab) or _supposed(text, target, said, vocab):
            continue
        if not _brought_in_line(said, target, following[0], vocab):
            yield from by_each(text, said, target, following, vocab)


def _supposed(text: str, target: Citation, said: re.Match[str], vocab: Vocab) -> bool:
    """`Nếu Quyết định số A được thay thế bởi Quyết định số B thì …`; what brackets say is done."""
    before = text[max(0, target.span.start - _SPOKEN) : target.span.start]
    return "(" not in said[0] and vocab.effects["supposed"].search(before) is not None


def _brought_in_line(said: re.Match[str], target: Citation, by: Citation, vocab: Vocab) -> bool:
    """`Quyết định số A được điều chỉnh theo Nghị định số B`: not who did so, but what A has to follow."""
    return bool(said["after"]) and by.type != target.type and kind_of(said["deed"], vocab) == "amended"


def _of_the_titled(text: str, target: Citation, start: int, vocab: Vocab) -> bool:
    """Tell whether what follows is said of the title: `công bố các thủ tục được sửa đổi tại …`."""
    titled = target.titled
    if titled is None or titled.end != start or text[start : start + 2].lstrip()[:1] in (",", "(", ";"):
        return False
    return vocab.effects["title_of_changed"].match(text, titled.start) is not None


def _ends_with_another(start: int, following: Sequence[Citation], vocab: Vocab) -> bool:
    """The title ends with a work of which the rest may be said; a decree amends no law."""
    inner = [each for each in takewhile(lambda each: each.span.start < start, following) if start <= full_end(each)]
    by = next((each for each in following if each.span.start >= start), None) if inner else None
    return any(by is None or may_change(by, each, "amended", vocab) for each in inner)


def _cells(text: str, cited: Sequence[Citation], vocab: Vocab) -> Iterator[Effect]:
    """The same with the work and what became of it in two cells of a table."""
    lines: dict[int, Citation] = {}
    for index, each in enumerate(cited):
        line = text.rfind("\n", 0, each.span.start) + 1
        if vocab.effects["order"].match(text[line : each.span.start]):
            lines.setdefault(line, each)
        above = text.rfind("\n", 0, max(0, line - 1)) + 1
        said = vocab.effects["cell"].match(text[line : each.span.start])
        if said is not None and line > 0 and above in lines:
            yield from by_each(text, said, lines[above], cited[index:], vocab)


def _did(text: str, cited: Sequence[Citation], done: Deeds, vocab: Vocab) -> Iterator[Effect]:
    """`Thông tư số B của Bộ Y tế đã thay thế Thông tư số A`."""
    for by, target in pairwise(cited):
        start = full_end(by)
        if not 0 < target.span.start - start <= GAP:
            continue
        deed = next(done.within(start, target.span.start), None)
        if deed is None or not _did_it(text, by, target, deed, vocab):
            continue
        words = text[deed.end : target.span.start]
        if not vocab.effects["other_clause"].search(words):
            yield told_effect(text, deed.kind, words, target, by, start, vocab)


def _did_it(text: str, by: Citation, target: Citation, deed: Deed, vocab: Vocab) -> bool:
    """`Thông tư số B đã thay thế …`, `Thông tư số B (thay thế Thông tư số A)`; not what is only planned."""
    words, start = vocab.effects, full_end(by)
    if words["did"].match(text[start : deed.start]):
        return True
    planned = words["planned"].search(text[max(0, by.span.start - _SPOKEN) : by.span.start])
    return planned is None and words["in_brackets"].match(text[start : target.span.start]) is not None


# --- spoken of, but not settled ------------------------------------------------------------------------


def _key(citation: Citation) -> str:
    return citation.number.key if citation.number is not None else citation.name or ""


def _stays(text: str, citation: Citation, vocab: Vocab) -> bool:
    """Its rest is said to stay, so that something of it was changed, here or elsewhere.

    `Các nội dung khác tại Quyết định số … vẫn giữ nguyên`.
    """
    start, low = citation.span.start, max(0, citation.span.start - 4 * _SPOKEN)
    opening = max(text.rfind("\n", low, start) + 1, low)
    rest = vocab.effects["kept"].match(text[opening:start])
    return rest is not None and vocab.effects["stays"].match(text, full_end(citation)) is not None


def _ran_out(text: str, citation: Citation, vocab: Vocab) -> bool:
    """It is said to have ended, or to end, and not by whom: `Quyết định số … đã hết hiệu lực từ ngày …`."""
    if "hiệu lực" not in text[citation.span.end : full_end(citation) + _SPOKEN]:
        return False
    start, low = citation.span.start, max(0, citation.span.start - _SPOKEN)
    clause = max(text.rfind(mark, low, start) + len(mark) for mark in ("\n", ". ", "; ", ", "))
    subject = vocab.effects["ends_subject"].match(text[max(clause, low) : start])
    after = (citation.span.end, full_end(citation))
    return subject is not None and any(vocab.effects["ran_out"].match(text, at) is not None for at in after)


def _spoken_of(text: str, citation: Citation, done: Deeds, vocab: Vocab) -> bool:
    """The words right before a work, in its sentence, speak of a change of it.

    `đề nghị sửa đổi Nghị định số …`.
    """
    start, low = citation.span.start, max(0, citation.span.start - _SPOKEN)
    sentence = max(text.rfind("\n", low, start), text.rfind(". ", low, start), low)
    for deed in done.within(sentence, start):
        words = text[deed.end : start]
        if vocab.effects["suffered"].search(text[sentence : deed.start]):
            continue  # `các thủ tục bị bãi bỏ tại Thông tư số …`: they were, not the circular
        if vocab.effects["whole"].match(words) or vocab.effects["part_of"].match(words):
            return True
    return False

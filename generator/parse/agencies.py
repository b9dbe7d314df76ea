"""Agencies (cơ quan): names of bodies as they stand in the text, each with the place it bears.

Forms come from `data/agencies.yml`. The leftmost match wins, then the longest, then the earlier form; letters
inside a document's number are no names. What a bare `Ban Dân tộc` means is decided when documents are linked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from generator.model import Document, EntityKind, Mention, Span
from generator.model.frozen import Frozen, replace
from generator.parse.paragraphs import content_end
from generator.text.fold import fold_words
from generator.text.places import matches_at
from generator.text.tones import new_style
from generator.vocab import Vocab
from generator.vocab.entries import AgencyForm

_SYMBOL = re.compile(r"/(?<=[\d\s.…]/)\s?[^\W\d_]{1,7}(?:\s?[-–&]\s?[^\W\d_]+)+")
"""The letters of a symbol, its number printed or left blank: no body is named by them."""
_BEFORE_ENTRY = re.compile(r"(?::|;|,|và|Bộ|các (?:tỉnh|thành phố|huyện|xã|phường|quận)) ")
"""What stands before each entry of a list: only there are forms tried that ask for the head of a list."""
LONGEST_PLACE, USUAL_PLACE = 4, (2, 3)
"""Words of the name of a place at most, and how many it has as a rule."""
_SLOT = re.compile(r"\{(\w+)\}")


class _Found(Frozen):
    span: Span
    order: int
    form: AgencyForm
    match: re.Match[str]
    context: re.Match[str] | None
    """What stands before, where the form asks for it: the head of a list."""


def find_agencies(document: Document, vocab: Vocab) -> Document:
    """Return the document with its agency mentions added, in order of place."""
    text = document.text
    masked = _masked(document)
    found = [f for f in _matches(new_style(text), vocab) if not _inside(f.span, masked)]
    end = content_end(document)
    named = (f for f in _leftmost_longest(found) if f.span.start < end and not _another(text, f.span, vocab))
    printed = (_without_officer(_mention(f, vocab), document, vocab) for f in named)
    mentions = _spelt_out([each for one in printed if (each := _without_name(one, text, vocab)) is not None])
    return replace(document, mentions=tuple(sorted((*document.mentions, *mentions), key=lambda m: m.span)))


def _spelt_out(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Units that a document names in initials bear the one name of theirs that it spells out.

    `Phòng CSDT` beside `Phòng Chính sách Dân tộc`; where none or several fit, they stay as printed.
    """
    full = {each.name for each in mentions if not each.name.rpartition(" ")[2].isupper()}
    initials: dict[str, set[str]] = {}
    for name in full:
        head, _, rest = name.partition(" ")
        initials.setdefault(f"{head} {''.join(word[0] for word in rest.split()).upper()}", set()).add(name)
    meant = {short: next(iter(names)) for short, names in initials.items() if len(names) == 1}
    return tuple(replace(each, name=meant[each.name]) if each.name in meant else each for each in mentions)


def _masked(document: Document) -> tuple[Span, ...]:
    """Where no agency is read: symbols, the paper's own and those of cited documents."""
    spans = [Span(*match.span()) for match in _SYMBOL.finditer(document.text)]
    for citation in document.citations:
        if citation.number is not None:
            at = document.text.find(citation.number.raw, citation.span.start)
            if at >= 0:
                spans.append(Span(at, at + len(citation.number.raw)))
    return tuple(sorted(spans))


def _inside(span: Span, masked: Sequence[Span]) -> bool:
    """Whether a match takes its letters from a symbol.

    A name that holds a whole one does not (`Ban Chỉ đạo 57`).
    """
    i = bisect_right(masked, span.start, key=attrgetter("start"))
    near = masked[max(0, i - 1) : i + 1]
    return any(m.start < span.end and span.start < m.end and not span.start < m.start < m.end <= span.end for m in near)


def _matches(text: str, vocab: Vocab) -> Iterator[_Found]:
    for order, form, match in (*vocab.together.bodies.matches(text), *_in_lists(text, vocab.agencies)):
        start, end = match.span()
        if (start and text[start - 1].isalpha()) or (end < len(text) and text[end].isalpha()):
            continue
        context = form.after.search(text, max(0, start - 300), start) if form.after else None
        if context or not form.after:
            yield _Found(Span(start, end), order, form, match, context)


def _in_lists(text: str, forms: Iterable[AgencyForm]) -> Iterator[tuple[int, AgencyForm, re.Match[str]]]:
    entries = tuple(match.end() for match in _BEFORE_ENTRY.finditer(text))
    for order, form in enumerate(forms):
        if form.after:
            yield from ((order, form, match) for match in matches_at(text, form.regex, entries))


def _leftmost_longest(found: Iterable[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.span.start, -f.span.end, f.order)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _another(text: str, span: Span, vocab: Vocab) -> bool:
    """Whether words around a match make it part of another name: the whole name or nothing.

    `Đảng ủy` before `Chính phủ` is another body, `Luật Tổ chức` before it is a law, `Lào` after it another state's.
    """
    if any(vocab.together.longer.matches(text, max(0, span.start - 120), span.start)):
        return True
    return vocab.cues["agency.abroad"].match(text, span.end) is not None


def _place(place: str | None, span: Span, vocab: Vocab) -> tuple[str | None, Span]:
    """A province of three syllables or more that no table knows is a person's name after a bare `tỉnh`."""
    words = (place or "").split(" ")
    if (
        place is None
        or words[0].lower() != "tỉnh"
        or len(words) < 4
        or fold_words(" ".join(words[1:])) in vocab.place_names
    ):
        return place, span
    return words[0], Span(span.start, span.end - len(place) + len(words[0]))


def _without_officer(mention: Mention, document: Document, vocab: Vocab) -> Mention:
    """The body without the name of who holds its office, in a commune's own paper.

    `Chủ tịch UBND xã Lò Văn Thử`.
    """
    person = vocab.cues["agency.person_place"].match(mention.place or "")
    if person is None or mention.place is None:
        return mention
    level = mention.place[: person.start("name")].strip()
    start, own = mention.span.start, f"{document.header.superior} {document.header.issuer}".casefold()
    office = vocab.cues["agency.officer"].search(document.text, max(0, start - 40), start)
    if office is None or f" {level.casefold()} " not in own or mention.place.casefold() in own:
        return mention
    end = mention.span.end - (len(mention.place) - len(level))
    return replace(mention, place=level, span=Span(start, end))


def _without_name(mention: Mention, text: str, vocab: Vocab) -> Mention | None:
    """The body without the name of who holds its office, None where no word tells where its place ends.

    `Chủ tịch UBND huyện Suối Vàng Ma Văn Đồng`.
    """
    level, rest = vocab.split_level(mention.place or "")
    start, at = mention.span.start, mention.span.end - len(rest)
    if vocab.cues["agency.officer"].search(text, max(0, start - 40), start) is None:
        return mention
    if not rest:
        behind = vocab.cues["agency.name_behind"].search(mention.name)
        cut = len(mention.name) - behind.start() if behind else 0
        return replace(mention, name=mention.name[: -cut or None], span=Span(start, mention.span.end - cut))
    run = vocab.cues["agency.name_run"].match(text, at)
    words = run[0].split() if run and text.startswith(rest, at) else []
    kept = _place_words(words, level.name if level else mention.name, text, vocab)
    if kept is None or kept >= len(rest.split()):
        return mention
    if kept == 0:
        return None
    cut = len(rest) - len(" ".join(words[:kept]))
    place = (mention.place or "")[: -cut or None]
    return replace(mention, place=place, span=Span(start, mention.span.end - cut))


def _place_words(words: Sequence[str], level: str, text: str, vocab: Vocab) -> int | None:
    """How many words of a row of capitals are the place's, 0 where nobody knows.

    None where all of them are.
    """
    middles = [i for i, word in enumerate(words) if vocab.cues["agency.middle_name"].fullmatch(word) and i > 1]
    if not middles and len(words) <= LONGEST_PLACE:
        return None
    kept = middles[-1] - 1 if middles else 0
    if kept in USUAL_PLACE:
        return kept
    told = [n for n in (1, *USUAL_PLACE) if re.search(rf"{level} {re.escape(' '.join(words[:n]))}(?! ?\w)", text)]
    return told[0] if len(told) == 1 and kept in (0, told[0]) else 0


def _mention(found: _Found, vocab: Vocab) -> Mention:
    before = found.context.groupdict() if found.context else {}
    stated = {k: v or "" for k, v in {**before, **found.match.groupdict()}.items()}
    groups = {k: vocab.official.get(fold_words(v), v) for k, v in stated.items()}
    name = " ".join(_SLOT.sub(lambda m: groups.get(m[1], ""), found.form.name).split())
    at = stated.get("place") or None
    if found.context is not None and stated.get("item"):
        at = f"{found.context['kind']} {stated['item']}"
    place, span = _place(at, found.span, vocab)
    return Mention(
        kind=EntityKind.AGENCY,
        span=span,
        name=vocab.official.get(fold_words(name), name) if "{" in found.form.name else name,
        place=place.strip() if place else None,
        form=found.form.id,
    )

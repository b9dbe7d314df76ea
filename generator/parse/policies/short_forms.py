"""Chữ viết tắt: the short forms that a paper defines, each with the words that it stands for.

Two things prove a definition: the letters in brackets are the first letters of the words right before them
(`thủ tục hành chính (TTHC)`), or the brackets say so right after a name that is known
(`Sở Dân tộc và Tôn giáo (sau đây viết tắt là Sở)`). Where neither holds, what is shortened is unknown, and nothing is
told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.model import Document, EntityKind, Mention, ShortForm, Span
from generator.model.frozen import replace
from generator.parse.paragraphs import content_end
from generator.text.fold import fold_words
from generator.vocab import Vocab

_WORD = re.compile(r"[^\W_]+")
_SKIPPED = ("va",)
"""Words that short forms often leave out: `và`."""
_LONGEST = 200
SEVERAL = 3
"""Words of a short form that names its body wherever it stands; fewer are common words: `Sở`, `Công ty`."""
_STOP = re.compile(r"[.;:\n()“”\"]")


def find_short_forms(document: Document, vocab: Vocab) -> Document:
    """Return the document with the short forms that it defines, in the order of its text."""
    names = {each.span.end: each.span for each in document.mentions if each.kind is not EntityKind.PERSON}
    persons = [each.span for each in document.mentions if each.kind is EntityKind.PERSON]
    found = (each for each in _defined(document.text, names, vocab))
    kept = tuple(each for each in found if not any(_meet(each, person) for person in persons))
    again = {each.span: each for each in _named_again(document, kept, vocab)}
    others = (each for each in document.mentions if each.span not in again)
    mentions = tuple(sorted((*others, *again.values()), key=lambda m: m.span)) if again else document.mentions
    return replace(document, short_forms=kept, mentions=mentions)


def _named_again(document: Document, defined: Sequence[ShortForm], vocab: Vocab) -> Iterator[Mention]:
    """Yield the bodies called by a defined short form of several words, and their offices."""
    text, end, bodies = document.text, content_end(document), {}
    for each in document.mentions:
        if each.kind is EntityKind.AGENCY:
            bodies[each.span] = each
    for words, longs in _meanings(text, defined).items():
        short, body = longs[0], bodies.get(longs[0].long)
        if body is None or len(longs) > 1 or len(words.split()) < SEVERAL:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text[:end]):
            office = vocab.cues["short.office"].search(text, max(0, match.start() - 20), match.start())
            span = Span(office.start() if office else match.start(), match.end())
            meets = any(
                each.start < span.end and span.start < each.end and (each != span or held.name != words)
                for each, held in bodies.items()
            )
            if span.start > short.short.start and not meets and not vocab.cues["short.goes_on"].match(text, span.end):
                name = f"{vocab.canonical.office}, {body.name}" if office else body.name
                yield replace(body, span=span, name=name)


def _meanings(text: str, defined: Sequence[ShortForm]) -> Mapping[str, list[ShortForm]]:
    """Each short form with its definitions."""
    found: dict[str, list[ShortForm]] = {}
    for each in defined:
        found.setdefault(each.short.of(text), []).append(each)
    return found


def _meet(found: ShortForm, person: Span) -> bool:
    return person.start < found.short.end and found.long.start < person.end


def _defined(text: str, names: Mapping[int, Span], vocab: Vocab) -> Iterator[ShortForm]:
    for match in vocab.cues["short.defined"].finditer(text):
        group = "told" if match["told"] else "letters"
        short = Span(*match.span(group))
        end = len(text[: match.start()].rstrip())
        long = _initials(text, end, match[group])
        if long is None and group == "told":
            long = _named(text, names.get(end), match[group]) or _numbered(text, names, end, match[group])
        if long is not None:
            yield ShortForm(short, long)


def _named(text: str, name: Span | None, short: str) -> Span | None:
    """Return a name that begins as its short form does: `Đề án 1120` is none of the body that approved it."""
    first = _WORD.search(short)
    begins = _WORD.match(text, name.start) if name else None
    return name if first and begins and fold_words(first[0]) == fold_words(begins[0]) else None


def _numbered(text: str, names: Mapping[int, Span], end: int, short: str) -> Span | None:
    """Return the last name of which a short form has the first words, and then a number.

    `Ban Chỉ đạo quốc gia về chuyển đổi số giai đoạn 2021 - 2025 (gọi tắt là Ban Chỉ đạo quốc gia 57)`.
    """
    words, _, number = short.rpartition(" ")
    if not number.isdigit() or len(words.split()) < SEVERAL:
        return None
    start = max(map(names.__getitem__, (at for at in names if end - _LONGEST < at <= end)), default=None)
    fits = start is not None and f"{start.of(text)} ".startswith(f"{words} ") and not _STOP.search(text, start.end, end)
    return start if fits else None


def _initials(text: str, end: int, short: str) -> Span | None:
    """Return the words up to `end` whose first letters a short form has, None where they are others."""
    letters = [each for each in fold_words(short) if each.isalpha()]
    if len(letters) < 2 or not all(char.isupper() or not char.isalpha() for char in short):
        return None
    start = max(0, end - _LONGEST)
    stops = [match.end() for match in _STOP.finditer(text, start, end)]
    words = list(_WORD.finditer(text, stops[-1] if stops else start, end))
    while letters and words:
        word = words.pop()
        folded = fold_words(word[0])
        if folded[:1] == letters[-1]:
            letters.pop()
        elif folded not in _SKIPPED:
            return None
        first = word.start()
    return None if letters else Span(first, end)

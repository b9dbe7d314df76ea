"""Policies (chính sách, chương trình, đề án, dự án, phong trào …): names with their extent.

A name opens with its kind and runs to the first stop word, or to the closing quote. A short form that the
document itself defines (`sau đây viết tắt là Chương trình`) stands for its long form afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.model import Document, EntityKind, Mention, Span
from generator.vocab import Vocab

LONGEST = 260
_QUOTED = re.compile(r"\s?[“\"](?P<inside>[^“”\"\n]{3,240})[”\"]")
_HARD_STOP = re.compile(r"[.;()\[\]\n“”\"…]|:(?! )|,(?= ?(?:…|\.\.\.))")
_COLON = re.compile(r"\d{1,2}: (\w)")


def find_policies(document: Document, vocab: Vocab) -> Document:
    """Return the document with policy mentions and the short forms that it defines."""
    found: list[Mention] = []
    defined: list[tuple[str, str]] = list(document.abbreviations)
    for start, end, name, kind in _named(document, vocab):
        if found and start < found[-1].span.end:
            continue
        found.append(Mention(EntityKind.POLICY, Span(start, end), name, form=kind))
        short = vocab.cues["policy.defined"].match(document.text, end)
        if short:
            defined.append((short["short"].strip(), name))
    found += list(_short_forms(document.text, found, defined, vocab))
    mentions = tuple(sorted((*document.mentions, *found), key=lambda m: m.span))
    return replace(document, mentions=mentions, abbreviations=tuple(defined))


def _named(document: Document, vocab: Vocab) -> Iterator[tuple[int, int, str, str]]:
    text = document.text
    numbers = [c.span for c in document.citations if c.number is not None]
    opened = sorted(
        ((m.start(), -m.end(), m, f) for f in vocab.policy_heads for m in f.regex.finditer(text)),
        key=lambda found: found[:2],
    )
    last = 0
    for start, _, match, form in opened:
        if (vocab.cues["policy.group"].search(text, max(0, start - 12), start) and match[0][0].islower()) or vocab.cues[
            "policy.count"
        ].search(text, max(0, start - 5), start):
            continue
        if start < last or (start and text[start - 1].isalpha()) or any(s.start <= start < s.end for s in numbers):
            continue
        end = _name_end(text, match, form.kind, vocab)
        name = _plain(text[start:end])
        if not _is_name(name):
            continue
        last = end
        yield start, end, name, form.kind


def _is_name(name: str) -> bool:
    """A head and a word more name nothing (`Đề án phê duyệt`); a quote, a number or an abbreviation does."""
    return len(name.split()) >= 5 or any(c.isdigit() or c in '“"' for c in name) or name.isupper()


def _plain(name: str) -> str:
    return " ".join(name.split())


def _name_end(text: str, head: re.Match[str], kind: str, vocab: Vocab) -> int:
    quoted = _QUOTED.match(text, head.end())
    if quoted:
        return quoted.end()
    window = text[head.end() : head.end() + LONGEST]
    hard = _HARD_STOP.search(window)
    limit = hard.start() if hard else len(window)
    for form in vocab.policy_stops:
        stop = form.regex.search(window, 0, limit)
        limit = stop.start() if stop else limit
    numbered = _COLON.match(window.lstrip())
    colon = window.find(":", 0, limit)
    if colon >= 0 and not (numbered and numbered[1].isupper()):
        limit = colon
    if kind == "chính sách" and "," in window[:limit]:
        limit = window.index(",")
    name = window[:limit]
    inside = vocab.cues["policy.period"].search(name)
    if inside:
        return head.end() + inside.end()
    period = vocab.cues["policy.period"].match(text, head.end() + limit)
    if period:
        return period.end()
    return head.end() + len(vocab.cues["policy.tail"].sub("", name))


def _short_forms(text: str, found: list[Mention], defined: list[tuple[str, str]], vocab: Vocab) -> Iterator[Mention]:
    """The short forms that the document defines, wherever they stand alone afterwards."""
    for short, name in defined:
        kind = next((m.form for m in found if m.name == name), None)
        for match in re.finditer(rf"(?<![^\W\d_]){re.escape(short)}(?![^\W\d_])", text):
            if vocab.cues["policy.not_short"].match(text, match.end()):
                continue
            span = Span(*match.span())
            if not any(m.span.start < span.end and span.start < m.span.end for m in found):
                yield Mention(EntityKind.POLICY, span, name, form=kind)

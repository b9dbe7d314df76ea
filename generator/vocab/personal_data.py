"""Dữ liệu cá nhân: where a text tells of a person what is not for everybody, by the form of the words alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.model import Span
from generator.vocab import tables
from generator.vocab.entries import PersonalForm, PersonalKind

REACH = 300
"""Characters before a datum in which the person stands whose it is."""
NEAR = 60
"""Characters before a datum in which words stand that make it an office's own."""
_SENTENCE_END = re.compile(r"[.;!?]\s|\n\s{0,40}\n")


@dataclass(frozen=True, slots=True)
class Personal:
    """A datum of a person (dữ liệu cá nhân): its kind, and where it stands."""

    kind: PersonalKind
    span: Span


def find_personal_data(text: str, contacts: Collection[str] = ()) -> tuple[Personal, ...]:
    """Return the personal data of a text in order (dữ liệu cá nhân), without `contacts` that are an office's own."""
    official = frozenset(map(_same, contacts))
    found = (
        Personal(form.kind, Span(*match.span("datum")))
        for form in tables.personal_data().forms
        for match in form.regex.finditer(text)
        if _is_personal(form, text, match.start("datum"), match.start()) and _same(match["datum"]) not in official
    )
    return tuple(_apart(sorted(found, key=lambda each: (each.span.start, -each.span.end))))


def _is_personal(form: PersonalForm, text: str, datum: int, start: int) -> bool:
    if form.unless and form.unless.search(text[max(0, datum - NEAR) : datum]):
        return False
    if not form.named:
        return True
    before = text[max(0, start - REACH) : start]
    sentence = before[max((end.end() for end in _SENTENCE_END.finditer(before)), default=0) :]
    return tables.personal_data().person.regex.search(sentence) is not None


def _apart(found: list[Personal]) -> Iterator[Personal]:
    """Leave out what stands inside of another one."""
    done = 0
    for each in found:
        if each.span.start >= done:
            yield each
            done = each.span.end


def _same(contact: str) -> str:
    """What makes two contacts one: the figures of a telephone number, the letters of any other."""
    figures = re.sub(r"[\s.()-]", "", contact).casefold()
    return re.sub(r"^\+84", "0", figures)

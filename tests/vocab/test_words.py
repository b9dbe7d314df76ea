"""`words` of personal data: a text without any of them cannot hold a match, so nothing is missed by not looking."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest

from generator.text.fold import caseless
from generator.vocab import tables
from generator.vocab.entries import PersonalForm

FORMS = [form for form in tables.personal_data().forms if form.words]
SPELLINGS = 300
"""Of each pattern; by far more than it has alternatives."""
ANY = "\0"
"""Stands for a letter that may be any of several."""


def spelt(parts: Iterable[tuple[Any, Any]], random: Random) -> str:
    """Return what a match of a pattern looks like, as its parts say; one of the many."""
    return "".join(_spelt(str(kind), value, random) for kind, value in parts)


def _spelt(kind: str, value: Any, random: Random) -> str:
    match kind:
        case "LITERAL":
            return chr(value)
        case "IN":
            kind, of = random.choice(value)
            return chr(of) if str(kind) == "LITERAL" else ANY
        case "ANY" | "NOT_LITERAL":
            return ANY
        case "BRANCH":
            return spelt(random.choice(value[1]), random)
        case "SUBPATTERN":
            return spelt(value[3], random)
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, parts = value
            return "".join(spelt(parts, random) for _ in range(random.choice((least, min(most, least + 1)))))
        case "ASSERT":
            ahead, parts = value
            return spelt(parts, random) if ahead == 1 else ""
        case "ASSERT_NOT" | "AT":
            return ""
    raise AssertionError(f"a part of a pattern that this test does not know: {kind}")


@pytest.mark.parametrize("form", FORMS, ids=[form.id for form in FORMS])
def test_every_match_holds_one_of_the_words(form: PersonalForm) -> None:
    parts, random = re._parser.parse(form.regex.pattern), Random(form.id)  # type: ignore[attr-defined]
    for text in (spelt(parts, random) for _ in range(SPELLINGS)):
        assert any(word in caseless(text) for word in form.words), f"{form.id}: {text!r} holds none of {form.words}"


def test_letters_that_patterns_take_for_one_are_one_when_words_are_sought() -> None:
    assert all(word == caseless(word) for form in FORMS for word in form.words)
    letters = "".join(sorted({letter for form in FORMS for word in form.words for letter in word}))
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    alike = re.findall(f"(?i:[{re.escape(letters)}])", every)
    assert {"\u0130", "\u0131", "\u017f", "\u212a"} <= set(alike)
    assert [each for each in alike if caseless(each) not in letters] == []

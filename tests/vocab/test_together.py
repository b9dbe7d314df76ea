"""Forms that are looked for together find what each finds by itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import fields
from importlib import import_module
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import vocab
from generator.vocab import personal_data
from generator.vocab.beginnings import MOST, beginnings, held
from generator.vocab.entries import Phrase
from generator.vocab.together import Together, together
from tests.laws.test_robust import PATTERNS

SPELLINGS = 4
"""Of each pattern; all patterns are tried on those of all others."""
SOME = 60
"""Patterns of other kinds, of which no two are looked for together otherwise."""
ANY = "\0"
"""Stands for a letter that may be any of several."""
LOADED = vocab.load()
PARTS = ("a", "b", "[ab]", "[^a]", "(?:ab|b|)", "a?", "b{2,3}", "(?:a|ba)+?", r"\b", "(?<=b)", "(?!ab)", ".", "(?i:a)")
MORE = ("^", "(?m:^)", "$", "a*", "(?>ab|a)", "(?=a)")


def spelt(parts: Iterable[tuple[Any, Any]], random: Random) -> str:
    """Return what a match of a pattern looks like, as its parts say; one of the many."""
    return "".join(_spelt(str(kind), value, random) for kind, value in parts)


def _spelt(kind: str, value: Any, random: Random) -> str:
    match kind:
        case "LITERAL":
            return random.choice((chr(value),) * 8 + (chr(value).upper(), chr(value).lower()))
        case "RANGE":
            return chr(random.randint(*value))
        case "IN":
            kind, value = random.choice(value)
            return _spelt(str(kind), value, random)
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
        case "CATEGORY":
            return {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "ạ"}.get(str(value), ANY)
        case "ANY" | "NOT_LITERAL":
            return ANY
        case "GROUPREF_EXISTS":
            return spelt(value[1], random)
        case "ASSERT_NOT" | "AT" | "NEGATE":
            return ""
    raise AssertionError(f"a part of a pattern that this test does not know: {kind}")


def looked_for(patterns: Iterable[re.Pattern[str]]) -> Together[Phrase]:
    return together({order: Phrase(examples=(), regex=each) for order, each in enumerate(patterns)})


def alone(forms: Together[Any], text: str, start: int = 0, end: int = 10**6) -> list[tuple[int, Any, re.Match[str]]]:
    """Return what each form finds by itself."""
    return [(n, form, match) for n, form in forms.forms.items() for match in form.regex.finditer(text, start, end)]


def shown(found: Iterable[tuple[int, Any, re.Match[str]]]) -> list[tuple[int, tuple[int, int], dict[str, str]]]:
    return [(order, match.span(), match.groupdict()) for order, _, match in found]


def test_patterns_of_the_tables_find_together_what_each_finds() -> None:
    tables = (each for name, each in PATTERNS if not name.startswith("vocab.printed"))
    every = dict.fromkeys((*tables, *(form.regex for form in personal_data.forms().forms.values())))
    parse, random = import_module("re._parser").parse, Random(7)
    parsed = [parse(each.pattern, each.flags) for each in every]
    texts = ["\n".join(spelt(each, random) for each in parsed) for _ in range(SPELLINGS)]
    known = [getattr(LOADED.together, field.name) for field in fields(LOADED.together)]
    some = looked_for(random.sample(list(every), SOME))
    for forms in (*known, personal_data.forms(), some):
        assert len(forms.begun) > len(forms.forms) > 2 * len(forms.anywhere)
        examples = [example for form in forms.forms.values() for example in form.examples]
        found = [alone(forms, text) for text in (*texts, *examples)]
        assert [shown(forms.matches(text)) for text in (*texts, *examples)] == list(map(shown, found))
        assert len({order for each in found for order, *_ in each}) > len(forms.forms) * (0.9 if examples else 0.3)


@given(
    st.lists(st.lists(st.sampled_from(PARTS + MORE), min_size=1, max_size=5).map("".join), min_size=1, max_size=4),
    st.text("abAc\n", max_size=12),
    st.integers(0, 4),
    st.integers(0, 13),
)
def test_patterns_find_together_what_each_finds(written: list[str], text: str, start: int, end: int) -> None:
    forms = looked_for(map(re.compile, written))
    assert shown(forms.matches(text)) == shown(alone(forms, text))
    assert shown(forms.matches(text, start, end)) == shown(alone(forms, text, start, end))


@pytest.mark.parametrize(
    ("pattern", "begins", "holds"),
    [
        (r"(?<!Phó )(?P<ten>Sở|Ban) Y tế", ["Ban Y tế", "Sở Y tế"], ["Ban Y tế", "Sở Y tế"]),
        (r"[Dd]ự án(?: thành phần)? \d", ["Dự án ", "dự án "], None),
        (r"(?:19|20)\d{2}", ["19", "20"], None),
        (r"(?i:tk)", ["TK", "Tk", "tK", "tk", "T\u212a", "t\u212a"], None),
        (r"\w+@", [], ["@"]),
        (r"\w ?(?:@|\(at\))", [], ["(at)", "@"]),
        (r"(?:Sở)?", [], []),
        (r"Sở|", [], []),
        (r"[^a]|b", [], []),
        (r"(?:ab)+c", ["abab", "abc"], None),
        (r"a{3}b", ["aaab"], None),
        (f"{'ab' * 9}", ["ababababab"], None),
    ],
)
def test_what_a_match_begins_with_or_holds(pattern: str, begins: list[str], holds: list[str] | None) -> None:
    form = re.compile(pattern)
    assert sorted(beginnings(form)) == sorted(begins)
    assert sorted(held(form)) == sorted(begins if holds is None else holds)


def test_letters_that_differ_in_case_alone_are_all_known() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in "ikåsơđ":
        assert {*beginnings(re.compile(f"(?i:{letter})"))} == {*re.findall(f"(?i:{letter})", every)}


def test_of_very_many_beginnings_fewer_and_shorter_ones_are_told() -> None:
    known = beginnings(re.compile("[a-z][a-z][a-z]"))
    assert known == tuple("abcdefghijklmnopqrstuvwxyz")
    assert beginnings(re.compile("[a-z]b[ab]{9}"))[:1] == ("abaa",)
    assert len(known) <= MOST


def test_where_re_is_another_one_patterns_are_looked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    form = re.compile("Sở|Ban của họ")
    monkeypatch.delattr("re._parser.parse")
    assert (beginnings(form), held(form)) == ((), ())
    monkeypatch.undo()
    assert looked_for([form]).begun
    monkeypatch.setattr("generator.vocab.beginnings._parts", lambda _: [("unknown", None, 0)])
    forms = looked_for([re.compile("Sở|Ban của bà")])
    assert (forms.begun, forms.anywhere) == ({}, {0: ("",)})
    assert shown(forms.matches("Sở, Ban của bà")) == shown(alone(forms, "Sở, Ban của bà")) != []

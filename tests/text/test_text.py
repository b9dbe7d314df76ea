"""Small text functions: tables of cases (`cases/{fold,collate,dates,numerals}.yml`) and laws."""

from __future__ import annotations

import calendar
import re
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.model import PartialDate
from generator.text import collate, dates, fold, numerals
from generator.text.numerals import ordinal
from generator.text.places import matches_at
from generator.text.tones import new_style
from tests.support.places import CASES

LETTERS = "aàảãáạăằặâấbcdđeéêệghiklmnoọôốơợpqrstuưựvxyAÀĐÊÔƯ"
FORMS = ("ngày {d}/{m}/{y}", "{d}-{m}-{y}", "ngày {d:02} tháng {m:02} năm {y}", "{d}.{m}.{y}", "{d}/{m} năm {y}")

vietnamese = st.text(alphabet=LETTERS + " 0129-/.", max_size=40)
any_text = vietnamese | st.text(max_size=60)
shuffled = st.lists(any_text).flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts)))
date_like = st.lists(
    st.sampled_from([*"0123456789/-. \n…", "ngày", "tháng", "năm", "2021", "12/4/", " năm "]), max_size=25
).map("".join)


def cases(name: str) -> Any:
    """Return the cases of a table, each named by its `why`."""
    return [pytest.param(case, id=case["why"]) for case in yaml.safe_load((CASES / name).read_text("utf-8"))]


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Return any date that a calendar has, as far as it may be known."""
    year = draw(st.integers(1800, 2199))
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, calendar.monthrange(year, month)[1])) if month else None
    return PartialDate(year, month, day)


# --- tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("text/fold.yml"))
def test_fold(case: dict[str, Any]) -> None:
    assert getattr(fold, case["function"])(case["text"]) == case["want"]


@pytest.mark.parametrize("case", cases("text/collate.yml"))
def test_order(case: dict[str, Any]) -> None:
    key = getattr(collate, case["key"])
    backwards = case["order"][::-1]
    assert sorted(backwards, key=key) == case["order"]


@pytest.mark.parametrize("case", cases("text/dates.yml"))
def test_dates(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [[span.of(text), str(date)] for span, date in dates.find_dates(text)] == case["want"]


@pytest.mark.parametrize("case", cases("text/numerals.yml"))
def test_numerals(case: dict[str, Any]) -> None:
    assert getattr(numerals, case["function"])(case["text"]) == case["want"]


# --- folding ---------------------------------------------------------------------------------------


@given(any_text)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold.fold(fold.fold(text)) == fold.fold(text)
    assert fold.fold_words(fold.fold_words(text)) == fold.fold_words(text)


@given(any_text, st.integers(1, 60))
def test_a_slug_is_short_plain_and_stays_itself(text: str, limit: int) -> None:
    slug = fold.slugify(text, limit)
    assert len(slug) <= limit
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert fold.slugify(slug, limit) == slug


# --- order -----------------------------------------------------------------------------------------


@given(shuffled)
def test_there_is_one_order(lists: tuple[list[str], list[str]]) -> None:
    texts, others = lists
    ordered = sorted(texts, key=collate.sort_key)
    assert sorted(others, key=collate.sort_key) == ordered
    for before, after in pairwise(ordered):
        assert (collate.sort_key(before) < collate.sort_key(after)) == (before != after)


@given(shuffled)
def test_persons_have_one_order(lists: tuple[list[str], list[str]]) -> None:
    names, others = lists
    assert sorted(names, key=collate.given_name_key) == sorted(others, key=collate.given_name_key)


@given(st.integers(0, 10**40), st.integers(0, 10**40))
def test_numbers_of_any_size_are_ordered(one: int, other: int) -> None:
    assert (collate.sort_key(f"{one}/QĐ") < collate.sort_key(f"{other}/QĐ")) == (one < other)


# --- dates -----------------------------------------------------------------------------------------


@given(partial_dates())
def test_a_date_is_read_back_from_what_it_prints(date: PartialDate) -> None:
    assert dates.parse_date(str(date)) == date


@given(partial_dates(), st.sampled_from(FORMS))
def test_every_form_is_read(date: PartialDate, form: str) -> None:
    whole = PartialDate(date.year, date.month or 1, date.day or 1)
    written = form.format(y=whole.year, m=whole.month, d=whole.day)
    assert dates.parse_date(f"ban hành {written}, có hiệu lực") == whole


@given(any_text | date_like)
def test_found_dates_are_in_order_and_in_range(text: str) -> None:
    found = dates.find_dates(text)
    ends = [0, *(offset for span, _ in found for offset in (span.start, span.end)), len(text)]
    assert ends == sorted(ends)
    assert all(dates.parse_date(text[span.start : span.end]) == date for span, date in found)
    if found:
        assert dates.parse_date(text) == found[0][1]


@given(any_text | date_like)
def test_reading_a_date_never_raises(text: str) -> None:
    dates.parse_date(text)


# --- numerals --------------------------------------------------------------------------------------


@given(any_text | st.text(alphabet="0123456789.,", max_size=400))
def test_reading_a_number_never_raises(text: str) -> None:
    value = numerals.read_number(text)
    assert value is None or value >= 0
    numerals.roman(text)


@given(st.integers(0, 10**12))
def test_grouped_thousands_are_read_back(number: int) -> None:
    assert numerals.read_number(f"{number:,}".replace(",", ".")) == number


TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@pytest.mark.parametrize("number", range(1, 100))
def test_roman_numerals_are_read(number: int) -> None:
    assert numerals.roman(TENS[number // 10] + ONES[number % 10]) == number


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("CỘNG HOÀ", "CỘNG HÒA"),
        ("hoàn thành", "hoàn thành"),
        ("quý III", "quý III"),
    ],
)
def test_tones_are_placed_the_new_way(old: str, new: str) -> None:
    assert new_style(old) == new
    assert new_style(new) == new


@given(st.text())
def test_placing_tones_keeps_the_length(text: str) -> None:
    assert len(new_style(text)) == len(text)


@given(text=st.text("ab ", max_size=30), pattern=st.sampled_from(["a+", "ab|b", "(?<=b)a ?b*", "a a"]))
def test_matches_at_every_place_are_those_that_are_searched_for(text: str, pattern: str) -> None:
    form = re.compile(pattern)
    assert [m.span() for m in matches_at(text, form, range(len(text)))] == [m.span() for m in form.finditer(text)]
    assert list(matches_at(text, form, ())) == []


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        *((n, "lowerLetter", w) for n, w in ((1, "a"), (2, "b"), (26, "z"), (27, "aa"), (28, "bb"), (53, "aaa"))),
        (28, "upperLetter", "BB"),
        *((n, "upperRoman", w) for n, w in ((1, "I"), (4, "IV"), (49, "XLIX"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX"))),
        (14, "lowerRoman", "xiv"),
        (7, "none", ""),
        (7, "decimal", "7"),
    ],
)  # fmt: skip
def test_a_label_is_written_as_word_processors_do(number: int, form: str, written: str) -> None:
    assert ordinal(number, form) == written

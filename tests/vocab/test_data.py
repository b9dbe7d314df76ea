"""Knowledge of language and form (`generator/data`): every pattern matches its examples and no counter-example."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from generator import vocab
from generator.parse.symbols import read_symbol
from generator.vocab import patterns, tables
from tests.support.views import parsed

FILES = tuple(sorted(path.stem for path in tables.DATA.glob("*.yml")))
AT_START = ("header_marks", "section_marks", "citation_forms.after", "task_phrases.order", "roles.name", "roles.rank")
"""Lists whose patterns are tried at a place; all others are searched for."""
NOT_WORDS = ("fragments", "lists", "not_names", "written")
WITHOUT_EXAMPLES = ("fragments", "party_terms", "provinces", "stop_words")
PARTS = ("issuer_codes", "units")
"""Files whose patterns are only a part of what their examples show: these are read, further down."""
OLD_PROVINCES, PROVINCES = 63, 34

Entry = dict[str, Any]


@cache
def entries(name: str) -> tuple[tuple[str, Entry], ...]:
    """Return the entries of a data file, each with the name of the list that it stands in."""
    return tuple(_entries(name, tables.read_data(name)))


def _entries(name: str, data: Any) -> Iterator[tuple[str, Entry]]:
    if isinstance(data, list):
        yield from ((name, entry) for entry in data)
        return
    for key, rows in data.items():
        if key not in NOT_WORDS and isinstance(rows, list):
            yield from ((f"{name}.{key}", entry) for entry in rows)


def called(where: str, entry: Entry) -> str:
    """Return file, list and what the entry is called."""
    keys = ("id", "name", "code", "short", "mark", "relation", "kind", "pattern")
    return f"generator/data/{where}: {next((entry[key] for key in keys if key in entry), entry)}"


def matcher(where: str, entry: Entry) -> Callable[[str], re.Match[str] | None]:
    """Return how the pattern of an entry is tried."""
    regex = patterns.compile_entry(entry["pattern"], patterns.fragments_of(tables.read_data(where.split(".")[0])))
    return regex.match if where in AT_START else regex.search


PATTERNS = [
    (where, entry)
    for name in FILES
    if name not in (*WITHOUT_EXAMPLES, *PARTS)
    for where, entry in entries(name)
    if "pattern" in entry
]


@pytest.mark.parametrize(("where", "entry"), PATTERNS, ids=[called(*one) for one in PATTERNS])
def test_a_pattern_matches_its_examples_and_no_counter_example(where: str, entry: Entry) -> None:
    found = matcher(where, entry)
    for example in entry["examples"]:
        assert found(str(example)), f"{called(where, entry)}: does not match its example {example!r}"
    for example in entry.get("not", ()):
        hit = found(str(example))
        assert not hit, f"{called(where, entry)}: matches {hit and hit[0]!r} in its counter-example {example!r}"


@pytest.mark.parametrize("name", [name for name in FILES if name not in WITHOUT_EXAMPLES])
def test_every_entry_has_examples_and_a_name_of_its_own(name: str) -> None:
    rows = entries(name)
    assert rows, f"generator/data/{name}.yml: no entries"
    for where, entry in rows:
        assert entry.get("examples"), f"{called(where, entry)}: no examples"
        assert all(isinstance(e, str) and e.strip() for e in entry["examples"]), f"{called(where, entry)}: not words"
    for key in ("id", "code", "short", "mark"):
        counts = Counter((where, entry[key]) for where, entry in rows if key in entry)
        twice = [f"{where}: {name}" for (where, name), count in counts.items() if count > 1]
        assert not twice, f"generator/data/{name}.yml: {key} used twice: {twice}"


@pytest.mark.parametrize("name", FILES)
def test_files_are_plain_text(name: str) -> None:
    text = (tables.DATA / f"{name}.yml").read_bytes().decode("utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        where = f"generator/data/{name}.yml:{number}"
        assert unicodedata.is_normalized("NFC", line), f"{where}: letters are not composed (NFC)"
        odd = [f"U+{ord(c):04X}" for c in line if unicodedata.category(c) in ("Cc", "Cf", "Zs") and c != " "]
        assert not odd, f"{where}: tab, control or invisible character: {odd}"
    assert text.endswith("\n"), f"generator/data/{name}.yml: no line end at the end of the file"


def test_all_tables_are_read() -> None:
    words = vocab.load()
    assert words.types and words.codes and words.provinces and words.units and words.programmes


# --- types and codes ---------------------------------------------------------------------------------

TYPED = [(entry, example) for _, entry in entries("document_types") for example in entry["examples"]]
CODED = [(entry, example) for _, entry in entries("issuer_codes") for example in entry["examples"]]


@pytest.mark.parametrize(("entry", "example"), TYPED, ids=[example for _, example in TYPED])
def test_a_document_type_is_read_from_its_example(entry: Entry, example: str) -> None:
    words, where = vocab.load(), called("document_types", entry)
    number = read_symbol(example.partition("số ")[2], words)
    assert number is not None, f"{where}: {example!r} is no symbol"
    codes = (*entry["codes"], *entry.get("party", ()))
    assert number.type_code in (None, *codes), f"{where}: {example!r} is read as {number.type_code}"
    cited = parsed(f"Căn cứ {example} về công tác dân tộc.").citations
    assert [c.type for c in cited] == [entry["name"]], f"{where}: {example!r} in a sentence"
    assert words.doc_type(entry["name"]) is not None, where


@pytest.mark.parametrize(("entry", "example"), CODED, ids=[example for _, example in CODED])
def test_an_issuer_code_is_read_from_its_example(entry: Entry, example: str) -> None:
    words, where = vocab.load(), called("issuer_codes", entry)
    number = read_symbol(example, words)
    assert number is not None, f"{where}: {example!r} is no symbol"
    bodies = [code.name for group in number.issuer_codes if (code := words.code(group)) is not None]
    assert entry["name"] in bodies, f"{where}: {example!r} is read as of {bodies or number.issuer_codes}"


def test_each_type_code_means_one_type() -> None:
    counts = Counter(code for _, entry in entries("document_types") for code in entry["codes"])
    assert not [code for code, count in counts.items() if count > 1]


# --- words --------------------------------------------------------------------------------------------


def test_signing_marks_begin_their_examples() -> None:
    for where, entry in entries("signing_marks"):
        for example in entry["examples"]:
            assert example.startswith(tuple(entry["forms"])), f"{called(where, entry)}: {example!r}"
        assert entry["mark"] in entry["forms"], called(where, entry)


def test_abbreviations_stand_in_their_examples() -> None:
    for where, entry in entries("abbreviations"):
        for example in entry["examples"]:
            assert entry["short"] in example, f"{called(where, entry)}: {example!r}"


UNITS = [(entry, example) for _, entry in entries("units") for example in entry["examples"]]


@pytest.mark.parametrize(("entry", "example"), UNITS, ids=[example for _, example in UNITS])
def test_a_unit_is_read_from_its_example(entry: Entry, example: str) -> None:
    figures = parsed(f"Toàn tỉnh có {example}; đạt kế hoạch.").figures
    assert len(figures) == 1, f"{called('units', entry)}: {example!r} is no figure"
    printed = float(example.split(" ")[0].rstrip("%").replace(".", "").replace(",", "."))
    where = f"{called('units', entry)}: {example!r} is read as {figures[0].value} {figures[0].unit}"
    assert figures[0].value == pytest.approx(printed * entry["factor"]), where
    assert figures[0].unit == entry["unit"] or (not entry["unit"] and example.endswith(figures[0].unit)), where


def test_successors_are_named_as_agencies_are() -> None:
    for where, entry in entries("successions"):
        for name in (*entry["examples"], *entry["succeeded_by"]):
            found = [m for m in parsed(f"Văn bản của {name} về công tác dân tộc.").mentions if m.kind == "agency"]
            assert found, f"{called(where, entry)}: {name!r} is not read as an agency"
        assert re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", entry["ends"]), called(where, entry)


def test_party_terms_follow_one_another() -> None:
    for name, days in tables.read_data("party_terms").items():
        assert days == sorted(set(days)), f"generator/data/party_terms: {name}"
        assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in days), f"generator/data/party_terms: {name}"


# --- provinces -----------------------------------------------------------------------------------------


def test_provinces_and_what_became_of_them() -> None:
    rows = [entry for _, entry in entries("provinces")]
    names = Counter(entry["name"] for entry in rows)
    lasting = {entry["name"] for entry in rows if "until" not in entry}
    assert (len(names), max(names.values()), len(lasting)) == (OLD_PROVINCES, 1, PROVINCES)
    for entry in rows:
        where = called("provinces", entry)
        assert entry["level"] in ("tỉnh", "thành phố"), where
        assert ("until" in entry) == ("merged_into" in entry), f"{where}: until and merged_into go together"
        assert entry.get("merged_into", next(iter(lasting))) in lasting, f"{where}: {entry.get('merged_into')}"
        assert entry.get("districts"), f"{where}: no districts"


def test_a_province_names_each_district_once() -> None:
    for where, entry in entries("provinces"):
        for kind, districts in entry["districts"].items():
            assert kind in ("quận", "huyện", "thị xã", "thành phố"), f"{called(where, entry)}: {kind}"
            twice = [name for name, count in Counter(districts).items() if count > 1]
            assert not twice, f"{called(where, entry)}: {kind} {twice} twice"

"""Knowledge of language and form (`generator/data`): every pattern matches its examples and no counter-example."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest

from generator import vocab
from generator.model.frozen import fields_of
from generator.parse.symbols import read_symbol
from generator.vocab import tables
from generator.vocab.entries import Code, Contrasted, DocType, Phrase, Row, Shown, Unit
from tests.support.views import parsed

FILES = tuple(sorted(path.stem for path in tables.DATA.glob("*.yml")))
TABLES: Mapping[str, Callable[[], object]] = {
    name: function for name in FILES if callable(function := getattr(tables, name, None))
}
"""What reads each file; `fragments.yml` is read with what else all tables may use."""
AT_PLACE = (
    *("duty", "give", "group", "named", "locality", "office", "person", "joint", "list_head", "trailing"),
    *("adverbial", "heading", "heading_end", "scope", "no_task", "made", "column", "thing"),
)
AT_START = (
    *("header_marks", "section_marks", "citation_forms.after", "roles.name", "roles.rank"),
    *(f"task_phrases.{name}" for name in AT_PLACE),
)
"""Lists whose patterns are tried at a place; all others are searched for, but for these turns of phrase."""
CUES_AT_START = ("citation.line_end", "person.chair_after")
PARTS = ("issuer_codes", "units")
"""Tables whose patterns are only a part of what their examples show: these are read, further down."""
OLD_PROVINCES, PROVINCES = 63, 34


def rows(where: str, value: object) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a table and of the tables in it, each with the list that it stands in."""
    if isinstance(value, tuple):
        for each in value:
            yield from rows(where, each)
    elif isinstance(value, Shown):
        yield where, value
    elif isinstance(value, Row):
        for name in fields_of(value):
            yield from rows(f"{where}.{name}", getattr(value, name))


ROWS = [row for name, read in TABLES.items() for row in rows(name, read())]
PHRASES = [(where, row) for where, row in ROWS if isinstance(row, Phrase) and where not in PARTS]


def called(where: str, row: Row) -> str:
    """Return file, list and what the row is called."""
    return f"generator/data/{where}: {getattr(row, row.unique) if row.unique else getattr(row, 'examples', ('',))[0]}"


@pytest.mark.parametrize(("where", "row"), PHRASES, ids=[called(*one) for one in PHRASES])
def test_a_pattern_matches_its_examples_and_no_counter_example(where: str, row: Phrase) -> None:
    placed = where in AT_START or (where == "cues" and getattr(row, "id", "") in CUES_AT_START)
    found = row.regex.match if placed else row.regex.search
    for example in row.examples:
        assert found(example), f"{called(where, row)}: does not match its example {example!r}"
    for example in row.not_:
        hit = found(example)
        assert not hit, f"{called(where, row)}: matches {hit and hit[0]!r} in its counter-example {example!r}"


def test_every_table_is_read_by_one_function_and_has_rows() -> None:
    assert set(FILES) - set(TABLES) == {"fragments"}
    assert all(read() for read in TABLES.values())
    assert {where.split(".")[0] for where, _ in ROWS} == {*TABLES} - {"party_terms", "province_tiles", "stop_words"}


def test_examples_are_words() -> None:
    for where, row in ROWS:
        assert isinstance(row, Shown)
        not_ = row.not_ if isinstance(row, Contrasted) else ()
        assert all(each.strip() for each in (*row.examples, *not_)), called(where, row)


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
    assert words.types and words.codes and words.provinces and words.units and words.policies.known


# --- types and codes ---------------------------------------------------------------------------------

TYPED = [(entry, example) for entry in tables.document_types() for example in entry.examples]
CODED = [(entry, example) for entry in tables.issuer_codes() for example in entry.examples]


def test_no_code_is_a_spelling_of_another() -> None:
    codes = tables.issuer_codes()
    plain = [each for each in codes if each.regex is None]
    assert [each.code for each in plain if [code for code in codes if code.stands_in(each.code)] != [each]] == []


@pytest.mark.parametrize(("entry", "example"), TYPED, ids=[example for _, example in TYPED])
def test_a_document_type_is_read_from_its_example(entry: DocType, example: str) -> None:
    words, where = vocab.load(), called("document_types", entry)
    number = read_symbol(example.partition("số ")[2], words)
    assert number is not None, f"{where}: {example!r} is no symbol"
    codes = (*entry.codes, *entry.party)
    assert number.type_code in (None, *codes), f"{where}: {example!r} is read as {number.type_code}"
    cited = parsed(f"Căn cứ {example} về công tác dân tộc.").citations
    assert [c.type for c in cited] == [entry.name], f"{where}: {example!r} in a sentence"
    assert words.doc_type(entry.name) is not None, where


@pytest.mark.parametrize(("entry", "example"), CODED, ids=[example for _, example in CODED])
def test_an_issuer_code_is_read_from_its_example(entry: Code, example: str) -> None:
    words, where = vocab.load(), called("issuer_codes", entry)
    number = read_symbol(example, words)
    assert number is not None, f"{where}: {example!r} is no symbol"
    bodies = [code.name for group in number.issuer_codes if (code := words.code(group)) is not None]
    assert entry.name in bodies, f"{where}: {example!r} is read as of {bodies or number.issuer_codes}"


def test_each_type_code_means_one_type() -> None:
    counts = Counter(code for entry in tables.document_types() for code in entry.codes)
    assert not [code for code, count in counts.items() if count > 1]


# --- words --------------------------------------------------------------------------------------------


def test_signing_marks_begin_their_examples() -> None:
    for entry in tables.signing_marks():
        for example in entry.examples:
            assert example.startswith(tuple(entry.forms)), f"{called('signing_marks', entry)}: {example!r}"
        assert entry.mark in entry.forms, called("signing_marks", entry)


def test_abbreviations_stand_in_their_examples() -> None:
    for entry in tables.abbreviations():
        for example in entry.examples:
            assert entry.short in example, f"{called('abbreviations', entry)}: {example!r}"


UNITS = [(entry, example) for entry in tables.units() for example in entry.examples]


@pytest.mark.parametrize(("entry", "example"), UNITS, ids=[example for _, example in UNITS])
def test_a_unit_is_read_from_its_example(entry: Unit, example: str) -> None:
    figures = parsed(f"Toàn tỉnh có {example}; đạt kế hoạch.").figures
    assert len(figures) == 1, f"{called('units', entry)}: {example!r} is no figure"
    printed = float(example.split(" ")[0].rstrip("%").replace(".", "").replace(",", "."))
    where = f"{called('units', entry)}: {example!r} is read as {figures[0].value} {figures[0].unit}"
    assert figures[0].value == pytest.approx(printed * entry.factor), where
    assert figures[0].unit == entry.unit or (not entry.unit and example.endswith(figures[0].unit)), where


def test_successors_are_named_as_agencies_are() -> None:
    for entry in tables.successions().rows:
        for name in (*entry.examples, *entry.succeeded_by):
            found = [m for m in parsed(f"Văn bản của {name} về công tác dân tộc.").mentions if m.kind == "agency"]
            assert found, f"{called('successions', entry)}: {name!r} is not read as an agency"
        assert re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", entry.ends), called("successions", entry)


def test_offices_are_found_by_their_one_pattern_as_by_each_of_their_own() -> None:
    office = vocab.load().any_office
    for entry in tables.roles().titles:
        for example in entry.examples:
            assert {m.start() for m in entry.regex.finditer(example)} <= {m.start() for m in office.finditer(example)}


def test_entries_of_lists_stand_where_entries_are_looked_for() -> None:
    for entry in (form for form in tables.agencies().forms if form.after):
        for example in entry.examples:
            named = {mention.form for mention in parsed(f"{example}\n").mentions}
            assert entry.id in named, f"{called('agencies.forms', entry)}: {example!r}"


def test_party_terms_follow_one_another() -> None:
    for days in (tables.party_terms().central, tables.party_terms().local):
        assert list(days) == sorted(set(days))
        assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in days)


# --- provinces -----------------------------------------------------------------------------------------


def test_provinces_and_what_became_of_them() -> None:
    names = Counter(entry.name for entry in tables.provinces().provinces)
    lasting = {entry.name for entry in tables.provinces().provinces if entry.until is None}
    assert (len(names), max(names.values()), len(lasting)) == (OLD_PROVINCES, 1, PROVINCES)
    for entry in tables.provinces().provinces:
        assert (entry.until is None) == (entry.merged_into is None), f"{entry.name}: until and merged_into go together"
        assert entry.merged_into is None or entry.merged_into in lasting, f"{entry.name}: {entry.merged_into}"
        assert entry.districts, f"{entry.name}: no districts"


def test_every_province_has_a_tile_beside_those_it_is_one_with_now() -> None:
    tiles = {tile.name: (tile.row, tile.column) for tile in tables.province_tiles()}
    units = {entry.name: entry.merged_into or entry.name for entry in tables.provinces().provinces}
    assert tiles.keys() == units.keys()
    assert len(set(tiles.values())) == len(tiles)
    for unit in set(units.values()):
        parts = {tiles[name] for name, now in units.items() if now == unit}
        reached, left = {tiles[unit]}, parts - {tiles[unit]}
        while near := {at for at in left if any(abs(at[0] - a) + abs(at[1] - b) == 1 for a, b in reached)}:
            reached, left = reached | near, left - near
        assert not left, f"{unit}: tiles apart"


def test_a_province_names_each_district_once() -> None:
    for entry in tables.provinces().provinces:
        for kind, districts in entry.districts.items():
            twice = [name for name, count in Counter(districts).items() if count > 1]
            assert not twice, f"{entry.name}: {kind} {twice} twice"


def test_a_search_of_a_national_database_takes_a_number() -> None:
    assert all(entry.address.count("{number}") == 1 for entry in tables.national_databases())

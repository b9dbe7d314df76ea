"""Figures (số liệu) in tables: bare numbers whose unit their column or their row tells.

`Số tiền (triệu đồng)`, `ĐVT: ha`; a column headed `ĐVT` has the unit for the amounts of each row. Where no head says
what is counted a number counts nothing, and one that could be read in two ways (`1,200`) is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.model import Cell, Document, Figure, Span, Table
from generator.model.frozen import Frozen, replace
from generator.parse.paragraphs import outline
from generator.parse.tables import body_rows, column_heads, grid, lines_above
from generator.text.numerals import read_number, times
from generator.vocab import Vocab
from generator.vocab.entries import Form

_FIGURE = re.compile(r"\d[\d.,]*")
_STATED = re.compile(r"(\d[\d.,]*)\s?([^\W\d_][^\d/]*|%)(?:\s?/\s?[^\W\d_]{1,8}){0,3}")
"""A number whose cell has its unit, and what is paid for: `150.000 đồng/giấy`."""
_TWO_WAYS = re.compile(r"\d{1,3},\d{3}")
_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_TIMES = re.compile(r"(1(?:\.?000)+) ?(?=[^\W\d_])")
_GROUP = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\.?|[A-HĐ]\.?")
"""The number of a row that the rows below it belong to: `II`, `B`."""
_MEMBER = re.compile(r"\d[\d.]*|[-–+]|[a-zđ][.)]?")
"""The number of such a row; one without a number may be the sum."""
_LONGEST = 160


class _Counted(Frozen):
    """What a column counts: its head without the unit, the unit, and what its numbers are times."""

    what: str
    unit: str
    factor: float
    by_row: int = -1
    """The column whose cell beside a number has its unit, -1 where the head states it."""


def cell_figures(document: Document, vocab: Vocab) -> Iterator[Figure]:
    """Yield the figures in cells of tables whose heads state a unit."""
    zones, section = document.zones, outline(document)
    for table in document.tables:
        start = table.cells[0].span.start
        if any(zone.start <= start < zone.end for zone in (zones.body, zones.annex)):
            yield from _of_table(document.text, table, section, vocab)


def _of_table(text: str, table: Table, section: Callable[[int], str], vocab: Vocab) -> Iterator[Figure]:
    heads = column_heads(table, text)
    common = _common(text, table, vocab)
    by_row = _by_row(heads, vocab)
    found = {at: _counted(named[-1], common, vocab) or by_row.get(at) for at, named in enumerate(heads) if named}
    counted = {at: what for at, what in found.items() if what}
    if not counted:
        return
    at = grid(table)
    group = ""
    for row in body_rows(table):
        cells = [at[row, column] for column in range(table.columns)]
        number, own = cells[0].span.of(text).strip(), _label(text, cells, counted)
        label = _short(f"{group}: {own}") if group and own and _MEMBER.fullmatch(number) else own
        group = own if _GROUP.fullmatch(number) else group
        for column, what in counted.items():
            cell, stated = cells[column], _in_row(what, cells, text, vocab)
            begins = (cell.row, cell.column) == (row, column)
            if begins and stated and (figure := _figure(text, cell, stated, label, section, vocab)):
                yield figure


def _by_row(heads: Sequence[Sequence[str]], vocab: Vocab) -> dict[int, _Counted]:
    """The columns of amounts right of the one that is headed `ĐVT`: what they count, but for the unit."""
    marks = vocab.table_marks
    units = [at for at, named in enumerate(heads) if any(f.id == "unit" and _is(named, f) for f in marks.head)]
    if len(units) != 1:
        return {}
    amounts = {
        at: named for at, named in enumerate(heads) if at > units[0] and any(_is(named, f) for f in marks.counted)
    }
    return {at: _Counted(named[-1], "", 1.0, units[0]) for at, named in amounts.items()}


def _is(named: Iterable[str], form: Form) -> bool:
    return any(form.regex.search(words) for words in named)


def _in_row(what: _Counted, cells: Sequence[Cell], text: str, vocab: Vocab) -> _Counted | None:
    """What a number of this row counts; None where its unit is in the row and cannot be read."""
    if what.by_row < 0:
        return what
    cell = cells[what.by_row]
    words = " ".join(cell.span.of(text).split())
    if cell.columns > 1 or not any(form.regex.search(words) for form in vocab.table_marks.row_unit):
        return None
    unit, factor = _unit(words, vocab) or (words, 1.0)
    return replace(what, unit=unit, factor=factor)


def _common(text: str, table: Table, vocab: Vocab) -> tuple[str, float] | None:
    """The unit of money that a line above states for the whole table: `ĐVT: triệu đồng`."""
    for line in lines_above(text, table):
        if any(form.regex.search(line.of(text)) for form in vocab.table_marks.unit):
            unit = _unit(line.of(text), vocab)
            return unit if unit is not None and unit[0] == "đồng" else None
    return None


def _counted(head: str, common: tuple[str, float] | None, vocab: Vocab) -> _Counted | None:
    """What a head says is counted, with the lowest unit that it states.

    Where it states none, money has that of the whole table.
    """
    stated = [(match[1], match.span()) for match in _BRACKETS.finditer(head)]
    for form in vocab.table_marks.head_unit:
        stated += [(match["unit"], match.span()) for match in form.regex.finditer(head)]
    for words, (start, end) in sorted(stated, key=lambda one: -one[1][0]):
        unit = _unit(words.strip(), vocab)
        if unit is not None:
            what = " ".join(f"{head[:start]} {head[end:]}".split()).strip(" ,:–-")
            return _Counted(what, *unit)
    money = any(form.regex.search(head) for form in vocab.table_marks.money)
    # Where no unit is stated above the rows a cell may still state its own.
    return _Counted(head, *(common or ("", 1.0))) if money else None


def _unit(words: str, vocab: Vocab) -> tuple[str, float] | None:
    """A unit and its factor: `triệu đồng`, `1.000 đồng`, `ĐVT: ha`; None for other words in brackets."""
    for form in vocab.table_marks.unit:
        if stated := form.regex.search(words):
            words = stated["unit"].strip()
    times = _TIMES.match(words)
    many = float(times[1].replace(".", "")) if times else 1.0
    bare = words[times.end() :] if times else words
    for unit in vocab.units:
        if unit.regex.fullmatch(bare) or unit.regex.fullmatch(bare.lower()):
            return unit.unit or bare, unit.factor * many
    return None


def _label(text: str, cells: Sequence[Cell], counted: Mapping[int, _Counted]) -> str:
    """What a row is about: its first cell of words that counts nothing and is no number (`II`)."""
    for column, cell in enumerate(cells):
        words = " ".join(cell.span.of(text).split())
        if column not in counted and sum(map(str.isalpha, words)) > 1 and not _GROUP.fullmatch(words):
            return _short(words)
    return ""


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


def _figure(
    text: str, cell: Cell, counted: _Counted, label: str, section: Callable[[int], str], vocab: Vocab
) -> Figure | None:
    start, words = _bare(cell.span, text)
    number, unit, factor = words, counted.unit, counted.factor
    stated = _STATED.fullmatch(words)
    own = _unit(stated[2].strip(), vocab) if stated else None
    if stated and own:
        number, (unit, factor) = stated[1], own
    value = read_number(number)
    if not _FIGURE.fullmatch(number) or _TWO_WAYS.fullmatch(number) or value is None or not unit:
        return None
    what = ": ".join(filter(None, (counted.what, label)))
    span = Span(start, start + len(words))
    return Figure(span, section(start), times(value, factor), unit, what)


def _bare(span: Span, text: str) -> tuple[int, str]:
    words = span.of(text)
    return span.start + len(words) - len(words.lstrip()), words.strip()

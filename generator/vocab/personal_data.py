"""Dữ liệu cá nhân: where a text tells of a person what is not for everybody.

It is known by the form of the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from generator.model import Cell, Span, Table
from generator.model.frozen import Frozen
from generator.text.bare_letters import as_drawn
from generator.text.look_alikes import unmasked
from generator.vocab import set_columns, tables
from generator.vocab.entries import PersonalColumn, PersonalForm, PersonalKind
from generator.vocab.together import Together, together

REACH = 300
"""Characters before a datum in which the person stands whose it is."""
NEAR = 60
"""Characters before a datum in which words stand that make it an office's own."""
HEAD = 2
"""Rows of a table at whose top the names of columns stand, where nothing tells which cells are heads."""
TOP = 8
"""Rows of a table among which the head of a list stands: a title may stand above it in cells."""
_SENTENCE_END = re.compile(r"[.;!?]\s|\n\s{0,40}\n")


class Personal(Frozen):
    """A datum of a person (dữ liệu cá nhân): its kind, and where it stands."""

    kind: PersonalKind
    span: Span


def find_personal_data(text: str, contacts: Collection[str] = ()) -> tuple[Personal, ...]:
    """Return the personal data of a text in order (dữ liệu cá nhân), without an office's own `contacts`."""
    text, official = as_drawn(unmasked(text)), frozenset(map(_same, contacts))
    found = (
        Personal(form.kind, Span(*match.span("datum")))
        for _, form, match in forms().matches(text)
        if _is_personal(form, text, match.start("datum"), match.start()) and _same(match["datum"]) not in official
    )
    return tuple(_apart(sorted(found, key=lambda each: (each.span.start, -each.span.end))))


@cache
def forms() -> Together[PersonalForm]:
    """Return the forms of personal data, by their order."""
    return together(dict(enumerate(tables.personal_data().forms)))


def find_in_tables(text: str, found: Iterable[Table], contacts: Collection[str] = ()) -> tuple[Personal, ...]:
    """Return the personal data in lists of persons: what stands below the head of such a column."""
    official = frozenset(map(_same, contacts))
    each_list = (*(each for table in found for each in _in_table(text, table)), *_in_columns(text))
    return tuple(each for each in each_list if _same(each.span.of(text)) not in official)


def _in_columns(text: str) -> Iterator[Personal]:
    """What stands below the heads of lists that blanks alone set in columns."""
    for kind, start, end in set_columns.below_heads(text, _is_list, _kind):
        yield Personal(kind, Span(start, end))


def _in_table(text: str, table: Table) -> Iterator[Personal]:
    yield from _below_heads(text, table)
    yield from _beside_heads(text, table)


def _below_heads(text: str, table: Table) -> Iterator[Personal]:
    """What stands below the heads of a list of persons; a head may reach over several columns."""
    head = next((cell.row for cell in table.cells if cell.row < TOP and _is_list(_said(text, cell))), None)
    if head is None or _is_form(text, table):
        return
    columns = _columns(
        text, (cell for cell in table.cells if cell.header or cell.row < HEAD or 0 <= cell.row - head < HEAD)
    )
    for cell in table.cells:
        form, row = columns.get(cell.column, (None, 0))
        if form and cell.row >= row and not cell.header and cell.span.start < cell.span.end:
            said = _said(text, cell)
            if form.datum.search(said) if form.datum else not _is_sex(said):
                yield Personal(form.kind, cell.span)


def _columns(text: str, heads: Iterable[Cell]) -> dict[int, tuple[PersonalColumn, int]]:
    """What each column tells and the row in which it begins; below `Năm sinh` may stand `Nam` and `Nữ`."""
    columns: dict[int, tuple[PersonalColumn, int]] = {}
    for cell in heads:
        form = _form(_said(text, cell))
        for column in range(cell.column, cell.column + cell.columns) if form else ():
            if form and (not form.datum or column not in columns):
                columns[column] = form, cell.row + cell.rows
    return columns


def _is_form(text: str, table: Table) -> bool:
    """Tell whether the words of a form stand below each other, what was filled in beside them."""
    firsts = (_said(text, cell) for cell in table.cells if cell.column == 0)
    return table.columns == 2 and sum(_is_list(said) or _kind(said) is not None for said in firsts) > 1


def _beside_heads(text: str, table: Table) -> Iterator[Personal]:
    """What stands beside the words of a form that is filled in for one person: `Ngày sinh | 15/8/1961`."""
    firsts = {cell.row: _said(text, cell) for cell in table.cells if cell.column == 0}
    if not any(_is_list(said) for said in firsts.values()):
        return
    for cell in table.cells:
        kind = _kind(firsts.get(cell.row, "")) if cell.column else None
        if kind and not cell.header and cell.span.start < cell.span.end:
            yield Personal(kind, cell.span)


def _said(text: str, cell: Cell) -> str:
    return " ".join(cell.span.of(text).split()).strip("*_: ")


def _is_list(said: str) -> bool:
    """Tell whether a head says that persons are listed."""
    return tables.personal_data().list_of_persons.search(said) is not None


def _kind(said: str) -> PersonalKind | None:
    """Return what kind of data a head announces, whatever stands below it."""
    form = _form(said)
    return form.kind if form and not form.datum else None


def _form(said: str) -> PersonalColumn | None:
    return next((form for form in tables.personal_data().columns if form.regex.search(said)), None)


def _is_sex(said: str) -> bool:
    """Tell whether a cell is a head below another one: `Nam`."""
    form = _form(said)
    return form is not None and form.datum is not None


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

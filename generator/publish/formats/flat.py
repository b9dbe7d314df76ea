"""Rows of the open data laid flat (trải phẳng), as a spreadsheet has them, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import itemgetter
from typing import Any, TypedDict

import msgspec

from generator.model.frozen import Frozen
from generator.pages.dictionary.field import DOCUMENT, Field, Sheet, Table
from generator.publish.table_files import plain

Value = str | int | float | bool | None
_JOINED = "; "


class Column(Frozen):
    """A column: the field that it shows, and the way there from the row."""

    field: Field
    way: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in CSV: `signer.name`."""
        return ".".join(self.way)

    def value(self, row: dict[str, Any]) -> Any:
        """Return what a row has there, None where it has nothing."""
        found: Any = row
        for name in self.way:
            found = found.get(name) if found else None
        return found

    @property
    def reader(self) -> Callable[[dict[str, Any]], Any]:
        """What does the same, at once where every row has the field."""
        return itemgetter(self.name) if len(self.way) == 1 and self.field.given else self.value


def columns(table: Table, sheet: Sheet) -> tuple[Column, ...]:
    """Return the columns of a sheet, that of the row around it first where its rows stand in others."""
    if not sheet.below:
        fields = (field for field in table.fields_of(sheet.kind) if field.name != "kind" or not sheet.kind)
        return tuple(_columns(fields, ()))
    around = next(field for field in table.fields if field.name == "id")
    outer = DOCUMENT if around.type == "id" else Field("entity", sheet.title, "", "entity")
    own = next(field for field in table.fields_of(sheet.kind) if field.name == sheet.below)
    return (Column(outer, (outer.name,)), *_columns(iter(own.fields), ()))


def fields_of(shown: Iterable[Column]) -> tuple[str, ...]:
    """Return the fields of a row that its columns show."""
    return tuple(column.way[0] for column in shown)


def _columns(fields: Iterator[Field], way: tuple[str, ...]) -> Iterator[Column]:
    for field in fields:
        if not field.column:
            continue
        if field.fields:
            yield from _columns(iter(field.fields), (*way, field.name))
        else:
            yield Column(field, (*way, field.name))


def rows(sheet: Sheet, table: Iterable[bytes], names: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet from the lines of its table, with these fields of each."""
    mark = _mark(sheet)
    decode = _decoder(frozenset(("id", "kind", sheet.below) if sheet.below else names)).decode
    for line in table:
        if sheet.kind and mark not in line:
            continue
        row = decode(line)
        if sheet.below:
            outer = "document" if row.get("kind") is None else "entity"
            yield from ({outer: row["id"], **each} for each in row[sheet.below])
        else:
            yield row


@cache
def _decoder(names: frozenset[str]) -> msgspec.json.Decoder[dict[str, Any]]:
    """What reads these fields of a line and passes over the others, as the whole text of a paper."""
    shape: Any = TypedDict
    return msgspec.json.Decoder(shape("Row", dict.fromkeys(names, Any), total=False))


def count(sheet: Sheet, data: bytes) -> int:
    """Return how many rows a sheet has."""
    if sheet.below:
        return sum(1 for _ in rows(sheet, io.BytesIO(data)))
    return data.count(_mark(sheet) if sheet.kind else b"\n")


def _mark(sheet: Sheet) -> bytes:
    """What a line of its kind holds, and no other.

    Quotes in words are escaped, and what else is called `kind` has other values.
    """
    return f'"kind":"{sheet.kind}"'.encode()


def csv_maker(table: Table, sheet: Sheet) -> tuple[bytes, Callable[[bytes], bytes]]:
    """Return the head of a sheet as CSV that Excel reads as UTF-8, what makes lines of those of its table.

    Words that it would take for a formula are quoted.
    """
    shown = columns(table, sheet)
    names, cells = fields_of(shown), [column.reader for column in shown]

    def lines(data: bytes) -> bytes:
        return _csv([_cell(cell(row)) for cell in cells] for row in rows(sheet, io.BytesIO(data), names))

    return _csv([[column.name for column in shown]]).decode().encode("utf-8-sig"), lines


def _csv(cells: Iterable[list[Value]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(cells)
    return made.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Value:
    if value.__class__ is str:
        return plain(value)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(_JOINED.join(value) if isinstance(value, list) else value)

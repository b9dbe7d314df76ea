"""JSON Schema (draft 2020-12) of each table, made of the dictionary of fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from generator.pages.dictionary.field import Field, Table, Type

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_TYPES: Mapping[Type, Schema] = {
    "text": {"type": "string"},
    "id": {"type": "string"},
    "entity": {"type": "string"},
    "page": {"type": "string"},
    "date": {"type": "string", "pattern": _DATE},
    "time": {"type": "string", "format": "date-time"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "object": {"type": "object"},
}


def schema(table: Table) -> bytes:
    """Return the schema of one line of a table; rows that differ by `kind` have one each."""
    told: Schema = {"$schema": _DIALECT, "title": table.title, "description": table.means}
    if table.kinds:
        told["oneOf"] = [{"title": kind, **_row(table, kind)} for kind in table.kinds]
    else:
        told |= _object(table.fields)
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _row(table: Table, kind: str) -> Schema:
    made = _object(table.fields_of(kind))
    made["properties"]["kind"] = {"const": kind}
    return made


def _object(fields: Iterable[Field]) -> Schema:
    fields = tuple(fields)
    return {
        "type": "object",
        "properties": {field.name: _field(field) for field in fields},
        "required": [field.name for field in fields if field.given],
        "additionalProperties": False,
    }


def _field(field: Field) -> Schema:
    one = _object(field.fields) if field.fields else dict(_TYPES[field.type])
    if field.values is not None:
        one["enum"] = list(field.values)
    if field.many:
        one = {"type": "array", "items": {**one, **_or_null(one, field.null)}}
    else:
        one |= _or_null(one, field.null)
    return {"title": field.label, "description": field.means, **one}


def _or_null(one: Schema, null: bool) -> Schema:
    """Return what lets a value be null, too."""
    if not null:
        return {}
    values = {"enum": [*one["enum"], None]} if "enum" in one else {}
    return {"type": [one["type"], "null"], **values}

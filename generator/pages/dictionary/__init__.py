"""Từ điển dữ liệu: every field of the open data, told once.

The page of fields, the JSON Schema and the heads of spreadsheets are all made of `TABLES`.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.pages.dictionary.documents import DOCUMENTS
from generator.pages.dictionary.entities import ENTITIES
from generator.pages.dictionary.extracts import FIGURES, MENTIONS, TASKS
from generator.pages.dictionary.field import Table

TABLES: Mapping[str, Table] = {each.name: each for each in (DOCUMENTS, ENTITIES, MENTIONS, TASKS, FIGURES)}
"""By the name of the file: `documents` of `documents.jsonl`."""
WORKBOOK, GRAPHML, TURTLE = "van-kho.xlsx", "vien-dan.graphml", "vien-dan.ttl"
CSV = {sheet: f"{sheet.name}.csv" for table in TABLES.values() for sheet in table.sheets}
SCHEMAS = {name: f"{name}.schema.json" for name in TABLES}
FURTHER = (*CSV.values(), *SCHEMAS.values(), WORKBOOK, GRAPHML, TURTLE)
"""The files that are made of the five tables, but for what is compressed."""

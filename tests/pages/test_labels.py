"""Labels: every value of a closed list has its own, and no code is listed that nothing makes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

import pytest

from generator.model import DiagnosticCode, EntityKind, Mark, PageKind, PersonRelation, Relation
from generator.pages.frame import labels
from tests.support.places import ROOT

SAID_OTHERWISE = {
    "sổ đăng ký": "danh bạ",
    "cảnh báo": "lưu ý",
    "chẩn đoán": "lưu ý",
    "không ghi hạn": "không ghi ngày",
    "tải bảng": "tải CSV",
    "trích dẫn trong": "viện dẫn trong",
    "dẫn chiếu": "viện dẫn",
    "metadata": "tệp kèm",
    "siêu dữ liệu": "tệp kèm",
    "thư mục nguồn": "thư mục nội dung",
}
"""Words that readers would have to take for another thing, and what the interface calls it."""
ROOMS = ("pages", "curation", "terminal", "publish", "ingest", "link", "parse")

FOREIGN = {
    DiagnosticCode.WRONG_ABBREVIATION,
    DiagnosticCode.NAME_VARIANT,
}
"""Codes of the open data that other parsers make, whose parses are read as JSON; ours makes none of them."""


@pytest.mark.parametrize(
    ("values", "table"),
    [
        (Relation, labels.RELATIONS),
        (PersonRelation, labels.PERSON_RELATIONS),
        (DiagnosticCode, labels.WARNINGS),
        (PageKind, labels.KINDS),
    ],
)
def test_each_value_has_a_label_of_its_own(values: type[StrEnum], table: Mapping[str, str]) -> None:
    assert set(table) == set(values)
    assert len(set(table.values())) == len(table) and all(table.values())


def test_each_kind_of_entity_is_a_kind_of_page() -> None:
    assert {kind.name: kind.value for kind in EntityKind}.items() <= {
        kind.name: kind.value for kind in PageKind
    }.items()


def test_each_code_is_made_somewhere_or_only_by_other_parsers() -> None:
    rooms = ("curation", "ingest", "parse", "link")
    modules = [path for room in rooms for path in (ROOT / "generator" / room).rglob("*.py")]
    files = (
        ROOT / "generator" / name
        for name in ("privacy.py", "defence.py", "publish/originals/__init__.py", "publish/kept/history.py")
    )
    texts = [path.read_text("utf-8") for path in (*modules, *files)]
    made = {name for text in texts for name in re.findall(r"\bDiagnosticCode\.([A-Z_0-9]+)", text)}
    made |= {mark.value.name for mark in Mark}
    assert made == {code.name for code in set(DiagnosticCode) - FOREIGN}


def spoken() -> Iterator[tuple[str, str]]:
    """Yield what the program says in words, with where: texts of its code, scripts, templates, the guide."""
    rooms = [path for room in ROOMS for path in (ROOT / "generator" / room).rglob("*.py")]
    for path in (*rooms, *(ROOT / "generator").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                node.value.value = ""  # a docstring speaks to programmers
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value
    for path in (ROOT / "site_templates").rglob("*.*"):
        if path.suffix in (".js", ".html", ".md"):
            lines = path.read_text("utf-8").split("\n")
            yield from ((f"{path.name}:{number}", line) for number, line in enumerate(lines, 1))


def test_one_thing_has_one_name() -> None:
    wrong = [
        f"{place}: «{other}», say «{right}»"
        for place, text in spoken()
        for other, right in SAID_OTHERWISE.items()
        if other in text.lower()
    ]
    assert not wrong

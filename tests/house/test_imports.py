"""Dependencies point one way, one package writes, one module prints, one module knows MkDocs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.places import ROOT

PACKAGE = ROOT / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A module may import from lines above its own, and from its own package.
RANKS = (
    {"model", "errors"},
    {"defence", "disclosure", "resources"},
    {"text", "cores", "cluster", "recall", "disk"},
    {"curation"},
    {"vocab"},
    {"reflow", "privacy"},
    {"ingest", "parse"},
    {"link"},
    {"derive"},
    {"papers"},
    {"pages"},
    {"search"},
    {"publish"},
    {"report"},
    {"pipeline"},
    {"rebuild"},
    {"terminal", "server", "answering"},
    {"live"},
    {"cli"},
    {"__main__"},
)
RANK = {part: rank for rank, parts in enumerate(RANKS) for part in parts}

WRITING_METHODS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "rmdir",
    "unlink",
    "touch",
    "symlink_to",
    "hardlink_to",
    "rename",
}
WRITING_FUNCTIONS = {
    "os": {
        "open",
        "mkdir",
        "makedirs",
        "remove",
        "unlink",
        "rename",
        "replace",
        "rmdir",
        "symlink",
        "link",
        "truncate",
    },
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
    "tempfile": {"mkdtemp", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile"},
    "sqlite3": {"connect"},
}


def part_of(path: Path) -> str:
    """Return the package or module below `generator` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def parsed(path: Path) -> ast.Module:
    """Return a module's tree."""
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of everything that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def writes(call: ast.Call) -> bool:
    """Tell whether a call opens, makes, moves or removes a file."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id == "open" and opens_for_writing(call, 1)
    if not isinstance(function, ast.Attribute):
        return False
    if isinstance(function.value, ast.Name) and function.value.id in WRITING_FUNCTIONS:
        nowhere = bool(call.args) and ast.unparse(call.args[0]) == "os.devnull"
        return function.attr in WRITING_FUNCTIONS[function.value.id] and not nowhere
    return function.attr in WRITING_METHODS or (function.attr == "open" and opens_for_writing(call, 0))


def opens_for_writing(call: ast.Call, place: int) -> bool:
    """Tell whether the mode of an `open` is anything but plain reading."""
    mode = next((word.value for word in call.keywords if word.arg == "mode"), None)
    if mode is None and len(call.args) > place:
        mode = call.args[place]
    return mode is not None and not (isinstance(mode, ast.Constant) and mode.value in ("r", "rb", "rt"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = part_of(path)
    assert own == "__init__" or own in RANK, f"{path.name}: give `{own}` its place in RANKS"
    wrong = []
    for line, name in imported(parsed(path)):
        assert not name.startswith("."), f"{path.name}:{line}: import by full name, not {name}"
        top, *rest = name.split(".")
        if top == "generator" and rest and rest[0] != own and RANK[rest[0]] >= RANK[own]:
            wrong.append(f"{path.name}:{line}: {own} must not import {name}")
    assert not wrong


VALUES = {"model", "disclosure", "link", "derive"}
"""Rooms that give values: no Markdown, no HTML, no address of a page stands in them."""
MARKED_UP = re.compile(r"(?<!\(\?P)</?[a-z]|\]\(|\{: |&#|\*\*|\bvk-|\.(?:md|html)\b")


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of every string of a module that is no docstring."""
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


@pytest.mark.parametrize(
    "path",
    [each for each in MODULES if part_of(each) in VALUES],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_what_is_known_stands_apart_from_how_it_is_shown(path: Path) -> None:
    tree = parsed(path)
    wrong = [
        f"{path.name}:{line}: {part_of(path)} must not import {name}"
        for line, name in imported(tree)
        if name.startswith(("generator.pages", "markdown", "html"))
    ]
    wrong += [
        f"{path.name}:{line}: {words!r} belongs to a page: let generator.pages write it"
        for line, words in literals(tree)
        if MARKED_UP.search(words)
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("code", "want"),
    [
        ('x = f"<small>{y}</small>"', True),
        ('x = f"[{y}](z)"', True),
        ('x = "{: .vk-due }"', True),
        ('x = "&#42;"', True),
        ('x = f"{y}.html"', True),
        ('x = "**"', True),
        ('"""Of `<b>` and **b**."""', False),
        ('x = re.compile(r"(?P<key>[^(]*)")', False),
        ('x = "Quyết định số 5/QĐ-UBND"', False),
    ],
)
def test_what_counts_as_markdown(code: str, want: bool) -> None:
    assert any(MARKED_UP.search(words) for _, words in literals(ast.parse(code))) == want


def test_mkdocs_is_known_to_one_module() -> None:
    knowing = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for _, name in imported(parsed(path))
        if name.split(".")[0] in ("mkdocs", "material")
    }
    assert knowing == {"publish/html/site.py"}


FORMS = ("pdf", "office.docx", "office.odt", "office.spreadsheet", "web", "plain_text", "pictures", "parsed_json")
"""The modules and folders of `ingest` that each read one form of file; what several need stands beside them."""


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_file_imports_another(form: str) -> None:
    place = PACKAGE / "ingest" / form.replace(".", "/")
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    others = tuple(f"generator.ingest.{other}" for other in FORMS if other != form)
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line}: {name}"
        for path in paths
        for line, name in imported(parsed(path))
        if name.startswith(tuple(f"{other}." for other in others)) or name in others
    ]
    assert paths
    assert not wrong


def test_yaml_is_read_in_one_place() -> None:
    knowing = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for _, name in imported(parsed(path))
        if name.split(".")[0] == "yaml"
    }
    assert knowing == {"curation/yaml_values.py"}


def test_tables_of_words_are_read_in_one_place() -> None:
    """Whoever reads a file of a folder called `data` names that folder."""
    knowing = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and node.value == "data"
    }
    assert knowing == {"vocab/tables.py"}


def test_copies_and_fields_are_asked_of_one_module() -> None:
    """Those of `dataclasses` know nothing of `Frozen`, and fail where one is met."""
    own = {"dataclasses.replace", "dataclasses.fields", "dataclasses.is_dataclass", "dataclasses"}
    asking = {
        (str(path.relative_to(PACKAGE)), name) for path in MODULES for _, name in imported(parsed(path)) if name in own
    }
    frozen = "model/frozen.py"
    assert asking == {(frozen, "dataclasses"), (frozen, "dataclasses.replace")}


APART = ("ingest/office/convert.py", "vocab/translated.py")
"""What hands LibreOffice its input in a temporary folder, as it reads nothing else; what keeps translated patterns
where Python keeps its translated modules."""


def test_only_publish_writes_files() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {ast.unparse(node)[:60]}"
        for path in MODULES
        if part_of(path) != "publish" and str(path.relative_to(PACKAGE)) not in APART
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and writes(node)
    ]
    assert not wrong


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {ast.unparse(node)[:60]}"
        for path in MODULES
        if part_of(path) != "cli"
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input"))
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"))
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("code", "want"),
    [
        ("open('a')", False),
        ("open('a', 'rb')", False),
        ("open('a', 'w')", True),
        ("open('a', mode)", True),
        ("path.open()", False),
        ("path.open('ab')", True),
        ("path.write_text('x')", True),
        ("os.replace(a, b)", True),
        ("os.open(os.devnull, os.O_WRONLY)", False),
        ("text.replace('a', 'b')", False),
        ("shutil.rmtree(folder)", True),
    ],
)
def test_what_counts_as_writing(code: str, want: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert writes(call) == want

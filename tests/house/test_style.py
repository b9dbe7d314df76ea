"""House style that no linter holds: sizes, docstrings, names, and what must not be in the tree."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from generator.text.fold import fold_words
from tests.support.places import CASES, ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
PROGRAM = ("generator", "vankho")
LINES, FUNCTION_LINES, FOLDER_FILES, FIRST_LINE, SHARED_WORDS = 400, 50, 16, 100, 12

MADE = {
    ".git",
    ".venv",
    ".build",
    "site",
    "wheelhouse",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
TEXTS = {".py", ".md", ".yml", ".yaml", ".txt", ".toml", ".json", ".js", ".css", ".html", ".svg", ".in", ""}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
MACHINE = re.compile(r"(?<![\w.:/~-])/(?:home|Users|root|work|opt|mnt|srv)/\w|[A-Z]:\\Users")
REGISTRY = re.compile(
    r"pypi\.(?:org|python)|pythonhosted|npmjs|^\s*-i\s|--(?:extra-)?index-url[ =]|--find-links[ =]|/simple/?$",
    re.MULTILINE,
)


@cache
def files() -> tuple[Path, ...]:
    """Return all files of the project, without what is made from them."""
    return tuple(sorted(walk(ROOT)))


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, links not followed."""
    for path in folder.iterdir():
        if path.name in MADE or path.name.endswith(("-site", ".egg-info")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from walk(path)
        elif path.is_file():
            yield path


def python(*folders: str) -> list[Path]:
    """Return the Python files of some folders of the project."""
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


def texts() -> list[tuple[str, str]]:
    """Return name and text of every text file, but for this one, which names what it forbids."""
    return [
        (str(path.relative_to(ROOT)), path.read_text("utf-8", errors="replace"))
        for path in files()
        if path.suffix in TEXTS and path != Path(__file__).resolve()
    ]


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Yield public functions and classes of a module, and public methods of its public classes."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public(ast.Module(node.body, []))


def test_files_are_short() -> None:
    lines = {str(path.relative_to(ROOT)): path.read_text("utf-8").count("\n") for path in python(*PROGRAM, "tests")}
    assert not {name: count for name, count in lines.items() if count > LINES}


def test_folders_are_small() -> None:
    counts = Counter(path.parent.relative_to(ROOT) for path in python(*PROGRAM, "tests"))
    assert not {str(folder): count for folder, count in counts.items() if count > FOLDER_FILES}


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in python(*PROGRAM)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]
    assert not long


def test_a_comprehension_binds_no_name_that_its_function_bound_before() -> None:
    """A walrus in a comprehension binds in the function: what is read afterwards would be of its last turn."""
    found = []
    for path in python(*PROGRAM):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                found += [f"{path.relative_to(ROOT)}:{line} {name}" for name, line in sorted(_rebound(function))]
    assert not found


def _rebound(function: ast.FunctionDef) -> Iterator[tuple[str, int]]:
    """Yield each name that a comprehension binds anew, and where."""
    inner = [each for node in ast.walk(function) if isinstance(node, COMPREHENSIONS) for each in ast.walk(node)]
    within = {id(each) for each in inner}
    bound = {each.arg: each.lineno for each in ast.walk(function.args) if isinstance(each, ast.arg)}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in within:
            bound[node.id] = min(node.lineno, bound.get(node.id, node.lineno))
    for each in inner:
        if isinstance(each, ast.NamedExpr) and bound.get(each.target.id, each.lineno) < each.lineno:
            yield each.target.id, each.lineno


def test_what_is_public_says_what_it_is() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
        for path in python(*PROGRAM)
        for node in public(ast.parse(path.read_text("utf-8")))
        if not ast.get_docstring(node)
    ]
    assert not silent


def test_the_first_line_of_a_docstring_is_one_short_sentence() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'name', 'module')}: {first}"
        for path in python("generator")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        if (first := (ast.get_docstring(node) or "").partition("\n")[0])
        if len(first) > FIRST_LINE or not first.endswith((".", ":", "?"))
    ]
    assert not long


def test_modules_are_named_after_what_they_do() -> None:
    assert not [str(path.relative_to(ROOT)) for path in python(*PROGRAM, "tests") if path.stem in VAGUE]


@pytest.mark.parametrize("forbidden", [MACHINE, REGISTRY], ids=["paths of a machine", "addresses of registries"])
def test_nothing_ties_the_project_to_one_place(forbidden: re.Pattern[str]) -> None:
    assert not [f"{name}: {match[0]}" for name, text in texts() for match in forbidden.finditer(text)]


# --- nothing is copied from real documents -----------------------------------------------------------


@cache
def official() -> re.Pattern[str]:
    """Return a pattern of what documents rightly share: official wordings, longest first, and dated numbers."""
    kinds = yaml.safe_load((CASES / "text/official_names.yml").read_text("utf-8"))
    folded = sorted((fold_words(name) for names in kinds.values() for name in names), key=len, reverse=True)
    day = r"ngay \d{1,2} (?:thang )?\d{1,2} (?:nam )?\d{4}"
    return re.compile(rf"\b(?:so \d+[a-z]? (?:\w+ ){{1,4}}{day}|{day}|{'|'.join(folded)})\b")


def runs(text: str) -> Iterator[str]:
    """Yield every run of SHARED_WORDS folded words, official names cut out."""
    for part in official().split(fold_words(text)):
        words = part.split()
        yield from (" ".join(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1))


def test_nothing_is_copied_from_real_documents() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the real documents are not here (../shared/corpus): nothing to compare with")
    real: dict[str, str] = {}
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix in (".txt", ".md", ".html"):
            text = path.read_text("utf-8", errors="replace")
            real |= dict.fromkeys(runs(re.sub(r"<[^>]*>", " ", text)), path.name)
    copied = {name: f"{real[run]}: {run}" for name, text in texts() for run in runs(text) if run in real}
    assert not copied


def test_runs_see_past_marks_and_official_names() -> None:
    shared = "một hai ba bốn năm sáu bảy tám chín mười mười một"
    assert list(runs(f"**{shared}**")) == [fold_words(shared)]
    assert not list(runs(shared.replace("sáu", "Tòa án nhân dân tối cao")))

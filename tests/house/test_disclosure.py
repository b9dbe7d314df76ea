"""Who may see what is decided in one module: no other reads what is decided by, nor compares with what was decided."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import disclosure
from generator.curation.side_file import SECRECY
from generator.disclosure import Output
from generator.model import DiagnosticCode, Mark
from tests.house.test_imports import MODULES, PACKAGE, imported, parsed, part_of
from tests.support.places import ROOT

OWN = "disclosure.py"
SETTINGS = ("model/portal.py", "curation/portal.py", "curation/registry_keys.py")
"""What declares the settings, and what reads them from `portal.yml` and the registry."""
OUTPUTS = {"derive", "pages", "search", "publish"}
"""Rooms whose values go out: they get what they tell of persons and faults from `disclosure`."""

HOLDERS = {
    "audience": (),
    "official": ("vocab",),
    "persons": ("found", "registry", "entities"),
}
"""Attribute → names of what may be asked for it: `vocab.official` are names of bodies, the others no settings.

`found` is the catalog, whose persons `disclosure` chose; a graph's own are asked for there alone.
"""
UNSEEN = {"diagnostics": (), "warnings": ("extracts",)}
"""Likewise what no output reads: `disclosure.told` and `told_of` give what may be told of faults.

`extracts.warnings` draws the table of them.
"""
VERDICTS = {*disclosure.INSIDE, *SECRECY, "public", "intranet", "officials"}
"""Words that only a decision compares with; `off` and `all` are too common to be looked for."""

WITHOUT_ANSWERS = {
    "publish/__init__.py": "empty",
    "publish/beside.py": "gathers the files that others make, each of which asks by itself",
    "publish/face.py": "lays the portal's own colours and pictures beside its pages, nothing of papers",
    "publish/kept/cache.py": "keeps what readers made, below the build folder",
    "publish/html/__init__.py": "empty",
    "publish/html/shell.py": "what the theme puts around pages",
    "publish/html/subset.py": "turns the Markdown of pages into HTML",
    "publish/html/twin.py": "turns the HTML of a page that goes out into Markdown",
    "publish/html/update.py": "renders the pages that were written",
    **{
        f"publish/formats/{name}.py": "made of the tables of `open_data` alone, which asks"
        for name in ("__init__", "archive", "citation_graph", "flat", "gzipped", "json_schema", "workbook")
    },
    "publish/feeds/__init__.py": "empty",
    "publish/feeds/atom.py": "tells of papers what lists of them tell, whose bodies the catalog chose",
    "publish/feeds/calendars.py": "tells of tasks what their pages tell: bodies, and words that were masked before",
    "publish/kept/last_read.py": "keeps papers that were published, below the build folder",
    "publish/kept/lots.py": "remembers digests, and ids and names that were looked up, of what was published",
    "publish/kept/outputs.py": "remembers digests and ids of what was published",
    "publish/kept/memory.py": "keeps what was published, below the build folder",
    "publish/metadata.py": "tells `originals` whom a file names beside its text",
    "publish/pdf_objects.py": "tells `metadata` what lies in a file that no page shows",
    "publish/rich_text.py": "tells `metadata` what stands between the codes of a file",
    "publish/list_data.py": "cuts into files what `pages.lists.rows` tells, whose persons the catalog chose",
    "publish/new_content/__init__.py": "lays out a folder without papers",
    "publish/opensearch.py": "tells the portal's name and address, nothing of papers",
    "publish/originals/drawing.py": "draws what `originals` asks for, which asks",
    "publish/originals/page_pictures.py": "draws what `originals` asks for, which asks",
    "publish/shards/__init__.py": "cuts into files what it is given",
    "publish/shards/symbols.py": "tells how numbers are read, nothing of papers",
    "publish/table_files.py": "tells words of papers as their pages do: masked before anything read them",
    "publish/task_rows.py": "tells of tasks what their pages tell: bodies, and words that were masked before",
    "publish/templates.py": "says how templates are read and judges hand-written pages, nothing of papers",
    "publish/kept/__init__.py": "empty",
    "publish/kept/faces.py": "remembers digests of what was published",
    "publish/kept/pieces.py": "remembers digests and lengths of what files were made of",
    "publish/kept/seals.py": "remembers how files were left",
    "publish/html/translated.py": "remembers templates of the program, nothing of papers",
    "publish/kept/spare.py": "links to files of the site as it stands, and to nothing else",
    "publish/kept/standstill.py": "looks at names, sizes and times of files; keeps numbers",
    "publish/kept/readings.py": "keeps what was read of papers that were published, below the build folder",
    "publish/kept/state.py": "remembers ids between builds, in a folder that is no part of the site",
    "publish/writer.py": "writes what it is given",
    "publish/whole.py": "puts in place what it is given",
    **{
        f"publish/releases/{name}.py": "carries a site as it was built, to the byte"
        for name in ("__init__", "checks", "destination", "links", "local", "pack", "release", "remote", "shell")
    },
}
"""Modules of `publish` that have nothing to ask, and why."""


def name_of(module: Path) -> str:
    """Return a module's path below `generator`."""
    return module.relative_to(PACKAGE).as_posix()


OTHERS = [path for path in MODULES if name_of(path) not in (OWN, *SETTINGS)]


def decisions(tree: ast.AST, room: str) -> Iterator[str]:
    """Yield each place of a module at which it decides by itself who may see what."""
    for node in ast.walk(tree):
        if any(reason(node, room)):
            yield f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:80]}"


def reason(node: ast.AST, room: str) -> Iterator[bool]:
    """Yield for each rule whether a node breaks it."""
    match node:
        case ast.Attribute(value=owner, attr=attr):
            yield attr in HOLDERS and called(owner) not in HOLDERS[attr]
            yield room in OUTPUTS and attr in UNSEEN and called(owner) not in UNSEEN[attr]
            yield called(owner) == "disclosure" and attr.isupper()
        case ast.Call(args=arguments):
            yield any(isinstance(each, ast.Constant) and each.value in HOLDERS for each in arguments)
        case ast.Subscript(slice=ast.Constant(value=key)):
            yield key == "audience"
        case ast.MatchClass(kwd_attrs=names):
            yield any(name in HOLDERS for name in names)
        case ast.Compare() | ast.MatchValue():
            yield any(map(is_verdict, ast.walk(node)))
        case ast.ImportFrom(module="generator.disclosure", names=aliases):
            yield any(alias.name.isupper() or alias.name.startswith("_") for alias in aliases)
        case _:
            yield False


def called(owner: ast.expr) -> str:
    """Return the last name of what an attribute is read from: `found` of `found`, `graph` of `found.graph`."""
    return owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""


def is_verdict(node: ast.AST) -> bool:
    """Tell whether a part of a comparison is the code of a refusal, a setting, a mark or a page's kind as a facet."""
    match node:
        case ast.Constant(value=str(value)):
            return value in VERDICTS
        case ast.Attribute(value=ast.Name(id="Mark")):
            return True
        case ast.Attribute(value=ast.Name(id="DiagnosticCode"), attr=name):
            return DiagnosticCode[name] in disclosure.INSIDE
        case ast.Attribute(value=ast.Attribute(attr="facets"), attr="kind"):
            return True
        case ast.Attribute(value=ast.Name(id="PageKind"), attr="PERSON"):
            return True
    return False


@pytest.mark.parametrize("path", OTHERS, ids=name_of)
def test_no_module_decides_by_itself(path: Path) -> None:
    assert not [f"{name_of(path)}:{place}" for place in decisions(parsed(path), part_of(path))]


def test_every_output_is_asked_for() -> None:
    asked = {
        node.attr
        for path in OTHERS
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and called(node.value) == "Output"
    }
    assert asked == {output.name for output in Output}, "an output that nobody asks for, or a writer that asks for none"


def test_what_is_published_asks_or_says_why_not() -> None:
    modules = [path for path in MODULES if part_of(path) == "publish"]
    silent = {
        name_of(path)
        for path in modules
        if not any(name.startswith("generator.disclosure.") for _, name in imported(parsed(path)))
    }
    assert silent == set(WITHOUT_ANSWERS)


# --- templates ---------------------------------------------------------------------------------------

TEMPLATES = sorted((ROOT / "site_templates" / "overrides").rglob("*.html"))
CODE = re.compile(r"\{%(.*?)%\}|\{\{(.*?)\}\}", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
DECIDED = re.compile(rf"\b(?:{'|'.join(sorted({*HOLDERS, *VERDICTS, 'person'}))})\b|\bkind *[!=]=")


def decided_in(template: str) -> list[str]:
    """Return the expressions of a template that decide; what `disclosure` answered comes as `config.extra`."""
    code = (one or other for one, other in CODE.findall(COMMENT.sub("", template)))
    return [each.strip() for each in code if DECIDED.search(each)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_decides_by_itself(path: Path) -> None:
    assert not decided_in(path.read_text("utf-8"))


def test_templates_are_told_which_pages_are_indexed() -> None:
    assert "config.extra.indexed" in (ROOT / "site_templates/overrides/main.html").read_text("utf-8")


# --- the finders themselves ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "room", "found"),
    [
        ("portal.audience == 'x'", "pages", True),
        ("settings = content.portal.audience", "pipeline", True),
        ("shown = found.portal.persons != 'off'", "pages", True),
        ("settings.persons", "search", True),
        ("found.persons.values()", "pages", False),
        ("found.graph.persons", "pages", True),
        ("yield from graph.persons", "publish", True),
        ("registry.persons", "link", False),
        ("person.official", "publish", True),
        ("vocab.official.get(name)", "link", False),
        ("getattr(portal, 'audience')", "publish", True),
        ("attrgetter('official')", "publish", True),
        ("asdict(portal)['audience']", "publish", True),
        ("match portal:\n case Portal(persons=shown): pass", "pages", True),
        ("told.code in ('secret', 'internal')", "pipeline", True),
        ("match told.code:\n case 'held_back': pass", "cli", True),
        ("told.code in (DiagnosticCode.SECRET, DiagnosticCode.INTERNAL)", "pipeline", True),
        ("match told.code:\n case DiagnosticCode.HELD_BACK: pass", "cli", True),
        ("told.code is DiagnosticCode.SYMBOL", "pages", False),
        ("Diagnostic('secret', message, path, 1)", "link", False),
        ("Diagnostic(DiagnosticCode.SECRET, message, path, 1)", "link", False),
        ("bool(vocab.header['secret'].match(line))", "link", False),
        ("mark is Mark.INTERNAL", "link", True),
        ("stated in ('mật', 'tối mật')", "link", True),
        ("{'mật': Mark.SECRET}", "curation", False),
        ("page.facets.kind is not PageKind.PERSON", "publish", True),
        ("page.facets.kind in kinds", "search", True),
        ("facets.kind is PageKind.PERSON", "search", True),
        ("entry.kind is PageKind.DOCUMENT", "search", False),
        ("(page for page in pages if not page.facets.part)", "search", False),
        ("found.graph.diagnostics", "pages", True),
        ("record.warnings", "publish", True),
        ("extracts.warnings(found, path, record)", "pages", False),
        ("document.warnings", "parse", False),
        ("from generator.disclosure import INSIDE", "pipeline", True),
        ("from generator.disclosure import Output, told", "pages", False),
        ("disclosure.INDEXED", "pipeline", True),
        ("disclosure.told(graph, disclosure.Output.PAGES)", "pipeline", False),
    ],
)
def test_what_counts_as_deciding(code: str, room: str, found: bool) -> None:
    assert bool(list(decisions(ast.parse(code), room))) == found


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{% if page.meta.kind == 'person' %}", True),
        ("{% if config.extra.intranet %}", True),
        ("{{ portal.audience }}", True),
        ("{# person #}{% if page.meta.kind in config.extra.indexed %}", False),
        ("<p>person</p>{{ page.meta.title }}", False),
    ],
)
def test_what_counts_as_deciding_in_a_template(template: str, found: bool) -> None:
    assert bool(decided_in(template)) == found


def test_every_mark_is_a_code_that_stays_inside() -> None:
    assert {mark.value for mark in Mark} <= set(disclosure.INSIDE)

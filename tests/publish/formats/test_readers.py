"""The further forms of the open data, opened by readers of others: all tell just what the five tables do."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

import jsonschema
import networkx
import openpyxl
import pytest
import rdflib

from generator.derive.catalog import catalog
from generator.model import Agency, Header, Portal
from generator.model.frozen import replace
from generator.pages.dictionary import CSV, FURTHER, GRAPHML, SCHEMAS, TABLES, TURTLE, WORKBOOK
from generator.pages.dictionary.field import Sheet
from generator.publish import formats, open_data
from generator.publish.formats import workbook
from generator.publish.kept import memory
from generator.publish.kept.pieces import Pieced
from generator.publish.kept.seals import OwnFolder
from generator.text.digests import digest
from tests.support.factories import document, graph, lam_giang, record

Rows = list[dict[str, Any]]
SHEETS = [(table, sheet) for table in TABLES.values() for sheet in table.sheets]
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "<r><t>a</t></r>", "_x0041_", "<b>&", "https://a.example/", "")


def tables_of(folder: Path) -> dict[str, Rows]:
    """Return the rows of the five tables."""
    return {name: list(map(json.loads, (folder / f"{name}.jsonl").read_bytes().splitlines())) for name in TABLES}


def expected(tables: dict[str, Rows], table: str, sheet: Sheet) -> Rows:
    """Return the rows that a sheet must have, counted without the program."""
    rows = [row for row in tables[table] if not sheet.kind or row["kind"] == sheet.kind]
    return [each for row in rows for each in row[sheet.below]] if sheet.below else rows


@pytest.fixture(scope="module", params=["sample", "seeds"])
def data(request: pytest.FixtureRequest) -> Path:
    """The folder of open data of a site."""
    site: Path = request.getfixturevalue(f"{request.param}_site")
    return site / "du-lieu"


def test_each_line_is_as_its_schema_says(data: Path) -> None:
    for name, rows in tables_of(data).items():
        schema = json.loads((data / SCHEMAS[name]).read_bytes())
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        assert rows
        assert not [error.message for row in rows for error in validator.iter_errors(row)][:3]


@pytest.mark.parametrize("name", TABLES)
def test_a_schema_refuses_what_no_row_is(name: str, sample_site: Path) -> None:
    schema = json.loads((sample_site / "du-lieu" / SCHEMAS[name]).read_bytes())
    row = tables_of(sample_site / "du-lieu")[name][0]
    validator = jsonschema.Draft202012Validator(schema)
    first = next(iter(row))
    for wrong in ({**row, "khac": 1}, {**row, first: 1}, {k: v for k, v in row.items() if k != first}):
        assert not validator.is_valid(wrong)


def test_csv_has_every_row(data: Path) -> None:
    tables = tables_of(data)
    for table, sheet in SHEETS:
        raw = (data / CSV[sheet]).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        read = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        wanted = expected(tables, table.name, sheet)
        assert len(read) == len(wanted), sheet
        if "id" in (read[0] if read else {}):
            assert [row["id"] for row in read] == [row["id"] for row in wanted]


def test_the_workbook_has_every_row_and_no_formula(data: Path) -> None:
    tables = tables_of(data)
    book = openpyxl.load_workbook(data / WORKBOOK)
    assert book.sheetnames == [*(sheet.title for _, sheet in SHEETS), "Từ điển"]
    for table, sheet in SHEETS:
        shown = book[sheet.title]
        wanted = expected(tables, table.name, sheet)
        assert shown.max_row == len(wanted) + 1, sheet
        assert shown.freeze_panes == "B2"
        assert shown.auto_filter.ref == shown.dimensions
        assert not [cell for row in shown for cell in row if cell.data_type == "f"]
    papers = book["Văn bản"]
    assert [cell.value for cell in papers["A"][1:]] == [row["id"] for row in tables["documents"]]
    for cell in papers["A"][1:]:
        assert (data / cell.hyperlink.target).resolve() == (data / f"../van-ban/{cell.value}.html").resolve()
        assert (data / cell.hyperlink.target).is_file()


def said(tables: dict[str, Rows]) -> set[tuple[str, str, str]]:
    """Return who cites whom and how, counted without the program."""
    held = {row["id"]: row["held_as"] for row in tables["entities"] if row.get("held_as") and "bearers" not in row}
    cited = (row for row in tables["mentions"] if row["kind"] == "decision" and row["entity"])
    found = {(row["document"], str(held.get(row["entity"], row["entity"])), row["relation"]) for row in cited}
    return {each for each in found if each[0] != each[1]}


def test_the_graph_has_every_paper_and_citation(data: Path) -> None:
    tables = tables_of(data)
    drawn = networkx.read_graphml(data / GRAPHML)
    decisions = [row for row in tables["entities"] if row["kind"] == "decision"]
    cited = [row for row in decisions if not row["held_as"] or "bearers" in row]
    assert set(drawn.nodes) == {row["id"] for row in (*tables["documents"], *cited)}
    edges = {(source, target, told["relation"]) for source, target, told in drawn.edges(data=True)}
    assert edges == said(tables)
    assert drawn.number_of_edges() == len(edges)
    assert all(told["count"] > 0 and told["line"] > 0 for _, _, told in drawn.edges(data=True))


def test_the_triples_are_the_same_graph(data: Path) -> None:
    tables = tables_of(data)
    triples = rdflib.Graph().parse(data / TURTLE, format="turtle", publicID=(data / TURTLE).as_uri())
    kinds = {relation for _, _, relation in said(tables)}
    pages = {row["id"]: row["page"] for row in tables["entities"]}
    pages |= {row["id"]: f"van-ban/{row['id']}.html" for row in tables["documents"]}
    base = data.parent.as_uri()
    found = {
        (str(s), str(o), kind)
        for kind in kinds
        for s, o in triples.subject_objects(rdflib.URIRef(f"urn:vankho:{kind}"))
    }
    assert found == {(f"{base}/{pages[s]}", f"{base}/{pages[o]}", kind) for s, o, kind in said(tables)}
    held = triples.subjects(rdflib.URIRef("urn:vankho:held"), rdflib.Literal(True))
    assert len(list(held)) == len(tables["documents"])


# --- hostile words -----------------------------------------------------------------------------------


def hostile() -> dict[str, bytes]:
    """Return tables with words that programs take for formulas or marks."""
    records = tuple(
        record(
            f"a{place:02}",
            document(f"QUYẾT ĐỊNH\n{words}", f"documents/{place}.txt", Header(type="quyết định", title=words)),
        )
        for place, words in enumerate((*FORMULAS, "x\x0b\ufffe\x85y", "dài " * 10_000))
    )
    return open_data.tables(catalog(graph(records, (Agency("co-quan/a", "=1+1"),)), Portal()))


def read_book(raw: bytes) -> Any:
    """Return a workbook as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(raw))


def test_words_of_papers_stay_words_in_the_workbook() -> None:
    tables, frame = hostile(), partial(workbook.frame, name="=1+1")
    called = workbook.named(tables["entities.jsonl"].splitlines(keepends=True))
    parts = workbook.workbook(cut(tables), called, "", workbook.NOTHING, frame)
    made = read_book(b"".join(data for _, data in parts))
    heads = [cell.value for cell in made["Văn bản"][1]]
    read = [row[heads.index("Trích yếu")] for row in made["Văn bản"].iter_rows(min_row=2)]
    assert not [cell.value for cell in read if cell.data_type not in ("s", "n", "inlineStr")]
    values = [cell.value or "" for cell in read]
    assert [value.replace("_x005F_", "_") for value in values[: len(FORMULAS)]] == list(FORMULAS)
    assert max(map(len, values)) < 32_767
    assert made["Cơ quan"]["B2"].value == "=1+1"


def test_words_of_papers_stay_words_in_csv_and_graphs(tmp_path: Path) -> None:
    laid(hostile(), tmp_path / "docs")
    folder = tmp_path / "docs/du-lieu"
    read = list(csv.DictReader(io.StringIO((folder / "documents.csv").read_text("utf-8-sig"), newline="")))
    assert not [row["title"] for row in read if row["title"].startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert networkx.read_graphml(folder / GRAPHML).number_of_nodes() == len(FORMULAS) + 2
    triples = rdflib.Graph().parse(folder / TURTLE, format="turtle", publicID="https://kho.example/du-lieu/x.ttl")
    titles = {str(each) for each in triples.objects(None, rdflib.DCTERMS.title)}
    assert set(filter(None, FORMULAS)) <= titles


# --- made once ---------------------------------------------------------------------------------------


def laid(tables: dict[str, bytes], folder: Path, portal: Portal | None = None) -> int:
    """Lay the files of tables into a folder; return how many were written."""
    with memory.opened(folder.parent / "build") as kept:
        own = OwnFolder(folder, memory.Stage(kept, "seals"), "docs")
        formats.lay({name: by_line(data) for name, data in tables.items()}, portal or Portal(), own)
        own.finish()
        return own.changed


def cut(tables: dict[str, bytes]) -> dict[str, workbook.Cut]:
    """Return tables that give themselves line by line."""

    def lines(data: bytes) -> workbook.Pieces:
        yield from ((digest(line), line) for line in data.splitlines(keepends=True))

    return {name: partial(lines, data) for name, data in tables.items()}


def by_line(data: bytes) -> Pieced:
    """Return a table made of its lines."""
    return Pieced(b"", [(digest(line), partial(bytes, line)) for line in data.splitlines(keepends=True)])


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file."""
    yield from ((path.name, path.read_bytes()) for path in sorted((folder / "du-lieu").iterdir()))


def test_what_is_made_of_the_same_is_not_made_again(tmp_path: Path) -> None:
    tables = open_data.tables(catalog(lam_giang(), Portal()))
    assert laid(tables, tmp_path / "docs") == len(TABLES) + len(FURTHER)
    assert laid(tables, tmp_path / "docs") == 0
    # Words of a paper stand in its table alone: no sheet shows them.
    row, *rest = tables["documents.jsonl"].splitlines(keepends=True)
    edited = {
        **tables,
        "documents.jsonl": b"".join((json.dumps({**json.loads(row), "text": "x"}).encode() + b"\n", *rest)),
    }
    assert laid(edited, tmp_path / "docs") == 1
    assert laid(edited, tmp_path / "docs", Portal(base_url="https://kho.example/")) == 3


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    tables = open_data.tables(catalog(lam_giang(), Portal()))
    laid(tables, tmp_path / "a/docs")
    laid(tables, tmp_path / "b/docs")
    assert dict(files_of(tmp_path / "a/docs")) == dict(files_of(tmp_path / "b/docs"))


def test_large_files_are_there_compressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LARGE", 1000)
    laid(open_data.tables(catalog(lam_giang(), Portal())), tmp_path / "docs")
    found = dict(files_of(tmp_path / "docs"))
    packed = {name.removesuffix(".gz"): data for name, data in found.items() if name.endswith(".gz")}
    assert packed.keys() == {n for n, d in found.items() if len(d) > 1000 and not n.endswith((".xlsx", ".gz"))}
    assert all(gzip.decompress(data) == found[name] for name, data in packed.items())
    assert not any(int.from_bytes(data[4:8], "little") for data in packed.values())


@pytest.mark.parametrize("settings", ["off", "officials", "all"])
def test_no_form_names_whom_the_tables_do_not(settings: Literal["off", "officials", "all"], tmp_path: Path) -> None:
    found = catalog(lam_giang(), replace(Portal(), persons=settings))
    tables = open_data.tables(found)
    laid(tables, tmp_path / "docs")
    rows = tables_of(tmp_path / "docs/du-lieu")
    book = openpyxl.load_workbook(tmp_path / "docs/du-lieu" / WORKBOOK)
    told = {row["name"] for row in rows["entities"] if row["kind"] == "person"}
    assert {row[1].value for row in book["Người"].iter_rows(min_row=2)} == told
    assert (settings == "off") == (not told)

"""Real files of every format, where ../shared is present: each ends in a page with the right facts, or is refused."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import pipeline
from generator.curation.portal import open_content
from generator.ingest.legibility import is_syllable
from generator.model import Graph, Record
from tests.support.places import CASES, ROOT

REAL = ROOT.parent / "shared" / "corpus" / "real"
ROWS: list[dict[str, Any]] = yaml.safe_load((CASES / "ingest/real_files.yml").read_text("utf-8"))
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

WHOLE = os.environ.get("REAL_FILES") == "all"
LONG = () if WHOLE else ("109",)
"""Pictures of pages that take half of the time: `make campaign` reads them, the other scans are always read."""

OLD = [row for row in ROWS if row.get("office")]
WRONG = 0.003
"""Of the words of an old Word file fewer may be no syllables: those years kept their letters in fonts.

Codes, addresses and abbreviations are no words."""

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="../shared/corpus/real is not here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the files that are read."""
    read = tmp_path_factory.mktemp("real")
    for path in REAL.iterdir():
        if not path.name.startswith(LONG):
            shutil.copy2(path, read)
    return read


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    return pipeline.graph_of(open_content(folder), {}, lambda stage, done, total: None)


def test_every_file_ends_in_a_page_or_a_reasoned_refusal(graph: Graph, folder: Path) -> None:
    read = {record.document.source.path for record in graph.records}
    told = {each.path: each for each in graph.diagnostics if each.path not in read}
    for path in sorted(folder.iterdir()):
        assert path.name in read or len(told[path.name].message) > 20, path.name


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_the_facts_of_a_file_are_right(graph: Graph, row: dict[str, Any]) -> None:
    if row.get("office") and not OFFICE:
        pytest.skip("LibreOffice is not installed: `make test-office` installs it")
    if row["file"].startswith(LONG):
        pytest.skip("half a minute of recognition: `make campaign` does it")
    record = next(r for r in graph.records if r.document.source.path.startswith(row["file"]))
    wanted = {key: row[key] for key in ("number", "issued", "issuer", "type", "signer", "authority") if key in row}
    found = facts(record, graph)
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed: `make test-office` installs it")
@pytest.mark.parametrize("row", OLD, ids=[row["file"] for row in OLD])
def test_the_letters_of_an_old_word_file_are_kept(graph: Graph, row: dict[str, Any]) -> None:
    record = next(r for r in graph.records if r.document.source.path.startswith(row["file"]))
    tokens = [token for token in record.document.text.split() if not re.search(r"[\d/@.&-]\w|[a-z][A-Z]", token)]
    words = re.findall(r"(?!\b[A-ZĐ]{2,6}\b)\b[^\W\d_]{2,}", " ".join(tokens))
    wrong = [word for word in words if not is_syllable(word) and word.lower() not in row["foreign"]]
    assert len(words) > 500 and len(wrong) < WRONG * len(words), wrong


def facts(record: Record, graph: Graph) -> dict[str, str | list[str] | None]:
    """Return number, day, issuer, type, signer and the marks with the offices that he signs for."""
    header, signature = record.document.header, record.document.signature
    return {
        "number": header.number.key if header.number else None,
        "issued": str(header.issued) if header.issued else None,
        "issuer": {agency.id: agency.name for agency in graph.agencies}.get(record.issuer or ""),
        "type": header.type,
        "signer": signature.name if signature else None,
        "authority": [f"{link.mark} {link.office}" for link in signature.authority] if signature else [],
    }

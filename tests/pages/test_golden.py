"""Six small documents and all that is made of them: every page and every line of data, letter for letter.

Where a change is meant, `make golden` writes the files anew; read the difference, then commit it with the change.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import unified_diff
from itertools import islice

import pytest

from generator import pages, pipeline
from generator.curation.portal import open_content
from generator.derive.catalog import catalog
from generator.publish import open_data
from generator.publish.writer import Folder
from tests.support.places import TESTS

DOCUMENTS, GOLDEN = TESTS / "corpus" / "golden", TESTS / "golden_site"
UPDATE = os.environ.get("GOLDEN_UPDATE") == "1"
SHOWN = 60
"""Lines of a difference that are shown."""


def made() -> dict[str, bytes]:
    """Return all pages and data of the six documents, by path."""
    content = open_content(DOCUMENTS)
    graph = pipeline.graph_of(content, {}, lambda stage, done, total: None)
    found = catalog(graph, content.portal)
    markdown = {page.path: page.markdown.encode() for page in pages.pages(found)}
    return markdown | {f"du-lieu/{name}": data for name, data in open_data.tables(found).items()}


def difference(name: str, old: bytes, new: bytes) -> str:
    """Return the first lines in which a file is other than it was."""
    before, after = (data.decode("utf-8", "replace").splitlines(keepends=False) for data in (old, new))
    found = unified_diff(before, after, f"tests/golden_site/{name}", f"{name} as it is made now", lineterm="", n=1)
    lines = list(islice(found, SHOWN + 1))
    return "\n".join(line[:600] for line in [*lines[:SHOWN], *(["…"] if len(lines) > SHOWN else [])])


def update(wanted: Mapping[str, bytes], found: Mapping[str, bytes]) -> int:
    """Write the files anew and return how many changed."""
    for name in wanted.keys() - found.keys():
        (GOLDEN / name).unlink()
    changed = [name for name in found if wanted.get(name) != found[name]]
    for name in changed:
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found[name])
    return len(changed) + len(wanted.keys() - found.keys())


def test_the_golden_site() -> None:
    found, wanted = made(), dict(Folder(GOLDEN))
    if UPDATE:
        count = update(wanted, found)
        if count:
            pytest.fail(
                f"{count} files of tests/golden_site written anew: read the difference, then run the tests again"
            )
    wrong = [name for name in sorted({*wanted, *found}) if wanted.get(name, b"") != found.get(name, b"")]
    told = [difference(name, wanted.get(name, b""), found.get(name, b"")) for name in wrong[:3]]
    more = [f"{len(wrong)} files differ: {', '.join(wrong[:20])}", "Where that is meant: make golden"]
    assert not wrong, "\n".join([*told, *more])


def test_the_six_documents_cite_one_another() -> None:
    assert len(list(DOCUMENTS.iterdir())) == 6
    graph = pipeline.graph_of(open_content(DOCUMENTS), {}, lambda stage, done, total: None)
    held = {work.id for work in graph.works if work.held_as}
    cited = ((record, each.entity) for record in graph.records for each in record.cited)
    between = {(record.id, work) for record, work in cited if work in held and work != record.work}
    assert len(between) >= 6
    assert len({record.document.header.type for record in graph.records}) == 6

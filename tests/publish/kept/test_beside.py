"""Whatever changed, what follows from the catalog is what a first build lays beside the pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.curation.portal import Content
from generator.derive.catalog import catalog
from generator.derive.lookups import Answers
from generator.derive.marks import marks, told
from generator.model import Graph, Portal
from generator.model.frozen import replace
from generator.publish import beside
from generator.publish.kept import memory
from generator.publish.kept.outputs import Outputs
from generator.publish.kept.seals import STAGE, OwnFolder
from generator.publish.writer import Folder
from tests.support.factories import DE_AN, HA, QD_1719, UBND, lam_giang

GRAPH = lam_giang()
PORTAL = Portal(name="Kho", persons="all")


def changed(graph: Graph, rows: str, identity: str, **fields: Any) -> Graph:
    """Return the graph in which one thing has other fields."""
    things = (replace(each, **fields) if each.id == identity else each for each in getattr(graph, rows))
    return replace(graph, **{rows: tuple(things)})


UNSIGNED = replace(GRAPH, records=tuple(replace(each, signer=None, occurrences=()) for each in GRAPH.records))
"""Who signed is known by name alone, as in a parse that was written by hand."""
STATES: Mapping[str, tuple[Graph, Portal]] = {
    "as it was": (GRAPH, PORTAL),
    "a body has another name": (changed(GRAPH, "agencies", UBND, name="Ủy ban khác"), PORTAL),
    "a policy has another name": (changed(GRAPH, "policies", DE_AN, name="Đề án khác"), PORTAL),
    "a work has another name": (changed(GRAPH, "works", QD_1719, name="Quyết định khác"), PORTAL),
    "a person has another name": (changed(GRAPH, "persons", HA, name="Lương Thị Khác"), PORTAL),
    "a person has no office": (changed(GRAPH, "persons", HA, official=False), replace(PORTAL, persons="officials")),
    "a paper less": (replace(GRAPH, records=GRAPH.records[1:]), PORTAL),
    "nobody is named": (GRAPH, replace(PORTAL, persons="off")),
    "signers without a page": (UNSIGNED, PORTAL),
    "signers untold": (UNSIGNED, replace(PORTAL, persons="off")),
    "signers told again": (UNSIGNED, replace(PORTAL, persons="officials")),
    "an address": (GRAPH, replace(PORTAL, base_url="https://kho.example/")),
    "another name of the portal": (GRAPH, replace(PORTAL, name="Kho khác", owner="Sở Nội vụ")),
    "within the house": (GRAPH, replace(PORTAL, audience="intranet")),
    "of its own colour": (GRAPH, replace(PORTAL, color="#0a5c70")),
}


def laid(root: Path, graph: Graph, portal: Portal, whole: bool) -> dict[str, bytes]:
    """Return what follows from a graph, laid where other things may lie; by another process as a `whole` or not."""
    found, content = catalog(graph, portal), Content(root, root, root, root, portal)
    with memory.opened(root / "build") as kept:
        folder = OwnFolder(root / "docs", memory.Stage(kept, STAGE), "docs")
        whole_marks = marks(found)
        outputs = Outputs(found, Answers(found, told(found, whole_marks)), kept)
        with beside.of_catalog(found, whole_marks, content, folder, outputs, whole) as ended:
            rows = ended(found).outputs
        outputs.keep(rows, kept)
        folder.finish()
    return dict(Folder(root / "docs"))


def test_what_is_laid_where_other_things_lay_is_what_is_laid_anew(tmp_path: Path) -> None:
    for place, (name, state) in enumerate(STATES.items()):
        lying, anew = laid(tmp_path / "kept", *state, False), laid(tmp_path / str(place), *state, True)
        assert {each for each in lying.keys() | anew.keys() if lying.get(each) != anew.get(each)} == set(), name

"""Linking: what must be one page and what must not (`cases/link_*.yml`), over a few small documents each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from generator import vocab
from generator.curation import registry
from generator.errors import RegistryError
from generator.link import link
from generator.model import DiagnosticCode, Graph, Portal, Record, Registry
from tests.support.views import cases, deadline, differences, entities, occurrence, parsed, written

Case = dict[str, Any]


def known(case: Case, folder: Path) -> Registry:
    """Return the registry of a case, read from files as an archivist writes them."""
    folder = folder / "registry"
    folder.mkdir()
    for name, rows in case.get("registry", {}).items():
        text = rows if isinstance(rows, str) else yaml.safe_dump(rows, allow_unicode=True)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return registry.load(folder)


def linked(case: Case, folder: Path) -> Graph:
    """Return the graph of a case."""
    documents = [parsed(written(text), f"documents/{name}.txt") for name, text in case["documents"].items()]
    portal = Portal(**case.get("portal", {}))
    return link(documents, known(case, folder), vocab.load(), portal, case.get("locked", {}))


# --- what is compared ----------------------------------------------------------------------------------


class Found:
    """A graph, asked by the names that a case uses: `a` is a document, `a|words` a mention in it."""

    def __init__(self, graph: Graph) -> None:
        self.records = {Path(r.document.source.path).stem: r for r in graph.records}
        self.entities = entities(graph)
        self.names = {id_: e.name for id_, e in self.entities.items()} | {r.id: k for k, r in self.records.items()}

    def named(self, value: Any) -> Any:
        """Return a value with ids replaced by what they stand for."""
        if isinstance(value, list | tuple):
            return [self.named(each) for each in value]
        if isinstance(value, dict):
            return {key: self.named(each) for key, each in value.items()}
        return self.names.get(value, value) if isinstance(value, str) else value

    def entity(self, where: str) -> str | None:
        """Return the id that a mention leads to."""
        document, _, words = where.partition("|")
        return occurrence(self.records[document], words).entity

    def entity_view(self, where: str) -> dict[str, Any]:
        """Return the entity of a mention."""
        id_ = self.entity(where)
        assert id_ is not None, f"{where}: leads nowhere"
        fields: dict[str, Any] = msgspec.to_builtins(self.entities[id_])
        return {"name": fields["name"], "id": id_, **self.named({k: v for k, v in fields.items() if k != "id"})}

    def occurrence_view(self, where: str) -> dict[str, Any]:
        """Return a mention as resolved."""
        document, _, words = where.partition("|")
        one = occurrence(self.records[document], words)
        names = ("entity", "relation", "role", "agency", "issuer", "key")
        fields = {name: self.named(getattr(one, name, None)) for name in names}
        return {**fields, "candidates": len(getattr(one, "candidates", ()))}

    def record_view(self, name: str) -> dict[str, Any]:
        """Return a document as linked."""
        record: Record = self.records[name]
        fields = {f: self.named(getattr(record, f)) for f in ("issuer", "work", "signer", "chair")}
        told = {w.code: [t.text for t in record.warnings if t.code == w.code] for w in record.warnings}
        bounds = msgspec.to_builtins(record.issued_inferred)
        codes = sorted({w.code for w in record.warnings})
        rest = {"id": record.id, "basis": record.issuer_basis, "inferred": bounds, "warnings": told, "codes": codes}
        return {**fields, **rest, "tasks": [self._task(record, place) for place in range(len(record.tasks))]}

    def _task(self, record: Record, place: int) -> dict[str, Any]:
        task = record.tasks[place]
        people = {"assignees": self.named(list(task.assignees)), "partners": self.named(list(task.partners))}
        words = {"text": task.span.of(record.document.text), "group": task.group}
        return {**words, **people, "deadline": deadline(task.deadline)}


def same(found: Found, group: list[str]) -> list[str]:
    """Return what is wrong where all mentions must lead to one page."""
    ids = {where: found.entity(where) for where in group}
    return [] if len(set(ids.values())) == 1 and None not in ids.values() else [f"not one page: {ids}"]


def apart(found: Found, group: list[str]) -> list[str]:
    """Return what is wrong where each mention must lead to a page of its own."""
    ids = {where: found.entity(where) for where in group}
    return [] if len(set(ids.values())) == len(group) and None not in ids.values() else [f"not apart: {ids}"]


@pytest.mark.parametrize("case", cases("link/*.yml"))
def test_link(case: Case, tmp_path: Path) -> None:
    expect = case["expect"]
    if "stops" in expect:
        with pytest.raises(RegistryError) as caught:
            linked(case, tmp_path)
        assert str(caught.value) == expect["stops"]
        return
    graph = linked(case, tmp_path)
    found = Found(graph)
    told = [d for group in expect.get("same", ()) for d in same(found, group)]
    told += [d for group in expect.get("apart", ()) for d in apart(found, group)]
    views = {"entity": found.entity_view, "mention": found.occurrence_view, "record": found.record_view}
    for kind, show in views.items():
        told += [d for key, want in expect.get(kind, {}).items() for d in differences(want, show(key), f"{kind} {key}")]
    for kind, names in expect.get("all", {}).items():
        told += differences(sorted(names), sorted(e.name for e in found.entities.values() if e.kind == kind), kind)
    idle = [str(each) for each in graph.diagnostics if each.code is DiagnosticCode.REGISTRY]
    told += differences(expect.get("idle", []), idle, "idle lines of the registry")
    assert set(expect) <= {"same", "apart", "all", "idle", *views}, "a field that is not compared"
    assert not told, "\n".join([case["why"], *told])

"""Who cites whom (đồ thị viện dẫn), as GraphML and as RDF (Turtle).

A held paper and its own number are one node; a number that several papers bear is one by itself. An edge is a citing
paper, a cited one and their relation, however often it is said; it tells how often, and the first line that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from generator.model.frozen import Frozen
from generator.pages.dictionary.field import Sheet
from generator.pages.frame import urls
from generator.publish.formats.flat import rows

MADE_OF = ("documents", "agencies", "decisions", "citations")
"""The sheets whose rows are told: of bodies their names."""
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTED = re.compile(r'[\\"\n\r\t]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]')
_SIGNS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


Lines = Callable[[], Iterable[bytes]]
"""What reads the lines of a table, one by one."""


class Node(Frozen):
    """A paper, held or only cited."""

    id: str
    page: str
    told: Mapping[str, str]
    """What is known of it: type, number, title, date, issuer."""
    held: bool


class Edge(Frozen):
    """A paper cites another."""

    source: str
    target: str
    relation: str
    count: int
    line: int


_NODE = ("type", "number", "title", "date", "issuer")
_EDGE = ("relation", "count", "line")
_TOLD = ("type", "number", "title", "issuer")
_WORK = ("id", "page", "key", "date", "bearers", "held_as", *_TOLD)
_CITED = ("document", "entity", "relation", "line")
"""What is read of a paper, of a number, of where one is cited."""


def graph(tables: Mapping[str, Lines]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return the papers by id, and who cites whom, by source, target and relation."""
    held: dict[str, str] = {}
    nodes: dict[str, Node] = {}
    issuers = {
        row["id"]: row["name"] for row in rows(Sheet("", "", "agency"), tables["entities.jsonl"](), ("id", "name"))
    }
    for row in rows(Sheet("", ""), tables["documents.jsonl"](), ("id", "issued", *_TOLD)):
        told = _told(row, row["number"], row["issued"], issuers)
        nodes[row["id"]] = Node(row["id"], f"{urls.DOCUMENTS}/{row['id']}.html", told, True)
    for row in rows(Sheet("", "", "decision"), tables["entities.jsonl"](), _WORK):
        shared = bool(row.get("bearers"))
        if row["held_as"] in nodes and not shared:
            held[row["id"]] = row["held_as"]
        else:
            nodes[row["id"]] = Node(row["id"], row["page"], _told(row, row["key"], row["date"], issuers), shared)
    return tuple(nodes[each] for each in sorted(nodes)), tuple(_edges(tables, nodes, held))


def _told(row: Mapping[str, Any], number: str | None, date: str | None, issuers: Mapping[str, str]) -> dict[str, str]:
    told = {"type": row["type"], "number": number, "title": row["title"], "date": date}
    return {name: value for name, value in {**told, "issuer": issuers.get(row["issuer"])}.items() if value}


def _edges(tables: Mapping[str, Lines], nodes: Mapping[str, Node], held: Mapping[str, str]) -> Iterator[Edge]:
    said: dict[tuple[str, str, str], list[int]] = {}
    for row in rows(Sheet("", "", "decision"), tables["mentions.jsonl"](), _CITED):
        target = held.get(row["entity"], row["entity"])
        if target in nodes and target != row["document"]:
            said.setdefault((row["document"], target, row["relation"]), []).append(row["line"])
    for (source, target, relation), lines in sorted(said.items()):
        yield Edge(source, target, relation, len(lines), min(lines))


# --- GraphML -----------------------------------------------------------------------------------------


def graphml(tables: Mapping[str, Lines], address: str) -> bytes:
    """Return the graph as GraphML."""
    nodes, edges = graph(tables)
    return "\n".join((*_graphml(nodes, edges, address), "")).encode()


def _graphml(nodes: tuple[Node, ...], edges: tuple[Edge, ...], address: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for name in (*_NODE, "page"):
        yield f'<key id="{name}" for="node" attr.name="{name}" attr.type="string"/>'
    yield '<key id="held" for="node" attr.name="held" attr.type="boolean"/>'
    for name in _EDGE:
        kind = "string" if name == "relation" else "int"
        yield f'<key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>'
    yield '<graph edgedefault="directed">'
    for node in nodes:
        told = {**node.told, "page": f"{address or '../'}{node.page}", "held": str(node.held).lower()}
        yield f"<node id={quoteattr(node.id)}>{''.join(map(_datum, told, told.values()))}</node>"
    for number, edge in enumerate(edges):
        told = {name: str(getattr(edge, name)) for name in _EDGE}
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f'<edge id="e{number}" {ends}>{"".join(map(_datum, told, told.values()))}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _datum(name: str, value: str) -> str:
    return f'<data key="{name}">{escape(_ILLEGAL.sub(chr(0xFFFD), value))}</data>'


# --- Turtle ------------------------------------------------------------------------------------------

_PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix vk: <urn:vankho:> .
"""
_TERMS = {
    "type": "dcterms:type",
    "number": "dcterms:identifier",
    "title": "dcterms:title",
    "issuer": "dcterms:publisher",
}
_DAYS = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def turtle(tables: Mapping[str, Lines], address: str) -> bytes:
    """Return the graph as RDF: papers by the addresses of their pages, relations as `vk:basis`.

    Without an address of the portal its own are relative to the file.
    """
    nodes, edges = graph(tables)
    pages = {node.id: f"<{address or '../'}{node.page}>" for node in nodes}
    cited: dict[str, list[str]] = {}
    for edge in edges:
        cited.setdefault(edge.source, []).append(f"vk:{edge.relation} {pages[edge.target]}")
    told = (f"{pages[node.id]}\n    {_said(node, cited.get(node.id, []))} .\n" for node in nodes)
    return "\n".join((_PREFIXES, *told)).encode()


def _said(node: Node, cited: list[str]) -> str:
    said = [f"vk:held {str(node.held).lower()}"]
    said += [f"{term} {_literal(node.told[name])}" for name, term in _TERMS.items() if name in node.told]
    if (day := node.told.get("date", "")) and len(day) in _DAYS:
        said.append(f'dcterms:issued "{day}"^^{_DAYS[len(day)]}')
    return " ;\n    ".join([*said, *cited])


def _literal(words: str) -> str:
    return f'"{_QUOTED.sub(lambda match: _SIGNS.get(match[0], chr(0xFFFD)), words)}"@vi'

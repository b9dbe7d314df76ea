"""The open data: what is stated, what is inferred and what says so stand in fields of their own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.derive.catalog import catalog
from generator.model import Agency, Evidence, Graph, Header, Place, Portal, Span, Work, WorkEffect
from generator.model.frozen import replace
from generator.publish.open_data import tables
from tests.support import factories
from tests.support.factories import BAN, SO_MOI, date, document, find, graph, record


def entities(found: Graph) -> dict[str, dict[str, Any]]:
    """Return the rows of `entities.jsonl` by id."""
    lines = tables(catalog(found, Portal()))["entities.jsonl"].splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def test_what_general_law_lets_one_infer_is_no_fact_of_the_body() -> None:
    made = Agency("co-quan/bdt", "Ban Dân tộc tỉnh Quảng Ngãi", (), "province", "tỉnh Quảng Ngãi")
    row = entities(graph((), (made,)))["co-quan/bdt"]
    assert (row["valid_to"], row["succeeded_by"], row["source"], row["predecessors"]) == (None, [], None, [])
    assert row["succession"] == [
        {
            "before": ["co-quan/bdt"],
            "after": ["Sở Dân tộc và Tôn giáo tỉnh Quảng Ngãi"],
            "until": "2025-02-28",
            "since": "2025-03-01",
            "source": "45/2025/NĐ-CP",
            "basis": "law",
            "joins": False,
            "general_day": False,
            "note": "Chỉ ở tỉnh có thành lập Sở này; ngày cụ thể theo nghị quyết của Hội đồng nhân dân từng tỉnh.",
        }
    ]


def test_what_the_registry_states_is_told_on_both_sides() -> None:
    rows = entities(factories.lam_giang())
    assert rows[SO_MOI]["predecessors"] == [BAN]
    assert [step["basis"] for step in rows[SO_MOI]["succession"]] == ["registry"]
    assert rows[SO_MOI]["succession"] == rows[BAN]["succession"]


@pytest.mark.parametrize("part", ["khoản 3 Điều 1", None])
def test_effects_are_told_with_the_document_and_the_line_that_state_them(part: str | None) -> None:
    text = "QUYẾT ĐỊNH\nNay nói về Quyết định số 5/QĐ-UBND."
    evidence = Evidence("moi", find(text, "Quyết định số 5/QĐ-UBND"))
    done = WorkEffect("repealed", "part" if part else "whole", part, "so-hieu/9", "told", evidence)
    works = (
        Work("so-hieu/5", "Quyết định số 5/QĐ-UBND", effects=(done,)),
        Work("so-hieu/9", "Quyết định số 9/QĐ-UBND"),
    )
    rows = entities(graph((record("moi", document(text)),), works))
    said = {"kind": "repealed", "extent": "part" if part else "whole", "part": part, "by": "so-hieu/9"}
    assert rows["so-hieu/5"]["effects"] == [{**said, "basis": "told", "document": "moi", "line": 2}]
    assert rows["so-hieu/9"]["effects"] == []


def test_the_days_of_an_effect_are_told_where_a_sentence_prints_them() -> None:
    evidence = Evidence("moi", find("QUYẾT ĐỊNH\nNgưng số 5", "số 5"))
    since, until = date("2025-07-01"), date("2025")
    done = WorkEffect("suspended", "whole", None, None, "own", evidence, since=since, until=until)
    works = (Work("so-hieu/5", "Quyết định số 5/QĐ-UBND", effects=(done,)),)
    (said,) = entities(graph((record("moi", document("QUYẾT ĐỊNH\nNgưng số 5")),), works))["so-hieu/5"]["effects"]
    assert (said["since"], said["until"]) == ("2025-07-01", "2025")


def test_evidence_of_a_source_with_pages_has_page_and_box() -> None:
    text = "QUYẾT ĐỊNH\nVề việc sửa bể nước\ncủa bản Nậm Pù"
    header = Header(type="quyết định", title="Về việc sửa bể nước của bản Nậm Pù")
    made = document(text, "documents/mau.pdf", header)
    boxes = (Place(1, 0.3, 0.1, 0.7, 0.12345678), Place(1, 0.2, 0.2, 0.8, 0.22), Place(2, 0.1, 0.1, 0.9, 0.12))
    paged = replace(made.source, pages=(0, 31), places=boxes)
    made = replace(made, source=paged, zones=replace(made.zones, header=Span(0, len(text))))
    row = json.loads(tables(catalog(graph((record("moi", made),), ()), Portal()))["documents.jsonl"])
    assert row["places"] == {
        "type": {"line": 1, "page": 1, "box": [0.3, 0.1, 0.7, 0.1235]},
        "title": {"line": 2, "page": 1, "box": [0.2, 0.2, 0.8, 0.22]},
    }
    plain = json.loads(tables(catalog(graph((record("moi", document(text)),), ()), Portal()))["documents.jsonl"])
    assert "places" not in plain

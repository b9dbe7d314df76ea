"""What a paper says of its own force: the day of signing is the paper's, where it is known to the day."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.derive.catalog import catalog
from generator.derive.validity.in_force import in_force
from generator.model import Header, Portal, Record
from generator.model.frozen import replace
from generator.pages.kinds.document.facts import facts
from generator.publish.open_data import tables
from tests.support.factories import date, graph, record
from tests.support.views import parsed

TEXT = """QUYẾT ĐỊNH
Về bến đò
Điều 2. Quyết định này có hiệu lực {}."""


def paper(words: str, issued: str | None = None, **fields: Any) -> Record:
    """Return a paper that says this of its force, of that day."""
    made = parsed(TEXT.format(words))
    header = Header(made.header.type, title=made.header.title, issued=date(issued) if issued else None)
    return record("vb-1", replace(made, header=header), **fields)


@pytest.mark.parametrize(
    ("words", "issued", "start"),
    [
        ("kể từ ngày ký", "2025-02-05", "2025-02-05"),
        ("kể từ ngày ký", "2025-02", None),
        ("kể từ ngày ký", "2025", None),
        ("kể từ ngày ký", None, None),
        ("từ ngày 01/3/2025", "2025-02-05", "2025-03-01"),
        ("sau 10 ngày kể từ ngày ký", "2025-02-05", None),
        ("kể từ ngày Hội đồng nhân dân tỉnh thông qua", "2025-02-05", None),
        ("đến hết ngày 31/12/2026", "2025-02-05", None),
    ],
)
def test_only_a_day_that_is_known_is_told(words: str, issued: str | None, start: str | None) -> None:
    (said,) = in_force(paper(words, issued))
    assert (str(said.start) if said.start else None) == start


def test_where_an_end_is_told_the_statements_are_of_both() -> None:
    made = paper("từ ngày 01/3/2025 và hết hiệu lực từ ngày 01/3/2027", "2025-02-05")
    shown = facts(catalog(graph((made,), ()), Portal()), "van-ban/vb-1.md", made)
    assert ">Hiệu lực</th>" in shown and "Có hiệu lực" not in shown


def test_a_draft_only_proposes() -> None:
    made = paper("kể từ ngày ký", "2025-02-05", draft=True)
    assert in_force(made) == ()
    assert "Có hiệu lực" not in facts(catalog(graph((made,), ()), Portal()), "van-ban/vb-1.md", made)


def test_the_open_data_tell_it_with_the_line() -> None:
    made = paper("kể từ ngày ký đến hết ngày 31/12/2026, trừ Điều 1", "2025-02-05")
    row = json.loads(tables(catalog(graph((made,), ()), Portal()))["documents.jsonl"])
    assert row["in_force"] == [
        {
            "kind": "in_force",
            "from": "2025-02-05",
            "until": "2026-12-31",
            "basis": "signed",
            "part": None,
            "except": "Điều 1",
            "phrase": "kể từ ngày ký đến hết ngày 31/12/2026",
            "line": 3,
        }
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("kể từ ngày ký", "kể từ ngày ký, tức từ ngày 05/02/2025 <small>"),
        ("từ ngày 01/3/2025, trừ Điều 1", "từ ngày 01/3/2025, trừ Điều 1 <small>"),
        ("kể từ ngày ký và áp dụng từ năm 2026", "<br>áp dụng từ năm 2026 <small>"),
        ("từ ngày 01/3/2025, trừ Điều 1 có hiệu lực từ ngày 01/7/2025", "<br>Điều 1: từ ngày 01/7/2025 <small>"),
        ("từ ngày 01/3/2025 và hết hiệu lực từ ngày 01/3/2027", "<br>hết hiệu lực từ ngày 01/3/2027 <small>"),
    ],
)
def test_the_page_tells_it_in_the_paper_s_words_with_the_paragraph(words: str, told: str) -> None:
    made = paper(words, "2025-02-05")
    shown = facts(catalog(graph((made,), ()), Portal()), "van-ban/vb-1.md", made)
    assert told in shown and ">đoạn nêu</a>)</small>" in shown

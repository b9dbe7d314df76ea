"""The map of provinces: papers where their issuer works, ended provinces with what they are now, no map of nothing."""

from __future__ import annotations

import re

import pytest

from generator.derive.catalog import catalog
from generator.derive.provinces import issued_in
from generator.model import Agency, Portal
from generator.pages.drawings.provinces import drawing
from generator.vocab import tables
from tests.support.factories import document, graph, record

PATH = "co-quan/index.md"
BODIES = (
    Agency("co-quan/kt", "UBND tỉnh Kon Tum", (), "province", "tỉnh Kon Tum"),
    Agency("co-quan/so", "Sở Y tế", (), "province", None, "co-quan/kt"),
    Agency("co-quan/hue", "UBND tỉnh Thừa Thiên Huế", (), "province", "tỉnh Thừa Thiên Huế"),
    Agency("co-quan/tp", "UBND thành phố Hòa Bình", (), "district", "thành phố Hòa Bình"),
    Agency("co-quan/cp", "Chính phủ", (), "central"),
    Agency("co-quan/vong", "Ban Vòng", (), "unit", None, "co-quan/vong"),
)


def issued(*bodies: str) -> tuple[str, dict[str, int]]:
    """Return the map of papers that these bodies issued, and the papers of each province."""
    texts = [document("Lời.", f"documents/{at}.txt") for at, _ in enumerate(bodies)]
    papers = [record(f"vb-{at}", text, issuer=body) for at, (text, body) in enumerate(zip(texts, bodies, strict=True))]
    found = catalog(graph(papers, BODIES), Portal())
    return drawing(found, PATH), {name: len(each) for name, each in issued_in(found).items()}


@pytest.mark.parametrize(
    ("bodies", "counts"),
    [
        (("co-quan/kt", "co-quan/so", "co-quan/so"), {"Kon Tum": 3}),
        (("co-quan/hue",), {"Huế": 1}),
        # A town bears the name of a province, and a province that nobody states is not guessed.
        (("co-quan/tp", "co-quan/cp", "co-quan/vong"), {}),
        ((), {}),
    ],
)
def test_a_paper_counts_where_its_issuer_works(bodies: tuple[str, ...], counts: dict[str, int]) -> None:
    drawn, found = issued(*bodies)
    assert found == counts
    assert bool(drawn) == bool(counts)
    coloured = re.findall(r'<g class="[^"]*vk-(?:some|many)"><title>([^<:]+): (\d+)', drawn)
    assert {name: int(count) for name, count in coloured} == counts


def test_an_ended_province_shows_what_it_is_now() -> None:
    drawn, _ = issued("co-quan/kt", "co-quan/cp")
    assert "<title>Kon Tum: 1 văn bản; nay thuộc Quảng Ngãi</title>" in drawn
    assert "| Kon Tum | Quảng Ngãi | 1 |" in drawn
    assert "1 văn bản của trung ương hoặc không rõ tỉnh" in drawn
    assert drawn.count("<title>") == len(tables.province_tiles())
    ended = [row for row in tables.provinces().provinces if row.merged_into]
    assert drawn.count("<line ") == len(ended) == 63 - 34

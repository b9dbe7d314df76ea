"""The home page: ways into the archive that lead somewhere, no numbers that say nothing."""

from __future__ import annotations

import re

import pytest

from generator.model import Agency, Graph, Header, Page, Policy, PolicyOccurrence, Record, Span
from generator.model.frozen import replace
from generator.pages.lists.by_year import WHOLE
from tests.pages.test_entity_pages import by_path
from tests.support.factories import date, document, graph, record
from tests.support.markdown import anchors


def paper(place: int, type_: str) -> Record:
    """Return a paper of a type; years and issuers take turns."""
    header = Header(type_, None, f"Số {place}", None, date(f"{2020 + place % 9}-03-11"))
    said = (PolicyOccurrence("chinh-sach/x", Span(0, 7), "p"), PolicyOccurrence("chinh-sach/y", Span(0, 7), "p"))
    made = document("Đề án X.", f"documents/{place}.txt", header)
    return replace(
        record(f"vb-{place:04d}", made, occurrences=said, issuer=f"co-quan/{place % 8}"), title=f"Số {place}"
    )


def archive(count: int) -> Graph:
    """Return so many papers of ten types and eight bodies, with a programme and a project of it."""
    bodies = tuple(Agency(f"co-quan/{place}", f"Ban <{place}>") for place in range(8))
    policies = (Policy("chinh-sach/x", "Đề án X"), Policy("chinh-sach/y", "Dự án 1", parent="chinh-sach/x"))
    return graph([paper(place, f"loại {place % 10}") for place in range(count)], (*bodies, *policies))


def tiles(portal: dict[str, Page]) -> list[str]:
    """Return the tiles of the home page."""
    return portal["index.md"].markdown.split('<div class="vk-tile">')[1:]


@pytest.mark.parametrize("count", [8, 40, WHOLE + 40])
def test_every_tile_leads_to_pages_that_are_there(count: int) -> None:
    portal = by_path(archive(count))
    found = tiles(portal)
    assert len(found) == 4
    for path, anchor in re.findall(r'href="([^"#]+)\.html(?:#([^"]+))?"', "".join(found)):
        page = portal[f"{path}.md"]
        assert not anchor or anchor in anchors(page), (path, anchor)


def test_a_tile_has_the_largest_first_and_of_years_the_latest() -> None:
    types, years, issuers, policies = tiles(by_path(archive(WHOLE + 40)))
    assert re.findall(r">(\d{4})<", years) == ["2028", "2027", "2026", "2025", "2024", "2023"]
    counts = [int(each) for each in re.findall(r"<small>(\d+)</small>", issuers)]
    assert counts == sorted(counts, reverse=True) and "Ban &#60;" in issuers
    assert "Tất cả 10" in types and "Xem danh mục" in policies and "Dự án 1" not in policies


def test_numbers_that_are_all_one_are_not_told() -> None:
    few = by_path(archive(8))["index.md"].markdown
    types, _, _, _ = tiles(by_path(archive(8)))
    assert "<small>" not in types
    assert "k-theo-nam" not in few and "k-chua-co" not in few and "k-den-han" not in few
    assert "k-theo-nam" in by_path(archive(40))["index.md"].markdown

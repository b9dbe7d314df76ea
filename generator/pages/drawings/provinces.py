"""Bản đồ ô: provinces as tiles with the number of their papers.

Those of before 1/7/2025 are joined to what they are now. A table below it says the same of those that have papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from textwrap import wrap

from generator.derive.catalog import Catalog
from generator.derive.provinces import issued_in
from generator.model import Record
from generator.pages.drawings.chart import drawing as figure
from generator.pages.frame.links import entity_link
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.collate import sort_key
from generator.vocab import tables
from generator.vocab.entries import Province, Tile

_STEP, _TILE, _LINE = 40, 36, 11
"""Heights: from tile to tile, of a tile, of a line of its words."""
_LETTERS = 7
_ISSUERS = 3
_TITLE = "Số văn bản theo tỉnh, thành phố ban hành"


def drawing(found: Catalog, path: str) -> str:
    """Return map and table, empty where no paper is of a province on it."""
    papers = issued_in(found)
    if not papers:
        return ""
    units = {row.name: row for row in tables.provinces().provinces}
    counts = {name: len(records) for name, records in papers.items()}
    rows = [_row(found, path, units[name], papers[name]) for name in sorted(papers, key=sort_key)]
    listed = render.table(_TITLE, ("Tỉnh, thành phố", "Nay thuộc", "Văn bản", "Cơ quan ban hành"), rows, "vk-provinces")
    drawn = _map(units, counts, len(found.records) - sum(counts.values()))
    return f"{drawn}\n\n{listed}"


def _row(found: Catalog, path: str, unit: Province, papers: Sequence[Record]) -> tuple[str, ...]:
    issuers = Counter(record.issuer for record in papers if record.issuer).most_common()
    named = [f"{entity_link(found, path, issuer)} ({count})" for issuer, count in issuers[:_ISSUERS]]
    more = len(issuers) - _ISSUERS
    named += [f"và {more} cơ quan khác"] if more > 0 else []
    return esc(unit.name), esc(unit.merged_into or ""), render.number(len(papers)), "<br>".join(named)


def _map(units: Mapping[str, Province], counts: Mapping[str, int], others: int) -> str:
    tiles = {tile.name: tile for tile in tables.province_tiles()}
    width = 100 / (1 + max(tile.column for tile in tiles.values()))
    height = _STEP * (1 + max(tile.row for tile in tiles.values()))
    body = "".join((*_joints(units, tiles, width), *_tiles(units, tiles, counts, width)))
    rest = f" {render.number(others)} văn bản của trung ương hoặc không rõ tỉnh." if others else ""
    told = (
        "Sơ đồ ô, không theo tỷ lệ. Ô tô màu: có văn bản trong kho. Các ô nối với nhau: nay là một tỉnh, thành phố, "
        f"từ 01/7/2025 (Nghị quyết số 202/2025/QH15); chữ nghiêng: đã nhập vào tỉnh, thành phố khác.{rest}"
    )
    return figure("ban-do", _TITLE, height, body, told, "map")


def _joints(units: Mapping[str, Province], tiles: Mapping[str, Tile], width: float) -> Iterator[str]:
    """Yield what joins tiles that are side by side and one unit now."""
    now: dict[str, list[Tile]] = {}
    for name, tile in tiles.items():
        now.setdefault(units[name].merged_into or name, []).append(tile)
    for group in now.values():
        for one, other in combinations(group, 2):
            if abs(one.row - other.row) + abs(one.column - other.column) == 1:
                ends = ((width * (each.column + 0.5), _STEP * each.row + _TILE // 2) for each in (one, other))
                (left, top), (right, bottom) = ends
                yield f'<line x1="{left:.2f}%" x2="{right:.2f}%" y1="{top}" y2="{bottom}"/>'


def _tiles(
    units: Mapping[str, Province], tiles: Mapping[str, Tile], counts: Mapping[str, int], width: float
) -> Iterator[str]:
    most = max(counts.values())
    for name, tile in tiles.items():
        count, ended = counts.get(name, 0), units[name].merged_into
        shade = "" if not count else " vk-many" if 2 * count > most else " vk-some"
        words = f"{esc(name)}: {render.number(count)} văn bản" + (f"; nay thuộc {esc(ended)}" if ended else "")
        yield (
            f'<g class="{"vk-ended" if ended else "vk-lasting"}{shade}"><title>{words}</title>'
            f'<rect x="{width * tile.column + 0.5:.2f}%" y="{_STEP * tile.row}" width="{width - 1:.2f}%" '
            f'height="{_TILE}" rx="3"/>{"".join(_lines(tile, count, width))}</g>'
        )


def _lines(tile: Tile, count: int, width: float) -> Iterator[str]:
    words = [esc(line) for line in wrap(tile.short or tile.name, _LETTERS)]
    lines = [*words, *([f"<tspan>{render.number(count)}</tspan>"] if count else [])]
    top = _STEP * tile.row + (_TILE - _LINE * len(lines)) // 2 + _LINE - 2
    for place, line in enumerate(lines):
        yield f'<text x="{width * (tile.column + 0.5):.2f}%" y="{top + place * _LINE}">{line}</text>'

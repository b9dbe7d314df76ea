"""Biểu đồ: small drawings made at build time, with the same told in words.

A drawing has no view box: places across are in per cent, so that letters keep their size on a narrow screen. Colours
are the style sheet's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.pages.frame import urls

_HEIGHT = 110
_TOP, _BASE = 20, 130
_MANY = 8
"""Bars from which a narrow screen names every second year only."""
_MOST = 24
"""Bars from which every screen does so."""


def drawing(anchor: str, title: str, height: int, body: str, told: str, kind: str, role: str = "img") -> str:
    """Return a figure: `body` drawn, `told` below it in words.

    `role` is `group` where the drawing holds links.

    All words are escaped already.
    """
    return (
        f'<figure class="vk-drawing vk-{kind}">\n'
        f'<svg width="100%" height="{height}" role="{role}" aria-labelledby="k-{anchor}-hinh">'
        f'<title id="k-{anchor}-hinh">{title}</title>{body}</svg>\n'
        f"<figcaption>{told}</figcaption>\n"
        "</figure>"
    )


def address(source: str, target: str, anchor: str = "") -> str:
    """Return the link inside a drawing from one page to another.

    A drawing is HTML, where pages are called so.
    """
    path, mark, fragment = urls.relative(source, target, anchor).partition("#")
    return path.removesuffix(".md") + (".html" if path else "") + mark + fragment


def by_year(years: Iterable[str]) -> tuple[list[tuple[str, int]], int]:
    """Return how often each year stands, those without any included, and how often none is known."""
    counts: dict[str, int] = {}
    for year in years:
        counts[year] = counts.get(year, 0) + 1
    undated = counts.pop("", 0)
    return _filled(counts), undated


def _filled(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """A few years without a document show as a gap; a wrong date far away must not make hundreds of them."""
    known = sorted(int(year) for year in counts if year.isdecimal())
    if not known or known[-1] - known[0] >= 2 * _MOST:
        return sorted(counts.items())
    return [(f"{year:04d}", counts.get(f"{year:04d}", 0)) for year in range(known[0], known[-1] + 1)]


def bars(values: Sequence[tuple[str, int]], title: str, note: str = "", anchor: str = "bieu-do") -> str:
    """Return a bar chart as a figure.

    Labels and title are years and words of the interface, no document's text.
    """
    if not values:
        return ""
    highest = max(max(count for _, count in values), 1)
    step = 100 / max(len(values), 4)
    drawn = "".join(
        _bar(place, label, count, highest, step, len(values)) for place, (label, count) in enumerate(values)
    )
    axis = f'<line x1="0" x2="100%" y1="{_BASE}" y2="{_BASE}"/>'
    told = "; ".join(f"{label}: {count}" for label, count in values if count)
    return drawing(anchor, title, _BASE + 24, axis + drawn, f"{title}. {told}. {note}".strip(), "chart")


def _bar(place: int, label: str, count: int, highest: int, step: float, total: int) -> str:
    height = max(round(_HEIGHT * count / highest), 2) if count else 0
    middle, width = (place + 0.5) * step, min(step * 0.6, 9.0)
    left = middle - width / 2
    even = place % 2 == 1
    thin = " vk-thin" if even and total > _MOST else " vk-narrow-thin" if even and total > _MANY else ""
    value = f'<text x="{middle:.2f}%" y="{_BASE - height - 6}" class="vk-value{thin}">{count}</text>' if count else ""
    return (
        f'<rect x="{left:.2f}%" y="{_BASE - height}" width="{width:.2f}%" height="{height}"/>{value}'
        f'<text x="{middle:.2f}%" y="{_BASE + 18}" class="vk-label{thin}">{label}</text>'
    )

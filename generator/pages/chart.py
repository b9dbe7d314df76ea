"""Biểu đồ: small drawings made at build time, with the same told in words."""

from __future__ import annotations

from collections.abc import Sequence

_HEIGHT = 120
_STEP = 56
_BAR = 32


def bars(values: Sequence[tuple[str, int]], title: str, note: str = "") -> str:
    """Return a bar chart as a figure; labels and title are years and words of the interface, no document's text."""
    if not values:
        return ""
    width = _STEP * len(values)
    highest = max(count for _, count in values)
    drawn = "".join(_bar(place, label, count, highest) for place, (label, count) in enumerate(values))
    told = "; ".join(f"{label}: {count}" for label, count in values)
    return (
        '<figure class="vk-chart">\n'
        f'<svg viewBox="0 0 {width} {_HEIGHT + 44}" width="{width}" role="img" aria-labelledby="k-bieu-do">'
        f'<title id="k-bieu-do">{title}</title>{drawn}</svg>\n'
        f"<figcaption>{title}. {told}. {note}</figcaption>\n"
        "</figure>"
    )


def _bar(place: int, label: str, count: int, highest: int) -> str:
    height = max(round(_HEIGHT * count / highest), 2)
    left, middle, top = place * _STEP + (_STEP - _BAR) // 2, place * _STEP + _STEP // 2, 20 + _HEIGHT - height
    return (
        f'<rect x="{left}" y="{top}" width="{_BAR}" height="{height}" rx="2"/>'
        f'<text x="{middle}" y="{top - 6}">{count}</text>'
        f'<text x="{middle}" y="{_HEIGHT + 38}">{label}</text>'
    )

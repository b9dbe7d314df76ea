"""Cây cơ quan: the bodies right above and below one, drawn with links, and the same as a nested list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from generator.derive.catalog import Catalog
from generator.model import Agency
from generator.model.frozen import Frozen
from generator.pages.drawings.chart import address, drawing
from generator.pages.frame import folds, urls
from generator.pages.frame.links import agency_link
from generator.pages.markdown import render
from generator.pages.markdown.escape import attr, esc
from generator.text.collate import sort_key

_ABOVE, _BELOW, _LISTED = 4, 6, 200
"""Ancestors and units below that are drawn; units below that are listed."""
_WIDTH, _LINES, _LINE, _GAP, _STEP = 282, 3, 16, 12, 18
"""Pixels of the narrowest screen (320) without its margins; lines of a box at most."""


class _Node(Frozen):
    words: str
    depth: int
    href: str | None
    itself: bool = False


def tree(found: Catalog, path: str, agency: Agency) -> str:
    """Return the drawing and the list of an agency's neighbourhood, empty where it has none."""
    above = _ancestors(found, agency)
    below = sorted(found.children_of.get(agency.id, ()), key=lambda each: sort_key(each.name))
    below = [each for each in below if each.id != agency.id and each not in above]
    if not above and not below:
        return ""
    drawn = _drawn(list(_nodes(path, agency, above, below)), _told(agency, above, len(below)))
    return "\n\n".join((drawn, _listed(found, path, agency, above, below)))


def _ancestors(found: Catalog, agency: Agency) -> list[Agency]:
    """The bodies above, highest first; a circle of superiors is left where it closes."""
    above: list[Agency] = []
    parent = found.agencies.get(agency.parent or "")
    while parent is not None and parent.id != agency.id and parent not in above and len(above) < _ABOVE:
        above.insert(0, parent)
        parent = found.agencies.get(parent.parent or "")
    return above


def _nodes(path: str, agency: Agency, above: Sequence[Agency], below: Sequence[Agency]) -> Iterator[_Node]:
    for depth, each in enumerate(above):
        yield _Node(each.name, depth, address(path, urls.entity_path(each.id)))
    depth = len(above)
    yield _Node(agency.name, depth, None, True)
    for each in below[:_BELOW]:
        yield _Node(each.name.removesuffix(f", {agency.name}"), depth + 1, address(path, urls.entity_path(each.id)))
    if len(below) > _BELOW:
        yield _Node(f"và {len(below) - _BELOW} đơn vị khác", depth + 1, None)


def _told(agency: Agency, above: Sequence[Agency], below: int) -> str:
    """What the drawing shows, in words."""
    line = " → ".join(attr(each.name) for each in (*above, agency))
    return f"{line}: {below} đơn vị trực thuộc." if below else f"{line}."


def _drawn(nodes: Sequence[_Node], told: str) -> str:
    pieces: list[str] = []
    bottoms: dict[int, int] = {}
    top = 4
    for node in nodes:
        lines = _lines(node)
        height = len(lines) * _LINE + 8
        middle = top + height // 2
        if node.depth and node.depth - 1 in bottoms:
            pieces.append(_elbow((node.depth - 1) * _STEP + 8, bottoms[node.depth - 1], middle))
            # The next one below the same body goes on from here: a line drawn twice is darker.
            bottoms[node.depth - 1] = middle
        bottoms[node.depth] = top + height
        pieces.append(_box(node, lines, top, height))
        top += height + _GAP
    title = f"Vị trí của {next(attr(node.words) for node in nodes if node.itself)} trong bộ máy"
    return drawing("cay-co-quan", title, top, "".join(pieces), told, "tree", "group")


def _lines(node: _Node) -> list[str]:
    """The words of a box in lines that leave it within the narrowest screen."""
    letters = int((_WIDTH - 18 - node.depth * _STEP) / _letter(node))
    lines = wrap(node.words, letters, break_long_words=True) or [render.NOTHING]
    last = lines[_LINES - 1 : _LINES] if len(lines) <= _LINES else [f"{lines[_LINES - 1][: letters - 2].rstrip()} …"]
    return [*lines[: _LINES - 1], *last]


def _letter(node: _Node) -> float:
    """The room of a letter; the agency itself is in bold."""
    return 8.0 if node.itself else 7.2


def _elbow(x: int, start: int, end: int) -> str:
    return f'<path d="M{x} {start}V{end}H{x + _STEP - 8}"/>'


def _box(node: _Node, lines: Sequence[str], top: int, height: int) -> str:
    left = node.depth * _STEP
    width = max(len(line) for line in lines) * _letter(node) + 18
    spans = "".join(
        f'<tspan x="{left + 9}" y="{top + 4 + (place + 1) * _LINE - 4}">{attr(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    box = f'<rect x="{left}" y="{top}" width="{width:.0f}" height="{height}" rx="3"/><text>{spans}</text>'
    kind = "vk-itself" if node.itself else "vk-node"
    return f'<a href="{node.href}" class="{kind}">{box}</a>' if node.href else f'<g class="{kind}">{box}</g>'


def _listed(found: Catalog, path: str, agency: Agency, above: Sequence[Agency], below: Sequence[Agency]) -> str:
    """The same as a list, the units below in a fold: most of them are drawn."""
    lines = [f"{'    ' * depth}- {agency_link(found, path, each)}" for depth, each in enumerate(above)]
    if above:
        lines.append(f"{'    ' * len(above)}- <strong>{esc(agency.name)}</strong>{_beside(found, path, agency)}")
    units = [_unit(found, path, agency, each) for each in below[:_LISTED]]
    more = [f"và {len(below) - _LISTED} đơn vị khác"] if len(below) > _LISTED else []
    rest = folds.fold_list(f"Danh sách {len(below)} đơn vị trực thuộc", [*units, *more])
    return "\n\n".join(filter(None, ("\n".join(lines), rest)))


def _unit(found: Catalog, path: str, agency: Agency, each: Agency) -> str:
    """A unit below a body, with how many paragraphs speak of it."""
    count = len(found.passages.get(each.id, ()))
    words = f" <small>({count} đoạn)</small>" if count else ""
    return f"{agency_link(found, path, each, each.name.removesuffix(f', {agency.name}'))}{words}"


def _beside(found: Catalog, path: str, agency: Agency) -> str:
    """How many bodies stand beside it below the same superior."""
    beside = len(found.children_of.get(agency.parent or "", ())) - 1
    if beside < 1:
        return ""
    return f" <small>(cùng cấp trên: {beside} cơ quan, đơn vị khác)</small>"

"""Bố cục mạng lưới: where nodes are drawn, in whole numbers, the same on every machine.

The most tied nodes are hubs (đầu mối). Every other node stands in the disc of one hub, of several the one with the
fewest ties, which says most of it; in a disc nodes lie along a spiral. Discs are put down one by one, each as near to
those it has ties with as there is room.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from math import isqrt

Point = tuple[int, int]
_Disc = tuple[int, int, int]
"""Centre and radius."""

_SPACE = 26
"""Between two nodes of a disc."""
_EDGE = 24
"""Between the outermost nodes of two discs, half of it each."""
_MOST_HUBS = 80
_OCTANT = 125
"""Steps of an eighth of a turn; whole numbers stand in for sines, which machines round differently."""
_GOLDEN = 382
"""The golden angle in steps: 137.5° of 1,000."""
_ONE, _TAN = 10_000, 4_142
"""The unit, and the tangent of 22.5°, at which half an eighth of a turn ends."""


def positions(nodes: Sequence[str], ties: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Return a place for each node, none below zero; `nodes` stand with the most tied first."""
    hub_of = _hubs(nodes, ties)
    discs: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        discs[hub_of[node]].append(node)
    centres = _packed(discs, hub_of, ties)
    placed = {
        node: (centres[hub][0] + x, centres[hub][1] + y)
        for hub, members in discs.items()
        for node, (x, y) in zip(members, _spiral(len(members)), strict=True)
    }
    left, top = (min((place[axis] for place in placed.values()), default=0) for axis in (0, 1))
    return {node: (x - left, y - top) for node, (x, y) in placed.items()}


def _hubs(nodes: Sequence[str], ties: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the hub of each node: one that it is tied to, else that of a node nearer to one.

    What no hub can be reached from stands in a disc of its own, together: else few ties would make many discs.
    """
    rank = {node: place for place, node in enumerate(nodes)}
    hubs = nodes[: min(isqrt(len(nodes)) * 3 // 2, _MOST_HUBS)]
    found = {hub: hub for hub in hubs}
    for node in nodes[len(hubs) :]:
        near = [each for each in ties.get(node, ()) if rank[each] < len(hubs)]
        if near:
            found[node] = max(near, key=rank.__getitem__)
    waiting = deque(node for node in nodes if node in found)
    while waiting:
        at = waiting.popleft()
        for other in sorted(ties.get(at, ()), key=rank.__getitem__):
            if other not in found:
                found[other] = found[at]
                waiting.append(other)
    left = [node for node in nodes if node not in found]
    return found | dict.fromkeys(left, left[0] if left else "")


# --- discs -----------------------------------------------------------------------------------------


def _packed(
    discs: Mapping[str, Sequence[str]], hub_of: Mapping[str, str], ties: Mapping[str, Sequence[str]]
) -> dict[str, Point]:
    """Return the centre of each disc, the largest put down first; none touches another."""
    between: dict[str, Counter[str]] = defaultdict(Counter)
    for node, others in ties.items():
        for other in others:
            if hub_of[node] != hub_of[other]:
                between[hub_of[node]][hub_of[other]] += 1
    order = {hub: place for place, hub in enumerate(discs)}
    placed: dict[str, _Disc] = {}
    for hub in sorted(discs, key=lambda each: (-len(discs[each]), order[each])):
        near = [(placed[each], count) for each, count in between[hub].items() if each in placed]
        weight = sum(count for _, count in near)
        middle = tuple(sum(at[axis] * count for at, count in near) // weight if weight else 0 for axis in (0, 1))
        radius = _reach(len(discs[hub]))
        placed[hub] = (*_free((middle[0], middle[1]), radius, list(placed.values())), radius)
    return {hub: (x, y) for hub, (x, y, _) in placed.items()}


def _reach(count: int) -> int:
    """Return the radius of a disc of so many nodes."""
    return _SPACE * isqrt(count * _ONE) // isqrt(_ONE) + _EDGE


def _free(middle: Point, radius: int, taken: list[_Disc]) -> Point:
    """Return the first place around a point at which a disc has room, going round farther and farther."""
    step = max(radius // 3, _SPACE)
    far = 0
    while True:
        turns = max(6 * far, 1)
        for turn in range(turns):
            x, y = _at(turn * 8 * _OCTANT // turns, far * step)
            x, y = x + middle[0], y + middle[1]
            if not _in_the_way(x, y, radius, taken):
                return x, y
        far += 1


def _in_the_way(x: int, y: int, radius: int, taken: list[_Disc]) -> bool:
    """Tell whether a disc would touch another.

    The one that it touches is asked first at the next place, which is close by.
    """
    for place, (a, b, r) in enumerate(taken):
        if (x - a) * (x - a) + (y - b) * (y - b) < (radius + r) * (radius + r):
            taken.insert(0, taken.pop(place))
            return True
    return False


def _spiral(count: int) -> Iterator[Point]:
    """Yield the places of a disc's nodes around its hub, evenly apart."""
    for place in range(count):
        yield _at(place * _GOLDEN % (8 * _OCTANT), _SPACE * isqrt(place * _ONE) // isqrt(_ONE))


def _at(turn: int, radius: int) -> Point:
    """Return the point of a circle at a step of its turn, by the rational points of the unit circle."""
    eighth, step = divmod(turn, _OCTANT)
    part = _TAN * (step if eighth % 2 == 0 else _OCTANT - step) // _OCTANT
    whole = _ONE * _ONE + part * part
    along, across = radius * (_ONE * _ONE - part * part) // whole, radius * 2 * _ONE * part // whole
    x, y = (along, across) if eighth % 4 in (0, 3) else (across, along)
    return x if eighth in (0, 1, 6, 7) else -x, y if eighth < 4 else -y

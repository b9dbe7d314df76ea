"""Small faults put into a module, one at a time: what could be mistyped there, and the module with it compiled.

A comparison is turned or moved by one, `and` becomes `or`, a `not` is dropped, a whole number, a bound of a slice or an
end of a `Span` is one off. Texts, patterns and annotations are left alone: the examples of their tables prove those.
"""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType

from generator.model.frozen import replace
from tests.support.places import ROOT

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
UNTOUCHED = ("annotation", "returns", "decorator_list")
"""Fields of a node in which a changed number changes nothing that runs."""
WIDEST = 100
"""Letters of the expression around a change that are shown with it; of a longer one only the change is."""

Change = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: where it is, what stood there and what stands there now."""

    path: str
    line: int
    extent: tuple[int, int]
    """First and last line of all that is one expression with it."""
    function: str
    was: str
    now: str
    node: int
    """Its place among the nodes of the module's tree."""
    change: int
    """Its place among the changes of that node."""
    again: int = 1
    """Which one it is of those that read alike in their function."""

    @property
    def key(self) -> str:
        """What it is called while lines above it come and go: function and words."""
        again = f" #{self.again}" if self.again > 1 else ""
        return f"{self.path} {self.function or '-'}: {self.was} → {self.now}{again}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.was} → {self.now}"


def mutants(path: Path) -> tuple[Mutant, ...]:
    """Return every fault that can be put into a module of the project, in the order of its lines."""
    return of_text(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())


def of_text(text: str, name: str) -> tuple[Mutant, ...]:
    """Return every fault that can be put into a module's text; `name` is its path."""
    tree = ast.parse(text)
    places = {node: place for place, node in enumerate(ast.walk(tree))}
    found: list[Mutant] = []
    alike: Counter[str] = Counter()
    for node, around, function in _nodes(tree, (), ""):
        for change in range(len(_changes(node))):
            shown = _shown(node, around)
            was, now = ast.unparse(shown), ast.unparse(_copy(shown, node, change)).replace("not not ", "")
            made = Mutant(name, _line(node, around), _extent(node, around), function, was, now, places[node], change)
            alike[made.key] += 1
            found.append(replace(made, again=alike[made.key]))
    return tuple(sorted(found, key=lambda each: each.line))


def drawn(all_: Iterable[Mutant], count: int, seed: str) -> tuple[Mutant, ...]:
    """Return so many of them, drawn by the seed; faults that come or go elsewhere change nothing of their order."""
    order = sorted(all_, key=lambda each: hashlib.sha256(f"{seed} {each.key}".encode()).digest())
    return tuple(sorted(order[:count], key=lambda each: (each.path, each.line, each.key)))


def compiled(mutant: Mutant, unchanged: bool = False) -> CodeType:
    """Return the code of the whole module with its one fault, or without it."""
    path = ROOT / mutant.path
    tree = ast.parse(path.read_text("utf-8"))
    node = next(node for place, node in enumerate(ast.walk(tree)) if place == mutant.node)
    if not unchanged:
        _changes(node)[mutant.change]()
    return compile(ast.fix_missing_locations(tree), str(path), "exec")


# --- what is changed ---------------------------------------------------------------------------------


def _changes(node: ast.AST) -> list[Change]:
    """What can be mistyped at a node; each call changes the node itself."""
    match node:
        case ast.Compare():
            return [partial(_turn, node, place) for place in range(len(node.ops))]
        case ast.BoolOp():
            return [partial(setattr, node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())]
        case ast.UnaryOp(op=ast.Not()):
            # `not not x` is true where `x` is.
            return [partial(setattr, node, "operand", ast.UnaryOp(ast.Not(), node.operand))]
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return [partial(setattr, node, "value", number + step) for step in (1, -1)]
        case ast.Slice():
            ends = [(name, end) for name, end in (("lower", node.lower), ("upper", node.upper)) if end is not None]
            return [partial(setattr, node, name, new) for name, end in ends for new in _beside(end)]
        case ast.Call(func=ast.Name(id="Span")):
            given = list(enumerate(node.args))
            return [partial(node.args.__setitem__, place, new) for place, end in given for new in _beside(end)]
    return []


def _turn(node: ast.Compare, place: int) -> None:
    node.ops[place] = TURNED[type(node.ops[place])]()


def _beside(offset: ast.expr) -> list[ast.expr]:
    """The offset one further and one less; a plain number is changed at its own node."""
    plain = offset.operand if isinstance(offset, ast.UnaryOp) else offset
    if isinstance(plain, ast.Constant | ast.Starred):
        return []
    return [ast.BinOp(offset, sign, ast.Constant(1)) for sign in (ast.Add(), ast.Sub())]


# --- where -------------------------------------------------------------------------------------------


def _nodes(
    node: ast.AST, around: tuple[ast.AST, ...], function: str
) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...], str]]:
    """Each node with all that it stands in, outermost first, and the name of the function."""
    yield node, around, function
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".lstrip(".")
    for name, field in ast.iter_fields(node):
        if name in UNTOUCHED:
            continue
        # The defaults of a function are worked out where it is defined.
        where = function.rpartition(".")[0] if isinstance(field, ast.arguments) else function
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST):
                yield from _nodes(child, (*around, node), where)


def _shown(node: ast.AST, around: tuple[ast.AST, ...]) -> ast.AST:
    """What is shown of a change: a number or an end with the expression that it stands in, if that is short."""
    if not isinstance(node, ast.Constant | ast.Slice):
        return node
    for outer in reversed(around):
        if isinstance(outer, ast.UnaryOp | ast.Slice):
            continue
        small = isinstance(outer, ast.expr | ast.keyword | ast.Return | ast.Assign)
        return outer if small and len(ast.unparse(outer)) <= WIDEST else node
    return node


def _copy(shown: ast.AST, node: ast.AST, change: int) -> ast.AST:
    copied = deepcopy(shown)
    place = next(place for place, each in enumerate(ast.walk(shown)) if each is node)
    _changes(next(each for at, each in enumerate(ast.walk(copied)) if at == place))[change]()
    return copied


def _extent(node: ast.AST, around: tuple[ast.AST, ...]) -> tuple[int, int]:
    """Lines of the outermost expression, since a line alone may run nothing of its own."""
    outer = next(each for each in (*around, node) if isinstance(each, ast.expr))
    return outer.lineno, outer.end_lineno or outer.lineno


def _line(node: ast.AST, around: tuple[ast.AST, ...]) -> int:
    return next(each.lineno for each in (node, *reversed(around)) if isinstance(each, ast.expr | ast.stmt))

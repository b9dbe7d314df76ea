"""House form of `generator/data/*.yml`: block style, one key a line, no long line, comments kept.

`python -m tests.house.format_data` writes it (`make format`), with `--check` it only tells what differs. A pattern that
is too long for a line becomes a list of pieces, which its reader puts one after the other with nothing between them.
"""

from __future__ import annotations

import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.curation import yaml_values
from generator.errors import VankhoError, VocabularyError
from generator.vocab.tables import DATA

WIDTH = 160
"""No line is longer."""
PATTERN_WIDTH, PIECE = 120, 100
"""A line of a pattern is as long as a line of code at most; the pieces of a longer one are about PIECE characters."""
PATTERN_KEYS = ("pattern", "after")
_TEXT = "tag:yaml.org,2002:str"
_RESOLVER = yaml.SafeLoader("")
_TRAILING = re.compile(r"[\s,\]}:]*\s(#.*)")

Keys = tuple[str, ...]
"""The keys that lead to a value, the file's name first."""


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a file, and its comments by line; a comment that is written is taken out."""

    lines: tuple[str, ...]
    comments: dict[float, str]


def formatted(path: Path) -> str:
    """Return the text of a data file in house form."""
    value = yaml_values.read(path, f"generator/data/{path.name}", VocabularyError)
    if value is None:
        raise VocabularyError(f"generator/data/{path.name}: tệp trống. Ghi nội dung hoặc xóa tệp.")
    text = tuple(path.read_text("utf-8-sig").split("\n")[:-1])
    source = Source(text, _comments(text, value.node))
    lines = [*_block(value.node, (path.stem,), 0, source), *_flush(source, float("inf"), 0)]
    return "\n".join(lines) + "\n"


def difference(path: Path) -> str | None:
    """Return where a data file leaves the house form, in one sentence, or None."""
    here, wanted = path.read_text("utf-8"), formatted(path)
    if here == wanted:
        return None
    pairs = enumerate(zip([*here.split("\n"), ""], [*wanted.split("\n"), ""], strict=False), 1)
    line = next((number for number, (is_, wants) in pairs if is_ != wants), 1)
    return f"generator/data/{path.name}:{line}: chưa trình bày theo mẫu chung. Chạy `make format`."


def _comments(lines: tuple[str, ...], root: yaml.Node) -> dict[float, str]:
    """Return comments and blank lines by the line that they stand on; one behind a value goes above it."""
    inside: set[int] = set()
    found: dict[float, str] = {}
    for node in _scalars(root):
        start, end = node.start_mark, node.end_mark
        inside.update(range(start.line + 1, end.line + (end.column > 0)))
        trailing = _TRAILING.fullmatch(lines[end.line][end.column :]) if end.line < len(lines) else None
        if trailing and end.column:
            found[end.line - 0.5] = trailing[1]
    for number, line in enumerate(lines):
        if number not in inside and (not line.strip() or line.lstrip().startswith("#")):
            found[number] = line.strip()
    return dict(sorted(found.items()))


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from (*_scalars(key), *_scalars(value))


def _flush(source: Source, before: float, indent: int) -> Iterator[str]:
    """Yield the comments that stand before a line, and forget them; blank lines are kept one at a time."""
    blank = False
    for number in [number for number in source.comments if number < before]:
        comment = source.comments.pop(number)
        if comment:
            yield from _comment(" " * indent, comment)
        elif not blank and before != float("inf"):
            yield ""
        blank = not comment


def _comment(pad: str, comment: str) -> list[str]:
    """Return the lines of a comment; one that is too long goes on below its own first word."""
    if len(pad + comment) <= WIDTH:
        return [pad + comment]
    deeper = pad + comment[: len(comment) - len(comment.lstrip("# "))]
    return textwrap.wrap(comment, WIDTH, initial_indent=pad, subsequent_indent=deeper, break_on_hyphens=False)


def _block(node: yaml.Node, keys: Keys, indent: int, source: Source) -> Iterator[str]:
    """Yield the lines of a mapping or of a list."""
    pad = " " * indent
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _flush(source, key.start_mark.line, indent)
            name = _quoted(key.value) if _is_text(key) else key.value
            yield from _entry(f"{pad}{name}:", value, (*keys, key.value), indent, source)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _flush(source, item.start_mark.line, indent)
            if isinstance(item, yaml.ScalarNode):
                yield from _entry(f"{pad}-", item, keys, indent, source)
            else:
                first, *rest = _block(item, keys, indent + 2, source)
                yield from (f"{pad}- {first.lstrip()}", *rest)
    else:
        yield from _entry(pad, node, keys, indent, source)


def _entry(head: str, node: yaml.Node, keys: Keys, indent: int, source: Source) -> Iterator[str]:
    """Yield the lines of a key or a dash and what belongs to it."""
    if isinstance(node, yaml.ScalarNode):
        yield from _scalar(head, node, keys, indent, source)
    elif node.value:
        yield head
        yield from _block(node, keys, indent + 2, source)
    else:
        yield f"{head} {'[]' if isinstance(node, yaml.SequenceNode) else '{}'}"


def _scalar(head: str, node: yaml.ScalarNode, keys: Keys, indent: int, source: Source) -> Iterator[str]:
    pad = " " * (indent + 2)
    if node.style in ("|", ">"):
        yield from _folded(head, node, pad, source)
        return
    if not _is_text(node):
        yield f"{head} {node.value}".rstrip()
        return
    pattern = keys[-1] in PATTERN_KEYS or "fragments" in keys[:-1]
    whole = f"{head} {_quoted(node.value, always=pattern)}"
    if len(whole) <= (PATTERN_WIDTH if pattern else WIDTH):
        yield whole
    elif pattern and not head.endswith("-"):
        yield head
        yield from (f"{pad}- {_quoted(piece, always=True)}" for piece in _pieces(node.value))
    elif pattern:
        yield from (f"{head} {_quoted(piece, always=True)}" for piece in _pieces(node.value))
    else:
        yield from _wrapped(head, node.value, pad)


def _is_text(node: yaml.ScalarNode) -> bool:
    """Tell whether any reader of YAML takes a scalar for a text: in quotes, or like no number, day or truth value."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, node.value, (True, False))  # type: ignore[no-untyped-call]
    return bool(node.style) or bool(tag == _TEXT)


def _folded(head: str, node: yaml.ScalarNode, pad: str, source: Source) -> Iterator[str]:
    """Yield a block scalar with the line breaks that its author chose."""
    start, end = node.start_mark, node.end_mark
    body = source.lines[start.line + 1 : end.line + (end.column > 0)]
    yield f"{head} {source.lines[start.line][start.column :].strip()}"
    yield from textwrap.indent(textwrap.dedent("\n".join(body)).strip("\n"), pad).split("\n")


def _wrapped(head: str, value: str, pad: str) -> Iterator[str]:
    """Yield a long sentence in quotes; YAML reads each line break as one blank."""
    if _odd(value) or "  " in value or value != value.strip():
        raise VocabularyError(f"generator/data: «{value[:40]}…» dài hơn {WIDTH} ký tự và không ngắt dòng được.")
    words = _quoted(value, always=True)
    yield from textwrap.wrap(
        words, WIDTH, initial_indent=f"{head} ", subsequent_indent=pad, break_long_words=False, break_on_hyphens=False
    )


def _pieces(pattern: str) -> Iterator[str]:
    """Yield the pieces of a long pattern: each begins at a bar or a bracket, the outermost there is."""
    while len(pattern) > PIECE:
        depths = list(_depths(pattern[: PIECE + 1]))
        places = range(PIECE // 3, PIECE + 1)
        cut = min(
            places, key=lambda place: (depths[place] + 9 * (pattern[place] not in "|("), pattern[place] != "|", -place)
        )
        yield pattern[:cut]
        pattern = pattern[cut:]
    yield pattern


def _depths(pattern: str) -> Iterator[int]:
    """Yield for each character how many brackets are open before it; a class counts as many."""
    depth, square, escaped = 0, False, False
    for letter in pattern:
        yield depth + 100 * (square or escaped)
        if escaped or letter == "\\":
            escaped = not escaped
        elif square or letter == "[":
            square = letter != "]"
        else:
            depth += {"(": 1, ")": -1}.get(letter, 0)


def _odd(value: str) -> bool:
    """Tell whether a text holds what a reader cannot see or tell apart."""
    return any(unicodedata.category(c) in ("Cc", "Cf", "Mn", "Zl", "Zp") or (c.isspace() and c != " ") for c in value)


def _quoted(value: str, *, always: bool = False) -> str:
    """Return a scalar as YAML writes it: plain where it may be, in quotes else, escaped where letters are unseen."""
    if _odd(value):
        escaped = (
            "\\n" if c == "\n" else f"\\u{ord(c):04X}" if _odd(c) else "\\" + c if c in '\\"' else c for c in value
        )
        return f'"{"".join(escaped)}"'
    written = yaml.safe_dump(value, allow_unicode=True, width=1_000_000, default_style="'" if always else None)
    return written.removesuffix("\n").removesuffix("\n...")


def main(arguments: list[str]) -> int:
    """Write every data file in house form, or with `--check` print what differs; returns the exit code."""
    try:
        paths = sorted(DATA.glob("*.yml"))
        if arguments == ["--check"]:
            told = [line for line in map(difference, paths) if line]
            print("\n".join(told), end="\n" if told else "")
            return 1 if told else 0
        for path in paths:
            text = formatted(path)
            if text != path.read_text("utf-8"):
                path.write_text(text, "utf-8")
    except VankhoError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The Markdown that this program writes itself, turned to HTML quickly (dạng Markdown của cổng).

Python-Markdown is the referee: what is made here is what it makes, to the byte (tests/publish/test_html.py). Whatever
form is not known here raises `Unknown` and is left to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.model.frozen import Frozen
from generator.pages.markdown.render import NOTHING

PERMALINK = ("¶", "Liên kết tới mục này")
"""Sign and title of the link at a heading, as in mkdocs.yml."""
_FIELD = re.compile(r'([a-z_]+): ("[^"\\]*+(?:\\.[^"\\]*+)*+")')
_HEADING = re.compile(r"(#{1,6}) (\S.*) (\{: #[^{}\n]*\})")
_RULE = re.compile(r"\|(?:---\|)+")
_ITEM, _STEP = re.compile(r"- (\S.*)"), 4 * " "
_BLOCK = re.compile(r"<(details|figure|form|div|section|table|pre|ol|ul|p|nav|aside|blockquote)(?=[\s>])")
_MARKED = re.compile(r"\n(\{: [^{}\n]*\})\Z")
_MARKS = re.compile(r'\{:((?: (?:#[\w-]+|\.[\w-]+|[a-z-]+="(?:[^"<>&]|&#[0-9]+;)*"))+) ?\}')
_MARK = re.compile(r' (?:#([\w-]+)|\.([\w-]+)|([a-z-]+)="([^"]*)")')
_OTHERWISE = re.compile(
    r"^(?: |\t|[-+*>#=:|~]|\d+[.)]\s|<(?!/?(?:span|small|strong|a|time|mark|code|abbr|em|br)[ >]))| $", re.M
)
"""Lines that begin something else than a paragraph, or end in a forced break."""
_SPECIAL = re.compile(r"[<>&*_`\\\[\]{}!]")
_WORDS = r"[^<>&*_`\\\[\]{}!]++|!(?!\[)"
_REFERENCE = r"&(?:#[0-9]+|[a-zA-Z]+);"


def _tokens(barred: str) -> re.Pattern[str]:
    """A run of words and tags, and what ends it: a link, a sign, the end, or what is not known (other).

    Possessive (`*+`), as no other way to read a text is tried. Of what is told apart only afterwards (lines, cells) the
    `barred` ends stand in no tag and in no link.
    """
    tag = rf"</?[a-z][^<>@ `{barred}]*+(?: [^<>`{barred}]*+)?>"
    marks = rf"\{{: [^{{}}\n{barred}]*\}}"
    link = rf"\[([^\[\]`\\*_{{}}{barred}]*)\]\(([^()\s<>\"'\\*`{barred}]+)\)({marks})?"
    return re.compile(rf"((?:{_WORDS}|{tag}|{_REFERENCE})*+)(?:{link}|([&>])|\Z|([\s\S]))")


_TEXT, _LINES, _ROWS = _tokens(""), _tokens(r"\n"), _tokens(r"\n|")
_NONE = '<td class="vk-none">'
_SIGNS = {"&": "&amp;", ">": "&gt;"}
_AMPERSAND = re.compile(rf"(?!{_REFERENCE})&")
_TAG = re.compile(r"<[^<>]*>")
_KEPT = 1000
"""Marks that are read once: nearly all pages bear the same."""
_FOLD = re.compile(
    r'(<details class="vk-fold"><summary>[^<>]*</summary>)(<table [^<>]*><caption>([^\n]*?)</caption>'
    r'<thead><tr><th scope="col">([^\n]*)</td></tr></tbody></table>)(</details>\n)'
)
"""A table behind a line that opens it, as `pages.frame.folds` writes it."""
_TD = '<td (?:class="vk-none"|data-label="[^"<>]*")>'
_NEXT_CELL = re.compile(rf'</th><th scope="col">|</td>{_TD}')
_NEXT_ROW = re.compile(rf"(?:</th></tr></thead><tbody>|</td></tr>)<tr>{_TD}")
_ID = re.compile(r' id="([^"]*)"')
"""We write a blank before it; a pattern that begins with a class of characters (`\\s`) takes five times as long."""


class Unknown(Exception):
    """A form that only Python-Markdown knows."""


@dataclass(slots=True)
class Heading:
    """An entry of the outline (mục lục): level, id, words as HTML, the headings below it."""

    level: int
    id: str
    words: str
    below: list[Heading] = field(default_factory=list)


class Table(Frozen):
    """A table: its HTML, that in its caption, and that in its cells, a row a line: `| a | b |`."""

    html: str
    caption: str
    lines: str


class Converted(Frozen):
    """A page: front matter, HTML, what that consists of, outline, and the ids that stand on it."""

    meta: Mapping[str, str]
    html: str
    parts: Sequence[str | Table]
    outline: tuple[Heading, ...]
    ids: frozenset[str]


Address = Callable[[str], str]
"""From a link as it stands in Markdown to that of the HTML; raises `Unknown` where it leads nowhere."""


def convert(text: str, address: Address) -> Converted:
    """Return a generated page as HTML; one that has any other form raises `Unknown`."""
    meta, body = _split(text)
    headings: list[Heading] = []
    made: list[str | Table] = []
    caption = ""
    for block in _blocks(body):
        if caption or block.startswith("| "):
            made.append(_table(block, caption, address))
            caption = ""
        elif _is_caption(block):
            caption = block
        else:
            made.append(_block(block, address, headings))
    if caption:
        raise Unknown("a caption without a table")
    html = "\n".join([part if isinstance(part, str) else part.html for part in made]).strip()
    parts = [each for part in made for each in (_parted(part) if isinstance(part, str) else (part,))]
    return Converted(meta, html, parts, _outline(headings), frozenset(_ID.findall(html)))


def _split(text: str) -> tuple[dict[str, str], str]:
    head, mark, body = text.removeprefix("---\n").partition("\n---\n")
    fields = [_FIELD.fullmatch(line) for line in head.split("\n")]
    if not mark or "\r" in text or not text.startswith("---\n"):
        raise Unknown("front matter")
    return {match[1]: json.loads(match[2]) for match in map(_known, fields)}, body


def _known(match: re.Match[str] | None) -> re.Match[str]:
    if match is None:
        import traceback

        raise Unknown(traceback.extract_stack()[-2].line)
    return match


def _blocks(body: str) -> Iterator[str]:
    """Yield what stands between empty lines; an element goes on to its end, over empty lines too."""
    open_tag, held = "", ""
    for block in filter(None, body.strip("\n").split("\n\n")) if "\n\n\n" not in body else _refused():
        held = f"{held}\n\n{block}" if held else block
        element = _BLOCK.match(held)
        open_tag = element[1] if element else ""
        if not open_tag or len(re.findall(rf"<{open_tag}[\s>]", held)) == held.count(f"</{open_tag}>"):
            yield held
            held = ""
    if held:
        raise Unknown("an element without its end")


def _refused() -> list[str]:
    raise Unknown("empty lines")


# --- blocks ----------------------------------------------------------------------------------------


def _block(block: str, address: Address, headings: list[Heading]) -> str:
    if element := _BLOCK.match(block):
        return _raw(block, element[1])
    if block.startswith("#"):
        return _heading(block, address, headings)
    if block.startswith("- "):
        return _list(_inline(block, address, _LINES).split("\n"))
    words, marks = _marked(block)
    if _OTHERWISE.search(words):
        raise Unknown(words)
    return f"<p{_attributes(marks)}>{_inline(words, address)}</p>"


def _raw(block: str, tag: str) -> str:
    """An element stands as it is, if there is nothing after it."""
    if not block.endswith(f"</{tag}>") or _ends_early(block, tag):
        raise Unknown(block)
    return f"{block}\n"


def _ends_early(block: str, tag: str) -> bool:
    depth = 0
    for match in re.finditer(rf"<(/?){tag}(?=[\s>])", block):
        depth += -1 if match[1] else 1
        if depth == 0 and match.end() < len(block) - 1:
            return True
    return depth != 0


def _heading(block: str, address: Address, headings: list[Heading]) -> str:
    match = _known(_HEADING.fullmatch(block))
    level, marks = len(match[1]), _read(match[3])
    words = _inline(match[2].strip(), address)
    headings.append(Heading(level, marks["id"], " ".join(_TAG.sub("", words).split())))
    sign, title = PERMALINK
    link = f'<a class="headerlink" href="#{marks["id"]}" title="{title}">{sign}</a>'
    return f"<h{level}{_attributes(marks)}>{words}{link}</h{level}>"


def _list(lines: Sequence[str], depth: int = 0) -> str:
    """Items, and lists below them four blanks further in."""
    made: list[str] = ["<ul>"]
    at = 0
    while at < len(lines):
        item = _known(_ITEM.fullmatch(lines[at], len(_STEP) * depth))[1]
        end = at + 1
        while end < len(lines) and lines[end].startswith(_STEP * (depth + 1)):
            end += 1
        below = f"{_list(lines[at + 1 : end], depth + 1)}\n" if end > at + 1 else ""
        made.append(f"<li>{item}{below}</li>")
        at = end
    return "\n".join((*made, "</ul>"))


def _outline(headings: list[Heading]) -> tuple[Heading, ...]:
    top: list[Heading] = []
    path: list[Heading] = []
    for each in headings:
        while path and path[-1].level >= each.level:
            path.pop()
        (path[-1].below if path else top).append(each)
        path.append(each)
    return tuple(top)


# --- tables ----------------------------------------------------------------------------------------


def _is_caption(block: str) -> bool:
    return "caption" in _marked(block)[1].get("class", "").split() if "\n{: " in block else False


def _table(block: str, caption: str, address: Address) -> Table:
    head, rule, *rows = block.split("\n")
    labels = _cells(head, rule.count("---"))
    if not _RULE.fullmatch(rule) or not all(map(_is_plain, labels)):
        raise Unknown(head)
    words, marks = _marked(caption)
    classes = [name for name in marks.get("class", "").split() if name != "caption"]
    attributes = _attributes({"class": " ".join(classes)} if classes else {})
    lines = [f"<table{attributes}>"]
    others = {name: value for name, value in marks.items() if name != "class"}
    title, told = _inline(words, address), _inline("\n".join((head, *rows)), address, _ROWS)
    lines += [f"<caption{_attributes(others)}>{title}</caption>"] if caption else []
    lines += ["<thead>", "<tr>", *(f'<th scope="col">{label}</th>' for label in labels), "</tr>", "</thead>", "<tbody>"]
    begins = [f'<td data-label="{label}">' for label in labels]
    for row in told.split("\n")[1:]:
        cells = zip(_cells(row, len(labels)), begins, strict=True)
        made = [f"{_NONE if cell == NOTHING else begin}{cell}</td>" for cell, begin in cells]
        if "vk-facts" in classes:
            made[0] = f"<th{made[0][3:-5]}</th>".replace(">", ' scope="row">', 1)
        lines += ["<tr>", *made, "</tr>"]
    return Table("\n".join((*lines, "</tbody>", "</table>")), title, told)


def _parted(html: str) -> Sequence[str | Table]:
    """Return what a fold with a table consists of; any other block is one part."""
    fold = _FOLD.fullmatch(html) if html.startswith("<details") and "|" not in html else None
    if not fold:
        return (html,)
    before, table, caption, rows, after = fold.groups()
    rows = _NEXT_ROW.sub(" |\n| ", _NEXT_CELL.sub(" | ", rows))
    lines = f"| {rows} |"
    bars = {line.count("|") for line in lines.split("\n")}
    return (before, Table(table, caption, lines), after) if len(bars) == 1 else (html,)


def _cells(row: str, count: int) -> list[str]:
    cells = row[2:-2].split(" | ")
    if len(row) < 4 or row[:2] != "| " or row[-2:] != " |" or len(cells) != count or row.count("|") != count + 1:
        raise Unknown(row)
    return [cell.strip() for cell in cells]


def _is_plain(label: str) -> bool:
    return bool(label) and not re.search(r"[<>&*_`\\\[\]{}!\"|]", label)


# --- words -----------------------------------------------------------------------------------------


def _inline(text: str, address: Address, tokens: re.Pattern[str] = _TEXT) -> str:
    """Return words with their links and signs as HTML; of a table or a list, all at once."""
    made: list[str] = []
    for run, words, href, marks, sign, other in tokens.findall(text):
        made.append(run)
        if href:
            before, after = _around_href(marks)
            target, shown = address(href), words.strip()
            target = _AMPERSAND.sub("&amp;", target) if "&" in target else target
            shown = _inline(shown, address) if _SPECIAL.search(shown) else shown
            made.append(f'<a{before} href="{target}"{after}>{shown}</a>')
        elif sign:
            made.append(_SIGNS[sign])
        elif other:
            raise Unknown(text)
    return "".join(made)


@lru_cache(_KEPT)
def _around_href(marks: str) -> tuple[str, str]:
    """Return the attributes of a link that stand before and after its address, by their names."""
    given = _read(marks) if marks else {}
    before = _attributes({name: value for name, value in given.items() if name < "href"})
    return before, _attributes({name: value for name, value in given.items() if name > "href"})


def _marked(block: str) -> tuple[str, Mapping[str, str]]:
    """Words of a paragraph, and the attributes of its last line."""
    match = _MARKED.search(block)
    return (block[: match.start()], _read(match[1])) if match else (block, {})


@lru_cache(_KEPT)
def _read(marks: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, cls, key, value in _MARK.findall(_known(_MARKS.fullmatch(marks))[1]):
        if cls:
            found["class"] = f"{found['class']} {cls}" if "class" in found else cls
        else:
            found["id" if name else key] = name or value
    return found


def _attributes(given: Mapping[str, str]) -> str:
    return "".join(f' {name}="{given[name]}"' for name in sorted(given))

"""The Markdown that this program writes itself, turned to HTML quickly (dạng Markdown của cổng).

Python-Markdown is the referee: what is made here is what it makes, to the byte (tests/publish/test_html.py). Whatever
form is not known here raises `Unknown` and is left to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.pages.markdown.render import NOTHING

PERMALINK = ("¶", "Liên kết tới mục này")
"""Sign and title of the link at a heading, as in mkdocs.yml."""
_FIELD = re.compile(r'([a-z_]+): ("(?:[^"\\]|\\.)*")')
_HEADING = re.compile(r"(#{1,6}) (\S.*) (\{: #[^{}\n]*\})")
_ROW = re.compile(r"\| (.*) \|")
_RULE = re.compile(r"\|(?:---\|)+")
_ITEM, _STEP = re.compile(r"- (\S.*)"), 4 * " "
_BLOCK = re.compile(r"<(details|figure|form|div|section|table|pre|ol|ul|p|nav|aside|blockquote)(?=[\s>])")
_MARKED = re.compile(r"\n(\{: [^{}\n]*\})\Z")
_MARKS = re.compile(r'\{:((?: (?:#[\w-]+|\.[\w-]+|[a-z-]+="[^"<>&]*"))+) ?\}')
_MARK = re.compile(r' (?:#([\w-]+)|\.([\w-]+)|([a-z-]+)="([^"]*)")')
_OTHERWISE = re.compile(
    r"^(?: |\t|[-+*>#=:|~]|\d+[.)]\s|<(?!/?(?:span|small|strong|a|time|mark|code|abbr|em|br)[ >]))| $", re.M
)
"""Lines that begin something else than a paragraph, or end in a forced break."""
_TOKEN = re.compile(
    r"(?P<plain>(?:[^<>&*_`\\\[\]{}!]|!(?!\[))+)"
    r"|(?P<tag></?[a-z][^<>@ `]*(?: [^<>`]*)?>|&(?:#[0-9]+|[a-zA-Z]+);)"
    r"|\[(?P<words>[^\[\]`\\*_{}]*)\]\((?P<href>[^()\s<>\"'\\*`]+)\)(?P<marks>\{: [^{}\n]*\})?"
    r"|(?P<sign>[&>])"
)
_SIGNS = {"&": "&amp;", ">": "&gt;"}
_AMPERSAND = re.compile(r"&(?!#[0-9]+;|[a-zA-Z]+;)")
_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r'\sid="([^"]*)"')


class Unknown(Exception):
    """A form that only Python-Markdown knows."""


@dataclass(slots=True)
class Heading:
    """An entry of the outline (mục lục): level, id, words as HTML, the headings below it."""

    level: int
    id: str
    words: str
    below: list[Heading] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Converted:
    """A page: front matter, HTML, outline, and the ids that stand on it."""

    meta: Mapping[str, str]
    html: str
    outline: tuple[Heading, ...]
    ids: frozenset[str]


Address = Callable[[str], str]
"""From a link as it stands in Markdown to that of the HTML; raises `Unknown` where it leads nowhere."""


def convert(text: str, address: Address) -> Converted:
    """Return a generated page as HTML; one that has any other form raises `Unknown`."""
    meta, body = _split(text)
    headings: list[Heading] = []
    made: list[str] = []
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
    html = "\n".join(made).strip()
    return Converted(meta, html, _outline(headings), frozenset(_ID.findall(html)))


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
    for block in filter(None, re.split(r"\n{2,}", body.strip("\n"))) if "\n\n\n" not in body else _refused():
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
        return _list(block.split("\n"), address)
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


def _list(lines: Sequence[str], address: Address, depth: int = 0) -> str:
    """Items, and lists below them four blanks further in."""
    made: list[str] = ["<ul>"]
    at = 0
    while at < len(lines):
        item = _inline(_known(_ITEM.fullmatch(lines[at], len(_STEP) * depth))[1], address)
        end = at + 1
        while end < len(lines) and lines[end].startswith(_STEP * (depth + 1)):
            end += 1
        below = f"{_list(lines[at + 1 : end], address, depth + 1)}\n" if end > at + 1 else ""
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


def _table(block: str, caption: str, address: Address) -> str:
    head, rule, *rows = block.split("\n")
    labels = _cells(head)
    if not _RULE.fullmatch(rule) or rule.count("---") != len(labels) or not all(map(_is_plain, labels)):
        raise Unknown(head)
    words, marks = _marked(caption)
    classes = [name for name in marks.pop("class", "").split() if name != "caption"]
    attributes = _attributes({"class": " ".join(classes)} if classes else {})
    lines = [f"<table{attributes}>"]
    lines += [f"<caption{_attributes(marks)}>{_inline(words, address)}</caption>"] if caption else []
    lines += ["<thead>", "<tr>", *(f'<th scope="col">{label}</th>' for label in labels), "</tr>", "</thead>", "<tbody>"]
    for row in rows:
        cells = _cells(row)
        if len(cells) != len(labels):
            raise Unknown(row)
        made = [_cell(label, cell, address) for label, cell in zip(labels, cells, strict=True)]
        if "vk-facts" in classes:
            made[0] = f"<th{made[0][3:-5]}</th>".replace(">", ' scope="row">', 1)
        lines += ["<tr>", *made, "</tr>"]
    return "\n".join((*lines, "</tbody>", "</table>"))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _known(_ROW.fullmatch(row))[1].split(" | ")] if "`" not in row else _refused()


def _is_plain(label: str) -> bool:
    return bool(label) and not re.search(r"[<>&*_`\\\[\]{}!\"|]", label)


def _cell(label: str, cell: str, address: Address) -> str:
    if "|" in cell:
        raise Unknown(cell)
    mark = 'class="vk-none"' if cell == NOTHING else f'data-label="{label}"'
    return f"<td {mark}>{_inline(cell, address)}</td>"


# --- words -----------------------------------------------------------------------------------------


def _inline(text: str, address: Address) -> str:
    made: list[str] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise Unknown(text[position : position + 40])
        position = match.end()
        if match["href"] is not None:
            given = _read(match["marks"]) if match["marks"] else {}
            marks = _attributes({**given, "href": _AMPERSAND.sub("&amp;", address(match["href"]))})
            made.append(f"<a{marks}>{_inline(match['words'].strip(), address)}</a>")
        else:
            made.append(_SIGNS.get(match[0], match[0]))
    return "".join(made)


def _marked(block: str) -> tuple[str, dict[str, str]]:
    """Words of a paragraph, and the attributes of its last line."""
    match = _MARKED.search(block)
    return (block[: match.start()], _read(match[1])) if match else (block, {})


def _read(marks: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, cls, key, value in _MARK.findall(_known(_MARKS.fullmatch(marks))[1]):
        if cls:
            found["class"] = f"{found['class']} {cls}" if "class" in found else cls
        else:
            found["id" if name else key] = name or value
    return found


def _attributes(given: Mapping[str, str]) -> str:
    return "".join(f' {name}="{given[name]}"' for name in sorted(given))

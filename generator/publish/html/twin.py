"""The Markdown twin of a page (bản Markdown): what a reader sees on it, for programs.

It is made of the HTML that goes out, so that it can hold nothing that the page does not. What steers the page (forms,
drawings, marks to hand on) is left out; a word of a paper is never markup. lxml reads it, but for tables of words and
links: they are half of what pages hold, and turned in a third of the time. For these, too, it is the referee
(tests/publish/test_twins.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import chain, groupby

from lxml import etree

from generator.publish.html.subset import Table

SUFFIX = ".md"
_OUT = (
    "script",
    "style",
    "svg",
    "form",
    "button",
    "input",
    "select",
    "template",
    "nav",
    "canvas",
    "img",
    etree.Comment,
)
_ASIDE = re.compile(
    r'<a class="(?:vk-at|headerlink)"[^<>]*>[^<>]*</a>|<span id="[^"<>]*"></span>'
    r'|<p (?:[^<>]* )?class="vk-above"[^<>]*>.*?</p>|<svg[ >][^<]*+(?:<(?!/?svg[ >])[^<]*+)*+</svg>'
)
"""Links to places of the same page, of which there is one at each paragraph, the places, the way to the page, drawings:
a third of what a parser would have to read."""
_PLAIN = (
    "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u", "var", "wbr",
)  # fmt: skip
"""Elements of which only the words are told."""
_INLINE = frozenset({"a", "br"})
_MARKUP = re.compile(r"[\\`*_\[\]]|[<>]|&(?=#?\w+;)|~(?=~)|(?<=~)~")
_SIGN = re.compile(r"[\\`*_\[\]<>&~]")
"""Most words have none of these: that is seen quickly."""
_AT_START = re.compile(r"(?:#|[=+-](?=[=+\- ]*$)|:(?= ))")
_BY_NUMBER = "<>&~=:"
"""Written as references: not every reader of Markdown takes a backslash before them away."""
_ODD = re.compile(r"[\s()<>]")
_MARK = re.compile(rf'</?(?:{"|".join(_PLAIN)})(?: (?!hidden)[a-z-]+="[^"<>]*")*+>')
_LINK = re.compile(
    r"""<a(?: class="(?!vk-at|headerlink)[^"<>]*")? href="([!#-%'-;=?-~]*)"(?: title="[^"<>]*")?>([^<>]*)</a>"""
)
"""With an address of plain ASCII, without a reference."""
_STRANGE = r"<>\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ud800-\udfff\ufffe\uffff"
"""Letters of tags that are not known, and those that a parser takes out, or for a blank."""
_NOT_PLAIN = re.compile(rf"[\\`*_\[\]&~{_STRANGE}]")
_UNKNOWN = re.compile(rf"[{_STRANGE}]|&(?!(?:amp|lt|gt|quot|#3[3-9]|#[4-9][0-9]|#1[01][0-9]|#12[0-35-6]);)")
"""References are known but to a bar (124), which parts cells."""
_PARSER = etree.HTMLParser(collect_ids=False)
"""One for all pages: to make one for each took a third of the time."""
_DEEP = 200
"""Elements one in another of which any are looked into: no page of ours has as many."""


def twin(parts: Iterable[str | Table], address: str) -> str:
    """Return the twin of a page of some parts; `address` leads to the page."""
    pieces = (_of_table(part) if isinstance(part, Table) else part for part in parts)
    runs = [(is_html, list(some)) for is_html, some in groupby(pieces, lambda piece: isinstance(piece, str))]
    read = _read("\n".join(map(str, some)) for is_html, some in runs if is_html)
    told = [f"Trang: [{address}]({address})"]
    for is_html, some in runs:
        told += _blocks(next(read), 0) if is_html else chain.from_iterable(some)
    return "\n\n".join(told) + "\n"


def _read(contents: Iterable[str]) -> Iterator[etree._Element]:
    """Yield for each of some HTML an element with all of it that is told."""
    shown = _ASIDE.sub("", "".join([f"<div>{each}</div>" for each in contents]))
    root = etree.fromstring(f"<body>{shown}</body>", _PARSER).find("body")
    assert root is not None
    if " hidden" in shown:
        _hide(root)
    _strip(root)
    return root.iterchildren("div")


def _strip(root: etree._Element) -> None:
    """Take out what is not told, and the marks around words: what is left is blocks, links and words."""
    etree.strip_elements(root, *_OUT, with_tail=False)
    etree.strip_tags(root, *_PLAIN)


def _hide(root: etree._Element) -> None:
    """Leave nothing in elements that are not shown."""
    for element in list(root.iterfind(".//*[@hidden]")):
        tail = element.tail
        element.clear()
        element.tag, element.tail = _PLAIN[0], tail


def _blocks(element: etree._Element, deep: int) -> Iterator[str]:
    """Yield the blocks in an element; words that stand between blocks are a paragraph."""
    run: list[str] = [_words(element.text)]
    for child in element if deep < _DEEP else ():
        if child.tag in _INLINE and not _holds_blocks(child):
            run.append(_inline(child))
        else:
            yield from _paragraph(run)
            run = []
            yield from _BLOCKS.get(str(child.tag), _blocks)(child, deep + 1)
        run.append(_words(child.tail))
    yield from _paragraph(run)


def _paragraph(run: list[str]) -> Iterator[str]:
    words = " ".join("".join(run).split())
    if words:
        yield f"{_plain(words[0])}{words[1:]}" if _AT_START.match(words) else words


def _holds_blocks(element: etree._Element) -> bool:
    return len(element) > 0 and any(each.tag not in _INLINE for each in element.iterdescendants())


# --- in a line ---------------------------------------------------------------------------------


def _words(text: str | None) -> str:
    if not text or not _SIGN.search(text):
        return text or ""
    return _MARKUP.sub(lambda found: _plain(found[0]), text)


def _plain(letter: str) -> str:
    return f"&#{ord(letter)};" if letter in _BY_NUMBER else f"\\{letter}"


def _inside(element: etree._Element) -> str:
    if not len(element):
        return _words(element.text)
    parts = [_words(element.text)]
    for child in element:
        parts += (_inline(child), _words(child.tail))
    return "".join(parts)


def _inline(element: etree._Element) -> str:
    words = " " if element.tag == "br" else _inside(element)
    return _linked(words, element.get("href") if element.tag == "a" else None)


def _linked(words: str, link: str | None) -> str:
    shown = words.strip()
    if not shown or not link or link.startswith("#"):
        return words
    return f"[{shown}]({f'<{_ODD.sub(_coded, link)}>' if _ODD.search(link) else link})"


def _coded(found: re.Match[str]) -> str:
    return found[0] if found[0] in "()" else f"%{ord(found[0]):02X}"


# --- blocks ------------------------------------------------------------------------------------


def _flat(element: etree._Element) -> str:
    return " ".join(_inside(element).split())


def _heading(element: etree._Element, deep: int) -> Iterator[str]:
    if words := _flat(element):
        yield f"{'#' * int(str(element.tag)[1])} {words}"


def _list(element: etree._Element, deep: int) -> Iterator[str]:
    items = []
    for number, child in enumerate(each for each in element if each.tag == "li"):
        mark = f"{number + 1}." if element.tag == "ol" else "-"
        parts = list(_blocks(child, deep))
        body = "\n\n".join(parts).replace("\n", "\n" + " " * (len(mark) + 1))
        items += [f"{mark} {body}"] if parts else []
    if items:
        yield "\n".join(items)


def _terms(element: etree._Element, deep: int) -> Iterator[str]:
    terms = element.iter("dt", "dd")
    lines = [f"{'- ' if each.tag == 'dt' else '  '}{words}" for each in terms if (words := _flat(each))]
    if lines:
        yield "\n".join(lines)


def _table(element: etree._Element, deep: int) -> Iterator[str]:
    caption = element.find("caption")
    rows = [[_flat(cell).replace("|", "\\|") for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join((*row, *[''] * (width - len(row))))} |" for row in rows if any(row)]
    yield from _laid("" if caption is None else _flat(caption), lines, width)


def _laid(caption: str, lines: Sequence[str], width: int) -> Iterator[str]:
    if caption:
        yield f"**{caption}**"
    if lines:
        yield "\n".join((lines[0], f"|{'---|' * width}", *lines[1:]))


def _verbatim(element: etree._Element, deep: int) -> Iterator[str]:
    text = "".join(str(part) for part in element.itertext()).strip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    yield f"{fence}\n{text}\n{fence}"


def _quoted(element: etree._Element, deep: int) -> Iterator[str]:
    if parts := list(_blocks(element, deep)):
        yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(parts).split("\n"))


_BLOCKS: Mapping[str, Callable[[etree._Element, int], Iterator[str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "dl": _terms,
    "table": _table,
    "pre": _verbatim,
    "blockquote": _quoted,
}


# --- tables of words and links -----------------------------------------------------------------------


class _Unknown(Exception):
    """A form that is left to a parser of HTML."""


def _of_table(table: Table) -> str | Sequence[str]:
    """Return the blocks of a table of words and links; of any other its HTML, which is to be read."""
    try:
        caption, lines = " ".join(_line(table.caption).split()), map(_row, _line(table.lines).split("\n"))
    except _Unknown:
        return table.html
    return [*_laid(caption, [line for line in lines if line], table.lines.partition("\n")[0].count("|") - 1)]


def _row(line: str) -> str:
    """Return the line of a row without needless blanks; nothing where all cells are empty."""
    if "  " not in line:
        return line
    cells = [" ".join(cell.split()) for cell in line[2:-2].split(" | ")]
    return f"| {' | '.join(cells)} |" if any(cells) else ""


def _line(content: str) -> str:
    """Return some HTML of words and links in Markdown; any other raises `_Unknown`."""
    parts = _LINK.split(_MARK.sub("", content).replace("<br>", " "))
    words, links, linked = parts[::3], parts[1::3], parts[2::3]
    if _NOT_PLAIN.search("".join((*words, *linked))):
        words, linked = list(map(_told, words)), list(map(_told, linked))
    told = (*map(_linked, linked, links), "")
    return "".join(chain.from_iterable(zip(words, told, strict=True)))


def _told(words: str) -> str:
    if _UNKNOWN.search(words):
        raise _Unknown
    return _words(unescape(words))

"""The Markdown twin of a page (bản Markdown): what a reader sees on it, for programs.

It is made of the HTML that goes out, so that it can hold nothing that the page does not. What steers the page (forms,
drawings, marks to hand on) is left out; a word of a paper is never markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

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
_PLACES = re.compile(r'<a class="(?:vk-at|headerlink)"[^<>]*>[^<>]*</a>|<p (?:[^<>]* )?class="vk-above"[^<>]*>.*?</p>')
"""Links to places of the same page, of which there is one at each paragraph, and the way to it."""
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
_PARSER = etree.HTMLParser(collect_ids=False)
"""One for all pages: to make one for each took a third of the time."""
_DEEP = 200
"""Elements one in another of which any are looked into: no page of ours has as many."""


def twin(content: str, address: str) -> str:
    """Return the twin of a page of some content; `address` leads to the page."""
    shown = _PLACES.sub("", content)
    root = etree.fromstring(f"<div>{shown}</div>", _PARSER).find("body/div")
    assert root is not None
    if " hidden" in shown:
        _hide(root)
    _strip(root)
    return "\n\n".join((f"Trang: [{address}]({address})", *_blocks(root, 0))) + "\n"


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
    return any(each.tag not in _INLINE for each in element.iterdescendants())


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
    link = element.get("href") if element.tag == "a" else None
    if not words.strip() or not link or link.startswith("#"):
        return words
    return f"[{words.strip()}]({f'<{_ODD.sub(_coded, link)}>' if _ODD.search(link) else link})"


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
    if caption is not None and (words := _flat(caption)):
        yield f"**{words}**"
    rows = [[_flat(cell).replace("|", "\\|") for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join((*row, *[''] * (width - len(row))))} |" for row in rows if any(row)]
    if lines and width:
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

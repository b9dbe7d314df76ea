"""Trang viết tay: the archivist's own pages, and the user guide of every portal.

They are Markdown and nothing else. HTML in them is refused, not escaped: who wrote it is there to read the message,
and one who pastes a script from elsewhere should learn that the portal shows none.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import markdown

from generator.errors import ConfigurationError, reason
from generator.model import Facets, Page, PageKind
from generator.pages.frame import trail
from generator.pages.frame.urls import heading_slug
from generator.pages.markdown import render
from generator.text.fold import slugify

_ELEMENTS = {
    *("a", "abbr", "blockquote", "br", "code", "del", "div", "em", "hr", "p", "pre", "small", "strong", "sub", "sup"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "ul"),
    *("caption", "table", "tbody", "td", "th", "thead", "tr"),
}
_ATTRIBUTES = {"class", "data-label", "href", "id", "scope", "start", "style", "title"}
_STYLE = re.compile(r"text-align: (left|right|center);")
_TAG = re.compile(r'</[a-z][a-z0-9]*>|<[a-z][a-z0-9]*(?: [a-z-]+="[^"<>]*")*(?: /)?>')
"""A tag as Markdown itself writes it: every browser reads it as one, and reads nothing else as one."""
_ODD = re.compile(r"<[^\s<]{0,20}")
_SCHEMES = ("http", "https", "mailto", "tel")
_EXTENSIONS = ("tables", "fenced_code", "attr_list", "admonition", "toc", "generator.pages.markdown.caption")
_LINK = re.compile(r"(\]\(|^ {0,3}\[[^\]\n]+\]: *)([^)\s>]+)\.html(?=[#)\s]|$)", re.MULTILINE)
_ID = re.compile(r"\{: #([\w-]+)|id=\"([\w-]+)\"")


@dataclass(frozen=True, slots=True)
class Written:
    """A file of hand-written Markdown: the name by which messages call it, and its text."""

    name: str
    text: str

    @property
    def path(self) -> str:
        """The path of its page: `Giới thiệu.md` → `gioi-thieu.md`."""
        return f"{slugify(Path(self.name).stem) or 'trang'}.md"


@dataclass
class _Read(HTMLParser):
    """What a browser would see: headings, words, links, ids, and what does not belong there."""

    title: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=lambda: [""])
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        odd = sorted(given.keys() - _ATTRIBUTES)
        if tag not in _ELEMENTS or odd or not _STYLE.fullmatch(given.get("style", "text-align: left;")):
            self.wrong.append(f"<{tag}{f' {odd[0]}' if odd else ''}>")
        self.links += [given["href"]] if "href" in given else []
        self.ids |= {given["id"]} if "id" in given else set()
        if tag not in ("a", "abbr", "br", "code", "del", "em", "small", "strong", "sub", "sup"):
            self.words.append("")
            self.inside = tag
            self.title += [""] if tag == "h1" else []

    def handle_comment(self, data: str) -> None:
        self.wrong.append("<!-- -->")

    def handle_data(self, data: str) -> None:
        self.words[-1] += data
        if self.inside == "h1":
            self.title[-1] += data


def read(folder: Path) -> tuple[Written, ...]:
    """Return the Markdown files of a folder, by name; none where there is no such folder."""
    try:
        names = os.listdir(folder) if folder.is_dir() else []  # which tells of a folder that does not open
        paths = sorted(folder / name for name in names if name.endswith(".md") and not name.startswith("."))
        return tuple(Written(f"{folder.name}/{path.name}", path.read_bytes().decode("utf-8-sig")) for path in paths)
    except UnicodeDecodeError:
        raise ConfigurationError(
            f"{folder}: có trang viết tay không phải UTF-8. Lưu lại tệp ở bảng mã UTF-8."
        ) from None
    except OSError as problem:
        raise ConfigurationError(f"{folder}: không đọc được trang viết tay ({reason(problem)}).") from None


def with_hand_written(made: Sequence[Page], written: Iterable[Written], own: Iterable[Written]) -> tuple[Page, ...]:
    """Return all pages, sorted by path.

    Those made, those of the archivist, and `own` unless he wrote his own of it.
    """
    chosen = _by_path(written)
    chosen = {each.path: each for each in own} | chosen
    known = {page.path: page for page in made}
    for path, each in chosen.items():
        if path in known:
            raise ConfigurationError(f"{each.name}: cổng đã có trang {path} do chương trình tạo. Đặt tên tệp khác.")
    parsed = {path: _parsed(each) for path, each in chosen.items()}
    anchors = {path: parse.ids for path, parse in parsed.items()}
    pages = [_page(each, parsed[path], known, anchors) for path, each in chosen.items()]
    return tuple(sorted((*made, *pages), key=lambda page: page.path))


def navigation(pages: Iterable[Page]) -> tuple[tuple[str, str], ...]:
    """Return title and path of the hand-written pages, the user guide last.

    What follows the lists in the menu.
    """
    found = [(page.title, page.path) for page in pages if page.facets.sub == SUB]
    return tuple(sorted(found, key=lambda row: (row[1] == GUIDE, row[1])))


SUB = "Trang giới thiệu, hướng dẫn"
GUIDE = "huong-dan.md"


def _by_path(written: Iterable[Written]) -> dict[str, Written]:
    chosen: dict[str, Written] = {}
    for each in written:
        if other := chosen.get(each.path):
            raise ConfigurationError(f"{each.name}: trùng địa chỉ {each.path} với {other.name}. Đổi tên một tệp.")
        chosen[each.path] = each
    return chosen


def _parsed(each: Written) -> _Read:
    """Return a page as read; one without a title, or with HTML, raises ConfigurationError."""
    if each.text.startswith("---"):
        raise ConfigurationError(f"{each.name}:1: không dùng phần khai báo `---` ở đầu trang. Bỏ phần này đi.")
    found = _Read()
    made = markdown.Markdown(extensions=_EXTENSIONS, extension_configs={"toc": {"slugify": heading_slug}})
    html = made.convert(_outgoing(each))
    found.feed(html)
    found.close()
    # What our reader passes over, a browser may run: no `<` may stand but that of such a tag.
    found.wrong += _ODD.findall(_TAG.sub("", html))
    if found.wrong:
        line = _line_of(each.text, found.wrong[0].split(" ")[0].rstrip(">")[:4])
        raise ConfigurationError(
            f"{each.name}:{line}: trang viết tay không dùng thẻ HTML hay mã lệnh, gặp {found.wrong[0]}. "
            "Viết bằng Markdown; muốn hiện đúng các ký tự ấy thì đặt trong `dấu huyền`."
        )
    if len(found.title) != 1 or not found.title[0].strip():
        raise ConfigurationError(f"{each.name}:1: cần đúng một dòng đầu đề bậc một, ví dụ: # Giới thiệu.")
    return found


def _outgoing(each: Written) -> str:
    """The Markdown that goes out, which is what is judged: an indented first line stays one."""
    return _LINK.sub(r"\1\2.md", re.sub(r"\r\n?", "\n", each.text)).strip("\n").rstrip()


def _page(each: Written, found: _Read, known: Mapping[str, Page], anchors: Mapping[str, set[str]]) -> Page:
    title = " ".join(found.title[0].split())
    for address in found.links:
        _check(each, address, known, anchors)
    parts = (render.front_matter(title, kind=PageKind.PAGE), trail.line(each.path), _outgoing(each))
    words = "\n".join(line for line in (" ".join(words.split()) for words in found.words) if line and line != title)
    return Page(each.path, title, "\n\n".join(parts) + "\n", Facets(sub=SUB), words)


def _check(each: Written, address: str, known: Mapping[str, Page], anchors: Mapping[str, set[str]]) -> None:
    """Refuse a link that leads to no page, to no place on it, or runs a script."""
    parts = urlsplit(address)
    address = address if address in each.text else re.sub(r"\.md(?=#|$)", ".html", address)
    if parts.scheme in _SCHEMES:
        return
    path = posixpath.normpath(unquote(parts.path)).removesuffix(".html").removesuffix(".md") + ".md"
    path = path if parts.path else each.path
    there = path in known or path in anchors or parts.path.startswith("du-lieu/")
    if parts.scheme or parts.netloc or not there:
        hint = "Địa chỉ tính từ trang chủ, ví dụ: van-ban/index.html; địa chỉ ngoài bắt đầu bằng https://."
        line = _line_of(each.text, address)
        raise ConfigurationError(f"{each.name}:{line}: liên kết «{address}» không dẫn tới trang nào. {hint}")
    if parts.fragment and unquote(parts.fragment) not in _anchors(path, known, anchors):
        line = _line_of(each.text, address)
        raise ConfigurationError(f"{each.name}:{line}: trang {path} không có mục «{parts.fragment}».")


def _anchors(path: str, known: Mapping[str, Page], anchors: Mapping[str, set[str]]) -> set[str]:
    if path in anchors:
        return anchors[path]
    return {one or other for one, other in _ID.findall(known[path].markdown)} if path in known else set()


def _line_of(text: str, words: str) -> int:
    """Return the 1-based line on which `words` first stand."""
    return text[: max(text.casefold().find(words.casefold()), 0)].count("\n") + 1

"""Trang viết tay: the archivist's own pages, and the user guide of every portal.

They are Markdown and nothing else. HTML in them is refused, not escaped: who wrote it is there to read the message,
and one who pastes a script from elsewhere should learn that the portal shows none.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import partial
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from generator import resources
from generator.disk import plain_bytes
from generator.errors import ConfigurationError, reason
from generator.ingest.sandbox import TooMuch, bounded
from generator.model import Facets, Page, PageKind
from generator.model.frozen import Frozen, replace
from generator.pages.frame import trail
from generator.pages.frame.urls import heading_slug
from generator.pages.markdown import render
from generator.pages.markdown.judge import TOO_DEEP, Judged, judged, may_lead
from generator.recall import NOTHING, Recall
from generator.text.digests import digest
from generator.text.fold import slugify
from generator.text.invisible import without_invisible

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "admonition", "generator.pages.markdown.caption")
CONFIGURATION = {"toc": {"permalink": "¶", "permalink_title": "Liên kết tới mục này", "slugify": heading_slug}}
"""What MkDocs makes pages with, by `mkdocs.yml`: what is judged is what goes out."""
LARGEST = 10_000_000
"""Bytes of a file that are read at most."""
MOST = 100_000
"""Characters of a page."""
SECONDS = 20
"""Time for a page: some marks, often enough repeated, would take Markdown a day."""
_LINK = re.compile(r"(\]\(|^ {0,3}\[[^\]\n]+\]: *)([^)\s>]+)\.html(?=[#)\s]|$)", re.MULTILINE)
_FENCE = re.compile(r"`{3,}|~{3,}")
_ID = re.compile(r"\{: #([\w-]+)|id=\"([\w-]+)\"")


class Written(Frozen):
    """A file of hand-written Markdown: the name by which messages call it, and its text."""

    name: str
    text: str

    @property
    def path(self) -> str:
        """The path of its page: `Giới thiệu.md` → `gioi-thieu.md`."""
        return f"{slugify(Path(self.name).stem) or 'trang'}.md"


def read(folder: Path, within: bool = False) -> tuple[Written, ...]:
    """Return the Markdown files of a folder, by name; none where there is no such folder.

    `within`: none lies behind a link that leads out of the folder around it.
    """
    try:
        names = os.listdir(folder) if folder.is_dir() else []  # which tells of a folder that does not open
        paths = sorted(folder / name for name in names if name.endswith(".md") and not name.startswith("."))
        for path in paths if within else ():
            if path.is_symlink() and not path.resolve().is_relative_to(folder.parent.resolve()):
                raise ConfigurationError(
                    f"{folder.name}/{path.name}: liên kết này dẫn ra ngoài thư mục nội dung. Chép tệp vào thư mục, "
                    "hoặc ghi `follow_links: true` vào portal.yml."
                )
        return tuple(_written(f"{folder.name}/{path.name}", plain_bytes(path, LARGEST)) for path in paths)
    except OSError as problem:
        raise ConfigurationError(f"{folder}: không đọc được trang viết tay ({reason(problem)}).") from None


def _written(name: str, data: bytes) -> Written:
    try:
        return Written(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise ConfigurationError(f"{name}:{line}: không phải UTF-8. Lưu lại tệp ở bảng mã UTF-8.") from None


def with_hand_written(made: Sequence[Page], written: Iterable[Written], own: Iterable[Written]) -> tuple[Page, ...]:
    """Return all pages, sorted by path: those made, and those written by hand."""
    known = {page.path: page for page in made}
    pages = by_hand(known, lambda path: known[path].markdown, written, own)
    return tuple(sorted((*made, *pages), key=lambda page: page.path))


def by_hand(
    made: Collection[str],
    markdown_of: Callable[[str], str],
    written: Iterable[Written],
    own: Iterable[Written],
    recall: Recall = NOTHING,
) -> tuple[Page, ...]:
    """Return the pages of the archivist, and `own` unless he wrote his own of it.

    `made` are the paths of the pages that were made, `markdown_of` gives the Markdown of one. `recall` knows what was
    judged before and had no fault.
    """
    chosen = _by_path(written)
    chosen = {each.path: each for each in own} | chosen
    for path, each in chosen.items():
        if path in made:
            raise ConfigurationError(f"{each.name}: cổng đã có trang {path} do chương trình tạo. Đặt tên tệp khác.")
    parsed = {path: _recalled(each, recall) for path, each in chosen.items()}
    places = _Places(made, {path: parse.ids for path, parse in parsed.items()}, markdown_of)
    return tuple(_page(each, parsed[path], places) for path, each in chosen.items())


def navigation(pages: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return titles and paths of hand-written pages in the order of the menu: the user guide last."""
    return tuple(sorted(pages, key=lambda row: (row[1] == GUIDE, row[1])))


SUB = "Trang giới thiệu, hướng dẫn"
GUIDE = "huong-dan.md"


def _by_path(written: Iterable[Written]) -> dict[str, Written]:
    chosen: dict[str, Written] = {}
    for each in written:
        if other := chosen.get(each.path):
            raise ConfigurationError(f"{each.name}: trùng địa chỉ {each.path} với {other.name}. Đổi tên một tệp.")
        chosen[each.path] = each
    return chosen


def _recalled(each: Written, recall: Recall) -> Judged:
    versions = (f"{package} {version(package)}" for package in ("Markdown", "html5lib"))
    key = digest(resources.code(), *versions, each.text)
    if kept := recall.get(each.path, key):
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
            return msgspec.msgpack.decode(kept, type=Judged)
    found = _parsed(each)
    recall.put(each.path, key, msgspec.msgpack.encode(found, order="deterministic"))
    return found


def _parsed(each: Written) -> Judged:
    """Return a page as a browser reads it; one that may not go out raises ConfigurationError."""
    if len(each.text) > MOST:
        raise ConfigurationError(f"{each.name}:1: trang dài quá {MOST} ký tự. Chia thành nhiều trang.")
    try:
        return bounded(SECONDS, partial(_without_faults, each))
    except TooMuch:
        raise ConfigurationError(
            f"{each.name}:1: đọc trang này quá {SECONDS} giây. Bỏ chỗ lặp đi lặp lại một ký hiệu, hoặc chia trang."
        ) from None


def _without_faults(each: Written) -> Judged:
    text = _outgoing(each)
    if text.startswith("---"):
        line = each.text[: each.text.find("---")].count("\n") + 1
        raise ConfigurationError(f"{each.name}:{line}: không dùng phần khai báo `---` ở đầu trang. Bỏ phần này đi.")
    found = _judged(each.path, text)
    if found.wrong:
        line = _line(each, lambda part: part.wrong == found.wrong)
        raise ConfigurationError(
            f"{each.name}:{line}: trang viết tay không dùng thẻ HTML hay mã lệnh, gặp {found.wrong}. "
            "Viết bằng Markdown; muốn hiện đúng các ký tự ấy thì đặt trong `dấu huyền`."
        )
    if len(found.titles) != 1 or not found.titles[0]:
        raise ConfigurationError(f"{each.name}:1: cần đúng một dòng đầu đề bậc một, ví dụ: # Giới thiệu.")
    return found


def _judged(path: str, text: str) -> Judged:
    """What a browser makes of the page that goes out."""
    import markdown  # which a build needs only where a page was changed

    made = markdown.Markdown(extensions=EXTENSIONS, extension_configs=CONFIGURATION)
    try:
        return judged(made.convert(_body(path, text)))
    except RecursionError:
        return Judged(TOO_DEEP)


def _line(each: Written, is_wrong: Callable[[Judged], bool]) -> int:
    """Return the 1-based line with which the wrong comes into a page: of fewer lines none is made."""
    lines = each.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fine, wrong = 0, len(lines)
    while wrong - fine > 1:
        middle = (fine + wrong) // 2
        part = replace(each, text=_closed(lines[:middle]))
        if is_wrong(_judged(each.path, _outgoing(part))):
            wrong = middle
        else:
            fine = middle
    return wrong


def _closed(lines: Sequence[str]) -> str:
    """Those lines, with an end to the block of code that is open behind them."""
    fences = [match[0] for each in lines if (match := _FENCE.match(each))]
    return "\n".join([*lines, *(fences[-1:] if len(fences) % 2 else ())])


def _outgoing(each: Written) -> str:
    """The Markdown that goes out, which is what is judged: an indented first line stays one."""
    text = without_invisible(re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", each.text))
    return _LINK.sub(r"\1\2.md", text).strip("\n").rstrip()


def _body(path: str, text: str) -> str:
    return f"{trail.line(path)}\n\n{text}"


class _Places(Frozen):
    """Where a link may lead: pages that were made, and those written by hand with their ids."""

    made: Collection[str]
    by_hand: Mapping[str, Set[str]]
    markdown_of: Callable[[str], str]

    def has(self, path: str) -> bool:
        """Tell whether there is such a page."""
        return path in self.made or path in self.by_hand

    def anchors(self, path: str) -> Set[str]:
        """Return the ids that stand on a page."""
        if path in self.by_hand:
            return self.by_hand[path]
        return {one or other for one, other in _ID.findall(self.markdown_of(path))} if path in self.made else set()


def _page(each: Written, found: Judged, places: _Places) -> Page:
    title = found.titles[0]
    for address in found.links:
        _check(each, address, places)
    made = f"{render.front_matter(title, kind=PageKind.PAGE)}\n\n{_body(each.path, _outgoing(each))}\n"
    words = "\n".join(line for line in found.words if line != title)
    return Page(each.path, title, made, Facets(sub=SUB), words)


def _check(each: Written, address: str, places: _Places) -> None:
    """Refuse a link that leads to no page, to no place on it, or runs a script."""
    leads = may_lead(address)
    parts = urlsplit(address if leads else "")
    if leads and (parts.scheme or parts.netloc):
        return
    path = posixpath.normpath(unquote(parts.path)).removesuffix(".html").removesuffix(".md") + ".md"
    path = path if parts.path else each.path
    there = places.has(path) or parts.path.startswith("du-lieu/")
    if not leads or not there:
        hint = "Địa chỉ tính từ trang chủ, ví dụ: van-ban/index.html; địa chỉ ngoài bắt đầu bằng https://."
        raise ConfigurationError(
            f"{_place(each, address)}: liên kết «{_said(address)}» không dẫn tới trang nào. {hint}"
        )
    if parts.fragment and unquote(parts.fragment) not in places.anchors(path):
        raise ConfigurationError(f"{_place(each, address)}: trang {path} không có mục «{parts.fragment}».")


def _place(each: Written, address: str) -> str:
    return f"{each.name}:{_line(each, lambda part: address in part.links)}"


def _said(address: str) -> str:
    """An address as it was written, on one line: the Markdown that goes out leads to `.md`."""
    return render.shorten(re.sub(r"\.md(?=#|$)", ".html", address), 100)

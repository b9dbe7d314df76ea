"""Saved web pages (trang web): the document out of the page around it.

A portal puts menus and a box of facts before the document, related papers and its own address after it. The document
is the smallest element that holds its header and its signature or recipients; what lies outside is counted, not kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeAlias

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from generator import vocab
from generator.ingest import encodings
from generator.ingest.contract import USUAL, Tools, clean, source_text
from generator.ingest.encodings import Decoded, not_text, told
from generator.ingest.tables import tables_of
from generator.ingest.web.article import called, document_part, headers, kept_lines, names_of, secrecy, told_apart
from generator.ingest.web.beside import Beside
from generator.ingest.web.lines import PageLine, label_lists, page_lines, read_by_columns
from generator.ingest.web.tables import grids
from generator.model import Diagnostic, DiagnosticCode, Extraction, SourceText, Span
from generator.model.frozen import replace
from generator.vocab import Vocab
from generator.vocab.secrecy import borne, hinted

TAGS = 1_000_000
"""Tags of one page."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_ODD = re.compile("[\xa1-\xff]")
_FEED = re.compile(r"[\v\f]")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE)
_CODE, _HIDDEN_PARTS, _TABS, _PRESSED = "mã lệnh", "phần ẩn", "thẻ đang đóng", "nút, ô nhập"
_HEADS, _NOTHING = "đầu và chân trang in", "khác"
_WINDOWS = ("windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii", "x-user-defined")
_VIETNAMESE = ("windows-1258", "cp1258", "x-cp1258")
_DRESS = re.compile(r"</?(?:font|b|i|u|em|strong|big|small|center|tt)\b[^<>]*>", re.IGNORECASE)
_NO_TEXT = (
    *("head", "script", "style", "template", "noscript", "title", "svg", "canvas", "iframe", "frame", "object"),
    *("embed", "applet", "audio", "video", "xml"),
)
_PROGRAMS = ("script", "style", "template", "noscript")
_CONTROLS = ("button", "select", "input", "textarea", "option", "datalist", "progress", "meter")
_RUNNING_HEAD = re.compile(r"mso-element\s*:\s*(?:header|footer)", re.IGNORECASE)
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|mso-element\s*:\s*comment)",
    re.IGNORECASE,
)


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the document of a saved page, a line for each line of its text.

    A Diagnostic where there is none.
    """
    del tools
    source = _decoded(data)
    if source.text.count("<") > TAGS:
        message = f"Quá lớn: trang có hơn {TAGS // 1_000_000} triệu thẻ HTML. Chia nhỏ trang rồi lưu lại."
        return Diagnostic(DiagnosticCode.TOO_LARGE, message, name, 1)
    words = vocab.load()
    found = _lines(source, words, tabs=False)
    if not isinstance(found, str) and found[1][_TABS] and not headers(found[0], words):
        # The page may have been saved with another of its tabs open than that of the document.
        with_tabs = _lines(source, words, tabs=True)
        found = with_tabs if not isinstance(with_tabs, str) and headers(with_tabs[0], words) else found
    if isinstance(found, str):
        return Diagnostic(DiagnosticCode.UNREADABLE, f"Không đọc được trang web: {found}.", name, 1)
    return _outcome(data, name, found, words)


def _outcome(data: bytes, name: str, found: _Lines, words: Vocab) -> SourceText | Diagnostic:
    lines, apart, decoded, beside = found
    if decoded is None:
        return not_text(data, name)
    part = document_part(lines, words)
    marks, kept = list(secrecy(lines, part)), [lines[i] for i in kept_lines(part)]
    texts = [clean(text) for text in (*marks, *(line.text for line in kept))]
    text = "\n".join(texts)
    if not text.strip():
        return Diagnostic(
            DiagnosticCode.EMPTY, "Trang không có chữ nào. Xóa tệp hoặc thay bằng bản có nội dung.", name, 1
        )
    tables, large = tables_of(grids(kept, _spans(texts)[len(marks) :]), text, name)
    extraction = Extraction(
        how=part.how,
        certainty=round(min(part.certainty, decoded.certainty), 3),
        encoding=decoded.encoding,
        apart=(*told_apart(lines, part), *(f"{what}: {count} chỗ" for what, count in apart.items() if count)),
        notes=(*told(decoded, name, text), *large),
    )
    kind = name.rpartition(".")[2].lower()
    source = source_text(data, name, kind, [text], extraction, paged=False)
    return replace(source, tables=tables, marks=borne(beside.shown), hints=hinted(beside.said))


def _spans(texts: Sequence[str]) -> list[Span]:
    """Where each line stands in the text."""
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    return [Span(start, start + len(text)) for start, text in zip(starts, texts, strict=False)]


# --- characters -------------------------------------------------------------------------------------------------------


def _decoded(data: bytes) -> Decoded:
    """The page's source as its bytes or its head say, before its words are looked at; no encoding.

    Nothing said so.
    """
    declared = _CHARSET.search(data[:4096])
    charset = declared[1].decode("ascii").lower() if declared else ""
    unicode = encodings.unicode_text(data)
    if unicode is not None:
        return unicode
    if charset in _VIETNAMESE:
        return Decoded(encodings.convert(encodings.from_1252(data), "CP1258"), "CP1258", 1.0, "trang khai báo như vậy")
    known = "CP1252" if charset in _WINDOWS else ""
    return Decoded(encodings.from_1252(data), known, 0.9, "trang khai báo như vậy")


def _meant(source: Decoded, root: HtmlElement, text: str) -> Decoded | None:
    """How the page's words are to be read, each put right in the tree; None where they make no sense."""
    reading = encodings.reading(text)
    if reading is None:
        if source.encoding:
            return source
        return None if _ODD.search(text) else replace(source, encoding="CP1252", evidence="ngoài ASCII chỉ có dấu câu")
    for element in root.iter():
        for side in ("text", "tail"):
            written = getattr(element, side)
            if written and not written.isspace():
                setattr(element, side, _writable(encodings.convert(written, reading.encoding)))
    return replace(source, encoding=reading.encoding, certainty=reading.certainty, evidence=reading.evidence)


# --- the page ---------------------------------------------------------------------------------------------------------

_Lines: TypeAlias = tuple[list[PageLine], Counter[str], Decoded | None, Beside]


def _lines(source: Decoded, words: Vocab, tabs: bool) -> _Lines | str:
    """The page's lines, what was left out, its encoding, what it says beside; or why there is none.

    `tabs`: closed ones too.
    """
    root = _tree(source.text)
    if isinstance(root, str):
        return root
    beside = Beside()
    beside.look(root, source.text)
    apart = _prune(root, words, tabs, beside)
    decoded = _meant(source, root, "\n".join(line.text for line in page_lines(root)))
    label_lists(root)
    read_by_columns(root, words)
    return page_lines(root), apart, decoded, beside


def _tree(text: str) -> HtmlElement | str:
    """The page's elements, or why they cannot be had."""
    # A browser shows what stands after the end of the page; the parser would drop it.
    text = _END.sub("", _writable(text))
    # Old editors leave thousands of `<font>` open.
    for source in (text, None):
        parser = lxml.html.HTMLParser(
            encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            written = _DRESS.sub("", text) if source is None else source
            root = lxml.html.document_fromstring(written.encode("utf-8", "replace"), parser=parser)
        except ParserError:
            return lxml.html.Element("html")
        if not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
            return root
    return "các thẻ HTML lồng nhau quá 256 lớp, hoặc một đoạn chữ quá dài. Mở trang bằng trình duyệt và lưu lại"


def _writable(text: str) -> str:
    """The text without what no element can hold."""
    return _CONTROL.sub("", _FEED.sub(" ", text))


def _prune(root: HtmlElement, words: Vocab, tabs: bool, beside: Beside) -> Counter[str]:
    """Take out what a browser does not show, and what is there to be pressed.

    Return how many elements of each.
    """
    apart: Counter[str] = Counter()
    gone: dict[HtmlElement, str] = {}
    for element in root.iter():
        kind = "" if element.getparent() in gone else _not_shown(element, words, tabs)
        if kind or element.getparent() in gone:
            gone[element] = kind
    for element, kind in gone.items():
        if kind:
            # What holds no words was nothing to be seen.
            apart[kind] += kind == _PRESSED or bool("".join(element.itertext()).strip())
            if kind not in (_CODE, _NOTHING):
                beside.gone(element, printed=kind == _HEADS)
            element.drop_tree()
    return Counter({kind: apart[kind] for kind in (_HEADS, _HIDDEN_PARTS, _TABS, _PRESSED, _CODE)})


def _not_shown(element: HtmlElement, words: Vocab, tabs: bool) -> str:
    """Why an element is no part of what is read; empty where it is one."""
    if element.tag in _NO_TEXT:
        return _CODE if element.tag in _PROGRAMS else _NOTHING
    if not tabs and _is_closed_tab(element):
        return _TABS
    if element.get("title") in ("header", "footer") or _RUNNING_HEAD.search(element.get("style") or ""):
        return _HEADS
    if _is_hidden(element) and not (tabs and _is_panel(element)):
        return _HIDDEN_PARTS
    pressed = element.tag in _CONTROLS and not words.line_marks.starts("".join(element.itertext()).strip())
    return _PRESSED if pressed else ""


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    unopened = element.tag == "dialog" and element.get("open") is None
    return unopened or element.tag == "del" or bool(names_of(element) & called("hidden"))


def _is_panel(element: HtmlElement) -> bool:
    return element.get("role") == "tabpanel" or bool(names_of(element) & called("panel"))


def _is_closed_tab(element: HtmlElement) -> bool:
    """A panel that is not shown, or is not open beside one that is."""
    parent = element.getparent()
    if parent is None or not _is_panel(element):
        return False
    if element.get("aria-hidden") == "true" or _is_hidden(element):
        return True
    return not _is_open(element) and any(_is_panel(each) and _is_open(each) for each in parent)


def _is_open(element: HtmlElement) -> bool:
    return bool(names_of(element) & called("open"))

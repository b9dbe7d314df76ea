"""Marks (dấu mật, nội bộ, dự thảo) that an office file bears outside its text.

Heads and feet of pages, boxes, watermarks, notes, properties.

Word, OpenDocument and Excel name such things alike, so elements are known by their local names. Only what is a mark is
kept: nothing else of a comment or a property leaves the file.
"""

from __future__ import annotations

import quopri
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice

from lxml import etree

from generator.ingest.contract import MB, Refused
from generator.ingest.office import package, rtf_words
from generator.model import Limits
from generator.vocab.secrecy import MOST_LETTERS, borne, hinted, hinted_apart, mark_of

_BOXES = (
    *("txbxContent", "text-box", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption", "txBody"),
    *("textpath", "headerFooter", "annotation", "title", "desc"),
)
"""What of a body lies beside its text."""
_PARAGRAPHS = ("p", "h", "si", "text", "mtext", "div")
_GONE, _RUNS = ("del", "moveFrom", "Fallback"), ("r", "span")
_HEADS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_SAID = ("descr", "title", "alt", "tooltip", "string-value", "string-value-if-true", "current-value", "label")
"""Attributes that say something of a picture, a shape or a field, whatever bears them."""
_SAYING = etree.XPath(".//@*[" + " or ".join(f"local-name()='{name}'" for name in _SAID) + "]")
_SAYS = re.compile(rb"\b(?:" + "|".join(_SAID).encode() + rb")\s*=")
"""Few parts have such an attribute, and looking at all of them takes time."""
_OF = {
    "val": ("tblCaption", "tblDescription", "alias", "tag", "docVar"),
    "name": (
        *("docPr", "cNvPr", "frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "line", "g"),
        *("sheet", "table", "text-box", "page-thumbnail", "control"),
    ),
}
"""Attributes that do so on some elements only."""
_LABELLED = ("docVar", "user-field-decl", "variable-set", "user-defined")
"""Elements whose name is a label of what they say."""
_UNSEEN = re.compile(r"comment|docprops/|customxml/|meta\.xml$|people|doc\w*data/|^object[^/]*/")
_SKIPPED = re.compile(r"\.rels$|theme|fonttable|numbering|websettings|manifest|content_types|sharedstrings|thumbnail")
_BODY = re.compile(r"(?:^|/)(?:document\d*|sheet\d+)\.xml$|^content\.xml$")
_PAGE_HEADS = re.compile(r"(?:^|/)(?:header|footer)\d*\.xml$|^styles\.xml$")
_PRINTED = re.compile(r"^word/(?:document|header|footer)\d*\.xml$")
_FORMS = (".xml", ".vml")
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])')
"""What Excel writes into the head of a page beside its words: fonts, sizes, sides."""
_QUOTED = re.compile(r'"([^"]{1,120})"')
_APART = re.compile(r"[,;|•\n]")
_BREAK, _TAG = (
    re.compile(r"<(?:/p|br|/div|/td|/h\d)\b", re.IGNORECASE),
    re.compile(r"<[^<>]{0,2000}>|^[^<>\n]{0,200}>", re.MULTILINE),
)
MOST = 20_000
"""Paragraphs and attributes that are looked at; a file with more boxes is no paper."""
LABELS = 4
"""Words that the number of a paragraph in a list may have, which stands before it as it is shown."""


@dataclass(slots=True)
class _Seen:
    marks: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def full(self) -> bool:
        return len(self.marks) + len(self.hints) > MOST


def stray_marks(
    parts: Mapping[str, bytes], limits: Limits, lines: Iterable[str] | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the marks that pages show beside the text, and those that no page shows, each once.

    `lines` are those that were read: a paragraph of the body that is none of them is hidden or was struck out.
    """
    seen, shown = _Seen(), None if lines is None else _as_shown(lines)
    for name, part in sorted(parts.items()):
        if name.endswith(package.WHOLE):
            seen.marks += _within(name, part, limits)
        elif name.endswith(package.CHUNKS):
            seen.marks += _lines(part, limits)
        elif name.endswith(_FORMS) and not _SKIPPED.search(name) and not seen.full():
            try:
                root = package.tree(part, limits)
            except Refused:
                # A part that cannot be read shows nothing; the body is read by others, who tell of it.
                seen.hints += _lines(part, limits) if name.endswith(".vml") else ()
                continue
            body, unseen, heads = (pattern.search(name) is not None for pattern in (_BODY, _UNSEEN, _PAGE_HEADS))
            _look(root, seen, body=body, unseen=unseen, heads=heads)
            if _SAYS.search(part):
                saying = _SAYING(root)
                seen.hints += map(str, saying if isinstance(saying, list) else ())
            if shown is not None and _BODY.search(name):
                seen.hints += hinted_apart(_lost(root, shown))
    return borne(seen.marks), hinted(seen.hints)


def _lines(part: bytes, limits: Limits) -> list[str]:
    """The lines of a part that is no XML: a page of the web, or mail, that the text takes in whole."""
    data = part[: package.PART * limits.text_mb * MB]
    plain = quopri.decodestring(data) if b"quoted-printable" in data[:10_000].lower() else data
    text = _BREAK.sub("\n", plain.decode("utf-8", "replace"))
    return [unescape(line) for line in _TAG.sub("", text).split("\n")][:MOST]


def _within(name: str, part: bytes, limits: Limits) -> list[str]:
    """The paragraphs of another file of Word or RTF that the text takes in whole."""
    if name.endswith(".rtf"):
        return list(islice(rtf_words.lines(part), MOST))
    try:
        inner = package.unpack(part, limits)
        roots = [package.tree(each, limits) for key, each in sorted(inner.items()) if _PRINTED.search(key)]
    except Refused:
        return []
    return ["".join(map(str, each.itertext())) for root in roots for each in islice(root.iter("{*}p"), MOST)]


def _look(root: etree._Element, seen: _Seen, *, body: bool, unseen: bool, heads: bool) -> None:
    if unseen:
        seen.hints += _properties(root)
    for element in root.iter(*(f"{{*}}{name}" for name in _BOXES)) if body else (root,):
        if seen.full():
            return
        texts = list(_texts(element))
        said = unseen or _name(element) in ("annotation", "title", "desc")
        (seen.hints if said else seen.marks).extend(texts)
        if heads or _name(element) == "headerFooter":
            # Beside other words in the head of a page a mark is in doubt.
            seen.hints += (text for text in texts if not mark_of(text))
    for element in root.iter("{*}textpath"):
        seen.marks += (str(value) for key, value in element.attrib.items() if key == "string")
    seen.hints += _attributes(root)
    seen.hints += _fields(root)


def _texts(element: etree._Element) -> Iterator[str]:
    """The paragraphs within an element, and those of Excel's heads of pages."""
    for paragraph in element.iter(*(f"{{*}}{name}" for name in (*_PARAGRAPHS, *_HEADS, "title", "desc"))):
        text = "".join(str(part) for part in paragraph.itertext())
        if _name(paragraph) in _HEADS:
            yield from (part for part in _CODES.sub("\n", text).split("\n") if part.strip())
        else:
            yield text


# --- what stands in a body and on no page ----------------------------------------------------------


def _as_shown(lines: Iterable[str]) -> frozenset[str]:
    """The lines of a text as they may stand in its file: in small letters, without their number."""
    words = [_plain(line).split(" ") for line in lines]
    return frozenset(" ".join(each[cut:]) for each in words for cut in range(min(LABELS, len(each)) + 1))


def _plain(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", line).casefold().split())


def _lost(root: etree._Element, shown: frozenset[str]) -> Iterator[str]:
    """The paragraphs of a body that are no line of the text, and their runs."""
    for paragraph in root.iter("{*}p", "{*}h"):
        text = "".join(map(str, paragraph.itertext()))
        if text.strip() and _plain(text) not in shown:
            yield text
            for run in paragraph.iter(*(f"{{*}}{name}" for name in (*_GONE, *_RUNS))):
                words = "".join(map(str, run.itertext())).strip()
                # `bảo mật` may lie in two runs: what is set in small letters is a part of its sentence.
                if words.isupper() or (_name(run) in _GONE and words[:1].isupper()):
                    yield words


# --- what elements say of themselves ---------------------------------------------------------------


def _attributes(root: etree._Element) -> Iterator[str]:
    """What attributes say of pictures, shapes, fields and forms."""
    for attribute, names in _OF.items():
        for element in root.iter(*(f"{{*}}{name}" for name in names)):
            found = (str(v) for k, v in element.attrib.items() if etree.QName(k).localname == attribute)
            yield from found
    for element in root.iter(*(f"{{*}}{name}" for name in _LABELLED)):
        own = {etree.QName(key).localname: str(value) for key, value in element.attrib.items()}
        said = own.get("val") or own.get("string-value") or "".join(map(str, element.itertext()))
        yield f"{own.get('name', '')}: {said}"


def _fields(root: etree._Element) -> Iterator[str]:
    """What fields of a Word file show that is no text of it: the chosen row of a list."""
    for chosen in root.iter("{*}ddList"):
        own = {_name(each): each for each in chosen if _name(each) in ("result", "default")}
        at = own.get("result", own.get("default"))
        rows = [value for each in chosen.iter("{*}listEntry") for value in map(str, each.attrib.values())]
        place = "0" if at is None else next(iter(map(str, at.attrib.values())), "0")
        yield from rows[int(place) : int(place) + 1] if len(place) < 4 and place.isdecimal() else ()
    for instruction in root.iter("{*}instrText"):
        yield from _QUOTED.findall(instruction.text or "")


def _properties(root: etree._Element) -> Iterator[str]:
    """What properties say, alone and after their names: `Độ mật: C`."""
    for element in root.iter("{*}*"):
        value = (element.text or "").strip()
        named = next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == "name"), None)
        for key, said in element.attrib.items():
            yield str(said)
            yield f"{etree.QName(key).localname}: {said!s}"
        if value:
            parent = element.getparent()
            outer = parent.get("name") if parent is not None else None
            yield value
            yield f"{named or outer or _name(element)}: {value}"
            # Key words stand one beside the other on a line that is longer than a mark.
            yield from _APART.split(value) if len(value) > 2 * MOST_LETTERS else ()


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname

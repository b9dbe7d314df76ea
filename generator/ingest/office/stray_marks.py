"""Marks (dấu mật, nội bộ, dự thảo) that an office file bears outside its text.

Heads and feet of pages, boxes, watermarks, notes, properties.

Word, OpenDocument and Excel name such things alike, so elements are known by their local names. Only what is a mark is
kept: nothing else of a comment or a property leaves the file.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from generator.ingest.contract import MB, Refused
from generator.ingest.office import package
from generator.model import Limits
from generator.vocab.secrecy import borne, hinted

_BOXES = (
    *("txbxContent", "text-box", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption", "txBody"),
    *("textpath", "headerFooter", "annotation", "docPr", "cNvPr", "imagedata", "shape", "title", "desc", "sdtPr"),
)
"""What of a body lies beside its text."""
_WHOLE = ("sdtPr",)
"""Of these, what stands within says something, too: the title of a content control."""
_PARAGRAPHS = ("p", "h", "si", "text")
_HEADS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_SAID = ("descr", "title", "alt", "string", "val")
"""Attributes that say something of a picture, a shape or a field."""
_UNSEEN = re.compile(r"comment|docprops/|customxml/|meta\.xml$|people")
_SKIPPED = re.compile(r"\.rels$|theme|fonttable|numbering|websettings|manifest|content_types|sharedstrings|thumbnail")
_BODY = re.compile(r"(?:^|/)(?:document\d*|content|sheet\d+)\.xml$")
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])')
"""What Excel writes into the head of a page beside its words: fonts, sizes, sides."""
_BREAK, _TAG = (
    re.compile(r"<(?:/p|br|/div|/td|/h\d)\b", re.IGNORECASE),
    re.compile(r"<[^<>]{0,2000}>|^[^<>\n]{0,200}>", re.MULTILINE),
)
MOST = 20_000
"""Paragraphs and attributes that are looked at; a file with more boxes is no paper."""


@dataclass(slots=True)
class _Seen:
    marks: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def full(self) -> bool:
        return len(self.marks) + len(self.hints) > MOST


def stray_marks(parts: Mapping[str, bytes], limits: Limits) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the marks that pages show beside the text, and those that no page shows, each once."""
    seen = _Seen()
    for name, part in sorted(parts.items()):
        if name.endswith(package.CHUNKS):
            seen.marks += _lines(part, limits)
        elif name.endswith(".xml") and not _SKIPPED.search(name) and not seen.full():
            try:
                root = package.tree(part, limits)
            except Refused:
                # A part that cannot be read shows nothing; the body is read by others, who tell of it.
                continue
            _look(root, seen, body=_BODY.search(name) is not None, shown=_UNSEEN.search(name) is None)
    return borne(seen.marks), hinted(seen.hints)


def _lines(part: bytes, limits: Limits) -> list[str]:
    """The lines of a part that is no XML: a page of the web, or mail, that the text takes in whole."""
    data = part[: package.PART * limits.text_mb * MB]
    plain = quopri.decodestring(data) if b"quoted-printable" in data[:10_000].lower() else data
    text = _BREAK.sub("\n", plain.decode("utf-8", "replace"))
    return [unescape(line) for line in _TAG.sub("", text).split("\n")][:MOST]


def _look(root: etree._Element, seen: _Seen, *, body: bool, shown: bool) -> None:
    if not shown:
        seen.hints += _properties(root)
    if body:
        seen.hints += _not_shown(root)
    for element in root.iter(*(f"{{*}}{name}" for name in _BOXES)) if body else (root,):
        if seen.full():
            return
        unseen = not shown or _name(element) in ("annotation", "title", "desc")
        (seen.hints if unseen else seen.marks).extend(_texts(element))
        alone = body and _name(element) not in _WHOLE
        for inner in element.iter(f"{{*}}{_name(element)}") if alone else element.iter():
            _attributes(inner, seen)


def _texts(element: etree._Element) -> Iterator[str]:
    """The paragraphs within an element, and those of Excel's heads of pages."""
    for paragraph in element.iter(*(f"{{*}}{name}" for name in (*_PARAGRAPHS, *_HEADS, "title", "desc"))):
        text = "".join(str(part) for part in paragraph.itertext())
        if _name(paragraph) in _HEADS:
            yield from (part for part in _CODES.sub("\n", text).split("\n") if part.strip())
        else:
            yield text


def _not_shown(root: etree._Element) -> Iterator[str]:
    """The words of a body that stand in its file and on no page: struck out, or hidden."""
    for element in root.iter("{*}del"):
        yield "".join(str(each.text or "") for each in element.iter("{*}delText"))
    for element in root.iter("{*}vanish"):
        run = next(element.iterancestors("{*}r"), None)
        yield "" if run is None else "".join(str(part) for part in run.itertext())


def _attributes(element: etree._Element, seen: _Seen) -> None:
    for key, value in element.attrib.items():
        name = etree.QName(key).localname
        if name in _SAID:
            (seen.marks if name == "string" else seen.hints).append(str(value))


def _properties(root: etree._Element) -> Iterator[str]:
    """What properties say, alone and after their names: `Độ mật: C`."""
    for element in root.iter("{*}*"):
        value = (element.text or "").strip()
        if value:
            named = next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == "name"), None)
            parent = element.getparent()
            outer = parent.get("name") if parent is not None else None
            yield value
            yield f"{named or outer or _name(element)}: {value}"


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname

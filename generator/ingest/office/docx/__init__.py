"""DOCX (văn bản Word): the text that Word shows, without what only its authors see.

The parts are read as XML, not through a library of documents: one broken link among them must not lose the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from generator.ingest.contract import USUAL, Refused, Tools
from generator.ingest.office import fonts, package
from generator.ingest.office.docx.numbering import read_numbering
from generator.ingest.office.docx.styles import Styles, W, on, read_styles
from generator.ingest.office.docx.text import Notes, Writer, legacy_fonts
from generator.ingest.office.sheet import Line, Sheet, sheet_text
from generator.ingest.office.stamped import stamped
from generator.ingest.office.stray_marks import stray_marks
from generator.model import Diagnostic, DiagnosticCode, Extraction, Limits, SourceText

HOW = "chữ trong tệp Word (DOCX)"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict form of the standard has the same elements under other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELATION[1:].partition("}")[0].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a DOCX; `home` is the main one's folder, `links` its ids."""

    known: Mapping[str, bytes]
    limits: Limits
    main: str
    links: Mapping[str, tuple[str, str]]
    """Id → kind of part (`header`) and its name."""

    def root(self, name: str | None) -> etree._Element | None:
        """Return the root of a part; None where it is absent."""
        part = self.known.get(name or "")
        return None if part is None else package.tree(_transitional(part), self.limits)

    def of_kind(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind (`numbering`), None where there is none."""
        return self.root(next((name for each, name in self.links.values() if each == kind), None))


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of a `.docx` file as its page shows it; a Diagnostic where it cannot be read."""
    try:
        if not data.startswith(b"PK"):
            raise package.not_a(".docx", data)
        sheet, notes = _read(_opened(data, tools.limits), name, tools.limits)
    except Refused as refusal:
        return Diagnostic(refusal.code, str(refusal), name, 1)
    except RecursionError:
        return Diagnostic(DiagnosticCode.UNREADABLE, str(package.broken("các phần lồng vào nhau quá sâu")), name, 1)
    return stamped(sheet_text(data, name, "docx", sheet, Extraction(HOW, notes=notes)), data, tools)


def _opened(data: bytes, limits: Limits) -> _Parts:
    known = package.unpack(data, limits)
    main = next((n for kind, n in _links(known, "", limits).values() if kind == "officeDocument"), "word/document.xml")
    if main not in known:
        raise package.not_a(".docx", data)
    return _Parts(known, limits, main, _links(known, main, limits))


def _transitional(part: bytes) -> bytes:
    for strict, usual in _STRICT:
        part = part.replace(strict, usual)
    return part


def _links(known: Mapping[str, bytes], source: str, limits: Limits) -> dict[str, tuple[str, str]]:
    """The links of a part (of the whole file: of `""`) by id, those that lead out of the file left out."""
    place = PurePosixPath(source)
    part = known.get(str(place.parent / "_rels" / f"{place.name}.rels").lower())
    if part is None:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for link in package.tree(part, limits).iter(_LINK):
        target = (link.get("Target") or "").replace("\\", "/")
        if link.get("TargetMode") != "External":
            at = target.lstrip("/") if target.startswith("/") else str(place.parent / target)
            found[link.get("Id") or ""] = ((link.get("Type") or "").rpartition("/")[2], at.lower())
    return found


def _read(parts: _Parts, name: str, limits: Limits) -> tuple[Sheet, tuple[Diagnostic, ...]]:
    """The text of all parts in reading order, and what is told of the old fonts in it."""
    root = parts.root(parts.main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise package.broken("phần chữ bên trong không phải của Word")
    sheet, styles = Sheet(limits), read_styles(parts.of_kind("styles"))
    # Few files name such fonts; only for these is the text walked twice.
    old = legacy_fonts(root, styles) if any(map(fonts.may_be_old, parts.known.values())) else frozenset()
    notes = Notes(_notes(parts, "footnote"), _notes(parts, "endnote"), _note_form(parts, root))
    writer = Writer(sheet, styles, read_numbering(parts.of_kind("numbering"), styles), notes, old)
    writer.blocks(body)
    writer.end()
    writer.notes()
    sheet.add_page_heads(_page_heads(parts, root, sheet, styles, old))
    known = {name: _transitional(part) for name, part in parts.known.items()}
    sheet.stray = stray_marks(known, limits, (line.text for line in sheet.lines))
    return sheet, fonts.told(old, name)


def _notes(parts: _Parts, kind: str) -> Mapping[str, etree._Element]:
    root = parts.of_kind(kind + "s")
    if root is None:
        return {}
    return {note.get(W + "id") or "": note for note in root.iterfind(W + kind) if not note.get(W + "type")}


def _note_form(parts: _Parts, root: etree._Element) -> Mapping[str, str]:
    """The form in which notes are numbered, by kind.

    Word's own are plain digits, and small Roman ones at the end.
    """
    forms = {"footnote": "decimal", "endnote": "lowerRoman"}
    settings = parts.of_kind("settings")
    for kind in forms:
        stated = [*([] if settings is None else settings.iter(f"{W}{kind}Pr")), *root.iter(f"{W}{kind}Pr")]
        for each in stated:
            form = each.find(W + "numFmt")
            forms[kind] = (form.get(W + "val") if form is not None else None) or forms[kind]
    return forms


def _page_heads(
    parts: _Parts, root: etree._Element, sheet: Sheet, styles: Styles, old: frozenset[str]
) -> list[tuple[str, list[Line]]]:
    """The lines of each head and foot that a page shows."""
    settings = parts.of_kind("settings")
    even = settings is not None and on(settings, "evenAndOddHeaders")
    names: dict[str, str] = {}
    for section in root.iter(W + "sectPr"):
        shown = {"default", *(["first"] if on(section, "titlePg") else []), *(["even"] if even else [])}
        for place, what in (("headerReference", "đầu trang"), ("footerReference", "chân trang")):
            for reference in section.iterfind(W + place):
                if reference.get(W + "type", "default") in shown:
                    names.setdefault(parts.links.get(reference.get(_RELATION) or "", ("", ""))[1], what)
    found: list[tuple[str, list[Line]]] = []
    for part, what in names.items():
        head = parts.root(part)
        if head is None:
            continue
        start = len(sheet.lines)
        numbering = read_numbering(parts.of_kind("numbering"), styles)
        writer = Writer(sheet, styles, numbering, Notes({}, {}, {}), old)
        writer.blocks(head)
        writer.end()
        found.append((what, sheet.cut(start)))
    return found

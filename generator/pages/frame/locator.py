"""Where a passage stands in a document, in words (`khoản 1 Điều 2`), with the link to it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.blocks import Block
from generator.derive.catalog import Catalog, block_of_line
from generator.model import Record, Section
from generator.pages.frame import labels, tables
from generator.pages.markdown import render


def place(record: Record, block: Block) -> str:
    """Return where a block stands, in words: the label of its section, else its zone."""
    sections = {section.anchor: section for section in record.document.sections}
    section = sections.get(block.section)
    if section is None:
        return labels.ZONES.get(block.section, "Nội dung")
    worded, inner = _labels(section, sections)
    if worded.startswith("Điều "):
        points = (f"khoản {each}" if each[0].isdigit() else f"điểm {each}" for each in reversed(inner))
        return " ".join((*points, worded))
    if not inner:
        return worded or render.shorten(section.title or "Nội dung", 40)
    return f"{worded}, mục {'.'.join(inner)}" if worded else f"Mục {'.'.join(inner)}"


def _labels(section: Section, sections: Mapping[str, Section]) -> tuple[str, list[str]]:
    """Return the nearest label of a word and a number (`Điều 4`), and those below it.

    `1.1` holds the label above it (`1`), which is left out then.
    """
    inner: list[str] = []
    at: Section | None = section
    while at is not None:
        if at.label and " " in at.label:
            return at.label, inner
        if at.label and not (inner and inner[0].startswith(f"{at.label}.")):
            inner.insert(0, at.label)
        at = sections.get(at.parent or "")
    return "", inner


def place_of_line(found: Catalog, path: str, record: Record, line: int) -> str:
    """Return a link to the paragraph in which a line of the source file stands."""
    block = block_of_line(found, record, line)
    page = record.document.page_of(line)
    words = f"dòng {line}" if page is None else f"trang {page}"
    return tables.paragraph_link(path, record, block.anchor if block else "", words)

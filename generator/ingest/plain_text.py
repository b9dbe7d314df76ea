"""Plain text and Markdown: any Vietnamese encoding in, canonical lines out."""

from __future__ import annotations

import hashlib
import re

from generator.ingest import encodings, front_matter
from generator.ingest.comments import comments
from generator.ingest.contract import USUAL, Tools, clean
from generator.ingest.encodings import not_text, told
from generator.ingest.tables import tables_of
from generator.ingest.tables.pipes import grids
from generator.model import Diagnostic, DiagnosticCode, Extraction, SourceText
from generator.model.frozen import replace
from generator.vocab.secrecy import hinted

_UNSEEN = re.compile(
    r"""\b(?:alt|title|content|value|label|aria-label|data-[\w-]{1,30})\s*=\s*["']([^"'<>]{1,120})["']"""
    r"""|!?\[([^\]\n]{1,120})(?=\]\()|!\[([^\]\n]{1,120})\]|\([^()"\n]{0,300}"([^"\n]{1,120})"\)"""
    r"""|\]\((?:[^()\n]{0,200}/)?([^()\n/"]{1,80})\.\w{2,4}\)"""
    r"""|^(?:!!!|\?\?\?\+?|:::)[ \t]+(?:\w+[ \t]+)?"?([^"\n]{1,80})"?$"""
    r"""|\]:[^\S\n]{0,9}[^\s\[\]]{1,300}[^\S\n]{1,9}["']([^"'\n]{1,120})["']""",
    re.MULTILINE,
)
"""What Markdown and tags say without showing it: words for a picture, titles, comments."""
_DRAFT = "Dự thảo"
_SIGNS = ("=", "](", "![", '")', "<!--", "]:", "!!!", "???", ":::")
"""Each of these has one of them; most papers have none."""


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of a `.txt` or `.md` file, line for line; a Diagnostic where it is empty or no text."""
    decoded = encodings.decode(data)
    if decoded is None:
        return not_text(data, name)
    text = clean(decoded.text)
    if not text.strip():
        return Diagnostic(
            DiagnosticCode.EMPTY, "Tệp không có chữ nào. Xóa tệp hoặc thay bằng bản có nội dung.", name, 1
        )
    digest = hashlib.sha256(data).hexdigest()
    kind = name.rpartition(".")[2].lower()
    tables, large = tables_of(grids(text), text, name)
    notes = (*told(decoded, name, text), *large)
    extraction = Extraction(certainty=round(decoded.certainty, 3), encoding=decoded.encoding, notes=notes)
    stated = front_matter.said(text)
    source = SourceText(name, digest, text, _starts(text, "\n"), _pages(text), kind, extraction, tables)
    marks = (_DRAFT,) if front_matter.is_draft(stated) else ()
    return replace(source, marks=marks, hints=(*hinted(stated), *_hints(text)))


def _hints(text: str) -> tuple[str, ...]:
    """What a text says of a mark without showing it."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    found = (found for match in _UNSEEN.finditer(text) for found in match.groups() if found)
    return hinted((*found, *comments(text)))


def _starts(text: str, mark: str) -> tuple[int, ...]:
    """Return 0 and the offset after each `mark`."""
    return (0, *(match.end() for match in re.finditer(mark, text)))


def _pages(text: str) -> tuple[int, ...]:
    """Return where each page starts: after each form feed that text follows; no form feed, no pages."""
    starts = _starts(text.rstrip(), "\f")
    return starts if len(starts) > 1 else ()

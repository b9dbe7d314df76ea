"""What reading a spreadsheet (bảng tính) has in common, whatever its form."""

from __future__ import annotations

from collections.abc import Callable

from generator.ingest.contract import Refused, Tools, source_text
from generator.ingest.office import fonts, package
from generator.ingest.office.sheet import Sheet
from generator.ingest.office.spreadsheet.grid import Grid, written
from generator.ingest.office.stamped import stamped
from generator.model import Diagnostic, DiagnosticCode, Extraction, SourceText
from generator.model.frozen import replace
from generator.vocab.secrecy import hinted, hinted_apart

Grids = Callable[[bytes, Sheet], tuple[list[Grid], frozenset[str]]]
"""What reads the visible sheets of a file, and the older encodings that were read."""


def read_sheets(data: bytes, name: str, kind: str, how: str, tools: Tools, grids: Grids) -> SourceText | Diagnostic:
    """Return the text of all sheets, one cell a line, with their tables, or why it cannot be read."""
    sheet = Sheet(tools.limits)
    try:
        if not data.startswith(b"PK"):
            raise package.not_a(f".{kind}", data)
        found, old = grids(data, sheet)
        text, tables = written(found, sheet)
    except Refused as refusal:
        return Diagnostic(refusal.code, str(refusal), name, 1)
    except RecursionError:
        return Diagnostic(DiagnosticCode.UNREADABLE, str(package.broken("các phần lồng vào nhau quá sâu")), name, 1)
    if not text.strip():
        return package.without_text(False, name)
    extraction = Extraction(how, apart=sheet.apart(), notes=fonts.told(old, name))
    marks, hints = sheet.stray
    hints = (*hints, *hinted_apart(sheet.unseen), *hinted(grid.name for grid in found))
    source = source_text(data, name, kind, [text], extraction, paged=False)
    return stamped(replace(source, tables=tables, marks=marks, hints=hints), data, tools)

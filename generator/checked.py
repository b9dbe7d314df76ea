"""What `check` tells of each file and of what is wrong: in words, and as data."""

from __future__ import annotations

from typing import Any

from generator.model import SourceText
from generator.pages.frame import labels
from generator.pipeline import Checked


def how_read(source: SourceText) -> str:
    """How a file was read, how sure that is, and what was set apart."""
    got = source.extraction
    sure = f"chắc {got.certainty:.0%}".replace("%", " %")
    parts = [labels.FORMATS.get(source.format, source.format), got.how, got.encoding, sure]
    apart = f"; để riêng: {', '.join(got.apart)}" if got.apart else ""
    return ", ".join(dict.fromkeys(part for part in parts if part)) + apart


def as_data(checked: Checked) -> dict[str, Any]:
    """What `check --json` prints: `files`, how each was read, and `diagnostics`."""
    files = [
        {
            "file": source.path,
            "format": source.format,
            "how": source.extraction.how,
            "certainty": source.extraction.certainty,
            "encoding": source.extraction.encoding,
            "apart": list(source.extraction.apart),
        }
        for source in checked.sources
    ]
    told = [{"file": d.path, "line": d.line, "code": d.code, "message": d.message} for d in checked.diagnostics]
    return {"files": files, "diagnostics": told}

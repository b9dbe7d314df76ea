"""Whether an office file holds pictures (hình ảnh): what looks for stamps on them is loaded only then."""

from __future__ import annotations

from generator.ingest.contract import Tools
from generator.model import Diagnostic, SourceText

FOLDERS = ("word/media/", "pictures/", "xl/media/")
"""Where packed files keep their pictures, in small letters."""
_NAMED = tuple(written for folder in FOLDERS for written in (folder.encode(), folder.capitalize().encode()))


def stamped(source: SourceText | Diagnostic, data: bytes, tools: Tools) -> SourceText | Diagnostic:
    """Return the text of an office file with the marks that stamps on its pictures bear."""
    if isinstance(source, Diagnostic) or not any(name in data for name in _NAMED):
        return source
    from generator.ingest.office.pictures import with_stamps

    return with_stamps(source, data, tools)

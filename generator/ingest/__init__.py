"""From files to texts: one module per format, one table of readers.

A file that cannot be read is a `Diagnostic` that names it; the others are read all the same. Nothing is
ever written into the documents' folder.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.ingest import parsed, plain
from generator.ingest.tools import USUAL, Tools
from generator.ingest.walk import files, shown_name
from generator.model import Diagnostic, Document, SourceText
from generator.reasons import reason

Source = SourceText | Document

READERS: Mapping[str, Callable[[bytes, str, Tools], Source | Diagnostic]] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".json": parsed.read,
}


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was read of a folder, by path, and what could not be read."""

    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]


def read(path: Path, name: str, tools: Tools = USUAL) -> Source | Diagnostic:
    """Return what the file holds; `name` is its path as shown. A file that cannot be read gives a Diagnostic."""
    reader = READERS.get(path.suffix.lower())
    try:
        # Reading a pipe or a device would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return Diagnostic("unreadable", "Không đọc được: đây không phải tệp thường.", name, 1)
        if reader is not None:
            return reader(path.read_bytes(), name, tools)
    except OSError as problem:
        return _unreadable(name, problem)
    known = ", ".join(READERS)
    return Diagnostic("skipped", f"Bỏ qua: chưa đọc được dạng tệp này. Các dạng đọc được: {known}.", name, 1)


def read_folder(documents: Path, root: Path, apart: Collection[Path] = (), tools: Tools = USUAL) -> Intake:
    """Return all that lies below `documents`, named relative to `root`; files and folders in `apart` are left out."""
    sources: list[Source] = []
    diagnostics: list[Diagnostic] = []

    def refused(folder: Path, problem: OSError) -> None:
        diagnostics.append(_unreadable(shown_name(folder, root), problem))

    for path in files(documents, apart, refused):
        outcome = read(path, shown_name(path, root), tools)
        if isinstance(outcome, Diagnostic):
            diagnostics.append(outcome)
        else:
            sources.append(outcome)
    kept, copies = _once(sorted(sources, key=_path))
    return Intake(kept, tuple(sorted([*diagnostics, *copies], key=lambda told: (told.path, told.line, told.code))))


def original(source: Source) -> SourceText:
    """Return the text that was read: of a parsed document, the one that it was made from."""
    return source if isinstance(source, SourceText) else source.source


def _path(source: Source) -> str:
    return original(source).path


def _once(sources: list[Source]) -> tuple[tuple[Source, ...], list[Diagnostic]]:
    """Return each text once, by path, and what was left out: a copy is told, a parse stands in for its own text."""
    texts: dict[str, SourceText] = {}
    parses: dict[str, Document] = {}
    copies: list[Diagnostic] = []
    for source in sources:
        digest = original(source).digest
        first = parses.setdefault(digest, source) if isinstance(source, Document) else texts.setdefault(digest, source)
        if first is not source:
            message = f"Nội dung giống hệt «{_path(first)}»; chỉ dùng «{_path(first)}». Xóa một trong hai tệp."
            copies.append(Diagnostic("duplicate", message, _path(source), 1))
    kept: dict[str, Source] = {**texts}
    for digest, parse in parses.items():
        kept[digest] = parsed.renamed(parse, texts[digest].path) if digest in texts else parse
    return tuple(sorted(kept.values(), key=_path)), copies


def _unreadable(name: str, problem: OSError) -> Diagnostic:
    return Diagnostic("unreadable", f"Không đọc được: {reason(problem)}. Kiểm tra tệp và quyền đọc.", name, 1)

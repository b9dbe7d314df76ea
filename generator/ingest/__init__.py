"""From files to texts: one module per format, one table of readers.

A file that cannot be read is a `Diagnostic` that names it; the others are read all the same. Nothing is
ever written into the documents' folder.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.ingest import parsed, plain, side
from generator.ingest.tools import USUAL, Tools
from generator.ingest.walk import files, shown_name
from generator.model import Diagnostic, Document, KnownDocument, SourceText
from generator.reasons import reason

MB = 1_000_000
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
    known: tuple[KnownDocument, ...] = ()
    """What side files state, each with the path of its document."""


def read(path: Path, name: str, tools: Tools = USUAL) -> Source | Diagnostic:
    """Return what the file holds; `name` is its path as shown. A file that cannot be read gives a Diagnostic."""
    reader = READERS.get(path.suffix.lower())
    try:
        # Reading a pipe or a device would wait for ever.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Diagnostic("unreadable", "Không đọc được: đây không phải tệp thường.", name, 1)
        if reader is not None and status.st_size > tools.limits.file_mb * MB:
            return _too_large(name, f"tệp {status.st_size / MB:.0f} MB", f"{tools.limits.file_mb} MB", "file_mb")
        if reader is not None:
            return _within(reader(path.read_bytes(), name, tools), name, tools)
    except OSError as problem:
        return _unreadable(name, problem)
    known = ", ".join(READERS)
    return Diagnostic("skipped", f"Bỏ qua: chưa đọc được dạng tệp này. Các dạng đọc được: {known}.", name, 1)


def _within(outcome: Source | Diagnostic, name: str, tools: Tools) -> Source | Diagnostic:
    """The outcome, unless its text is longer than the limit."""
    length = len(outcome.text) if isinstance(outcome, SourceText) else 0
    if length <= tools.limits.text_mb * MB:
        return outcome
    return _too_large(name, f"{length / MB:.0f} triệu ký tự", f"{tools.limits.text_mb} triệu", "text_mb")


def _too_large(name: str, found: str, most: str, key: str) -> Diagnostic:
    message = f"Quá lớn: {found}, giới hạn là {most}. Chia nhỏ tệp, hoặc nâng `limits: {key}` trong portal.yml."
    return Diagnostic("too_large", message, name, 1)


def read_folder(documents: Path, root: Path, apart: Collection[Path] = (), tools: Tools = USUAL) -> Intake:
    """Return all that lies below `documents`, named relative to `root`; files and folders in `apart` are left out."""
    sources: list[Source] = []
    diagnostics: list[Diagnostic] = []

    def refused(folder: Path, problem: OSError) -> None:
        diagnostics.append(_unreadable(shown_name(folder, root), problem))

    paths = {shown_name(path, root): path for path in files(documents, apart, refused)}
    sides = {name: path for name, path in paths.items() if name.endswith(side.SUFFIX)}
    known, wrong = _side_files(sides, [name for name in paths if name not in sides])
    diagnostics += wrong.values()
    for name, path in paths.items():
        if name in sides:
            continue
        # What a broken side file wanted may be that the document stays inside.
        outcome = _held_back(name, wrong[name]) if name in wrong else read(path, name, tools)
        if isinstance(outcome, Diagnostic):
            diagnostics.append(outcome)
        else:
            sources.append(outcome)
    kept, copies = _once(sorted(sources, key=_path))
    told = sorted([*diagnostics, *copies], key=lambda each: (each.path, each.line, each.code))
    return Intake(kept, tuple(told), known)


def _side_files(
    sides: Mapping[str, Path], names: Sequence[str]
) -> tuple[tuple[KnownDocument, ...], dict[str, Diagnostic]]:
    """Return what the side files state, and what is wrong, by document (by the side file where it has none)."""
    known: dict[str, KnownDocument] = {}
    wrong: dict[str, Diagnostic] = {}
    for name, path in sides.items():
        document = side.document_of(name, names)
        if isinstance(document, Diagnostic):
            wrong[name] = document
            continue
        stated = side.read(path, name)
        if isinstance(stated, Diagnostic):
            wrong[document] = stated
        elif document in known:
            wrong[document] = side.second(name, known[document].file)
        else:
            known[document] = stated
    return tuple(replace(stated, file=document) for document, stated in sorted(known.items())), wrong


def _held_back(name: str, wrong: Diagnostic) -> Diagnostic:
    message = f"Chưa đưa vào cổng vì tệp kèm «{wrong.path}» có lỗi. Sửa tệp kèm rồi dựng lại."
    return Diagnostic("held_back", message, name, 1)


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

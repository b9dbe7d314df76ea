"""From files to texts: one module per format, one table of readers.

A file that cannot be read is a `Diagnostic` that names it; the others are read all the same. Nothing is
ever written into the documents' folder. A reader is loaded when the first file of its form comes: most builds
read few forms or none, and some readers bring large libraries along.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib import import_module
from pathlib import Path

from generator.defence import guarded
from generator.disk import plain_bytes
from generator.errors import reason
from generator.ingest import bundles, kinds
from generator.ingest.contract import MB, USUAL, Tools
from generator.model import Diagnostic, DiagnosticCode, Document, SourceText
from generator.model.frozen import replace

Source = SourceText | Document

Reader = Callable[[bytes, str, Tools], Source | Diagnostic]
FORMS: Mapping[str, str] = {
    ".txt": "plain_text",
    ".md": "plain_text",
    ".json": "parsed_json",
    ".pdf": "pdf",
    ".docx": "office.docx",
    ".odt": "office.odt",
    ".xlsx": "office.spreadsheet.xlsx",
    ".ods": "office.spreadsheet.ods",
    ".doc": "office.convert",
    ".rtf": "office.convert",
    ".html": "web",
    ".htm": "web",
    ".png": "pictures",
    ".jpg": "pictures",
    ".jpeg": "pictures",
    ".tif": "pictures",
    ".tiff": "pictures",
}
"""The module or folder here whose `read` reads each form of file."""


@cache
def _reader(form: str) -> Reader:
    read: Reader = import_module(f"{__name__}.{form}").read
    return read


def _read(form: str, data: bytes, name: str, tools: Tools) -> Source | Diagnostic:
    return _reader(form)(data, name, tools)


READERS: Mapping[str, Reader] = {suffix: partial(_read, form) for suffix, form in FORMS.items()}
KNOWN = tuple(dict.fromkeys((*READERS, *bundles.SUFFIXES)))
"""Suffixes of all that is read, bundles of several papers included."""
CONVERTED = (".doc", ".rtf")
"""Formats that an external program converts, many files in one run."""


def prepare(kinds: Iterable[str] = FORMS) -> None:
    """Load the readers of some forms, before processes are forked of which each would."""
    for kind in kinds:
        _reader(FORMS[kind])


def read(path: Path, name: str, tools: Tools = USUAL) -> Source | Diagnostic:
    """Return what the file holds; `name` is its path as shown.

    A file that cannot be read gives a Diagnostic.
    """
    loaded = load(path, name, tools)
    if isinstance(loaded, Diagnostic):
        return loaded
    if bundles.is_bundle(*loaded):
        message = "Tệp này là một gói văn bản: đặt vào thư mục văn bản rồi dựng cổng, hoặc lấy riêng từng tệp ra."
        return Diagnostic(DiagnosticCode.SKIPPED, message, name, 1)
    return read_as(*loaded, name, tools)


def load(path: Path, name: str, tools: Tools) -> tuple[bytes, str] | Diagnostic:
    """Return the bytes and true suffix of a file, unless it is unknown, too large or locked."""
    try:
        return opened(path, name, tools)
    except OSError as problem:
        return unreadable(name, problem)


def opened(path: Path, name: str, tools: Tools) -> tuple[bytes, str] | Diagnostic:
    """Return the same; a file that the system does not let us read raises OSError."""
    suffix = path.suffix.lower()
    # Reading a pipe or a device would wait for ever.
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return Diagnostic(DiagnosticCode.UNREADABLE, "Không đọc được: đây không phải tệp thường.", name, 1)
    if suffix not in KNOWN:
        return unknown(suffix, name)
    if status.st_size > tools.limits.file_mb * MB:
        return _too_large(name, f"tệp {status.st_size / MB:.0f} MB", f"{tools.limits.file_mb} MB", "file_mb")
    data = plain_bytes(path, tools.limits.file_mb * MB)  # it may have grown, or be another one by now
    kind = kinds.kind_of(data, suffix)
    return (data, kind) if kind in KNOWN else unknown(kind, name)


def unknown(suffix: str, name: str) -> Diagnostic:
    """Return what is told of a form of file that no reader knows, with the way to one that is known."""
    known = ", ".join(KNOWN)
    remedy = next((words for words, suffixes in kinds.REMEDIES.items() if suffix in suffixes), "")
    message = f"Bỏ qua: chưa đọc được dạng tệp này. {remedy or f'Các dạng đọc được: {known}.'}"
    return Diagnostic(DiagnosticCode.SKIPPED, message, name, 1)


def read_as(data: bytes, kind: str, name: str, tools: Tools) -> Source | Diagnostic:
    """Return what the bytes of a file of that kind hold."""
    return finished(guarded(lambda: READERS[kind](data, name, tools), name), kind, name, tools)


def finished(outcome: Source | Diagnostic, kind: str, name: str, tools: Tools) -> Source | Diagnostic:
    """Return the outcome, with a note where the file's name lied; a text longer than the limit is refused."""
    if not isinstance(outcome, SourceText):
        return outcome
    if len(outcome.text) > tools.limits.text_mb * MB:
        found, most = f"{len(outcome.text) / MB:.0f} triệu ký tự", f"{tools.limits.text_mb} triệu"
        return _too_large(name, found, most, "text_mb")
    if name.lower().endswith(kind):
        return outcome
    extraction = replace(outcome.extraction, notes=(*outcome.extraction.notes, kinds.told(name, kind)))
    return replace(outcome, format=kind[1:], extraction=extraction)


def _too_large(name: str, found: str, most: str, key: str) -> Diagnostic:
    message = f"Quá lớn: {found}, giới hạn là {most}. Chia nhỏ tệp, hoặc nâng `limits: {key}` trong portal.yml."
    return Diagnostic(DiagnosticCode.TOO_LARGE, message, name, 1)


def original(source: Source) -> SourceText:
    """Return the text that was read: of a parsed document, the one that it was made from."""
    return source if isinstance(source, SourceText) else source.source


def unreadable(name: str, problem: OSError) -> Diagnostic:
    """Return what is told of a file or folder that the system does not let us read."""
    return Diagnostic(
        DiagnosticCode.UNREADABLE, f"Không đọc được: {reason(problem)}. Kiểm tra tệp và quyền đọc.", name, 1
    )

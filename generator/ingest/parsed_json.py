"""A parsed document as `vankho parse FILE` prints it.

Another parser's work, or a parse corrected by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import PurePosixPath

import msgspec

from generator.ingest.contract import USUAL, Tools, clean
from generator.ingest.tables import PLACES
from generator.model import Diagnostic, DiagnosticCode, Document, PartialDate, Span, Table
from generator.model.frozen import fields_of, replace
from generator.text.dates import parse_date
from generator.vocab.secrecy import hinted
from generator.vocab.stated import is_label, pairs

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FORMAT = re.compile(r"[a-z0-9]{1,10}")
_ANCHOR = re.compile(r"[a-z0-9][a-z0-9._-]*")
_ZONES = frozenset({"header", "preamble", "body", "closing", "recipients", "signature", "annex"})
_MESSAGES = (
    (re.compile(r"Expected `(?P<want>[^`]+)`, got `(?P<got>[^`]+)`"), "cần {want}, lại thấy {got}"),
    (re.compile(r"Expected `array` of length (?P<want>\d+)(?:, got (?P<got>\d+))?"), "cần danh sách {want} phần tử"),
    (re.compile(r"Object missing required field `(?P<want>[^`]+)`"), "thiếu trường «{want}» (bắt buộc)"),
    (re.compile(r"Invalid enum value (?P<got>.+?)(?: - at|$)"), "giá trị {got} không dùng được"),
)
_KINDS = {
    "int": "số nguyên",
    "float": "số",
    "str": "chuỗi",
    "bool": "true/false",
    "object": "đối tượng {…}",
    "array": "danh sách […]",
    "null": "null",
}
_KEY = re.compile(rb'"([^"\\]{1,40})"\s*:')
_KNOWN = frozenset(("marks", "hints", "marked"))
MOST = 10 * PLACES
"""Places of a table: another program may know larger ones than our readers keep."""
_REMEDY = "So với kết quả của `vankho parse`."


def read(data: bytes, name: str, tools: Tools = USUAL) -> Document | Diagnostic:
    """Return the parsed document of a `.json` file, called `name`.

    A Diagnostic says which field is wrong and how.
    """
    try:
        document = msgspec.json.decode(data, type=Document)
    except msgspec.ValidationError as problem:
        return _wrong(name, _said(str(problem)))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        position = re.search(r"byte (\d+)", str(problem))
        line = data[: int(position[1]) if position else len(data.rstrip())].count(b"\n") + 1
        return Diagnostic(DiagnosticCode.BAD_JSON, f"Tệp hỏng, không phải JSON đúng cách. {_REMEDY}", name, line)
    complaint = next(_complaints(document), None)
    return _wrong(name, complaint) if complaint else _marked(renamed(document, name), data, document.source.path)


def _marked(document: Document, data: bytes, path: str) -> Document:
    """Return the document with what its file says beside the form of a parse: a level may be stated there."""
    told = list(PurePosixPath(path).parts)
    labels = {key.decode("utf-8", "replace") for key in set(_KEY.findall(data))} - _KNOWN
    if any(map(is_label, labels)):
        told += (f"{label}: {said}" for label, said in pairs(msgspec.json.decode(data)))
    hints = hinted(told)
    source = document.source
    return replace(document, source=replace(source, hints=(*source.hints, *hints))) if hints else document


def renamed(document: Document, path: str) -> Document:
    """Return the document as read from `path`."""
    warnings = tuple(replace(warning, path=path) for warning in document.warnings)
    return replace(document, source=replace(document.source, path=path), warnings=warnings)


def _wrong(name: str, complaint: str) -> Diagnostic:
    return Diagnostic(
        DiagnosticCode.BAD_DOCUMENT, f"Không phải văn bản đã phân tích đúng mẫu: {complaint}. {_REMEDY}", name, 1
    )


def _said(message: str) -> str:
    """Return what the validator says, in Vietnamese: `trường header.title: cần chuỗi, lại thấy số nguyên`."""
    words = "giá trị không đúng mẫu"
    for pattern, form in _MESSAGES:
        if match := pattern.search(message):
            words = form.format(**{key: _kinds(value or "") for key, value in match.groupdict().items()})
            break
    where = re.search(r"at `(?:key in )?\$\.?([^`]*)`", message)
    return f"trường {where[1]}: {words}" if where and where[1] else words


def _kinds(names: str) -> str:
    """Return JSON's kinds in words: `int | null` → `số nguyên hoặc null`."""
    return " hoặc ".join(_KINDS.get(name, name) for name in names.split(" | "))


def _complaints(document: Document) -> Iterator[str]:
    """Yield what makes a well-formed parse unusable: nothing that it states may reach a page unchecked."""
    if not _DIGEST.fullmatch(document.source.digest):
        yield "trường source.digest: cần SHA-256 gồm 64 chữ số thập lục phân"
    if not _FORMAT.fullmatch(document.source.format):
        yield "trường source.format: cần tên dạng tệp như `txt`"
    yield from _odd_texts(document)
    for path, span in _walk(document, ""):
        length = len(document.source.text if path.startswith("source.") else document.text)
        if isinstance(span, Span) and not 0 <= span.start <= span.end <= length:
            yield f"trường {path}: đoạn {span.start}–{span.end} nằm ngoài văn bản (0–{length})"
        if isinstance(span, PartialDate) and parse_date(str(span)) != span:
            yield f"trường {path}: không có ngày {span} trong lịch"
    offsets = [offset for offset, _ in document.lines]
    if offsets != sorted(offsets) or any(line < 1 for _, line in document.lines):
        yield "trường lines: cần các cặp (vị trí, dòng) tăng dần, dòng tính từ 1"
    yield from _odd_sections(document)
    for index, table in enumerate(document.tables):
        yield from (f"trường tables[{index}]: {wrong}" for wrong in _odd_table(table))


def _odd_table(table: Table) -> Iterator[str]:
    """Yield what is wrong with a table: pages and exports take its grid for whole."""
    if min(table.rows, table.columns, len(table.cells)) < 1 or table.rows * table.columns > MOST:
        yield f"cần ít nhất một ô và nhiều nhất {MOST} chỗ, lại thấy {table.rows} hàng, {table.columns} cột"
        return
    taken: set[tuple[int, int]] = set()
    at = 0
    for index, cell in enumerate(table.cells):
        inside = 0 <= cell.row < cell.row + cell.rows <= table.rows
        if not inside or not 0 <= cell.column < cell.column + cell.columns <= table.columns:
            yield f"cells[{index}] nằm ngoài {table.rows} hàng, {table.columns} cột"
            return
        reach = set(product(range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns)))
        if taken & reach:
            yield f"cells[{index}] nằm đè lên ô khác"
        if cell.span.start < at:
            yield f"cells[{index}].span: cần theo thứ tự đọc, không đứng trước ô trước nó"
        taken |= reach
        at = cell.span.end


def _odd_texts(document: Document) -> Iterator[str]:
    for path, text in _walk(document, ""):
        if isinstance(text, str) and clean(text) != text:
            yield f"trường {path}: cần chữ ở dạng Unicode dựng sẵn (NFC), không có ký tự điều khiển"


def _odd_sections(document: Document) -> Iterator[str]:
    anchors: set[str] = set()
    for index, section in enumerate(document.sections):
        if not _ANCHOR.fullmatch(section.anchor) or section.anchor in anchors | _ZONES:
            yield f"trường sections[{index}].anchor: cần tên riêng gồm chữ thường không dấu, số, `-`, `.`, `_`"
        if section.parent is not None and section.parent not in anchors:
            yield f"trường sections[{index}].parent: «{section.parent}» không phải anchor của mục đứng trước"
        anchors.add(section.anchor)
    stated = [(f"tasks[{index}]", task.section) for index, task in enumerate(document.tasks)]
    stated += [(f"figures[{index}]", figure.section) for index, figure in enumerate(document.figures)]
    for path, anchor in stated:
        if anchor not in anchors | _ZONES:
            yield f"trường {path}.section: «{anchor}» không phải anchor của mục nào"


def _walk(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield every value below another one with its path: `sections[0].head`."""
    yield path, value
    for name in fields_of(value):
        yield from _walk(getattr(value, name), f"{path}.{name}".lstrip("."))
    for index, item in enumerate(value if isinstance(value, tuple) else ()):
        yield from _walk(item, f"{path}[{index}]")

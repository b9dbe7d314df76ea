"""What a build says of its content (tóm tắt): a few lines by weight, each kind with count and place.

What keeps a paper out through no will of the archivist is said line by line; `vankho check` lists the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.model import Diagnostic, DiagnosticCode
from generator.model.diagnostics import FORMATTING
from generator.pages.frame import labels

_SAID = 20
"""Most lines that are said whole of one kind."""
_ALOUD: Mapping[DiagnosticCode, int] = {
    DiagnosticCode.FAULT: _SAID,
    DiagnosticCode.NOT_READ: _SAID,
    DiagnosticCode.UNREADABLE: _SAID,
    DiagnosticCode.HELD_BACK: 3,
    DiagnosticCode.MISSING_PROGRAM: 1,
    DiagnosticCode.NO_OCR: 1,
    DiagnosticCode.HISTORY: 1,
}
"""What is said whole, with what to do about it, and in at most how many lines."""
_OF_THE_READING = (
    DiagnosticCode.UNREADABLE_PAGE,
    DiagnosticCode.DAMAGED,
    DiagnosticCode.LONG_TABLE,
    DiagnosticCode.LOST_WORDS,
    DiagnosticCode.SAME_NAME,
    DiagnosticCode.SUFFIX,
    DiagnosticCode.ENCODING,
    DiagnosticCode.SET_APART,
    DiagnosticCode.FILLED_BY_HAND,
)
_OF_THE_FORM = (DiagnosticCode.SYMBOL, *FORMATTING)
_OF_THE_ARCHIVE = (
    DiagnosticCode.SIDE_FILE,
    DiagnosticCode.REGISTRY,
    DiagnosticCode.PERSONAL_DATA,
    DiagnosticCode.SUPPRESSED,
    DiagnosticCode.CORRECTED,
)
_BESIDE = (DiagnosticCode.SIDE_FILE, DiagnosticCode.REGISTRY)
"""What is told of files that are no papers."""
_SLIGHT = frozenset((*_OF_THE_READING, *_OF_THE_FORM, *_OF_THE_ARCHIVE))
"""None of these keeps a paper out."""
_WITHOUT = (DiagnosticCode.MISSING_HEADER, DiagnosticCode.MISSING_NUMBER)
"""Said of papers in a line of their own."""


class Found(NamedTuple):
    """What a build found: the files on the portal, those without number or date, and all that is told."""

    published: Collection[str]
    undated: Sequence[str]
    diagnostics: Sequence[Diagnostic]


def summary(found: Found, command: str) -> Iterator[str]:
    """Yield the lines that a build ends with; `command` lists all that they count."""
    absent = _absent(found)
    yield from _aloud(found.diagnostics)
    yield _files(found.published, absent)
    if found.undated:
        yield f"{len(found.undated)} văn bản thiếu số hiệu hoặc ngày ban hành ({found.undated[0]})."
    told = [each for each in found.diagnostics if each.path not in absent]
    form, reading, archive = (_of(told, codes) for codes in (_OF_THE_FORM, _OF_THE_READING, _OF_THE_ARCHIVE))
    doubts = [each for each in told if each.code not in {*_SLIGHT, *_WITHOUT, *_ALOUD}]
    if doubts:
        yield f"Cần xem lại: {_kinds(doubts, 'chỗ ')}."
    for title, group in (("Danh bạ và tệp kèm", archive), ("Cách đọc tệp", reading)):
        if group:
            yield f"{title}: {_kinds(group)}."
    if form:
        yield f"{len(form)} lưu ý về cách trình bày: xem trang Chất lượng dữ liệu của cổng."
    if found.diagnostics:
        yield f"Xem từng chỗ: {command}"


def _absent(found: Found) -> dict[str, Diagnostic]:
    """Return for each file that is not on the portal what keeps it out; side files and registry are none."""
    absent: dict[str, Diagnostic] = {}
    for each in sorted(found.diagnostics, key=lambda told: told.code in _SLIGHT):
        if each.path not in found.published and each.code not in _BESIDE:
            absent.setdefault(each.path, each)
    return absent


def _aloud(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    for code, most in _ALOUD.items():
        said = _of(diagnostics, (code,))
        yield from map(str, said[:most])
        if len(said) > most:
            yield f"… và {len(said) - most} tệp nữa: {_name(code)}"


def _files(published: Collection[str], absent: Mapping[str, Diagnostic]) -> str:
    files = f"{len(published) + len(absent)} tệp: "
    if not absent:
        return f"{files}tất cả vào cổng."
    return f"{files}{len(published)} vào cổng, {len(absent)} không: {_kinds(list(absent.values()))}."


def _of(diagnostics: Sequence[Diagnostic], codes: Collection[DiagnosticCode]) -> list[Diagnostic]:
    return [each for each in diagnostics if each.code in codes]


def _kinds(diagnostics: Sequence[Diagnostic], unit: str = "") -> str:
    """Return each kind with its count and first place, the rarest first.

    What is everywhere in a collection is seldom news.
    """
    kinds: dict[DiagnosticCode, list[Diagnostic]] = {}
    for each in diagnostics:
        kinds.setdefault(each.code, []).append(each)
    rarest = sorted(kinds.items(), key=lambda kind: (len(kind[1]), kind[0]))
    return ", ".join(f"{len(found)} {unit}{_name(code)} ({_place(found[0])})" for code, found in rarest)


def _place(told: Diagnostic) -> str:
    return told.path if told.line <= 1 else f"{told.path}:{told.line}"


def _name(code: DiagnosticCode) -> str:
    name = labels.WARNINGS[code]
    return name[:1].lower() + name[1:]

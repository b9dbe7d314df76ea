"""What a build says of its content in the end: by weight, by kind, and where the rest is listed."""

from __future__ import annotations

import pytest

from generator.model import Diagnostic, DiagnosticCode
from generator.pages.frame import labels
from generator.terminal.summary import Found, summary

HOW = "vankho check --content kho"


def several(code: DiagnosticCode, count: int, name: str = "a", line: int = 1) -> list[Diagnostic]:
    """Return diagnostics of one kind, each of another file."""
    return [Diagnostic(code, "lời nhắn", f"documents/{name}{number}.txt", line) for number in range(count)]


def said(
    *told: Diagnostic, published: tuple[str, ...] = ("documents/a0.txt",), undated: tuple[str, ...] = ()
) -> list[str]:
    """Return the lines of a build that found all this."""
    return list(summary(Found(published, undated, told), HOW))


def test_nothing_wrong_is_one_line() -> None:
    assert said() == ["1 tệp: tất cả vào cổng."]


def test_a_flood_is_five_lines_by_weight() -> None:
    told = (
        *several(DiagnosticCode.MARKUP, 500),
        *several(DiagnosticCode.SECRET, 99, "m"),
        *several(DiagnosticCode.SKIPPED, 1, "b"),
        *several(DiagnosticCode.DATE_SUSPECT, 2, line=7),
        *several(DiagnosticCode.AMBIGUOUS, 12, line=3),
        *several(DiagnosticCode.SUFFIX, 1),
    )
    published = tuple(f"documents/a{number}.txt" for number in range(500))
    assert said(*told, published=published, undated=published[:4]) == [
        "600 tệp: 500 vào cổng, 100 không: 1 tệp bỏ qua (documents/b0.txt), "
        "99 có dấu chỉ mức độ mật (documents/m0.txt).",
        "4 văn bản thiếu số hiệu hoặc ngày ban hành (documents/a0.txt).",
        "Cần xem lại: 2 chỗ ngày tháng đáng ngờ (documents/a0.txt:7), "
        "12 chỗ chưa xác định được là văn bản nào (documents/a0.txt:3).",
        "Cách đọc tệp: 1 đuôi tệp không đúng dạng (documents/a0.txt).",
        "500 lưu ý về cách trình bày: xem trang Chất lượng dữ liệu của cổng.",
        "Xem từng chỗ: vankho check --content kho",
    ]


@pytest.mark.parametrize("code", [DiagnosticCode.FAULT, DiagnosticCode.NOT_READ, DiagnosticCode.UNREADABLE])
def test_a_fault_or_an_unread_file_is_said_aloud(code: DiagnosticCode) -> None:
    lines = said(*several(code, 25, "x"))
    assert lines[0] == f"documents/x0.txt:1: {code}: lời nhắn"
    assert lines[19] == f"documents/x19.txt:1: {code}: lời nhắn"
    assert lines[20].startswith("… và 5 tệp nữa: ")
    assert lines[21].startswith("26 tệp: 1 vào cổng, 25 không: 25 ")


def test_a_file_counts_once_by_what_keeps_it_out() -> None:
    path = "documents/m.txt"
    told = [Diagnostic(code, "lời nhắn", path, 1) for code in (DiagnosticCode.ENCODING, DiagnosticCode.SECRET)]
    told.append(Diagnostic(DiagnosticCode.SECRET, "lời nhắn", path, 9))
    assert said(*told)[0] == f"2 tệp: 1 vào cổng, 1 không: 1 có dấu chỉ mức độ mật ({path})."
    assert len(said(*told)) == 2


def test_side_files_and_registry_are_no_papers() -> None:
    told = [Diagnostic(DiagnosticCode.REGISTRY, "lời nhắn", "registry/facts.yml", 4)]
    told.append(Diagnostic(DiagnosticCode.SIDE_FILE, "lời nhắn", "documents/a0.txt.meta.yml", 1))
    assert said(*told)[:2] == [
        "1 tệp: tất cả vào cổng.",
        "Danh bạ và tệp kèm: 1 dòng danh bạ không còn tác dụng (registry/facts.yml:4), "
        "1 tệp kèm có lỗi (documents/a0.txt.meta.yml).",
    ]


@pytest.mark.parametrize("code", DiagnosticCode)
def test_every_kind_is_counted_somewhere(code: DiagnosticCode) -> None:
    of_a_paper_there, of_a_file_not_there = several(code, 1), several(code, 1, "x")
    name = labels.WARNINGS[code]
    for told in (of_a_paper_there, of_a_file_not_there):
        lines = said(*told, undated=("documents/a0.txt",))
        assert lines[-1] == f"Xem từng chỗ: {HOW}"
        assert len(lines) > 2 or name in lines[0]

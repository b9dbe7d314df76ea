"""Lưu ý: every warning by kind with its place, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from generator.derive.catalog import Catalog, issued_year
from generator.disclosure import Output, told, told_of
from generator.model import Diagnostic, DiagnosticCode, Record
from generator.pages.frame import folds, labels, urls
from generator.pages.frame.links import document_link
from generator.pages.frame.locator import place_of_line
from generator.pages.kinds.quality import remedies
from generator.pages.lists.by_year import Listing
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.collate import sort_key

HEADS = ("Loại lưu ý", "Văn bản", "Tệp", "Dòng", "Nội dung", "Nguyên văn", "Cách xử lý", "Ghi vào", "Mục chép vào")
_QUOTED = 200
Place = tuple[str, int]
"""A line of a file."""
_Row = tuple[Diagnostic, Record | None]
"""A warning and its paper."""


def by_kind(found: Catalog) -> Mapping[DiagnosticCode, Sequence[Diagnostic]]:
    """Return all that pages tell of what is wrong, by kind; those that ask for something first."""
    of_papers = (each for record in found.records.values() for each in told_of(record, Output.PAGES))
    everything = {*told(found.graph, Output.PAGES), *of_papers}
    codes: dict[DiagnosticCode, list[Diagnostic]] = {}
    for each in sorted(everything, key=lambda each: (each.code, each.path, each.line, each.message, each.text)):
        codes.setdefault(each.code, []).append(each)
    order = sorted(codes, key=lambda code: (remedies.is_settled(code), sort_key(labels.WARNINGS[code])))
    return {code: codes[code] for code in order}


def listings(found: Catalog, elsewhere: Container[Place]) -> Iterator[Listing[_Row]]:
    """Yield the list of each kind, its remedy above it; ambiguous places may stand in another list."""
    by_path = _by_path(found)
    for number, (code, rows) in enumerate(by_kind(found).items(), 1):
        if code is DiagnosticCode.AMBIGUOUS:
            rows = [each for each in rows if (each.path, each.line) not in elsewhere]
        yield _listing(number, code, [(each, by_path.get(each.path)) for each in rows])


def table(found: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the file of all warnings."""
    by_path = _by_path(found)
    for code, many in by_kind(found).items():
        for each in many:
            record = by_path.get(each.path)
            title = document_title(record) if record else ""
            put = remedies.put(found, each, record)
            told_ = (each.message, each.text, remedies.REMEDIES[code].words.replace("`", ""), put.file, put.item)
            yield labels.WARNINGS[code], title, each.path, str(each.line), *told_


def document_title(record: Record) -> str:
    """Return what files call a paper: its number, else its title."""
    number = record.document.header.number
    return number.key if number else record.title


def _by_path(found: Catalog) -> Mapping[str, Record]:
    return {record.document.source.path: record for record in found.records.values()}


def _listing(number: int, code: DiagnosticCode, rows: Sequence[_Row]) -> Listing[_Row]:
    title, note = labels.WARNINGS[code], f"<strong>Cách xử lý:</strong> {render.coded(remedies.REMEDIES[code].words)}"
    return Listing(f"loai-{number}", title, f"{title}: {len(rows)} chỗ", rows, _year, _draw, note)


def _year(row: _Row) -> str:
    _, record = row
    return issued_year(record) if record else ""


def _draw(path: str, found: Catalog, shown: Sequence[_Row], caption: str) -> str:
    cells = (_row(found, path, *each) for each in shown)
    drawn = render.table(caption, ("Văn bản", "Vị trí", "Nội dung", "Nguyên văn"), cells, "vk-quality")
    folded = path == urls.QUALITY_PAGE and remedies.is_settled(shown[0][0].code)
    return folds.fold(f"Xem {len(shown)} chỗ", drawn) if folded else drawn


def _row(found: Catalog, path: str, each: Diagnostic, record: Record | None) -> tuple[str, ...]:
    copied = remedies.copied(remedies.put(found, each, record))
    words = "<br>".join(filter(None, (esc(each.message), copied))), esc(render.shorten(each.text, _QUOTED))
    if record is None:
        return render.code(each.path), f"dòng {each.line}", *words
    return document_link(path, record), place_of_line(found, path, record, each.line), *words

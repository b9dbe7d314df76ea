"""Gates (cửa chặn): which marks a document bears that say who may read it.

`disclosure` says what they mean.

A mark of secrecy (độ mật) stands in ô 10a of Nghị định 30/2020/NĐ-CP, Phụ lục I, one of internal use in ô 11. Of a
refused document nothing but its file's name is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, islice, pairwise
from pathlib import PurePosixPath

from generator import vocab
from generator.disclosure import counts_unseen, is_shown_as_draft, kept_out_by, released
from generator.model import Diagnostic, DiagnosticCode, Document, KnownDocument, Mark, Portal, SourceText, Table
from generator.model.frozen import Frozen, replace
from generator.parse.paragraphs import paragraphs
from generator.text.bare_letters import bare, unframed
from generator.vocab.choices import has_box
from generator.vocab.secrecy import (
    Borne,
    lists_levels,
    mark_in_hint,
    mark_in_name,
    mark_of,
    mark_on_top,
    runs_on,
    upright,
)

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_SEAL = re.compile(r"^\W{0,4}[(\[]\s?(?:con )?(?:dấu|stamp|seal)(?: đỏ)?\s?:", re.IGNORECASE)
"""What who typed a paper off wrote before the words of a stamp: `[Dấu: MẬT]`."""
_FORMS = re.compile(
    r"(?:\.(?:txt|md|json|pdf|docx?|odt|xlsx?|ods|rtf|html?|png|jpe?g|tiff?|zip|eml|msg|edxml|xml|signed|p7[ms]|bak))+$",
    re.IGNORECASE,
)
"""What the name of a file says of its form."""
_BEGINS = re.compile(
    r"^[ *#|>_~`]{0,12}(?:C[ỘÔO]NG1? H|Cộng h|ĐẢNG|Đảng|Đoàn|ĐOÀN|PH[ỤU]|Phụ l|BIỂU|Biểu|S[ỐốÔô] ?:?)", re.MULTILINE
)
"""How a letterhead, a number or an appendix may begin: what is looked at more closely."""
_GAP = re.compile(r"\s{2,}|\t|\|")
HEAD = 30
"""Paragraphs from the top in which a mark may stand."""
FIRST = 2
"""Lines at the top that may be the letter of a level."""
PAGE_HEAD = 4
"""Lines of a page's top and bottom in which it may be repeated."""
BEFORE, AFTER = 4, 8
"""Lines before and after a letterhead further down in which its mark may stand."""
STAMP = 40
"""Characters of a line in capitals that may be the stamp of a page anywhere in a paper."""
TITLE = 60
"""Characters of a line that a mark stands on; a longer one is a sentence."""
ROW, LETTERHEAD = 3, 8
"""Columns of a line that is a row of a table, unless it is among so many lines at the top."""

Found = tuple[DiagnosticCode, int]
"""The value of a `Mark`, and the line of the file that bears it; 1 where none does."""

_TOLD: Mapping[Mark, str] = {
    Mark.SECRET: "Có dấu chỉ mức độ mật: không đưa lên cổng, dù cổng công khai hay nội bộ.",
    Mark.DOUBTFUL: (
        "Có dòng, con dấu, ghi chú hoặc tên tệp giống dấu chỉ mức độ mật hoặc lưu hành nội bộ nhưng không chắc: "
        "giữ lại. Xem văn bản; nếu không phải, ghi `release: true` vào tệp kèm."
    ),
    Mark.INTERNAL: "Có dấu lưu hành nội bộ: chỉ đưa lên cổng có `audience: intranet` trong portal.yml.",
    Mark.DRAFT: (
        "Là dự thảo: chỉ đưa lên cổng có `audience: intranet`. Được phép công khai thì ghi `release: true` vào tệp kèm."
    ),
}


class Judged(Frozen):
    """The papers that may be published, a line for each other one, and the paths of drafts among them."""

    kept: tuple[Document, ...]
    told: tuple[Diagnostic, ...]
    drafts: frozenset[str]


def admitted(
    documents: Sequence[Document], known: Mapping[str, KnownDocument], portal: Portal
) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    """Return the documents that may be published, and a line for each that may not."""
    result = judged([(document, found(document)) for document in documents], known, portal)
    return result.kept, result.told


def judged(
    documents: Iterable[tuple[Document, Sequence[Found]]], known: Mapping[str, KnownDocument], portal: Portal
) -> Judged:
    """Return what becomes of each document at the gate; with it come the marks that were found in it."""
    kept: list[Document] = []
    told: list[Diagnostic] = []
    drafts: list[str] = []
    for document, borne in documents:
        path = document.source.path
        mark = kept_out_by(_meant(borne, known.get(path)), portal)
        if mark is None:
            kept.append(document)
            drafts += [path] if is_shown_as_draft([Mark(each) for each, _ in borne]) else []
        else:
            line = next((line for each, line in borne if Mark(each) is mark), 1)
            told.append(Diagnostic(mark.value, _TOLD[mark], path, line))
    return Judged(tuple(kept), tuple(told), frozenset(drafts))


def marks(document: Document, known: KnownDocument | None) -> frozenset[Mark]:
    """Return the marks that a document bears, and the one that the archivist states of it."""
    return _meant(found(document), known)


def _meant(read: Sequence[Found], known: KnownDocument | None) -> frozenset[Mark]:
    borne = frozenset(Mark(each) for each, _ in read)
    if known and known.secrecy:
        borne |= {known.secrecy}
    return released(borne) if known and known.release else borne


def found(document: Document) -> tuple[Found, ...]:
    """Return all marks of a document; where one says that it is secret no more, the archivist has to look."""
    source = document.source
    outside = [*_named(document), *_beside(source)]
    borne = (*((each, 1) for each in outside), *_printed(source.text or document.text, source), *_read(document))
    sure = not any(each.lifts for each, _ in borne)
    return tuple(((each.mark if sure and each.sure else Mark.DOUBTFUL).value, line) for each, line in borne)


def _named(document: Document) -> Iterator[Borne]:
    """The marks that the names of the file and of its folders bear, and its symbol."""
    for part in PurePosixPath(document.source.path).parts:
        name = _FORMS.sub("", part)
        # Points part the words of a name that has no blank: `bc.47.mat`.
        yield from filter(None, (mark_in_name(name if " " in name else name.replace(".", " ")),))
    if document.header.number:
        yield from filter(None, (mark_of(f"Số: {document.header.number.raw}"),))


def _beside(source: SourceText) -> Iterator[Borne]:
    """The marks beside the text: on pages, and where no page shows them."""
    yield from filter(None, map(mark_of, (*source.marks, *upright(source.marks))))
    yield from filter(None, map(mark_in_hint, source.hints))


def _printed(text: str, source: SourceText) -> Iterator[tuple[Borne, int]]:
    """The marks that lines of the file bear: the first ones, the ends of each page, stamps further down."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    quoted = _quoted(source.tables, source.text)
    filled = [i for i, line in enumerate(lines) if line.strip()]
    near = {*filled[:HEAD], *_edges(filled, starts, source.pages)}
    further = set(_further(text, lines, starts, filled)) - near
    before = dict(zip(filled[1:], filled, strict=False))
    forms = _forms(lines, filled)
    for place, i in enumerate(filled):
        shown = forms.get(i, lines[i])
        found = tuple(_of_line(shown, place)) if i in near else _stamp(shown, headed=i in further)
        # A title that is cut before its last word makes no mark of it, nor does a table that lists levels.
        if found and starts[i] not in quoted and not (i in before and runs_on(_shown(lines[before[i]]))):
            yield from ((each, i + 1) for each in found)
    yield from ((each, 1) for each in filter(None, map(mark_of, upright(lines[i] for i in filled))))


def _forms(lines: Sequence[str], filled: Sequence[int]) -> Mapping[int, str]:
    """The lines of a form whose boxes stand one below the other, each as the line that all make."""
    forms: dict[int, str] = {}
    for boxed, group in groupby(filled, key=lambda i: len(lines[i]) <= TITLE and has_box(lines[i])):
        together = list(group)
        if boxed and len(together) > 1:
            forms |= dict.fromkeys(together, " ".join(lines[i] for i in together)[: 2 * TITLE])
    return forms


def _stamp(line: str, *, headed: bool = False) -> tuple[Borne, ...]:
    """The mark that a line within a paper is, in capitals or `headed` by a further letterhead: a doubt."""
    capitals = headed or _SEAL.sub("", bare(line)).isupper()
    found = mark_of(_shown(line)) if len(line) <= STAMP and capitals else None
    counts = found and (found.anywhere or (headed and found.sure and counts_unseen(found.mark)))
    return (replace(found, sure=False),) if found and counts else ()


def _further(text: str, lines: Sequence[str], starts: Sequence[int], filled: Sequence[int]) -> Iterator[int]:
    """The lines around each letterhead or appendix (phụ lục) further down: another paper may begin there."""
    marks = vocab.load().header
    heads = (marks["motto"], marks["party_motto"], marks["appendix"], marks["number"])
    for begun in _BEGINS.finditer(text, starts[filled[HEAD]] if len(filled) > HEAD else len(text)):
        i = bisect_right(starts, begun.end() - 1) - 1
        if len(lines[i]) <= 2 * TITLE and any(mark.match(_shown(lines[i])) for mark in heads):
            place = bisect_left(filled, i)
            yield from filled[max(HEAD, place - BEFORE) : place + AFTER]


def _edges(filled: Sequence[int], starts: Sequence[int], pages: Sequence[int]) -> Iterator[int]:
    """The lines at the top and bottom of each page that hold something."""
    for start, end in pairwise([*(pages or (0,)), starts[-1]]):
        inside = [i for i in filled if start <= starts[i] < end]
        yield from (*inside[:PAGE_HEAD], *inside[-PAGE_HEAD:])


def _of_line(line: str, place: int) -> Iterator[Borne]:
    """The marks of a line, of each of its columns too; a row of a table has none."""
    # What was ticked on a line of boxes is told by all of it.
    columns = [] if has_box(line) else [part for part in map(_shown, _GAP.split(line)) if part]
    parts = [_shown(line), *(columns if len(columns) > 1 and (len(columns) < ROW or place < LETTERHEAD) else ())]
    if place < FIRST:
        yield from filter(None, (mark_on_top(_shown(line)),))
    yield from filter(None, (mark_of(part) for part in parts if 0 < len(part) <= 2 * TITLE))


def _read(document: Document) -> Iterator[tuple[Borne, int]]:
    """The marks of the first paragraphs: where lines were joined, and in a parse without lines."""
    quoted = _quoted(document.tables, document.text)
    spans = tuple(islice(paragraphs(document.text), HEAD))
    lines = [span.of(document.text) for span in spans]
    forms = _forms(lines, range(len(lines)))
    for place, (before, span) in enumerate(zip((None, *spans), spans, strict=False)):
        line = forms.get(place, lines[place])
        found = mark_of(line) if len(line) <= 2 * TITLE and span.start not in quoted else None
        if found and not (before and runs_on(before.of(document.text))):
            yield found, document.line_of(span.start)


def _quoted(tables: Sequence[Table], text: str) -> frozenset[int]:
    """Where the lines of tables begin that list levels of secrecy."""
    cells = [cell.span for table in tables if lists_levels(table, text) for cell in table.cells]
    return frozenset(
        start
        for span in cells
        for start in accumulate((len(line) + 1 for line in span.of(text).split("\n")[:-1]), initial=span.start)
    )


def _shown(line: str) -> str:
    """A line without marks of layout."""
    return " ".join(_TAG.sub(" ", unframed(line)).strip("*#|_>~` \t\f").split())

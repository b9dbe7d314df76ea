"""Gates (cửa chặn): which marks a document bears that say who may read it.

`disclosure` says what they mean.

A mark of secrecy (độ mật) stands in ô 10a of Nghị định 30/2020/NĐ-CP, Phụ lục I, one of internal use in ô 11. Of a
refused document nothing but its file's name is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.disclosure import kept_out_by, released
from generator.model import Diagnostic, Document, KnownDocument, Mark, Portal
from generator.parse.paragraphs import paragraphs
from generator.vocab.secrecy import Borne, mark_of, upright

_GAP = re.compile(r"\s{2,}|\t|\|")
HEAD = 30
"""Paragraphs from the top in which a mark may stand."""
PAGE_HEAD = 4
"""Lines of a page's top and bottom in which it may be repeated."""
STAMP = 24
"""Characters of a line in capitals that may be the stamp of a page anywhere in a paper."""
TITLE = 60
"""Characters of a line that a mark stands on; a longer one is a sentence."""


_TOLD: Mapping[Mark, str] = {
    Mark.SECRET: "Có dấu chỉ mức độ mật: không đưa lên cổng, dù cổng công khai hay nội bộ.",
    Mark.DOUBTFUL: (
        "Có dòng giống dấu chỉ mức độ mật hoặc lưu hành nội bộ nhưng không chắc: giữ lại. "
        "Xem văn bản; nếu không phải, ghi `release: true` vào tệp kèm."
    ),
    Mark.INTERNAL: "Có dấu lưu hành nội bộ: chỉ đưa lên cổng có `audience: intranet` trong portal.yml.",
    Mark.DRAFT: (
        "Là dự thảo: chỉ đưa lên cổng có `audience: intranet`. Được phép công khai thì ghi `release: true` vào tệp kèm."
    ),
}


def admitted(
    documents: Sequence[Document], known: Mapping[str, KnownDocument], portal: Portal
) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    """Return the documents that may be published, and a line for each that may not."""
    kept: list[Document] = []
    told: list[Diagnostic] = []
    for document in documents:
        refusal = _refusal(document, known.get(document.source.path), portal)
        if refusal is None:
            kept.append(document)
        else:
            told.append(refusal)
    return tuple(kept), tuple(told)


def _refusal(document: Document, known: KnownDocument | None, portal: Portal) -> Diagnostic | None:
    mark = kept_out_by(marks(document, known), portal)
    return Diagnostic(mark.value, _TOLD[mark], document.source.path, 1) if mark else None


def marks(document: Document, known: KnownDocument | None) -> frozenset[Mark]:
    """Return the marks that a document bears, and the one that the archivist states of it."""
    borne = frozenset(each.mark if each.sure else Mark.DOUBTFUL for each in _borne(document))
    if known and known.release:
        borne = released(borne)
    return borne | {known.secrecy} if known and known.secrecy else borne


def _borne(document: Document) -> Iterator[Borne]:
    lines = tuple(_marked_lines(document))
    yield from filter(None, map(mark_of, (*lines, *upright(lines))))
    yield from _within(document.source.text or document.text)


def _within(text: str) -> Iterator[Borne]:
    """Marks of secrecy in capitals further down, in doubt: a page may begin there."""
    for line in text.split("\n"):
        if len(line) <= STAMP and line.isupper() and (borne := mark_of(line)) and borne.anywhere:
            yield replace(borne, sure=False)


def _marked_lines(document: Document) -> Iterator[str]:
    """Lines of the file on which a mark may stand: the first ones, and top and bottom of each page."""
    text = document.source.text or document.text
    yield from _first(text.split("\n"), HEAD)
    head = [span.of(document.text) for span in paragraphs(document.text)][:HEAD]
    yield from (line for line in head if len(line) <= 2 * TITLE)
    starts = [*(document.source.pages or (0,)), len(text)]
    for start, end in pairwise(starts):
        lines = text[start:end].split("\n")
        yield from _first(lines, PAGE_HEAD)
        yield from _first(lines[::-1], PAGE_HEAD)


def _first(lines: Sequence[str], most: int) -> Iterator[str]:
    """The first lines that hold something, without marks of layout.

    Two columns on a line each for itself too.
    """
    for line in [line for line in lines if line.strip()][:most]:
        columns = _GAP.split(line)
        for part in (line, *(columns if len(columns) > 1 else ())):
            shown = " ".join(part.strip("*#|_ \t\f").split())
            if 0 < len(shown) <= 2 * TITLE:
                yield shown

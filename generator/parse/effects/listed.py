"""Lists of works that ended (danh mục văn bản bị bãi bỏ): each row of a table is one statement.

Only where a cell of the row, the title of the list or an enacting sentence says what was done. A list of what merely
ran out, is to be looked into or proposed states nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from generator.model import Citation, Document, Effect, Extent, Span, Table
from generator.model.frozen import replace
from generator.parse.effects.ranks import possible
from generator.parse.effects.subject import enacting
from generator.parse.effects.told import by_each
from generator.parse.paragraphs import paragraphs
from generator.parse.tables import body_rows, column_heads, grid, title_above
from generator.vocab import Vocab

LONGEST_PART = 160

_Row = tuple[tuple[Span, tuple[Citation, ...]], ...]
"""The cell at each column of a row, with the works named in it."""


def _named(document: Document) -> tuple[list[int], list[Citation]]:
    """The works that are named for themselves, and where each begins."""
    cited = sorted((each for each in document.citations if not each.within), key=lambda each: each.span)
    return [each.span.start for each in cited], cited


def _rows(table: Table, starts: Sequence[int], cited: Sequence[Citation]) -> Iterator[_Row]:
    """The rows below the head that name a work. A cell that reaches over several rows stands in each."""
    reach = table.cells[0].span.start, table.cells[-1].span.end
    if bisect_left(starts, reach[0]) == bisect_left(starts, reach[1]):
        return
    at = grid(table)
    for row in body_rows(table):
        cells = [at[row, column].span for column in range(table.columns)]
        named = tuple(
            (cell, tuple(cited[bisect_left(starts, cell.start) : bisect_left(starts, cell.end)])) for cell in cells
        )
        if any(works for _, works in named):
            yield named


def _work(row: _Row) -> Citation | None:
    """The work that a row is about: the first that it names."""
    return next((works[0] for _, works in row if works), None)


def told_in_rows(document: Document, vocab: Vocab) -> Iterator[Effect]:
    """Yield what cells tell of the work in their row: `Được thay thế bởi Thông tư số …`."""
    text, named = document.text, _named(document)
    for table in document.tables:
        parts = vocab.effects["of_parts"].search(title_above(text, table)) is not None
        for row in _rows(table, *named):
            target = _work(row)
            for span, works in row:
                said = vocab.effects["cell"].match(text[span.start : works[0].span.start]) if works else None
                if said is not None and target is not None and works[0] is not target:
                    told = by_each(text, said, target, works, vocab)
                    yield from (_of_row(document, table, row, each, parts, vocab) for each in told)


def _of_row(document: Document, table: Table, row: _Row, told: Effect, parts: bool, vocab: Vocab) -> Effect:
    """An effect with the part that a column of its row names; in a list of parts none is of the whole."""
    part = told.part or _part(document, table, row, vocab)
    return replace(told, extent="part", part=part) if part or parts else told


def listed_effects(document: Document, vocab: Vocab) -> Iterator[Effect]:
    """Yield that each work of a list was repealed, where its title or an enacting sentence says so of all."""
    named = _named(document)
    lists = [(table, tuple(_rows(table, *named))) for table in document.tables]
    lists = [(table, rows) for table, rows in lists if rows]
    order = _order(document, vocab) if lists else None
    kind = vocab.doc_type(document.header.type)
    if order is None and kind is not None and not (kind.enacts or kind.report):
        return  # a list in a proposal, a plan or a letter is of what is to be repealed
    for table, rows in lists:
        title = vocab.effects["list_title"].search(title_above(document.text, table))
        if title is None and (order is None or len(lists) > 1):
            continue
        said = next((match["reach"] for match in (title, order) if match is not None and match["reach"]), "")
        for row in rows:
            yield from _repealed(document, table, row, said.strip().lower(), order is not None, vocab)


def _order(document: Document, vocab: Vocab) -> re.Match[str] | None:
    """The sentence by which the paper itself repeals what its list names: `Bãi bỏ … (Danh mục kèm theo)`."""
    if enacting(document, vocab) is None:
        return None
    for paragraph in paragraphs(document.text, document.zones.body):
        order = vocab.effects["list_order"].match(paragraph.of(document.text))
        if order is not None:
            return order
    return None


def _repealed(document: Document, table: Table, row: _Row, said: str, own: bool, vocab: Vocab) -> Iterator[Effect]:
    target = _work(row)
    if target is None:
        return
    number = document.header.number
    if own and not possible(enacting(document, vocab), number, None, target, "repealed", vocab):
        return
    part = target.article or _part(document, table, row, vocab)
    extent: Extent = "part" if part or said == "một phần" else "whole"
    yield Effect("repealed", extent, part, target, None, "own" if own else "told", target.span)


def _part(document: Document, table: Table, row: _Row, vocab: Vocab) -> str | None:
    """What the column of ended articles says of a row."""
    heads = column_heads(table, document.text)
    for named, (span, _) in zip(heads, row, strict=False):
        if any(vocab.effects["part_column"].search(words) for words in named):
            said = " ".join(span.of(document.text).split())[:LONGEST_PART]
            return None if vocab.effects["all_of_it"].match(said) else said or None
    return None

"""From one file's text to a `Document`: an ordered table of steps, each a plain function.

A step takes the document as far as it is known and the vocabulary, and returns it with one more part filled.
Parsing is pure and total: odd text gives an empty part, never an exception.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

from generator.model import Diagnostic, DiagnosticCode, Document, Header, SourceText, Span, Zones
from generator.parse.agencies import find_agencies
from generator.parse.citations import find_citations
from generator.parse.effects import find_effects
from generator.parse.figures import find_figures
from generator.parse.footer import read_footer
from generator.parse.header import read_header
from generator.parse.in_force import find_in_force
from generator.parse.persons import find_persons
from generator.parse.policies import find_policies
from generator.parse.policies.short_forms import find_short_forms
from generator.parse.sections import read_outline
from generator.parse.surroundings import set_apart, unfold
from generator.parse.tables import carried, lines_in_cells, name_tables
from generator.parse.tasks import find_tasks
from generator.parse.warnings import find_warnings
from generator.parse.zones import find_zones
from generator.reflow import reflow
from generator.text.look_alikes import masks, meant, unmasked
from generator.vocab import Vocab

Step = Callable[[Document, Vocab], Document]

STEPS: tuple[Step, ...] = (
    set_apart,
    unfold,
    name_tables,
    find_zones,
    read_header,
    read_footer,
    read_outline,
    find_citations,
    find_effects,
    find_in_force,
    find_agencies,
    find_persons,
    find_policies,
    find_short_forms,
    find_tasks,
    find_figures,
    find_warnings,
)


def parse(source: SourceText, vocab: Vocab) -> Document:
    """Return the parsed document (văn bản đã đọc). Never raises on odd text.

    The same text gives the same document.
    """
    document = blank(source, vocab)
    for step in STEPS:
        document = step(document, vocab)
    return document


def blank(source: SourceText, vocab: Vocab) -> Document:
    """Return the document with its reflowed text and nothing found in it yet."""
    flowed = reflow(unmasked(source.text), vocab.line_marks, lines_in_cells(source), source.places)
    nothing = Span(0, 0)
    return Document(
        source=source,
        text=flowed.text,
        lines=flowed.lines,
        zones=Zones(nothing, nothing, nothing, nothing, nothing, nothing),
        header=Header(),
        signature=None,
        chair=None,
        recipients=(),
        archive_line=None,
        sections=(),
        citations=(),
        mentions=(),
        tasks=(),
        figures=(),
        # A reader that knows the pages has put the sentence together; only in plain text is the gap damage.
        breaks=() if source.pages else flowed.breaks,
        marked=flowed.marked,
        warnings=(*source.extraction.notes, *_look_alikes(source)),
        tables=carried(source.tables, flowed),
    )


def _look_alikes(source: SourceText) -> Iterator[Diagnostic]:
    """Yield a warning for each letter or sign that was typed for another and read as that one."""
    for mask, offset in masks(source.text).items():
        line = bisect_right(source.lines, offset)
        message = f"Ký tự «{mask}» (U+{ord(mask):04X}) được đọc là «{meant(mask)}». Gõ lại bằng bộ gõ tiếng Việt."
        yield Diagnostic(DiagnosticCode.LOOK_ALIKE, message, source.path, line, mask)

"""What reading the tasks of a paper looks up again and again: its text, forms, bodies and sections."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Document, EntityKind, Mention, Section
from generator.parse.paragraphs import outline
from generator.vocab import Vocab
from generator.vocab.entries import Form, TaskTable


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with what reading its tasks looks up again and again."""

    document: Document
    vocab: Vocab
    text: str
    forms: TaskTable
    agencies: tuple[Mention, ...]
    starts: tuple[int, ...] = field(repr=False)
    heads: Mapping[int, Section] = field(repr=False)
    """Sections by where their heads begin."""
    anchors: Mapping[str, Section] = field(repr=False)
    section: Callable[[int], str] = field(repr=False)
    """Tells the section or zone at an offset."""

    def match(self, forms: Sequence[Form], start: int, end: int) -> re.Match[str] | None:
        """Return the first form that matches at `start`."""
        for form in forms:
            if match := form.regex.match(self.text, start, end):
                return match
        return None

    def search(self, forms: Sequence[Form], start: int, end: int) -> re.Match[str] | None:
        """Return the match that comes first in the stretch."""
        found = (form.regex.search(self.text, start, end) for form in forms)
        return min((m for m in found if m), key=lambda m: m.start(), default=None)

    def before(self, forms: Sequence[Form], start: int, at: int) -> bool:
        """Tell whether one of the forms stands right before `at`, at or after `start`."""
        return any(form.regex.search(self.text, max(start, at - 60), at) for form in forms)

    def section_around(self, at: int) -> Section | None:
        """Return the innermost section that begins before `at` and goes on there."""
        sections = self.document.sections
        place = bisect_left(sections, at, key=lambda each: each.head.start) - 1
        found = sections[place] if place >= 0 else None
        while found is not None and found.span.end <= at:
            found = self.anchors.get(found.parent or "")
        return found

    def agency_at(self, start: int) -> Mention | None:
        """Return the agency named at `start`."""
        place = bisect_left(self.starts, start)
        return self.agencies[place] if place < len(self.starts) and self.starts[place] == start else None

    def inside_agency(self, at: int) -> Mention | None:
        """Return the agency in whose name `at` lies."""
        place = bisect_right(self.starts, at) - 1
        return self.agencies[place] if place >= 0 and at < self.agencies[place].span.end else None

    def named_in(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the agencies named inside the stretch."""
        for mention in self.agencies[bisect_left(self.starts, start) :]:
            if mention.span.start >= end:
                return
            yield mention


def paper_of(document: Document, vocab: Vocab) -> Paper:
    """Return the document with its agencies in order."""
    agencies = tuple(sorted((m for m in document.mentions if m.kind is EntityKind.AGENCY), key=lambda m: m.span))
    starts = tuple(mention.span.start for mention in agencies)
    heads = {section.head.start: section for section in document.sections}
    anchors = {section.anchor: section for section in document.sections}
    return Paper(document, vocab, document.text, vocab.tasks, agencies, starts, heads, anchors, outline(document))

"""What a build is told to tell, and what it tells in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.model import Diagnostic, Record
from generator.model.frozen import Frozen
from generator.publish.writer import Changes

Tell = Callable[[str, int, int], None]
"""Told of each step: stage, how much is done, of how much."""


class Report(Frozen):
    """What a build did: counts, what is wrong in the content, what changed in the site's folder."""

    documents: int
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    changes: Changes
    all_read: bool
    """Every file and folder opened."""
    lasting: bool = True
    """What was read would come out the same again: no program or time gave anything up."""
    published: frozenset[str] = frozenset()
    """Files of the papers that are on the portal."""
    undated: tuple[str, ...] = ()
    """Those that bear no number or no whole date, nor are known to."""
    before: Mapping[str, int] | None = None
    """Where nothing changed since the last build, so that nothing was done: what that told, by code."""


def undated(records: Iterable[Record]) -> tuple[str, ...]:
    """Return the files of documents that bear no number or no whole date, in their order."""
    headers = [(record.document.source.path, record.document.header) for record in records]
    return tuple(path for path, own in headers if not (own.number and own.issued and own.issued.day))

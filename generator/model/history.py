"""What changed from build to build (lịch sử cổng): of a day nothing is known, so updates are numbered."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.frozen import Frozen


class Published(Frozen):
    """A paper as it was published: what it was called, and by which its file is known again."""

    number: str
    title: str
    digest: str
    """Of the file's bytes."""
    file: str
    """Digest of the file's path: a path may tell more than the page."""


class Update(Frozen):
    """What one build brought (lần cập nhật): ids of papers and tasks that are on the portal still.

    The first has none: all that it found was there before anybody looked.
    """

    number: int
    papers: int
    """How many were published then."""
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    """Papers among those added whose number was cited before by papers that were there."""
    tasks: tuple[str, ...] = ()
    removed: tuple[Published, ...] = ()
    untold: int = 0
    """How many more were removed, of which nothing else may be told."""


class Measured(Frozen):
    """How good the data were after a build (số đo chất lượng); kept where another one differs from it."""

    update: int
    """Number of the latest update then."""
    papers: int
    remarks: int
    """Warnings that pages tell (lưu ý)."""
    missing: int
    """Numbers that are only cited."""
    ambiguous: int
    """Citations of which it is not known what they mean."""
    doerless: int
    """Tasks for which their papers name nobody."""


class History(Frozen):
    """All that a portal remembers of its updates, and the state from which the next one is told."""

    name: str
    address: str
    rules: str
    """What the portal might show: where that changed, nothing of a removed paper is told any more."""
    papers: Mapping[str, Published]
    tasks: tuple[str, ...]
    updates: tuple[Update, ...]
    """The latest first."""
    measured: tuple[Measured, ...] = ()
    """The latest first."""

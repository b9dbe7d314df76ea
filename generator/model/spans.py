"""A passage of a text."""

from __future__ import annotations

from generator.model.frozen import Frozen


class Span(Frozen, order=True):
    """A passage: `text[start:end]`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the passage itself."""
        return text[self.start : self.end]

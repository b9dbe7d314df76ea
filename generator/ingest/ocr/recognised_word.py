"""A word as recognised on a picture."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ingest.ocr.picture import Box


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as recognised, its box in pixels; `line` tells which words the program put on one line."""

    text: str
    box: Box
    confidence: float
    line: tuple[str, ...]

    @property
    def height(self) -> int:
        """How tall the box is."""
        return self.box[3] - self.box[1]

"""What everything is made of: spans, dates, diagnostics, source texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntityKind = Literal["agency", "policy", "decision", "person"]
Relation = str
"""Of a citing document to a cited one: basis, issued, advised, amends, replaces, repeals, guides, extended, mention."""

EffectKind = Literal["replaced", "repealed", "amended", "suspended", "extended", "corrected"]
"""What is done to a work: thay thế, bãi bỏ, sửa đổi hoặc bổ sung, đình chỉ, kéo dài, đính chính."""
Extent = Literal["whole", "part"]
EffectBasis = Literal["own", "told"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage: `text[start:end]`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the passage itself."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """Ngày tháng, as far as the source gives it; `str()` is ISO: `2023`, `2023-06` or `2023-06-26`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something wrong, shown as `path:line: code: message`; `text` quotes the place (may be empty)."""

    code: str
    message: str
    path: str
    line: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """How the text of a file was got (cách đọc), for `vankho check` and for the reader of its page.

    `how` says it in the interface's words (`lớp chữ của PDF`, `nhận dạng chữ (OCR)`); `certainty` is the share of what
    was read that is beyond doubt, 0 to 1; `encoding` is the file's, where it has one; `apart` says what was left out,
    a line each (`số trang: 12 dòng`); `notes` are diagnostics that do not keep the file from being read.
    """

    how: str = "văn bản thuần"
    certainty: float = 1.0
    encoding: str | None = None
    apart: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as read: NFC text, its lines as in the file.

    `path` is relative to the content folder, with `/`. `digest` is the SHA-256 of the file's bytes (hex).
    `lines` and `pages` are the offsets in `text` at which each line and page starts (no pages: empty).
    """

    path: str
    digest: str
    text: str
    lines: tuple[int, ...]
    pages: tuple[int, ...]
    format: str
    extraction: Extraction = Extraction()

"""What is shown: pages, and how the portal is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the portal: `path` below the site (`co-quan/x.md`), plain `title`, Markdown, what search reads of it.

    `facets` are (name, value): `kind`, `sub` (the line below the title in a list), `alias` (another name, any number of
    them), `number` (canonical key), `type`, `issuer` (name), `date` (ISO, partial), `held` (`yes` or `no`), `mentions`,
    `part` (`yes`: a further page of a long list, which search may leave out).
    """

    path: str
    title: str
    markdown: str
    facets: tuple[tuple[str, str], ...] = ()
    text: str = ""
    """The words of the page that are no name of it, plain, a paragraph a line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one file is read at most (`limits` in `portal.yml`); what exceeds a limit is refused and told."""

    file_mb: int = 100
    """Size of a file."""
    unpacked_mb: int = 400
    """Size of what a packed file (DOCX, ODT) unpacks to."""
    text_mb: int = 10
    """Text of one document."""
    pages: int = 1500
    """Pages of a PDF."""
    ocr_pages: int = 150
    """Pages of one file that are recognised (OCR)."""
    seconds: int = 120
    """Time that an external program (LibreOffice, tesseract) may take for one file."""


@dataclass(frozen=True, slots=True)
class Portal:
    """`portal.yml`: how the portal is called and what it may show. All fields have defaults."""

    name: str = "Văn Khố"
    owner: str = ""
    contact: str = ""
    """Whom to write to about a mistake or a name to take out: plain words, shown at the foot of each page."""
    home_province: str | None = None
    audience: Literal["public", "intranet"] = "public"
    persons: Literal["off", "officials", "all"] = "officials"
    base_url: str | None = None
    state: str | None = None
    limits: Limits = Limits()
    sample: bool = False
    """Show the notice that the documents are a made-up sample."""

"""What is shown: pages, and how the portal is called."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from generator.model.frozen import Frozen


class PageKind(StrEnum):
    """Loại trang: of a document, of an entity (the value is that of its `EntityKind`), or any other page."""

    DOCUMENT = "document"
    AGENCY = "agency"
    POLICY = "policy"
    WORK = "decision"
    PERSON = "person"
    PAGE = "page"


class Facets(Frozen):
    """What search and lists know of a page beside its words; what is empty is unknown or does not apply."""

    kind: PageKind = PageKind.PAGE
    sub: str = ""
    """The line below the title in a list."""
    aliases: tuple[str, ...] = ()
    """Other names under which the page is found."""
    number: str = ""
    """Canonical key: `414/QĐ-TTg`."""
    type: str = ""
    issuer: str = ""
    """Its name."""
    date: str = ""
    """ISO, may be partial."""
    held: bool | None = None
    """Whether the text is in the archive; None where that is no question."""
    mentions: int = 0
    """Paragraphs that speak of it."""
    part: bool = False
    """A further page of a long list, which search leaves out."""
    moved: bool = False
    """Its address only leads to the page that tells of it: no output tells of both."""


class Page(Frozen):
    """A page of the portal: its path below the site, title, Markdown, what search reads of it."""

    path: str
    title: str
    markdown: str
    facets: Facets = Facets()
    text: str = ""
    """The words of the page that are no name of it, plain, a paragraph a line."""


class Picture(Frozen):
    """Ảnh trang: the picture of one page of a paper, its path below the site and its size in pixels."""

    path: str
    width: int
    height: int


class Original(Frozen):
    """Bản gốc: the file that a paper came as, its path and size, with pictures of its pages."""

    path: str
    size: int
    pictures: tuple[Picture, ...] = ()


class Limits(Frozen):
    """How much of one file is read at most (`limits` in `portal.yml`).

    What exceeds a limit is refused and told.
    """

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


class Emblem(Frozen):
    """Biểu trưng: a picture of the content folder, its path there, its kind as its bytes tell it."""

    path: str
    kind: str


class Portal(Frozen):
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
    originals: bool | None = None
    """Publish papers as they came, and pictures of their pages; None where `portal.yml` does not say."""
    personal_data: Literal["mask", "show"] | None = None
    """Whether personal data in papers are masked; None where `portal.yml` does not say: masked where it is public."""
    contacts: tuple[str, ...] = ()
    """Telephone numbers, addresses and accounts of offices, which are nobody's own."""
    follow_links: bool = False
    """Files behind links that lead out of the content folder are papers too."""
    sample: bool = False
    """Show the notice that the documents are a made-up sample."""
    color: str = ""
    """The portal's own colour, `#rrggbb`, in which words can be read on light ground; empty: that of every portal."""
    color_dark: str = ""
    """The same on dark ground; empty: made of `color`."""
    logo: Emblem | None = None
    favicon: Emblem | None = None
    footer: tuple[str, ...] = ()
    """Plain lines at the foot of each page."""

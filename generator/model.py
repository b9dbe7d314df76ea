"""Every type of the domain, frozen.

Three layers, each made of values of the one before it:

* what was read: `SourceText`, `Document` and what a parser finds in it (`Citation`, `Mention`, `Task` …);
* what was resolved: `Entity` kinds, `Occurrence`, `Assignment`, `Record`, `Link`, all in one `Graph`;
* what is shown: `Page`.

A `Span` is two integers (code points, end exclusive) into `Document.text`, the one canonical text of a
document; no type keeps a copy of text that a span can give. Each line of the canonical text is one
paragraph of the source (a hard-wrapped paragraph is joined), so `text.split("\n")` are the paragraphs.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import ClassVar, Literal

EntityKind = Literal["agency", "policy", "decision", "person"]
Relation = str
"""Of a citing document to a cited one: basis, issued, advised, amends, replaces, repeals, guides, extended, mention."""


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


# --- what is found in one document -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocNumber:
    """Số, ký hiệu: `414/QĐ-TTg`, `120/2020/QH14`, `65-KL/TW`, `108a/CTrPH-BDT-SGDĐT`.

    `serial` keeps leading zeros and a letter suffix (`108a`); `groups` are the abbreviations in order
    (`("QĐ", "TTg")`); `party` tells the Party's form; `raw` is the number as printed.
    """

    serial: str
    year: int | None
    groups: tuple[str, ...]
    party: bool
    raw: str
    key: str
    """Canonical spelling: `414/QĐ-TTg`."""
    type_code: str | None = None
    """Tên loại in the symbol (`QĐ`), None for a công văn."""
    issuer_codes: tuple[str, ...] = ()
    """Groups that name issuing bodies (`("TTg",)`)."""
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Authority:
    """Quyền hạn ký: a mark (`TL.`, `KT.`, `TM.`) and the office in whose name it is signed."""

    mark: str
    office: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Chữ ký: the signer's name, own office (`title`) and the chain of authority, first link first."""

    name: str
    title: str | None
    authority: tuple[Authority, ...]
    span: Span
    """Of the name."""


@dataclass(frozen=True, slots=True)
class Chair:
    """Người chủ trì: who presided over the meeting that a document reports."""

    name: str
    role: str | None
    event: str | None
    event_date: PartialDate | None
    span: Span


@dataclass(frozen=True, slots=True)
class Header:
    """Phần đầu: what a document says of itself. Fields that it does not state are None."""

    type: str | None = None
    number: DocNumber | None = None
    title: str = ""
    place: str | None = None
    issued: PartialDate | None = None
    superior: str | None = None
    """Cơ quan chủ quản as printed."""
    issuer: str | None = None
    """Cơ quan ban hành as printed."""
    addressees: tuple[str, ...] = ()
    """Kính gửi."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the parts of a document lie; an absent part is an empty span at its place.

    Order: header, preamble, body (with the closing), recipients and signature in either order.
    """

    header: Span
    preamble: Span
    body: Span
    closing: Span
    recipients: Span
    signature: Span


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the outline; `head` is its label and title, `span` all that it covers, children included."""

    label: str | None
    title: str | None
    level: int
    parent: str | None
    anchor: str
    head: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """Viện dẫn: one reference to a decision. `span` covers it from type word to stated issuer.

    `number` is None for an unnumbered one (`name` then says what is cited). `issuer` is where the issuer
    is stated (`của Thủ tướng Chính phủ`), None where only the symbol tells.
    """

    span: Span
    number: DocNumber | None
    type: str | None
    date: PartialDate | None
    issuer: Span | None
    relation: Relation
    article: str | None = None
    title: str | None = None
    """Trích yếu as cited: the words that follow, up to the end of the clause."""
    name: str | None = None
    leak: bool = False
    """A page number fell between symbol and date."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in the text, not yet resolved.

    `name` is the normalised name, abbreviations written out (`Sở Nội vụ` also for an elided `Nội vụ` of a
    list); `place` the place it bears: a full one (`tỉnh Quảng Ngãi`), a bare level (`tỉnh`) or None.
    `within` is the name of the body that a unit belongs to. For persons: `role`, `agency` (as stated)
    and `relation` (signer, chair, attendee, assigned, recipient, mentioned).
    """

    kind: EntityKind
    span: Span
    name: str
    place: str | None = None
    within: str | None = None
    form: str | None = None
    """Id of the vocabulary entry that found it."""
    role: str | None = None
    agency: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Thời hạn: the phrase as printed and the date it means (None for `hằng năm`)."""

    date: PartialDate | None
    phrase: str


@dataclass(frozen=True, slots=True)
class Task:
    """Nhiệm vụ giao: one bullet or numbered paragraph of a directive part.

    `assignees` and `partners` are spans of the words that name them; an empty `assignees` means the body
    or group that the directive part addresses, named by `addressed`.
    """

    span: Span
    section: str
    assignees: tuple[Span, ...]
    partners: tuple[Span, ...]
    addressed: Span | None
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Figure:
    """Số liệu: a number read the Vietnamese way, its unit and what it counts."""

    span: Span
    section: str
    value: float
    unit: str
    what: str


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document. `lines` maps offsets of `text` to lines of the file: (offset, line), ascending."""

    source: SourceText
    text: str
    lines: tuple[tuple[int, int], ...]
    zones: Zones
    header: Header
    signature: Signature | None
    chair: Chair | None
    recipients: tuple[str, ...]
    archive_line: str | None
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    mentions: tuple[Mention, ...]
    tasks: tuple[Task, ...]
    figures: tuple[Figure, ...]
    abbreviations: tuple[tuple[str, str], ...] = ()
    """Learned inside this document: (`Chương trình`, `Chương trình mục tiêu quốc gia …`)."""
    breaks: tuple[int, ...] = ()
    """Offsets at which a sentence runs on over a gap (a page break in the source)."""
    marked: int | None = None
    """First line of the file with Markdown marks that were left out."""
    warnings: tuple[Diagnostic, ...] = ()

    def line_of(self, offset: int) -> int:
        """Return the 1-based line of the source file in which `text[offset]` stands."""
        index = bisect_right(self.lines, (offset, 1 << 60)) - 1
        return self.lines[index][1] if index >= 0 else 1


# --- what is resolved ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agency:
    """Cơ quan. `id` is the page's path without suffix: `co-quan/ban-dan-toc-tinh-quang-ngai`."""

    kind: ClassVar[EntityKind] = "agency"
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    level: str | None = None
    """central, province, district, commune, unit or None."""
    place: str | None = None
    parent: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    succeeded_by: tuple[str, ...] = ()
    """Ids of agencies, or names where the successor has no page."""
    source: str | None = None
    """What states validity and succession (a decree's number)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Chính sách, chương trình, đề án …"""

    kind: ClassVar[EntityKind] = "policy"
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    policy_kind: str = "chính sách"
    approved_by: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Số hiệu: a document as something that can be cited, held or not."""

    kind: ClassVar[EntityKind] = "decision"
    id: str
    name: str
    """`Quyết định số 414/QĐ-TTg`."""
    aliases: tuple[str, ...] = ()
    key: str | None = None
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    held_as: str | None = None
    candidates: tuple[str, ...] = ()
    """Ids of held documents that may be it."""
    conflicts: tuple[str, ...] = ()
    """Sentences: what citing documents say differently."""


@dataclass(frozen=True, slots=True)
class Role:
    """Chức vụ: an office that documents state for a person; dates are ISO, of those documents."""

    title: str
    agency: str | None
    first: str | None
    last: str | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Người."""

    kind: ClassVar[EntityKind] = "person"
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    official: bool = False
    """Signs, chairs or holds a stated office in at least one document."""


Entity = Agency | Policy | Decision | Person


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention resolved: `entity` is None where it is ambiguous, `candidates` then lists ids.

    `section` is the anchor of the enclosing section or one of header, preamble, closing, recipients,
    signature. Fields from `key` on belong to decisions, `role` and `agency` to persons, `relation` to both.
    """

    kind: EntityKind
    entity: str | None
    span: Span
    section: str
    candidates: tuple[str, ...] = ()
    role: str | None = None
    agency: str | None = None
    relation: str | None = None
    key: str | None = None
    type: str | None = None
    date: PartialDate | None = None
    issuer: str | None = None
    article: str | None = None
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task with its assignees and partners resolved to agency ids."""

    span: Span
    section: str
    assignees: tuple[str, ...]
    partners: tuple[str, ...]
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Inferred:
    """Bounds of an unstated date, ISO, and what they rest on."""

    not_before: str | None
    not_after: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Record:
    """A document as linked. `id` is the page's slug; its page is `van-ban/<id>.html`."""

    id: str
    document: Document
    title: str
    issuer: str | None
    issuer_basis: str | None
    """header, symbol, signature, body, place or registry."""
    issued_inferred: Inferred | None
    decision: str | None
    """Id of the decision that this document is, where it bears a number."""
    signer: str | None
    chair: str | None
    occurrences: tuple[Occurrence, ...]
    """By start of span."""
    tasks: tuple[Assignment, ...]
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage that states a link."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A typed edge between two ids (documents by their record id, entities by theirs)."""

    source: str
    target: str
    relation: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Graph:
    """All that was read and resolved; the one input of pages, export and search. Sorted by id."""

    records: tuple[Record, ...]
    agencies: tuple[Agency, ...]
    policies: tuple[Policy, ...]
    decisions: tuple[Decision, ...]
    persons: tuple[Person, ...]
    links: tuple[Link, ...]
    diagnostics: tuple[Diagnostic, ...]
    identities: tuple[tuple[str, str], ...] = ()
    """(identity, id) of every record and entity: what the slug lock remembers between builds."""


# --- what the archivist states ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """An entry of `registry/documents.yml`: facts of a file that the file itself lacks."""

    file: str
    """Path below the content folder's `documents/`."""
    number: str | None = None
    type: str | None = None
    title: str | None = None
    issued: PartialDate | None = None
    place: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """`registry/*.yml`: what is true of one body, edited by an archivist. Ids may be empty: then the slug is made.

    `Agency.parent` and `succeeded_by`, `Role.agency` and `Policy.approved_by` hold names or keys here, not ids.
    """

    agencies: tuple[Agency, ...] = ()
    persons: tuple[Person, ...] = ()
    policies: tuple[Policy, ...] = ()
    documents: tuple[KnownDocument, ...] = ()


# --- what is shown -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the portal: `path` below the site (`co-quan/x.md`), plain `title`, Markdown, search facets."""

    path: str
    title: str
    markdown: str
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Portal:
    """`portal.yml`: how the portal is called and what it may show. All fields have defaults."""

    name: str = "Văn Khố"
    owner: str = ""
    home_province: str | None = None
    audience: Literal["public", "intranet"] = "public"
    persons: Literal["off", "officials", "all"] = "officials"
    base_url: str | None = None
    state: str | None = None
    sample: bool = False
    """Show the notice that the documents are a made-up sample."""

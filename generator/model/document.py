"""What is found in one document, unresolved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import Enum
from operator import itemgetter

from generator.model.basics import (
    EffectBasis,
    EffectKind,
    EntityKind,
    Extent,
    InForceBasis,
    InForceKind,
    PartialDate,
    PersonRelation,
    Relation,
    SourceText,
)
from generator.model.diagnostics import Diagnostic, DiagnosticCode
from generator.model.frozen import Frozen
from generator.model.layout import Place, Table
from generator.model.spans import Span

APPENDIX = "phu-luc"
"""Begins the addresses of a document's appendices (phụ lục)."""


class Mark(Enum):
    """A mark that says who may read a paper, the strictest first; the value is the code of its diagnostic."""

    SECRET = DiagnosticCode.SECRET
    """Dấu chỉ mức độ mật: mật, tối mật, tuyệt mật."""
    DOUBTFUL = DiagnosticCode.DOUBTFUL_MARK
    """What may be one of the others: its letters are damaged, or it stands where a list may."""
    INTERNAL = DiagnosticCode.INTERNAL
    """Dấu lưu hành nội bộ."""
    DRAFT = DiagnosticCode.DRAFT
    """Dự thảo: nobody has issued it yet."""


class DocNumber(Frozen):
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

    @property
    def joint(self) -> bool:
        """Several bodies made the paper together; the first in the symbol leads and numbers it."""
        return self.type_code is not None and len(self.issuer_codes) > 1


class Authority(Frozen):
    """Quyền hạn ký: a mark (`TL.`, `KT.`, `TM.`) and the office in whose name it is signed."""

    mark: str
    office: str


class Signature(Frozen):
    """Chữ ký: the signer's name, own office (`title`) and the chain of authority, first link first."""

    name: str
    title: str | None
    authority: tuple[Authority, ...]
    span: Span
    """Of the name."""
    body: str | None = None
    """The body that the block itself names: `SỞ VĂN HÓA VÀ THỂ THAO` above `GIÁM ĐỐC`."""
    post: str | None = None
    """Chức vụ khác: what the head of a committee is elsewhere: `GIÁM ĐỐC SỞ Y TẾ` under `TRƯỞNG BAN`."""


class Chair(Frozen):
    """Người chủ trì: who presided over the meeting that a document reports."""

    name: str
    role: str | None
    event: str | None
    event_date: PartialDate | None
    span: Span


class Header(Frozen):
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
    decides: str | None = None
    """The authority printed between title and body: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …`."""


class Zones(Frozen):
    """Where the parts of a document lie; an absent part is an empty span at its place.

    Order: header, preamble, body (with the closing), recipients and signature in either order, annex.
    """

    header: Span
    preamble: Span
    body: Span
    closing: Span
    recipients: Span
    signature: Span
    annex: Span = Span(0, 0)
    """What follows the footer: an attached plan or regulation, appendices."""


class Section(Frozen):
    """An entry of the outline, with its head (label and title) and all that it covers."""

    label: str | None
    title: str | None
    level: int
    parent: str | None
    anchor: str
    head: Span
    span: Span


class Citation(Frozen):
    """Viện dẫn: one reference to a work. `span` covers it from type word to stated issuer.

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
    """What an unnumbered one cites; of a numbered law its name."""
    leak: bool = False
    """A page number fell between symbol and date."""
    titled: Span | None = None
    """Where the title stands."""
    within: bool = False
    """It stands in the title of another cited work."""
    at: bool = False
    """Said where something stands: `tại văn bản số …`, `(Quyết định số …)`; one's own paper so cited was issued."""
    legal: bool = False
    """Căn cứ pháp lý: of a basis, named as such (`Căn cứ …`), not merely carried out (`Thực hiện …`)."""
    unsettled: bool = False
    """The words speak of a change of it, but not of one that is done for certain."""


class Effect(Frozen):
    """Tác động: what this document does to another work, or says that another did.

    `basis` is `own` (its operative words do it; `by` is None) or `told` (`by` did it, None where it is not named).
    `part` names what of the work is changed, as printed, None for the whole or where it is not named. `span` is the
    passage that says so, from the verb on.
    """

    kind: EffectKind
    extent: Extent
    part: str | None
    target: Citation
    by: Citation | None
    basis: EffectBasis
    span: Span
    since: PartialDate | None = None
    """The day from which it is done, where the same sentence prints one."""
    until: PartialDate | None = None
    """The last day of what only lasts for a time: a suspension, a time that is prolonged."""


class InForce(Frozen):
    """Hiệu lực: from when to when this document says that it is in force or applied, or when it ends.

    `start` and `until` are None where no day is named: on the basis `signed` it is the document's own, which may be
    stated beside the paper. Where it `ends` (hết hiệu lực), `start` is the day from which it does. `part` is where a
    part is named of which alone this is said, `exception` where the words stand for what is not meant. `span` is the
    phrase as printed: `kể từ ngày ký`.
    """

    kind: InForceKind
    basis: InForceBasis | None
    start: PartialDate | None
    until: PartialDate | None
    span: Span
    part: Span | None = None
    exception: Span | None = None


class Mention(Frozen):
    """A name found in the text, not yet resolved.

    `name` is the normalised name, abbreviations written out (`Sở Nội vụ` also for an elided `Nội vụ` of a
    list); `place` the place it bears: a full one (`tỉnh Quảng Ngãi`), a bare level (`tỉnh`) or None.
    For persons: `role` (as stated) and `relation` to the document.
    """

    kind: EntityKind
    span: Span
    name: str
    place: str | None = None
    form: str | None = None
    """Id of the vocabulary entry that found it."""
    role: str | None = None
    relation: PersonRelation | None = None
    part_of: Span | None = None
    """Of a policy: where the policy stands that it is said to be part of."""


class Deadline(Frozen):
    """Thời hạn: the phrase as printed and the date it means (None for `hằng năm`)."""

    date: PartialDate | None
    phrase: str


class Task(Frozen):
    """Nhiệm vụ giao: one order of a directive part.

    `assignees` and `partners` are spans of the words that name bodies, the latter groups of them, too; `group` of the
    words that name a group (`UBND các xã`) or a body that no table knows. Where nobody is named all are empty.
    `recurring` is said of the order itself (`hằng năm`).
    """

    span: Span
    section: str
    assignees: tuple[Span, ...]
    group: Span | None
    partners: tuple[Span, ...]
    deadline: Deadline | None
    recurring: bool = False


class Figure(Frozen):
    """Số liệu: a number read the Vietnamese way, its unit and what it counts."""

    span: Span
    section: str
    value: float
    unit: str
    what: str


class ShortForm(Frozen):
    """Chữ viết tắt: a short form where the paper defines it, and the words that it stands for."""

    short: Span
    long: Span


class Document(Frozen):
    """A parsed document. `lines` maps offsets of `text` to lines of the file: (offset, line), ascending."""

    source: SourceText
    text: str
    lines: tuple[tuple[int, int], ...]
    zones: Zones
    header: Header
    signature: Signature | None
    """Of a joint paper the lead's, the first one printed."""
    chair: Chair | None
    recipients: tuple[str, ...]
    archive_line: str | None
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    mentions: tuple[Mention, ...]
    tasks: tuple[Task, ...]
    figures: tuple[Figure, ...]
    effects: tuple[Effect, ...] = ()
    in_force: tuple[InForce, ...] = ()
    """What it says of its own force, in the order printed."""
    co_signatures: tuple[Signature, ...] = ()
    """Of a joint paper the others, in the order printed."""
    abbreviations: tuple[tuple[str, str], ...] = ()
    """Learned inside this document: (`Chương trình`, `Chương trình mục tiêu quốc gia …`)."""
    short_forms: tuple[ShortForm, ...] = ()
    """Where this document defines them."""
    breaks: tuple[int, ...] = ()
    """Offsets at which a sentence runs on over a gap (a page break in the source)."""
    marked: tuple[int, ...] = ()
    """Lines of the file with Markdown marks that were left out: the first of each way of marking."""
    warnings: tuple[Diagnostic, ...] = ()
    tables: tuple[Table, ...] = ()

    def line_of(self, offset: int) -> int:
        """Return the 1-based line of the source file in which `text[offset]` stands."""
        index = bisect_right(self.lines, offset, key=itemgetter(0)) - 1
        return self.lines[index][1] if index >= 0 else 1

    def page_of(self, line: int) -> int | None:
        """Return the 1-based page on which a line of the source file stands, None for a source without pages."""
        pages, lines = self.source.pages, self.source.lines
        if not pages or not 1 <= line <= len(lines):
            return None
        return bisect_right(pages, lines[line - 1])

    def place_of(self, span: Span) -> Place | None:
        """Return the page and box (vị trí) of the lines that a passage stands on; of several pages the first.

        None for a source without pages.
        """
        if not self.source.places:
            return None
        first = max(0, bisect_right(self.lines, (span.start, 1 << 60)) - 1)
        last = max(first + 1, bisect_left(self.lines, (span.end,)))
        numbers = (number for _, number in self.lines[first:last])
        places = [self.source.places[n - 1] for n in numbers if 1 <= n <= len(self.source.places)]
        boxes = [place for place in places if place is not None]
        if not boxes:
            return None
        same = [place for place in boxes if place.page == boxes[0].page]
        left, top = min(place.left for place in same), min(place.top for place in same)
        return Place(same[0].page, left, top, max(p.right for p in same), max(p.bottom for p in same))

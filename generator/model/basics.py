"""What everything is made of: the closed lists of kinds and relations, spans, dates, source texts.

The values of the closed lists are those of the open data (DATA.md): they never change, whatever the names in code.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Literal

from generator.model.diagnostics import Diagnostic
from generator.model.frozen import Frozen
from generator.model.layout import Doubt, Place, Table
from generator.model.signatures import DigitalSignature


class EntityKind(StrEnum):
    """Loại thực thể: what can be mentioned, cited or named."""

    AGENCY = "agency"
    POLICY = "policy"
    WORK = "decision"
    """A cited or held paper of any type: the open data call it by the English of one type, quyết định."""
    PERSON = "person"


class Relation(StrEnum):
    """Quan hệ: what a document has to do with a cited work, in the order of pages."""

    BASIS = "basis"
    """Căn cứ, thực hiện, theo: done under it."""
    ISSUED = "issued"
    """Đã ban hành: the citing agency issued or sent it."""
    ADVISED = "advised"
    """Tham mưu: issued by a superior on the citing agency's advice."""
    AMENDS = "amends"
    """Sửa đổi, bổ sung."""
    REPLACES = "replaces"
    """Thay thế."""
    REPEALS = "repeals"
    """Bãi bỏ, hủy bỏ."""
    GUIDES = "guides"
    """Hướng dẫn thi hành, quy định chi tiết."""
    EXTENDED = "extended"
    """Gia hạn, kéo dài thời gian thực hiện."""
    MENTION = "mention"
    """Nhắc đến: nothing of the above is said."""


class PersonRelation(StrEnum):
    """Vai trò: a person's part in a document."""

    SIGNER = "signer"
    """Người ký."""
    CHAIR = "chair"
    """Người chủ trì: presided over the meeting that the document reports."""
    ATTENDEE = "attendee"
    """Người tham dự."""
    ASSIGNED = "assigned"
    """Người được giao việc."""
    RECIPIENT = "recipient"
    """Named under Nơi nhận."""
    MENTIONED = "mentioned"
    """Nothing of the above is said."""


Stater = Literal["archivist", "edxml", "portal"]
"""Who states a fact of a file: the archivist, the head of its edXML packet, the law portal that it was taken from."""
EffectKind = Literal["replaced", "repealed", "amended", "suspended", "extended", "corrected"]
"""What is done to a work: thay thế, bãi bỏ, sửa đổi hoặc bổ sung, đình chỉ, kéo dài, đính chính."""
Extent = Literal["whole", "part"]
EffectBasis = Literal["own", "told"]
InForceKind = Literal["in_force", "applied", "ends"]
"""What a paper says of itself: có hiệu lực, được áp dụng."""
InForceBasis = Literal["stated", "signed", "passed"]
"""How the day is told: it is printed, it is that of signing (ngày ký), that of passing (ngày thông qua)."""


class Origin(Frozen, order=True):
    """Nơi ghi: where people wrote something by hand; `str()` is `registry/decisions.yml:12:5`."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class PartialDate(Frozen, order=True):
    """Ngày tháng, as far as the source gives it; `str()` is ISO: `2023`, `2023-06` or `2023-06-26`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return _iso(self)


@lru_cache(maxsize=1 << 14)  # papers of an archive share their days, and lists are sorted by them
def _iso(date: PartialDate) -> str:
    month = "" if date.month is None else f"-{date.month:02d}"
    day = "" if date.day is None else f"-{date.day:02d}"
    return f"{date.year:04d}{month}{day}"


class Extraction(Frozen):
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


class SourceText(Frozen):
    """A file as read: NFC text, its lines as in the file.

    `path` is relative to the content folder, with `/`. `digest` is the SHA-256 of the file's bytes (hex).
    `lines` and `pages` are the offsets in `text` at which each line and page starts (no pages: empty). What its layout
    tells lies beside the text and changes none of it: `tables`, `places` (one for each line, None for a line that
    stands nowhere; empty where the format has no pages) and `doubts` (words that a recogniser is unsure of).
    """

    path: str
    digest: str
    text: str
    lines: tuple[int, ...]
    pages: tuple[int, ...]
    format: str
    extraction: Extraction = Extraction()
    tables: tuple[Table, ...] = ()
    places: tuple[Place | None, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()
    """Of the file, in the order in which they were made."""
    marks: tuple[str, ...] = ()
    """Marks that pages bear beside the text (đầu trang, chữ chìm, con dấu): for the gate alone, never shown."""
    hints: tuple[str, ...] = ()
    """Such words where no page shows them (ghi chú, thuộc tính của tệp): they are never certain."""

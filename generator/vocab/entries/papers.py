"""Rows on the form of a paper: its type, its marks, its outline, its signature, what it cites and how."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from generator.model import Relation
from generator.vocab.entries.basics import Day, Form, Fragments, Pattern, Phrase, Row, Shown

HeaderMarkId = Literal[
    "motto",
    "watchword",
    "party_motto",
    "number",
    "number_open",
    "number_rest",
    "code_rest",
    "gazette",
    "type_by",
    "type_more",
    "type_title",
    "motto_half",
    "running_head",
    "authentication",
    "place_date",
    "subject",
    "addressee",
    "wires",
    "recipients",
    "archive",
    "purpose",
    "sent_by",
    "enacting",
    "body",
    "basis_line",
    "opening",
    "authority",
    "portal_title",
    "body_head",
    "standing",
    "parties_across",
    "local_level",
    "surname_head",
    "national_body",
    "signed",
    "party",
    "convened_head",
    "office_under",
    "copy",
    "closing",
    "appendix",
    "page_head",
    "page_tail",
]
NumberForm = Literal["normative", "party", "state"]
Damage = Literal["spaced", "lookalike"]
"""How a symbol is made; the first of them that matches decides."""
SectionMarkId = Literal[
    "appendix", "part", "chapter", "division", "article", "capital", "roman", "decimal", "point", "small_point"
]


class DocType(Shown, kw_only=True):
    """Tên loại văn bản."""

    called: ClassVar[str] = "tên loại văn bản"
    unique: ClassVar[str] = "name"

    name: str
    codes: tuple[str, ...]
    party: tuple[str, ...] = ()
    directive: bool
    joint: bool = False
    untyped: bool = False
    """Neither the paper nor its symbol bears the name of the type."""
    report: bool = False
    named: bool = False
    """It is cited by its name: `Luật Đầu tư công`."""
    meeting: bool = False
    """It may report a meeting and what its chair concluded."""
    invites: bool = False
    """It calls to a meeting; of what it asks only what is to be prepared is a task."""
    state: bool = False
    normative: bool = False
    enacts: bool = False
    """Its own words change works of any type; those of others only works of their own type."""
    changes_laws: bool = False
    """It may change a law or an ordinance."""
    maker: str | None = None
    """The one body that makes such papers."""
    made_since: int | None = None
    """The year since which it does; before, another body did."""
    misspelt: tuple[str, ...] = ()


class HeaderMark(Form, kw_only=True):
    """A mark of a part of the document: motto, number, addressee, secrecy."""

    called: ClassVar[str] = "dấu hiệu phần văn bản"

    id: HeaderMarkId


class SecrecyForm(Form, kw_only=True):
    """Dấu chỉ mức độ mật, lưu hành nội bộ hoặc dự thảo."""

    called: ClassVar[str] = "dấu chỉ mức độ mật"

    mark: Literal["secret", "internal", "draft"]
    spelt: Pattern = re.compile("")
    """What stands among the letters as typed, diacritics and all, where the mark is beyond doubt."""
    anywhere: bool = False
    """It counts wherever it stands alone in a paper: a page may begin there."""
    doubtful: bool = False
    """It is never certain: offices that keep nothing secret print it too."""
    lifts: bool = False
    """It says that the paper is secret no more (giải mật): what else it bears is in doubt."""


class SecrecyTable(Row, kw_only=True):
    """Dấu chỉ mức độ mật: lines that are one or bear one, symbols, first lines and names with one."""

    called: ClassVar[str] = "bảng dấu chỉ mức độ mật"

    fragments: Fragments
    alone: tuple[SecrecyForm, ...]
    beside: tuple[SecrecyForm, ...]
    symbol: tuple[SecrecyForm, ...]
    top: tuple[SecrecyForm, ...]
    named: tuple[SecrecyForm, ...]
    titled: tuple[SecrecyForm, ...]
    """Names in which `mật` is written with its diacritics."""
    shouted: tuple[SecrecyForm, ...]
    """Names in which it stands in capitals."""
    unfinished: tuple[SecrecyForm, ...]
    """Lines of which the next one is the rest."""
    columns: tuple[SecrecyForm, ...]
    """Heads of columns that tell levels."""
    levels: tuple[SecrecyForm, ...]
    pictured: tuple[SecrecyForm, ...]
    """Lines that show what a mark looks like."""
    along: tuple[SecrecyForm, ...]
    """What may stand beside a mark on its line and is none itself."""
    told: tuple[SecrecyForm, ...]
    """Words about a mark, where no page shows them."""
    levelled: tuple[SecrecyForm, ...]
    """Labels that state a level: whatever they say but `nothing` is one."""
    flags: tuple[SecrecyForm, ...]
    """Labels that state a mark where what they say is `affirmed`."""
    rated: tuple[SecrecyForm, ...]
    """Labels of which only words count that are marks themselves."""
    states: tuple[SecrecyForm, ...]
    """Labels that state a draft where what they say is one of `drafts`."""
    drafts: tuple[SecrecyForm, ...]
    opened: tuple[SecrecyForm, ...]
    """Labels that say that a paper is for everybody, and state a mark where that is `denied`."""
    nothing: tuple[SecrecyForm, ...]
    denied: tuple[SecrecyForm, ...]
    affirmed: tuple[SecrecyForm, ...]


class SectionMark(Form, kw_only=True):
    """Đề mục: a mark that begins a section, `rank` its depth, `prefix` the beginning of its anchor."""

    called: ClassVar[str] = "dấu hiệu đề mục"

    id: SectionMarkId
    rank: int
    prefix: str = ""


class SigningMark(Shown, kw_only=True):
    """Quyền hạn ký: the canonical mark and the forms in which it is printed."""

    called: ClassVar[str] = "quyền hạn ký"
    unique: ClassVar[str] = "mark"

    mark: str
    forms: tuple[str, ...]
    meaning: str


class PartyTerms(Row, kw_only=True):
    """First days of the terms of the Central Committee and of the local committees."""

    called: ClassVar[str] = "bảng nhiệm kỳ"

    central: tuple[Day, ...]
    local: tuple[Day, ...]


class SymbolForm(Form, kw_only=True):
    """How a số, ký hiệu is made."""

    called: ClassVar[str] = "dạng số, ký hiệu"

    id: NumberForm


class DamagedForm(Form, kw_only=True):
    """How a số, ký hiệu is damaged in typing or by OCR."""

    called: ClassVar[str] = "dạng số, ký hiệu hỏng"

    id: Damage


class AfterForm(Form, kw_only=True):
    """What may stand right after a number."""

    called: ClassVar[str] = "phần đứng sau số, ký hiệu"

    id: Literal["date", "damaged_date", "issuer"]


class UnnumberedForm(Form, kw_only=True):
    """How a work is cited by its name; `type` where the words do not begin with it."""

    called: ClassVar[str] = "cách viện dẫn"

    type: str | None = None


class CitationTable(Row, kw_only=True):
    """Viện dẫn: symbols, and what stands before and after them."""

    called: ClassVar[str] = "bảng cách viện dẫn"

    fragments: Fragments
    forms: tuple[SymbolForm, ...]
    damaged: tuple[DamagedForm, ...]
    before: tuple[Form, ...]
    after: tuple[AfterForm, ...]
    pinpoint: tuple[Form, ...]
    unnumbered: tuple[UnnumberedForm, ...]


class RelationCue(Phrase, kw_only=True):
    """Words before a citation that say what the citing document does with the cited work."""

    called: ClassVar[str] = "từ chỉ quan hệ"

    relation: Relation
    legal: bool | None = None
    """It names a legal basis (`căn cứ`) or what is carried out (`thực hiện`); None where it may follow either."""

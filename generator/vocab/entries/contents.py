"""Rows on what a paper says.

Turns of phrase, policies, tasks, figures, the words that a reader searches for.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.vocab.entries.basics import Form, Phrase, Row, ShortNames, Shown

CueId = Literal[
    "line.runs_on",
    "line.article",
    "line.halves",
    "line.attached",
    "line.recipients",
    "section.open",
    "section.goes_on",
    "section.kind",
    "section.sentence",
    "section.decides",
    "section.colon",
    "section.places",
    "section.order",
    "citation.law_word",
    "citation.issuer_end",
    "citation.other_clause",
    "citation.doer",
    "citation.in_turn",
    "citation.next_body",
    "citation.list_head",
    "citation.at",
    "citation.source",
    "citation.abroad",
    "citation.said_at",
    "citation.subject",
    "citation.asked",
    "citation.guiding",
    "citation.as_follows",
    "citation.listed_bases",
    "citation.beside_base",
    "citation.bases",
    "citation.basis_of",
    "symbol.assembly",
    "symbol.central",
    "citation.again",
    "citation.defines",
    "citation.law_number",
    "citation.draft",
    "citation.drafted",
    "citation.in_force",
    "citation.drafts",
    "citation.revised",
    "citation.law_year",
    "citation.done_in_year",
    "citation.law_subject",
    "citation.approves",
    "citation.committee",
    "citation.proposes",
    "citation.made",
    "citation.own_deed",
    "citation.doerless",
    "person.chair_after",
    "person.chair_before",
    "person.other_part",
    "person.concluded",
    "person.duties",
    "person.assigned",
    "person.attends",
    "person.body_word",
    "person.next",
    "person.several",
    "person.office_follows",
    "header.decides_what",
    "header.subject",
    "header.parties",
    "closing.speaks",
    "closing.handed",
    "closing.headed",
    "title.head_of",
    "person.event",
    "person.meeting",
    "minutes.concluded",
    "person.former",
    "person.others",
    "person.new_office",
    "policy.defined",
    "short.defined",
    "short.goes_on",
    "short.office",
    "policy.group",
    "policy.count",
    "policy.tail",
    "policy.period",
    "policy.time",
    "policy.lead",
    "policy.internal",
    "policy.generic",
    "policy.event",
    "policy.shown",
    "policy.proper",
    "policy.area",
    "policy.next",
    "policy.component_end",
    "policy.told",
    "policy.part_of",
    "policy.part_dash",
    "policy.part_beside",
    "policy.whole_of",
    "agency.longer",
    "agency.abroad",
    "agency.directs",
    "agency.row",
    "agency.steering",
    "agency.division",
    "agency.law_name",
    "place.party_seat",
    "warning.missing_hyphen",
    "place.not_province",
    "citation.list_gap",
    "citation.of_province",
    "citation.former_place",
    "citation.changed_at",
    "citation.all_bases",
    "citation.pin",
    "citation.but",
    "citation.next_base",
    "citation.elided",
    "citation.told_of",
    "citation.line_end",
    "effect.wording",
    "effect.beside",
    "policy.not_short",
    "person.next_role",
    "person.row",
    "header.inside_body",
    "header.says",
    "header.code_before",
    "header.short_level",
    "place.of_province",
    "place.of_district",
    "place.province_alone",
    "place.any",
    "agency.unit_of",
    "agency.committee_division",
    "unit.of_next",
    "unit.of_another",
    "unit.in_office",
    "agency.person_place",
    "agency.officer",
    "agency.name_run",
    "agency.name_behind",
    "agency.middle_name",
    "agency.undivided",
    "warning.no_number",
    "warning.opening_day",
    "warning.conclusion",
    "warning.past_day",
    "warning.odd_point",
    "warning.torn_word",
    "figure.ordinal",
    "figure.level",
    "figure.rest",
    "figure.of_name",
    "figure.qualifier",
    "figure.summed",
    "figure.onward",
    "figure.rate",
    "figure.row",
    "figure.named",
    "figure.fund",
    "figure.listed",
]


class Cue(Form, kw_only=True):
    """A small turn of phrase that a finder looks for around what it has found."""

    called: ClassVar[str] = "từ ngữ nhận biết"

    id: CueId


class Abbreviation(Shown, kw_only=True):
    """A short form of running text, and what it is written out as."""

    called: ClassVar[str] = "chữ viết tắt"
    unique: ClassVar[str] = "short"

    short: str
    long: str


PolicyShown = Literal["words", "phrase", "dated", "proper", "programme", "quote", "number", "whole"]
"""Words of its own, or a phrase of six; a period or approving words; a proper noun; words after a programme's head; a
quote; the number of a part; or the pattern is the whole name."""


class PolicyHead(Phrase, kw_only=True):
    """The words that open the name of a policy, its kind, and what shows that a name follows."""

    called: ClassVar[str] = "từ mở đầu tên chính sách"

    kind: str
    shown: PolicyShown = "words"


class PolicyStop(Phrase, kw_only=True):
    """Words before which the unquoted name of a policy is over."""

    called: ClassVar[str] = "chỗ kết thúc tên chính sách"


class Programme(Shown, kw_only=True):
    """A national programme or movement, known everywhere."""

    called: ClassVar[str] = "chương trình quốc gia"
    unique: ClassVar[str] = "name"

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    approved_by: str | None = None
    period: str | None = None


class PolicyTable(Row, kw_only=True):
    """Chính sách, chương trình, đề án: how they are named, and those that are known everywhere."""

    called: ClassVar[str] = "bảng chính sách"

    heads: tuple[PolicyHead, ...]
    stops: tuple[PolicyStop, ...]
    known: tuple[Programme, ...]


class Unit(Phrase, kw_only=True):
    """Đơn vị tính: `factor` times the printed number is the value in `unit`; no unit.

    What was printed is kept.
    """

    called: ClassVar[str] = "đơn vị tính"

    unit: str = ""
    factor: float


class StopWords(Row, kw_only=True):
    """Hư từ: words that say little by themselves."""

    called: ClassVar[str] = "bảng hư từ"

    stop: tuple[str, ...]


class Database(Shown, kw_only=True):
    """A national database of documents, and the address of its search with `{number}` in it."""

    called: ClassVar[str] = "cơ sở dữ liệu quốc gia"
    unique: ClassVar[str] = "name"

    name: str
    address: str


class WrittenNames(Shown, kw_only=True):
    """Names as a sentence writes them; each example is a line in capitals that holds one of them."""

    called: ClassVar[str] = "nhóm tên"
    unique: ClassVar[str] = "id"

    id: str
    words: tuple[str, ...]


class WrittenTable(Row, kw_only=True):
    """How a sentence writes what a title in capitals shouts."""

    called: ClassVar[str] = "bảng cách viết hoa"

    phrases: tuple[WrittenNames, ...]
    numbered: tuple[str, ...]
    ordinary: tuple[str, ...]
    openings: tuple[str, ...]
    continues: tuple[str, ...]
    shortened: ShortNames

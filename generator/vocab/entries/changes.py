"""Rows on how papers change others, and on the titles with which these are cited."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import EffectKind
from generator.vocab.entries.basics import Form, Fragments, Phrase, Row

EffectPhraseId = Literal[
    "this",
    "not_subject",
    "order",
    "now",
    "allows",
    "since",
    "enacts",
    "and",
    "not_done",
    "other_clause",
    "whole",
    "among",
    "time",
    "time_of",
    "time_after",
    "part_of",
    "part_became",
    "part_changed",
    "wording_changed",
    "part_corrected",
    "slip",
    "slip_at",
    "misnamed",
    "part_whole",
    "against",
    "against_this",
    "part_ends",
    "less_ends",
    "no_less",
    "less_of_all",
    "less_in_list",
    "restricted",
    "stands",
    "list_part",
    "next_part",
    "joins",
    "ends",
    "ends_when",
    "ends_subject",
    "ran_out",
    "this_in_force",
    "this_acts",
    "else_said",
    "bare_head",
    "aside",
    "makes",
    "next_row",
    "list_ends",
    "list_opens",
    "became",
    "supposed",
    "apart",
    "two_deeds",
    "left_out",
    "awaits",
    "provided",
    "in_brackets",
    "all_of_it",
    "of_parts",
    "corrects",
    "asks",
    "is_corrected",
    "part_but",
    "but",
    "suffered",
    "opens_list",
    "cell",
    "list_title",
    "list_order",
    "part_column",
    "in_year",
    "title_of_changed",
    "planned",
    "title_opens",
    "changed_here",
    "next_change",
    "kept",
    "stays",
    "namely",
    "part_first",
    "did",
    "amending_law",
    "amending_numbered",
    "named_law",
]


InForcePhraseId = Literal[
    "says",
    "limit",
    "for_some",
    "except",
    "whole",
    "bare",
    "part",
    "apart",
    "next_part",
    "goes_on",
    "lead",
    "opens",
    "marked",
    "passed_on",
    "issues",
    "new_wording",
    "article",
    "appendix",
    "template",
]


class TitleEnd(Form, kw_only=True):
    """What ends the title of a cited work."""

    called: ClassVar[str] = "chỗ kết thúc trích yếu"

    id: Literal[
        "sentence",
        "mark",
        "clause",
        "dated",
        "sent",
        "goes_on",
        "next_deed",
        "next_plan",
        "comma",
        "but_part",
        "posted",
        "became",
    ]


class TitleBetween(Form, kw_only=True):
    """What may stand between a work and its title."""

    called: ClassVar[str] = "phần đứng trước trích yếu"

    id: Literal["not_issuer", "joint_issuer"]


class TitleAround(Form, kw_only=True):
    """What around a work tells of its title."""

    called: ClassVar[str] = "phần quanh trích yếu"

    id: Literal[
        "cut",
        "introduced",
        "basis_line",
        "rest_of_line",
        "definition",
        "bare_verb",
        "granted",
        "lasting",
        "until",
        "bare_deed",
        "of_papers",
        "basis",
        "summed_up",
        "of_all",
        "next_of_all",
        "before",
    ]


class TitleInner(Form, kw_only=True):
    """What inside a title tells whether it goes on."""

    called: ClassVar[str] = "phần trong trích yếu"

    id: Literal["separate", "laws", "continues"]


class CitedTitleTable(Row, kw_only=True):
    """Trích yếu of cited works: how it opens, where it ends, what may stand around and inside it."""

    called: ClassVar[str] = "bảng trích yếu được dẫn"

    fragments: Fragments
    opens: tuple[Form, ...]
    ends: tuple[TitleEnd, ...]
    between: tuple[TitleBetween, ...]
    around: tuple[TitleAround, ...]
    inner: tuple[TitleInner, ...]
    parts: tuple[Form, ...]
    next_parts: tuple[Form, ...]


class EffectVerb(Phrase, kw_only=True):
    """A verb that changes a work, and what it does."""

    called: ClassVar[str] = "động từ tác động"
    unique: ClassVar[str] = "kind"

    kind: EffectKind
    stems: tuple[str, ...]
    """What its forms hold after the first letter."""


class EffectPhrase(Form, kw_only=True):
    """A turn of phrase of sentences that change other works."""

    called: ClassVar[str] = "cách nêu tác động"

    id: EffectPhraseId


class Rank(Phrase, kw_only=True):
    """How high the papers stand whose numbers or names look so: a paper changes none above it."""

    called: ClassVar[str] = "bậc văn bản"

    rank: int


class EffectTable(Row, kw_only=True):
    """Tác động: what is done to other works."""

    called: ClassVar[str] = "bảng tác động"

    fragments: Fragments
    verbs: tuple[EffectVerb, ...]
    phrases: tuple[EffectPhrase, ...]
    ranks: tuple[Rank, ...]


class InForcePhrase(Form, kw_only=True):
    """A turn of phrase of sentences in which a paper says since when it is in force."""

    called: ClassVar[str] = "cách nêu hiệu lực"

    id: InForcePhraseId


class InForceTable(Row, kw_only=True):
    """Hiệu lực của chính văn bản: since when, or until when, a paper says that it is in force."""

    called: ClassVar[str] = "bảng hiệu lực"

    fragments: Fragments
    phrases: tuple[InForcePhrase, ...]

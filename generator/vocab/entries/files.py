"""Rows on what files are made of.

Old encodings, possible syllables, what surrounds a document on a web page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from generator.vocab.entries.basics import Contrasted, Form, Row, Shown

PageMarkId = Literal[
    "mark.line",
    "mark.signed",
    "mark.proof",
    "mark.hint",
    "folded.left",
    "folded.right",
    "folded.motto",
    "folded.mark",
    "page.number",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding(Shown):
    """Bảng mã trước Unicode: how each letter was written."""

    called: ClassVar[str] = "bảng mã"
    unique: ClassVar[str] = "id"

    id: Literal["TCVN3 (ABC)", "VNI", "VIQR"]
    codes: Mapping[str, str]
    capitals: bool = False
    """Capitals are written as the small letters are, with a capital base."""
    reads: tuple[str, ...]
    """What each example says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FullStopAfter(Shown):
    """Syllables of VIQR after which a dot is a full stop and no tone."""

    called: ClassVar[str] = "nhóm âm tiết"

    syllables: tuple[str, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingTable(Row):
    """Old encodings, and the one ambiguity of VIQR."""

    called: ClassVar[str] = "danh mục bảng mã"

    tables: tuple[Encoding, ...]
    full_stop_after: tuple[FullStopAfter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhymes(Contrasted):
    """Vần, separated by blanks, of one kind: what tones they take, and which onsets they follow."""

    called: ClassVar[str] = "nhóm vần"
    unique: ClassVar[str] = "kind"

    kind: Literal["open", "rounded", "checked", "rounded and checked"]
    rhymes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Onsets(Contrasted):
    """Âm đầu, separated by blanks, and the first letters of the rhymes that follow them."""

    called: ClassVar[str] = "nhóm âm đầu"

    onsets: str
    before: str
    rounded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YOnsets(Contrasted):
    """Onsets after which y is written where others have i."""

    called: ClassVar[str] = "nhóm âm đầu"

    onsets: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeWords(Contrasted):
    """Words that no onset and rhyme make, separated by blanks."""

    called: ClassVar[str] = "nhóm từ"

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyllableTable(Row):
    """The syllables that Vietnamese can form."""

    called: ClassVar[str] = "bảng âm tiết"

    rhymes: tuple[Rhymes, ...]
    onsets: tuple[Onsets, ...]
    y: tuple[YOnsets, ...]
    words: tuple[WholeWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureLine(Form):
    """A whole line that is of the web page and not of the document."""

    called: ClassVar[str] = "dòng của trang web"

    strong: bool = False
    """It ends the document wherever it stands after the signature."""
    anywhere: bool = False
    """It is left out of the middle of the document too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart(Shown):
    """A part of a web page by what its author calls it: words of class, id and role."""

    called: ClassVar[str] = "phần của trang web"
    unique: ClassVar[str] = "id"

    id: Literal["furniture", "hidden", "role", "panel", "open", "sheet"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark(Form):
    """What tells on a page of a PDF or a scan where things are."""

    called: ClassVar[str] = "dấu hiệu trên trang"

    id: PageMarkId


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureTable(Row):
    """What stands on a web page around and between the parts of a document."""

    called: ClassVar[str] = "bảng phần ngoài văn bản"

    lines: tuple[FurnitureLine, ...]
    parts: tuple[PagePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMarks(Row):
    """Bảng: lines above a table that name it and its unit, and the heads of columns that prove a head row."""

    called: ClassVar[str] = "bảng dấu hiệu của bảng"

    caption: tuple[Form, ...]
    between: tuple[Form, ...]
    unit: tuple[Form, ...]
    head_unit: tuple[Form, ...]
    row_unit: tuple[Form, ...]
    counted: tuple[Form, ...]
    money: tuple[Form, ...]
    head: tuple[Form, ...]

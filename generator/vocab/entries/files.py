"""Rows on what files are made of.

Old encodings, possible syllables, what surrounds a document on a web page.
"""

from __future__ import annotations

from collections.abc import Mapping
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


class Encoding(Shown, kw_only=True):
    """Bảng mã trước Unicode: how each letter was written."""

    called: ClassVar[str] = "bảng mã"
    unique: ClassVar[str] = "id"

    id: Literal["TCVN3 (ABC)", "VNI", "VIQR"]
    codes: Mapping[str, str]
    capitals: bool = False
    """Capitals are written as the small letters are, with a capital base."""
    reads: tuple[str, ...]
    """What each example says."""


class FullStopAfter(Shown, kw_only=True):
    """Syllables of VIQR after which a dot is a full stop and no tone."""

    called: ClassVar[str] = "nhóm âm tiết"

    syllables: tuple[str, ...]
    reads: tuple[str, ...]


class EncodingTable(Row, kw_only=True):
    """Old encodings, and the one ambiguity of VIQR."""

    called: ClassVar[str] = "danh mục bảng mã"

    tables: tuple[Encoding, ...]
    full_stop_after: tuple[FullStopAfter, ...]


class Rhymes(Contrasted, kw_only=True):
    """Vần, separated by blanks, of one kind: what tones they take, and which onsets they follow."""

    called: ClassVar[str] = "nhóm vần"
    unique: ClassVar[str] = "kind"

    kind: Literal["open", "rounded", "checked", "rounded and checked"]
    rhymes: str


class Onsets(Contrasted, kw_only=True):
    """Âm đầu, separated by blanks, and the first letters of the rhymes that follow them."""

    called: ClassVar[str] = "nhóm âm đầu"

    onsets: str
    before: str
    rounded: bool


class YOnsets(Contrasted, kw_only=True):
    """Onsets after which y is written where others have i."""

    called: ClassVar[str] = "nhóm âm đầu"

    onsets: str


class WholeWords(Contrasted, kw_only=True):
    """Words that no onset and rhyme make, separated by blanks."""

    called: ClassVar[str] = "nhóm từ"

    words: str


class SyllableTable(Row, kw_only=True):
    """The syllables that Vietnamese can form."""

    called: ClassVar[str] = "bảng âm tiết"

    rhymes: tuple[Rhymes, ...]
    onsets: tuple[Onsets, ...]
    y: tuple[YOnsets, ...]
    words: tuple[WholeWords, ...]


class FurnitureLine(Form, kw_only=True):
    """A whole line that is of the web page and not of the document."""

    called: ClassVar[str] = "dòng của trang web"

    strong: bool = False
    """It ends the document wherever it stands after the signature."""
    anywhere: bool = False
    """It is left out of the middle of the document too."""


class PagePart(Shown, kw_only=True):
    """A part of a web page by what its author calls it: words of class, id and role."""

    called: ClassVar[str] = "phần của trang web"
    unique: ClassVar[str] = "id"

    id: Literal["furniture", "hidden", "role", "panel", "open", "sheet"]
    words: tuple[str, ...]


class PageMark(Form, kw_only=True):
    """What tells on a page of a PDF or a scan where things are."""

    called: ClassVar[str] = "dấu hiệu trên trang"

    id: PageMarkId


class FurnitureTable(Row, kw_only=True):
    """What stands on a web page around and between the parts of a document."""

    called: ClassVar[str] = "bảng phần ngoài văn bản"

    lines: tuple[FurnitureLine, ...]
    parts: tuple[PagePart, ...]


class TableMarks(Row, kw_only=True):
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

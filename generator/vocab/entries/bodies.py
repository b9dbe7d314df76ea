"""Rows on bodies, offices and places."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Literal

from generator.vocab.entries.basics import Day, Form, Fragments, NameLists, Pattern, Phrase, Row, ShortNames, Shown

Level = Literal["central", "bare", "province", "district", "local", "unit", "self", "listed", "named"]
Style = Literal["full", "short", "proper"]
ProvinceLevel = Literal["tỉnh", "thành phố"]
Tier = Literal["province", "district", "commune"]
DistrictKind = Literal["quận", "thành phố", "thị xã", "huyện"]


class AgencyForm(Form, kw_only=True):
    """How a body is named; `{group}` in `name` inserts a named group of the pattern."""

    called: ClassVar[str] = "cách gọi cơ quan"

    name: str
    level: Level
    style: Style = "full"
    free: bool = False
    """The head is any words, so that a line in capitals does not tell how it is written."""
    heads: tuple[str, ...] = ()
    """Which issuers a form of level `self` may mean, by the first words of their names."""
    after: Pattern | None = None
    """What must stand before it, up to it (the head of a list): an entry after `:`, `,`, `;` or `và`."""


class Canonical(Row, kw_only=True):
    """Names that rules speak of, as they are written everywhere."""

    called: ClassVar[str] = "tên chuẩn"

    committee: str
    """Ủy ban nhân dân."""
    council: str
    """Hội đồng nhân dân."""
    party: str
    """The Party's committee of a province."""
    members: str
    """Đảng bộ."""
    office: str
    department: str


class AgencyTable(Row, kw_only=True):
    """Cơ quan, tổ chức: closed lists of names, and the forms that are made of them."""

    called: ClassVar[str] = "bảng cơ quan"

    canonical: Canonical
    in_cities: Mapping[str, str]
    under_committee: tuple[str, ...]
    short: ShortNames
    variants: Mapping[str, str]
    lists: NameLists
    fragments: Fragments
    forms: tuple[AgencyForm, ...]


class Code(Shown, kw_only=True):
    """Chữ viết tắt tên cơ quan in a symbol, and the body that it stands for."""

    called: ClassVar[str] = "chữ viết tắt tên cơ quan"
    unique: ClassVar[str] = "code"

    code: str
    name: str
    level: Level
    style: Style = "full"
    regex: Pattern | None = None
    """Where the code is written in several ways."""
    several: tuple[str, ...] = ()
    """How the names of the bodies begin that number their papers with it in one series (TW, TU)."""
    sole: tuple[str, ...] = ()
    """Types of papers, as abbreviated, that no other body issues."""

    def stands_in(self, group: str) -> bool:
        """Tell whether a group of a symbol is this code."""
        return group == self.code if self.regex is None else self.regex.fullmatch(group) is not None

    def covers(self, name: str) -> bool:
        """Tell whether a body of that name numbers its papers with this code, at whatever level."""
        return any(name.startswith(each) for each in self.several or (self.name,))


class Office(Form, kw_only=True):
    """Chức vụ: a title, and the kind of body that it heads or serves in."""

    called: ClassVar[str] = "chức vụ"

    body: str
    belongs: str | None = None
    """The one body of a national office."""
    heads: tuple[str, ...] = ()
    """How the names of the bodies begin that have it, where there are several kinds."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """How the names of the bodies begin that have this office."""
        return self.heads or (self.body,)


class NameForm(Form, kw_only=True):
    """How a person's name is made."""

    called: ClassVar[str] = "dạng tên người"

    id: Literal["name"]


class RankForm(Form, kw_only=True):
    """Ranks and degrees before a name."""

    called: ClassVar[str] = "cấp bậc, học vị"

    id: Literal["rank"]


class RoleTable(Row, kw_only=True):
    """Chức vụ, tên người, cách xưng hô."""

    called: ClassVar[str] = "bảng chức vụ"

    short: ShortNames = ShortNames(MappingProxyType({}))
    fragments: Fragments
    titles: tuple[Office, ...]
    name: tuple[NameForm, ...]
    rank: tuple[RankForm, ...]
    address: tuple[Form, ...]
    not_names: tuple[str, ...]
    written: tuple[str, ...]
    """Offices as a sentence writes them."""


class Succession(Shown, kw_only=True):
    """Kế tục cơ quan: what ended by law, when, and what came after it."""

    called: ClassVar[str] = "dòng kế tục"
    unique: ClassVar[str] = "name"

    name: str
    ends: Day
    succeeded_by: tuple[str, ...]
    source: str
    joins: bool = False
    """The successor bore its name before and took the other body in."""
    note: str | None = None
    unchecked: bool = False
    """Nobody compared the row with the paper that it names as its source."""


class DistrictsEnd(Row, kw_only=True):
    """The end of the district level.

    For bodies of its government their own last day, for others its level's.
    """

    called: ClassVar[str] = "mục cấp huyện kết thúc"

    ends: Day
    source: str
    government: tuple[str, ...]


class SuccessionTable(Row, kw_only=True):
    """What general law ended, and what it put in its place."""

    called: ClassVar[str] = "bảng kế tục"

    districts: DistrictsEnd
    joined: tuple[str, ...]
    """Bodies that joined the same body of the province of which theirs became part."""
    each: tuple[str, ...]
    """Last words of a name that stands for the body in every province or district."""
    rows: tuple[Succession, ...]


class EarlierProvince(Row, kw_only=True):
    """What a province was called, and at which level, until a last day."""

    called: ClassVar[str] = "tên, cấp trước của tỉnh"

    name: str
    level: ProvinceLevel
    until: Day
    source: str
    aliases: tuple[str, ...] = ()


class LaterLevel(Row, kw_only=True):
    """The level of a province from a first day on."""

    called: ClassVar[str] = "cấp sau của tỉnh"

    level: ProvinceLevel
    from_: Day
    source: str


class Province(Row, kw_only=True):
    """Tỉnh, thành phố trực thuộc trung ương; `districts` are the units below it until 1/7/2025."""

    called: ClassVar[str] = "tỉnh, thành phố"
    unique: ClassVar[str] = "name"

    name: str
    level: ProvinceLevel
    until: Day | None = None
    merged_into: str | None = None
    source: str | None = None
    aliases: tuple[str, ...] = ()
    before: EarlierProvince | None = None
    after: LaterLevel | None = None
    districts: Mapping[DistrictKind, tuple[str, ...]]

    @property
    def spellings(self) -> tuple[str, ...]:
        """All names that it bears or bore, as they may be written."""
        before = (self.before.name, *self.before.aliases) if self.before else ()
        return (self.name, *self.aliases, *before)


class Tile(Row, kw_only=True):
    """Ô bản đồ: where a province stands on the schematic map."""

    called: ClassVar[str] = "ô bản đồ"
    unique: ClassVar[str] = "name"

    name: str
    row: int
    column: int
    short: str | None = None


class PlaceLevel(Phrase, kw_only=True):
    """Cấp hành chính: how a place's level is written, and of which units it is the level."""

    called: ClassVar[str] = "cấp hành chính"
    unique: ClassVar[str] = "name"

    name: str
    tiers: tuple[Tier, ...]

    @property
    def printed(self) -> str:
        """The pattern of all its forms, that in capitals included."""
        return f"{self.regex.pattern}|{self.name.upper()}"


class ProvinceTable(Row, kw_only=True):
    """The provinces of before 1/7/2025, and what became of them; how levels are written."""

    called: ClassVar[str] = "bảng tỉnh, thành phố"

    levels: tuple[PlaceLevel, ...]
    provinces: tuple[Province, ...]

"""Knowledge of language and form, read from `generator/data/*.yml` once and passed as an argument.

Every entry of those files carries examples; `tests/test_data.py` proves them. Patterns may use named
fragments as `{NAME}`; closed lists of names become fragments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from generator.errors import VocabularyError
from generator.text.fold import fold_words
from generator.text.lines import LineMarks

DATA = Path(__file__).parent / "data"
_FRAGMENT = re.compile(r"\{([A-Z_]+)\}")


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern of the language and what it means."""

    id: str
    regex: re.Pattern[str]
    fields: Mapping[str, Any]
    after: re.Pattern[str] | None = None
    """What must stand before it, up to it (the head of a list)."""


@dataclass(frozen=True, slots=True)
class DocType:
    """Tên loại văn bản."""

    name: str
    codes: tuple[str, ...]
    party: tuple[str, ...]
    directive: bool
    joint: bool
    state: bool
    misspelt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Chữ viết tắt tên cơ quan in a symbol, and the body that it stands for."""

    code: str
    name: str
    level: str
    style: str
    regex: re.Pattern[str]
    several: tuple[str, ...]
    """How the names of the bodies begin that number their papers with it in one series (TW, TU)."""

    def covers(self, name: str) -> bool:
        """Tell whether a body of that name numbers its papers with this code, at whatever level."""
        return any(name.startswith(each) for each in self.several or (self.name,))


@dataclass(frozen=True, slots=True)
class Programme:
    """A national programme or movement, known everywhere."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    approved_by: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Province:
    """Tỉnh, thành phố trực thuộc trung ương; `districts` are the units below it until 1/7/2025."""

    name: str
    level: str
    aliases: tuple[str, ...]
    districts: tuple[tuple[str, str], ...]
    """(kind, name): (`huyện`, `Cao Lộc`)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Đơn vị tính: `factor` times the printed number is the value in `unit`."""

    regex: re.Pattern[str]
    unit: str
    factor: float


@dataclass(frozen=True, slots=True)
class Vocab:
    """All tables. Order within a table is the order of the file."""

    types: tuple[DocType, ...]
    type_of_code: Mapping[str, str]
    party_type_of_code: Mapping[str, str]
    misspelt: Mapping[str, str]
    """Misspelt type codes of symbols → the right ones."""
    header: Mapping[str, re.Pattern[str]]
    signing: Mapping[str, str]
    """Printed mark → canonical mark."""
    sections: tuple[Form, ...]
    citations: Mapping[str, tuple[Form, ...]]
    relations: tuple[Form, ...]
    agencies: tuple[Form, ...]
    codes: tuple[Code, ...]
    abbreviations: tuple[tuple[str, str], ...]
    roles: tuple[Form, ...]
    address: tuple[Form, ...]
    written_offices: Mapping[str, str]
    """Offices as a sentence writes them, by their folded words."""
    cues: Mapping[str, re.Pattern[str]]
    """Small turns of phrase by id (`person.chair_after`)."""
    person_name: re.Pattern[str]
    rank: re.Pattern[str]
    not_names: frozenset[str]
    policy_heads: tuple[Form, ...]
    policy_stops: tuple[Form, ...]
    programmes: tuple[Programme, ...]
    tasks: Mapping[str, tuple[Form, ...]]
    units: tuple[Unit, ...]
    provinces: tuple[Province, ...]
    place_names: frozenset[str]
    """Folded names and aliases of the provinces."""
    party_terms: Mapping[str, tuple[str, ...]]
    """First days of Party terms, `central` and `local`."""
    proper: re.Pattern[str]
    official: Mapping[str, str]
    """Official names of bodies and sectors by their folded form or usual abbreviation: `noi vu` → `Nội vụ`."""
    line_marks: LineMarks

    def code(self, group: str) -> Code | None:
        """Return the body that a group of a symbol stands for, or None where the code is unknown."""
        return next((code for code in self.codes if code.regex.fullmatch(group)), None)

    def expand(self, text: str) -> str:
        """Return the text with abbreviations written out: `MTQG` → `mục tiêu quốc gia`."""
        for short, long in self.abbreviations:
            text = re.sub(rf"(?<![^\W_]){re.escape(short)}(?![^\W_])", long, text)
        return text

    def doc_type(self, name: str | None) -> DocType | None:
        """Return the document type of that name."""
        return next((kind for kind in self.types if kind.name == name), None)


def read_data(name: str) -> Any:
    """Return the content of `generator/data/<name>.yml`; raises VocabularyError on broken YAML."""
    path = DATA / f"{name}.yml"
    try:
        return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise VocabularyError(f"generator/data/{name}.yml: {error}") from error


def _alternatives(names: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(n).replace(r"\ ", " ") for n in sorted(names, key=len, reverse=True)) + ")"


def _any_capitals(names: Iterable[str]) -> str:
    """Names of bodies, with a capital or none on each syllable but the first: `Ủy ban thường vụ Quốc hội`."""

    def word(text: str) -> str:
        return f"[{text[0].lower()}{text[0].upper()}]{re.escape(text[1:])}" if text[0].isalpha() else re.escape(text)

    spelled = (name.split(" ") for name in sorted(names, key=len, reverse=True))
    return "(?:" + "|".join(" ".join([re.escape(first), *map(word, rest)]) for first, *rest in spelled) + ")"


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    def piece(match: re.Match[str]) -> str:
        if match[1] not in fragments:
            raise VocabularyError(f"generator/data: unknown fragment {{{match[1]}}} in {pattern!r}")
        return fragments[match[1]]

    return _FRAGMENT.sub(piece, pattern)


def _province_rows() -> Sequence[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = read_data("provinces")["provinces"]
    return rows


@cache
def common_fragments() -> Mapping[str, str]:
    """Return the fragments that every file may use, written out."""
    types = read_data("document_types")
    names = [entry["name"] for entry in types]
    spelled = [*names, *(n[0].upper() + n[1:] for n in names), *(n.upper() for n in names)]
    places = [name for row in _province_rows() for name in (row["name"], *(row.get("aliases") or ()))]
    fragments: dict[str, str] = {"TYPE": _alternatives(spelled), "PROVINCE": _alternatives(places)}
    for name, pattern in read_data("fragments").items():
        fragments[name] = _expand(pattern, fragments)
    return MappingProxyType(fragments)


def fragments_of(data: Any) -> dict[str, str]:
    """Return the common fragments and those that a data file adds (`fragments`, `lists`)."""
    fragments = dict(common_fragments())
    if isinstance(data, dict):
        fragments |= {"SHORT": _alternatives(data.get("short", ("\0",)))}
        fragments |= {name: _any_capitals(items) for name, items in data.get("lists", {}).items()}
        for name, pattern in data.get("fragments", {}).items():
            fragments[name] = _expand(pattern, fragments)
    return fragments


def compile_entry(pattern: str, fragments: Mapping[str, str]) -> re.Pattern[str]:
    """Return the compiled pattern; raises VocabularyError with the pattern where it is none."""
    try:
        return re.compile(_expand(pattern, fragments))
    except re.error as error:
        raise VocabularyError(f"generator/data: {error}: {pattern}") from error


def _forms(entries: Iterable[Mapping[str, Any]], fragments: Mapping[str, str]) -> tuple[Form, ...]:
    def one(entry: Mapping[str, Any]) -> Form:
        rest = {k: v for k, v in entry.items() if k not in ("id", "pattern", "examples", "not", "after")}
        after = compile_entry(entry["after"], fragments) if "after" in entry else None
        name = str(entry.get("id") or entry.get("relation") or entry.get("kind") or "")
        return Form(name, compile_entry(entry["pattern"], fragments), MappingProxyType(rest), after)

    return tuple(one(entry) for entry in entries)


def _types() -> tuple[DocType, ...]:
    return tuple(
        DocType(
            e["name"],
            tuple(e["codes"]),
            tuple(e.get("party", ())),
            e["directive"],
            e.get("joint", False),
            e.get("state", False),
            tuple(e.get("misspelt", ())),
        )
        for e in read_data("document_types")
    )


def _codes() -> tuple[Code, ...]:
    return tuple(
        Code(
            e["code"],
            e["name"],
            e["level"],
            e.get("style", "full"),
            re.compile(e.get("pattern", re.escape(e["code"]))),
            tuple(e.get("several", ())),
        )
        for e in read_data("issuer_codes")
    )


def _programmes(entries: Iterable[Mapping[str, Any]]) -> tuple[Programme, ...]:
    return tuple(
        Programme(e["name"], e["kind"], tuple(e.get("aliases", ())), e.get("approved_by"), e.get("period"))
        for e in entries
    )


def _official(agencies: Mapping[str, Any]) -> Mapping[str, str]:
    listed = [(name, name) for names in agencies["lists"].values() for name in reversed(names)]
    more = [*agencies["short"].items(), *agencies["variants"].items()]
    return MappingProxyType({fold_words(short): name for short, name in [*listed, *more]})


def _provinces() -> tuple[Province, ...]:
    return tuple(
        Province(
            e["name"],
            e["level"],
            tuple(e.get("aliases") or ()),
            tuple((kind, name) for kind, names in (e.get("districts") or {}).items() for name in names),
        )
        for e in _province_rows()
    )


def _signing() -> Mapping[str, str]:
    return MappingProxyType({form: e["mark"] for e in read_data("signing_marks") for form in e["forms"]})


def _line_marks(common: Mapping[str, str], runs_on: re.Pattern[str]) -> LineMarks:
    header = {e["id"]: e["pattern"] for e in read_data("header_marks")}
    sections = [e["pattern"].replace("?P<label>", "?:") for e in read_data("section_marks")]
    unnamed = {k: re.sub(r"\?P<\w+>", "?:", v) for k, v in header.items()}
    marks = "|".join(re.escape(form) for form in _signing())
    starts = [
        *sections,
        *(
            unnamed[k]
            for k in (
                "number",
                "addressee",
                "recipients",
                "subject",
                "enacting",
                "place_date",
                "portal_title",
                "basis_line",
            )
        ),
    ]
    caps = _alternatives(e["name"].upper() for e in read_data("document_types"))
    alone = [unnamed[k] for k in ("motto", "watchword", "party_motto", "number", "place_date", "enacting")]
    roles = read_data("roles")
    offices = _alternatives(office.upper() for office in roles["written"])
    signed_for = f"(?:{marks}) ?[{{U}}]{{2}}[{{U}} ,.-]*"
    name = roles["name"][0]["pattern"].replace("?P<name>", "?:")
    return LineMarks(
        starts=compile_entry("|".join([*starts, f"(?:{marks}) ?[{{U}}]{{2}}", "(?:Điều|ĐIỀU) \\d"]), common),
        alone=compile_entry(
            "|".join([*alone, f"{caps}:?$", f"(?:{marks}) ?[{{U}}]{{2}}", "[Nn]ơi nhận\\s*:?$"]), common
        ),
        runs_on=runs_on,
        offices=compile_entry(offices, common),
        notice=compile_entry(unnamed["recipients"], common),
        archive=compile_entry(unnamed["archive"], common),
        signed_for=compile_entry(signed_for, common),
        beside=compile_entry("|".join([signed_for, f"{offices}(?: [{{U}} ]+)?", unnamed["signed"], name]), common),
    )


@cache
def load() -> Vocab:
    """Return all tables, read and compiled once. Raises VocabularyError."""
    common = common_fragments()
    types = _types()
    citations, agencies, roles = read_data("citation_forms"), read_data("agencies"), read_data("roles")
    policies, tasks = read_data("policies"), read_data("task_phrases")
    cited = fragments_of(citations)
    provinces = _provinces()
    cues = {e["id"]: compile_entry(e["pattern"], common) for e in read_data("cues")}
    return Vocab(
        types=types,
        type_of_code=MappingProxyType({c: t.name for t in reversed(types) for c in t.codes}),
        party_type_of_code=MappingProxyType(
            {c: t.name for t in reversed(types) if not t.state for c in (*t.party, *t.codes)}
        ),
        misspelt=MappingProxyType({wrong: t.codes[0] for t in types for wrong in t.misspelt}),
        party_terms=MappingProxyType({k: tuple(v) for k, v in read_data("party_terms").items()}),
        header=MappingProxyType({e["id"]: compile_entry(e["pattern"], common) for e in read_data("header_marks")}),
        signing=_signing(),
        sections=_forms(read_data("section_marks"), common),
        citations=MappingProxyType(
            {k: _forms(citations[k], cited) for k in ("forms", "before", "after", "pinpoint", "unnumbered")}
        ),
        relations=_forms(read_data("relation_cues"), common),
        agencies=_forms(agencies["forms"], fragments_of(agencies)),
        codes=_codes(),
        abbreviations=tuple((e["short"], e["long"]) for e in read_data("abbreviations")),
        roles=_forms(roles["titles"], fragments_of(roles)),
        address=_forms(roles["address"], common),
        written_offices=MappingProxyType({fold_words(office): office for office in roles["written"]}),
        cues=MappingProxyType(cues),
        person_name=_forms(roles["name"], common)[0].regex,
        rank=_forms(roles["rank"], common)[0].regex,
        not_names=frozenset(roles["not_names"]),
        policy_heads=_forms(policies["heads"], common),
        policy_stops=_forms(policies["stops"], common),
        programmes=_programmes(policies["known"]),
        tasks=MappingProxyType({k: _forms(tasks[k], common) for k in ("directive", "order", "partner", "deadline")}),
        units=tuple(Unit(re.compile(e["pattern"]), e["unit"], float(e["factor"])) for e in read_data("units")),
        provinces=provinces,
        place_names=frozenset(fold_words(name) for p in provinces for name in (p.name, *p.aliases)),
        proper=re.compile(common["PROPER"]),
        official=_official(agencies),
        line_marks=_line_marks(common, cues["line.runs_on"]),
    )

"""Knowledge of language and form, read from `generator/data/*.yml` once and passed as an argument.

Every entry of those files carries examples; `tests/vocab/test_data.py` proves them. Patterns may use named
fragments as `{NAME}`; closed lists of names become fragments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from generator.text.fold import fold_words
from generator.vocab.entries import Code, DocType, Form, Programme, Province, Unit
from generator.vocab.line_marks import LineMarks, line_marks, signing
from generator.vocab.patterns import common_fragments, compile_entry, fragments_of, province_rows
from generator.vocab.tables import read_data


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
        for e in province_rows()
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
        signing=signing(),
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
        line_marks=line_marks(common, cues["line.runs_on"]),
    )

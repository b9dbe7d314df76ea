"""Knowledge of language and form, read from `generator/data/*.yml` once and passed as an argument.

Every entry of those files carries examples; `tests/vocab/test_data.py` proves them. Patterns may use named
fragments as `{NAME}`; closed lists of names become fragments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from generator.text.fold import fold_words
from generator.vocab import personal_data, tables
from generator.vocab.entries import (
    AgencyForm,
    AgencyTable,
    Canonical,
    CitationTable,
    CitedTitleTable,
    Code,
    Cue,
    CueId,
    DeadlineForm,
    DocType,
    EffectPhraseId,
    EffectVerb,
    Form,
    HeaderMarkId,
    InForcePhraseId,
    Office,
    PartyTerms,
    Pattern,
    PlaceLevel,
    PolicyHead,
    PolicyTable,
    Province,
    Rank,
    RelationCue,
    RoleTable,
    SectionMark,
    TableMarks,
    TaskTable,
    Unit,
    UnnumberedForm,
)
from generator.vocab.line_marks import LineMarks, line_marks, signing
from generator.vocab.patterns import any_of, unnamed
from generator.vocab.together import Together, together
from generator.vocab.translated import compiled, keep


@dataclass(frozen=True, slots=True, eq=False)
class LookedFor:
    """Forms of tables that are looked for together, by their order."""

    bodies: Together[AgencyForm]
    """The agencies that ask for no head of a list."""
    policies: Together[PolicyHead]
    unnumbered: Together[UnnumberedForm]
    """Works that are cited without a number."""
    relations: Together[RelationCue]
    deadlines: Together[DeadlineForm]
    offices: Together[Office]
    addresses: Together[Form]
    """Forms of address."""
    longer: Together[Cue]
    """What stands before a match of an agency that is part of another name."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocab:
    """All tables. Order within a table is the order of the file.

    One vocabulary is like no other, so that what is made of it may be remembered under it.
    """

    types: tuple[DocType, ...]
    untyped: str
    """The type of papers that bear no name of one: công văn."""
    type_of_code: Mapping[str, str]
    party_type_of_code: Mapping[str, str]
    misspelt: Mapping[str, str]
    """Misspelt type codes of symbols → the right ones."""
    header: Mapping[HeaderMarkId, Pattern]
    signing: Mapping[str, str]
    """Printed mark → canonical mark."""
    sections: tuple[SectionMark, ...]
    citations: CitationTable
    cited_titles: Mapping[str, Pattern]
    """Where titles of cited works open and end: `opens`, `ends`, and single phrases (`inner.separate`)."""
    effects: Mapping[EffectPhraseId, Pattern]
    """Phrases of sentences that change other works."""
    effect_verbs: tuple[EffectVerb, ...]
    ranks: tuple[Rank, ...]
    """Whose papers stand above whose; the first that fits counts."""
    in_force: Mapping[InForcePhraseId, Pattern]
    """Phrases of sentences in which a paper says since when it is in force."""
    agencies: tuple[AgencyForm, ...]
    printed: tuple[tuple[AgencyForm, Pattern], ...]
    """The forms that name a body by themselves, each as a header may print it: in capitals or not."""
    codes: Mapping[str, Code]
    """By the code; none of them is a spelling of another."""
    abbreviations: tuple[tuple[str, str], ...]
    roles: tuple[Office, ...]
    any_section: Pattern
    """Matches where one of `sections` does."""
    any_office: Pattern
    """The first letter of each place where one of `roles` matches."""
    office_names: Mapping[str, str]
    """Offices by what they are shortened to: `PCT` → `Phó Chủ tịch`."""
    national_offices: Mapping[str, str]
    """The one body of a national office by its other names: `Thủ tướng Chính phủ` → `Chính phủ`."""
    written_offices: Mapping[str, str]
    """Offices as a sentence writes them, by their folded words."""
    cues: Mapping[CueId, Pattern]
    """Small turns of phrase by id (`person.chair_after`)."""
    person_name: Pattern
    rank: Pattern
    not_names: frozenset[str]
    policies: PolicyTable
    tasks: TaskTable
    table_marks: TableMarks
    units: tuple[Unit, ...]
    provinces: tuple[Province, ...]
    levels: tuple[PlaceLevel, ...]
    canonical: Canonical
    """Names of bodies that rules speak of."""
    in_cities: Mapping[str, str]
    under_committee: tuple[str, ...]
    place_names: frozenset[str]
    """Folded names and aliases of the provinces."""
    party_terms: PartyTerms
    proper: Pattern
    official: Mapping[str, str]
    """Official names of bodies and sectors by their folded form or usual abbreviation: `noi vu` → `Nội vụ`."""
    line_marks: LineMarks
    together: LookedFor

    def code(self, group: str) -> Code | None:
        """Return the body that a group of a symbol stands for, or None where the code is unknown."""
        known = self.codes.get(group)
        if known is not None and known.regex is None:
            return known
        return next((code for code in self.codes.values() if code.regex and code.stands_in(group)), None)

    def split_level(self, place: str) -> tuple[PlaceLevel | None, str]:
        """Return the level that a place begins with and the rest: `TP.

        Long Khánh` → `thành phố`, `Long Khánh`.
        """
        match = self.cues["place.any"].match(place)
        if match is None:
            return None, place
        return self.level(match["level"]), place[match.end() :]

    def level(self, printed: str) -> PlaceLevel | None:
        """Return the level that a word before a name means: `TP.`, `THÀNH PHỐ` → `thành phố`."""
        word = printed.lower()
        return next((each for each in self.levels if each.name == word or each.regex.fullmatch(printed)), None)

    def bare(self, place: str) -> str:
        """Return the name of a province without its level: `tỉnh Lam Giang` → `Lam Giang`."""
        match = self.cues["place.province_alone"].match(place)
        return (match["name"] or "") if match else place

    def expand(self, text: str) -> str:
        """Return the text with abbreviations written out: `MTQG` → `mục tiêu quốc gia`."""
        for short, long in self.abbreviations:
            if short in text:
                text = re.sub(rf"(?<![^\W_]){re.escape(short)}(?![^\W_])", long, text)
        return text

    def doc_type(self, name: str | None) -> DocType | None:
        """Return the document type of that name."""
        return _types_by_name(self).get(name or "")


@cache
def _types_by_name(vocab: Vocab) -> Mapping[str, DocType]:
    return {kind.name: kind for kind in reversed(vocab.types)}


def _official(agencies: AgencyTable) -> Mapping[str, str]:
    listed = [(name, name) for names in agencies.lists.values() for name in reversed(names)]
    more = [*agencies.short.items(), *agencies.variants.items()]
    return MappingProxyType({fold_words(short): name for short, name in [*listed, *more]})


def _printed(forms: Iterable[AgencyForm]) -> tuple[tuple[AgencyForm, Pattern], ...]:
    naming = (f for f in forms if f.level not in ("self", "unit", "listed") and not f.after and not f.free)
    return tuple((form, compiled(form.regex.pattern, re.IGNORECASE)) for form in naming)


def _any_office(roles: RoleTable) -> Pattern:
    """One pattern to look for, in place of many that are slow to find.

    Each may begin in several ways (`Phó`, `Quyền` or none), so it is tried at every letter. An office begins with a
    capital, or as one of its examples does: all other letters are passed over at once. What a deputy is called by is
    looked for once for all offices that may have one.
    """
    first = {example[0] for each in roles.titles for example in each.examples}
    patterns, deputy = [unnamed(each.regex.pattern) for each in roles.titles], roles.fragments["PHO"]
    with_deputies = any_of(each.removeprefix(deputy) for each in patterns if each.startswith(deputy))
    office = any_of([deputy + with_deputies, *(each for each in patterns if not each.startswith(deputy))])
    return compiled(f"[{tables.common_fragments()['U']}{''.join(sorted(first))}](?<=(?={office}).)")


_FIRST = {"opens": r"(?=[ ,:“\"(])", "ends": r"(?=[ ,.;:()“”\"\n])"}
"""What every opening and every end of a title begins with: looked at first, since it is cheap."""


def _cited_titles(table: CitedTitleTable) -> Mapping[str, Pattern]:
    """The patterns of `opens` and of `ends` as one each, all others by list and id."""
    lists = {"opens": table.opens, "ends": table.ends, "between": table.between, "around": table.around}
    lists |= {"inner": table.inner, "parts": table.parts, "next_parts": table.next_parts}
    single = {f"{name}.{form.id}": form.regex for name, forms in lists.items() for form in forms}
    whole = {
        name: compiled(
            _FIRST[name] + "(?:" + "|".join(f"(?:{f.regex.pattern})" for f in lists[name]) + ")", re.MULTILINE
        )
        for name in ("opens", "ends")
    }
    return MappingProxyType({**single, **whole})


def _party_types(types: Sequence[DocType]) -> Mapping[str, str]:
    """Types of the Party's papers by their codes, the first of the table first."""
    return MappingProxyType({c: t.name for t in reversed(types) if not t.state for c in (*t.party, *t.codes)})


_LONGER: tuple[CueId, ...] = ("agency.longer", "agency.law_name")


def _together() -> LookedFor:
    return LookedFor(
        bodies=together({order: form for order, form in enumerate(tables.agencies().forms) if not form.after}),
        policies=together(dict(enumerate(tables.policies().heads))),
        unnumbered=together(dict(enumerate(tables.citation_forms().unnumbered))),
        relations=together(dict(enumerate(tables.relation_cues()))),
        deadlines=together(dict(enumerate(tables.task_phrases().deadline))),
        offices=together(dict(enumerate(tables.roles().titles))),
        addresses=together(dict(enumerate(tables.roles().address))),
        longer=together({i: cue for i, cue in enumerate(tables.cues()) if cue.id in _LONGER}),
    )


@cache
def load() -> Vocab:
    """Return all tables, read and compiled once. Raises VocabularyError."""
    vocab = _loaded()
    personal_data.forms()  # which is read apart from the others, but by every process that parses
    keep()
    return vocab


def _loaded() -> Vocab:
    types, provinces, effects = tables.document_types(), tables.provinces().provinces, tables.effects()
    agencies, roles, policies = tables.agencies(), tables.roles(), tables.policies()
    return Vocab(
        types=types,
        untyped=next(each.name for each in types if each.untyped),
        type_of_code=MappingProxyType({c: t.name for t in reversed(types) for c in t.codes}),
        party_type_of_code=_party_types(types),
        misspelt=MappingProxyType({wrong: t.codes[0] for t in types for wrong in t.misspelt}),
        party_terms=tables.party_terms(),
        header=MappingProxyType({each.id: each.regex for each in tables.header_marks()}),
        signing=signing(),
        sections=tables.section_marks(),
        any_section=compiled(any_of(unnamed(each.regex.pattern) for each in tables.section_marks())),
        citations=tables.citation_forms(),
        cited_titles=_cited_titles(tables.cited_titles()),
        effects=MappingProxyType({each.id: each.regex for each in effects.phrases}),
        effect_verbs=effects.verbs,
        ranks=effects.ranks,
        in_force=MappingProxyType({each.id: each.regex for each in tables.in_force().phrases}),
        agencies=agencies.forms,
        printed=_printed(agencies.forms),
        codes=MappingProxyType({each.code: each for each in tables.issuer_codes()}),
        abbreviations=tuple((each.short, each.long) for each in tables.abbreviations()),
        roles=roles.titles,
        any_office=_any_office(roles),
        office_names=MappingProxyType(dict(roles.short)),
        national_offices=MappingProxyType({each.body: each.belongs for each in roles.titles if each.belongs}),
        written_offices=MappingProxyType({fold_words(office): office for office in roles.written}),
        cues=MappingProxyType({each.id: each.regex for each in tables.cues()}),
        person_name=roles.name[0].regex,
        rank=roles.rank[0].regex,
        not_names=frozenset(roles.not_names),
        policies=policies,
        tasks=tables.task_phrases(),
        table_marks=tables.table_marks(),
        units=tables.units(),
        provinces=provinces,
        levels=tables.provinces().levels,
        canonical=agencies.canonical,
        in_cities=agencies.in_cities,
        under_committee=agencies.under_committee,
        place_names=frozenset(fold_words(name) for p in provinces for name in p.spellings),
        proper=compiled(tables.common_fragments()["PROPER"]),
        official=_official(agencies),
        line_marks=line_marks(),
        together=_together(),
    )

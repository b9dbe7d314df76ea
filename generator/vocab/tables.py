"""The one place that reads `generator/data/*.yml`: a function for each table, read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from generator.curation import yaml_values
from generator.curation.yaml_values import Value
from generator.errors import VocabularyError
from generator.vocab import entries, schema
from generator.vocab.patterns import alternatives, any_of
from generator.vocab.ready import ready
from generator.vocab.schema import Known

DATA = Path(__file__).resolve().parents[1] / "data"
T = TypeVar("T")
R = TypeVar("R", bound=entries.Row)
NONE: Known = MappingProxyType({})


def _file(name: str) -> Value:
    shown = f"generator/data/{name}.yml"
    value = yaml_values.read(DATA / f"{name}.yml", shown, VocabularyError)
    if value is None:
        raise VocabularyError(f"{shown}: thiếu tệp hoặc tệp trống. Lấy lại tệp từ bản phát hành của chương trình.")
    return value


def _ready(name: str, kind: type[T], read: Callable[[], T], known: Known = NONE) -> T:
    return ready(DATA / f"{name}.yml", kind, known, read)


def _table(name: str, kind: type[R]) -> R:
    known = common_fragments()
    return _ready(name, kind, lambda: schema.record(_file(name), kind, known), known)


def _rows(name: str, kind: type[R], known: Known | None = None) -> tuple[R, ...]:
    known = common_fragments() if known is None else known
    return _ready(name, tuple[kind, ...], lambda: schema.rows(_file(name), kind, known), known)  # type: ignore[valid-type]


# --- what patterns are made of: these have none themselves -------------------------------------------


@cache
def document_types() -> tuple[entries.DocType, ...]:
    """Return the types of documents (tên loại)."""
    return _ready("document_types", tuple[entries.DocType, ...], _document_types)


def _document_types() -> tuple[entries.DocType, ...]:
    value = _file("document_types")
    types = schema.rows(value, entries.DocType, {})
    if not any(each.untyped for each in types):
        what = "thiếu tên loại có `untyped: true` (loại của văn bản không in tên loại)"
        yaml_values.fail(value, f"{what}. Thêm khóa này vào mục «công văn».")
    return types


@cache
def provinces() -> entries.ProvinceTable:
    """Return the provinces of before 1/7/2025, what became of them, and how levels of places are written."""
    return _ready("provinces", entries.ProvinceTable, _provinces)


def _provinces() -> entries.ProvinceTable:
    value = _file("provinces")
    table = schema.record(value, entries.ProvinceTable, {})
    names = [each.name for each in table.provinces]
    for each in table.provinces:
        if each.merged_into and each.merged_into not in names:
            near = yaml_values.nearest(each.merged_into, names)
            yaml_values.fail(value, f"«{each.name}» nhập vào «{each.merged_into}», mà bảng không có tỉnh này.{near}")
    return table


@cache
def province_tiles() -> tuple[entries.Tile, ...]:
    """Return where each province stands on the schematic map."""
    return _rows("province_tiles", entries.Tile)


@cache
def signing_marks() -> tuple[entries.SigningMark, ...]:
    """Return the marks of authority (quyền hạn ký)."""
    return _rows("signing_marks", entries.SigningMark, NONE)


@cache
def common_fragments() -> Mapping[str, str]:
    """Return the fragments that every table may use, written out: types, places, then `fragments.yml`."""
    names = [kind.name for kind in document_types()]
    spelled = [*names, *(n[0].upper() + n[1:] for n in names), *(n.upper() for n in names)]
    places, levels = provinces().provinces, provinces().levels
    made = {
        "TYPE": alternatives(spelled),
        "PROVINCE": alternatives(name for row in places for name in row.spellings),
        "PROVINCE_CAPS": alternatives(row.name.upper() for row in places),
        "LEVEL": any_of(each.regex.pattern for each in levels),
        "PROVINCE_LEVEL": any_of(each.printed for each in levels if "province" in each.tiers),
        "DISTRICT_LEVEL": any_of(each.printed for each in levels if "district" in each.tiers),
    }
    own = _ready("fragments", dict[str, str], lambda: dict(schema.fragments(_file("fragments"), made)), made)
    return MappingProxyType({**made, **own})


# --- all others, in the order of the alphabet ---------------------------------------------------------


@cache
def abbreviations() -> tuple[entries.Abbreviation, ...]:
    """Return the short forms of running text, the longest first."""
    return _rows("abbreviations", entries.Abbreviation)


@cache
def agencies() -> entries.AgencyTable:
    """Return how bodies are named."""
    return _table("agencies", entries.AgencyTable)


@cache
def citation_forms() -> entries.CitationTable:
    """Return how works are cited."""
    return _table("citation_forms", entries.CitationTable)


@cache
def cited_titles() -> entries.CitedTitleTable:
    """Return where the titles of cited works open and end."""
    return _table("cited_titles", entries.CitedTitleTable)


@cache
def cues() -> tuple[entries.Cue, ...]:
    """Return the small turns of phrase."""
    return _rows("cues", entries.Cue)


@cache
def effects() -> entries.EffectTable:
    """Return what is done to other works, and whose papers may do it."""
    return _table("effects", entries.EffectTable)


@cache
def encodings() -> entries.EncodingTable:
    """Return the encodings of before Unicode."""
    return _table("encodings", entries.EncodingTable)


@cache
def header_marks() -> tuple[entries.HeaderMark, ...]:
    """Return the marks of the parts of a document."""
    return _rows("header_marks", entries.HeaderMark)


@cache
def in_force() -> entries.InForceTable:
    """Return how a paper says since when it is in force."""
    return _table("in_force", entries.InForceTable)


@cache
def issuer_codes() -> tuple[entries.Code, ...]:
    """Return the abbreviations of bodies in symbols."""
    return _rows("issuer_codes", entries.Code)


@cache
def national_databases() -> tuple[entries.Database, ...]:
    """Return where a reader may look for a number."""
    return _rows("national_databases", entries.Database)


@cache
def page_furniture() -> entries.FurnitureTable:
    """Return what stands on a web page around a document."""
    return _table("page_furniture", entries.FurnitureTable)


@cache
def page_marks() -> tuple[entries.PageMark, ...]:
    """Return what tells on a page of a PDF or a scan where things are."""
    return _rows("page_marks", entries.PageMark, NONE)


@cache
def page_mark(id_: entries.PageMarkId) -> entries.Pattern:
    """Return the pattern of one of them."""
    return next(each.regex for each in page_marks() if each.id == id_)


@cache
def party_terms() -> entries.PartyTerms:
    """Return the first days of the terms of Party committees."""
    return _table("party_terms", entries.PartyTerms)


@cache
def personal_data() -> entries.PersonalTable:
    """Return how personal data are written."""
    return _table("personal_data", entries.PersonalTable)


@cache
def policies() -> entries.PolicyTable:
    """Return how policies are named, and the national ones."""
    return _table("policies", entries.PolicyTable)


@cache
def relation_cues() -> tuple[entries.RelationCue, ...]:
    """Return the words that say what a citing document does."""
    return _rows("relation_cues", entries.RelationCue)


@cache
def roles() -> entries.RoleTable:
    """Return offices, names and forms of address."""
    return _table("roles", entries.RoleTable)


@cache
def secrecy_marks() -> entries.SecrecyTable:
    """Return the marks of secrecy, of internal use and of drafts."""
    return _table("secrecy_marks", entries.SecrecyTable)


@cache
def section_marks() -> tuple[entries.SectionMark, ...]:
    """Return the marks of the outline, outermost first."""
    return _rows("section_marks", entries.SectionMark)


@cache
def stop_words() -> tuple[str, ...]:
    """Return the words that say little by themselves."""
    return _table("stop_words", entries.StopWords).stop


def succession_of(name: str) -> entries.Succession | None:
    """Return the row that ended a body of that whole name, or all bodies of its kind in the districts."""
    rows = successions().rows
    return next(
        (r for r in rows if r.name == name or (r.name.endswith(" huyện") and name.startswith(f"{r.name} "))), None
    )


@cache
def renamed_bodies() -> Mapping[str, entries.Succession]:
    """Return the bodies of provinces that bear another name now, as rows of succession."""
    names = agencies().canonical
    made = {}
    for row in provinces().provinces:
        if before := row.before:
            for kind in (names.committee, names.council):
                old, new = (f"{kind} {each.level} {each.name}" for each in (before, row))
                made[old] = entries.Succession(
                    name=old, ends=before.until, succeeded_by=(new,), source=before.source, examples=(old,)
                )
    return MappingProxyType(made)


def renamed_body(name: str) -> entries.Succession | None:
    """Return what became of a council or committee when its province was renamed."""
    return renamed_bodies().get(name)


@cache
def successions() -> entries.SuccessionTable:
    """Return what bodies ended by law and what came after them."""
    return _table("successions", entries.SuccessionTable)


@cache
def syllables() -> entries.SyllableTable:
    """Return onsets and rhymes of the syllables that Vietnamese can form."""
    return _table("syllables", entries.SyllableTable)


@cache
def table_marks() -> entries.TableMarks:
    """Return what stands around tables and at their heads."""
    return _table("table_marks", entries.TableMarks)


@cache
def task_phrases() -> entries.TaskTable:
    """Return how tasks are given."""
    return _table("task_phrases", entries.TaskTable)


@cache
def units() -> tuple[entries.Unit, ...]:
    """Return the units of figures."""
    return _rows("units", entries.Unit)


@cache
def written_names() -> entries.WrittenTable:
    """Return how a sentence writes the names that a title in capitals shouts."""
    return _table("written_names", entries.WrittenTable)

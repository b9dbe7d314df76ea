"""Kết xuất của cổng pháp luật (JSON): words of papers with the facts that a law portal states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from generator.disclosure import counts_unseen
from generator.ingest.bundles.member import Member, stated_day
from generator.ingest.contract import clean
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Limits, Mark
from generator.model.frozen import replace
from generator.text.fold import fold
from generator.vocab.secrecy import mark_in_hint
from generator.vocab.stated import mark_stated, pairs

_WORDS = ("fulltext", "toanvan", "noidung", "noidungvanban", "content", "contenthtml", "html", "text", "body")
_FACTS: Mapping[str, tuple[str, ...]] = {
    "number": ("sohieu", "sokyhieu", "sovanban", "kyhieu", "docnumber", "documentnumber", "lawid"),
    "title": ("trichyeu", "tenvanban", "tieude", "title", "docname"),
    "type": ("loaivanban", "loai", "doctype", "documenttype"),
    "issued": ("ngaybanhanh", "issuedate", "issueddate", "dateissued"),
    "issuer": ("coquanbanhanh", "noibanhanh", "donvibanhanh", "issuer", "agency", "issuingagency"),
}
"""Names of keys without marks, letter case and hyphens; the first that holds something counts."""
_LEVELS = re.compile("domat|dokhanmat|secret(?!ar)|secrecy|security|confidential|classif")
"""Names of keys that tell how secret a paper is, without marks, letter case and hyphens."""
_STATES = re.compile("trangthai|tinhtrang|status|state")
_DRAFTS = ("du thao", "draft")
_NO_LEVEL = (
    "",
    "0",
    "none",
    "public",
    "normal",
    "khong",
    "thuong",
    "binh thuong",
    "cong khai",
    "khong mat",
    "false",
    "no",
)
_LONGEST = 500
_SHORT = 120
_HTML = re.compile(r"\s*<(?:!doctype|html|body|div|p|table|span|h\d|article)\b", re.I)
_OWN = re.compile(rb'\s*\{\s*"source"\s*:')
"""What `vankho parse` prints begins so."""


def is_dump(data: bytes) -> bool:
    """Tell whether a JSON file holds papers of a law portal, not what `vankho parse` prints."""
    if _OWN.match(data):
        return False
    return any(_is_paper(each) for each in _rows(data)[:20])


def members(data: bytes, limits: Limits) -> Iterator[Member | Diagnostic]:
    """Yield the papers of a dump, numbered where there are many; rows without words are told."""
    rows, around = _rows(data), _around(data)
    for place, row in enumerate(rows, 1):
        name = "noi-dung" if len(rows) == 1 else f"{place:04d}"
        if _is_paper(row):
            words = _value(row, _WORDS)
            suffix = ".html" if _HTML.match(words) else ".txt"
            yield Member(f"{name}{suffix}", words.encode("utf-8", "replace"), _stated({**around, **row}))
        else:
            message = "Mục này của tệp JSON không có toàn văn: bỏ qua. Xuất lại kèm toàn văn (`full_text`)."
            yield Diagnostic(DiagnosticCode.EMPTY, message, name, 1)


def _decoded(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []


def _around(data: bytes) -> Mapping[str, Any]:
    """Return what a dump says of all its rows: a level that stands above them binds each."""
    found = _decoded(data)
    return (
        {}
        if not isinstance(found, dict) or _is_paper(found)
        else {f"{key} ": value for key, value in found.items() if not isinstance(value, list)}
    )


def _rows(data: bytes) -> list[Any]:
    found = _decoded(data)
    if isinstance(found, dict) and not _is_paper(found):
        lists = [each for each in found.values() if isinstance(each, list)]
        found = lists[0] if len(lists) == 1 else found
    return found if isinstance(found, list) else [found]


def _is_paper(row: object) -> bool:
    return isinstance(row, dict) and bool(_value(row, _WORDS)) and any(_value(row, keys) for keys in _FACTS.values())


def _value(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the first text under any of the names; a list of one text counts as that text."""
    keyed = {re.sub(r"[^a-z]", "", fold(key)): value for key, value in row.items()}
    for name in names:
        value = keyed.get(name)
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _stated(row: Mapping[str, Any]) -> KnownDocument:
    facts = {name: " ".join(clean(_value(row, keys))[:_LONGEST].split()) for name, keys in _FACTS.items()}
    issued = stated_day(facts.pop("issued"))
    made = KnownDocument(file="", issued=issued, source="portal", **{key: text or None for key, text in facts.items()})  # type: ignore[arg-type]
    mark = _mark(row)
    return replace(made, secrecy=mark) if mark else made


def _mark(row: Mapping[str, Any]) -> Mark | None:
    """Return the mark that a row states: any level but none, words like a mark, a draft's state."""
    keyed = [(re.sub(r"[^a-z]", "", fold(key)), words) for key, value in row.items() for words in _said(value)]
    for key, words in keyed:
        level = _LEVELS.search(key) and fold(words).strip() not in _NO_LEVEL
        # A title tells what a paper is about; in brackets it tells what the paper is.
        told = mark_in_hint(words) and (key not in _FACTS["title"] or re.search(r"[(\[]", words))
        if level or told:
            return Mark.DOUBTFUL
    stated = set(filter(None, (mark_stated(key, words) for key, words in pairs(row))))
    if stated:
        return Mark.DOUBTFUL if any(map(counts_unseen, stated)) else Mark.DRAFT
    states = [fold(words).strip() for key, words in keyed if _STATES.search(key)]
    return Mark.DRAFT if any(state in _DRAFTS for state in states) else None


def _said(value: object) -> Iterator[str]:
    """The short words and numbers of a value; of a record with a name the name alone."""
    if isinstance(value, dict):
        named = [each for key, each in value.items() if re.search("ten|name|label|title", fold(key))]
        value = named or list(value.values())
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str | int | float) and len(str(each)) <= _SHORT:
            yield " ".join(str(each).split())

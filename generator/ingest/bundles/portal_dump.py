"""Kết xuất của cổng pháp luật (JSON): words of papers with the facts that a law portal states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from generator.ingest.bundles.member import Member, stated_day
from generator.ingest.contract import clean
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Limits, Mark
from generator.model.frozen import replace
from generator.text.fold import fold

_WORDS = ("fulltext", "toanvan", "noidung", "noidungvanban", "content", "contenthtml", "html", "text", "body")
_FACTS: Mapping[str, tuple[str, ...]] = {
    "number": ("sohieu", "sokyhieu", "sovanban", "kyhieu", "docnumber", "documentnumber", "lawid"),
    "title": ("trichyeu", "tenvanban", "tieude", "title", "docname"),
    "type": ("loaivanban", "loai", "doctype", "documenttype"),
    "issued": ("ngaybanhanh", "issuedate", "issueddate", "dateissued"),
    "issuer": ("coquanbanhanh", "noibanhanh", "donvibanhanh", "issuer", "agency", "issuingagency"),
}
"""Names of keys without marks, letter case and hyphens; the first that holds something counts."""
_LEVELS = (
    "domat",
    "mucdomat",
    "dokhanmat",
    "secrecy",
    "secrecylevel",
    "securitylevel",
    "confidentiality",
    "classification",
)
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
    rows = _rows(data)
    for place, row in enumerate(rows, 1):
        name = "noi-dung" if len(rows) == 1 else f"{place:04d}"
        if _is_paper(row):
            words = _value(row, _WORDS)
            suffix = ".html" if _HTML.match(words) else ".txt"
            yield Member(f"{name}{suffix}", words.encode("utf-8", "replace"), _stated(row))
        else:
            message = "Mục này của tệp JSON không có toàn văn: bỏ qua. Xuất lại kèm toàn văn (`full_text`)."
            yield Diagnostic(DiagnosticCode.EMPTY, message, name, 1)


def _rows(data: bytes) -> list[Any]:
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
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
    level = fold(_value(row, _LEVELS)).strip()
    return made if level in _NO_LEVEL else replace(made, secrecy=Mark.DOUBTFUL)

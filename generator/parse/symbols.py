"""Số, ký hiệu: from the printed symbol to a `DocNumber`, damage repaired and told.

Position decides what a group means: the first is the type and the rest are bodies; in a công văn the first
is the body and the rest are drafting units (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3).
"""

from __future__ import annotations

import re

from generator.model import DocNumber
from generator.vocab import Vocab

_GAPS = re.compile(r"\s*([/–-])\s*")


def read_symbol(printed: str, vocab: Vocab) -> DocNumber | None:
    """Return the number that `printed` spells from its first to its last letter, None where it spells none."""
    for form in vocab.citations.forms:
        match = form.regex.match(printed)
        if match:
            return symbol_of(match, form.id, vocab)
    return None


def symbol_of(match: re.Match[str], form: str, vocab: Vocab) -> DocNumber:
    """Return the number of a matched citation form (`normative`, `party` or `state`)."""
    raw = match[0]
    party = form == "party"
    separator = "-" if party else "/"
    groups = re.split(r"[-/]", _GAPS.sub(r"\1", match["groups"]).replace("–", "-"))
    groups, repaired = _repair(groups, vocab)
    year = match.groupdict().get("year")
    joiner = "/" if party else "-"
    symbol = groups[0] + (joiner + "-".join(groups[1:]) if len(groups) > 1 else "")
    key = match["serial"] + separator + (f"{year}/" if year else "") + symbol
    codes = vocab.party_type_of_code if party else vocab.type_of_code
    kind = groups[0] if groups[0] in codes else None
    return DocNumber(
        serial=match["serial"],
        year=int(year) if year else None,
        groups=tuple(groups),
        party=party,
        raw=raw,
        key=key,
        type_code=kind,
        issuer_codes=(groups[0],) if kind is None else tuple(groups[1:]),
        damaged=repaired or " " in raw,
    )


def _repair(groups: list[str], vocab: Vocab) -> tuple[list[str], bool]:
    """A hyphen lost between type and body is put back: `QĐUBND` is `QĐ`, `UBND`."""
    first = groups[0]
    if first in vocab.misspelt:
        return [vocab.misspelt[first], *groups[1:]], True
    if first in vocab.type_of_code or vocab.code(first):
        return groups, False
    for code in sorted(vocab.type_of_code, key=len, reverse=True):
        rest = first.removeprefix(code)
        if rest and rest != first and vocab.code(rest):
            return [code, rest, *groups[1:]], True
    return groups, False

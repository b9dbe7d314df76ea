"""Số, ký hiệu: from the printed symbol to a `DocNumber`, damage repaired and told.

Position decides what a group means: the first is the type and the rest are bodies; in a công văn the first
is the body and the rest are drafting units (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3).
"""

from __future__ import annotations

import re

from generator.model import DocNumber
from generator.vocab import Vocab

_DIGITS = str.maketrans("oOlI", "0011")
"""What OCR and typists take for digits."""
_GAPS = re.compile(r"\s*([/–&-])\s*")


def read_symbol(printed: str, vocab: Vocab) -> DocNumber | None:
    """Return the number that `printed` spells as a whole, None where it spells none."""
    for form in vocab.citations.forms:
        match = form.regex.match(printed)
        if match:
            return symbol_of(*widened(match, form.id, vocab), vocab)
    return None


def widened(match: re.Match[str], form: str, vocab: Vocab) -> tuple[re.Match[str], str]:
    """Return a match and its form; a space in place of a hyphen is read where a known body follows."""
    after = match.string[match.end() : match.end() + 2]
    if form == "state" and after[:1] == " " and after[1:].isupper():
        spaced = next(each.regex for each in vocab.citations.damaged if each.id == "spaced")
        wider = spaced.match(match.string, match.start())
        if wider and body_known(symbol_of(wider, "spaced", vocab), vocab):
            return wider, "spaced"
    return match, form


def body_known(number: DocNumber, vocab: Vocab) -> bool:
    """Tell whether the first body of a number is one that the table of codes knows."""
    return bool(number.issuer_codes) and vocab.code(number.issuer_codes[0]) is not None


def symbol_of(match: re.Match[str], form: str, vocab: Vocab) -> DocNumber:
    """Return the number of a matched citation form (`normative`, `party`, `state`, or a damaged one)."""
    raw = match.string[match.start("serial") : match.end()]
    party = form == "party"
    separator = "-" if party else "/"
    printed = match["groups"].replace(" ", "-", 1) if form == "spaced" else match["groups"]
    close = _GAPS.sub(r"\1", printed).replace("–", "-")
    groups, repaired = _repair(re.split(r"[-/]", close), vocab)
    serial = match["serial"].translate(_DIGITS) if form == "lookalike" else match["serial"]
    year = match.groupdict().get("year")
    symbol = _joined(groups, re.findall(r"[-/]", close), party)
    key = serial + separator + (f"{year}/" if year else "") + symbol
    codes = vocab.party_type_of_code if party else vocab.type_of_code
    kind = groups[0] if groups[0] in codes else None
    return DocNumber(
        serial=serial,
        year=int(year) if year else None,
        groups=tuple(groups),
        party=party,
        raw=raw,
        key=key,
        type_code=kind,
        issuer_codes=(groups[0],) if kind is None else tuple(groups[1:]),
        damaged=repaired or " " in raw or serial != match["serial"],
    )


def _joined(groups: list[str], printed: list[str], party: bool) -> str:
    """The groups with the marks printed between them; where a lost one was put back, those of the rule."""
    rule = ["/" if party else "-", *("-" for _ in groups)]
    marks = printed if len(printed) == len(groups) - 1 else rule
    return groups[0] + "".join(mark + group for mark, group in zip(marks, groups[1:], strict=False))


def _repair(groups: list[str], vocab: Vocab) -> tuple[list[str], bool]:
    """A hyphen lost between type and body is put back: `QĐUBND` is `QĐ`, `UBND`; `CTTg` is `CT`, `TTg`."""
    mended = [vocab.cues["symbol.assembly"].sub("Q", each) if "H" in each else each for each in groups]
    repaired = mended != groups
    mended = [_as_usual(each, vocab) for each in mended]
    first = mended[0]
    if first in vocab.misspelt:
        return [vocab.misspelt[first], *mended[1:]], True
    if first in vocab.type_of_code or vocab.code(first):
        return mended, repaired
    for code in sorted(vocab.type_of_code, key=len, reverse=True):
        rest = first.removeprefix(code)
        if not rest or rest == first:
            continue
        for body in (rest, code[-1] + rest):
            if vocab.code(body):
                return [code, body, *mended[1:]], True
    return mended, repaired


def _as_usual(group: str, vocab: Vocab) -> str:
    """A code in the capitals of a heading as it is usually written: `TTG` is `TTg`."""
    if group in vocab.type_of_code or vocab.code(group):
        return group
    return next((each.code for each in vocab.codes.values() if each.code.upper() == group), group)

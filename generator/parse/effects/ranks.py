"""Whose papers may change whose.

A report changes no decree, and what is below changes nothing above it.
"""

from __future__ import annotations

from generator.model import Citation, DocNumber, Document, Effect, PartialDate
from generator.vocab import Vocab

CENTRAL, LOCAL = 5, 3
"""Ranks of papers that no row of the table knows: of a central body, of any other."""


def may_change(by: Citation | None, target: Citation, kind: str, vocab: Vocab) -> bool:
    """Tell whether a work that is named (`by`, None where it is not) may have done this to another."""
    return by is None or possible(by.type, by.number, by.name, target, kind, vocab)


def in_time(document: Document, effect: Effect) -> bool:
    """Tell whether the work was there when it is said to have been changed."""
    header, by = document.header, effect.by
    if by is None and effect.basis != "own":
        return True
    made = _made(by.date, by.number) if by is not None else _made(header.issued, header.number)
    there = _made(effect.target.date, effect.target.number)
    known = min(len(made), len(there))
    return made[:known] >= there[:known] and not (by is not None and _numbered_later(by, effect.target))


def _numbered_later(by: Citation, target: Citation) -> bool:
    """Of two works of one symbol and year the one with the greater number is later.

    Asked where their days are not both told.
    """
    first, second = by.number, target.number
    if first is None or second is None or (by.date and target.date) or first.year is None:
        return False
    alike = (first.groups, first.year) == (second.groups, second.year)
    return alike and first.serial.isdigit() and second.serial.isdigit() and int(second.serial) > int(first.serial)


def _made(day: PartialDate | None, number: DocNumber | None) -> str:
    return str(day or (number.year if number is not None else None) or "")


def possible(
    type_: str | None, number: DocNumber | None, name: str | None, target: Citation, kind: str, vocab: Vocab
) -> bool:
    """Tell whether a work of that type, number or name may have done this to another."""
    found = vocab.doc_type(type_)
    if found is None:
        return False
    if not found.enacts and type_ != target.type and kind != "corrected":
        return False
    law = vocab.doc_type(target.type)
    if law is not None and law.named and not found.changes_laws:
        return False
    above, below = _rank(number, name, vocab), _rank(target.number, target.name, vocab)
    if _party(number) is not None and _party(target.number) is not None and _party(number) != _party(target.number):
        return False
    return above is None or below is None or above >= below


def _party(number: DocNumber | None) -> bool | None:
    return number.party if number else None


def _rank(number: DocNumber | None, name: str | None, vocab: Vocab) -> int | None:
    words = number.key if number else name
    if words is None:
        return None
    known = next((each.rank for each in vocab.ranks if each.regex.search(words)), None)
    if known is not None or number is None:
        return known
    codes = [code for group in number.issuer_codes if (code := vocab.code(group)) is not None]
    if not codes:
        return None
    return CENTRAL if any(code.level == "central" for code in codes) else LOCAL

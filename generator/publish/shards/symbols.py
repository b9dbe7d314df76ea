"""Ký hiệu cho trình duyệt: what a script needs to read numbers in a draft.

It comes from the tables that the parser reads; its reader is
`site_templates/assets/check/symbols.js`, the twin of `parse/symbols.py` and `parse/citations/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from generator.parse.citations import BEFORE, ISSUER
from generator.publish.shards import script
from generator.text import look_alikes
from generator.vocab import Vocab
from generator.vocab.entries import Pattern
from generator.vocab.scripted import scripted

ROOM = "symbols/root"


class _Form(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def regex(self) -> Pattern: ...


def files(vocab: Vocab) -> Iterator[tuple[str, bytes]]:
    """Yield the file of all that tells numbers in running text, path below the site and bytes."""
    yield script(ROOM, table(vocab))


def table(vocab: Vocab) -> dict[str, object]:
    """Return patterns and codes as a script reads them; the order of each list is that of its table."""
    forms = vocab.citations
    return {
        "before_most": BEFORE,
        "issuer_most": ISSUER,
        "forms": _patterns(forms.forms),
        "damaged": dict(_patterns(forms.damaged)),
        "before": _patterns(forms.before),
        "after": dict(_patterns(forms.after)),
        "issuer_end": scripted(vocab.cues["citation.issuer_end"].pattern),
        "assembly": scripted(vocab.cues["symbol.assembly"].pattern),
        "types": [(each.name, each.named, (*each.codes, *each.party, *each.misspelt)) for each in vocab.types],
        "untyped": vocab.untyped,
        "type_of_code": dict(vocab.type_of_code),
        "party_type_of_code": dict(vocab.party_type_of_code),
        "type_codes": sorted(vocab.type_of_code, key=len, reverse=True),
        "misspelt": dict(vocab.misspelt),
        "codes": [
            (each.code, each.name, each.level, scripted(each.regex.pattern) if each.regex else "", each.several)
            for each in vocab.codes.values()
        ],
        "look_alikes": look_alikes.table(),
    }


def _patterns(forms: Iterable[_Form]) -> list[tuple[str, str]]:
    return [(each.id, scripted(each.regex.pattern)) for each in forms]

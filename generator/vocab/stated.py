"""Nhãn ghi mức độ mật: marks that a label states, as programs write them: `do_mat: 2`.

Of properties, heads of messages and packets, dumps, front matter: whatever has names for its values asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.model import Mark
from generator.text.fold import fold, fold_words
from generator.vocab import tables
from generator.vocab.entries import SecrecyForm

LONGEST_LABEL, LONGEST_VALUE = 40, 200
"""Characters of a label, and of what one says; what is longer is a sentence."""
MOST = 100
"""Values of one label that are looked at."""
_PAIR = re.compile(r"^\s*[-*]?\s*[\"']?(?P<label>[^\W\d_][^:=\n\"']{0,39}?)[\"']?\s*[:=]\s*(?P<said>.*)$")
_QUOTES = "\"'“”«»` "


@lru_cache(maxsize=1 << 12)
def mark_stated(label: str, said: str) -> Mark | None:
    """Return the mark that a label states by what it says (độ mật, nội bộ, dự thảo), None for none."""
    forms, name = tables.secrecy_marks(), re.sub("[^a-z]", "", fold(label))
    if not name or len(label) > LONGEST_LABEL or len(said) > LONGEST_VALUE:
        return None
    words = fold_words(said)
    if _is(forms.levelled, name):
        return None if _is(forms.nothing, words) else Mark.SECRET
    if _is(forms.opened, name):
        return Mark.INTERNAL if _is(forms.denied, words) else None
    if _is(forms.states, name):
        return Mark.DRAFT if _is(forms.drafts, words) else None
    flag = next((form for form in forms.flags if form.regex.match(name)), None)
    return (
        {"secret": Mark.SECRET, "internal": Mark.INTERNAL, "draft": Mark.DRAFT}[flag.mark]
        if (flag and _is(forms.affirmed, words))
        else None
    )


def is_label(name: str) -> bool:
    """Tell whether a name is one under which a mark may be stated."""
    forms, letters = tables.secrecy_marks(), re.sub("[^a-z]", "", fold(name))
    return any(_is(each, letters) for each in (forms.levelled, forms.flags, forms.rated, forms.states, forms.opened))


def pairs(value: object, label: str = "", depth: int = 4) -> Iterator[tuple[str, str]]:
    """Yield what labels of a record say, those of records within it too."""
    if isinstance(value, str | int | float):
        yield label, str(value)
    elif depth and isinstance(value, dict):
        for key, each in value.items():
            yield from pairs(each, str(key), depth - 1)
    elif depth and isinstance(value, list):
        for each in value[:MOST]:
            yield from pairs(each, label, depth - 1)


def mark_in_pair(line: str) -> Mark | None:
    """Return the mark that a line states which is a label and what it says: `Độ mật: 2`."""
    pair = _PAIR.match(line)
    return mark_stated(pair["label"].strip(), pair["said"].strip(_QUOTES)) if pair else None


def _is(forms: Iterable[SecrecyForm], words: str) -> bool:
    return any(form.regex.match(words) for form in forms)

"""What every reader is given besides the file, and the text that it returns."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

from generator.model import Extraction, Limits, SourceText

_NEWLINE = re.compile(r"\r\n?")
_BREAK = re.compile("[\v\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


class Cache(Protocol):
    """Results by a key of the content (SHA-256), what was done with it and the doer's version."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None where there is nothing."""

    def put(self, key: str, value: bytes) -> None:
        """Keep the value under the key."""


class NoCache:
    """A cache that keeps nothing."""

    def get(self, key: str) -> bytes | None:
        """Return None."""
        return None

    def put(self, key: str, value: bytes) -> None:
        """Forget the value."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a reader may use."""

    limits: Limits = field(default_factory=Limits)
    cache: Cache = field(default_factory=NoCache)
    trusted: tuple[bytes, ...] = ()
    """Certificates (DER) that the content folder trusts to vouch for signers."""


USUAL = Tools()
"""The limits that `portal.yml` does not change, and no cache."""


def source_text(
    data: bytes, name: str, kind: str, pages: Sequence[str], extraction: Extraction, *, paged: bool = True
) -> SourceText:
    """Return the text of a file from the texts of its pages, in NFC, a newline between.

    `paged` is False for formats without pages (Word, web): `pages` is then one text, and no page starts are kept.
    """
    texts = [unicodedata.normalize("NFC", page) for page in pages]
    text = "\n".join(texts)
    starts = tuple(accumulate((len(page) + 1 for page in texts[:-1]), initial=0))
    lines = (0, *(i + 1 for i, char in enumerate(text) if char == "\n"))
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(name, digest, text, lines, starts if paged else (), kind, extraction)


def clean(text: str) -> str:
    """Return `text` in NFC with `\\n` as line end, without control and invisible characters.

    Line and paragraph separators inside a line (a Word line break) become a space, so no line is added.
    """
    text = _BREAK.sub(" ", _NEWLINE.sub("\n", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))

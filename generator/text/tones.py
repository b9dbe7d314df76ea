"""Tone placement (bỏ dấu): `hoà`, `uỷ` (old) and `hòa`, `ủy` (new) are one spelling."""

from __future__ import annotations

import re

_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_PAIRS = dict(zip(_OLD, _NEW, strict=True))
_PAIRS |= {old.upper(): new.upper() for old, new in _PAIRS.items()}
_PAIRS |= {old[0].upper() + old[1]: new[0].upper() + new[1] for old, new in zip(_OLD, _NEW, strict=True)}
# Only at the end of a syllable: `hoàn` bears its tone where both manners put it; `quý` is no `u` with `y`.
_FORMS = re.compile(rf"(?:{'|'.join(_PAIRS)})(?<![qQ]..)(?![^\W\d_])")


def new_style(text: str) -> str:
    """Return `text` with tones placed the new way, of the same length: `Uỷ ban` → `Ủy ban`."""
    return _FORMS.sub(lambda match: _PAIRS[match[0]], text)

"""Anchors of paragraphs: their place in their section, and a form to hand on that outlives edits."""

from __future__ import annotations

import hashlib
import re

from generator.text.fold import slugify

_SAFE_ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def safe_anchor(anchor: str) -> str:
    """Return `anchor` where it may stand in an address as it is, else a slug of it."""
    return anchor if _SAFE_ANCHOR.fullmatch(anchor) else slugify(anchor) or "muc"


def paragraph_anchor(section: str, position: int) -> str:
    """Return the id of a paragraph, its place in its section: `m2-1-p3`.

    Words may change, the place stays.
    """
    return f"{section}-p{position}" if section else f"p{position}"


def lasting_anchor(anchor: str, text: str) -> str:
    """Return the id to hand on, which is the place and six digits of the words' hash."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{anchor}-{digest}"

"""Digests (mã băm) of all that a result is made of."""

from __future__ import annotations

import hashlib


def digest(*parts: str | bytes) -> bytes:
    """Return the SHA-256 of the parts, each told apart from the next: `a`, `bc` is not `ab`, `c`."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.digest()

"""Files of the index are scripts, which load from a folder too: each hands one value over."""

from __future__ import annotations

import json

_UNSAFE = tuple((char.encode(), f"\\u{ord(char):04x}".encode()) for char in "<>\u2028\u2029")
"""What an HTML parser could take for a tag, and what older engines take for the end of a line."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def as_json(value: object) -> str:
    """Return a value as JSON."""
    return _ENCODER.encode(value)


def script(kind: str, key: str, value: object) -> bytes:
    """Return the file that hands over a value under its kind and key."""
    return script_of_json(kind, key, as_json(value))


def script_of_json(kind: str, key: str, value: str) -> bytes:
    """Return the file that hands over a value that is JSON already."""
    return beginning(kind, key) + harmless(f"{value})\n".encode("utf-8", "replace"))


def beginning(kind: str, key: str) -> bytes:
    """Return what stands in a file before its value."""
    return harmless(f"vankhoSearch({as_json(kind)},{as_json(key)},".encode("utf-8", "replace"))


def harmless(data: bytes) -> bytes:
    """Return JSON in a script as no parser of HTML and no old engine reads it in its own way."""
    for unsafe, safe in _UNSAFE:
        data = data.replace(unsafe, safe)
    return data

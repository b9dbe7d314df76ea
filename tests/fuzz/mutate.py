"""Sound bytes made odd: flipped, cut, spliced; packed files from within."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence

from tests.support.paper_word import packed

NUMBERS = (b"\0", b"\xff\xff\xff\xff", b"-1", b"0", b"2147483648", b"1e309", b"99999999999999999999", b"NaN", b"")
WORDS = (
    b"<",
    b"&",
    b"]]>",
    b"<!--",
    b'"',
    b"\xef\xbf\xbe",
    b"\xed\xa0\x80",
    b"\xf3\xb0\x80\x80",
    b"%s",
    b"../",
    b"\n" * 40,
)
NAMES = ("../x", "/etc/passwd", "a" * 300, "word/document.xml", "content.xml", "mimetype", "con", "x\0y", "")
Mutation = Callable[[bytes, random.Random, Sequence[bytes]], bytes]


def flipped(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Change some bits."""
    wrong = bytearray(data or b"\0")
    for _ in range(chance.choice((1, 3, 30))):
        wrong[chance.randrange(len(wrong))] ^= 1 << chance.randrange(8)
    return bytes(wrong)


def cut(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Leave out the end, the beginning or what is between."""
    one, other = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return chance.choice((data[:one], data[one:], data[:one] + data[other:]))


def doubled(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Say a piece many times."""
    one, other = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    piece = data[one:other][:2000]
    return data[:other] + piece * chance.choice((1, 2, 50)) + data[other:]


def spliced(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put a piece of another file in."""
    other = chance.choice(others)
    begin = chance.randrange(len(other) + 1)
    piece, at = other[begin : begin + chance.choice((4, 64, 4000))], chance.randrange(len(data) + 1)
    return data[:at] + piece + data[at + chance.choice((0, len(piece))) :]


def peppered(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put odd words and numbers in."""
    for _ in range(chance.choice((1, 5))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice((*NUMBERS, *WORDS)) + data[at + chance.choice((0, 1, 4)) :]
    return data


def swapped(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Let two marks of an XML, JSON or RTF file change places."""
    for mark in chance.sample((b"<", b"{", b"\\", b"\n", b">"), 5):
        parts = data.split(mark)
        if len(parts) > 2:
            one, other = (chance.randrange(len(parts)) for _ in range(2))
            parts[one], parts[other] = parts[other], parts[one]
            return mark.join(parts)
    return data


PLAIN: tuple[Mutation, ...] = (flipped, cut, doubled, spliced, peppered, swapped)


def repacked(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Change a packed file from within: the bytes of a part, names, order, a part too many or too few."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        return flipped(data, chance, others)
    if not parts:
        return flipped(data, chance, others)
    names = list(parts)
    name = chance.choice(names)
    way = chance.randrange(6)
    if way == 0:
        parts.pop(name)
    elif way == 1:
        parts[chance.choice(NAMES)] = parts.pop(name)
    elif way == 2:
        parts[chance.choice(NAMES)] = chance.choice(others)
    elif way == 3:
        parts = dict(chance.sample(list(parts.items()), len(parts)))
    else:
        parts[name] = chance.choice(PLAIN)(parts[name], chance, others)
    return packed({each.replace("\0", "?") or "x": part for each, part in parts.items()})


def mutated(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Return bytes made odd in one way or several."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        within = data.startswith(b"PK") and chance.random() < 0.7
        data = (repacked if within else chance.choice(PLAIN))(data, chance, others)
    return data

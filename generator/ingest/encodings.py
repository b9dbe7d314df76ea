"""From bytes to text: the encoding (bảng mã) is the one that makes words Vietnamese.

A candidate is judged by the words that are written otherwise than in ASCII: the share of them that can be Vietnamese
once they are read its way. Plain English and code have no such share under any candidate and stay as they are.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from generator.ingest.contract import clean
from generator.ingest.legibility import share
from generator.model import Diagnostic, DiagnosticCode
from generator.vocab import tables

TCVN3, VNI, VIQR, CP1258, TWICE = "TCVN3 (ABC)", "VNI", "VIQR", "CP1258", "UTF-8 (lưu hai lần)"
PLAIN = ("UTF-8", "UTF-8 BOM")
"""Encodings that need no telling."""
POSSIBLE, GAIN, LEAD = 0.7, 0.3, 0.1
"""A candidate is taken that makes this share of the words possible, so much more than the text as it stands
does, and so much more than the next candidate does."""
FEW = 3
"""Fewer odd words than these say nothing against a text that is UTF-8."""
ODD_WORDS = 0.15
"""So many odd words for each other one bears the Vietnamese of an office at least; less is a foreign name or code."""
VIQR_WORDS, VIQR_LETTERS = 0.2, 0.1
"""Of the words of a VIQR text at least so many bear a mark, and so many a mark that is no punctuation."""
DAMAGED = 0.1
"""More wrong bytes than these for each good letter, and the text is in another encoding."""
SAMPLE, WORDS = 200_000, 3_000
"""Characters and words on which a candidate is judged at most."""

_WRONG = "\ufffd"
"""Stands for bytes that are no character."""
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8 BOM"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
# Five bytes are nothing in Windows-1252; programs make of them what Latin-1 does.
_WINDOWS = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_TO_LATIN = {ord(char): byte for byte, char in enumerate(_WINDOWS)}
_BYTES = f"[\x80-\xff{''.join(char for char in _WINDOWS if ord(char) > 255)}]"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ODD = re.compile("[\x80-\xff]")
_LETTERS = re.compile(r"[^\W\d_]|[\x80-\xff]")
_TONES = "`'?~."
_VIQR_WORD = re.compile(r"[A-Za-z][A-Za-z^+('`?~.]*")
_VIQR_ESCAPE = re.compile(r"\\([.?'`~^+(])")
_VIQR_LETTER = re.compile(r"[aAeEoO]\^|[aA]\(|[oOuU]\+|\b[dD][dD]")
_VIQR_SIGNS = ("^", "(", "+", "dd", "dD", "Dd", "DD")
"""Each letter of VIQR holds one of these."""
_DIPHTHONG = re.compile(r"(?<!q)(?:[aăâeêoôơuưi][iou]|[aâ]y)\Z")
_SENTENCE_GOES_ON = re.compile(r"[ \t]+[^\sA-Z]|[^\s\"”')\]]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in NFC with its encoding (bảng mã), how sure that is, and on what evidence."""

    text: str
    encoding: str
    certainty: float
    evidence: str
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is to be read that was taken for Windows-1252 (or for ASCII, where it is VIQR)."""

    encoding: str
    certainty: float
    evidence: str


def decode(data: bytes) -> Decoded | None:
    """Return the text of a file, or None where no encoding makes sense of it."""
    plain = unicode_text(data)
    return reread(plain) if plain is not None else _eight_bit(data)


def unicode_text(data: bytes) -> Decoded | None:
    """Return the text of a file in UTF-8 or UTF-16 as it stands, be a few bytes wrong.

    None where it is neither.
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, name, "dấu BOM ở đầu tệp")
    if wide := _wide(data):
        return _decoded(data, wide, "UTF-16", "byte 0 ở cạnh mỗi chữ cái la-tinh")
    plain = _decoded(data, "utf-8", "UTF-8", "mọi byte hợp lệ")
    return None if plain.damaged and not _mostly_good(data, plain) else plain


def reread(plain: Decoded) -> Decoded:
    """Return the text as meant, where it is of an old encoding once taken for Windows-1252."""
    found = reading(plain.text)
    if found is None:
        return plain
    text = convert(plain.text, found.encoding)
    return Decoded(text, found.encoding, found.certainty, found.evidence, plain.damaged)


def reading(text: str) -> Reading | None:
    """Return how a Unicode text is to be read that is of an older encoding.

    None where it is what it seems.
    """
    return _viqr(text) or _judged(text, taken=True)


def convert(text: str, encoding: str) -> str:
    """Return the text read in `encoding`, in NFC: `Céng hßa` → `Cộng hòa`."""
    return unicodedata.normalize("NFC", _READERS[encoding](text, False))


def from_1252(data: bytes) -> str:
    """Return the bytes as Windows-1252 shows them, each one character."""
    return codecs.charmap_decode(data, "strict", _WINDOWS)[0]


def _decoded(data: bytes, codec: str, name: str, evidence: str) -> Decoded:
    strict = True
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        text, strict = data.decode(codec, "replace"), False
    damaged = 0 if strict else text.count(_WRONG)
    letters = max(1, sum(not char.isascii() for char in text) if damaged else 1)
    told = f"{evidence}, trừ {damaged} chỗ" if damaged else evidence
    return Decoded(unicodedata.normalize("NFC", text), name, max(0.0, 1 - damaged / letters), told, damaged)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII is 0."""
    sample = data[:4096]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    low, high = sorted((even, odd))
    if half < 2 or high < 0.2 * half or low > 0.02 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _mostly_good(data: bytes, plain: Decoded) -> bool:
    """UTF-8 in which a few bytes are wrong, or that ends within a letter."""
    if _binary(data):
        return False
    good = sum(not char.isascii() for char in plain.text) - plain.text.count(_WRONG)
    cut = plain.damaged == 1 and plain.text.endswith(_WRONG) and good > 0
    return cut or plain.damaged <= DAMAGED * good


def _binary(data: bytes) -> bool:
    return len(_CONTROL.findall(data[:SAMPLE])) > len(data[:SAMPLE]) / 50


def _eight_bit(data: bytes) -> Decoded | None:
    """The text of a file that is not Unicode, or is UTF-8 full of faults."""
    if _binary(data):
        return None
    text = from_1252(data)
    found = _judged(text, taken=False)
    if found is not None and found.encoding == TWICE:
        return _decoded(data, "utf-8", "UTF-8", found.evidence)
    if found is not None:
        return Decoded(convert(text, found.encoding), found.encoding, found.certainty, found.evidence)
    if _ODD.search(text.replace("\xa0", " ")):
        return None
    return Decoded(text, CP1258, 0.5, "ngoài ASCII chỉ có dấu câu")


# --- candidates -------------------------------------------------------------------------------------------------------


def _judged(text: str, taken: bool) -> Reading | None:
    """The best of the 8-bit encodings; `taken`: the text also makes sense as it stands (it is Unicode)."""
    words, others = _odd_words(text)
    if len(words) < (max(FEW, ODD_WORDS * others) if taken else 1):
        return None
    straight = _possible(words) if taken else 0.0
    if straight > 1 - GAIN:
        return None
    ranked = sorted(((_possible(_each(name, words)), name) for name in _EIGHT_BIT), key=lambda one: -one[0])
    (best, name), (second, other) = ranked[:2]
    if best < POSSIBLE or best < straight + GAIN or best < second + LEAD:
        return None
    against = f"để nguyên: {_percent(straight)}" if taken else f"{other}: {_percent(second)}"
    return Reading(name, round(best, 3), f"{_percent(best)} của {len(words)} từ có dấu đọc ra tiếng Việt ({against})")


def _percent(part: float) -> str:
    return f"{part * 100:.0f} %"


def _odd_words(text: str) -> tuple[list[str], int]:
    """Words with characters that an 8-bit encoding may have put there, of a part of the text.

    And how many others.
    """
    first = _ODD.search(text)
    if first is None:
        return [], 0
    start = max(0, first.start() - 30)
    words = text[start : start + SAMPLE].split()
    odd = [word for word in words if not word.isascii() and _is_odd(word)]
    return odd[:WORDS], len(words) - len(odd)


@lru_cache(maxsize=1 << 16)
def _is_odd(word: str) -> bool:
    return _ODD.search(word) is not None and len(_LETTERS.findall(word)) > 1


def _each(encoding: str, words: Sequence[str]) -> list[str]:
    read = _READERS[encoding]
    return [unicodedata.normalize("NFC", read(word, True)) for word in words]


def _possible(words: Sequence[str]) -> float:
    """The share of the words that can be Vietnamese; one with a character that does not belong cannot."""
    good = [word for word in words if _WRONG not in word]
    return share(" ".join(good)) * len(good) / len(words) if good else 0.0


@cache
def _table(encoding: str) -> Mapping[str, str]:
    """What is written → the letter that is meant."""
    entry = next(each for each in tables.encodings().tables if each.id == encoding)
    codes = {code: letter for letter, code in entry.codes.items()}
    if entry.capitals:
        # `UÛ` and `Uû`: at the head of a sentence both are typed.
        capitals = {code[0].upper() + code[1:]: letter.upper() for code, letter in codes.items()}
        codes |= capitals | {code.upper(): letter.upper() for code, letter in codes.items()}
    return codes


@cache
def _codes(encoding: str, rest: str) -> re.Pattern[str]:
    """The codes of a table, longest first, then the letters (`rest`) that stand for nothing in it."""
    codes = sorted(_table(encoding), key=lambda code: (-len(code), code))
    return re.compile("|".join([*map(re.escape, codes), rest]))


def _by_table(encoding: str, text: str, strict: bool) -> str:
    codes = _table(encoding)
    if strict:
        return _codes(encoding, "[\xc0-\xff]").sub(lambda code: codes.get(code[0], _WRONG), text)
    return _codes(encoding, "(?!)").sub(lambda code: codes[code[0]], text)


def _by_codec(codec: str, text: str, strict: bool) -> str:
    """The text with every run of what were bytes read by a codec; a run that it cannot read stays."""

    def run(match: re.Match[str]) -> str:
        try:
            return match[0].translate(_TO_LATIN).encode("latin-1").decode(codec)
        except UnicodeDecodeError:
            return _WRONG if strict else match[0]

    return re.sub(f"{_BYTES}+", run, text)


# --- VIQR -------------------------------------------------------------------------------------------------------------


def _viqr(text: str) -> Reading | None:
    """VIQR is ASCII: many of its words bear marks, and nearly all of these become possible ones."""
    sample = text[: SAMPLE // 4]
    least = VIQR_LETTERS * len(sample.split())
    # To count single signs is cheap, and most texts have too few of them to be looked at further.
    if sum(map(sample.count, _VIQR_SIGNS)) < least or len(_VIQR_LETTER.findall(sample)) < least:
        return None
    pairs = [(a, b) for a, b in zip(sample.split(), _by_viqr(sample, True).split(), strict=False)][:WORDS]
    changed = [(a, b) for a, b in pairs if a != b]
    lettered = sum(_VIQR_LETTER.search(a) is not None for a, _ in changed)
    if len(changed) < max(FEW, VIQR_WORDS * len(pairs)) or lettered < VIQR_LETTERS * len(pairs):
        return None
    best = _possible([b for _, b in changed])
    if best < POSSIBLE + LEAD:
        return None
    told = f"{_percent(best)} của {len(changed)} từ có dấu gõ bằng ^ ( + ` ' ? ~ . đọc ra tiếng Việt"
    return Reading(VIQR, round(best, 3), told)


def _by_viqr(text: str, strict: bool) -> str:
    """The text with marks on their letters.

    A dot after a syllable is told from a full stop by what follows.
    """
    del strict
    return _VIQR_ESCAPE.sub(r"\1", _VIQR_WORD.sub(_viqr_word, text))


def _viqr_word(match: re.Match[str]) -> str:
    return _viqr_syllable(match[0], match.string[match.end() : match.end() + 3])


@lru_cache(maxsize=50_000)
def _viqr_syllable(word: str, following: str) -> str:
    """The syllable as meant: its first tone counts, a later mark is punctuation."""
    codes, out, toned = _table(VIQR), "", False
    for code, tail in _viqr_codes(word, following):
        letter, bare = codes.get(code, code), codes.get(code[:-1], code[:-1])
        tone = len(code) > 1 and code[-1] in _TONES
        if tone and (toned or (tail is not None and _punctuation(out + bare, out + letter, code[-1], tail))):
            out += bare + code[-1]
        else:
            out, toned = out + letter, toned or tone
    return out


def _viqr_codes(word: str, following: str) -> Iterator[tuple[str, str | None]]:
    """The codes and other characters of a word, the last one with what follows the word."""
    for code in _codes(VIQR, ".").finditer(word):
        if code[0] == "dd" and code.start():
            yield from (("d", None), ("d", None))
        else:
            yield code[0], following if code.end() == len(word) else None


def _punctuation(bare: str, toned: str, mark: str, tail: str) -> bool:
    """Tell whether the mark at the end of a word is none of its tones.

    `Property.`, `I.`, the end of a sentence.
    """
    plain = bare.lower()
    if len(plain) == 1:
        return mark == "."
    if (mark in ".?'" and not share(toned)) or (mark == "." and _DIPHTHONG.search(plain)):
        return True
    return mark == "." and not _SENTENCE_GOES_ON.match(tail) and plain in _sentence_ends()


@cache
def _sentence_ends() -> frozenset[str]:
    """Open syllables after which a dot ends the sentence."""
    codes = _table(VIQR)
    spelled = (syllable for row in tables.encodings().full_stop_after for syllable in row.syllables)
    return frozenset(_codes(VIQR, "(?!)").sub(lambda code: codes[code[0]], each) for each in spelled)


_READERS: Mapping[str, Callable[[str, bool], str]] = {
    TCVN3: partial(_by_table, TCVN3),
    VNI: partial(_by_table, VNI),
    CP1258: partial(_by_codec, "cp1258"),
    TWICE: partial(_by_codec, "utf-8"),
    VIQR: _by_viqr,
}
_EIGHT_BIT = (TCVN3, VNI, CP1258, TWICE)


# --- what is told of it ---------------------------------------------------------------------------------


def told(decoded: Decoded, name: str, text: str) -> tuple[Diagnostic, ...]:
    """Return what is told of an encoding (bảng mã) other than UTF-8, and of damage."""
    notes: list[Diagnostic] = []
    if decoded.encoding not in PLAIN:
        message = (
            f"Đọc theo bảng mã {decoded.encoding}: {decoded.evidence}. Nếu chữ sai, lưu lại tệp với bảng mã UTF-8."
        )
        notes.append(Diagnostic(DiagnosticCode.ENCODING, message, name, 1))
    if decoded.damaged:
        line = text.count("\n", 0, max(0, text.find(_WRONG))) + 1
        message = (
            f"Có {decoded.damaged} chỗ byte hỏng, hiện thành «{_WRONG}», chỗ đầu ở dòng {line}. "
            "Sửa các chỗ này hoặc lấy lại tệp gốc."
        )
        notes.append(Diagnostic(DiagnosticCode.DAMAGED, message, name, line))
    return tuple(notes)


def not_text(data: bytes, name: str) -> Diagnostic:
    """Return what is told of a file that no encoding makes sense of."""
    position = len(data)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        position = problem.start
    line = clean(data[:position].decode("utf-8", "replace")).count("\n") + 1
    wrong = f" (byte 0x{data[position]:02X} không hợp lệ)" if position < len(data) else ""
    message = (
        f"Tệp không ở bảng mã UTF-8{wrong}, cũng không đọc được theo UTF-16, TCVN3 (ABC), VNI hay CP1258. "
        "Mở tệp bằng chương trình đã soạn ra nó và lưu lại với bảng mã UTF-8 (Unicode)."
    )
    return Diagnostic(DiagnosticCode.NOT_UTF8, message, name, line)

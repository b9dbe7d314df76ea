"""Reading never fails and never takes long: damaged real files, and texts made to make patterns slow."""

from __future__ import annotations

import gc
import os
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, partial
from math import log2
from pathlib import Path
from time import process_time
from types import MappingProxyType
from typing import Any

import pytest

from generator import vocab
from generator.ingest import plain_text
from generator.link import link
from generator.model import Document, Portal, Registry, SourceText
from generator.model.frozen import fields_of
from generator.parse import parse
from generator.text.fold import fold
from generator.vocab import tables
from tests.support.places import ROOT
from tests.support.views import parsed

CORPUS = ROOT.parent / "shared" / "corpus"
SUFFIXES = (".md", ".txt")
MUTATIONS = int(os.environ.get("MUTATIONS", "200"))
LONGEST = 30_000
"""Characters of a file that are mutated: the rest of a long one tells nothing new."""


def read(data: bytes, name: str) -> Document | None:
    """Return bytes parsed as `ingest` reads them, letters that are none replaced; None where no word is left."""
    found = plain_text.read(data.decode("utf-8", "replace").encode(), name)
    return parse(found, vocab.load()) if isinstance(found, SourceText) else None


@cache
def files() -> tuple[Path, ...]:
    """Return the real text files where they are here, else the sample's."""
    folder = CORPUS if CORPUS.is_dir() else ROOT / "content" / "documents"
    return tuple(sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES))


# --- damaged files ------------------------------------------------------------------------------------


def truncated(data: bytes, chance: random.Random) -> bytes:
    """Cut the end off, anywhere."""
    return data[: chance.randrange(len(data) + 1)]


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """Put the lines into another order."""
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Change one byte in fifty."""
    wrong = bytearray(data)
    for _ in range(len(wrong) // 50):
        wrong[chance.randrange(len(wrong))] = chance.randrange(256)
    return bytes(wrong)


def doubled(data: bytes, chance: random.Random) -> bytes:
    """Say everything twice."""
    return data + data


def in_capitals(data: bytes, chance: random.Random) -> bytes:
    """Write everything in capitals."""
    return data.decode("utf-8", "replace").upper().encode()


def without_marks(data: bytes, chance: random.Random) -> bytes:
    """Leave all diacritics out."""
    return fold(data.decode("utf-8", "replace")).encode()


def decomposed(data: bytes, chance: random.Random) -> bytes:
    """Write each diacritic as a character of its own."""
    return unicodedata.normalize("NFD", data.decode("utf-8", "replace")).encode()


def in_one_line(data: bytes, chance: random.Random) -> bytes:
    """Leave all line ends out."""
    return data.replace(b"\n", b" ")


Mutation = Callable[[bytes, random.Random], bytes]
KINDS: tuple[Mutation, ...] = (
    truncated, shuffled, flipped, doubled, in_capitals, without_marks, decomposed, in_one_line,
)  # fmt: skip


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_a_file_is_parsed(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    assert document is not None and document.text


@pytest.mark.parametrize("mutation", KINDS, ids=lambda kind: kind.__name__)
def test_a_damaged_file_is_parsed(mutation: Mutation) -> None:
    chance = random.Random(mutation.__name__)
    for _ in range(MUTATIONS // len(KINDS)):
        path = chance.choice(files())
        start = chance.randrange(1 + max(0, path.stat().st_size - LONGEST))
        read(mutation(path.read_bytes()[start : start + LONGEST], chance), path.name)


# --- time ---------------------------------------------------------------------------------------------

SIZE = int(os.environ.get("HOSTILE_SIZE", "10_000"))
GROWTH, FLOOR, RUNS = 3.0, 0.15, 3
"""A text of twice the size may take this many times as long; below the floor (seconds) nothing is judged."""
PART, POWER = 4, 3
"""What takes so little for a fourth that all stays below the floor, grew it with the third power, need not be run."""
HOSTILE = (
    *(
        "1",
        "1.",
        "1,",
        "1/",
        "1-",
        "/",
        "-",
        ".",
        ". ",
        " ",
        "\t",
        "\n",
        "a",
        "A",
        "Ă",
        "à",
        "“",
        '"',
        "(",
        "*",
        "**",
        "|",
    ),
    *(
        "_",
        "#",
        "số ",
        "Số: ",
        "1/A",
        "1/A-",
        "1 / A - ",
        "12/2020/",
        "ngày 1/",
        "ngày ",
        "UBND ",
        "UBND tỉnh ",
        "Ban ",
    ),
    *("Sở ", "phòng A ", "Luật A ", "Luật Aa aa, ", "Quyết định ", "Quyết định số ", "đồng chí ", "Đồng chí Aa Bb "),
    *("Phó Trưởng Ban, ", "A b ", "Ab-Cd ", "Đề án ", "Chương trình 135 ", "đề nghị ", "Giao a ", "yêu cầu thực hiện "),
    *(
        "trình ",
        "tham mưu ",
        "phối hợp với ",
        "và ",
        ", ",
        "I. ",
        "1.1.",
        "a) ",
        "Điều 1. ",
        "Nơi nhận: ",
        "KT. ",
        "Kính gửi: ",
    ),
    *("các sở: Nội vụ, ", "khoản 1, ", "trước ngày 1/1", "Quyết định này có hiệu lực, "),
)


def fastest(run: Callable[[], object], times: int) -> float:
    """Return the least time of several runs, of this process alone: what else the machine does only adds to it.

    As in `timeit`, garbage is not collected meanwhile: when that happens depends on all that other tests left behind.
    """
    taken = []
    gc.disable()
    try:
        for _ in range(times):
            start = process_time()
            run()
            taken.append(process_time() - start)
    finally:
        gc.enable()
    return min(taken)


def grows_too_fast(run: Callable[[str], object], piece: str) -> str | None:
    """Return what is wrong where twice the text takes far more than twice the time; a suspicion is tried again.

    What grows as it should from the shortest text to the longest does so between these.
    """
    part, short, long = (piece * (size // len(piece)) for size in (2 * SIZE // PART, SIZE, 2 * SIZE))
    least = fastest(partial(run, part), 1)
    if least * PART**POWER < FLOOR or fastest(partial(run, long), 1) <= GROWTH ** log2(PART) * least:
        return None
    for times in (1, RUNS, 3 * RUNS):
        after = fastest(partial(run, long), times)
        before = fastest(partial(run, short), times) if after >= FLOOR else after
        if after <= GROWTH * before:
            return None
    return f"{piece!r}: {before:.3f} s → {after:.3f} s ({after / before:.1f} times)"


def patterns(value: Any, name: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every compiled pattern of the vocabulary with its name."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, MappingProxyType | dict):
        for key, each in value.items():
            yield from patterns(each, f"{name}.{key}")
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from patterns(each, f"{name}[{getattr(each, 'id', '') or getattr(each, 'code', '') or place}]")
    else:
        for field in fields_of(value):
            yield from patterns(getattr(value, field), name if field == "regex" else f"{name}.{field}")


PATTERNS = (
    *patterns(vocab.load(), "vocab"),
    *patterns(tables.personal_data(), "personal_data"),
    *patterns(tables.secrecy_marks(), "secrecy_marks"),
)


def test_there_are_patterns_to_try() -> None:
    assert len(PATTERNS) > 100


def test_no_pattern_takes_more_than_linear_time() -> None:
    """Runs of blanks are left out: the paragraphs in which patterns are looked for have none."""
    told = []
    for name, pattern in PATTERNS:
        for piece in filter(str.strip, HOSTILE):
            slow = grows_too_fast(lambda text, p=pattern: [match.end() for match in p.finditer(text)], piece)  # type: ignore[misc]
            told += [f"{name}: {slow}"] if slow else []
    assert not told, "\n".join(told)


@pytest.mark.parametrize("piece", HOSTILE)
def test_parsing_takes_linear_time(piece: str) -> None:
    def run(text: str) -> object:
        return read(text.encode(), "thu.txt")

    slow = grows_too_fast(run, piece) or grows_too_fast(run, f"{piece}\n")
    assert not slow, slow


DECISION = (
    "UBND TỈNH LAM GIANG\nSố: 12/2024/QĐ-UBND\n\nLam Giang, ngày 3 tháng 2 năm 2024\n\nQUYẾT ĐỊNH\nĐiều 1. Hiệu lực\n"
)
PLAN = "KẾ HOẠCH\nPhòng, chống cháy rừng\nI. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Xây dựng kế hoạch; "
LIKE_PARTS = (
    (DECISION, "Quyết định số 5/2010/QĐ-UBND, "),
    (DECISION, "Quyết định số 5/2010/QĐ-UBND hết hiệu lực từ ngày 01/7/2025.\n"),
    (DECISION, "Điều 2. Quyết định số 5/2010/QĐ-UBND hết hiệu lực từ ngày 01/7/2025.\n"),
    (DECISION, "Theo Quyết định số 5/2010/QĐ-UBND đã hết hiệu lực thì "),
    (DECISION, "- Ông Nguyễn Văn An, Giám đốc Sở Y tế\n- Ông Nguyễn Văn An, Giám đốc Sở Nội vụ\n"),
    (DECISION, "Tiểu dự án 1 của Dự án 5 và Tiểu dự án 2\n"),
    (PLAN, "hằng năm báo cáo kết quả; "),
    (PLAN, "hằng năm rà soát danh mục; hướng dẫn các trạm; "),
    (PLAN, "phối hợp với các sở, ngành liên quan; các sở, ngành liên quan; "),
)


@pytest.mark.parametrize(("head", "piece"), LIKE_PARTS)
def test_a_paper_of_many_like_parts_takes_linear_time(head: str, piece: str) -> None:
    """What is told of a part may look at others: not at all of them for each."""

    def run(text: str) -> object:
        return link([parsed(head + text)], Registry(), vocab.load(), Portal(), {})

    slow = grows_too_fast(run, piece)
    assert not slow, slow

"""The checker's script reads a number as the parser does: 5,000 citations of its forms, right and damaged, by both."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from typing import Any

import pytest

from generator import vocab
from generator.parse.citations import find_citations
from generator.publish.shards import symbols
from generator.vocab import Vocab
from generator.vocab.scripted import scripted
from tests.support.factories import document
from tests.support.places import ROOT

COUNT = 5000
SENTENCES = 5400
"""Some of the damaged numbers are none any more, for either reader."""
SEED = 17
CASES = [
    (r"(?P<year>\d{4})", r"(?<year>\p{Nd}{4})"),
    (r"a\ b\-c[\d\-/]", r"a b-c[\p{Nd}\-/]"),
    (r"(?i:về|x.)y", r"(?:[vV][ềỀ]|[xX][^\n])y"),
    (r"(?<!\w)a$", r"(?<![\p{L}\p{N}_])a(?=\n?$)"),
]
"""A pattern of the tables, and the same for a script."""


@pytest.mark.parametrize(("pattern", "wanted"), CASES)
def test_a_pattern_means_the_same_in_a_script(pattern: str, wanted: str) -> None:
    assert scripted(pattern) == wanted


def test_a_pattern_without_a_counterpart_is_told() -> None:
    with pytest.raises(ValueError, match="counterpart"):
        scripted(r"\A1")


def test_both_readers_agree_on_many_citations() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not here: the script's reader is not compared with the parser")
    words = vocab.load()
    text = "\n".join(citations(words))
    said = json.dumps({"table": symbols.table(words), "text": text})
    run = subprocess.run(
        [node, ROOT / "tests/js/cited.mjs"], input=said, capture_output=True, text=True, check=True, timeout=120
    )
    ours = parsed(text, words)
    theirs = json.loads(run.stdout)
    differing = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    assert differing[:5] == []
    assert len(theirs) == len(ours) >= COUNT


def parsed(text: str, words: Vocab) -> list[list[Any]]:
    """Return the numbers of a text as the parser finds them, a row of each."""
    found = []
    for each in find_citations(document(text), words).citations:
        number, issuer = each.number, each.issuer.of(text) if each.issuer else ""
        if number is not None:
            own = [number.key, number.raw, number.damaged, number.type_code, list(number.issuer_codes)]
            found.append([*own, each.type, str(each.date or ""), issuer])
    return found


def citations(words: Vocab) -> list[str]:
    """Return sentences of one citation each, always the same ones."""
    chance = random.Random(SEED)
    types = [each for each in words.types if not each.untyped]
    bodies = [re.sub(r"\d.*", "", each.code) + ("15" if each.regex else "") for each in words.codes.values()]
    return [_sentence(chance, types, bodies) for _ in range(SENTENCES)]


def _sentence(chance: random.Random, types: list[Any], bodies: list[str]) -> str:
    kind = chance.choice(types)
    codes = [*kind.codes, *kind.misspelt] or ["QĐ"]
    serial = f"{chance.choice(('', '0'))}{chance.randint(1, 4999)}{chance.choice(('', '', '', 'a', 'b'))}"
    groups = [chance.choice(codes), *chance.sample(bodies, chance.choice((1, 1, 1, 2)))]
    if chance.random() < 0.2:
        groups = [chance.choice(bodies), chance.choice(("NC", "KTTH", "CSDT", "XDCQ&CTTN", "VX1"))]
    form = chance.random()
    if form < 0.15:
        number = f"{serial}-{groups[0]}/{'-'.join(groups[1:])}"
    elif form < 0.4:
        number = f"{serial}/{chance.randint(1995, 2025)}/{'-'.join(groups)}"
    else:
        number = f"{serial}/{'-'.join(groups)}"
    named = (f"{kind.name.capitalize()} số ", f"{kind.name} ")
    before = chance.choice((*named, "Văn bản số: ", "số ", "(", "và ", "Số hiệu "))
    return f"Căn cứ {before}{_damaged(chance, number)}{_after(chance)}."


def _damaged(chance: random.Random, number: str) -> str:
    """The number as hurried people and machines write it."""
    harm = chance.random()
    if harm < 0.05:
        return number.replace("-", " - ", 1)
    if harm < 0.1:
        return number.replace("/", " / ", 1)
    if harm < 0.15:
        return number.replace("-", "", 1)
    if harm < 0.2:
        return number.replace("-", " ", 1)
    if harm < 0.25:
        return number.replace("0", "O").replace("1", "l")
    return number.upper() if harm < 0.3 else number


def _after(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 31), chance.randint(1, 12), chance.randint(1995, 2025)
    date = chance.choice(
        (
            f" ngày {day}/{month}/{year}",
            f" ngày {day:02d} tháng {month} năm {year}",
            f", ngày {day:02d}.{month:02d}.{year}",
            f" 4 ngày {day}-{month}-{year}",
            f" (ngày {day}/{month}/{year})",
            f" năm {year}",
            "",
        )
    )
    issuers = ("", "", " của UBND tỉnh về việc thử", " của Thủ tướng Chính phủ", ", do Bộ Nội vụ, Sở Y tế ban hành")
    return date + chance.choice(issuers)

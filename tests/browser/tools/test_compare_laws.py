"""Papers compared word by word: as a reader would mark them, and by laws that hold for any two papers."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.browser.tools.compared import Pair, compared, moves, pairs, score

FLOOR = 0.98
FEWEST = 1
"""Pairs that may be marked otherwise than a reader does: a row of a table of which one number alone is left."""
SEED = 1729
COUNT = 400
"""Pairs of papers made at random."""
SECONDS = 1.0
WORDS = [
    "tỉnh",
    "huyện",
    "xã",
    "thôn",
    "sở",
    "phòng",
    "ban",
    "giao",
    "nhận",
    "hoà",
    "hòa",
    "thuỷ",
    "thủy",
    "2021",
    "15",
    "1.250,5",
    "và",
    "của",
    "theo",
    "được,",
    "không;",
    "Điều",
    "khoản",
]
TOKEN = re.compile(r"\w+(?:(?<=\d)[.,](?=\d)\w+)*|[^\w\s]")
TWICE = {"hoa": "\u0300", "thuy": "\u0309"}
"""Words of ours that are written in two ways, with their tone."""


def tokens(text: str) -> list[str]:
    """Return words and signs as they are compared: a tone stands at the end, wherever it was put."""
    return [_spelt(each) for each in TOKEN.findall(text)]


def _spelt(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return next((bare for bare, tone in TWICE.items() if apart.replace(tone, "") == bare), word)


def paragraph(chance: random.Random) -> str:
    """Return a paragraph, most often short; now and then one that others have too."""
    if chance.random() < 0.2:
        return chance.choice(["Điều 1.", "-----", "x", "Nơi nhận:", "I"])
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 40)))


def swapped(chance: random.Random, paper: list[str]) -> None:
    """Move a paragraph."""
    paper.insert(chance.randrange(len(paper)), paper.pop(chance.randrange(len(paper))))


def cut(chance: random.Random, paper: list[str]) -> None:
    """Make two paragraphs of one."""
    at = chance.randrange(len(paper))
    words = paper[at].split()
    middle = chance.randint(0, len(words))
    paper[at : at + 1] = [each for each in (" ".join(words[:middle]), " ".join(words[middle:])) if each]


def joined(chance: random.Random, paper: list[str]) -> None:
    """Make one paragraph of two."""
    at = chance.randrange(len(paper))
    paper[at : at + 2] = [" ".join(paper[at : at + 2])]


def edited(chance: random.Random, paper: list[str]) -> None:
    """Change words of a paragraph."""
    at = chance.randrange(len(paper))
    words = paper[at].split()
    place = chance.randint(0, len(words))
    words[place : place + chance.randint(0, 3)] = [chance.choice(WORDS) for _ in range(chance.randint(0, 3))]
    paper[at] = " ".join(words) or "x"


def lost(chance: random.Random, paper: list[str]) -> None:
    """Leave out a paragraph."""
    if len(paper) > 1:
        paper.pop(chance.randrange(len(paper)))


def added(chance: random.Random, paper: list[str]) -> None:
    """Put in a paragraph."""
    paper.insert(chance.randint(0, len(paper)), paragraph(chance))


EDITS: Sequence[Callable[[random.Random, list[str]], None]] = (
    swapped,
    cut,
    joined,
    edited,
    edited,
    edited,
    lost,
    added,
)


def made(count: int) -> list[Pair]:
    """Return papers with what became of them, always the same ones."""
    chance = random.Random(SEED)
    found: list[Pair] = [([], []), ([], ["x"]), (["x", "x"], ["x"])]
    for _ in range(count):
        before = [paragraph(chance) for _ in range(chance.randint(1, 20))]
        after = before[:]
        for _ in range(chance.randint(0, 12)):
            chance.choice(EDITS)(chance, after)
        found.append((before, after))
    return found


@pytest.fixture(scope="module")
def many() -> list[tuple[Pair, dict[str, Any]]]:
    """Pairs of papers with what is said of them."""
    texts = made(COUNT)
    return list(zip(texts, compared(texts), strict=True))


def test_words_are_marked_as_a_reader_marks_them() -> None:
    golds = pairs()
    results = compared([each.texts for each in golds])
    reached, told = score(golds, results)
    assert len(golds) >= 20
    assert reached >= FLOOR, told
    assert len(told) <= FEWEST, told
    assert [moves(each["rows"]) for each in results] == [each.moved for each in golds]
    assert not any(each["rough"] for each in results)


def test_every_paragraph_is_told_once_and_in_order(many: list[tuple[Pair, dict[str, Any]]]) -> None:
    for (before, after), result in many:
        rows = result["rows"]
        assert [at for row in rows if row["kind"] != "moved" for at in row["a"]] == list(range(len(before)))
        assert [at for row in rows for at in row["b"]] == list(range(len(after)))
        for row in rows:
            assert row["textA"] == "\n".join(before[at] for at in row["a"])
            assert row["textB"] == "\n".join(after[at] for at in row["b"])


def test_the_changes_of_one_paper_give_the_other(many: list[tuple[Pair, dict[str, Any]]]) -> None:
    for (_, after), result in many:
        rebuilt: list[str] = []
        for row in result["rows"]:
            if row["kind"] == "inserted":
                rebuilt += tokens(row["textB"])
            for part in row["runs"]:
                side, text = ("a", row["textA"]) if part["same"] else ("b", row["textB"])
                rebuilt += tokens(text[slice(*part[side])])
        assert rebuilt == tokens("\n".join(after))


def test_what_is_left_out_and_what_stays_is_the_first_paper(many: list[tuple[Pair, dict[str, Any]]]) -> None:
    for _, result in many:
        for row in result["rows"]:
            if row["kind"] in ("changed", "moved"):
                told = [token for part in row["runs"] for token in tokens(row["textA"][slice(*part["a"])])]
                assert told == tokens(row["textA"])


def test_a_paper_differs_in_nothing_from_itself() -> None:
    texts = [(before, before[:]) for before, _ in made(60)]
    for (before, _), result in zip(texts, compared(texts), strict=True):
        assert {name: count for name, count in result["counts"].items() if count} == (
            {"same": len(before)} if before else {}
        )


def test_the_other_way_round_the_marks_are_mirrored(many: list[tuple[Pair, dict[str, Any]]]) -> None:
    turned = compared([(after, before) for (before, after), _ in many])
    names = {"inserted": "deleted", "deleted": "inserted", "wordsIn": "wordsOut", "wordsOut": "wordsIn"}
    for (_, one), other in zip(many, turned, strict=True):
        assert {names.get(name, name): count for name, count in one["counts"].items()} == other["counts"]
        assert marks(one, "a", "b") == marks(other, "b", "a")


def marks(result: dict[str, Any], first: str, second: str) -> list[Any]:
    """Return which paragraphs belong together and what of them differs, told from one side."""
    rows = (row for row in result["rows"] if row["kind"] in ("changed", "moved", "same"))
    return sorted(
        [row["kind"], row[first], row[second], [[part["same"], part[first], part[second]] for part in row["runs"]]]
        for row in rows
    )


def test_long_papers_take_less_than_a_second_and_what_was_not_compared_is_told() -> None:
    chance = random.Random(SEED)
    words = [
        first + last for first in "bcdghklmnpqrstvx" for last in re.findall("..", "anoiuyapetimongauocenatiuouepic")
    ]

    def lines(count: int, length: int) -> list[str]:
        return [" ".join(chance.choice(words) for _ in range(length)) for _ in range(count)]

    long = lines(2000, 60)
    changed = [re.sub(r"^\w+ ", "khác ", each) if place % 3 else each for place, each in enumerate(long)]
    changed[100:110], changed[1500:1500] = [], changed[100:110]
    same = ["một dòng giống nhau"] * 2000
    papers = [(long, changed), (long, lines(2000, 60)), (lines(1, 4000), lines(1, 4000)), (same, same[1:])]
    edited, other, giant, twins = compared(papers)
    assert [each["rough"] for each in (edited, other, giant, twins)] == [False, True, True, False]
    assert (edited["counts"]["moved"], edited["counts"]["changed"]) == (10, 1326)
    assert (twins["counts"]["deleted"], twins["counts"]["same"]) == (1, 1999)
    # What else the machine does only adds to what a comparison takes: the quicker of two runs is nearer to it.
    took = [
        min(one["took"], again["took"])
        for one, again in zip((edited, other, giant, twins), compared(papers), strict=True)
    ]
    assert max(took) < SECONDS

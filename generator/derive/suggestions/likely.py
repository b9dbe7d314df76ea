"""Số hiệu có thể là văn bản trong kho: numbers only cited, and the held papers that may be meant.

A number is written wrongly in few ways: another symbol, another year, one figure. Each guess says what is the same and
what is not. Nothing is linked by it: the archivist takes it over, or it stays a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from generator.derive.catalog import Catalog, issued
from generator.derive.suggestions.suggestion import filled, papers, passages, slug
from generator.model import Record, Registry, Suggestion, Work
from generator.model.frozen import Frozen
from generator.text.fold import fold_words
from generator.vocab import Vocab

FILE = "registry/decisions.yml"
MOST = 3
"""Held papers that are offered for one number."""
_NEAR, _FAR = 0.8, 0.4
"""How like two titles are that may be one, and how unlike those that are not."""
_CROWD = 3
"""Papers of one body, kind and day, of which nobody can tell which is meant."""
_OPENING = 3
"""Words with which two like titles both begin."""
_PARTS = re.compile(r"0*(\d+)([a-zđ]?)(?:/|-)(?:(?:19|20)\d\d/)?(.+)", re.IGNORECASE)
Place = tuple[str, ...]


class _Number(Frozen):
    """A work with what tells numbers apart."""

    work: Work
    serial: str
    symbol: str
    title: tuple[str, ...]

    @property
    def day(self) -> str:
        """Its whole day, empty where that is not known."""
        return self.work.date if self.work.date and len(self.work.date) == 10 else ""


def suggested(found: Catalog, registry: Registry, vocab: Vocab) -> Iterator[Suggestion]:
    """Yield for each number that is only cited an entry for each held paper that may be meant."""
    held = [(found.records[paper], _number(found.works[work])) for work, paper in found.papers.items()]
    places = _places((number, record) for record, number in held if number)
    stated = {(fold_words(each.number), slug(each.id)) for each in registry.works}
    for work in found.works.values():
        cited = _number(work)
        known = not stated.isdisjoint((fold_words(work.key or ""), each) for each in ("", slug(work.id)))
        if cited and not work.held_as and not known:
            guesses = sorted(_guesses(found, cited, places), key=lambda each: (-len(each[2]), each[0].id))
            yield from (_is(found, cited, each, len(guesses)) for each in guesses[:MOST])


def _number(work: Work) -> _Number | None:
    parts = _PARTS.fullmatch(work.key or "")
    if parts is None:
        return None
    return _Number(work, f"{parts[1]}{parts[2].lower()}", parts[3], tuple(fold_words(work.title or "").split()))


def _places(held: Iterable[tuple[_Number, Record]]) -> Mapping[Place, list[tuple[_Number, Record]]]:
    """The held papers by each of the things of which a guess shares one."""
    found: dict[Place, list[tuple[_Number, Record]]] = defaultdict(list)
    for number, record in held:
        for place in _keys(number):
            found[place].append((number, record))
    return found


def _keys(number: _Number) -> Iterator[Place]:
    work, opening = number.work, " ".join(number.title[:_OPENING])
    yield "number", number.serial, number.symbol
    if number.day:
        yield "serial", number.serial, number.day
        yield "symbol", number.symbol, number.day
        yield "body", work.issuer or "", work.type or "", number.day
    if opening:
        yield "title", work.issuer or "", work.type or "", opening


_Guess = tuple[Record, _Number, tuple[str, ...]]


def _guesses(
    found: Catalog, cited: _Number, places: Mapping[Place, Sequence[tuple[_Number, Record]]]
) -> Iterator[_Guess]:
    """Yield the held papers that may be meant, each with what is the same and what is not."""
    seen: set[str] = set()
    for key in _keys(cited):
        for number, record in places.get(key, ()):
            if record.id in seen or (key[0] == "body" and len(places[key]) > _CROWD):
                continue
            seen.add(record.id)
            reasons = _reasons(cited, number)
            if reasons and _may_be(found, cited, number, record):
                yield record, number, reasons


def _may_be(found: Catalog, cited: _Number, number: _Number, record: Record) -> bool:
    """No paper cites a later one, and one that cites both numbers means two papers."""
    citing = found.citing.get(cited.work.id, ())
    days = [issued(found.records[each]) for each in citing]
    if not citing or any(day and number.day > f"{day}~" for day in days):
        return False
    return record.id not in citing and set(citing).isdisjoint(found.citing.get(number.work.id, ()))


def _reasons(cited: _Number, held: _Number) -> tuple[str, ...]:
    """Return why the one may be the other, in words, or nothing."""
    near = _likeness(cited, held)
    serial, symbol = cited.serial == held.serial, cited.symbol == held.symbol
    day = cited.day != "" and cited.day == held.day
    body = cited.work.issuer is not None and cited.work.issuer == held.work.issuer
    kind = cited.work.type is not None and cited.work.type == held.work.type
    slip = _is_slip(cited.serial, held.serial)
    season = cited.day[4:] == held.day[4:] != "" and not day
    alike, told_apart = near >= _NEAR, 0 <= near < _FAR
    same_time = day or not cited.work.date or (cited.work.date[:4] == (held.work.date or "")[:4])
    may_be = (
        (serial and day)
        or (serial and symbol and (season or (body and alike)))
        or (slip and symbol and day and (alike or not _is_next(cited.serial, held.serial)))
        or (body and kind and day and (alike or near < 0))
        or (body and kind and alike and same_time)
    )
    if not may_be or told_apart:
        return ()
    said = (
        (serial, "cùng số thứ tự"),
        (slip, "số chỉ khác một chữ, có thể gõ nhầm"),
        (symbol, "cùng ký hiệu"),
        (body, "cùng cơ quan"),
        (kind, "cùng loại"),
        (day, "cùng ngày"),
        (season, "cùng ngày và tháng, khác năm"),
        (alike, "trích yếu gần giống"),
        (not symbol, f"khác ký hiệu: {held.symbol}"),
        (not serial and not slip, "khác số thứ tự"),
        (not day and not season and bool(cited.day and held.day), "khác ngày"),
    )
    return tuple(words for holds, words in said if holds)


def _likeness(one: _Number, other: _Number) -> float:
    """How like two titles are, below zero where one is not known; figures must be the same."""
    if not one.title or not other.title:
        return -1.0
    figures = [[word for word in each.title if word.isdigit()] for each in (one, other)]
    if figures[0] != figures[1]:
        return min(_FAR, _NEAR / 2)
    short, long = sorted((one.title, other.title), key=len)
    return max(SequenceMatcher(None, short, cut, autojunk=False).ratio() for cut in (long, long[: len(short)]))


def _is_slip(one: str, other: str) -> bool:
    """Whether two numbers of two figures or more differ by one of them, or by two that changed places."""
    if len(one) < 2 or len(other) < 2 or one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return len(short) > 2 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] + one[wrong[1]] == other[wrong[1]] + other[wrong[0]]
    )
    return len(wrong) == 1 or swapped


def _is_next(one: str, other: str) -> bool:
    """Whether one number follows the other: a body gives several on a day."""
    return one.isdigit() and other.isdigit() and abs(int(one) - int(other)) == 1


def _is(found: Catalog, cited: _Number, guess: _Guess, count: int) -> Suggestion:
    record, held, reasons = guess
    work, file = cited.work, record.document.source.path.removeprefix("documents/")
    several = len(found.by_key.get(work.key or "", ())) > 1
    citing = len(papers(found, work.id))
    choice = f" Còn {count - 1} văn bản khác cũng có thể là số này: chỉ chọn một." if count > 1 else ""
    return Suggestion(
        FILE,
        filled((("number", work.key), ("id", slug(work.id) if several else ""), ("file", file))),
        f"{work.name} ({citing} văn bản viện dẫn) có thể là {held.work.name}: {', '.join(reasons)}.{choice}",
        f"Mọi chỗ viện dẫn {work.key} này dẫn tới {held.work.name}; trang riêng của số ấy không còn.",
        citing,
        passages(found, work.id),
        ((work.id, held.work.id),),
        reasons=reasons,
    )

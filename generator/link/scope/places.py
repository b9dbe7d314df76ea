"""Places (địa danh): which province a name means, directly or by its district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from generator.model.frozen import Frozen
from generator.text.fold import fold_words
from generator.vocab import Vocab
from generator.vocab.entries import Pattern


class Place(Frozen, cache_hash=True):
    """A province: `name` without its level, `level` (`tỉnh` or `thành phố`)."""

    name: str
    level: str

    @property
    def full(self) -> str:
        """The name with its level: `tỉnh Lam Giang`."""
        return f"{self.level} {self.name}"


class Gazetteer(Frozen):
    """Provinces by folded name and alias, and the provinces in which a district of a name lies."""

    provinces: Mapping[str, Place]
    districts: Mapping[tuple[str, str], frozenset[str]]
    longest: int
    level: Pattern
    """The level that may stand before a province's name."""

    def province(self, name: str) -> Place | None:
        """Return the province of that name, without or with its level."""
        return self.provinces.get(fold_words(self.level.sub("", name, count=1)))


@cache
def gazetteer(vocab: Vocab) -> Gazetteer:
    """Return the lookup tables of the vocabulary's provinces, made once."""
    provinces: dict[str, Place] = {}
    districts: dict[tuple[str, str], set[str]] = {}
    for row in vocab.provinces:
        place = Place(row.name, row.level)
        for name in (row.name, *row.aliases):
            provinces.setdefault(fold_words(name), place)
        if before := row.before:
            earlier = Place(before.name, before.level)
            provinces.update((fold_words(name), earlier) for name in (before.name, *before.aliases))
        for kind, names in row.districts.items():
            for name in names:
                districts.setdefault((kind, fold_words(name)), set()).add(row.name)
    level = vocab.cues["place.of_province"]
    return Gazetteer(provinces, {k: frozenset(v) for k, v in districts.items()}, 4, level)


@lru_cache(maxsize=1024)
def as_of(place: Place, year: str, vocab: Vocab) -> Place:
    """Return a province as it was called in a year, as itself where its name changed within that year."""
    row = next((row for row in vocab.provinces if row.name == place.name and row.level == place.level), None)
    if row is None or row.before is None or not year or year > row.before.until[:4]:
        return place
    return Place(row.before.name, row.before.level) if row.before.until.endswith("-12-31") else place


def unknown_province(name: str) -> Place:
    """Return the province of a name that no table knows.

    Its first two syllables, as nearly all names have.
    """
    words = " ".join(name.split(" ")[:2])
    return Place(words.title() if words.isupper() else words, "tỉnh")


def provinces_named(text: str, vocab: Vocab) -> Counter[Place]:
    """Return how often each province is named with its level: `tỉnh Quảng Ngãi`, `thành phố Cần Thơ`.

    After `tỉnh` any proper name counts, so that a province that no table knows is found too.
    """
    known, found = gazetteer(vocab), Counter[Place]()
    for match in vocab.cues["place.of_province"].finditer(text):
        seat = vocab.cues["place.party_seat"].match(text, match.start())
        proper = vocab.proper.match(text, seat.end() if seat else match.end())
        if not proper or (not seat and vocab.cues["place.not_province"].match(text, match.end())):
            continue
        place = _longest(proper[0], known)
        if place is None and (seat or (match["level"].lower() == "tỉnh" and " " in proper[0])):
            place = unknown_province(proper[0])
        if place is not None:
            found[place] += 1
    return found


def _longest(name: str, known: Gazetteer) -> Place | None:
    """The province that the most syllables of a name from its beginning are."""
    words = name.split(" ")
    places = (known.province(" ".join(words[:n])) for n in range(min(len(words), 6), 0, -1))
    return next((place for place in places if place is not None), None)


def province_of_districts(text: str, vocab: Vocab) -> Place | None:
    """Return the one province in which all deciding districts lie, None where none or several."""
    known, votes = gazetteer(vocab), Counter[str]()
    for match in vocab.cues["place.of_district"].finditer(text):
        proper = vocab.proper.match(text, match.end())
        if proper is None:
            continue
        level = vocab.level(match["level"])
        owners = _owners(proper[0].split(" "), level.name if level else "", known)
        if len(owners) == 1:
            votes[next(iter(owners))] += 1
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return known.province(best[0][0])


def _owners(words: Iterable[str], kind: str, known: Gazetteer) -> frozenset[str]:
    names = list(words)
    for n in range(min(len(names), known.longest), 0, -1):
        owners = known.districts.get((kind, fold_words(" ".join(names[:n]))))
        if owners:
            return owners
    return frozenset()

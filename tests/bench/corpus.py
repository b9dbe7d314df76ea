"""A corpus of invented Vietnamese documents, as large as wanted, of which the truth is known.

    python tests/bench/corpus.py --documents 7000 --seed 1 --out DIR

The same number and seed give the same bytes; a larger corpus begins with the smaller one.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import product
from math import exp
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import yaml

WORDS = Path(__file__).with_suffix(".yml")
FIRST, LAST = date(2015, 1, 5), date(2026, 6, 30)
NEW_NATIONAL, NEW_OUTSIDE, NEW_POLICY = 0.03, 0.08, 0.1  # how often a draw is something new
LOCAL = {"district": 9, "commune": 36}  # how many a province has
LETTERS, ROMAN = "abcdđeghiklmnopqrstuvxy", ("I", "II", "III", "IV")
T = TypeVar("T")
Rules = Mapping[str, Sequence[Sequence["str | Callable[[Scene], str]"]]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the corpus (văn bản) and what is true of it; `issued` is ISO, `number` the key."""

    path: str
    text: str
    type: str
    number: str
    issued: str
    issuer: str
    title: str
    signer: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a province (cơ quan); `short` is its name inside the province, `seat` where it dates its papers."""

    kind: str
    province: str
    name: str
    short: str
    seat: str
    lines: tuple[str, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """What can be cited; `body` is None for what a national body made."""

    type: str
    number: str
    day: date
    issuer: str
    about: str
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Province:
    """A province, and what was made of it so far: held here, cited only, programmes."""

    name: str
    bodies: tuple[Body, ...]
    communes: tuple[str, ...]
    held: list[Work] = field(default_factory=list)
    outside: list[Work] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class World:
    """All that one corpus is drawn from; the lists grow while documents are made. `rules` are by topic and type."""

    words: Mapping[str, Any]
    rules: Mapping[tuple[str, str], Rules]
    provinces: tuple[Province, ...]
    national: list[Work]
    numbers: set[tuple[str, int, str]] = field(default_factory=set)
    officers: dict[tuple[str, int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """One document in the making: `facts` fill slots as they are, `size` is about how many paragraphs it gets."""

    world: World
    random: Random
    province: Province
    bodies: tuple[Body, ...]
    body: Body
    type: Mapping[str, Any]
    day: date
    rules: Rules
    size: int
    facts: dict[str, str] = field(default_factory=dict)
    cited: list[Work] = field(default_factory=list)


def pick(random: Random, items: Sequence[T], power: float = 1.0) -> T:
    """Return one of the items; with a power above 1 the first ones come far more often."""
    return items[int(random.random() ** power * len(items))]


def say(scene: Scene, rule: str) -> str:
    """Return a sentence, a phrase or a word by a rule, its slots filled."""
    parts = pick(scene.random, scene.rules[rule])
    return "".join([part if isinstance(part, str) else part(scene) for part in parts])


@cache
def _parts(text: str) -> tuple[str | Callable[[Scene], str], ...]:
    pieces = enumerate(re.split(r"<(\w+)>", text))
    return tuple(_filler(piece) if place % 2 else piece for place, piece in pieces)


def _filler(slot: str) -> Callable[[Scene], str]:
    name = slot if slot.isupper() else slot.lower()
    fill = FILLERS.get(name) or (lambda scene: scene.facts[name] if name in scene.facts else say(scene, name))
    return fill if name == slot else lambda scene: _capital(fill(scene))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _slashed(day: date) -> str:
    return f"{day.day:02d}/{day.month:0{2 if day.month < 3 else 1}d}/{day.year}"


def _spelt(day: date) -> str:
    return "ngày {} tháng {} năm {}".format(*_slashed(day).split("/"))


def _past(scene: Scene, days: int) -> date:
    day = scene.day - timedelta(int(scene.random.random() ** 2 * days) + 2)
    return day - timedelta(max(0, day.weekday() - 4))


def _place(scene: Scene) -> str:
    district = pick(scene.random, scene.bodies, 1.8) if scene.random.random() < 0.8 else scene.body
    return district.short[5:] if district.kind == "district" else f"xã {pick(scene.random, scene.province.communes, 3)}"


def _officer(scene: Scene, body: Body, rank: int) -> str:
    rank = min(rank, body.fields["deputies"])
    head = body.fields["head"].removesuffix(" Ban" if body.short.startswith("Ban") else "!")
    return f"{_person(scene, body, rank)}, {'Phó ' if rank else ''}{head} {body.short}"


def _person(scene: Scene, body: Body, rank: int) -> str:
    random, people, held = scene.random, scene.world.words["people"], scene.world.officers
    key, *near = ((body.name, rank, (scene.day.year - 2016) // 5 + step) for step in (0, -1, 1))
    if key not in held:
        sets = ("highland", "highland_given") if random.random() < 0.15 else ("family", "middle", "given")
        known = [held[term] for term in near if term in held and random.random() < 0.85]
        held[key] = known[0] if known else " ".join(pick(random, people[each]) for each in sets)
    return held[key]


def _former(scene: Scene) -> str:
    own = [each for each in scene.province.held[-300:] if each.body is scene.body and each.day < scene.day]
    works = [work for work in own if work.type.lower() == scene.type["name"]]
    return f" và thay thế {works[-1].type} số {works[-1].number} ngày {_slashed(works[-1].day)}" if works else ""


FILLERS: Mapping[str, Callable[[Scene], str]] = {
    "before": lambda scene: _slashed(_past(scene, 25)),
    "after": lambda scene: _slashed(scene.day + timedelta(int(scene.random.random() ** 2 * 400) + 10)),
    "count": lambda scene: f"{int(scene.random.random() ** 2 * 60) + 2:02d}",
    "many": lambda scene: f"{int(exp(scene.random.random() * 6 + 2.5)):,}".replace(",", "."),
    "decimal": lambda scene: f"{scene.random.random() * 98 + 1:.1f}".replace(".", ","),
    "place": _place,
    "body_name": lambda scene: pick(scene.random, scene.bodies, 3).short,
    "officer": lambda scene: _officer(scene, pick(scene.random, scene.bodies, 6), int(scene.random.random() * 3)),
    "own_policy": lambda scene: _draw(scene, scene.province.policies, NEW_POLICY, 2, lambda: say(scene, "policy_name")),
    "cite": lambda scene: _reference(scene, "cite"),
    "fresh": lambda scene: _reference(scene, "fresh"),
    "ground": lambda scene: _reference(scene, "ground"),
    "former": _former,
    "body": lambda scene: "\n\n".join(_planned(scene, scene.type["name"], min(scene.size, scene.type["most"]))),
    "annex": lambda scene: "\n\n".join(_planned(scene, scene.type["annex"], scene.size)) if scene.size > 30 else "",
}


def _cited(scene: Scene) -> Work:
    chance = scene.random.random()
    away = chance > 0.97 and scene.body.kind not in LOCAL
    province = pick(scene.random, scene.world.provinces, 3) if away else scene.province
    work = _earlier(scene, province.held, 3 if chance > 0.62 else 1) if 0.45 < chance < 0.8 else None
    if work is None and chance > 0.45:
        work = _draw(scene, province.outside, NEW_OUTSIDE, 2, lambda: _make_outside(scene, province))
    if work is None or (province is not scene.province and work.body and work.body.kind in LOCAL):
        work = _draw(scene, scene.world.national, NEW_NATIONAL, 2.6, lambda: _make_national(scene))
    return work


def _draw(scene: Scene, known: list[T], new: float, power: float, make: Callable[[], T]) -> T:
    """Return something new now and then, else something known, the earlier known the likelier."""
    found = None if scene.random.random() < new else _earlier(scene, known, power)
    if found is None:
        known.append(found := make())
    return found


def _earlier(scene: Scene, known: list[T], power: float) -> T | None:
    tries = (pick(scene.random, known, power) for _ in range(40 if known else 0))
    return next((each for each in tries if not isinstance(each, Work) or each.day < scene.day), None)


def _make_national(scene: Scene) -> Work:
    (kind, symbol, issuer), day = pick(scene.random, scene.world.words["central"]), _past(scene, 1500)
    return Work(kind, _number(scene.world, issuer, f"/{symbol}", 2400, day), day, issuer, f"về {say(scene, 'work')}")


def _make_outside(scene: Scene, province: Province) -> Work:
    day = _past(scene, 1500)
    body = pick(scene.random, [body for body in province.bodies[:24] if _exists(body, day)], 2.5)
    kind = pick(scene.random, [each for each in scene.world.words["types"] if body.kind in each["by"]], 1.5)
    made = _symbol(scene, body, kind, pick(scene.random, body.fields["rooms"]), day)
    return Work(_capital(kind["name"]), made, day, body.short, f"về {say(scene, 'work')} năm {day.year}", body)


def _symbol(scene: Scene, body: Body, kind: Mapping[str, Any], room: str, day: date) -> str:
    code, own = kind["code"], body.fields["code"]
    symbol = f"-{code}/{own}" if body.kind.startswith("party") else f"/{code}-{own}" if code else f"/{own}-{room}"
    return _number(scene.world, body.name, symbol, kind["top"] // body.fields.get("share", 1), day)


def _number(world: World, series: str, symbol: str, top: int, day: date) -> str:
    """Return a number that nothing else of the series has; numbers about grow with the days of the year or term."""
    years = 1 if symbol[0] == "/" else 5
    serial = 1 + int((day.year % years + day.timetuple().tm_yday / 366) * top)
    while (key := (series, day.year // years, f"{serial:02d}{symbol}")) in world.numbers:
        serial += 1
    world.numbers.add(key)
    return key[2]


def _exists(body: Body, day: date) -> bool:
    return bool(body.fields.get("since", date.min) <= day <= body.fields.get("until", date.max))


def _reference(scene: Scene, style: str) -> str:
    """Return a citation: `cite` may repeat by number, `fresh` is new here, `ground` has title and date in full."""
    works = (_cited(scene) for _ in range(1 if style == "cite" else 6))
    work = next((each for each in works if each not in scene.cited or style == "cite"), None) or scene.cited[0]
    if work in scene.cited:
        return f"{work.type} số {work.number}"
    scene.cited.append(work)
    comma = "" if style == "ground" or "/" in work.number.split("-")[0] else ","
    day = _spelt(work.day) if style == "ground" else f"ngày {_slashed(work.day)}"
    issuer = work.body.name if work.body and work.body.province != scene.province.name else work.issuer
    titled = style == "ground" or (style == "fresh" and scene.random.random() < 0.3)
    return f"{work.type} số {work.number}{comma} {day} của {issuer}{' ' + work.about if titled else ''}"


def _paragraph(scene: Scene, kind: str) -> str:
    citing = scene.random.random() < min(0.4, 9 / scene.size)
    first = _capital(say(scene, f"{kind}_citing" if citing else kind))
    return f"{first} {_capital(say(scene, kind))}" if scene.random.random() < 0.35 else first


def _section(scene: Scene, kind: str, length: int) -> Iterator[str]:
    """Yield numbered paragraphs, or numbered heads with lettered ones; `units` are tasks under who is to do them."""
    mark = scene.facts["mark"]
    if length < 5 and kind != "units":
        labels = [f"{number}{mark}" for number in range(1, length + 1)] if length > 1 else [""]
        yield from (label + _paragraph(scene, kind) for label in labels)
        return
    rule, kind = ("unit", "task") if kind == "units" else ("work", kind)
    heads = dict.fromkeys(_capital(say(scene, rule)) for _ in range(max(2, length // 3)))
    for place, head in enumerate(heads, 1):
        yield f"{place}{mark}{head}"
        yield from (f"{letter}) {_paragraph(scene, kind)}" for letter in LETTERS[: max(1, length // len(heads))])


def _planned(scene: Scene, plan: str, size: int) -> Iterator[str]:
    """Yield the paragraphs of a plan: its lines, and under each as many paragraphs as its share of the size."""
    steps = [(*step, "", 0)[:3] for step in scene.world.words["plans"][plan]]
    shares = sum(share for _, _, share in steps)
    for line, kind, share in steps:
        yield say(scene, line)
        yield from _section(scene, kind, max(1, size * share // shares)) if share else ()


def _world(random: Random) -> World:
    words = yaml.load(WORDS.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    own = {line: [line] for plan in words["plans"].values() for line, *_ in plan}
    own["aside"] = [work for topic in words["topics"].values() for work in topic["work"]]
    by_type = ("head", "addressed", "title", "opening", "enactment", "closing")
    rules: dict[tuple[str, str], Rules] = {}
    for topic, kind in product(words["topics"], words["title"]):
        texts = own | words["rules"] | words["topics"][topic] | {rule: words[rule].get(kind, [""]) for rule in by_type}
        rules[topic, kind] = {rule: tuple(map(_parts, given)) for rule, given in texts.items()}
    most = len(words["provinces"])
    names = {kind: [" ".join(pair) for pair in product(*words[kind].values())] for kind in LOCAL}
    places = {kind: random.sample(names[kind], each * most) for kind, each in LOCAL.items()}
    provinces = tuple(_province(words, places, place) for place in range(most))
    return World(words, rules, provinces, [Work(*row) for row in words["national"]])


def _province(words: Mapping[str, Any], places: Mapping[str, Sequence[str]], place: int) -> Province:
    """Return a province; its districts and communes come up one by one among its bodies."""
    name = words["provinces"][place]
    local = {kind: places[kind][place * each : (place + 1) * each] for kind, each in LOCAL.items()}
    bodies: list[tuple[int, Body]] = []
    for rank, row in enumerate(words["bodies"]):
        tail = "" if row["kind"] in LOCAL else f" {name}" if row["name"].endswith("ủy") else f" tỉnh {name}"
        for at, seat in enumerate(local.get(row["kind"], [name])):
            short = row["name"].replace("<D>", seat)
            lines = tuple(line.replace("<P>", name.upper()).replace("<D>", seat.upper()) for line in row["lines"])
            body = Body(row["kind"], name, short.removesuffix(" tỉnh") + tail, short, seat, lines, row)
            bodies.append((9 + 5 * at if row["kind"] in LOCAL else rank, body))
    bodies.sort(key=lambda each: each[0])
    return Province(name, tuple(body for _, body in bodies), tuple(local["commune"]))


def _scene(world: World, random: Random, made: int) -> Scene:
    """Return the next document's frame: whose, of which type, when, on what, how long."""
    province = pick(random, world.provinces[: 1 + made // 200], 3)
    day = FIRST + timedelta(int(random.random() ** 0.7 * (LAST - FIRST).days))
    day -= timedelta(max(0, day.weekday() - 4))
    kind = random.choices(world.words["types"], [each["weight"] for each in world.words["types"]])[0]
    bodies = tuple(body for body in province.bodies[: 13 + made // 25] if _exists(body, day))
    maker, able = pick(random, kind["by"]), [each for each in bodies if each.kind in kind["by"]]
    body = pick(random, [each for each in able if each.kind == maker] or able, 1.4)
    topics = body.fields.get("topics") if random.random() < 0.8 else None
    rules = world.rules[pick(random, topics or tuple(world.words["topics"])), kind["name"]]
    size = min(130, max(2, int((exp(random.gauss(8.1, 0.8)) - 1100) / 165)))
    scene = Scene(world, random, province, tuple(b for b in bodies if b is not body), body, kind, day, rules, size)
    words, name, party = world.words, kind["name"], body.kind.startswith("party")
    year, term, head = day.year, 2016 + (day.year - 2016) // 5 * 5, body.fields["head"]
    keys = [key for key in (f"{name} {body.kind}", body.kind, head) if key in words["signs"]]
    rank = 0 if random.random() < 0.4 else int(random.random() * body.fields["deputies"] + 0.99)
    chair, room = _officer(scene, body, 1), pick(random, body.fields["rooms"])
    listed = [each for each in words["recipients"][body.kind] if "<P>" in each or random.random() < 0.8]
    archive = "Lưu Văn phòng Tỉnh ủy." if party else f"Lưu: VT, {room}."
    collective = body.lines[-1].startswith(("TỈNH", "HUYỆN", "XÃ"))
    scene.facts.update({
        "P": province.name, "year": str(year), "last_year": str(year - 1), "next_year": str(year + 1),
        "month": str(day.month), "quarter": ROMAN[(day.month - 1) // 3], "period": f"{term} - {term + 4}",
        "name": name, "NAME": name.upper(), "number": _symbol(scene, body, kind, room, day),
        "seat": body.seat, "spelt": _spelt(day), "left": body.lines[0], "right": body.lines[-1],
        "me": f"{body.short}, tỉnh {province.name}" if body.kind in LOCAL else body.short,
        "MAKER": (" ".join(body.lines) if collective else f"{head.removesuffix(' Ban')} {body.name}").upper(),
        "mark": "- " if party else ". ", "chair": chair, "title_of_chair": chair.split(", ", 1)[1],
        "recipients": "\n".join(f"- {each}" for each in (*listed, archive)).replace("<P>", province.name),
        "boss": words["boss"][body.kind].replace("<P>", province.name), "SIGN": words["signs"][keys[0]][min(1, rank)],
        "signer": _person(scene, body, rank + 10 * keys[0].startswith("thông báo")),
    })  # fmt: skip
    return scene


def documents(count: int, seed: int) -> Iterator[Paper]:
    """Yield the first documents of the corpus that a seed stands for."""
    random = Random(seed)
    world = _world(random)
    for made in range(count):
        scene = _scene(world, random, made)
        name, body, facts = scene.type["name"], scene.body, scene.facts
        facts["title"] = title = say(scene, "title")
        text = say(scene, "paper").rstrip() + "\n"
        about = ("về " if name == "công văn" else "") + title[:1].lower() + title[1:]
        scene.province.held.append(Work(_capital(name), facts["number"], scene.day, body.short, about, body))
        folded = unicodedata.normalize("NFD", f"{name} {facts['number']} {body.name}".lower().replace("đ", "d"))
        slug = re.sub(r"[^a-z0-9]+", "-", "".join(char for char in folded if not unicodedata.combining(char)))
        path, day = f"documents/{scene.day.year}/{slug}.txt", str(scene.day)
        yield Paper(path, text, name, facts["number"], day, body.name, title, facts["signer"])


def main() -> int:
    """Write a corpus as a content folder; always 0."""
    options = argparse.ArgumentParser(description="Write an invented corpus.")
    for name, kind in (("--documents", int), ("--seed", int), ("--out", Path)):
        options.add_argument(name, type=kind, required=True)
    given = options.parse_args()
    for paper in documents(given.documents, given.seed):
        (given.out / paper.path).parent.mkdir(parents=True, exist_ok=True)
        (given.out / paper.path).write_text(paper.text, "utf-8")
    (given.out / "portal.yml").write_text("name: Văn Khố (kho thử)\nhome_province: Lam Giang\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

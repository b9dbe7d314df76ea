"""The questions that a program may ask: functions from a site and arguments to passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from generator.answering import drafts
from generator.answering.published import Passage, Published
from generator.derive.deadlines import last_day
from generator.errors import ConfigurationError
from generator.model import APPENDIX, EntityKind, PartialDate
from generator.pages.frame import urls
from generator.text.fold import fold_words, words_of

MOST = 50
_USUAL = 10
_LINK = re.compile(r"(?:.*/)?van-ban/(?P<page>[\w-]+)\.(?:html|md)(?:#(?P<place>.+))?")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
Answer = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question: what it asks, in a sentence; its arguments as JSON Schema; what answers it."""

    description: str
    arguments: Mapping[str, Mapping[str, Any]]
    required: tuple[str, ...]
    answer: Callable[[Published, Mapping[str, Any]], Answer]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        properties = {name: dict(value) for name, value in self.arguments.items()}
        return {
            "type": "object",
            "properties": properties,
            "required": list(self.required),
            "additionalProperties": False,
        }


def told(site: Published, passage: Passage, **beside: Any) -> dict[str, Any]:
    """Return a passage as an answer gives it, with facts of the open data beside it."""
    row = site.documents[passage.document]
    link = site.permalink(passage.page, passage.place)
    number = {name: row[name] for name in ("number", "type", "title", "issued")}
    return {"permalink": link, "text": passage.text, "document": passage.document, **number, **beside}


# --- the questions -----------------------------------------------------------------------------


def search(site: Published, given: Mapping[str, Any]) -> Answer:
    """Return of each paper that has all words the passage with most of them, best first."""
    wanted = list(dict.fromkeys(filter(None, map(words_of, given["query"].split()))))
    found: list[tuple[int, int, str, str, int]] = []
    for key, lines in site.folded.items() if wanted else ():
        row = site.documents[key]
        head = words_of(f"{row['type'] or ''} {row['number'] or ''} {row['title'] or ''}")
        if not _has(" ".join((head, *lines)), wanted, all):
            continue
        counts = [sum(f" {word} " in f" {line} " for word in wanted) for line in lines]
        best = max(counts, default=0)
        in_head = sum(f" {word} " in f" {head} " for word in wanted)
        found.append((-in_head, -best, _backwards(row["issued"]), key, counts.index(best) if counts else 0))
    rows = islice(sorted(found), _limit(given))
    return [told(site, site.passage(key, site.documents[key]["text"].split("\n")[line])) for *_, key, line in rows]


def read(site: Published, given: Mapping[str, Any]) -> Answer:
    """Return the passage at an address and those after it; of a page alone, the paper from its beginning."""
    match = _LINK.fullmatch(given["permalink"])
    document = next((key for key in _papers_of(match["page"]) if key in site.documents), None) if match else None
    if match is None or document is None:
        raise ConfigurationError(f"«{given['permalink']}»: không có trang văn bản này.")
    passages, page = site.passages(document), f"{urls.DOCUMENTS}/{match['page']}.html"
    starts = [at for at, each in enumerate(passages) if each.page == page and _is_at(each, match["place"])]
    if match["place"] and not starts:
        raise ConfigurationError(f"«{given['permalink']}»: trang này không có đoạn ấy.")
    first = starts[0] if starts else len(passages)
    usual = 1 if match["place"] else _USUAL
    return [told(site, each) for each in passages[first : first + _limit(given, usual)]]


def cited_by(site: Published, given: Mapping[str, Any]) -> Answer:
    """Return the passages that cite a number or name an entity, newest paper first."""
    rows = [row for id_ in _meant(site, given["what"]) for row in site.mentions_of.get(id_, ())]
    rows.sort(key=lambda row: (_backwards(site.documents[row["document"]]["issued"]), row["document"], row["start"]))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if len(found) == _limit(given):
            break
        passage = site.passage(row["document"], _line_at(site, row))
        beside = {"surface": row["surface"], "relation": row.get("relation"), "entity": row["entity"]}
        found.setdefault((passage.document, passage.place or passage.text), told(site, passage, **beside))
    return list(found.values())


def tasks(site: Published, given: Mapping[str, Any]) -> Answer:
    """Return the passages that give tasks, of a body, up to a day; deadlines first, by their last day."""
    until = _until(given["until"]) if "until" in given else None
    of = frozenset(_meant(site, given["agency"])) if "agency" in given else None
    rows = []
    for row in site.tables["tasks"]:
        stated = (row["deadline"] or {}).get("date")
        day = _last(stated) if stated else date.max
        if (until and not (stated and day <= until)) or (
            of is not None and not of & {*row["assignees"], *row["partners"]}
        ):
            continue
        rows.append((not stated, day, row["document"], row["line"], row))
    ordered = islice(sorted(rows, key=lambda each: each[:4]), _limit(given))
    return [told(site, site.passage(row["document"], row["text"]), **_task(site, row)) for *_, row in ordered]


def check(site: Published, given: Mapping[str, Any]) -> Answer:
    """Return each number that a draft cites: held, cited or unknown, with passages that speak of it."""
    return [_with_passages(site, each) for each in drafts.citations(site, given["draft"])]


# --- what they share ---------------------------------------------------------------------------


def _until(written: str) -> date:
    try:
        if _DATE.fullmatch(written):
            return _last(written)
    except ValueError:  # no calendar has it
        pass
    raise ConfigurationError(f"«{written}» không phải ngày. Viết 2025-12-31, 2025-12 hoặc 2025.")


def _last(day: str) -> date:
    """The day with which a day, a month or a year ends."""
    return last_day(PartialDate(*map(int, day.split("-"))))


def _task(site: Published, row: Mapping[str, Any]) -> dict[str, Any]:
    names = {name: [site.entities[each]["name"] for each in row[name]] for name in ("assignees", "partners")}
    return {
        "task": row["text"],
        **names,
        "group": row["group"],
        "partner_group": row["partner_group"],
        "deadline": row["deadline"],
        "recurring": row["recurring"],
    }


def _with_passages(site: Published, cited: dict[str, Any]) -> dict[str, Any]:
    """A citation with the first passages of each work: its own title where it is held, else who cites it."""
    passages: list[dict[str, Any]] = []
    for work in cited["works"]:
        held = work["held_as"]
        if held and (title := site.documents[held]["title"]):
            passages.append(told(site, site.passage(held, title)))
        elif mentions := site.mentions_of.get(work["id"]):
            passages.append(told(site, site.passage(mentions[0]["document"], _line_at(site, mentions[0]))))
    return {**cited, "passages": passages}


def _line_at(site: Published, mention: Mapping[str, Any]) -> str:
    """The paragraph in which a mention stands."""
    text = site.documents[mention["document"]]["text"]
    end = text.find("\n", mention["end"])
    return str(text[text.rfind("\n", 0, mention["start"]) + 1 : end if end >= 0 else len(text)])


def _meant(site: Published, what: str) -> list[str]:
    """The ids of what is named: by id, by page, by number or by name; nothing known is an error."""
    bare = re.sub(r"\.(?:html|md)(?:#.*)?$", "", what.removeprefix(site.base))
    folded = fold_words(what)
    held = bare.removeprefix("van-ban/")
    found = [
        id_
        for id_, row in site.entities.items()
        if bare == id_
        or (row["kind"] == EntityKind.WORK and row["held_as"] and row["held_as"] == held)
        or (folded and folded in (fold_words(name) for name in (row["name"], row.get("key") or "", *row["aliases"])))
    ]
    if not found:
        raise ConfigurationError(f"«{what}»: kho không có số hiệu, cơ quan, chính sách hay người nào như vậy.")
    return found


def _papers_of(page: str) -> tuple[str, str]:
    """The papers of which a page may be: its own, and the one to which it is an appendix."""
    return page, re.sub(rf"-{APPENDIX}-\d+$", "", page)


def _is_at(passage: Passage, place: str | None) -> bool:
    """Whether a passage is at an anchor, if one is given: the lasting one, or its plain beginning."""
    return place is None or (passage.place == place or passage.place.rpartition("-")[0] == place)


def _has(text: str, words: Iterable[str], which: Callable[[Iterable[bool]], bool]) -> bool:
    padded = f" {text} "
    return which(f" {word} " in padded for word in words)


def _limit(given: Mapping[str, Any], usual: int = _USUAL) -> int:
    return max(1, min(int(given.get("limit", usual)), MOST))


def _backwards(day: str | None) -> str:
    """A day by which the newest comes first; none comes last."""
    return "".join(chr(ord("9") - int(each)) if each.isdigit() else each for each in day) if day else "~"


_TEXT = {"type": "string", "minLength": 1, "maxLength": 500}
_COUNT = {"type": "integer", "minimum": 1, "maximum": MOST, "description": "nhiều nhất bao nhiêu đoạn"}
QUESTIONS: Mapping[str, Question] = {
    "search": Question(
        "Tìm văn bản có đủ các từ; mỗi văn bản cho một đoạn kèm địa chỉ.",
        {"query": {**_TEXT, "description": "các từ, số hiệu"}, "limit": _COUNT},
        ("query",),
        search,
    ),
    "read": Question(
        "Đọc đoạn ở một địa chỉ (van-ban/….html#đoạn) và các đoạn sau nó; không ghi đoạn thì đọc từ đầu văn bản.",
        {"permalink": {**_TEXT, "description": "địa chỉ của đoạn hoặc của trang văn bản"}, "limit": _COUNT},
        ("permalink",),
        read,
    ),
    "cited_by": Question(
        "Các đoạn viện dẫn một số hiệu, hoặc nhắc đến một cơ quan, chính sách, người; văn bản mới trước.",
        {"what": {**_TEXT, "description": "số, ký hiệu, tên, hoặc địa chỉ trang"}, "limit": _COUNT},
        ("what",),
        cited_by,
    ),
    "tasks": Question(
        "Các đoạn giao nhiệm vụ: của một cơ quan, có thời hạn đến một ngày.",
        {
            "agency": {**_TEXT, "description": "tên hoặc địa chỉ trang của cơ quan"},
            "until": {**_TEXT, "description": "ngày muộn nhất: 2025-12-31, 2025-12 hoặc 2025"},
            "limit": _COUNT,
        },
        (),
        tasks,
    ),
    "check": Question(
        "Kiểm tra các số hiệu trong một dự thảo: kho có, văn bản khác viện dẫn hay không biết; ngày có khớp không.",
        {"draft": {"type": "string", "minLength": 1, "maxLength": 200_000, "description": "chữ của dự thảo"}},
        ("draft",),
        check,
    ),
}

"""Chữ viết tắt: every short form that papers define, with what it stands for and where that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.derive.blocks import Block, block_at
from generator.derive.catalog import Catalog, issued_year, newest
from generator.model import Facets, Record
from generator.pages.frame import urls
from generator.pages.frame.links import brief_title, document_link
from generator.pages.frame.page import Drawn, framed
from generator.pages.lists.alphabet import initial
from generator.pages.lists.by_year import WHOLE, Listing, lay_out
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.collate import sort_key
from generator.text.fold import fold_words

_TITLE = "Chữ viết tắt"
_INTRO = (
    "Chữ viết tắt mà chính các văn bản trong kho định nghĩa, mỗi nghĩa kèm đoạn định nghĩa. Một chữ có nhiều nghĩa thì "
    "nêu đủ; nghĩa nào đúng là do từng văn bản định."
)
_NONE = "Chưa có văn bản nào trong kho định nghĩa chữ viết tắt."
_SHOWN = 5
"""Papers that are named of one meaning."""


class Meaning(NamedTuple):
    """What a short form stands for, and the paragraphs that say so, newest first."""

    short: str
    long: str
    places: tuple[tuple[Record, Block], ...]


def meanings(found: Catalog) -> tuple[Meaning, ...]:
    """Return the short forms that papers define, by letter, each with each of its meanings."""
    known: dict[tuple[str, str], list[tuple[Record, Block]]] = {}
    words: dict[tuple[str, str], str] = {}
    for record in newest(tuple(found.records.values())):
        text = record.document.text
        for each in record.document.short_forms:
            block = block_at(found.blocks[record.id], each.short.start)
            long = " ".join(each.long.of(text).split())
            key = (each.short.of(text), fold_words(long))
            words.setdefault(key, long)
            if block and (record, block) not in known.setdefault(key, []):
                known[key].append((record, block))
    made = (Meaning(key[0], words[key], tuple(places)) for key, places in known.items())
    return tuple(sorted(made, key=lambda each: (sort_key(each.short), each.short, sort_key(each.long), each.long)))


def pages(found: Catalog) -> Iterator[Drawn]:
    """Yield the page of all short forms under their letters, and its further pages."""
    path = urls.SHORT_FORMS_PAGE
    rows = meanings(found)
    listings = list(_by_letter(rows)) if len(rows) > WHOLE else [_listing("tat-ca", "Theo vần chữ cái", rows)]
    laid = lay_out(found, path, _TITLE, listings)
    parts = (esc(_INTRO if rows else _NONE), *laid.sections.values())
    yield framed(found, path, _TITLE, parts, facets=Facets(sub="Danh mục"))
    yield from laid.further


def _by_letter(rows: Sequence[Meaning]) -> Iterator[Listing[Meaning]]:
    letters: dict[str, list[Meaning]] = {}
    for each in rows:
        letters.setdefault(initial(each.short), []).append(each)
    for number, (letter, group) in enumerate(letters.items(), 1):
        yield _listing(f"chu-{number}", f"Vần {letter}", group)


def _listing(place: str, title: str, rows: Sequence[Meaning]) -> Listing[Meaning]:
    return Listing(place, title, f"Chữ viết tắt {title[:1].lower()}{title[1:]}", rows, _year, _draw)


def _year(meaning: Meaning) -> str:
    return issued_year(meaning.places[0][0])


def _draw(path: str, _: Catalog, rows: Sequence[Meaning], caption: str) -> str:
    cells = ((esc(each.short), esc(each.long), _places(path, each)) for each in rows)
    return render.table(caption, ("Viết tắt", "Nghĩa", "Đoạn định nghĩa"), cells, "vk-short")


def _places(path: str, meaning: Meaning) -> str:
    shown = meaning.places[:_SHOWN]
    links = [document_link(path, record, brief_title(record), block.anchor) for record, block in shown]
    more = len(meaning.places) - len(links)
    return "<br>".join((*links, *([f"và {more} đoạn khác"] if more else [])))

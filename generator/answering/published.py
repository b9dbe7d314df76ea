"""A built site, read: its open data, and the passages that its pages show with their addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, count, takewhile
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree, html

from generator.errors import ConfigurationError
from generator.pages.frame import urls
from generator.text.fold import words_of

Row = Mapping[str, Any]
_DATA = "du-lieu"
_TABLES = ("documents", "entities", "mentions", "tasks")
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_MARK = "vk-at"
"""The class of the link that hands on the address of a passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a paper as its page shows it, with its address."""

    document: str
    page: str
    place: str
    """The anchor."""
    text: str
    words: str = ""
    """The text as search compares it."""


@dataclass(frozen=True)
class Published:
    """A site: the tables of its open data."""

    site: Path
    tables: Mapping[str, tuple[Row, ...]]
    base: str
    """The portal's public address; empty where the site does not know it."""

    @cached_property
    def documents(self) -> Mapping[str, Row]:
        """The papers by id."""
        return {row["id"]: row for row in self.tables["documents"]}

    @cached_property
    def entities(self) -> Mapping[str, Row]:
        """What papers speak of, by id."""
        return {row["id"]: row for row in self.tables["entities"]}

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[Row, ...]]:
        """The mentions of an entity, by its id."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables["mentions"]:
            found[row["entity"] or ""].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def folded(self) -> Mapping[str, tuple[str, ...]]:
        """The paragraphs of each paper as search compares them."""
        return {key: tuple(map(words_of, row["text"].split("\n"))) for key, row in self.documents.items()}

    def permalink(self, path: str, place: str = "") -> str:
        """Return the address of a page, or of a place on it."""
        return f"{self.base}{path}{'#' if place else ''}{place}"

    def passages(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a paper in their order, from its page and those of its appendices."""
        pages = chain([page_of(document)], takewhile(self._has, (page_of(document, part) for part in count(1))))
        return tuple(each for page in pages for each in _passages(self.site, page, document))

    def _has(self, page: str) -> bool:
        return (self.site / page).is_file()

    def passage(self, document: str, words: str) -> Passage:
        """Return the passage that says some words, else the longer of those that begin and end them.

        A page parts a paragraph whose first words are a heading. Where none is found, the words with the page alone.
        """
        wanted, every = words_of(words), [each for each in self.passages(document) if each.words]
        whole = (each for each in every if each.words == wanted)
        around = (each for each in every if wanted and f" {wanted} " in f" {each.words} ")
        parts = [each for each in every if _is_end(each.words, wanted)]
        alone = Passage(document, page_of(document), "", " ".join(words.split()))
        return next(chain(whole, around), None) or max(parts, key=lambda each: len(each.text), default=alone)


def _is_end(words: str, of: str) -> bool:
    return of.startswith(f"{words} ") or of.endswith(f" {words}")


def page_of(document: str, part: int = 0) -> str:
    """Return the path of a paper's page below the site, or of that of an appendix of its own."""
    return urls.published(urls.document_path(document, part))


def opened(site: Path) -> Published:
    """Return a site as it lies there now; one without open data is refused."""
    paths = [site / "index.html", *(site / _DATA / f"{name}.jsonl" for name in _TABLES)]
    if not all(path.is_file() for path in paths):
        raise ConfigurationError(f"{site}: chưa có trang nào ở đây. Chạy `vankho build` trước.")
    with whole(site):
        return _opened(site, tuple((path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@contextmanager
def whole(site: Path) -> Iterator[None]:
    """Refuse in a sentence a site whose files are damaged, or of two builds while one is under way."""
    try:
        yield
    except (OSError, msgspec.MsgspecError, ValueError, LookupError, TypeError, etree.LxmlError) as problem:
        raise ConfigurationError(
            f"{site}: không đọc được trọn vẹn ({type(problem).__name__}). Nếu đang dựng thì đợi xong rồi hỏi lại; "
            "không thì chạy `vankho build`."
        ) from problem


@lru_cache(maxsize=1)
def _opened(site: Path, left: object) -> Published:
    """The site as its files were `left`: another build is another site."""
    tables = {name: _rows(site / _DATA / f"{name}.jsonl") for name in _TABLES}
    base = _CANONICAL.search((site / "index.html").read_text("utf-8"))
    return Published(site, tables, base[1].removesuffix("index.html") if base else "")


def _rows(path: Path) -> tuple[Row, ...]:
    return tuple(msgspec.json.decode(line, type=dict[str, Any]) for line in path.read_bytes().splitlines())


def _passages(site: Path, page: str, document: str) -> tuple[Passage, ...]:
    return _read(site, page, (site / page).stat().st_mtime_ns, document)


@lru_cache(maxsize=256)
def _read(site: Path, page: str, left: int, document: str) -> tuple[Passage, ...]:
    root = html.fromstring((site / page).read_bytes())
    found = (_passage(mark, page, document) for mark in root.iter("a") if mark.get("class") == _MARK)
    return tuple(each for each in found if each.text)


def _passage(mark: etree._Element, page: str, document: str) -> Passage:
    above = mark.getparent()
    assert above is not None
    own = "".join(str(part) for part in above.itertext() if part is not mark.text)
    text = " ".join(own.split()).removesuffix("¶").strip()
    return Passage(document, page, (mark.get("href") or "").removeprefix("#"), text, words_of(text))

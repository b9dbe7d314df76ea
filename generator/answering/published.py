"""A built site, read: its open data, and the passages that its pages show with their addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree, html

from generator.errors import ConfigurationError
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
    place: str
    """The anchor."""
    text: str


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
        """Return the passages of a paper in their order, from its page."""
        return _passages(self.site / page_of(document), document)

    def passage(self, document: str, words: str) -> Passage:
        """Return the passage that says some words, else the longest one that is a part of them.

        A page parts a paragraph whose first words are a heading. Where none is found, the words with the page alone.
        """
        wanted, part = words_of(words), Passage(document, "", "")
        for each in self.passages(document):
            folded = words_of(each.text)
            if wanted and wanted in folded:
                return each
            if folded in wanted and len(each.text) > len(part.text):
                part = each
        return part if part.place else Passage(document, "", " ".join(words.split()))


def page_of(document: str) -> str:
    """Return the path of a paper's page below the site."""
    return f"van-ban/{document}.html"


def opened(site: Path) -> Published:
    """Return a site as it lies there now; one without open data is refused."""
    paths = [site / _DATA / f"{name}.jsonl" for name in _TABLES]
    if not all(path.is_file() for path in paths):
        raise ConfigurationError(f"{site}: chưa có trang nào ở đây. Chạy `vankho build` trước.")
    return _opened(site, tuple((path.stat().st_mtime_ns, path.stat().st_size) for path in paths))


@lru_cache(maxsize=1)
def _opened(site: Path, left: object) -> Published:
    """The site as its files were `left`: another build is another site."""
    tables = {name: _rows(site / _DATA / f"{name}.jsonl") for name in _TABLES}
    base = _CANONICAL.search((site / "index.html").read_text("utf-8"))
    return Published(site, tables, base[1].removesuffix("index.html") if base else "")


def _rows(path: Path) -> tuple[Row, ...]:
    return tuple(msgspec.json.decode(line) for line in path.read_bytes().splitlines())


def _passages(page: Path, document: str) -> tuple[Passage, ...]:
    return _read(page, page.stat().st_mtime_ns, document)


@lru_cache(maxsize=256)
def _read(page: Path, left: int, document: str) -> tuple[Passage, ...]:
    root = html.fromstring(page.read_bytes())
    found = (_passage(mark, document) for mark in root.iter("a") if mark.get("class") == _MARK)
    return tuple(each for each in found if each.text)


def _passage(mark: etree._Element, document: str) -> Passage:
    above = mark.getparent()
    assert above is not None
    own = "".join(str(part) for part in above.itertext() if part is not mark.text)
    return Passage(
        document, (mark.get("href") or "").removeprefix("#"), " ".join(own.split()).removesuffix("¶").strip()
    )

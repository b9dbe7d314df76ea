"""Budgets on a generated corpus: no page too large, whatever is spoken of often. `make scale` takes 2,000 documents."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import built_of_papers
from tests.support import crawl

DOCUMENTS = int(os.environ.get("SCALE_DOCUMENTS", "100"))
MENTIONS = int(os.environ.get("SCALE_MENTIONS", "100"))
MOST = 300 * 1024
DOCUMENT, WORDS = 120 * 1024, 3000


@pytest.fixture(scope="module")
def corpus_site(run_folder: Path) -> Path:
    """The portal of a generated corpus."""
    return built_of_papers(DOCUMENTS, run_folder)


def test_no_page_is_too_large(corpus_site: Path) -> None:
    sizes = {path.relative_to(corpus_site).as_posix(): path.stat().st_size for path in corpus_site.rglob("*.html")}
    assert not {path: size for path, size in sizes.items() if size > MOST and not path.startswith("van-ban/")}


def test_documents_are_held_to_their_weight_by_the_word(corpus_site: Path) -> None:
    wrong = {}
    for line in (corpus_site / "du-lieu" / "documents.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        size = (corpus_site / "van-ban" / f"{row['id']}.html").stat().st_size
        if size > DOCUMENT * max(len(row["text"].split()) / WORDS, 1):
            wrong[row["id"]] = size
    assert not wrong


def test_the_corpus_has_a_hub(corpus_site: Path) -> None:
    rows = map(json.loads, (corpus_site / "du-lieu" / "mentions.jsonl").read_text("utf-8").splitlines())
    named = Counter(row["entity"] for row in rows if row["kind"] == "agency")
    assert named.most_common(1)[0][1] >= MENTIONS


def test_no_link_is_dead_and_every_page_is_reached(corpus_site: Path) -> None:
    pages = crawl.leaves(corpus_site)
    assert not crawl.dead(corpus_site, pages)
    leading_on = {page for page in pages if 'http-equiv="refresh"' in (corpus_site / page).read_text("utf-8")}
    assert leading_on
    assert pages.keys() - crawl.reached(pages) == {"404.html", *leading_on}, "nothing links to what only leads on"
    assert not {page: leaf.twice for page, leaf in pages.items() if leaf.twice}

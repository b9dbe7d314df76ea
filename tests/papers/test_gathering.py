"""Papers that are gathered hold what linking needs until they are linked, and what may be kept of them after that."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator import pipeline
from generator.curation.portal import open_content
from generator.link.records import bare
from generator.model import SourceText
from generator.model.frozen import replace
from generator.papers.gathering import gathered, shelved
from generator.papers.packed import unpacked
from tests.support.places import ROOT
from tests.support.views import source


def unheard(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def test_what_may_be_kept_is_without_what_was_taken_out(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    content = open_content(tmp_path / "content")
    intake, sources = shelved(pipeline.read(content, unheard))
    found = gathered(content, intake, sources, unheard)
    assert found.documents and found.told_alone and not found.cleaned
    name = next(each.signature.name for each in found.documents if each.signature)
    named = {path for path, row in sources.at(sources.paths) if name in unpacked_text(row).text}

    (tmp_path / "content/registry/suppress.yml").write_text(
        f"- name: {name}\n  reason: yêu cầu của người này\n  date: 2026-01-05\n", "utf-8"
    )
    again = gathered(content, intake, sources, unheard).linked
    assert again.documents == () and not again.told_alone and again.cuts.keys() == found.cuts.keys()
    assert again.cleaned.keys() == named
    assert again.untouched(sources.paths).keys() == set(sources.paths) - named
    kept = {path: unpacked_text(row).text for path, row in again.kept(sources.paths).items()}
    assert kept.keys() == set(sources.paths) and not any(name in text for text in kept.values())


def unpacked_text(row: bytes) -> SourceText:
    """Return a text that was packed."""
    read = unpacked(row)
    assert isinstance(read, SourceText)
    return read


def test_a_linked_paper_holds_no_words_that_nobody_asks_for() -> None:
    graph = pipeline.graph_of(open_content(ROOT / "content"), {}, unheard)
    for record in graph.records:
        document = record.document
        assert not document.mentions and not document.tasks
        assert document.text and (not document.source.text or document.source.doubts)
    assert any(record.occurrences for record in graph.records) and any(record.tasks for record in graph.records)


def test_lines_that_tell_pages_stay() -> None:
    text = source("BÁO CÁO\nVề chợ\n")
    assert bare(text) == replace(text, text="", lines=())
    paged = replace(text, pages=(0,))
    assert bare(paged) == replace(paged, text="")

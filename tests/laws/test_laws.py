"""What holds for every text: laws of reading, parsing, linking, showing and building."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import pipeline, rebuild, vocab
from generator.curation.portal import open_content
from generator.derive.catalog import catalog
from generator.ingest import contract, plain_text
from generator.link import link
from generator.model import Document, Graph, Portal, Registry, SourceText, Span
from generator.model.frozen import fields_of
from generator.pages import pages
from generator.parse import parse
from generator.publish.kept import memory, standstill
from generator.reflow import Reflowed, reflow
from tests.support.markdown import assert_whole, read_back
from tests.support.papers import any_text, papers
from tests.support.views import source

FEW, SOME, MANY = (settings(max_examples=most) for most in (25, 60, 150))


def read(text: str, path: str = "documents/mau.txt") -> Document | None:
    """Return any text parsed; None where `ingest` finds no word in it."""
    found = plain_text.read(text.encode("utf-8", "replace"), path)
    return parse(found, vocab.load()) if isinstance(found, SourceText) else None


def flowed(text: str) -> Reflowed:
    """Return the paragraphs of a text."""
    return reflow(contract.clean(text), vocab.load().line_marks)


# --- paragraphs --------------------------------------------------------------------------------------

# What only layout told (a heading mark, a table's cell, a ruled line, an open emphasis) is gone from the paragraphs,
# so the law is stated for texts without such marks.
UNMARKED = papers(damage=("{}", "{}", "  {}", "{}  \t", "\f{}")).filter(lambda text: not re.search(r"[*|#]|___", text))


@MANY
@given(UNMARKED)
@example("UBND TỈNH LAM GIANG\nBÁO CÁO\nvề giảm nghèo")
@example(f"BÁO CÁO\nvề giảm nghèo\na) thực hiện tốt {'công tác dân vận ' * 4}tại bản.\n{'Nhân dân phấn khởi. ' * 5}")
def test_paragraphs_are_found_once(text: str) -> None:
    once = flowed(text).text
    assert flowed(once).text == once


@MANY
@given(any_text)
def test_paragraphs_keep_every_letter_and_lead_back_to_the_file(text: str) -> None:
    cleaned = contract.clean(text)
    found = flowed(text)
    assert sorted(letters(found.text)) == sorted(letters(cleaned))
    assert [line == " ".join(line.split()) for line in found.text.split("\n")].count(False) == 0
    places, numbers = [place for place, _ in found.lines], [number for _, number in found.lines]
    assert places == sorted(places)
    if "nhận" not in cleaned.casefold():  # the two columns below `Nơi nhận` are put one after the other
        assert letters(found.text) == letters(cleaned) and numbers == sorted(numbers)
    lines = cleaned.split("\n")
    for (start, number), end in zip(found.lines, [*places[1:], len(found.text)], strict=False):
        assert letters(found.text[start:end]) in letters(lines[number - 1])


def letters(text: str) -> str:
    """Return the letters and digits of a text: what no layout mark is made of."""
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


# --- one document ------------------------------------------------------------------------------------


@MANY
@given(any_text)
def test_any_text_is_parsed_and_all_spans_lie_in_it(text: str) -> None:
    document = read(text)
    if document is None:
        return
    own = {name: getattr(document, name) for name in fields_of(document)}
    source = own.pop("source")
    for where, found in ((document.text, spans(tuple(own.values()))), (source.text, spans(source))):
        assert all(0 <= span.start <= span.end <= len(where) for span in found)


def spans(value: Any) -> list[Span]:
    """Return every span inside a value, however deep."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for each in value for span in spans(each)]
    return [span for name in fields_of(value) for span in spans(getattr(value, name))]


@MANY
@given(papers())
def test_what_is_found_is_in_order_and_names_words(text: str) -> None:
    document = read(text)
    if document is None:
        return
    for found in (document.citations, document.mentions, document.figures, document.tasks):
        starts = [each.span.start for each in found]
        assert starts == sorted(starts)
        assert all(each.span.of(document.text).strip() for each in found)
    for one, other in pairwise(document.citations):
        assert one.span.end <= other.span.start, (one, other)
    for kind in ("agency", "policy", "person"):
        same = [m for m in document.mentions if m.kind == kind]
        assert all(one.span.end <= other.span.start for one, other in pairwise(same)), kind
    lines = document.source.text.count("\n") + 1
    assert all(1 <= warning.line <= lines for warning in document.warnings)


@MANY
@given(papers())
def test_sections_nest(text: str) -> None:
    document = read(text)
    if document is None:
        return
    sections = {section.anchor: section for section in document.sections}
    assert len(sections) == len(document.sections), "an anchor is given twice"
    starts = [section.head.start for section in document.sections]
    assert starts == sorted(set(starts))
    for section in document.sections:
        assert section.span.start == section.head.start and section.head.end <= section.span.end
        if section.parent is None:
            assert section.level == 1
            continue
        above = sections[section.parent]
        assert above.head.start < section.head.start and section.span.end <= above.span.end
        assert above.level == section.level - 1
    for one, other in pairwise(document.sections):
        assert one.span.end <= other.head.start or other.span.end <= one.span.end


@MANY
@given(papers())
def test_zones_lie_in_order(text: str) -> None:
    document = read(text)
    if document is None:
        return
    zones = document.zones
    assert zones.header.start == 0
    assert zones.header.end <= zones.preamble.start <= zones.preamble.end <= zones.body.end
    foot = sorted(zone for zone in (zones.closing, zones.recipients, zones.signature) if zone.start < zone.end)
    ends = [zones.body.start, *(offset for zone in foot for offset in (zone.start, zone.end)), len(document.text)]
    assert ends == sorted(ends)


@SOME
@given(any_text)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    assert read(text) == read(text)


# --- many documents ----------------------------------------------------------------------------------

shelves = st.lists(papers(most=5), min_size=1, max_size=5, unique=True)


def shelf(texts: list[str]) -> list[Document]:
    """Return the texts parsed, each a file of its own; those without words are left out."""
    found = (read(text, f"documents/{place}.txt") for place, text in enumerate(texts))
    return [document for document in found if document is not None]


def linked(documents: list[Document]) -> Graph:
    """Return the graph of the documents, of a portal whose home is Lam Giang."""
    return link(documents, Registry(), vocab.load(), Portal(home_province="Lam Giang"), {})


@SOME
@given(shelves, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(texts: list[str], random: Any) -> None:
    documents = shelf(texts)
    shuffled = list(documents)
    random.shuffle(shuffled)
    assert linked(shuffled) == linked(documents)


@SOME
@given(shelves)
def test_every_id_is_given_once_and_every_link_ends_somewhere(texts: list[str]) -> None:
    graph = linked(shelf(texts))
    tables = (graph.agencies, graph.policies, graph.works, graph.persons, graph.records)
    ids = [entry.id for table in tables for entry in table]
    assert len(ids) == len(set(ids))
    assert all([entry.id for entry in table] == sorted(entry.id for entry in table) for table in tables)
    for record in graph.records:
        assert all(o.entity in ids for o in record.occurrences if o.entity is not None)
        assert {record.issuer, record.work, record.signer, record.chair, *record.co_issuers} <= {*ids, None}
        assert all(c in ids for o in record.cited for c in o.candidates)
        assert all(a in ids for task in record.tasks for a in (*task.assignees, *task.partners))


@SOME
@given(shelves)
def test_ids_are_kept_by_the_lock(texts: list[str]) -> None:
    documents = shelf(texts)
    before = dict(linked(documents).identities)
    again = link(documents[:-1], Registry(), vocab.load(), Portal(home_province="Lam Giang"), before)
    assert all(before.get(identity, id_) == id_ for identity, id_ in again.identities)


@FEW
@given(shelves)
def test_stripping_links_and_marks_from_a_page_gives_the_text_back(texts: list[str]) -> None:
    graph = linked(shelf(texts))
    made = {page.path: page for page in pages(catalog(graph, Portal(persons="all")))}
    for record in graph.records:
        shown = read_back(made[f"van-ban/{record.id}.md"])
        assert_whole(shown, record.document.text)
        assert shown.tags <= {"a", "span"}


# --- a build -----------------------------------------------------------------------------------------


def quiet(stage: str, done: int, total: int) -> None:
    """Hear of the progress and say nothing."""


def stamps(folder: Path) -> dict[Path, int]:
    """Return when each file of a folder was written."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("run", [rebuild.rebuild, pipeline.export], ids=["build", "export"])
def test_a_second_run_writes_nothing(run: Callable[..., Any], tmp_path: Path) -> None:
    documents = tmp_path / "content" / "documents"
    documents.mkdir(parents=True)
    (documents / "a.txt").write_text(
        "BÁO CÁO\nCông tác dân tộc\nCăn cứ Quyết định số 414/QĐ-TTg ngày 12/4/2019.\n", "utf-8"
    )
    (documents / "b.md").write_text("# THÔNG BÁO\n\nKết luận tại **cuộc họp**\n\nUBND tỉnh Lam Giang họp.\n", "utf-8")
    content = open_content(tmp_path / "content")
    out = [tmp_path / "out", tmp_path / "work"] if run is rebuild.rebuild else [tmp_path / "out"]
    run(content, *out, quiet)
    if run is rebuild.rebuild:
        with memory.opened(out[1]) as kept:
            kept.keep_only(standstill.STAGE, ())  # the first look would end it
    before = stamps(tmp_path)
    changes = run(content, *out, quiet)
    changes = getattr(changes, "changes", changes)
    assert (changes.written, changes.removed) == ((), ())
    after = {
        path: stamp for path, stamp in stamps(tmp_path).items() if not path.name.startswith((".vankho-", memory.FILE))
    }
    assert after == {
        path: stamp for path, stamp in before.items() if not path.name.startswith((".vankho-", memory.FILE))
    }


def test_the_source_is_as_read() -> None:
    text = "BÁO CÁO\nCông tác dân tộc\n"
    document = read(text)
    assert document is not None and document.source == source(text)

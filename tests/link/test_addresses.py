"""Addresses outlive edits: whatever changes in the words of a file, every page is found where it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import pytest

from generator import pipeline, vocab
from generator.curation import registry
from generator.curation.portal import open_content
from generator.ingest import original
from generator.link import link
from generator.model import Document, Graph, Portal, Registry, SourceText
from generator.model.frozen import replace
from generator.parse import parse
from generator.publish.kept import state
from tests.support.places import ROOT
from tests.support.views import cases, parsed, written

CONTENT = ROOT / "content"
_WORD = re.compile(r"(?<=[a-zà-ỹ] )[a-zà-ỹ]+(?= [a-zà-ỹ])")


def quiet(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@cache
def sample() -> tuple[tuple[SourceText, ...], Registry]:
    """Return the sample's files and what is known of them."""
    content = open_content(CONTENT)
    intake = pipeline.read(content, quiet)
    known = registry.load(content.registry)
    texts = tuple(map(original, intake.sources))
    return texts, replace(known, documents=(*known.documents, *intake.known))


@cache
def parsed_once(text: SourceText) -> Document:
    """Return a text's document: the same few are linked in many ways."""
    return parse(text, vocab.load())


def as_it_is(document: Document) -> Document:
    """Return a document unchanged."""
    return document


def graph(
    texts: Sequence[SourceText],
    locked: Mapping[str, str],
    edit: Callable[[Document], Document] = as_it_is,
    known: Registry | None = None,
) -> Graph:
    """Return what is linked out of texts."""
    words = vocab.load()
    documents = [edit(parsed_once(text)) for text in texts]
    return link(documents, known or sample()[1], words, open_content(CONTENT).portal, locked)


@cache
def before() -> Graph:
    """Return the sample as it is, with the addresses of its state folder."""
    return graph(sample()[0], state.read_slugs(CONTENT / "state"))


def edited(text: SourceText) -> SourceText:
    """Return a text with another word in its body; its digest is another, too."""
    written = text.text
    found = next(_WORD.finditer(written, len(written) // 2), None)
    words = f"{written[: found.start()]}xin{written[found.end() :]}" if found else written
    return replace(text, text=words, digest=sha256(words.encode()).hexdigest())


def paths(found: Graph) -> dict[str, str]:
    """Return the address of each file."""
    return {record.document.source.path: record.id for record in found.records}


def retitled(document: Document) -> Document:
    """Return a document with another trích yếu, number and day: as after a correction by the archivist."""
    return replace(document, header=replace(document.header, title="về một việc khác", number=None, issued=None))


def test_an_edit_of_every_file_moves_no_page() -> None:
    texts, locked = sample()[0], dict(before().identities)
    changed = [edited(text) for text in texts]
    assert sum(new.text != old.text for new, old in zip(changed, texts, strict=True)) > len(texts) * 0.9
    after = graph(changed, locked)
    assert paths(after) == paths(before())
    moved = {name: id_ for name, id_ in after.identities if locked.get(name, id_) != id_}
    assert not moved


def test_without_a_lock_an_edit_of_the_body_moves_no_page_either() -> None:
    texts = list(sample()[0])
    assert paths(graph(list(map(edited, texts)), {})) == paths(graph(texts, {}))


def test_another_trich_yeu_number_and_day_move_no_page() -> None:
    assert paths(graph(sample()[0], dict(before().identities), retitled)) == paths(before())


@pytest.mark.parametrize("kept", [0, 1])
def test_what_is_deleted_or_added_moves_no_other_page(kept: int) -> None:
    texts, locked = sample()[0], dict(before().identities)
    half = [text for place, text in enumerate(texts) if place % 2 == kept]
    fewer = graph(half, locked)
    assert paths(fewer).items() <= paths(before()).items()
    again = graph(texts, {**locked, **dict(fewer.identities)})
    assert paths(again) == paths(before())
    of_half = replace(sample()[1], works=(), references=())  # what the other half names, the half does not know
    fresh = graph(half, {}, known=of_half)
    grown = graph(texts, dict(fresh.identities))
    assert paths(fresh).items() <= paths(grown).items()


def test_the_sample_remembers_all_its_addresses() -> None:
    """So that `make` on a fresh checkout changes no file of it."""
    locked = state.read_slugs(CONTENT / "state")
    unknown = [identity for identity, slug in before().identities if locked.get(identity) != slug]
    assert not unknown, "build the sample, so that content/state/slugs.json is written anew"


def test_no_address_is_made_of_the_content() -> None:
    for record in before().records:
        digest = record.document.source.digest
        assert digest[:6] not in record.id


@pytest.mark.parametrize("case", cases("addresses/addresses.yml"))
def test_addresses(case: dict[str, Any]) -> None:
    documents = [parsed(written(text), f"documents/{name}") for name, text in case["documents"].items()]
    found = link(documents, Registry(), vocab.load(), Portal(), case.get("locked", {}))
    assert {path.removeprefix("documents/"): id_ for path, id_ in paths(found).items()} == case["ids"]
    for identity in case.get("remembered", ()):
        assert identity in dict(found.identities)

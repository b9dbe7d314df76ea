"""One changed number changes the pages that name its paper and those of what it cites, not all that cite these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator import vocab
from generator.derive.catalog import Catalog, catalog
from generator.derive.citing import cited_by
from generator.link import link
from generator.model import Document, Portal, Registry
from generator.pages import pages
from tests.bench.corpus import documents
from tests.support.views import parsed

DOCUMENTS, MIDDLE = 60, 30
MANY = 10
"""Documents that rest on a work, of which their pages no more tell the very number."""


def linked(read: Iterable[Document], locked: Mapping[str, str]) -> Catalog:
    """Return all that papers say."""
    return catalog(link(tuple(read), Registry(), vocab.load(), Portal(), locked), Portal())


def shown(found: Catalog) -> dict[str, str]:
    """Return the pages of documents and works by their paths; rows and totals of lists are news, so these are not."""
    own = {f"van-ban/{each}.md" for each in found.records} | {f"{each}.md" for each in found.works}
    return {page.path: page.markdown for page in pages(found) if page.path in own}


def test_a_changed_number_stays_among_its_neighbours() -> None:
    papers = {paper.path: parsed(paper.text, paper.path) for paper in documents(DOCUMENTS, 1)}
    before = linked(papers.values(), {})
    paper = before.graph.records[MIDDLE]
    count, number = max((cited_by(before, each.entity), each.key) for each in paper.cited if each.entity and each.key)
    assert count > MANY

    path = paper.document.source.path
    text = papers[path].source.text
    edited = parsed(text.replace(number, f"9{number}"), path)
    assert edited.citations != paper.document.citations
    after = linked((papers | {path: edited}).values(), dict(before.graph.identities))

    old, new = shown(before), shown(after)
    changed = [each for each in sorted(old.keys() | new.keys()) if old.get(each) != new.get(each)]
    own = f"{paper.id}.md"
    counted = {f"{each.entity}.md" for one in (paper, after.records[paper.id]) for each in one.cited}
    far = [each for each in changed if own not in (each + old.get(each, "") + new.get(each, ""))]
    assert set(far) <= counted
    assert len(changed) < count

"""What stands beside the pages (tệp kèm trang): search, tables, cards, feeds, the portal's look.

Each output is a function of the catalog and of the cards of all pages, by itself: they are made on every core, and what
lies there already is not even handed over by the process that makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator import resources, search, vocab
from generator.cores import Told, spread
from generator.curation.portal import Content
from generator.derive.catalog import Catalog
from generator.publish import face, list_data, table_files, task_rows
from generator.publish.feeds import atom, calendars
from generator.publish.html.llms import llms
from generator.publish.kept.seals import OwnFolder
from generator.publish.opensearch import opensearch
from generator.publish.pages import Card
from generator.publish.shards import cards as card_shards
from generator.publish.shards import numbers as number_shards
from generator.publish.shards import symbols as symbol_shards
from generator.publish.shards import ties as tie_shards
from generator.publish.sitemap import sitemap
from generator.publish.writer import Folder
from generator.text.digests import digest

Output = Callable[[], Mapping[str, bytes]]
"""Files by their path below the site."""
_Row = tuple[str, bytes, bytes | None]
"""Path and digest of a file, and its bytes where they do not lie there."""


def lay(found: Catalog, cards: Sequence[Card], content: Content, folder: OwnFolder, tell: Told) -> None:
    """Lay all that stands beside the pages into a folder."""
    for rows in spread(partial(_made, folder.whole), _outputs(found, cards, content), 1, tell):
        for row in rows:
            folder.add(*row)


def _outputs(found: Catalog, cards: Sequence[Card], content: Content) -> tuple[Output, ...]:
    """Return the outputs, what takes longest first."""
    return (
        lambda: search.shared(card.entry for card in cards if card.entry),
        lambda: dict(tie_shards.files(found)),
        lambda: task_rows.files(found),
        lambda: dict(card_shards.files(cards, found)),
        lambda: dict(number_shards.files(found)),
        lambda: list_data.files(found),
        lambda: calendars.files(found),
        lambda: table_files.worklists(found),
        lambda: atom.files(found),
        lambda: table_files.files(found),
        lambda: {f"assets/{name}": asset for name, asset in Folder(resources.ASSETS).items()},
        lambda: dict(symbol_shards.files(vocab.load())),
        lambda: opensearch(content.portal),
        lambda: face.files(content.root, content.portal),
        lambda: sitemap(cards, content.portal),
        lambda: llms(cards, content.portal),
    )


def _made(whole: Mapping[str, bytes], make: Output) -> list[_Row]:
    return list(_rows(whole, make()))


def _rows(whole: Mapping[str, bytes], files: Mapping[str, bytes]) -> Iterator[_Row]:
    for name, data in files.items():
        mark = digest(data)
        yield name, mark, None if whole.get(name) == mark else data

"""What stands beside the pages (tệp kèm trang): search, tables, cards, feeds, the portal's look.

Each output is a function of the catalog and of the cards of all pages, by itself: they are made on every core, and the
process that makes one writes its files.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator import resources, search, vocab
from generator.cores import Told, spread
from generator.curation.portal import Content
from generator.derive.catalog import Catalog
from generator.derive.marks import Marks
from generator.publish import face, list_data, table_files, task_rows
from generator.publish.feeds import atom, calendars
from generator.publish.html.llms import llms
from generator.publish.kept.memory import Consulted, Memory, Stage
from generator.publish.kept.pieces import Pieced
from generator.publish.kept.seals import Added, OwnFolder
from generator.publish.opensearch import opensearch
from generator.publish.pages import KEYS, Card, keys_of
from generator.publish.shards import cards as card_shards
from generator.publish.shards import numbers as number_shards
from generator.publish.shards import symbols as symbol_shards
from generator.publish.shards import ties as tie_shards
from generator.publish.sitemap import sitemap
from generator.publish.writer import Folder
from generator.search.kept import Before
from generator.text.digests import digest

STAGE = "beside"
"""Stage of the memory: what is kept of the search index, under the digest of the program."""
_INDEX = "index"


class _Kept(bytes):
    """What is to be remembered of an output, no file."""


_Content = bytes | Pieced | _Kept | None
"""What a file is to hold: of one that lies there as it was left nothing."""
Output = Callable[[], Mapping[str, _Content]]
"""Files by their path below the site, those of which only what changed is made as their pieces."""


def lay(
    found: Catalog,
    marks: Marks,
    cards: Sequence[Card],
    content: Content,
    folder: OwnFolder,
    kept: Memory,
    tell: Told,
) -> None:
    """Lay all that stands beside the pages into a folder."""
    program = digest(resources.code())
    index = kept.get(STAGE, _INDEX, program)
    kept.commit()  # another process reads what was put
    searched = partial(_searched, cards, index, folder, kept.path)
    for added, remembered in spread(partial(_made, folder), _outputs(found, marks, cards, content, searched), 1, tell):
        folder.take(added)
        for name, row in remembered:
            kept.put(STAGE, name, program, row)


def _outputs(
    found: Catalog, marks: Marks, cards: Sequence[Card], content: Content, searched: Output
) -> tuple[Output, ...]:
    """Return the outputs, what takes longest first."""
    return (
        searched,
        lambda: dict(tie_shards.files(found)),
        lambda: dict(card_shards.files(cards, found, marks)),
        lambda: calendars.pieces(found, marks),
        lambda: task_rows.files(found),
        lambda: dict(number_shards.files(found)),
        lambda: list_data.files(found),
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


def _searched(cards: Iterable[Card], index: bytes | None, folder: OwnFolder, memory: Path) -> dict[str, _Content]:
    def mark(name: str) -> bytes | None:
        return folder.whole.get(f"{search.FOLDER}/{name}")

    def data(name: str) -> bytes:
        return folder.data(f"{search.FOLDER}/{name}")

    with contextlib.closing(Consulted(memory)) as kept:  # a connection is of no use to a forked process
        files, now = search.shared(
            (card.entry for card in cards if card.entry),
            partial(keys_of, Stage(kept, KEYS)),
            Before(index, mark, data) if index else None,
        )
    return {**files} if now == index else {**files, _INDEX: _Kept(now)}


def _made(folder: OwnFolder, make: Output) -> tuple[Added, list[tuple[str, bytes]]]:
    """Write the files of an output; return how they lie, and what is to be remembered."""
    part, remembered = folder.part(str(os.getpid())), list[tuple[str, bytes]]()
    for name, content in make().items():
        if isinstance(content, _Kept):
            remembered.append((name, content))
        elif isinstance(content, Pieced):
            part.add_joined(name, part.joined(name, content))
        elif content is None:
            part.add(name, folder.whole[name], None)
        else:
            part.add(name, digest(content), content)
    return part.added, remembered

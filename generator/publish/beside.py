"""What stands beside the pages (tệp kèm trang): search, tables, cards, feeds, the portal's look.

Each output is a function by itself, and the process that makes one writes its files. What follows from the catalog
alone is made by a process of its own while pages are made, and by this one where these are few; what is made of their
cards, on every core after them.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator import resources, search, vocab
from generator.cores import Told, aside, spread
from generator.curation.portal import Content
from generator.derive.catalog import Catalog
from generator.derive.marks import Marks
from generator.model import Portal
from generator.publish import face, formats, list_data, open_data, table_files, task_rows
from generator.publish.feeds import atom, calendars
from generator.publish.html.llms import llms
from generator.publish.kept.memory import Consulted, Memory, Stage
from generator.publish.kept.outputs import Outputs
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


class Ended(NamedTuple):
    """What is known once all that follows from the catalog is laid."""

    sizes: dict[str, int]
    """Of the files of open data."""
    outputs: dict[str, bytes]
    """What is to be remembered of outputs."""


@contextlib.contextmanager
def of_catalog(
    found: Catalog, marks: Marks, content: Content, folder: OwnFolder, outputs: Outputs, whole: bool
) -> Iterator[Callable[[Catalog], Ended]]:
    """Let what follows from the catalog alone be laid while pages are made inside.

    Yield what ends that: it takes the catalog with what is told of builds, and returns the sizes of tables. It is the
    work of another process; the `whole` where pages keep all cores at work, else without what this one has time for
    after the few pages that it makes.
    """
    with aside(partial(_laid, found, marks, content, folder, outputs, whole), whole) as laid:

        def ended(known: Catalog) -> Ended:
            part = folder.part("lists")
            _write(part, table_files.worklists(known, marks))
            for name, make in () if whole else _lists(found):
                outputs.lay(name, partial(_laid_by, make), part)
            added, sizes, rows = laid()
            folder.take(part.added)
            folder.take(added)
            return Ended(sizes, {**outputs.now, **rows})

        yield ended


def _laid(
    found: Catalog, marks: Marks, content: Content, folder: OwnFolder, outputs: Outputs, whole: bool
) -> tuple[Added, dict[str, int], dict[str, bytes]]:
    part = folder.part("catalog")
    sizes = formats.lay(open_data.pieces(found, marks), content.portal, part, outputs.made)
    task_rows.lay(found, marks, part)
    for make in _of_settings(content):
        _write(part, make())
    _write(part, calendars.pieces(found, marks))
    for name, output in (*_of_catalog(found), *(_lists(found) if whole else ())):
        outputs.lay(name, partial(_laid_by, output), part)
    return part.added, sizes, outputs.now


def _laid_by(make: Output, part: OwnFolder) -> None:
    _write(part, make())


def _lists(found: Catalog) -> tuple[tuple[str, Output], ...]:
    return (
        ("numbers", lambda: dict(number_shards.files(found))),
        ("lists", lambda: list_data.files(found)),
        ("tables", lambda: table_files.files(found)),
    )


def _of_catalog(found: Catalog) -> tuple[tuple[str, Output], ...]:
    return (("ties", lambda: dict(tie_shards.files(found))), ("feeds", lambda: atom.files(found)))


def _of_settings(content: Content) -> tuple[Output, ...]:
    return (
        lambda: {f"assets/{name}": asset for name, asset in Folder(resources.ASSETS).items()},
        lambda: dict(symbol_shards.files(vocab.load())),
        lambda: opensearch(content.portal),
        lambda: face.files(content.root, content.portal),
    )


def lay(
    found: Catalog, marks: Marks, cards: Sequence[Card], portal: Portal, folder: OwnFolder, kept: Memory, tell: Told
) -> None:
    """Lay what is made of the cards of all pages into a folder."""
    program = digest(resources.code())
    index = kept.get(STAGE, _INDEX, program)
    kept.commit()  # another process reads what was put
    outputs: tuple[Output, ...] = (
        partial(_searched, cards, index, folder, kept.path),
        lambda: dict(card_shards.files(cards, found, marks)),
        lambda: sitemap(cards, portal),
        lambda: llms(cards, portal),
    )
    at_once = 1 if index is None else len(outputs)  # an index that is brought up to date is no work for two
    for added, remembered in spread(partial(_made, folder), outputs, at_once, tell, here=True):
        folder.take(added)
        for name, row in remembered:
            kept.put(STAGE, name, program, row)


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
    part, files = folder.part(str(os.getpid())), make()
    _write(part, files)
    return part.added, [(name, content) for name, content in files.items() if isinstance(content, _Kept)]


def _write(part: OwnFolder, files: Mapping[str, _Content]) -> None:
    for name, content in files.items():
        if isinstance(content, Pieced):
            part.add_joined(name, content)
        elif content is None:
            part.add(name, part.whole[name], None)
        elif not isinstance(content, _Kept):
            part.add(name, digest(content), content)

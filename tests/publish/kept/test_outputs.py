"""What is made of the whole catalog is laid as it lies, unless something that it is made of is something else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest

from generator.derive.catalog import Catalog, catalog
from generator.derive.lookups import Answers
from generator.model import Portal
from generator.model.frozen import replace
from generator.publish.kept import memory, outputs
from generator.publish.kept.outputs import Outputs
from generator.publish.kept.pieces import Pieced
from generator.publish.kept.seals import STAGE, OwnFolder
from generator.text.digests import digest
from tests.support.factories import QD_1719, document, graph, lam_giang, record

Make = Callable[[Catalog], bytes]
GRAPH = lam_giang()
FIRST, SECOND = (each.id for each in GRAPH.records[:2])


def reworded(name: str) -> Catalog:
    """Return a catalog in which a paper has another word of as many letters."""

    def other(text: str) -> str:
        words = text.split(" ")
        return " ".join((*words[:-1], words[-1][::-1]))

    records = (
        replace(each, document=replace(each.document, text=other(each.document.text))) if each.id == name else each
        for each in GRAPH.records
    )
    return catalog(replace(GRAPH, records=tuple(records)), Portal())


def titles(found: Catalog) -> bytes:
    """An output that reads no word of any paper."""
    return "\n".join(each.title for each in found.records.values()).encode()


def opening(found: Catalog) -> bytes:
    """An output that reads the words of the first paper."""
    return titles(found) + found.records[FIRST].document.text.encode()


def laid(root: Path, found: Catalog, make: Callable[[Catalog], bytes | Pieced]) -> bool:
    """Lay an output, whole or of pieces, and tell whether it was made for that."""
    made: list[bytes | Pieced] = []

    def lay(part: OwnFolder) -> None:
        made.append(content := make(found))
        if isinstance(content, Pieced):
            part.add_joined("a.txt", content)
        else:
            part.add("a.txt", digest(content), content)

    with memory.opened(root) as kept:
        folder = OwnFolder(root / "docs", memory.Stage(kept, STAGE), "docs")
        known = Outputs(found, Answers(found), kept)
        known.lay("a", lay, folder)
        folder.finish()
        known.keep(known.now, kept)
    content = make(found)
    assert (root / "docs/a.txt").read_bytes() == (content.data if isinstance(content, Pieced) else content)
    return bool(made)


BEFORE = catalog(GRAPH, Portal())


@pytest.mark.parametrize(
    ("make", "after", "anew"),
    [
        (titles, BEFORE, False),
        (titles, reworded(FIRST), False),
        (opening, BEFORE, False),
        (opening, reworded(SECOND), False),
        (opening, reworded(FIRST), True),
        (titles, catalog(replace(GRAPH, records=GRAPH.records[1:]), Portal()), True),
        (
            titles,
            catalog(
                replace(GRAPH, works=tuple(replace(e, date="1999") if e.id == QD_1719 else e for e in GRAPH.works)),
                Portal(),
            ),
            True,
        ),
        (titles, catalog(GRAPH, Portal(name="Kho khác")), True),
    ],
)
def test_an_output_is_made_anew_only_where_it_may_be_another(
    tmp_path: Path, make: Make, after: Catalog, anew: bool
) -> None:
    if make is opening and FIRST not in after.records:
        return
    assert laid(tmp_path, BEFORE, make)
    assert laid(tmp_path, after, make) is anew
    assert not laid(tmp_path, after, make)


def test_a_file_that_does_not_lie_as_it_was_left_is_made_anew(tmp_path: Path) -> None:
    assert laid(tmp_path, BEFORE, titles)
    (tmp_path / "docs/a.txt").write_bytes(b"x")
    assert laid(tmp_path, BEFORE, titles)


@pytest.mark.parametrize("row", [b"", b"\xc1", msgspec.msgpack.encode({"a": 1})])
def test_a_row_of_another_form_counts_as_absent(tmp_path: Path, row: bytes) -> None:
    assert laid(tmp_path, BEFORE, titles)
    with memory.opened(tmp_path) as kept:
        ((name, (key, _)),) = kept.all_of(outputs.STAGE).items()
        kept.put(outputs.STAGE, name, key, row)
    assert laid(tmp_path, BEFORE, titles)


def test_words_that_a_copy_of_a_paper_gives_are_those_of_all(tmp_path: Path) -> None:
    def copied(found: Catalog) -> bytes:
        return replace(found.records[FIRST].document, archive_line="Lưu").text.encode()

    assert laid(tmp_path, BEFORE, copied)
    assert laid(tmp_path, reworded(SECOND), copied)


def words_of(found: Catalog, name: str) -> bytes:
    """Return the words of a paper."""
    return found.records[name].document.text.encode()


def test_what_copies_pieces_and_reads_words_depends_on_all_words(tmp_path: Path) -> None:
    def pieces(found: Catalog) -> Pieced:
        texts = [partial(words_of, found, name) for name in (FIRST, SECOND)]
        return Pieced(b"", [(digest(make()), make) for make in texts])

    for found in (BEFORE, reworded(FIRST), BEFORE, reworded(SECOND)):
        assert laid(tmp_path, found, pieces)
    assert not laid(tmp_path, reworded(SECOND), pieces)


def test_a_value_is_made_again_where_it_is_made_of_something_else(tmp_path: Path) -> None:
    with memory.opened(tmp_path) as kept:
        for made_of, asked, given in ((b"1", b"a", b"a"), (b"1", b"b", b"a"), (b"2", b"c", b"c")):
            known = Outputs(BEFORE, Answers(BEFORE), kept)
            assert known.made("x", digest(made_of), lambda asked=asked: asked) == given  # type: ignore[misc]
            known.keep(known.now, kept)


def test_no_output_is_remembered_that_is_not_laid(tmp_path: Path) -> None:
    assert laid(tmp_path, BEFORE, titles)
    with memory.opened(tmp_path) as kept:
        Outputs(BEFORE, Answers(BEFORE), kept).keep({}, kept)
        assert kept.names(outputs.STAGE) == set()
    empty = catalog(graph((record("mot", document("Một.")),), ()), Portal())
    assert laid(tmp_path, empty, titles)

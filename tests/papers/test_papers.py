"""What comes of a paper is the same on one core and on many, worked out or remembered."""

from __future__ import annotations

import gc
import os
import signal
import time
from functools import partial
from pathlib import Path

import msgspec
import pytest

from generator import cores, papers, pipeline, vocab
from generator.cores import aside, lasting, spread
from generator.curation.portal import open_content
from generator.errors import VankhoError
from generator.ingest import Source, original
from generator.link import link
from generator.link.entities import issuers
from generator.link.scope.scoped_document import read
from generator.model import EntityKind, KnownDocument, Mark, Portal, Registry, Rejection
from generator.model.frozen import replace
from generator.papers.packed import Packed, unpacked
from generator.papers.sharing import share
from generator.recall import NOTHING
from generator.text.erasure import Names
from tests.support.places import ROOT


class Kept(dict[tuple[str, bytes], bytes]):
    """A memory that counts what is worked out."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []

    def has(self, name: str, key: bytes) -> bool:
        """Tell whether something was kept."""
        return (name, key) in self

    def get(self, name: str, key: bytes) -> bytes | None:  # type: ignore[override]
        """Return what was kept."""
        return super().get((name, key))

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Keep a result."""
        self.made.append(name)
        self[name, key] = value


@pytest.fixture(scope="module")
def sources() -> tuple[Source, ...]:
    """The papers of the sample, as they were read."""
    return pipeline.read(open_content(ROOT / "content"), lambda stage, done, total: None).sources[:8]


NOBODY, PORTAL = Names(()), Portal()


class Damaged(Kept):
    """A memory of which nothing can be read."""

    def get(self, name: str, key: bytes) -> bytes | None:  # type: ignore[override]
        """Return None."""


def test_an_edit_costs_one_paper(sources: tuple[Source, ...]) -> None:
    kept = Kept()
    first = list(papers.papers(sources, NOBODY, PORTAL, kept))
    assert len(kept.made) == len(sources)
    kept.made.clear()
    assert list(papers.papers(sources, NOBODY, PORTAL, kept)) == first
    assert kept.made == []
    text = original(sources[3])
    edited = (*sources[:3], replace(text, text=text.text.replace("năm", "Năm")), *sources[4:])
    again = list(papers.papers(edited, NOBODY, PORTAL, kept))
    assert kept.made == [text.path]
    assert [one for one, other in zip(again, first, strict=True) if one != other] == [again[3]]


def test_what_turns_out_to_be_damaged_is_made_and_kept_again(sources: tuple[Source, ...]) -> None:
    kept = Damaged()
    first = list(papers.papers(sources, NOBODY, PORTAL, kept))
    kept.made.clear()
    assert list(papers.papers(sources, NOBODY, PORTAL, kept)) == first
    assert len(kept.made) == len(sources)


def test_what_is_remembered_of_a_text_holds_it_only_where_something_was_taken_out(sources: tuple[Source, ...]) -> None:
    cleaned = []
    signed = next(p.document for p in papers.papers(sources, NOBODY, PORTAL, NOTHING) if p.document).signature
    assert signed
    for names in (NOBODY, Names((signed.name,))):
        kept = Kept()
        for source, paper in zip(sources, papers.papers(sources, names, PORTAL, kept), strict=True):
            assert paper.document and (paper.cleaned is None) == (paper.document.source == source)
            assert paper.cleaned is None or unpacked(paper.cleaned) == paper.document.source
            cleaned += [paper] if paper.cleaned else []
            row = next(row for (name, _), row in kept.items() if name == paper.path)
            assert (original(source).digest.encode() in row) == bool(paper.cleaned)
    assert 0 < len(cleaned) < 2 * len(sources)


def test_equal_words_bodies_and_offsets_of_papers_are_held_once(sources: tuple[Source, ...]) -> None:
    found = [paper for paper in papers.papers(sources, NOBODY, PORTAL, NOTHING) if paper.document and paper.alone]
    before = [msgspec.msgpack.encode(paper) for paper in found]
    for paper in found:
        share(paper.document, paper.cut, paper.alone)
    assert [msgspec.msgpack.encode(paper) for paper in found] == before
    spans = [block.span for paper in found if paper.cut for block in paper.cut.blocks]
    spans += [mention.span for paper in found if paper.document for mention in paper.document.mentions]
    for things in (
        [number for span in spans for number in (span.start, span.end)],
        [mention.name for paper in found if paper.document for mention in paper.document.mentions],
        [body for paper in found if paper.alone for body in paper.alone.resolved.named],
    ):
        assert len({id(each) for each in things}) == len(set(things)) < len(things)


def test_sources_are_packed_and_come_out_as_they_were(sources: tuple[Source, ...]) -> None:
    packed = Packed.of(sources)
    assert tuple(map(unpacked, packed.rows)) == sources
    assert dict(packed.at(packed.paths[2:4])) == dict(zip(packed.paths[2:4], packed.rows[2:4], strict=True))


def test_other_names_or_settings_are_another_result(sources: tuple[Source, ...]) -> None:
    kept = Kept()
    for names, portal in ((NOBODY, PORTAL), (Names(("Vàng Seo Páo",)), PORTAL), (NOBODY, Portal(audience="intranet"))):
        kept.made.clear()
        list(papers.papers(sources[:2], names, portal, kept))
        assert len(kept.made) == 2


def test_many_cores_give_what_one_gives(sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    many = sources * 5
    with_all = list(papers.papers(many, NOBODY, PORTAL, NOTHING))
    monkeypatch.setenv("VANKHO_CORES", "1")
    assert list(papers.papers(many, NOBODY, PORTAL, NOTHING)) == with_all


def test_work_is_spread_in_order_and_what_it_raises_is_raised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 3)
    assert list(spread(lambda item: item * 2, range(1000), 7)) == [item * 2 for item in range(1000)]

    def fails(item: int) -> int:
        return 1 // (item - 500)

    with pytest.raises(ZeroDivisionError):
        list(spread(fails, range(1000), 7))


def test_results_wait_in_no_endless_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)
    made = spread(lambda item: (tmp_path / str(item)).touch(), range(1000), 1)
    next(made)
    time.sleep(1)
    assert cores.AHEAD // 2 < len(list(tmp_path.iterdir())) <= cores.AHEAD + 1
    assert len(list(made)) == 999


def test_without_processes_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr("generator.cores.available", lambda: 2)
    monkeypatch.setattr("generator.cores.ProcessPoolExecutor", refused)
    assert list(spread(lambda item: item + 1, range(100), 7)) == list(range(1, 101))


@pytest.mark.parametrize("cores", [1, 2])
def test_work_aside_gives_what_it_gives_here(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: cores)
    with aside(os.getpid) as process:
        assert (process() == os.getpid()) is (cores == 1)
    with aside(lambda: 1 // 0) as fails, pytest.raises(ZeroDivisionError):
        fails()
    with pytest.raises(KeyError), aside(lambda: time.sleep(60)):
        raise KeyError  # who is asked to stop does not wait for the rest


def test_work_among_others_is_done_by_one_of_their_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)
    here = os.getpid()
    with aside(os.getpid, among=True) as process:
        theirs = set(spread(lambda _: os.getpid(), range(40), 1))
        assert process() in theirs - {here} and len(theirs) <= 2
    with aside(lambda: 1 // 0, among=True) as fails:
        assert list(spread(lambda item: item + 1, range(40), 1, here=True)) == list(range(1, 41))
        with pytest.raises(ZeroDivisionError):
            fails()
    with aside(os.getpid, among=True) as process:
        assert process() == here, "no process was forked"
    assert here not in set(spread(lambda _: os.getpid(), range(40), 1))


def test_nothing_waits_for_work_among_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)

    def waits() -> int:
        while len(list(tmp_path.iterdir())) < 300:
            time.sleep(0.01)
        return os.getpid()

    with aside(waits, among=True) as process:  # the only other process is not free until all items are done
        list(spread(lambda item: (tmp_path / str(item)).touch(), range(300), 1, here=True))
        assert process() != os.getpid()


def test_this_process_works_too_where_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)

    def slow(_: int) -> int:
        time.sleep(0.005)
        return os.getpid()

    mine, theirs = set(spread(slow, range(200), 1, here=True)), set(spread(slow, range(200), 1))
    assert os.getpid() in mine and len(mine) == 2
    assert os.getpid() not in theirs and len(theirs) == 2

    def fails(item: int) -> int:
        return 1 // (item - 150)

    assert list(spread(lambda item: item * 2, range(1000), 7, here=True)) == [item * 2 for item in range(1000)]
    with pytest.raises(ZeroDivisionError):
        list(spread(fails, range(1000), 7, here=True))


def test_what_is_spread_by_work_that_is_spread_forks_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)

    def within(_: int) -> bool:
        return set(spread(lambda _: os.getpid(), range(4), 1)) == {os.getpid()}

    assert all(spread(within, range(40), 1, here=True))
    assert os.getpid() not in set(spread(lambda _: os.getpid(), range(40), 1)), "and later it does again"


def test_work_among_others_is_done_once_though_it_is_spread_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)

    def work() -> list[int]:
        with (tmp_path / "done").open("a") as file:
            file.write(".")
        return list(spread(lambda item: item + 1, range(4), 1))

    with aside(work, among=True) as laid:
        for _ in range(2):
            assert list(spread(lambda item: item + 1, range(40), 1, here=True)) == list(range(1, 41))
        assert laid() == [1, 2, 3, 4]
    assert (tmp_path / "done").read_text() == "."


def test_work_among_others_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)
    with (
        pytest.raises(VankhoError, match="dừng đột ngột"),
        aside(lambda: os.kill(os.getpid(), signal.SIGKILL), among=True) as dies,
    ):
        for _ in spread(lambda _: time.sleep(0.01), range(40), 1):
            pass
        dies()


def test_a_process_that_dies_among_others_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)
    here = os.getpid()

    def dies(item: int) -> None:
        time.sleep(0.01)
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(VankhoError, match="dừng đột ngột"):
        list(spread(dies, range(40), 1, here=True))


def test_a_process_aside_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 2)
    here = os.getpid()
    with (
        aside(lambda: os.kill(os.getpid(), signal.SIGKILL) if os.getpid() != here else None) as dies,
        pytest.raises(VankhoError, match="dừng đột ngột"),
    ):
        dies()


def test_what_is_found_with_the_parse_is_what_linking_finds(sources: tuple[Source, ...]) -> None:
    read = [paper for paper in papers.papers(sources, NOBODY, PORTAL, Kept()) if paper.document and paper.alone]
    documents = [paper.document for paper in read if paper.document]
    told_alone = {id(paper.document): paper.alone for paper in read if paper.alone}
    first = documents[0]
    line = first.line_of(next(each for each in first.mentions if each.kind is EntityKind.AGENCY).span.start)
    wrong = Rejection("agency", first.source.path, line)
    secret = KnownDocument(first.source.path, secrecy=Mark.SECRET)
    counts = []
    for stated in (Registry(), Registry(rejections=(wrong,)), Registry(documents=(secret,))):
        with_parse = link(documents, stated, vocab.load(), PORTAL, {}, told_alone)
        assert with_parse == link(documents, stated, vocab.load(), PORTAL, {})
        counts.append(len(with_parse.records))
    assert counts == [len(documents), len(documents), len(documents) - 1]


def test_what_is_resolved_with_the_parse_is_what_is_resolved_from_the_paper(sources: tuple[Source, ...]) -> None:
    cited = 0
    for paper in papers.papers(sources, NOBODY, PORTAL, Kept()):
        assert paper.document and paper.alone
        again = partial(read, paper.document, paper.alone.words, None, PORTAL, vocab.load())
        kept, anew = again(resolved=paper.alone.resolved), again()
        assert replace(kept, resolved=None) == anew
        found = issuers.of_document(kept, vocab.load())
        assert [replace(each, reading=anew) for each in found] == issuers.of_document(anew, vocab.load())
        cited += sum(each.issuer is not None for each in found)
    assert cited > 10


def test_garbage_is_sought_again_after_what_lasts_was_made() -> None:
    with lasting():
        assert not gc.isenabled()
    with pytest.raises(ZeroDivisionError), lasting():
        raise ZeroDivisionError
    assert gc.isenabled()

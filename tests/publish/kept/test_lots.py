"""An edit of one paper draws the sheets on which it stands, and what is not drawn is as if it were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import FunctionType

import msgspec
import pytest

from generator import vocab
from generator.cores import unheard
from generator.derive.catalog import Catalog, catalog
from generator.derive.lookups import Answers
from generator.link import link
from generator.model import Agency, Page, Portal, Record, Registry
from generator.model.frozen import fields_of, replace
from generator.pages import PAGE_KINDS
from generator.pages.frame.page import Further
from generator.pages.lists import by_year, paging, register
from generator.publish.kept import lots, memory
from generator.publish.kept.memory import Memory
from generator.publish.kept.seals import STAGE, OwnFolder
from generator.publish.pages import written
from tests.bench.corpus import documents
from tests.support.views import parsed

DOCUMENTS, MIDDLE = 30, 15
ROOM = 6


@pytest.fixture(autouse=True)
def _short_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let thirty papers have lists as long as thirty thousand."""
    alphabet = import_module("generator.pages.lists.alphabet")
    long = ((by_year, "WHOLE"), (by_year, "NEWEST"), (paging, "WHOLE"), (alphabet, "_MOST"), (register, "_SHEET"))
    for place, name in long:
        monkeypatch.setattr(place, name, ROOM)
    monkeypatch.setenv("VANKHO_CORES", "1")


@pytest.fixture(scope="module")
def papers() -> Mapping[str, str]:
    """The papers of a small portal, by path."""
    return {paper.path: paper.text for paper in documents(DOCUMENTS, 1)}


@pytest.fixture(scope="module")
def found(papers: Mapping[str, str]) -> Catalog:
    """All that they say."""
    return linked(papers)


@pytest.fixture(scope="module")
def fewer(papers: Mapping[str, str], found: Catalog) -> Catalog:
    """The same without the last papers."""
    return linked(dict(list(papers.items())[:-3]), found)


def linked(papers: Mapping[str, str], known: Catalog | None = None) -> Catalog:
    """Return all that papers say, known ones under the ids that they have."""
    read = tuple(parsed(text, path) for path, text in papers.items())
    locked = dict(known.graph.identities) if known else {}
    return catalog(link(read, Registry(), vocab.load(), Portal(), locked), Portal())


def written_to(root: Path, found: Catalog) -> dict[str, bytes]:
    """Return what pages give, written to a folder beside its memory."""
    with memory.opened(root) as kept:
        folder = OwnFolder(root / "docs", memory.Stage(kept, STAGE), "docs")
        written(found, Answers(found), folder, kept, unheard)
        folder.finish()
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "docs").rglob("*.*")}


def further(found: Catalog) -> Iterator[Further]:
    """Yield every further page of a portal, not drawn."""
    for kind in PAGE_KINDS.values():
        for thing in kind.things(found):
            yield from (each for each in kind.pages(found, thing) if isinstance(each, Further))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the further pages that are drawn from now on."""
    paths: list[str] = []
    draw = Further.page

    def noted(self: Further, found: Catalog) -> Page:
        paths.append(self.path)
        return draw(self, found)

    monkeypatch.setattr(Further, "page", noted)
    return paths


def edited(text: str) -> str:
    """Put another word into a long line of a paper's middle."""
    lines = text.split("\n")
    at = next(at for at in range(len(lines) // 2, len(lines)) if len(lines[at].split()) > 8)
    words = lines[at].split(" ")
    lines[at] = " ".join((*words[:5], "thêm", *words[6:]))
    return "\n".join(lines)


def test_an_edit_draws_the_sheets_on_which_the_paper_stands(
    tmp_path: Path, papers: Mapping[str, str], found: Catalog, drawn: list[str]
) -> None:
    path = found.graph.records[MIDDLE].document.source.path
    after = linked({**papers, path: edited(papers[path])}, found)
    every = {each.path for each in further(after)}
    written_to(tmp_path / "kept", found)
    assert set(drawn) == every, "the edit adds no sheet"

    drawn.clear()
    now = written_to(tmp_path / "kept", after)
    own = after.records[found.graph.records[MIDDLE].id]
    told = {each.path for each in further(after) if names(each.of, own)}
    assert told <= set(drawn), "whatever shows the paper"
    assert len(drawn) < len(every) / 5 and len(set(drawn) - told) < len(drawn) / 2

    drawn.clear()
    assert written_to(tmp_path / "kept", after) == now
    assert drawn == []
    assert written_to(tmp_path / "new", after) == now


def names(value: object, record: Record) -> bool:
    """Tell whether a paper stands among the rows of a sheet."""
    if isinstance(value, tuple):
        return any(names(each, record) for each in value)
    return value is record or getattr(value, "record", None) is record


def _titled(found: Catalog) -> Catalog:
    first, *others = found.graph.records
    return catalog(replace(found.graph, records=(replace(first, title="Tên khác"), *others)), Portal())


def _called(found: Catalog) -> Catalog:
    def named(each: Agency) -> Agency:
        return replace(each, name=f"{each.name} mới")

    return catalog(replace(found.graph, agencies=tuple(map(named, found.graph.agencies))), Portal())


@pytest.mark.parametrize("change", [_titled, _called])
def test_what_is_kept_of_sheets_is_what_is_drawn_anew(
    tmp_path: Path, found: Catalog, change: Callable[[Catalog], Catalog]
) -> None:
    after = change(found)
    old = written_to(tmp_path / "kept", found)
    now = written_to(tmp_path / "kept", after)
    assert now != old
    assert now == written_to(tmp_path / "new", after)


def test_a_sheet_is_drawn_by_a_function_that_sees_nothing_beside(found: Catalog) -> None:
    sheets = tuple(further(found))
    assert {each.draw.__module__.rpartition(".")[2] for each in sheets} == {"by_year", "alphabet", "register"}
    for each in sheets:
        plain(each.draw)
        plain(each.of)


def plain(value: object) -> None:
    """See that a digest tells a value whole: nothing hides in a closure, an object or a table."""
    match value:
        case FunctionType():
            given = (*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values())
            assert value.__closure__ is None and all(isinstance(each, bool) for each in given)
            assert getattr(import_module(value.__module__), value.__name__) is value
        case tuple():
            for each in value:
                plain(each)
        case frozenset():
            assert all(isinstance(each, str) for each in value)
        case _:
            assert value is None or isinstance(value, str | int) or fields_of(value), value


def test_things_that_differ_have_other_digests(found: Catalog) -> None:
    answers = Answers(found)
    sheets = tuple(further(found))
    assert len({answers.thing((each.path, *each.made_of)) for each in sheets}) == len(sheets)
    one = next(each for each in sheets if len(each.of) > 6)
    for at in range(len(one.of)):
        other = (*one.of[:at], "khác", *one.of[at + 1 :])
        assert answers.thing(other) != answers.thing(one.of)


# --- what is remembered --------------------------------------------------------------------------------


OTHER_FORMS = [b"", msgspec.msgpack.encode({"a": 1})]


def overwrite(root: Path, row: bytes, *stages: str) -> None:
    """Put a row in place of all that a memory keeps of some stages."""
    with memory.opened(root) as kept:
        for stage in stages:
            for name, (key, _) in kept.all_of(stage).items():
                kept.put(stage, name, key, row)


@pytest.mark.parametrize("row", OTHER_FORMS)
@pytest.mark.parametrize("stages", [(lots.STAGE,), (lots.LOOKUPS, lots.STATE)])
def test_rows_of_another_form_count_as_absent(
    tmp_path: Path, found: Catalog, drawn: list[str], row: bytes, stages: tuple[str, ...]
) -> None:
    now = written_to(tmp_path, found)
    every = sorted(drawn)
    drawn.clear()
    overwrite(tmp_path, row, *stages)
    assert written_to(tmp_path, found) == now
    assert sorted(drawn) == every


@pytest.mark.parametrize("row", OTHER_FORMS)
@pytest.mark.parametrize("stage", [lots.STAGE, lots.LOOKUPS, lots.STATE])
def test_an_edit_after_damage_gives_the_pages_of_a_first_build(
    tmp_path: Path, papers: Mapping[str, str], found: Catalog, row: bytes, stage: str
) -> None:
    path = found.graph.records[MIDDLE].document.source.path
    after = linked({**papers, path: edited(papers[path])}, found)
    written_to(tmp_path / "kept", found)
    overwrite(tmp_path / "kept", row, stage)
    now = written_to(tmp_path / "kept", after)
    assert now == written_to(tmp_path / "new", after)
    assert written_to(tmp_path / "kept", found) == written_to(tmp_path / "old", found)


def test_lots_of_a_build_that_was_stopped_are_all_looked_at(
    tmp_path: Path, papers: Mapping[str, str], found: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = found.graph.records[MIDDLE].document.source.path
    after = linked({**papers, path: edited(papers[path])}, found)
    old = written_to(tmp_path, found)
    with monkeypatch.context() as stopped, pytest.raises(KeyboardInterrupt):
        stopped.setattr(lots, "keep", _stop)
        written_to(tmp_path, after)
    with memory.opened(tmp_path) as kept:
        assert kept.all_of(lots.STATE) == {}
    assert written_to(tmp_path, found) == old


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_no_lookup_is_kept_that_no_lot_names(tmp_path: Path, found: Catalog, fewer: Catalog) -> None:
    old = written_to(tmp_path / "kept", found)
    gone = set(found.records) - set(fewer.records)
    assert gone and gone <= asked(tmp_path / "kept")
    now = written_to(tmp_path / "kept", fewer)
    assert not gone & asked(tmp_path / "kept")
    assert now == written_to(tmp_path / "new", fewer)
    assert written_to(tmp_path / "kept", found) == old


def asked(root: Path) -> set[str]:
    """Return the ids of documents that a memory says were looked up."""
    with memory.opened(root) as kept:
        return set(looked_up(kept)["records"].values())


def looked_up(kept: Memory) -> lots.Asked:
    """Return all that was looked up."""
    ((_, (key, _)),) = kept.all_of(lots.LOOKUPS).items()
    return lots.lookups(kept, key)

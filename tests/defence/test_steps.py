"""A fault of the program on one paper, at whatever step, harms that paper alone; a fault of all is one sentence."""

from __future__ import annotations

import errno
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import cli, pipeline
from generator.defence import MOST, in_hand
from generator.derive.catalog import Catalog
from generator.publish.writer import Changes

HEAD = (
    "UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: {0}/BC-BDT\nLam Giang, ngày {0} tháng 3 năm 2021\n\nBÁO CÁO\n{1}\n\n1. {2}\n"
)
TITLES = ("Việc trồng rừng", "Việc mở đường", "Việc xây trường", "Việc đào giếng")
BAD = "documents/3.txt"
WORDS = "Chữ kín không được nói ra"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with four papers, built up to what MkDocs would be given."""
    documents = tmp_path / "content/documents"
    documents.mkdir(parents=True)
    table = "\n| Xã | Số hộ |\n|---|---|\n| Long Hà | 120 |\n"
    for number, title in enumerate(TITLES, 1):
        text = HEAD.format(number, title, WORDS if number == 3 else "Đã làm xong.") + table
        (documents / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "content/portal.yml").write_text("name: Kho\naudience: intranet\n", encoding="utf-8")
    monkeypatch.setattr(pipeline, "_render", lambda *_: Changes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def failing(patch: pytest.MonkeyPatch, module: str, name: str, busy: Callable[[str], bool]) -> list[str]:
    """Let a function fail on some papers, as they are named among what it is given; return what it was asked for."""
    owner, asked = importlib.import_module(module), list[str]()
    real = getattr(owner, name)

    def run(*given: Any, **more: Any) -> Any:
        text = repr([each for each in given if not isinstance(each, Catalog)])
        if busy(text):
            asked.append(text)
            raise KeyError(f"{WORDS} {text}")
        return real(*given, **more)

    patch.setattr(owner, name, run)
    return asked


PLACES = (
    ("generator.ingest.plain_text", "clean"),
    ("generator.privacy", "cleaned"),
    ("generator.parse", "parse"),
    ("generator.link", "read"),
    ("generator.link", "record"),
    ("generator.link.scope.scoped_document", "scope_of"),
    ("generator.derive.blocks", "blocks"),
    ("generator.derive.blocks", "grids"),
    ("generator.publish.originals", "_pictures"),
    ("generator.publish.table_files", "csv_file"),
    ("generator.publish.open_data", "_document"),
)


@pytest.mark.parametrize(("module", "name"), PLACES)
def test_a_fault_on_one_paper_leaves_out_that_paper_alone(
    module: str, name: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = failing(monkeypatch, module, name, lambda given: WORDS in given)
    assert cli.main(["build"]) == 3
    told = capsys.readouterr()
    assert asked
    assert f"{BAD}:1: fault: Chương trình gặp lỗi ngoài dự kiến ở tệp này (KeyError, " in told.err
    assert told.err.count(": fault: ") == 1 and told.out.startswith("3 văn bản") and WORDS not in told.err
    pages = (place / ".build/site/docs/van-ban").glob("*.md")
    made = "".join(page.read_text("utf-8") for page in pages)
    assert [title in made for title in TITLES] == [True, True, False, True]


def test_a_fault_that_is_of_no_paper_is_one_sentence_and_changes_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, "generator.publish.open_data", "_lines", lambda given: True)
    assert cli.main(["build"]) == 2
    told = capsys.readouterr().err
    assert "vankho: chương trình gặp lỗi ngoài dự kiến (KeyError, test_steps.py:" in told
    assert "Traceback" not in told and WORDS not in told


def test_a_step_that_fails_on_every_paper_is_wrong_itself(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = failing(monkeypatch, "generator.link", "record", lambda given: True)
    assert cli.main(["build"]) == 2
    assert len(asked) <= MOST + 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE, errno.ENOMEM])
def test_what_the_machine_lacks_is_no_papers_fault(
    number: int, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(number, "full", "/tmp/x")

    monkeypatch.setattr("generator.ingest.plain_text.clean", full)
    assert cli.main(["build"]) == 2
    assert "vankho: /tmp/x: " in capsys.readouterr().err


def test_the_paper_in_hand_is_that_of_the_innermost_step() -> None:
    assert in_hand(KeyError("no traceback")) is None

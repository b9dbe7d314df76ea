"""The benchmark of builds: the form of its tables, what its edits change, what its runs see."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import pytest

from tests.bench.build import __main__ as bench
from tests.bench.build.cost import Cost, median, run, written
from tests.bench.build.programs import FULL_MENU_PAGES, Place, _plain_settings, add, edit
from tests.bench.build.table import MKDOCS, OURS, Grown, Row, growth, table


def test_the_table_is_the_one_that_is_quoted() -> None:
    rows = [
        Row(OURS, Cost(20.0, 31.25, 301.4, 2600, 81.25)),
        Row("Văn Khố, nothing changed", Cost(0.5, 0.5, 90, 0, 0)),
        Row(MKDOCS, Cost(40.0, 39.5, 250, 2600, 1081.2)),
        Row("Hugo with a bare layout, first", None, "not on this machine"),
    ]
    assert table(rows).splitlines() == [
        "| | seconds | of MkDocs | of our first build | CPU seconds | memory, MB | files written | MB written |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
        "| Văn Khố, first build | 20.0 | 0.50 | 1.00 | 31.2 | 301 | 2,600 | 81.2 |",
        "| Văn Khố, nothing changed | 0.5 | 0.01 | 0.03 | 0.5 | 90 | 0 | 0.0 |",
        "| MkDocs, our menu, each time | 40.0 | 1.00 | 2.00 | 39.5 | 250 | 2,600 | 1,081.2 |",
        "| Hugo with a bare layout, first: not on this machine | | | | | | | |",
    ]


def test_what_was_not_measured_is_no_base() -> None:
    assert (
        table([Row(OURS, Cost(2, 2, 2, 2, 2))]).splitlines()[-1]
        == "| Văn Khố, first build | 2.0 | | 1.00 | 2.0 | 2 | 2 | 2.0 |"
    )


def test_growth_is_compared_with_the_smallest() -> None:
    rows = [Grown(count, "first", Cost(seconds, 2 * seconds, 512, 1, 1)) for count, seconds in ((100, 5), (1000, 60))]
    assert growth(rows).splitlines()[2:] == [
        "| 100 | first | 5.0 | 50.0 | 100.0 | 512 | 5,243 | 1.00 |",
        "| 1,000 | first | 60.0 | 60.0 | 120.0 | 512 | 524 | 1.20 |",
    ]


def test_the_median_keeps_the_most_memory() -> None:
    assert median([Cost(1, 9, 5, 3, 3), Cost(3, 8, 7, 3, 3), Cost(2, 1, 6, 3, 3)]) == Cost(2, 8, 7, 3, 3)


def test_an_edit_changes_words_of_a_body_and_no_date(tmp_path: Path) -> None:
    place = Place(tmp_path, 12)
    before = {path: path.read_text("utf-8") for path in place.papers}
    path = edit(place.papers)
    changed = [each for each in place.papers if each.read_text("utf-8") != before[each]]
    assert changed == [path] and path in place.papers[5:8]
    figures = re.compile(r"\d+")
    assert figures.findall(path.read_text("utf-8")) == figures.findall(before[path])
    once = path.read_text("utf-8")
    assert edit(place.papers) == path and path.read_text("utf-8") != once, "each edit is another one"


def test_a_paper_that_is_added_bears_a_number_of_its_own(tmp_path: Path) -> None:
    place = Place(tmp_path, 12)
    first, second = add(place.papers), add(place.papers)
    assert len(place.papers) == 14 and first != second
    assert first.read_text("utf-8") != second.read_text("utf-8")


def test_a_run_sees_the_memory_of_all_processes_and_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    os.utime(tmp_path / "old", (1, 1))
    hold = "import os, sys, time; text = os.urandom(60_000_000); time.sleep(0.8)"
    write = "open(sys.argv[1], 'w').write('new')"
    alone = run([sys.executable, "-c", f"{hold}; {write}", str(tmp_path / "new")], tmp_path)
    assert (alone.files, alone.size) == (1, 3e-6) and alone.seconds >= 0.8 and alone.memory > 60
    both = f"import os, sys\nparent = os.fork()\n{hold}\nif parent: os.wait(); {write}"
    two = run([sys.executable, "-c", both, str(tmp_path / "new")], tmp_path)
    if Path("/proc/self/smaps_rollup").exists() and Path("/proc/self/task").exists():
        assert two.memory > 115
    assert list(written(tmp_path, time.time_ns() + 10**12)) == []


def test_who_cannot_be_measured_has_a_row_that_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    place = Place(tmp_path, 1)
    assert bench._has_hugo(place) == "not on this machine"
    (tmp_path / "build/docs").mkdir(parents=True)
    assert bench._few_pages(place) == ""
    for number in range(FULL_MENU_PAGES + 1):
        (tmp_path / f"build/docs/{number}.md").touch()
    assert bench._few_pages(place) == "left out: 501 pages, each in the menu of each"


def test_others_get_our_menu() -> None:
    assert "  - Văn bản: van-ban/index.md\n" in _plain_settings() and "hooks" not in _plain_settings()

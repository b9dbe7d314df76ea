"""What is told of the stages of a command, on a terminal, elsewhere, and at the end."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from generator import cores
from generator.terminal.progress import CLEAR, Progress, Reading, Spent, duration, moving_line, now, table


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, at: Sequence[float], steps: Sequence[tuple[str, int, int]]) -> Progress:
    """Tell steps on a stream, each at its second, then see it closed at the last."""
    readings = iter([Reading(0, 0, 0, 10), *(Reading(second, second / 2, second / 4, 20) for second in at)])
    progress = Progress(stream, profile=True, read=lambda: next(readings))
    with progress.followed():
        for step in steps:
            progress.tell(*step)
    return progress


def test_a_terminal_sees_one_line_that_moves() -> None:
    terminal = Terminal()
    steps = [
        ("Đọc", 0, 1),
        ("Đọc", 1, 1),
        *(("Phân tích", done, 200) for done in (0, 1, 40, 50)),
        ("Phân tích", 200, 200),
    ]
    told(terminal, (0, 1, 1, 1.01, 3, 5, 6), steps)
    assert terminal.getvalue().split(CLEAR) == [
        "",
        "Đọc …",
        "Đọc …",
        "Phân tích … 0/200",
        "Phân tích … 40/200, 20 mỗi giây, còn 8 giây",
        "Phân tích … 50/200, 12 mỗi giây, còn 12 giây",
        "Phân tích … 200/200, 40 mỗi giây",
        "",
    ], "what follows at once is not drawn, and no line is left"


def test_a_narrow_terminal_is_not_overrun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "12")
    terminal = Terminal()
    told(terminal, (0,), [("Phân tích", 0, 200)])
    assert terminal.getvalue() == f"{CLEAR}Phân tích …{CLEAR}"


def test_elsewhere_each_finished_stage_is_a_line() -> None:
    stream = io.StringIO()
    told(stream, (0, 0.4, 1, 3.5), [("Đọc", 0, 1), ("Đọc", 1, 1), *(("Viết", done, 1200) for done in (0, 7, 1200))])
    assert stream.getvalue() == "Đọc: xong (0,4 giây)\nViết: 1.200 (2,5 giây)\n"


def test_a_table_of_all_stages_closes() -> None:
    steps = [("Đọc", 0, 1), ("Đọc", 1, 1), ("Viết", 0, 50), ("Viết", 50, 50), ("Đọc", 0, 1), ("Đọc", 1, 1)]
    progress = told(io.StringIO(), (0, 2, 2, 6, 6, 7, 10), steps)
    assert list(progress.report()) == [
        "Bước       giây  tỉ lệ  số lượng  mỗi giây  giây CPU  CPU tiến trình con  MB cao nhất",
        "Đọc         3,0   30 %                           1,5                 0,8           20",
        "Viết        4,0   40 %        50        12       2,0                 1,0           20",
        "Việc khác   3,0   30 %                           1,5                 0,8           20",
        "Cả lượt    10,0  100 %                           5,0                 2,5           20",
    ], "a stage that is done again, without a paper that fails, costs both times"
    assert list(table({"Đọc": Spent(1, 0, 0, 0, 0)}, Spent(2, 0, 0, 0, 0)))[1] == "Đọc         1,0   50 %"


def test_of_one_stage_there_is_no_table() -> None:
    assert not list(told(io.StringIO(), (0, 2, 2), [("Đọc", 0, 1), ("Đọc", 1, 1)]).report())


@pytest.mark.parametrize(
    ("done", "seconds", "want"),
    [
        (0, 9.0, "Đọc … 0/1.000"),
        (10, 0.5, "Đọc … 10/1.000"),
        (10, 4.0, "Đọc … 10/1.000, 2,5 mỗi giây"),
        (500, 1.5, "Đọc … 500/1.000, 333 mỗi giây"),
        (500, 100.0, "Đọc … 500/1.000, 5,0 mỗi giây, còn 1 phút 40 giây"),
    ],
)
def test_what_is_not_known_yet_is_not_told(done: int, seconds: float, want: str) -> None:
    assert moving_line("Đọc", done, 1000, seconds) == want


@pytest.mark.parametrize(
    ("seconds", "want"),
    [
        (0.2, "1 giây"),
        (59.4, "59 giây"),
        (60, "1 phút"),
        (61, "1 phút 1 giây"),
        (299.6, "5 phút"),
        (400, "7 phút"),
        (3600, "1 giờ"),
        (7500, "2 giờ 5 phút"),
    ],
)
def test_times_are_said_as_one_says_them(seconds: float, want: str) -> None:
    assert duration(seconds) == want


@pytest.mark.parametrize("most", ["1", "8"])
def test_the_slowest_items_are_named(most: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANKHO_CORES", most)
    progress = Progress(io.StringIO(), profile=True)
    heard: list[int] = []
    with progress.followed():
        progress.tell("Dựng", 0, 40)
        made = cores.spread(str.upper, [f"trang-{n}.md" for n in range(40)], tell=lambda done, _: heard.append(done))
        assert list(made) == [f"TRANG-{n}.MD" for n in range(40)] and heard == list(range(40))
    first, *slow = progress.report()
    assert first == "Dựng: lâu nhất (giây CPU)" and len(slow) == 10
    assert {line.split()[1] for line in slow} <= {f"trang-{n}.md" for n in range(40)}


def test_nothing_is_timed_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_timed", None)
    with Progress(io.StringIO()).followed():
        assert list(cores.spread(str.upper, ["a"])) == ["A"]


def test_a_reading_never_goes_back() -> None:
    first, second = now(), now()
    assert all(before <= after for before, after in zip(first, second, strict=True)) and first.clock > 0

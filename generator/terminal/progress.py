"""How far a command is (tiến độ), and what each stage cost; what clocks say never goes into a file.

On a terminal a line moves; elsewhere each finished stage is a line. A table of all stages may close it.
"""

from __future__ import annotations

import contextlib
import heapq
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TextIO

from generator import cores
from generator.text.invisible import shown

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

CLEAR = "\r\x1b[K"
_REDRAWN = 0.1
"""Seconds in which the line moves once: a terminal is not to be the slowest part."""
_RATE_AFTER, _LEFT_AFTER, _LEFT_SHARE = 1.0, 2.0, 0.05
"""Seconds after which a rate means something, and seconds and share done after which a time left does."""
_SLOWEST = 10
_OTHER, _ALL = "Việc khác", "Cả lượt"


class Reading(NamedTuple):
    """What was used so far: time on the clock and of processors, here and in ended processes; memory."""

    clock: float
    own: float
    others: float
    megabytes: float
    """The most that this process held so far."""


def now() -> Reading:
    """Return what was used so far."""
    times = os.times()
    used = times.user + times.system, times.children_user + times.children_system
    return Reading(time.monotonic(), *used, _most())


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 if resource else 0.0


class Spent(NamedTuple):
    """What a stage cost, and how many things it made; 0 where they are not counted."""

    seconds: float
    own: float
    others: float
    megabytes: float
    things: int

    def with_more(self, begun: Reading, ended: Reading, things: int) -> Spent:
        """Return this with what was used between two readings."""
        return Spent(
            self.seconds + ended.clock - begun.clock,
            self.own + ended.own - begun.own,
            self.others + ended.others - begun.others,
            ended.megabytes,
            max(self.things, things),
        )


_NOTHING = Spent(0.0, 0.0, 0.0, 0.0, 0)


class Progress:
    """What a command tells of its stages on a stream; `profile` asks for what they cost in detail."""

    def __init__(self, stream: TextIO, profile: bool = False, read: Callable[[], Reading] = now) -> None:
        self._stream, self._terminal, self._profile, self._read = stream, stream.isatty(), profile, read
        self._stage, self._drawn = "", 0.0
        self._begun = self._entered = read()
        self._spent: dict[str, Spent] = {}
        self._slow: dict[str, list[tuple[float, str]]] = {}

    def tell(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` of a stage is done; a stage is finished when all is."""
        if stage == self._stage and done != total and not self._terminal:  # to read what was used takes longer
            return
        reading = self._read()
        if new := stage != self._stage:
            self._leave(reading)
            self._stage, self._entered = stage, reading
        if self._terminal and (new or done == total or reading.clock - self._drawn >= _REDRAWN):
            self._drawn = reading.clock
            self._draw(moving_line(stage, done, total, reading.clock - self._entered.clock))
        if done == total:
            if not self._terminal:
                said = thousands(total) if total > 1 else "xong"
                print_line(self._stream, f"{stage}: {said} ({decimal(reading.clock - self._entered.clock)} giây)")
            self._leave(reading, total if total > 1 else 0)

    def _draw(self, line: str) -> None:
        # A line that wraps is not cleared: what does not fit is left out.
        self._stream.write(f"{CLEAR}{line[: shutil.get_terminal_size().columns - 1]}")
        self._stream.flush()

    def _leave(self, reading: Reading, things: int = 0) -> None:
        if self._stage:
            spent = self._spent.get(self._stage, _NOTHING)
            self._spent[self._stage] = spent.with_more(self._entered, reading, things)
        self._stage = ""

    @contextlib.contextmanager
    def followed(self) -> Iterator[None]:
        """Follow what is done inside; then no moving line is left."""
        try:
            with cores.watched(time.process_time, self._note) if self._profile else contextlib.nullcontext():
                yield
        finally:
            if self._terminal:
                self._draw("")

    def _note(self, item: object, made: object, seconds: float) -> None:
        """Keep the slowest items of a stage."""
        slow = self._slow.setdefault(self._stage, [])
        keep = heapq.heappush if len(slow) < _SLOWEST else heapq.heappushpop
        keep(slow, (seconds, _called(item, made)))

    def report(self) -> Iterator[str]:
        """Yield the lines of the table of all stages; of one stage there is nothing to compare."""
        if len(self._spent) > 1:
            whole = _NOTHING.with_more(self._begun, self._read(), 0)
            yield from table(self._spent, whole, self._profile)
        for stage, slow in self._slow.items():
            yield f"{stage}: lâu nhất (giây CPU)"
            yield from (f"  {decimal(seconds, 3):>8}  {name}" for seconds, name in sorted(slow, reverse=True))


def print_line(stream: TextIO, line: str) -> None:
    """Print a line that may quote a name of a file or what stands in it: a terminal obeys no word of that."""
    stream.write(f"{shown(line)}\n")


def _called(item: Any, made: Any) -> str:
    """Return the name of a page, of pages made together, or of the paper that was read."""
    match item, made:
        case str(name), _:
            return name
        case _, [[str(path), *_], *_]:
            return path
        case [first, *_], _ if hasattr(first, "name"):
            return str(first.name)
        case _, [first, *_] if hasattr(first, "path"):
            return str(first.path)
    source = getattr(item, "source", item)
    return str(getattr(source, "path", "") or getattr(item, "name", ""))


# --- words ---------------------------------------------------------------------------------------


def moving_line(stage: str, done: int, total: int, seconds: float) -> str:
    """Return what a terminal shows of a stage: how much is done, how fast, how long it takes yet."""
    if total <= 1:
        return f"{stage} …"
    parts = [f"{stage} … {thousands(done)}/{thousands(total)}"]
    if seconds >= _RATE_AFTER and done:
        parts.append(f"{_rate(done, seconds)} mỗi giây")
    if seconds >= _LEFT_AFTER and total * _LEFT_SHARE <= done < total:
        parts.append(f"còn {duration(seconds * (total - done) / done)}")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Return a time as one says it: seconds, then minutes, then hours."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} giây"
    minutes, rest = divmod(whole, 60)
    if minutes < 5 and rest:
        return f"{minutes} phút {rest} giây"
    hours, minutes = divmod(round(whole / 60), 60)
    return " ".join(part for part in (f"{hours} giờ" * bool(hours), f"{minutes} phút" * bool(minutes)) if part)


def decimal(value: float, places: int = 1) -> str:
    """Return a number with a decimal comma."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def thousands(value: float) -> str:
    """Return a whole number, its thousands apart."""
    return decimal(value, 0)


def _rate(things: int, seconds: float) -> str:
    rate = things / seconds
    return decimal(rate, 0 if rate >= 10 else 1)


class _Column(NamedTuple):
    title: str
    cell: Callable[[Spent, Spent], str]
    detail: bool = False
    """Shown only where more is asked for."""


def _things_per_second(stage: Spent) -> str:
    return _rate(stage.things, stage.seconds) if stage.things and stage.seconds >= 0.05 else ""


_COLUMNS = (
    _Column("giây", lambda stage, _: decimal(stage.seconds)),
    _Column("tỉ lệ", lambda stage, whole: f"{stage.seconds / max(whole.seconds, 1e-9):.0%}".replace("%", " %")),
    _Column("số lượng", lambda stage, _: thousands(stage.things) if stage.things else ""),
    _Column("mỗi giây", lambda stage, _: _things_per_second(stage)),
    _Column("giây CPU", lambda stage, _: decimal(stage.own), detail=True),
    _Column("CPU tiến trình con", lambda stage, _: decimal(stage.others), detail=True),
    _Column("MB cao nhất", lambda stage, _: thousands(stage.megabytes) if stage.megabytes else "", detail=True),
)


def table(stages: dict[str, Spent], whole: Spent, detail: bool = False) -> Iterator[str]:
    """Yield the lines of a table of what stages cost, what lay between them, and all of it."""
    columns = [column for column in _COLUMNS if detail or not column.detail]
    told = {**stages, _OTHER: _rest(stages, whole), _ALL: whole}
    rows = [("Bước", *(column.title for column in columns))]
    rows += [(name, *(column.cell(spent, whole) for column in columns)) for name, spent in told.items()]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        yield _aligned(row, widths)


def _rest(stages: dict[str, Spent], whole: Spent) -> Spent:
    used = [sum(spent[place] for spent in stages.values()) for place in range(3)]
    seconds, own, others = (max(0.0, whole[place] - used[place]) for place in range(3))
    return Spent(seconds, own, others, whole.megabytes, 0)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *cells = row
    shown_cells = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
    return "  ".join((name.ljust(widths[0]), *shown_cells)).rstrip()

"""Each fault tried by the tests of its room: collected once, then run in a fork of this process that has the fault.

A fork ends with the first test that fails; the kernel ends one that works or grows without end.
"""

from __future__ import annotations

import ast
import gc
import inspect
import os
import pickle
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from hypothesis import Phase, settings

from generator import vocab
from tests.mutants.mutations import Mutant, compiled
from tests.mutants.reach import Lines, Watch, reaching

ROOMS = {
    "text": ("tests/text", "tests/parse"),
    "reflow": ("tests/parse",),
    "parse": ("tests/parse", "tests/vocab"),
    "link": ("tests/link",),
    "derive": ("tests/derive", "tests/pages"),
    "search": ("tests/search",),
}
"""The tests that must notice a fault of a room: its own, and those next door that take no longer."""
QUICK = (
    *("tests/text", "tests/parse/test_parse.py", "tests/derive", "tests/search"),
    *(f"tests/link/test_{name}.py" for name in ("link", "months", "slugs", "twins")),
)
"""The tables of cases among them, which take a second or two: a sample is tried by these."""
PATIENCE = 5
"""A fork may work so many times as long as the same tests without a fault; while lines are noted, they take as long."""
LEAST_SECONDS = 10
MANY = 40
"""Faults of a room from which on it pays to note first which tests run which lines: that takes ten times as long."""
MEMORY = 4 << 30
"""Bytes; the tests need a tenth of it."""

Report = Callable[[int, Mutant, bool], None]
"""What is told of each: its place among those tried, the fault, whether it survived."""


class Trials:
    """Runs as a plugin of pytest: it takes the collected tests, and tries the faults in place of the run."""

    def __init__(
        self, faults: Sequence[Mutant], folder: Path, report: Report | None = None, unchanged: bool = False
    ) -> None:
        self.faults, self.folder, self.report, self.unchanged = faults, folder, report, unchanged
        self.survivors: list[Mutant] = []
        self.broken: list[str] = []
        self.seconds: dict[str, float] = {}
        self.lines: dict[str, Lines | None] = {}
        self.noticing: Counter[str] = Counter()
        self.tried = 0

    def pytest_sessionstart(self) -> None:
        """Spare hypothesis the search for the smallest example: any will do."""
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", parent=settings.get_profile("vankho"), phases=phases)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every fault, as many at a time as there are cores."""
        vocab.load()
        rooms = {room: of_room(session.items, room) for room in dict.fromkeys(room_of(f) for f in self.faults)}
        for room, items in rooms.items():
            self._without_fault(room, items)
        if self.broken:
            return True
        imports()
        gc.freeze()
        waiting, running = list(reversed(self.faults)), dict[int, Mutant]()
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                fault = waiting.pop()
                running[self._forked(fault, rooms[room_of(fault)])] = fault
            ended, status = os.wait()
            self._ended(running.pop(ended), survived=os.waitstatus_to_exitcode(status) == 0)
        return True

    def _ended(self, fault: Mutant, survived: bool) -> None:
        if survived:
            self.survivors.append(fault)
        elif (told := self.folder / noticed(fault)).exists():
            self.noticing[told.read_text()] += 1
            told.unlink()
        self.tried += 1
        if self.report:
            self.report(self.tried, fault, survived)

    def _without_fault(self, room: str, items: Sequence[pytest.Item]) -> None:
        """Run a room's tests as they are: all must pass, and they tell how long a fork may work."""
        told = self.folder / room
        watch = Watch([room], len(items)) if self._many(room) else None

        def run() -> None:
            start, failed = time.process_time(), list(failures(items, watch))
            lines = {name: dict(found) for name, found in watch.lines.items()} if watch else None
            told.write_bytes(pickle.dumps((time.process_time() - start, failed, lines)))

        os.waitpid(forked(run, self.folder, 0), 0)
        if not told.exists():
            self.broken.append(f"{room}: its tests do not come to an end")
            return
        self.seconds[room], failed, self.lines[room] = pickle.loads(told.read_bytes())
        self.broken += failed

    def _many(self, room: str) -> bool:
        return sum(room_of(fault) == room for fault in self.faults) >= MANY

    def _forked(self, fault: Mutant, items: Sequence[pytest.Item]) -> int:
        def run() -> None:
            put(fault, self.unchanged)
            if test := next(failures(self._asked(items, fault)), None):
                (self.folder / noticed(fault)).write_text(test)
                os._exit(1)

        seconds = self.seconds[room_of(fault)] * (PATIENCE if self.lines[room_of(fault)] is None else 1)
        return forked(run, self.folder, int(max(LEAST_SECONDS, seconds)))

    def _asked(self, items: Sequence[pytest.Item], fault: Mutant) -> list[pytest.Item]:
        """The tests that come by a fault; those first that are called after its module, and that noticed most."""
        lines = self.lines[room_of(fault)]
        if lines is not None and fault.function and fault.function.islower():
            asked = reaching(lines, fault.path, *fault.extent)
            items = [item for place, item in enumerate(items) if asked >> place & 1]
        stem = Path(fault.path).stem.removeprefix("__init__") or room_of(fault)
        return sorted(items, key=lambda item: (stem not in item.nodeid, -self.noticing[item.nodeid]))


def noticed(fault: Mutant) -> str:
    """Return the name of the file that tells which test noticed a fault."""
    return f"{fault.path.replace('/', '-')}-{fault.node}-{fault.change}"


def room_of(fault: Mutant) -> str:
    """Return the room that a fault is in."""
    return fault.path.split("/")[1]


def of_room(items: Sequence[pytest.Item], room: str) -> list[pytest.Item]:
    """Return the tests of a room, in the order of its folders."""
    return [item for path in ROOMS[room] for item in items if item.nodeid.startswith(path)]


def forked(run: Callable[[], None], folder: Path, seconds: int) -> int:
    """Start a process that runs something and ends well; any exception ends it badly."""
    child = os.fork()
    if child:
        return child
    with suppress(BaseException):
        # Temporary folders of its own, below one that is removed at the end.
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(folder)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        run()
        os._exit(0)
    os._exit(1)


def failures(items: Sequence[pytest.Item], watch: Watch | None = None) -> Iterator[str]:
    """Run tests one after the other, perhaps watched; yield the name of each that fails."""
    failed: list[str] = []

    class Listener:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            """Note what failed, in whatever phase."""
            failed.extend([report.nodeid] * report.failed)

    for plugins in {item.config.pluginmanager for item in items}:
        plugins.unregister(name="terminalreporter")
        for listener in filter(None, (Listener(), watch)):
            plugins.register(listener)
    for place, (item, following) in enumerate(zip(items, [*items[1:], None], strict=True)):
        with watch.test(place) if watch else nullcontext():
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        yield from failed
        failed.clear()


# --- a fault put into the running program --------------------------------------------------------------


def put(fault: Mutant, unchanged: bool = False) -> None:
    """Put a fault into its module, or the module as it is: what others have imported from there has it too."""
    name = fault.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = sys.modules[name]
    fresh = ModuleType(name)
    fresh.__dict__.update(__file__=module.__file__, __package__=module.__package__, __spec__=module.__spec__)
    exec(compiled(fault, unchanged), fresh.__dict__)
    _exchange(vars(module), vars(fresh), name)
    if not fault.function:
        _rebind(vars(module), vars(fresh))
    for other in _depending(name):
        for value in list(vars(sys.modules[other]).values()):
            if clear := getattr(value, "cache_clear", None):
                clear()


def _exchange(old: Mapping[str, object], new: Mapping[str, object], module: str) -> None:
    """Give the functions of a module or a class the code of their twins; whoever holds them holds them still."""
    for name, value in old.items():
        if isinstance(value, type) and value.__module__ == module:
            _exchange(vars(value), vars(new[name]), module)
            continue
        own, twin = _plain(value), _plain(new.get(name))
        if isinstance(own, FunctionType) and isinstance(twin, FunctionType) and own is not twin:
            if own.__code__ != twin.__code__:
                own.__code__ = twin.__code__
            own.__defaults__, own.__kwdefaults__ = twin.__defaults__, twin.__kwdefaults__


def _plain(value: object) -> object:
    """The function in a property, a method of a class or a wrapper such as a cache."""
    inner = getattr(value, "fget", None) or getattr(value, "__func__", value)
    return inspect.unwrap(inner) if callable(inner) and not isinstance(inner, type) else inner


def _rebind(old: dict[str, object], new: Mapping[str, object]) -> None:
    """Put the new value of each name where the old one is, in every module that imported it."""
    ours = [vars(module) for name, module in sys.modules.items() if name.split(".")[0] in ("generator", "tests")]
    for name, value in list(old.items()):
        if name.startswith("__") or isinstance(value, ModuleType | FunctionType | type) or value is new.get(name):
            continue
        for names in ours:
            if names.get(name) is value:
                names[name] = new[name]


def _depending(name: str) -> set[str]:
    """The modules of ours that import a module, by way of others too, and itself."""
    found, waiting = {name}, [name]
    while waiting:
        wanted = waiting.pop()
        more = {other for other, imported in imports().items() if wanted in imported} - found
        found |= more
        waiting += more
    return found


def imports() -> dict[str, set[str]]:
    """Return what each loaded module of ours imports by name."""
    if not _IMPORTS:
        for name, module in list(sys.modules.items()):
            if name.split(".")[0] in ("generator", "tests") and module.__file__:
                tree = ast.parse(Path(module.__file__).read_text("utf-8"))
                nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
                _IMPORTS[name] = {n.module or "" for n in nodes} | {
                    f"{n.module}.{a.name}" for n in nodes for a in n.names
                }
    return _IMPORTS


_IMPORTS: dict[str, set[str]] = {}

"""Work spread over several machines (cụm máy) by Dask's scheduler, results in the order of the items.

What travels is bytes, and each machine says of which program its results are: those of another are refused, so that the
machines give what one gives, to the byte. The engine tries again what a machine that died had in hand.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import logging
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from generator import resources
from generator.errors import ConfigurationError, VankhoError

PATIENCE = 10.0
"""Seconds in which a scheduler must answer, and after which a cluster without machines is given up."""
_AHEAD = 3
"""Pieces of work that wait for each thread of the cluster: enough to be busy, and never the whole collection."""
_LOOK = 2.0
"""Seconds after which one who waits looks whether any machine is left."""
_ADDRESS = re.compile(r"tcp://(?:[\w.-]+|\[[\da-fA-F:.]+\]):(\d{1,5})", re.ASCII)
_KEPT = "trang đang có được giữ nguyên"


def check(scheduler: str) -> None:
    """Raise ConfigurationError where no cluster can be asked: a wrong address, or Dask is not installed."""
    address = _ADDRESS.fullmatch(scheduler)
    if address is None or not 0 < int(address[1]) < 1 << 16:
        raise ConfigurationError(
            f"--scheduler «{scheduler}»: không phải địa chỉ của bộ điều phối. Ví dụ: --scheduler tcp://10.0.0.5:8786."
        )
    if importlib.util.find_spec("distributed") is None:
        raise ConfigurationError(
            "--scheduler cần thư viện distributed, mà máy này chưa có. Cài thêm: pip install 'vankho[cluster]', hoặc "
            "bỏ --scheduler để đọc ngay trên máy này."
        )


def spread(
    scheduler: str, work: Callable[..., bytes], given: tuple[bytes, ...], items: Iterable[bytes], chunk: int = 16
) -> Iterator[bytes]:
    """Yield `work(*given, item)` for each item, in their order; `chunk` items go to a machine at a time.

    `work` is a function of a module. A cluster that fails raises VankhoError, what `work` raises is raised here.
    """
    check(scheduler)
    coming = iter(items)
    first = list(islice(coming, chunk))
    if not first:
        return
    with _joined(scheduler) as cluster:
        under_way = deque([(first, cluster.begin(work, given, first))])
        while under_way:
            while len(under_way) < cluster.room() and (some := list(islice(coming, chunk))):
                under_way.append((some, cluster.begin(work, given, some)))
            some, future = under_way.popleft()
            results = cluster.results(future)
            yield from results
            yield from (work(*given, item) for item in some[len(results) :])


class _Cluster:
    """A scheduler that answers, and what is asked of it."""

    def __init__(self, scheduler: str, client: Any) -> None:
        self._scheduler, self._client = scheduler, client

    def begin(self, work: Callable[..., bytes], given: tuple[bytes, ...], items: list[bytes]) -> Any:
        """Hand some items to the scheduler; return what will hold their results."""
        from vankho.worker import run

        with self._told():
            return self._client.submit(
                run, resources.code(), work.__module__, work.__name__, given, items, pure=False, key=None
            )

    def room(self) -> int:
        """Return how many pieces of work may be under way."""
        with self._told():
            threads: int = sum(self._client.nthreads().values())
        return _AHEAD * max(1, threads)

    def results(self, future: Any) -> list[bytes]:
        """Return the results of a piece of work, as far as nothing failed there; wait while a machine is left."""
        machine, code, results = self._waited(future)
        self._check([(machine, code)])  # it may have joined after the others were asked
        done: list[bytes] = results
        return done

    def check(self) -> None:
        """Raise ConfigurationError where a machine has another program: before any paper goes there."""
        from vankho.worker import program

        with self._told():
            asked = self._client.run(program, on_error="return")
        self._check(each if isinstance(each, tuple) else (name, "") for name, each in asked.items())

    def _check(self, programs: Iterable[tuple[str, str]]) -> None:
        if others := sorted({machine for machine, code in programs if code != resources.code()}):
            raise ConfigurationError(
                f"--scheduler {self._scheduler}: máy «{', '.join(others)}» không có vankho hoặc chạy bản vankho, bản "
                f"Python khác bản ở đây, nên kết quả có thể khác; {_KEPT}. Cài cùng một bản ở mọi máy, khởi động lại "
                "`dask worker` ở đó, rồi chạy lại."
            )

    def _waited(self, future: Any) -> Any:
        alone_since = None
        while True:
            with self._told(), contextlib.suppress(TimeoutError):
                return future.result(timeout=_LOOK)
            with self._told():
                there = self._client.nthreads()
            now = time.monotonic()
            alone_since = None if there else alone_since or now
            if alone_since and now - alone_since > PATIENCE:
                raise VankhoError(
                    f"{self._scheduler}: các máy của cụm đều đã dừng giữa chừng; {_KEPT}. "
                    "Khởi động lại chúng (`dask worker`) rồi chạy lại, phần đã đọc xong được giữ."
                )

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Tell in a sentence what the engine raises."""
        engine = _engine()
        try:
            yield
        except engine.KilledWorker:
            raise VankhoError(
                f"{self._scheduler}: nhiều máy lần lượt dừng đột ngột trên cùng một phần việc, thường vì thiếu bộ nhớ; "
                f"{_KEPT}. Chạy lại với ít tiến trình hơn trên mỗi máy (`dask worker --nworkers`)."
            ) from None
        except (engine.CancelledError, OSError):
            raise VankhoError(
                f"{self._scheduler}: mất liên lạc với bộ điều phối giữa chừng; {_KEPT}. "
                "Kiểm tra bộ điều phối (`dask scheduler`) và đường mạng rồi chạy lại, phần đã đọc xong được giữ."
            ) from None
        except (ImportError, AttributeError, RuntimeError):
            raise VankhoError(
                f"{self._scheduler}: bộ điều phối hoặc một máy vừa vào cụm không mở được vankho; {_KEPT}. "
                "Cài cùng một bản vankho ở mọi máy của cụm, kể cả nơi chạy bộ điều phối, rồi chạy lại."
            ) from None


def _engine() -> Any:
    """Return the module of Dask's engine, which takes a second to load."""
    return importlib.import_module("distributed")


@contextlib.contextmanager
def _joined(scheduler: str) -> Iterator[_Cluster]:
    """Open a cluster that has a scheduler and a machine at least; leave it at the end, whatever happens."""
    for name in ("distributed.client", "distributed.core", "distributed.comm", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told here, in a sentence
    try:
        client = _engine().Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise ConfigurationError(
            f"--scheduler {scheduler}: không có bộ điều phối nào trả lời trong {PATIENCE:.0f} giây. "
            "Kiểm tra địa chỉ, tường lửa; ở máy ấy chạy: dask scheduler."
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise ConfigurationError(
                f"--scheduler {scheduler}: bộ điều phối trả lời, nhưng sau {PATIENCE:.0f} giây vẫn chưa có máy nào "
                f"nhận việc. Ở mỗi máy chạy: dask worker {scheduler} --nworkers -1 --nthreads 1."
            ) from None
        cluster = _Cluster(scheduler, client)
        cluster.check()
        yield cluster

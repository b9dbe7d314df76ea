"""The ground for faults: a content of three papers, its site of yesterday, and what a clean build makes of it today."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator import cli, rebuild
from generator.curation.portal import open_content
from generator.publish.writer import Folder, listed
from tests.support import paper_pdf

NAMES = ("Kho của mùa xuân", "Kho của mùa thu")
"""The portal's name yesterday and today: it stands on every page."""
HEAD = "UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: {0}/BC-BDT\nLam Giang, ngày {0} tháng 3 năm 2021\n\nBÁO CÁO\n{1}\n\n{2}\n"
SIGNALS = (129, 130, 143)
NEWS = ("moi.html", "moi.md", *(f"chat-luong/dien-bien.{kind}" for kind in ("html", "md", "csv")))
"""What tells of single builds: one more of them, stopped or not, is one more to tell of."""


def _lasting(site: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in site.items() if name not in NEWS}


def _nothing() -> None:
    """Prepare nothing."""


class Build:
    """A build in a process of its own, split off from this one: what it loads is there already."""

    def __init__(self, arguments: Sequence[str], log: Path, prepare: Callable[[], None] = _nothing) -> None:
        self._log, self._code = log, None
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if not self.pid:
            _become(["build", *arguments], log, prepare)

    _code: int | None

    def wait(self) -> int:
        """Wait for its end and return its exit code, the number of the signal that killed it below 0."""
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code

    def ended(self) -> bool:
        """Tell whether it has ended."""
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code is not None

    def signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if not self.ended():
            os.kill(self.pid, number)


def _become(arguments: Sequence[str], log: Path, prepare: Callable[[], None]) -> None:
    """Be a build from now on, which writes into a log; this process ends with it."""
    code = 99
    try:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        signal.signal(signal.SIGINT, signal.default_int_handler)  # which one started beside others lacks
        prepare()
        code = cli.main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


@dataclass(frozen=True)
class Place:
    """One trial: a content of today beside the site of yesterday."""

    root: Path
    ground: Ground

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.root / "content"

    @property
    def site(self) -> Path:
        """The site's folder."""
        return self.root / "site"

    @property
    def build_dir(self) -> Path:
        """The build folder."""
        return self.root / ".build/site"

    @property
    def log(self) -> Path:
        """What all builds of this place told."""
        return self.root / "log"

    def start(self, *options: str, prepare: Callable[[], None] = _nothing) -> Build:
        """Start a build of today's site."""
        folders = {"--content": self.content, "--site": self.site}
        given = [words for name, path in folders.items() if name not in options for words in (name, str(path))]
        return Build((*given, *options), self.log, prepare)

    def build(self, *options: str, prepare: Callable[[], None] = _nothing) -> int:
        """Build today's site and return the exit code."""
        return self.start(*options, prepare=prepare).wait()

    def view(self) -> str:
        """Tell which site stands there: `old`, `new`, `partly new` (whole, but not of all papers) or `BROKEN`."""
        if not self.site.is_dir():
            return "BROKEN"
        found = dict(Folder(self.site))
        for name, whole in (("old", self.ground.old), ("new", self.ground.new)):
            if _lasting(found) == _lasting(whole):
                return name
        named = {name for data in found.values() for name in NAMES if name.encode() in data}
        own = {name for name in listed(self.site) if not name.rpartition("/")[2].startswith(".")}
        return "partly new" if len(named) == 1 and own == found.keys() else "BROKEN"

    def papers(self) -> set[str]:
        """Return the names of the pages of papers."""
        return {name for name in Folder(self.site) if name.startswith("van-ban/") and name.count("/") == 1}

    def restore(self) -> None:
        """Let the content be what it is today."""
        if self.content.is_dir() and not self.content.is_symlink():
            shutil.rmtree(self.content)
        shutil.copytree(self.ground.today, self.content)
        slugs = self.ground.base / "content/state"
        shutil.copytree(slugs, self.content / "state", dirs_exist_ok=True)


@dataclass
class Ground:
    """What all trials start from."""

    folder: Path
    old: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 1.0
    """How long a build takes here."""
    _trials: int = 0

    @property
    def base(self) -> Path:
        """The place that trials are copies of."""
        return self.folder / "base"

    @property
    def today(self) -> Path:
        """Today's content."""
        return self.folder / "today"

    def lay(self) -> Ground:
        """Build the site of yesterday, then what a clean build makes of today's content."""
        write_content(self.base / "content", 0)
        write_content(self.today, 1)
        place = Place(self.base, self)
        # In this process: what it loads and prepares, those that split off from it have.
        rebuild.rebuild(open_content(place.content), place.site, place.build_dir, lambda *_: None)
        self.old = dict(Folder(self.base / "site"))
        bare = Place(self.folder / "bare", self)
        shutil.copytree(self.today, bare.content)
        begun = time.monotonic()
        if bare.build() != 0:
            raise AssertionError(bare.log.read_text("utf-8"))
        self.seconds = time.monotonic() - begun
        self.new = dict(Folder(bare.site))
        return self

    def trial(self, root: Path | None = None) -> Place:
        """Return a new place: today's content beside yesterday's site."""
        self._trials += 1
        place = Place(root or self.folder / f"trial{self._trials}", self)
        shutil.copytree(self.base, place.root, symlinks=True, dirs_exist_ok=True)
        place.log.unlink(missing_ok=True)
        place.restore()
        return place


def write_content(root: Path, day: int) -> None:
    """Write the content of yesterday (0) or today (1): they differ on every page, and in one paper."""
    done = ("Đã xong một nửa.", "Đã xong tất cả, theo Quyết định số 414/QĐ-TTg ngày 12/4/2019 của Thủ tướng Chính phủ.")
    texts = {
        "cu/1.txt": HEAD.format(1, "Việc trồng rừng", done[day]),
        "moi/2.txt": HEAD.format(2, "Việc mở đường", "Tốt."),
    }
    for name, text in texts.items():
        path = root / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    # Words that need no letter beyond Latin-1.
    words = (
        "UBND XÃ LONG HÀ",
        "BÁO CÁO",
        "Công tác xây nhà cho bà con nông dân",
        "Các thôn có lúa và ngô, bà con vui.",
    )
    page = "".join(paper_pdf.line(72, 700 - 20 * at, line) for at, line in enumerate(words))
    (root / "documents/moi/3.pdf").write_bytes(paper_pdf.document([page]))
    (root / "documents/moi/2.txt.meta.yml").write_text("title: Việc mở đường mới\n", encoding="utf-8")
    (root / "registry").mkdir()
    (root / "registry/agencies.yml").write_text("- name: Ban Dân tộc tỉnh Lam Giang\n", encoding="utf-8")
    (root / "pages").mkdir()
    (root / "pages/gioi-thieu.md").write_text("# Giới thiệu\n\nKho thử.\n", encoding="utf-8")
    settings = f"name: {NAMES[day]}\naudience: intranet\nstate: state\n"
    (root / "portal.yml").write_text(settings, encoding="utf-8")

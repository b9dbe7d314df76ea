"""How long builds take, beside MkDocs and Hugo on the same pages, in one run: medians, and ratios to ours.

    python -m tests.bench.build --documents 500 --runs 3

Ours reads, links and indexes the papers too; the others are given the Markdown that came of it. A program that is not
on this machine has a row that says so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import resources
from tests.bench.corpus import documents
from tests.support.places import ROOT

QUIET = {"NO_MKDOCS_2_WARNING": "1"}
ABSENT = "không có trên máy này"


class Cost(NamedTuple):
    """What a run of a program cost: seconds on the clock, the largest process in megabytes."""

    seconds: float
    megabytes: int


class Place(NamedTuple):
    """A folder with a corpus and what is made of it."""

    root: Path

    @property
    def papers(self) -> list[Path]:
        """The papers, in the order of their names."""
        return sorted((self.root / "content").rglob("*.txt"))

    def ours(self) -> Cost:
        """Bring the portal up to date."""
        folders = ("--content", self.root / "content", "--site", self.root / "site", "--build-dir", self.root / "build")
        return run([sys.executable, "-m", "generator", "build", *map(str, folders)])

    def mkdocs(self) -> Cost:
        """Let MkDocs make the same pages of the same Markdown, with our menu."""
        config = self.root / "mkdocs.yml"
        text = resources.CONFIG.read_text("utf-8").replace("docs_dir: .build/site/docs", f"docs_dir: {self.docs}")
        text = text.replace("site_dir: site", f"site_dir: {self.root / 'mkdocs'}").replace(
            "strict: true", "strict: false"
        )
        config.write_text(text.replace("site_templates/", f"{ROOT}/site_templates/"), encoding="utf-8")
        config.write_text(
            config.read_text("utf-8").replace("generator/publish/", f"{ROOT}/generator/publish/"), "utf-8"
        )
        return run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)])

    def hugo(self) -> Cost:
        """Let Hugo lay the same Markdown into a bare layout."""
        site = self.root / "hugo"
        if not site.is_dir():
            layout = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}"
            for name in ("_default/single.html", "_default/list.html", "index.html"):
                (site / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
                (site / "layouts" / name).write_text(layout, encoding="utf-8")
            settings = "baseURL = '/'\ntitle = 'Kho'\n[markup.goldmark.renderer]\nunsafe = true\n"
            (site / "hugo.toml").write_text(settings, encoding="utf-8")
        for path in self.docs.rglob("*.md"):  # Hugo takes `index.md` for a page of which those beside it are parts
            below = path.relative_to(self.docs)
            place = site / "content" / (below.with_name("_index.md") if below.name == "index.md" else below)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        return run(["hugo", "--quiet", "--source", str(site)])

    @property
    def docs(self) -> Path:
        """The Markdown that came of the papers."""
        return self.root / "build" / "docs"


def run(command: Sequence[str]) -> Cost:
    """Run a program and return what that cost."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env={**os.environ, **QUIET})
        _, status, usage = os.wait4(started.pid, 0)
        spent = time.monotonic() - begun
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode(errors='replace')}")
    return Cost(spent, usage.ru_maxrss // 1024)


def edit(place: Place, number: int) -> None:
    """Change words in the middle of a paper."""
    path = place.papers[len(place.papers) // 2]
    text = path.read_text(encoding="utf-8")
    cut = text.index(" ", len(text) // 2)
    path.write_text(f"{text[:cut]} lần {number}{text[cut:]}", encoding="utf-8")


def add(place: Place, number: int) -> None:
    """Add a paper that is much like another one."""
    path = place.papers[len(place.papers) // 3]
    text = path.read_text(encoding="utf-8").replace("Số: ", f"Số: 9{number}")
    path.with_name(f"them-{number}.txt").write_text(text, encoding="utf-8")


def measured(count: int, runs: int) -> list[tuple[str, str, Cost | None]]:
    """Return program, task and median cost; None where the program is not here."""
    rows: list[tuple[str, str, Cost | None]] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        for paper in documents(count, 1):
            path = place.root / "content" / paper.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(paper.text, "utf-8")

        def first() -> Cost:
            for made in ("site", "build"):
                shutil.rmtree(place.root / made, ignore_errors=True)
            return place.ours()

        def changed(change: Callable[[Place, int], None]) -> Callable[[], Cost]:
            def work() -> Cost:
                change(place, time.monotonic_ns() % 10_000)
                return place.ours()

            return work

        tasks = (
            ("Văn Khố", "dựng lần đầu", first),
            ("Văn Khố", "không đổi gì", place.ours),
            ("Văn Khố", "sửa một văn bản", changed(edit)),
            ("Văn Khố", "thêm một văn bản", changed(add)),
            ("MkDocs, menu như trên", "dựng (lần nào cũng vậy)", place.mkdocs),
            ("Hugo, khung trống", "dựng (lần nào cũng vậy)", place.hugo if shutil.which("hugo") else None),
        )
        for program, task, work in tasks:
            costs = [work() for _ in range(runs)] if work else []
            rows.append((program, task, _median(costs) if costs else None))
    return rows


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(statistics.median(cost.seconds for cost in costs), max(cost.megabytes for cost in costs))


def table(rows: Sequence[tuple[str, str, Cost | None]]) -> str:
    """Return the rows as a Markdown table; the ratio is to our first build."""
    ours = next(cost.seconds for _, _, cost in rows if cost)
    lines = ["| chương trình | việc | giây | so với lần đầu của Văn Khố | MB |", "|---|---|--:|--:|--:|"]
    for program, task, cost in rows:
        shown = f"{cost.seconds:.1f} | {cost.seconds / ours:.2f} | {cost.megabytes}" if cost else f"{ABSENT} | | "
        lines.append(f"| {program} | {task} | {shown} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    call = parser.parse_args()
    print(f"{call.documents} văn bản, {os.cpu_count()} nhân, trung vị của {call.runs} lần")
    print(table(measured(call.documents, call.runs)))


if __name__ == "__main__":
    main()

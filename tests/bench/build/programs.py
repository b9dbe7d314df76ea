"""The programs that build: ours from papers, the others from the Markdown that came of them."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from generator import resources
from tests.bench.build.cost import Cost, run
from tests.bench.corpus import documents
from tests.support.places import ROOT

LAYOUT = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}"
FULL_MENU_PAGES = 500
"""Most pages of which each is in the menu of each: time and size grow with the square of their number."""
_MENU = re.compile(r"^(?:nav:\n(?: +- .*\n)+|not_in_nav: \|\n(?: +/.*\n)+)", re.MULTILINE)
_NUMBER = re.compile(r"Số: *\d+/")
_LONG = re.compile(r"[^\d\n]{60,}\.")


class Place:
    """A folder with a corpus and what is made of it."""

    def __init__(self, root: Path, count: int) -> None:
        self.root = root
        for paper in documents(count, 1):
            path = root / "content" / paper.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(paper.text, "utf-8")

    @property
    def papers(self) -> list[Path]:
        """The papers, in the order of their names."""
        return sorted((self.root / "content").rglob("*.txt"))

    @property
    def docs(self) -> Path:
        """The Markdown that came of the papers."""
        return self.root / "build" / "docs"

    @property
    def pages(self) -> int:
        """How many pages that is."""
        return sum(1 for _ in self.docs.rglob("*.md"))

    def clear(self, *names: str) -> None:
        """Remove what programs made."""
        for name in names:
            shutil.rmtree(self.root / name, ignore_errors=True)

    # --- ours ---

    def first(self) -> Cost:
        """Build where nothing was built before."""
        self.clear("site", "build")
        return self.again()

    def again(self) -> Cost:
        """Bring the portal up to date."""
        folders = ("--content", self.root / "content", "--site", self.root / "site", "--build-dir", self.root / "build")
        return run([sys.executable, "-m", "generator", "build", *map(str, folders)], self.root / "site")

    def edited(self) -> Cost:
        """Bring it up to date after words in the body of one paper changed."""
        edit(self.papers)
        return self.again()

    def added(self) -> Cost:
        """Bring it up to date after one paper more came."""
        add(self.papers)
        return self.again()

    # --- others ---

    def mkdocs(self) -> Cost:
        """Let MkDocs make the same pages of the same Markdown, with our menu."""
        return self._mkdocs("mkdocs", resources.CONFIG.read_text("utf-8"))

    def mkdocs_full(self) -> Cost:
        """Let it put every page into the menu of every page, as it does unasked."""
        return self._mkdocs("mkdocs-full", _MENU.sub("", resources.CONFIG.read_text("utf-8")))

    def _mkdocs(self, name: str, text: str) -> Cost:
        replaced = {
            "docs_dir: .build/site/docs": f"docs_dir: {self.docs}",
            "site_dir: site": f"site_dir: {self.root / name}",
            "strict: true": "strict: false",
            "site_templates/": f"{ROOT}/site_templates/",
            "generator/publish/": f"{ROOT}/generator/publish/",
        }
        for old, new in replaced.items():
            text = text.replace(old, new)
        config = self.root / f"{name}.yml"
        config.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]
        return run(command, self.root / name)

    def hugo_first(self) -> Cost:
        """Let Hugo lay the same Markdown into a bare layout."""
        self.clear("hugo")
        site = self.root / "hugo"
        for name in ("_default/single.html", "_default/list.html", "index.html"):
            (site / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
            (site / "layouts" / name).write_text(LAYOUT, encoding="utf-8")
        settings = "baseURL = '/'\ntitle = 'Kho'\n[markup.goldmark.renderer]\nunsafe = true\n"
        (site / "hugo.toml").write_text(settings, encoding="utf-8")
        for path in self.docs.rglob("*.md"):  # Hugo takes `index.md` for a page of which those beside it are parts
            below = path.relative_to(self.docs)
            place = site / "content" / (below.with_name("_index.md") if below.name == "index.md" else below)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        return self.hugo_again()

    def hugo_again(self) -> Cost:
        """Let Hugo do it again."""
        config = str(self.root / "hugo/hugo.toml")
        return run(
            ["hugo", "--quiet", "--source", str(self.root / "hugo"), "--config", config], self.root / "hugo/public"
        )

    def zensical_first(self) -> Cost:
        """Let Zensical make pages in its own look of the same Markdown, with our menu."""
        self.clear("zensical")
        folder = self.root / "zensical"
        folder.mkdir()
        shutil.copytree(self.docs, folder / "docs")
        (folder / "mkdocs.yml").write_text(_plain_settings(), encoding="utf-8")
        return self.zensical_again()

    def zensical_again(self) -> Cost:
        """Let Zensical do it again."""
        config = str(self.root / "zensical/mkdocs.yml")
        return run([*(self.zensical or ()), "build", "--config-file", config], self.root / "zensical/site")

    @cached_property
    def zensical(self) -> Sequence[str] | None:
        """How Zensical is called: as it is here, else installed into a passing environment; None where that fails."""
        if importlib.util.find_spec("zensical"):
            return [sys.executable, "-m", "zensical"]
        python = self.root / "environment/bin/python"
        steps = (
            [sys.executable, "-m", "venv", str(self.root / "environment")],
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "zensical"],
        )
        for step in steps:
            if subprocess.run(step, capture_output=True, check=False).returncode:
                return None
        return [str(python), "-m", "zensical"]


def _plain_settings() -> str:
    """Return what our settings say of the Markdown and the menu, without our templates and hooks."""
    text = resources.CONFIG.read_text("utf-8")
    menu = next(found[0] for found in _MENU.finditer(text) if found[0].startswith("nav:"))
    extensions = "markdown_extensions:\n  - tables\n  - attr_list\n  - admonition\n  - toc:\n      permalink: true\n"
    return f"site_name: Kho\nuse_directory_urls: false\n{extensions}{menu}"


def edit(papers: Sequence[Path]) -> Path:
    """Change words of the body of a paper in the middle, where no number or date stands; return the paper."""
    half = len(papers) // 2
    for path in (*papers[half:], *papers[:half]):
        text = path.read_text(encoding="utf-8")
        found = [match for match in _LONG.finditer(text) if match.start() > len(text) // 3]
        if found:
            end = found[0].end() - 1
            path.write_text(f"{text[:end]}, làm nhiều hơn nữa{text[end:]}", encoding="utf-8")
            return path
    raise SystemExit("no paper has a sentence without figures")


def add(papers: Sequence[Path]) -> Path:
    """Add a paper that is much like another one, under a number and with words of its own; return it."""
    third = len(papers) // 3
    for path in (*papers[third:], *papers[:third]):
        text = path.read_text(encoding="utf-8")
        if found := _NUMBER.search(text):
            new = path.with_name(f"them-{len(papers)}.txt")
            said = f"{text[: found.start()]}Số: {900 + len(papers) % 100}/{text[found.end() :]}"
            new.write_text(said, encoding="utf-8")
            return edit([new])
    raise SystemExit("no paper has a number")

"""From Markdown to HTML: the only module that knows MkDocs."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.disclosure import Output, kinds_told
from generator.errors import VankhoError
from generator.model import Portal
from generator.publish.writer import Folder, refusals, write_file

_PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pymdown-extensions", "Pygments", "PyYAML")
_SHOWN = 10
_UNWANTED = ("sitemap.xml", "sitemap.xml.gz")
"""The theme's sitemap bears the day of the build; `publish.sitemap` makes ours, which takes its place."""
_NOT_FOUND, _AT_THE_ROOT = "404.html", b'="/'
"""This page is shown at any depth: where the site's address is not known, none of its links may begin at the root."""
_STAMP = "html.stamp"
MARKDOWN, HTML = "docs", "html"
"""Folders of the build folder: what MkDocs reads, what it writes."""
Navigation = Sequence[tuple[str, str]]
"""Title and path of pages, in the order of the menu."""


def render(docs: Path, site: Path, portal: Portal, config_file: Path, written: Navigation = ()) -> None:
    """Render the Markdown below `docs` into the folder `site`, whose old content goes.

    `written` are the hand-written pages, which join the navigation.

    A warning of MkDocs (a dead link, a missing page) raises VankhoError: the pages are generated, so each one
    is a fault of the generator, never of a document.
    """
    problems: list[str] = []
    with _quiet(problems), _environment(), refusals(site):
        try:
            config = load_config(
                str(config_file),
                config_file_path=str(config_file),
                docs_dir=str(docs.resolve()),
                site_dir=str(site.resolve()),
                site_name=portal.name,
                site_url=portal.base_url,
            )
            _settle(config, portal, written)
            build(config)
            for name in _UNWANTED:
                (site / name).unlink(missing_ok=True)
            if not portal.base_url and _AT_THE_ROOT in (site / _NOT_FOUND).read_bytes():
                (site / _NOT_FOUND).unlink()
            for ours in sorted(docs.glob("sitemap*.xml")):
                write_file(site / ours.name, ours.read_bytes())
        except (MkDocsException, TemplateError) as problem:
            problems.extend([] if problems else [str(problem)])
    if problems:
        shown = "\n".join(f"  {problem}" for problem in problems[:_SHOWN])
        raise VankhoError(
            f"Dựng trang HTML không xong, trang cũ được giữ nguyên. MkDocs báo {len(problems)} lỗi:\n{shown}\n"
            "Đây là lỗi của chương trình hoặc của mkdocs.yml, không phải của văn bản. "
            "Chạy lại với --full; nếu vẫn lỗi, gửi các dòng trên cho người phát triển."
        )


def _settle(config: MkDocsConfig, portal: Portal, written: Navigation) -> None:
    """Tell templates what the portal is, and MkDocs which pages were written by hand."""
    config.extra.update(
        owner=portal.owner,
        contact=portal.contact,
        sample=portal.sample,
        indexed=list(kinds_told(portal, Output.ENGINES)),
    )
    # The theme prints titles of the navigation as they are.
    config.nav = [*(config.nav or []), *({escape(title): path} for title, path in written)]


def bring_up_to_date(
    build_dir: Path, portal: Portal, config_file: Path, full: bool = False, written: Navigation = ()
) -> bool:
    """Render the Markdown of the build folder unless that was done and is still whole.

    Return whether it was needed.
    """
    docs, html, stamp = build_dir / MARKDOWN, build_dir / HTML, build_dir / _STAMP
    inputs = f"{_fingerprint(docs, portal, config_file)} {hashlib.sha256(repr(written).encode()).hexdigest()}"
    with refusals(build_dir):
        if not full and stamp.is_file() and stamp.read_bytes() == _stamp(inputs, html):
            return False
        stamp.unlink(missing_ok=True)
        render(docs, html, portal, config_file, written)
        write_file(stamp, _stamp(inputs, html))
    return True


def _stamp(inputs: str, html: Path) -> bytes:
    return f"{inputs}\n{_hash(Folder(html))}\n".encode()


def _fingerprint(docs: Path, portal: Portal, config_file: Path) -> str:
    """Return a hash of all that the HTML is made of.

    Markdown, assets, templates, configuration, code, versions.
    """
    base = config_file.parent
    versions = [f"{package} {_version(package)}" for package in _PACKAGES]
    parts = [platform.python_version(), *versions, repr(portal), hashlib.sha256(config_file.read_bytes()).hexdigest()]
    code = {name: data for name, data in Folder(base / "generator").items() if name.endswith(".py")}
    parts += [_hash(Folder(docs)), _hash(Folder(base / "site_templates")), _hash(code)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _hash(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, data in files.items():
        total.update(f"{name}\n{hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


class _Collector(logging.Handler):
    def __init__(self, problems: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._problems = problems

    def emit(self, record: logging.LogRecord) -> None:
        self._problems.append(record.getMessage())


@contextlib.contextmanager
def _quiet(problems: list[str]) -> Iterator[None]:
    """Collect what MkDocs warns of, and let nothing else of its log through."""
    collector, log = _Collector(problems), logging.getLogger("mkdocs")
    before = log.propagate
    log.addHandler(collector)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(collector)
        log.propagate = before


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """Take the clock away from MkDocs, and Material's notices to its users."""
    ours = {"SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

"""What MkDocs does for a portal: the only module that knows it.

It does what `mkdocs build` does, but for the pages that it is asked for; tests/publish/test_html.py compares the tree
with that of `mkdocs build`.
"""

from __future__ import annotations

import contextlib
import logging
import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation as Menu
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url, write_file

from generator.disclosure import Output, kinds_told, kinds_twinned
from generator.model import Portal
from generator.model.frozen import Frozen
from generator.pages.markdown.judge import judged, may_lead
from generator.publish import face
from generator.publish.html import subset
from generator.publish.html.shell import Shells
from generator.publish.html.twin import SUFFIX, twin
from generator.publish.writer import clear

PAGE = ".md"
"""How the path of a page's Markdown ends."""
_UNWANTED = frozenset({"sitemap.xml"})
"""The theme's sitemap bears the day of the build; `publish.sitemap` makes ours."""
_NOT_FOUND, _AT_THE_ROOT = "404.html", b'="/'
"""This page is shown at any depth: where the site's address is not known, none of its links may begin at the root."""
_HREF = re.compile(r'<a\s[^<>]*?href="([^"#?:]*)(?:\?[^"#]*)?(#[^"]*)?"')
_KEPT = 10_000
"""Links of a folder that are held, at most."""
_OUTSIDE = ("https://", "http://", "mailto:", "tel:")
_OF_EACH_PAGE = ("page_context", "post_page")
"""Events by which a plugin of MkDocs changes what stands around a page."""
_LOG = logging.getLogger("mkdocs")
Navigation = Sequence[tuple[str, str]]
"""Title and path of pages, in the order of the menu."""


class Rendered(Frozen):
    """A page that was rendered: the ids on it, where its links lead (`x.md#p`), what MkDocs says is wrong."""

    ids: frozenset[str]
    links: frozenset[str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """All that pages have in common, as MkDocs wants it."""

    config: MkDocsConfig
    files: Files
    menu: Menu
    env: jinja2.Environment
    pages: Sequence[str]
    """Paths of their Markdown."""
    names: frozenset[str]
    """Of all files: where a link may lead."""
    theirs: Mapping[str, str]
    """Files of the theme: path below the site → where it lies."""
    listed: Sequence[File]
    """The pages, as templates get them."""
    in_menu: frozenset[str]
    """Pages of which the menu says that they are the one that is read."""
    shells: Shells | None
    """None where a plugin has a say in each page."""
    addresses: dict[str, subset.Address] = field(default_factory=dict)
    """By folder: what tells where a link of its pages leads. The same links stand on many of them."""

    def render(self, name: str) -> Rendered:
        """Write the HTML of a page, and return what is known of it."""
        file = self.files.src_uris[name]
        page = file.page or Page(None, file, self.config)
        problems: list[str] = []
        ids, links = frozenset[str](), frozenset[str]()
        with collected(problems):
            self._miss(file)
            by_hand = name in self.config.extra["hand_written"]
            ours = None if by_hand else _ours(page, self._address(posixpath.dirname(name)))
            ids = ours.ids if ours else _theirs(page, self.config, self.files)
            links = _links(page.content or "", file, self.names)
            problems += _not_harmless(page, self.config)
            self._write(page)
            self._lay_twin(page, ours.parts if ours else [page.content or ""])
        page.content = page.markdown = None  # of thousands of pages nothing is held
        if name not in self.in_menu:
            file.page = None
        return Rendered(ids, links, tuple(problems))

    def _miss(self, file: File) -> None:
        """Tell of a page that the menu neither has nor knows to leave out, as MkDocs does."""
        if file.src_uri not in self.in_menu and file.inclusion.is_in_nav():  # type: ignore[no-untyped-call]
            words = "The page '%s' exists in the docs directory, but is not included in the \"nav\" configuration"
            _LOG.log(self.config.validation.nav.omitted_files, words, file.src_uri)

    def _address(self, folder: str) -> subset.Address:
        if folder not in self.addresses:
            self.addresses[folder] = lru_cache(_KEPT)(partial(_address, folder, self.names))
        return self.addresses[folder]

    def _write(self, page: Page) -> None:
        """Write the HTML of a page that is filled."""
        whole = self.shells.around(page) if self.shells and page.file.src_uri not in self.in_menu else None
        if whole is None:
            mkdocs_build._build_page(page, self.config, self.listed, self.menu, self.env)
        else:
            write_file(whole.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)

    def _lay_twin(self, page: Page, parts: Sequence[str | subset.Table]) -> None:
        """Write the Markdown twin of a page; where it is to have none, take away the one that it had."""
        place = twin_of(page.file.abs_dest_path)
        if page.meta.get("kind") in self.config.extra["twins"] and "template" not in page.meta:
            address = page.canonical_url or posixpath.basename(page.file.dest_uri)
            write_file(twin(parts, address).encode("utf-8", errors="replace"), place)
        else:
            clear(Path(place))

    @property
    def theme_pages(self) -> tuple[str, ...]:
        """The names of pages that are the theme's own."""
        return tuple(sorted(self.config.theme.static_templates - _UNWANTED))

    def theme_page(self, name: str) -> bytes:
        """Return a page of the theme's own (that of a wrong address); empty where there is to be none."""
        template = self.env.get_template(name)
        made = mkdocs_build._build_template(name, template, self.files, self.config, self.menu).encode()
        is_whole = made.strip() and (name != _NOT_FOUND or self.config.site_url or _AT_THE_ROOT not in made)
        return made if is_whole else b""

    def others(self) -> dict[str, str]:
        """Return the files that are no pages (path below the site → where it lies), the theme's too."""
        ours = (name for name in self.names if name not in self.theirs and not name.endswith(PAGE))
        return {**{name: f"{self.config.docs_dir}/{name}" for name in ours}, **self.theirs}


class _Found(MutableMapping[str, File]):
    """Files by path, each made when it is first asked for: of thousands of pages a run asks for few."""

    def __init__(self, names: Iterable[str], config: MkDocsConfig) -> None:
        self._made: dict[str, File | None] = dict.fromkeys(names)
        self._config = config

    def __getitem__(self, name: str) -> File:
        file = self._made[name]
        if file is None:
            file = File(name, self._config.docs_dir, self._config.site_dir, self._config.use_directory_urls)
            set_exclusions([file], self._config)
            self._made[name] = file
        return file

    def __setitem__(self, name: str, file: File) -> None:
        self._made[name] = file

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class _Files(Files):
    """MkDocs' collection of files, made of their paths alone."""

    def __init__(self, names: Iterable[str], config: MkDocsConfig) -> None:
        self._src_uris = _Found(names, config)  # type: ignore[assignment]  # it is used as a mapping


@dataclass(frozen=True, slots=True)
class _Pages(Sequence[File]):
    """The pages as templates get them; ours ask for none of them."""

    names: Sequence[str]
    files: Mapping[str, File]

    def __getitem__(self, at: Any) -> Any:
        return self.files[self.names[at]]

    def __len__(self) -> int:
        return len(self.names)


class _Visible(jinja2.FileSystemLoader):
    """The theme's folders without the hidden ones: of ten thousand icons, none is a file of the site."""

    def list_templates(self) -> list[str]:
        found = set[str]()
        for root in self.searchpath:
            for folder, below, names in os.walk(root):
                below[:] = [name for name in below if not name.startswith(".")]
                found.update(os.path.relpath(os.path.join(folder, name), root) for name in names)
        return sorted(name.replace(os.sep, "/") for name in found)


def prepared(
    docs: Path, laid: Collection[str], html: Path, portal: Portal, config_file: Path, written: Navigation
) -> Site:
    """Do what `mkdocs build` does before its first page, for files (`laid`) of a folder (`docs`)."""
    config = load_config(
        str(config_file),
        config_file_path=str(config_file),
        docs_dir=str(docs.resolve()),
        site_dir=str(html.resolve()),
        site_name=portal.name,
        site_url=portal.base_url,
    )
    _settle(config, portal, written)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files: Files = _Files(sorted(laid), config)
    env = config.theme.get_env()
    files.add_files_from_theme(jinja2.Environment(loader=_Visible(config.theme.dirs)), config)
    files = config.plugins.on_files(files, config=config)
    menu = config.plugins.on_nav(_menu(files, config), config=config, files=files)
    env = config.plugins.on_env(env, config=config, files=files)
    theirs = {name: files.src_uris[name].abs_src_path or "" for name in files.src_uris if name not in laid}
    names, pages = frozenset(files.src_uris), [name for name in files.src_uris if name.endswith(PAGE)]
    listed, in_menu = _Pages(pages, files.src_uris), frozenset(page.file.src_uri for page in menu.pages)
    shared = not any(config.plugins.events[event] for event in _OF_EACH_PAGE)
    shells = Shells(env, partial(mkdocs_build.get_context, menu, listed, config)) if shared else None
    return Site(config, files, menu, env, pages, names, theirs, listed, in_menu, shells)


def _menu(files: Files, config: MkDocsConfig) -> Menu:
    """Return the menu; where it says which pages it has, MkDocs needs to see no others."""
    asked = map(files.get_file_from_path, _paths(config.nav)) if config.nav is not None else files
    return get_navigation(Files(file for file in asked if file), config)


def _paths(menu: Any) -> Iterator[str]:
    if isinstance(menu, str):
        yield menu
    else:
        for each in menu.values() if isinstance(menu, dict) else menu:
            yield from _paths(each)


def _settle(config: MkDocsConfig, portal: Portal, written: Navigation) -> None:
    """Tell templates what the portal is, and MkDocs which pages were written by hand."""
    config.extra.update(
        owner=portal.owner,
        contact=portal.contact,
        footer=list(portal.footer),
        sample=portal.sample,
        indexed=list(kinds_told(portal, Output.ENGINES)),
        twins=list(kinds_twinned(portal)),
        hand_written=[path for _, path in written],
    )
    for key, place in face.theme(portal).items():
        config.theme[key] = place
    config.extra_css = face.styles(config.extra_css, portal)
    # The theme prints titles of the navigation as they are.
    config.nav = [*(config.nav or []), *({escape(title): path} for title, path in written)]


def html_of(name: str) -> str:
    """Return the path of a page by that of its Markdown."""
    return f"{name.removesuffix(PAGE)}.html"


def twin_of(page: str) -> str:
    """Return the path of the Markdown twin of a page by the page's own."""
    return page.removesuffix(".html") + SUFFIX


# --- one page --------------------------------------------------------------------------------------


def _ours(page: Page, address: subset.Address) -> subset.Converted | None:
    """Fill a page that this program wrote, and return what it became; nothing for one of any other form."""
    text = page.file.content_bytes.decode("utf-8")
    try:
        made = subset.convert(text, address)
    except subset.Unknown:
        return None
    page.markdown, page.meta, page.content = text, dict(made.meta), made.html
    page.toc = get_toc([_token(each) for each in made.outline])
    return made


def _token(heading: subset.Heading) -> Any:
    below = [_token(each) for each in heading.below]
    return {"level": heading.level, "id": heading.id, "name": heading.words, "children": below}


def _theirs(page: Page, config: MkDocsConfig, files: Files) -> frozenset[str]:
    """Fill any other page, with Python-Markdown."""
    mkdocs_build._populate_page(page, config, files)
    return frozenset(page.present_anchor_ids or ())


def _not_harmless(page: Page, config: MkDocsConfig) -> Iterator[str]:
    """Judge the HTML of a hand-written page once more, as it goes out, whoever made it."""
    if page.file.src_uri in config.extra["hand_written"]:
        found = judged(page.content or "")
        if wrong := found.wrong or next((each for each in found.links if not may_lead(each)), ""):
            yield f"pages/{page.file.src_uri}: có {wrong}, điều mà trang viết tay không được có"


def _address(folder: str, names: Collection[str], link: str) -> str:
    """Return a link of a page of a folder as it is in HTML."""
    path, mark, anchor = link.partition("#")
    if not path or link.startswith(_OUTSIDE):
        return link
    target, short = _target(folder, path)
    if target not in names:
        raise subset.Unknown(link)
    return f"{short}{mark}{anchor}"


@lru_cache(_KEPT)
def _target(folder: str, path: str) -> tuple[str, str]:
    """Where a link leads, and the link itself as short as MkDocs makes it."""
    if not path.isascii() or "%" in path:
        raise subset.Unknown(path)
    target = posixpath.normpath(posixpath.join(folder, path))
    short = get_relative_url(target, f"{folder}/")
    return target, f"{short[:-3]}.html" if short.endswith(".md") else short


def _links(html: str, file: File, names: Collection[str]) -> frozenset[str]:
    """Return where the links of a page lead, as far as that is in the portal: `x.md#p`."""
    folder = posixpath.dirname(file.src_uri)
    there = ((_source(folder, path) if path else file.src_uri, anchor) for path, anchor in set(_HREF.findall(html)))
    return frozenset([f"{target}{anchor}" for target, anchor in there if target in names])


@lru_cache(_KEPT)
def _source(folder: str, path: str) -> str:
    target = posixpath.normpath(posixpath.join(folder, path))
    return f"{target[:-5]}.md" if target.endswith(".html") else target


# --- around it -------------------------------------------------------------------------------------


class _Collector(logging.Handler):
    def __init__(self, problems: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._problems = problems

    def emit(self, record: logging.LogRecord) -> None:
        self._problems.append(record.getMessage())


@contextlib.contextmanager
def collected(problems: list[str]) -> Iterator[None]:
    """Collect what MkDocs warns of or gives up for, and let nothing else of its log through."""
    collector, before = _Collector(problems), _LOG.propagate
    _LOG.addHandler(collector)
    _LOG.propagate = False
    try:
        yield
    except (MkDocsException, jinja2.TemplateError) as problem:
        problems.extend([] if problems else [str(problem)])
    finally:
        _LOG.removeHandler(collector)
        _LOG.propagate = before


@contextlib.contextmanager
def environment() -> Iterator[None]:
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

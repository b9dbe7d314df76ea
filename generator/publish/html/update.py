"""The HTML of a portal, brought up to date in proportion to what changed.

The HTML of a page is a function of its Markdown and of what every page is made of (`_common`). It is remembered
with the ids on the page and where its links lead: a link that the change of another page cuts is found as well.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from generator.cores import Told, spread, unheard
from generator.disk import States, seal_of, state_of
from generator.errors import VankhoError
from generator.model import Portal
from generator.model.frozen import Frozen
from generator.publish.html.site import (
    PAGE,
    Navigation,
    Site,
    collected,
    environment,
    html_of,
    prepared,
    twin_of,
)
from generator.publish.html.translated import Translated
from generator.publish.kept.memory import Memory
from generator.publish.kept.seals import states, states_of
from generator.publish.writer import Folder, clear, is_hidden, make_folder, refusals, remove, write_file
from generator.text.digests import digest

T = TypeVar("T")

FILES, LINKS, THEME = "html", "html-links", "html-theme"
"""Stages of the memory: the files of all pages as they were left; of each page the ids on it and where its links lead;
the theme's own pages."""
MARKDOWN, HTML = "docs", "html"
"""Folders of the build folder: what MkDocs reads, what it writes."""
_SHOWN = 10
_AT_ONCE = 500
"""Pages whose links are looked at together: many have the same."""
_FEW = 10
"""Pages, of which each is looked for: one look costs a tenth of reading all that is kept of links."""
_PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pymdown-extensions", "Pygments", "PyYAML", "lxml")


_Files = dict[str, tuple[bytes, bytes]]
"""By path of the page: the digest of what it is made of, and its files as they were left."""


class _Links(msgspec.Struct, frozen=True):
    ids: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


class _Rendered(NamedTuple):
    """What is left of a page that was rendered."""

    ids: bytes
    links: bytes
    """Its ids and links, as they are remembered."""
    problems: tuple[str, ...]
    """What MkDocs says is wrong."""


class Brought(NamedTuple):
    """The HTML as it was brought up to date."""

    pages: int
    """How many were rendered."""
    seals: Mapping[str, bytes]
    """How each of its files lies, by path."""


def _rendered(site: Site, name: str) -> _Rendered:
    page = site.render(name)
    row = msgspec.msgpack.encode(_Links(page.ids, page.links), order="deterministic")
    return _Rendered(_joined(page.ids), row, page.problems)


def bring_up_to_date(
    build_dir: Path,
    laid: Mapping[str, bytes],
    memory: Memory,
    portal: Portal,
    config_file: Path,
    full: bool = False,
    written: Navigation = (),
    tell: Told = unheard,
) -> Brought:
    """Render the Markdown of the build folder as far as it changed; return what came of it.

    `laid` are its files: path and digest of what each was made of. `full`: all of it. `written` are the hand-written
    pages, which join the navigation. A warning of MkDocs (a dead link, a missing page) raises VankhoError: the pages
    are generated, so each is a fault of the generator, never of a document.
    """
    brought, problems = Brought(0, {}), list[str]()
    docs, html = build_dir / MARKDOWN, build_dir / HTML
    with environment(), refusals(build_dir):
        if html.is_symlink() or not html.is_dir():
            clear(html)
        with collected(problems):
            site = prepared(docs, laid, html, portal, config_file, written)
        if not problems:
            site.env.bytecode_cache = templates = Translated(memory)
            run = _Run(site, html, laid, memory, _common(portal, config_file, written), tell)
            try:
                brought = run.render(full, problems)
            except _LostLinks:
                problems.clear()
                brought = run.render(True, problems)
            templates.keep()
    if problems:
        memory.keep_only(FILES, ())
        raise _refused(problems)
    return brought


class _LostLinks(VankhoError):
    """What is remembered of the links of a page is damaged, or gone."""


def _refused(problems: Collection[str]) -> VankhoError:
    shown = "\n".join(f"  {problem}" for problem in list(problems)[:_SHOWN])
    return VankhoError(
        f"Dựng trang HTML không xong, trang cũ được giữ nguyên. MkDocs báo {len(problems)} lỗi:\n{shown}\n"
        "Đây là lỗi của chương trình hoặc của mkdocs.yml, không phải của văn bản. "
        "Chạy lại với --full; nếu vẫn lỗi, gửi các dòng trên cho người phát triển."
    )


class _Run(Frozen):
    """One run: the site, its folder, what is remembered, the digest of all that every page is made of."""

    site: Site
    folder: Path
    laid: Mapping[str, bytes]
    memory: Memory
    common: bytes
    tell: Told

    def render(self, full: bool, problems: list[str]) -> Brought:
        """Render what changed, add what is wrong to `problems`, and let nothing else stand in the folder."""
        lying = dict(states(str(self.folder)))
        keys = {name: self.common + self.laid[name] for name in self.site.pages}
        kept = self._kept()
        todo = [name for name, key in keys.items() if full or kept.get(name) != (key, _left(name, lying))]
        gone = sorted(kept.keys() - keys.keys())
        self.memory.keep_only(LINKS, kept)  # those of a killed run lead nowhere
        before = {name: _joined((self._remembered(name) or _Links()).ids) for name in (*gone, *todo)}
        kept = {name: row for name, row in kept.items() if name not in before}
        self._keep(kept)  # a killed run leaves pages of which nothing is remembered
        self.memory.forget(LINKS, before)
        theirs: dict[str, bytes] = {}
        with collected(problems):
            theirs = self._theirs(full)  # before anything is forked: all processes have the templates that it compiles
        self._lay({name for name, data in theirs.items() if data}, lying)
        made: dict[str, bytes] = {}
        for name, page in zip(
            todo, spread(partial(_rendered, self.site), todo, tell=self.tell, here=True), strict=True
        ):
            problems += page.problems
            self.memory.put(LINKS, name, b"", page.links)  # links of all pages are too many to be held
            made[name] = page.ids
        problems += [*self._dead(made), *self._cut(before, made)]
        for name in made:
            self._look((html_of(name), twin_of(html_of(name))), lying)
        if not problems:
            self._keep(kept | {name: (keys[name], _left(name, lying)) for name in made})
            for name, data in theirs.items():
                self.memory.put(THEME, name, self.common, data)
        for name, data in theirs.items():
            if data:
                write_file(self.folder / name, data)
                self._look((name,), lying)
        return Brought(len(todo), {name: seal_of(state) for name, state in lying.items() if not is_hidden(name)})

    def _theirs(self, full: bool) -> dict[str, bytes]:
        """Return the theme's own pages, by name."""
        made: dict[str, bytes] = {}
        for name in self.site.theme_pages:
            kept = None if full else self.memory.get(THEME, name, self.common)
            made[name] = self.site.theme_page(name) if kept is None else kept
        return made

    # --- memory ---

    def _remembered(self, name: str) -> _Links | None:
        return _read(self.memory.get(LINKS, name), _Links)

    def _links(self, name: str) -> _Links:
        if (found := self._remembered(name)) is None:
            raise _LostLinks(f"{self.memory.path}: không giữ được liên kết của trang. Kiểm tra ổ đĩa, rồi chạy lại.")
        return found

    def _kept(self) -> _Files:
        return _read(self.memory.get(FILES, ""), _Files) or {}

    def _keep(self, files: _Files) -> None:
        self.memory.put(FILES, "", b"", msgspec.msgpack.encode(files))
        self.memory.keep_only(FILES, [""])

    # --- links ---

    def _dead(self, made: Mapping[str, bytes]) -> Iterator[str]:
        """Tell the links of rendered pages to places that are not there; `made` has the ids of each."""
        ids, names = dict(made), list(made)
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            every = frozenset[str]().union(*(self._links(name).links for name in some))
            dead = {link for link in every if self._is_dead(link, ids)}
            for name in some if dead else ():
                for link in sorted(self._links(name).links & dead):
                    yield f"Doc file '{name}' contains a link '{link}', but there is no such anchor."

    def _is_dead(self, link: str, ids: dict[str, bytes]) -> bool:
        """Tell whether a link leads to a place that its page has not; `ids` are those known, and gets more."""
        target, mark, anchor = link.partition("#")
        if not mark or target not in self.laid:
            return False
        if target not in ids:
            ids[target] = _joined(self._links(target).ids) if target.endswith(PAGE) else b""
        return f"<{anchor}>".encode("utf-8", "surrogatepass") not in ids[target]

    def _cut(self, before: Mapping[str, bytes], made: Mapping[str, bytes]) -> Iterator[str]:
        """Tell the links of all other pages to what is no longer there."""
        gone = {name for name in before if name not in made}
        lost = {f"{name}#{anchor}" for name, ids in before.items() for anchor in _ids(ids) - _ids(made.get(name, b""))}
        for name in sorted(self._leading({link.partition("#")[0] for link in lost} | gone) - made.keys()):
            for link in sorted(self._links(name).links):
                if link in lost or link.partition("#")[0] in gone:
                    yield f"Doc file '{name}' contains a link '{link}', which is no longer there."

    def _leading(self, targets: Collection[str]) -> set[str]:
        """Return the pages that may link to any of these; where these are many, all."""
        if len(targets) > _FEW:
            return self.memory.names(LINKS)
        return {name for target in targets for name in self.memory.holding(LINKS, target)}

    # --- files ---

    def _lay(self, theirs: Collection[str], lying: dict[str, bytes]) -> None:
        """Remove what is neither a page nor beside one of what is lying there, and lay what is beside them."""
        others, pages = self.site.others(), [html_of(name) for name in self.site.pages]
        for name in sorted(lying.keys() - others.keys() - {*theirs, *pages, *map(twin_of, pages)}):
            remove(self.folder, name)
            del lying[name]
        for name, source in others.items():
            if not (lies := seal_of(lying.get(name))) or lies != seal_of(state_of(source)):
                _lay(source, self.folder / name)
                self._look((name,), lying)

    def _look(self, names: Iterable[str], lying: dict[str, bytes]) -> None:
        """Look again how files lie."""
        for name in names:
            lying.pop(name, None)
        lying.update(states_of(str(self.folder), names))


def _read(row: bytes | None, form: type[T]) -> T | None:
    """Return what was kept, nothing where another version of the program kept it in another form."""
    try:
        return msgspec.msgpack.decode(row, type=form) if row else None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _left(name: str, lying: States) -> bytes:
    """Return the files of a page as they lie, its own and its twin; empty for none."""
    place = html_of(name)
    page = lying.get(place, b"")
    return page + lying.get(twin_of(place), b"") if page else b""


def _joined(ids: Iterable[str]) -> bytes:
    """Return ids as few bytes, which can be held of all pages: `<a><b>`."""
    return "".join([f"<{each}>" for each in sorted(ids)]).encode("utf-8", "surrogatepass")


def _ids(joined: bytes) -> frozenset[str]:
    return frozenset(joined.decode("utf-8", "surrogatepass")[1:-1].split("><")) if joined else frozenset()


def _lay(source: str, place: Path) -> None:
    """Let the file of a page's neighbour be there too: linked, or copied where the disk knows no links."""
    make_folder(place.parent)
    clear(place)
    try:
        os.link(source, place)
    except OSError:
        shutil.copyfile(source, place)


# --- what all pages share ----------------------------------------------------------------------------


def _common(portal: Portal, config_file: Path, written: Navigation) -> bytes:
    """Return a digest of all that every page is made of: templates, assets, configuration, code, versions."""
    base = config_file.parent
    versions = [f"{package} {_version(package)}" for package in _PACKAGES]
    parts = [platform.python_version(), *versions, repr(portal), repr(written)]
    code = {name: data for name, data in Folder(base / "generator").items() if name.endswith(".py")}
    return digest(*parts, config_file.read_bytes(), _hash(Folder(base / "site_templates")), _hash(code))


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

"""The whole program on one screen: a folder of documents goes in, a portal comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator import disclosure, ingest, link, pages, papers, parse, privacy, resources, search, vocab
from generator.curation import registry, trust
from generator.curation.portal import Content
from generator.derive.catalog import catalog
from generator.disclosure import Output
from generator.errors import ConfigurationError, VankhoError
from generator.ingest import folder
from generator.ingest.contract import Cache, NoCache, Tools
from generator.ingest.folder import Intake
from generator.link import copies
from generator.model import Diagnostic, Graph, Page, SourceText
from generator.model.registry import around
from generator.pages import hand_written
from generator.papers import Paper
from generator.publish import last_read, memory, originals, state, table_files
from generator.publish import open_data as data
from generator.publish.cache import FolderCache
from generator.publish.html import update as html
from generator.publish.html.site import Navigation
from generator.publish.opensearch import opensearch
from generator.publish.sitemap import sitemap
from generator.publish.whole import mirror
from generator.publish.writer import Changes, Folder, write_tree
from generator.text.erasure import Names

DATA_FOLDER = "du-lieu"
PAPERS = "papers"
"""Stage of the memory: what came of each paper."""
_ENOUGH = 5

Tell = Callable[[str, int, int], None]
"""Told of each step: stage, how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: counts, what is wrong in the content, what changed in the site's folder."""

    documents: int
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    changes: Changes
    all_read: bool
    """Every file and folder opened."""


def build(
    content: Content, site: Path, build_dir: Path, tell: Tell, full: bool = False, accept_removals: bool = False
) -> Report:
    """Bring the site's folder up to date with the content; `full` renders every page anew.

    Where more than a tenth of the papers of the last build are gone it stops, unless these removals are accepted.
    """
    lock = content.state or build_dir / "state"
    check_folders(content, site, build_dir)
    with state.alone(build_dir), state.alone_in(site), memory.opened(build_dir) as kept:
        cache = FolderCache(build_dir / "cache")
        tools = _tools(content, cache)
        intake = last_read.with_closed(read(content, tell, tools), build_dir)
        if not accept_removals:
            _check_gone(build_dir, intake)
        names = privacy.names_of(registry.load(content.registry))
        content = replace(content, portal=privacy.without(content.portal, names))
        read_papers = _papers(content, intake, tell, memory.Stage(kept, PAPERS))
        graph = _linked(content, intake, read_papers, state.read_slugs(lock), tell)
        shelf = originals.shelf(graph, intake.places, site, content.portal, tools, partial(tell, "Chụp trang"))
        graph = replace(graph, diagnostics=_in_order({*graph.diagnostics, *shelf.diagnostics}))
        tell("Viết trang", 0, 1)
        found = catalog(graph, content.portal, shelf.originals)
        made = _with_hand_written(content, pages.pages(found), names)
        files = _joined(
            {page.path: page.markdown.encode() for page in made},
            {f"{DATA_FOLDER}/{name}": table for name, table in data.tables(found).items()},
            table_files.files(found),
            {f"assets/{name}": asset for name, asset in Folder(resources.ASSETS).items()},
            search.index(disclosure.pages_told(made, content.portal, Output.SEARCH)),
            opensearch(content.portal),
            sitemap(made, content.portal),
        )
        write_tree(build_dir / html.MARKDOWN, files)
        state.write_slugs(lock, graph.identities, disclosure.stay_inside(graph.diagnostics), names.stand_in)
        _remember(build_dir, intake, read_papers, graph, cache, kept, names)
        tell("Viết trang", 1, 1)
        changes = _render(content, site, build_dir, kept, tell, full, hand_written.navigation(made), shelf.files)
    told = disclosure.told(graph, Output.COMMAND_LINE)
    return Report(len(graph.records), len(made), told, changes, not intake.closed)


def _tools(content: Content, cache: Cache) -> Tools:
    """What readers may use for a content folder."""
    return Tools(content.portal.limits, cache, content.portal.follow_links, trust.read(content.trust))


def graph_of(content: Content, locked: Mapping[str, str], tell: Tell) -> Graph:
    """Return all that the content says, linked; `locked` are the ids of former builds."""
    intake = read(content, tell)
    return _linked(content, intake, _papers(content, intake, tell), locked, tell)


def read(content: Content, tell: Tell, tools: Tools | None = None) -> Intake:
    """Return all documents of a content folder, read."""
    tell("Đọc văn bản", 0, 1)
    tools = tools or _tools(content, NoCache())
    intake = folder.read_folder(content.documents, content.root, content.apart, tools)
    tell("Đọc văn bản", 1, 1)
    return intake


def _remember(
    build_dir: Path,
    intake: Intake,
    read: Sequence[Paper],
    graph: Graph,
    cache: FolderCache,
    kept: memory.Memory,
    names: Names,
) -> None:
    """Keep for the next build what was published, as it may be told, without suppressed persons."""
    published = {record.document.source.path: record.document.source.digest for record in graph.records}
    suppressed = privacy.digests(intake.sources, names)
    sources = tuple(paper.source for paper in read if paper.source and paper.digest not in suppressed)
    known, given = privacy.without((intake.known, intake.given), names)
    last_read.keep(build_dir, replace(intake, sources=sources, known=known, given=given), published)
    cache.purge(published.values(), [ingest.original(source).digest for source in intake.sources])
    cache.forget(suppressed)
    kept.keep_only(PAPERS, (path for path, digest in published.items() if digest not in suppressed))


def _check_gone(build_dir: Path, intake: Intake) -> None:
    """An unreadable folder hides what lies below it: that is there, though nobody sees it."""
    present = {source.path: source.digest for source in map(ingest.original, intake.sources)}
    state.check_gone(build_dir, present, _named(intake))


def _linked(content: Content, intake: Intake, read: Sequence[Paper], locked: Mapping[str, str], tell: Tell) -> Graph:
    known = registry.load(content.registry)
    registry.check_files(known, _files(content, intake))
    names = privacy.names_of(known)
    documents = [paper.document for paper in read if paper.document]
    tell("Liên kết", 0, 1)
    stated = replace(known, documents=(*intake.given, *known.documents, *intake.known))
    known = privacy.registry_without(stated, names)
    graph = link.link(documents, known, vocab.load(), content.portal, locked)
    tell("Liên kết", 1, 1)
    warnings = (told for record in graph.records for told in record.warnings)
    told = {*_without(intake, names), *(line for paper in read for line in paper.told), *graph.diagnostics, *warnings}
    copied = [pair for pair in intake.copies if not names.stand_in(pair[0])]
    told |= {*copies.same_bytes(copied, disclosure.stay_inside(told))}
    return replace(graph, diagnostics=_in_order(told))


def _papers(content: Content, intake: Intake, tell: Tell, recall: papers.Recall = papers.NOTHING) -> list[Paper]:
    """Return what comes of each paper: nothing after this sees what the portal takes out."""
    if not intake.sources:
        raise _nothing_to_build(content, intake)
    names = privacy.names_of(registry.load(content.registry))
    read: list[Paper] = []
    for paper in papers.papers(intake.sources, names, content.portal, recall):
        tell("Phân tích", len(read), len(intake.sources))
        read.append(paper)
    tell("Phân tích", len(read), len(read))
    return read


def _without(intake: Intake, names: Names) -> list[Diagnostic]:
    """What reading tells, without the names of files that name who must go."""
    told = [privacy.renamed(each.path) if names.stand_in(each.path) else each for each in intake.diagnostics]
    return told + [privacy.renamed(path) for path, _ in intake.copies if names.stand_in(path)]


def _files(content: Content, intake: Intake) -> set[str]:
    """The files that lie in the folder of documents, read or not, by their path below it."""
    folder = content.documents.relative_to(content.root).as_posix()
    return {each.removeprefix(f"{folder}/") for path in _named(intake) for each in around(path)}


def _named(intake: Intake) -> set[str]:
    """The paths of all files that are there, read or not."""
    read = {ingest.original(source).path for source in intake.sources}
    return read | {each.path for each in intake.diagnostics} | {path for path, _ in intake.copies}


def export(content: Content, out: Path, tell: Tell) -> Changes:
    """Write the open data of DATA.md into the folder `out`."""
    check_folders(content, out)
    graph = graph_of(content, _kept_slugs(content), tell)
    return write_tree(out, data.tables(catalog(graph, content.portal)))


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` tells: the texts that were read, by path, without those that may not be published.

    What is wrong.
    """

    sources: tuple[SourceText, ...]
    diagnostics: tuple[Diagnostic, ...]


def check(content: Content, tell: Tell) -> Checked:
    """Return how each file was read, and all that is wrong in and between them; a wrong registry raises."""
    intake = read(content, tell)
    if intake.diagnostics and not intake.sources:
        return Checked((), intake.diagnostics)
    graph = _linked(content, intake, _papers(content, intake, tell), _kept_slugs(content), tell)
    refused = disclosure.stay_inside(graph.diagnostics)
    sources = tuple(each for each in map(ingest.original, intake.sources) if each.path not in refused)
    # Of a paper that stays inside no word is quoted.
    names = {source.path for source in sources if source.format == "pdf"}
    tools = Tools(content.portal.limits)
    doubted = folder.second_opinions(names, intake.places, tools)
    return Checked(sources, _in_order({*disclosure.told(graph, Output.COMMAND_LINE), *doubted}))


def parse_file(path: Path) -> bytes:
    """Return one file, parsed, as JSON."""
    source = ingest.read(path, path.name)
    if isinstance(source, Diagnostic):
        raise ConfigurationError(f"{path}:{source.line}: {source.code}: {source.message}")
    document = parse.parse(source, vocab.load()) if isinstance(source, SourceText) else source
    return data.document_json(document)


def check_folders(content: Content, *outputs: Path) -> None:
    """Refuse to write where the content lies, or one output into another."""
    kept = [each.resolve() for each in (content.documents, content.registry, content.pages)]
    kept += [content.state.resolve()] if content.state else []
    for output in outputs:
        real = output.resolve()
        if content.root.is_relative_to(real) or any(real.is_relative_to(folder) for folder in kept):
            raise ConfigurationError(
                f"{output}: không ghi vào đây, vì thư mục này chứa hoặc nằm trong nội dung «{content.root}». "
                "Chọn một thư mục khác, ngoài thư mục nội dung."
            )
        if any(other != output and real.is_relative_to(other.resolve()) for other in outputs):
            raise ConfigurationError(
                f"{output}: --site và --build-dir không được nằm trong nhau. Chọn hai thư mục riêng."
            )


def _with_hand_written(content: Content, made: tuple[Page, ...], names: Names) -> tuple[Page, ...]:
    """All pages: a folder that is itself the documents has no hand-written ones but those of every portal."""
    own = hand_written.read(resources.PAGES)
    written = () if content.documents == content.root else hand_written.read(content.pages)
    written = privacy.without(written, names)
    return hand_written.with_hand_written(made, written, own)


def _render(
    content: Content,
    site: Path,
    build_dir: Path,
    kept: memory.Memory,
    tell: Tell,
    full: bool,
    written: Navigation,
    beside: Mapping[str, bytes],
) -> Changes:
    tell("Dựng HTML", 0, 1)
    html.bring_up_to_date(build_dir, kept, content.portal, resources.CONFIG, full, written)
    changes = mirror(build_dir / html.HTML, site, beside)
    tell("Dựng HTML", 1, 1)
    return changes


def _kept_slugs(content: Content) -> dict[str, str]:
    return state.read_slugs(content.state) if content.state else {}


def _joined(*parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all files in one mapping; two files of one path are a fault of the program."""
    files: dict[str, bytes] = {}
    for part in parts:
        if twice := sorted(files.keys() & part.keys()):
            raise VankhoError(f"Hai trang cùng một địa chỉ: {twice[0]}. Đây là lỗi của chương trình.")
        files.update(part)
    return files


def _in_order(diagnostics: set[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda told: (told.path, told.line, told.code, told.message, told.text)))


def _nothing_to_build(content: Content, intake: Intake) -> ConfigurationError:
    known = ", ".join(ingest.KNOWN)
    if not intake.diagnostics:
        return ConfigurationError(f"{content.documents}: chưa có văn bản nào. Đặt tệp {known} vào thư mục này.")
    told = "\n".join(f"  {diagnostic}" for diagnostic in intake.diagnostics[:_ENOUGH])
    return ConfigurationError(
        f"{content.documents}: không có văn bản nào đọc được. Cần tệp {known}. "
        f"Đã bỏ qua {len(intake.diagnostics)} tệp:\n{told}"
    )

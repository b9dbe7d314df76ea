"""The whole program on one screen: a folder of documents goes in, a portal comes out."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator import disclosure, ingest, link, pages, parse, privacy, resources, vocab
from generator.cores import lasting
from generator.curation import registry, trust
from generator.curation.portal import Content, check_folders
from generator.defence import surviving
from generator.derive.blocks import Cut
from generator.derive.catalog import Catalog, catalog
from generator.derive.marks import marks
from generator.derive.suggestions import suggestions
from generator.disclosure import Output
from generator.errors import ConfigurationError
from generator.ingest import folder
from generator.ingest.contract import Cache, NoCache, Tools
from generator.ingest.folder import Intake
from generator.ingest.walk import shown_name
from generator.link import copies
from generator.link.alone import Alone
from generator.model import Diagnostic, Document, Graph, KnownDocument, Page, Portal, Registry, SourceText, Suggestion
from generator.model.frozen import Frozen, replace
from generator.model.registry import around
from generator.pages import hand_written
from generator.papers import Paper, is_paper, papers
from generator.publish import beside, originals
from generator.publish import open_data as data
from generator.publish import pages as sheets
from generator.publish.html import update as html
from generator.publish.html.site import Navigation
from generator.publish.kept import history, last_read, memory, readings, state
from generator.publish.kept.cache import FolderCache
from generator.publish.kept.seals import STAGE as SEALS
from generator.publish.kept.seals import OwnFolder
from generator.publish.kept.standstill import Ground
from generator.publish.pages import Card
from generator.publish.whole import mirror
from generator.publish.writer import Changes, write_tree
from generator.recall import NOTHING, Recall
from generator.report import Report, Tell, undated
from generator.text.erasure import Names

GUARDS = ("portal.yml", "registry/suppress.yml")
"""Files that keep things inside: where one that was there is gone, nothing is published unasked."""
PAPERS = "papers"
"""Stage of the memory: what came of each paper."""
_ENOUGH = 5


def build(ground: Ground, tell: Tell, full: bool = False, accept_removals: bool = False, scheduler: str = "") -> Report:
    """Bring the site of a ground up to date, as far as anything changed."""
    build_dir, site, kept = ground.build_dir, ground.site, ground.memory
    content = replace(ground.content, apart=(*ground.content.apart, site, build_dir))
    cache = FolderCache(build_dir / readings.CACHE)
    tools = _tools(content, cache)
    if full:
        kept.keep_only(SEALS, ())  # files are compared by their bytes again
        kept.keep_only(readings.AS_READ, ())
    intake = last_read.with_closed(read(content, tell, tools, kept), build_dir)
    guards = [name for name in GUARDS if (content.root / name).exists()]
    if not accept_removals:
        _check_gone(build_dir, intake)
        state.check_guards(build_dir, guards)
    gathered = _gathered(content, intake, tell, memory.Stage(kept, PAPERS), scheduler)
    content = replace(content, portal=privacy.without(content.portal, gathered.names))
    slugs, remembered = state.read_slugs(ground.lock, build_dir), history.read(ground.lock)

    def made(documents: Sequence[Document], faults: Sequence[Diagnostic]) -> _Made:
        graph = _graph(gathered, documents, faults, content, slugs, tell)
        make = partial(_made, replace(ground, content=content), graph, gathered, tools, tell, remembered)
        return sheets.with_keys(make, kept)

    graph, shelf, cards, menu, grown, laid = surviving(made, gathered.documents)
    inside = disclosure.stay_inside(graph.diagnostics)
    state.write_slugs(ground.lock, graph.identities, inside, gathered.names.stand_in, build_dir)
    begun = history.write(ground.lock, grown, gathered.names, inside)
    _remember(build_dir, gathered, graph, cache, kept)
    sheets.keep_only(cards, kept)
    state.write_guards(build_dir, guards)
    tell("Ghi tệp", 1, 1)
    changes = _render(content, site, build_dir, laid, kept, tell, full, menu, shelf)
    told = (*disclosure.told(graph, Output.COMMAND_LINE), *begun)
    published = frozenset(record.document.source.path for record in graph.records)
    return Report(
        len(graph.records),
        len(cards),
        told,
        changes,
        not intake.closed,
        intake.lasting,
        published,
        undated(graph.records),
    )


_Made = tuple[Graph, originals.Shelf, Sequence[Card], Navigation, history.Grown, Mapping[str, bytes]]
"""What papers give: the graph, the papers as they came, the cards of all pages, the menu of those by hand, news, and
path and digest of what MkDocs reads."""


def _made(
    ground: Ground, graph: Graph, gathered: _Gathered, tools: Tools, tell: Tell, remembered: history.Found
) -> _Made:
    """Write what MkDocs reads into the build folder."""
    content = ground.content
    drawn, places, as_read = partial(tell, "Chụp trang"), gathered.intake.places, gathered.intake.as_read
    shelf = originals.shelf(graph, places, ground.site, content.portal, tools, drawn, gathered.names, as_read)
    graph = replace(graph, diagnostics=_in_order({*graph.diagnostics, *shelf.diagnostics}))
    tell("Viết trang", 0, 1)
    docs = OwnFolder(ground.build_dir / html.MARKDOWN, memory.Stage(ground.memory, SEALS), html.MARKDOWN)
    with lasting():
        found = catalog(graph, content.portal, shelf.originals, gathered.cuts)
    told, offered = marks(found), suggestions(found, gathered.known, vocab.load())
    with beside.of_catalog(found, told, content, docs, sheets.anew(found, docs, ground.memory)) as laid:
        news = history.grown(remembered, found, _gone(gathered, graph))
        known = replace(found, updates=news.history.updates, measured=news.history.measured, offered=offered)
        cards = sheets.written(known, told, docs, ground.memory, partial(tell, "Viết trang"))
        sizes = laid(known)
    write = partial(sheets.write, portal=content.portal, folder=docs, kept=ground.memory)
    cards += write(pages.of_files(replace(known, file_sizes=sizes)))
    by_hand = _by_hand(content, {card.path for card in cards}, gathered.names, docs)
    cards += write(by_hand)
    tell("Viết trang", len(cards), len(cards))
    tell("Lập chỉ mục", 0, 1)
    beside.lay(known, told, cards, content.portal, docs, ground.memory, partial(tell, "Lập chỉ mục"))
    tell("Lập chỉ mục", 1, 1)
    tell("Ghi tệp", 0, 1)
    docs.finish()
    menu = hand_written.navigation((page.title, page.path) for page in by_hand)
    return graph, shelf, cards, menu, news, docs.marks


def _gone(gathered: _Gathered, graph: Graph) -> history.Gone:
    published = {record.document.source.path for record in graph.records}
    there = [(source, ingest.original(source)) for source in gathered.intake.sources]
    inside = (source.text for source, file in there if file.path not in published)
    return history.gone(gathered.names, (file.digest for _, file in there), _named(gathered.intake), inside)


def _tools(content: Content, cache: Cache) -> Tools:
    """What readers may use for a content folder."""
    return Tools(content.portal.limits, cache, content.portal.follow_links, trust.read(content.trust))


def graph_of(content: Content, locked: Mapping[str, str], tell: Tell, build_dir: Path | None = None) -> Graph:
    """Return all that the content says, linked; `locked` are the ids of former builds.

    What a build folder remembers is not worked out again, and nothing is changed there.
    """
    with memory.consulted(build_dir) as kept:
        return _linked(content, _consulted(content, kept, tell, build_dir), locked, tell, kept)


def _consulted(content: Content, kept: memory.Consulted, tell: Tell, build_dir: Path | None) -> Intake:
    return read(content, tell, _tools(content, readings.consulted(build_dir)), kept)


def read(
    content: Content, tell: Tell, tools: Tools | None = None, kept: memory.Memory | memory.Consulted | None = None
) -> Intake:
    """Return all documents of a content folder, read."""
    tell("Đọc văn bản", 0, 1)
    tools = tools or _tools(content, NoCache())
    recall = (memory.Stage(kept, readings.STAGE), readings.files(kept)) if kept else ()
    intake = folder.read_folder(content.documents, content.root, content.apart, tools, *recall)
    tell("Đọc văn bản", 1, 1)
    return intake


def _remember(build_dir: Path, gathered: _Gathered, graph: Graph, cache: FolderCache, kept: memory.Memory) -> None:
    """Keep for the next build what was published, as it may be told, without suppressed persons."""
    intake, names = gathered.intake, gathered.names
    published = {record.document.source.path: record.document.source.digest for record in graph.records}
    suppressed = privacy.digests(intake.sources, names)
    free = {path: digest for path, digest in published.items() if digest not in suppressed}
    sources = tuple(paper.source for paper in gathered.papers if paper.source and paper.path in free)
    known, given = (_stated(each, names, gathered.portal) for each in (intake.known, intake.given))
    last_read.keep(build_dir, replace(intake, sources=sources, known=known, given=given), published)
    cache.purge(published.values(), [ingest.original(source).digest for source in intake.sources])
    cache.forget(suppressed)
    kept.keep_only(PAPERS, free)
    readings.keep(kept, intake, gathered.papers, free)


def _check_gone(build_dir: Path, intake: Intake) -> None:
    """An unreadable folder hides what lies below it: that is there, though nobody sees it."""
    present = {source.path: source.digest for source in map(ingest.original, intake.sources)}
    unread = {each.path for each in intake.diagnostics if not disclosure.stays_by_will(each)} - present.keys()
    state.check_gone(build_dir, present, _named(intake), unread)


class _Gathered(Frozen):
    """Papers before they are linked, with what is written by hand of them and what was told so far."""

    papers: tuple[Paper, ...]
    known: Registry
    names: Names
    portal: Portal
    intake: Intake
    told: tuple[Diagnostic, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The papers that may be read further."""
        return tuple(paper.document for paper in self.papers if paper.document)

    @property
    def cuts(self) -> Mapping[str, Cut]:
        """The papers cut up, by path."""
        return {paper.path: paper.cut for paper in self.papers if paper.cut}

    @property
    def told_alone(self) -> Mapping[int, Alone]:
        """What was found with the parse, by the `id()` of the document."""
        return {id(paper.document): paper.alone for paper in self.papers if paper.document and paper.alone}


def _gathered(content: Content, intake: Intake, tell: Tell, recall: Recall = NOTHING, scheduler: str = "") -> _Gathered:
    if not intake.sources:
        raise _nothing_to_build(content, intake)
    known = registry.load(content.registry)
    registry.check_files(known, _files(content, intake))
    names = privacy.names_of(known)
    portal = privacy.without(content.portal, names)
    read: list[Paper] = []
    tell("Phân tích", 0, len(intake.sources))
    for paper in papers(intake.sources, names, portal, recall, scheduler):
        tell("Phân tích", len(read), len(intake.sources))
        read.append(paper)
        gc.freeze()  # papers stay until the end: to look for garbage among them took twice as long as to decode them
    tell("Phân tích", len(read), len(read))
    given, of_files = (_stated(each, names, portal) for each in (intake.given, intake.known))
    known = privacy.registry_without(replace(known, documents=(*given, *known.documents, *of_files)), names)
    told = (*_without(intake, names, portal), *(line for paper in read for line in paper.told))
    return _Gathered(tuple(read), known, names, portal, intake, told)


def _stated(known: Sequence[KnownDocument], names: Names, portal: Portal) -> tuple[KnownDocument, ...]:
    """What side files and bundles state of papers, without what must not be told."""
    return tuple(privacy.stated(each, portal) for each in privacy.without(tuple(known), names))


def _without(intake: Intake, names: Names, portal: Portal) -> Iterator[Diagnostic]:
    """What reading tells, without the names of files that tell what must not be told."""
    for each in intake.diagnostics:
        yield privacy.kept_inside(each.path, names, portal) or each
    yield from (kept for path, _ in intake.copies if (kept := privacy.kept_inside(path, names, portal)))


def _linked(content: Content, intake: Intake, locked: Mapping[str, str], tell: Tell, kept: memory.Consulted) -> Graph:
    gathered = _gathered(content, intake, tell, memory.Stage(kept, PAPERS))
    return surviving(
        lambda documents, faults: _graph(gathered, documents, faults, content, locked, tell), gathered.documents
    )


def _graph(
    gathered: _Gathered,
    documents: Sequence[Document],
    faults: Sequence[Diagnostic],
    content: Content,
    locked: Mapping[str, str],
    tell: Tell,
) -> Graph:
    tell("Liên kết", 0, 1)
    with lasting():
        graph = link.link(documents, gathered.known, vocab.load(), content.portal, locked, gathered.told_alone)
    tell("Liên kết", 1, 1)
    warnings = (told for record in graph.records for told in record.warnings)
    told = {*gathered.told, *faults, *graph.diagnostics, *warnings}
    copied = [
        pair for pair in gathered.intake.copies if not privacy.kept_inside(pair[0], gathered.names, gathered.portal)
    ]
    told |= {*copies.same_bytes(copied, disclosure.stay_inside(told))}
    return replace(graph, diagnostics=_in_order(told))


def _files(content: Content, intake: Intake) -> set[str]:
    """The files that lie in the folder of documents, read or not, by their path below it."""
    folder = content.documents.relative_to(content.root).as_posix()
    return {each.removeprefix(f"{folder}/") for path in _named(intake) for each in around(path)}


def _named(intake: Intake) -> set[str]:
    """The paths of all files that are there, read or not."""
    read = {ingest.original(source).path for source in intake.sources}
    return read | {each.path for each in intake.diagnostics} | {path for path, _ in intake.copies}


def export(content: Content, out: Path, tell: Tell, build_dir: Path | None = None) -> Changes:
    """Write the open data of DATA.md into the folder `out`, with what a build folder remembers."""
    check_folders(content, out)
    content = replace(content, apart=(*content.apart, out))
    graph = graph_of(content, _kept_slugs(content), tell, build_dir)
    return write_tree(out, data.tables(catalog(graph, content.portal)))


class Checked(Frozen):
    """What `check` tells: the texts that were read and may be published, by path, and all that is wrong."""

    sources: tuple[SourceText, ...]
    diagnostics: tuple[Diagnostic, ...]


def check(content: Content, tell: Tell, build_dir: Path | None = None) -> Checked:
    """Return how each file was read, and all that is wrong in and between them; a wrong registry raises.

    What a build folder remembers is not worked out again.
    """
    with memory.consulted(build_dir) as kept:
        intake = _consulted(content, kept, tell, build_dir)
        if intake.diagnostics and not intake.sources:
            return Checked((), intake.diagnostics)
        graph = _linked(content, intake, _kept_slugs(content), tell, kept)
    refused = disclosure.stay_inside(graph.diagnostics)
    sources = tuple(each for each in map(ingest.original, intake.sources) if each.path not in refused)
    # Of a paper that stays inside no word is quoted.
    names = {source.path for source in sources if source.format == "pdf"}
    tools = Tools(content.portal.limits)
    doubted = folder.second_opinions(names, intake.places, tools)
    return Checked(sources, _in_order({*disclosure.told(graph, Output.COMMAND_LINE), *doubted}))


def suggest(content: Content, tell: Tell, build_dir: Path | None = None) -> tuple[Catalog, tuple[Suggestion, ...]]:
    """Return what may be added to the registry, with the look-up tables that it rests on."""
    graph = graph_of(content, _kept_slugs(content), tell, build_dir)
    found = catalog(graph, content.portal)
    return found, suggestions(found, registry.load(content.registry), vocab.load())


def parse_file(path: Path) -> bytes:
    """Return one file, parsed, as JSON."""
    source = ingest.read(path, shown_name(path, path.parent))
    if isinstance(source, Diagnostic):
        raise ConfigurationError(f"{path}:{source.line}: {source.code}: {source.message}")
    document = parse.parse(source, vocab.load()) if isinstance(source, SourceText) else source
    return data.document_json(document)


def _by_hand(content: Content, made: Collection[str], names: Names, docs: OwnFolder) -> tuple[Page, ...]:
    """The hand-written pages, those of every portal among them."""
    own = hand_written.read(resources.PAGES)
    written = hand_written.read(content.pages, not content.portal.follow_links) if content.has_pages else ()
    beside_papers = content.documents == content.root
    if paper := next(
        (each for each in written if beside_papers and is_paper(content.root / each.name, each.name)), None
    ):
        raise ConfigurationError(
            f"{paper.name}:1: trang viết tay trông như một văn bản (có số, ký hiệu hoặc dấu chỉ mức độ mật). "
            "Là văn bản thì chuyển ra khỏi `pages`, hoặc đặt mọi văn bản vào thư mục `documents`."
        )
    return hand_written.by_hand(made, docs.text, privacy.without(written, names), own)


def _render(
    content: Content,
    site: Path,
    build_dir: Path,
    laid: Mapping[str, bytes],
    kept: memory.Memory,
    tell: Tell,
    full: bool,
    written: Navigation,
    shelf: originals.Shelf,
) -> Changes:
    tell("Dựng HTML", 0, 1)
    told = partial(tell, "Dựng HTML")
    brought = html.bring_up_to_date(build_dir, laid, kept, content.portal, resources.CONFIG, full, written, told)
    tell("Dựng HTML", brought.pages, brought.pages)
    tell("Xếp trang web", 0, 1)
    seals, spare, copy = memory.Stage(kept, SEALS), build_dir / "spare", build_dir / "site.files"
    changes = mirror(build_dir / html.HTML, site, shelf.files, copy, seals, spare, brought.seals, shelf.marks)
    tell("Xếp trang web", 1, 1)
    return changes


def _kept_slugs(content: Content) -> dict[str, str]:
    return state.read_slugs(content.state) if content.state else {}


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

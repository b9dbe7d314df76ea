"""The whole program on one screen: a folder of documents goes in, a portal comes out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator import disclosure, ingest, link, pages, parse, privacy, resources, vocab
from generator.cores import lasting
from generator.curation import registry, trust
from generator.curation.portal import Content, check_folders
from generator.defence import surviving
from generator.derive.catalog import Catalog, catalog
from generator.derive.lookups import Answers
from generator.derive.marks import marks
from generator.derive.suggestions import suggestions
from generator.disclosure import Output
from generator.errors import ConfigurationError
from generator.ingest import folder
from generator.ingest.contract import Cache, NoCache, Tools
from generator.ingest.folder import Intake
from generator.ingest.walk import shown_name
from generator.link import copies
from generator.model import Diagnostic, Graph, Page, SourceText, Suggestion
from generator.model.frozen import Frozen, replace
from generator.pages import hand_written
from generator.papers import is_paper
from generator.papers.gathering import Gathered, gathered, named, shelved
from generator.papers.packed import unpacked
from generator.publish import beside, originals
from generator.publish import open_data as data
from generator.publish import pages as sheets
from generator.publish.html import update as html
from generator.publish.html.site import Navigation
from generator.publish.kept import faces, history, last_read, memory, readings, state
from generator.publish.kept.cache import FolderCache
from generator.publish.kept.outputs import Outputs
from generator.publish.kept.seals import STAGE as SEALS
from generator.publish.kept.seals import OwnFolder
from generator.publish.kept.standstill import Ground
from generator.publish.pages import Card
from generator.publish.whole import mirror
from generator.publish.writer import Changes, write_tree
from generator.report import Report, Tell, undated
from generator.text.erasure import Names

GUARDS = ("portal.yml", "registry/suppress.yml")
"""Files that keep things inside: where one that was there is gone, nothing is published unasked."""
PAPERS = "papers"
"""Stage of the memory: what came of each paper."""
JUDGED = "by-hand"
"""Stage of the memory: what was found on each page that is written by hand."""
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
    intake, sources = shelved(last_read.with_closed(read(content, tell, tools, kept), build_dir))
    guards = [name for name in GUARDS if (content.root / name).exists()]
    if not accept_removals:
        _check_gone(build_dir, intake)
        state.check_guards(build_dir, guards)
    if not intake.sources:
        raise _nothing_to_build(content, intake)
    slugs, remembered = state.read_slugs(ground.lock, build_dir), history.read(ground.lock)

    def linked(left: Collection[str], faults: Sequence[Diagnostic]) -> tuple[Graph, Gathered]:
        found = gathered(content, intake, sources, tell, memory.Stage(kept, PAPERS), scheduler)
        return _graph(found, left, faults, slugs, tell), found.linked

    def made(left: Collection[str], faults: Sequence[Diagnostic]) -> _Made:
        graph, found = linked(left, faults)
        ours = replace(ground, content=replace(content, portal=found.portal))
        make = partial(_made, ours, graph, found, tools, tell, remembered)
        return sheets.with_keys(make, kept)

    graph, found, shelf, cards, menu, grown, laid = surviving(made, sources.paths)
    inside = disclosure.stay_inside(graph.diagnostics)
    state.write_slugs(ground.lock, graph.identities, inside, found.names.stand_in, build_dir)
    begun = history.write(ground.lock, grown, found.names, inside)
    _remember(build_dir, found, graph, cache, kept)
    sheets.keep_only(cards, kept)
    state.write_guards(build_dir, guards)
    tell("Ghi tệp", 1, 1)
    content = replace(content, portal=found.portal)
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


_Made = tuple[Graph, Gathered, originals.Shelf, Sequence[Card], Navigation, history.Grown, Mapping[str, bytes]]
"""What papers give: the graph, what else is known of them, the papers as they came, the cards of all pages, the menu of
those by hand, news, and path and digest of what MkDocs reads."""


def _made(ground: Ground, graph: Graph, found: Gathered, tools: Tools, tell: Tell, remembered: history.Found) -> _Made:
    """Write what MkDocs reads into the build folder."""
    content = ground.content
    drawn, places, as_read = partial(tell, "Chụp trang"), found.intake.places, found.intake.as_read
    shelf = originals.shelf(graph, places, ground.site, content.portal, tools, drawn, found.names, as_read)
    graph = replace(graph, diagnostics=_in_order({*graph.diagnostics, *shelf.diagnostics}))
    tell("Viết trang", 0, 1)
    docs = OwnFolder(ground.build_dir / html.MARKDOWN, memory.Stage(ground.memory, SEALS), html.MARKDOWN)
    with lasting():
        tables = catalog(graph, content.portal, shelf.originals, found.cuts)
    told, offered = marks(tables), suggestions(tables, found.known, vocab.load())
    answers = Answers(tables, faces.known(tables, told, ground.memory))
    outputs = Outputs(tables, answers, ground.memory)
    with beside.of_catalog(tables, told, content, docs, outputs, sheets.anew(tables, docs, ground.memory)) as laid:
        news = history.grown(remembered, tables, _gone(found, graph))
        known = replace(tables, updates=news.history.updates, measured=news.history.measured, offered=offered)
        packed = sheets.written(known, answers.beside(known), docs, ground.memory, partial(tell, "Viết trang"))
        ended = laid(known)
    outputs.keep(ended.outputs, ground.memory)
    write = partial(sheets.write, portal=content.portal, folder=docs, kept=ground.memory)
    cards = [*sheets.unpacked(packed), *write(pages.of_files(replace(known, file_sizes=ended.sizes)))]
    judged = memory.Stage(ground.memory, JUDGED)
    by_hand = _by_hand(content, {card.path for card in cards}, found.names, docs, judged)
    cards += write(by_hand)
    tell("Viết trang", len(cards), len(cards))
    tell("Lập chỉ mục", 0, 1)
    beside.lay(known, told, cards, content.portal, docs, ground.memory, partial(tell, "Lập chỉ mục"))
    tell("Lập chỉ mục", 1, 1)
    tell("Ghi tệp", 0, 1)
    docs.finish()
    menu = hand_written.navigation((page.title, page.path) for page in by_hand)
    return graph, found, shelf, cards, menu, news, docs.marks


def _gone(found: Gathered, graph: Graph) -> history.Gone:
    published = {record.document.source.path for record in graph.records}
    left = found.sources.at(frozenset(found.sources.paths) - published)
    inside = (unpacked(row).text for _, row in left)
    return history.gone(found.names, found.digests, named(found.intake), inside)


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


def _remember(build_dir: Path, found: Gathered, graph: Graph, cache: FolderCache, kept: memory.Memory) -> None:
    """Keep for the next build what was published, as it may be told, without suppressed persons."""
    published = {record.document.source.path: record.document.source.digest for record in graph.records}
    suppressed = privacy.digests(map(unpacked, found.sources.rows), found.names)
    free = {path: digest for path, digest in published.items() if digest not in suppressed}
    last_read.keep(build_dir, found, published, free, memory.Stage(kept, SEALS))
    cache.purge(published.values(), found.digests)
    cache.forget(suppressed)
    kept.keep_only(PAPERS, free)
    readings.keep(kept, found, free)


def _check_gone(build_dir: Path, intake: Intake) -> None:
    """An unreadable folder hides what lies below it: that is there, though nobody sees it."""
    present = {source.path: source.digest for source in map(ingest.original, intake.sources)}
    unread = {each.path for each in intake.diagnostics if not disclosure.stays_by_will(each)} - present.keys()
    state.check_gone(build_dir, present, named(intake), unread)


def _linked(content: Content, intake: Intake, locked: Mapping[str, str], tell: Tell, kept: memory.Consulted) -> Graph:
    intake, sources = shelved(intake)
    if not intake.sources:
        raise _nothing_to_build(content, intake)

    def linked(left: Collection[str], faults: Sequence[Diagnostic]) -> Graph:
        found = gathered(content, intake, sources, tell, memory.Stage(kept, PAPERS))
        return _graph(found, left, faults, locked, tell)

    return surviving(linked, sources.paths)


def _graph(
    found: Gathered, left: Collection[str], faults: Sequence[Diagnostic], locked: Mapping[str, str], tell: Tell
) -> Graph:
    """Return the graph of the papers at the paths that are left."""
    tell("Liên kết", 0, 1)
    paths = frozenset(left)
    with lasting():
        documents = [each for each in found.documents if each.source.path in paths]
        graph = link.link(documents, found.known, vocab.load(), found.portal, locked, found.told_alone)
    tell("Liên kết", 1, 1)
    warnings = (told for record in graph.records for told in record.warnings)
    told = {*found.told, *faults, *graph.diagnostics, *warnings}
    copied = [pair for pair in found.intake.copies if not privacy.kept_inside(pair[0], found.names, found.portal)]
    told |= {*copies.same_bytes(copied, disclosure.stay_inside(told))}
    return replace(graph, diagnostics=_in_order(told))


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


def _by_hand(
    content: Content, made: Collection[str], names: Names, docs: OwnFolder, judged: memory.Stage
) -> tuple[Page, ...]:
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
    return hand_written.by_hand(made, docs.text, privacy.without(written, names), own, judged)


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

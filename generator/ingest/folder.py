"""A folder of documents, read: every file once, with what its side file states."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType

from generator.cores import spread
from generator.curation import side_file
from generator.defence import guarded_each
from generator.disclosure import holds_back
from generator.disk import is_settled, state
from generator.ingest import Source, bundles, load, opened, original, parsed_json, prepare, unreadable
from generator.ingest.as_read import AsRead
from generator.ingest.contract import USUAL, Tools
from generator.ingest.reading import Outcome, Remembered, read_all, remembered
from generator.ingest.walk import LeadsOut, files, named, shown_name
from generator.model import Diagnostic, DiagnosticCode, Document, KnownDocument, Limits, SourceText
from generator.model.frozen import replace
from generator.model.registry import around
from generator.recall import NOTHING, Known


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was read of a folder, by path, and what could not be read."""

    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    known: tuple[KnownDocument, ...] = ()
    """What side files state, each with the path of its document."""
    given: tuple[KnownDocument, ...] = ()
    """What bundles state of the papers in them; what the archivist states stands before it."""
    closed: tuple[str, ...] = ()
    """Files and folders that the system does not let us read: what lies there is not gone."""
    copies: tuple[tuple[str, str], ...] = ()
    """Files that hold the same bytes as one that was read, and that one: it may yet be refused."""
    places: Mapping[str, Path] = field(default_factory=dict)
    """Where each file lies (chỗ thật trên đĩa), by the name that is shown of it; parts of bundles have none."""
    fresh: Mapping[str, bytes] = field(default_factory=dict)
    """Papers that were read anew and may be remembered, each with the digest of all that it was made of."""
    lasting: bool = True
    """All would come out the same again: no program or time gave anything up."""
    as_read: Mapping[str, AsRead] = field(default_factory=dict, compare=False)
    """Of files that were read, but for bundles: how each lay, where that will tell whether anybody touched it."""

    def joined(
        self, sources: Sequence[Source], known: Iterable[KnownDocument], given: Iterable[KnownDocument]
    ) -> Intake:
        """Return this intake with what an earlier one held of papers that do not open now, each told."""
        return replace(
            self,
            sources=tuple(sorted((*self.sources, *sources), key=_path)),
            known=(*self.known, *known),
            given=(*self.given, *given),
            diagnostics=(*self.diagnostics, *(_not_read(_path(source)) for source in sources)),
        )


def read_folder(
    documents: Path,
    root: Path,
    apart: Collection[Path] = (),
    tools: Tools = USUAL,
    recall: Known = NOTHING,
    as_read: Mapping[str, AsRead] = MappingProxyType({}),
) -> Intake:
    """Return all that lies below `documents`, without what is `apart`, named relative to `root`.

    What `recall` knows is not read again; a file of that which lies as another run read it is not opened.
    """
    diagnostics: list[Diagnostic] = []
    closed: list[str] = []

    def refused(folder: Path, problem: OSError) -> None:
        name = shown_name(folder, root)
        if isinstance(problem, LeadsOut):
            diagnostics.append(_leads_out(name))
        else:
            closed.append(name)
            diagnostics.append(unreadable(name, problem))

    paths = dict(named(files(documents, apart, refused, None if tools.follow_links else root), root))
    diagnostics += (_same_name(name) for name in paths if name != shown_name(paths[name], root))
    papers = [name for name in paths if not side_file.is_one(name)]
    sides = {name: path for name, path in paths.items() if side_file.is_one(name) or side_file.is_like(name, papers)}
    known, wrong = _side_files(sides, [name for name in papers if name not in sides], diagnostics)
    closed += (name for name, path in sides.items() if not os.access(path, os.R_OK))
    diagnostics += dict.fromkeys(wrong.values())
    held = {name for name, fault in wrong.items() if name not in sides and holds_back(fault)}
    diagnostics += (_held_back(name, wrong[name]) for name in paths if name in held)
    stated = {each.file: each for each in known}
    readable = {name: path for name, path in paths.items() if name not in {*sides, *held}}
    met = _met(readable, stated, closed, tools, recall, as_read)
    outcomes = [each for each in met if isinstance(each, Outcome)]
    diagnostics += _told(met)
    kept, copies = _once(sorted(_sources(outcomes), key=_path), stated.keys())
    return Intake(
        kept,
        tuple(sorted(diagnostics, key=lambda each: (each.path, each.line, each.code))),
        known,
        _given(outcomes),
        tuple(closed),
        copies,
        paths,
        _fresh(outcomes, kept),
        all(each.lasting for each in outcomes),
        {each.name: each.as_read for each in outcomes if each.as_read},
    )


def _met(
    paths: Mapping[str, Path],
    stated: Mapping[str, KnownDocument],
    closed: list[str],
    tools: Tools,
    recall: Known,
    as_read: Mapping[str, AsRead],
) -> list[Outcome | Diagnostic]:
    look_up = remembered(tools, recall)
    opening = partial(_loaded, tools=tools, look_up=look_up, as_read=as_read, moment=time.time_ns())
    return list(read_all(_parts(paths, stated, closed, tools.limits, opening), tools, look_up))


def _told(met: Iterable[Outcome | Diagnostic]) -> Iterator[Diagnostic]:
    told = (each.read if isinstance(each, Outcome) else each for each in met)
    return (each for each in told if isinstance(each, Diagnostic))


def _given(outcomes: Iterable[Outcome]) -> tuple[KnownDocument, ...]:
    stated = {each.name: each.stated for each in outcomes if each.stated}
    return tuple(each for _, each in sorted(stated.items()))


def _sources(outcomes: Iterable[Outcome]) -> list[Source]:
    return [each.read for each in outcomes if not isinstance(each.read, Diagnostic)]


def _fresh(outcomes: Iterable[Outcome], kept: Iterable[Source]) -> dict[str, bytes]:
    """The keys of what may be remembered.

    A parse that took the name of its text is not what that name was read as.
    """
    keys = {id(each.read): each.key for each in outcomes if each.key}
    return {_path(source): key for source in kept if (key := keys.get(id(source)))}


def second_opinions(names: Collection[str], places: Mapping[str, Path], tools: Tools = USUAL) -> tuple[Diagnostic, ...]:
    """Return what a second reading of the PDFs of those names tells of the first; it costs as much again."""
    prepare([".pdf"] if names else [])
    told = spread(partial(_second_opinion, places, tools), sorted(places.keys() & names), 1)
    return tuple(each for found in told for each in found)


def _second_opinion(places: Mapping[str, Path], tools: Tools, name: str) -> tuple[Diagnostic, ...]:
    loaded = load(places[name], name, tools)
    if isinstance(loaded, Diagnostic) or loaded[1] != ".pdf":
        return ()
    from generator.ingest.pdf.second_opinion import second_opinion

    return tuple(second_opinion(loaded[0], name, tools))


_Loaded = bundles.Part | Outcome | Diagnostic
"""A file with its bytes, or what came of one without them."""


def _loaded(
    name: str, path: Path, tools: Tools, look_up: Remembered, as_read: Mapping[str, AsRead], moment: int
) -> _Loaded:
    """Open a file, unless it lies as it was read and what came of that is remembered."""
    before, was = state(path.stat()), as_read.get(name)
    if was and was.state == before:
        _, source = look_up(name, was.kind, was.digest)
        if source:
            return Outcome(name, None, source, as_read=was)
    loaded = opened(path, name, tools)
    if isinstance(loaded, Diagnostic):
        return loaded
    is_sure = before and is_settled(before, moment) and state(path.stat()) == before
    return bundles.Part(name, *loaded, lay=before if is_sure else b"")


def _parts(
    paths: Mapping[str, Path],
    known: Mapping[str, KnownDocument],
    closed: list[str],
    limits: Limits,
    opening: Callable[[str, Path], _Loaded],
) -> Iterator[_Loaded]:
    """The files of a folder and of the bundles in it."""
    for name, path in paths.items():
        loaded: _Loaded
        try:
            loaded = opening(name, path)
        except OSError as problem:
            closed.append(name)
            loaded = unreadable(name, problem)
        if not isinstance(loaded, bundles.Part) or not bundles.is_bundle(loaded.data, loaded.kind):
            yield loaded
        elif name in known and replace(known[name], file="", secrecy=None, release=False) != KnownDocument(""):
            message = (
                "Chưa đưa vào cổng vì tệp kèm của gói nhiều văn bản chỉ được ghi `secrecy`, `release`. "
                "Giải nén ra thư mục rồi ghi tệp kèm cho từng văn bản."
            )
            yield Diagnostic(DiagnosticCode.HELD_BACK, message, name, 1)
        else:
            yield from guarded_each(bundles.parts(name, loaded.data, loaded.kind, limits), name)


def _side_files(
    sides: Mapping[str, Path], names: Sequence[str], met: Iterable[Diagnostic]
) -> tuple[tuple[KnownDocument, ...], dict[str, Diagnostic]]:
    """Return what the side files state and what is wrong, by document or else by side file."""
    known: dict[str, KnownDocument] = {}
    wrong = _stated_outside((each.path for each in met if each.code is DiagnosticCode.SKIPPED), names)
    for name, path in sides.items():
        document = side_file.document_of(name, names)
        if isinstance(document, Diagnostic):
            wrong[name] = document
            # What it states may be a secret: a paper that it may be meant for stays inside.
            wrong |= dict.fromkeys(side_file.meant(name, names), document)
            continue
        stated = side_file.read(path, name)
        if isinstance(stated, Diagnostic):
            wrong[document] = stated
        elif document in known:
            wrong[document] = side_file.second(name, known[document].file)
        else:
            known[document] = stated
    return tuple(replace(stated, file=document) for document, stated in sorted(known.items())), wrong


def _stated_outside(names: Iterable[str], papers: Sequence[str]) -> dict[str, Diagnostic]:
    """Return the papers whose side file lies behind a link that is not followed: it may keep them inside."""
    wrong: dict[str, Diagnostic] = {}
    for name in names:
        if side_file.is_one(name) or side_file.is_like(name, papers):
            told = replace(_leads_out(name), code=DiagnosticCode.SIDE_FILE)
            document = side_file.document_of(name, papers)
            meant = side_file.meant(name, papers) if isinstance(document, Diagnostic) else (document,)
            wrong |= dict.fromkeys(meant, told)
    return wrong


def _leads_out(name: str) -> Diagnostic:
    message = (
        "Không đọc: liên kết này dẫn ra ngoài thư mục nội dung. Chép tệp vào thư mục, "
        "hoặc ghi `follow_links: true` vào portal.yml."
    )
    return Diagnostic(DiagnosticCode.SKIPPED, message, name, 1)


def _same_name(name: str) -> Diagnostic:
    message = "Có tệp khác cùng tên khi hiển thị (khác cách mã hóa chữ): tệp này được đánh số. Đổi tên một tệp."
    return Diagnostic(DiagnosticCode.SAME_NAME, message, name, 1)


def _held_back(name: str, wrong: Diagnostic) -> Diagnostic:
    message = f"Chưa đưa vào cổng vì tệp kèm «{wrong.path}» có lỗi. Sửa tệp kèm rồi dựng lại."
    return Diagnostic(DiagnosticCode.HELD_BACK, message, name, 1)


def _not_read(name: str) -> Diagnostic:
    message = "Không đọc được lần dựng này; trang giữ theo lần đọc trước. Kiểm tra ổ đĩa và quyền đọc rồi dựng lại."
    return Diagnostic(DiagnosticCode.NOT_READ, message, name, 1)


def _path(source: Source) -> str:
    return original(source).path


def _once(sources: list[Source], stated: Set[str]) -> tuple[tuple[Source, ...], tuple[tuple[str, str], ...]]:
    """Return each text once, by path, and each path that was left out with the one that is kept.

    A parse stands in for its own text.

    A copy with a side file is kept: what is stated of it (that it stays inside, that it is the one to keep) must count.
    """
    own: list[Source] = []
    texts: dict[str, SourceText] = {}
    parses: dict[str, Document] = {}
    copies: list[tuple[str, str]] = []
    for source in sources:
        digest = original(source).digest
        first = parses.setdefault(digest, source) if isinstance(source, Document) else texts.setdefault(digest, source)
        if first is not source and not stated.isdisjoint(around(_path(source))):
            own.append(source)
        elif first is not source:
            copies.append((_path(source), _path(first)))
    kept: dict[str, Source] = {**texts}
    for digest, parse in parses.items():
        kept[digest] = parsed_json.renamed(parse, texts[digest].path) if digest in texts else parse
    return tuple(sorted([*kept.values(), *own], key=_path)), tuple(copies)

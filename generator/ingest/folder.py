"""A folder of documents, read: every file once, with what its side file states."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.cores import spread
from generator.curation import side_file
from generator.defence import guarded_each
from generator.disclosure import holds_back
from generator.ingest import Source, bundles, load, opened, original, parsed_json, prepare, unreadable
from generator.ingest.contract import USUAL, Tools
from generator.ingest.reading import Outcome, read_all
from generator.ingest.walk import LeadsOut, files, named, shown_name
from generator.model import Diagnostic, DiagnosticCode, Document, KnownDocument, SourceText
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
    documents: Path, root: Path, apart: Collection[Path] = (), tools: Tools = USUAL, recall: Known = NOTHING
) -> Intake:
    """Return all that lies below `documents`, named relative to `root`.

    Files and folders in `apart` are left out; what `recall` knows is not read again.
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
    known, wrong = _side_files(sides, [name for name in papers if name not in sides])
    closed += (name for name, path in sides.items() if not os.access(path, os.R_OK))
    diagnostics += dict.fromkeys(wrong.values())
    held = {name for name, fault in wrong.items() if name not in sides and holds_back(fault)}
    diagnostics += (_held_back(name, wrong[name]) for name in paths if name in held)
    stated = {each.file: each for each in known}
    readable = {name: path for name, path in paths.items() if name not in {*sides, *held}}
    outcomes: list[Outcome] = []
    for outcome in read_all(_parts(readable, stated, closed, tools), tools, recall):
        if isinstance(outcome, Outcome):
            outcomes.append(outcome)
        told = outcome.read if isinstance(outcome, Outcome) else outcome
        diagnostics += [told] if isinstance(told, Diagnostic) else []
    kept, copies = _once(sorted(_sources(outcomes), key=_path), {each.file for each in known})
    given = {each.name: each.stated for each in outcomes if each.stated}
    return Intake(
        kept,
        tuple(sorted(diagnostics, key=lambda each: (each.path, each.line, each.code))),
        known,
        tuple(each for _, each in sorted(given.items())),
        tuple(closed),
        copies,
        paths,
        _fresh(outcomes, kept),
        all(each.lasting for each in outcomes),
    )


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


def _parts(
    paths: Mapping[str, Path], known: Mapping[str, KnownDocument], closed: list[str], tools: Tools
) -> Iterator[bundles.Part | Diagnostic]:
    """The files of a folder and of the bundles in it."""
    for name, path in paths.items():
        try:
            loaded = opened(path, name, tools)
        except OSError as problem:
            closed.append(name)
            loaded = unreadable(name, problem)
        if isinstance(loaded, Diagnostic):
            yield loaded
        elif not bundles.is_bundle(*loaded):
            yield bundles.Part(name, *loaded)
        elif name in known and replace(known[name], file="", secrecy=None, release=False) != KnownDocument(""):
            message = (
                "Chưa đưa vào cổng vì tệp kèm của gói nhiều văn bản chỉ được ghi `secrecy`, `release`. "
                "Giải nén ra thư mục rồi ghi tệp kèm cho từng văn bản."
            )
            yield Diagnostic(DiagnosticCode.HELD_BACK, message, name, 1)
        else:
            yield from guarded_each(bundles.parts(name, *loaded, tools.limits), name)


def _side_files(
    sides: Mapping[str, Path], names: Sequence[str]
) -> tuple[tuple[KnownDocument, ...], dict[str, Diagnostic]]:
    """Return what the side files state and what is wrong, by document or else by side file."""
    known: dict[str, KnownDocument] = {}
    wrong: dict[str, Diagnostic] = {}
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

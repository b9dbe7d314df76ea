"""Files read on every core (đọc song song), and what was read before taken from the memory.

What comes of a file depends on its bytes and name, on the limits and certificates of the content folder, on the
program with its libraries, and on other programs where its form asks for one. Under the digest of these it is found
again. What did not come out whole, for want of time say, is never remembered. A file that lies as it did when it was
read is known by the digest that it had then (`as_read`), so that its bytes are loaded only where a reader wants them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version

import msgspec

from generator import cores, resources, vocab
from generator.defence import guarded
from generator.ingest import CONVERTED, READERS, Source, bundles, finished, original, prepare, read_as, unknown
from generator.ingest.as_read import AsRead
from generator.ingest.contract import MB, Cache, Tools
from generator.model import Diagnostic, Document, KnownDocument, SourceText
from generator.model.frozen import Frozen, replace
from generator.recall import Known
from generator.text.digests import digest

BATCH_MB = 200
"""Size of the files that are held at a time."""
UNIT = 100_000
"""Bytes of files that are read in one go: small ones together, so that handing them over costs little beside."""
LIBRARIES = ("lxml", "pillow", "pypdfium2", "pyhanko", "pyhanko-certvalidator", "asn1crypto")
"""What readers are made with besides Python itself; another version may read otherwise."""


class Outcome(Frozen):
    """What came of a file, and what its bundle states of it."""

    name: str
    stated: KnownDocument | None
    read: Source | Diagnostic
    key: bytes | None = None
    """Under which it may be remembered, None where it was already or should not be."""
    lasting: bool = True
    """It would come out the same again."""
    as_read: AsRead | None = None
    """How the file lay, where that will tell whether anybody touched it."""


Remembered = Callable[[str, str, bytes], tuple[bytes, Source | None]]
"""For name, kind and digest of a file: under what it is remembered, and what came of it; None where nobody knows."""


def kept(source: Source) -> bytes:
    """Return a paper as it was read, for the memory."""
    return msgspec.msgpack.encode(_Kept(source) if isinstance(source, SourceText) else _Kept(None, source))


def recalled(value: bytes) -> Source | None:
    """Return what `kept` was given, None where the bytes are something else."""
    try:
        found = msgspec.msgpack.decode(value, type=_Kept)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return found.text or found.parse


def remembered(tools: Tools, recall: Known) -> Remembered:
    """Return what looks a file up in the memory."""
    key = _keys(tools)

    def look_up(name: str, kind: str, digest: bytes) -> tuple[bytes, Source | None]:
        value = recall.get(name, made_of := key(name, kind, digest))
        return made_of, None if value is None else recalled(value)

    return look_up


def read_all(
    parts: Iterable[bundles.Part | Outcome | Diagnostic], tools: Tools, known: Remembered
) -> Iterator[Outcome | Diagnostic]:
    """Yield what comes of each file, in their order; what came or was told without a file is passed on."""
    for batch in _batches(parts):
        asked = [part for part in batch if isinstance(part, bundles.Part) and part.kind in READERS]
        digests = {id(part): hashlib.sha256(part.data).digest() for part in asked}
        found = {id(part): known(part.name, part.kind, digests[id(part)]) for part in asked}
        read = _read([part for part in asked if found[id(part)][1] is None], tools)
        for part in batch:
            if not isinstance(part, bundles.Part):
                yield part
                continue
            if id(part) not in found:
                yield Outcome(part.name, part.stated, unknown(part.kind, part.name))
                continue
            key, source = found[id(part)]
            lay = AsRead(part.lay, part.kind, digests[id(part)]) if part.lay else None
            if source is not None:
                yield Outcome(part.name, part.stated, source, as_read=lay)
            else:
                outcome, lasting = read[id(part)]
                may_last = lasting or (isinstance(outcome, Diagnostic) and part.kind not in _ASKED)
                yield Outcome(part.name, part.stated, outcome, key if lasting else None, may_last, lay)


def _batches(
    parts: Iterable[bundles.Part | Outcome | Diagnostic],
) -> Iterator[list[bundles.Part | Outcome | Diagnostic]]:
    waiting: list[bundles.Part | Outcome | Diagnostic] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part.data) if isinstance(part, bundles.Part) else 0
        if size > BATCH_MB * MB:
            yield waiting
            waiting, size = [], 0
    yield waiting


# --- what is remembered --------------------------------------------------------------------------------------------


class _Kept(Frozen):
    """A paper as it was read: a text, or a parse."""

    text: SourceText | None
    parse: Document | None = None


def _tesseract() -> str:
    from generator.ingest.ocr import tesseract

    found = tesseract.engine()
    return found.message if isinstance(found, Diagnostic) else found


def _libreoffice() -> str:
    from generator.ingest.office import convert

    found = convert.find_program()
    return convert.program_version(found) if found else ""


_ASKED: Mapping[str, Callable[[], str]] = {
    **dict.fromkeys((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"), _tesseract),
    **dict.fromkeys(CONVERTED, _libreoffice),
}
"""Forms of files that another program helps to read, and what tells its version."""


_HELPED: Mapping[str, Callable[[], str]] = dict.fromkeys((".docx", ".odt", ".xlsx", ".ods"), _tesseract)
"""Forms of which another program reads stamps on pictures alone: without it the rest comes out whole."""


def _keys(tools: Tools) -> Callable[[str, str, bytes], bytes]:
    """Return what gives the digest of all that a reading depends on, by name, kind and SHA-256."""
    ours = digest(repr(tools.limits), *tools.trusted, resources.code(), *map(_version, LIBRARIES))
    asked = cache(lambda program: program())

    def key(name: str, kind: str, data: bytes) -> bytes:
        programs = [asked(each[kind]) for each in (_ASKED, _HELPED) if kind in each]
        return digest(ours, name, kind, data, *programs)

    return key


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return f"{library} none"


# --- what is read --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Watched:
    """A cache, and what was asked of it: for whose papers, and what it lacked and still lacks."""

    cache: Cache
    papers: set[str] = field(default_factory=set)
    lacking: set[str] = field(default_factory=set)

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None where there is nothing."""
        self.papers.add(key.partition(" ")[0])
        value = self.cache.get(key)
        if value is None:
            self.lacking.add(key)
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep the value under the key."""
        self.papers.add(key.partition(" ")[0])
        self.lacking.discard(key)
        self.cache.put(key, value)

    def use(self, papers: Iterable[str]) -> None:
        """Take note that results of these papers were asked for by another process."""
        self.cache.use(papers)


_Read = tuple[bytes | Diagnostic, bool]
"""What came of a file, a text or a parse as `kept` has it; and whether it would come out the same again."""


def _read(parts: Sequence[bundles.Part], tools: Tools) -> dict[int, tuple[Source | Diagnostic, bool]]:
    """Return what comes of files, each by its `id`, and whether it may be remembered."""
    units = _units(parts)
    if len(units) > 1:
        vocab.load()  # before the work is spread, so that it is loaded once
        prepare({part.kind for part in parts})
    read: dict[int, tuple[Source | Diagnostic, bool]] = {}
    done = cores.spread(partial(_read_unit, tools), units, 1)
    for unit, (results, papers) in zip(units, done, strict=True):
        tools.cache.use(papers)
        for part, (outcome, lasting) in zip(unit, results, strict=True):
            source = outcome if isinstance(outcome, Diagnostic) else recalled(outcome)
            assert source is not None
            read[id(part)] = source, lasting
    return read


def _units(parts: Sequence[bundles.Part]) -> list[list[bundles.Part]]:
    """Return the files in portions: those with the same bytes together, as their results lie in one place.

    Files that are converted go to one run of the program for each core.
    """
    same: dict[tuple[bool, bytes], list[bundles.Part]] = {}
    for part in parts:
        same.setdefault((part.kind in CONVERTED, hashlib.sha256(part.data).digest()), []).append(part)
    converted = [group for (is_converted, _), group in same.items() if is_converted]
    runs = _runs(len(converted))
    units = [[part for group in converted[run::runs] for part in group] for run in range(runs)]
    size = UNIT
    for group in (group for (is_converted, _), group in same.items() if not is_converted):
        if size >= UNIT:
            units.append([])
            size = 0
        units[-1] += group
        size += sum(len(part.data) for part in group)
    return units


def _runs(files: int) -> int:
    """Return how many runs of the other program convert so many files."""
    if not files:
        return 0
    from generator.ingest.office import convert

    return min(files, max(cores.available(), -(-files // convert.BATCH)))


def _read_unit(tools: Tools, parts: Sequence[bundles.Part]) -> tuple[list[_Read], frozenset[str]]:
    """Return what comes of some files, and the papers whose results the cache was asked for."""
    shared = _Watched(tools.cache)
    wanted = {part.name: part.data for part in parts if part.kind in CONVERTED}
    converted = _converted(wanted, replace(tools, cache=shared))
    papers = shared.papers
    results = []
    for part in parts:
        watched = _Watched(tools.cache)
        results.append(_packed(_outcome(part, converted.get(part.name), replace(tools, cache=watched)), watched))
        papers |= watched.papers
    return results, frozenset(papers)


def _converted(files: Mapping[str, bytes], tools: Tools) -> Mapping[str, bytes | Diagnostic]:
    if not files:
        return {}
    from generator.ingest.office import convert

    return convert.convert(files, tools)


def _outcome(part: bundles.Part, converted: bytes | Diagnostic | None, tools: Tools) -> Source | Diagnostic:
    if converted is None:
        return read_as(part.data, part.kind, part.name, tools)
    from generator.ingest.office import convert

    read = partial(convert.read_converted, part.data, part.name, converted, tools)
    return finished(guarded(read, part.name), part.kind, part.name, tools)


def _packed(outcome: Source | Diagnostic, watched: _Watched) -> _Read:
    """The outcome to be handed over.

    What a program or the time gave up may come out otherwise another day.
    """
    if isinstance(outcome, Diagnostic):
        return outcome, False
    sure = all(each.state != "unclear" for each in original(outcome).signatures)
    return kept(outcome), sure and not watched.lacking

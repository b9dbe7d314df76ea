"""Papers as they came (bản gốc) beside their pages: the file itself, and pictures of what it shows."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

from generator import resources
from generator.disclosure import masks, shows_originals, withheld_originals
from generator.disk import size_of
from generator.errors import VankhoError
from generator.ingest.as_read import AsRead
from generator.ingest.contract import Cache, Tools
from generator.model import Diagnostic, DiagnosticCode, Graph, Original, Picture, Portal, Record
from generator.model.frozen import Frozen
from generator.publish.metadata import names_somebody, tells_of_a_person
from generator.publish.originals import page_pictures
from generator.publish.originals.page_pictures import DRAWN
from generator.text.digests import digest
from generator.text.erasure import Names

FOLDER = "van-ban/goc"
NOBODY = Names(())
_PDFIUM = version("pypdfium2")
_AS_TEXT = ("html", "htm")
"""Forms that a browser would run; their names say that they are text."""


class Made(Mapping[str, bytes]):
    """Files by path, each made when it is asked for: together they may be larger than the memory."""

    def __init__(self, makers: Mapping[str, Callable[[], bytes]]) -> None:
        self._makers = makers

    def __getitem__(self, name: str) -> bytes:
        return self._makers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class Shelf(Frozen):
    """What is shown of papers as they came, its files, of what these are made, what is not drawn."""

    originals: Mapping[str, Original]
    files: Mapping[str, bytes]
    marks: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()


class _Changed(VankhoError):
    """A file is no longer what was read (tệp vừa đổi trong lúc dựng)."""


def shelf(
    graph: Graph,
    places: Mapping[str, Path],
    site: Path,
    portal: Portal,
    tools: Tools,
    tell: Callable[[int, int], None],
    names: Names = NOBODY,
    as_read: Mapping[str, AsRead] = MappingProxyType({}),
) -> Shelf:
    """Return the originals of the papers of a graph, which alone are published; none unasked.

    `places` says where the file of a name lies. None is shown that names one of `names` beside its text, or holds there
    what the portal masks: who wrote a file stands in it unseen, and what was struck out of it.

    A file that does not open this time, or no longer holds what was read, is taken from the site, where the last build
    laid it; where that has another one the paper is shown as read, without its original. One that lies as it was read
    (`as_read`) is not read for its size.
    """
    if not shows_originals(portal):
        return Shelf({}, {}, {})
    shown: dict[str, Original] = {}
    makers: dict[str, Callable[[], bytes]] = {}
    marks: dict[str, bytes] = {}
    told: list[Diagnostic] = []
    papers = _shelved(graph, portal)
    for done, record in enumerate(papers):
        tell(done, len(papers))
        source = record.document.source
        name = f"{FOLDER}/{record.id}.{source.format}{'.txt' if source.format in _AS_TEXT else ''}"
        lying = places.get(source.path)
        read = partial(_read, (*([lying] if lying else ()), site / name), source.digest)
        try:
            size = _size(lying, source.digest, as_read.get(source.path)) or len(read())
        except _Changed:
            told += [_no_original(record)] if lying and os.path.isfile(lying) else []
            continue
        if wrong := _told_beside(record, read, names, portal, tools.cache):
            told.append(wrong)
            continue
        pictures = _pictures(record, read, tools)
        if source.format in DRAWN and not pictures:
            told.append(_not_drawn(record))
        shown[record.id] = Original(name, size, pictures)
        makers[name], marks[name] = read, digest("original", source.digest)
        for page, each in enumerate(pictures, 1):
            makers[each.path] = partial(_picture, record, read, tools, page)
            marks[each.path] = page_pictures.mark(source.digest, page)
    return Shelf(shown, Made(makers), marks, tuple(told))


def _shelved(graph: Graph, portal: Portal) -> list[Record]:
    withheld = withheld_originals(graph, portal)
    shelved = [record for record in graph.records if record.document.source.path not in withheld]
    return [record for record in shelved if not record.document.source.path.endswith(".json")]


def _told_beside(
    record: Record, read: Callable[[], bytes], names: Names, portal: Portal, cache: Cache
) -> Diagnostic | None:
    """Return what is told of a file that must not be shown for what it says beside its text.

    To look takes a second where a file is large, so what was found free is known by its digest. What was not is
    looked through each time: nothing is kept of it.
    """
    masked = (portal.contacts,) if masks(portal) else ()
    if not names.names and not masked:
        return None
    asked = digest(repr((names.names, masked)), resources.code(), _PDFIUM)
    key = f"{record.document.source.digest} tells of nobody {asked.hex()}"
    if cache.get(key) is not None:
        return None
    data = read()
    if names_somebody(data, names):
        return _names_somebody(record)
    if masked and tells_of_a_person(data, portal.contacts):
        return _tells_of_a_person(record)
    cache.put(key, b"")
    return None


def _size(path: Path | None, file: str, was: AsRead | None) -> int:
    """Return how many bytes a file of that digest has, 0 where it must be read to tell."""
    is_it = path and was and was.digest.hex() == file and was.lies(path)
    return size_of(was.state) if was and is_it else 0


def _pictures(record: Record, read: Callable[[], bytes], tools: Tools) -> tuple[Picture, ...]:
    file, form = record.document.source.digest, record.document.source.format
    if form not in DRAWN:
        return ()
    sizes = page_pictures.kept(tools.cache, file, tools.limits)
    if sizes is None:
        sizes = page_pictures.make(tools.cache, file, read(), form, tools.limits)
    folder = f"{FOLDER}/{file[:16]}"
    return tuple(Picture(f"{folder}/{page}.webp", *size) for page, size in enumerate(sizes, 1))


def _read(places: Sequence[Path], file: str) -> bytes:
    """Return the file of that digest, from the first place that has it."""
    for path in places:
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == file:
                return data
    raise _Changed(f"{places[0]}: tệp vừa đổi trong lúc dựng, nên bản gốc không còn là bản đã đọc. Chạy lại.")


def _picture(record: Record, read: Callable[[], bytes], tools: Tools, page: int) -> bytes:
    """Return the picture of a page; one that the cache has lost is drawn anew."""
    file, form = record.document.source.digest, record.document.source.format
    drawn = page_pictures.picture(tools.cache, file, page)
    if drawn is None:
        page_pictures.make(tools.cache, file, read(), form, tools.limits)
        drawn = page_pictures.picture(tools.cache, file, page)
    if drawn is None:
        raise VankhoError(f"{record.document.source.path}: không chụp lại được trang {page}. Chạy lại.")
    return drawn


def _no_original(record: Record) -> Diagnostic:
    message = "Tệp vừa đổi trong lúc dựng: trang theo bản đã đọc, chưa kèm bản gốc. Dựng lại để lấy bản mới."
    return Diagnostic(DiagnosticCode.NOT_READ, message, record.document.source.path, 1)


def _names_somebody(record: Record) -> Diagnostic:
    message = (
        "Phần kèm trong tệp (người soạn, người sửa, chú thích) nêu người mà registry/suppress.yml xóa; "
        "không đăng bản gốc."
    )
    return Diagnostic(DiagnosticCode.SUPPRESSED, message, record.document.source.path, 1)


def _tells_of_a_person(record: Record) -> Diagnostic:
    message = (
        "Phần không in ra của tệp (thuộc tính, chú thích, chữ đã xóa hoặc ẩn, mô tả hình, nơi chụp ảnh, tệp đính kèm, "
        "bản trước khi sửa) có dữ liệu cá nhân; "
        "không đăng bản gốc. Xóa phần đó trong tệp rồi dựng lại."
    )
    return Diagnostic(DiagnosticCode.PERSONAL_DATA, message, record.document.source.path, 1)


def _not_drawn(record: Record) -> Diagnostic:
    message = "Đọc được chữ nhưng không chụp được trang trong thời gian cho phép, nên trang văn bản không có ảnh."
    return Diagnostic(DiagnosticCode.UNREADABLE, message, record.document.source.path, 1)

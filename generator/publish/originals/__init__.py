"""Papers as they came (bản gốc) beside their pages: the file itself, and pictures of what it shows."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from generator.disclosure import masks, shows_originals, withheld_originals
from generator.errors import VankhoError
from generator.ingest.contract import Tools
from generator.model import Diagnostic, DiagnosticCode, Graph, Original, Picture, Portal, Record
from generator.model.frozen import Frozen
from generator.publish.metadata import names_somebody, tells_of_a_person
from generator.publish.originals import page_pictures
from generator.publish.originals.page_pictures import DRAWN
from generator.text.erasure import Names

FOLDER = "van-ban/goc"
NOBODY = Names(())
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
    """What is shown of the papers as they came, its files, and what could not be drawn."""

    originals: Mapping[str, Original]
    files: Mapping[str, bytes]
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
) -> Shelf:
    """Return the originals of the papers of a graph, which alone are published; none unasked.

    `places` says where the file of a name lies. None is shown that names one of `names` beside its text, or holds there
    what the portal masks: who wrote a file stands in it unseen, and what was struck out of it.

    A file that does not open this time, or no longer holds what was read, is taken from the site, where the last build
    laid it; where that has another one the paper is shown as read, without its original.
    """
    if not shows_originals(portal):
        return Shelf({}, {})
    shown: dict[str, Original] = {}
    makers: dict[str, Callable[[], bytes]] = {}
    told: list[Diagnostic] = []
    withheld = withheld_originals(graph, portal)
    shelved = [record for record in graph.records if record.document.source.path not in withheld]
    papers = [record for record in shelved if not record.document.source.path.endswith(".json")]
    for done, record in enumerate(papers):
        tell(done, len(papers))
        source = record.document.source
        name = f"{FOLDER}/{record.id}.{source.format}{'.txt' if source.format in _AS_TEXT else ''}"
        lying = places.get(source.path)
        read = partial(_read, (*([lying] if lying else ()), site / name), source.digest)
        try:
            size = len(read())
        except _Changed:
            told += [_no_original(record)] if lying and os.path.isfile(lying) else []
            continue
        if names.names and names_somebody(read(), names):
            told.append(_names_somebody(record))
            continue
        if masks(portal) and tells_of_a_person(read(), portal.contacts):
            told.append(_tells_of_a_person(record))
            continue
        pictures = _pictures(record, read, tools)
        if source.format in DRAWN and not pictures:
            told.append(_not_drawn(record))
        shown[record.id] = Original(name, size, pictures)
        makers[name] = read
        for page, each in enumerate(pictures, 1):
            makers[each.path] = partial(_picture, record, read, tools, page)
    return Shelf(shown, Made(makers), tuple(told))


def _pictures(record: Record, read: Callable[[], bytes], tools: Tools) -> tuple[Picture, ...]:
    digest, form = record.document.source.digest, record.document.source.format
    if form not in DRAWN:
        return ()
    sizes = page_pictures.kept(tools.cache, digest, tools.limits)
    if sizes is None:
        sizes = page_pictures.make(tools.cache, digest, read(), form, tools.limits)
    folder = f"{FOLDER}/{digest[:16]}"
    return tuple(Picture(f"{folder}/{page}.webp", *size) for page, size in enumerate(sizes, 1))


def _read(places: Sequence[Path], digest: str) -> bytes:
    """Return the file of that digest, from the first place that has it."""
    for path in places:
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == digest:
                return data
    raise _Changed(f"{places[0]}: tệp vừa đổi trong lúc dựng, nên bản gốc không còn là bản đã đọc. Chạy lại.")


def _picture(record: Record, read: Callable[[], bytes], tools: Tools, page: int) -> bytes:
    """Return the picture of a page; one that the cache has lost is drawn anew."""
    digest, form = record.document.source.digest, record.document.source.format
    drawn = page_pictures.picture(tools.cache, digest, page)
    if drawn is None:
        page_pictures.make(tools.cache, digest, read(), form, tools.limits)
        drawn = page_pictures.picture(tools.cache, digest, page)
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
        "Phần không in ra của tệp (thuộc tính, chú thích, chữ đã xóa hoặc ẩn, mô tả hình) có dữ liệu cá nhân; "
        "không đăng bản gốc. Xóa phần đó trong tệp rồi dựng lại."
    )
    return Diagnostic(DiagnosticCode.PERSONAL_DATA, message, record.document.source.path, 1)


def _not_drawn(record: Record) -> Diagnostic:
    message = "Đọc được chữ nhưng không chụp được trang trong thời gian cho phép, nên trang văn bản không có ảnh."
    return Diagnostic(DiagnosticCode.UNREADABLE, message, record.document.source.path, 1)

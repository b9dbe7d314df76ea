"""Papers as they came (bản gốc) beside their pages: the file itself, and pictures of what it shows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.disclosure import shows_originals, withheld_originals
from generator.errors import VankhoError
from generator.ingest.contract import Tools
from generator.model import Diagnostic, DiagnosticCode, Graph, Original, Picture, Portal, Record
from generator.publish import page_pictures
from generator.publish.page_pictures import DRAWN

FOLDER = "van-ban/goc"
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


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is shown of the papers as they came, its files, and what could not be drawn."""

    originals: Mapping[str, Original]
    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()


def shelf(
    graph: Graph,
    places: Mapping[str, Path],
    site: Path,
    portal: Portal,
    tools: Tools,
    tell: Callable[[int, int], None],
) -> Shelf:
    """Return the originals of the papers of a graph, which alone are published; none unasked.

    `places` says where the file of a name lies.

    A file that does not open this time is taken from the site, where the last build laid it.
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
        form = record.document.source.format
        name = f"{FOLDER}/{record.id}.{form}{'.txt' if form in _AS_TEXT else ''}"
        lying = (places.get(record.document.source.path), site / name)
        path = next((each for each in lying if each and os.path.isfile(each) and os.access(each, os.R_OK)), None)
        if path is None:
            continue
        pictures = _pictures(record, path, tools)
        if form in DRAWN and not pictures:
            told.append(_not_drawn(record))
        shown[record.id] = Original(name, path.stat().st_size, pictures)
        makers[name] = _file(path, record.document.source.digest)
        for page, each in enumerate(pictures, 1):
            makers[each.path] = _picture(tools, record.document.source.digest, page)
    return Shelf(shown, Made(makers), tuple(told))


def _pictures(record: Record, path: Path, tools: Tools) -> tuple[Picture, ...]:
    digest, form = record.document.source.digest, record.document.source.format
    if form not in DRAWN:
        return ()
    sizes = page_pictures.kept(tools.cache, digest)
    if sizes is None:
        sizes = page_pictures.make(tools.cache, digest, _file(path, digest)(), form, tools.limits)
    folder = f"{FOLDER}/{digest[:16]}"
    return tuple(Picture(f"{folder}/{page}.webp", *size) for page, size in enumerate(sizes, 1))


def _file(path: Path, digest: str) -> Callable[[], bytes]:
    def read() -> bytes:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise VankhoError(f"{path}: tệp vừa đổi trong lúc dựng, nên bản gốc không còn là bản đã đọc. Chạy lại.")
        return data

    return read


def _picture(tools: Tools, digest: str, page: int) -> Callable[[], bytes]:
    def read() -> bytes:
        drawn = page_pictures.picture(tools.cache, digest, page)
        if drawn is None:
            raise VankhoError(f"Bộ nhớ đệm mất ảnh trang {page} của tệp {digest[:16]}. Xóa thư mục dựng rồi chạy lại.")
        return drawn

    return read


def _not_drawn(record: Record) -> Diagnostic:
    message = "Đọc được chữ nhưng không chụp được trang trong thời gian cho phép, nên trang văn bản không có ảnh."
    return Diagnostic(DiagnosticCode.UNREADABLE, message, record.document.source.path, 1)

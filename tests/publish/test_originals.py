"""Papers as they came: which are published, how their pages are drawn, and what a damaged one does."""

from __future__ import annotations

import hashlib
import io
import os
import random
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator import pipeline, rebuild
from generator.curation.portal import open_content
from generator.errors import VankhoError
from generator.ingest.contract import Tools
from generator.model import Limits, Portal, Record
from generator.model.frozen import replace
from generator.publish import metadata, originals
from generator.publish.originals import Shelf, drawing, page_pictures
from generator.publish.writer import Changes, Folder
from tests.support import paper_pdf
from tests.support.factories import document, graph, record

LINES = (paper_pdf.line(72, 700, "QUYET DINH"), paper_pdf.line(72, 400, "Dieu 1"))
PDF = paper_pdf.document(LINES, [(72, 600, "Stamped")])
TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06" + bytes(6)
WHITE = Image.new("1", (1240, 1754), 1)
SHOWN = Portal(originals=True)


class Kept(dict[str, bytes]):
    """A cache in memory."""

    def put(self, key: str, value: bytes) -> None:
        """Keep the value."""
        self[key] = value

    def use(self, papers: Iterable[str]) -> None:
        """Take no note of it."""


def noise(width: int, height: int) -> Image.Image:
    """Return a picture that nothing can make small."""
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(3 * width * height))


def encoded(picture: Image.Image, form: str, **settings: Any) -> bytes:
    """Return a picture as a file."""
    made = io.BytesIO()
    picture.save(made, form, **settings)
    return made.getvalue()


def paper(folder: Path, name: str, data: bytes) -> Record:
    """Return a paper whose file lies in the folder."""
    (folder / name).write_bytes(data)
    made = document("QUYẾT ĐỊNH", name)
    source = replace(made.source, format=name.rpartition(".")[2], digest=hashlib.sha256(data).hexdigest())
    return record(name.partition(".")[0], replace(made, source=source))


def shelved(folder: Path, *papers: Record, portal: Portal = SHOWN, tools: Tools | None = None) -> Shelf:
    """Return what is shown of these papers."""
    places = {each.document.source.path: folder / each.document.source.path for each in papers}
    return originals.shelf(
        graph(papers, ()), places, folder / "site", portal, tools or Tools(cache=Kept()), lambda done, total: None
    )


def test_pages_are_small_pictures_and_the_file_is_as_it_came(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, paper(tmp_path, "qd.pdf", PDF))
    original = shelf.originals["qd"]
    assert (original.path, original.size, len(original.pictures)) == ("van-ban/goc/qd.pdf", len(PDF), 2)
    assert shelf.files["van-ban/goc/qd.pdf"] == PDF
    for each in original.pictures:
        data = shelf.files[each.path]
        picture = Image.open(io.BytesIO(data))
        assert picture.format == "WEBP" and picture.size == (each.width, each.height) == (910, 1287)
        assert len(data) <= drawing.MOST
    assert sorted(shelf.files) == sorted([original.path, *(each.path for each in original.pictures)])


def test_what_is_stamped_into_a_field_is_drawn(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, paper(tmp_path, "qd.pdf", PDF))
    first = Image.open(io.BytesIO(shelf.files[shelf.originals["qd"].pictures[0].path])).convert("L")
    stamp = first.crop((100, 300, 250, 380))
    assert min(stamp.tobytes()) < 100


@pytest.mark.parametrize(
    ("name", "picture", "settings", "sizes"),
    [
        ("a.png", Image.new("L", (1700, 2200), 255), {"dpi": (200, 200)}, [(935, 1210)]),
        ("a.jpg", noise(1240, 1754), {"dpi": (150, 150)}, None),
        ("a.tif", WHITE, {"save_all": True, "append_images": [WHITE]}, [(1240, 1754)] * 2),
        ("a.jpeg", Image.new("RGB", (400, 200)), {"exif": TURNED}, [(200, 400)]),
    ],
)
def test_pictures_are_drawn_as_they_are_shown(
    tmp_path: Path, name: str, picture: Image.Image, settings: dict[str, Any], sizes: Any
) -> None:
    form = {"tif": "TIFF", "png": "PNG"}.get(name.partition(".")[2], "JPEG")
    shelf = shelved(tmp_path, paper(tmp_path, name, encoded(picture, form, **settings)))
    shown = shelf.originals["a"].pictures
    assert sizes is None or [(each.width, each.height) for each in shown] == sizes
    assert shown and all(len(shelf.files[each.path]) <= drawing.MOST for each in shown)


def test_a_page_is_drawn_in_time_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, tools = paper(tmp_path, "a.jpg", encoded(noise(1240, 1754), "JPEG")), Tools(cache=Kept())
    start = time.perf_counter()
    first = shelved(tmp_path, made, tools=tools)
    assert time.perf_counter() - start < 4, "ten times what a page may take, for a machine that is busy"
    monkeypatch.setattr(page_pictures, "make", None)
    again = shelved(tmp_path, made, tools=tools)
    assert again.originals == first.originals and dict(again.files) == dict(first.files)


@pytest.mark.parametrize("portal", [Portal(), Portal(audience="intranet", originals=False)])
def test_nothing_is_shown_unasked(tmp_path: Path, portal: Portal) -> None:
    shelf = shelved(tmp_path, paper(tmp_path, "qd.pdf", PDF), portal=portal)
    assert not shelf.originals and not dict(shelf.files)


@pytest.mark.parametrize("data", [b"%PDF-1.4 broken", b"", PDF[:300]])
def test_what_cannot_be_drawn_is_told_and_asked_for_once(tmp_path: Path, data: bytes) -> None:
    made, tools = paper(tmp_path, "qd.pdf", data), Tools(cache=Kept())
    for _ in range(2):
        shelf = shelved(tmp_path, made, tools=tools)
        assert shelf.originals["qd"].pictures == () and [each.path for each in shelf.diagnostics] == ["qd.pdf"]


def test_drawing_ends_in_time_and_before_too_many_pages(tmp_path: Path) -> None:
    bomb = Tools(Limits(seconds=1), Kept())
    whole, made = Portal(originals=True, personal_data="show"), paper(tmp_path, "bom.pdf", paper_pdf.bomb(12, 12))
    assert shelved(tmp_path, made, portal=whole, tools=bomb).originals["bom"].pictures == ()
    cache, made = Kept(), paper(tmp_path, "qd.pdf", PDF)
    for limits, drawn in ((Limits(pages=1), 1), (Limits(), 2)):  # a limit that is raised lets more be drawn
        assert len(shelved(tmp_path, made, tools=Tools(limits, cache)).originals["qd"].pictures) == drawn


def test_what_cannot_be_looked_through_in_time_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "SECONDS", 1)
    shelf = shelved(
        tmp_path, paper(tmp_path, "bom.pdf", paper_pdf.bomb(12, 12)), tools=Tools(Limits(seconds=1), Kept())
    )
    assert shelf.originals == {} and [each.code for each in shelf.diagnostics] == ["personal_data"]


def test_a_web_page_is_no_page_of_the_portal(tmp_path: Path) -> None:
    data = b"<script>alert(1)</script>"
    shelf = shelved(tmp_path, paper(tmp_path, "a.html", data), paper(tmp_path, "b.json", b"{}"))
    assert dict(shelf.files) == {"van-ban/goc/a.html.txt": data}


@pytest.mark.parametrize("twins", [True, False])
def test_a_file_is_found_by_its_own_name(twins: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside: list[Any] = []

    def take(*given: Any) -> Changes:
        beside.append(given[-1].files)
        return Changes()

    monkeypatch.setattr(pipeline, "_render", take)
    folder = tmp_path / "content" / "documents"
    folder.mkdir(parents=True)
    (tmp_path / "content" / "portal.yml").write_text("originals: true\n", "utf-8")
    both = [unicodedata.normalize("NFC", "đề nghị.txt")] if twins else []
    names = [*both, unicodedata.normalize("NFD", "đề nghị.txt"), os.fsdecode(b"x\xff.txt")]
    for number, name in enumerate(names):
        (folder / name).write_text(HEAD.format("", number) + f"Ban thông báo lần {number}.\n", "utf-8")
    rebuild.rebuild(open_content(tmp_path / "content"), tmp_path / "site", tmp_path / "build", lambda *_: None)
    told = sorted(data.decode().split("thông báo lần ")[1] for data in beside[0].values())
    assert told == [f"{number}.\n" for number in range(len(names))]


def test_a_file_that_changed_since_it_was_read_is_not_published(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, paper(tmp_path, "a.txt", b"ABC"))
    (tmp_path / "a.txt").write_bytes(b"MAT")
    with pytest.raises(VankhoError, match="vừa đổi"):
        shelf.files["van-ban/goc/a.txt"]


HEAD = "BAN DÂN TỘC\nTỈNH LAM GIANG\n{}\nSố: {}/TB-BDT\nLam Giang, ngày 05 tháng 4 năm 2024\n\nTHÔNG BÁO\nLịch họp\n"


@pytest.mark.parametrize("audience", ["public", "intranet"])
def test_what_is_held_back_is_not_published_as_it_came(
    audience: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside: list[Any] = []

    def take(*given: Any) -> Changes:
        beside.append(given[-1].files)
        return Changes()

    monkeypatch.setattr(pipeline, "_render", take)
    folder = tmp_path / "content" / "documents"
    folder.mkdir(parents=True)
    (tmp_path / "content" / "portal.yml").write_text(f"originals: true\naudience: {audience}\n", "utf-8")
    (folder / "mo.txt").write_text(HEAD.format("", 1) + "Ban thông báo lịch họp quý II.\n", "utf-8")
    (folder / "mat.txt").write_text(HEAD.format("MẬT", 2) + "Ban thông báo lịch họp kín.\n", "utf-8")
    (folder / "sai.txt").write_text(HEAD.format("", 3) + "Ban thông báo lịch họp khác.\n", "utf-8")
    (folder / "sai.txt.meta.yml").write_text("khong: co\n", "utf-8")
    rebuild.rebuild(open_content(tmp_path / "content"), tmp_path / "site", tmp_path / "build", lambda *_: None)
    assert [data.decode().count("quý II") for data in beside[0].values()] == [1]
    assert not any("kín" in data.decode("utf-8", "replace") for data in Folder(tmp_path / "build" / "docs").values())

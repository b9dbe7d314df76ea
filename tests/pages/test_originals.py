"""Papers as they came on pages: pictures beside the text, where each line stands, words in doubt."""

from __future__ import annotations

import json
import re
from typing import Any

import html5lib
import markdown
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.catalog import catalog
from generator.model import AgencyOccurrence, Doubt, Extraction, Original, Picture, Place, Portal, Signature, Span
from generator.model.frozen import replace
from generator.pages import pages
from generator.pages.markdown.annotate import annotate
from generator.pages.markdown.annotate import doubtful as marked
from tests.support import factories
from tests.support.factories import BAN, document, find, graph, record
from tests.support.markdown import EXTENSIONS, FullText, read_back

PAGE = "van-ban/mau.md"
TEXT = "Lam Giang, ngày 05 tháng 4 năm 2024\nBan Dân tộc họp với các xã.\nLương Thị Hà"


def shown(original: Original | None, **extraction: Any) -> Any:
    """Return the page of a paper of two pages, the last line on the second."""
    made = document(TEXT, signature=Signature("Lương Thị Hà", None, (), find(TEXT, "Lương Thị Hà")))
    places = (Place(1, 0.5, 0.1, 0.9, 0.12), Place(1, 0.1, 0.3, 0.9, 0.32), Place(2, 0.6, 0.5, 0.8, 0.52))
    source = replace(made.source, places=places, format="pdf", extraction=Extraction(**extraction))
    doubts = (Doubt(find(TEXT, "họp"), 0.61),) if extraction else ()
    paper = record("mau", replace(made, source=replace(source, doubts=doubts)))
    known = catalog(graph((paper,), factories.lam_giang().agencies), Portal(), {"mau": original} if original else {})
    return next(page for page in pages(known) if page.path == PAGE)


PICTURES = tuple(Picture(f"van-ban/goc/abc/{page}.webp", 910, 1287) for page in (1, 2))


def test_pictures_stand_beside_the_text_and_tell_where_lines_are() -> None:
    body = shown(Original("van-ban/goc/mau.pdf", 1_234_567, PICTURES)).markdown
    images = re.findall(r'<a class="vk-leaf" data-page="(\d)" href="([^"]+)">.*?<img src="([^"]+)"([^>]+)>', body)
    assert [each[:3] for each in images] == [
        (str(page), f"goc/abc/{page}.webp", f"goc/abc/{page}.webp") for page in (1, 2)
    ]
    assert all('loading="lazy" width="910" height="1287"' in each[3] for each in images)
    places = json.loads(re.findall(r'<script type="application/json" id="k-vi-tri">(.*?)</script>', body)[0])
    assert places == {
        "p-p1": [[0, 1, 500, 100, 900, 120]],
        "p-p2": [[0, 1, 100, 300, 900, 320]],
        "p-p3": [[0, 2, 600, 500, 800, 520]],
    }
    assert '<a href="goc/mau.pdf" download>Tải bản gốc (PDF, 1,2 MB)</a>' in body
    assert '<a class="vk-see" href="goc/abc/2.webp" data-place="2 600 500 800 520">xem trên ảnh</a>' in body
    pane = re.findall(r'^<div class="vk-seen".*$', body, re.MULTILINE)[0]
    html5lib.HTMLParser(strict=True).parse(f"<!doctype html><title>x</title>{pane}")


def test_a_paper_without_pictures_has_its_file_alone() -> None:
    body = shown(Original("van-ban/goc/mau.docx", 900)).markdown
    assert "Tải bản gốc (PDF, 1 KB)" in body and "vk-seen" not in body and "vk-see" not in body


def test_a_portal_without_originals_shows_none() -> None:
    body = shown(None).markdown
    assert "goc/" not in body and "vk-see" not in body and "Bản gốc" not in body


def test_what_a_machine_read_says_so() -> None:
    page = shown(None, how="nhận dạng chữ (OCR)", certainty=0.93)
    title = next(line for line in page.markdown.splitlines() if line.startswith("# "))
    assert '<span class="vk-badge vk-badge--unknown">máy đọc, 93 %</span> {: #k-dau' in title
    assert '<span class="vk-doubt" title="máy đọc, 61 %">họp</span>' in page.markdown
    assert "máy đọc" not in shown(None).markdown


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6), st.floats(0, 1)), max_size=6)


@given(st.text(st.sampled_from("ab <>*[]{}-.\n|1đ"), max_size=30).map(str.strip), SPANS, SPANS)
def test_any_doubts_and_links_give_the_words_back(
    text: str, doubtful: list[tuple[int, int, float]], named: list[tuple[int, int, float]]
) -> None:
    def spans(given_ones: list[tuple[int, int, float]]) -> list[Span]:
        return sorted(Span(min(a, len(text)), min(a + b, len(text))) for a, b, _ in given_ones)

    doubts = [Doubt(span, 0.5) for span in spans(doubtful)]
    found = [AgencyOccurrence(BAN, span, "p") for span in spans(named)]
    made = annotate(text, Span(0, len(text)), found, lambda entity: "x.md", tuple(marked(doubts)))

    read = FullText()
    read.feed(markdown.markdown(f"{made}\n{{: .vk-p }}", extensions=EXTENSIONS))
    read.close()
    assert "".join("".join(read.pieces).split()) == "".join(text.split())
    assert read.tags <= {"a", "span"}


def test_the_text_is_given_back_beside_pictures() -> None:
    read = read_back(shown(Original("van-ban/goc/mau.pdf", 1, PICTURES), how="nhận dạng chữ (OCR)", certainty=0.9))
    assert " ".join(" ".join(read.pieces).split()) == " ".join(TEXT.split())

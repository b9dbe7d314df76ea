"""Chỗ trống: tasks for which nobody is named, works of which it is open what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.curation.entries import line
from generator.derive.catalog import Catalog, Given, issued_year
from generator.model import Assignment, Record, Work
from generator.pages.frame import tables
from generator.pages.frame.links import document_link, entity_link
from generator.pages.frame.locator import place_of_line
from generator.pages.kinds.quality import remedies
from generator.pages.kinds.quality.warnings import document_title
from generator.pages.lists.by_year import Listing
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

WITHOUT_DOER = "khong-neu-ai-lam"
"""Place of the list of tasks for which nobody is named."""
UNSETTLED = "chua-ro-hieu-luc"
DOER_HEADS = ("Văn bản", "Tệp", "Dòng", "Nhiệm vụ", "Thời hạn", "Ghi vào", "Mục để bỏ")
UNSETTLED_HEADS = ("Số hiệu", "Văn bản nói đến", "Mục danh bạ")
_EFFECT = "effects: [{kind: , extent: }]"


def doerless(found: Catalog) -> list[Given]:
    """Return the tasks for which their paper names nobody: who is to do them cannot be told."""
    return [row for row in found.tasks if _is_doerless(row.task)]


def _is_doerless(task: Assignment) -> bool:
    return not task.assignees and not task.group


def doerless_listing(found: Catalog) -> Listing[Given]:
    """Return them as a list."""
    rows, title = doerless(found), "Nhiệm vụ không nêu ai làm"
    note = (
        "<strong>Cách xử lý:</strong> Hỏi nơi ban hành; cổng không tự điền ai. Chỗ nào không phải nhiệm vụ thì chép "
        "dòng của nó để bỏ."
    )
    return Listing(
        WITHOUT_DOER, title, f"{title}: {len(rows)}", rows, lambda row: issued_year(row.record), _tasks, note
    )


def _tasks(path: str, found: Catalog, shown: Sequence[Given], caption: str) -> str:
    cells = (_doerless(found, path, each) for each in shown)
    return render.table(caption, ("Văn bản", "Vị trí", "Nhiệm vụ", "Thời hạn"), cells, "vk-quality")


def _doerless(found: Catalog, path: str, row: Given) -> tuple[str, ...]:
    document = row.record.document
    place = place_of_line(found, path, row.record, document.line_of(row.task.span.start))
    words = esc(render.shorten(row.task.span.of(document.text), 200))
    rejected = remedies.copied(_rejected(row.record, row.task))
    return document_link(path, row.record), place, f"{words}<br>{rejected}", tables.deadline(row)


def _rejected(record: Record, task: Assignment) -> remedies.Put:
    """The line by which what is no task is taken out."""
    document = record.document
    place = document.source.path.removeprefix("documents/"), document.line_of(task.span.start)
    return remedies.Put(remedies.REJECT, line({"reject": "nhiệm vụ", "file": place[0], "line": place[1]}))


def doerless_rows(_: Catalog, record: Record) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a paper in the file of tasks for which nobody is named."""
    document = record.document
    for task in filter(_is_doerless, record.tasks):
        put = _rejected(record, task)
        words = " ".join(task.span.of(document.text).split())
        limit = task.deadline.phrase if task.deadline else ""
        place = document.source.path, str(document.line_of(task.span.start))
        yield document_title(record), *place, words, " ".join(limit.split()), put.file, put.item


def unsettled(found: Catalog) -> list[Work]:
    """Return the works of which papers speak of a change, but of none that is done for certain."""
    return [found.works[each] for each in found.unsettled if each not in found.effects_on]


def unsettled_listing(found: Catalog) -> Listing[Work]:
    """Return them as a list."""
    rows, title = unsettled(found), "Hiệu lực chưa rõ"
    note = (
        "<strong>Cách xử lý:</strong> Đọc đoạn nêu bên; chắc là đã thay thế, bãi bỏ, sửa đổi … thì chép dòng và ghi "
        "<code>kind</code>, <code>extent</code>."
    )
    return Listing(UNSETTLED, title, f"{title}: {len(rows)}", rows, lambda row: (row.date or "")[:4], _works, note)


def _works(path: str, found: Catalog, shown: Sequence[Work], caption: str) -> str:
    cells = (_unsettled(found, path, each) for each in shown)
    return render.table(caption, ("Số hiệu", "Chỗ nói đến"), cells, "vk-twins")


def unsettled_table(found: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the file of works of which it is open what became of them."""
    for work in unsettled(found):
        papers = dict.fromkeys(document_title(found.records[each.document]) for each in found.unsettled[work.id])
        yield work.name, "; ".join(papers), _line(found, work).item


def _line(found: Catalog, work: Work) -> remedies.Put:
    put = remedies.of_work(found, work, ("effects",))
    return remedies.Put(put.file, put.line.replace("effects: ", _EFFECT))


def _unsettled(found: Catalog, path: str, work: Work) -> tuple[str, ...]:
    places = dict.fromkeys(tables.dated_evidence(found, path, each) for each in found.unsettled[work.id])
    return entity_link(found, path, work.id), "<br>".join((*places, remedies.copied(_line(found, work))))

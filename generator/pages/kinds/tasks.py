"""Nhiệm vụ: every task that documents give, as a worklist.

Which deadlines are past is known on the reader's day alone: there a script shows the groups, over all rows
(`publish.task_rows`), in place of the lists that stand here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from generator.derive.catalog import Catalog, Given, issued_year
from generator.derive.deadlines import deadline_year, has_doer, latest_first, worklist
from generator.model import Agency, Facets, Page
from generator.model.frozen import replace
from generator.pages.frame import subscriptions, tables, urls
from generator.pages.frame.page import Drawn, Own, framed
from generator.pages.kinds import quality
from generator.pages.lists.by_year import WHOLE, Laid, Listing, lay_out
from generator.pages.markdown import render

WORKLIST = '<div class="vk-work" data-vk-tasks="list"></div>'
"""Where the script puts the groups of the reader's day."""


def pages(found: Catalog) -> Iterator[Drawn]:
    """Yield the page of all tasks, and the further pages of a long list."""
    path = urls.index_path(urls.TASKS)
    laid = lay_out(found, f"{urls.TASKS}/theo.md", "Nhiệm vụ", _listings(found), path)
    yield Own(path, partial(_page, found, path, laid))
    yield from laid.further


def _page(found: Catalog, path: str, laid: Laid[Given]) -> Page:
    work = WORKLIST if found.tasks else ""
    parts = (_intro(found), _elsewhere(found, path), work, *laid.sections.values())
    return framed(found, path, "Nhiệm vụ", parts, facets=Facets(sub="Danh mục"))


def of_agency(found: Catalog, path: str, agency: Agency) -> str:
    """Return the ways to the worklist of one body and to its calendar.

    Without a script the worklist is that of all.
    """
    target = urls.published(urls.relative(path, urls.index_path(urls.TASKS)))
    slug = agency.id.removeprefix(f"{urls.AGENCIES}/")
    worklist_ = f'<a href="{target}?don-vi={slug}">Xem theo hạn: quá hạn, 7 ngày, 30 ngày</a>'
    if not subscriptions.events(found.tasks_of.get(agency.id, ())):
        return worklist_
    calendar = urls.relative(path, urls.calendar_path(agency.id))
    return f'{worklist_} · <a href="{calendar}">Tải lịch nhiệm vụ (.ics)</a>'


def _intro(found: Catalog) -> str:
    count = len(found.tasks)
    if not count:
        return "Chưa có nhiệm vụ nào đọc được từ các văn bản trong kho."
    return (
        f"Có {render.number(count)} nhiệm vụ được giao trong các văn bản. "
        "Thời hạn là thời hạn ghi trong văn bản; cổng này không biết việc nào đã làm xong."
    )


def _elsewhere(found: Catalog, path: str) -> str:
    """Return the calendars, and where tasks stand that no calendar can show."""
    once = [row for row in found.tasks if not row.task.recurring]
    returning = [row for row in found.tasks if row.task.recurring]
    kinds = (("nhiệm vụ có thời hạn", urls.CALENDAR, once), ("nhiệm vụ định kỳ", urls.RECURRING, returning))
    shown = ((words, target, len(subscriptions.events(rows))) for words, target, rows in kinds)
    links = [
        f"{render.link(words, urls.relative(path, to))} ({render.number(count)})" for words, to, count in shown if count
    ]
    without = [row for row in found.tasks if not row.task.assignees and not row.task.group]
    page = urls.relative(path, urls.QUALITY_PAGE, f"k-{quality.WITHOUT_DOER}")
    return " ".join(
        (
            f"Lịch (.ics): {', '.join(links)}. Hạn chỉ ghi tháng, năm nằm ở ngày cuối kỳ; việc không ghi ngày không có "
            "trong lịch."
            if links
            else "",
            f"{render.link(f'{render.number(len(without))} nhiệm vụ không nêu ai làm', page)} có danh sách riêng."
            if without
            else "",
        )
    ).strip()


def _listings(found: Catalog) -> tuple[Listing[Given], ...]:
    lists = worklist(found.tasks)
    dated, caption = lists.dated, "Nhiệm vụ theo thời hạn"
    if len(found.tasks) > WHOLE:
        dated, caption = latest_first(dated), "Nhiệm vụ, thời hạn muộn nhất trước"
    told = sum(1 for row in dated if not has_doer(row))
    note = f"Ngoài ra có {render.number(told)} nhiệm vụ có thời hạn mà văn bản không nêu ai làm." if told else ""
    others = (
        _listing("dinh-ky", "Định kỳ", "Nhiệm vụ định kỳ, theo văn bản", lists.recurring),
        _listing("khong-han", "Không ghi ngày", "Nhiệm vụ không ghi ngày, theo văn bản", lists.undated),
        replace(
            _listing(
                "khong-nguoi",
                "Không ghi ngày, không nêu ai làm",
                "Nhiệm vụ không nêu ai làm, theo văn bản",
                lists.unassigned,
            ),
            note=note,
        ),
    )
    by_paper = (replace(each, year=lambda row: issued_year(row.record)) for each in others)
    return (_listing("co-han", "Có thời hạn", caption, dated), *by_paper)


def _listing(place: str, title: str, caption: str, rows: Sequence[Given]) -> Listing[Given]:
    return Listing(place, title, caption, rows, deadline_year, tables.tasks)

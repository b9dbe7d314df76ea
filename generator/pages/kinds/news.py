"""Có gì mới: what the last builds brought, the latest first.

A build has no clock, so updates bear numbers; the days beside papers and tasks are those that the papers state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.derive.catalog import Catalog, newest
from generator.derive.citing import cited_by
from generator.derive.deadlines import by_deadline
from generator.model import Facets, Page, Record
from generator.model.history import Published, Update
from generator.pages.frame import subscriptions, tables, urls
from generator.pages.frame.links import document_link
from generator.pages.frame.page import framed
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_TITLE = "Có gì mới"
_SHOWN = 50
"""Rows of one kind that an update shows."""
_INTRO = (
    "Mỗi lần dựng cổng mà văn bản có thay đổi là một lần cập nhật, lần mới nhất ở trên. Cổng đánh số các lần, không "
    "ghi ngày dựng; ngày trong bảng là ngày ghi trong văn bản."
)
_NOTHING = "Chưa có lần cập nhật nào được ghi lại."
_LEFT = "Những gì lần này đưa lên nay không còn trên cổng."


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of updates."""
    path = urls.NEWS_PAGE
    feed = urls.NEWS_FEED if subscriptions.of_portal(found) else ""
    parts = (
        esc(_INTRO if found.updates else _NOTHING),
        _subscribe(path, feed),
        *(_update(found, path, each) for each in found.updates),
    )
    yield framed(found, path, _TITLE, parts, facets=Facets(sub="Danh mục"), feed=feed)


def _subscribe(path: str, feed: str) -> str:
    if not feed:
        return ""
    link = render.link("bản tin Atom của cổng", urls.relative(path, feed))
    return (
        f"Theo dõi bằng trình đọc tin: {link}; mỗi cơ quan, chính sách có văn bản cũng có bản tin riêng ở trang của nó."
    )


def _update(found: Catalog, path: str, update: Update) -> str:
    count = render.number(update.papers)
    title, anchor = f"Lần cập nhật {update.number}", f"lan-{update.number}"
    if update.number == 1:
        return render.section(title, anchor, f"Bắt đầu ghi lại, khi cổng có {count} văn bản.")
    tables_ = [each for each in _tables(found, path, update) if each]
    untold = f"{render.number(update.untold)} văn bản khác không còn trên cổng." if update.untold else ""
    told = f"Sau lần này cổng có {count} văn bản."
    return render.section(title, anchor, told, *tables_, untold or ("" if tables_ else _LEFT))


def _tables(found: Catalog, path: str, update: Update) -> Iterator[str]:
    """Yield a table for each kind of news."""
    added, changed = _papers(found, update.added), _papers(found, update.changed)
    held = _papers(found, update.held)
    given = sorted((found.tasks_known[each] for each in update.tasks if each in found.tasks_known), key=by_deadline)
    yield tables.documents(path, found, added[:_SHOWN], _caption("Văn bản thêm", added))
    yield tables.documents(path, found, changed[:_SHOWN], _caption("Văn bản sửa", changed))
    yield _removed(update.removed)
    yield _held(found, path, held)
    yield tables.tasks(path, found, given[:_SHOWN], _caption("Nhiệm vụ mới", given))


def _papers(found: Catalog, ids: Sequence[str]) -> list[Record]:
    return newest(found.records[each] for each in ids if each in found.records)


def _caption(what: str, rows: Sequence[object]) -> str:
    more = f", {_SHOWN} dòng đầu" if len(rows) > _SHOWN else ""
    return f"{what}: {render.number(len(rows))}{more}"


def _removed(papers: Sequence[Published]) -> str:
    rows = ((esc(each.number), esc(each.title)) for each in papers[:_SHOWN])
    return render.table(_caption("Văn bản đã bỏ khỏi kho", papers), ("Số hiệu", "Tên văn bản"), rows, "vk-removed")


def _held(found: Catalog, path: str, papers: Sequence[Record]) -> str:
    rows = (
        (document_link(path, each), f"{render.number(cited_by(found, each.work or ''))} văn bản")
        for each in papers[:_SHOWN]
    )
    caption = _caption("Số hiệu trước chỉ được viện dẫn, nay có toàn văn", papers)
    return render.table(caption, ("Văn bản", "Viện dẫn"), rows, "vk-held")

"""Sổ số hiệu chưa có: numbers cited and not held, by body, with passages and guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.curation.entries import item, line
from generator.derive.catalog import Catalog, Passage
from generator.derive.citing import cited_by, citing_passages
from generator.model import Page, Suggestion, Work, WorkOccurrence
from generator.pages.frame import passages, urls
from generator.pages.frame.links import document_link, entity_link
from generator.pages.frame.page import Further
from generator.pages.lists.paging import list_page, numbered, numbered_links
from generator.pages.lists.rows import tools
from generator.pages.markdown import render
from generator.pages.markdown.escape import attr, esc
from generator.text.collate import sort_key

REGISTER = f"{urls.WORKS}/theo-chua-co"
FILE = f"{REGISTER}.csv"
HEADS = (
    "Cơ quan",
    "Số hiệu",
    "Loại",
    "Ngày",
    "Trích yếu",
    "Số văn bản viện dẫn",
    "Văn bản viện dẫn",
    "Có thể là",
    "Vì sao",
    "Ghi vào",
    "Mục danh bạ",
)
_SHEET = 50
"""Rows of a page: each shows passages and guesses."""
_PASSAGES = 3
_UNKNOWN = "Không rõ cơ quan"
_TITLE = "Số hiệu được viện dẫn nhưng chưa có trong kho"
_Row = tuple[Work, Sequence[Suggestion]]
"""A number, and what is offered as the paper that is meant."""
_COPY = "Đúng là văn bản ấy thì chép dòng vào danh bạ; cổng không tự nối."


def missing(found: Catalog) -> list[Work]:
    """Return the numbers that are only cited, by body, the most cited body and number first."""
    works = [each for each in found.works.values() if not each.held_as]
    often: dict[str, int] = {}
    for each in works:
        often[each.issuer or ""] = often.get(each.issuer or "", 0) + cited_by(found, each.id)

    def order(work: Work) -> tuple[object, ...]:
        body = work.issuer or ""
        return not body, -often[body], sort_key(found.names.get(body, "")), body, -cited_by(found, work.id)

    return sorted(sorted(works, key=lambda each: sort_key(each.name)), key=order)


def guesses(found: Catalog) -> Mapping[str, Sequence[Suggestion]]:
    """Return by number what is offered as the held paper that is meant."""
    by_work: dict[str, list[Suggestion]] = {}
    for each in found.offered:
        if each.file in ("registry/decisions.yml", "registry/documents.yml") and each.joins:
            by_work.setdefault(each.joins[0][0], []).append(each)
    return by_work


def pages(found: Catalog) -> Iterator[Further]:
    """Yield the register, in pages."""
    rows, offered = missing(found), guesses(found)
    cut = numbered(REGISTER, rows, _SHEET)
    paths = tuple(each for each, _ in cut)
    for place, (path, shown) in enumerate(cut, 1):
        title = _TITLE + (f" (trang {place})" if place > 1 else "")
        head = title, _intro(path, rows, place == 1), tools("works", len(rows), told=place == 1, missing=True)
        yield Further(path, _sheet, (*head, paths, tuple((each, tuple(offered.get(each.id, ()))) for each in shown)))


def _sheet(
    found: Catalog, path: str, title: str, intro: str, of_all: str, paths: Sequence[str], rows: Sequence[_Row]
) -> Page:
    links = numbered_links(path, paths)
    return list_page(found, path, title, intro, (links, *_bodies(found, path, rows), links), of_all)


def _intro(path: str, rows: Sequence[Work], first: bool) -> str:
    others = render.link("mọi số hiệu", urls.relative(path, urls.index_path(urls.WORKS)))
    file = render.link("cả sổ ra tệp CSV", urls.relative(path, FILE))
    count = f"Có {len(rows)} số hiệu" if first else "Số hiệu"
    return (
        f"{count} được viện dẫn mà chưa có toàn văn, xếp theo cơ quan: cơ quan, rồi số được viện dẫn nhiều hơn đứng "
        f"trước. Tải {file}, xem {others}."
    )


def _bodies(found: Catalog, path: str, rows: Sequence[_Row]) -> Iterator[str]:
    if any(offered for _, offered in rows):
        yield _COPY
    for number, (body, group) in enumerate(groupby(rows, key=lambda each: each[0].issuer or ""), 1):
        name = found.names.get(body, _UNKNOWN)
        yield render.heading(2, entity_link(found, path, body) if body else _UNKNOWN, f"k-co-quan-{number}")
        yield _table(found, path, list(group), f"Chưa có trong kho: {name}")


def _table(found: Catalog, path: str, rows: Sequence[_Row], caption: str) -> str:
    cells = (_row(found, path, *each) for each in rows)
    counts = ("Viện dẫn",) if found.cited_often else ()
    return render.table(caption, ("Số hiệu", "Ngày", *counts, "Đoạn viện dẫn"), cells, "vk-register")


def _row(found: Catalog, path: str, work: Work, offered: Sequence[Suggestion]) -> tuple[str, ...]:
    cited = citing_passages(found, work.id)
    more = entity_link(found, path, work.id, f"và {len(cited) - _PASSAGES} đoạn khác")
    below = (*_passages(path, cited, more), *(_guess(found, path, each) for each in offered))
    counts = (str(cited_by(found, work.id)),) if found.cited_often else ()
    return entity_link(found, path, work.id), render.date(work.date), *counts, "<br>".join(below)


def _passages(path: str, rows: Sequence[Passage[WorkOccurrence]], more: str) -> Iterator[str]:
    """The newest passage in its words, the next by what their papers are called."""
    for place, row in enumerate(rows[:_PASSAGES]):
        yield passages.quotation(path, row) if not place else document_link(path, row.record, None, row.block.anchor)
    if len(rows) > _PASSAGES:
        yield more


def _guess(found: Catalog, path: str, each: Suggestion) -> str:
    target = each.joins[0][1]
    record = found.records.get(target)
    paper = document_link(path, record) if record else entity_link(found, path, target)
    said = f"<small>({esc(', '.join(each.reasons))})</small>"
    words = f'<code data-vk-copy="{attr(f"Dòng vào {each.file}")}">{esc(line(each.entry))}</code>'
    return f"<strong>Có thể là</strong> {paper} {said}<br><small>vào {esc(each.file)}:</small> {words}"


def table(found: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the file: of each number all that is known, and what may be it."""
    offered = guesses(found)
    for work in missing(found):
        guessed = offered.get(work.id, ())
        citing = (found.records[each] for each in found.citing.get(work.id, ()))
        meant = (found.records.get(each.joins[0][1]) for each in guessed)
        yield (
            found.names.get(work.issuer or "", ""),
            work.key or work.name,
            work.type or "",
            render.date(work.date),
            work.title or "",
            str(cited_by(found, work.id)),
            "; ".join(
                each.document.header.number.key if each.document.header.number else each.title for each in citing
            ),
            "; ".join(
                record.title if record else found.names.get(each.joins[0][1], "")
                for each, record in zip(guessed, meant, strict=True)
            ),
            "; ".join(", ".join(each.reasons) for each in guessed),
            guessed[0].file if guessed else "",
            "\n".join(item(each.entry) for each in guessed),
        )

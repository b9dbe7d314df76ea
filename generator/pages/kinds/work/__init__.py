"""Số hiệu: the page of a work, held in the archive or only cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.derive.catalog import Catalog, Passage, issued_year
from generator.derive.citing import cited_by, citing_passages
from generator.derive.cooccurrence import Bond, bonds
from generator.model import EntityKind, Facets, Page, PageKind, Work, WorkOccurrence
from generator.pages.answers import answer
from generator.pages.answers.work import sentences
from generator.pages.frame import folds, passages, tables, urls
from generator.pages.frame.links import document_link, entity_link
from generator.pages.frame.page import framed, mentions
from generator.pages.kinds.work import statements, validity
from generator.pages.kinds.work.national import searches
from generator.pages.lists.by_year import Listing, lay_out
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_TOGETHER_LIMIT = 20


def pages(found: Catalog, work: Work) -> Iterator[Page]:
    """Yield the page of a work, and the further pages of its long lists."""
    path = urls.entity_path(work.id)
    sections, further = lay_out(found, path, work.name, (_citing(found, work),))
    parts = (
        render.block(_status(path, found, work), "vk-badges"),
        answer(sentences(found, path, work)),
        render.section("Thông tin chung", "thong-tin", _facts(found, path, work)),
        render.section("Các văn bản viện dẫn ghi khác nhau", "mau-thuan", statements.conflicts(found, path, work)),
        sections.get("vien-dan", ""),
        render.section("Thường được viện dẫn cùng", "cung-vien-dan", _together(found, path, work)),
        render.section("Tra cứu nơi khác", "tra-cuu", searches(found, work)),
    )
    yield framed(
        found,
        path,
        work.name,
        parts,
        facets=_facets(found, work),
        text=work.title or "",
    )
    yield from further


def _facets(found: Catalog, work: Work) -> Facets:
    words = (
        render.date(work.date),
        found.names.get(work.issuer or ""),
        "có trong kho" if work.held_as else "chưa có trong kho",
    )
    return Facets(
        PageKind.WORK,
        sub=" · ".join(word for word in words if word),
        aliases=tuple(filter(None, (work.key, *work.aliases))),
        number=work.key or "",
        type=render.sentence(work.type or ""),
        issuer=found.names.get(work.issuer or "", ""),
        date=work.date or "",
        held=work.held_as is not None,
        mentions=mentions(found, work.id),
    )


def _status(path: str, found: Catalog, work: Work) -> str:
    record = found.records.get(work.held_as or "")
    held = (
        render.badge("Chưa có trong kho", "unknown")
        if record is None
        else render.badge(document_link(path, record, "Có trong kho: xem toàn văn"), "held")
    )
    count = cited_by(found, work.id)
    cited = f"{count} văn bản viện dẫn" if count else "Chưa văn bản nào trong kho viện dẫn"
    return " ".join((held, validity.badge(found, path, work.id), render.badge(cited)))


def _facts(found: Catalog, path: str, work: Work) -> str:
    candidates = [found.records[each] for each in work.candidates if each in found.records]
    rows = (
        ("Số, ký hiệu", esc(work.key or "không rõ số")),
        ("Loại văn bản", statements.kind(found, path, work)),
        ("Ngày ban hành", statements.date(found, path, work)),
        ("Cơ quan ban hành", statements.issuer(found, path, work)),
        ("Trích yếu", statements.title(found, path, work)),
        ("Cách ghi khác", "<br>".join(map(esc, work.aliases))),
        ("Hiệu lực", validity.told(found, path, work.id)),
        ("Trong kho", tables.held(path, found, work)),
        ("Có thể là", "<br>".join(document_link(path, each) for each in candidates)),
    )
    return render.facts("Thông tin chung về số hiệu", rows)


def _citing(found: Catalog, work: Work) -> Listing[Passage[WorkOccurrence]]:
    return Listing(
        "vien-dan",
        "Được viện dẫn trong",
        "Văn bản viện dẫn số hiệu này, mới nhất trước",
        citing_passages(found, work.id),
        lambda row: issued_year(row.record),
        _citing_table,
        open=folds.OPEN,
        group=lambda row: row.record.id,
        what="đoạn",
    )


def _citing_table(path: str, rows: Sequence[Passage[WorkOccurrence]], caption: str) -> str:
    return passages.table(path, rows, caption, lambda row: tables.relation(row.occurrence), "vk-citing")


def _together(found: Catalog, path: str, work: Work) -> str:
    """Return the works that stand in the same paragraphs, the most frequent first."""
    return folds.folded(
        [each for each in bonds(found, work.id, EntityKind.WORK)[:_TOGETHER_LIMIT] if each.entity in found.works],
        "Số hiệu đứng cùng đoạn",
        lambda rows, caption: render.table(
            caption,
            ("Số hiệu", "Ngày", "Số đoạn chung"),
            (_beside(found, path, each) for each in rows),
            "vk-together",
        ),
        "số hiệu",
    )


def _beside(found: Catalog, path: str, each: Bond) -> tuple[str, ...]:
    return entity_link(found, path, each.entity), render.date(found.works[each.entity].date), str(each.paragraphs)

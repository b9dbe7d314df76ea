"""Số hiệu: the page of a work that is only cited, or whose number several held papers bear.

Where one held paper is the work, the paper's page tells all of it, and the number's address leads there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.derive.catalog import Catalog, Passage
from generator.derive.citing import cited_by
from generator.model import Facets, Page, PageKind, Work, WorkOccurrence
from generator.pages.answers import answer
from generator.pages.answers.work import sentences
from generator.pages.frame import quotation, tables, urls
from generator.pages.frame.links import document_link, entity_link, page_path
from generator.pages.frame.page import Drawn, Own, framed, mentions
from generator.pages.kinds.work import citing, statements, validity
from generator.pages.kinds.work.national import searches
from generator.pages.lists.by_year import Laid
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

MOVED = "moved.html"
"""The template of an address that only leads on."""


def pages(found: Catalog, work: Work) -> Iterator[Drawn]:
    """Yield the page of a work and the sheets of its long lists; of a held one what leads to its paper."""
    if work.id in found.papers:
        yield _moved(found, work)
        return
    path = urls.entity_path(work.id)
    laid = citing.listing(found, path, work)
    yield Own(path, partial(_page, found, path, work, laid))
    yield from laid.further


def _page(found: Catalog, path: str, work: Work, laid: Laid[Passage[WorkOccurrence]]) -> Page:
    parts = (
        render.block(_status(path, found, work), "vk-badges"),
        answer(() if work.bearers else sentences(found, path, work)),
        render.section("Văn bản cùng số trong kho", "cung-so", _bearers(found, path, work)),
        quotation.of_work(found, work) if not work.bearers else "",
        render.section("Thông tin chung", "thong-tin", _facts(found, path, work)),
        render.section("Các văn bản viện dẫn ghi khác nhau", "mau-thuan", statements.conflicts(found, path, work)),
        *laid.sections.values(),
        render.section("Thường được viện dẫn cùng", "cung-vien-dan", citing.together(found, path, work)),
        render.section("Tra cứu nơi khác", "tra-cuu", searches(found, work)),
    )
    text = "" if work.bearers else work.title or ""
    return framed(found, path, work.name, parts, facets=_facets(found, work), text=text)


def _moved(found: Catalog, work: Work) -> Page:
    """The page that leads from a number to its paper; a script takes the place in the page along."""
    path, target = urls.entity_path(work.id), page_path(found, work.id)
    words = render.link("Mở trang của văn bản này", urls.relative(path, target))
    head = render.front_matter(work.name, kind=PageKind.WORK, template=MOVED, target=urls.published(target))
    markdown = "\n\n".join((head, render.heading(1, esc(work.name), "k-dau"), words)) + "\n"
    return Page(path, work.name, markdown, Facets(PageKind.WORK, moved=True))


def _facets(found: Catalog, work: Work) -> Facets:
    certain = not work.bearers
    words = (
        render.date(work.date) if certain else "",
        found.names.get(work.issuer or ""),
        tables.held(work) if work.held_as else "chưa có trong kho",
    )
    return Facets(
        PageKind.WORK,
        sub=" · ".join(word for word in words if word),
        aliases=tuple(filter(None, (work.key, *work.aliases))),
        number=work.key or "",
        type=render.sentence(work.type or ""),
        issuer=found.names.get(work.issuer or "", ""),
        date=(work.date or "") if certain else "",
        held=work.held_as is not None,
        mentions=mentions(found, work.id),
    )


def _status(path: str, found: Catalog, work: Work) -> str:
    held = render.badge(f"Có {tables.held(work)}") if work.bearers else render.badge("Chưa có trong kho", "unknown")
    count = cited_by(found, work.id)
    cited = f"{count} văn bản viện dẫn" if count else "Chưa văn bản nào trong kho viện dẫn"
    return " ".join((held, validity.badge(found, path, work.id), render.badge(cited)))


def _bearers(found: Catalog, path: str, work: Work) -> str:
    """The held papers that bear the number: which of them a citation means, the number does not tell."""
    if not work.bearers:
        return ""
    note = "Nhiều văn bản trong kho mang số hiệu này, nên viện dẫn dưới đây có thể chỉ một văn bản bất kỳ trong đó."
    rows = [found.records[each] for each in work.bearers if each in found.records]
    return f"{note}\n\n{tables.documents(path, found, rows, 'Văn bản mang số hiệu này')}"


def _facts(found: Catalog, path: str, work: Work) -> str:
    candidates = [found.records[each] for each in work.candidates if each in found.records]
    own = (
        ("Ngày ban hành", statements.date(found, path, work)),
        ("Cơ quan ban hành", statements.issuer(found, path, work)),
        ("Cùng ban hành", "<br>".join(entity_link(found, path, each) for each in work.co_issuers)),
        ("Trích yếu", statements.title(found, path, work)),
    )
    rows = (
        ("Số, ký hiệu", esc(work.key or "không rõ số")),
        ("Loại văn bản", statements.kind(found, path, work)),
        *(() if work.bearers else own),
        ("Cách ghi khác", "<br>".join(map(esc, work.aliases))),
        ("Hiệu lực", validity.told(found, path, work.id)),
        ("Trong kho", tables.held(work)),
        ("Có thể là", "<br>".join(document_link(path, each) for each in candidates)),
    )
    return render.facts("Thông tin chung về số hiệu", rows)

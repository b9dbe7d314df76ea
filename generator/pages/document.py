"""Văn bản: the page of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model import Chair, Diagnostic, Extraction, Figure, Occurrence, Page, Record, Section, Signature
from generator.pages import labels, layout, render, urls
from generator.pages.annotate import Address, annotate
from generator.pages.blocks import Block, block_at
from generator.pages.catalog import (
    Catalog,
    Given,
    address,
    bounds,
    entity_link,
    full_title,
    issued,
    shown_date,
)
from generator.pages.escape import esc
from generator.pages.labels import label


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of every document."""
    for record in found.graph.records:
        yield page(found, record)


def page(found: Catalog, record: Record) -> Page:
    """Return the page of one document."""
    path = urls.document_path(record.id)
    parts = (
        _badges(found, path, record),
        _facts(found, path, record),
        _relations(found, path, record),
        _cited_by(found, path, record),
        _outline(found, path, record),
        _full_text(found, path, record),
        _tasks(found, path, record),
        _figures(found, path, record),
        _warnings(found, path, record),
        _neighbours(found, path, record),
    )
    return layout.page(
        found,
        path,
        full_title(record),
        parts,
        kind="document",
        facets=_facets(found, record),
        text=record.document.text,
    )


def _facets(found: Catalog, record: Record) -> layout.Facets:
    header = record.document.header
    words = (
        f"số {header.number.key}" if header.number else "không rõ số",
        render.date(issued(record)) or "không rõ ngày",
        found.names.get(record.issuer or "", ""),
    )
    number = (header.number.key, header.number.raw) if header.number else ()
    names = layout.aliases((*number, record.title))
    return (
        ("sub", " · ".join(word for word in words if word)),
        *names,
        ("number", header.number.key if header.number else ""),
        ("type", render.sentence(header.type or "")),
        ("issuer", found.names.get(record.issuer or "", "")),
        ("date", issued(record)),
        ("held", "yes"),
    )


# --- head ------------------------------------------------------------------------------------------


def _badges(found: Catalog, path: str, record: Record) -> str:
    number = record.document.header.number
    words = f"Số {number.key}" if number else ""
    shown = entity_link(found, path, record.decision, words) if record.decision and number else esc(words)
    inferred = record.document.header.issued is None
    badges = (
        render.badge(shown or "không rõ số", "" if shown else "unknown"),
        render.badge(f"Ngày {shown_date(record)}", "unknown" if inferred else ""),
        render.badge(entity_link(found, path, record.issuer) or "không rõ cơ quan ban hành", ""),
        *([render.badge("Dự thảo: chưa có số, chưa có người ký", "unknown")] if _is_draft(record) else []),
    )
    return render.block(" ".join(badges), "vk-badges")


def _is_draft(record: Record) -> bool:
    """A document both unnumbered and unsigned is a draft and says so."""
    return record.document.header.number is None and record.document.signature is None


def _supplied(record: Record, name: str, shown: str) -> str:
    """What is shown of a fact, with the word that the archivist stated it."""
    return f"{shown} <small>({labels.SUPPLIED})</small>" if shown and name in record.supplied else shown


def _how_read(extraction: Extraction) -> str:
    """How the text was got, where that may matter to who relies on it."""
    rows = [
        esc(extraction.how),
        *([f"chắc {extraction.certainty:.0%}".replace("%", " %")] if extraction.certainty < 1 else []),
        *([f"bảng mã {esc(extraction.encoding)}"] if extraction.encoding not in (None, "UTF-8") else []),
        *(f"<small>Để riêng: {esc(each)}</small>" for each in extraction.apart),
    ]
    usual = Extraction(encoding=extraction.encoding if extraction.encoding in (None, "UTF-8") else None)
    return "" if extraction == usual else "<br>".join(rows)


def _facts(found: Catalog, path: str, record: Record) -> str:
    document = record.document
    source, number = document.source, document.header.number
    rows = (
        ("Cơ quan ban hành", _issuer(found, path, record)),
        ("Số, ký hiệu", _supplied(record, "number", esc(number.key)) if number and record.supplied else ""),
        ("Nơi ban hành", _supplied(record, "place", esc(document.header.place or ""))),
        ("Ngày ban hành", _supplied(record, "issued", _date(record))),
        ("Kính gửi", "<br>".join(map(esc, document.header.addressees))),
        ("Người ký", _signer(found, path, record, document.signature)),
        ("Chủ trì", _chair(found, path, record, document.chair)),
        ("Nơi nhận", "<br>".join(map(esc, document.recipients))),
        ("Lưu", esc(document.archive_line or "")),
        ("Cách đọc", _how_read(source.extraction)),
        ("Tệp nguồn", f"{render.code(source.path)}<br><small>SHA-256: {render.code(source.digest)}</small>"),
    )
    return render.section("Thông tin chung", "thong-tin", render.facts("Thông tin chung của văn bản", rows))


def _issuer(found: Catalog, path: str, record: Record) -> str:
    basis = label(labels.ISSUER_BASES, record.issuer_basis)
    issuer = entity_link(found, path, record.issuer)
    return f"{issuer} <small>({esc(basis)})</small>" if issuer and basis else issuer


def _date(record: Record) -> str:
    if record.document.header.issued or record.issued_inferred is None:
        return render.date(record.document.header.issued)
    inferred = record.issued_inferred
    limits = bounds(inferred.not_before, inferred.not_after) or "không rõ"
    return f"Không ghi trong văn bản; suy ra {limits} <small>({esc(inferred.basis)})</small>"


def _signer(found: Catalog, path: str, record: Record, signature: Signature | None) -> str:
    if signature is None:
        return ""
    name = entity_link(found, path, record.signer, signature.name) or esc(signature.name)
    lines = [f"{_mark(link.mark)} {esc(link.office)}" for link in signature.authority]
    return "<br>".join((*lines, *([esc(signature.title)] if signature.title else []), f"<strong>{name}</strong>"))


def _mark(mark: str) -> str:
    meaning = labels.AUTHORITY_MARKS.get(mark)
    return f'<abbr title="{meaning}">{esc(mark)}</abbr>' if meaning else esc(mark)


def _chair(found: Catalog, path: str, record: Record, chair: Chair | None) -> str:
    if chair is None:
        return ""
    name = entity_link(found, path, record.chair, chair.name) or esc(chair.name)
    date = f"ngày {render.date(chair.event_date)}" if chair.event_date else ""
    rest = ", ".join(part for part in (esc(chair.role or ""), esc(chair.event or ""), date) if part)
    return f"{name}, {rest}" if rest else name


# --- relations -------------------------------------------------------------------------------------


def _relations(found: Catalog, path: str, record: Record) -> str:
    cited = [each for each in record.occurrences if each.kind == "decision" and not _itself(record, each)]
    groups: dict[tuple[str, str], list[Occurrence]] = {}
    for each in cited:
        words = each.entity or f"?{each.key or each.span.of(record.document.text)}"
        groups.setdefault((each.relation or "mention", words), []).append(each)
    order = {name: place for place, name in enumerate(labels.RELATION_ORDER)}
    rows = sorted(groups.values(), key=lambda row: (order.get(row[0].relation or "mention", 99), row[0].span.start))
    table = render.table(
        "Văn bản được viện dẫn trong văn bản này",
        ("Quan hệ", "Số hiệu", "Ngày", "Cơ quan", "Vị trí", "Trong kho"),
        (_relation(found, path, record, row) for row in rows),
        "vk-relations",
    )
    return render.section("Văn bản liên quan", "lien-quan", table)


def _itself(record: Record, occurrence: Occurrence) -> bool:
    return record.decision is not None and occurrence.entity == record.decision


def _relation(found: Catalog, path: str, record: Record, row: list[Occurrence]) -> tuple[str, ...]:
    first = row[0]
    decision = found.decisions.get(first.entity or "")
    words = first.key or render.shorten(first.span.of(record.document.text), 120)
    number = entity_link(found, path, first.entity) if decision else f"{esc(words)} {_candidates(found, path, first)}"
    article = f"<br><small>{esc(first.article)}</small>" if first.article else ""
    damaged = "<br><small>ký hiệu bị hỏng trong bản gốc</small>" if any(each.damaged for each in row) else ""
    return (
        layout.relation(first.relation),
        f"{number}{article}{damaged}",
        render.date(decision.date if decision else first.date),
        entity_link(found, path, decision.issuer if decision else first.issuer),
        _places(found, path, record, row),
        layout.held(path, found, decision),
    )


def _candidates(found: Catalog, path: str, occurrence: Occurrence) -> str:
    linked = ", ".join(entity_link(found, path, each) for each in occurrence.candidates)
    return f"<small>(có thể là {linked})</small>" if linked else "<small>(chưa xác định được)</small>"


def _places(found: Catalog, path: str, record: Record, row: list[Occurrence]) -> str:
    seen: dict[str, str] = {}
    for each in row:
        block = block_at(found.blocks[record.id], each.span.start)
        if block:
            seen.setdefault(block.anchor, _place(record, block))
    links = [layout.paragraph_link(path, record, anchor, words) for anchor, words in list(seen.items())[:5]]
    more = f"và {len(seen) - 5} đoạn khác" if len(seen) > 5 else ""
    return "<br>".join((*links, *([more] if more else [])))


def _place(record: Record, block: Block) -> str:
    """Return where a block stands, in words: the label of its section, else its zone."""
    sections = {section.anchor: section for section in record.document.sections}
    section = sections.get(block.section)
    if section is None:
        return labels.ZONES.get(block.section, "Nội dung")
    worded, inner = _labels(section, sections)
    if worded.startswith("Điều "):
        points = (f"khoản {each}" if each[0].isdigit() else f"điểm {each}" for each in reversed(inner))
        return " ".join((*points, worded))
    if not inner:
        return worded or render.shorten(section.title or "Nội dung", 40)
    return f"{worded}, mục {'.'.join(inner)}" if worded else f"Mục {'.'.join(inner)}"


def _labels(section: Section, sections: Mapping[str, Section]) -> tuple[str, list[str]]:
    """Return the nearest label that is a word and a number (`Điều 4`, `Phần I`), and those below it, outermost first.

    `1.1` holds the label above it (`1`), which is left out then.
    """
    inner: list[str] = []
    at: Section | None = section
    while at is not None:
        if at.label and " " in at.label:
            return at.label, inner
        if at.label and not (inner and inner[0].startswith(f"{at.label}.")):
            inner.insert(0, at.label)
        at = sections.get(at.parent or "")
    return "", inner


def _cited_by(found: Catalog, path: str, record: Record) -> str:
    citing = [row for row in found.passages.get(record.decision or "", ()) if row.record.id != record.id]
    table = layout.passages(path, citing, "Các đoạn viện dẫn văn bản này, mới nhất trước")
    return render.section("Được viện dẫn trong", "duoc-vien-dan", table)


# --- text ------------------------------------------------------------------------------------------


def _outline(found: Catalog, path: str, record: Record) -> str:
    """Return the headings as a list, for screens without the contents at the side; itself no entry of those."""
    headings = [block for block in found.blocks[record.id] if block.level is not None]
    if len(headings) < 3:
        return ""
    text = record.document.text
    items: list[str] = []
    depth = 0
    for block in headings:
        depth = min(_depth(block.level), depth + 1) if items else 0
        words = render.link(esc(render.shorten(block.span.of(text), 120)), urls.relative(path, path, block.anchor))
        items.append(f"{'    ' * depth}- {words}")
    return "\n\n".join((render.block("<strong>Bố cục</strong>", "vk-outline", "k-bo-cuc"), "\n".join(items)))


def _depth(level: int | None) -> int:
    return min(max((level or 1) - 1, 0), 3)


def _full_text(found: Catalog, path: str, record: Record) -> str:
    def to_page(entity: str) -> str | None:
        return address(found, path, entity)

    shown = (_block(record, block, to_page) for block in found.blocks[record.id])
    return render.section("Toàn văn", "toan-van", *shown)


def _block(record: Record, block: Block, to_page: Address) -> str:
    words = annotate(record.document.text, block.span, record.occurrences, to_page)
    if block.level is not None:
        return render.heading(3 + _depth(block.level), words, block.anchor)
    marks = "".join(f'<span id="{anchor}"></span>' for anchor in block.anchors)
    permalink = render.link("¶", f"#{block.anchor}", "vk-permalink", "Liên kết tới đoạn này")
    return render.block(f"{marks}{words} {permalink}", "vk-p", block.anchor)


# --- what was found in it --------------------------------------------------------------------------


def _tasks(found: Catalog, path: str, record: Record) -> str:
    rows = [Given(record, task, block_at(found.blocks[record.id], task.span.start)) for task in record.tasks]
    table = layout.tasks(path, found, rows, "Nhiệm vụ được giao trong văn bản này", with_document=False)
    return render.section("Nhiệm vụ", "nhiem-vu", table)


def _figures(found: Catalog, path: str, record: Record) -> str:
    table = render.table(
        "Số liệu nêu trong văn bản này",
        ("Nguyên văn", "Giá trị", "Đơn vị", "Về việc", "Nguồn"),
        (_figure(found, path, record, figure) for figure in record.document.figures),
        "vk-figures",
    )
    return render.section("Số liệu", "so-lieu", table)


def _figure(found: Catalog, path: str, record: Record, figure: Figure) -> tuple[str, ...]:
    block = block_at(found.blocks[record.id], figure.span.start)
    return (
        esc(figure.span.of(record.document.text)),
        render.number(figure.value),
        esc(figure.unit),
        esc(figure.what),
        layout.paragraph_link(path, record, block.anchor if block else ""),
    )


def _warnings(found: Catalog, path: str, record: Record) -> str:
    table = render.table(
        "Những chỗ cần lưu ý trong bản gốc",
        ("Loại", "Nội dung", "Nguyên văn", "Vị trí"),
        (_warning(found, path, record, each) for each in record.warnings),
        "vk-warnings",
    )
    return render.section("Cảnh báo", "canh-bao", table)


def _warning(found: Catalog, path: str, record: Record, warning: Diagnostic) -> tuple[str, ...]:
    return (
        esc(label(labels.WARNINGS, warning.code)),
        esc(warning.message),
        esc(render.shorten(warning.text, 200)),
        place_of_line(found, path, record, warning.line),
    )


def place_of_line(found: Catalog, path: str, record: Record, line: int) -> str:
    """Return a link to the paragraph in which a line of the source file stands."""
    starts: Mapping[str, int] = {
        block.anchor: record.document.line_of(block.span.start) for block in found.blocks[record.id]
    }
    before = [anchor for anchor, start in starts.items() if start <= line]
    anchor = before[-1] if before else next(iter(starts), "")
    page = record.document.page_of(line)
    return layout.paragraph_link(path, record, anchor, f"dòng {line}" if page is None else f"trang {page}")


def _neighbours(found: Catalog, path: str, record: Record) -> str:
    same = found.issued_by.get(record.issuer or "", ())
    if len(same) < 2:
        return ""
    place = [each.id for each in same].index(record.id)
    around = [each for each in same[max(place - 3, 0) : place + 4] if each.id != record.id]
    table = layout.documents(path, found, around, "Văn bản mới hơn và cũ hơn của cùng cơ quan", with_issuer=False)
    return render.section("Cùng cơ quan ban hành", "cung-co-quan", table)

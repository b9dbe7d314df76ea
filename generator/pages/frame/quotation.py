"""Trích dẫn: how another paper cites a document or a number, in full and short.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b.
"""

from __future__ import annotations

from generator.derive import statements
from generator.derive.catalog import Catalog
from generator.derive.display.casing import shouts
from generator.model import PartialDate, Record, Work
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.fold import fold_words


def short_form(record: Record) -> str:
    """Return type and number: `Quyết định số 684/QĐ-UBND`."""
    header = record.document.header
    kind = render.sentence(header.type or "Văn bản")
    return f"{kind} số {header.number.key}" if header.number else f"{kind} (không rõ số)"


def full_form(found: Catalog, record: Record) -> str:
    """Return type, number, date, issuer and trích yếu, as far as they are known."""
    header = record.document.header
    about = _about(render.shorten(_printed(record), 400))
    issuer = "" if about.startswith("của ") else found.names.get(record.issuer or "", "")
    parts = (
        short_form(record) if header.number else render.sentence(header.type or "Văn bản"),
        long_date(header.issued),
        f"của {issuer}" if issuer else "",
        about,
    )
    return " ".join(part for part in parts if part)


def _printed(record: Record) -> str:
    """The trích yếu as the paper prints it: a citation is no place for another spelling of a name.

    Capitals of a heading are no spelling: `CÔNG BỐ DANH MỤC` is cited as a sentence writes it.
    """
    own = record.document.header.title or ""
    return own if fold_words(own) == fold_words(record.title) and not shouts(own) else record.title


def long_date(day: PartialDate | None) -> str:
    """Return a date as papers cite it: `ngày 05 tháng 3 năm 2020`.

    Days below 10 and months below 3 have a zero.
    """
    if day is None:
        return ""
    month = f"{day.month:02d}" if day.month and day.month < 3 else str(day.month or "")
    words = (f"ngày {day.day:02d}" if day.day else "", f"tháng {month}" if month else "", f"năm {day.year}")
    return " ".join(word for word in words if word)


_VERBS = ("ban hành", "phê duyệt", "sửa đổi", "thành lập", "bãi bỏ", "thay thế", "công bố", "triển khai", "thực hiện")
_NOUNS = ("kết quả", "tiến độ", "công tác", "tổng kết", "sơ kết", "kiểm tra", "bàn giao")
"""How a trích yếu begins that may lose its capital; another may begin with a name."""


def _about(title: str) -> str:
    """The trích yếu as the end of a citation; one that begins with `của` names the issuer itself."""
    begins = title.casefold()
    if title.isupper():
        # Which of its words are names, capitals do not tell: as printed, none of it in small letters.
        led = begins.startswith(("về ", "của ", "v/v "))
        return title if led else f"về việc {title}" if begins.startswith(_VERBS) else f"về {title}"
    first, gap, rest = title.partition(" ")
    lower = f"{first.lower()}{gap}{rest}"
    if begins.startswith(("về ", "của ", "v/v ")):
        return lower
    if begins.startswith(_VERBS):
        return f"về việc {lower}"
    return f"về {lower if begins.startswith(_NOUNS) else title}" if title else ""


def of_document(found: Catalog, record: Record) -> str:
    """Return both forms of a document, ready to be copied; a script adds the buttons that do it."""
    return _section(full_form(found, record), short_form(record))


def full_form_of_work(found: Catalog, work: Work) -> str:
    """Return the full form of a work of which only citations are held: what these state, nothing inferred."""
    issuer = statements.issuer(found, work)
    about = _about(render.shorten(work.title or "", 400))
    named = issuer is not None and issuer.basis != "unstated" and not about.startswith("của ")
    parts = (
        work.name,
        "" if work.conflicts else long_date(_day(work.date)),
        f"của {_issuer(found, work)}" if named else "",
        about,
    )
    return " ".join(part for part in parts if part)


def _issuer(found: Catalog, work: Work) -> str:
    """Who issued it, as passages print it: `Chủ tịch UBND tỉnh` and `UBND tỉnh` are two."""
    office = "" if "issuer" in dict(work.stated) else statements.office(found, work)
    return f"{office} {found.names.get(work.issuer or '', '')}".strip()


def of_work(found: Catalog, work: Work) -> str:
    """Return both forms of a work of which only citations are held."""
    return _section(full_form_of_work(found, work), work.name)


def _day(iso: str | None) -> PartialDate | None:
    return PartialDate(*map(int, iso.split("-"))) if iso else None


def _section(full: str, short: str) -> str:
    forms = (("Dạng đầy đủ", full), ("Dạng ngắn", short)) if full != short else (("Dạng ngắn", short),)
    rows = "".join(
        f'<p><span class="vk-quotation__kind">{name}:</span> <span data-vk-copy="{name}">{esc(words)}</span></p>'
        for name, words in forms
    )
    return render.section("Chép trích dẫn", "trich-dan", f'<div class="vk-quotation">{rows}</div>')

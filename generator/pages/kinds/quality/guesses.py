"""Điều chưa chắc: citations that may mean several works, and names that may be one thing's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.curation.entries import item, line
from generator.derive.catalog import Catalog, issued_year
from generator.derive.suggestions import undated
from generator.model import Evidence, Record, Suggestion, Work, WorkOccurrence
from generator.pages.frame import tables
from generator.pages.frame.links import document_link, entity_link
from generator.pages.kinds.quality.remedies import Put, copied
from generator.pages.lists.by_year import Listing
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

AMBIGUOUS, TWINS = "chua-ro-van-ban", "co-the-trung"
AMBIGUOUS_HEADS = ("Văn bản", "Viện dẫn", "Có thể là", "Mục danh bạ")
TWIN_HEADS = ("Có thể là một", "Vì sao", "Chép vào thì", "Ghi vào", "Mục danh bạ")
_SHOWN = 30
"""Names that the page shows; all of them are in the file."""
_THINGS = {
    "registry/agencies.yml": "cơ quan",
    "registry/persons.yml": "người",
    "registry/policies.yml": "chính sách",
}
Open = tuple[Record, WorkOccurrence]
_Row = tuple[Record, WorkOccurrence, frozenset[str]]
"""An open citation, and the lines that are offered for such."""


def ambiguous(found: Catalog) -> list[Open]:
    """Return the citations of numbers of which it is not known which work they mean, newest paper last."""
    rows = ((record, one) for record in found.records.values() for one in record.cited)
    return [(record, one) for record, one in rows if one.entity is None and one.candidates and one.key]


def places(found: Catalog) -> frozenset[tuple[str, int]]:
    """Return the lines of files on which they stand."""
    rows = ((record.document, one.span.start) for record, one in ambiguous(found))
    return frozenset((document.source.path, document.line_of(start)) for document, start in rows)


def ambiguous_listing(found: Catalog) -> Listing[_Row]:
    """Return them as a list: each with the works that it may mean, and the line that settles it."""
    title, offered = "Viện dẫn chưa rõ là văn bản nào", _offered(found)
    rows = [(*each, offered) for each in ambiguous(found)]
    note = (
        "<strong>Cách xử lý:</strong> Chọn một văn bản rồi chép dòng của nó vào danh bạ; mọi chỗ viện dẫn số ấy không "
        "ghi ngày trong văn bản này sẽ dẫn tới đó."
    )
    return Listing(AMBIGUOUS, title, f"{title}: {len(rows)}", rows, lambda row: issued_year(row[0]), _open, note)


def _open(path: str, found: Catalog, shown: Sequence[_Row], caption: str) -> str:
    cells = (_ambiguous(found, path, *each) for each in shown)
    return render.table(caption, ("Văn bản", "Vị trí", "Có thể là", "Viện dẫn"), cells, "vk-quality")


def ambiguous_table(found: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the file of ambiguous citations, one for each work that may be meant."""
    offered = _offered(found)
    for record, one in ambiguous(found):
        for work in _meant(found, one):
            yield record.document.source.path, one.key or "", _dated(work), _line(found, record, work, offered).item


def _offered(found: Catalog) -> frozenset[str]:
    return frozenset(line(each.entry) for each in found.offered if each.file == undated.FILE)


def _meant(found: Catalog, one: WorkOccurrence) -> list[Work]:
    return [found.works[each] for each in one.candidates if each in found.works]


def _dated(work: Work) -> str:
    return f"{work.name}, {render.dated(work.date) if work.date else 'không rõ ngày'}"


def _line(found: Catalog, record: Record, work: Work, offered: frozenset[str]) -> Put:
    """The line that leads citations to a work; where the registry has an entry of it, the key to add."""
    entry = undated.entry(found, record, work)
    if line(entry) in offered:
        return Put(undated.FILE, line(entry))
    return Put(f"mục số {work.key} đang có ở {undated.FILE}", line({"cited_in": entry["cited_in"]})[3:-1])


def _ambiguous(
    found: Catalog, path: str, record: Record, one: WorkOccurrence, offered: frozenset[str]
) -> tuple[str, ...]:
    several = (
        f"{entity_link(found, path, work.id, _dated(work))}<br>{copied(_line(found, record, work, offered))}"
        for work in _meant(found, one)
    )
    place = tables.evidence_link(found, path, Evidence(record.id, one.span))
    return document_link(path, record), place, "<br>".join(several), esc(one.key or "")


# --- likely duplicates -----------------------------------------------------------------------------


def twins(found: Catalog) -> list[Suggestion]:
    """Return what is offered to be one person, body or programme."""
    return [each for each in found.offered if each.file in _THINGS and each.joins]


def twin_listing(found: Catalog) -> Listing[Suggestion]:
    """Return the names that may be one thing's as a list."""
    title, rows = "Tên có thể là của cùng một cơ quan, người, chính sách", twins(found)
    further = f" {_SHOWN} dòng đầu, đủ {len(rows)} dòng ở tệp CSV." if len(rows) > _SHOWN else ""
    note = (
        "<strong>Cách xử lý:</strong> Đúng là một thì chép dòng bên; khác nhau thì không phải làm gì. "
        f"Cổng không tự gộp.{further}"
    )
    return Listing(TWINS, title, f"{title}: {len(rows)}", rows[:_SHOWN], lambda row: "", _twins, note)


def _twins(path: str, found: Catalog, shown: Sequence[Suggestion], caption: str) -> str:
    cells = (_twin(found, path, each) for each in shown)
    return render.table(caption, ("Có thể là một", "Vì sao"), cells, "vk-twins")


def twin_table(found: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the file of names that may be one thing's."""
    for each in twins(found):
        names = "; ".join(found.names.get(one, "") for one in _ids(each))
        yield names, each.why, each.changes, each.file, item(each.entry)


def _ids(each: Suggestion) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(stays for _, stays in each.joins), *(goes for goes, _ in each.joins))))


def _twin(found: Catalog, path: str, each: Suggestion) -> tuple[str, ...]:
    names = "<br>".join(entity_link(found, path, one) for one in _ids(each))
    instead = f"<br><small>thay mục «{esc(each.replaces)}» đang có</small>" if each.replaces else ""
    why = f"{esc(each.why)}<br><small>{esc(each.changes)}</small>"
    put = copied(Put(each.file, line(each.entry)))
    return f"<small>{_THINGS[each.file]}</small><br>{names}", f"{why}<br>{put}{instead}"

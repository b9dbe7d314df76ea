"""Kế tục: what came before a body and after it, as the page of the body tells it.

What follows from general law says that it is inferred, with its source; what the registry states is told as such.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.catalog import Catalog
from generator.derive.succession import ProvinceChange, Step, province_changes, source_work, steps
from generator.model import Agency
from generator.pages.frame.links import entity_link
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_LAW = "Suy ra từ quy định chung, không phải từ văn bản trong kho."
_BASES: Mapping[str, str] = {"registry": "Do người quản trị nêu trong danh bạ.", "law": _LAW}
_GENERAL_DAY = "Đó là ngày cấp huyện kết thúc; ngày của riêng cơ quan này không rõ."


def box(found: Catalog, path: str, agency: Agency) -> str:
    """Return the box of a body's changes, oldest first, empty where none is known."""
    return "\n\n".join(_shown(found, path, each) for each in steps(found, agency))


def notice(found: Catalog, path: str, agency: Agency) -> str:
    """Return the dated notices on a body whose province was enlarged, renamed or joined to another."""
    return "\n\n".join(
        render.block(
            f"Từ ngày {render.date(each.since)}, {_change(found, path, each)} <small>{_LAW}</small>", "vk-notice"
        )
        for each in province_changes(agency)
    )


def source(found: Catalog, path: str, words: str | None) -> str:
    """Return what states a change as Markdown; a work is linked where exactly one in the archive fits."""
    return entity_link(found, path, source_work(found, words), words) or esc(words or "")


def _change(found: Catalog, path: str, change: ProvinceChange) -> str:
    basis = source(found, path, change.source)
    if change.ended:
        return f"{esc(change.before)} nhập vào {esc(change.after)}, theo {basis}. Cơ quan kế tục không rõ."
    if not change.joined:
        return f"{esc(change.before)} là {esc(change.after)}, theo {basis}."
    joined = esc(", ".join(change.joined))
    words = f"{esc(change.after)} gồm cả {joined} (cũ), theo {basis}."
    return f"{words} Văn bản trước ngày đó nói về địa bàn cũ."


def _shown(found: Catalog, path: str, step: Step) -> str:
    before = _names(found, path, step.before, "đến", step.until)
    after = _names(found, path, step.after, "từ", step.since) or "kết thúc hoạt động, không có cơ quan kế tục trực tiếp"
    after = f"nhập vào {after}" if step.joins else after
    basis = f"Căn cứ: {source(found, path, step.source)}." if step.source else "Không rõ căn cứ."
    told = (basis, _GENERAL_DAY if step.general_day else "", _BASES[step.basis], step.note)
    return render.block(f"{before} → {after}<br><small>{' '.join(filter(None, told))}</small>", "vk-succession")


def _names(found: Catalog, path: str, bodies: tuple[str, ...], word: str, date: str | None) -> str:
    when = f" <small>({word} {render.date(date)})</small>" if date else ""
    shown = " và ".join(f"<strong>{entity_link(found, path, each)}</strong>" for each in bodies)
    return f"{shown}{when}" if shown else ""

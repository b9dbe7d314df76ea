"""Đường dẫn: the steps from the home page to a page, for its head and as structured data."""

from __future__ import annotations

from generator.model import PageKind
from generator.pages.frame import urls
from generator.pages.frame.labels import KINDS
from generator.pages.markdown import render

HOME = "Trang chủ"
_FOLDERS = {
    urls.DOCUMENTS: KINDS[PageKind.DOCUMENT],
    urls.AGENCIES: KINDS[PageKind.AGENCY],
    urls.POLICIES: KINDS[PageKind.POLICY],
    urls.WORKS: KINDS[PageKind.WORK],
    urls.PERSONS: KINDS[PageKind.PERSON],
    urls.TASKS: "Nhiệm vụ",
    urls.DATA: "Dữ liệu mở",
}


def steps(path: str) -> tuple[tuple[str, str], ...]:
    """Return name and path of every page above `path`, the home page first; none for the home page itself."""
    if path == urls.HOME_PAGE:
        return ()
    folder = path.partition("/")[0]
    above = urls.index_path(folder)
    known = folder in _FOLDERS and path != above
    return ((HOME, urls.HOME_PAGE), *(((_FOLDERS[folder], above),) if known else ()))


def line(path: str) -> str:
    """Return the steps as one line of links, empty for the home page."""
    links = [render.link(name, urls.relative(path, target)) for name, target in steps(path)]
    marks = '{: .vk-above role="navigation" aria-label="Đường dẫn" }'
    return f"{' › '.join(links)}\n{marks}" if links else ""

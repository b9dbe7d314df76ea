"""A hook of MkDocs (mkdocs.yml): what templates leave out, and the last look at hand-written pages."""

from __future__ import annotations

from typing import Any

from generator.errors import VankhoError
from generator.pages.markdown.judge import judged, may_lead


def on_env(env: Any, **_: Any) -> Any:
    """Return the template engine, told to take the line of a tag away with the tag: 3 KB less on a page."""
    env.trim_blocks = env.lstrip_blocks = True
    return env


def on_page_content(html: str, page: Any, config: Any, **_: Any) -> str:
    """Return the text of a page; of one written by hand what MkDocs has made is judged once more."""
    if page.file.src_uri in config.extra.get("hand_written", ()):
        found = judged(html)
        if wrong := found.wrong or next((each for each in found.links if not may_lead(each)), ""):
            raise VankhoError(
                f"pages/{page.file.src_uri}: MkDocs làm ra {wrong}, điều mà trang viết tay không được có. "
                "Trang cũ được giữ nguyên. Đây là lỗi của chương trình hoặc của mkdocs.yml."
            )
    return html

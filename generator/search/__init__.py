"""The search index: a JavaScript file, so that it loads from a folder as well as over http.

Its browser side is `site_templates/assets/search.js`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.model import Page
from generator.text.fold import fold_words

Entry = tuple[str, str, str, str, int, tuple[str, ...], str]
"""Path, title, kind, line below the title, mentions, folded names that may match as a whole, further folded words."""


def script(pages: Sequence[Page]) -> str:
    """Return the JavaScript that gives the browser one entry for each page, a line each, sorted by path."""
    entries = (entry(page) for page in sorted(pages, key=lambda page: page.path))
    lines = ",\n".join(_json(each) for each in entries)
    return f"window.vankhoIndex = [\n{lines}\n];\n"


def entry(page: Page) -> Entry:
    """Return what search knows of a page."""
    facets = dict(page.facets)
    names = (page.title, *(value for name, value in page.facets if name == "alias"))
    folded = tuple(dict.fromkeys(filter(None, map(fold_words, names))))
    return (
        page.path.removesuffix(".md") + ".html",
        page.title,
        facets.get("kind", "page"),
        facets.get("sub", ""),
        int(facets.get("mentions", 0)),
        folded,
        fold_words(facets.get("sub", "")),
    )


def _json(value: Entry) -> str:
    """Return JSON that is JavaScript too, and that no HTML parser could take for a tag."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode()
    for char in "<>\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text

"""The pages of the table of rankings (`cases/search/ranking.json`), and their index for the tests of the scripts.

Two more pages hold invented words, `bab0` to `bab4` on one and `bab5` to `bab9` on the other: so many that their
dictionary has several leaves, and some beginnings (`bab`) lie in two of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.model import Facets, Page, PageKind
from generator.search import FOLDER, index
from tests.support.places import CASES

STARTS = tuple(f"{first}{vowel}{last}" for first in "bdghklmnprstvx" for vowel in "aeiou" for last in "bdgk")
DIGITS = ("01234", "56789")
OTHERS = 100
TABLE = CASES / "search/ranking.json"


def pages() -> tuple[Page, ...]:
    """Return the pages of the table, and those of invented words."""
    stated = map(_page, json.loads(TABLE.read_text("utf-8"))["pages"])
    return (*stated, *(Page(f"tu-{digits[0]}.md", f"Từ {digits[0]}", "", text=_words(digits)) for digits in DIGITS))


def _page(given: Mapping[str, Any]) -> Page:
    facets = {key: value for key, value in given.items() if key not in ("path", "title", "text", "kind", "aliases")}
    stated = Facets(kind=PageKind(given["kind"]), aliases=tuple(given.get("aliases", ())), **facets)
    return Page(given["path"], given["title"], "", stated, given["text"])


def _words(digits: str) -> str:
    return " ".join(f"{start}{digit}" for start in STARTS for digit in digits)


def more_pages() -> tuple[Page, ...]:
    """Return the same pages among so many others, which no query means, that each kind is numbered anew."""
    others = (Page(f"khac/{kind}-{place}.md", f"Wzq{place}", "", Facets(kind), f"wzqx{place}")
              for kind in PageKind for place in range(OTHERS))  # fmt: skip
    return (*pages(), *others)


def main(folder: str) -> None:
    """Write the index into a folder, as the browser finds it below the site; in `more` that of more pages."""
    for below, found in (("", pages()), ("more", more_pages())):
        for name, data in index(found).items():
            path = Path(folder, below, name.removeprefix(f"{FOLDER}/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1])

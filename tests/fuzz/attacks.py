"""The attacks (tấn công thử): each makes one odd input, lets the program read it and compares two readings."""

from __future__ import annotations

import random
import shutil
import string
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from generator import ingest, link, pages, parse, search, vocab
from generator.curation import registry, side_file
from generator.curation.portal import open_content
from generator.curation.registry_keys import FILES
from generator.derive.catalog import catalog
from generator.errors import VankhoError
from generator.ingest import bundles, plain_text
from generator.ingest.contract import Tools
from generator.ingest.kinds import kind_of
from generator.model import Diagnostic, Document, Limits, Portal, Registry, SourceText
from generator.publish import open_data, table_files
from tests.fuzz.mutate import mutated
from tests.fuzz.samples import samples
from tests.support import papers

TOOLS = Tools(Limits(seconds=20, pages=20, ocr_pages=1, file_mb=5, unpacked_mb=20, text_mb=1))
SLOW = (".doc", ".rtf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pdf")
"""Forms for which another program is asked: tried less often, and read once."""


def read_a_file(chance: random.Random, folder: Path) -> None:
    """Read a damaged file of any form, whatever its name says, and what lies in it if it holds several."""
    forms = [form for form in samples() if form not in SLOW or chance.random() < 0.05] or [".txt"]
    form = chance.choice(forms)
    data = mutated(samples()[form], chance, tuple(samples().values()))
    name = chance.choice((form, form, form, chance.choice([each for each in samples() if each not in SLOW])))
    first = list(_read(data, name, 0))
    if form not in SLOW and first != list(_read(data, name, 0)):
        raise AssertionError("two readings differ")


def _read(data: bytes, name: str, depth: int) -> list[object]:
    kind = kind_of(data, name)
    if bundles.is_bundle(data, kind):
        found = list(bundles.parts(f"a{name}", data, kind, TOOLS.limits))
        return [each if isinstance(each, Diagnostic) else _read(each.data, each.kind, depth + 1) for each in found[:20]]
    if kind not in ingest.READERS or (kind in SLOW and depth):
        return []
    return [ingest.finished(ingest.READERS[kind](data, f"a{name}", TOOLS), kind, f"a{name}", TOOLS)]


def _paper(chance: random.Random) -> str:
    """A text in the shape of a paper: any part absent, damaged, or put at a wrong place."""
    heads = chance.choices(papers.HEADS, k=chance.randrange(6))
    lines = [*heads, chance.choice(papers.KINDS), chance.choice(papers.TITLES)]
    for _ in range(chance.randrange(12)):
        words = ", ".join(chance.choices(papers.CLAUSES, k=chance.randrange(1, 4)))
        lines.append(chance.choice(papers.MARKS) + words + chance.choice(papers.STOPS))
    lines += chance.choices(papers.ENDS, k=chance.randrange(7))
    lines = [chance.choice(papers.DAMAGE).format(line) for line in lines]
    for _ in range(chance.choice((0, 0, 3))):
        lines.insert(chance.randrange(len(lines)), "".join(chance.choices(_ODD, k=chance.randrange(80))))
    if chance.random() < 0.2:
        chance.shuffle(lines)
    return "\n".join(lines)


_ODD = (
    *string.printable,
    *"ăâđêôơưẮỐ“”…–—\u200b\u202e\u0301\ufffd\U0001f600\U000f0000",
    "số ",
    "ngày ",
    "/QĐ-UBND",
    "Điều ",
)


def _parsed(text: str, name: str) -> Document | None:
    data = text.encode("utf-8", "surrogatepass")
    source = plain_text.read(data, name)
    return parse.parse(source, _words()) if isinstance(source, SourceText) else None


@cache
def _words() -> vocab.Vocab:
    return vocab.load()


def show_papers(chance: random.Random, folder: Path) -> None:
    """Parse, link and lay out a few odd papers, together with what search and the open data tell of them."""
    texts = [_paper(chance) for _ in range(chance.randrange(1, 5))]
    if chance.random() < 0.3:
        texts.append(mutated(texts[0].encode(), chance, [each.encode() for each in texts]).decode("utf-8", "replace"))
    portal = Portal(audience=chance.choice(("public", "intranet")), persons=chance.choice(("off", "officials", "all")))
    if _shown(texts, portal) != _shown(texts, portal):
        raise AssertionError("two portals of the same papers differ")


def _shown(texts: Sequence[str], portal: Portal) -> list[object]:
    read = [_parsed(text, f"documents/{number}.txt") for number, text in enumerate(texts)]
    graph = link.link([each for each in read if each], Registry(), _words(), portal, {})
    found = catalog(graph, portal)
    made = pages.pages(found)
    return [made, open_data.tables(found), table_files.files(found), search.index(made)]


# --- what people write ------------------------------------------------------------------------------

_VALUES = (
    *(
        "''",
        "~",
        "true",
        "no",
        "0",
        "-1",
        "1e9",
        "2023-02-30",
        "2023-13",
        "0000",
        "[]",
        "{}",
        "[[]]",
        "{a: {b: c}}",
        "|",
    ),
    *(
        "&a [*a]",
        "!!python/object/apply:os.system [x]",
        "!!binary eA==",
        "!!set {a, b}",
        "'\\x00'",
        '"\\ud800"',
        "<<: *a",
    ),
    *(
        "../..",
        "/etc/passwd",
        "https://x.example/%00",
        "mật",
        "Ban Dân tộc",
        "1/QĐ-UBND",
        ". . .",
        "a: b: c",
        "\t- x",
        "- - -",
    ),
    *(
        "'" + "x" * 3000 + "'",
        "[" * 60,
        "{a: " * 60,
        "?",
        "%YAML 9.9",
        "--- a\n--- b",
        "#",
        "@",
        "`",
        "\u202ea",
        "<script>",
    ),
)


def _keys() -> dict[str, list[str]]:
    keys = {file.name: [key.name for key in file.form.keys] for file in FILES}
    sides = ["secrecy", "number", "title", "type", "issued", "place", "issuer", "keep", "release"]
    settings = ["name", "owner", "contact", "home_province", "audience", "persons", "base_url", "state", "limits"]
    settings += ["originals", "personal_data", "contacts", "follow_links", "sample"]
    return {**keys, "documents/a.txt.meta.yml": sides, "portal.yml": settings}


def _yaml(chance: random.Random, keys: Sequence[str], listed: bool) -> str:
    lines: list[str] = []
    for _ in range(chance.randrange(1, 6)):
        key = chance.choice((*keys, *keys, "khong_co", "", "*", "<<"))
        lines.append(f"{'  ' if listed and lines else '- ' if listed else ''}{key}: {chance.choice(_VALUES)}")
    return "\n".join(lines) + "\n"


def read_what_people_write(chance: random.Random, folder: Path) -> None:
    """Read odd settings, registries and side files: what is wrong in them is one clear sentence."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "documents").mkdir(parents=True)
    (folder / "registry").mkdir()
    (folder / "documents/a.txt").write_text("BÁO CÁO\nSố: 1/BC-BDT\nViệc này.\n", "utf-8")
    for name, keys in chance.sample(sorted(_keys().items()), 3):
        text = _yaml(chance, keys, name.startswith("registry/"))
        data = text.encode("utf-8", "surrogatepass")
        data = mutated(data, chance, (data,)) if chance.random() < 0.3 else data
        (folder / name).write_bytes(data)
    if _read_by_hand(folder) != _read_by_hand(folder):
        raise AssertionError("two readings differ")


def _read_by_hand(folder: Path) -> list[object]:
    said: list[object] = []
    for read in (
        lambda: open_content(folder).portal,
        lambda: registry.load(folder / "registry"),
        lambda: side_file.read(folder / "documents/a.txt.meta.yml", "documents/a.txt.meta.yml"),
    ):
        try:
            said.append(read())
        except VankhoError as told:
            if len(str(told)) < 20:
                raise AssertionError(f"says too little: {told}") from None
            said.append(str(told))
    return said


ATTACKS: dict[str, Callable[[random.Random, Path], None]] = {
    "readers": read_a_file,
    "parser, link and pages": show_papers,
    "settings, registry, side files": read_what_people_write,
}
SHARES = (4, 2, 4)
"""How often each is tried, of ten times."""

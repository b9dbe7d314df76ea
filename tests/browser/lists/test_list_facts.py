"""What filters and files of a list say is what the open data say, over all rows, on generated papers.

`LIST_DOCUMENTS=2000` makes a campaign of it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator import resources
from generator.pages.frame.labels import LEVELS
from generator.publish import list_data
from generator.text.fold import fold_words
from tests.conftest import built_of_papers
from tests.support.visit import visiting

DOCUMENTS = int(os.environ.get("LIST_DOCUMENTS", "100"))
MOST = 250 * 1024
Row = dict[str, Any]
SCRIPTS = ("page/files", "page/elements", "search/words", "search/index", "page/deadlines", "page/tables")
PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Kho</title>'
    '<article><div data-list="{name}"></div></article>{scripts}'
)
FILE = re.compile(r'vankhoRows\("([^"]+)",(.*)\)\n', re.DOTALL)


@pytest.fixture(scope="module")
def site(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The open data of generated papers, the rows of their lists, and for each list a page that has only its tools."""
    generated, site = built_of_papers(DOCUMENTS, run_folder), tmp_path_factory.mktemp("lists") / "site"
    for folder in ("du-lieu", list_data.FOLDER):
        shutil.copytree(generated / folder, site / folder)
    scripts = "".join(f'<script src="../assets/{name}.js"></script>' for name in SCRIPTS)
    write(site, {f"trang/{name}.html": PAGE.format(name=name, scripts=scripts).encode() for name in FIELDS})
    shutil.copytree(resources.ASSETS, site / "assets", dirs_exist_ok=True)
    return site


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def told(site: Path) -> Mapping[str, list[Row]]:
    """The open data: each table, and the entities of each kind."""
    tables = {path.stem: list(map(json.loads, path.read_bytes().splitlines())) for path in site.glob("du-lieu/*.jsonl")}
    kinds = {"agencies": "agency", "works": "decision", "policies": "policy", "people": "person"}
    of_kind = {name: [row for row in tables["entities"] if row["kind"] == kind] for name, kind in kinds.items()}
    return tables | of_kind


def held(site: Path, name: str) -> tuple[list[Row], dict[str, Any]]:
    """Return the rows of a list as its files hold them, and the names that these files tell, with pages of others."""
    folder = site / list_data.FOLDER / name
    root = said(folder / "root.js")
    rows: list[Row] = []
    names: dict[str, Any] = {}
    for place, (_, count) in enumerate(root["parts"]):
        some, part = said(folder / f"{place}.js")
        assert len(part) == count
        rows += (dict(zip(root["fields"], row, strict=True)) for row in part)
        names |= some
    return rows, names


def said(path: Path) -> Any:
    """Return what a file of rows hands over."""
    match = FILE.fullmatch(path.read_text("utf-8"))
    assert match, path
    return json.loads(match[2])


# --- the rows ------------------------------------------------------------------------------------------

FIELDS: Mapping[str, tuple[str, ...]] = {
    "documents": ("id", "number", "type", "title", "issued", "issuer"),
    "works": ("id", "name", "key", "type", "date", "issuer", "title", "held_as"),
    "agencies": ("id", "name", "aliases", "level", "place", "parent", "valid_from", "valid_to"),
    "policies": ("id", "name", "aliases", "policy_kind", "approved_by", "period", "parent"),
    "people": ("id", "name", "aliases"),
}
"""What the rows of each list have in common with the open data."""


def in_order(rows: list[Row], fields: tuple[str, ...]) -> list[str]:
    """Return the rows with some of their fields, in one order for all."""
    return sorted(json.dumps([row[field] for field in fields], ensure_ascii=False) for row in rows)


@pytest.mark.parametrize("name", FIELDS)
def test_rows_are_those_of_the_open_data(name: str, site: Path, told: Mapping[str, list[Row]]) -> None:
    rows, names = held(site, name)
    assert len(rows) > 10
    assert in_order(rows, FIELDS[name]) == in_order(told[name], FIELDS[name])
    of_entities = {row["id"]: row["name"] for row in told["entities"] if row["page"]}
    papers = {row["id"] for row in told["documents"]}
    pages = {row["id"]: row["page"] for row in told["entities"]}
    for each, words in names.items():
        if each not in papers:
            called, page = (words, f"{each}.html") if isinstance(words, str) else words
            assert (called, page) == (of_entities[each], pages[each])
    if "page" in rows[0]:
        assert all((row["page"] or f"{row['id']}.html") == pages[row["id"]] for row in rows)


def test_what_the_open_data_lack_follows_from_them(site: Path, told: Mapping[str, list[Row]]) -> None:
    issued = Counter(row["issuer"] for row in told["documents"])
    assert all(row["issued"] == issued[row["id"]] for row in held(site, "agencies")[0])
    held_as = {row["held_as"]: row["id"] for row in told["works"] if row["held_as"]}
    pairs = {(row["document"], row["entity"]) for row in told["mentions"] if row["kind"] == "decision"}
    cited = Counter(entity for document, entity in pairs if entity and held_as.get(document) != entity)
    assert all(row["cited_by"] == cited[row["id"]] for row in held(site, "works")[0])
    offices = {row["id"]: row["roles"][-1] if row["roles"] else {} for row in told["people"]}
    for row in held(site, "people")[0]:
        assert all(row[field] == offices[row["id"]].get(field) for field in ("title", "agency", "first", "last"))


def test_no_file_is_large_and_each_list_has_its_files(site: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in (site / list_data.FOLDER).rglob("*.js")}
    assert not {name: size for name, size in sizes.items() if size > MOST}
    assert {path.name for path in (site / list_data.FOLDER).iterdir()} == set(FIELDS)


# --- filters -------------------------------------------------------------------------------------------


def year(day: str | None) -> str:
    """Return the year of a day, empty for none."""
    return (day or "")[:4]


def issued(row: Row) -> str | None:
    """Return the day of a document, printed or inferred."""
    inferred = row["issued_inferred"] or {}
    return row["issued"] or inferred.get("not_after") or inferred.get("not_before")


FACETS: Mapping[tuple[str, str], Callable[[Row], list[str | None]]] = {
    ("documents", "loai"): lambda row: [row["type"]],
    ("documents", "nam"): lambda row: [year(issued(row))],
    ("documents", "co-quan"): lambda row: [row["issuer"]],
    ("works", "loai"): lambda row: [row["type"]],
    ("works", "nam"): lambda row: [year(row["date"])],
    ("works", "co-quan"): lambda row: [row["issuer"]],
    ("works", "kho"): lambda row: ["co" if row["held_as"] else "chua"],
    ("agencies", "cap"): lambda row: [row["level"]],
    ("agencies", "cap-tren"): lambda row: [row["parent"]],
    ("policies", "loai"): lambda row: [row["policy_kind"]],
    ("policies", "giai-doan"): lambda row: [row["period"]],
    ("people", "co-quan"): lambda row: [row["roles"][-1]["agency"] if row["roles"] else None],
    ("people", "chuc-vu"): lambda row: [row["roles"][-1]["title"] if row["roles"] else None],
}
COUNT = """async ([name, key]) => {
    const { open, find } = vankho.lists, data = await open(name, () => {});
    const all = find(name, data, { words: "", chosen: {}, sort: "" }).counts.get(key);
    const alone = value => find(name, data, { words: "", chosen: { [key]: new Set([value]) }, sort: "" }).rows.length;
    return [Object.fromEntries(all), Object.fromEntries([...all.keys()].map(value => [value, alone(value)]))];
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser, site: Path) -> Iterator[Page]:
    """A tab on a page of lists."""
    with visiting(browser, site.as_uri() + "/") as visit:
        visit.open("trang/documents.html")
        yield visit.page


@pytest.mark.parametrize(("name", "key"), FACETS)
def test_a_facet_counts_what_the_open_data_say(name: str, key: str, tab: Page, told: Mapping[str, list[Row]]) -> None:
    of = FACETS[name, key]
    want = Counter(value for row in told[name] for value in {each or "" for each in of(row)})
    counts, alone = tab.evaluate(COUNT, [name, key])
    assert counts == want == alone


def test_levels_are_called_as_on_pages(site: Path) -> None:
    assert said(site / list_data.FOLDER / "agencies" / "root.js")["labels"] == {"level": dict(LEVELS)}


WORDS = """async queries => {
    const { open, find } = vankho.lists, data = await open("documents", () => {});
    const ids = words => find("documents", data, { words, chosen: {}, sort: "" }).rows.map(row => row.id);
    return queries.map(words => ids(words).sort());
}"""


def test_words_find_every_row_that_has_them(tab: Page, told: Mapping[str, list[Row]]) -> None:
    names = {row["id"]: row["name"] for row in told["entities"]}

    def spoken(row: Row) -> str:
        parts = (row["number"], row["type"], row["title"], names.get(row["issuer"] or ""))
        day = "/".join(reversed((row["issued"] or "").split("-")))
        return " " + re.sub(r"[^a-z0-9]+", " ", fold_words(" ".join(filter(None, (*parts, day)))))

    numbers = [row["number"] for row in told["documents"] if row["number"]]
    titles = [row["title"] for row in told["documents"] if row["title"]]
    queries = [*numbers[::9], *titles[::17], "kế hoạch", "quyet dinh ubnd", "không có gì như thế"]
    texts = {row["id"]: spoken(row) for row in told["documents"]}
    for query, shown in zip(queries, tab.evaluate(WORDS, queries), strict=True):
        wanted = re.sub(r"[^a-z0-9]+", " ", fold_words(query)).split()
        assert shown == sorted(id_ for id_, text in texts.items() if all(f" {word}" in text for word in wanted)), query


# --- files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIELDS)
def test_a_file_holds_all_rows_whole(name: str, browser: Browser, site: Path, told: Mapping[str, list[Row]]) -> None:
    with visiting(browser, site.as_uri() + "/", accept_downloads=True) as visit:
        visit.open(f"trang/{name}.html")
        with visit.page.expect_download() as saved:
            visit.page.get_by_role("button", name="Tải JSON").click()
        rows = json.loads(Path(saved.value.path()).read_bytes())
        with visit.page.expect_download() as saved:
            visit.page.get_by_role("button", name="Tải CSV").click()
        text = Path(saved.value.path()).read_bytes().decode("utf-8")
    assert in_order(rows, FIELDS[name]) == in_order(told[name], FIELDS[name])
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff") and len(table) == len(rows)
    assert [row["Địa chỉ trang"] for row in table] == [row["page"] for row in rows]
    assert all(row["page"].startswith(f"{site.as_uri()}/") for row in rows)
    if name == "documents":
        assert [row["Ngày ban hành"] or None for row in table] == [row["issued"] for row in rows]
        flat = [" ".join((row["title"] or "").split()) for row in rows]
        assert [row["Trích yếu"].removeprefix("'") for row in table] == flat

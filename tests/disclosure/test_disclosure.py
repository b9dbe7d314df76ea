"""Who sees what, as the outputs themselves tell it: marks, faults, persons, search engines, and what is masked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator import disclosure, pipeline
from generator.derive.catalog import catalog
from generator.disclosure import Output
from generator.model import Diagnostic, DiagnosticCode, Facets, Mark, Page, PageKind, Person, Portal
from generator.model.frozen import replace
from generator.pages import pages
from generator.pages.lists import by_year
from generator.publish import open_data
from generator.publish.sitemap import sitemap
from generator.search import index
from generator.search.entries import KINDS
from tests.disclosure.conftest import Build
from tests.support import factories
from tests.support.factories import AN, CU_DAN, HA
from tests.support.views import cases

ADDRESS = "https://vi-du.vn/kho/"
AUDIENCES = ("public", "intranet")


# --- marks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("disclosure/marks.yml"))
@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_a_mark_means(case: Any, audience: Any) -> None:
    kept = disclosure.kept_out_by([Mark[name] for name in case["marks"]], Portal(audience=audience))
    assert (kept.name if kept else None) == case[audience]


@pytest.mark.parametrize(
    ("audience", "originals", "shown"),
    [
        ("public", None, False),
        ("public", True, True),
        ("public", False, False),
        ("intranet", None, True),
        ("intranet", True, True),
        ("intranet", False, False),
    ],
)
def test_who_shows_papers_as_they_came(audience: Any, originals: bool | None, shown: bool) -> None:
    assert disclosure.shows_originals(Portal(audience=audience, originals=originals)) == shown


# --- faults ------------------------------------------------------------------------------------------

PAPER = """BAN DÂN TỘC                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LAM GIANG             Độc lập - Tự do - Hạnh phúc
Số: {number}/BC-BDT        Lam Giang, ngày 05 tháng 6 năm 2023
{mark}

BÁO CÁO
Kết quả công tác dân tộc

Sáu tháng qua tình hình ổn định tại bản Pá Khôm. Liên hệ ông Lò Văn Páo, điện thoại {phone}.

TRƯỞNG BAN
Hoàng Văn Thiện
"""
PHONE = "0912345678"


def written(folder: Path, files: Mapping[str, bytes | str]) -> Path:
    """Return a content folder with these files and a paper that nothing keeps inside."""
    usual = PAPER.format(number=1, mark="", phone="")
    for name, words in {"documents/usual.txt": usual, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return folder


def outputs(folder: Path) -> dict[Output, bytes]:
    """Return what a build wrote below its folder, by output."""
    docs = {path.relative_to(folder / "docs").as_posix(): path for path in folder.rglob("docs/**/*") if path.is_file()}

    def of(wanted: str) -> bytes:
        return b"".join(path.read_bytes() for name, path in sorted(docs.items()) if re.fullmatch(wanted, name))

    return {
        Output.PAGES: of(r".*\.md|assets/lists/.*|assets/page/tasks/.*"),
        Output.SEARCH: of(r"assets/search/index/.*"),
        Output.OPEN_DATA: of(r"du-lieu/.*\.(?:jsonl|csv|graphml|ttl)"),
        Output.ENGINES: of(r"sitemap.*\.xml"),
    }


def naming(folder: Path, words: str) -> set[str]:
    """Return the outputs in which words stand, as letters or as an escape."""
    forms = (words.encode(), json.dumps(words).strip('"').encode())
    return {output.name for output, data in outputs(folder).items() if any(form in data for form in forms)}


@pytest.mark.parametrize("case", cases("disclosure/faults.yml"))
def test_where_a_file_that_is_kept_inside_is_named(case: Any, tmp_path: Path, build: Build) -> None:
    paper = PAPER.format(number=2, mark=case["mark"], phone="")
    settings = f"base_url: {ADDRESS}\naudience: {case.get('audience', 'public')}\n"
    files = {"portal.yml": settings, "documents/kept.txt": paper}
    if "side" in case:
        files["documents/kept.txt.meta.yml"] = case["side"]
    if case.get("copy"):
        files["documents/other.txt"] = paper
    report, folder = build(written(tmp_path / "content", files))
    told = [each for each in report.diagnostics if "kept" in str(each)]
    assert sorted({each.code for each in told}) == case["codes"]
    assert naming(folder, "kept.txt") == set(case["named"])
    assert naming(folder, "«bảy»") == set(case.get("warned", ()))


def test_a_fault_is_told_by_its_code_and_by_where_it_stands() -> None:
    others = (DiagnosticCode.DUPLICATE, DiagnosticCode.SYMBOL)
    found = [Diagnostic(code, "…", "a.txt", 1) for code in (*disclosure.INSIDE, *others)]
    graph = replace(factories.graph((), ()), diagnostics=tuple(found))
    record = factories.record("a", factories.document("…"), warnings=tuple(found))
    for output in Output:
        codes = [each.code for each in disclosure.told(graph, output)]
        own = [each.code for each in disclosure.told_of(record, output)]
        if output is Output.COMMAND_LINE:
            assert codes == own == [each.code for each in found]
        else:
            assert codes == [*others]
            assert own == [*disclosure.TOLD_WITH_ITS_PAPER, *others]


# --- persons -----------------------------------------------------------------------------------------


def people() -> dict[str, Person]:
    """Return the persons of the hand-built graph by id: two in office, one not."""
    return {person.id: person for person in factories.lam_giang().persons}


def told_by(portal: Portal, person: Person) -> set[str]:
    """Return the names of the outputs that name a person as somebody, read from what they write."""
    graph = factories.lam_giang()
    made = pages(catalog(graph, portal))
    entities = [json.loads(line) for line in open_data.tables(catalog(graph, portal))["entities.jsonl"].splitlines()]
    page, slug = f"{person.id}.md", person.id.rpartition("/")[2]
    found = {
        Output.PAGES: any(page == each.path or f"{slug}.md" in each.markdown for each in made),
        Output.SEARCH: any(f'"{person.id}.html"'.encode() in data for data in index(made).values()),
        Output.OPEN_DATA: any(each["kind"] == "person" and each["name"] == person.name for each in entities),
        Output.LINKED_DATA: any(thing.get("name") == person.name for each in made for thing in linked(each)),
        Output.ENGINES: any(f"{person.id}.html".encode() in data for data in sitemap(made, portal).values()),
        Output.COMMAND_LINE: any(person.name in str(each) for each in graph.diagnostics),
    }
    assert set(found) == set(Output)
    return {output.name for output, named in found.items() if named}


def linked(page: Page) -> list[dict[str, Any]]:
    """Return the things of which a page's JSON-LD tells."""
    lines = [line for line in page.markdown.split("\n---\n")[0].splitlines() if line.startswith("data: ")]
    things: list[dict[str, Any]] = [each for line in lines for each in json.loads(json.loads(line[6:]))["@graph"]]
    return things


@pytest.mark.parametrize("case", cases("disclosure/persons.yml"))
@pytest.mark.parametrize("audience", AUDIENCES)
def test_by_which_outputs_a_person_is_named(case: Any, audience: Any) -> None:
    portal = Portal(persons=case["persons"], audience=audience, base_url=ADDRESS)
    for identity, who in ((HA, "official"), (AN, "official"), (CU_DAN, "other")):
        person = people()[identity]
        wanted = set(case[who])
        assert told_by(portal, person) == wanted
        assert {output.name for output in Output if disclosure.is_named(person, portal, output)} == wanted


@pytest.mark.parametrize("case", cases("disclosure/persons.yml"))
def test_cards_are_rows_that_name_no_person(case: Any) -> None:
    made = pages(catalog(factories.lam_giang(), Portal(persons=case["persons"])))
    rows = [row for page in made for row in rows_of(page)]
    assert any("[Quyết định số 1719/QĐ-TTg]" in row for row in rows)
    assert not any(person.name in row or person.id in row for person in people().values() for row in rows)


def rows_of(page: Page) -> list[str]:
    """Return the rows of a document's table of relations, of which its cards are made."""
    parts = page.markdown.split("\n\n")
    places = [place for place, part in enumerate(parts) if "Văn bản được viện dẫn trong văn bản này" in part]
    return [row for place in places for row in parts[place + 1].splitlines() if row.startswith("|")]


def test_the_words_of_papers_stand_as_they_are(tmp_path: Path, build: Build) -> None:
    settings = f'base_url: {ADDRESS}\npersons: "off"\n'
    _, folder = build(written(tmp_path / "content", {"portal.yml": settings}))
    assert naming(folder, "Lò Văn Páo") == naming(folder, "Hoàng Văn Thiện") == {"PAGES", "SEARCH", "OPEN_DATA"}


# --- search engines ----------------------------------------------------------------------------------


def test_every_kind_of_page_is_searched_and_no_person_told_to_engines() -> None:
    assert set(disclosure.kinds_told(Portal(), Output.SEARCH)) == set(KINDS)
    assert set(disclosure.kinds_told(Portal(), Output.ENGINES)) == set(KINDS) - {PageKind.PERSON}
    assert not disclosure.kinds_told(Portal(audience="intranet"), Output.ENGINES)


def test_a_kind_that_nobody_knows_is_not_told() -> None:
    secret = Page("moi.md", "Mới", "# Mới", Facets("draft"))  # type: ignore[arg-type]
    for output in Output:
        assert not disclosure.pages_told([secret], Portal(), output)


def test_sheets_and_lists_of_persons_are_pages_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `INDEXED` says of today: engines are told of them, though not of the person's own page."""
    monkeypatch.setattr(by_year, "WHOLE", 1)
    monkeypatch.setattr(by_year, "NEWEST", 1)
    portal = Portal(base_url=ADDRESS)
    (told,) = sitemap(pages(catalog(factories.lam_giang(), portal)), portal).values()
    persons = re.findall(r"<loc>[^<]*/(nguoi/[^<]*)</loc>", told.decode())
    assert "nguoi/index.html" in persons and f"{HA}.html" not in persons
    assert [each for each in persons if each.startswith(f"{HA}/nhac-den-")]


def test_pages_of_persons_bear_noindex_and_others_do_not(sample_site: Path) -> None:
    def indexed(path: Path) -> bool:
        return 'name="robots" content="noindex"' not in path.read_text("utf-8")

    persons = [path for path in (sample_site / "nguoi").glob("*.html") if path.name != "index.html"]
    assert persons and not any(map(indexed, persons))
    assert indexed(sample_site / "nguoi/index.html") and indexed(sample_site / "index.html")
    assert all(map(indexed, (sample_site / "van-ban").glob("*.html")))


# --- what is masked -----------------------------------------------------------------------------------


def with_phones(folder: Path, audience: str) -> Path:
    """Return a content folder with a telephone number in a text and in a parsed document."""
    plain = PAPER.format(number=3, mark="", phone=PHONE)
    written(folder, {"portal.yml": f"audience: {audience}\n", "documents/plain.txt": plain})
    (folder.parent / "paper.txt").write_text(PAPER.format(number=4, mark="", phone=PHONE), "utf-8")
    return written(folder, {"documents/parsed.json": pipeline.parse_file(folder.parent / "paper.txt")})


@pytest.mark.parametrize("setting", ["", "mask", "show"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_masked_is_in_no_output(setting: str, audience: str, tmp_path: Path, build: Build) -> None:
    content = with_phones(tmp_path / "content", audience)
    if setting:
        (content / "portal.yml").write_text(f"audience: {audience}\npersonal_data: {setting}\n", "utf-8")
    report, folder = build(content)
    assert report.documents == 3
    hidden = setting == "mask" or (not setting and audience == "public")
    assert naming(folder, PHONE) == (set() if hidden else {"PAGES", "SEARCH", "OPEN_DATA"})
    assert any(PHONE.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()) != hidden
    told = [each for each in report.diagnostics if each.code == "personal_data"]
    assert len(told) == 2 and not any(PHONE in str(each) + each.text for each in told)

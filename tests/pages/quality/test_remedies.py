"""Data quality: every kind of warning has a remedy, its file takes the line, no code is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml

from generator.curation import reference, registry
from generator.curation.keys import Form
from generator.derive.catalog import Catalog, catalog
from generator.model import Diagnostic, DiagnosticCode, Portal
from generator.model.frozen import replace
from generator.model.history import Measured
from generator.pages import drawn
from generator.pages.frame import labels
from generator.pages.kinds import quality
from generator.pages.kinds.quality import coverage, remedies, trend, warnings
from tests.support import factories

FORMS: dict[str, Form] = {file.name: file.form for file in reference.FILES}
CODES = {code.value for code in DiagnosticCode}


def found() -> Catalog:
    """Return the papers of the factories."""
    return catalog(factories.lam_giang(), Portal(persons="all"))


def form_of(file: str) -> Form:
    """Return the record that stands in a file."""
    return FORMS["TÊN-TỆP.meta.yml"] if file.endswith(remedies.SIDE) else FORMS[file]


# --- remedies ------------------------------------------------------------------------------------


def test_every_kind_of_warning_has_a_remedy() -> None:
    assert set(remedies.REMEDIES) == set(DiagnosticCode)


@pytest.mark.parametrize("code", DiagnosticCode)
def test_a_remedy_is_a_sentence_whose_line_its_file_takes(code: DiagnosticCode) -> None:
    remedy, papers = remedies.REMEDIES[code], found()
    assert remedy.words.endswith(".") and not any(other in remedy.words for other in CODES if "_" in other)
    record = next(iter(papers.records.values()))
    words = record.cited[0].span.of(record.document.text)
    line = record.document.line_of(record.cited[0].span.start)
    for text in ("", words):
        put = remedies.put(papers, Diagnostic(code, "x", record.document.source.path, line, text), record)
        assert bool(put.file) == bool(put.line)
        if not put.line or put.file == remedies.MACHINE:
            continue
        written = yaml.safe_load(put.line)
        assert isinstance(written, list) == put.line.startswith("- ")
        (entry,) = written if isinstance(written, list) else [written]
        assert set(entry) <= {key.name for key in form_of(put.file).keys}
        assert put.item == put.line.removeprefix("- ")


def test_a_line_that_is_pasted_without_the_facts_says_nothing(tmp_path: Path) -> None:
    papers = found()
    record = next(iter(papers.records.values()))
    told = Diagnostic(DiagnosticCode.MISSING_HEADER, "x", record.document.source.path, 1)
    put = remedies.put(papers, told, record)
    file = record.document.source.path.removeprefix("documents/")
    assert put.line == f'- {{file: "{file}", issuer: , number: }}'
    (tmp_path / "documents.yml").write_text(put.line, "utf-8")
    (stated,) = registry.load(tmp_path).documents
    assert (stated.number, stated.issuer) == (None, None)


def test_a_citation_gets_the_line_of_its_number_and_the_paper_its_own() -> None:
    papers = found()
    record = next(each for each in papers.records.values() if any(one.entity and one.key for one in each.cited))
    one = next(each for each in record.cited if each.entity and each.key)
    path, line = record.document.source.path, record.document.line_of(one.span.start)
    text = " ".join(one.span.of(record.document.text).split())
    cited = remedies.put(papers, Diagnostic(DiagnosticCode.MISSING_DATE, "x", path, line, text), record)
    assert cited.file == remedies.WORKS and yaml.safe_load(cited.line)[0]["number"] == one.key
    own = remedies.put(papers, Diagnostic(DiagnosticCode.MISSING_DATE, "x", path, 1, "ngày tháng 6"), record)
    assert own.file == remedies.DOCUMENTS and "issued: " in own.line
    suspect = Diagnostic(DiagnosticCode.CITATION_SUSPECT, "x", path, line, text)
    assert yaml.safe_load(remedies.put(papers, suspect, record).line)[0]["number"] == one.key


def test_a_hostile_path_stays_a_path_in_its_line() -> None:
    papers = found()
    record = next(iter(papers.records.values()))
    for name in ('a", number: "1/QĐ', "a}\n- b", "x: [y", "{{ z }}", "'"):
        path = f"documents/{name}.txt"
        put = remedies.put(papers, Diagnostic(DiagnosticCode.MISSING_NUMBER, "x", path, 1), record)
        assert yaml.safe_load(put.line) == [{"file": f"{name}.txt", "number": None}]
        assert "<" not in remedies.copied(put).replace("<small>", "").replace("</small>", "").replace(
            "<br>", ""
        ).replace("</code>", "").replace("<code data-vk-copy=", "")


# --- the page --------------------------------------------------------------------------------------


def words_of(page: Path) -> str:
    """Return what a reader sees of a page."""
    tree: Any = lxml.html.fromstring(page.read_text("utf-8"))
    for hidden in tree.xpath("//script | //style"):
        hidden.drop_tree()
    return str(tree.xpath("string(//article)"))


def test_no_raw_code_is_shown(each_site: Path) -> None:
    pages = [each_site / "chat-luong.html", *(each_site / "chat-luong").glob("*.html")]
    pages += [*(each_site / "van-ban").glob("*.html"), *(each_site / "so-hieu").glob("theo-chua-co*.html")]
    assert len(pages) > 5
    codes = re.compile(rf"\b(?:{'|'.join(code for code in CODES if '_' in code)})\b")
    for page in pages:
        assert not codes.search(words_of(page)), page.name


def test_each_kind_says_how_many_and_what_to_do() -> None:
    papers = found()
    page = drawn(papers, next(quality.pages(papers)))
    kinds = warnings.by_kind(papers)
    assert kinds
    for code, rows in kinds.items():
        title = labels.WARNINGS[code]
        assert f"{title}: {len(rows)} chỗ" in page.markdown
        assert f"]({'#k-loai-'}" in page.markdown and f"[{title}](#k-loai-" in page.markdown
    assert page.markdown.count("<strong>Cách xử lý:</strong>") >= len(kinds)


def test_how_much_of_a_paper_is_understood() -> None:
    papers = found()
    for record in papers.records.values():
        row = coverage.coverage(papers, record)
        assert all(0 <= part <= whole for part, whole in row.shares)
        assert row.citations[1] == sum(1 for each in record.cited if each.key)
        assert row.tasks == (sum(1 for each in record.tasks if each.assignees or each.group), len(record.tasks))
    whole = max(papers.records.values(), key=lambda each: bool(each.document.header.number))
    bare = replace(whole, document=replace(whole.document, header=replace(whole.document.header, number=None)))
    assert coverage.coverage(papers, bare).head[0] == coverage.coverage(papers, whole).head[0] - 1


def test_figures_of_former_builds_are_told_the_latest_first() -> None:
    papers = found()
    now = trend.measure(papers, 3)
    assert (now.papers, now.missing) == (
        len(papers.records),
        sum(1 for each in papers.works.values() if not each.held_as),
    )
    place = "chat-luong/dien-bien.md", "[Chất lượng dữ liệu](../chat-luong.md)"
    assert "Chưa có lần nào." in trend.page(papers, *place).markdown
    shown = trend.page(replace(papers, measured=(now, Measured(2, 1, 44, 3, 2, 1))), *place).markdown
    assert shown.index("| 3 |") < shown.index("| 2 | 1 | 44 | 3 | 2 | 1 |")

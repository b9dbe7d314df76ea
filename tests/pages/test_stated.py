"""What the archivist states, on the pages and in the open data of the sample: always with its line of the registry."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from generator import pipeline
from generator.curation import reference
from generator.curation.portal import open_content
from generator.derive.catalog import Catalog, catalog
from generator.disclosure import Output, told
from generator.model import Diagnostic, DiagnosticCode
from generator.model.frozen import replace
from generator.pages import pages
from generator.publish.open_data import tables
from tests.support.places import ROOT


@cache
def sample() -> Catalog:
    """Return the sample as its pages see it."""
    content = open_content(ROOT / "content")
    return catalog(pipeline.graph_of(content, {}, lambda *_: None), content.portal)


@cache
def shown() -> dict[str, str]:
    """Return the Markdown of each page."""
    return {page.path: page.markdown for page in pages(sample())}


@cache
def data(name: str) -> list[dict[str, Any]]:
    """Return the rows of a file of the open data."""
    return [json.loads(line) for line in tables(sample())[f"{name}.jsonl"].splitlines()]


def row(name: str, **wanted: str) -> dict[str, Any]:
    """Return the one row of the open data with these values."""
    (found,) = [each for each in data(name) if wanted.items() <= each.items()]
    return found


def test_a_title_bears_the_line_that_states_it() -> None:
    page = shown()["so-hieu/152-bc-bdt-lam-giang-2023.md"]
    line = "| Trích yếu | về sơ kết Phong trào thi đua “Dân vận khéo” <small>(theo danh bạ (registry/decisions.yml:4), "
    assert line in page
    work = row("entities", key="152/BC-BDT")
    assert work["stated"]["title"]["registry"] == "registry/decisions.yml:4"


def test_an_effect_is_the_archivist_s_and_no_paper_s() -> None:
    page = shown()["so-hieu/18-2011-qd-ttg.md"]
    by = "[Quyết định số 12/2018/QĐ-TTg](12-2018-qd-ttg.md)"
    assert "Hiệu lực: bị thay thế, theo danh bạ" in page
    assert f"| Hiệu lực | Bị thay thế bởi {by} <small>(theo danh bạ (registry/decisions.yml:10), " in page
    (effect,) = row("entities", key="18/2011/QĐ-TTg")["effects"]
    assert (effect["basis"], effect["document"], effect["by"]) == ("registry", None, "so-hieu/12-2018-qd-ttg")
    assert effect["registry"] == "registry/decisions.yml:10"


def test_a_number_that_nobody_bears_has_no_page_and_is_listed() -> None:
    assert not [path for path in shown() if path.startswith("so-hieu/97-bc-bdt")]
    assert row("mentions", key="97/BC-BDT")["entity"] is None
    assert "Không có văn bản số 97/BC-BDT, theo danh bạ (registry/decisions.yml:16)" in shown()["chat-luong.md"]


def test_a_false_task_is_on_no_page_and_in_no_file() -> None:
    words = "liên kết trồng quế"
    assert not [each for each in data("tasks") if words in each["text"]]
    assert not [path for path, markdown in shown().items() if words in markdown and not path.startswith("van-ban/")]


def test_a_stated_office_bears_its_line_and_its_days() -> None:
    page = shown()["nguoi/hoang-van-thien.md"]
    agency = "[UBND tỉnh Lam Giang](../co-quan/ubnd-tinh-lam-giang.md)"
    assert f"| Phó Chủ tịch | {agency} | từ 02/2024 | theo danh bạ (registry/persons.yml:46)<br>" in page
    roles = row("entities", id="nguoi/hoang-van-thien")["roles"]
    assert [each.get("registry") for each in roles] == ["registry/persons.yml:42", "registry/persons.yml:46"]


def test_what_approved_a_policy_bears_its_line() -> None:
    page = shown()["chinh-sach/de-an-nguoi-co-uy-tin-lam-giang.md"]
    assert (
        "| Văn bản phê duyệt | [Quyết định số 1120/QĐ-UBND]" in page and "theo danh bạ (registry/policies.yml:" in page
    )


def test_the_reference_has_every_key() -> None:
    page = shown()["huong-dan-danh-ba.md"]
    for file in reference.FILES:
        assert file.name.replace("_", "&#95;") in page
        for path, key in reference.every_key(file.form):
            cell = f"<code>{path.replace('_', '&#95;')}</code>"
            assert f"| {cell} |" in page or f">{cell}</td>" in page, (file.name, key.name)  # the rest is in a fold
    assert "(huong-dan-danh-ba.md)" in shown()["chat-luong.md"]


def test_an_idle_line_is_told_at_the_command_line_alone() -> None:
    """Its sentence may name a file that stays inside."""
    idle = Diagnostic(DiagnosticCode.REGISTRY, "Tệp «mat.txt» không còn dòng này.", "registry/reject.yml", 1)
    graph = replace(sample().graph, diagnostics=(idle,))
    assert {output for output in Output if told(graph, output)} == {Output.COMMAND_LINE}

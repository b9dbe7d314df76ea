"""Side files by their names: each spelling counts, or holds back the papers that it may be meant for."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.curation import side_file
from generator.ingest import original
from generator.ingest.folder import read_folder
from generator.model import Diagnostic, KnownDocument

PAPERS = ("Bao_cao.txt", "khac/ke-hoach.txt")
COUNT = ("Bao_cao.txt.META.YML", "Bao_cao.txt.meta.yaml", "Bao_cao.Meta.Yml", "Bao_cao.txt.meta.yml.txt")
NEARLY = (
    *("bao_cao.meta.yml", "Bao cao.txt.meta.yml", "Báo cáo.meta.yaml", "Bao_cao.yml", "Bao_cao_meta.yml"),
    *("bao-cao.txt.yaml", "Bao_cao.metadata.yml", "Bao_cao.docx.meta.yml", "Bao_cao.txt.meta", "meta.yml", "META.YAML"),
    *("_meta.yml", "Bao_cao - meta.yml", "Bao_cao.tep-kem.yml"),
)


def folder(top: Path, side: str) -> Path:
    """Return a folder of papers with one side file that says `mật`."""
    for n, name in enumerate((*PAPERS, side)):
        path = top / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("secrecy: mật\n" if name == side else f"BÁO CÁO\nSố: {n}/BC-BDT\n", "utf-8")
    return top


@pytest.mark.parametrize("side", COUNT)
def test_a_side_file_counts_however_its_suffix_is_typed(tmp_path: Path, side: str) -> None:
    intake = read_folder(folder(tmp_path, side), tmp_path)
    assert [(each.file, each.secrecy is not None) for each in intake.known] == [("Bao_cao.txt", True)]


@pytest.mark.parametrize("side", NEARLY)
def test_what_may_be_a_side_file_holds_its_paper_back(tmp_path: Path, side: str) -> None:
    intake = read_folder(folder(tmp_path, side), tmp_path)
    assert "Bao_cao.txt" not in {original(source).path for source in intake.sources}
    assert {"held_back", "side_file"} <= {
        each.code for each in intake.diagnostics if each.path in (side, "Bao_cao.txt")
    }
    assert ("khac/ke-hoach.txt" in {original(source).path for source in intake.sources}) == (
        side.lower().lstrip("_")[:4] != "meta"
    )


def test_a_strange_yaml_file_holds_nothing_back(tmp_path: Path) -> None:
    intake = read_folder(folder(tmp_path, "mkdocs.yml"), tmp_path)
    assert {original(source).path for source in intake.sources} == set(PAPERS)
    assert {each.code for each in intake.diagnostics if each.path == "mkdocs.yml"} == {"skipped"}


DATES = {
    "05/07/2023": "2023-07-05",
    "5/7/2023": "2023-07-05",
    "05.07.2023": "2023-07-05",
    "'05-07-2023'": "2023-07-05",
    "07/2023": "2023-07",
    "2023-07-05": "2023-07-05",
    "2023-07": "2023-07",
    "2023": "2023",
}
NO_DATES = ("31/02/2023", "07/25/2023", "00/07/2023", "2023/07/05", "5/7/23", "2023-7-5", "ngày 5 tháng 7")


@pytest.mark.parametrize("written", DATES)
def test_a_date_is_read_as_papers_and_as_machines_write_it(tmp_path: Path, written: str) -> None:
    (tmp_path / "a.meta.yml").write_text(f"title: Thử\nissued: {written}\n", "utf-8")
    known = side_file.read(tmp_path / "a.meta.yml", "a.meta.yml")
    assert isinstance(known, KnownDocument) and str(known.issued) == DATES[written]


@pytest.mark.parametrize("written", NO_DATES)
def test_what_is_no_date_is_told_with_its_line(tmp_path: Path, written: str) -> None:
    (tmp_path / "a.meta.yml").write_text(f"title: Thử\nissued: {written}\n", "utf-8")
    told = side_file.read(tmp_path / "a.meta.yml", "documents/a.meta.yml")
    assert isinstance(told, Diagnostic)
    assert (told.path, told.line) == ("documents/a.meta.yml", 2) and f"«{written}» không phải ngày" in told.message

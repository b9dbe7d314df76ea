"""Papers that claim to be the same, and parses that no calendar knows."""

from __future__ import annotations

import json
from pathlib import Path

from generator import pipeline, vocab
from generator.curation.portal import open_content
from generator.ingest import read
from generator.link import link
from generator.model import Diagnostic, DiagnosticCode, Document, Portal, Registry
from generator.model.frozen import replace
from tests.support.views import parsed

PAPER = """UBND TỈNH LAM GIANG
BAN DÂN TỘC
Số: 15/QĐ-BDT
Lam Giang, ngày 05 tháng 02 năm 2020

QUYẾT ĐỊNH
Về việc {what}

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;

Điều 1. Ban hành kèm theo Quyết định này {what}.

TRƯỞNG BAN

Hoàng Văn Thiện
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_of_two_papers_with_one_number_the_first_is_linked_and_the_other_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, a=PAPER.format(what="quy chế làm việc"), b=PAPER.format(what="quy chế chi tiêu"))
    for name in ("a", "b"):
        (folder / f"{name}.txt.meta.yml").write_text("keep: true\n", "utf-8")
    graph = pipeline.graph_of(open_content(folder), {}, lambda *_: None)
    assert len(graph.records) == 2
    assert [bool(record.work) for record in graph.records].count(True) == 1
    assert [w.code for w in graph.diagnostics].count(DiagnosticCode.DUPLICATE) == 1


def test_papers_whose_digests_begin_alike_keep_a_page_each() -> None:
    one, two = (parsed(PAPER.format(what="quy chế").replace("15/QĐ", f"{number}/QĐ")) for number in (15, 16))
    digests = ("abcdef" + "0" * 58, "abcdef" + "1" * 58)
    twins = [
        replace(d, source=replace(d.source, path=f"{digest[-1]}.txt", digest=digest))
        for d, digest in zip((one, two), digests, strict=True)
    ]
    graph = link(twins, Registry(), vocab.load(), Portal(), {})
    assert len({record.id for record in graph.records}) == 2


def test_a_date_that_no_calendar_has_is_a_bad_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAPER.format(what="quy chế làm việc"), "utf-8")
    data = json.loads(pipeline.parse_file(tmp_path / "a.txt"))
    data["header"]["issued"] = {"year": 2020, "month": 13, "day": None}
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.json").write_text(json.dumps(data), "utf-8")
    told = read(tmp_path / "a.json", "a.json")
    assert isinstance(told, Diagnostic) and not isinstance(told, Document)
    assert told.code == "bad_document" and "lịch" in told.message

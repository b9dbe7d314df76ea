"""Gates, copies and side files: what stays inside, what is published once, what the archivist states."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import pipeline, rebuild
from generator.curation.portal import open_content
from generator.link import admission
from generator.model import Diagnostic, Graph, KnownDocument, Portal
from tests.support.views import parsed

HEAD = """UBND TỈNH LAM GIANG        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BAN DÂN TỘC                Độc lập - Tự do - Hạnh phúc
Số: 47/BC-BDT              Lam Giang, ngày 05 tháng 6 năm 2023
"""
BODY = """
BÁO CÁO
Kết quả công tác dân tộc

Sáu tháng qua tình hình ổn định tại bản Pá Khôm.

TRƯỞNG BAN
Hoàng Văn Thiện
"""
SECRET = "Chuyện riêng của kho số bảy"
OTHER = HEAD.replace("47/BC", "48/BC") + BODY


def graph(folder: Path, files: Mapping[str, str | bytes]) -> Graph:
    """Return the graph of a content folder with these files."""
    for name, written in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written if isinstance(written, bytes) else written.encode())
    return pipeline.graph_of(open_content(folder), {}, lambda stage, done, total: None)


def told(found: Graph, code: str) -> list[Diagnostic]:
    """Return the diagnostics of a code."""
    return [each for each in found.diagnostics if each.code == code]


# --- secrecy ---------------------------------------------------------------------------------------

MARKED = [
    "MẬT\n" + HEAD + BODY,
    "TUYỆT MẬT\n" + HEAD + BODY,
    HEAD + "TỐI MẬT\n" + BODY,
    HEAD.replace("BAN DÂN TỘC     ", "BAN DÂN TỘC MẬT ") + BODY,
    HEAD + "Độ mật: Mật\n" + BODY,
    "**TỐI MẬT**\n" + HEAD + BODY,
    HEAD + "| MẬT |\n" + BODY,
    HEAD.replace("47/BC-BDT   ", "47/BC-BDT MẬT\n") + BODY,
]


@pytest.mark.parametrize("text", MARKED)
@pytest.mark.parametrize("audience", ["public", "intranet"])
def test_a_mark_of_secrecy_keeps_a_document_inside(text: str, audience: str) -> None:
    portal = Portal(audience=audience)  # type: ignore[arg-type]
    kept, refused = admission.admitted([parsed(text)], {}, portal)
    assert not kept and [each.code for each in refused] == ["secret"] and refused[0].text == ""


@pytest.mark.parametrize(
    "text",
    [
        HEAD + BODY,
        HEAD + BODY.replace("công tác dân tộc", "công tác bảo vệ bí mật nhà nước"),
        HEAD + BODY.replace("Kết quả công tác dân tộc", "VỀ CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC"),
        HEAD + BODY.replace("Sáu tháng", "Mật độ dân số thấp. Mật khẩu được đổi. Sáu tháng"),
    ],
)
def test_a_paper_about_secrets_is_no_secret(text: str) -> None:
    kept, refused = admission.admitted([parsed(text)], {}, Portal())
    assert kept and not refused


def test_internal_papers_are_for_an_intranet_only() -> None:
    document = parsed(HEAD + "LƯU HÀNH NỘI BỘ\n" + BODY)
    kept, refused = admission.admitted([document], {}, Portal())
    assert not kept and [each.code for each in refused] == ["internal"]
    kept, refused = admission.admitted([document], {}, Portal(audience="intranet"))
    assert kept and not refused


@pytest.mark.parametrize(
    ("form", "codes"),
    [
        ("☑ Thường\n☐ Mật\n☐ Tối mật\n", []),
        ("☐ Thường\n☑ Mật\n☐ Tối mật\n", ["secret"]),
        ("Thường ☑    Mật ☐\n", []),
        ("Thường ☐    Mật ☑\n", ["secret"]),
        ("Độ mật:\n[x] Thường\n[ ] Mật\n", []),
        ("☐ Thường\n☐ Mật\n", ["doubtful_mark"]),
        ("Độ mật: -\n", []),
    ],
)
def test_of_a_form_with_boxes_what_was_ticked_counts(form: str, codes: list[str]) -> None:
    _, refused = admission.admitted([parsed(form + HEAD + BODY)], {}, Portal())
    assert [each.code for each in refused] == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("[Dấu: MẬT]", ["doubtful_mark"]),
        ("(Con dấu: TỐI MẬT)", ["doubtful_mark"]),
        ("DỰ THẢO (MẬT)", ["doubtful_mark"]),
        ("[Dấu: UBND tỉnh]", []),
        ("[Dấu: ĐÃ THU]", []),
        ("Mẫu dấu: MẬT", []),
        ("(dấu mật)", []),
    ],
)
def test_a_stamp_far_down_that_was_typed_off(line: str, codes: list[str]) -> None:
    far = "\n".join(f"Đoạn thứ {n} kể việc của bản Pá Khôm trong sáu tháng qua." for n in range(60))
    text = HEAD + BODY.replace("\n\nTRƯỞNG", f"\n{far}\n{line}\n{far}\n\nTRƯỞNG")
    _, refused = admission.admitted([parsed(text)], {}, Portal())
    assert [each.code for each in refused] == codes


@pytest.mark.parametrize("mark", ["MÂT\n", "TOI MAT\n", "- TUYỆT MẬT;\n"])
def test_what_may_be_a_mark_waits_for_the_archivist(mark: str) -> None:
    document = parsed(mark + HEAD + BODY)
    kept, refused = admission.admitted([document], {}, Portal(audience="intranet"))
    assert not kept and [each.code for each in refused] == ["doubtful_mark"] and "release: true" in refused[0].message
    released = {document.source.path: KnownDocument(document.source.path, release=True)}
    assert admission.admitted([document], released, Portal())[0]


def test_a_draft_is_for_an_intranet_until_it_is_released() -> None:
    document = parsed("DỰ THẢO LẦN 2\n" + HEAD + BODY)
    kept, refused = admission.admitted([document], {}, Portal())
    assert not kept and [each.code for each in refused] == ["draft"]
    assert admission.admitted([document], {}, Portal(audience="intranet"))[0]
    released = {document.source.path: KnownDocument(document.source.path, release=True)}
    assert admission.admitted([document], released, Portal())[0]


def test_a_release_does_not_free_what_is_marked_for_certain() -> None:
    document = parsed("MẬT\n" + HEAD + BODY)
    released = {document.source.path: KnownDocument(document.source.path, release=True)}
    assert not admission.admitted([document], released, Portal(audience="intranet"))[0]


def test_a_mark_that_stands_upright_counts() -> None:
    assert not admission.admitted([parsed("M\n\nẬ\n\nT\n\n" + HEAD + BODY)], {}, Portal())[0]


def test_nothing_of_a_refused_document_reaches_any_output(tmp_path: Path) -> None:
    content = tmp_path / "content"
    graph(
        content,
        {
            "documents/a.txt": "MẬT\n" + HEAD + BODY.replace("Sáu tháng", SECRET),
            "documents/b.txt": OTHER,
            "documents/tep-mat.txt": HEAD.replace("47/", "49/") + BODY.replace("Sáu tháng", SECRET),
            "documents/tep-mat.txt.meta.yml": "secrecy: tối mật\n",
            "documents/d.txt": HEAD.replace("47/", "50/") + BODY.replace("Sáu tháng", SECRET),
            "documents/d.txt.meta.yml": "secrecy: tối mạt\n",
        },
    )
    site, build = tmp_path / "site", tmp_path / "build"
    report = rebuild.rebuild(open_content(content), site, build, lambda stage, done, total: None)
    assert report.documents == 1
    assert {each.path for each in report.diagnostics if each.code == "secret"} == {
        "documents/a.txt",
        "documents/tep-mat.txt",
    }
    words = (
        SECRET.encode(),
        SECRET.encode("unicode_escape"),
        b"47/BC-BDT",
        b"49/BC-BDT",
        b"50/BC-BDT",
        b"a.txt",
        b"tep-mat.txt",
    )
    for path in [*site.rglob("*"), *build.rglob("*")]:
        if path.is_file():
            data = path.read_bytes()
            assert not any(word in data for word in words), path
    assert not any(SECRET in str(each) + each.text for each in report.diagnostics)


# --- side files ------------------------------------------------------------------------------------


def test_a_side_file_states_and_corrects(tmp_path: Path) -> None:
    found = graph(
        tmp_path,
        {
            "documents/a.txt": HEAD + BODY,
            "documents/a.meta.yml": "number: 74/BC-BDT\nissued: 2023-06-15\nissuer: Sở Nội vụ tỉnh Lam Giang\n",
        },
    )
    (record,) = found.records
    header = record.document.header
    assert header.number is not None and (header.number.key, str(header.issued)) == ("74/BC-BDT", "2023-06-15")
    assert record.issuer == "co-quan/so-noi-vu-tinh-lam-giang"
    assert record.supplied == ("number", "issued", "issuer")
    assert len(told(found, "corrected")) == 2


@pytest.mark.parametrize(
    ("side", "line", "words"),
    [
        ("numer: 1\n", 1, "«numer»"),
        ("number: 74/BC-BDT\nissued: 31/02/2023\n", 2, "«31/02/2023»"),
        ("secrecy: bí mật\n", 1, "tuyệt mật"),
        ("- a\n", 1, "khóa: giá trị"),
    ],
)
def test_a_broken_side_file_holds_its_document_back(tmp_path: Path, side: str, line: int, words: str) -> None:
    found = graph(
        tmp_path, {"documents/a.txt": HEAD + BODY, "documents/b.txt": OTHER, "documents/a.txt.meta.yml": side}
    )
    assert [record.document.source.path for record in found.records] == ["documents/b.txt"]
    (wrong,) = told(found, "side_file")
    assert (wrong.path, wrong.line) == ("documents/a.txt.meta.yml", line) and words in wrong.message
    assert [each.path for each in told(found, "held_back")] == ["documents/a.txt"]


def test_a_side_file_without_its_document_is_told(tmp_path: Path) -> None:
    found = graph(tmp_path, {"documents/a.txt": HEAD + BODY, "documents/b.meta.yml": "number: 1/BC-BDT\n"})
    assert [each.path for each in told(found, "side_file")] == ["documents/b.meta.yml"]


def test_a_number_and_type_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    found = graph(tmp_path, {"documents/a.txt": BODY, "documents/a.meta.yml": "number: bảy\ntype: tờ giấy\n"})
    assert [each.path for each in told(found, "side_file")] == ["documents/a.txt"] * 2


# --- copies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("side", "kept"), [("", "b"), ("keep: true\n", "a")])
def test_of_two_files_of_one_paper_one_is_published(tmp_path: Path, side: str, kept: str) -> None:
    files = {
        "documents/a.txt": HEAD + BODY,
        "documents/b.txt": HEAD + BODY + "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n",
        "documents/a.txt.meta.yml": side,
    }
    found = graph(tmp_path, files)
    assert [record.document.source.path for record in found.records] == [f"documents/{kept}.txt"]
    assert len(told(found, "duplicate")) == 1 and f"documents/{kept}.txt" in told(found, "duplicate")[0].message


def test_the_same_words_without_a_number_are_one_paper(tmp_path: Path) -> None:
    found = graph(tmp_path, {"documents/a.txt": BODY, "documents/b.txt": BODY.replace("\n", "\n\n")})
    assert len(found.records) == 1 and len(told(found, "duplicate")) == 1


def test_one_number_on_two_days_is_two_papers(tmp_path: Path) -> None:
    other = (HEAD + BODY).replace("05 tháng 6", "06 tháng 6")
    found = graph(tmp_path, {"documents/a.txt": HEAD + BODY, "documents/b.txt": other})
    assert len(found.records) == 2


@pytest.mark.parametrize("marked", ["a", "b"])
@pytest.mark.parametrize("other", [HEAD + BODY, HEAD + BODY + "\nNơi nhận:\n- Lưu: VT.\n"])
def test_a_copy_of_what_stays_inside_stays_inside(tmp_path: Path, marked: str, other: str) -> None:
    free = "b" if marked == "a" else "a"
    files = {
        f"documents/{marked}.txt": HEAD + BODY,
        f"documents/{marked}.txt.meta.yml": "secrecy: mật\n",
        f"documents/{free}.txt": other,
        "documents/c.txt": OTHER,
    }
    assert [record.document.source.path for record in graph(tmp_path, files).records] == ["documents/c.txt"]


# --- drafts, releases and what says that a paper is secret no more ------------------------------------


@pytest.mark.parametrize(
    ("audience", "side", "shown"),
    [("public", "", False), ("public", "release: true\n", True), ("intranet", "", True)],
)
def test_a_draft_that_is_shown_says_so(tmp_path: Path, audience: str, side: str, shown: bool) -> None:
    written = {
        "documents/a.md": '<div title="khung">DRAFT</div>\n\n' + HEAD + BODY,
        "documents/a.md.meta.yml": side,
        "documents/b.txt": OTHER,
        "portal.yml": f"name: Thử\naudience: {audience}\n",
    }
    found = graph(tmp_path, written)
    drafts = {record.document.source.path: record.draft for record in found.records}
    assert drafts == {"documents/b.txt": False, **({"documents/a.md": True} if shown else {})}
    assert bool(told(found, "draft")) != shown


def test_a_paper_that_is_declassified_waits_for_the_archivist() -> None:
    document = parsed("MẬT\n" + HEAD + "GIẢI MẬT\nTừ ngày: 12/3/2024\n" + BODY)
    kept, refused = admission.admitted([document], {}, Portal())
    assert not kept and [each.code for each in refused] == ["doubtful_mark"]
    released = {document.source.path: KnownDocument(document.source.path, release=True)}
    assert admission.admitted([document], released, Portal())[0]


def test_a_doubt_is_told_with_its_line() -> None:
    (refused,) = admission.admitted([parsed(HEAD + "MÂT\n" + BODY)], {}, Portal())[1]
    assert refused.line == 4


@pytest.mark.parametrize("side", ["", "release: true\n"])
def test_a_release_of_a_message_is_that_of_what_it_carries(tmp_path: Path, side: str) -> None:
    message = "From: a@b.example\nSubject: [MAT] Bao cao\nContent-Type: text/plain; charset=utf-8\n\n" + HEAD + BODY
    found = graph(tmp_path, {"documents/a.eml": message, "documents/b.txt": OTHER, "documents/a.eml.meta.yml": side})
    assert (len(found.records) == 2) == bool(side)


def test_what_a_portal_states_holds_though_the_archivist_states_something_else(tmp_path: Path) -> None:
    dump = (
        '[{"so_hieu": "47/BC-BDT", "do_mat": "Mật", "trich_yeu": "Báo cáo", "noi_dung": "Nội dung của bản Pá Khôm."}]'
    )
    entry = "- file: a.json/noi-dung.txt\n  title: Báo cáo quý\n"
    files = {"documents/a.json": dump, "documents/b.txt": OTHER, "registry/documents.yml": entry}
    found = graph(tmp_path, files)
    assert [each.path for each in told(found, "doubtful_mark")] == ["documents/a.json/noi-dung.txt"]

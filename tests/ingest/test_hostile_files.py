"""Hostile and odd files: bounded in time and memory, a clear line each, and nothing else lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import ingest, pipeline
from generator.curation.portal import open_content
from generator.errors import VankhoError
from generator.ingest import bundles
from generator.ingest.contract import USUAL
from generator.ingest.folder import read_folder
from generator.ingest.kinds import kind_of
from generator.model import Diagnostic, Limits, Mark
from generator.pages import hand_written

GOOD = "BÁO CÁO\nKết quả công tác dân tộc\nTình hình ổn định."


def folder(path: Path, **files: bytes) -> Path:
    """Return a folder with a good document and the given files (`_` for the dot of the suffix)."""
    (path / "tot.txt").write_text(GOOD, encoding="utf-8")
    for name, data in files.items():
        (path / name.replace("_", ".")).write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", sorted(ingest.READERS))
def test_an_empty_file_is_told_and_nothing_else_lost(tmp_path: Path, suffix: str) -> None:
    intake = read_folder(folder(tmp_path, **{f"a{suffix.replace('.', '_')}": b""}), tmp_path)
    assert [ingest.original(source).path for source in intake.sources] == ["tot.txt"]
    assert [told.path for told in intake.diagnostics] == [f"a{suffix}"] and len(intake.diagnostics[0].message) > 20


def test_two_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    with (folder(tmp_path) / "to.txt").open("wb") as file:
        file.truncate(200_000_000)
    begun = time.process_time()
    intake = read_folder(tmp_path, tmp_path)
    assert time.process_time() - begun < 1
    assert [(told.path, told.code) for told in intake.diagnostics] == [("to.txt", "too_large")]
    assert "file_mb" in intake.diagnostics[0].message and len(intake.sources) == 1


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    intake = read_folder(folder(tmp_path, dai_txt="Dân tộc. ".encode() * 2_000_000), tmp_path)
    assert [(told.path, told.code) for told in intake.diagnostics] == [("dai.txt", "too_large")]
    assert "text_mb" in intake.diagnostics[0].message


def test_names_of_all_kinds(tmp_path: Path) -> None:
    names = ["Báo cáo tháng 6.txt", "a b\tc.txt", "xuống\ndòng.txt", "$(rm -rf).txt", "'\";--.txt", "..txt.txt"]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"{GOOD} Lần {number}.", encoding="utf-8")
    found = [ingest.original(source).path for source in read_folder(tmp_path, tmp_path).sources]
    assert len(found) == len([name for name in names if not name.startswith(".")])
    assert not any(char in name for name in found for char in "\n\t")


def test_a_folder_that_leads_to_itself_is_read_once(tmp_path: Path) -> None:
    inner = tmp_path / "trong"
    inner.mkdir()
    os.symlink(tmp_path, inner / "vong")
    assert len(read_folder(folder(tmp_path), tmp_path).sources) == 1


# --- what is written beside papers ------------------------------------------------------------------


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _deep(path: Path) -> None:
    path.write_text("[" * 100_000, encoding="utf-8")


def _deep_down(path: Path) -> None:
    path.write_text("- " * 100_000, encoding="utf-8")


def _outside(path: Path) -> None:
    real = path.parent.parent / "ngoai.yml"
    real.write_text("secrecy: secret\n", encoding="utf-8")
    path.symlink_to(real)


def _lost(path: Path) -> None:
    path.symlink_to("khong-con.yml")


@pytest.mark.parametrize("name", ["bc.txt.meta.yml", "BC.meta.yml"])
@pytest.mark.parametrize("made", [_pipe, _deep, _deep_down, _outside, _lost])
def test_a_side_file_that_cannot_be_read_holds_its_paper_back(
    tmp_path: Path, name: str, made: Callable[[Path], None]
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    made(folder(content, bc_txt=f"{GOOD} Lần hai.".encode()) / name)
    intake = read_folder(content, content)
    assert [ingest.original(source).path for source in intake.sources] == ["tot.txt"]
    assert ("bc.txt", "held_back") in [(told.path, told.code) for told in intake.diagnostics]


def test_a_side_file_behind_a_link_that_stays_inside_counts(tmp_path: Path) -> None:
    folder(tmp_path, bc_txt=f"{GOOD} Lần hai.".encode(), ghi_yaml_txt=b"x")
    (tmp_path / "kho.dat").write_text("title: Tên khác\n", encoding="utf-8")
    (tmp_path / "bc.txt.meta.yml").symlink_to(tmp_path / "kho.dat")
    assert [known.title for known in read_folder(tmp_path, tmp_path).known] == ["Tên khác"]


@pytest.mark.parametrize("name", ["registry/suppress.yml", "registry/agencies.yml", "portal.yml", "trust/a.pem"])
def test_a_pipe_among_what_people_write_holds_nobody_up(tmp_path: Path, name: str) -> None:
    (tmp_path / "documents").mkdir()
    folder(tmp_path / "documents")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    os.mkfifo(tmp_path / name)
    with pytest.raises(VankhoError, match="không phải tệp thường"):
        pipeline.graph_of(open_content(tmp_path), {}, lambda *_: None)


@pytest.mark.parametrize("name", ["registry", "registry/suppress.yml"])
def test_a_registry_that_a_link_has_lost_stops_the_build(tmp_path: Path, name: str) -> None:
    (tmp_path / "documents").mkdir()
    folder(tmp_path / "documents")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).symlink_to(tmp_path / "khong-con")
    with pytest.raises(VankhoError, match="dẫn đến chỗ không còn"):
        pipeline.graph_of(open_content(tmp_path), {}, lambda *_: None)


def test_a_hand_written_page_lies_inside(tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.md"
    outside.write_text("# Ngoài\n", encoding="utf-8")
    pages = tmp_path / "content/pages"
    pages.mkdir(parents=True)
    (pages / "a.md").symlink_to(outside)
    assert hand_written.read(pages)[0].text
    with pytest.raises(VankhoError, match="dẫn ra ngoài"):
        hand_written.read(pages, within=True)
    (pages / "a.md").unlink()
    os.mkfifo(pages / "b.md")
    with pytest.raises(VankhoError, match="không phải tệp thường"):
        hand_written.read(pages)


@given(st.binary(max_size=2000), st.sampled_from(sorted(ingest.READERS)))
def test_any_bytes_under_any_name_are_read_or_told(data: bytes, suffix: str) -> None:
    found = ingest.READERS[kind_of(data, suffix)](data, f"a{suffix}", USUAL)
    assert not isinstance(found, Diagnostic) or found.message


# --- mail --------------------------------------------------------------------------------------------


def _nested(depth: int, lines: int) -> str:
    within = "".join(f"Content-Type: multipart/mixed; boundary=b{each}\n\n--b{each}\n" for each in range(depth))
    return f"Subject: a\n{within}{'--x' * 2}\n" + "--a\n" * lines


@pytest.mark.parametrize(
    "message",
    [
        _nested(900, 200_000),
        "Subject: a\nContent-Type: text/plain" + "; a*0=b" * 150_000 + "\n\nlời",
        'Subject: a\nContent-Type: text/plain; name="' + '\\"; ' * 250_000 + "\n\nlời",
        "".join(f"X-Secret-{each}: =?utf-8?q?a?=\n" for each in range(40_000)) + "\nlời",
        "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n"
        + "--b\nContent-Type: message/rfc822\n\nSubject: b\n\na\n" * 8_000,
    ],
)
def test_a_message_made_to_be_slow_is_opened_or_refused_in_time(message: str) -> None:
    begun = time.process_time()
    assert list(bundles.parts("thu.eml", message.encode(), ".eml", Limits()))
    assert time.process_time() - begun < 10


def test_a_message_forwarded_many_times_is_opened() -> None:
    found = list(bundles.parts("thu.eml", f"{_nested(40, 20)}lời".encode(), ".eml", Limits()))
    assert [each.name for each in found if isinstance(each, bundles.Part)] == ["thu.eml/noi-dung.txt"]


@pytest.mark.parametrize(
    "head",
    [
        "Sensitivity: Mật\nSensitivity: Thường\n",
        "Subject: Tài liệu mật\nSubject: Họp\n",
        "".join(f"X-Secret-{each}: a\n" for each in range(101)),
    ],
)
def test_no_label_of_a_message_hides_another(head: str) -> None:
    marks = [
        getattr(each, "stated", None) for each in bundles.parts("a.eml", f"{head}\nlời".encode(), ".eml", Limits())
    ]
    assert [each.secrecy for each in marks if each] == [Mark.DOUBTFUL]


def test_attached_messages_without_a_name_are_told_apart() -> None:
    attached = "--b\nContent-Type: message/rfc822\n\nSubject: b\n\nlời {}\n"
    inner = "".join(map(attached.format, range(3)))
    message = f"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n{inner}--b--\n"
    found = list(bundles.parts("a.eml", message.encode(), ".eml", Limits()))
    assert [each.name for each in found if isinstance(each, bundles.Part)] == [
        *(f"a.eml/thu-kem{number}.eml/noi-dung.txt" for number in ("", "-2", "-3")),
    ]

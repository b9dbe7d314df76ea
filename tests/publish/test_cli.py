"""The command line: what it does, prints and returns; no call of a user's ends in a traceback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import cli, ingest, parse, pipeline
from generator.model import Document
from generator.publish.kept import state
from generator.publish.writer import Folder
from generator.vocab import Vocab
from tests.support.places import CASES, ROOT

CONCLUSION = """\
UBND TỈNH LAM GIANG
BAN DÂN TỘC
Số: 15/KL-BDT
Lam Giang, ngày 22 tháng 01 năm 2021

KẾT LUẬN
Về công tác dân tộc quý I năm 2021

Căn cứ Quyết định số 414/QĐ-TTg ngày 12/4/2019 của Thủ tướng Chính phủ;
1. Giao Phòng Kế hoạch tổng hợp báo cáo trước ngày 15/02/2021.

TRƯỞNG BAN

Trần Văn Mẫn
"""
REPORT = """\
UBND TỈNH LAM GIANG
BAN DÂN TỘC
Số: 27/BC-BDT
Lam Giang, ngày 20 tháng 3 năm 2021

BÁO CÁO
Kết quả thực hiện Kết luận số 15/KL-BDT

Thực hiện Kết luận số 15/KL-BDT ngày 22/01/2021 của Ban Dân tộc, Ban Dân tộc báo cáo như sau:
1. Đã hỗ trợ 12 xã.

TRƯỞNG BAN

Trần Văn Mẫn
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with contents of several kinds, to be worked in."""
    texts = {
        "content/documents/2021/15-kl.txt": CONCLUSION,
        "content/documents/2021/27-bc.txt": REPORT,
        "content/registry/agencies.yml": "- name: Ban Dân tộc tỉnh Lam Giang\n  place: tỉnh Lam Giang\n",
        "content/portal.yml": "name: Kho thử\nhome_province: Lam Giang\nsample: true\n",
        "skipped/bang.dat": "II*",
        "file.txt": CONCLUSION,
        "built/index.html": "<p>xong</p>",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused() -> list[Any]:
    """Return the calls that are refused."""
    table = yaml.safe_load((CASES / "publish/cli.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["why"]) for case in table]


@pytest.mark.parametrize("case", refused())
def test_refused(case: dict[str, Any], place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = dict(Folder(place))
    assert cli.main(case["call"].replace("DIR", str(place)).split()) == 2
    captured = capsys.readouterr()
    assert (captured.out, untimed(captured.err).replace(str(place), "DIR")) == ("", case["told"])
    assert dict(Folder(place)) == before


def untimed(told: str) -> str:
    """Return what was told on stderr without the seconds of stages."""
    return re.sub(r" \(\d+,\d giây\)$", "", told, flags=re.MULTILINE)


def test_build(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = dict(Folder(place / "content"))
    assert cli.main(["build"]) == 0
    captured = capsys.readouterr()
    pages = captured.out.split()[3]
    assert untimed(captured.err).splitlines()[:9] == [
        "Đọc văn bản: xong", "Phân tích: 2", "Liên kết: xong", f"Viết trang: {pages}", "Lập chỉ mục: xong",
        "Ghi tệp: xong", f"Dựng HTML: {pages}", "Xếp trang web: xong",
        "Bước           giây  tỉ lệ  số lượng  mỗi giây",
    ]  # fmt: skip
    assert captured.out.startswith("2 văn bản, ")
    assert captured.out.endswith("0 tệp bỏ đi. Mở site/index.html để xem.\n")
    first = dict(Folder(place / "site"))
    assert {"index.html", "du-lieu/documents.jsonl", "assets/search/index.js"} <= first.keys()
    assert (place / ".build" / "site" / "state" / "slugs.json").is_file()
    assert dict(Folder(place / "content")) == documents
    stamps = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.name != ".vankho-lock"}
    assert cli.main(["build"]) == 0
    assert capsys.readouterr().out.startswith("Không có gì đổi từ lần dựng trước: 2 văn bản, ")
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert cli.main(["build", "--full", "--site", "other", "--build-dir", "work"]) == 0
    assert dict(Folder(place / "other")) == first


def test_a_file_on_which_the_program_fails_is_left_out_alone(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(data: bytes, name: str, tools: object) -> None:
        raise ValueError("words of a paper")

    monkeypatch.setattr(ingest, "READERS", {**ingest.READERS, ".html": fails})
    (place / "content/documents/hong.html").write_text("<p>a</p>")
    assert cli.main(["build"]) == 3
    captured = capsys.readouterr()
    (told,) = [line for line in captured.err.splitlines() if ": fault: " in line]
    assert told.startswith("documents/hong.html:1: fault: ") and "ValueError, test_cli.py:" in told
    assert "words of a paper" not in captured.err and captured.out.startswith("2 văn bản, ")


def test_a_paper_on_which_the_parser_fails_is_left_out_alone(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    step = parse.STEPS[0]

    def fails(document: Document, words: Vocab) -> Document:
        if "27-bc" in document.source.path:
            raise RecursionError
        return step(document, words)

    monkeypatch.setattr(parse, "STEPS", (fails, *parse.STEPS[1:]))
    assert cli.main(["build"]) == 3
    captured = capsys.readouterr()
    assert "documents/2021/27-bc.txt:1: fault: " in captured.err and captured.out.startswith("1 văn bản, ")


def test_a_document_that_goes_takes_its_page_with_it(place: Path) -> None:
    assert cli.main(["build"]) == 0
    first = set(Folder(place / "site"))
    (place / "content/documents/2021/27-bc.txt").unlink()
    assert cli.main(["build", "--accept-removals"]) == 0
    gone = sorted(first - set(Folder(place / "site")))
    assert [name for name in gone if name.startswith("van-ban/")]


def test_two_builds_of_one_site_do_not_mix(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with state.alone_in(place / "site"):
        assert cli.main(["build", "--build-dir", "other"]) == 2
    assert "một lần dựng khác đang chạy" in capsys.readouterr().err
    assert cli.main(["build", "--build-dir", "other"]) == 0


def test_papers_that_are_gone_all_at_once_keep_their_pages_until_that_is_confirmed(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build"]) == 0
    before = dict(Folder(place / "site"))
    (place / "content/documents/2021/27-bc.txt").rename(place / "away.txt")
    assert cli.main(["build"]) == 2
    assert "1 trong 2 văn bản" in (told := capsys.readouterr().err) and "--accept-removals" in told
    assert dict(Folder(place / "site")) == before
    (place / "away.txt").rename(place / "content/documents/bao-cao.txt")  # moved, not gone
    assert cli.main(["build"]) == 0


def test_a_bad_document_is_told_and_the_rest_is_built(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "content/documents/cu.txt").write_bytes(b"Ban D\xe2n t\xe9c")
    (place / "content/documents/a.bin").write_bytes(b"II*")
    assert cli.main(["build"]) == 0
    captured = capsys.readouterr()
    assert (
        "4 tệp: 2 vào cổng, 2 không: 1 tệp sai bảng mã (documents/cu.txt), 1 tệp bỏ qua (documents/a.bin).\n"
    ) in captured.err
    assert captured.err.endswith("Xem từng chỗ: vankho check --content content\n")
    assert captured.out.startswith("2 văn bản, ")
    assert cli.main(["check"]) == 1
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    read = [line for line in lines if ":1: read: " in line]
    told = [line.split()[:2] for line in lines]
    assert (
        len(read) == 2 and ["documents/a.bin:1:", "skipped:"] in told and ["documents/cu.txt:1:", "not_utf8:"] in told
    )
    assert captured.err.endswith(f"{len(lines) - len(read)} lưu ý.\n")


def test_check_for_programs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "content/documents/a.bin").write_bytes(b"II*")
    assert cli.main(["check", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {"file", "format", "how", "certainty", "encoding", "apart"} == set(found["files"][0])
    assert {"file": "documents/a.bin", "code": "skipped"}.items() <= found["diagnostics"][0].items()


def test_check_of_a_wrong_registry(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "content/registry/agencies.yml").write_text("- nam: x\n", encoding="utf-8")
    for command in (["check"], ["build"], ["export", "--out", "out"]):
        assert cli.main(command) == 2
        assert "vankho: registry/agencies.yml:1:3: cơ quan không có khóa «nam»." in capsys.readouterr().err


def test_check_of_unreadable_files_only(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--content", "skipped"]) == 1
    assert capsys.readouterr().out == (
        f"bang.dat:1: skipped: Bỏ qua: chưa đọc được dạng tệp này. Các dạng đọc được: {', '.join(ingest.KNOWN)}.\n"
    )


def test_export(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "--out", "out"]) == 0
    names = sorted(Folder(place / "out"))
    assert names == ["documents.jsonl", "entities.jsonl", "figures.jsonl", "mentions.jsonl", "tasks.jsonl"]
    assert capsys.readouterr().out == "5 tệp dữ liệu trong out.\n"
    lines = (place / "out/documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["source"]["file"] for line in lines) == [
        "documents/2021/15-kl.txt",
        "documents/2021/27-bc.txt",
    ]
    assert cli.main(["build"]) == 0
    assert {name: (place / "site/du-lieu" / name).read_bytes() for name in names} == dict(Folder(place / "out"))


def test_a_printed_parse_is_itself_an_input(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = export(place / "content", place / "before")
    for path in sorted((place / "content/documents").rglob("*.txt")):
        assert cli.main(["parse", str(path)]) == 0
        path.with_suffix(".json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert export(place / "content", place / "after") == before


def export(content: Path, out: Path) -> dict[str, bytes]:
    """Return the open data of a content folder."""
    assert cli.main(["export", "--content", str(content), "--out", str(out)]) == 0
    return dict(Folder(out))


def test_state_of_the_content_keeps_addresses(place: Path) -> None:
    with (place / "content/portal.yml").open("a", encoding="utf-8") as file:
        file.write("state: state\n")
    assert cli.main(["build"]) == 0
    lock = place / "content/state/slugs.json"
    slugs = json.loads(lock.read_text(encoding="utf-8"))
    lock.write_text(lock.read_text(encoding="utf-8").replace('"co-quan/', '"co-quan/cu-'), encoding="utf-8")
    assert cli.main(["build"]) == 0
    agencies = [slug for slug in slugs.values() if slug.startswith("co-quan/")]
    assert agencies
    for slug in agencies:
        assert (place / "site" / slug.replace("co-quan/", "co-quan/cu-")).with_suffix(".html").is_file()


def test_interrupted(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", interrupted)
    assert cli.main(["check"]) == 130
    assert capsys.readouterr().err == (
        "vankho: đã dừng theo yêu cầu; trang đang có vẫn dùng được, chạy lại để dựng tiếp.\n"
    )


def test_help_is_vietnamese_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("", "build", "export", "parse", "check", "serve"):
        with pytest.raises(SystemExit) as left:
            cli.main([*command.split(), "--help"])
        assert left.value.code == 0
        text = capsys.readouterr().out
        assert text.startswith("cách dùng: vankho")
        assert not {"usage", "options", "positional"} & set(text.replace(":", " ").split())


def vankho(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    """Start `python -m generator` as a user would."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    return subprocess.Popen([sys.executable, "-m", "generator", *arguments], env=environment, **{**pipes, **options})


def test_a_pipe_that_closes_early_is_no_error(place: Path) -> None:
    long = "".join(f"{n}. Giao Phòng Chính sách báo cáo số {n}.\n" for n in range(3000))
    (place / "long.txt").write_text(CONCLUSION + long, encoding="utf-8")
    with vankho("parse", "long.txt") as program:
        assert program.stdout and program.stderr
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == ""
    assert program.returncode == 0


def test_any_locale_prints_vietnamese(place: Path) -> None:
    with vankho("build", "--content", "none", env={"PYTHONIOENCODING": "ascii"}) as program:
        assert program.communicate() == (
            "", "vankho: none: không có thư mục này. Kiểm tra lại đường dẫn ở --content.\n",
        )  # fmt: skip
    assert program.returncode == 2


def test_any_locale_names_files_in_vietnamese(place: Path) -> None:
    (place / "giấy tờ/documents").mkdir(parents=True)
    (place / "giấy tờ/portal.yml").write_text("state: trạng thái\n", "utf-8")
    ascii_names = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with vankho("build", "--content", "giấy tờ", env=ascii_names) as program:
        told = program.communicate()[1]
    assert program.returncode == 2 and f"vankho: {place}/giấy tờ/documents: chưa có văn bản nào." in told


def test_a_killed_build_is_completed_by_the_next(place: Path) -> None:
    for killed_after in ("Phân tích", "Viết trang"):
        with vankho("build", "--site", "killed") as program:
            assert program.stderr
            for line in program.stderr:
                if line.startswith(killed_after):
                    break
            program.send_signal(signal.SIGKILL)
    assert cli.main(["build", "--site", "killed"]) == 0
    assert cli.main(["build"]) == 0
    assert dict(Folder(place / "killed")) == dict(Folder(place / "site"))


def test_serve(place: Path) -> None:
    with vankho("serve", "--site", "built", "--port", "0") as program:
        assert program.stdout
        address = program.stdout.readline().split()[0]
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert answer.read() == b"<p>xong</p>"
        program.send_signal(signal.SIGINT)
        assert program.wait(10) == 0

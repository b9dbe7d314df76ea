"""`vankho mcp`, asked by a client of the SDK: passages whose addresses are there, nothing that is kept inside."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from generator import cli
from generator.answering import protocol
from generator.answering.tools import QUESTIONS
from tests.conftest import built_of
from tests.support.places import ROOT

Answers = list[tuple[bool, Any]]

SECRET, SIGNER, PHONE = "rừng đầu nguồn Khe Lạnh", "Lê Thị Hoa", "0912 345 678"
HEAD = """UBND TỈNH LAM GIANG
BAN DÂN TỘC
Số: {number}
Lam Giang, ngày {day} tháng 3 năm 2021
{mark}
BÁO CÁO
{title}

{text}

TRƯỞNG BAN

{signer}
"""


def ask(site: Path, *calls: tuple[str, Mapping[str, Any]]) -> Answers:
    """Return what a client of the SDK is answered over standard input and output: whether refused, and the rows."""
    mcp = pytest.importorskip("mcp", reason="the extra `mcp` is not installed: nobody can ask")

    async def run() -> Answers:
        given = mcp.StdioServerParameters(
            command=sys.executable, args=["-m", "generator", "mcp", "--site", str(site)], cwd=ROOT
        )
        async with mcp.Client(given) as client:
            assert {each.name for each in (await client.list_tools()).tools} == set(QUESTIONS)
            found: Answers = []
            for name, arguments in calls:
                result = await client.call_tool(name, dict(arguments))
                (content,) = result.content
                if not result.is_error:
                    assert json.loads(content.text) == result.structured_content["passages"]
                found.append((result.is_error, content.text if result.is_error else json.loads(content.text)))
            return found

    return asyncio.run(run())


def is_there(site: Path, row: Mapping[str, Any]) -> bool:
    """Tell whether an address leads to a passage of the built page that says the words."""
    path, _, place = row["permalink"].partition("#")
    page = html.fromstring((site / path).read_bytes())
    (above,) = [
        mark.getparent() for mark in page.iter("a") if mark.get("class") == "vk-at" and mark.get("href") == f"#{place}"
    ]
    assert above is not None and any(each.get("id") == place for each in page.iter())
    said = str(etree.tostring(above, method="text", encoding="unicode", with_tail=False))
    return " ".join(said.split()).removesuffix("¶").strip() == str(row["text"])


def test_every_answer_is_a_passage_with_its_address(sample_site: Path) -> None:
    work = "1120/QĐ-UBND"
    draft = f"Căn cứ Quyết định số {work} ngày 16/7/2021 của UBND tỉnh Lam Giang và Quyết định số 9999/QĐ-UBND."
    agency = "Sở Dân tộc và Tôn giáo tỉnh Lam Giang"
    answers = ask(
        sample_site,
        ("search", {"query": "người có uy tín", "limit": 50}),
        ("cited_by", {"what": work, "limit": 50}),
        ("tasks", {"agency": agency, "until": "2026-02", "limit": 50}),
        ("check", {"draft": draft}),
        ("search", {"query": "khônghềcótừnày"}),
        ("read", {"permalink": "van-ban/khong-co.html"}),
        ("cited_by", {"what": "Cơ quan không có"}),
        ("search", {"query": "a", "limit": "nhiều"}),
        ("search", {"query": "a", "path": "content"}),
        ("tasks", {"until": "mai"}),
        ("shell", {"command": "ls"}),
    )  # fmt: skip
    data = {
        name: [json.loads(row) for row in (sample_site / f"du-lieu/{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("entities", "mentions", "tasks")
    }
    assert [refused for refused, _ in answers] == [False] * 5 + [True] * 6
    assert all("\n" not in said and said.endswith(".") for refused, said in answers if refused)
    found, cited, given, checked, nothing = (rows for _, rows in answers[:5])
    assert nothing == [] and found and cited and given
    for row in (*found, *cited, *given, *(each for one in checked for each in one["passages"])):
        assert is_there(sample_site, row), row["permalink"]
    (entity,) = [row for row in data["entities"] if row.get("key") == work]
    mentions = [row for row in data["mentions"] if row["entity"] == entity["id"]]
    assert {row["document"] for row in cited} == {row["document"] for row in mentions}
    assert [(row["state"], bool(row["works"])) for row in checked] == [("held", True), ("unknown", False)]
    assert checked[0]["works"][0]["date_differs"] and checked[0]["works"][0]["date"] == "2021-07-15"
    names = {row["id"]: row["name"] for row in data["entities"]}
    due = [
        row for row in data["tasks"]
        if agency in (names[each] for each in (*row["assignees"], *row["partners"]))
        and row["deadline"] and row["deadline"]["date"] and row["deadline"]["date"][:7] <= "2026-02"
    ]  # fmt: skip
    assert sorted(row["task"] for row in given) == sorted(row["text"] for row in due)
    (again,) = ask(sample_site, ("read", {"permalink": found[0]["permalink"]}))
    assert again == (False, [{key: found[0][key] for key in again[1][0]}])


def test_nothing_comes_out_that_the_site_does_not_tell(run_folder: Path) -> None:
    text = f"1. Ban quản lý {SECRET} liên hệ số điện thoại {PHONE} của bà Đinh Thị Lụa."
    papers = {
        "mat": HEAD.format(number="21/BC-BDT", day=2, mark="MẬT", title="Về rừng", text=text, signer=SIGNER),
        "ro": HEAD.format(number="22/BC-BDT", day=3, mark="", title="Về đất", signer=SIGNER,
                          text=f"1. Liên hệ số điện thoại {PHONE} của bà Đinh Thị Lụa."),
    }  # fmt: skip
    files = {f"documents/{name}.txt": paper.encode() for name, paper in papers.items()}
    files["portal.yml"] = b"home_province: Lam Giang\npersons: off\n"
    files["registry/suppress.yml"] = "- name: Đinh Thị Lụa\n  reason: theo đơn\n  date: 2024-01-01\n".encode()
    site = built_of(files, run_folder / "gates")
    answers = ask(
        site,
        ("search", {"query": "Khe Lạnh"}),
        ("search", {"query": "liên hệ"}),
        ("search", {"query": "Đinh Thị Lụa"}),
        ("cited_by", {"what": SIGNER}),
        ("cited_by", {"what": "21/BC-BDT"}),
        ("read", {"permalink": "van-ban/../../content/documents/mat.html"}),
        ("check", {"draft": "Báo cáo số 21/BC-BDT ngày 02/3/2021 của Ban Dân tộc tỉnh Lam Giang"}),
    )
    told = json.dumps(answers[1:2], ensure_ascii=False)
    assert "Liên hệ" in told and not any(word in told for word in (SECRET, PHONE, "Lụa", "mat.txt"))
    assert [rows for _, rows in (answers[0], answers[2])] == [[], []]
    assert all(refused for refused, _ in answers[3:6])
    assert [row["state"] for row in answers[6][1]] == ["unknown"]


def test_without_a_site_or_the_sdk_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["mcp", "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"vankho: {tmp_path}: chưa có trang nào ở đây. Chạy `vankho build` trước.\n"
    monkeypatch.setattr(protocol, "find_spec", lambda name: None)
    assert cli.main(["mcp", "--site", str(tmp_path)]) == 2
    assert "pip install 'vankho[mcp]'" in capsys.readouterr().err


def answer(site: Path, name: str, **given: Any) -> Any:
    """Return the rows that a question is answered with, or the sentence that refuses it."""
    text, structured, is_error = protocol.answered(site, name, given)
    return text if is_error else (structured or {})["passages"]


def test_a_passage_of_an_appendix_has_the_address_of_its_page(run_folder: Path) -> None:
    cited = "theo Kế hoạch số {at}/KH-UBND ngày 05/01/2021 của UBND tỉnh Lam Giang"
    lines = (
        f"{at}. Sở Y tế hỗ trợ {at} hộ {cited.format(at=at) if at in (3, 99) else 'vay vốn ' * 60}."
        for at in range(1, 120)
    )
    text = "1. Sở Y tế thực hiện.\n\nNơi nhận:\n- Lưu: VT."
    paper = HEAD.format(number="11/BC-BDT", day=2, mark="", title="Về đất", text=text, signer=SIGNER)
    files = {"documents/a.txt": "\n\n".join((f"{paper}\nPHỤ LỤC I\nDANH MỤC VIỆC", *lines)).encode()}
    site = built_of({**files, "portal.yml": b"home_province: Lam Giang\n"}, run_folder / "appendix")
    page = "van-ban/bc-ban-dan-toc-lam-giang-2021-03-02-phu-luc-1.html"
    for number in (3, 99):
        (row,) = answer(site, "cited_by", what=f"{number}/KH-UBND")
        assert row["text"].startswith(f"{number}. Sở Y tế") and row["permalink"].startswith(f"{page}#")
        assert is_there(site, row)
        (again,) = answer(site, "read", permalink=row["permalink"])
        assert again["text"] == row["text"]
    assert answer(site, "read", permalink=page, limit=1)[0]["text"].startswith("PHỤ LỤC I")


def test_what_names_nothing_is_refused(sample_site: Path) -> None:
    for what in ("!!!", "…", "\ud800"):
        assert "kho không có" in answer(sample_site, "cited_by", what=what)
        assert "kho không có" in answer(sample_site, "tasks", agency=what)
    assert answer(sample_site, "check", draft="\x00\ud800") == []
    assert "không phải ngày" in answer(sample_site, "tasks", until="2025-99-99")


def test_a_deadline_ends_with_its_last_day(sample_site: Path) -> None:
    early, all_year = (
        {row["deadline"]["date"] for row in answer(sample_site, "tasks", until=until, limit=50)}
        for until in ("2024-06", "2024-12-31")
    )
    assert "2024-06" in early and "2024" not in early and "2024" in all_year


@pytest.mark.parametrize("name", ["documents", "entities", "mentions", "tasks"])
@pytest.mark.parametrize("rest", [b'{"id": ', b"5\n", b"\xff\xfe", None])
def test_a_damaged_site_is_refused_in_a_sentence(
    name: str, rest: bytes | None, sample_site: Path, tmp_path: Path
) -> None:
    for each in ("index.html", *(f"du-lieu/{each}.jsonl" for each in ("documents", "entities", "mentions", "tasks"))):
        (tmp_path / each).parent.mkdir(exist_ok=True)
        (tmp_path / each).write_bytes((sample_site / each).read_bytes())
    path = tmp_path / f"du-lieu/{name}.jsonl"
    path.write_bytes(path.read_bytes() + rest if rest else b"")
    said = answer(tmp_path, "search", query="người có uy tín")
    if rest or name != "documents":  # of no papers none is found; else their pages are not there
        assert isinstance(said, str) and "không đọc được trọn vẹn" in said and "\n" not in said

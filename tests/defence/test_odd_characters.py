"""Characters that mean something to a program on the way: private use, marks that Markdown keeps for itself, none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cli
from tests.support.made import sheets
from tests.support.paper_word import docx, odt

ODD = (
    *(
        "\ue000",
        "\ue100",
        "\uf020",
        "\uf0b7",
        "\uf1ff",
        "\uf8ff",
        "\U000f0000",
        "\U0010fffd",
        "\ufdd0",
        "\ufffe",
        "\uffff",
    ),
    *("\x02", "\x03", "\x02amp\x03", "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "STXklzzwxh:7ETX", "\u0001\u0000"),
    *(
        "\u202e",
        "\u2066",
        "\u061c",
        "\ufeff",
        "\u0345",
        "a\u0301\u0301\u0301\u0301",
        "\U000e0041",
        "{{",
        "{%",
        "]]>",
        "\\",
    ),
)
HEAD = ("UBND TỈNH LAM GIANG", "Số: {0}/QĐ-UBND", "Lam Giang, ngày {0} tháng 4 năm 2023", "QUYẾT ĐỊNH")


def lines(number: int, forbidden: str) -> list[str]:
    """Return the lines of a paper with odd characters in every place, but for those that its form cannot hold."""
    odd = [each for each in ODD if not set(each) & set(forbidden)]
    head = [line.format(number) for line in HEAD]
    places = [
        f"Về việc trồng rừng đợt {number} {odd[0]}",
        "",
        *(f"{at}. Xã Long Hà {each} trồng." for at, each in enumerate(odd, 1)),
    ]
    return [
        *head,
        *places,
        "",
        f"| Xã {odd[0]} | Số hộ {odd[1]} |",
        "|---|---|",
        f"| Long {odd[2]} | 12 |",
        f"Lê Minh {odd[0]}",
    ]


def escaped(line: str) -> str:
    """Return a line as XML has it."""
    return line.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")


NO_XML = "\x00\x01\x02\x03\ufffe\uffff"


def test_each_paper_has_a_page_or_a_line_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {
        "1.txt": "\n".join(lines(1, "\x00")).encode(),
        "2.md": "\n".join(lines(2, "\x00")).encode(),
        "3.docx": docx("".join(f"<w:p><w:r><w:t>{escaped(each)}</w:t></w:r></w:p>" for each in lines(3, NO_XML))),
        "4.odt": odt("".join(f"<text:p>{escaped(each)}</text:p>" for each in lines(4, NO_XML))),
        "5.html": "".join(f"<p>{escaped(each)}</p>" for each in lines(5, "\x00")).encode(),
        "6.xlsx": sheets.xlsx({"B\ue000": [[escaped(each)] for each in lines(6, NO_XML)]}),
        "7.txt": "\n".join(lines(7, "")).encode("utf-16"),
        "8.txt": b"\xff\xfe"
        + "\ud800".encode("utf-16-le", "surrogatepass")
        + "\n".join(lines(8, "\x00")).encode("utf-16-le"),
    }
    documents = tmp_path / "content/documents"
    documents.mkdir(parents=True)
    for name, data in made.items():
        (documents / name).write_bytes(data)
    (tmp_path / "content/portal.yml").write_text(
        "name: 'Kho \ue000 klzzwxh:0000'\naudience: intranet\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert cli.main(["build"]) in (0, 3)
    capsys.readouterr()
    assert cli.main(["check"]) == 1
    told = "\n".join(line for line in capsys.readouterr().out.splitlines() if ":1: read: " not in line)
    table = (tmp_path / "site/du-lieu/documents.jsonl").read_text("utf-8")
    assert [name for name in made if f"documents/{name}" not in table and f"documents/{name}:" not in told] == []
    assert table.count("\n") >= 5 and "Traceback" not in told

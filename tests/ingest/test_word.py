"""DOCX and ODT: what their pages show, and nothing else; hostile containers and XML are refused in bounded time."""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from typing import Any

import docx as python_docx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ingest.contract import Tools
from generator.ingest.office import docx as word
from generator.ingest.office import odt as opendocument
from generator.ingest.office import package as packing
from generator.model import Diagnostic, Limits, SourceText
from tests.support.paper_word import docx, lines_of, odt, packed
from tests.support.places import CASES

PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings", "header", "footer")
TIGHT = Tools(Limits(unpacked_mb=30, text_mb=1))
SECONDS = 30
"""Hostile files take far less; a slow machine may need more than they do here."""


def cases(name: str) -> list[Any]:
    """Return the cases of a table, each called by its `why`."""
    table = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["why"]) for case in table]


def filled(xml: str, paragraph: str) -> str:
    """Return the XML with every `{text}` made a paragraph."""
    return re.sub(r"\{([^{}]*)\}", lambda match: paragraph.format(match[1]), xml)


def checked(outcome: SourceText | Diagnostic, case: dict[str, Any]) -> None:
    """Compare lines, what was set apart, and notes with those of a case."""
    assert lines_of(outcome) == case["reads"]
    assert isinstance(outcome, SourceText)
    assert outcome.extraction.apart == tuple(case.get("apart", ()))
    assert [note.code for note in outcome.extraction.notes] == case.get("notes", [])


@pytest.mark.parametrize("case", cases("ingest/word.yml"))
def test_word(case: dict[str, Any]) -> None:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    parts = {part: filled(case[part], paragraph) for part in PARTS if part in case}
    checked(word.read(docx(filled(case["body"], paragraph), **parts), "a.docx"), case)


@pytest.mark.parametrize("case", cases("ingest/opendocument.yml"))
def test_opendocument(case: dict[str, Any]) -> None:
    paragraph = "<text:p>{}</text:p>"
    parts = {part: filled(case.get(part, ""), paragraph) for part in ("body", "automatic", "common", "master")}
    checked(opendocument.read(odt(**parts), "a.odt"), case)


@pytest.mark.parametrize("case", cases("ingest/word_numbering.yml"))
def test_numbering(case: dict[str, Any]) -> None:
    body = "".join(numbered(*paragraph) for paragraph in case["paragraphs"])
    made = docx(body, numbering=numbering_part(case), styles=styles_part(case.get("styles", {})))
    assert lines_of(word.read(made, "a.docx")) == case["reads"]


def numbered(where: int | str, *rest: Any) -> str:
    """Return a paragraph of a list and level, or of a style, perhaps in another list."""
    if isinstance(where, str):
        text, list_id = rest[0], rest[1] if len(rest) > 1 else None
        listed = "" if list_id is None else f'<w:numPr><w:numId w:val="{list_id}"/></w:numPr>'
        properties = f'<w:pStyle w:val="{where}"/>{listed}'
    else:
        text = rest[1]
        properties = f'<w:numPr><w:ilvl w:val="{rest[0]}"/><w:numId w:val="{where}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbering_part(case: dict[str, Any]) -> str:
    """Return the lists of a case as `numbering.xml` has them."""
    levels = "".join(level(at, each) for at, each in enumerate(case["levels"]))
    lists = [{}, *case.get("lists", ())]
    used = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="1"/>'
        + "".join(
            f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for place, start in each.get("starts", {}).items()
        )
        + "</w:num>"
        for at, each in enumerate(lists, 1)
    )
    return f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{used}'


def level(at: int, each: dict[str, Any]) -> str:
    """Return a level of a list."""
    names = {"start": "start", "restart": "lvlRestart", "glue": "suff", "style": "pStyle", "form": "numFmt"}
    each = {"start": 1, **each}
    told = "".join(f'<w:{tag} w:val="{each[name]}"/>' for name, tag in names.items() if each.get(name) is not None)
    legal = "<w:isLgl/>" if each.get("legal") else ""
    font = f'<w:rPr><w:rFonts w:ascii="{each["font"]}"/></w:rPr>' if "font" in each else ""
    return f'<w:lvl w:ilvl="{at}">{told}{legal}<w:lvlText w:val="{each["pattern"]}"/>{font}</w:lvl>'


def styles_part(styles: dict[str, dict[str, Any]]) -> str:
    """Return paragraph styles, each with its list and what it is based on."""
    made = ""
    for name, style in styles.items():
        based = f'<w:basedOn w:val="{style["based"]}"/>' if "based" in style else ""
        listed = f'<w:numPr><w:numId w:val="{style["list"]}"/></w:numPr>' if "list" in style else ""
        named = f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        made += f"{named}{based}<w:pPr>{listed}</w:pPr></w:style>"
    return made


def test_a_file_of_another_program() -> None:
    document = python_docx.Document()
    document.add_heading("Kế hoạch", 1)
    document.add_paragraph("Khảo sát", style="List Number")
    document.add_paragraph("Báo cáo", style="List Number")
    document.add_paragraph("Xã Thử", style="List Bullet")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Gộp"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Số hộ"
    table.cell(1, 1).text, table.cell(1, 2).text = "12", "30"
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    out = io.BytesIO()
    document.save(out)
    outcome = word.read(out.getvalue(), "a.docx")
    assert lines_of(outcome) == ["Kế hoạch", "1. Khảo sát", "2. Báo cáo", "• Xã Thử", "Gộp", "Số hộ", "12", "30"]
    assert isinstance(outcome, SourceText)
    assert (outcome.format, outcome.pages, outcome.extraction.apart) == ("docx", (), ("đầu trang: 1 dòng",))


def test_the_strict_form_of_the_standard_is_read_too() -> None:
    made = docx("<w:p><w:r><w:t>Điều 1.</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        main, b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert lines_of(word.read(packed(parts), "a.docx")) == ["Điều 1."]


def test_a_broken_link_loses_nothing() -> None:
    made = docx("<w:p><w:r><w:t>Điều 1.</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    links = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Id="x" Type="a/image" Target="../NULL"/></Relationships>'
    )
    assert lines_of(word.read(packed({**parts, "word/_rels/document.xml.rels": links}), "a.docx")) == ["Điều 1."]


# --- hostile files -----------------------------------------------------------------------------------------------

READERS: dict[str, Callable[[bytes, str, Tools], SourceText | Diagnostic]] = {
    "docx": word.read,
    "odt": opendocument.read,
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"


def of_xml(xml: str) -> bytes:
    """Return a DOCX with that main part."""
    return packed({"word/document.xml": xml})


def entities(levels: int) -> str:
    """Return a DTD whose last entity is ten times the one before, and so on."""
    told = ['<!ENTITY a0 "hahahahaha">']
    told += [f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, levels)]
    return f"<!DOCTYPE w [{''.join(told)}]>"


def body(content: str, dtd: str = "") -> str:
    return f'<?xml version="1.0"?>{dtd}<w:document {W}><w:body>{content}</w:body></w:document>'


def encrypted_entry() -> bytes:
    """Return a container whose entries say that they are encrypted."""
    data = bytearray(of_xml(body(PARAGRAPH)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "0 bytes": (b"", "empty"),
    "blanks": (b" \n ", "empty"),
    "noise": (bytes(range(256)) * 40, "wrong_suffix"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "wrong_suffix"),
    "PDF": (b"%PDF-1.7 ...", "wrong_suffix"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "encrypted entry": (encrypted_entry(), "encrypted"),
    "truncated": (of_xml(body(PARAGRAPH))[:-40], "unreadable"),
    "no container": (b"PK\x03\x04" + b"\0" * 100, "unreadable"),
    "no document": (packed({"khac/phan.xml": "<a/>"}), "unreadable"),
    "broken XML": (of_xml(body(PARAGRAPH)[:-9]), "unreadable"),
    "no XML": (of_xml("Ban Dân tộc"), "unreadable"),
    "other XML": (of_xml("<a/>"), "unreadable"),
    "bomb": (packed({"word/document.xml": b"<" + b" " * 29_000_000}), "unreadable"),
    "more than the limit": (packed({"word/document.xml": b"a" * 20_000_000, "x": b"b" * 20_000_000}), "too_large"),
    "too many entries": (packed({f"{at}.bin": "" for at in range(10_001)}), "unreadable"),
    "paragraphs without end": (of_xml(body("<w:p/>" * 3_000_000)), "too_large"),
    "billion laughs": (of_xml(body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", entities(10))), "unreadable"),
    "laughs in an attribute": (of_xml(body('<w:p w:x="&a9;"/>', entities(10))), "unreadable"),
    "external entity": (
        of_xml(body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
        "unreadable",
    ),
    "nesting": (of_xml(body("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), "unreadable"),
    "text beyond the limit": (docx(PARAGRAPH.replace("a", "Ban " * 1000) * 300), "too_large"),
    "no text": (docx("<w:p/>"), "empty"),
}


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile(case: str, suffix: str) -> None:
    data, code = HOSTILE[case]
    started = time.monotonic()
    outcome = READERS[suffix](data, f"a.{suffix}", TIGHT)
    assert time.monotonic() - started < SECONDS
    assert isinstance(outcome, Diagnostic)
    assert len(outcome.message) > 20 and outcome.path == f"a.{suffix}"
    if suffix == "docx":
        assert outcome.code == code, outcome


DEEP = 40
AMPLIFIED = {
    "tables in tables": "<w:tbl><w:tr><w:tc>" * DEEP + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * DEEP,
    "a wide cell": '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>a</w:tc></w:tr></w:tbl>'
    + PARAGRAPH,
    "path tricks": PARAGRAPH,
}


@pytest.mark.parametrize("case", AMPLIFIED)
def test_what_is_odd_is_read_all_the_same(case: str) -> None:
    parts = {"word/document.xml": body(AMPLIFIED[case]), "../../word/styles.xml": "<x", "/etc/passwd.xml": "<x"}
    assert lines_of(word.read(packed(parts), "a.docx", TIGHT)) == ["a"]


def test_cells_that_repeat_cells_are_bounded() -> None:
    row = '<table:table-row table:number-rows-repeated="1000000">'
    cell = '<table:table-cell table:number-columns-repeated="9999">'
    ends = "</table:table-cell></table:table-row></table:table>"
    made = odt(f"<table:table>{row}{cell}" * 4 + "<text:p>a</text:p>" + ends * 4)
    outcome = opendocument.read(made, "a.odt", TIGHT)
    assert isinstance(outcome, Diagnostic) and outcome.code == "too_large"


def test_a_part_of_too_many_tags_is_not_built_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MARKS", 1000)
    outcome = word.read(of_xml(body('<w:p a=""/>' * 600)), "a.docx")
    assert isinstance(outcome, Diagnostic) and outcome.code == "unreadable"


def test_styles_that_inherit_in_a_ring() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    ring = style.format("a", "b") + style.format("b", "a")
    made = docx('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>Điều 1.</w:t></w:r></w:p>', styles=ring)
    assert lines_of(word.read(made, "a.docx")) == ["Điều 1."]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_gives_a_text_or_a_reason(data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from(["docx", "odt"]))
    made = docx(PARAGRAPH * 3) if suffix == "docx" else odt("<text:p>a</text:p>")
    at = data.draw(st.integers(0, len(made)))
    damaged = made[:at] + data.draw(st.binary(max_size=30)) + made[at + data.draw(st.integers(0, 40)) :]
    assert isinstance(READERS[suffix](damaged, f"a.{suffix}", TIGHT), SourceText | Diagnostic)

"""Files that hold several papers: archives, mail, edXML packets, dumps of law portals; bounded, told, nothing lost."""

from __future__ import annotations

import io
import json
import stat
import struct
import time
import zipfile
import zlib
from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.curation.portal import open_content
from generator.ingest import bundles, original, read
from generator.ingest.folder import Intake, read_folder
from generator.model import Diagnostic, Graph, Limits

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
WORDS = "Điều 1. Phê duyệt Đề án Nước sạch bản cao của tỉnh Lam Giang."


def paper(number: int) -> str:
    """Return the words of a paper."""
    return (
        f"UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: {number}/BC-BDT\nLam Giang, ngày 05 tháng 6 năm 2023\nBÁO CÁO\n"
        f"Kết quả công tác dân tộc lần {number}\nBan Dân tộc báo cáo kết quả."
    )


def packed(files: dict[str, str | bytes]) -> bytes:
    """Return a ZIP of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def message(subject: str, words: str) -> EmailMessage:
    """Return a message of one line."""
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = subject, "Nông Thị Hạnh <hanh@lamgiang.example.vn>", "a@b.example"
    made.set_content(words)
    return made


def packet(files: dict[str, bytes], number: str = "15") -> bytes:
    """Return an edXML packet with those files."""
    attached = "".join(
        f"<Attachment><AttachmentName>{name}</AttachmentName>"
        f'<e:ContentTransferEncoded xmlns:e="{NAMESPACE}">{b64encode(data).decode()}</e:ContentTransferEncoded>'
        "</Attachment>"
        for name, data in files.items()
    )
    head = (
        "<e:From><e:OrganId>1</e:OrganId><e:OrganName>UBND tỉnh Lam Giang</e:OrganName></e:From>"
        f"<e:Code><e:CodeNumber>{number}</e:CodeNumber><e:CodeNotation>QĐ-UBND</e:CodeNotation></e:Code>"
        "<e:PromulgationInfo><e:Place>Lam Giang</e:Place>"
        "<e:PromulgationDate>2023-06-07</e:PromulgationDate></e:PromulgationInfo>"
        "<e:DocumentType><e:Type>2</e:Type><e:TypeName>Quyết định</e:TypeName></e:DocumentType>"
        "<e:Subject>Phê duyệt Đề án Nước sạch bản cao</e:Subject>"
    )
    return (
        f'<edXML xmlns="{NAMESPACE}"><e:edXMLEnvelope xmlns:e="{NAMESPACE}"><e:edXMLHeader>'
        f"<e:MessageHeader>{head}</e:MessageHeader></e:edXMLHeader></e:edXMLEnvelope>"
        f"<AttachmentEncoded>{attached}</AttachmentEncoded></edXML>"
    ).encode()


def intake(folder: Path, **files: str | bytes) -> Intake:
    """Read a folder with those files (`__` for the dot of the suffix) and a good paper beside them."""
    (folder / "tot.txt").write_text(paper(99), "utf-8")
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data.encode() if isinstance(data, str) else data)
    found = read_folder(folder, folder)
    assert "tot.txt" in paths(found)
    return found


def paths(found: Intake) -> list[str]:
    """Return the paths of what was read."""
    return [original(source).path for source in found.sources]


def told(found: Intake) -> list[tuple[str, str]]:
    """Return path and code of what could not be read."""
    return [(each.path, each.code) for each in found.diagnostics]


def graph(folder: Path) -> Graph:
    """Return all that a folder says, linked."""
    return pipeline.graph_of(open_content(folder), {}, lambda *_: None)


def test_an_archive_is_read_as_a_folder(tmp_path: Path) -> None:
    goi = packed(
        {
            "b/hai.txt": paper(2),
            "một.txt": paper(1),
            "__MACOSX/một.txt": "x",
            ".an.txt": "x",
            "trong.zip": packed({"ba.txt": paper(3)}),
        }
    )
    found = intake(tmp_path, goi__zip=goi)
    assert paths(found) == ["goi.zip/b/hai.txt", "goi.zip/một.txt", "goi.zip/trong.zip/ba.txt", "tot.txt"]
    assert not found.diagnostics


def test_no_name_in_an_archive_leads_anywhere(tmp_path: Path) -> None:
    names = ["../../hai.txt", "/etc/mot.txt", "..\\ba.txt", "a/../bon.txt"]
    found = intake(tmp_path, goi__zip=packed({name: paper(place) for place, name in enumerate(names)}))
    assert paths(found)[:-1] == ["goi.zip/a/bon.txt", "goi.zip/ba.txt", "goi.zip/etc/mot.txt", "goi.zip/hai.txt"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["goi.zip", "tot.txt"]


@given(name=st.text(max_size=40))
def test_every_member_has_a_name_below_its_bundle(name: str) -> None:
    steps = bundles._safe(name).split("/")
    assert all(step and step.strip() == step and step not in (".", "..") for step in steps) and "\\" not in str(steps)


def _archive(entry: zipfile.ZipInfo, note: str = "", inner: str | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, paper(1) if inner is None else inner)
        archive.comment = note.encode()
    return out.getvalue()


def _entry(name: str, mode: int = 0, extra: bytes = b"") -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr, entry.extra = 3, mode << 16, extra
    return entry


def test_a_link_in_an_archive_is_no_paper(tmp_path: Path) -> None:
    found = intake(tmp_path, goi__zip=_archive(_entry("lien.txt", stat.S_IFLNK | 0o777), inner="/etc/passwd"))
    assert paths(found) == ["tot.txt"] and told(found) == [("goi.zip/lien.txt", "skipped")]


def test_a_name_in_an_archive_is_read_as_it_was_written() -> None:
    name = "BC (MẬT).txt"
    windows = "BC (MÂ\u0323T).txt".encode("cp1258")
    again = struct.pack("<HHBL", 0x7075, 5 + len(name.encode()), 1, zlib.crc32(b"bc.txt")) + name.encode()
    archives = {
        "windows": _archive(_entry("x" * len(windows))).replace(b"x" * len(windows), windows),
        "twice": _archive(_entry("bc.txt", extra=again)),
        "dos": _archive(_entry("xx.txt")).replace(b"xx.txt", "é1.txt".encode("cp437")),
    }
    parts = {archive: list(bundles.parts("a.zip", data, ".zip", Limits())) for archive, data in archives.items()}
    shown = {
        archive: [each.name for each in found if isinstance(each, bundles.Part)] for archive, found in parts.items()
    }
    assert shown == {"windows": [f"a.zip/{name}"], "twice": [f"a.zip/{name}"], "dos": ["a.zip/é1.txt"]}


def test_no_mark_is_cut_off_a_long_name(tmp_path: Path) -> None:
    long = f"{'Về việc ' * 30}(MẬT).txt"
    found = intake(tmp_path, goi__zip=packed({long: paper(1), "x" * 1_200 + ".txt": paper(2)}))
    assert paths(found) == [f"goi.zip/{long}", "tot.txt"]
    assert [(path[:12], code) for path, code in told(found)] == [("goi.zip/xxxx", "unreadable")]


def test_a_mark_of_a_bundle_counts_for_all_that_it_holds(tmp_path: Path) -> None:
    mail = message("(MẬT) Báo cáo", "Kính gửi anh chị.")
    inner = packed({"bc.txt": paper(1), "trong.zip": packed({"hai.txt": paper(2)})})
    mail.add_attachment(inner, maintype="application", subtype="zip", filename="goi.zip")
    found = intake(
        tmp_path,
        thu__eml=mail.as_bytes(),
        ghi__zip=_archive(_entry("ba.txt"), "TỐI MẬT"),
        khong__zip=_archive(_entry("bon.txt"), "Nén ngày 5/6"),
    )
    held = {each.file for each in found.given if each.secrecy}
    assert held == {
        "ghi.zip/ba.txt",
        "thu.eml/goi.zip/bc.txt",
        "thu.eml/goi.zip/trong.zip/hai.txt",
        "thu.eml/noi-dung.txt",
    }


def test_a_side_file_in_any_bundle_holds_it_back(tmp_path: Path) -> None:
    side = b"secrecy: secret\n"
    mail = message("Báo cáo", "Kính gửi anh chị.")
    for name, data in (("bc.txt", paper(1).encode()), ("bc.txt.meta.yml", side)):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    goi = packet({"bc.txt": paper(2).encode(), "bc.txt.meta.yml": side})
    found = intake(tmp_path, thu__eml=mail.as_bytes(), goi__edxml=goi)
    assert paths(found) == ["tot.txt"]
    assert told(found) == [("goi.edxml", "held_back"), ("thu.eml", "held_back")]


def test_each_unknown_form_is_told_with_its_remedy(tmp_path: Path) -> None:
    forms = {
        "a.pptx": "PDF",
        "b.msg": ".eml",
        "c.rar": "Giải nén",
        "d.xls": ".xlsx",
        "e.exe": ".docx",
        "f.heic": ".png",
    }
    found = intake(tmp_path, goi__zip=packed(dict.fromkeys(forms, b"1")))
    assert [(each.path, each.code) for each in found.diagnostics] == [(f"goi.zip/{name}", "skipped") for name in forms]
    assert all(remedy in each.message for remedy, each in zip(forms.values(), found.diagnostics, strict=True))
    for name in forms:
        (tmp_path / name).write_bytes(b"1")
        outcome = read(tmp_path / name, name)
        assert isinstance(outcome, Diagnostic) and forms[name] in outcome.message


def test_archives_within_archives_are_bounded_and_told(tmp_path: Path) -> None:
    deep = packed({"a.txt": paper(1)})
    for level in range(6):
        deep = packed({f"{level}.zip": deep})
    found = intake(tmp_path, goi__zip=deep)
    assert paths(found) == ["tot.txt"] and told(found) == [("goi.zip/5.zip/4.zip/3.zip", "too_large")]


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = packed({"a.txt": b"a" * 60_000_000})
    begun = time.process_time()
    found = intake(tmp_path, goi__zip=bomb, hai__zip=packed({f"{n}.zip": bomb for n in range(3)}))
    assert time.process_time() - begun < 3
    assert {path.partition("/")[0] for path, _ in told(found)} == {"goi.zip", "hai.zip"} and paths(found) == ["tot.txt"]


def test_the_files_of_one_bundle_are_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bundles, "MOST", 3)
    found = intake(tmp_path, goi__zip=packed({f"{n}.txt": paper(n) for n in range(5)}))
    assert len(paths(found)) == 1 + 3 and told(found) == [("goi.zip", "too_large")]


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 60, packed({"a.txt": paper(1)})[:-9]])
def test_a_broken_archive_is_told(tmp_path: Path, data: bytes) -> None:
    found = intake(tmp_path, goi__zip=data)
    assert [path for path, _ in told(found)] == ["goi.zip"]


def test_a_side_file_in_an_archive_keeps_it_back(tmp_path: Path) -> None:
    goi = packed({"a.txt": paper(1), "a.txt.meta.yml": "secrecy: mật"})
    assert told(intake(tmp_path, goi__zip=goi)) == [("goi.zip", "held_back")]


def test_the_secrecy_of_a_bundle_is_that_of_its_papers(tmp_path: Path) -> None:
    (tmp_path / "goi.zip.meta.yml").write_text("secrecy: mật", "utf-8")
    intake(tmp_path, goi__zip=packed({"a.txt": paper(1), "b.zip": packed({"c.txt": paper(2)})}))
    found = graph(tmp_path)
    assert [record.document.source.path for record in found.records] == ["tot.txt"]
    assert sorted(each.path for each in found.diagnostics if each.code == "secret") == [
        "goi.zip/a.txt",
        "goi.zip/b.zip/c.txt",
    ]


def test_a_side_file_cannot_state_one_number_for_many_papers(tmp_path: Path) -> None:
    (tmp_path / "goi.zip.meta.yml").write_text("number: 1/BC-BDT", "utf-8")
    found = intake(tmp_path, goi__zip=packed({"a.txt": paper(1)}))
    assert told(found) == [("goi.zip", "held_back")] and paths(found) == ["tot.txt"]


def test_a_message_and_what_is_attached_are_papers(tmp_path: Path) -> None:
    sent = message("V/v gửi báo cáo", "Kính gửi các đơn vị, Ban Dân tộc gửi báo cáo.")
    sent.add_attachment(paper(4).encode(), maintype="text", subtype="plain", filename="báo cáo 4.txt")
    outer = message("Chuyển tiếp", "Xin xem thư kèm theo.")
    outer.add_attachment(sent)
    found = intake(tmp_path, thu__eml=outer.as_bytes())
    assert paths(found)[:-1] == [
        "thu.eml/noi-dung.txt",
        "thu.eml/thu-kem.eml/báo cáo 4.txt",
        "thu.eml/thu-kem.eml/noi-dung.txt",
    ]
    assert original(found.sources[2]).text.startswith("V/v gửi báo cáo\n\nKính gửi")
    assert not any("@" in original(source).text for source in found.sources)


def test_a_message_that_holds_itself_again_and_again_is_bounded(tmp_path: Path) -> None:
    inner = message("Thư", "Lời của thư này.")
    for level in range(12):
        outer = message(f"Thư {level}", f"Lời của thư {level}.")
        outer.add_attachment(inner)
        inner = outer
    found = intake(tmp_path, thu__eml=inner.as_bytes())
    assert len(paths(found)) == 4 and [code for _, code in told(found)] == ["too_large"]


def test_parts_nested_without_end_are_told(tmp_path: Path) -> None:
    head = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))
    found = intake(tmp_path, thu__eml=f"Subject: a\n{head}\n\nlời", la__eml="không phải thư")
    assert {path.partition("/")[0] for path, _ in told(found)} <= {"thu.eml", "la.eml"}


def test_an_office_packet_states_the_head_of_its_paper(tmp_path: Path) -> None:
    intake(tmp_path, goi__edxml=packet({"qd.txt": WORDS.encode()}))
    record = next(each for each in graph(tmp_path).records if each.document.source.path == "goi.edxml/qd.txt")
    header = record.document.header
    assert header.number and (header.number.key, str(header.issued), header.place, header.type) == (
        "15/QĐ-UBND",
        "2023-06-07",
        "Lam Giang",
        "quyết định",
    )
    assert record.issuer == "co-quan/ubnd-tinh-lam-giang" and record.supplied_by == "edxml"


def test_a_packet_of_several_papers_states_nothing_of_any(tmp_path: Path) -> None:
    found = intake(tmp_path, goi__xml=packet({"qd.txt": WORDS.encode(), "pl.txt": paper(5).encode()}))
    assert paths(found)[:-1] == ["goi.xml/pl.txt", "goi.xml/qd.txt"] and not found.given


def test_files_of_a_packet_may_be_packed_and_large(tmp_path: Path) -> None:
    large = (WORDS + "\n").encode() * 120_000
    found = intake(tmp_path, a__edxml=packet({"qd.txt": packed({"qd.txt": WORDS})}), b__edxml=packet({"l.txt": large}))
    assert paths(found)[:-1] == ["a.edxml/qd.txt", "b.edxml/l.txt"]


def test_other_xml_and_broken_packets_are_told(tmp_path: Path) -> None:
    bad = packet({"qd.txt": b"1"}).replace(b64encode(b"1"), b"###")
    entity = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><edXML>&e;</edXML>'
    found = intake(tmp_path, a__xml="<a/>", b__edxml=bad, c__edxml=entity, d__edxml=packet({}), e__edxml=b"<edXML")
    assert [path.partition("/")[0] for path, _ in told(found)] == ["a.xml", "b.edxml", "c.edxml", "d.edxml", "e.edxml"]


def test_a_dump_of_a_law_portal_fills_what_the_paper_does_not_print(tmp_path: Path) -> None:
    row = {"so_hieu": "7/QĐ-UBND", "trich_yeu": "Về Đề án", "loai_van_ban": "Quyết định", "full_text": WORDS}
    rows = [
        row | {"ngay_ban_hanh": "2023-05-01T17:00:00Z"},
        {"soHieu": "8/QĐ-UBND", "noiDung": "".join(f"<p>{line}</p>" for line in paper(8).split("\n"))},
        {},
    ]
    found = intake(tmp_path, kho__json=json.dumps(rows), mot__json=json.dumps(row | {"full_text": f"{WORDS} Hết."}))
    assert paths(found)[:-1] == ["kho.json/0001.txt", "kho.json/0002.html", "mot.json/noi-dung.txt"]
    assert told(found) == [("kho.json/0003", "empty")]
    records = {each.document.source.path: each for each in graph(tmp_path).records}
    first, second = records["kho.json/0001.txt"], records["kho.json/0002.html"]
    assert first.document.header.number and first.document.header.number.key == "7/QĐ-UBND"
    assert str(first.document.header.issued) == "2023-05-02" and first.supplied_by == "portal"
    assert second.document.header.number and second.document.header.number.key == "8/BC-BDT", "as the paper prints it"


def test_json_that_is_neither_parse_nor_dump_is_told_as_before(tmp_path: Path) -> None:
    found = intake(tmp_path, a__json='{"a": 1}', b__json="[", c__json='[{"text": "x"}]')
    assert {code for _, code in told(found)} <= {"bad_document", "bad_json"} and len(told(found)) == 3


@given(data=st.binary(max_size=300), kind=st.sampled_from([".zip", ".eml", ".edxml", ".xml", ".json"]))
def test_any_bytes_end_in_parts_or_lines(data: bytes, kind: str) -> None:
    for part in bundles.parts(f"a{kind}", data, kind, Limits()):
        assert isinstance(part, bundles.Part) or len(part.message) > 20


def test_a_subject_in_no_charset_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "thu.eml").write_bytes(
        b"Subject: =?u\xe2f-8?b?QsOhbyBjw6Fv?=\nFrom: a@b.example\n\n" + paper(1).encode()
    )
    assert [original(each).path for each in read_folder(tmp_path, tmp_path).sources] == ["thu.eml/noi-dung.txt"]


def test_a_bundle_on_which_the_program_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise KeyError("mật")

    monkeypatch.setattr("generator.ingest.bundles.mail._body", failing)
    (tmp_path / "thu.eml").write_bytes(b"Subject: a\n\nb")
    (tmp_path / "a.txt").write_text(paper(1), encoding="utf-8")
    intake = read_folder(tmp_path, tmp_path)
    assert [original(each).path for each in intake.sources] == ["a.txt"]
    assert [(told.path, told.code) for told in intake.diagnostics] == [("thu.eml", "fault")]

"""Digital signatures of PDF files: whole or not, who, when; and what of a certificate is never told."""

from __future__ import annotations

import json
import re
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import disclosure, link, pages, pipeline, vocab
from generator.curation import trust
from generator.curation.portal import open_content
from generator.derive.catalog import catalog
from generator.errors import ConfigurationError
from generator.ingest import ocr, parsed_json, pdf, signatures
from generator.ingest.contract import Tools
from generator.ingest.signatures import check, held
from generator.model import DiagnosticCode, DigitalSignature, Document, Extraction, Portal, Registry, SourceText
from generator.model.frozen import replace
from generator.pages.kinds.document import signatures as shown
from generator.parse import parse
from generator.publish import open_data
from generator.publish.open_data import document_json
from tests.support.made import signed
from tests.support.places import ROOT

REAL = ROOT.parent / "shared" / "corpus" / "real"
WORDS = (
    "UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: 47/BC-BDT\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLam Giang, {day}\n"
    "BÁO CÁO\nKết quả công tác dân tộc năm 2023\nBan Dân tộc báo cáo kết quả công tác dân tộc trong năm.\n"
    "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nTRƯỞNG BAN\nNông Thị Hạnh\n"
)
VIETNAM = timezone(timedelta(hours=7))


@pytest.fixture(scope="module")
def twice() -> bytes:
    """A paper that a person signed and a body sealed."""
    once = signed.signed(signed.paper(), signed.person("Nông Thị Hạnh"))
    return signed.signed(once, signed.person("BAN DÂN TỘC TỈNH LAM GIANG"), "Signature2")


def test_a_paper_that_nobody_signed_has_no_signature() -> None:
    assert signatures.read(signed.paper()) == ()


def test_who_signed_when_and_by_which_authority(twice: bytes) -> None:
    person, body = signatures.read(twice)
    assert (person.state, person.covers, body.state, body.covers) == ("whole", "revision", "whole", "file")
    assert (person.signer, person.body) == ("Nông Thị Hạnh", False)
    assert (body.signer, body.body) == ("BAN DÂN TỘC TỈNH LAM GIANG", True)
    assert {each.organization for each in (person, body)} == {"UBND TỈNH LAM GIANG"}
    assert {each.authority for each in (person, body)} == {"CA thử nghiệm Lam Giang"}
    assert {each.digest for each in (person, body)} == {"SHA-256"} and not person.weak
    assert person.signed is not None and person.clock == "signer"
    assert abs(person.signed - datetime.now(VIETNAM)) < timedelta(hours=1)


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), second=st.booleans())
def test_one_bit_that_is_flipped_in_what_was_signed_is_told(twice: bytes, share: float, bit: int, second: bool) -> None:
    listed = held.signatures_of(twice)[second]
    place = int(share * (listed.ranges[1] + listed.ranges[3]))
    place += listed.ranges[2] - listed.ranges[1] if place >= listed.ranges[1] else 0
    assert check.checked(listed, _flipped(twice, place, bit)).state == "broken"


def _flipped(data: bytes, place: int, bit: int = 0) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def test_what_is_added_after_the_last_signature_is_told(twice: bytes) -> None:
    assert [each.covers for each in signatures.read(twice + b"\n \r\n")] == ["revision", "file"]
    assert [each.covers for each in signatures.read(twice + b"\n% more\n")] == ["revision", "revision"]


def test_a_signature_that_leaves_out_more_than_itself_is_broken(twice: bytes) -> None:
    listed = held.signatures_of(twice)[1]
    start, before, after, rest = listed.ranges
    for ranges in [(1, before - 1, after, rest), (start, before - 9, after, rest), (start, before), (0, 9, 5, 99)]:
        found = check.checked(replace(listed, ranges=ranges), twice)
        assert (found.state, found.covers) == ("broken", "part")


def test_a_signature_deep_in_a_form_is_found_too(twice: bytes) -> None:
    deep = signed.signed(twice, signed.person("Nông Thị Hạnh"), "phieu.trang1.ky")
    assert len(held.signatures_of(deep)) == 2
    assert [each.state for each in signatures.read(deep)] == ["whole"] * 3


def test_words_that_only_speak_of_signatures_are_none(twice: bytes) -> None:
    spoken = signed.paper("/ByteRange [0 1 2 3] /Type /Sig")
    assert signatures.read(spoken) == ()
    many = signatures.read(twice + b"\n%" + b"/ByteRange " * 100_000)
    assert [each.covers for each in many] == ["revision", "revision"]


def test_a_weak_digest_is_told() -> None:
    (found,) = signatures.read(signed.signed(signed.paper(), signed.person("Nông Thị Hạnh"), digest="sha1"))
    assert (found.state, found.digest, found.weak) == ("whole", "SHA-1", True)


@given(container=st.binary(max_size=200))
def test_a_signature_that_is_none_is_unclear(container: bytes) -> None:
    found = check.checked(held.Held((0, 1, 3, 0), container, "adbe.pkcs7.detached"), b"a<>")
    assert found.state in ("unclear", "broken") and not found.signer


def test_a_container_of_garbage_keeps_the_paper(twice: bytes) -> None:
    listed = held.signatures_of(twice)[0]
    _, before, after, _ = listed.ranges
    broken = twice[: before + 1] + b"00" * ((after - before - 2) // 2) + twice[after - 1 :]
    assert [each.state for each in signatures.read(broken)] == ["unclear", "broken"]
    source = pdf.read(broken, "a.pdf")
    assert isinstance(source, SourceText) and "LAM GIANG" in source.text


def test_a_file_that_is_cut_short_has_no_more_than_it_holds(twice: bytes) -> None:
    for share in (0.3, 0.6, 0.9, 0.99):
        for each in signatures.read(twice[: int(share * len(twice))]):
            assert each.state != "whole" or each.covers == "revision"


def test_without_the_extra_signatures_are_told_as_not_looked_at(twice: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "find_spec", lambda name: None)
    assert [each.state for each in signatures.read(twice)] == ["unread", "unread"]
    assert signatures.read(signed.paper()) == ()


def test_trusted_roots_are_held_against_the_chain(twice: bytes) -> None:
    own, foreign = signed.authority().der, signed.authority("CA khác").der
    assert {each.trust for each in signatures.read(twice)} == {"unchecked"}
    assert {each.trust for each in signatures.read(twice, Tools(trusted=(own,)))} == {"trusted"}
    assert {each.trust for each in signatures.read(twice, Tools(trusted=(foreign,)))} == {"untrusted"}


def test_trust_is_not_judged_on_the_day_of_the_build(twice: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_time", lambda *_: (None, None))
    assert {each.trust for each in check.all_checked(twice, (signed.authority().der,))} == {"unchecked"}


def test_the_trust_folder_is_read(tmp_path: Path) -> None:
    assert trust.read(tmp_path / "trust") == ()
    (tmp_path / "goc.cer").write_bytes(signed.authority().der)
    (tmp_path / "readme.txt").write_text("no certificate", "utf-8")
    assert trust.read(tmp_path) == (signed.authority().der,)
    (tmp_path / "hong.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "utf-8")
    with pytest.raises(ConfigurationError, match=r"hong\.pem: không phải chứng thư số"):
        trust.read(tmp_path)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Nông Thị Hạnh, hanh@lamgiang.example.vn", "Nông Thị Hạnh"),
        ("Công ty Hoa Ban - MST: 0123456789-001", "Công ty Hoa Ban"),
        ("Lò Văn Pán 012345678901", "Lò Văn Pán"),
        ("hanh@lamgiang.example.vn", ""),
    ],
)
def test_a_name_bears_no_address_and_no_number_of_a_person(name: str, told: str) -> None:
    (found,) = signatures.read(signed.signed(signed.paper(), signed.person(name)))
    assert found.signer == told


def test_nothing_private_of_a_certificate_is_in_any_output(
    twice: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "replace_unreadable", lambda data, pages, *rest: (pages, Extraction("lớp chữ của PDF")))
    (tmp_path / "a.pdf").write_bytes(twice)
    content = open_content(tmp_path)
    found = catalog(pipeline.graph_of(content, {}, lambda *_: None), content.portal)
    data, shown = open_data.tables(found), "".join(page.markdown + page.text for page in pages.pages(found))
    rows = [json.loads(line) for line in data["documents.jsonl"].decode().splitlines()]
    assert [each["state"] for each in rows[0]["digital_signatures"]] == ["whole", "whole"]
    assert [each["signer"] for each in rows[0]["digital_signatures"]] == [None, "BAN DÂN TỘC TỈNH LAM GIANG"]
    told = shown + "".join(table.decode() for table in data.values())
    assert "BAN DÂN TỘC TỈNH LAM GIANG" in shown and "Nguyên vẹn từ khi ký" in shown
    assert "Nông Thị Hạnh" not in told, "nobody whom the paper itself does not name"
    told += pipeline.parse_file(tmp_path / "a.pdf").decode()
    assert not [private for private in (signed.EMAIL, "0123456789", "012345678901", "MST") if private in told]


def _source(*given: DigitalSignature, day: str = "ngày 05 tháng 6 năm 2023") -> SourceText:
    text = WORDS.format(day=day)
    return SourceText("a.pdf", "0" * 64, text, (0,), (), "pdf", signatures=given)


def _one(signer: str, day: int, state: str = "whole", body: bool = False) -> DigitalSignature:
    when = datetime(2023, 6, day, 9, 30, tzinfo=VIETNAM)
    return DigitalSignature(state, "file", signer, "UBND", body=body, signed=when, clock="signer")  # type: ignore[arg-type]


def _told(*given: DigitalSignature, day: str = "ngày 05 tháng 6 năm 2023") -> list[tuple[DiagnosticCode, str]]:
    document = parse(_source(*given, day=day), vocab.load())
    codes = (DiagnosticCode.SIGNATURE_BROKEN, DiagnosticCode.SIGNATURE_CONFLICT, DiagnosticCode.MISSING_DATE)
    return [(each.code, each.message) for each in document.warnings if each.code in codes]


SIGNER, BODY = "NÔNG THỊ HẠNH", "Ban Dân tộc tỉnh Lam Giang"


def test_signatures_that_agree_are_not_told() -> None:
    assert _told() == []
    assert _told(_one("Lò Văn Pán", 4), _one(SIGNER, 4), _one(BODY, 5, body=True)) == []


def test_a_day_that_differs_is_told_and_the_paper_keeps_its_own() -> None:
    given = (_one(SIGNER, 6), _one(BODY, 7, body=True))
    message = "Văn bản ghi ngày 05/06/2023; chữ ký số đề ngày 07/06/2023. Đối chiếu bản gốc."
    assert _told(*given) == [(DiagnosticCode.SIGNATURE_CONFLICT, message)]
    assert str(parse(_source(*given), vocab.load()).header.issued) == "2023-06-05"


def test_a_missing_day_gets_a_candidate_and_stays_missing() -> None:
    given, blank = (_one(SIGNER, 6), _one(BODY, 7, body=True)), "ngày     tháng 6 năm 2023"
    assert "chữ ký số đề ngày 07/06/2023, có thể là ngày đó" in str(_told(*given, day=blank))
    issued = parse(_source(*given, day=blank), vocab.load()).header.issued
    assert issued is None or issued.day is None
    other_month = _told(*given, day="ngày     tháng 5 năm 2023")
    assert [code for code, _ in other_month if code is DiagnosticCode.SIGNATURE_CONFLICT], "it is no day of that month"
    two_days = (_one(BODY, 7, body=True), _one(BODY, 8, body=True))
    assert "có thể là ngày đó" not in str(_told(*two_days, day=blank))


def test_a_signer_that_differs_is_told_without_the_name_of_the_other() -> None:
    ((code, message),) = _told(_one("Lò Văn Pán", 5), _one(BODY, 5, body=True))
    assert code is DiagnosticCode.SIGNATURE_CONFLICT
    assert "Nông Thị Hạnh" in message and "Pán" not in message


def test_a_broken_signature_is_told() -> None:
    assert [code for code, _ in _told(_one(SIGNER, 9, "broken"))] == [DiagnosticCode.SIGNATURE_BROKEN]


def _page(*given: DigitalSignature) -> str:
    found = catalog(link.link([parse(_source(*given), vocab.load())], Registry(), vocab.load(), Portal(), {}), Portal())
    return shown.signatures(found, found.graph.records[0])


def test_the_page_says_in_plain_words_what_a_signature_proves() -> None:
    assert _page() == ""
    unread = DigitalSignature("unread", "file")
    assert "Tệp mang 2 chữ ký số; chưa xem" in _page(unread, unread) and "kyso" in _page(unread)
    seals = [replace(_one(BODY, 5, body=True), covers="revision", digest="SHA-1") for _ in range(3)]
    page = _page(_one("Lò Văn Pán", 4), *seals, replace(_one(SIGNER, 5, "broken"), trust="trusted"))
    assert "Một cá nhân thuộc UBND" in page and "Pán" not in page
    assert "3 chữ ký liền nhau" in page and "SHA-1: thuật toán băm đã yếu; chưa kiểm chuỗi tin cậy" in page
    assert "Không còn nguyên vẹn: tệp khác với lúc ký" in page and "NÔNG THỊ HẠNH" in page
    assert "không chữ ký nào phủ" in _page(seals[0]) and "05/06/2023, 09:30" in page


def test_signatures_pass_through_the_json_of_a_parsed_document(twice: bytes) -> None:
    document = parse(replace(_source(), signatures=signatures.read(twice)), vocab.load())
    back = parsed_json.read(document_json(document), "a.pdf")
    assert isinstance(back, Document) and back.source.signatures == document.source.signatures
    assert msgspec.json.encode(back) == msgspec.json.encode(document)


@pytest.mark.parametrize(
    ("body", "signs", "persons", "told"),
    [
        (True, False, "off", True),
        (False, True, "off", False),
        (False, True, "officials", True),
        (False, False, "officials", False),
        (False, False, "all", True),
    ],
)
def test_whom_a_portal_names_of_certificates(body: bool, signs: bool, persons: str, told: bool) -> None:
    assert disclosure.tells_certificate(body, signs, Portal(persons=persons)) == told  # type: ignore[arg-type]


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/corpus/real is not here")
def test_real_files_are_read_in_time_and_each_flipped_bit_is_told() -> None:
    states: list[str] = []
    spent: list[float] = []
    for path in sorted(REAL.glob("*.pdf")):
        data = path.read_bytes()
        if held.MARK not in data:
            continue
        begun = time.process_time()
        found = check.all_checked(data)
        spent.append(time.process_time() - begun)
        states += [each.state for each in found]
        for listed, each in zip(held.signatures_of(data), found, strict=True):
            middle = listed.ranges[1] // 2
            assert each.state == "unclear" or check.checked(listed, _flipped(data, middle)).state == "broken"
            assert not re.search(r"@|MST|\d{9}", f"{each.signer} {each.organization} {each.authority}")
    assert len(spent) == 11
    assert (len(states), states.count("whole"), states.count("broken")) == (63, 62, 0)
    assert sorted(spent)[-2] <= 0.2, "the slowest but one, on a busy machine; 0.1 s are asked for"

"""A hand-built graph of the fictional tỉnh Lam Giang, and short ways to make values for tests.

Spans are given by the words they cover; the first place after the former one is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.model import (
    Agency,
    AgencyOccurrence,
    Assignment,
    Authority,
    Chair,
    Citation,
    Deadline,
    Diagnostic,
    DiagnosticCode,
    DocNumber,
    Document,
    Figure,
    Graph,
    Header,
    Inferred,
    Occurrence,
    Page,
    PartialDate,
    Person,
    PersonOccurrence,
    PersonRelation,
    Policy,
    PolicyOccurrence,
    Record,
    Relation,
    Role,
    Section,
    Signature,
    SourceText,
    Span,
    Work,
    WorkOccurrence,
    Zones,
)
from generator.model.frozen import replace
from generator.model.linked import linked

UBND = "co-quan/ubnd-tinh-lam-giang"
BAN = "co-quan/ban-dan-toc-tinh-lam-giang"
SO_MOI = "co-quan/so-dan-toc-va-ton-giao-tinh-lam-giang"
SO_NOI_VU = "co-quan/so-noi-vu-tinh-lam-giang"
PHONG = "co-quan/phong-chinh-sach-ban-dan-toc-tinh-lam-giang"
CHINH_PHU = "co-quan/thu-tuong-chinh-phu"
CHUONG_TRINH = "chinh-sach/chuong-trinh-muc-tieu-quoc-gia-dan-toc-thieu-so"
DE_AN = "chinh-sach/de-an-ban-vung-cao"
QD_1719 = "so-hieu/1719-qd-ttg-2021"
QD_684 = "so-hieu/684-qd-ubnd-lam-giang-2023"
KH_57 = "so-hieu/57-kh-ubnd-lam-giang-2023"
HA = "nguoi/luong-thi-ha"
AN = "nguoi/a-dieu-an"
CU_DAN = "nguoi/ma-van-sinh"


def date(iso: str) -> PartialDate:
    """Return `2023-06` as a value."""
    return PartialDate(*map(int, iso.split("-")))


def number(key: str) -> DocNumber:
    """Return a number whose parts do not matter to the test."""
    serial, _, symbol = key.partition("/")
    return DocNumber(serial, None, tuple(symbol.split("-")), False, key, key)


def find(text: str, words: str, after: int = 0) -> Span:
    """Return the span of `words`, at or after an offset."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def document(text: str, path: str = "documents/mau.txt", header: Header | None = None, **fields: Any) -> Document:
    """Return a document of which every line of text is a line of the file; all of it is body unless zones say so."""
    starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
    source = SourceText(path, sha256(text.encode()).hexdigest(), text, tuple(starts), (), "txt")
    end = Span(len(text), len(text))
    defaults: dict[str, Any] = {
        "zones": Zones(Span(0, 0), Span(0, 0), Span(0, len(text)), end, end, end),
        "signature": None,
        "chair": None,
        "recipients": (),
        "archive_line": None,
        "sections": (),
        "citations": (),
        "mentions": (),
        "tasks": (),
        "figures": (),
    }
    lines = tuple((start, line) for line, start in enumerate(starts, 1))
    return Document(source=source, text=text, lines=lines, header=header or Header(), **(defaults | fields))


def sections(text: str, rows: Iterable[tuple[str | None, str | None, int, str]]) -> tuple[Section, ...]:
    """Return sections from (label, title, level, head); each reaches to the next of its level or above."""
    found: list[tuple[str | None, str | None, int, Span]] = []
    place = 0
    for label, title, level, head in rows:
        span = find(text, head, place)
        place = span.end
        found.append((label, title, level, span))
    made: list[Section] = []
    for index, (label, title, level, head_span) in enumerate(found):
        end = next((row[3].start for row in found[index + 1 :] if row[2] <= level), len(text))
        anchor = f"m{index + 1}"
        parent = next((each.anchor for each in reversed(made) if each.level < level), None)
        made.append(Section(label, title, level, parent, anchor, head_span, Span(head_span.start, end)))
    return tuple(made)


def cited(entity: str | None, span: Span, section: str = "body", **fields: Any) -> WorkOccurrence:
    """Return a citation as resolved: `key`, `damaged` and `article` are as printed, the other fields as linked."""
    key, damaged, article = (fields.pop(name, None) for name in ("key", "damaged", "article"))
    printed = replace(number(key), damaged=bool(damaged)) if key is not None else None
    said = Citation(span, printed, None, None, None, fields.get("relation", Relation.MENTION), article)
    return WorkOccurrence(entity, said, section, **fields)


OCCURRENCES: Mapping[str, Callable[..., Occurrence]] = {
    "agency": AgencyOccurrence,
    "policy": PolicyOccurrence,
    "person": PersonOccurrence,
    "work": cited,
}


def occurrences(text: str, rows: Iterable[tuple[str, str | None, str, dict[str, Any]]]) -> tuple[Occurrence, ...]:
    """Return mentions from (kind, entity, words, fields), each looked for from the start of the former one."""
    made: list[Occurrence] = []
    place = 0
    for kind, entity, words, fields in rows:
        span = find(text, words, place)
        place = span.start + 1
        made.append(OCCURRENCES[kind](entity, span, "body", **fields))
    return tuple(sorted(made, key=lambda each: (each.span.start, -each.span.end)))


def record(identity: str, made: Document, **fields: Any) -> Record:
    """Return a document as linked, with nothing known of it but what `fields` say."""
    defaults: dict[str, Any] = {
        "title": made.header.title,
        "issuer": None,
        "issuer_basis": None,
        "issued_inferred": None,
        "work": None,
        "signer": None,
        "chair": None,
        "occurrences": (),
        "tasks": (),
        "warnings": made.warnings,
    }
    return Record(id=identity, document=linked(made), **(defaults | fields))


def graph(records: Sequence[Record], entities: Iterable[Agency | Policy | Work | Person]) -> Graph:
    """Return a graph of these, sorted by id."""
    found = sorted(entities, key=lambda each: each.id)
    return Graph(
        records=tuple(sorted(records, key=lambda each: each.id)),
        agencies=tuple(each for each in found if isinstance(each, Agency)),
        policies=tuple(each for each in found if isinstance(each, Policy)),
        works=tuple(each for each in found if isinstance(each, Work)),
        persons=tuple(each for each in found if isinstance(each, Person)),
        diagnostics=(
            Diagnostic(DiagnosticCode.UNREADABLE, "Không đọc được tệp: sai bảng mã.", "documents/hong.txt", 1),
        ),
    )


# --- tỉnh Lam Giang --------------------------------------------------------------------------------

DECISION_TEXT = """QUYẾT ĐỊNH
Phê duyệt Đề án Bản vùng cao giai đoạn 2023-2030
Căn cứ Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ về Chương trình mục tiêu quốc gia;
Theo đề nghị của Trưởng Ban Dân tộc tỉnh Lam Giang.
Điều 1. Phê duyệt đề án
Phê duyệt Đề án Bản vùng cao với tổng kinh phí 1.253,687 triệu đồng.
Điều 2. Tổ chức thực hiện
1. Giao Ban Dân tộc tỉnh Lam Giang chủ trì, phối hợp với Sở Nội vụ xây dựng kế hoạch, hoàn thành trước ngày 30/9/2023.
2. Sở Nội vụ hướng dẫn các huyện thực hiện.
Điều 3. Quyết định có hiệu lực từ ngày ký.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lương Thị Hà"""

NOTICE_TEXT = """THÔNG BÁO
Kết luận của đồng chí Lương Thị Hà, Phó Chủ tịch UBND tỉnh tại cuộc họp về Đề án Bản vùng cao
Ngày 15/3/2024, đồng chí Lương Thị Hà, Phó Chủ tịch UBND tỉnh Lam Giang, chủ trì cuộc họp về Đề án Bản vùng cao.
I. Đánh giá chung
Việc thực hiện Quyết định số 684/QĐ-UBND ngày 12/6/2023 của UBND tỉnh đạt 58,35% kế hoạch; ông Ma Văn Sinh có ý kiến.
II. Nhiệm vụ thời gian tới
1. Ban Dân tộc: Rà soát Đề án Bản vùng cao, báo cáo UBND tỉnh trong tháng 4/2024.
2. Sở Nội vụ hướng dẫn theo Công văn số 12/CV ngày 02/01/2024 và Quyết định số 1719/QĐ-TTg.
III. Chế độ báo cáo
Các cơ quan báo cáo hằng quý; vướng mắc báo cáo Ban Dân tộc và Ban Dân tộc tổng hợp."""

REPORT_TEXT = """BÁO CÁO
Kết quả thực hiện Chương trình mục tiêu quốc gia sáu tháng đầu năm
Thực hiện Kế hoạch số 57/KH-UBND ngày 20/02/2023 của UBND tỉnh và Quyết định số 1719/QĐ-TTg, Ban Dân tộc báo cáo:
Đã giải ngân 12.500 triệu đồng cho 18 xã của Chương trình mục tiêu quốc gia.
TRƯỞNG BAN
A Điêu An"""


def lam_giang() -> Graph:
    """Return six agencies, two policies, three works, three persons and three documents that speak of one another."""
    return graph((_work(), _notice(), _report()), _entities())


def _work() -> Record:
    text = DECISION_TEXT
    task = find(text, "Giao Ban Dân tộc tỉnh Lam Giang chủ trì, phối hợp với Sở Nội vụ xây dựng kế hoạch")
    header = Header(
        "quyết định", number("684/QĐ-UBND"), "Phê duyệt Đề án Bản vùng cao giai đoạn 2023-2030", "Lam Giang",
        date("2023-06-12"), None, "ỦY BAN NHÂN DÂN TỈNH LAM GIANG",
    )  # fmt: skip
    made = document(
        text,
        "documents/2023/684.txt",
        header,
        signature=Signature(
            "Lương Thị Hà",
            "Phó Chủ tịch",
            (Authority("TM.", "Ủy ban nhân dân"), Authority("KT.", "Chủ tịch")),
            find(text, "Lương Thị Hà"),
        ),
        recipients=("Như Điều 3;", "Ủy ban Dân tộc (báo cáo);"),
        archive_line="Lưu: VT, KGVX.",
        sections=sections(
            text,
            (
                ("Điều 1", "Phê duyệt đề án", 1, "Điều 1. Phê duyệt đề án"),
                ("Điều 2", "Tổ chức thực hiện", 1, "Điều 2. Tổ chức thực hiện"),
                ("1", None, 2, "1."),
                ("2", None, 2, "2."),
                ("Điều 3", "", 1, "Điều 3."),
            ),
        ),
        figures=(Figure(find(text, "1.253,687 triệu đồng"), "m1", 1253.687, "triệu đồng", "tổng kinh phí"),),
    )
    found = occurrences(
        text,
        (
            ("policy", DE_AN, "Đề án Bản vùng cao", {}),
            ("work", QD_1719, "Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ",
             {"relation": Relation.BASIS, "key": "1719/QĐ-TTg"}),
            ("agency", CHINH_PHU, "Thủ tướng Chính phủ", {}),
            ("policy", CHUONG_TRINH, "Chương trình mục tiêu quốc gia", {}),
            ("agency", BAN, "Ban Dân tộc tỉnh Lam Giang", {}),
            ("policy", DE_AN, "Đề án Bản vùng cao", {}),
            ("agency", BAN, "Ban Dân tộc tỉnh Lam Giang", {}),
            ("agency", SO_NOI_VU, "Sở Nội vụ", {}),
            ("person", HA, "Lương Thị Hà", {"relation": PersonRelation.SIGNER, "role": "Phó Chủ tịch", "agency": UBND}),
        ),
    )  # fmt: skip
    deadline = Deadline(date("2023-09-30"), "hoàn thành trước ngày 30/9/2023")
    return record(
        "qd-ubnd-tinh-lam-giang-2023-06-12-a1b2c3", made, issuer=UBND, issuer_basis="header",
        work=QD_684, signer=HA, occurrences=found, tasks=(Assignment(task, "m3", (BAN,), (SO_NOI_VU,), deadline),),
    )  # fmt: skip


def _notice() -> Record:
    text, path = NOTICE_TEXT, "documents/2024/thong-bao.txt"
    header = Header("thông báo", None, text.split("\n")[1], None, None)
    made = document(
        text,
        path,
        header,
        chair=Chair(
            "Lương Thị Hà", "Phó Chủ tịch UBND tỉnh", "cuộc họp về Đề án Bản vùng cao", date("2024-03-15"),
            find(text, "Lương Thị Hà"),
        ),
        sections=sections(
            text,
            (
                ("I", "Đánh giá chung", 1, "I. Đánh giá chung"),
                ("II", "Nhiệm vụ thời gian tới", 1, "II. Nhiệm vụ thời gian tới"),
                ("1", "Ban Dân tộc", 2, "1. Ban Dân tộc:"),
                ("2", None, 2, "2."),
                ("III", "Chế độ báo cáo", 1, "III. Chế độ báo cáo"),
            ),
        ),
        figures=(Figure(find(text, "58,35%"), "m1", 58.35, "%", "tỷ lệ giải ngân so với kế hoạch"),),
        warnings=(
            Diagnostic(DiagnosticCode.MISSING_NUMBER, "Văn bản không ghi số.", path, 1, "THÔNG BÁO"),
            Diagnostic(DiagnosticCode.SYMBOL, "Ký hiệu thiếu cơ quan ban hành.", path, 8, "12/CV"),
        ),
    )  # fmt: skip
    found = occurrences(
        text,
        (
            ("person", HA, "Lương Thị Hà",
             {"relation": PersonRelation.CHAIR, "role": "Phó Chủ tịch UBND tỉnh", "agency": UBND}),
            ("agency", UBND, "UBND tỉnh", {}),
            ("policy", DE_AN, "Đề án Bản vùng cao", {}),
            ("agency", UBND, "UBND tỉnh Lam Giang", {}),
            ("work", QD_684, "Quyết định số 684/QĐ-UBND ngày 12/6/2023 của UBND tỉnh",
             {"relation": Relation.BASIS, "key": "684/QĐ-UBND", "article": "khoản 1 Điều 2"}),
            ("agency", UBND, "UBND tỉnh", {}),
            ("person", CU_DAN, "Ma Văn Sinh", {"relation": PersonRelation.ATTENDEE}),
            ("agency", BAN, "Ban Dân tộc", {}),
            ("policy", DE_AN, "Đề án Bản vùng cao", {}),
            ("agency", SO_NOI_VU, "Sở Nội vụ", {}),
            ("work", None, "Công văn số 12/CV ngày 02/01/2024",
             {"key": "12/CV", "candidates": (KH_57,), "damaged": True}),
            ("work", QD_1719, "Quyết định số 1719/QĐ-TTg", {"key": "1719/QĐ-TTg", "relation": Relation.BASIS}),
            ("agency", BAN, "Ban Dân tộc", {}),
            ("agency", BAN, "Ban Dân tộc", {}),
        ),
    )  # fmt: skip
    tasks = (
        Assignment(find(text, "Rà soát Đề án Bản vùng cao, báo cáo UBND tỉnh trong tháng 4/2024."), "m3", (BAN,), (),
                   Deadline(date("2024-04"), "trong tháng 4/2024")),
        Assignment(find(text, "Sở Nội vụ hướng dẫn"), "m4", (SO_NOI_VU,), (), None),
        Assignment(find(text, "Các cơ quan báo cáo hằng quý"), "m5", (BAN, SO_NOI_VU), (), Deadline(None, "hằng quý")),
    )  # fmt: skip
    return record(
        "tb-ubnd-tinh-lam-giang-2024-03-15-d4e5f6", made, issuer=UBND, issuer_basis="signature", chair=HA,
        occurrences=found, tasks=tasks,
        issued_inferred=Inferred("2024-03-15", "2024-04", "ngày họp và thời hạn nêu trong văn bản"),
    )  # fmt: skip


def _report() -> Record:
    text = REPORT_TEXT
    header = Header("báo cáo", None, text.split("\n")[1], "Lam Giang", None)
    made = document(
        text,
        "documents/khong-ngay.md",
        header,
        signature=Signature("A Điêu An", "Trưởng Ban", (), find(text, "A Điêu An")),
        figures=(Figure(find(text, "18 xã"), "p", 18.0, "xã", "số xã được giải ngân"),),
    )
    found = occurrences(
        text,
        (
            ("policy", CHUONG_TRINH, "Chương trình mục tiêu quốc gia", {}),
            ("work", KH_57, "Kế hoạch số 57/KH-UBND ngày 20/02/2023 của UBND tỉnh", {"relation": Relation.BASIS}),
            ("work", QD_1719, "Quyết định số 1719/QĐ-TTg", {"relation": Relation.MENTION}),
            ("agency", BAN, "Ban Dân tộc", {}),
            ("policy", CHUONG_TRINH, "Chương trình mục tiêu quốc gia", {}),
            ("person", AN, "A Điêu An", {"relation": PersonRelation.SIGNER, "role": "Trưởng Ban", "agency": BAN}),
        ),
    )
    return record(
        "bc-ban-dan-toc-tinh-lam-giang-0a0b0c", made, issuer=BAN, issuer_basis="signature", signer=AN, occurrences=found
    )


def _entities() -> tuple[Agency | Policy | Work | Person, ...]:
    notice, work = "tb-ubnd-tinh-lam-giang-2024-03-15-d4e5f6", "qd-ubnd-tinh-lam-giang-2023-06-12-a1b2c3"
    report = "bc-ban-dan-toc-tinh-lam-giang-0a0b0c"
    office = Role("Phó Chủ tịch", UBND, "2023-06-12", "2024-03-15", (work, notice))
    return (
        Agency(UBND, "UBND tỉnh Lam Giang", ("Ủy ban nhân dân tỉnh Lam Giang",), "province", "tỉnh Lam Giang"),
        Agency(BAN, "Ban Dân tộc tỉnh Lam Giang", ("Ban Dân tộc",), "province", "tỉnh Lam Giang", UBND,
               None, "2025-03-01", (SO_MOI,), "Nghị quyết số 03/NQ-HĐND"),
        Agency(SO_MOI, "Sở Dân tộc và Tôn giáo tỉnh Lam Giang", (), "province", "tỉnh Lam Giang", UBND, "2025-03-01"),
        Agency(SO_NOI_VU, "Sở Nội vụ tỉnh Lam Giang", ("Sở Nội vụ",), "province", "tỉnh Lam Giang", UBND),
        Agency(PHONG, "Phòng Chính sách, Ban Dân tộc tỉnh Lam Giang", (), "unit", "tỉnh Lam Giang", BAN),
        Agency(CHINH_PHU, "Thủ tướng Chính phủ", (), "central"),
        Policy(CHUONG_TRINH, "Chương trình mục tiêu quốc gia phát triển vùng đồng bào dân tộc thiểu số",
               ("Chương trình mục tiêu quốc gia",), "chương trình", QD_1719, "2021-2030"),
        Policy(DE_AN, "Đề án Bản vùng cao", ("Đề án",), "đề án", QD_684, "2023-2030"),
        Work(QD_1719, "Quyết định số 1719/QĐ-TTg", (), "1719/QĐ-TTg", "quyết định", "2021-10-14", CHINH_PHU,
                 "Phê duyệt Chương trình mục tiêu quốc gia", None, (), ("Có văn bản ghi ngày 14/10/2020.",)),
        Work(QD_684, "Quyết định số 684/QĐ-UBND", ("684/QĐUBND",), "684/QĐ-UBND", "quyết định", "2023-06-12", UBND,
                 "Phê duyệt Đề án Bản vùng cao giai đoạn 2023-2030", work),
        Work(KH_57, "Kế hoạch số 57/KH-UBND", (), "57/KH-UBND", "kế hoạch", "2023-02-20", UBND,
                 candidates=(report,)),
        Person(HA, "Lương Thị Hà", (), (office,), True),
        Person(AN, "A Điêu An", (), (Role("Trưởng Ban", BAN, None, None, (report,)),), True),
        Person(CU_DAN, "Ma Văn Sinh"),
    )  # fmt: skip


# --- MkDocs ------------------------------------------------------------------------------------------


def write(pages: Iterable[Page], folder: Path) -> None:
    """Write pages and the files that every portal has beside them to a documents folder."""
    for page in pages:
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, encoding="utf-8")
    for name in ("documents", "entities", "mentions", "tasks", "figures"):
        (folder / "du-lieu" / f"{name}.jsonl").write_text("", encoding="utf-8")

"""The keys of the registry's six files, and the value that each entry becomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.curation import registry_values as values
from generator.curation import suppress, yaml_values
from generator.curation.keys import Entry, Form, Key, WrittenFile, one_of, origin, several
from generator.curation.yaml_values import Value
from generator.model import (
    Agency,
    EffectKind,
    Extent,
    KnownDocument,
    KnownEffect,
    KnownPerson,
    KnownWork,
    Policy,
    RejectedKind,
    Rejection,
    Role,
)

EFFECTS: Mapping[str, EffectKind] = {
    "thay thế": "replaced",
    "bãi bỏ": "repealed",
    "sửa đổi": "amended",
    "đình chỉ": "suspended",
    "kéo dài": "extended",
    "đính chính": "corrected",
}
EXTENTS: Mapping[str, Extent] = {"toàn bộ": "whole", "một phần": "part"}
REJECTED: Mapping[str, RejectedKind] = {
    "cơ quan": "agency",
    "chính sách": "policy",
    "người": "person",
    "nhiệm vụ": "task",
    "quan hệ": "relation",
}


# --- the keys ----------------------------------------------------------------------------------


def _aliases(example: str) -> Key:
    return Key("aliases", "Các tên khác của cùng đối tượng; một tên hoặc danh sách.", example, several("tên khác"))


def _address(example: str) -> Key:
    return Key("id", "Phần cuối địa chỉ của trang; không ghi thì lấy từ tên.", example, values.address)


AGENCY = Form(
    "cơ quan",
    (
        Key("name", "Tên đầy đủ, có địa danh.", "Ban Dân tộc tỉnh Lam Giang", required=True),
        _address("ban-dan-toc-tinh-lam-giang"),
        _aliases("[BDT tỉnh Lam Giang]"),
        Key("level", f"Cấp: {', '.join(values.LEVELS)}.", "province", values.level),
        Key("place", "Tỉnh, thành phố mà cơ quan thuộc về.", "tỉnh Lam Giang", names="province", called="địa danh"),
        Key(
            "parent",
            "Cơ quan cấp trên, ghi tên hoặc id.",
            "UBND tỉnh Lam Giang",
            names="agency",
            called="cơ quan cấp trên",
        ),
        Key("valid_from", "Ngày bắt đầu hoạt động: ngày/tháng/năm, tháng/năm hoặc năm.", "01/03/2005", values.day),
        Key("valid_to", "Ngày cuối cùng hoạt động.", "2025-02-28", values.day),
        Key(
            "succeeded_by",
            "Cơ quan kế tục, một tên hoặc danh sách.",
            "Sở Dân tộc và Tôn giáo tỉnh Lam Giang",
            several("cơ quan kế tục"),
            names="agency",
            called="cơ quan kế tục",
        ),
        Key("source", "Văn bản quy định việc thành lập, kết thúc, kế tục.", "15/NQ-HĐND"),
    ),
)


def _role(value: Value) -> Role:
    """Return an office (chức vụ)."""
    entry = ROLE.read(value)
    first, last = values.period(entry, "from", "to")
    return Role(entry.read["title"], entry.read.get("agency"), first, last, (), origin(value))


ROLE = Form(
    "chức vụ",
    (
        Key("title", "Tên chức vụ.", "Trưởng Ban", required=True),
        Key(
            "agency",
            "Cơ quan nơi giữ chức vụ, ghi tên hoặc id.",
            "Ban Dân tộc tỉnh Lam Giang",
            names="agency",
            called="cơ quan nơi giữ chức vụ",
        ),
        Key("from", "Giữ chức vụ từ ngày nào.", "2019-06", values.day),
        Key("to", "Giữ chức vụ đến ngày nào.", "2024-01", values.day),
    ),
)
PERSON = Form(
    "người",
    (
        Key("name", "Họ tên; hai người cùng họ tên thì mỗi người cần một `id`.", "Hoàng Văn Thiện", required=True),
        _address("hoang-van-thien"),
        _aliases("[Hoàng Thiện]"),
        Key(
            "roles",
            "Các chức vụ đã giữ; cũng cho biết văn bản nhắc tên này ở cơ quan nào là nói về người này.",
            "",
            lambda value: tuple(_role(each) for each in yaml_values.items(value, "chức vụ")),
            inner=ROLE,
        ),
        Key(
            "official",
            "Có là người giữ chức vụ không (`true`, `false`); chỉ người giữ chức vụ có trang khi `persons: officials`.",
            "true",
            yaml_values.flag,
        ),
    ),
)
POLICY = Form(
    "chính sách",
    (
        Key("name", "Tên đầy đủ.", "Đề án Phát triển dược liệu", required=True),
        _address("de-an-duoc-lieu"),
        _aliases("[Đề án dược liệu]"),
        Key("kind", "Loại: chương trình, đề án, dự án, phong trào …", "đề án", values.kind),
        Key(
            "approved_by",
            "Số, ký hiệu văn bản phê duyệt; nhiều văn bản cùng số thì ghi địa chỉ trang `so-hieu/…`.",
            "1120/QĐ-UBND",
            names="work",
            called="văn bản phê duyệt",
        ),
        Key("period", "Giai đoạn.", "2021-2025"),
        Key(
            "parent",
            "Chương trình, đề án lớn hơn mà chính sách này là một phần.",
            "Chương trình Phát triển nông thôn",
            names="policy",
            called="chính sách lớn hơn",
        ),
    ),
)
DOCUMENT = Form(
    "văn bản",
    (
        Key(
            "file",
            "Đường dẫn của tệp, tính từ `documents/`.",
            "2023/ket-luan.txt",
            values.file,
            required=True,
            names="document",
            called="tệp văn bản",
        ),
        Key("number", "Số, ký hiệu.", "21/KL-BDT"),
        Key("type", "Tên loại văn bản.", "kết luận"),
        Key("title", "Trích yếu.", "Kết luận hội nghị sơ kết"),
        Key("issued", "Ngày ban hành, viết 05/07/2023 hoặc 2023-07-05.", "05/07/2023", yaml_values.date),
        Key("place", "Nơi ban hành.", "Lam Giang"),
        Key("issuer", "Cơ quan ban hành.", "Ban Dân tộc tỉnh Lam Giang"),
    ),
)


def _effect(value: Value) -> KnownEffect:
    """Return an effect (tác động) as stated."""
    entry = EFFECT.read(value)
    extent = entry.read["extent"]
    if extent == "whole" and "part" in entry.read:
        yaml_values.fail(entry.places["part"], "`extent: toàn bộ` thì không có phần nào. Bỏ `part` hoặc sửa `extent`.")
    return KnownEffect(
        entry.read["kind"],
        extent,
        entry.read.get("part"),
        entry.read.get("by"),
        entry.read.get("source"),
        origin(value),
    )


EFFECT = Form(
    "tác động",
    (
        Key("kind", f"Điều đã xảy ra: {', '.join(EFFECTS)}.", "bãi bỏ", one_of(EFFECTS), required=True),
        Key("extent", "Toàn bộ hay một phần.", "một phần", one_of(EXTENTS), required=True),
        Key("part", "Phần bị tác động, khi là một phần.", "khoản 2 Điều 4"),
        Key("by", "Số, ký hiệu văn bản gây ra điều đó.", "7/2025/QĐ-UBND"),
        Key("source", "Người quản trị biết điều đó từ đâu.", "Công báo tỉnh số 12 năm 2025"),
    ),
)
WORK = Form(
    "số hiệu",
    (
        Key("number", "Số, ký hiệu như các văn bản viện dẫn.", "375/QĐ-UBND", required=True),
        Key(
            "id",
            "Phần cuối địa chỉ trang số hiệu; cần khi nhiều văn bản cùng số.",
            "375-qd-ubnd-lam-giang-2019",
            values.address,
        ),
        Key(
            "none",
            "`true`: không có văn bản nào mang số này; các chỗ viện dẫn không thành liên kết mà nằm ở trang chất lượng "
            "dữ liệu.",
            "true",
            yaml_values.flag,
            alone=True,
        ),
        Key(
            "file",
            "Văn bản trong kho mà số này nói đến, khi nơi viện dẫn ghi sai số: mọi chỗ viện dẫn dẫn tới văn bản ấy. "
            "Ghi đường dẫn của tệp, tính từ `documents/`.",
            "2023/ke-hoach.md",
            values.file,
            names="document",
            called="tệp văn bản",
            alone=True,
        ),
        Key(
            "cited_in",
            "Các tệp viện dẫn số này mà không ghi ngày, và chính là nói văn bản này; một tệp hoặc danh sách.",
            "2023/bao-cao.md",
            values.files,
            names="document",
            called="tệp văn bản",
        ),
        Key("type", "Tên loại văn bản.", "quyết định", values.kind),
        Key("title", "Trích yếu đúng.", "về việc ban hành Quy chế làm việc"),
        Key("issued", "Ngày ban hành đúng.", "2019-05-03", yaml_values.date),
        Key(
            "issuer",
            "Cơ quan ban hành đúng.",
            "UBND tỉnh Lam Giang",
            names="agency",
            called="cơ quan ban hành",
        ),
        Key("source", "Người quản trị biết những điều trên từ đâu.", "Sổ công văn đi năm 2019"),
        Key(
            "effects",
            "Những gì đã xảy ra với văn bản này.",
            "",
            lambda value: tuple(_effect(each) for each in yaml_values.items(value, "tác động")),
            inner=EFFECT,
        ),
    ),
)
REJECTION = Form(
    "mục bỏ",
    (
        Key("reject", f"Loại tìm nhầm: {', '.join(REJECTED)}.", "cơ quan", one_of(REJECTED), required=True),
        Key(
            "file",
            "Tệp văn bản, tính từ `documents/`.",
            "2023/bao-cao.md",
            values.file,
            required=True,
            names="document",
            called="tệp văn bản",
        ),
        Key(
            "line",
            "Dòng của tệp nơi chỗ tìm nhầm bắt đầu, như ở `line` của dữ liệu mở.",
            "14",
            values.line,
            required=True,
        ),
        Key("words", "Những chữ bị tìm nhầm; không ghi thì bỏ mọi thứ thuộc loại ấy ở dòng này.", "Ban Dân tộc"),
    ),
)


FILES = (
    WrittenFile("registry/agencies.yml", "Cơ quan", "Tên, thời gian hoạt động và kế tục của cơ quan.", AGENCY),
    WrittenFile("registry/persons.yml", "Người", "Người và các chức vụ; phân biệt người trùng họ tên.", PERSON),
    WrittenFile("registry/policies.yml", "Chính sách", "Chương trình, đề án, chính sách riêng của kho.", POLICY),
    WrittenFile("registry/documents.yml", "Văn bản", "Những gì tệp văn bản không ghi hoặc ghi sai.", DOCUMENT),
    WrittenFile(
        "registry/decisions.yml",
        "Số hiệu",
        "Những gì người quản trị biết về một số hiệu: trích yếu, ngày, cơ quan, hiệu lực, hoặc không có văn bản nào "
        "mang số ấy. Trang nói rõ điều nào do danh bạ ghi, ở dòng nào.",
        WORK,
    ),
    WrittenFile(
        "registry/reject.yml",
        "Chỗ tìm nhầm",
        "Những gì chương trình tìm nhầm ở một dòng: bị bỏ khỏi trang, dữ liệu mở và tìm kiếm. Bỏ quan hệ thì số hiệu "
        "vẫn là chỗ viện dẫn, nhưng không còn quan hệ hay tác động nào.",
        REJECTION,
    ),
    suppress.FILE,
)


# --- what an entry becomes ---------------------------------------------------------------------


def agency(entry: Entry) -> Agency:
    """Return an agency (cơ quan)."""
    first, last = values.period(entry, "valid_from", "valid_to")
    return Agency(**{**entry.read, "id": _path("co-quan", entry), "valid_from": first, "valid_to": last})


def person(entry: Entry) -> KnownPerson:
    """Return a person (người) with the stated offices."""
    read = dict(entry.read)
    return KnownPerson(
        **{
            **_without(read, "official"),
            "id": _path("nguoi", entry),
            "in_office": read.get("official"),
            "origin": origin(entry.value),
        }
    )


def policy(entry: Entry) -> Policy:
    """Return a policy (chính sách, chương trình …)."""
    read = _without(entry.read, "kind") | {"id": _path("chinh-sach", entry)}
    approval = dict(entry.origins()).get("approved_by")
    return Policy(**read, policy_kind=entry.read.get("kind", "chính sách"), approval_stated=approval)


def document(entry: Entry) -> KnownDocument:
    """Return what is known of a file (văn bản) beyond its text."""
    return KnownDocument(**entry.read, origins=entry.origins())


def work(entry: Entry) -> KnownWork:
    """Return what is known of a work (số hiệu); of one that is none, or another, nothing else can be."""
    others = [key for key in entry.places if key not in ("number", "id", "none", "source")]
    if entry.read.get("none") and others:
        told = f"đã ghi `none: true` (không có văn bản này) thì không ghi `{others[0]}`. Bỏ một trong hai."
        yaml_values.fail(entry.places[others[0]], told)
    further = [key for key in others if key != "file"]
    if entry.read.get("file") and further:
        told = f"đã ghi `file` (văn bản đúng) thì không ghi `{further[0]}`. Ghi điều ấy ở mục của số đúng."
        yaml_values.fail(entry.places[further[0]], told)
    if not others and not entry.read.get("none"):
        yaml_values.fail(entry.value, f"mục này chưa nói gì về số {entry.read['number']}. Thêm `title`, `effects` …")
    return KnownWork(**{**entry.read, "id": _path("so-hieu", entry), "origins": entry.origins()})


def rejection(entry: Entry) -> Rejection:
    """Return what was found wrongly (tìm nhầm)."""
    return Rejection(kind=entry.read["reject"], **_without(entry.read, "reject"), origins=entry.origins())


def _without(read: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in read.items() if name != key}


def _path(folder: str, entry: Entry) -> str:
    """Return the stated id as the page's path: `co-quan/ban-dan-toc-tinh-lam-giang`, or nothing."""
    return f"{folder}/{entry.read['id']}" if "id" in entry.read else ""

"""Cách xử lý: for each kind of warning what is to be done, and the line that does it, ready to copy.

A line that needs a fact which nobody but the archivist knows has an empty place for it; pasted as it is, it says
nothing, or the build stops and tells its place. What is only told needs no line.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.curation.entries import line
from generator.derive.catalog import Catalog
from generator.derive.suggestions.suggestion import slug
from generator.model import Diagnostic, DiagnosticCode, Record, Work, WorkOccurrence
from generator.model.frozen import Frozen
from generator.pages.markdown.escape import attr, esc

DOCUMENTS, WORKS, REJECT = "registry/documents.yml", "registry/decisions.yml", "registry/reject.yml"
PORTAL = "portal.yml"
SIDE = ".meta.yml"
MACHINE = "dòng lệnh của máy dựng cổng"


class Remedy(Frozen):
    """What is to be done about a kind of warning; backquotes mark what is shown letter by letter."""

    words: str
    own: tuple[str, ...] = ()
    """Keys of the paper's entry in `documents.yml`, where the warning is about the paper itself."""
    cited: tuple[str, ...] = ()
    """Keys of the number's entry in `decisions.yml`, where the warning is about a citation."""
    file: str = ""
    """Another file, or place, into which `line` goes as it stands."""
    line: str = ""


class Put(Frozen):
    """A line and where it is put; both empty where there is nothing to put."""

    file: str = ""
    line: str = ""

    @property
    def item(self) -> str:
        """The line as it stands after the dash of its item: a spreadsheet takes a dash for a formula."""
        return self.line.removeprefix("- ")


_AS_READ = (
    "Không phải làm gì: cổng đã hiểu đúng và giữ nguyên chữ của văn bản. Muốn hết lưu ý thì sửa ngay trong tệp, ở dòng "
    "nêu bên."
)
_ASK = "Xin lại tệp từ nơi gửi, hoặc mở bằng chương trình đã soạn rồi lưu lại, đặt thay tệp cũ."
_SCAN = "Quét lại trang ấy rõ hơn (300 dpi, thẳng, không nhòe), đặt thay tệp cũ."

REMEDIES: Mapping[DiagnosticCode, Remedy] = {
    DiagnosticCode.MISSING_HEADER: Remedy(
        "Ghi cơ quan ban hành và số, ký hiệu mà tệp không có; điều chưa biết thì để trống.", ("issuer", "number")
    ),
    DiagnosticCode.MISSING_NUMBER: Remedy("Ghi số, ký hiệu theo sổ văn bản.", ("number",)),
    DiagnosticCode.MISSING_DATE: Remedy(
        "Ghi ngày đúng nếu biết. Ngày của số được viện dẫn thì lưu ý vẫn còn, vì chính văn bản không ghi.",
        ("issued",),
        ("issued",),
    ),
    DiagnosticCode.ISSUER_CONFLICT: Remedy(
        "Tra sổ hoặc hỏi cơ quan ban hành, rồi ghi cơ quan đúng; lưu ý vẫn còn, vì chính văn bản ghi như vậy.",
        (),
        ("issuer",),
    ),
    DiagnosticCode.SYMBOL: Remedy(
        "Cổng đã đọc theo cách viết đúng nêu ở cột nội dung. Đọc sai số của văn bản thì ghi số đúng; đọc sai số được "
        "viện dẫn thì ghi tệp của văn bản đúng.",
        ("number",),
        ("file",),
    ),
    DiagnosticCode.WRONG_ABBREVIATION: Remedy(_AS_READ),
    DiagnosticCode.MISSING_HYPHEN: Remedy(_AS_READ),
    DiagnosticCode.SPACING: Remedy(_AS_READ),
    DiagnosticCode.PAGE_NUMBER_LEAK: Remedy(_AS_READ),
    DiagnosticCode.PAGE_BREAK: Remedy(_AS_READ),
    DiagnosticCode.CUT_LINES: Remedy("Quét lại cho đủ lề, hoặc xin bản gốc, đặt thay tệp cũ."),
    DiagnosticCode.DATE_SUSPECT: Remedy("Tra sổ rồi ghi ngày đúng.", ("issued",), ("issued",)),
    DiagnosticCode.DATE_CONFLICT: Remedy("Tra sổ rồi ghi ngày đúng của văn bản.", ("issued",)),
    DiagnosticCode.CITATION_SUSPECT: Remedy(
        "Nếu đúng là số của chính văn bản này thì chép dòng bên; không phải thì không phải làm gì.", ("number",)
    ),
    DiagnosticCode.NAME_VARIANT: Remedy(
        "Hai cách viết là của một cơ quan thì ghi cách viết kia vào `aliases`.",
        file="registry/agencies.yml",
        line="- {name: , aliases: []}",
    ),
    DiagnosticCode.LOOK_ALIKE: Remedy(_AS_READ),
    DiagnosticCode.MARKUP: Remedy(_AS_READ),
    DiagnosticCode.NUMBER_FORMAT: Remedy(_AS_READ),
    DiagnosticCode.DUPLICATE: Remedy(
        "Hai tệp là một văn bản: xóa một tệp, hoặc chép dòng bên vào tệp kèm của bản muốn giữ. Hai văn bản hay hai số "
        "khác nhau: ghi số, trích yếu đúng.",
        (),
        ("title",),
        SIDE,
        "keep: true",
    ),
    DiagnosticCode.AMBIGUOUS: Remedy(
        "Chọn văn bản được nói đến ở danh sách «Viện dẫn chưa rõ là văn bản nào» của trang này rồi chép dòng của nó."
    ),
    DiagnosticCode.SET_APART: Remedy(
        "Không phải làm gì nếu phần ấy không thuộc văn bản. Thuộc văn bản thì lưu tệp chỉ gồm văn bản, đặt thay tệp cũ."
    ),
    DiagnosticCode.SIGNATURE_BROKEN: Remedy("Xin lại tệp có chữ ký nguyên vẹn từ nơi gửi, đặt thay tệp cũ."),
    DiagnosticCode.SIGNATURE_CONFLICT: Remedy(
        "Tra sổ rồi ghi ngày đúng; người ký trong chữ ký số khác người ký in trên văn bản thì hỏi nơi gửi.", ("issued",)
    ),
    DiagnosticCode.CORRECTED: Remedy(
        "Không phải làm gì: đây là điều người quản trị đã sửa. Sửa sai thì bỏ dòng danh bạ ấy."
    ),
    DiagnosticCode.NO_SUCH_WORK: Remedy(
        "Không phải làm gì: danh bạ ghi rằng không có văn bản này. Ghi sai thì xóa dòng danh bạ nêu ở cột nội dung."
    ),
    DiagnosticCode.EMPTY: Remedy("Xóa tệp, hoặc đặt bản có nội dung thay vào."),
    DiagnosticCode.SKIPPED: Remedy("Lưu tệp thành PDF, DOCX, ODT hoặc văn bản thuần, đặt thay tệp cũ; thừa thì xóa."),
    DiagnosticCode.UNREADABLE: Remedy(_ASK),
    DiagnosticCode.NOT_READ: Remedy("Kiểm tra ổ đĩa và quyền đọc của tệp rồi dựng lại cổng."),
    DiagnosticCode.FAULT: Remedy("Báo cho nơi cung cấp chương trình, kèm tệp nếu được phép; các văn bản khác vẫn đủ."),
    DiagnosticCode.NOT_UTF8: Remedy("Mở tệp bằng chương trình đã soạn, lưu lại bằng bảng mã UTF-8."),
    DiagnosticCode.ENCODING: Remedy(
        "Không phải làm gì: cổng đã chuyển sang Unicode. Chữ hiện sai thì lưu lại tệp bằng bảng mã UTF-8."
    ),
    DiagnosticCode.DAMAGED: Remedy(_ASK),
    DiagnosticCode.SAME_NAME: Remedy("Đổi tên một trong hai tệp."),
    DiagnosticCode.SUFFIX: Remedy("Không phải làm gì: tệp đã được đọc. Nên đổi đuôi tệp cho đúng dạng."),
    DiagnosticCode.WRONG_SUFFIX: Remedy("Đổi đuôi tệp cho đúng dạng nêu ở cột nội dung."),
    DiagnosticCode.ENCRYPTED: Remedy("Mở tệp bằng mật khẩu, bỏ mật khẩu, lưu lại rồi đặt thay tệp cũ."),
    DiagnosticCode.TOO_LARGE: Remedy(
        "Chia nhỏ tệp, hoặc nâng giới hạn: chép dòng bên, giữ khóa cần nâng và sửa số.",
        file=PORTAL,
        line="limits: {file_mb: 200, unpacked_mb: 800, text_mb: 20, pages: 3000, ocr_pages: 300}",
    ),
    DiagnosticCode.TOO_SLOW: Remedy(
        "Chia nhỏ tệp, hoặc nâng giới hạn thời gian rồi sửa số cho vừa.", file=PORTAL, line="limits: {seconds: 240}"
    ),
    DiagnosticCode.MISSING_PROGRAM: Remedy(
        "Cài LibreOffice trên máy dựng cổng, hoặc lưu tệp thành DOCX hay PDF.",
        file=MACHINE,
        line="sudo apt install libreoffice-writer",
    ),
    DiagnosticCode.NO_OCR: Remedy(
        "Cài chương trình nhận dạng chữ trên máy dựng cổng.",
        file=MACHINE,
        line="sudo apt install tesseract-ocr tesseract-ocr-vie",
    ),
    DiagnosticCode.HISTORY: Remedy("Không phải làm gì: lịch sử mới đã bắt đầu, tệp cũ được giữ với tên khác."),
    DiagnosticCode.UNREADABLE_TEXT: Remedy(_SCAN),
    DiagnosticCode.UNREADABLE_PAGE: Remedy(_SCAN),
    DiagnosticCode.LONG_TABLE: Remedy(
        "Không phải làm gì: chữ trong bảng vẫn đọc được. Muốn giữ dạng bảng thì chia nhỏ."
    ),
    DiagnosticCode.LOST_WORDS: Remedy("Đối chiếu trang ấy với bản gốc; mất chữ thì xin bản DOCX hoặc quét lại."),
    DiagnosticCode.FILLED_BY_HAND: Remedy("Đọc trên bản gốc rồi ghi số và ngày đã điền tay.", ("number", "issued")),
    DiagnosticCode.BAD_JSON: Remedy("Xuất lại tệp bằng `vankho parse`, hoặc xóa tệp để đọc bản gốc."),
    DiagnosticCode.BAD_DOCUMENT: Remedy("Xuất lại tệp bằng `vankho parse`, hoặc xóa tệp để đọc bản gốc."),
    DiagnosticCode.SECRET: Remedy("Không đưa lên cổng. Không phải văn bản mật thì sửa chỗ ghi mức độ mật trong tệp."),
    DiagnosticCode.INTERNAL: Remedy(
        "Văn bản chỉ lên được cổng nội bộ. Cổng này chỉ dùng trong cơ quan thì chép dòng bên.",
        file=PORTAL,
        line="audience: intranet",
    ),
    DiagnosticCode.DOUBTFUL_MARK: Remedy(
        "Xem văn bản; chắc chắn không phải dấu mật thì chép dòng bên vào tệp kèm.", file=SIDE, line="release: true"
    ),
    DiagnosticCode.DRAFT: Remedy(
        "Đặt bản chính thức thay dự thảo; dự thảo được phép công khai thì chép dòng bên vào tệp kèm.",
        file=SIDE,
        line="release: true",
    ),
    DiagnosticCode.HELD_BACK: Remedy("Sửa điều nêu ở cột nội dung rồi dựng lại cổng."),
    DiagnosticCode.SIDE_FILE: Remedy("Sửa tệp kèm ở dòng nêu bên."),
    DiagnosticCode.PERSONAL_DATA: Remedy(
        "Không phải làm gì: dữ liệu cá nhân đã được che. Số của cơ quan bị che nhầm thì ghi vào `contacts`.",
        file=PORTAL,
        line="contacts: []",
    ),
    DiagnosticCode.SUPPRESSED: Remedy("Không phải làm gì: tên đã được xóa theo `registry/suppress.yml`."),
    DiagnosticCode.REGISTRY: Remedy("Sửa hoặc xóa dòng danh bạ ấy."),
}
"""Of every kind that the program tells; pages show those that are told there."""


def is_settled(code: DiagnosticCode) -> bool:
    """Tell whether a kind of warning asks for nothing."""
    return REMEDIES[code].words.startswith("Không phải làm gì")


def put(found: Catalog, told: Diagnostic, record: Record | None) -> Put:
    """Return the line to copy for a warning, with all that is known of it filled in."""
    remedy, path = REMEDIES[told.code], told.path.removeprefix("documents/")
    cited = _cited(told, record) if record and (remedy.cited or told.code is DiagnosticCode.CITATION_SUSPECT) else None
    work = found.works.get(cited.entity or "") if cited else None
    if told.code is DiagnosticCode.CITATION_SUSPECT:
        return Put(DOCUMENTS, line({"file": path, "number": cited.key})) if cited else Put()
    if work and work.key and remedy.cited:
        return Put(WORKS, _open(_number(found, work), remedy.cited))
    if cited or record is None or not (remedy.own or remedy.line):
        return Put(remedy.file, remedy.line) if remedy.line and remedy.file != SIDE and not cited else Put()
    if remedy.own:
        return Put(DOCUMENTS, _open({"file": path}, remedy.own))
    return Put(f"{told.path}{SIDE}" if remedy.file == SIDE else remedy.file, remedy.line)


def _cited(told: Diagnostic, record: Record) -> WorkOccurrence | None:
    """The citation that a warning is about: it stands on its line and is quoted first."""
    text = record.document.text
    for one in record.cited:
        words = " ".join(one.span.of(text).split())
        raw = one.citation.number.raw if one.citation.number else words
        if (
            record.document.line_of(one.span.start) == told.line
            and told.text
            and (told.text.startswith(words) or words.startswith(told.text) or told.text == raw)
        ):
            return one
    return None


def of_work(found: Catalog, work: Work, keys: tuple[str, ...]) -> Put:
    """Return the line that states something of a number."""
    return Put(WORKS, _open(_number(found, work), keys))


def _number(found: Catalog, work: Work) -> dict[str, str]:
    several = len(found.by_key.get(work.key or "", ())) > 1
    return {"number": work.key or work.name, **({"id": slug(work.id)} if several else {})}


def _open(known: Mapping[str, str], keys: tuple[str, ...]) -> str:
    """An entry with what is known, and the places that the archivist fills."""
    return f"{line(known)[:-1]}, {', '.join(f'{key}: ' for key in keys)}}}"


def copied(put: Put) -> str:
    """Return a line with its place as HTML; a script puts a button beside it."""
    if not put.line:
        return ""
    where = f"<small>vào {esc(put.file)}:</small><br>" if put.file != MACHINE else f"<small>{MACHINE}:</small><br>"
    return f'{where}<code data-vk-copy="{attr(f"Dòng vào {put.file}")}">{esc(put.line)}</code>'

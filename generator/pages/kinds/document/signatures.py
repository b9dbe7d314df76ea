"""Chữ ký số of a document's file, in plain words beside its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.derive import digital_signatures
from generator.derive.catalog import Catalog
from generator.model import DigitalSignature, Record
from generator.model.frozen import replace
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_STATES = {
    "whole": "Nguyên vẹn từ khi ký",
    "broken": "Không còn nguyên vẹn: tệp khác với lúc ký",
    "unclear": "Không kiểm được: chữ ký ghi sai mẫu",
    "unread": "Chưa xem",
}
_CLOCKS = {
    "timestamp": "theo dấu thời gian",
    "signer": "theo máy của người ký",
    "file": "theo máy của người ký",
}
_TRUST = {
    "unchecked": "chưa kiểm chuỗi tin cậy",
    "trusted": "chuỗi tin cậy dẫn đến gốc mà kho này tin, lúc ký",
    "untrusted": "không dẫn đến gốc nào mà kho này tin",
}
_NOT_ASKED = (
    "Kiểm tại chỗ khi dựng cổng, không hỏi qua mạng: chứng thư có bị thu hồi hay không thì chưa biết. "
    "Nội dung trên trang này là lời của văn bản, không phải của chữ ký số."
)


def signatures(found: Catalog, record: Record) -> str:
    """Return the digital signatures of a document's file (chữ ký số), empty where it bears none."""
    told = digital_signatures.told(record, found.portal)
    if not told:
        return ""
    if all(each.state == "unread" for each in told):
        note = f"Tệp mang {len(told)} chữ ký số; chưa xem, vì máy dựng cổng chưa cài phần mở rộng «kyso»."
        return render.section("Chữ ký số", "chu-ky-so", note)
    table = render.table(
        "Chữ ký số của tệp, theo thứ tự ký",
        ("Chữ ký của", "Kết quả kiểm", "Thời điểm ký", "Chứng thư"),
        map(_row, _together(told)),
        "vk-signatures",
    )
    return render.section("Chữ ký số", "chu-ky-so", table, *_later(told), f"<small>{_NOT_ASKED}</small>")


def _together(told: Sequence[DigitalSignature]) -> Iterator[tuple[DigitalSignature, ...]]:
    """Yield signatures that one certificate made one after the other on one day: a stamp on each page."""

    def alike(placed: tuple[int, DigitalSignature]) -> tuple[DigitalSignature, str, int]:
        # Two persons whose names are not told may be two.
        place, each = placed
        return replace(each, signed=None, covers="file"), each.day, 0 if each.signer else place

    for _, group in groupby(enumerate(told), key=alike):
        yield tuple(each for _, each in group)


def _row(group: tuple[DigitalSignature, ...]) -> tuple[str, ...]:
    one = group[0]
    times = f"<br><small>{len(group)} chữ ký liền nhau</small>" if len(group) > 1 else ""
    return (
        _who(one) + times,
        _STATES[one.state],
        _when(group),
        "<br>".join(filter(None, (esc(one.authority), f"<small>{_how(one)}</small>"))),
    )


def _who(one: DigitalSignature) -> str:
    if one.signer:
        within = f"<br><small>{esc(one.organization)}</small>" if one.organization != one.signer else ""
        return f"{esc(one.signer)}{within if one.organization else ''}"
    if one.organization:
        return f"Một cá nhân thuộc {esc(one.organization)}"
    return "Không rõ"


def _when(group: Sequence[DigitalSignature]) -> str:
    times = sorted(each.signed for each in group if each.signed)
    if not times:
        return ""
    first, last = (f"{time:%H:%M}" for time in (times[0], times[-1]))
    hours = first if first == last else f"{first} đến {last}"
    return f"{times[0]:%d/%m/%Y}, {hours}<br><small>{_CLOCKS.get(group[0].clock or '', '')}</small>"


def _how(one: DigitalSignature) -> str:
    weak = f"{one.digest}: thuật toán băm đã yếu" if one.weak else one.digest
    return "; ".join(filter(None, (weak, _TRUST[one.trust])))


def _later(told: Sequence[DigitalSignature]) -> Iterator[str]:
    """Yield what is to be known of what was added to the file after it was signed."""
    added = sum(each.covers == "revision" for each in told)
    if told[-1].covers == "revision":
        yield "Sau chữ ký cuối cùng, tệp còn được ghi thêm phần mà không chữ ký nào phủ."
    elif added and told[-1].state == "whole":
        yield (
            f"Sau {added} chữ ký, tệp được ghi thêm (như ký tiếp, đóng dấu, điền số); chữ ký cuối cùng phủ toàn bộ tệp."
        )

"""Chữ ký số là nhân chứng: where the digital signatures of a file say something else than the paper.

What the paper says stays; a day that it does not give gets a candidate, no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import Diagnostic, DiagnosticCode, DigitalSignature, Document, Span
from generator.text.names import same_name
from generator.vocab import Vocab

SHOWN = 3
"""Days that a warning lists at most."""


def find_conflicts(document: Document, vocab: Vocab) -> Iterator[Diagnostic]:
    """Yield a warning for each signature that was broken, and for a day or a signer that differs."""
    signatures = document.source.signatures
    broken = [each for each in signatures if each.state == "broken"]
    if broken:
        message = (
            f"{len(broken)} trong {len(signatures)} chữ ký số không còn khớp với tệp: tệp đã bị sửa sau khi ký, hoặc "
            "hỏng. Xin lại bản gốc từ nơi ban hành."
        )
        yield _told(document, DiagnosticCode.SIGNATURE_BROKEN, document.zones.header, message)
    yield from _day(document, [each for each in signatures if each.state == "whole" and each.signed])
    yield from _signer(document, [each for each in signatures if each.signer and not each.body])


def _days(whole: Sequence[DigitalSignature]) -> list[str]:
    """The days on which bodies signed; where none did, those on which persons did."""
    return sorted({each.day for each in whole if each.body} or {each.day for each in whole})


def _day(document: Document, whole: Sequence[DigitalSignature]) -> Iterator[Diagnostic]:
    issued, header = document.header.issued, document.zones.header
    days = _days(whole)
    if issued is None or (issued.day is None and any(day.startswith(f"{issued}-") for day in days)):
        if len(days) == 1:
            message = (
                f"Văn bản không ghi đủ ngày ban hành; chữ ký số đề ngày {_written(days[0])}, có thể là ngày đó. "
                "Đối chiếu rồi ghi ngày đúng trong tệp kèm."
            )
            yield _told(document, DiagnosticCode.MISSING_DATE, header, message)
    elif whole and str(issued) not in {each.day for each in whole}:
        shown = ", ".join(map(_written, days[:SHOWN])) + (" …" if len(days) > SHOWN else "")
        stated = "ngày" if issued.day else "tháng" if issued.month else "năm"
        stated = "ngày" if issued.day else "tháng" if issued.month else "năm"
        message = f"Văn bản ghi {stated} {_written(str(issued))}; chữ ký số đề ngày {shown}. Đối chiếu bản gốc."
        yield _told(document, DiagnosticCode.SIGNATURE_CONFLICT, header, message)


def _signer(document: Document, persons: Sequence[DigitalSignature]) -> Iterator[Diagnostic]:
    printed = [each for each in (document.signature, *document.co_signatures) if each]
    if not persons or not printed:
        return
    if any(same_name(each.signer, name.name) for each in persons for name in printed):
        return
    # The others' names stay out: they may be clerks, whom a portal need not name.
    message = (
        f"Người ký ghi trong văn bản là {printed[0].name}; không chữ ký số cá nhân nào của tệp mang tên này. "
        "Đối chiếu bản gốc."
    )
    yield _told(document, DiagnosticCode.SIGNATURE_CONFLICT, printed[0].span, message)


def _told(document: Document, code: DiagnosticCode, place: Span, message: str) -> Diagnostic:
    return Diagnostic(code, message, document.source.path, document.line_of(place.start))


def _written(day: str) -> str:
    return "/".join(reversed(day.split("-")))

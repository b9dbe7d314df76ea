"""Thư điện tử (EML): the message as a paper, and what is attached to it. Addresses are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32

from generator.ingest.bundles.member import Member, refuse_side_files
from generator.ingest.contract import Refused
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Limits, Mark
from generator.model.frozen import replace
from generator.vocab.secrecy import mark_in_hint

BODY = "noi-dung"
_HEADER = 2_000
"""Characters of a header that are read."""
_LABELS = re.compile(r"sensitiv|classif|secre|security|confiden|do-?mat|keywords|comments")
"""Names of headers in which programs and persons label a message."""
_NO_PAPERS = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "text/calendar",
    "message/delivery-status",
    "message/disposition-notification",
)


class _EightBit(Compat32):
    """Headers as UTF-8 where a program wrote letters into them as they are."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return what a header holds; bytes that are no ASCII stand in it one by one."""
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def members(data: bytes, limits: Limits) -> Iterator[Member | Diagnostic]:
    """Yield the words of a message and its attachments. Raises Refused where it is none."""
    message = message_from_bytes(data, policy=_EightBit())
    if not message.keys():
        raise Refused(
            DiagnosticCode.UNREADABLE, "Không phải thư điện tử. Mở bằng chương trình thư rồi lưu lại thành .eml."
        )
    bodies: list[Member] = []
    attached: list[Member] = []
    for part in _leaves(message):
        kind, name = part.get_content_type(), _words(part.get_filename() or "")
        if kind in _NO_PAPERS:
            continue
        if kind == "message/rfc822":
            attached.append(Member(_numbered(name or "thu-kem.eml", ".eml", attached), _inner(part)))
        elif name and not _is_drawn(part):
            attached.append(Member(name, _content(part)))
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            bodies.append(Member(f"{BODY}{'.html' if kind == 'text/html' else '.txt'}", _content(part)))
    refuse_side_files([each.name for each in attached])
    stated = _stated(message)
    yield from (replace(each, stated=stated) for each in (*_body(message, bodies), *attached))


def _stated(message: Message) -> KnownDocument | None:
    """Return what the head of a message states of what it carries: its subject or label looks like a mark."""
    labels = {name: _words(value) for name, value in message.items() if _LABELS.search(name.lower())}
    parts = (part.strip() for words in labels.values() for part in re.split(r"[,;]", words))
    told = (f"{name.removeprefix('X-')}: {words}" for name, words in labels.items())
    said = (_words(message.get("Subject") or ""), *told, *parts)
    return KnownDocument(file="", secrecy=Mark.DOUBTFUL) if any(map(mark_in_hint, said)) else None


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something; a message that is attached is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.is_multipart() and part.get_content_type() != "message/rfc822" and isinstance(inner, list):
            waiting += [each for each in reversed(inner) if isinstance(each, Message)]
        else:
            yield part


def _inner(part: Message) -> bytes:
    """Return the message that a part carries."""
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return first.as_bytes() if isinstance(first, Message) else b""


def _is_drawn(part: Message) -> bool:
    """Tell whether a part is a picture that the message shows among its words: a logo, a smile."""
    return part.get_content_maintype() == "image" and part.get("Content-ID") is not None


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    charset = part.get_content_charset() if part.get_content_maintype() == "text" else None
    if charset is None or charset in ("utf-8", "us-ascii"):
        return content
    try:
        return content.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return content


def _body(message: Message, bodies: list[Member]) -> Iterator[Member]:
    """Yield the words of a message below its subject: the plain ones where it has both."""
    plain = [each for each in bodies if each.name.endswith(".txt") and each.data.strip()]
    chosen = plain[:1] or [each for each in bodies if each.data.strip()][:1]
    subject = _words(message.get("Subject") or "")
    for each in chosen:
        above = f"{subject}\n\n".encode() if subject and each in plain else b""
        yield Member(each.name, above + each.data)


def _words(header: object) -> str:
    """Return what a header says, decoded, on one line."""
    text = str(header)[:_HEADER]
    try:
        decoded = str(make_header(decode_header(text)))
    except (MessageError, LookupError, UnicodeError, ValueError):
        decoded = text
    return " ".join(decoded.encode("utf-8", "replace").decode("utf-8").split())


def _numbered(name: str, suffix: str, others: list[Member]) -> str:
    name = name if name.lower().endswith(suffix) else f"{name}{suffix}"
    same = sum(each.name == name for each in others)
    return f"{name.removesuffix(suffix)}-{same + 1}{suffix}" if same else name

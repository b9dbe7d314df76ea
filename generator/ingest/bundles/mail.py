"""Thư điện tử (EML): the message as a paper, and what is attached to it. Addresses are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from html import unescape
from pathlib import PurePosixPath

from generator.ingest import web
from generator.ingest.bundles.member import Member, refuse_side_files
from generator.ingest.contract import Refused
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Limits, Mark, SourceText
from generator.model.frozen import replace
from generator.vocab.secrecy import borne, mark_in_hint

BODY = "noi-dung"
_HEADER, _LONGEST = 2_000, 10_000
"""Characters of a header that are read, and of one that says how a part is laid out: a library cuts it up slowly."""
_LABELLED, _HEADS = 100, 500
"""Labels of a message that are read, and other heads; one with more is held back."""
_BOUNDARY = re.compile(rb"boundary\s{0,9}\*?\d{0,3}\*?\s{0,9}=", re.IGNORECASE)
_NESTED, _COMPARED = 50, 20_000_000
"""Parts within parts, and how often a line may be held against what ends one: each line is, to all that are open."""
_LABELS = re.compile(r"sensitiv|classif|secre|security|confiden|do-?mat|keywords|comments|label|categor|thread-topic")
"""Names of headers in which programs and persons label a message."""
_TRACES = re.compile(
    r"from|to|cc|bcc|reply-to|sender|received|return-path|delivered-to|message-id|in-reply-to|references|date|subject"
    r"|mime-version|content-.*|dkim-.*|arc-.*|authentication-.*|x-(?:original-|envelope-)?(?:to|from)|user-agent|x-mailer"
)
"""Names of headers that tell of persons and ways: a person may be called Mật."""
_ABOUT = "Content-Description"
_TAG = re.compile(r"<[^<>]{0,2000}>")
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
        return value[:_LONGEST].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def members(data: bytes, limits: Limits) -> Iterator[Member | Diagnostic]:
    """Yield the words of a message and its attachments. Raises Refused where it is none."""
    message = opened(data)
    if not message.keys():
        raise Refused(
            DiagnosticCode.UNREADABLE, "Không phải thư điện tử. Mở bằng chương trình thư rồi lưu lại thành .eml."
        )
    bodies: list[Member] = []
    attached: list[Member] = []
    called = Counter[str]()
    for part in leaves(message):
        kind, name = part.get_content_type(), _words(part.get_filename() or "")
        if kind in _NO_PAPERS:
            continue
        if kind == "message/rfc822":
            attached.append(Member(_numbered(name or "thu-kem.eml", ".eml", called), _inner(part)))
        elif name and not _is_drawn(part):
            attached.append(Member(name, content_of(part)))
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            bodies.append(Member(f"{BODY}{'.html' if kind == 'text/html' else '.txt'}", content_of(part)))
    refuse_side_files([each.name for each in attached])
    chosen = _chosen(bodies)
    others = [each for each in bodies if each not in chosen]
    stated = KnownDocument(file="", secrecy=Mark.DOUBTFUL) if _labelled(message) or _marked(others) else None
    yield from (replace(each, stated=stated) for each in (*_body(message, chosen), *attached))


def opened(data: bytes) -> Message:
    """Return a message with its parts. Raises Refused where too many are open at once."""
    nested = sum(1 for _ in _BOUNDARY.finditer(data))
    if nested > _NESTED and nested * (data.count(b"\n") + data.count(b"\r")) > _COMPARED:
        message = "Thư lồng nhau quá nhiều lớp: chưa mở. Lưu riêng các thư bên trong rồi đặt vào đây."
        raise Refused(DiagnosticCode.TOO_LARGE, message)
    return message_from_bytes(data, policy=_EightBit())


def _labelled(message: Message) -> bool:
    """Tell whether the subject of a message, a label or what describes a part looks like a mark."""
    head = [(name, value) for name, value in message.items() if not _TRACES.fullmatch(name.lower())]
    labels = sum(1 for name, _ in head if _LABELS.search(name.lower()))
    about = (("Content-Description", value) for part in leaves(message) for value in part.get_all(_ABOUT, []))
    read = [(name, _words(value)) for name, value in (*head[:_HEADS], *about)]
    parts = (part.strip() for _, words in read for part in (words, *re.split(r"[,;=]", words)))
    told = (f"{name.removeprefix('X-')}: {words}" for name, words in read)
    names = (name for part in leaves(message) for name in _names(part))
    said = (*map(_words, message.get_all("Subject", [])[:_LABELLED]), *told, *parts, *names)
    return labels > _LABELLED or len(head) > _HEADS or any(map(mark_in_hint, said))


def _names(part: Message) -> Iterator[str]:
    """The names that a part bears, of which one is shown: what is drawn among the words bears some, too."""
    told = (part.get_filename(), part.get_param("name"), part.get_param("filename", header="content-disposition"))
    for each in dict.fromkeys(map(str, filter(None, told))):
        yield PurePosixPath(_words(each)).stem


def _marked(bodies: Iterable[Member]) -> bool:
    """Tell whether words of a message that are not read, for others say the same, bear a mark."""
    for each in bodies:
        text = unescape(_TAG.sub("\n", each.data.decode("utf-8", "replace")))
        if borne(text.split("\n")):
            return True
        page = web.read(each.data, each.name) if each.name.endswith(".html") else None
        if isinstance(page, SourceText) and (page.marks or page.hints or borne(page.text.split("\n"))):
            return True
    return False


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that hold something; one that is attached is one of them."""
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


def content_of(part: Message) -> bytes:
    """Return what a part holds, words as UTF-8."""
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


def _chosen(bodies: list[Member]) -> list[Member]:
    """The words of a message that are read: the plain ones where it has both."""
    said = [each for each in bodies if each.data.strip()]
    return [*(each for each in said if each.name.endswith(".txt")), *said][:1]


def _body(message: Message, chosen: list[Member]) -> Iterator[Member]:
    """Yield the words of a message, plain ones below its subject."""
    subject = _words(message.get("Subject") or "")
    for each in chosen:
        above = f"{subject}\n\n".encode() if subject and each.name.endswith(".txt") else b""
        yield Member(each.name, above + each.data)


def _words(header: object) -> str:
    """Return what a header says, decoded, on one line."""
    text = str(header)[:_HEADER]
    try:
        decoded = str(make_header(decode_header(text)))
    except (MessageError, LookupError, UnicodeError, ValueError):
        decoded = text
    return " ".join(decoded.encode("utf-8", "replace").decode("utf-8").split())


def _numbered(name: str, suffix: str, called: Counter[str]) -> str:
    name = name if name.lower().endswith(suffix) else f"{name}{suffix}"
    called[name] += 1
    return f"{name.removesuffix(suffix)}-{called[name]}{suffix}" if called[name] > 1 else name

"""Files that hold several papers (gói): archives, mail, edXML packets, dumps of law portals.

Each part is read as a file; what lies in `goi.zip` is called `goi.zip/ten.docx`. Nothing is unpacked to disk, so no
name leads anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import PurePosixPath

from generator.ingest.bundles import portal_dump
from generator.ingest.bundles.member import Member
from generator.ingest.contract import MB, Refused
from generator.ingest.kinds import kind_of
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Limits, Mark
from generator.model.frozen import Frozen, replace

DEPTH = 3
"""Bundles within bundles: a message with an archive that holds a packet is the most that offices send."""
MOST = 2_000
"""Files that one bundle may hold, those of bundles within it included."""
SHOWN = 200
"""Characters that are told of a longer name."""
LONGEST = 1_000
"""Characters of a name within a bundle; what is cut off a name may be its mark."""
_OPENERS: Mapping[str, str] = {
    ".zip": "archive",
    ".eml": "mail",
    ".edxml": "edxml",
    ".xml": "edxml",
}
"""The module here whose `members` opens each form of bundle; it is loaded when the first one comes."""
SUFFIXES = tuple(_OPENERS)


class Part(Frozen):
    """A file to be read: its path as shown, its bytes and kind, and what its bundle states of it."""

    name: str
    data: bytes
    kind: str
    stated: KnownDocument | None = None
    lay: bytes = b""
    """How it lay on the disk (`disk.state`), where that will tell whether anybody touched it."""


@dataclass(slots=True)
class _Budget:
    """What may still be taken out of one file, and the names that were."""

    limits: Limits
    size: int
    count: int
    names: set[str] = field(default_factory=set)


def is_bundle(data: bytes, kind: str) -> bool:
    """Tell whether a file holds several papers, or one with a head of its own."""
    return kind in _OPENERS or (kind == ".json" and portal_dump.is_dump(data))


def parts(name: str, data: bytes, kind: str, limits: Limits) -> Iterator[Part | Diagnostic]:
    """Yield the files that a file holds, to the last; one that is no bundle is its own only part."""
    yield from _parts(Part(name, data, kind), _Budget(limits, limits.unpacked_mb * MB, MOST), 0)


def _parts(whole: Part, budget: _Budget, depth: int) -> Iterator[Part | Diagnostic]:
    if not is_bundle(whole.data, whole.kind):
        yield whole
        return
    if depth >= DEPTH:
        message = f"Gói nằm trong gói quá {DEPTH} lớp: chưa mở. Giải nén rồi đặt các tệp bên trong vào đây."
        yield Diagnostic(DiagnosticCode.TOO_LARGE, message, whole.name, 1)
        return
    try:
        for member in _opener(whole.kind)(whole.data, budget.limits):
            yield from _member(whole, member, budget, depth)
    except Refused as refusal:
        yield Diagnostic(refusal.code, str(refusal), whole.name, 1)
    except RecursionError:
        message = "Không mở được: các phần lồng vào nhau quá sâu. Lưu riêng các tệp bên trong rồi đặt vào đây."
        yield Diagnostic(DiagnosticCode.UNREADABLE, message, whole.name, 1)


def _opener(kind: str) -> Callable[[bytes, Limits], Iterator[Member | Diagnostic]]:
    if kind not in _OPENERS:
        return portal_dump.members
    members: Callable[[bytes, Limits], Iterator[Member | Diagnostic]]
    members = import_module(f"{__name__}.{_OPENERS[kind]}").members
    return members


def _member(whole: Part, member: Member | Diagnostic, budget: _Budget, depth: int) -> Iterator[Part | Diagnostic]:
    if isinstance(member, Diagnostic):
        yield replace(member, path=f"{whole.name}/{_safe(member.path)[:SHOWN]}")
        return
    name = f"{whole.name}/{_safe(member.name)}"
    budget.count -= 1
    budget.size -= len(member.data)
    if budget.count < 0 or budget.size < 0:
        most = f"{MOST:,} tệp".replace(",", ".") if budget.count < 0 else f"{budget.limits.unpacked_mb} MB"
        raise Refused(DiagnosticCode.TOO_LARGE, f"Quá lớn: gói chứa hơn {most}; phần còn lại bị bỏ. Chia nhỏ gói.")
    if len(name) > LONGEST + len(whole.name):
        message = f"Tên tệp trong gói dài hơn {LONGEST} chữ: chưa đọc. Đổi tên tệp rồi đóng gói lại."
        yield Diagnostic(DiagnosticCode.UNREADABLE, message, name[:SHOWN], 1)
        return
    if name in budget.names:
        message = "Trong gói có hai tệp cùng tên; chỉ đọc tệp đầu. Đổi tên một tệp rồi đóng gói lại."
        yield Diagnostic(DiagnosticCode.DUPLICATE, message, name, 1)
        return
    budget.names.add(name)
    if len(member.data) > budget.limits.file_mb * MB:
        most = f"{budget.limits.file_mb} MB"
        message = f"Quá lớn: hơn {most}. Chia nhỏ tệp, hoặc nâng `limits: file_mb` trong portal.yml."
        yield Diagnostic(DiagnosticCode.TOO_LARGE, message, name, 1)
        return
    stated = _within(whole.stated, member.stated, name)
    kind = kind_of(member.data, PurePosixPath(name).suffix.lower())
    yield from _parts(Part(name, member.data, kind, stated), budget, depth + 1)


def _within(whole: KnownDocument | None, stated: KnownDocument | None, name: str) -> KnownDocument | None:
    """What is stated of a file in a bundle: a mark of that bundle counts for it, however deep it lies."""
    marks = [each.secrecy for each in (whole, stated) if each and each.secrecy]
    if stated is None and not marks:
        return None
    return replace(stated or KnownDocument(file=""), file=name, secrecy=min(marks, key=list(Mark).index, default=None))


def _safe(name: str) -> str:
    """Return a member's path as shown: no way up, no root, nothing that does not print."""
    steps = [step.strip() for step in unicodedata.normalize("NFC", name).replace("\\", "/").split("/")]
    kept = "/".join(step for step in steps if step not in ("", ".", ".."))
    return "".join(char if char.isprintable() else "\ufffd" for char in kept) or "khong-ten"

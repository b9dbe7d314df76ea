"""What is taken out of papers before anything reads them: suppressed names, personal data.

One place does it, between reading and parsing, so that no output, state or file of figures can hold what was taken out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, TypeVar

from generator import disclosure
from generator.model import (
    Chair,
    Diagnostic,
    DiagnosticCode,
    Document,
    KnownDocument,
    Portal,
    Registry,
    Signature,
    SourceText,
    Table,
)
from generator.model.frozen import Frozen, fields_of, replace
from generator.text.erasure import MASK, Names, masked
from generator.vocab.entries import PersonalKind
from generator.vocab.personal_data import Personal, find_in_tables, find_personal_data

T = TypeVar("T")
Source = SourceText | Document

_KINDS: dict[PersonalKind, str] = {
    "identity": "số giấy tờ tùy thân",
    "phone": "số điện thoại",
    "email": "địa chỉ thư điện tử",
    "account": "số tài khoản",
    "birth": "ngày, năm sinh",
    "address": "nơi ở",
    "health": "thông tin sức khỏe",
    "tax": "mã số thuế cá nhân",
    "insurance": "số bảo hiểm",
    "plate": "biển số xe",
    "land": "số giấy chứng nhận quyền sử dụng đất",
    "record": "tiền án, tiền sự",
    "origin": "dân tộc, tôn giáo",
}


class Cleaned(Frozen):
    """A paper as it may be read further, or none, and what the archivist is told of it (văn bản đã che)."""

    source: Source | None
    told: tuple[Diagnostic, ...] = ()


def names_of(registry: Registry) -> Names:
    """Return the names that the archivist has taken out of everything (tên bị xóa)."""
    return Names(tuple(name for each in registry.suppressed for name in (each.name, *each.aliases)))


def cleaned(source: Source, names: Names, portal: Portal) -> Cleaned:
    """Return a paper without the names that must go and, where the portal masks them, personal data."""
    original = source if isinstance(source, SourceText) else source.source
    if kept := kept_inside(original.path, names, portal):
        return Cleaned(None, (kept,))
    personal = _found(original.text, original.tables, portal)
    told = (*_suppressed(original, names), *_personal(original, personal, disclosure.masks(portal)))

    def hide(text: str, found: Iterable[Personal]) -> str:
        hidden = found if disclosure.masks(portal) else ()
        return masked(text, (*names.spans(text), *(each.span for each in hidden)))

    def clean(text: str) -> str:
        return hide(text, _found(text, (), portal))

    text = hide(original.text, personal)
    if isinstance(source, SourceText):
        return Cleaned(replace(source, text=text, signatures=mapped(source.signatures, clean)), told)
    shown = hide(source.text, _found(source.text, source.tables, portal))
    whole = replace(source, text=shown, source=replace(original, text=text))
    return Cleaned(_without_the_masked(mapped(whole, clean)), told)


def stated(known: KnownDocument, portal: Portal) -> KnownDocument:
    """Return what is stated of a paper without the personal data that the portal masks (trích yếu)."""
    if not disclosure.masks(portal):
        return known
    clean = mapped(known, lambda text: masked(text, [each.span for each in find_personal_data(text, portal.contacts)]))
    return replace(clean, file=known.file)


def _found(text: str, found: Iterable[Table], portal: Portal) -> tuple[Personal, ...]:
    """The personal data in a text and in its tables."""
    return (*find_personal_data(text, portal.contacts), *find_in_tables(text, found, portal.contacts))


def registry_without(registry: Registry, names: Names) -> Registry:
    """Return a registry that says nothing of the persons who must go."""
    if not names.names:
        return registry
    registry = without(replace(registry, suppressed=()), names)
    return replace(registry, persons=tuple(each for each in registry.persons if MASK not in each.name))


def without(value: T, names: Names) -> T:
    """Return a value without the names that must go, in whatever text it holds (xóa tên)."""
    return mapped(value, lambda text: masked(text, names.spans(text))) if names.names else value


def digests(sources: Iterable[Source], names: Names) -> frozenset[str]:
    """Return the digests of the files that name somebody who must go.

    Nothing of them is kept between builds.
    """
    if not names.names:
        return frozenset()
    originals = (source if isinstance(source, SourceText) else source.source for source in sources)
    return frozenset(each.digest for each in originals if names.stand_in(each.text) or names.stand_in(each.path))


def kept_inside(path: str, names: Names, portal: Portal) -> Diagnostic | None:
    """Return what is told of a file whose very name tells what must not be told, None of any other."""
    if names.stand_in(path):
        held = "tên tệp nêu người mà registry/suppress.yml xóa"
    elif disclosure.masks(portal) and find_personal_data(re.sub(r"[_/]|\.\w{1,5}$", " ", path), portal.contacts):
        held = "tên tệp có dữ liệu cá nhân (số giấy tờ, điện thoại …)"
    else:
        return None
    return Diagnostic(DiagnosticCode.HELD_BACK, f"Chưa đưa vào cổng vì {held}. Đổi tên tệp rồi dựng lại.", path, 1)


def mapped(value: T, change: Callable[[str], str]) -> T:
    """Return a value with each of its texts changed, in whatever it holds."""
    return _changed(value, change)  # type: ignore[no-any-return]  # of the type that it was


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if type(value) is str:
        return change(value)
    if type(value) is tuple:
        return tuple(_changed(each, change) for each in value)
    if isinstance(value, type):
        return value
    held = {name: getattr(value, name) for name in fields_of(value)}
    new = {name: _changed(each, change) for name, each in held.items()}
    return replace(value, **new) if new != held else value


def _without_the_masked(document: Document) -> Document:
    """A parsed paper without the persons whose names were taken out."""
    shown = _shown(document.signature), _shown(document.chair)
    mentions = tuple(each for each in document.mentions if MASK not in each.name)
    others = tuple(each for each in document.co_signatures if MASK not in each.name)
    return replace(document, signature=shown[0], chair=shown[1], mentions=mentions, co_signatures=others)


S = TypeVar("S", Signature, Chair)


def _shown(named: S | None) -> S | None:
    return None if named is None or MASK in named.name else named


def _suppressed(source: SourceText, names: Names) -> Iterator[Diagnostic]:
    if found := names.spans(source.text):
        message = f"Đã xóa tên người theo registry/suppress.yml ({len(found)} chỗ); không đăng bản gốc."
        yield Diagnostic(DiagnosticCode.SUPPRESSED, message, source.path, _line(source, found[0].start))


def _personal(source: SourceText, found: Collection[Personal], hidden: bool) -> Iterator[Diagnostic]:
    """A line for each kind of personal data, which quotes none."""
    places: dict[PersonalKind, list[int]] = defaultdict(list)
    for each in sorted(found, key=lambda each: each.span.start):
        places[each.kind].append(each.span.start)
    done = "đã che và không đăng bản gốc" if hidden else "cổng này không che"
    hint = "Là liên hệ công khai của cơ quan thì ghi vào `contacts` trong portal.yml."
    for kind, starts in places.items():
        message = f"Có dữ liệu cá nhân: {_KINDS[kind]} ({len(starts)} chỗ); {done}."
        message = f"{message} {hint}" if kind in ("phone", "email", "account") else message
        yield Diagnostic(DiagnosticCode.PERSONAL_DATA, message, source.path, _line(source, starts[0]))


def _line(source: SourceText, offset: int) -> int:
    return max(1, bisect_right(source.lines, offset))

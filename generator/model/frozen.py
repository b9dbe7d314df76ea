"""What values are made of (giá trị bất biến): fields that never change, copies with other ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

import msgspec
from msgspec import structs

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
class Frozen(msgspec.Struct, frozen=True, gc=False):
    """A frozen value of which there may be very many (giá trị): spans, mentions, blocks, passages.

    It is what a frozen dataclass is, made, compared and packed in C. Nobody looks for garbage among values: none can
    hold itself, since all that it holds is older than it. Its class, too, is made in a tenth of the time, which each
    start of the program pays: what is made but once is one as well, unless some of its fields do not count (`field`).
    """


if TYPE_CHECKING:
    from dataclasses import replace as replace  # so that names and types of fields are checked
else:

    def replace(value: T, /, **changes: Any) -> T:
        """Return a copy of a frozen value or dataclass with some fields changed."""
        if isinstance(value, msgspec.Struct):
            return structs.replace(value, **changes)
        return dataclasses.replace(value, **changes)


def fields_of(value: object) -> tuple[str, ...]:
    """Return the names of the fields of a value or dataclass, or of such a class; else none."""
    named: Iterable[str] = getattr(value, "__struct_fields__", ()) or getattr(value, "__dataclass_fields__", ())
    return tuple(named)

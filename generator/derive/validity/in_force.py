"""Hiệu lực của chính văn bản: since when, or until when, a paper says that it is in force.

The day is told as far as it is known. It says nothing of today: what became of the paper since then, other papers tell.
"""

from __future__ import annotations

from generator.model import InForce, Record
from generator.model.frozen import replace


def in_force(record: Record) -> tuple[InForce, ...]:
    """Return what a document says of its own force; a draft (dự thảo) only proposes it.

    The day of signing is that of the paper, where it is known to the day.
    """
    return () if record.draft else tuple(_dated(record, each) for each in record.document.in_force)


def _dated(record: Record, said: InForce) -> InForce:
    issued = record.document.header.issued
    known = said.basis == "signed" and issued is not None and issued.day is not None
    return replace(said, start=issued) if known else said

"""A file within a bundle (tệp trong gói), as the openers of all bundles give it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from generator.curation import side_file
from generator.ingest.contract import Refused
from generator.model import DiagnosticCode, KnownDocument, PartialDate
from generator.model.frozen import Frozen
from generator.text.dates import parse_date

_VIETNAM = timezone(timedelta(hours=7))


class Member(Frozen):
    """A file within a bundle: its name there, its bytes, and what the bundle states of it."""

    name: str
    data: bytes
    stated: KnownDocument | None = None


def stated_day(written: str) -> PartialDate | None:
    """Return the day that a machine wrote, in the time of Vietnam: `2024-05-30T17:00:00Z` is 31/05/2024."""
    if "T" not in written:
        return parse_date(written)
    try:
        time = datetime.fromisoformat(written)
        return parse_date((time.astimezone(_VIETNAM) if time.tzinfo else time).date().isoformat())
    except (ValueError, OverflowError):
        return parse_date(written.partition("T")[0])


def refuse_side_files(names: Sequence[str]) -> None:
    """Raise Refused where one of the names is that of a side file.

    What it keeps inside must stay inside; only those of a real folder are read.
    """
    if any(side_file.is_one(name) or side_file.is_like(name, names) for name in names):
        raise Refused(
            DiagnosticCode.HELD_BACK,
            "Chưa đưa vào cổng vì trong gói có tệp kèm (*.meta.yml). Lấy các tệp ra thư mục rồi dựng lại.",
        )

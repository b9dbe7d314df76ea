"""Dates as Vietnamese documents write them (ngày, tháng, năm): found in running text, never guessed.

A range of years (`2021-2025`), a day without a year (`12/4`), a two-digit year and a document's number
(`30/2020/NĐ-CP`) are no dates. A date that no calendar has (`31/02/2019`) is passed over as a whole:
its month and year are not read alone.
"""

from __future__ import annotations

import calendar
import re

from generator.model import PartialDate, Span

_YEAR = r"(?:1[89]|2[01])[0-9]{2}"
_GAP = r"[^\S\n]{1,8}"
_BLANK = r"[ \t\u00a0.…_]{1,80}"  # left open for the pen: `ngày ... tháng 6`
_SLASH = r"[^\S\n]?/[^\S\n]?"
# All repetitions are bounded, so reading takes linear time whatever the text is.
_DATE = re.compile(
    rf"""(?=[nt0-9])  # what every date begins with, looked at first since it is cheap
    (?<![^\W_]) (?<!/)
    (?:
        (?: ngày{_GAP} )? (?P<day>[0-9]{{1,2}})
        (?: (?: ,?{_GAP}tháng{_GAP} | {_SLASH} ) (?P<month>[0-9]{{1,2}}) (?: ,?{_GAP}năm{_GAP} | {_SLASH} )
          | (?P<mark>[-.]) (?P<month_marked>[0-9]{{1,2}}) (?P=mark)
        )
      |
        (?: (?: ngày{_BLANK} )? tháng{_GAP} (?P<month_alone>[0-9]{{1,2}}) (?: ,?{_GAP}năm{_GAP} | {_SLASH} | - )
          | ngày{_BLANK}tháng{_BLANK}năm{_GAP}
          | năm{_GAP}
        )
        (?! [0-9]{{4}} (?: [^\S\n]?[-–—][^\S\n]?{_YEAR}(?![0-9]) | [-–—.][0-9] ) )  # a range of years
    )
    (?P<year>{_YEAR}) (?! [^\W_] | /\w )""",
    re.IGNORECASE | re.VERBOSE,
)
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def find_dates(text: str) -> tuple[tuple[Span, PartialDate], ...]:
    """Return each date of `text` in order, with the span that states it (a leading `ngày` included)."""
    found = ((Span(*match.span()), _read(match)) for match in _DATE.finditer(text))
    return tuple((span, date) for span, date in found if date is not None)


def parse_date(text: str) -> PartialDate | None:
    """Return the first date in `text`.

    ISO (`2023-06-26`, also partial) is read where it is the whole text.
    """
    iso = _ISO.fullmatch(text.strip())
    if iso:
        year, month, day = (int(part) if part else None for part in iso.groups())
        return _possible(year or 0, month, day)
    return next((date for _, date in find_dates(text)), None)


def _read(match: re.Match[str]) -> PartialDate | None:
    month = match["month"] or match["month_marked"] or match["month_alone"]
    day = match["day"]
    return _possible(int(match["year"]), int(month) if month else None, int(day) if day else None)


def _possible(year: int, month: int | None, day: int | None) -> PartialDate | None:
    if year < 1 or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year, month or 1)[1]:
        return None
    return PartialDate(year, month, day)

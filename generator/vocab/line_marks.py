"""What a line tells of its paragraph by its words alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from generator.model.frozen import Frozen
from generator.vocab import tables
from generator.vocab.entries import CueId, HeaderMarkId, Pattern
from generator.vocab.patterns import alternatives, unnamed, written_out
from generator.vocab.translated import compiled

_STARTS: tuple[HeaderMarkId, ...] = (
    "number",
    "addressee",
    "recipients",
    "subject",
    "enacting",
    "place_date",
    "portal_title",
    "basis_line",
)
"""Marks of the header that begin a paragraph."""
_BEGINS: tuple[CueId, ...] = ("line.article", "line.attached")
"""Other words that begin one."""
_ALONE: tuple[HeaderMarkId, ...] = ("motto", "watchword", "party_motto", "number", "place_date", "enacting")
"""Marks of the header that are a paragraph."""

Asked = Callable[[str], bool]
"""Tells of a line whether a pattern matches at its start; asked of each line several times, and remembered."""
_REMEMBERED = 4096


class LineMarks(Frozen):
    """What a line tells of its paragraph by its words.

    It begins one (an outline mark, `Nơi nhận`), it stands alone (a type word in capitals, the motto), it runs on (`…
    ngày`), or it is an office of a signature.
    """

    starts: Asked
    alone: Asked
    runs_on: Pattern
    halves: Pattern
    """The end of a line and the beginning of the next, of which neither is whole: `thi hành`, `Quyết định này.`"""
    offices: Pattern
    notice: Pattern
    """Opens the recipients: `Nơi nhận:`."""
    archive: Pattern
    """Ends them: `Lưu: VT`."""
    signed_for: Pattern
    """A whole line of a signature that proves itself: `KT. CHỦ TỊCH`."""
    beside: Pattern
    """A whole line that may stand in a signature: an office, `(đã ký)`, a name."""
    name: Pattern
    """The name of a person."""
    opens: Pattern
    """First words of a body (`Căn cứ`, `Ngày 16/8`): what stands above is over."""
    decides: Pattern
    """The authority between title and body: `CHỦ TỊCH ỦY BAN NHÂN DÂN`."""
    broken_number: Pattern
    """A line of the head that breaks off in the number: `Số:`."""
    rest_of_number: Pattern
    """A whole line that goes on with it: `09/2024/NQ-HĐND`."""
    rest_of_code: Pattern
    """A whole line that goes on with a symbol broken at its hyphen: `BYT-BQP`."""
    running_head: Pattern
    """What a gazette prints at the top of each page."""


def signing() -> Mapping[str, str]:
    """Return the marks of authority (`TM.`, `T/M`) by each form in which they are printed."""
    return MappingProxyType({form: each.mark for each in tables.signing_marks() for form in each.forms})


def line_marks() -> LineMarks:
    """Return the patterns of lines, made of the marks of header, outline and signature."""
    header = {each.id: unnamed(each.regex.pattern) for each in tables.header_marks()}
    sections = [unnamed(each.regex.pattern) for each in tables.section_marks() if each.id != "small_point"]
    roles = tables.roles()
    cues = {each.id: each.regex for each in tables.cues()}
    caps = alternatives(each.name.upper() for each in tables.document_types())
    offices = alternatives(office.upper() for office in roles.written)
    marks = "|".join(re.escape(form) for form in signing())
    mark = f"(?:{marks}) ?[{{U}}]{{2}}"
    signed_for = f"{mark}[{{U}} ,.-]*"
    name = unnamed(roles.name[0].regex.pattern)
    ranked = f"(?:{unnamed(roles.rank[0].regex.pattern)})?{name}"
    return LineMarks(
        starts=_asked(
            _any(*sections, *(header[each] for each in _STARTS), mark, *(cues[each].pattern for each in _BEGINS))
        ),
        alone=_asked(_any(*(header[each] for each in _ALONE), f"{caps}:?$", mark, cues["line.recipients"].pattern)),
        runs_on=cues["line.runs_on"],
        halves=cues["line.halves"],
        offices=_any(offices),
        notice=_any(header["recipients"]),
        archive=_any(header["archive"]),
        signed_for=_any(signed_for),
        beside=_any(signed_for, f"{offices}(?: [{{U}}]+(?:(?: [-–]|,)? [{{U}}]+)*)?", header["signed"], ranked),
        name=_any(ranked),
        opens=_any(header["opening"]),
        decides=_any(header["authority"]),
        broken_number=_any(header["number_open"]),
        rest_of_number=_any(header["number_rest"]),
        rest_of_code=_any(header["code_rest"]),
        running_head=_any(header["running_head"]),
    )


def _asked(pattern: Pattern) -> Asked:
    return lru_cache(_REMEMBERED)(lambda line: pattern.match(line) is not None)


def _any(*alternatives_: str) -> Pattern:
    return compiled(written_out("|".join(alternatives_), tables.common_fragments()))

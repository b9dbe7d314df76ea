"""What a line tells of its paragraph by its words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.vocab.patterns import alternatives, compile_entry
from generator.vocab.tables import read_data


@dataclass(frozen=True, slots=True)
class LineMarks:
    """What a line tells of its paragraph by its words: it begins one (an outline mark, `Nơi nhận`), it stands alone
    (a type word in capitals, the motto), it runs on (`… ngày`), or it is an office of a signature."""

    starts: re.Pattern[str]
    alone: re.Pattern[str]
    runs_on: re.Pattern[str]
    offices: re.Pattern[str]
    notice: re.Pattern[str]
    """Opens the recipients: `Nơi nhận:`."""
    archive: re.Pattern[str]
    """Ends them: `Lưu: VT`."""
    signed_for: re.Pattern[str]
    """A whole line of a signature that proves itself: `KT. CHỦ TỊCH`."""
    beside: re.Pattern[str]
    """A whole line that may stand in a signature: an office, `(đã ký)`, a name."""


def signing() -> Mapping[str, str]:
    """Return the marks of authority (`TM.`, `T/M`) by each form in which they are printed."""
    return MappingProxyType({form: e["mark"] for e in read_data("signing_marks") for form in e["forms"]})


def line_marks(common: Mapping[str, str], runs_on: re.Pattern[str]) -> LineMarks:
    """Return the patterns of lines, made of the marks of header, outline and signature."""
    header = {e["id"]: e["pattern"] for e in read_data("header_marks")}
    sections = [e["pattern"].replace("?P<label>", "?:") for e in read_data("section_marks")]
    unnamed = {k: re.sub(r"\?P<\w+>", "?:", v) for k, v in header.items()}
    marks = "|".join(re.escape(form) for form in signing())
    starts = [
        *sections,
        *(
            unnamed[k]
            for k in (
                "number",
                "addressee",
                "recipients",
                "subject",
                "enacting",
                "place_date",
                "portal_title",
                "basis_line",
            )
        ),
    ]
    caps = alternatives(e["name"].upper() for e in read_data("document_types"))
    alone = [unnamed[k] for k in ("motto", "watchword", "party_motto", "number", "place_date", "enacting")]
    roles = read_data("roles")
    offices = alternatives(office.upper() for office in roles["written"])
    signed_for = f"(?:{marks}) ?[{{U}}]{{2}}[{{U}} ,.-]*"
    name = roles["name"][0]["pattern"].replace("?P<name>", "?:")
    return LineMarks(
        starts=compile_entry("|".join([*starts, f"(?:{marks}) ?[{{U}}]{{2}}", "(?:Điều|ĐIỀU) \\d"]), common),
        alone=compile_entry(
            "|".join([*alone, f"{caps}:?$", f"(?:{marks}) ?[{{U}}]{{2}}", "[Nn]ơi nhận\\s*:?$"]), common
        ),
        runs_on=runs_on,
        offices=compile_entry(offices, common),
        notice=compile_entry(unnamed["recipients"], common),
        archive=compile_entry(unnamed["archive"], common),
        signed_for=compile_entry(signed_for, common),
        beside=compile_entry("|".join([signed_for, f"{offices}(?: [{{U}} ]+)?", unnamed["signed"], name]), common),
    )

"""Header (phần đầu): type, number, trích yếu, place and date, issuing body, addressees.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 1–5 and 9a; Party papers: Hướng dẫn 36-HD/VPTW, 05-HD/VPTW.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.model import DocNumber, Document, Header, PartialDate, Span
from generator.parse.paragraphs import paragraphs
from generator.parse.symbols import read_symbol
from generator.parse.zones import is_caps, type_line
from generator.text.dates import parse_date
from generator.text.fold import fold
from generator.vocab import Vocab
from generator.vocab.entries import HeaderMarkId

_BLANKS = re.compile(r"[….…_]+")
_RUN_ON = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d_])(?=\d)")
"""Where letters and digits that a form field put together meet: `tháng02năm`."""
_AFTER_TITLE: tuple[HeaderMarkId, ...] = ("number", "place_date", "motto", "watchword", "enacting")
"""Marks before which a trích yếu is over."""
_EDGES = " .:;,–-“”\"'"


def read_header(document: Document, vocab: Vocab) -> Document:
    """Return the document with what its header says; what is not printed stays None."""
    text, zone = document.text, document.zones.header
    lines = [span.of(text) for span in paragraphs(text, zone)] if zone.end else []
    kind_at = next((i for i, line in enumerate(lines) if type_line(line, vocab)), None)
    top = lines if kind_at is None else lines[:kind_at]
    place, issued = _place_and_date(lines, vocab)
    superior, issuer = _issuing(top, vocab)
    number = _number(lines, vocab)
    addressees = _addressees(document, vocab)
    kind = type_line(lines[kind_at], vocab) if kind_at is not None else None
    title = _title(lines[kind_at + 1 :], vocab) if kind_at is not None else _subject(lines, vocab)
    if kind is None and (_subject(lines, vocab) or addressees) and (number is None or number.type_code is None):
        kind = vocab.untyped
    if kind is None and number is not None and number.type_code:
        kind = vocab.type_of_code.get(number.type_code)
    header = Header(kind, number, title, place, issued, superior, issuer, addressees)
    return replace(document, header=header)


def _place_and_date(lines: Sequence[str], vocab: Vocab) -> tuple[str | None, PartialDate | None]:
    for line in lines:
        match = vocab.header["place_date"].search(line)
        if match:
            place = vocab.cues["header.short_level"].sub("", match["place"])
            return place, parse_date(_RUN_ON.sub(" ", _BLANKS.sub(" ", match["date"])))
    return None, None


def _number(lines: Sequence[str], vocab: Vocab) -> DocNumber | None:
    for line in lines:
        match = vocab.header["number"].match(line)
        if match and match["number"]:
            return read_symbol(match["number"].strip(" :./…_"), vocab)
    return None


def _issuing(top: Sequence[str], vocab: Vocab) -> tuple[str | None, str | None]:
    """Cơ quan chủ quản and cơ quan ban hành: the lines in capitals that are neither motto nor number."""
    marks = [vocab.header[m] for m in ("number", "place_date", "subject", "watchword")]
    names: list[str] = []
    for line in top:
        rest = vocab.header["watchword"].sub("", vocab.header["motto"].sub("", line))
        rest = vocab.header["party_motto"].sub("", rest).strip(_EDGES + "*")
        if rest and is_caps(rest) and not any(m.match(rest) for m in marks) and len(rest) > 3:
            names.append(rest)
    joined = _join_names(names, vocab)
    return (joined[-2] if len(joined) > 1 else None), (joined[-1] if joined else None)


def _join_names(names: Sequence[str], vocab: Vocab) -> list[str]:
    """`ỦY BAN NHÂN DÂN` and `TỈNH LAM GIANG` on two lines are one name: a second one begins as a body's does."""
    joined: list[str] = []
    for name in names:
        if joined and not vocab.header["body_head"].match(name):
            joined[-1] = f"{joined[-1]} {name}"
        else:
            joined.append(name)
    return joined


def _title(lines: Sequence[str], vocab: Vocab) -> str:
    """The trích yếu on one line, without the authority that may stand beneath it."""
    kept: list[str] = []
    for line in lines:
        office = is_caps(line) and kept and vocab.header["authority"].match(line)
        if office or any(vocab.header[mark].match(line) for mark in _AFTER_TITLE):
            break
        kept.append(line)
    return " ".join(kept).strip()


def _subject(lines: Sequence[str], vocab: Vocab) -> str:
    """The subject of a công văn: `V/v …`, also on the line of the number."""
    for i, line in enumerate(lines):
        match = vocab.header["subject"].match(line) or vocab.cues["header.subject"].search(line)
        if not match:
            continue
        rest = [line[match.end() :]]
        for following in lines[i + 1 :]:
            if not following[0].islower() or vocab.header["place_date"].search(following):
                break
            rest.append(following)
        return " ".join(rest).strip()
    return ""


def _addressees(document: Document, vocab: Vocab) -> tuple[str, ...]:
    text = document.text
    found: list[str] = []
    for span in list(paragraphs(text, Span(0, document.zones.body.end)))[:40]:
        line = span.of(text)
        match = vocab.header["addressee"].match(line)
        if match and not found:
            found.append(line[match.end() :].strip(_EDGES))
            continue
        if found and line[0] in "-–+•" and len(found) < 30:
            found.append(line.strip(_EDGES))
        elif found:
            break
    return tuple(name for name in found if fold(name))

"""Header (phần đầu): type, number, trích yếu, place and date, issuing body, addressees.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 1–5 and 9a; Party papers: Hướng dẫn 36-HD/VPTW, 05-HD/VPTW. Old gazettes
print issuer, number and day beside the type; a consolidated text bears its own below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from generator.model import DocNumber, Document, Header, PartialDate, Span
from generator.model.frozen import Frozen, replace
from generator.parse.paragraphs import paragraphs
from generator.parse.symbols import read_symbol
from generator.parse.zones import REACH, decides, is_caps, mended, title_start, type_line
from generator.text.dates import parse_date
from generator.text.fold import fold
from generator.vocab import Vocab
from generator.vocab.entries import HeaderMarkId

_BLANKS = re.compile(r"[….…_]+")
_RUN_ON = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d_])(?=\d)")
"""Where letters and digits that a form field put together meet: `tháng02năm`."""
_TORN = re.compile(r"(?:^|\s)[^\W\d_]{1,2}$")
_AFTER_TITLE: tuple[HeaderMarkId, ...] = ("place_date", "motto", "watchword", "enacting")
"""Marks before which a trích yếu is over."""
_EDGES = " .:;,–-“”\"'"
CONSOLIDATED = "văn bản hợp nhất"


class _Gazette(Frozen):
    """What stands beside the type in an old gazette.

    Whose paper it is, its number and day, and the words after.
    """

    issuer: str
    number: DocNumber | None
    issued: PartialDate | None
    rest: str


def read_header(document: Document, vocab: Vocab) -> Document:
    """Return the document with what its header says; what is not printed stays None."""
    text, zone = document.text, document.zones.header
    lines = [span.of(text) for span in paragraphs(text, zone)] if zone.end else []
    kind_at = next((i for i, line in enumerate(lines) if type_line(line, vocab)), None)
    top = lines if kind_at is None else lines[:kind_at]
    below = [] if kind_at is None else _below(lines[kind_at:], vocab)
    gazette, below = _gazette(below, vocab)
    place, issued = _place_and_date(lines, vocab)
    superior, issuer = _issuing(top, vocab)
    number = _number(top, vocab) or (gazette.number if gazette else _number(below, vocab))
    addressees = _addressees(document, vocab)
    decided = next((i for i in range(len(below)) if decides(below, i, _after(document), vocab)), None)
    header = Header(
        type=_kind(lines, kind_at, number, addressees, vocab),
        number=number,
        title=_title(below[:decided], vocab) if kind_at is not None else _subject(lines, vocab),
        place=place,
        issued=issued or (gazette.issued if gazette else None),
        superior=superior,
        issuer=issuer or (gazette.issuer if gazette else None),
        addressees=addressees,
        decides=" ".join(below[decided:]) if decided is not None else None,
    )
    return replace(document, header=_consolidated(document, header, vocab))


def _kind(
    lines: Sequence[str], kind_at: int | None, number: DocNumber | None, addressees: Sequence[str], vocab: Vocab
) -> str | None:
    """The type as printed; a consolidated text is one whatever it consolidates.

    Without a type word a công văn.
    """
    coded = vocab.type_of_code.get(number.type_code) if number is not None and number.type_code else None
    if coded == CONSOLIDATED:
        return coded
    if kind_at is not None:
        return type_line(lines[kind_at], vocab)
    return coded or (vocab.untyped if addressees or _subject(lines, vocab) else None)


def _after(document: Document) -> list[str]:
    """The first paragraphs under the header."""
    rest = Span(document.zones.header.end + 1, len(document.text))
    return [span.of(document.text) for span in islice(paragraphs(document.text, rest), REACH)]


def _below(lines: Sequence[str], vocab: Vocab) -> list[str]:
    """The lines under the type word; what stands on its own line after `CỦA …` is the first of them."""
    named = vocab.header["type_by"].match(lines[0])
    more = vocab.header["type_more"].match(lines[0]) if named is None else None
    if more is not None:
        about = len(lines) > 1 and vocab.header["subject"].match(lines[1])
        return list(lines[1:]) if about else [more["more"], *lines[1:]]
    if named is None:
        return list(lines[1:])
    rest = lines[0][named.end("type") if vocab.header["gazette"].match(lines[0]) else named.end() :].strip()
    return [rest, *lines[1:]] if rest else list(lines[1:])


def _gazette(below: list[str], vocab: Vocab) -> tuple[_Gazette | None, list[str]]:
    """Number and day beside the type, and the lines without them."""
    match = vocab.header["gazette"].match(below[0]) if below else None
    number = read_symbol(below[0][match.end() :], vocab) if match else None
    if match is None or number is None:
        return None, below
    end = match.end() + len(number.raw)
    day = next(form for form in vocab.citations.after if form.id == "date").regex.match(below[0], end)
    rest = below[0][day.end() if day else end :].strip(" ,")
    found = _Gazette(match["issuer"], number, parse_date(day["date"]) if day else None, rest)
    return found, [rest, *below[1:]] if rest else below[1:]


def _consolidated(document: Document, header: Header, vocab: Vocab) -> Header:
    """Of a consolidated text the number, day and body that stand below it, by its words of authentication."""
    lines = [span.of(document.text) for span in paragraphs(document.text, document.zones.signature)]
    at = next((i for i, line in enumerate(lines) if vocab.header["authentication"].match(line)), None)
    number = _number(lines, vocab) if at is not None else None
    if at is None or (number is None and header.type != CONSOLIDATED):
        return header
    place, issued = _place_and_date(lines, vocab)
    superior, issuer = _issuing(lines[:at], vocab)
    return replace(
        header,
        type=CONSOLIDATED,
        number=number or header.number,
        place=place or header.place,
        issued=issued or header.issued,
        superior=superior if issuer else header.superior,
        issuer=issuer or header.issuer,
    )


def _place_and_date(lines: Sequence[str], vocab: Vocab) -> tuple[str | None, PartialDate | None]:
    for line in lines:
        match = vocab.header["place_date"].search(line)
        if match:
            return _place(lines, line, match, vocab), parse_date(_RUN_ON.sub(" ", _BLANKS.sub(" ", match["date"])))
    return None, None


def _place(lines: Sequence[str], line: str, match: re.Match[str], vocab: Vocab) -> str | None:
    """The place as printed; one whose letters a converter tore apart is put together, or unknown.

    What stands before it in one line may end in a capital, too: `Số: 77 /QĐ- UBND Lam Giang`, `V/v trực Tết Lam Giang`.
    """
    before = line[: match.start()].rstrip()
    at = _place_after_subject(lines, line, match, vocab)
    if at is not None:
        return line[at : match.end("place")] or None
    torn = _TORN.search(before)
    if torn and not torn[0].strip().isupper():
        whole = mended(line[: match.end("place")])
        return whole if vocab.proper.fullmatch(whole) else None
    place = vocab.cues["header.code_before"].sub("", match["place"]) if before else match["place"]
    return vocab.cues["header.short_level"].sub("", place)


def _place_after_subject(lines: Sequence[str], line: str, match: re.Match[str], vocab: Vocab) -> int | None:
    """Where the place begins that ends a line with the subject; its end where no other line tells it.

    None where no subject stands before it.
    """
    subject = vocab.header["subject"].match(line) or vocab.cues["header.subject"].search(line)
    if subject is None or subject.end() > match.start("place"):
        return None
    others = "\n".join(each for each in lines if each != line).casefold()
    words = [
        found.start() for found in re.finditer(r"\S+", line[: match.end("place")]) if found.start() >= subject.end()
    ]
    starts = [at for at in words if at >= match.start("place")]
    return next((at for at in starts if _stands_in(line[at : match.end("place")], others, vocab)), match.end("place"))


def _stands_in(place: str, others: str, vocab: Vocab) -> bool:
    return (
        fold(place) in vocab.place_names
        or re.search(rf"(?<!\w){re.escape(place.casefold())}(?!\w)", others) is not None
    )


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
    for line in (_without_day(each, top, vocab) for each in top):
        rest = vocab.header["watchword"].sub("", vocab.header["motto"].sub("", line))
        rest = vocab.header["motto_half"].sub("", vocab.header["party_motto"].sub("", rest)).strip(_EDGES + "*")
        marked = any(m.match(rest) for m in marks) or "Số:" in rest
        if rest and is_caps(rest) and not marked and (len(rest) > 3 or (names and len(rest) > 1)):
            names.append(rest)
    joined = _join_names(names, vocab)
    return (joined[-2] if len(joined) > 1 else None), (joined[-1] if joined else None)


def _without_day(line: str, lines: Sequence[str], vocab: Vocab) -> str:
    """A line of the letterhead without place and day.

    Those of a Party paper stand beside the name: `BAN TỔ CHỨC Lam Giang, ngày …`.
    """
    dated = vocab.header["place_date"].search(line)
    place = _place(lines, line, dated, vocab) if dated else None
    at = line.rfind(place, 0, dated.end("place")) if dated and place else 0
    return line[:at].rstrip() if at > 0 else line


def _join_names(names: Sequence[str], vocab: Vocab) -> list[str]:
    """`ỦY BAN NHÂN DÂN` and `TỈNH LAM GIANG` on two lines are one name.

    A second one begins as a body's does.
    """
    joined: list[str] = []
    for name in names:
        if joined and not vocab.header["body_head"].match(name):
            joined[-1] = f"{joined[-1]} {name}"
        else:
            joined.append(name)
    return joined


def _title(lines: Sequence[str], vocab: Vocab) -> str:
    """The trích yếu on one line."""
    kept: list[str] = []
    for line in lines[title_start(lines, vocab) :]:
        numbered = vocab.header["number"].match(line) and not (kept and is_caps(line) and ":" not in line[:6])
        if numbered or any(vocab.header[mark].match(line) for mark in _AFTER_TITLE):
            break
        kept.append(line)
    return " ".join(kept).strip()


def _subject(lines: Sequence[str], vocab: Vocab) -> str:
    """The subject of a công văn: `V/v …`, also on the line of the number."""
    for i, line in enumerate(lines):
        match = vocab.header["subject"].match(line) or vocab.cues["header.subject"].search(line)
        if not match:
            continue
        dated = vocab.header["place_date"].search(line, match.end())
        at = _place_after_subject(lines, line, dated, vocab) if dated else None
        if dated and at == dated.end("place"):
            return ""
        rest = [line[match.end() : at].rstrip(_EDGES)] if dated else [line[match.end() :]]
        for following in lines[i + 1 :]:
            if not following[0].islower() or vocab.header["place_date"].search(following):
                break
            rest.append(following)
        return " ".join(rest).strip()
    return ""


def _addressees(document: Document, vocab: Vocab) -> tuple[str, ...]:
    """Those to whom a letter goes, or a công điện is wired: the lines below the one that says so."""
    text = document.text
    found: list[str] = []
    for span in list(paragraphs(text, Span(0, document.zones.body.end)))[:40]:
        line = span.of(text)
        opens = span.start <= document.zones.header.end + 1
        match = vocab.header["addressee"].match(line) or (opens and vocab.header["wires"].match(line))
        if match and not found:
            found.append(line[match.end() :].strip(_EDGES))
            continue
        if found and line[0] in "-–+•" and len(found) < 30:
            found.append(line.strip(_EDGES + "+•"))
        elif found:
            break
    return tuple(name for name in found if fold(name))

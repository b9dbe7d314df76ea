"""Thể thức: what each line of a paper is, and in which column of its head or foot it stands.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 1–9; Party papers: Hướng dẫn 36-HD/VPTW. Nothing is added: a line is laid
where its own words say that it belongs, and a head with a line that nobody knows stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Literal

from generator.derive.blocks import Block
from generator.derive.printed import passages
from generator.model import Document, Span
from generator.model.frozen import Frozen, replace
from generator.parse.zones import is_caps
from generator.vocab import Vocab
from generator.vocab.entries import HeaderMarkId

Role = Literal[
    "superior", "issuer", "motto", "watchword", "party", "number", "subject", "stamp", "date", "rule",
    "type", "title", "decides", "enacting", "addressee", "middle", "attached",
    "recipients", "recipient", "office", "seal", "name",
]  # fmt: skip
Place = Literal["plain", "names", "mottos", "symbol", "date", "recipients", "signature"]

_RIGHT: Mapping[HeaderMarkId, Role] = {
    "motto": "motto",
    "motto_half": "motto",
    "watchword": "watchword",
    "party_motto": "party",
    "place_date": "date",
}
"""Marks that stand in the right column, wherever on their line a converter put them."""
_RULE = re.compile(r"[-_–—=~*.]{4,}\s*$")
_ADDRESSEES = 40
"""Within so many lines a paper says to whom it goes."""
_SHORT = 30
_TITLED = 6
"""So many lines the title of an appendix may take."""
_EDGES = " .:;,–-“”\"'*"
_MIDDLE = ("appendix", "part", "chapter")
"""Headings that stand in the middle of the page."""


class Piece(Frozen):
    """Words of one line: all of it, or what stands in one of two columns."""

    block: Block
    span: Span
    role: Role | None = None

    @property
    def opens(self) -> bool:
        """Whether its line begins with it, so that it bears the line's anchors."""
        return self.span.start == self.block.span.start


class Column(Frozen):
    """Lines that stand together at one place of the sheet."""

    place: Place
    pieces: tuple[Piece, ...]


class Area(Frozen):
    """A strip of the sheet from side to side: `plain` text, the `head` or the `foot` with their columns."""

    kind: Literal["plain", "head", "foot"]
    columns: tuple[Column, ...]


def arranged(document: Document, shown: Sequence[Block], vocab: Vocab) -> tuple[Area, ...]:
    """Return all lines that a page shows, once each, in order; columns are read one by one."""
    printed = passages(document)
    roles = _roles(document, shown, printed, vocab)
    first, end, columns = _head(document, shown, printed.get("type"), vocab)
    areas = [_plain(shown[:first], roles), Area("head", columns), *_below(document, shown[end:], roles)]
    return tuple(area for area in areas if area.columns)


def _plain(shown: Sequence[Block], roles: Mapping[str, Role]) -> Area:
    pieces = tuple(Piece(block, block.span, roles.get(block.anchor)) for block in shown)
    return Area("plain", (Column("plain", pieces),) if pieces else ())


# --- the head ----------------------------------------------------------------------------------------


def _head(
    document: Document, shown: Sequence[Block], kind: Span | None, vocab: Vocab
) -> tuple[int, int, tuple[Column, ...]]:
    """First and last line of the head, and its columns; none where a line of it is not known."""
    text, end = document.text, document.zones.header.end
    above = min(end, kind.start) if kind else end
    lines = [block for block in shown if block.span.start < above and not block.part]
    cut = [tuple(_cut(text, block, vocab)) for block in lines]
    marked = [place for place, pieces in enumerate(cut) if any(piece.role for piece in pieces)]
    if not marked or any(block.table or block.level is not None for block in lines):
        return 0, 0, ()
    first, last = marked[0], marked[-1]
    while first and is_caps(lines[first - 1].span.of(text)):
        first -= 1
    while kind and last + 1 < len(lines) and is_caps(lines[last + 1].span.of(text)):
        last += 1
    placed = _placed(text, [piece for pieces in cut[first : last + 1] for piece in pieces])
    if placed is None:
        return 0, 0, ()
    number, issuer = document.header.number, document.header.issuer or ""
    columns = _columns(placed if number and number.joint else _named(text, placed, issuer))
    return first, last + 1, columns


def _cut(text: str, block: Block, vocab: Vocab) -> Iterator[Piece]:
    """Yield what stands on a line side by side: `UBND TỈNH LAM GIANG CỘNG HÒA XÃ HỘI …`."""
    line = block.span.of(text)
    starts: dict[int, Role] = {}
    for mark, role in _RIGHT.items():
        match = vocab.header[mark].search(line)
        # Half of the motto is none where all of it is.
        if match and not (role == "motto" and "motto" in starts.values()):
            starts.setdefault(match.start(), role)
    if match := _RULE.search(line):
        starts.setdefault(match.start(), "rule")
    edges = sorted(starts)
    if not edges or any(char.isalnum() for char in line[: edges[0]]):
        edges.insert(0, 0)
    elif edges[0]:
        starts[0] = starts.pop(edges[0])
        edges[0] = 0
    for start, end in zip(edges, [*edges[1:], len(line)], strict=True):
        words = line[start:end]
        span = Span(block.span.start + start, block.span.start + start + len(words.rstrip()))
        yield Piece(block, span, starts.get(start) or _left(words, vocab))


def _left(words: str, vocab: Vocab) -> Role | None:
    if vocab.header["number"].match(words) or vocab.header["number_open"].match(words):
        return "number"
    if vocab.header["subject"].match(words):
        return "subject"
    return None if any(char.isalnum() for char in words) else "rule"


def _placed(text: str, pieces: Sequence[Piece]) -> list[Piece] | None:
    """All pieces with their roles; None where one is not known.

    Lines in capitals name bodies above the number, and below it say how urgent the paper is.
    """
    found: list[Piece] = []
    numbered = False
    for piece in pieces:
        words = piece.span.of(text)
        role = piece.role
        if role is None and is_caps(words):
            role = "stamp" if numbered else "issuer"
        elif role is None and numbered and any(each.role == "subject" for each in found):
            role = "subject"
        if role is None:
            return None
        numbered = numbered or role in ("number", "subject")
        found.append(replace(piece, role=role))
    return found


def _named(text: str, pieces: Sequence[Piece], issuer: str) -> list[Piece]:
    """The pieces, the lines above those that name the issuing body as the superior's."""
    names = [piece for piece in pieces if piece.role == "issuer"]
    wanted, own = _letters(issuer), 0
    for piece in reversed(names):
        letters = _letters(piece.span.of(text))
        if not letters or not wanted.endswith(letters):
            break
        wanted, own = wanted.removesuffix(letters), own + 1
    above = {piece.span for piece in names[: len(names) - own]} if own else set()
    return [replace(piece, role="superior") if piece.span in above else piece for piece in pieces]


def _letters(words: str) -> str:
    return "".join(words.strip(_EDGES).casefold().split())


_PLACES: Mapping[Place, tuple[Role, ...]] = {
    "names": ("superior", "issuer"),
    "mottos": ("motto", "watchword", "party"),
    "symbol": ("number", "subject", "stamp"),
    "date": ("date",),
}


def _columns(pieces: Sequence[Piece]) -> tuple[Column, ...]:
    """The four places of the head; a rule drawn with signs stays below what it underlines."""
    held: dict[Place, list[Piece]] = {place: [] for place in _PLACES}
    place: Place = "names"
    for piece in pieces:
        if piece.role == "rule":
            place = place if piece.opens else "mottos"
        else:
            place = next(place for place, roles in _PLACES.items() if piece.role in roles)
        held[place].append(piece)
    return tuple(Column(place, tuple(found)) for place, found in held.items() if found)


# --- what stands below it ------------------------------------------------------------------------------


def _roles(document: Document, shown: Sequence[Block], printed: Mapping[str, Span], vocab: Vocab) -> dict[str, Role]:
    """What single lines are, by anchor; a line of the text as such is none of them."""
    text = document.text
    found: dict[str, Role] = {}
    for block in shown:
        role: Role | None = None
        if block.span.start < document.zones.header.end and not block.part:
            role = _title_role(block, printed)
        elif block.level is not None:
            role = _heading_role(block.span.of(text), vocab)
        elif len(words := block.span.of(text)) < _SHORT and vocab.header["enacting"].match(words):
            role = "enacting"
        if role:
            found[block.anchor] = role
    return found | _addressees(document, shown, vocab) | _appendix_heads(document, shown)


def _title_role(block: Block, printed: Mapping[str, Span]) -> Role | None:
    kind, title = printed.get("type"), printed.get("title")
    if kind is None or block.span.end <= kind.start:
        return None
    if block.span.start <= kind.start:
        return "type"
    if title is None or block.span.start < title.end:
        return "title"
    return "decides"


def _heading_role(words: str, vocab: Vocab) -> Role | None:
    forms = (form for form in vocab.sections if form.id in _MIDDLE)
    return "middle" if any(form.regex.match(words) for form in forms) else None


def _addressees(document: Document, shown: Sequence[Block], vocab: Vocab) -> dict[str, Role]:
    """The line `Kính gửi:` and those below it with a dash, as many as the parser read."""
    text, left = document.text, len(document.header.addressees)
    found: dict[str, Role] = {}
    for block in shown[:_ADDRESSEES] if left else ():
        words = block.span.of(text)
        if not found and vocab.header["addressee"].match(words):
            left -= bool(vocab.header["addressee"].sub("", words, count=1).strip(_EDGES))
        elif found and left > 0 and words[0] in "-–+•":
            left -= 1
        elif found:
            break
        else:
            continue
        found[block.anchor] = "addressee"
    return found


def _appendix_heads(document: Document, shown: Sequence[Block]) -> dict[str, Role]:
    """The title of what is attached, in capitals, and the words in brackets that say to what."""
    found: dict[str, Role] = {}
    for part, run in groupby(shown, key=lambda block: block.part):
        for block in islice(run if part else (), _TITLED):
            words = block.span.of(document.text)
            attached = words.startswith("(") and words.endswith(")")
            if block.table or not (attached or is_caps(words)):
                break
            found[block.anchor] = "attached" if attached else "middle"
    return found


def _below(document: Document, shown: Sequence[Block], roles: Mapping[str, Role]) -> Iterator[Area]:
    """Yield the text and the foot: Nơi nhận to the left, the signature to the right."""
    for in_foot, run in groupby(shown, key=lambda block: _zone(document, block) is not None):
        lines = list(run)
        if not in_foot:
            yield _plain(lines, roles)
            continue
        parts = ((zone, list(part)) for zone, part in groupby(lines, key=lambda block: _zone(document, block)))
        yield Area("foot", tuple(column for zone, part in parts if zone for column in _foot(document, zone, part)))


def _zone(document: Document, block: Block) -> Literal["recipients", "signature"] | None:
    if block.table or block.level is not None:
        return None
    zones = document.zones
    if zones.recipients.start <= block.span.start < zones.recipients.end:
        return "recipients"
    return "signature" if zones.signature.start <= block.span.start < zones.signature.end else None


def _foot(document: Document, zone: Literal["recipients", "signature"], lines: Sequence[Block]) -> Iterator[Column]:
    if zone == "recipients":
        opening = document.zones.recipients.start
        yield Column(
            zone,
            tuple(
                Piece(each, each.span, "recipients" if each.span.start == opening else "recipient") for each in lines
            ),
        )
        return
    signed = [each.span.start for each in (document.signature, *document.co_signatures) if each is not None]
    held: list[Piece] = []
    for block in lines:
        named = any(block.span.start <= start < block.span.end for start in signed)
        role: Role = "name" if named else "office" if is_caps(block.span.of(document.text)) else "seal"
        held.append(Piece(block, block.span, role))
        if named:
            yield Column(zone, tuple(held))
            held = []
    if held:
        yield Column(zone, tuple(held))

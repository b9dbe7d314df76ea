"""Footer (phần cuối): recipients, archive line, and the signature with its whole chain of authority.

Form: Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, ô 7 and 9b.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Authority, Document, Signature, Span
from generator.model.frozen import replace
from generator.parse.paragraphs import paragraphs
from generator.parse.zones import is_body, is_seal, mended, signature_blocks
from generator.vocab import Vocab

DASHED = 0.8
"""Share of the lines with a dash from which one without goes on with the line above."""
DEPUTY = " PHÓ "
"""What parts a head's office from his deputy's below it, where both stand in one line."""
_DASHES = re.compile(r"(?:^|;)\s*[-–]\s+")
"""Parts recipients that stand in one line, each with a dash."""
_ROW = re.compile(r"(?:^|;)\s*(?:[-–]\s+)?")
"""Parts those of a list that is one line."""
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+")
_BRACE = re.compile(r"[;,]?\s*}.*")
"""A brace over several lines, and what it says of all of them."""
_MARK = re.compile(r"^[-–+•*\s]+")
_EDGES = " .;,:"


def read_footer(document: Document, vocab: Vocab) -> Document:
    """Return the document with recipients, archive line and signature."""
    recipients, archive = _recipients(document, vocab)
    signed = _signatures(document, vocab)
    return replace(
        document,
        recipients=recipients,
        archive_line=archive,
        signature=signed[0] if signed else None,
        co_signatures=tuple(signed[1:]),
    )


def _recipients(document: Document, vocab: Vocab) -> tuple[tuple[str, ...], str | None]:
    text, zone = document.text, document.zones.recipients
    lines = [span.of(text) for span in paragraphs(text, zone)] if zone.end > zone.start else []
    if not lines:
        return (), None
    first = vocab.header["recipients"].sub("", lines[0], count=1)
    row = _ROW if ";" in first else _DASHES
    items = [part for part in row.split(first) if part.strip(_EDGES)]
    items += [part for item in _whole(lines[1:], vocab) for part in _DASHES.split(item) if part.strip(_EDGES)]
    numbered = len(items) > 1 and all(map(_NUMBERED.match, items))
    unmarked = (_BRACE.sub("", _NUMBERED.sub("", item) if numbered else item) for item in items)
    bare = [_sent(_MARK.sub("", item).strip(_EDGES), vocab) for item in unmarked]
    archive = next((item for item in bare if vocab.header["archive"].match(item)), None)
    names = tuple(item for item in bare if item and item != archive and item[0] not in "<(")
    return names, archive


def _sent(item: str, vocab: Vocab) -> str:
    """The recipient without the words how it is sent; none for an address of mail.

    `Bản điện tử: Như trên`.
    """
    bare = vocab.header["sent_by"].sub("", item, count=1)
    return "" if bare != item and "@" in bare else bare


def _whole(lines: Sequence[str], vocab: Vocab) -> list[str]:
    """The items of a list with dashes; a line without one goes on with an item that has not ended.

    So does a purpose in brackets in any list: `(để báo cáo)`.
    """
    items: list[str] = []
    dashed = sum(bool(_MARK.match(line)) for line in lines) > len(lines) * DASHED
    for line in lines:
        open_item = bool(items) and not _MARK.match(line) and items[-1][-1] not in ";.)"
        goes_on = dashed and line[0] not in "<(" and not vocab.header["archive"].match(line)
        if open_item and (goes_on or vocab.header["purpose"].match(line)):
            items[-1] = f"{items[-1]} {line}"
        else:
            items.append(line)
    return items


def _signatures(document: Document, vocab: Vocab) -> list[Signature]:
    """The signatures of the zone in the order printed; more than one where several bodies sign."""
    text, zone = document.text, document.zones.signature
    ends = [name.end for _, name in signature_blocks(text, zone, vocab)] or [zone.end]
    starts = [zone.start, *(end + 1 for end in ends[:-1])]
    found = (_signature(text, Span(start, end), vocab) for start, end in zip(starts, ends, strict=True))
    return [signature for signature in found if signature is not None]


def _signature(text: str, zone: Span, vocab: Vocab) -> Signature | None:
    every = tuple(paragraphs(text, zone)) if zone.end > zone.start else ()
    spans = tuple(
        span
        for span in _under_letterhead(text, every, vocab)
        if not is_seal(span.of(text), vocab) and not vocab.header["party"].match(span.of(text))
    )
    if len(spans) < 2:
        return None
    name = spans[-1]
    printed = [span.of(text).strip(" ,") for span in spans[:-1]]
    lines = [part for line in printed for part in _parted(line, vocab)]
    if len(lines) > len(printed) and any(_holds_two(line, vocab) for line in lines):
        return None
    if any(vocab.header["parties_across"].match(span.of(text)) for span in every):
        return None  # one name below two parties is of either
    parties = (vocab.header["party"].match(span.of(text)) for span in every)
    party = next((match["body"] for match in parties if match and match["body"]), None)
    body = next((line for line in lines if is_body(line, vocab) and not _is_role(line, vocab)), None)
    offices, post = _offices([line for line in lines if line != body or len(lines) == 1], vocab)
    authority, title = _chain(offices, vocab)
    body = body or party or next((rest for line in lines if (rest := _headed(line, vocab))), None)
    rank = vocab.rank.match(text, name.start)
    name = Span(rank.end(), name.end) if rank else name
    return Signature(mended(name.of(text)), title, authority, name, body, post)


def _parted(line: str, vocab: Vocab) -> list[str]:
    """The links of a chain that stand in one line: `TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH`.

    So do a head and his deputy below a mark: `KT. CHỦ TỊCH PHÓ CHỦ TỊCH`.
    """
    marks = [mark for mark in vocab.signing if mark.endswith(".") or "/" in mark]
    inner = (match.start() for mark in marks for match in re.finditer(rf" (?={re.escape(mark)} ?\w\w)", line))
    cuts = sorted({at for at in inner if line[at + 1 :].isupper()})
    parts = [line[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    head, _, deputy = parts[-1].partition(DEPUTY)
    form = next((mark for mark in marks if head.startswith(mark)), None)
    office = head[len(form) :].strip(_EDGES) if form else ""
    if office and deputy.startswith(office.split()[0]):
        parts[-1:] = [head, f"{DEPUTY.lstrip()}{deputy}"]
    return parts


def _holds_two(line: str, vocab: Vocab) -> bool:
    """Tell whether a line holds two offices: those of two columns, read across."""
    return len(vocab.any_office.findall(line.replace(DEPUTY.lstrip(), ""))) > 1


def _is_role(line: str, vocab: Vocab) -> bool:
    return vocab.any_office.match(line) is not None


def _headed(line: str, vocab: Vocab) -> str | None:
    """The body in a line of the chain: `KT. BỘ TRƯỞNG BỘ QUỐC PHÒNG`, `TM. ỦY BAN NHÂN DÂN TỈNH`."""
    form = next((f for f in sorted(vocab.signing, key=len, reverse=True) if line.startswith(f)), "")
    bare = line[len(form) :].strip(_EDGES)
    ends = [match.end() for role in vocab.roles if (match := role.regex.match(bare))]
    rest = bare[max(ends, default=0) :].strip(_EDGES)
    return rest if is_body(rest, vocab) else None


def _under_letterhead(text: str, spans: Sequence[Span], vocab: Vocab) -> Sequence[Span]:
    """What stands under the words of authentication of a consolidated text, its place and day left out."""
    at = next((i for i, s in enumerate(spans) if vocab.header["authentication"].match(s.of(text))), None)
    return spans if at is None else [s for s in spans[at + 1 :] if not vocab.header["place_date"].match(text, s.start)]


def _offices(lines: Sequence[str], vocab: Vocab) -> tuple[Sequence[str], str | None]:
    """The lines of who signs and for whom, and under them what a committee's head is elsewhere.

    His deputy and the head of his office sign for him, with the mark lost.
    """
    for at, head in enumerate(lines[:-1], 1):
        under, post = lines[at], lines[at].partition(" ")[2]
        deputy = post and (post.startswith(head) or head.startswith(post))
        if deputy or not vocab.header["convened_head"].match(head):
            continue
        other = _is_role(under, vocab) and not vocab.header["office_under"].match(under)
        return (lines[:at], " ".join(lines[at:])) if other else (lines, None)
    return lines, None


def _chain(offices: Sequence[str], vocab: Vocab) -> tuple[tuple[Authority, ...], str | None]:
    """The marks with the offices they sign for, and the signer's own office: the last line without a mark.

    Who signs for a body (`T/M BỘ CHÍNH TRỊ`) or for another office, with no office printed, has none here.
    """
    links: list[Authority] = []
    title: str | None = None
    for line in offices:
        form = next((f for f in sorted(vocab.signing, key=len, reverse=True) if line.startswith(f)), None)
        if form:
            links.append(Authority(vocab.signing[form], line[len(form) :].strip(_EDGES)))
        elif title is None or vocab.any_office.match(line) is not None:
            title = line
        else:
            title = f"{title} {line}"
    if title is None and links and links[-1].mark == "Q.":
        title = links[-1].office
    return tuple(links), title

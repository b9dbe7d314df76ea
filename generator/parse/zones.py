"""Zones (ô số 1–14 of Nghị định 30/2020/NĐ-CP, Phụ lục I).

Header, body, closing, recipients, signature.

None of them can be taken for granted: of real papers many have no header, and signature and recipients come
in either order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.model import Document, Span, Zones
from generator.model.frozen import replace
from generator.parse.paragraphs import paragraphs
from generator.vocab import Vocab

HEADER_REACH = 40
"""Paragraphs from the top in which a type word in capitals is looked for."""
LONGEST_NAME = 5
"""Syllables of a name; more are two names side by side."""
LONGEST_SYLLABLE = 6
WIDEST_NAME = 120
"""Characters of a name with ranks before it, all letters torn apart; a longer line is prose."""
_CONSONANTS = re.compile(r"[bcdđghklmnpqrstvx]{1,3}")
SIGNATURES = 24
"""Lines above and below a signature in which those of the other parties stand."""
RECIPIENTS = 40
"""Lines that the recipients take at most."""
LONGEST_RECIPIENT = 200
REACH = 4
"""Lines below who decides in which a body opens."""
LONGEST_LINE = 60
"""Characters of a line of the name of who decides; a longer one is a title."""
NOISE = 3
"""A line of at most so many characters without a word in a signature is a trace of a seal."""


def is_caps(text: str) -> bool:
    """Tell whether most letters of `text` are capitals."""
    letters = "".join(filter(str.isalpha, text))
    return bool(letters) and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def is_name(text: str, vocab: Vocab) -> bool:
    """Tell whether `text` alone could be a person's name (họ và tên): two to six capitalised syllables."""
    return len(text) <= WIDEST_NAME and _is_name(text, vocab)


@lru_cache(maxsize=4096)  # the lines of a paper are asked each time that a signature is sought
def _is_name(text: str, vocab: Vocab) -> bool:
    bare = vocab.rank.sub("", mended(text.strip()), count=1)
    return bool(vocab.person_name.fullmatch(bare)) and not is_caps(bare) and len(bare.split()) <= LONGEST_NAME


def mended(name: str) -> str:
    """Return a name whose letters a converter tore apart put together: `Đặ ng Văn Tám`, `H ậ u Lâm`.

    In a name each syllable begins with a capital, so a small letter alone, or consonants alone, go on with it.
    """
    whole: list[str] = []
    for piece in name.split():
        follows = whole and piece.islower() and (_CONSONANTS.fullmatch(piece) or _grows(whole[-1], piece))
        if follows:
            whole[-1] += piece
        else:
            whole.append(piece)
    return " ".join(whole)


def _grows(above: str, piece: str) -> bool:
    return len(piece) == 1 and len(above) < LONGEST_SYLLABLE


def type_line(text: str, vocab: Vocab) -> str | None:
    """Return the document type that stands in capitals on the line, else None."""
    if not is_caps(text):
        return None
    by = vocab.header["type_by"].match(text) or vocab.header["type_more"].match(text)
    bare = (by["type"] if by else text.strip(" :.")).casefold()
    spaced = all(len(word) == 1 for word in bare.split())  # `B Á O  C Á O`
    names = {kind.name.replace(" ", "") if spaced else kind.name: kind.name for kind in reversed(vocab.types)}
    return names.get(bare.replace(" ", "") if spaced else bare)


def find_zones(document: Document, vocab: Vocab) -> Document:
    """Return the document with its zones; an absent zone is empty."""
    text = document.text
    spans = _without_copy(text, tuple(paragraphs(text)), vocab)
    if not spans:
        return document
    # A list with a table but no number has marks of a heading further down, on its next sheet.
    table = min((cell.span.start for each in document.tables for cell in each.cells[:1]), default=len(text))
    head = _header_end(text, [span for span in spans if span.start < table] or spans, vocab)
    notice = _first(text, spans, vocab.header["recipients"], head)
    signed = _signature(text, spans, vocab, notice if notice is not None else len(spans), head)
    foot = min(notice if notice is not None else len(spans), signed[0] if signed else len(spans))
    end = spans[-1].end
    signed, foot = _authenticated(text, spans, signed, foot, vocab)
    signature = _cover(spans, signed) if signed else Span(end, end)
    received = _recipients(spans, notice, signed, text, vocab)
    closing = _closing(text, spans, head, foot, vocab)
    body_end = spans[foot - 1].end if foot > head else _start(spans, head, end)
    zones = Zones(
        header=Span(0, spans[head - 1].end) if head else Span(0, 0),
        preamble=Span(_start(spans, head, end), _start(spans, head, end)),
        body=Span(_start(spans, head, end), max(body_end, _start(spans, head, end))),
        closing=closing,
        recipients=received or Span(end, end),
        signature=signature,
        annex=_annex(text, spans, signature, received),
    )
    return replace(document, zones=zones)


def _without_copy(text: str, spans: Sequence[Span], vocab: Vocab) -> tuple[Span, ...]:
    """A copy's own mark, number and signature (SAO Y) are no part of the copied paper."""
    copy = _first(text, spans, vocab.header["copy"], len(spans) // 2)
    return tuple(spans) if copy is None else tuple(spans[:copy])


def _authenticated(
    text: str, spans: Sequence[Span], signed: tuple[int, int] | None, foot: int, vocab: Vocab
) -> tuple[tuple[int, int] | None, int]:
    """A consolidated text is signed under its own letterhead and number, which stand at its foot."""
    at = next((i for i, s in enumerate(spans) if vocab.header["authentication"].match(s.of(text))), None)
    if at is None or signed is None or not at < signed[0] <= at + 4:
        return signed, foot
    first = at
    while first > at - 5 and (is_caps(line := spans[first - 1].of(text)) or vocab.header["number"].match(line)):
        first -= 1
    return (first, signed[1]), min(foot, first)


def _annex(text: str, spans: Sequence[Span], signature: Span, recipients: Span | None) -> Span:
    footer = max(signature.end if signature.start < signature.end else 0, recipients.end if recipients else 0)
    start = next((s.start for s in spans if s.start > footer > 0), len(text))
    return Span(start, max(start, spans[-1].end))


def _start(spans: Sequence[Span], index: int, end: int) -> int:
    return spans[index].start if index < len(spans) else end


def _cover(spans: Sequence[Span], bounds: tuple[int, int]) -> Span:
    return Span(spans[bounds[0]].start, spans[bounds[1]].end)


def _first(text: str, spans: Sequence[Span], mark: re.Pattern[str], start: int) -> int | None:
    return next((i for i in range(start, len(spans)) if mark.match(text, spans[i].start)), None)


def _header_end(text: str, spans: Sequence[Span], vocab: Vocab) -> int:
    """Index of the first paragraph after the header."""
    top = next((i for i, s in enumerate(spans[:HEADER_REACH]) if type_line(s.of(text), vocab)), None)
    subject = _first(text, spans[:HEADER_REACH], vocab.header["subject"], 0)
    if top is None:
        marks = [vocab.header[m] for m in ("motto", "watchword", "party_motto", "number", "place_date", "subject")]
        found = [i for i, s in enumerate(spans[:HEADER_REACH]) if any(m.match(text, s.start) for m in marks)]
        return found[-1] + 1 if found and (found[0] < 8 or subject is not None) else 0
    below = [span.of(text) for span in spans[top + 1 : HEADER_REACH]]
    return _title_end(text, spans, top + 1 + title_start(below, vocab), vocab)


def title_start(lines: Sequence[str], vocab: Vocab) -> int:
    """Return where the trích yếu starts below the type.

    Number and day may stand above one that opens with `Về việc`.
    """
    above = (vocab.header["number"], vocab.header["place_date"])
    at = next((i for i, line in enumerate(lines) if not any(mark.match(line) for mark in above)), 0)
    return at if at and vocab.header["subject"].match(lines[at]) else 0


def _title_end(text: str, spans: Sequence[Span], start: int, vocab: Vocab) -> int:
    """The trích yếu: the paragraph under the type word, and more as long as it keeps the same dress."""
    if start >= len(spans):
        return start
    first = spans[start].of(text)
    below = spans[start + 1].of(text) if start + 1 < len(spans) else ""
    if _no_title(first, below, vocab) or vocab.header["recipients"].match(text, spans[start].start):
        return start
    end = start + 1
    lines = [span.of(text) for span in spans[start : start + 10]]
    while end < len(spans) and end < start + 8:
        line = spans[end].of(text)
        same = is_caps(line) and is_caps(first) and not decides(lines, end - start, (), vocab)
        runs_on = not first.rstrip().endswith((".", ";", ":")) and line[0].islower()
        if _opens_body(text, spans[end], vocab) or not (same or runs_on) or len(line) > 400:
            break
        end += 1
    titled = end
    while end < len(spans) and end - start < len(lines) and decides(lines, end - start, (), vocab):
        end += 1
    while titled < end < len(spans) and _names_on(spans[end].of(text), vocab):
        end += 1
    return end


def _names_on(line: str, vocab: Vocab) -> bool:
    """The name of who decides goes on: `GIÁM ĐỐC TRUNG TÂM …` and `THÀNH PHỐ HÀ NỘI` below it."""
    return is_caps(line) and len(line) <= LONGEST_LINE and not _opens(line, vocab)


def _no_title(line: str, below: str, vocab: Vocab) -> bool:
    """Under the type word stands the trích yếu, even where it begins like a body.

    One that cites is told from a body by one that opens below: `Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị`.
    """
    if vocab.header["addressee"].match(line) or vocab.any_section.match(line):
        return True
    cites = any(form.regex.search(line) for form in vocab.citations.forms)
    titled = vocab.header["body"].match(below) and line[-1] not in ".,;:" and not vocab.cues["header.says"].search(line)
    opens = cites and vocab.header["body"].match(line) and not titled
    return bool(opens or vocab.header["opening"].match(line))


def decides(lines: Sequence[str], index: int, after: Sequence[str], vocab: Vocab) -> bool:
    """Tell whether a line is who decides: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …` between title and căn cứ.

    A title may have a line that begins so; then no body follows. `after` are the lines that follow the last one.
    """
    line = lines[index]
    if not is_caps(line) or not vocab.header["authority"].match(line):
        return False
    rest = [*lines[index + 1 :], *after][:REACH]
    below = next((each for each in rest if not is_caps(each) or vocab.header["enacting"].match(each)), "")
    names = rest[: rest.index(below)] if below in rest else rest
    short = all(len(each) <= LONGEST_LINE and not vocab.header["subject"].match(each) for each in names)
    article = any(form.id == "article" and form.regex.match(below) for form in vocab.sections)
    based = article or vocab.header["enacting"].match(below) or vocab.header["body"].match(below)
    marked = any(map(vocab.any_section.match, names))
    return line.endswith(":") or not rest or (short and bool(based) and not marked)


def _opens_body(text: str, span: Span, vocab: Vocab) -> bool:
    return _opens(span.of(text), vocab)


def _opens(line: str, vocab: Vocab) -> bool:
    if vocab.header["enacting"].match(line):
        return True
    if vocab.header["addressee"].match(line) or vocab.any_section.match(line):
        return True
    return bool(vocab.header["body"].match(line)) and not is_caps(line)


def _signature(text: str, spans: Sequence[Span], vocab: Vocab, notice: int, head: int) -> tuple[int, int] | None:
    """First and last paragraph of the signature block.

    It stands right before the recipients or after them, or proves itself by a mark of authority; an appendix may
    follow, so the first one found counts.
    """
    for first, last in _blocks(text, spans[head:], vocab):
        marked = any(spans[head + first].of(text).startswith(mark) for mark in vocab.signing)
        placed = head + last >= notice - 1 or head + last >= len(spans) - 3
        if marked or placed or _signs(text, spans, head + first, head + last, vocab):
            return _with_others(text, spans, head + first, head + last, vocab)
    return None


def _with_others(text: str, spans: Sequence[Span], first: int, last: int, vocab: Vocab) -> tuple[int, int]:
    """The block with those right above and below it: a joint paper is signed by each of its parties."""
    low = max(0, first - SIGNATURES)
    blocks = [(low + a, low + b) for a, b in _blocks(text, spans[low : last + 1 + SIGNATURES], vocab)]
    for a, b in reversed(blocks):
        first = a if b + 1 == first else first
    for a, b in blocks:
        last = b if a == last + 1 else last
    return first, last


def _signs(text: str, spans: Sequence[Span], first: int, last: int, vocab: Vocab) -> bool:
    """A bare office and a name between the end of the body and something attached."""
    lines = [span.of(text) for span in spans[first : last + 1]]
    ended = first > 0 and spans[first - 1].of(text).rstrip(" .").endswith("./")
    signed = any(vocab.header["signed"].match(line) for line in lines)
    attached = last + 1 >= len(spans) or is_caps(spans[last + 1].of(text))
    return is_caps(lines[0]) and (ended or signed) and attached


def signature_blocks(text: str, within: Span, vocab: Vocab) -> Iterator[tuple[Span, Span]]:
    """Yield the first line and the name of each signature inside `within`."""
    spans = tuple(paragraphs(text, within)) if within.end > within.start else ()
    yield from ((spans[first], spans[last]) for first, last in _blocks(text, spans, vocab))


def _blocks(text: str, spans: Sequence[Span], vocab: Vocab) -> Iterator[tuple[int, int]]:
    """Yield first and last index of each block of offices in capitals with a name alone.

    Two names below the offices are two columns read across: whose office is whose no line tells.
    """
    for i, span in enumerate(spans):
        if not is_name(span.of(text), vocab) or _stands_beside(text, span, spans[i + 1 : i + 2], vocab):
            continue
        first = i
        while first and is_seal(spans[first - 1].of(text), vocab):
            first -= 1
        above = first
        first = _top_office(text, spans, above, vocab)
        if 1 < first < above and is_seal(spans[first - 1].of(text), vocab):
            # `PHÓ TRƯỞNG BAN`, `(đã ký)`, and below it the office that he holds elsewhere.
            higher = _top_office(text, spans, first - 1, vocab)
            first = higher if higher < first - 1 else first
        if first < above:
            yield first, i


def _stands_beside(text: str, name: Span, below: Sequence[Span], vocab: Vocab) -> bool:
    return any(is_name(each.of(text), vocab) and each.of(text) != name.of(text) for each in below)


def _top_office(text: str, spans: Sequence[Span], above: int, vocab: Vocab) -> int:
    """Where the offices begin that stand right above a line, with the bodies that they are of."""
    first = above
    if above > 1 and is_body(spans[above - 1].of(text), vocab) and is_bare_office(spans[above - 2].of(text), vocab):
        first -= 2  # `GIÁM ĐỐC`, below it `SỞ NỘI VỤ`
    while first and (
        _is_office(spans[first - 1].of(text), vocab) or (first < above and is_body(spans[first - 1].of(text), vocab))
    ):
        first -= 1
    party = first < above and first > 0 and vocab.header["party"].match(spans[first - 1].of(text))
    return first - 1 if party else first


def is_seal(line: str, vocab: Vocab) -> bool:
    """Tell whether a line is `(đã ký)`, or what a seal left between office and name: `[`, `>-`."""
    noise = len(line) <= NOISE and not any(c.isalnum() for c in line)
    return noise or vocab.header["signed"].match(line) is not None


def is_body(line: str, vocab: Vocab) -> bool:
    """Tell whether a line in capitals begins as the name of a body does."""
    return is_caps(line) and len(line) <= 90 and vocab.header["body_head"].match(line) is not None


def is_bare_office(line: str, vocab: Vocab) -> bool:
    """Tell whether a line in capitals is an office, without a mark of authority and the body it is of."""
    return line.isupper() and any(form.regex.fullmatch(line.strip(" .,")) for form in vocab.roles)


def _is_office(line: str, vocab: Vocab) -> bool:
    bare = line.strip(" .,")
    if len(bare) > 90:
        return False
    if any(bare.startswith(mark) for mark in vocab.signing) and is_caps(bare):
        return True
    return vocab.any_office.match(bare) is not None and (is_caps(bare) or (len(bare) < 40 and bare[0].isupper()))


def _recipients(
    spans: Sequence[Span], notice: int | None, signed: tuple[int, int] | None, text: str, vocab: Vocab
) -> Span | None:
    if notice is None:
        return None
    limit = signed[0] if signed and signed[0] > notice else len(spans)
    end = _archived(text, spans, notice, limit, vocab)
    for i in range(end + 1, limit):
        line = spans[i].of(text)
        if not (line[0] in "-–+•*<(" or vocab.header["archive"].match(line) or end == notice or line.endswith(";")):
            break
        end = i
    return _cover(spans, (notice, end))


def _archived(text: str, spans: Sequence[Span], notice: int, limit: int, vocab: Vocab) -> int:
    """Index of the archive line that ends the recipients, else of their first: dashes between may be lost."""
    for i in range(notice + 1, min(limit, notice + RECIPIENTS)):
        line = spans[i].of(text)
        if vocab.header["archive"].match(line):
            return i
        if len(line) > LONGEST_RECIPIENT or vocab.any_section.match(line):
            break
    return notice


def _closing(text: str, spans: Sequence[Span], head: int, foot: int, vocab: Vocab) -> Span:
    """The paragraph that ends the body in words of closing, or hands the paper over to one body for all.

    `./.` alone is no proof (it occurs in mid-text).
    """
    if foot - 1 <= head:
        end = spans[foot - 1].end if foot else 0
        return Span(end, end)
    last = spans[foot - 1]
    line = last.of(text)
    marked = line[0] in "-–+•" or vocab.any_section.match(line)
    handed = vocab.cues["closing.handed"].match(line) and _is_under_body(text, spans[head : foot - 1], vocab)
    if not marked and (vocab.header["closing"].match(line) or handed):
        return last
    return Span(last.end, last.end)


def _is_under_body(text: str, above: Sequence[Span], vocab: Vocab) -> bool:
    """Tell whether the last marked line names a body whose duties stand there: `d) Sở Nội vụ: …`."""
    lines = (span.of(text) for span in reversed(above))
    headed = next((line for line in lines if vocab.any_section.match(line)), "")
    return vocab.cues["closing.headed"].match(headed) is not None

"""Bare offices (chức vụ không kèm tên cơ quan): whose they are.

A `Phó Giám đốc` alone beside a name is of whom the words over its row, the sentence or the heading speak of.
"""

from __future__ import annotations

from generator.link.entities.signers import office_of
from generator.link.scope.bodies import Body
from generator.link.scope.scoped_document import Reading
from generator.model import Mention, Span
from generator.vocab import Vocab

CLAUSE = 300
"""Characters before a name in which the body of a bare office stands."""
HEAD = 160
"""Characters of the words over a row of persons at most; a longer line is prose."""
ROWS = 40
"""Lines of such a row at most."""
BESIDE = 12
"""Characters between an office and the name after it, a form of address among them: `Giám đốc: Ông`."""
AFTER = 240
"""Characters after a name in which its offices stand."""
_BULLET = "-–+•*"


def office_at(text: str, office: str, mention: Mention) -> int:
    """Return where the office of a mention stands, right before the name, else after it; -1 where neither."""
    start, end = mention.span.start, mention.span.end
    before = text.rfind(office, max(0, start - len(office) - 80), start)
    if before >= 0 and start - before - len(office) <= BESIDE:
        return before
    after = text.find(office, end, end + AFTER)
    return after if after >= 0 else before


def of_bare(role: str, reading: Reading, mention: Mention, vocab: Vocab) -> Body | None:
    """Return the body of a bare office.

    It is the one of its kind that the words over its row, the sentence or the heading speak of, else the issuer. Where
    the sentence speaks of another body than the issuer and both could have the office, nobody knows.
    """
    form = office_of(role, vocab)
    if form is None:
        return None
    issuer = reading.scope.issuer
    own = issuer if issuer is not None and issuer.name.startswith(form.kinds) else None
    row = _row_head(reading.document.text, mention)
    if row is not None:
        named = [body for _, body in reading.named_in(row.start, row.end)]
        if len(named) == 1:
            return named[0] if named[0] is not None and named[0].name.startswith(form.kinds) else None
        if named or vocab.cues["person.others"].search(reading.document.text, row.start, row.end):
            return None
    near, beside = _near(reading, mention, form.kinds, ("\n", ". ", "; "))
    if near is None:
        near, beside = _in_heading(reading, mention, form.kinds), True
        spoken = _near(reading, mention, form.kinds, ("\n", ". "))[0] if near is None else None
        if spoken is not None and spoken != own:
            return None
    if near is None or near == own:
        return own
    return near if beside or own is None else None


def _near(
    reading: Reading, mention: Mention, kinds: tuple[str, ...], stops: tuple[str, ...]
) -> tuple[Body | None, bool]:
    """The last body of these kinds named after a stop before, and whether the name stands in its brackets."""
    text, start = reading.document.text, mention.span.start
    low = max(text.rfind(stop, max(0, start - CLAUSE), start) for stop in stops)
    for agency, body in zip(reversed(reading.agencies), reversed(reading.bodies), strict=True):
        if body is not None and low < agency.span.start < start and body.name.startswith(kinds):
            return body, text[agency.span.end : start].lstrip().startswith("(")
    return None, False


def _in_heading(reading: Reading, mention: Mention, kinds: tuple[str, ...]) -> Body | None:
    """The body that the innermost heading names: under `Sở Tài chính` a `Phó Giám đốc Sở` is that one's."""
    around = [s for s in reading.document.sections if s.title and s.span.start <= mention.span.start < s.span.end]
    body = reading.body_at(around[-1].head.start, around[-1].head.end) if around else None
    return body if body is not None and body.name.startswith(kinds) else None


def names_own_kind(text: str, end: int, reading: Reading) -> bool:
    """Tell whether an office goes on with what its body calls itself, and no more: `Phó Giám đốc Sở`."""
    issuer = reading.scope.issuer
    kind = issuer.name.partition(" ")[0] if issuer is not None else ""
    after = text[end + 1 + len(kind) : end + 3 + len(kind)]
    alone = not after or after[0] in ",;.)\n" or after in (" -", " –", " (")
    return bool(kind) and text.startswith(f" {kind}", end) and alone


def _row_head(text: str, mention: Mention) -> Span | None:
    """The words before the colon under which a person stands: in the same line, or over a row with dashes."""
    line = text.rfind("\n", 0, mention.span.start) + 1
    colon = text.rfind(":", line, mention.span.start)
    if colon >= 0:
        return _label(text, line, colon)
    rows = 0
    while line and text[line] in _BULLET and rows < ROWS:
        mark, end = text[line], line - 1
        line, rows = text.rfind("\n", 0, end) + 1, rows + 1
        if text[line] != mark:
            ends = text[line:end].rstrip()
            return _label(text, line, line + len(ends) - 1) if ends.endswith(":") else None
    return None


def _label(text: str, line: int, colon: int) -> Span | None:
    """The words right before a colon, to the mark before them."""
    start = max(text.rfind(":", line, colon), text.rfind(";", line, colon), line - 1) + 1
    return Span(start, colon) if colon - start <= HEAD else None

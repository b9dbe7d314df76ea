"""Units that the words after them give to another body than the issuer.

`Phòng Kế hoạch thuộc Chi cục Kiểm lâm tỉnh` in a paper of a department is none of that department, nor is a `Phòng` of
communes or of a body that nobody knows. A comma parts a unit from its body, or from the next of a row: where no word
tells which, the unit is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.link.scope.bodies import Body, Scope, is_free_unit, unit_of
from generator.model import Mention
from generator.vocab import Vocab

BEFORE = 90
"""Characters before a unit in which the person stands whose office names it."""


def owned(
    text: str, agencies: Sequence[Mention], bodies: Sequence[Body | None], scope: Scope, vocab: Vocab
) -> Sequence[Body | None]:
    """Return the bodies of a document's mentions, each unit with the body that the words after it name."""
    units = [place for place, mention in enumerate(agencies) if is_free_unit(mention, vocab)]
    if not units:
        return bodies
    told: dict[int, Body | None] = {}
    doubted: list[int] = []
    for place in units:
        whole = bodies[place + 1] if place + 1 < len(agencies) else None
        if _goes_on(text, agencies, place, vocab):
            told[place] = _of(agencies[place], whole, bodies[place], scope, vocab)
        elif _beside(text, agencies, place, vocab) and whole is not None and not _is_party(whole, scope):
            if _in_office(text, agencies[place], vocab) or _only_there(bodies[place], whole, scope, vocab):
                told[place] = _of(agencies[place], whole, bodies[place], scope, vocab)
            else:
                doubted.append(place)
        elif _of_another(text, agencies[place], scope, vocab):
            told[place] = None
    sure = {agencies[place].name for place in units if place not in told and place not in doubted}
    for place in doubted:
        if agencies[place].name not in sure and not _in_row(text, agencies, bodies, place, scope, vocab):
            told[place] = None
    return [told.get(place, body) for place, body in enumerate(bodies)]


def _gap(text: str, agencies: Sequence[Mention], place: int) -> str | None:
    """The words between a mention and the next one, None where there is none."""
    if not 0 <= place < len(agencies) - 1:
        return None
    return text[agencies[place].span.end : agencies[place + 1].span.start]


def _goes_on(text: str, agencies: Sequence[Mention], place: int, vocab: Vocab) -> bool:
    """Whether the body after a unit is the one that it is of: ` thuộc `, ` (` up to `)`."""
    gap = _gap(text, agencies, place)
    bracketed = gap == " (" and text.startswith(")", agencies[place + 1].span.end)
    return bracketed or (gap is not None and vocab.cues["unit.of_next"].fullmatch(gap) is not None)


def _beside(text: str, agencies: Sequence[Mention], place: int, vocab: Vocab) -> bool:
    """Whether a comma parts a division from a body that is no further unit."""
    beside = _gap(text, agencies, place) == ", " and agencies[place].name.startswith("Phòng ")
    return beside and not is_free_unit(agencies[place + 1], vocab)


def _of(mention: Mention, whole: Body | None, own: Body | None, scope: Scope, vocab: Vocab) -> Body | None:
    if whole is not None and scope.issuer is not None and whole.identity == scope.issuer.identity:
        return own
    return unit_of(mention.name, whole, (), vocab)


def _is_party(body: Body, scope: Scope) -> bool:
    return any(body.identity == each.identity for each in (scope.issuer, *scope.others) if each is not None)


def _in_office(text: str, mention: Mention, vocab: Vocab) -> bool:
    """Whether a unit stands in the office of a person: after his name a comma parts it from its body."""
    start = mention.span.start
    return vocab.cues["unit.in_office"].search(text, max(0, start - BEFORE), start) is not None


def _only_there(own: Body | None, whole: Body, scope: Scope, vocab: Vocab) -> bool:
    """Whether the issuer has no units, so that one before a body below it is that one's."""
    names = vocab.canonical
    local = whole.level in ("district", "commune") and whole.name.startswith(f"{names.committee} ")
    below = local or whole.name.startswith(f"{names.department} ")
    return own is None and below and scope.issuer is not None and not scope.others


def _of_another(text: str, mention: Mention, scope: Scope, vocab: Vocab) -> bool:
    """Whether a unit is of places or of a body that no mention names: `Phòng Nội vụ cấp huyện`."""
    match = vocab.cues["unit.of_another"].match(text, mention.span.end)
    if match is None:
        return False
    place = scope.issuer.place if scope.issuer is not None and scope.issuer.level != "province" else None
    return not (match["own"] and place and place.startswith(match["own"].casefold()))


def _in_row(
    text: str,
    agencies: Sequence[Mention],
    bodies: Sequence[Body | None],
    place: int,
    scope: Scope,
    vocab: Vocab,
) -> bool:
    """Whether a row of bodies is told.

    A unit stands before, or a commune after it in a paper of a district: then communes had no units.
    """
    before = _gap(text, agencies, place - 1) == ", " and is_free_unit(agencies[place - 1], vocab)
    after = bodies[place + 1]
    issuer = scope.issuer
    communes = after is not None and after.level == "commune"
    return before or (communes and issuer is not None and issuer.level == "district")

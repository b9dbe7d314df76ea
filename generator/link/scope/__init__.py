"""Scope: the province and the issuer of a document, from the best evidence that it holds.

Order of evidence for the issuer: the registry, the header (letterhead, then who decides), the symbol of the own number,
the signature with the title, the closing words; of a joint paper the symbol first, since its lead body numbers it.
A bare `CHỦ TỊCH` names no body: councils, committees, unions have one.
For the province: the issuer, the place line, provinces named in the text, districts, the portal's home.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from generator.link.scope.bodies import Body, Scope, is_mixed, provincial_body, resolve_body
from generator.link.scope.places import Place, gazetteer, province_of_districts, provinces_named
from generator.link.scope.printed_names import body_named, printed_body, unknown_body
from generator.model import Document, EntityKind, Portal
from generator.text.fold import fold_words
from generator.vocab import Vocab

CONFIDENCE = {"registry": 1.0, "header": 1.0, "symbol": 0.9, "signature": 0.7, "body": 0.7}
"""How sure an issuer is, by what tells it."""
_LENT = ("TL.", "TUQ.")
"""Marks of one who signs for the head of another body than his own."""
CLOSING = 700
"""Characters at the end of the body in which it says who speaks."""


def scope_of(document: Document, stated: str | None, portal: Portal, vocab: Vocab) -> Scope:
    """Return what bare names of the document refer to; `stated` is the issuer that the archivist names."""
    province = _province(document, stated, portal, vocab)
    bare = Scope(province, None, None)
    parties = () if stated else parties_of(document, bare, vocab)
    if len(parties) > 1:
        basis = "symbol" if _numbering(document, bare, vocab) else "header"
        return Scope(None if parties[0].national else province, parties[0], basis, parties[1:])
    evidence: tuple[tuple[str, Callable[[], Body | None]], ...] = (
        ("registry", lambda: body_named(stated, bare, vocab) if stated else None),
        ("header", lambda: printed_body(document, bare, vocab)),
        ("header", lambda: _office_body(document.header.issuer or "", bare, vocab)),
        ("header", lambda: _deciding(document, bare, vocab)),
        ("symbol", lambda: _numbered_by(document, bare, vocab)),
        ("header", lambda: unknown_body(document, bare, vocab)),
        ("signature", lambda: _from_signature(document, bare, vocab)),
        ("body", lambda: _from_closing(document, bare, vocab)),
    )
    for basis, find in evidence:
        body = find()
        if body is not None:
            return Scope(None if body.national else province, body, basis)
    return Scope(province, None, None)


def _is_joint(document: Document) -> bool:
    return document.header.number is not None and document.header.number.joint


def parties_of(document: Document, scope: Scope, vocab: Vocab) -> tuple[Body, ...]:
    """Return the bodies that made a paper together, the lead first: by its symbol, or by its letterhead."""
    lead = _numbering(document, scope, vocab)
    if lead:
        return lead
    names = vocab.cues["header.parties"].split(document.header.issuer or "")
    if len(names) < 2:
        return side_by_side(document, scope, vocab)
    if not all(vocab.header["body_head"].match(vocab.header["standing"].sub("", name, count=1)) for name in names):
        return ()
    found = _named_in_row(names, scope, vocab)
    return tuple(body for body in found if body is not None) if found[0] is not None else ()


def _named_in_row(names: Sequence[str], scope: Scope, vocab: Vocab) -> list[Body | None]:
    """The bodies of a letterhead's row; a place behind the last is that of all: `HĐND - UBND XÃ NẬM LÚC`."""
    nowhere, last = Scope(None, None, None), body_named(names[-1], scope, vocab)
    places = [last.place if last is not None else None, scope.province.full if scope.province else None]
    shared = [f" {place.upper()}" for place in places if place]
    if last is None and vocab.header["local_level"].match(names[-1]):
        return [None]

    def named(name: str) -> Body | None:
        own = body_named(name, nowhere, vocab)
        placed = (body_named(_at(name, place, vocab), scope, vocab) for place in shared)
        return own or next((body for body in placed if body is not None), None) or body_named(name, scope, vocab)

    return [*map(named, names[:-1]), last or named(names[-1])]


def _at(name: str, place: str, vocab: Vocab) -> str:
    """A name with the place of its row, whose level it may bear already: `HỘI NÔNG DÂN TỈNH`."""
    level, _ = vocab.split_level(place.strip())
    return f"{name.removesuffix(f' {level.name.upper()}') if level else name}{place}"


def _numbering(document: Document, scope: Scope, vocab: Vocab) -> tuple[Body, ...]:
    """The bodies of a joint number, none where its letterhead is of another one.

    A committee may head a paper that its departments made.
    """
    lead = _from_symbol(document, scope, vocab) if _is_joint(document) else ()
    printed = printed_body(document, scope, vocab) if lead else None
    local = (vocab.canonical.committee, vocab.canonical.council)
    named = printed is None or printed.name.startswith(local) or any(printed.identity == each.identity for each in lead)
    return lead if named else ()


def side_by_side(document: Document, scope: Scope, vocab: Vocab) -> tuple[Body, ...]:
    """Return the two bodies of a letterhead of which neither stands above the other.

    `UBND HUYỆN SUỐI VÀNG` over `UBND HUYỆN BÌNH LÂM`: two committees or departments of one level.
    """
    header, kinds = document.header, (vocab.canonical.committee, vocab.canonical.council, vocab.canonical.department)
    if header.issuer is None or header.superior is None:
        return ()
    first, second = (body_named(name, scope, vocab) for name in (header.superior, header.issuer))
    if first is None or second is None or first == second or first.level != second.level:
        return ()
    equal = any(first.name.startswith(f"{kind} ") and second.name.startswith(f"{kind} ") for kind in kinds)
    return (first, second) if equal else ()


def _province(document: Document, stated: str | None, portal: Portal, vocab: Vocab) -> Place | None:
    """The province, from the strongest evidence to the weakest."""
    header = document.header
    lines = "\n".join(filter(None, (stated, header.issuer, header.superior)))
    named = _of_head(lines, vocab)
    if named is not None:
        return named
    at = gazetteer(vocab).province(header.place) if header.place else None
    if (
        at is None
        and portal.home_province
        and header.place
        and fold_words(header.place) == fold_words(portal.home_province)
    ):
        at = Place(portal.home_province, "tỉnh")
    if at is not None:
        return at
    body = provinces_named(document.text, vocab).most_common(2)
    if len(body) == 1 or (len(body) > 1 and body[0][1] > body[1][1]):
        return body[0][0]
    district = province_of_districts(document.text, vocab)
    if district is not None:
        return district
    return Place(portal.home_province, "tỉnh") if portal.home_province else None


@lru_cache(maxsize=4096)  # the papers of an issuer have one head
def _of_head(lines: str, vocab: Vocab) -> Place | None:
    named = provinces_named(lines, vocab).most_common(1)
    return named[0][0] if named else None


def _from_symbol(document: Document, scope: Scope, vocab: Vocab) -> tuple[Body, ...]:
    """The bodies of the own symbol, none where the first, whose number it is, is not known.

    A committee of any level numbers with `UBND`; only the place tells whose it is.
    """
    found: list[Body] = []
    number, place = document.header.number, document.header.place
    local = (vocab.canonical.committee, vocab.canonical.council)
    for group in number.issuer_codes if number else ():
        code = vocab.code(group)
        body = None
        if code is not None and code.level == "central":
            body = Body(code.name, "central")
        elif code is not None and not (code.name in local and not (place and gazetteer(vocab).province(place))):
            body = provincial_body(code.name, None, code.style, scope, vocab)
        if body is None and not found:
            break
        if body is not None:
            found.append(body)
    return () if is_mixed(found) else tuple(found)


def _numbered_by(document: Document, scope: Scope, vocab: Vocab) -> Body | None:
    """The body of the own symbol, none where the letterhead is of another kind of body.

    `BAN DÂN TỘC VÀ TÔN GIÁO` over `BDTTG` is no ministry, whatever stands above it.
    """
    body, header = next(iter(_from_symbol(document, scope, vocab)), None), document.header
    line = header.issuer or ""
    if body is None or not body.national or not vocab.header["body_head"].match(line):
        return body
    above = body_named(header.superior, scope, vocab) if header.superior else None
    same = fold_words(line).split()[0] == fold_words(body.name).split()[0]
    return body if same or (above is not None and above.national) else None


def _deciding(document: Document, scope: Scope, vocab: Vocab) -> Body | None:
    """The body of who decides, printed between title and body: `BỘ TRƯỞNG BỘ TÀI CHÍNH`.

    What he does ends the line (`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:`) and is no place.
    """
    line = vocab.cues["header.decides_what"].sub("", document.header.decides or "").rstrip(" :")
    return _office_body(line, scope, vocab) if line else None


def _office_body(office: str, scope: Scope, vocab: Vocab) -> Body | None:
    """The body that an office names: itself (`THỦ TƯỚNG CHÍNH PHỦ`), or the one it heads."""
    matches = (form.regex.match(office) for form in vocab.roles)
    ends = sorted(match.end() for match in matches if match)
    words = [office, *(office[end:].strip() for end in ends)]
    for end in ends:
        head = office[:end].split()
        words += [" ".join([*head[-n:], office[end:].strip()]) for n in (1, 2)]
    found = (body_named(name, scope, vocab) for name in words if name)
    return next((body for body in found if body is not None), None)


def _from_closing(document: Document, scope: Scope, vocab: Vocab) -> Body | None:
    """The body that speaks at the end of a notice: `Văn phòng Chính phủ thông báo để các cơ quan biết`."""
    text, body = document.text, document.zones.body
    last = max(body.start, body.end - CLOSING)
    for mention in document.mentions:
        if mention.kind is not EntityKind.AGENCY or not last <= mention.span.start < body.end:
            continue
        opens = mention.span.start == 0 or text[mention.span.start - 1] == "\n"
        if opens and vocab.cues["closing.speaks"].match(text, mention.span.end):
            return resolve_body(mention, scope, vocab)
    return None


def _from_signature(document: Document, scope: Scope, vocab: Vocab) -> Body | None:
    """The body whose head signs, or in whose name it is signed.

    Of that kind, the one the text speaks of most.
    """
    signature = document.signature
    if signature is None:
        return None
    if len({body for each in (signature, *document.co_signatures) if (body := each.body)}) > 1:
        return None  # each signs for his own, and the first in the text need not lead
    office = signature.authority[0].office if signature.authority else signature.title or ""
    lent = any(each.mark in _LENT for each in signature.authority)
    full = _office_body(office, scope, vocab) or (
        _office_body(signature.body, scope, vocab) if signature.body and not lent else None
    )
    role = next((form for form in vocab.roles if form.regex.match(office)), None)
    if full is not None or role is None or signature.post:
        return full  # a committee is known by no kind
    kind = role.body
    titled = _in_title(document, scope, kind, vocab)
    if titled is not None or kind == vocab.canonical.committee:
        return titled
    line = document.header.issuer or ""
    if vocab.header["body_head"].match(line) and not line.casefold().startswith(f"{kind} ".casefold()):
        return None  # its head is of the body that the letterhead names, though nothing tells which that is
    if role.heads:
        return None  # `GIÁM ĐỐC` of whom a paper speaks may be whom it is written to
    local = {form.id for form in vocab.agencies if form.level in ("province", "local")}
    bodies = Counter(
        body
        for mention in document.mentions
        if mention.kind is EntityKind.AGENCY and mention.form in local
        for body in (resolve_body(mention, scope, vocab),)
        if body is not None and body.name.startswith(f"{kind} ")
    )
    ranked = sorted(bodies.items(), key=lambda item: (-item[1], item[0].identity))
    return ranked[0][0] if ranked else None


def _in_title(document: Document, scope: Scope, kind: str, vocab: Vocab) -> Body | None:
    """The body whose head or deputy speaks in the title, where such a head signs.

    `của Trưởng Ban Dân tộc tỉnh`.
    """
    text, end = document.text, document.zones.header.end
    for mention in document.mentions:
        before = text[max(0, mention.span.start - 30) : mention.span.start]
        if mention.kind is not EntityKind.AGENCY or mention.span.start >= end:
            continue
        if vocab.cues["title.head_of"].search(before):
            body = resolve_body(mention, scope, vocab)
            if body is not None and body.name.startswith(f"{kind} "):
                return body
    return None

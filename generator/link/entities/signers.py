"""Signers: which body's office a person holds who signs a paper."""

from __future__ import annotations

from functools import lru_cache

from generator.link.scope.bodies import Body, inside
from generator.link.scope.printed_names import body_named
from generator.link.scope.scoped_document import Reading
from generator.model import Mention
from generator.text.fold import fold_words
from generator.vocab import Vocab
from generator.vocab.entries import Office

BLOCK = 300
"""Characters before a signer's name in which his offices stand."""


def named_in_title(reading: Reading, mention: Mention, vocab: Vocab) -> tuple[str | None, Body | None]:
    """Return a signer's office without the body in its line, and that body if it is not the issuer."""
    role, text, issuer = mention.role, reading.document.text, reading.scope.issuer
    at = text.rfind(role, max(0, mention.span.start - BLOCK), mention.span.start) if role else -1
    if role is None or at < 0 or vocab.canonical.office.upper() in role.upper():
        return role, None
    ended = ((m, body) for m, body in reading.named_in(at + 1, at + len(role)) if m.span.end == at + len(role))
    held, body = next(ended, (None, None))
    if held is None or body is None or body.level == "unit" or belongs(role, vocab):
        return role, None
    other = issuer is None or body.identity != issuer.identity
    return text[at : held.span.start].strip(), body if other else None


def post_of(reading: Reading, mention: Mention, vocab: Vocab) -> tuple[str, Body | None] | None:
    """Return what a committee's head is elsewhere, and the body in that line: `GIÁM ĐỐC SỞ Y TẾ`."""
    document = reading.document
    signatures = filter(None, (document.signature, *document.co_signatures))
    post = next((s.post for s in signatures if s.post and s.name == mention.name), None)
    if post is None:
        return None
    at = document.text.rfind(post, max(0, mention.span.start - BLOCK), mention.span.start)
    end = at + len(post)
    named = (pair for pair in reading.named_in(at, end) if pair[0].span.end == end) if at >= 0 else iter(())
    held, body = next(named, (None, None))
    if held is None or body is None:
        return post, belongs(post, vocab)
    bare = document.text[at : held.span.start].strip()
    offices = [match[0] for form in vocab.roles if (match := form.regex.match(post))]
    return bare if office_of(bare, vocab) else max(offices, key=len, default=post), body


def convening(body: Body | None, role: str | None, vocab: Vocab) -> Body | None:
    """Return the body if it may be a committee that has the office, and is no government or council."""
    standing = (vocab.canonical.committee, vocab.canonical.council)
    if body is None or role is None or body.name.startswith(standing):
        return None
    return body if any(form.regex.match(role) and body.name.startswith(form.kinds) for form in vocab.roles) else None


def signer_body(reading: Reading, mention: Mention, vocab: Vocab) -> Body | None:
    """Return the body of a signer: the issuer; of the head of its office that office.

    Of a joint paper's parties none is sure.

    Where several sign, each belongs to the body that his block names; so does one whose office stands above its body.
    """
    issuer, role, document = reading.scope.issuer, mention.role, reading.document
    signatures = filter(None, (document.signature, *document.co_signatures))
    own = next((s.body for s in signatures if s.span == mention.span), None)
    block = document.text[max(0, mention.span.start - BLOCK) : mention.span.start]
    parties = (vocab.header["party"].match(line) for line in block.split("\n"))
    beside = f"\n{role}\n{own}\n" in block or any(match and match["body"] == own for match in parties)
    if own and (reading.joint or document.co_signatures or beside):
        return signing_body(own, reading, vocab)
    if reading.joint or document.co_signatures:
        return None
    national = belongs(role, vocab) if role else None
    if national is not None and issuer is not None:
        return national
    if issuer is None or role is None or vocab.canonical.office.upper() not in role.upper():
        return None if issuer is not None and role and _elsewhere(reading, mention, issuer, vocab) else issuer
    office = vocab.canonical.office
    if issuer.name.startswith(office):
        return issuer
    named = _office_named(reading, mention, office)
    if named is not None:
        return named
    if issuer.name.startswith(vocab.canonical.committee):
        return inside(office, issuer, issuer.level, " ")
    return inside(office, issuer) if issuer.level != "central" else issuer


def _office_named(reading: Reading, mention: Mention, office: str) -> Body | None:
    """The office of a body that the words of the signer's own office name: `CHÁNH VĂN PHÒNG HĐND VÀ UBND`."""
    role, text = mention.role or "", reading.document.text
    at = text.rfind(role, max(0, mention.span.start - BLOCK), mention.span.start)
    ended = (body for each, body in reading.named_in(at, at + len(role)) if each.span.end == at + len(role))
    body = next(ended, None) if at >= 0 else None
    return body if body is not None and body.name.startswith(f"{office} ") else None


def _elsewhere(reading: Reading, mention: Mention, issuer: Body, vocab: Vocab) -> bool:
    """Whether an office stands under another one, its own signer's, and is none that the issuer has.

    `TRƯỞNG BAN`, under it `PHÓ CHỦ TỊCH`: of which body, no word says.
    """
    text, role = reading.document.text, mention.role or ""
    above = text[max(0, mention.span.start - BLOCK) : mention.span.start].rpartition(role)[0].rstrip().split("\n")[-1]
    form = office_of(role, vocab)
    if form is None or issuer.name.startswith(form.kinds):
        return False
    # A department's director signs by order of the committee's head, the name of his own body left out.
    directs = form.body == vocab.canonical.department
    directs = directs and issuer.name.startswith((vocab.canonical.committee, vocab.canonical.council))
    return directs or bool(vocab.any_office.match(above))


def signing_body(printed: str, reading: Reading, vocab: Vocab) -> Body | None:
    """Return the body that a signature names: one of the parties, else the one that its words are."""
    parties = (*filter(None, (reading.scope.issuer,)), *reading.scope.others)
    short = fold_words(printed)
    named = [body for body in parties if fold_words(body.name).startswith(short)]
    placed = (body for body in parties if body.place)
    named = named or [b for b in placed if b == body_named(f"{printed} {b.place}".upper(), reading.scope, vocab)]
    return named[0] if len(named) == 1 else body_named(printed, reading.scope, vocab)


@lru_cache(maxsize=4096)  # offices are few
def belongs(role: str, vocab: Vocab) -> Body | None:
    """Return the one body of a national office: a Phó Thủ tướng belongs to the Chính phủ."""
    form = next((f for f in vocab.roles if f.belongs and f.regex.fullmatch(role.strip())), None)
    return Body(form.belongs, "central") if form and form.belongs else None


@lru_cache(maxsize=4096)
def office_of(role: str, vocab: Vocab) -> Office | None:
    """Return the office that the whole of it is, perhaps with what its body calls itself.

    `Phó Giám đốc Sở`.
    """
    words = [bare for bare in (role.strip(), role.strip().rpartition(" ")[0]) if bare]
    return next((form for form in vocab.roles if any(form.regex.fullmatch(bare) for bare in words)), None)

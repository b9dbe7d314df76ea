"""The issuing body as a header prints it: in capitals, with its superior above it or on the same line.

A body that no table knows is still named by its own header, if the line begins as the name of a body does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.ingest.legibility import is_syllable
from generator.link.scope.bodies import Body, Scope, district_body, inside, provincial_body, resolve_body
from generator.model import Document, EntityKind, Mention, Span
from generator.text.fold import fold_words
from generator.text.tones import new_style
from generator.vocab import Vocab, tables

LONGEST_PLACE = 4
"""Syllables of a place; more are the name of something else."""
SHORTEST = 3
"""Syllables that the name of a body which no table knows has at least."""


def printed_body(document: Document, scope: Scope, vocab: Vocab) -> Body | None:
    """Return the known body that the header names as its issuer.

    Alone, with its superior's place, or under it.
    """
    issuer, superior = document.header.issuer, document.header.superior
    if issuer is None:
        return None
    above = body_named(superior, scope, vocab) if superior else None
    places = (above.place.upper(),) if above is not None and above.place else ()
    council = above is not None and above.name.startswith(f"{vocab.canonical.council} ")
    lines = (
        *((f"{issuer} {above.name}",) if above is not None and council else ()),
        issuer,
        *(f"{issuer} {place}" for place in places),
        *((f"{issuer} {superior}",) if superior else ()),
    )
    found = next((body for line in lines if (body := body_named(line, scope, vocab)) is not None), None)
    if found is not None or above is None or not above.national:
        return found
    # `CỤC THUẾ` under a ministry is no province's.
    national = body_named(issuer, Scope(None, above, None), vocab)
    return national if national is not None and national.level == "central" and national != above else None


def unknown_body(document: Document, scope: Scope, vocab: Vocab) -> Body | None:
    """Return a body that only its own header knows, told apart by its superior, or a national one."""
    line, above = document.header.issuer, document.header.superior
    if line is None or not vocab.header["body_head"].match(line) or len(line.split()) < SHORTEST:
        return None
    parties = vocab.cues["header.parties"].split(line)
    if vocab.header["body_head"].match(parties[0]) and any(map(vocab.header["body_head"].match, parties[1:])):
        return None  # two bodies are not one of a long name
    placed = _in_sentence(document, line, scope, vocab) or _placed(document, line, scope, vocab)
    placed = placed or _of_its_body(document, line, scope, vocab)
    if placed is not None:
        return placed
    name = _written(document, line, vocab)
    superior = body_named(above, scope, vocab) if above else None
    if superior is None:
        return Body(name, "central") if vocab.header["national_body"].match(line) else None
    if superior.name.startswith(f"{vocab.canonical.council} "):
        return inside(name, superior, superior.level, " ")
    if superior.name.startswith(_committees(vocab)) and superior.place:
        return Body(f"{name} {superior.place}", superior.level, superior.place, superior.name)
    return inside(name, superior)


def _in_sentence(document: Document, line: str, scope: Scope, vocab: Vocab) -> Body | None:
    """The body that the paper's own sentences name with the words of the line."""
    text, head = document.text, document.zones.header.end
    for mention in document.mentions:
        named = mention.kind is EntityKind.AGENCY and mention.span.of(text).casefold() == line.casefold()
        if named and mention.span.start >= head:
            return resolve_body(mention, scope, vocab)
    return None


def _of_its_body(document: Document, line: str, scope: Scope, vocab: Vocab) -> Body | None:
    """The Party's committee or the union inside a body, called after it: `ĐẢNG ỦY SỞ NỘI VỤ`."""
    inside = vocab.cues["header.inside_body"].match(line)
    body = body_named(inside["body"], scope, vocab) if inside else None
    if inside is None or body is None or body.level == "unit":
        return None
    return Body(f"{_written(document, inside['head'], vocab)} {body.name}", body.level, body.place)


def _placed(document: Document, line: str, scope: Scope, vocab: Vocab) -> Body | None:
    """A body whose line ends with its place: `ĐẢNG ỦY XÃ NÀ PỒNG` is `Đảng ủy xã Nà Pồng`."""
    words = line.split()
    for i in range(1, len(words) - 1):
        level, rest = vocab.split_level(" ".join(words[i:]))
        if level is None or not rest or len(rest.split()) > LONGEST_PLACE:
            continue
        name, place = _written(document, " ".join(words[:i]), vocab), f"{level.name} {rest.title()}"
        if level.name == "tỉnh":
            return provincial_body(name, place, "full", scope, vocab)
        return district_body(name, place, scope, vocab)
    return None


def _committees(vocab: Vocab) -> tuple[str, str]:
    return f"{vocab.canonical.committee} ", f"{vocab.canonical.council} "


def _written(document: Document, line: str, vocab: Vocab) -> str:
    """The name as a sentence of the document writes it, else with one capital and those of its place."""
    found = (m[0] for m in re.finditer(re.escape(line), document.text, re.IGNORECASE) if not m[0].isupper())
    return next(found, None) or _with_place(in_small_letters(line), document, vocab)


def in_small_letters(line: str) -> str:
    """Return words in capitals as a sentence begins; what no syllable is, stays: `TRƯỜNG THPT SỐ 2`."""
    words = [word.lower() if is_syllable(word.strip(",;.")) else word for word in line.split(" ")]
    return " ".join([words[0].capitalize() if words[0].islower() else words[0], *words[1:]])


def _with_place(name: str, document: Document, vocab: Vocab) -> str:
    """A name that ends with a place which the paper writes elsewhere.

    It stands in the line of place and day, or with its level. Names of places that are ordinary words too stay small.
    """
    bodies = (mention.place for mention in document.mentions if mention.kind is EntityKind.AGENCY)
    named = (vocab.split_level(place)[1] for place in bodies if place)
    for place in (document.header.place or "", *named):
        begins = name[: len(name) - len(place)]
        known = place and not place.isupper() and place not in tables.written_names().ordinary
        if known and name.casefold().endswith(f" {place.casefold()}") and len(begins.split()) > 1:
            return f"{begins}{place}"
    return name


@lru_cache(maxsize=4096)  # the papers of an issuer have one head
def body_named(name: str, scope: Scope, vocab: Vocab) -> Body | None:
    """Return the body that a line names, in capitals or not: `BAN DÂN TỘC`, `UBND TỈNH LAM GIANG`.

    A superior on the same line is left aside: `UBND TỈNH LAM GIANG BAN DÂN TỘC` is the latter.
    """
    words = new_style(name).split()
    whole = _whole(" ".join(words), scope, vocab)
    if whole is not None:
        return whole
    for i in range(2, len(words) - 1):
        superior = _whole(" ".join(words[:i]), scope, vocab)
        body = _whole(" ".join(words[i:]), scope, vocab) if superior is not None else None
        if body is not None:
            return body
    mended = _mended(words, vocab)
    return body_named(mended, scope, vocab) if mended.casefold() != " ".join(words).casefold() else None


def _mended(words: list[str], vocab: Vocab) -> str:
    """A line with the marks of an official name put right.

    `TRUYỂN THÔNG` of `Sở Thông tin và Truyền thông`.
    """
    for size in range(len(words), SHORTEST - 1, -1):
        for i in range(len(words) - size + 1):
            official = vocab.official.get(fold_words(" ".join(words[i : i + size])))
            if official is not None:
                return " ".join([*words[:i], official, *words[i + size :]])
    return " ".join(words)


def _whole(line: str, scope: Scope, vocab: Vocab) -> Body | None:
    for form, regex in vocab.printed:
        match = regex.fullmatch(line)
        if not match:
            continue
        groups = {k: _cased(v or "", vocab) for k, v in match.groupdict().items()}
        written = re.sub(r"\{(\w+)\}", lambda m, g=groups: g.get(m[1], ""), form.name)  # type: ignore[misc]
        mention = Mention(
            EntityKind.AGENCY,
            Span(0, 0),
            " ".join(written.split()),
            place=_place(groups.get("place"), vocab),
            form=form.id,
        )
        return resolve_body(mention, scope, vocab)
    return None


def _cased(text: str, vocab: Vocab) -> str:
    """Capitals as an official name is written: `NỘI VỤ` → `Nội vụ`.

    Places keep a capital on each syllable.
    """
    return vocab.official.get(fold_words(text), text) if text.isupper() or text.islower() else text


def _place(text: str | None, vocab: Vocab) -> str | None:
    if not text:
        return None
    if not text.isupper():
        return text
    level, rest = vocab.split_level(text)
    return f"{level.name} {rest.title()}".strip() if level else rest.title()

"""Scope: the province and the issuer of a document, from the best evidence that it holds.

Order of evidence for the issuer: the registry, the header, the symbol of the own number, the signature; of a
joint paper the symbol comes first, since its lead body numbers it.
For the province: the issuer, the place line, provinces named in the text, districts, the portal's home.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from generator.link.scope.bodies import Body, Scope, provincial_body, resolve_body
from generator.link.scope.places import Place, gazetteer, province_of_districts, provinces_named
from generator.link.scope.printed_names import body_named, printed_body, unknown_body
from generator.model import Document, EntityKind, Portal
from generator.text.fold import fold_words
from generator.vocab import Vocab
from generator.vocab.entries import AgencyForm

CONFIDENCE = {"registry": 1.0, "header": 1.0, "symbol": 0.9, "signature": 0.7}
"""How sure an issuer is, by what tells it."""
Forms = Mapping[str, AgencyForm]


def forms_by_id(vocab: Vocab) -> Forms:
    """Return each agency form by its id."""
    return {form.id: form for form in vocab.agencies}


def scope_of(document: Document, stated: str | None, portal: Portal, vocab: Vocab) -> Scope:
    """Return what bare names of the document refer to; `stated` is the issuer that the archivist names."""
    forms = forms_by_id(vocab)
    province = _province(document, stated, portal, vocab)
    bare = Scope(province, None, None)
    number = document.header.number
    lead = _from_symbol(document, bare, vocab) if number is not None and number.joint else None
    if lead is not None and not stated:
        return Scope(province, lead, "symbol")
    for basis, body in (
        ("registry", body_named(stated, bare, vocab) if stated else None),
        ("header", printed_body(document, bare, vocab)),
        ("symbol", _from_symbol(document, bare, vocab)),
        ("header", unknown_body(document, bare, vocab)),
    ):
        if body is not None:
            return Scope(province if body.level != "central" else None, body, basis)
    body = _from_signature(document, bare, forms, vocab)
    return Scope(province, body, "signature" if body else None)


def _province(document: Document, stated: str | None, portal: Portal, vocab: Vocab) -> Place | None:
    """The province, from the strongest evidence to the weakest."""
    header = document.header
    lines = "\n".join(filter(None, (stated, header.issuer, header.superior)))
    named = provinces_named(lines, vocab)
    if named:
        return named.most_common(1)[0][0]
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


def _from_symbol(document: Document, scope: Scope, vocab: Vocab) -> Body | None:
    number = document.header.number
    for group in number.issuer_codes if number else ():
        code = vocab.code(group)
        if code is None:
            continue
        if code.level == "central":
            return Body(code.name, "central")
        return provincial_body(code.name, None, code.style, scope, vocab)
    return None


def _from_signature(document: Document, scope: Scope, forms: Forms, vocab: Vocab) -> Body | None:
    """The body whose head signs, or in whose name it is signed: of that kind, the one the text speaks of most."""
    signature = document.signature
    if signature is None:
        return None
    office = signature.authority[0].office if signature.authority else signature.title or ""
    role = next((form for form in vocab.roles if form.regex.match(office)), None)
    if role is None:
        return body_named(office, scope, vocab)
    full = body_named(role.regex.sub("", office, count=1).strip(), scope, vocab)
    if full is not None:
        return full
    kind = role.body
    local = {form.id for form in forms.values() if form.level in ("province", "local")}
    bodies = Counter(
        body
        for mention in document.mentions
        if mention.kind is EntityKind.AGENCY and mention.form in local
        for body in (resolve_body(mention, scope, forms, vocab),)
        if body is not None and body.name.startswith(f"{kind} ")
    )
    ranked = sorted(bodies.items(), key=lambda item: (-item[1], item[0].identity))
    if not ranked:
        return provincial_body(kind, None, "full", scope, vocab) if kind == vocab.canonical.committee else None
    return ranked[0][0]

"""Bodies: what a mentioned agency name means in the scope of a document.

A bare name is relative: `Ban Dân tộc`, `UBND tỉnh`, `Phòng Chính sách` mean the issuing province's, or the
issuer's own. A name whose place is unknown means nothing; it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from generator.link.scope.places import Place, gazetteer, unknown_province
from generator.model import Mention
from generator.model.frozen import Frozen
from generator.text.fold import fold_words
from generator.vocab import Vocab
from generator.vocab.entries import AgencyForm

_AFTER_MARK = re.compile(r"['’]\w")
"""In names of the highlands the letter after the mark is small: `Cư M'gar`."""
_DIVISION = "Phòng "
_BOARD = ("Ban QL", "Ban Quản lý ", "BQL")
"""How the names of boards begin whose words papers shorten: `Ban QLDA ĐTXD`."""
_NAMES = 4096
"""Names whose meaning is remembered: one paper, and the next ones of its issuer, say the same ones again."""


class Body(Frozen, cache_hash=True):
    """An agency as resolved: `name` is fully qualified; `key` tells two bodies of one name apart."""

    name: str
    level: str
    place: str | None = None
    parent: str | None = None
    key: str = ""
    parent_key: str = ""
    """What makes its parent this one, where two bear that name: `UBND xã Tân Lập` of two provinces."""

    @property
    def identity(self) -> str:
        """What makes it this body and no other."""
        return self.key or fold_words(self.name)

    @property
    def national(self) -> bool:
        """Whether it is of no place: a body of the centre, or a unit of one."""
        return self.level == "central" or (self.level == "unit" and self.place is None)

    @property
    def parent_identity(self) -> str:
        """What makes its parent this one and no other, empty where it has none."""
        return self.parent_key or fold_words(self.parent or "")


def is_mixed(bodies: Sequence[Body]) -> bool:
    """Tell whether a symbol names a body of the centre before a province's.

    Then it is none: `BTC` of a contest is no ministry.
    """
    return bool(bodies) and bodies[0].national and not all(body.national for body in bodies)


class Scope(Frozen, cache_hash=True):
    """What bare names of a document refer to: its province, its issuer, and how both are known."""

    province: Place | None
    issuer: Body | None
    basis: str | None
    others: tuple[Body, ...] = ()
    """Of a joint paper the bodies that made it together with the issuer."""


@cache
def forms_by_id(vocab: Vocab) -> Mapping[str, AgencyForm]:
    """Return each agency form by its id."""
    return {form.id: form for form in vocab.agencies}


def resolve_body(mention: Mention, scope: Scope, vocab: Vocab) -> Body | None:
    """Return the body that a mention means in the scope, None where the scope does not tell."""
    issuer, council = scope.issuer, vocab.canonical.council
    if issuer is not None and not mention.place and issuer.name.startswith(f"{mention.name} {council} "):
        return issuer
    if issuer is not None and issuer.parent_key and not mention.place and _is_division(issuer, mention.name):
        return issuer
    return _resolved(mention.name, mention.place, mention.form or "", scope, vocab)


@lru_cache(maxsize=_NAMES)
def _resolved(name: str, place: str | None, form_id: str, scope: Scope, vocab: Vocab) -> Body | None:
    form = forms_by_id(vocab).get(form_id)
    if form is None:
        return provincial_body(name, place, "full", scope, vocab)
    level = form.level
    if level == "central":
        unit = vocab.cues["agency.unit_of"].match(name)
        return Body(name, "unit", parent=unit["body"]) if unit else Body(name, "central")
    if level == "bare":
        national = scope.issuer is not None and scope.issuer.national
        return Body(name, "central") if national else None
    if level == "self":
        return _of_one(scope, lambda party: party if _headed(party, form.heads or (name,)) else None)
    if level == "unit":
        if scope.others and scope.issuer is not None and scope.issuer.national:
            return None  # of two ministries no words say whose unit it is
        return _of_one(scope, lambda party: unit_of(name, party, form.heads, vocab))
    if level == "named":
        province = scope.province.name if scope.province else ""
        return Body(name, "local", key=fold_words(f"{name} {province}"))
    if level == "district":
        return district_body(name, place or "", scope, vocab)
    if level in ("local", "listed") and not _is_provincial(place, scope, vocab):
        return district_body(name, place or _own_place(scope), scope, vocab)
    return provincial_body(name, place, form.style, scope, vocab)


def _of_one(scope: Scope, own: Callable[[Body], Body | None]) -> Body | None:
    """What is the issuer's own; in a joint paper of the only party that may have it.

    Where several may, no words say whose it is.
    """
    parties = filter(None, (scope.issuer, *scope.others))
    found = [body for party in parties if (body := own(party)) is not None]
    return found[0] if len(found) == 1 else None


def _is_division(issuer: Body, name: str) -> bool:
    """Whether a name is what the division of a committee calls itself: `Phòng Nội vụ` in its own paper."""
    return issuer.name in (f"{name} {issuer.place}", f"{name}, {issuer.parent}")


def under_one(mention: Mention, party: Body, scope: Scope, vocab: Vocab) -> Body | None:
    """Return what a bare name means where the words of a joint paper speak of one party alone."""
    return resolve_body(mention, Scope(scope.province, party, scope.basis), vocab)


def is_own(mention: Mention, vocab: Vocab) -> bool:
    """Tell whether a name means the issuer or a unit inside it."""
    form = forms_by_id(vocab).get(mention.form or "")
    return form is not None and form.level in ("unit", "self")


def is_free_unit(mention: Mention, vocab: Vocab) -> bool:
    """Tell whether a name means a unit that bodies of any kind may have: `Phòng Kế hoạch`."""
    form = forms_by_id(vocab).get(mention.form or "")
    return form is not None and form.level == "unit" and not form.heads


def _own_place(scope: Scope) -> str:
    """The district or commune whose paper it is; none for another issuer."""
    issuer = scope.issuer
    return issuer.place or "" if issuer is not None and issuer.level in ("district", "commune") else ""


def _is_provincial(place: str | None, scope: Scope, vocab: Vocab) -> bool:
    match = vocab.cues["place.province_alone"].match(place or "")
    if not match:
        return place is not None and gazetteer(vocab).province(place) is not None
    if match["level"].lower() == "tỉnh":
        return True
    if match["name"] is None:
        return scope.province is not None and scope.province.level == "thành phố"
    known = gazetteer(vocab).province(match["name"])
    return known is not None and known.level == "thành phố"


def place_of(place: str | None, scope: Scope, vocab: Vocab) -> Place | None:
    """Return the province that a place word means: a named one, else the scope's."""
    match = vocab.cues["place.province_alone"].match(place or "")
    name = (match["name"] if match else place) or None
    if name is None:
        return scope.province
    known = gazetteer(vocab).province(name)
    if known is not None:
        return known
    if scope.province is not None and fold_words(name).startswith(fold_words(scope.province.name)):
        return scope.province
    if name.isupper() and " " not in name:
        return scope.province if scope.province is not None and _initials(scope.province.name) == name else None
    return unknown_province(name) if match and match["level"].lower() == "tỉnh" else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


@lru_cache(maxsize=_NAMES)
def provincial_body(name: str, place: str | None, style: str, scope: Scope, vocab: Vocab) -> Body | None:
    """Return the province's body of that name: `Ban Dân tộc` → `Ban Dân tộc tỉnh Lam Giang`."""
    province = place_of(place, scope, vocab)
    if province is None:
        return None
    of = vocab.cues["agency.unit_of"].match(name)
    if of:
        return Body(f"{name} {province.full}", "unit", province.full, f"{of['body']} {province.full}")
    names = vocab.canonical
    for usual, urban in vocab.in_cities.items():
        if name.endswith(urban) and place is None and province.level != "thành phố":
            return None
        name = name.replace(urban, usual)
    if style == "short":
        seat = _in_place(names.party, province, vocab)
        parent = f"{seat} {province.name}" if name.endswith(f" {names.party}") else None
        return Body(f"{_in_place(name, province, vocab)} {province.name}", "province", province.full, parent)
    board = name.startswith("Ban ") and name.endswith(f" {names.council}")
    above = names.council if board else names.committee
    parent = f"{above} {province.full}" if board or name.startswith(vocab.under_committee) else None
    full = f"{name} {province.full}"
    if style == "proper" and place and not vocab.cues["place.province_alone"].match(place):
        return Body(f"{name} {province.name}", "province", province.full, parent, fold_words(full))
    long = _written_out(name, vocab)
    return Body(full, "province", province.full, parent, "" if long == name else fold_words(f"{long} {province.full}"))


def _written_out(name: str, vocab: Vocab) -> str:
    return vocab.expand(name) if name.startswith(_BOARD) else name


def _in_place(name: str, province: Place, vocab: Vocab) -> str:
    """The name of a body as a province of that level calls it: `Tỉnh ủy` is `Thành ủy` in a city."""
    if province.level == "thành phố":
        for usual, urban in vocab.in_cities.items():
            name = name.replace(usual, urban)
    return name


def district_body(name: str, place: str, scope: Scope, vocab: Vocab) -> Body | None:
    """Return the body of a named district or commune; a bare `huyện` is the issuer's own, else none."""
    level, rest = vocab.split_level(place)
    if not rest.strip():
        return _own_district(name, level.name if level else "", scope, vocab)
    rest = _AFTER_MARK.sub(lambda match: match[0].lower(), rest.title()) if rest.isupper() else rest
    shown = f"{level.name} {rest}".strip() if level else rest
    province = scope.province.name if scope.province else ""
    name = vocab.expand(name) if name.startswith(_DIVISION) else name
    full = f"{name} {shown}"
    committee = vocab.canonical.committee
    parent, above = f"{committee} {scope.province.full}" if scope.province and name == committee else None, ""
    if _divides(name, vocab):
        parent = f"{committee} {shown}"
        above = fold_words(f"{parent} {province}")
    tier = "commune" if level and level.tiers[0] == "commune" else "district"
    return Body(full, tier, shown, parent, fold_words(f"{_written_out(name, vocab)} {shown} {province}"), above)


def _own_district(name: str, level: str, scope: Scope, vocab: Vocab) -> Body | None:
    """The body of that name in the district or commune whose paper it is.

    A seat (`Huyện ủy`) stands before the bare name.
    """
    issuer = scope.issuer
    if issuer is None or issuer.level not in ("district", "commune") or not (issuer.place or "").startswith(level):
        return None
    committee = issuer.level == "commune" and issuer.name.startswith(vocab.canonical.committee)
    if level and committee and _divides(name, vocab):
        return _division(name, issuer, vocab)
    if level:
        return district_body(name, issuer.place or "", scope, vocab)
    return district_body(name, vocab.split_level(issuer.place or "")[1].strip(), scope, vocab)


def unit_of(name: str, issuer: Body | None, heads: tuple[str, ...], vocab: Vocab) -> Body | None:
    """Return a unit inside the issuer: `Phòng KH-TH` → `Phòng Kế hoạch - Tổng hợp, Ban Dân tộc tỉnh …`.

    A committee has no divisions of its own, and a ministry has other ones (Vụ, Cục) than a province's body. One that
    is called as the body itself is a district's: `Phòng Giáo dục và Đào tạo` in a paper of that Sở.
    A hospital inside a Sở has its own, a school has none.
    """
    if issuer is not None and vocab.cues["agency.undivided"].match(issuer.name):
        return None
    inner = heads or (issuer is not None and vocab.cues["agency.division"].match(issuer.name))
    if issuer is not None and inner and issuer.level == "unit" and issuer.parent:
        issuer = Body(issuer.parent, "province" if issuer.place else "central", issuer.place)
    if issuer is not None and not heads and vocab.cues["agency.steering"].match(issuer.name):
        issuer = Body(issuer.parent, issuer.level, issuer.place) if issuer.parent else None
    if issuer is None or not (_headed(issuer, heads) if heads else _has_divisions(issuer, vocab)):
        return None
    name = vocab.expand(name)
    if issuer.name.partition(" ")[2].startswith(f"{name.partition(' ')[2]} "):
        return None
    name = name[:1].upper() + name[1:].replace("Tra", "tra") if name.startswith("Thanh T") else name
    return _division(name, issuer, vocab)


def _divides(name: str, vocab: Vocab) -> bool:
    return vocab.cues["agency.committee_division"].match(name) is not None


def _division(name: str, whole: Body, vocab: Vocab) -> Body:
    """The unit of that name in a body.

    A committee's of a district or commune is one body with that of the place: `Phòng Nội vụ huyện Suối Vàng`.
    """
    committee, unit = vocab.canonical.committee, inside(name, whole)
    if whole.name != f"{committee} {whole.place}" or not _divides(name, vocab):
        return unit
    place = whole.identity.removeprefix(f"{fold_words(committee)} ")
    return Body(unit.name, whole.level, whole.place, whole.name, f"{fold_words(name)} {place}", whole.identity)


def inside(head: str, whole: Body, level: str = "unit", joint: str = ", ") -> Body:
    """Return the body of that name in another one: two committees of one name have two of each."""
    key = fold_words(f"{head}{joint}{whole.key}") if whole.key else ""
    return Body(f"{head}{joint}{whole.name}", level, whole.place, whole.name, key, whole.key)


def _has_divisions(issuer: Body, vocab: Vocab) -> bool:
    committees = (vocab.canonical.committee, vocab.canonical.council)
    return issuer.level != "central" and not (issuer.level == "province" and issuer.name.startswith(committees))


def _headed(issuer: Body, heads: tuple[str, ...]) -> bool:
    return any(issuer.name.startswith(f"{head} ") for head in heads)

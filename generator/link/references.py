"""Names in the registry lead somewhere: one that does not is told with its place and what is near.

One that led somewhere in an earlier build, before a paper was taken away, is only told: the build goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from generator.curation.registry import unknown
from generator.errors import RegistryError
from generator.link.entities.agencies import Agencies
from generator.link.entities.policies import Policies, key_of
from generator.link.entities.slugs import locked_as
from generator.link.entities.works import Numbers
from generator.link.scope.places import gazetteer
from generator.link.scope.scoped_document import Reading
from generator.model import Diagnostic, DiagnosticCode, EntityKind, Portal, Reference, ReferenceKind, Registry
from generator.model.frozen import Frozen
from generator.text.fold import fold_words
from generator.vocab import Vocab

_MISSING = "Sửa tên, hoặc thêm mục cho {} vào {}."
_KINDS: Mapping[ReferenceKind, EntityKind] = {
    "agency": EntityKind.AGENCY,
    "policy": EntityKind.POLICY,
    "work": EntityKind.WORK,
}


class Former(Frozen):
    """What earlier builds knew: the folded names and numbers of the slug lock."""

    names: Mapping[ReferenceKind, frozenset[str]]

    def settle(self, reference: Reference, known: Iterable[str], remedy: str) -> Diagnostic:
        """Return what is told of a name that leads nowhere any more; one that never did raises RegistryError."""
        error = unknown(reference, known, remedy)
        if fold_words(reference.name) not in self.names.get(reference.kind, ()):
            raise error
        origin = reference.origin
        message = f"Không còn {reference.what} «{reference.name}» trong kho; dòng này chưa có tác dụng."
        return Diagnostic(DiagnosticCode.REGISTRY, message, origin.file, origin.line)


def former(locked: Mapping[str, str]) -> Former:
    """Return what the slug lock remembers; of a work the number is the second of three parts."""
    names: dict[ReferenceKind, frozenset[str]] = {}
    for reference, kind in _KINDS.items():
        begin = locked_as("", kind)
        known = [name.removeprefix(begin).split("|") for name in locked if name.startswith(begin)]
        part = 1 if kind is EntityKind.WORK else 0
        names[reference] = frozenset(fold_words(parts[part]) for parts in known if len(parts) > part)
    return Former(names)


def agencies_told(registry: Registry, agencies: Agencies, earlier: Former) -> Iterator[Diagnostic]:
    """Yield what is told of superiors, successors, issuers, offices' bodies; a name of nobody raises."""
    for reference in _of(registry, "agency"):
        if agencies.named(reference.name) is None:
            names = (name for agency in agencies.entities for name in (agency.name, *agency.aliases))
            remedy = _MISSING.format("cơ quan này", "registry/agencies.yml")
            yield earlier.settle(reference, names, remedy)


def works_told(registry: Registry, works: Numbers, earlier: Former) -> Iterator[Diagnostic]:
    """Yield what is told of approving numbers; one that no paper names, or that several bear, raises."""
    for reference in _of(registry, "work"):
        same = works.find(reference.name)
        if not same:
            yield earlier.settle(reference, works.keys(), "Ghi số như văn bản trong kho viện dẫn.")
        if len(same) > 1:
            ids = ", ".join(work.id for work in same)
            raise RegistryError(
                f"{reference.origin}: có {len(same)} văn bản số {reference.name}. Ghi một trong: {ids}."
            )


def policies_told(registry: Registry, policies: Policies, vocab: Vocab, earlier: Former) -> Iterator[Diagnostic]:
    """Yield what is told of larger policies; one that neither registry nor papers name raises."""
    names = [name for policy in policies.entities for name in (policy.name, *policy.aliases)]
    known = {key_of(name, vocab) for name in names}
    for reference in _of(registry, "policy"):
        if key_of(reference.name, vocab) not in known:
            yield earlier.settle(reference, names, _MISSING.format("chính sách này", "registry/policies.yml"))


def places_told(
    registry: Registry, readings: Sequence[Reading], portal: Portal, vocab: Vocab, earlier: Former
) -> Iterator[Diagnostic]:
    """Yield what is told of places; one that no table, no paper and not the portal names raises."""
    provinces = gazetteer(vocab)
    own = _places(readings) | ({portal.home_province} if portal.home_province else set())
    known = {fold_words(vocab.bare(name)) for name in own} | {name for _, name in provinces.districts}
    for reference in _of(registry, "province"):
        if provinces.province(reference.name) is None and fold_words(vocab.bare(reference.name)) not in known:
            names = {*(place.full for place in provinces.provinces.values()), *own}
            remedy = "Ghi tên tỉnh, thành phố; tỉnh riêng của kho: `home_province`."
            yield earlier.settle(reference, sorted(names), remedy)


def _places(readings: Sequence[Reading]) -> set[str]:
    bodies = (body for reading in readings for body in (*reading.bodies, reading.scope.issuer))
    named = {body.place for body in bodies if body is not None and body.place}
    return named | {reading.scope.province.name for reading in readings if reading.scope.province}


def _of(registry: Registry, kind: ReferenceKind) -> Collection[Reference]:
    return [reference for reference in registry.references if reference.kind == kind]

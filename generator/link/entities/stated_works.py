"""Works as the archivist knows them: facts put right, effects stated, numbers that no paper bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.curation.yaml_values import nearest
from generator.errors import RegistryError
from generator.link.entities.agencies import Agencies
from generator.link.entities.meant import cited_in, joined, with_names
from generator.link.entities.works import Numbers, Works, numbers
from generator.link.references import Former
from generator.link.scope.scoped_document import Reading
from generator.model import (
    Diagnostic,
    DiagnosticCode,
    KnownEffect,
    KnownWork,
    Reference,
    Registry,
    StatedBy,
    Work,
    WorkEffect,
)
from generator.model.frozen import replace
from generator.vocab import Vocab


def settle(
    known: Works,
    registry: Registry,
    agencies: Agencies,
    earlier: Former,
    vocab: Vocab,
    readings: Sequence[Reading],
) -> tuple[Works, tuple[Diagnostic, ...]]:
    """Return the works with the archivist's word put in, and what is told of idle entries.

    An entry about no work that there ever was raises RegistryError.
    """
    by_number = numbers(known.entities, vocab)
    told: list[Diagnostic] = []
    every = ((_meant(entry, by_number, earlier, told), entry) for entry in registry.works)
    spoken = [(work, entry) for work, entry in every if work is not None]
    meant = {work.id: entry for work, entry in spoken}
    absent = {id_: dict(entry.origins)[""] for id_, entry in meant.items() if entry.none}
    goes = joined(spoken, known, readings, told)
    left = [work for work in with_names(known.entities, goes) if work.id not in absent]
    by_number = numbers(left, vocab) if absent or goes else by_number
    entities = []
    for work in left:
        entry = meant.get(work.id)
        if entry is not None:
            work = _put_right(work, entry, agencies)
            work = replace(work, effects=tuple(_effects(work, entry, by_number, told)))
        entities.append(work)
    works = Works(
        tuple(entities),
        {i: goes[id_].id if id_ in goes else id_ for i, id_ in known.ids.items() if id_ not in absent},
        known.held,
        {identity: absent[id_] for identity, id_ in known.ids.items() if id_ in absent},
        {identity: id_ for identity, id_ in known.ids.items() if id_ in absent or id_ in goes},
        {identity: goes[id_].origin for identity, id_ in known.ids.items() if id_ in goes},
        cited_in(spoken, known.ids),
    )
    return works, tuple(told)


def _meant(entry: KnownWork, known: Numbers, earlier: Former, told: list[Diagnostic]) -> Work | None:
    """The one work that an entry speaks of, None where papers named it once and none does any more."""
    origins = dict(entry.origins)
    same = known.find(entry.number)
    if not same:
        reference = Reference("work", "văn bản nào mang hay được viện dẫn theo số", entry.number, origins["number"])
        told.append(earlier.settle(reference, known.keys(), "Ghi số như văn bản viện dẫn."))
        return None
    if entry.id:
        found = next((work for work in same if work.id == entry.id), None)
        if found is None:
            listed = ", ".join(work.id for work in same)
            raise RegistryError(f"{origins['id']}: số {entry.number} không có trang «{entry.id}»; chỉ có: {listed}.")
        same = (found,)
    if len(same) > 1:
        listed = ", ".join(work.id for work in same)
        raise RegistryError(f"{origins['number']}: có {len(same)} văn bản số {entry.number}. Thêm `id`: {listed}.")
    if entry.none and same[0].held_as:
        said = f"kho có văn bản số {entry.number} ({same[0].held_as}). Bỏ `none`, hoặc sửa số trong documents.yml."
        raise RegistryError(f"{origins['none']}: {said}")
    return same[0]


def _put_right(work: Work, entry: KnownWork, agencies: Agencies) -> Work:
    """The work with the facts that are stated; its name follows a stated type, unless it is a law's own."""
    origins = dict(entry.origins)
    facts = {
        "type": entry.type,
        "title": entry.title,
        "date": str(entry.issued) if entry.issued else None,
        "issuer": agencies.named(entry.issuer) if entry.issuer else None,
    }
    given = {name: value for name, value in facts.items() if value}
    stated = tuple((name, StatedBy(origins["issued" if name == "date" else name], entry.source)) for name in given)
    usual = f"{(work.type or 'văn bản').capitalize()} số {work.key}"
    name = f"{entry.type.capitalize()} số {work.key}" if entry.type and work.name == usual else work.name
    return replace(work, name=name, stated=stated, **given)  # type: ignore[arg-type]


def _effects(work: Work, entry: KnownWork, known: Numbers, told: list[Diagnostic]) -> Iterator[WorkEffect]:
    for effect in entry.effects:
        by = _doer(effect, work, known)
        if effect.by and by is None:
            near = nearest(effect.by, known.keys())
            message = f"Không văn bản nào trong kho nêu số «{effect.by}», nên trang không có liên kết.{near}"
            told.append(Diagnostic(DiagnosticCode.REGISTRY, message, effect.origin.file, effect.origin.line))
        yield WorkEffect(
            effect.kind,
            effect.extent,
            effect.part,
            by,
            "registry",
            StatedBy(effect.origin, effect.source or entry.source),
            effect.by if by is None else None,
        )


def _doer(effect: KnownEffect, work: Work, known: Numbers) -> str | None:
    """The work of the stated number, None where none or several bear it."""
    same = known.find(effect.by) if effect.by else ()
    if any(other.id == work.id for other in same) and len(same) == 1:
        raise RegistryError(f"{effect.origin}: văn bản {effect.by} không tự tác động đến chính nó. Sửa `by`.")
    return same[0].id if len(same) == 1 else None

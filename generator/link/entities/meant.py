"""Which paper is meant (văn bản được nói đến) by a wrong number, or one without a day, as stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.errors import RegistryError
from generator.link.entities.cited import Cited, WorkIdentity
from generator.link.entities.works import Works
from generator.link.scope.scoped_document import Reading
from generator.model import Diagnostic, DiagnosticCode, KnownWork, Origin, Work
from generator.model.frozen import Frozen, replace

_DOCUMENTS = "documents/"
_IDLE = "dòng này chưa có tác dụng."


class Joined(Frozen):
    """A cited number that is another one's paper: the id of that work, and the line that says so."""

    id: str
    origin: Origin


def joined(
    spoken: Iterable[tuple[Work, KnownWork]], known: Works, readings: Sequence[Reading], told: list[Diagnostic]
) -> dict[str, Joined]:
    """Return by the id of each work that the archivist leads to a held paper where it goes."""
    papers = {_below(reading): known.held.get(reading.id) for reading in readings}
    found = {}
    for work, entry in spoken:
        if entry.file is None:
            continue
        origin, target = dict(entry.origins)["file"], papers.get(entry.file)
        if work.held_as:
            said = f"kho có văn bản số {entry.number} ({work.held_as}). Bỏ `file`, hoặc sửa số trong documents.yml."
            raise RegistryError(f"{origin}: {said}")
        if target is None:
            told.append(
                _idle(f"Văn bản ở tệp «{entry.file}» không có trên cổng, hoặc chưa có số riêng; {_IDLE}", origin)
            )
        else:
            found[work.id] = Joined(target, origin)
    return found


def with_names(works: Iterable[Work], goes: Mapping[str, Joined]) -> Iterator[Work]:
    """Yield the works that stay; each bears the numbers that lead to it as other ways of writing its own."""
    every = {work.id: work for work in works}
    names: dict[str, set[str]] = {}
    for id_, to in goes.items():
        names.setdefault(to.id, set()).update(filter(None, (every[id_].key, *every[id_].aliases)))
    for work in every.values():
        if work.id not in goes:
            more = names.get(work.id, set()) - {work.key}
            yield replace(work, aliases=tuple(sorted({*work.aliases, *more}))) if more else work


def cited_in(
    spoken: Iterable[tuple[Work, KnownWork]], ids: Mapping[WorkIdentity, str]
) -> dict[tuple[str, WorkIdentity], Origin]:
    """Return which work the archivist says that a file means by a number without a day."""
    identities: dict[str, list[WorkIdentity]] = {}
    for identity, id_ in ids.items():
        identities.setdefault(id_, []).append(identity)
    found: dict[tuple[str, WorkIdentity], Origin] = {}
    first: dict[tuple[str, WorkIdentity], Origin] = {}
    for work, entry in spoken:
        for file in entry.cited_in:
            origin = dict(entry.origins)["cited_in"]
            for identity in identities.get(work.id, ()):
                other = first.setdefault((file, identity.series), origin)
                if other != origin:
                    raise RegistryError(f"{origin}: tệp «{file}» đã có ở {other} cho cùng số. Giữ một trong hai dòng.")
                found[file, identity] = origin
    return found


def settled(cited: Sequence[Cited], known: Works) -> tuple[list[Cited], tuple[Diagnostic, ...]]:
    """Return the citations, ambiguous ones led where the archivist says, and what idle lines tell."""
    used: set[Origin] = set()
    found = [_settled(one, known, used) for one in cited]
    idle = {origin: file for (file, _), origin in known.cited_in.items() if origin not in used}
    words = "không có chỗ viện dẫn số này mà chưa rõ là văn bản nào"
    return found, tuple(_idle(f"Tệp «{file}» {words}; {_IDLE}", origin) for origin, file in idle.items())


def _settled(one: Cited, known: Works, used: set[Origin]) -> Cited:
    if one.identity is not None or not known.cited_in:
        return one
    file = _below(one.reading)
    for candidate in one.candidates:
        if (origin := known.cited_in.get((file, candidate))) is not None:
            used.add(origin)
            return replace(one, identity=candidate, candidates=(), stated=origin)
    return one


def _below(reading: Reading) -> str:
    return reading.document.source.path.removeprefix(_DOCUMENTS)


def _idle(message: str, origin: Origin) -> Diagnostic:
    return Diagnostic(DiagnosticCode.REGISTRY, message, origin.file, origin.line)

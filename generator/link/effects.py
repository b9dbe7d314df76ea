"""Effects resolved: what each held document does or says of works, laid at the works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.link.entities.cited import Cited
from generator.link.entities.works import Works
from generator.model import Citation, Evidence, Span, StatedBy, Work, WorkEffect
from generator.model.frozen import replace

_Claim = tuple[str, str, str | None, str | None, str]
"""Kind, extent, part, doer and basis: a document that says the same twice says it once."""


def with_effects(known: Works, cited: Mapping[str, Sequence[Cited]]) -> tuple[Work, ...]:
    """Return the works, each with its effects and the passages that speak of a change without settling it."""
    done: dict[str, list[WorkEffect]] = defaultdict(list)
    unsettled: dict[str, list[Evidence]] = defaultdict(list)
    for document in sorted(cited):
        if not _speaks_of_changes(cited[document]):
            continue
        at = {one.citation.span: known.ids.get(one.identity) if one.identity else None for one in cited[document]}
        nobody = frozenset(one.citation.span for one in cited[document] if one.identity in known.absent)
        for work, effect in _of_document(document, cited[document], at, known.held.get(document), nobody):
            done[work].append(effect)
        for one in cited[document]:
            spoken_of = at[one.citation.span]
            if spoken_of is not None and one.citation.unsettled:
                unsettled[spoken_of].append(Evidence(document, one.citation.span))
    return tuple(
        replace(work, effects=(*work.effects, *_once(done[work.id])), unsettled=tuple(unsettled[work.id]))
        if work.id in done or work.id in unsettled
        else work
        for work in known.entities
    )


def _speaks_of_changes(cited: Sequence[Cited]) -> bool:
    """Whether a document tells of any change: few do."""
    return any(one.citation.unsettled for one in cited) or any(one.reading.document.effects for one in cited[:1])


def _of_document(
    document: str, cited: Sequence[Cited], at: Mapping[Span, str | None], itself: str | None, nobody: frozenset[Span]
) -> Iterator[tuple[str, WorkEffect]]:
    """The effects of a document, by work; what a number of `nobody` is said to have done is none."""
    effects = cited[0].reading.document.effects if cited else ()
    for each in effects:
        work = at.get(each.target.span)
        by = itself if each.basis == "own" else _work(each.by, at)
        if work is None or work == by or (each.by is not None and each.by.span in nobody):
            continue
        basis = "own" if by is not None and by == itself else each.basis
        evidence, days = Evidence(document, each.span), (each.since, each.until)
        yield work, WorkEffect(each.kind, each.extent, each.part, by, basis, evidence, None, *days)


def _work(citation: Citation | None, at: Mapping[Span, str | None]) -> str | None:
    return at.get(citation.span) if citation is not None else None


def _once(effects: Sequence[WorkEffect]) -> Iterator[WorkEffect]:
    seen: set[tuple[Evidence | StatedBy | str, _Claim]] = set()
    for each in effects:
        where = each.evidence.document if isinstance(each.evidence, Evidence) else each.evidence
        claim = (where, (each.kind, each.extent, each.part, each.by, each.basis))
        if claim not in seen:
            seen.add(claim)
            yield each

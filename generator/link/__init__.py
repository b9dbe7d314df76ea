"""From parsed documents and the registry to one graph.

Each document is first read in its own scope; then agencies, works, policies and persons of all documents
become entities; then every mention is resolved to them. The order of the documents does not matter, and what
is ambiguous stays unlinked, with a warning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.link import admission, copies, effects, references, rejections
from generator.link.alone import Alone, alone
from generator.link.cited_days import agreed_days
from generator.link.drafts import proposed
from generator.link.entities import agencies, meant, persons, policies, stated_works, work_identity, works
from generator.link.entities import documents as documents_of
from generator.link.entities.cited import Cited, joint_bodies, symbol_issuers
from generator.link.records import Entities, record
from generator.link.scope.bodies import Body
from generator.link.scope.scoped_document import Reading, read
from generator.model import Document, EntityKind, Graph, KnownDocument, Mark, Mention, Portal, Registry
from generator.model.frozen import replace
from generator.model.registry import around
from generator.vocab import Vocab

APPROVAL_REACH = 90
"""Characters between a cited work and the policy that it approves."""
BRACKET_REACH = 90
"""Characters between a policy, a phase of it, and the decision in the bracket after it."""
_BRACKET = re.compile(r"(?:, giai đoạn [^();\n]{1,70})?[\s*]{0,2}\([\s*]{0,2}(?:theo |tại )?")


def link(
    documents: Sequence[Document],
    registry: Registry,
    vocab: Vocab,
    portal: Portal,
    locked: Mapping[str, str],
    told_alone: Mapping[int, Alone] = MappingProxyType({}),
) -> Graph:
    """Return the graph of the documents.

    `locked` maps identities to the ids that earlier builds gave them, `told_alone` the `id()` of documents to what was
    found of them with their parse; of others, and of those from which something is rejected, it is found here.
    """
    left = rejections.apply(sorted(documents, key=lambda d: (d.source.path, d.source.digest)), registry)
    ordered = left.documents
    known = _stated(registry, ordered)
    own = [told_alone.get(id(document)) or alone(document, portal, vocab) for document in ordered]
    gate = admission.judged(zip(ordered, (each.marks for each in own), strict=True), known, portal)

    def reading(d: Document, own: Alone) -> Reading:
        path = d.source.path
        unrelated = left.unrelated.get(path, frozenset())
        d = proposed(d) if path in gate.drafts else d
        return read(d, own.words, known.get(path), portal, vocab, unrelated, own.resolved)

    every = {id(d): reading(d, each) for d, each in zip(ordered, own, strict=True)}
    free = {id(document) for document in gate.kept}
    inside = [reading for key, reading in every.items() if key not in free]
    public, shut = copies.without([reading for key, reading in every.items() if key in free], inside, vocab)
    kept, copied = copies.once(public, known, vocab)
    addressed = documents_of.address(kept, vocab, locked)
    graph = _linked(addressed.readings, registry, vocab, portal, locked)
    return replace(
        graph,
        records=tuple(
            replace(each, draft=True) if each.document.source.path in gate.drafts else each for each in graph.records
        ),
        diagnostics=(*left.told, *gate.told, *shut, *copied, *graph.diagnostics),
        identities=tuple(sorted((*addressed.identities(), *graph.identities))),
    )


def _linked(
    readings: Sequence[Reading], registry: Registry, vocab: Vocab, portal: Portal, locked: Mapping[str, str]
) -> Graph:
    """Return the graph of what is published, without what is told and remembered of its files."""
    cited, held = work_identity.identify(readings, vocab)
    seen = persons.seen_in(readings, vocab)
    offices = agencies.gather(readings, list(_bodies(readings, cited, seen, vocab)), registry, locked, vocab)
    earlier = references.former(locked)
    told = [*references.agencies_told(registry, offices, earlier)]
    all_works = works.collect(readings, cited, held, offices, vocab, locked)
    cited_works, of_works = stated_works.settle(all_works, registry, offices, earlier, vocab, readings)
    cited, of_citations = meant.settled(cited, cited_works)
    by_number = works.numbers(cited_works.entities, vocab)
    named = policies.gather(
        readings, registry, vocab, _approvals(readings, cited, cited_works, vocab), by_number, locked
    )
    told += references.works_told(registry, by_number, earlier)
    told += references.policies_told(registry, named, vocab, earlier)
    told += references.places_told(registry, readings, portal, vocab, earlier)
    people = persons.gather(seen, offices, registry, vocab, locked)
    candidates = {work.id: work.candidates for work in cited_works.entities if work.candidates}
    days = agreed_days(cited_works, cited)
    entities = Entities(offices, cited_works, named, people, candidates, days)
    by_document: dict[str, list[Cited]] = defaultdict(list)
    for one in cited:
        by_document[one.reading.id].append(one)
    records = tuple(record(r, by_document[r.id], entities, vocab) for r in readings)
    tables = (offices, cited_works, named, people)
    return Graph(
        records=records,
        agencies=offices.entities,
        policies=named.entities,
        works=effects.with_effects(cited_works, by_document),
        persons=people.entities,
        diagnostics=(*told, *of_works, *of_citations, *people.told, *(w for r in records for w in r.warnings)),
        identities=tuple(pair for table in tables for pair in table.identities()),
    )


def _stated(registry: Registry, documents: Sequence[Document]) -> dict[str, KnownDocument]:
    """What is stated of each document, by path.

    Of two entries the later one, a side file's, counts. The secrecy of a bundle is that of each paper in it, and so is
    its release.
    """
    named = {path: known for known in registry.documents for path in (known.file, f"documents/{known.file}")}
    secret = {(known.file, known.secrecy) for known in registry.documents if known.secrecy}
    found: dict[str, KnownDocument] = {}
    for path in (document.source.path for document in documents):
        names = {each.removeprefix(root) for each in around(path) for root in ("", "documents/")}
        marks = {mark for name, mark in secret if name in names}
        secrecy = next((mark for mark in Mark if mark in marks), None)
        release = any(named[each].release for each in around(path) if each in named)
        if path in named or secrecy or release:
            found[path] = replace(named.get(path, KnownDocument(path)), secrecy=secrecy, release=release)
    return found


def _bodies(
    readings: Sequence[Reading], cited: Sequence[Cited], seen: Sequence[persons.Seen], vocab: Vocab
) -> Iterator[Body]:
    """Bodies that no mention names: those of symbols and of persons' offices."""
    for one in cited:
        yield from (body for body in (one.issuer, one.symbol_issuer, *joint_bodies(one, vocab)) if body is not None)
    for reading in readings:
        number = reading.document.header.number
        yield from symbol_issuers(number, reading, vocab) if number else ()
    yield from (one.body for one in seen if one.body is not None)


def _approvals(
    readings: Sequence[Reading], cited: Sequence[Cited], known: works.Works, vocab: Vocab
) -> dict[tuple[str, int], str]:
    """Policy mentions right after `… số 771/QĐ-TTg … về phê duyệt `, or before it in brackets.

    What approves them.
    """
    found: dict[tuple[str, int], str] = {}
    named = {r.id: [m for m in r.document.mentions if m.kind is EntityKind.POLICY] for r in readings}
    for one in cited:
        mentions = named[one.reading.id]
        if not mentions or one.identity is None or one.identity not in known.ids:
            continue
        reading: Reading = one.reading
        text = reading.document.text
        for mention in mentions:
            gap = _gap(text, one.citation.span.end, mention.span.start, APPROVAL_REACH)
            near = gap and "\n" not in gap and ";" not in gap
            if (near and vocab.cues["citation.approves"].search(gap)) or _bracketed(one, mention, text):
                found[reading.id, mention.span.start] = known.ids[one.identity]
    return found


def _bracketed(one: Cited, mention: Mention, text: str) -> bool:
    """A decision in the bracket right after a name is the one that approves it.

    `Đề án X (Quyết định số 5/QĐ-TTg)`.
    """
    gap = _gap(text, mention.span.end, one.citation.span.start, BRACKET_REACH)
    return bool(gap) and one.citation.type == "quyết định" and _BRACKET.fullmatch(gap) is not None


def _gap(text: str, start: int, end: int, reach: int) -> str:
    """The words between two places, nothing where they are too far apart: most are."""
    return text[start:end] if 0 < end - start <= reach else ""

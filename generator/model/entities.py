"""What is resolved: entities, occurrences, records, links, in one graph."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model.basics import (
    EffectBasis,
    EffectKind,
    EntityKind,
    Extent,
    Origin,
    PartialDate,
    PersonRelation,
    Relation,
    Stater,
)
from generator.model.diagnostics import Diagnostic
from generator.model.document import Citation, Deadline, Document
from generator.model.frozen import Frozen
from generator.model.spans import Span


class Agency(Frozen):
    """Cơ quan. `id` is the page's path without suffix: `co-quan/ban-dan-toc-tinh-quang-ngai`."""

    kind: ClassVar[EntityKind] = EntityKind.AGENCY
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    level: str | None = None
    """central, province, district, commune, unit or None."""
    place: str | None = None
    parent: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    succeeded_by: tuple[str, ...] = ()
    """Ids of agencies, or names where the successor has no page."""
    source: str | None = None
    """What states validity and succession (a decree's number)."""


class Policy(Frozen):
    """Chính sách, chương trình, đề án."""

    kind: ClassVar[EntityKind] = EntityKind.POLICY
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    policy_kind: str = "chính sách"
    approved_by: str | None = None
    period: str | None = None
    parent: str | None = None
    """Id of the programme or project that it is part of."""
    approval_stated: Origin | None = None
    """Where the archivist states what approved it."""


class Evidence(Frozen):
    """The passage of a held document that states something."""

    document: str
    span: Span


class StatedBy(Frozen):
    """What the archivist's word rests on: where it is written, and what it names as its source."""

    origin: Origin
    source: str | None = None


class WorkEffect(Frozen):
    """What a held document does to a work, or what is said to have been done to it.

    `by` is the id of the work that does it. The evidence is a passage, of the archivist's word a line in the registry.
    """

    kind: EffectKind
    extent: Extent
    part: str | None
    by: str | None
    basis: EffectBasis | Literal["registry"]
    evidence: Evidence | StatedBy
    by_number: str | None = None
    """The number that the archivist gives, where no paper names it."""
    since: PartialDate | None = None
    until: PartialDate | None = None


class Work(Frozen):
    """Số hiệu: a document as something that can be cited, held or not."""

    kind: ClassVar[EntityKind] = EntityKind.WORK
    id: str
    name: str
    """`Quyết định số 414/QĐ-TTg`."""
    aliases: tuple[str, ...] = ()
    key: str | None = None
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    """Of a joint paper the lead's."""
    title: str | None = None
    held_as: str | None = None
    candidates: tuple[str, ...] = ()
    """Ids of held documents that may be it."""
    conflicts: tuple[str, ...] = ()
    """Sentences: what citing documents say differently."""
    effects: tuple[WorkEffect, ...] = ()
    """By document and place."""
    unsettled: tuple[Evidence, ...] = ()
    """Passages that speak of a change of it, but not of one that is done for certain."""
    stated: tuple[tuple[str, StatedBy], ...] = ()
    """The fields that the archivist states: type, date, issuer, title."""
    bearers: tuple[str, ...] = ()
    """Ids of the held documents that bear its number, where several do: none of them is it for certain."""
    co_issuers: tuple[str, ...] = ()
    """Of a joint paper the others that its number names, in its order."""


class Role(Frozen):
    """Chức vụ: an office that documents or the archivist state for a person.

    Dates are ISO: those of the office where the archivist gives them, else of the first and the last document.
    """

    title: str
    agency: str | None
    first: str | None
    last: str | None
    documents: tuple[str, ...]
    stated: Origin | None = None
    """Where the archivist states it."""


class Person(Frozen):
    """Người."""

    kind: ClassVar[EntityKind] = EntityKind.PERSON
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    official: bool = False
    """Signs, chairs or holds a stated office in at least one document."""


Entity = Agency | Policy | Work | Person


class AgencyOccurrence(Frozen):
    """A mention of an agency (cơ quan), resolved; `section` is as in `WorkOccurrence`."""

    kind: ClassVar[EntityKind] = EntityKind.AGENCY
    entity: str
    span: Span
    section: str


class PolicyOccurrence(Frozen):
    """A mention of a policy (chính sách), resolved; `section` is as in `WorkOccurrence`."""

    kind: ClassVar[EntityKind] = EntityKind.POLICY
    entity: str
    span: Span
    section: str


class PersonOccurrence(Frozen):
    """A mention of a person (người), resolved.

    The office as stated, its agency's id, the part in this document.
    """

    kind: ClassVar[EntityKind] = EntityKind.PERSON
    entity: str
    span: Span
    section: str
    role: str | None = None
    agency: str | None = None
    relation: PersonRelation = PersonRelation.MENTIONED


class WorkOccurrence(Frozen):
    """A citation (viện dẫn), resolved.

    `entity` is None where it is ambiguous, `candidates` then lists ids.

    `section` is the anchor of the enclosing section or one of header, preamble, closing, recipients, signature.
    `relation` is what the words say, checked by who issued the work; `issuer` is the id of that agency.
    """

    kind: ClassVar[EntityKind] = EntityKind.WORK
    entity: str | None
    citation: Citation
    section: str
    candidates: tuple[str, ...] = ()
    relation: Relation = Relation.MENTION
    issuer: str | None = None

    @property
    def span(self) -> Span:
        """The passage that cites."""
        return self.citation.span

    @property
    def key(self) -> str | None:
        """The canonical number, None for an unnumbered citation."""
        return self.citation.number.key if self.citation.number else None

    @property
    def damaged(self) -> bool:
        """Tell whether the symbol was printed damaged and repaired."""
        return self.citation.number is not None and self.citation.number.damaged


Occurrence = AgencyOccurrence | PolicyOccurrence | PersonOccurrence | WorkOccurrence
"""A mention, resolved: `span` is the passage that names the entity. Only a citation may be ambiguous."""


class Assignment(Frozen):
    """A task with its assignees and partners resolved to agency ids.

    `group` and `partner_group` as printed, None where none is named.
    """

    span: Span
    section: str
    assignees: tuple[str, ...]
    partners: tuple[str, ...]
    deadline: Deadline | None
    group: str | None = None
    recurring: bool = False
    partner_group: str | None = None


class Inferred(Frozen):
    """Bounds of an unstated date, ISO, and what they rest on."""

    not_before: str | None
    not_after: str | None
    basis: str


class Record(Frozen):
    """A document as linked. `id` is the page's slug; its page is `van-ban/<id>.html`."""

    id: str
    document: Document
    title: str
    issuer: str | None
    issuer_basis: str | None
    """registry, header, symbol, signature or body."""
    issued_inferred: Inferred | None
    work: str | None
    """Id of the work that this document is, where it bears a number."""
    signer: str | None
    chair: str | None
    occurrences: tuple[Occurrence, ...]
    """By start of span."""
    tasks: tuple[Assignment, ...]
    warnings: tuple[Diagnostic, ...]
    supplied: tuple[str, ...] = ()
    """Names of the facts that are stated of it: number, type, title, issued, place, issuer."""
    supplied_by: Stater = "archivist"
    co_issuers: tuple[str, ...] = ()
    """Of a joint paper the other bodies that made it, in the order printed."""
    co_signers: tuple[str | None, ...] = ()
    """Their signers, parallel to the document's `co_signatures`."""
    issuer_confidence: float | None = None
    """1.0 where the document or the registry states its issuer, less where it is deduced."""
    draft: bool = False
    """It bears the mark of a draft (dự thảo)."""

    @property
    def cited(self) -> tuple[WorkOccurrence, ...]:
        """What the document cites, itself included where it cites itself."""
        return tuple(each for each in self.occurrences if isinstance(each, WorkOccurrence))


class Graph(Frozen):
    """All that was read and resolved; the one input of pages, export and search. Sorted by id."""

    records: tuple[Record, ...]
    agencies: tuple[Agency, ...]
    policies: tuple[Policy, ...]
    works: tuple[Work, ...]
    persons: tuple[Person, ...]
    diagnostics: tuple[Diagnostic, ...]
    identities: tuple[tuple[str, str], ...] = ()
    """(identity, id) of every record and entity: what the slug lock remembers between builds."""

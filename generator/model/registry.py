"""What the archivist states: the registry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.model.basics import EffectKind, Extent, Origin, PartialDate, Stater
from generator.model.document import Mark
from generator.model.entities import Agency, Policy, Role
from generator.model.frozen import Frozen

ReferenceKind = Literal["agency", "policy", "work", "province", "document"]
RejectedKind = Literal["agency", "policy", "person", "task", "relation"]
NOWHERE = Origin("", 0, 0)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in the registry that must be that of something: a superior, a successor, an approving number."""

    kind: ReferenceKind
    what: str
    """In words: `cơ quan cấp trên`."""
    name: str
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What is stated of a file by the archivist, or by what it came in.

    The archivist writes `registry/documents.yml` or `NAME.meta.yml`. What he or the head of an edXML packet states
    stands before what the file prints; what a law portal states fills only what the file does not print. The page says
    who stated it.
    """

    file: str
    """Path below the content folder's `documents/`; of a side file the path as shown."""
    number: str | None = None
    type: str | None = None
    title: str | None = None
    issued: PartialDate | None = None
    place: str | None = None
    issuer: str | None = None
    secrecy: Mark | None = None
    """Độ mật or lưu hành nội bộ: it stands beside the document's own mark, so it can only make things stricter."""
    keep: bool = False
    """Of several copies of one paper this is the one to publish."""
    release: bool = False
    """The archivist has seen the paper: what is only in doubt, and that it is a draft, keeps it inside no more."""
    origins: tuple[tuple[str, Origin], ...] = field(default=(), compare=False)
    """Where each key of an entry of the registry stands."""
    source: Stater = "archivist"


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Người, as the archivist knows the person; `Role.agency` is a name."""

    name: str
    id: str = ""
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    in_office: bool | None = None
    """Whether the portal may give a page to a person as somebody in office; None leaves it to the papers."""
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class KnownEffect:
    """Tác động, as the archivist states it: what was done to a work, how far, by which number, and why."""

    kind: EffectKind
    extent: Extent
    part: str | None = None
    by: str | None = None
    source: str | None = None
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class KnownWork:
    """Số hiệu, as the archivist knows it: facts, effects, or that no paper bears it."""

    number: str
    id: str = ""
    """Which one, where several works bear the number."""
    none: bool = False
    type: str | None = None
    title: str | None = None
    issued: PartialDate | None = None
    issuer: str | None = None
    source: str | None = None
    effects: tuple[KnownEffect, ...] = ()
    file: str | None = None
    """The held paper that is meant, where those who cite it write another number."""
    cited_in: tuple[str, ...] = ()
    """Files that cite the number without a day, and mean this work."""
    origins: tuple[tuple[str, Origin], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Tìm nhầm: what the program found on a line of a document and what is not there."""

    kind: RejectedKind
    file: str
    line: int
    words: str | None = None
    origins: tuple[tuple[str, Origin], ...] = field(default=(), compare=False)


class Suppressed(Frozen):
    """Tên bị xóa: a person of whom nothing may stand in any output, why, and since when."""

    name: str
    reason: str
    date: PartialDate
    agency: str | None = None
    aliases: tuple[str, ...] = ()


def around(path: str) -> tuple[str, ...]:
    """Return a file's path and those of the bundles and folders that it lies in, itself first."""
    steps = path.split("/")
    return tuple("/".join(steps[:end]) for end in range(len(steps), 0, -1))


@dataclass(frozen=True, slots=True)
class Registry:
    """`registry/*.yml`: what is true of one body, edited by an archivist. Ids may be empty.

    Then the slug is made.

    `Agency.parent` and `succeeded_by`, `Role.agency`, `Policy.approved_by` and `parent` hold names or keys here, not
    ids; each of them is among `references`.
    """

    agencies: tuple[Agency, ...] = ()
    persons: tuple[KnownPerson, ...] = ()
    policies: tuple[Policy, ...] = ()
    documents: tuple[KnownDocument, ...] = ()
    works: tuple[KnownWork, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    references: tuple[Reference, ...] = field(default=(), compare=False)
    suppressed: tuple[Suppressed, ...] = ()

"""What the archivist states: the registry."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.basics import PartialDate, Stater
from generator.model.document import Mark
from generator.model.entities import Agency, Person, Policy


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
    source: Stater = "archivist"


def around(path: str) -> tuple[str, ...]:
    """Return a file's path and those of the bundles and folders that it lies in, itself first."""
    steps = path.split("/")
    return tuple("/".join(steps[:end]) for end in range(len(steps), 0, -1))


@dataclass(frozen=True, slots=True)
class Registry:
    """`registry/*.yml`: what is true of one body, edited by an archivist. Ids may be empty.

    Then the slug is made.

    `Agency.parent` and `succeeded_by`, `Role.agency` and `Policy.approved_by` hold names or keys here, not ids.
    """

    agencies: tuple[Agency, ...] = ()
    persons: tuple[Person, ...] = ()
    policies: tuple[Policy, ...] = ()
    documents: tuple[KnownDocument, ...] = ()

"""What the archivist states: the registry."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.basics import PartialDate
from generator.model.document import Mark
from generator.model.entities import Agency, Person, Policy


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What the archivist states of a file, in `registry/documents.yml` or beside it in `NAME.meta.yml`.

    What is stated stands before what the file prints; the page says who stated it.
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

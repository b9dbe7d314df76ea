"""What the archivist states: the registry."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.basics import PartialDate
from generator.model.entities import Agency, Person, Policy


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """An entry of `registry/documents.yml`: facts of a file that the file itself lacks."""

    file: str
    """Path below the content folder's `documents/`."""
    number: str | None = None
    type: str | None = None
    title: str | None = None
    issued: PartialDate | None = None
    place: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """`registry/*.yml`: what is true of one body, edited by an archivist. Ids may be empty: then the slug is made.

    `Agency.parent` and `succeeded_by`, `Role.agency` and `Policy.approved_by` hold names or keys here, not ids.
    """

    agencies: tuple[Agency, ...] = ()
    persons: tuple[Person, ...] = ()
    policies: tuple[Policy, ...] = ()
    documents: tuple[KnownDocument, ...] = ()

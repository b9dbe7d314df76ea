"""Every type of the domain, frozen.

Three layers, each made of values of the one before it:

* what was read: `SourceText`, its layout, `Document` and what a parser finds (`Citation`, `Mention`, `Task` …);
* what was resolved: `Entity` kinds, `Occurrence`, `Assignment`, `Record`, all in one `Graph`;
* what is shown: `Page`.

A `Span` is two integers (code points, end exclusive) into `Document.text`, the one canonical text of a
document; no type keeps a copy of text that a span can give. Each line of the canonical text is one
paragraph of the source (a hard-wrapped paragraph is joined), so `text.split("\n")` are the paragraphs.
"""

from __future__ import annotations

from generator.model.basics import (
    EffectBasis,
    EffectKind,
    EntityKind,
    Extent,
    Extraction,
    Origin,
    PartialDate,
    PersonRelation,
    Relation,
    SourceText,
    Stater,
)
from generator.model.diagnostics import Diagnostic, DiagnosticCode
from generator.model.document import (
    APPENDIX,
    Authority,
    Chair,
    Citation,
    Deadline,
    DocNumber,
    Document,
    Effect,
    Figure,
    Header,
    Mark,
    Mention,
    Section,
    ShortForm,
    Signature,
    Task,
    Zones,
)
from generator.model.entities import (
    Agency,
    AgencyOccurrence,
    Assignment,
    Entity,
    Evidence,
    Graph,
    Inferred,
    Occurrence,
    Person,
    PersonOccurrence,
    Policy,
    PolicyOccurrence,
    Record,
    Role,
    StatedBy,
    Work,
    WorkEffect,
    WorkOccurrence,
)
from generator.model.layout import Cell, Doubt, Place, Table
from generator.model.portal import Emblem, Facets, Limits, Original, Page, PageKind, Picture, Portal
from generator.model.registry import (
    KnownDocument,
    KnownEffect,
    KnownPerson,
    KnownWork,
    Reference,
    ReferenceKind,
    Registry,
    RejectedKind,
    Rejection,
    Suppressed,
)
from generator.model.signatures import DigitalSignature
from generator.model.spans import Span
from generator.model.suggestion import Suggestion

__all__ = [
    "APPENDIX",
    "Agency",
    "AgencyOccurrence",
    "Assignment",
    "Authority",
    "Cell",
    "Chair",
    "Citation",
    "Deadline",
    "Diagnostic",
    "DiagnosticCode",
    "DigitalSignature",
    "DocNumber",
    "Document",
    "Doubt",
    "Effect",
    "EffectBasis",
    "EffectKind",
    "Emblem",
    "Entity",
    "EntityKind",
    "Evidence",
    "Extent",
    "Extraction",
    "Facets",
    "Figure",
    "Graph",
    "Header",
    "Inferred",
    "KnownDocument",
    "KnownEffect",
    "KnownPerson",
    "KnownWork",
    "Limits",
    "Mark",
    "Mention",
    "Occurrence",
    "Origin",
    "Original",
    "Page",
    "PageKind",
    "PartialDate",
    "Person",
    "PersonOccurrence",
    "PersonRelation",
    "Picture",
    "Place",
    "Policy",
    "PolicyOccurrence",
    "Portal",
    "Record",
    "Reference",
    "ReferenceKind",
    "Registry",
    "RejectedKind",
    "Rejection",
    "Relation",
    "Role",
    "Section",
    "ShortForm",
    "Signature",
    "SourceText",
    "Span",
    "StatedBy",
    "Stater",
    "Suggestion",
    "Suppressed",
    "Table",
    "Task",
    "Work",
    "WorkEffect",
    "WorkOccurrence",
    "Zones",
]

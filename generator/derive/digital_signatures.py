"""Chữ ký số of a file as outputs may tell it: a name that the portal does not tell is left out."""

from __future__ import annotations

from generator import disclosure
from generator.model import DigitalSignature, Portal, Record
from generator.model.frozen import replace
from generator.text.names import same_name


def told(record: Record, portal: Portal) -> tuple[DigitalSignature, ...]:
    """Return the digital signatures of a document's file (chữ ký số), without names that stay untold."""
    document = record.document
    signers = [each.name for each in (document.signature, *document.co_signatures) if each]

    def shown(each: DigitalSignature) -> DigitalSignature:
        signs = any(same_name(each.signer, name) for name in signers)
        return each if disclosure.tells_certificate(each.body, signs, portal) else replace(each, signer="")

    return tuple(map(shown, document.source.signatures))

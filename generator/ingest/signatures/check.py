"""One signature judged (kiểm chữ ký số): whole or not, who, when, by which authority. Needs pyHanko.

Nothing is asked of any server: whether a certificate was revoked is not known here, and pages say so.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any, TypeVar

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator import CertificateValidator, ValidationContext

from generator import vocab
from generator.ingest.contract import clean
from generator.ingest.signatures.held import MARK, MOST, Held, in_order, reach, signatures_of
from generator.model import DigitalSignature
from generator.model.frozen import replace
from generator.model.signatures import VIETNAM, Clock, Soundness, Trust

T = TypeVar("T")
LONGEST = 200
"""Letters of a name in a certificate that are kept."""
_DIGESTS = {"md5": "MD5", "sha1": "SHA-1", "sha224": "SHA-224", "sha256": "SHA-256", "sha384": "SHA-384"}
_DIGESTS |= {"sha512": "SHA-512", "sha3_256": "SHA3-256", "sha3_384": "SHA3-384", "sha3_512": "SHA3-512"}
_PRIVATE = re.compile(
    r"\S{1,100}@\S{1,100}|\b(?:MST|MNS|CMND|CCCD|UID|BHXH|HC)\b\s*[:=.]?\s*[\d-]*|\d[\d .-]{6,30}\d", re.I
)
"""What tells of a person or pays tax: e-mail addresses, tax numbers, numbers of persons."""


@dataclass(frozen=True, slots=True)
class _Signed:
    """A CMS container, opened."""

    data: Any
    info: Any
    certificate: Any
    others: tuple[Any, ...]


def all_checked(data: bytes, trusted: Collection[bytes] = ()) -> tuple[DigitalSignature, ...]:
    """Return what each signature of a PDF proves (chữ ký số), in the order in which they were made."""
    listed, none = signatures_of(data), list[Held]()
    if len(listed) < data.count(MARK):
        # PDFium lists the fields at the top of a form; one that lies deeper is found by pyHanko, which takes longer.
        listed = max(listed, _tried(lambda: _deeper(data), none), key=len)
    return tuple(checked(each, data, trusted) for each in listed)


def _deeper(data: bytes) -> list[Held]:
    reader = PdfFileReader(BytesIO(data), strict=False)
    return in_order(
        Held(
            tuple(int(number) for number in each.byte_range),
            bytes(each.pkcs7_content),
            str(each.sig_object.get("/SubFilter", ""))[1:],
            each.self_reported_timestamp,
        )
        for each in islice(reader.embedded_signatures, MOST)
    )


def checked(signature: Held, data: bytes, trusted: Collection[bytes] = ()) -> DigitalSignature:
    """Return what a signature proves; one that cannot be read is `unclear`, whatever its bytes are."""
    blank = DigitalSignature("unclear", reach(signature, data))
    signed = _tried(lambda: _opened(signature.container), None)
    if signed is None:
        return blank
    named = _tried(lambda: _named(signed, blank), blank)
    unclear: Soundness = "unclear"
    state = "broken" if blank.covers == "part" else _tried(lambda: _soundness(signed, signature, data), unclear)
    unknown: tuple[datetime | None, Clock | None] = (None, None)
    time, clock = _tried(lambda: _time(signed, signature), unknown)
    found = replace(named, state=state, signed=time, clock=clock)
    return replace(found, trust=_trust(signed, found, trusted))


def _tried(work: Callable[[], T], otherwise: T) -> T:
    """Return what `work` gives: a container is hostile data, and the libraries raise what they like."""
    try:
        return work()
    except Exception:
        return otherwise


def _opened(container: bytes) -> _Signed:
    data = cms.ContentInfo.load(container)["content"]
    certificates = extract_certificate_info(data)
    return _Signed(data, extract_signer_info(data), certificates.signer_cert, tuple(certificates.other_certs))


def _named(signed: _Signed, blank: DigitalSignature) -> DigitalSignature:
    subject, issuer = signed.certificate.subject, signed.certificate.issuer
    signer, organization = _name(subject, "common_name"), _name(subject, "organization_name")
    digest = signed.info["digest_algorithm"]["algorithm"].native
    return replace(
        blank,
        signer=signer,
        organization=organization,
        authority=_name(issuer, "common_name") or _name(issuer, "organization_name"),
        body=_is_body(signer, organization),
        digest=_DIGESTS.get(digest, "không rõ"),
    )


def _name(name: x509.Name, kind: str) -> str:
    """Return the first name of a kind in a certificate, without what tells of a person beside it."""
    parts = (part for group in name.chosen for part in group if part["type"].native == kind)
    found = next((str(part["value"].native) for part in parts), "")
    public = _PRIVATE.sub(" ", clean(found[: 4 * LONGEST]).replace("\n", " "))
    return " ".join(public.split()).strip(" ,;-–")[:LONGEST]


def _is_body(signer: str, organization: str) -> bool:
    """Tell whether a certificate names a body; `Đoàn Thị Mận` is a person."""
    capitals, marks = signer.upper(), vocab.load().header
    if marks["surname_head"].match(capitals):
        return False
    return capitals == organization.upper() != "" or bool(marks["body_head"].match(capitals))


def _soundness(signed: _Signed, signature: Held, data: bytes) -> Soundness:
    """Tell whether the bytes are those that were signed, by who holds the certificate."""
    name = signed.info["digest_algorithm"]["algorithm"].native
    content = signed.data["encap_content_info"]
    inside = bytes(content["content"]) if content["content"].native is not None else None
    if signature.form == "ETSI.RFC3161":
        imprint = content["content"].parsed["message_imprint"]
        outer = _digest(imprint["hash_algorithm"]["algorithm"].native, _covered(signature, data))
        if outer != imprint["hashed_message"].native:
            return "broken"
    elif signature.form == "adbe.pkcs7.sha1":
        if inside != _digest("sha1", _covered(signature, data)):
            return "broken"
    else:
        inside = None
    digest = _digest(name, _covered(signature, data) if inside is None else [memoryview(inside)])
    intact, valid = validate_sig_integrity(signed.info, signed.certificate, content["content_type"].native, digest)
    return "whole" if intact and valid else "broken"


def _covered(signature: Held, data: bytes) -> Iterator[memoryview]:
    start, before, after, rest = signature.ranges
    view = memoryview(data)
    yield from (view[start : start + before], view[after : after + rest])


def _digest(name: str, parts: Collection[memoryview] | Iterator[memoryview]) -> bytes:
    digest = hashlib.new(name)
    for part in parts:
        digest.update(part)
    return digest.digest()


def _time(signed: _Signed, signature: Held) -> tuple[datetime | None, Clock | None]:
    """Return when it was signed, by the best witness that there is."""
    if signature.form == "ETSI.RFC3161":
        return _local(signed.data["encap_content_info"]["content"].parsed["gen_time"].native), "timestamp"
    if stamped := _stamped(signed.info):
        return _local(stamped), "timestamp"
    own = next(_attributes(signed.info["signed_attrs"], "signing_time"), None)
    if own is not None:
        return _local(own.native), "signer"
    return (_local(signature.stated), "file") if signature.stated else (None, None)


def _local(time: datetime) -> datetime:
    return time.astimezone(VIETNAM).replace(microsecond=0)


def _attributes(attributes: Any, name: str) -> Iterator[Any]:
    for attribute in attributes:
        if attribute["type"].native == name:
            yield from attribute["values"]


def _stamped(info: Any) -> datetime | None:
    """Return the time of a time stamp (dấu thời gian) on the signature itself, if the stamp is sound."""
    for token in _attributes(info["unsigned_attrs"], "signature_time_stamp_token"):
        data = token["content"]
        content = data["encap_content_info"]["content"]
        stamp, certificate = content.parsed, extract_certificate_info(data).signer_cert
        signer = extract_signer_info(data)
        imprint = stamp["message_imprint"]
        own = _digest(imprint["hash_algorithm"]["algorithm"].native, [memoryview(info["signature"].native)])
        digest = _digest(signer["digest_algorithm"]["algorithm"].native, [memoryview(bytes(content))])
        sound = own == imprint["hashed_message"].native
        if sound and all(validate_sig_integrity(signer, certificate, "tst_info", digest)):
            return stamp["gen_time"].native  # type: ignore[no-any-return]
    return None


def _trust(signed: _Signed, found: DigitalSignature, trusted: Collection[bytes]) -> Trust:
    """Tell whether the certificate leads to one that the content folder trusts, at the time of signing.

    Where that time is unknown nothing is proved: the day of the build is not it.
    """
    if not trusted or found.signed is None:
        return "unchecked"
    return _tried(lambda: _chained(signed, found, trusted), "untrusted")


def _chained(signed: _Signed, found: DigitalSignature, trusted: Collection[bytes]) -> Trust:
    """Return `trusted`, or raise what keeps the chain from being proved."""
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in trusted],
        other_certs=list(signed.others),
        moment=found.signed,
        allow_fetching=False,
        revocation_mode="soft-fail",
        weak_hash_algos=frozenset(),
    )
    validator = CertificateValidator(signed.certificate, validation_context=context)
    asyncio.run(validator.async_validate_path())
    return "trusted"

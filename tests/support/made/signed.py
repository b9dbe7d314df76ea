"""PDF files of our own, signed by certificates made for it: no real person, no real authority."""

from __future__ import annotations

import datetime
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.support import paper_pdf

BEGIN, END = datetime.datetime(2020, 1, 1), datetime.datetime(2060, 1, 1)
EMAIL, TAX, OWN_NUMBER = "thu.vt@lamgiang.example.vn", "MST:0123456789", "CMND:012345678901"


@dataclass(frozen=True)
class Issued:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        """The certificate as DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)


@cache
def authority(name: str = "CA thử nghiệm Lam Giang") -> Issued:
    """Return a self-made authority."""
    return _issued(_name(name, "Ban Cơ yếu thử nghiệm"), None)


@cache
def person(name: str, organization: str = "UBND TỈNH LAM GIANG") -> Issued:
    """Return a certificate that the authority issued, with all that certificates tell of a person."""
    return _issued(_name(name, organization, private=True), authority())


def signed(data: bytes, by: Issued, field: str = "Signature1", digest: str = "sha256") -> bytes:
    """Return the PDF with a signature more, as an update at its end."""
    der = serialization.Encoding.DER
    private = by.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = signers.SimpleSigner(
        asn1.Certificate.load(by.der),
        keys.PrivateKeyInfo.load(private),
        SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    place = fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm=digest, subfilter=place)
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    # In a thread of its own: where a browser was driven before, this one has a running event loop.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(signers.PdfSigner(meta, signer).sign_pdf, writer, output=out).result()
    return out.getvalue()


def paper(text: str = "UBND TINH LAM GIANG") -> bytes:
    """Return a PDF of one line, not signed."""
    return paper_pdf.document([paper_pdf.line(72, 700, text)])


def _name(common: str, organization: str, private: bool = False) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organization), (NameOID.COMMON_NAME, common)]
    own = [(NameOID.USER_ID, TAX), (NameOID.SERIAL_NUMBER, OWN_NUMBER), (NameOID.EMAIL_ADDRESS, EMAIL)]
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts + (own if private else [])])


def _issued(subject: x509.Name, by: Issued | None) -> Issued:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    issuer = by.certificate.subject if by else subject
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(END)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(_usage(by is None), critical=True)
        .sign(by.key if by else key, hashes.SHA256())
    )
    return Issued(made, key)


def _usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(not authority, not authority, False, False, False, authority, authority, False, False)

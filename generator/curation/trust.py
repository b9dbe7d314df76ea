"""Chứng thư gốc: the certificates that vouch for signers, `trust/*.pem|.cer` of a content folder."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from pathlib import Path

from generator.disk import plain_bytes
from generator.errors import ConfigurationError, reason

SUFFIXES = (".pem", ".cer", ".crt")
LARGEST = 1_000_000
"""Bytes of a file; the certificate of an authority has some thousands."""
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----")


def files(folder: Path) -> tuple[Path, ...]:
    """Return the files of certificates in a folder, by name; none where there is no such folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES))


def read(folder: Path) -> tuple[bytes, ...]:
    """Return the certificates (chứng thư gốc) of a folder as DER.

    A file that holds none raises ConfigurationError.
    """
    return tuple(certificate for path in files(folder) for certificate in _certificates(path))


def _certificates(path: Path) -> tuple[bytes, ...]:
    import ssl  # which few content folders ask for

    try:
        if path.stat().st_size > LARGEST:
            raise _wrong(path)
        data = plain_bytes(path, LARGEST)
    except OSError as problem:
        raise ConfigurationError(f"{path}: không đọc được ({reason(problem)}). Kiểm tra quyền đọc tệp.") from None
    try:
        found = tuple(b64decode(block) for block in _PEM.findall(data)) or (data,)
        for each in found:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=each)
    except (binascii.Error, ssl.SSLError, ValueError):
        raise _wrong(path) from None
    return found


def _wrong(path: Path) -> ConfigurationError:
    return ConfigurationError(
        f"{path}: không phải chứng thư số. Cần chứng thư X.509 của tổ chức chứng thực, dạng PEM hoặc DER "
        "(.pem, .cer, .crt); tải lại từ trang của tổ chức đó, hoặc bỏ tệp khỏi thư mục `trust`."
    )

"""What the digital signatures of a file say (chữ ký số), as values: who, when, whole or not."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Literal

from msgspec.structs import force_setattr

from generator.model.frozen import Frozen

VIETNAM = timezone(timedelta(hours=7))
Soundness = Literal["whole", "broken", "unclear", "unread"]
"""Nguyên vẹn, đã bị sửa, không kiểm được, chưa xem (what reads signatures is not installed)."""
Reach = Literal["file", "revision", "part"]
"""What a signature covers: all of the file, all up to where the file was added to later, or less than that."""
Clock = Literal["timestamp", "signer", "file"]
"""Who says when: a time-stamping authority, the signer's own clock (signed), the file alone (not signed)."""
Trust = Literal["unchecked", "trusted", "untrusted"]
"""Chuỗi tin cậy: held against the roots that the content folder gives, as they were when it was signed.

`unchecked` where it gives none, or nobody says when."""
WEAK = frozenset({"MD5", "SHA-1"})
"""Digests for which two texts with one digest can be made."""


class DigitalSignature(Frozen):
    """Chữ ký số: one signature of a file. What it does not state is empty or None.

    `signer`, `organization` and `authority` are names of the certificate (`CN`, `O`, and `CN` of who issued it): no
    e-mail address, no tax number, no number of a person. `signed` is in the time of Vietnam.
    """

    state: Soundness
    covers: Reach
    signer: str = ""
    organization: str = ""
    authority: str = ""
    body: bool = False
    """The certificate is a body's (con dấu của cơ quan), not a person's."""
    signed: datetime | None = None
    clock: Clock | None = None
    digest: str = ""
    """`SHA-256`."""
    trust: Trust = "unchecked"

    def __post_init__(self) -> None:
        """Show the time as it is in Vietnam: the memory, which keeps moments, gives it back in another zone."""
        if self.signed is not None and self.signed.tzinfo is not None:
            force_setattr(self, "signed", self.signed.astimezone(VIETNAM))

    @property
    def weak(self) -> bool:
        """The digest has been broken: the signature proves little by itself."""
        return self.digest in WEAK

    @property
    def day(self) -> str:
        """The day in ISO, empty where none is stated."""
        return self.signed.date().isoformat() if self.signed else ""

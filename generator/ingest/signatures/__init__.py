"""The digital signatures of a PDF (chữ ký số), read and checked offline.

PDFium finds them; pyHanko, the optional extra `kyso`, checks them. Without it they are told as not looked at.
"""

from __future__ import annotations

from importlib.util import find_spec

from generator.ingest.contract import USUAL, Tools
from generator.ingest.sandbox import TooMuch, bounded
from generator.ingest.signatures.held import MARK, reach, signatures_of
from generator.model import DigitalSignature


def read(data: bytes, tools: Tools = USUAL) -> tuple[DigitalSignature, ...]:
    """Return the signatures of a PDF (chữ ký số), in the order in which they were made.

    Never raises, whatever the file holds.
    """
    if MARK not in data:
        return ()
    try:
        if find_spec("pyhanko") is None:
            return bounded(tools.limits.seconds, lambda: _unread(data))
        # Loaded here, and in the parent of the process: half a second that only who meets a signed file waits for.
        from generator.ingest.signatures import check

        return bounded(tools.limits.seconds, lambda: check.all_checked(data, tools.trusted))
    except TooMuch:
        return (DigitalSignature("unclear", "part"),)


def _unread(data: bytes) -> tuple[DigitalSignature, ...]:
    return tuple(DigitalSignature("unread", reach(each, data)) for each in signatures_of(data))

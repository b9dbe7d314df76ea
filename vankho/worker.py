"""What a machine of a cluster runs for `vankho build --scheduler`: its Python knows no name of ours but `vankho`."""

from __future__ import annotations

import contextlib
import importlib
import socket
from collections.abc import Sequence

import vankho


def program() -> tuple[str, str]:
    """Return this machine's name and the digest of its program."""
    vankho.find()
    from generator import resources

    return socket.gethostname(), resources.code()


def run(
    code: str, module: str, name: str, given: Sequence[bytes], items: Sequence[bytes]
) -> tuple[str, str, list[bytes]]:
    """Return this machine's name, the digest of its program, and the results of some items.

    None where the program is another one than `code`, else as far as nothing fails: what does is tried again where
    the fault can be told, and no log of the engine quotes a paper.
    """
    machine, own = program()
    results: list[bytes] = []
    if own == code:
        with contextlib.suppress(Exception):
            work = getattr(importlib.import_module(module), name)
            for item in items:
                results.append(work(*given, item))
    return machine, own, results

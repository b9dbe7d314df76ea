"""What a stage may remember (trí nhớ): results by name, under the digest of what they were made of."""

from __future__ import annotations

from typing import Protocol


class Known(Protocol):
    """What is remembered of a stage, to be looked into."""

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return what was kept of a name, None where it was made of something else."""


class Recall(Known, Protocol):
    """What is remembered of a stage."""

    def has(self, name: str, key: bytes) -> bool:
        """Tell whether something was kept of a name that was made of the same; it may turn out to be damaged."""

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Keep what came of it."""


class Nothing:
    """The memory of those who keep none."""

    def has(self, name: str, key: bytes) -> bool:
        """Return False."""
        return False

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return None."""

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Keep nothing."""


NOTHING = Nothing()

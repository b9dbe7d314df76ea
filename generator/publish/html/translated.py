"""Templates as Jinja translated them (mẫu trang đã dịch), remembered from build to build."""

from __future__ import annotations

import sys

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from generator.publish.kept.memory import Memory
from generator.text.digests import digest

STAGE = "templates"
"""Stage of the memory: what Jinja made of each template, under the digest of the versions of Jinja and Python."""
_VERSIONS = digest(jinja2.__version__, sys.version)


class Translated(BytecodeCache):
    """What was translated before and is now; a forked process asks and tells the memory nothing."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._before = {name: row for name, key, row in memory.rows(STAGE) if key == _VERSIONS}
        self._now: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template with what was made of it; Jinja takes nothing that is of other words."""
        if row := self._before.get(bucket.key):
            bucket.bytecode_from_string(row)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was made of a template."""
        self._now[bucket.key] = bucket.bytecode_to_string()

    def keep(self) -> None:
        """Let the next build know what this process translated."""
        for name, row in self._now.items():
            self._memory.put(STAGE, name, _VERSIONS, row)

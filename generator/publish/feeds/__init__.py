"""What others subscribe to (theo dõi): Atom feeds of papers, calendars of tasks.

A file is made again where what it shows changed.
"""

from __future__ import annotations

from generator.derive.catalog import Catalog
from generator.publish.feeds import atom, calendars
from generator.publish.kept.seals import OwnFolder


def lay(found: Catalog, folder: OwnFolder) -> None:
    """Lay all feeds and calendars of a portal into a folder."""
    for files in (atom.files(found), calendars.files(found)):
        for name, mark, make in files:
            folder.add_made(name, mark, make)

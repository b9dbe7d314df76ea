"""Lists that are worked off (danh sách việc) as files for a spreadsheet: data quality, numbers that are not held."""

from __future__ import annotations

import csv
import io

from generator.derive.catalog import Catalog
from generator.pages.kinds.quality import TABLES, Table
from generator.publish.table_files import plain


def files(found: Catalog) -> dict[str, bytes]:
    """Return each list as CSV by its path below the site; Excel reads it as UTF-8."""
    return {path: _file(found, table) for path, table in TABLES.items()}


def _file(found: Catalog, table: Table) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows(tuple(map(plain, row)) for row in table.rows(found))
    return made.getvalue().encode("utf-8-sig", "replace")

"""Makes XLSX and ODS files out of rows, for the tests of their readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.support.paper_word import packed

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

Value = str | tuple[str, int]
"""Words, or a number as it is stored with the number of its style."""


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Value]]],
    merged: Sequence[str] = (),
    formats: Sequence[str] = (),
    fonts: Sequence[str] = (),
    hidden: Sequence[str] = (),
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a workbook; style n is the n-th format and the n-th font, from 1, `merged` are cells of each sheet."""
    kinds = _package(f"{_R}/officeDocument", "xl/workbook.xml", "a")
    links = "".join(
        f'<Relationship Id="s{n}" Type="{_R}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(len(sheets))
    )
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n + 1}" r:id="s{n}"{state}/>'
        for n, name in enumerate(sheets)
        for state in [' state="hidden"' if name in hidden else ""]
    )
    styles = f'<Relationship Id="st" Type="{_R}/styles" Target="styles.xml"/>'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": kinds,
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(links + styles),
        "xl/styles.xml": _styles(formats, fonts),
    }
    for n, rows in enumerate(sheets.values()):
        cells = "".join(f"<mergeCell ref='{each}'/>" for each in merged)
        data = "".join(f'<row r="{r}">{_row(row)}</row>' for r, row in enumerate(rows, 1))
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData><mergeCells>{cells}</mergeCells></worksheet>'
        )
    return packed({**parts, **(more or {})})


def ods(tables: str, styles: str = "") -> bytes:
    """Return a spreadsheet of OpenDocument with those tables."""
    spaces = " ".join(f'xmlns:{each}="{_OASIS}:{each}:1.0"' for each in ("office", "table", "text", "style"))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    head = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return packed(
        {"mimetype": ODS, "content.xml": f"<office:document-content {spaces}>{head}{body}</office:document-content>"}
    )


def _package(kind: str, target: str, name: str) -> str:
    return _links(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>')


def _links(links: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def _styles(formats: Sequence[str], fonts: Sequence[str]) -> str:
    count = max(len(formats), len(fonts))
    codes = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for n, code in enumerate(formats)
    )
    named = "".join(f'<font><name val="{fonts[n] if n < len(fonts) else "Arial"}"/></font>' for n in range(count))
    looks = "".join(f'<xf numFmtId="{200 + n if n < len(formats) else 0}" fontId="{n + 1}"/>' for n in range(count))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts><fonts><font><name val="Arial"/></font>{named}</fonts>'
        f'<cellXfs><xf numFmtId="0" fontId="0"/>{looks}</cellXfs></styleSheet>'
    )


def _row(row: Sequence[Value]) -> str:
    return "".join("<c/>" if value == "" else _cell(value) for value in row)


def _cell(value: Value) -> str:
    if isinstance(value, tuple):
        number, style = value
        if number.replace(".", "").replace("-", "").isdigit():
            return f'<c s="{style}"><v>{number}</v></c>'
        return f'<c s="{style}" t="inlineStr"><is><t>{escape(number)}</t></is></c>'
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'

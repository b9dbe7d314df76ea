"""Makes DOCX and ODT files out of the XML of their parts, for the tests of their readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from generator.model import SourceText

_OOXML = "http://schemas.openxmlformats.org"
_SPACES = {
    "w": f"{_OOXML}/wordprocessingml/2006/main",
    "r": f"{_OOXML}/officeDocument/2006/relationships",
    "m": f"{_OOXML}/officeDocument/2006/math",
    "mc": f"{_OOXML}/markup-compatibility/2006",
    "pic": f"{_OOXML}/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODF = {
    **{each: f"{_OASIS}:{each}:1.0" for each in ("office", "text", "table", "style")},
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
}
_ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "settings": "w:settings",
    "header": "w:hdr",
    "footer": "w:ftr",
}


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip container of the parts; always the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _root(name: str, content: str, spaces: Mapping[str, str]) -> str:
    declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in spaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {declared}>{content}</{name}>'


def docx(body: str, **parts: str) -> bytes:
    """Return a DOCX with that body and those parts (`styles`, `numbering`, `footnotes`, `header` …), ids `r` + name."""
    known = {f"word/{name}.xml": _root(_ROOTS[name], part, _SPACES) for name, part in parts.items()}
    links = "".join(f'<Relationship Id="r{name}" Type="{_SPACES["r"]}/{name}" Target="{name}.xml"/>' for name in parts)
    return packed(
        {
            "_rels/.rels": _links(
                f'<Relationship Id="r1" Type="{_SPACES["r"]}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _links(links),
            "word/document.xml": _root("w:document", f"<w:body>{body}</w:body>", _SPACES),
            **known,
        }
    )


def _links(content: str) -> str:
    return f'<Relationships xmlns="{_OOXML}/package/2006/relationships">{content}</Relationships>'


def odt(body: str, automatic: str = "", common: str = "", master: str = "") -> bytes:
    """Return an ODT with that text, automatic styles, common styles and master pages."""
    content = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    styles = f"<office:styles>{common}</office:styles><office:master-styles>{master}</office:master-styles>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": _root("office:document-content", content, _ODF),
            "styles.xml": _root("office:document-styles", styles, _ODF),
        }
    )


def lines_of(outcome: object) -> list[str]:
    """Return the lines that hold something of what was read."""
    assert isinstance(outcome, SourceText), outcome
    return [line for line in outcome.text.split("\n") if line.strip()]

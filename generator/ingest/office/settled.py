"""What LibreOffice makes of a file, without what it says of itself.

Its clock, the name of its own copy, its count of pages. A field (trường) of an old Word file that shows the day of
printing shows the day of conversion afterwards: a day that the paper never bore, another one each time.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from generator.ingest.office import package
from generator.ingest.office.docx.styles import W
from generator.model import Limits

_OWN = frozenset(("DATE", "TIME", "FILENAME", "EDITTIME", "NUMPAGES", "SECTIONPAGES", "USERNAME", "USERINITIALS"))


def settled(data: bytes, limits: Limits) -> bytes:
    """Return a converted DOCX with the parts that are read: the same bytes for the same file on any day.

    Raises Refused where it cannot be opened.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in sorted(package.unpack(data, limits).items()):
            archive.writestr(zipfile.ZipInfo(name), _emptied(part, limits) if _has_fields(name, part) else part)
    return out.getvalue()


def emptied(converted: bytes, limits: Limits) -> int:
    """Return how many fields of a settled DOCX show nothing."""
    parts = package.unpack(converted, limits)
    return sum(len(_own_fields(package.tree(part, limits))) for name, part in parts.items() if _has_fields(name, part))


def _has_fields(name: str, part: bytes) -> bool:
    return name.startswith("word/") and b"instrText" in part


def _emptied(part: bytes, limits: Limits) -> bytes:
    root = package.tree(part, limits)
    for result in _own_fields(root):
        for text in result:
            text.text = ""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shows: bool = False
    """Its instruction is over: what follows is the result."""
    result: list[etree._Element] = field(default_factory=list)


def _own_fields(root: etree._Element) -> list[list[etree._Element]]:
    """Return the texts in the result of each such field; another field may stand among them."""
    found: list[list[etree._Element]] = []
    open_fields: list[_Field] = []
    for element in root.iter(W + "fldChar", W + "instrText", W + "t"):
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            open_fields.append(_Field())
        elif not open_fields:
            continue
        elif kind == "separate":
            open_fields[-1].shows = True
        elif kind == "end":
            done = open_fields.pop()
            found += [done.result] if done.result and _is_own(done.instruction) else []
        elif element.tag == W + "instrText":
            open_fields[-1].instruction += element.text or ""
        else:
            for each in open_fields:
                each.result += [element] if each.shows else []
    return found


def _is_own(instruction: str) -> bool:
    return bool(_OWN.intersection(map(str.upper, instruction.split()[:1])))

"""What the styles (kiểu) of a DOCX say of letters and lists, each with what it inherits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from generator.ingest.office.fonts import PLAIN, Look
from generator.ingest.office.numbering import DEPTH, number
from generator.model.frozen import replace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits: its letters, and the list that its paragraphs belong to."""

    letters: tuple[etree._Element, ...] = ()
    """Properties of its letters, the style's own last."""
    list_id: str | None = None
    level: int | None = None
    listed_by: str = ""
    """The style that names the list: its own or one that it inherits from."""


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id, how plain letters look, and the style of paragraphs that name none."""

    known: Mapping[str, Style]
    plain: Look = PLAIN
    usual: str = ""

    def paragraph(self, name: str | None) -> Style:
        """Return the style of a paragraph."""
        return self.known.get(name or self.usual) or self.known.get(self.usual) or Style()

    def look(self, style: Style) -> Look:
        """Return how the letters of a paragraph of that style look."""
        look = self.plain
        for properties in style.letters:
            look = dressed(look, properties)
        return look

    def run(self, look: Look, properties: etree._Element | None) -> Look:
        """Return how a run looks in a paragraph of letters that look so."""
        if properties is None:
            return look
        style = self.known.get(value(properties, "rStyle") or "")
        for inherited in style.letters if style else ():
            look = dressed(look, inherited)
        return dressed(look, properties)


def value(parent: etree._Element, name: str) -> str | None:
    """Return the `w:val` of a child, None where there is none."""
    child = parent.find(W + name)
    return None if child is None else child.get(W + "val")


def on(parent: etree._Element, name: str, otherwise: bool = False) -> bool:
    """Tell whether a property is switched on."""
    child = parent.find(W + name)
    return otherwise if child is None else child.get(W + "val", "1") not in _OFF


def dressed(look: Look, properties: etree._Element) -> Look:
    """Return the look changed by the properties of a run (`w:rPr`)."""
    fonts = properties.find(W + "rFonts")
    names = [fonts.get(W + place) for place in ("ascii", "hAnsi", "cs")] if fonts is not None else []
    hidden, capitals = on(properties, "vanish", look.hidden), on(properties, "caps", look.capitals)
    place = value(properties, "vertAlign")
    raised = look.raised if place is None else place == "superscript"
    return Look(hidden, capitals, next((name for name in names if name), look.font), raised)


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of `styles.xml`; without that part, none."""
    if root is None:
        return Styles(MappingProxyType({}))
    elements = {style.get(W + "styleId") or "": style for style in root.iterfind(W + "style")}
    known = {name: _style(name, elements) for name in elements}
    usual = next((name for name, each in elements.items() if _is_usual(each)), "")
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    plain = Look() if defaults is None else dressed(Look(), defaults)
    return Styles(MappingProxyType(known), plain, usual)


def _is_usual(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in _OFF


def _style(name: str, elements: Mapping[str, etree._Element]) -> Style:
    chain: list[str] = []
    while name in elements and len(chain) < DEPTH:
        chain.append(name)
        name = value(elements[name], "basedOn") or ""
    style = Style()
    for each in reversed(chain):
        letters = elements[each].find(W + "rPr")
        if letters is not None:
            style = replace(style, letters=(*style.letters, letters))
        listed = elements[each].find(f"{W}pPr/{W}numPr")
        if listed is not None:
            style = _listed(style, listed, each)
    return style


def _listed(style: Style, listed: etree._Element, name: str) -> Style:
    own, level = value(listed, "numId"), number(value(listed, "ilvl"))
    return replace(
        style, list_id=own or style.list_id, level=level if level is not None else style.level, listed_by=name
    )

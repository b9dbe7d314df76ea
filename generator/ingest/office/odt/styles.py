"""What the styles (kiểu) of an ODT say of letters, paragraphs and lists, each with what it inherits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.ingest.office.fonts import PLAIN, Look
from generator.ingest.office.numbering import DEPTH, LABEL, LEVELS, Level, Numbered, number

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, DRAW, STYLE = (_URN % name for name in ("office", "text", "table", "drawing", "style"))
_FO = _URN % "xsl-fo-compatible"
_SVG = _URN % "svg-compatible"
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_HIGHER = "%{}%"


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by family and name, lists by name, and the numbering of headings."""

    elements: Mapping[tuple[str, str], etree._Element]
    lists: Mapping[str, Mapping[int, Level]]
    headings: Numbered
    fonts: Mapping[str, str]

    def look(self, look: Look, family: str, name: str | None) -> Look:
        """Return how letters look under a style, where they looked so before."""
        for style in self._chain(family, name):
            properties = style.find(STYLE + "text-properties")
            if properties is not None:
                look = self._dressed(look, properties)
        return look

    def list_of(self, name: str | None) -> str | None:
        """Return the list that a paragraph's style names."""
        named = (style.get(STYLE + "list-style-name") for style in self._chain("paragraph", name))
        return next((each for each in reversed(list(named)) if each), None)

    def is_hidden(self, section: etree._Element) -> bool:
        """Tell whether a section is not shown."""
        return section.get(TEXT + "display") == "none"

    def _chain(self, family: str, name: str | None) -> list[etree._Element]:
        """A style and those that it inherits from, the oldest first."""
        chain: list[etree._Element] = []
        while name and (style := self.elements.get((family, name))) is not None and len(chain) < DEPTH:
            chain.insert(0, style)
            name = style.get(STYLE + "parent-style-name")
        return chain

    def _dressed(self, look: Look, properties: etree._Element) -> Look:
        display, case = properties.get(TEXT + "display"), properties.get(_FO + "text-transform")
        font = properties.get(STYLE + "font-name")
        family = self.fonts.get(font, font) if font else properties.get(_FO + "font-family")
        place = properties.get(STYLE + "text-position")
        return Look(
            look.hidden if display is None else display == "none",
            look.capitals if case is None else case == "uppercase",
            (family or look.font).strip("'\" "),
            look.raised if place is None else _is_raised(place),
        )


def _is_raised(place: str) -> bool:
    """`super 58%`, `33% 58%`: raised; `sub 58%`, `-33% 58%`, `0% 100%`: not."""
    first = place.split(" ")[0]
    return first == "super" or (number(first.removesuffix("%")) or 0) > 0


def read_styles(roots: Iterable[etree._Element | None]) -> Styles:
    """Return the styles of the parts of an ODT, later parts first in doubt."""
    elements: dict[tuple[str, str], etree._Element] = {}
    lists: dict[str, Mapping[int, Level]] = {}
    fonts: dict[str, str] = {}
    headings: Mapping[int, Level] = {}
    for root in roots:
        if root is None:
            continue
        for style in root.iter(STYLE + "style", STYLE + "default-style"):
            elements[style.get(STYLE + "family") or "", style.get(STYLE + "name") or ""] = style
        for face in root.iter(STYLE + "font-face"):
            fonts[face.get(STYLE + "name") or ""] = face.get(_SVG + "font-family") or ""
        for kind in root.iter(TEXT + "list-style"):
            lists[kind.get(STYLE + "name") or ""] = _levels(kind, fonts)
        for kind in root.iter(TEXT + "outline-style"):
            headings = _levels(kind, fonts)
    return Styles(elements, lists, Numbered("headings", headings, {}), fonts)


def _levels(kind: etree._Element, fonts: Mapping[str, str]) -> dict[int, Level]:
    found = ((number(level.get(TEXT + "level")), level) for level in kind)
    return {at - 1: _level(level, at - 1, fonts) for at, level in found if at is not None and 1 <= at <= LEVELS}


def _level(level: etree._Element, at: int, fonts: Mapping[str, str]) -> Level:
    if level.tag in (TEXT + "list-level-style-bullet", TEXT + "list-level-style-image"):
        properties = level.find(STYLE + "text-properties")
        font = properties.get(STYLE + "font-name") if properties is not None else None
        mark = level.get(TEXT + "bullet-char") or "•"
        return Level(form="bullet", pattern=mark, look=Look(font=fonts.get(font or "", font or "")))
    start = number(level.get(TEXT + "start-value"))
    form = _FORMS.get(level.get(STYLE + "num-format") or "", "decimal")
    return Level(start=1 if start is None else start, form=form, pattern=_pattern(level, at, form), look=PLAIN)


def _pattern(level: etree._Element, at: int, form: str) -> str:
    """The pattern of a label, as in DOCX: `%1.%2.`.

    A level that shows no number has what stands around it only.
    """
    listed = next((text for name, text in level.items() if str(name).endswith("}num-list-format")), None)
    if listed is not None:
        for place in range(1, LEVELS + 1):
            listed = str(listed).replace(_HIGHER.format(place), f"%{place}")
        return str(listed)[:LABEL]
    shown = min(max(number(level.get(TEXT + "display-levels")) or 1, 1), at + 1)
    numbers = ".".join(f"%{place}" for place in range(at + 2 - shown, at + 2)) if form != "none" else ""
    before, after = level.get(STYLE + "num-prefix") or "", level.get(STYLE + "num-suffix") or ""
    return f"{before[:LABEL]}{numbers}{after[:LABEL]}"

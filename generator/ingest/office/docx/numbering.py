"""Automatic numbering of a DOCX (đánh số tự động): the label that Word shows before a paragraph."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from generator.ingest.office.docx.styles import Style, Styles, W, dressed, on, value
from generator.ingest.office.fonts import PLAIN
from generator.ingest.office.numbering import LABEL, LEVELS, Level, Numbered, Numbering, number
from generator.model.frozen import replace


def label(numbering: Numbering, properties: etree._Element | None, style: Style) -> str:
    """Return the label of the next paragraph with what parts it from the text, empty where it has none."""
    own = properties.find(W + "numPr") if properties is not None else None
    list_id = (value(own, "numId") if own is not None else None) or style.list_id
    listed = numbering.lists.get(list_id or "0")
    if listed is None or list_id is None:
        return ""
    level = number(value(own, "ilvl")) if own is not None else None
    if level is None:
        level = _level_of_style(listed, style)
    return numbering.count(list_id, listed, min(max(level, 0), LEVELS - 1))


def _level_of_style(listed: Numbered, style: Style) -> int:
    linked = next((at for at, level in listed.levels.items() if level.style and level.style == style.listed_by), None)
    return linked if linked is not None else style.level or 0


def read_numbering(root: etree._Element | None, styles: Styles) -> Numbering:
    """Return the lists of `numbering.xml`, none counted yet; without that part, no lists."""
    if root is None:
        return Numbering({})
    kinds = {kind.get(W + "abstractNumId") or "": kind for kind in root.iterfind(W + "abstractNum")}
    linked = {value(kind, "styleLink"): name for name, kind in kinds.items() if value(kind, "styleLink")}
    levels = {name: _levels(kind, styles) for name, kind in kinds.items()}
    lists: dict[str, Numbered] = {}
    for each in root.iterfind(W + "num"):
        name = value(each, "abstractNumId") or ""
        borrowed = value(kinds[name], "numStyleLink") if name in kinds else None
        name = linked.get(borrowed, name) if borrowed else name
        own_levels, starts = _changes(each, levels.get(name, {}), styles)
        lists[each.get(W + "numId") or ""] = Numbered(name, own_levels, starts)
    lists.pop("0", None)
    return Numbering(lists)


def _levels(parent: etree._Element, styles: Styles) -> dict[int, Level]:
    found = ((number(level.get(W + "ilvl")), level) for level in parent.iterfind(W + "lvl"))
    return {at: _level(level, styles) for at, level in found if at is not None and 0 <= at < LEVELS}


def _level(level: etree._Element, styles: Styles) -> Level:
    letters = level.find(W + "rPr")
    start = number(value(level, "start"))
    return Level(
        # The standard lets a level that does not say where it starts begin at 0.
        start=0 if start is None else start,
        form=_form(level),
        pattern=(value(level, "lvlText") or "")[:LABEL],
        restart=number(value(level, "lvlRestart")),
        legal=on(level, "isLgl"),
        glue="" if value(level, "suff") == "nothing" else " ",
        style=value(level, "pStyle") or "",
        # The font of the text is none of the mark's own: only a font that the level names draws pictures.
        look=PLAIN if letters is None else dressed(replace(styles.plain, font=""), letters),
    )


def _form(level: etree._Element) -> str:
    """The form of the number; newer ones (`001`) stand beside an older one that comes close."""
    forms = [form.get(W + "val") or "decimal" for form in level.iter(W + "numFmt")]
    custom = "custom" in forms and any("01" in (form.get(W + "format") or "") for form in level.iter(W + "numFmt"))
    return "decimalZero" if custom else next((form for form in forms if form != "custom"), "decimal")


def _changes(
    each: etree._Element, levels: Mapping[int, Level], styles: Styles
) -> tuple[dict[int, Level], dict[int, int]]:
    """The levels of a list in use and where it begins anew."""
    own, starts = dict(levels), {}
    for change in each.iterfind(W + "lvlOverride"):
        at = number(change.get(W + "ilvl"))
        if at is None or not 0 <= at < LEVELS:
            continue
        own |= _levels(change, styles)
        start = number(value(change, "startOverride"))
        if start is not None:
            starts[at] = start
    return own, starts

"""The portal's own face (diện mạo) as files of the site: its colours, its logo, its icon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.curation import colours
from generator.curation.colours import DARK
from generator.curation.face import LARGEST
from generator.disk import plain_bytes
from generator.errors import ConfigurationError, reason
from generator.model import Portal
from generator.model.portal import Emblem

STYLE = "assets/portal.css"
_LIGHT = """\
[data-md-color-scheme="default"] {{
  --md-primary-fg-color: {colour};
  --md-primary-fg-color--light: {colour};
  --md-primary-fg-color--dark: {colour};
  --md-primary-bg-color--light: #fff;
  --md-accent-fg-color: {colour};
  --md-accent-fg-color--transparent: {colour}14;
  --md-typeset-a-color: {colour};
  --vk-accent: {colour};
}}
"""
_DARK = """\
[data-md-color-scheme="slate"] {{
  --md-primary-fg-color: {head};
  --md-primary-fg-color--light: {head};
  --md-primary-fg-color--dark: {head};
  --md-accent-fg-color: {colour};
  --md-accent-fg-color--transparent: {colour}1a;
  --md-typeset-a-color: {colour};
  --vk-accent: {colour};
}}
"""


def files(content: Path, portal: Portal) -> dict[str, bytes]:
    """Return what a portal of its own face has beside the pages, by path below the site."""
    styles = {STYLE: _style(portal).encode()} if has_style(portal) else {}
    emblems = {"logo": portal.logo, "favicon": portal.favicon}
    return styles | {address(key, each): _bytes(content, each) for key, each in emblems.items() if each}


def has_style(portal: Portal) -> bool:
    """Tell whether a portal has a style sheet of its own."""
    return bool(portal.color or portal.color_dark)


def theme(portal: Portal) -> Mapping[str, str]:
    """Return what the theme must be told of a portal's emblems."""
    emblems = {"logo": portal.logo, "favicon": portal.favicon}
    return {key: address(key, each) for key, each in emblems.items() if each}


def styles(usual: Sequence[str], portal: Portal) -> list[str]:
    """Return the style sheets, its own behind the first, which it changes: print has the last word."""
    return [*usual[:1], *([STYLE] if has_style(portal) else []), *usual[1:]]


def address(key: str, emblem: Emblem) -> str:
    """Return where an emblem lies below the site."""
    return f"assets/portal-{key}.{emblem.kind}"


def _style(portal: Portal) -> str:
    """Return the rules for each look of which a colour is stated, or made of the other's."""
    light = _LIGHT.format(colour=portal.color) if portal.color else ""
    dark = portal.color_dark or colours.readable(portal.color, DARK)
    return light + _DARK.format(colour=dark, head=colours.head(portal.color or dark))


def _bytes(content: Path, emblem: Emblem) -> bytes:
    try:
        return plain_bytes(content / emblem.path, LARGEST)
    except OSError as problem:
        raise ConfigurationError(
            f"portal.yml: không đọc được tệp «{emblem.path}» ({reason(problem)}). Kiểm tra tệp và quyền đọc."
        ) from None

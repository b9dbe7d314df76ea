"""What is shown: pages, and how the portal is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the portal: `path` below the site (`co-quan/x.md`), plain `title`, Markdown, search facets."""

    path: str
    title: str
    markdown: str
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Portal:
    """`portal.yml`: how the portal is called and what it may show. All fields have defaults."""

    name: str = "Văn Khố"
    owner: str = ""
    home_province: str | None = None
    audience: Literal["public", "intranet"] = "public"
    persons: Literal["off", "officials", "all"] = "officials"
    base_url: str | None = None
    state: str | None = None
    sample: bool = False
    """Show the notice that the documents are a made-up sample."""

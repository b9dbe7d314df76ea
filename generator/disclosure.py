"""Who may see what."""

from __future__ import annotations

from generator.model import Person, Portal


def has_page(person: Person, portal: Portal) -> bool:
    """Tell whether the portal shows a page for a person (người): all, those who act in office, or nobody."""
    return portal.persons == "all" or (portal.persons == "officials" and person.official)

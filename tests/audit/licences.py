"""The licences of libraries: what each package states of itself, held against a list of those that are allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from tests.audit.pinned import Pin

TABLE = Path(__file__).with_name("licences.yml")
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_SILENT = {"", "UNKNOWN"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What `licences.yml` says: allowed ids, other spellings of ids, and licences that somebody read."""

    allowed: frozenset[str]
    spellings: Mapping[str, str]
    read: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of a library as an SPDX expression, empty where nobody can tell; `stated` are the package's words."""

    expression: str
    stated: tuple[str, ...]


def rules(path: Path = TABLE) -> Rules:
    """Return the table of licences."""
    table: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    read = {(each["name"], str(each["version"])): each["licence"] for each in table["read"]}
    return Rules(frozenset(table["allowed"]), table["spellings"], read)


def licence(pin: Pin, known: Rules) -> Licence | None:
    """Return the licence of a library, None where another version of it, or none, is installed."""
    try:
        about = metadata.metadata(pin.name)
    except metadata.PackageNotFoundError:
        return None
    if about["Version"] != pin.version:
        return None
    own = [word for key in ("License-Expression", "License") for word in about.get_all(key) or []]
    classified = [each for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    return judged(pin, [*own, *classified], known)


def judged(pin: Pin, stated: Iterable[str], known: Rules) -> Licence:
    """Return what the first of a package's own words means that can be understood; what was read stands before them."""
    words = tuple(word for word in (" ".join(each.split()) for each in stated) if word not in _SILENT)
    if read := known.read.get((pin.name, pin.version)):
        return Licence(read, words)
    meant = (known.spellings.get(word, word) for word in words)
    return Licence(next((each for each in meant if _ids(each)), ""), tuple(word[:100] for word in words))


def is_allowed(expression: str, known: Rules) -> bool:
    """Tell whether an expression allows what we do; of alternatives one is enough."""
    return any(
        bool(ids) and known.allowed.issuperset(ids)
        for ids in map(_ids, re.split(r" OR ", expression))
        if "(" not in expression
    )


def _ids(expression: str) -> tuple[str, ...]:
    """The ids of an expression, none where it is no expression of plain ids: `Apache License 2.0`, `A WITH B`."""
    ids = re.split(r" (?:AND|OR) ", expression)
    return tuple(ids) if all(_SPDX.fullmatch(each) for each in ids) else ()

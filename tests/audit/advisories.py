"""Published faults (advisories) in the form of OSV: from a file that was carried in, or from a service that answers.

What could not be asked is "not checked": that nobody answered says nothing of a library.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tests.audit.pinned import Pin

SERVICE = "https://api.osv.dev"
ECOSYSTEM = "PyPI"
SECONDS = 20
_OTHER_FORM = (AttributeError, TypeError, ValueError)
"""What reading raises where JSON holds something else than OSV says."""
Advisory = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """An advisory that speaks of a library in the version that is pinned."""

    library: str
    version: str
    id: str
    aliases: tuple[str, ...]
    summary: str
    fixed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, from where and how new that was; `unchecked` says why nothing, or not all, was asked."""

    faults: tuple[Fault, ...]
    source: str = ""
    newest: str = ""
    """When the newest advisory of the source was changed: what was published later is not in it."""
    unchecked: str = ""


class Unusable(Exception):
    """A source that holds no advisories in the form of OSV."""


def from_file(path: Path, pins: Iterable[Pin]) -> Checked:
    """Return what the advisories of a file (JSON, ZIP) or folder say of libraries. Raises Unusable, OSError."""
    known = [each for data in _contents(path) for each in _listed(data, path)]
    if not known:
        raise Unusable(f"{path}: no advisory in it")
    try:
        faults = tuple(fault for pin in pins for each in known if (fault := _fault(pin, each)))
    except _OTHER_FORM as problem:
        raise Unusable(f"{path}: not in the form of OSV: {problem}") from None
    return Checked(_in_order(faults), path.name, max(str(each.get("modified", "")) for each in known))


def from_service(pins: Sequence[Pin], service: str = SERVICE) -> Checked:
    """Return what a service says; where it does not answer, that it was not checked, with what was found until then."""
    faults: list[Fault] = []
    newest = ""
    for done, pin in enumerate(pins):
        try:
            for each in _asked(service, pin):
                newest = max(newest, str(each.get("modified", "")))
                faults += [found] if (found := _fault(pin, each)) else []
        except (OSError, http.client.HTTPException, Unusable, *_OTHER_FORM) as problem:
            why = f"{service}: {type(problem).__name__}: {problem}"
            return Checked(
                _in_order(faults), service, newest, f"{why} ({done} of {len(pins)} libraries were asked for)"
            )
    return Checked(_in_order(faults), service, newest)


def _asked(service: str, pin: Pin) -> Iterator[Advisory]:
    """Yield all that a service says of a library, page by page."""
    wanted: dict[str, Any] = {"version": pin.version, "package": {"name": pin.name, "ecosystem": ECOSYSTEM}}
    while True:
        question = urllib.request.Request(
            f"{service}/v1/query", json.dumps(wanted).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(question, timeout=SECONDS) as answer:
            told = json.loads(answer.read())
        if not isinstance(told, dict):
            raise Unusable("the answer is no object")
        yield from told.get("vulns", ())
        if not (page := told.get("next_page_token")):
            return
        wanted["page_token"] = page


def _contents(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        yield from (each.read_bytes() for each in sorted(path.rglob("*.json")))
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in sorted(archive.namelist()) if name.endswith(".json"))
    else:
        yield path.read_bytes()


def _listed(data: bytes, path: Path) -> list[Advisory]:
    """The advisories of a JSON text: one, a list, or a list below `vulns`."""
    try:
        found = json.loads(data)
    except ValueError as problem:
        raise Unusable(f"{path}: no JSON: {problem}") from None
    if isinstance(found, dict):
        found = found.get("vulns", [found])
    if not isinstance(found, list) or not all(isinstance(each, dict) and "id" in each for each in found):
        raise Unusable(f"{path}: not in the form of OSV: each advisory needs an `id`")
    return found


def _fault(pin: Pin, advisory: Advisory) -> Fault | None:
    """What an advisory says of a library, None where it speaks of others, other versions, or was taken back."""
    if advisory.get("withdrawn"):
        return None
    hit = [each for each in advisory.get("affected", ()) if _is_of(pin, each) and _affects(pin.version, each)]
    if not hit:
        return None
    events = (event for each in hit for span in each.get("ranges", ()) for event in span.get("events", ()))
    fixed = sorted({str(event["fixed"]) for event in events if "fixed" in event})
    aliases = tuple(sorted(advisory.get("aliases", ())))
    summary = str(advisory.get("summary") or advisory.get("details", ""))[:200]
    return Fault(pin.name, pin.version, str(advisory["id"]), aliases, " ".join(summary.split()), tuple(fixed))


def _is_of(pin: Pin, affected: Mapping[str, Any]) -> bool:
    package = affected.get("package", {})
    return package.get("ecosystem") == ECOSYSTEM and canonicalize_name(str(package.get("name", ""))) == pin.name


def _affects(version: str, affected: Mapping[str, Any]) -> bool:
    """Tell whether a version is named, or lies in a range; where nothing that can be compared is given, it is."""
    listed, spans = affected.get("versions", ()), affected.get("ranges", ())
    own = Version(version)
    if any(_version(each) == own for each in listed):
        return True
    usable = [span for span in spans if span.get("type") == "ECOSYSTEM"]
    return any(_lies_in(own, span.get("events", ())) for span in usable) or not (listed or usable)


def _lies_in(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    """Tell whether a version lies in a range: each event, in order, says from where on it is affected or not."""
    inside = False
    for event in sorted(events, key=_place):
        ((kind, said),) = event.items()
        place = _version(said)
        if kind == "introduced" and (place is None or version >= place):
            inside = True
        elif place is not None and (
            (kind in ("fixed", "limit") and version >= place) or (kind == "last_affected" and version > place)
        ):
            inside = False
    return inside


def _place(event: Mapping[str, str]) -> Version:
    return next((place for said in event.values() if (place := _version(said))), Version("0.dev0"))


def _version(said: str) -> Version | None:
    """A version, None for `0` (from the first on) and for what is none."""
    try:
        return None if said == "0" else Version(said)
    except InvalidVersion:
        return None


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.library, fault.id)))

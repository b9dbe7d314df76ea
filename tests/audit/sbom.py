"""The bill of materials (SBOM) as CycloneDX 1.6 JSON: the same bytes for the same pins, no clock, no chance."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from tests.audit.licences import Licence
from tests.audit.pinned import OWN, Pin
from tests.audit.vendored import Part

SPECIFICATION = "1.6"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vankho:sbom")


def bill(
    version: str, pins: Sequence[Pin], licences: Mapping[str, Licence | None], parts: Mapping[str, Sequence[Part]]
) -> bytes:
    """Return the bill of materials of a version of the program; licences and parts are by a library's name."""
    own = {"type": "application", "bom-ref": f"pkg:generic/{OWN}@{version}", "name": OWN, "version": version}
    own_purl = own["bom-ref"]
    content: dict[str, Any] = {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPECIFICATION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {"component": {**own, "purl": own_purl, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": [_library(pin, licences.get(pin.name), parts.get(pin.name, ())) for pin in pins],
        "dependencies": _dependencies(own_purl, pins),
    }
    # Told apart by what it lists: another list has another number, the same list has the same.
    content["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(content, sort_keys=True))}"
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _library(pin: Pin, licence: Licence | None, parts: Sequence[Part]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        "purl": pin.purl,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in pin.hashes],
        "properties": [{"name": "vankho:hashes", "value": "of each published file; one of them was installed"}],
    }
    if licence and licence.expression:
        made["licenses"] = _licences(licence.expression)
    if parts:
        made["components"] = [_part(pin, part) for part in parts]
    return made


def _licences(expression: str) -> list[dict[str, Any]]:
    return [{"expression": expression}] if " " in expression else [{"license": {"id": expression}}]


def _part(pin: Pin, part: Part) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"{pin.purl}#{part.kind}/{part.name}",
        "name": part.name,
        "purl": part.purl,
        "properties": [{"name": "vankho:told-by", "value": part.told_by}],
    }


def _dependencies(own: str, pins: Sequence[Pin]) -> list[dict[str, Any]]:
    """Who asks for whom, as the file of requirements tells it; the whole graph, leaves too."""
    purls = {OWN: own, **{pin.name: pin.purl for pin in pins}}
    below: dict[str, list[str]] = {purl: [] for purl in purls.values()}
    for pin in pins:
        for name in pin.wanted_by:
            if name in purls:
                below[purls[name]].append(pin.purl)
    return [{"ref": ref, "dependsOn": sorted(wanted)} for ref, wanted in sorted(below.items())]

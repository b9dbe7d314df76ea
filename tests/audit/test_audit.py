"""The audit: pins as they are written, licences by the packages' own words, advisories by version, a stable bill."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.audit import advisories, licences, sbom, vendored
from tests.audit.__main__ import main
from tests.audit.advisories import Unusable
from tests.audit.licences import Licence
from tests.audit.pinned import Pin, pins
from tests.support import figures
from tests.support.places import ROOT

OWN = ROOT / "requirements.txt"
RULES = licences.rules()


def advisory(**affected: Any) -> dict[str, Any]:
    """Return an advisory on the invented package `Vi-Du`."""
    package = {"ecosystem": "PyPI", "name": "Vi_Du"}
    return {"id": "VD-1", "modified": "2026-05-01T00:00:00Z", "affected": [{"package": package, **affected}]}


def span(*events: tuple[str, str], kind: str = "ECOSYSTEM") -> dict[str, Any]:
    """Return a range of versions."""
    return {"ranges": [{"type": kind, "events": [{name: said} for name, said in events]}]}


def found(path: Path, advisory: Any, version: str) -> list[str]:
    """Return the ids of what is said of a version of `vi-du`."""
    path.write_text(json.dumps(advisory), "utf-8")
    return [fault.id for fault in advisories.from_file(path, [Pin("vi-du", version)]).faults]


# --- pins --------------------------------------------------------------------------------------------


def test_pins_are_read_with_hashes_and_who_wants_them(tmp_path: Path) -> None:
    one, two = "a" * 64, "b" * 64
    text = (
        f"# made by\n#   a tool\nVi_Du.Hai==2.0 \\\n    --hash=sha256:{two} \\\n    --hash=sha256:{one}\n"
        "    # via\n    #   mkdocs\n    #   vankho (pyproject.toml)\n\n"
        f"mot==1 \\\n    --hash=sha256:{one}\n    # via mkdocs\n"
    )
    (tmp_path / "r.txt").write_text(text, "utf-8")
    assert pins(tmp_path / "r.txt") == (
        Pin("mot", "1", (one,), ("mkdocs",)),
        Pin("vi-du-hai", "2.0", (one, two), ("mkdocs", "vankho")),
    )


@pytest.mark.parametrize("text", ["mot>=1 \\\n    --hash=sha256:" + "a" * 64, "mot==1\n", "-r other.txt\n"])
def test_what_is_not_pinned_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"expected NAME==VERSION|has no hash"):
        pins(tmp_path / "r.txt")


def test_every_library_of_the_program_is_wanted_by_one_that_is_known() -> None:
    listed = pins(OWN)
    known = {pin.name for pin in listed} | {"vankho"}
    assert not {pin.name for pin in listed if not pin.wanted_by}
    assert {name for pin in listed for name in pin.wanted_by} <= known


# --- licences ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "expression"),
    [
        (["BSD-3-Clause", "License :: OSI Approved :: BSD License"], "BSD-3-Clause"),
        (["Apache-2.0 OR BSD-2-Clause"], "Apache-2.0 OR BSD-2-Clause"),
        (["UNKNOWN", "License :: OSI Approved :: MIT License"], "MIT"),
        (["Apache 2.0"], "Apache-2.0"),
        (["License :: OSI Approved :: BSD License"], ""),
        (["Apache License, Version 2.0"], ""),
        (["GPL-2.0-only WITH Classpath-exception-2.0"], ""),
        ([], ""),
    ],
)
def test_what_packages_say_of_themselves(stated: list[str], expression: str) -> None:
    assert licences.judged(Pin("vi-du", "1"), stated, RULES).expression == expression


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 AND MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only OR AGPL-3.0-only", False),
        ("(MIT)", False),
        ("", False),
    ],
)
def test_what_is_allowed(expression: str, allowed: bool) -> None:
    assert licences.is_allowed(expression, RULES) == allowed


def test_what_was_read_holds_for_that_version_alone() -> None:
    stated = ["License :: OSI Approved :: BSD License"]
    (read,) = (version for name, version in RULES.read if name == "colorama")
    assert licences.judged(Pin("colorama", read), stated, RULES).expression == "BSD-3-Clause"
    assert licences.judged(Pin("colorama", "9.9"), stated, RULES).expression == ""


def test_a_version_that_is_not_installed_has_no_licence_here() -> None:
    assert licences.licence(Pin("mkdocs", "0.1"), RULES) is None
    assert licences.licence(Pin("vi-du-khong-co", "1"), RULES) is None


# --- advisories --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("affected", "versions"),
    [
        (span(("introduced", "0"), ("fixed", "1.10")), {"1.9": True, "1.10": False, "1.10rc1": True}),
        (span(("introduced", "1.2"), ("last_affected", "1.3")), {"1.1": False, "1.2": True, "1.3": True, "1.4": False}),
        (
            span(("introduced", "0"), ("fixed", "1"), ("introduced", "2"), ("fixed", "2.1")),
            {"0.5": True, "1.5": False, "2": True, "2.1": False},
        ),
        (span(("fixed", "1"), ("introduced", "0")), {"0.5": True, "1": False}),
        ({"versions": ["1.0"]}, {"1": True, "1.0.1": False}),
        (span(("introduced", "0"), kind="GIT") | {"versions": ["1.0"]}, {"1.0": True, "2.0": False}),
        (span(("introduced", "0"), kind="GIT"), {"1.0": True}),
        ({}, {"1": True}),
    ],
    ids=["fixed", "last", "twice", "any order", "listed", "listed beside", "not to be compared", "all"],
)
def test_which_versions_an_advisory_speaks_of(
    affected: dict[str, Any], versions: dict[str, bool], tmp_path: Path
) -> None:
    got = {version: bool(found(tmp_path / "a.json", advisory(**affected), version)) for version in versions}
    assert got == versions


def test_others_and_what_was_taken_back_are_no_faults(tmp_path: Path) -> None:
    other = advisory() | {"affected": [{"package": {"ecosystem": "npm", "name": "vi-du"}}]}
    assert found(tmp_path / "a.json", [other, advisory() | {"withdrawn": "2026-01-01T00:00:00Z"}], "1") == []


def test_a_fault_tells_what_to_do(tmp_path: Path) -> None:
    told = advisory(**span(("introduced", "0"), ("fixed", "1.10"))) | {"aliases": ["B", "A"], "summary": "Hỏng\n nặng"}
    (tmp_path / "a.json").write_text(json.dumps({"vulns": [told]}), "utf-8")
    checked = advisories.from_file(tmp_path / "a.json", [Pin("vi-du", "1")])
    assert checked.newest == "2026-05-01T00:00:00Z"
    (fault,) = checked.faults
    assert (fault.id, fault.aliases, fault.summary, fault.fixed) == ("VD-1", ("A", "B"), "Hỏng nặng", ("1.10",))


def test_advisories_are_carried_in_as_a_folder_or_an_archive(tmp_path: Path) -> None:
    (tmp_path / "osv").mkdir()
    (tmp_path / "osv/VD-1.json").write_text(json.dumps(advisory()), "utf-8")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("VD-1.json", json.dumps(advisory()))
    for place in ("osv", "all.zip"):
        assert len(advisories.from_file(tmp_path / place, [Pin("vi-du", "1")]).faults) == 1


@pytest.mark.parametrize("text", ["", "{}", "[]", '["a"]', "<html>", '{"id": "x", "affected": [1]}', '{"vulns": 3}'])
def test_what_holds_no_advisories_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    with pytest.raises(Unusable):
        advisories.from_file(tmp_path / "a.json", [Pin("vi-du", "1")])


@contextmanager
def service(*answers: Any) -> Iterator[str]:
    """Answer each question with the next of these, the last for ever; `None` is an error of the server."""

    left = list(answers)

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = left.pop(0) if len(left) > 1 else left[0]
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert asked["package"]["ecosystem"] == "PyPI" and self.path == "/v1/query"
            self.send_response(500 if answer is None else 200)
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


TWO = (Pin("mot", "1"), Pin("vi-du", "1"))


def test_a_service_is_asked_for_each_library_page_by_page() -> None:
    with service({}, {"next_page_token": "x"}, {"vulns": [advisory()]}) as address:
        checked = advisories.from_service(TWO, address)
    assert ([fault.library for fault in checked.faults], checked.unchecked) == (["vi-du"], "")


@pytest.mark.parametrize("answer", [None, b"<html>", [], {"vulns": [advisory(), {"id": 1, "affected": [1]}]}])
def test_a_service_that_does_not_answer_is_not_checked(answer: Any) -> None:
    with service({}, answer) as address:
        checked = advisories.from_service(TWO, address)
    assert checked.unchecked.startswith(address) and "1 of 2" in checked.unchecked


# --- the whole ---------------------------------------------------------------------------------------


def test_the_program_of_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--offline", "--out", str(tmp_path)]) == 0, capsys.readouterr().out
    assert "CHƯA KIỂM" in capsys.readouterr().out
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    made = json.loads((tmp_path / "sbom.json").read_text("utf-8"))
    listed = pins(OWN)
    assert report["advisories"]["status"] == "not checked" and report["libraries"] == len(listed)
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert [each["purl"] for each in made["components"]] == [pin.purl for pin in listed]
    assert all(each["licenses"] and each["hashes"] for each in made["components"])
    refs = [part["bom-ref"] for each in made["components"] for part in (each, *each.get("components", ()))]
    graph = {each["ref"]: each["dependsOn"] for each in made["dependencies"]}
    assert len(refs) == len(set(refs))
    assert set(graph) == {made["metadata"]["component"]["bom-ref"], *(pin.purl for pin in listed)}
    assert {ref for below in graph.values() for ref in below} == {pin.purl for pin in listed}
    inside = {part["name"] for each in made["components"] for part in each.get("components", ())}
    assert {"lunr", "rxjs", "clipboard", "icons-material", "pdfium"} <= inside
    figures.tell(
        "audit", libraries=len(listed), parts_inside=len(inside), licences_wrong=len(report["licences"]["wrong"])
    )


def test_the_bill_depends_on_what_it_lists_alone() -> None:
    one, other = Pin("mot", "1", ("a" * 64,), ("vankho",)), Pin("hai", "2", ("b" * 64,), ("mot",))
    known = {"mot": Licence("MIT", ()), "hai": None}
    first = sbom.bill("1.0", (one, other), known, {})
    assert first == sbom.bill("1.0", (one, other), known, {})
    numbers = {json.loads(bill)["serialNumber"] for bill in (first, sbom.bill("1.0", (one,), known, {}))}
    assert len(numbers) == 2
    assert "licenses" not in json.loads(first)["components"][1]


def test_a_fault_and_a_licence_that_nobody_allowed_need_a_decision(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = advisory() | {"affected": [{"package": {"ecosystem": "PyPI", "name": "mkdocs"}}]}
    (tmp_path / "a.json").write_text(json.dumps(told), "utf-8")
    assert main(["--advisories", str(tmp_path / "a.json"), "--out", str(tmp_path)]) == 1
    assert "mkdocs 1.6.1: VD-1" in capsys.readouterr().out
    (tmp_path / "a.json").write_text(json.dumps(advisory()), "utf-8")
    assert main(["--advisories", str(tmp_path / "a.json"), "--out", str(tmp_path)]) == 0
    assert "nguồn a.json không nêu gì" in capsys.readouterr().out
    few = licences.Rules(RULES.allowed - {"MPL-2.0"}, RULES.spellings, RULES.read)
    monkeypatch.setattr(licences, "rules", lambda: few)
    assert main(["--offline", "--out", str(tmp_path)]) == 1
    assert "certifi" in capsys.readouterr().out


def test_what_a_library_carries_is_named_once() -> None:
    (theme,) = (pin for pin in pins(OWN) if pin.name == "mkdocs-material")
    names = [part.purl for part in vendored.parts(theme)]
    assert len(names) == len(set(names)) and "pkg:npm/lunr" in names

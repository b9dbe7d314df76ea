"""Audits what the program is made of: `make audit`. Exit code 1: a licence or a published fault needs a decision.

Advisories that could not be asked for are "not checked": that is told, and is no failure.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.audit import advisories, licences, sbom, vendored
from tests.audit.advisories import Checked
from tests.audit.licences import Licence
from tests.audit.pinned import Pin, pins
from tests.support.places import ROOT


def main(words: Sequence[str] | None = None) -> int:
    """Audit, write `sbom.json` and `report.json`, print a summary; return the exit code."""
    call = _call(words)
    listed = pins(call.requirements)
    known = licences.rules()
    licensed = {pin.name: licences.licence(pin, known) for pin in listed}
    parts = {pin.name: vendored.parts(pin) for pin in listed if licensed[pin.name]}
    checked = _checked(call, listed)
    wrong = [told for pin in listed if (told := _wrong(pin, licensed[pin.name], known))]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    call.out.mkdir(parents=True, exist_ok=True)
    (call.out / "sbom.json").write_bytes(sbom.bill(version, listed, licensed, parts))
    report = _report(listed, wrong, checked)
    (call.out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(_summary(listed, wrong, checked, sum(map(len, parts.values())), call.out))
    return 1 if wrong or checked.faults else 0


def _call(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--requirements", type=Path, default=ROOT / "requirements.txt")
    parser.add_argument("--advisories", type=Path, help="file (JSON, ZIP) or folder in the form of OSV")
    parser.add_argument("--service", default=advisories.SERVICE, help="address of a service that answers as OSV does")
    parser.add_argument("--offline", action="store_true", help="ask no service")
    parser.add_argument("--out", type=Path, default=ROOT / ".build/audit")
    return parser.parse_args(words)


def _checked(call: argparse.Namespace, listed: Sequence[Pin]) -> Checked:
    if call.advisories:
        try:
            return advisories.from_file(call.advisories, listed)
        except (OSError, advisories.Unusable) as problem:
            sys.exit(f"Không đọc được tệp lỗ hổng: {problem}. Cần tệp JSON hoặc ZIP theo mẫu OSV.")
    if call.offline:
        return Checked((), unchecked="được bảo đừng hỏi qua mạng (--offline)")
    return advisories.from_service(listed, call.service)


def _wrong(pin: Pin, found: Licence | None, known: licences.Rules) -> str:
    """What is wrong with the licence of a library, empty where nothing is."""
    if found is None:
        return f"{pin.name} {pin.version}: chưa cài đúng phiên bản đã ghim, nên không đọc được giấy phép"
    if not found.expression:
        stated = "; ".join(found.stated) or "không ghi gì"
        return f"{pin.name} {pin.version}: không rõ giấy phép ({stated}); đọc rồi ghi vào {licences.TABLE.name}"
    if not licences.is_allowed(found.expression, known):
        return f"{pin.name} {pin.version}: giấy phép {found.expression} không có trong {licences.TABLE.name}"
    return ""


def _report(listed: Sequence[Pin], wrong: Sequence[str], checked: Checked) -> Mapping[str, Any]:
    return {
        "libraries": len(listed),
        "licences": {"wrong": list(wrong)},
        "advisories": {
            "status": _status(checked),
            "source": checked.source,
            "newest": checked.newest,
            "unchecked": checked.unchecked,
            "faults": [asdict(fault) for fault in checked.faults],
        },
    }


def _status(checked: Checked) -> str:
    return "found" if checked.faults else "not checked" if checked.unchecked else "none known to the source"


def _summary(listed: Sequence[Pin], wrong: Sequence[str], checked: Checked, inside: int, out: Path) -> str:
    lines = [f"Giấy phép: {len(listed) - len(wrong)} trong {len(listed)} thư viện có giấy phép được phép dùng."]
    lines += [f"  {each}" for each in wrong]
    lines += [
        f"Lỗ hổng: {fault.library} {fault.version}: {fault.id} {' '.join(fault.aliases)} {fault.summary} "
        f"(đã vá ở: {', '.join(fault.fixed) or 'chưa có'})"
        for fault in checked.faults
    ]
    if checked.unchecked:
        lines.append(f"Lỗ hổng: CHƯA KIỂM: {checked.unchecked}.")
        lines.append("  Có thể mang tệp theo mẫu OSV vào: make audit ADVISORIES=tệp.json (hoặc .zip, thư mục).")
    elif not checked.faults:
        until = f", mới nhất là {checked.newest}" if checked.newest else ""
        lines.append(f"Lỗ hổng: nguồn {checked.source} không nêu gì về các phiên bản này{until}.")
    lines.append(f"Danh mục thành phần: {out / 'sbom.json'} ({len(listed)} thư viện, {inside} phần nằm bên trong).")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

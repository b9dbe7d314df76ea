"""What is said in two places about the package is said alike: pins, version, what runs before a commit."""

from __future__ import annotations

import re
import tomllib

import yaml

from tests.support.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def pins(name: str) -> dict[str, str]:
    """Return what a file of requirements pins: package → version."""
    return dict(re.findall(r"^([\w.-]+)==(\S+) \\$", (ROOT / name).read_text("utf-8"), re.MULTILINE))


def test_exact_versions_are_those_that_are_installed() -> None:
    exact = dict(wanted.split("==") for wanted in PROJECT["dependencies"] if "==" in wanted)
    assert exact
    assert exact.items() <= pins("requirements.txt").items()


def test_tests_run_with_the_versions_of_a_build() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_the_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == PROJECT["version"]


def test_a_commit_is_judged_as_ci_judges() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    judged = re.findall(r"^\t@\$\(PY\) -m ((?!pytest).*)$", recipe[1], re.MULTILINE)
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [hook["entry"] for hook in local["hooks"]] == [f".venv/bin/python -m {call}" for call in judged]

"""The wheel: it takes one name, and installed where nothing else is it builds the sample to the byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from generator.publish.writer import Folder
from tests.support.places import ROOT

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
PARTS = ("generator", "site_templates")


def run(*call: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that knows nothing of the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(call, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project as a wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    made = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert made.returncode == 0, made.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new environment with the wheel, the libraries of this one, and a stranger named `generator`."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    (packages / "generator.py").write_text("raise SystemExit('not this one')\n", "utf-8")
    python = environment / "bin/python"
    done = run(*PIP, "--python", python, "install", "--no-index", "--no-deps", wheel, cwd=environment)
    assert done.returncode == 0, done.stderr
    return environment


def test_it_takes_one_name(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    inside = {f"{part}/{name}" for part in PARTS for name in Folder(ROOT / part) if "__pycache__/" not in name}
    inside |= {"mkdocs.yml", "__init__.py", "__main__.py", "worker.py", "py.typed"}
    assert {name.removeprefix("vankho/") for name in names if name.startswith("vankho/")} == inside
    assert {name.split("/")[0].split("-")[0] for name in names} == {"vankho"}


def test_it_builds_the_sample_to_the_byte(installed: Path, sample_site: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    built = run(installed / "bin/vankho", "build", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert dict(Folder(tmp_path / "site")) == dict(Folder(sample_site))


def test_it_runs_as_a_module_too(installed: Path, tmp_path: Path) -> None:
    helped = run(installed / "bin/python", "-m", "vankho", "--help", cwd=tmp_path)
    assert (helped.returncode, helped.stdout[:20]) == (0, "cách dùng: vankho [-")


def test_without_its_templates_it_says_so_at_once(installed: Path, tmp_path: Path) -> None:
    (home,) = installed.glob("lib/*/site-packages/vankho")
    (home / "site_templates").rename(tmp_path / "taken")
    refused = run(installed / "bin/vankho", "build", "--content", ROOT / "content", cwd=tmp_path)
    (tmp_path / "taken").rename(home / "site_templates")
    parts = ", ".join(f"site_templates/{part}" for part in ("overrides/main.html", "assets", "pages", "live/reload.js"))
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        2,
        "",
        f"vankho: {home}: bản cài đặt này không đủ, thiếu {parts}. "
        "Cài lại gói vankho, hoặc chạy từ bản sao đầy đủ của dự án.\n",
    )
    assert not list(tmp_path.iterdir())

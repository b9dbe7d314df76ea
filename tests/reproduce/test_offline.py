"""Installed and built on a machine without a network, from wheels that were fetched on another: `make OFFLINE=1`.

`make offline-check` does all of it in a network namespace without a route; `make test` looks at the calls alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.publish.writer import Folder
from tests.reproduce.machines import NO_NETWORK, different, without_network
from tests.support import figures
from tests.support.places import ROOT

INSTALLED_FROM = ("Makefile", "requirements.txt", "requirements-dev.txt", "pyproject.toml")
NEW = ("--always-make", "--dry-run", f"PYTHON={sys.executable}")


def make(folder: Path, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run make in a folder, with nothing that this machine says to pip or to another make."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE", "PYTHON"))}
    surroundings: Mapping[str, str] = {**kept, "PIP_CONFIG_FILE": os.devnull}
    call = [*before, "make", "--no-print-directory", *words]
    return subprocess.run(call, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with what an installation is made from."""
    for name in INSTALLED_FROM:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("target", [".venv/ready", ".venv/ready-dev"])
def test_offline_every_installation_is_from_the_folder_of_wheels(target: str, checkout: Path) -> None:
    (checkout / "USB").mkdir()
    (checkout / "USB/a-1-py3-none-any.whl").write_bytes(b"")
    shown = make(checkout, *NEW, "OFFLINE=1", "WHEELHOUSE=USB", target)
    installed = re.findall(r"pip install .*", shown.stdout)
    assert shown.returncode == 0 and len(installed) == target.count("-dev") + 2, shown.stdout + shown.stderr
    assert all("--no-index" in call for call in installed)
    assert all('-f "USB"' in call and "--require-hashes" in call for call in installed if " -r " in call)


def test_with_a_network_only_the_command_is_installed_without_it(checkout: Path) -> None:
    installed = re.findall(r"pip install .*", make(checkout, *NEW, ".venv/ready").stdout)
    assert ["--no-index" in call for call in installed] == [False, True]


def test_without_wheels_it_says_how_to_get_them(checkout: Path) -> None:
    refused = make(checkout, "OFFLINE=1", ".venv/ready", f"PYTHON={sys.executable}")
    assert refused.returncode == 2
    assert "mà ở đó không có gói nào" in refused.stderr and "make wheelhouse" in refused.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(("more", "files"), [((), 1), (("DEV=1",), 2)])
def test_what_is_fetched_is_pinned(more: tuple[str, ...], files: int, checkout: Path) -> None:
    (call,) = re.findall(r"pip download (?:.*\\\n)*.*", make(checkout, *NEW, *more, "wheelhouse").stdout)
    assert "--require-hashes" in call and "--only-binary :all:" in call
    assert re.findall(r"-r (\S+)", call) == ["requirements.txt", "requirements-dev.txt"][:files]


def copied(place: Path) -> Path:
    """Return a clean copy of this checkout as it stands, without what was made in it."""
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    return place


@pytest.mark.skipif("OFFLINE_CHECK" not in os.environ, reason="takes minutes: `make offline-check` does it")
def test_a_fresh_checkout_without_a_network(sample_site: Path, tmp_path: Path) -> None:
    """The sample's site of this checkout, which was installed with a network, to the byte."""
    if not without_network():
        pytest.skip("this system gives no network namespace (unshare): nothing keeps make from the network")
    wheels = tmp_path / "USB đen"
    fetched = subprocess.run(["make", "wheelhouse", f"WHEELHOUSE={wheels}"], cwd=ROOT, capture_output=True, text=True)
    assert fetched.returncode == 0, fetched.stderr
    assert not subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=wheels).returncode
    fresh = copied(tmp_path / "bản sao mới")
    built = make(fresh, "OFFLINE=1", f"WHEELHOUSE={wheels}", f"PYTHON={sys.executable}", before=NO_NETWORK)
    assert built.returncode == 0, built.stdout + built.stderr
    one, other = dict(Folder(sample_site)), dict(Folder(fresh / "site"))
    figures.tell(
        "offline",
        wheels=len(list(wheels.glob("*.whl"))),
        files=len(other),
        bytes_compared=sum(map(len, other.values())),
        different=len(different(one, other)),
    )
    assert not different(one, other)
    packed = make(fresh, "OFFLINE=1", f"WHEELHOUSE={wheels}", "wheel", before=NO_NETWORK)
    assert packed.returncode == 0 and list(fresh.glob(".build/wheel/*.whl")), packed.stderr

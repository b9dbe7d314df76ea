"""The system's nginx with the configuration of `deploy/`, for a while, without rights, at a free port."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.support.places import ROOT

SETTINGS = ROOT / "deploy/nginx"
NOBODY = 65534
PATIENCE = 10


@dataclass(frozen=True)
class Answer:
    """What a server said: status, headers (by lower-case name), body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Behind:
    """A portal behind nginx: port, path, the folder that is served."""

    port: int
    below: str
    folder: Path

    @property
    def address(self) -> str:
        """The address of the portal, with a slash at its end."""
        return f"http://127.0.0.1:{self.port}{self.below}"

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """Send a request, `target` as it is; where it begins without a slash it is below the portal's path."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(
            method,
            target if target.startswith("/") else self.below + target,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        answer = read(connection.getresponse())
        connection.close()
        return answer


def read(response: HTTPResponse) -> Answer:
    """Return an answer read to its end."""
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, response.read())


def program() -> str:
    """Return the path of nginx; where it is not, tests of it are skipped."""
    found = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if found is None:
        pytest.skip("nginx is not here (package nginx-light): its configuration is not tried")
    return found


@contextmanager
def behind(site: Path, below: str, *changes: tuple[str, str]) -> Iterator[Behind]:
    """Serve a copy of a site as published; `changes` are what an administrator edits, pattern and words."""
    nginx = program()
    with tempfile.TemporaryDirectory(prefix="vankho-nginx-") as name, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        portal = Behind(free.getsockname()[1], below, _published(site, Path(name) / "www"))
        _settings(Path(name), portal, nginx, changes)
        os.chmod(name, 0o755)
        free.close()
        root = os.geteuid() == 0
        with (Path(name) / "log").open("w+") as log:
            started = subprocess.Popen(
                [nginx, "-p", name, "-c", f"{name}/nginx.conf", "-e", "stderr"],
                stderr=log,
                user=NOBODY if root else None,
                group=NOBODY if root else None,
                extra_groups=[] if root else None,
            )
            try:
                _wait(started, portal.port, log.name)
                yield portal
            finally:
                started.terminate()
                started.wait(PATIENCE)


def _published(site: Path, place: Path) -> Path:
    """Lay a site as `vankho publish` does; return the link that is served."""
    shutil.copytree(site, place / "releases" / "1")
    (place / "current").symlink_to("releases/1")
    return place / "current"


def _settings(home: Path, portal: Behind, nginx: str, changes: tuple[tuple[str, str], ...]) -> None:
    """Write the files of `deploy/nginx`, edited as their first lines say."""
    told = subprocess.run([nginx, "-V"], capture_output=True, text=True, check=True).stderr
    (types,) = re.findall(r"--conf-path=(\S+)/", told)
    shutil.copy(f"{types}/mime.types", home)
    text = (SETTINGS / "vankho.conf").read_text("utf-8")
    text = text.replace("/var/www/vankho", str(portal.folder.parent)).replace("/kho/", portal.below)
    text = text.replace("= /kho ", f"= {portal.below.rstrip('/') or '/kho'} ")
    for pattern, words in (("listen 80;", f"listen 127.0.0.1:{portal.port};"), *changes):
        assert pattern in text, f"deploy/nginx/vankho.conf no longer has {pattern!r}"
        text = text.replace(pattern, words)
    (home / "vankho.conf").write_text(text, "utf-8")
    whole = (SETTINGS / "container.conf").read_text("utf-8")
    (home / "nginx.conf").write_text(whole.replace("/tmp/vankho-", f"{home}/work/"), "utf-8")
    (home / "work").mkdir()
    if os.geteuid() == 0:
        os.chown(home / "work", NOBODY, NOBODY)


def _wait(started: subprocess.Popen[bytes], port: int, log: str) -> None:
    """Return when nginx answers; where it ended, the test fails with its own words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and started.poll() is None:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail(f"nginx does not start:\n{Path(log).read_text('utf-8')}")

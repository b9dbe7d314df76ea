"""`vankho serve` and the server of `deploy/` say the same; units and images name what is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator import cli
from generator.server import HEADERS, LOOKED_AT, POLICY
from tests.deploy.nginx import SETTINGS, Answer, read
from tests.support.browser import served
from tests.support.places import ROOT

DEPLOY = ROOT / "deploy"
PROGRAM = "/usr/local/lib/vankho/bin/vankho"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page, with its page of not found."""
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text("<p>xong", "utf-8")
    (tmp_path / "404.html").write_text('<a href="./index.html">Không có', "utf-8")
    (tmp_path / ".vankho-files").write_text("index.html\n", "utf-8")
    return tmp_path


def ask(address: str, target: str, method: str = "GET") -> Answer:
    """Send a request to a server, its target as it is."""
    connection = HTTPConnection(urlsplit(address).netloc)
    connection.request(method, urlsplit(address).path + target)
    answer = read(connection.getresponse())
    connection.close()
    return answer


@pytest.mark.parametrize("below", ["/", "/kho/"])
@pytest.mark.parametrize(
    "target", ["gone.html", "a/", ".vankho-files", "%2evankho-files", "a/../.vankho-files", "x/y/z"]
)
def test_serve_shows_the_page_of_not_found(target: str, below: str, site: Path) -> None:
    with served(site, below) as address:
        answer = ask(address, target)
        assert (answer.status, answer.body.decode()) == (404, f'<a href="{below}index.html">Không có')
        head = ask(address, target, "HEAD")
        assert (head.status, head.body, head.headers["content-length"]) == (404, b"", str(len(answer.body)))


@pytest.mark.parametrize("below", ["/", "/kho/"])
def test_serve_shows_it_of_a_portal_that_knows_its_address(below: str, site: Path) -> None:
    """Its links begin with the path of that address, which need not be that of this server."""
    page = '<link href="{0}assets/a.css"><a href="{0}index.html">Không có</a>'
    (site / "404.html").write_text(page.format("/van-khố/x/"), "utf-8")
    with served(site, below) as address:
        assert ask(address, "x/y/z.html").body.decode() == page.format(below)


def test_serve_sends_the_headers(site: Path) -> None:
    (site / "a.webp").write_bytes(b"RIFF")
    with served(site) as address:
        for target in ("", "index.html", "gone.html", "gone.webp", "a"):
            sent = ask(address, target).headers
            assert {name: sent.get(name.lower()) for name in HEADERS} == HEADERS
        assert ask(address, "a.webp").headers[POLICY.lower()] == LOOKED_AT
        assert ask(address, "index.html", "POST").status == 501
        (site / "404.html").unlink()
        assert ask(address, "gone.html").status == 404


def test_nginx_is_told_the_same_headers() -> None:
    text = (SETTINGS / "vankho.conf").read_text("utf-8")
    told = dict(re.findall(r'^ *add_header (\S+) +"?([^"]*?)"? always;', text, re.MULTILINE))
    ((policy, of_files),) = re.findall(r'^map \$uri \$vankho_policy {\n.* "(.*)";\n.* "(.*)";\n}', text, re.MULTILINE)
    assert (told.pop("Cache-Control"), told.pop(POLICY)) == ("$vankho_kept", "$vankho_policy")
    assert told | {POLICY: policy} == HEADERS and of_files == LOOKED_AT
    assert "unsafe" not in text


def test_units_call_what_there_is(tmp_path: Path) -> None:
    text = (DEPLOY / "systemd/vankho.service").read_text("utf-8")
    calls = re.findall(rf"^ExecStart={PROGRAM} (\w+) (.*)$", text, re.MULTILINE)
    assert [command for command, _ in calls] == ["build", "publish"]
    for command, words in calls:
        (options,) = [each.options for name, each in cli._COMMANDS.items() if name == command]
        assert set(re.findall(r"--\w[\w-]*", words)) <= set(options)


def test_units_are_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not here: its units are not judged")
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text("utf-8").replace(PROGRAM, shutil.which("true") or "/bin/true")
        (tmp_path / path.name).write_text(text, "utf-8")
    units = sorted(str(path) for path in tmp_path.iterdir())
    judged = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (judged.returncode, judged.stderr) == (0, "")
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=15", units[0]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-400:]


def test_the_image_is_made_of_what_there_is() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", "")
    taken = [name for line in re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE) for name in line.split()]
    assert taken and not [name for name in taken if not (ROOT / name).exists()]
    needed = {"generator", "vankho", "site_templates", "mkdocs.yml", "requirements.txt", "pyproject.toml", "LICENSE"}
    assert needed <= set(taken)

"""Publishing to another machine: a real sshd on this one, with keys of its own; nothing of the user's is touched."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.errors import ConfigurationError
from generator.publish import releases
from generator.publish.releases.destination import RELEASES, place_of
from generator.publish.releases.remote import RemotePlace
from tests.releases.sites import PAGES, everything, files, publish, served, site

NEEDED = ("rsync", "ssh", "ssh-keygen", "sshd")
PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
SERVER = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
AcceptEnv LC_TEST_PATH
SetEnv SHLVL=2
ForceCommand PATH="${{LC_TEST_PATH:-$PATH}}" exec sh -c "$SSH_ORIGINAL_COMMAND"
"""
"""The level of the shell keeps bash from reading what its user has it do at every login."""
CLIENT = """\
Host may
  HostName 127.0.0.1
  Port {port}
  IdentityFile {folder}/key
  IdentitiesOnly yes
  UserKnownHostsFile {folder}/known
  StrictHostKeyChecking yes
"""


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The command that reaches the machine `may`."""
    lacking = [name for name in NEEDED if not shutil.which(name, path=PATH)]
    if lacking:
        pytest.skip(f"not here: {', '.join(lacking)} (packages rsync, openssh-client, openssh-server)")
    folder = tmp_path_factory.mktemp("ssh")
    server = started(folder)
    command = ["ssh", "-F", str(folder / "client")]
    try:
        deadline = time.monotonic() + 10
        while (said := subprocess.run([*command, "may", "true"], capture_output=True)).returncode:
            if time.monotonic() > deadline or server.poll() is not None:
                pytest.skip(f"no sshd of one's own can be used here: {said.stderr.decode()[-200:]}")
            time.sleep(0.05)
        yield command
    finally:
        server.terminate()
        server.wait()


def started(folder: Path) -> subprocess.Popen[bytes]:
    """Start an sshd that knows one key."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "server").write_text(SERVER.format(port=port, folder=folder))
    (folder / "client").write_text(CLIENT.format(port=port, folder=folder))
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # it does without its rights in there
    program = shutil.which("sshd", path=PATH)
    assert program is not None
    return subprocess.Popen([program, "-D", "-f", folder / "server", "-E", folder / "log"])


def place(there: Path, ssh: Sequence[str]) -> RemotePlace:
    """Return a folder of that machine as the command line takes it."""
    found = place_of(f"may:{there}")
    assert not isinstance(found, Path)
    return RemotePlace(*found, ssh)


def test_it_is_published_twice_changed_and_taken_back(ssh: list[str], tmp_path: Path, made: Path) -> None:
    web = tmp_path / "web"
    there = place(web, ssh)
    with there.reached():
        through_its_life(there, web, made)


def through_its_life(there: RemotePlace, web: Path, made: Path) -> None:
    """Do with a place all that can be done."""
    assert there.shelf().names == () and releases.trial(made, there, 5).copied == len(files("")) and not web.exists()
    first = publish(made, there)
    assert (first.copied, served(web)) == (len(files("")), files("một"))
    before = everything(web)
    again = publish(made, there)
    assert (again.copied, again.switched) == (0, False) and everything(web) == before
    second = publish(site(made, "hai"), there)
    assert (second.copied, served(web)) == (len(PAGES), files("hai"))
    style = [web / RELEASES / each.name / "assets" / "kho.css" for each in (first, second)]
    assert style[0].samefile(style[1]) and style[0].stat().st_mode & 0o777 == 0o644
    assert releases.roll_back(there, "") == first.name and served(web) == files("một")
    assert there.shelf().names == (second.name, first.name)
    damaged(there, web, made, first.name, second.name)
    assert publish(site(made, "ba"), there, keep=1).removed == (first.name, second.name)
    assert served(web) == files("ba") and releases.purge(there, "") == ()
    assert len(everything(web)) == len(files("")) + 3  # the sums, the lock, the link


def test_no_shell_reads_the_path(ssh: list[str], tmp_path: Path, made: Path) -> None:
    name = "-x '\"`touch told`$(touch told);touch told&|>{a,b}!#= ~ $HOME Việt"
    web = tmp_path / name
    done = publish(made, place(web, ssh))
    assert served(web) == files("một") and place(web, ssh).shelf().current == done.name
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "site"])


def damaged(there: RemotePlace, web: Path, made: Path, first: str, second: str) -> None:
    """Damage there is noticed and mended."""
    (web / RELEASES / first / "assets" / "kho.css").write_bytes(b"damaged")
    (web / RELEASES / first / "index.html").unlink()
    with pytest.raises(ConfigurationError, match=r"bản \w+ đã hỏng ở đích \(2 tệp"):
        releases.roll_back(there, first)
    with pytest.raises(ConfigurationError, match=r"bản \w+ đã hỏng ở đích \(1 tệp"):
        releases.roll_back(there, second)
    assert publish(site(made, "một"), there).copied == 2 and served(web) == files("một")
    assert there.shelf().names == (first, second)


def test_where_links_are_missing_a_copy_is_served(ssh: list[str], tmp_path: Path, made: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ln").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "bin" / "ln").chmod(0o755)
    web = tmp_path / "web"
    there = place(web, [*ssh, f"-oSetEnv=LC_TEST_PATH={tmp_path}/bin:{os.defpath}:/usr/bin"])
    with there.reached():
        a_copy_is_served(there, web, made)


def a_copy_is_served(there: RemotePlace, web: Path, made: Path) -> None:
    """Publish where no link can be made."""
    first = publish(made, there).name
    publish(site(made, "hai"), there)
    assert not (web / "current").is_symlink() and served(web) == files("hai")
    assert releases.roll_back(there, "") == first and served(web) == files("một")
    (web / "current").rename(web / ".vankho-current-old")  # as a run leaves it that was killed between two renames
    assert not publish(made, there).strangers and served(web) == files("hai")


def test_two_publishers_do_not_write_at_once(ssh: list[str], tmp_path: Path, made: Path) -> None:
    there, other = place(tmp_path / "web", ssh), place(tmp_path / "web", ssh)
    with there.alone(), pytest.raises(ConfigurationError, match="một lần phát hành khác"):
        publish(made, other)
    assert other.shelf().names == ()


def test_what_is_missing_there_is_named(ssh: list[str], tmp_path: Path, made: Path) -> None:
    (tmp_path / "bin").mkdir()
    for name in ("sh", "rsync", "sha256sum", "awk", "df", "cat"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    there = place(tmp_path / "web", [*ssh, f"-oSetEnv=LC_TEST_PATH={tmp_path}/bin"])
    with pytest.raises(ConfigurationError, match="máy đích thiếu lệnh flock, stat"):
        publish(made, there)
    assert not (tmp_path / "web").exists()


def test_what_is_something_else_is_left_alone(ssh: list[str], tmp_path: Path, made: Path) -> None:
    (tmp_path / "web" / "current").mkdir(parents=True)
    with pytest.raises(ConfigurationError, match="ở đích đã có «current» không do"):
        publish(made, place(tmp_path / "web", ssh))
    with pytest.raises(ConfigurationError, match="không tìm thấy"):
        publish(made, place(tmp_path / "unmounted" / "web", ssh))


def test_a_full_disk_there_is_told(ssh: list[str], small_disk: Path, made: Path) -> None:
    there = place(small_disk / "web", ssh)
    with there.reached():
        full(there, small_disk, made)


def full(there: RemotePlace, small_disk: Path, made: Path) -> None:
    """Publish to a disk till it is full, then to one that may only be read."""
    publish(made, there)
    site(made, "hai", **{"lon.bin": random.Random(1).randbytes(400_000)})
    with pytest.raises(ConfigurationError, match="ổ đĩa đã đầy"):
        publish(made, there)
    assert served(small_disk / "web") == files("một")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(ConfigurationError, match="ổ đĩa chỉ cho đọc"):
        publish(made, there)
    assert served(small_disk / "web") == files("một")


def test_a_connection_that_is_lost_leaves_the_old_or_the_new(ssh: list[str], tmp_path: Path, made: Path) -> None:
    web, lost, begun = tmp_path / "web", 0, time.monotonic()
    publish(made, place(web, ssh))
    lasts = time.monotonic() - begun
    site(made, "hai")
    for seconds in (0.01, 0.5 * lasts, 0.8 * lasts):
        cut = ["timeout", "--signal=KILL", str(seconds), *ssh]
        try:
            publish(made, place(web, cut))
        except ConfigurationError as told:
            assert "vẫn nguyên vẹn" in str(told) or "phát hành khác" in str(told)
            lost += 1
        assert served(web) in (files("một"), files("hai"))
    assert lost
    for _ in range(100):  # the shell there may still be at its last command
        try:
            publish(made, place(web, ssh))
            break
        except ConfigurationError as told:
            assert "phát hành khác" in str(told)
            time.sleep(0.1)
    assert served(web) == files("hai")
    assert {path.name for path in web.iterdir()} == {RELEASES, "current", ".vankho-lock"}
    assert {path.name[:16] for path in (web / RELEASES).iterdir()} == set(place(web, ssh).shelf().names)


@pytest.mark.parametrize("command", ["no-such-program", "false", "sh -c 'echo Permission denied >&2; exit 255'"])
def test_a_machine_that_is_not_reached_is_told(command: str, made: Path) -> None:
    with pytest.raises(ConfigurationError) as told:
        publish(made, RemotePlace("may", "/kho", shlex.split(command)))
    assert str(told.value).count("\n") == 0
    assert "Không chạy được «no-such-program»" in str(told.value) or "may: mất kết nối tới máy đích" in str(told.value)


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("web@may:/kho/cong", ("web@may", "/kho/cong")),
        ("may:kho", ("may", "./kho")),
        ("may:-rf", ("may", "./-rf")),
        ("may:~/kho/", ("may", "./kho")),
        ("may:~", ("may", "./.")),
        ("web@[fe80::1]:/kho", ("web@[fe80::1]", "/kho")),
        ("./a:b", Path("./a:b")),
        ("kho", Path("kho")),
        ("/a b/c:d", Path("/a b/c:d")),
    ],
)
def test_a_place_is_read_from_its_name(to: str, found: Path | tuple[str, str]) -> None:
    assert place_of(to) == found


@pytest.mark.parametrize(
    "to",
    [
        "",
        "-oProxyCommand=touch told:/kho",
        "-x",
        "may:",
        "may::kho",
        "ssh://may/kho",
        "rsync://may/kho",
        "a b:/kho",
        "$(touch told):/kho",
        "may;touch told:/kho",
        "web@-oProxyCommand=x:/kho",
        "-web@may:/kho",
        "may:/kho*",
        "may:/kho?",
        "may:/kho[1]",
        "may:~web/kho",
        "may:/a\\b",
        "may:/a\nb",
        "a\0b",
        "\x1b[2J",
    ],
)
def test_what_is_no_place_is_refused(to: str) -> None:
    with pytest.raises(ConfigurationError, match="--to"):
        place_of(to)

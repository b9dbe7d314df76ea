"""Releases on another machine: files go by rsync, everything else is done by a shell there, over ssh."""

from __future__ import annotations

import contextlib
import re
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import ConfigurationError
from generator.publish.releases.destination import CURRENT, HELD, LOCK, MARK, NEW, NEW_LINK, RELEASES, Base, Kept, Shelf
from generator.publish.releases.release import NAME, SUMS, Release
from generator.publish.releases.shell import Shell, missing, why
from generator.publish.writer import MANIFEST, TEMPORARY

_NEEDED = ("rsync", "flock", "sha256sum", "awk", "stat", "df")
_SUMS_OF_NEW = f"{RELEASES}/{NEW}{SUMS}"
_HALVES = f"{RELEASES}/{TEMPORARY}"
"""Where rsync writes a file before it moves it into its place."""
_FAILED = re.compile(r"(.+): FAILED(?: open or read)?")
_OTHER = 77
"""How a script says that something there is not ours."""
_REMEDY = "Trang đang phục vụ ở đích vẫn nguyên vẹn. Kiểm tra quyền ghi và dung lượng ổ đĩa ở đích, rồi chạy lại."
_OPTIONS = (
    "--recursive",
    "--perms",
    "--chmod=D755,F644",
    "--checksum",
    "--whole-file",  # differences to a file of another release are not always put together right
    "--protect-args",  # the path is read by no shell
    "--timeout=120",
    "--files-from=-",
    "--from0",
    "--out-format=%n",
)
_RSYNC_LOST = frozenset({10, 12, 30, 35, 255})

_TO_DISK = "sync -f . 2> /dev/null || sync"
"""Brings all of the disk that holds a folder to rest; where `sync` knows no single disks, all disks."""

# Each script runs in a shell of its own and stops at the first failure; `$root` is the place.
_LOOK = f"""cd -- "$root" 2>/dev/null || exit 0
if [ -e {MANIFEST} ]; then echo site; exit {_OTHER}; fi
if [ -L {CURRENT} ]; then printf 'current %s\\n' "$(readlink {CURRENT})"
elif [ -f {CURRENT}/{MARK} ]; then printf 'current {RELEASES}/%s\\n' "$(cat {CURRENT}/{MARK})"
elif [ -e {CURRENT} ]; then echo {CURRENT}; exit {_OTHER}; fi
if [ -e {RELEASES} ] && ! [ -e {LOCK} ]; then echo {RELEASES}; exit {_OTHER}; fi
for each in {RELEASES}/*{SUMS}; do
  if [ -f "$each" ]; then printf 'kept %s %s %s\\n' "$(stat -c %Y "$each")" "$(grep -c '' "$each")" "$each"; fi
done"""

_CLEAR = f"""cd -- "$root"
if ! [ -e {CURRENT} ] && ! [ -L {CURRENT} ] && [ -d .vankho-current-old ]; then mv .vankho-current-old {CURRENT}; fi
rm -rf {NEW_LINK} .vankho-current-new .vankho-current-old {RELEASES}/{NEW} {_SUMS_OF_NEW} {_HALVES}
for each in {RELEASES}/????????????????; do
  case "${{each##*/}}" in *[!0-9a-f]*) continue ;; esac
  if [ -d "$each" ] && ! [ -e "$each{SUMS}" ] && [ "$each" != "$served" ]; then rm -rf "$each"; fi
done"""

_CHECK = """cd -- "$folder"
sha256sum -c -- "$sums" 2>/dev/null | awk '/: OK$/ { right++; next } { print } END { print "right " right + 0 }'
rm -f -- "$sums" """

_FREE = """cd -- "$root"
df -Pk . | awk 'END { for (i = 2; i <= NF; i++) if ($i ~ /^[0-9]+%$/) { print $(i - 1); exit } }'"""
"""Kilobytes that are free; names of shares may have blanks, so the column is counted from the one in percent."""

_KEEP = f"""cd -- "$root"
if [ -d {RELEASES}/{NEW} ]; then mv {RELEASES}/{NEW} "{RELEASES}/$name"; fi
touch -d "@$time" {_SUMS_OF_NEW}
{_TO_DISK}
mv {_SUMS_OF_NEW} {RELEASES}/"$name"{SUMS}"""

_LINK = f"""cd -- "$root"
if [ -d {CURRENT} ] && ! [ -L {CURRENT} ]; then echo folder; exit 0; fi
if [ "$(readlink {CURRENT})" = "{RELEASES}/$name" ]; then exit 0; fi
rm -f {NEW_LINK}
if ln -s "{RELEASES}/$name" {NEW_LINK} 2>/dev/null; then mv -T {NEW_LINK} {CURRENT}; {_TO_DISK}; else echo folder; fi"""

_COPY_TO_CURRENT = f"""cd -- "$root"
rm -rf .vankho-current-new
cp -R "{RELEASES}/$name" .vankho-current-new
printf '%s\\n' "$name" > .vankho-current-new/{MARK}"""

_TAKE_PLACE = f"""cd -- "$root"
{_TO_DISK}
rm -rf .vankho-current-old
if [ -e {CURRENT} ]; then mv {CURRENT} .vankho-current-old; fi
mv .vankho-current-new {CURRENT} || {{ mv .vankho-current-old {CURRENT}; exit 1; }}
rm -rf .vankho-current-old"""


class RemotePlace:
    """A folder of another machine that has `rsync` and the usual tools of Linux."""

    def __init__(self, host: str, path: str, ssh: Sequence[str]) -> None:
        self._host, self._path, self._ssh = host, path, ssh
        self._open: Shell | None = None

    def __str__(self) -> str:
        return f"{self._host}:{self._path}"

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the place for one publisher, made where it lacked, cleared of what a killed run left."""
        with self.reached() as shell:
            self._check_programs(shell)
            served = self.shelf().current or ""
            self._do(f'if ! [ -d "$root" ]; then mkdir "$root"; fi\nmkdir -p "$root/{RELEASES}"\n: >> "$root/{LOCK}"')
            if shell.hold(f'exec 9>> "$root/{LOCK}" && flock -n 9')[0] != 0:
                raise ConfigurationError(f"{self}: {HELD}")
            try:
                self._do(f"served={RELEASES}/{shlex.quote(served)}\n{_CLEAR}")
                yield
            finally:
                with contextlib.suppress(ConfigurationError):  # with the connection the lock is gone, too
                    shell.hold("exec 9>&-")

    def shelf(self) -> Shelf:
        """Return what is kept there; asking changes nothing."""
        kept, current = [], None
        for line in self._do(_LOOK).splitlines():
            kind, *words = line.split()
            name = words[-1].removeprefix(f"{RELEASES}/").removesuffix(SUMS) if words else ""
            if kind == "kept" and NAME.fullmatch(name):
                kept.append(Kept(name, int(words[0]), int(words[1])))
            elif kind == "current":
                current = name if NAME.fullmatch(name) else None
        return Shelf(tuple(sorted(kept, key=lambda each: (-each.time, each.name))), current)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, None where it is not there."""
        quoted = shlex.quote(path)
        said = self._do(f'cd -- "$root"\nif [ -f {quoted} ]; then echo there; cat {quoted}; fi')
        there, _, text = said.partition("\n")
        # The shell's answer is cut from the lines about it: what these files end with is one line end.
        return f"{text}\n".encode() if there == "there" else None

    def has(self, folder: str) -> bool:
        """Tell whether a folder is there."""
        return self._do(f'if [ -d "$root"/{shlex.quote(folder)} ]; then echo there; fi') == "there"

    def fill(self, folder: str, site: Path, names: Sequence[str], base: Base | None) -> int:
        """Give a folder files of a site, each moved in whole; return how many were copied.

        What `base` has in common may be linked.
        """
        self._do(f'mkdir -p "$root"/{shlex.quote(folder)} "$root"/{_HALVES}')
        halves = self._do(f'(cd "$root"/{_HALVES} && pwd -P)')  # newer rsync refuses a place given by `..`
        coming = [name for name in names if not base or name not in base.same]
        self._check_room(sum((site / name).stat().st_size for name in coming))
        with self.reached() as shell:
            options = [*_OPTIONS, f"--temp-dir={halves}", f"--rsh={shlex.join(shell.command)}"]
            options += [f"--link-dest=../{base.name}"] if base else []
            target = f"{self._host}:{self._path}/{folder}/"
            copied = self._rsync(["rsync", *options, "--", f"{site}/", target], names)
            self._do(f'rm -rf "$root"/{_HALVES}')
        return sum(1 for line in copied.splitlines() if line and not line.endswith("/"))

    def bad(self, folder: str, release: Release) -> list[str]:
        """Read every file of a release in a folder back; return those that are not as they should be."""
        sums = "/".join([".."] * len(folder.split("/")) + [_SUMS_OF_NEW])
        self._do(self._sums(release))
        said = self._do(f'folder="$root"/{shlex.quote(folder)} sums={sums}\n{_CHECK}').splitlines()
        bad = [match[1] for line in said if (match := _FAILED.fullmatch(line))]
        right = int(said[-1].removeprefix("right "))
        if right + len(bad) != len(release.sums):
            raise ConfigurationError(f"{self}: sha256sum không so được các tệp ở đích. {_REMEDY}")
        return bad

    def keep(self, release: Release, time: int) -> None:
        """Give the new folder its name, where it has none yet, and put the sums beside it."""
        self._do(f"{self._sums(release)}\nname={release.name} time={time}\n{_KEEP}")

    def switch(self, release: Release) -> None:
        """Serve a release from now on, in one step."""
        if self._do(f"name={release.name}\n{_LINK}") != "folder":
            return
        if self.shelf().current == release.name and not self.bad(CURRENT, release):
            return
        self._do(f"name={release.name}\n{_COPY_TO_CURRENT}")
        if wrong := self.bad(".vankho-current-new", release):
            raise ConfigurationError(f"{self}: {len(wrong)} tệp ở đích không đúng như tệp gốc. {_REMEDY}")
        self._do(_TAKE_PLACE)

    def remove(self, name: str) -> None:
        """Remove a release and its sums: without them it is nothing but what a killed run left."""
        self._do(f'cd -- "$root"\nrm -f {RELEASES}/{name}{SUMS}\nrm -rf {RELEASES}/{name}')

    @contextlib.contextmanager
    def reached(self) -> Iterator[Shell]:
        """Hold the connection that is open, else one for this while."""
        if self._open is not None:
            yield self._open
            return
        shell = Shell(self._host, self._ssh)
        try:
            shell.hold(f"umask 022; LC_ALL=C; export LC_ALL; root={shlex.quote(self._path)}")
            self._open = shell
            yield shell
        finally:
            self._open = None
            shell.close()

    def _check_programs(self, shell: Shell) -> None:
        script = f"for each in {' '.join(_NEEDED)}; do command -v $each > /dev/null || echo $each; done"
        if lacking := shell.run(script)[1].split():
            raise ConfigurationError(f"{self}: máy đích thiếu lệnh {', '.join(lacking)}. Cài rồi chạy lại.")

    def _check_room(self, needed: int) -> None:
        """Refuse before a byte goes what the disk there cannot hold: rsync does not always say so."""
        free = self._do(_FREE)
        if free.isdecimal() and int(free) * 1024 < needed:
            room = f"cần {needed / 1e6:.1f} MB, còn {int(free) * 1024 / 1e6:.1f} MB"
            raise ConfigurationError(f"{self}: không ghi được ở đích (ổ đĩa đã đầy: {room}). {_REMEDY}")

    def _do(self, script: str) -> str:
        with self.reached() as shell:
            code, said = shell.run(f"set -e\n{script}")
        if code == _OTHER:
            raise ConfigurationError(
                f"{self}: ở đích đã có «{said.splitlines()[-1]}» không do lệnh này tạo ra. Chọn nơi nhận khác."
            )
        if code:
            raise ConfigurationError(f"{self}: không ghi được ở đích{why(said)}. {_REMEDY}")
        return said

    def _sums(self, release: Release) -> str:
        """A script that lays the sums of a release where new ones lie."""
        return f"cat > \"$root/{_SUMS_OF_NEW}\" <<'end of sums'\n{release.manifest.decode()}end of sums"

    def _rsync(self, command: Sequence[str], names: Sequence[str]) -> str:
        try:
            done = subprocess.run(
                command, input="\0".join(f"./{name}" for name in names).encode(), capture_output=True, check=False
            )
        except OSError as problem:
            raise missing("rsync", problem) from None
        said = done.stderr.decode(errors="replace")
        if done.returncode in _RSYNC_LOST and "No space" not in said:
            raise ConfigurationError(f"{self}: mất kết nối trong lúc chép{why(said)}. {_REMEDY}")
        if done.returncode:
            told = why(said) or f" (rsync báo mã {done.returncode})"
            raise ConfigurationError(f"{self}: không chép được sang đích{told}. {_REMEDY}")
        return done.stdout.decode(errors="replace")

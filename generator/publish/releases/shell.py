"""A shell on another machine, over ssh: one connection, which ends when we do, whatever ends us."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Sequence

from generator.errors import ConfigurationError, reason

_PATIENCE = ("-oConnectTimeout=20", "-oServerAliveInterval=15", "-oServerAliveCountMax=4")
"""A machine that says nothing for a minute is gone."""
_NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENOTDIR, errno.ENOENT)
_LOST = "Trang đang phục vụ ở đích vẫn nguyên vẹn. Kiểm tra tên máy, mạng và khóa ssh (thử `ssh {host}`), rồi chạy lại."


class Shell:
    """A `sh` of another machine that runs one script after the other.

    Scripts come to it through its standard input, so no other shell there reads a word of them.
    """

    def __init__(self, host: str, ssh: Sequence[str]) -> None:
        self.host, self.command = host, (*ssh, *_PATIENCE)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the shell)
        self._process = self._start()

    def run(self, script: str) -> tuple[int, str]:
        """Run a script in a shell of its own; return its exit code and all that it said."""
        return self._run(f"( {script}\n)")

    def hold(self, script: str) -> tuple[int, str]:
        """Run a script whose open files stay open as long as this shell lives."""
        return self._run(f"{{ {script}\n}}")

    def close(self) -> None:
        """End the shell."""
        with contextlib.suppress(OSError):
            self._input.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()
        self._said.close()

    def _start(self) -> subprocess.Popen[bytes]:
        # A name in brackets is an address for rsync; ssh takes it bare.
        target = self.host.replace("[", "").replace("]", "")
        try:
            process = subprocess.Popen(
                [*self.command, target, "exec sh -s"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
            )
        except OSError as problem:
            self._said.close()
            raise missing(self.command[0], problem) from None
        assert process.stdin is not None and process.stdout is not None
        self._input, self._output = process.stdin, process.stdout
        return process

    def _run(self, script: str) -> tuple[int, str]:
        mark = secrets.token_hex(16)
        try:
            self._input.write(f"{script} </dev/null 2>&1; printf '\\n%s %s\\n' {mark} $?\n".encode())
            self._input.flush()
        except OSError:
            raise self._lost() from None
        lines = list(self._until(f"{mark} "))
        return int(lines[-1].split()[1]), "\n".join(lines[:-1]).strip("\n")

    def _until(self, mark: str) -> Iterator[str]:
        for line in self._output:
            text = line.decode(errors="replace").rstrip("\n")
            yield text
            if text.startswith(mark):
                return
        raise self._lost()

    def _lost(self) -> ConfigurationError:
        self._process.wait()
        self._said.seek(0)
        said = last_line(self._said.read().decode(errors="replace"))
        return ConfigurationError(f"{self.host}: mất kết nối tới máy đích{said}. {_LOST.format(host=self.host)}")


def missing(command: str, problem: OSError) -> ConfigurationError:
    """Return the complaint that a program of this machine did not start."""
    return ConfigurationError(f"Không chạy được «{command}» ({reason(problem)}). Cài gói rsync và openssh-client.")


def last_line(said: str) -> str:
    """Return the last line that a program said, in brackets after a blank; nothing where it was silent."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return f" ({lines[-1][:200]})" if lines else ""


def why(said: str) -> str:
    """Return why a program failed, in Vietnamese where the system's own words tell: `ổ đĩa đã đầy`."""
    for number in _NUMBERS:
        if os.strerror(number).lower() in said.lower():
            return f" ({reason(OSError(number, ''))})"
    return last_line(said)

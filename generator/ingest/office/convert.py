"""Old Word files (`.doc`) and RTF.

Converted to DOCX by LibreOffice, many in one run, and read as such.

What a file holds runs no macro and reaches neither the network nor other files; its name is never shown to the
program. Converted files are kept in the cache.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path

from generator.ingest.contract import MB, USUAL, Refused, Tools
from generator.ingest.office import docx, package, rtf_words, settled
from generator.model import Diagnostic, DiagnosticCode, SourceText
from generator.model.frozen import replace
from generator.vocab.secrecy import hinted

if sys.platform != "win32":
    import resource

PROGRAMS = ("soffice", "libreoffice")
PACKAGE = "libreoffice-writer"
BATCH = 50
"""Files that one run converts."""
MORE_SECONDS = 10
"""Time for each further file of a run; a file that hangs is found out alone, within the limit for one file."""
MEMORY_MB, OUTPUT_MB = 4000, 1000
"""What one run may take and write."""
HOW = {".doc": "Word cũ (DOC), chuyển đổi bằng LibreOffice", ".rtf": "RTF, chuyển đổi bằng LibreOffice"}
_VERSION = "2"
"""Of how this module has files converted: a new one lets the cache forget."""
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_OFFICE = "org.openoffice.Office"
_SETTINGS = (
    (f"{_OFFICE}.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_OFFICE}.Common/Save/Graphic", "AddReplacementImages", "false"),
    (f"{_OFFICE}.Writer/Content/Update", "Link", "2"),
    (f"{_OFFICE}.Java/VirtualMachine", "Enable", "false"),
    # A proxy at which nobody listens: whatever asks for the network gets nothing.
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    *(("org.openoffice.Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(("org.openoffice.Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)
"""Settings of the program's own profile: path, name, value."""


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of a `.doc` or `.rtf` file.

    A Diagnostic where it cannot be read or the program is missing.
    """
    return read_converted(data, name, convert({name: data}, tools)[name], tools)


def read_converted(
    data: bytes, name: str, converted: bytes | Diagnostic, tools: Tools = USUAL
) -> SourceText | Diagnostic:
    """Return the text of a file from what `convert` made of it."""
    if isinstance(converted, Diagnostic):
        return converted
    outcome = docx.read(converted, name, tools)
    if isinstance(outcome, Diagnostic):
        return outcome
    suffix = _suffix(data)
    digest = hashlib.sha256(data).hexdigest()
    unknown = settled.emptied(converted, tools.limits)
    apart = (f"ô tự điền (ngày, giờ, tên tệp): {unknown} ô",) if unknown else ()
    extraction = replace(outcome.extraction, how=HOW[suffix], apart=(*outcome.extraction.apart, *apart))
    said = hinted(rtf_words.said(data)) if suffix == ".rtf" else ()
    return replace(outcome, digest=digest, format=suffix[1:], extraction=extraction, hints=(*outcome.hints, *said))


def convert(files: Mapping[str, bytes], tools: Tools = USUAL) -> dict[str, bytes | Diagnostic]:
    """Return each file as DOCX, by name, or why that cannot be.

    What the cache lacks goes in as few runs as can be.
    """
    made: dict[str, bytes | Diagnostic] = {}
    for name, data in files.items():
        refusal = _refusal(data, name)
        if refusal is not None:
            made[name] = refusal
    wanted = {name: data for name, data in files.items() if name not in made}
    program = find_program()
    if program is None:
        return {name: made.get(name) or _missing(name) for name in files}
    version = program_version(program) if wanted else ""
    keys = {name: f"{hashlib.sha256(data).hexdigest()} docx {_VERSION} {version}" for name, data in wanted.items()}
    for name, key in keys.items():
        kept = tools.cache.get(key)
        if kept is not None:
            made[name] = kept
    new = _converted({name: data for name, data in wanted.items() if name not in made}, program, tools)
    for name, converted in new.items():
        if isinstance(converted, bytes):
            tools.cache.put(keys[name], converted)
    return {name: made[name] if name in made else new[name] for name in files}


def find_program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next((path for path in map(shutil.which, PROGRAMS) if path), None)


@cache
def program_version(program: str) -> str:
    """Return what the program says of its version, empty where it says nothing."""
    try:
        ran = subprocess.run([program, "--version"], capture_output=True, timeout=30, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout.decode("utf-8", "replace").strip()


# --- what is not converted ---------------------------------------------------------------------------------------


def _suffix(data: bytes) -> str:
    return ".rtf" if data.startswith(b"{\\rtf") else ".doc"


def _refusal(data: bytes, name: str) -> Diagnostic | None:
    refusal = _refused(data)
    return Diagnostic(refusal.code, str(refusal), name, 1) if refusal else None


def _refused(data: bytes) -> Refused | None:
    if data.startswith(b"{\\rtf"):
        return None
    if not data.startswith(package.OLE):
        return package.not_a(".doc", data)
    if package.ENCRYPTED in data or _asks_password(data):
        return package.locked()
    if _WORD_STREAM not in data:
        return Refused(
            DiagnosticCode.WRONG_SUFFIX, "Tệp Office kiểu cũ này không phải văn bản Word. Kiểm tra lại tệp và đuôi tệp."
        )
    return None


def _asks_password(data: bytes) -> bool:
    """The head of a Word document (FIB), mostly in the first sector, tells whether it is encrypted."""
    return data[512:514] == b"\xec\xa5" and len(data) > 523 and bool(data[523] & 1)


def _missing(name: str) -> Diagnostic:
    message = (
        f"Chưa đọc: cần LibreOffice mà máy này không có. Cài gói {PACKAGE} (sudo apt install {PACKAGE}) rồi dựng lại, "
        "hoặc lưu tệp thành .docx. Các tệp khác vẫn được dựng."
    )
    return Diagnostic(DiagnosticCode.MISSING_PROGRAM, message, name, 1)


def _failed(name: str, tools: Tools, hung: bool) -> Diagnostic:
    why = f"quá {tools.limits.seconds} giây (`limits: seconds` trong portal.yml)" if hung else "tệp hỏng"
    message = f"LibreOffice không chuyển đổi được: {why}. Mở tệp bằng Word rồi lưu thành .docx."
    return Diagnostic(DiagnosticCode.UNREADABLE, message, name, 1)


# --- runs of the program -----------------------------------------------------------------------------------------


def _converted(files: Mapping[str, bytes], program: str, tools: Tools) -> dict[str, bytes | Diagnostic]:
    """Convert in batches; what a batch does not yield is tried alone."""
    made: dict[str, bytes | Diagnostic] = {}
    for names in _batches(sorted(files)):
        done, hung = _run([files[name] for name in names], program, tools)
        for name, converted in zip(names, done, strict=True):
            if converted is None and len(names) > 1:
                (converted,), hung = _run([files[name]], program, tools)
            made[name] = converted if converted is not None else _failed(name, tools, hung)
    return made


def _batches(names: Sequence[str]) -> Iterator[list[str]]:
    waiting = iter(names)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _run(files: Sequence[bytes], program: str, tools: Tools) -> tuple[list[bytes | None], bool]:
    """What one run makes of the files, None for those that it does not convert.

    And whether it had to be stopped.
    """
    with tempfile.TemporaryDirectory(prefix="vankho-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        for part in ("profile/user", "in", "out"):
            (home / part).mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_profile(), "utf-8")
        names = [f"{at:04d}" for at in range(1, len(files) + 1)]
        inputs = [home / "in" / (name + _suffix(data)) for name, data in zip(names, files, strict=True)]
        for path, data in zip(inputs, files, strict=True):
            path.write_bytes(data)
        hung = _stopped(_command(program, home, inputs), home, tools.limits.seconds + MORE_SECONDS * (len(files) - 1))
        return [_output(home / "out" / f"{name}.docx", tools) for name in names], hung


def _output(path: Path, tools: Tools) -> bytes | None:
    """A converted file, settled; one that is cut short or too large counts as none."""
    if not path.is_file() or path.is_symlink() or path.stat().st_size > tools.limits.file_mb * MB:
        return None
    data = path.read_bytes()
    # The directory of a packed file is its end: it stands only in one that was written whole.
    if not data.startswith(b"PK") or b"PK\x05\x06" not in data[-70_000:]:
        return None
    try:
        return settled.settled(data, tools.limits)
    except Refused:
        return data  # what is wrong with it is told when it is read


def _command(program: str, home: Path, inputs: Sequence[Path]) -> list[str]:
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    quiet = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
    return [
        program,
        profile,
        *quiet,
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(home / "out"),
        *map(str, inputs),
    ]


def _stopped(command: Sequence[str], home: Path, seconds: float) -> bool:
    """Run a command to its end, or stop it and all that it started; return whether it had to be stopped."""
    surroundings = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "TMPDIR": str(home)}
    surroundings |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            cwd=home,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        _limit(running.pid)
        running.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        return True
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the program and what it left running: it works in a group of its own."""
    if sys.platform == "win32":
        running.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _limit(process: int) -> None:
    """Bound the memory and the files of a run, where the system can."""
    if sys.platform == "linux":
        for what, most in (
            (resource.RLIMIT_AS, MEMORY_MB),
            (resource.RLIMIT_FSIZE, OUTPUT_MB),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(OSError, ValueError):
                resource.prlimit(process, what, (most * MB, most * MB))


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    spaces = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items {spaces}>{items}</oor:items>'

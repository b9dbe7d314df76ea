"""What outlives a build: the slug lock, so that the address of a page never changes.

`slugs.json` in the state folder maps the identity of each document and entity that ever had a page to its id. People
may edit it, so it bears no checksum; a copy in the build folder bears one, and stands in where the file is damaged.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from generator.disk import plain_bytes
from generator.errors import ConfigurationError, reason
from generator.model.frozen import Frozen
from generator.publish import whole
from generator.publish.kept.cache import seal, sealed
from generator.publish.writer import make_folder, refusals, write_file, write_own_file

SLUGS = "slugs.json"
COPY = "slugs.copy"
GUARDS = "guards.list"
PAPERS = "papers.json"
LARGEST = 1_000_000_000
"""Bytes of a file of the state; a million papers take some hundreds of millions."""
MOST_GONE = 0.1
"""Share of the papers of the last build that may be gone at once: more is more often a share that is not mounted."""
FEW = 3
"""Papers that can be read no more, of which each is told and the build goes on: one bad file harms itself alone."""
LOCK = ".vankho-lock"
PRIVATE = 0o700
"""Mode of the build folder: what it holds of papers was not yet judged when it was read."""
_BUILDING = "một lần dựng khác đang chạy trong thư mục này. Chờ xong rồi chạy lại."
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?")


class _Damaged(ConfigurationError):
    """The file of remembered addresses cannot be made out (tệp nhớ địa chỉ bị hỏng)."""


def read_slugs(folder: Path, build_dir: Path | None = None) -> dict[str, str]:
    """Return the remembered ids, identity → id; none where nothing was built yet.

    Those of a damaged file come from its copy in the build folder.
    """
    try:
        return _read_slugs(folder / SLUGS)
    except _Damaged:
        copy = _read_copy(build_dir / COPY) if build_dir else None
        if copy is None:
            raise
        return copy


def _read_copy(path: Path) -> dict[str, str] | None:
    try:
        kept = sealed(SLUGS, path.read_bytes())
    except OSError:
        return None
    return None if kept is None else msgspec.json.decode(kept, type=dict[str, str])


def _read_slugs(path: Path) -> dict[str, str]:
    try:
        slugs = msgspec.json.decode(plain_bytes(path, LARGEST), type=dict[str, str])
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise ConfigurationError(f"{path}: không đọc được ({reason(problem)}). Kiểm tra quyền đọc.") from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _damaged(path, "không còn là JSON đúng cách") from None
    for slug in slugs.values():
        if not _ID.fullmatch(slug):
            raise _damaged(path, f"có địa chỉ không hợp lệ «{slug[:60]}»")
    return slugs


def write_slugs(
    folder: Path,
    identities: Iterable[tuple[str, str]],
    refused: Iterable[str] = (),
    forgotten: Callable[[str], bool] = lambda identity: False,
    build_dir: Path | None = None,
) -> bool:
    """Remember ids besides those of former builds, sorted; return whether anything was new.

    Of papers that are `refused` (paths) and had a page once, page and number are forgotten; so is each identity that
    must be, of former builds too.
    """
    before = read_slugs(folder, build_dir)
    known = {**_without(before, refused), **dict(identities)}
    slugs = {identity: slug for identity, slug in known.items() if not forgotten(identity)}
    if not slugs and not before:
        return False
    written = (json.dumps(slugs, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    if build_dir:
        write_own_file(build_dir / COPY, seal(SLUGS, written), lasting=True)
    return write_file(folder / SLUGS, written, lasting=True)


def _without(slugs: Mapping[str, str], refused: Iterable[str]) -> dict[str, str]:
    pages = {slugs.get(f"document:{path}") for path in refused} - {None}
    papers = [key.removeprefix("paper:") for key, page in slugs.items() if page in pages and key.startswith("paper:")]
    numbers = {f"decision:{paper.rpartition('|')[0]}" for paper in papers}  # a paper is its number and its day
    return {key: page for key, page in slugs.items() if page not in pages and key not in numbers}


def check_gone(
    build_dir: Path, present: Mapping[str, str], seen: Collection[str], unread: Collection[str] = ()
) -> None:
    """Raise ConfigurationError where too many papers of the last build are gone (văn bản bị gỡ hàng loạt).

    `present` are the digests of the papers that were read, by path; `seen` are the paths of all files that are there,
    read or not. A paper that was moved is not gone. Those that are there and can be read no more (`unread`: a share
    that gives empty files, a program that was removed) are gone with the others where they are more than a few.
    """
    before, now = read_papers(build_dir), frozenset(present.values())
    gone = [path for path, digest in sorted(before.items()) if path not in seen and digest not in now]
    lost = [path for path, digest in sorted(before.items()) if path in unread and digest not in now]
    lost = lost if len(lost) > FEW else []
    if len(gone) + len(lost) > MOST_GONE * len(before):
        how = "không còn trong thư mục hoặc không còn đọc được" if lost else "không còn trong thư mục"
        shown = "".join(f"\n  {path}" for path in (*gone, *lost)[:5])
        raise ConfigurationError(
            f"{len(gone) + len(lost)} trong {len(before)} văn bản của lần dựng trước {how}; trang đang có "
            "được giữ nguyên. Kiểm tra ổ đĩa, thư mục mạng; nếu đúng là đã gỡ, chạy lại với `--accept-removals`."
            f"{shown}"
        )


def check_guards(build_dir: Path, there: Collection[str]) -> None:
    """Raise ConfigurationError where a file is gone that the last build had and that keeps things inside.

    Without `portal.yml` a portal is public; without a list of names to suppress they are published.
    """
    if gone := sorted(_guards(build_dir) - set(there)):
        raise ConfigurationError(
            f"{gone[0]}: có ở lần dựng trước, nay không còn; trang đang có được giữ nguyên. Kiểm tra ổ đĩa, thư mục "
            "mạng; nếu đúng là đã bỏ tệp này, chạy lại với `--accept-removals`."
        )


def write_guards(build_dir: Path, there: Collection[str]) -> None:
    """Remember which of these files a build had."""
    write_own_file(build_dir / GUARDS, seal(GUARDS, "\n".join(sorted(there)).encode()))


def _guards(build_dir: Path) -> set[str]:
    try:
        kept = sealed(GUARDS, (build_dir / GUARDS).read_bytes())
    except OSError:
        return set()
    return set(kept.decode().split("\n")) - {""} if kept else set()


def write_papers(build_dir: Path, published: Mapping[str, str]) -> None:
    """Remember which papers a build published, path → digest: nothing of a paper that stays inside."""
    listed = _Papers(_checksum(published), dict(sorted(published.items())))
    write_own_file(build_dir / PAPERS, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n", lasting=True)


def read_papers(build_dir: Path) -> dict[str, str]:
    """Return what the last build published; a list that is not there or damaged says nothing."""
    try:
        listed = msgspec.json.decode((build_dir / PAPERS).read_bytes(), type=_Papers)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return listed.papers if listed.checksum == _checksum(listed.papers) else {}


class _Papers(Frozen):
    checksum: str
    papers: dict[str, str]


def _checksum(papers: Mapping[str, str]) -> str:
    return hashlib.sha256(msgspec.json.encode(sorted(papers.items()))).hexdigest()


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the build folder for one build.

    A second one at the same time is refused, and so is a stranger's folder.
    """
    with refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not ((folder / LOCK).exists() or (folder / PAPERS).exists()):
            raise ConfigurationError(
                f"{folder}: thư mục dựng đã có tệp khác bên trong. Chọn --build-dir là thư mục trống hoặc chưa có."
            )
        folder.chmod(PRIVATE)
        lock = (folder / LOCK).open("ab")
    with lock:
        take(lock.fileno(), f"{folder}: {_BUILDING}")
        yield


@contextlib.contextmanager
def alone_in(site: Path) -> Iterator[None]:
    """Hold the site's folder while it is written: two builds of one site would mix their files."""
    with refusals(site):
        whole.restore(site)
        make_folder(site)
        lock = (site / LOCK).open("ab")
    with lock:
        take(lock.fileno(), f"{site}: {_BUILDING}")
        yield


@contextlib.contextmanager
def unchanged(site: Path) -> Iterator[None]:
    """Hold a site while it is read, so that no build changes it meanwhile; others may read it, too."""
    try:
        lock = (site / LOCK).open("rb")
    except FileNotFoundError:  # Its folder was copied without the lock: no build works there.
        yield
        return
    except OSError as problem:
        raise ConfigurationError(f"{site / LOCK}: không đọc được ({reason(problem)}). Kiểm tra quyền đọc.") from None
    with lock:
        take(lock.fileno(), f"{site}: {_BUILDING}", shared=True)
        yield


def take(lock: int, held: str, *, shared: bool = False) -> None:
    """Take the lock of an open file; `held` is said where someone else has it."""
    try:
        import fcntl
    except ImportError:  # No such lock on this system: two runs at once are then the user's own care.
        return
    try:
        fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ConfigurationError(held) from None


def _damaged(path: Path, how: str) -> _Damaged:
    return _Damaged(
        f"{path}: tệp nhớ địa chỉ trang bị hỏng ({how}). Khôi phục tệp từ bản sao lưu; "
        "nếu không có, xóa tệp rồi dựng lại: địa chỉ một số trang có thể thay đổi."
    )

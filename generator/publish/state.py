"""What outlives a build: the slug lock, so that the address of a page never changes.

`slugs.json` in the state folder maps the identity of each document and entity that ever had a page to its id.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.errors import ConfigurationError, reason
from generator.publish import whole
from generator.publish.writer import make_folder, refusals, write_file

SLUGS = "slugs.json"
PAPERS = "papers.json"
MOST_GONE = 0.1
"""Share of the papers of the last build that may be gone at once: more is more often a share that is not mounted."""
LOCK = ".vankho-lock"
PRIVATE = 0o700
"""Mode of the build folder: what it holds of papers was not yet judged when it was read."""
_BUILDING = "một lần dựng khác đang chạy trong thư mục này. Chờ xong rồi chạy lại."
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?")


def read_slugs(folder: Path) -> dict[str, str]:
    """Return the remembered ids, identity → id; none where nothing was built yet."""
    path = folder / SLUGS
    try:
        slugs = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
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
) -> bool:
    """Remember ids besides those of former builds, sorted; return whether anything was new.

    Of papers that are `refused` (paths) and had a page once, page and number are forgotten; so is each identity that
    must be, of former builds too.
    """
    before = read_slugs(folder)
    known = {**_without(before, refused), **dict(identities)}
    slugs = {identity: slug for identity, slug in known.items() if not forgotten(identity)}
    written = json.dumps(slugs, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return write_file(folder / SLUGS, written.encode(), lasting=True) if slugs or before else False


def _without(slugs: Mapping[str, str], refused: Iterable[str]) -> dict[str, str]:
    pages = {slugs.get(f"document:{path}") for path in refused} - {None}
    papers = [key.removeprefix("paper:") for key, page in slugs.items() if page in pages and key.startswith("paper:")]
    numbers = {f"decision:{paper.rpartition('|')[0]}" for paper in papers}  # a paper is its number and its day
    return {key: page for key, page in slugs.items() if page not in pages and key not in numbers}


def check_gone(build_dir: Path, present: Mapping[str, str], seen: Collection[str]) -> None:
    """Raise ConfigurationError where too many papers of the last build are gone (văn bản bị gỡ hàng loạt).

    `present` are the digests of the papers that were read, by path; `seen` are the paths of all files that are there,
    read or not. A paper that was moved is not gone.
    """
    before, now = read_papers(build_dir), frozenset(present.values())
    gone = sorted(path for path, digest in before.items() if path not in seen and digest not in now)
    if len(gone) > MOST_GONE * len(before):
        shown = "".join(f"\n  {path}" for path in gone[:5])
        raise ConfigurationError(
            f"{len(gone)} trong {len(before)} văn bản của lần dựng trước không còn trong thư mục; trang đang có "
            "được giữ nguyên. Kiểm tra ổ đĩa, thư mục mạng; nếu đúng là đã gỡ, chạy lại với `--accept-removals`."
            f"{shown}"
        )


def write_papers(build_dir: Path, published: Mapping[str, str]) -> None:
    """Remember which papers a build published, path → digest: nothing of a paper that stays inside."""
    listed = _Papers(_checksum(published), dict(sorted(published.items())))
    write_file(build_dir / PAPERS, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n", lasting=True)


def read_papers(build_dir: Path) -> dict[str, str]:
    """Return what the last build published; a list that is not there or damaged says nothing."""
    try:
        listed = msgspec.json.decode((build_dir / PAPERS).read_bytes(), type=_Papers)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return listed.papers if listed.checksum == _checksum(listed.papers) else {}


@dataclass(frozen=True, slots=True)
class _Papers:
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
        folder.chmod(PRIVATE)
        if any(folder.iterdir()) and not (folder / LOCK).exists():
            raise ConfigurationError(
                f"{folder}: thư mục dựng đã có tệp khác bên trong. Chọn --build-dir là thư mục trống hoặc chưa có."
            )
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


def _damaged(path: Path, how: str) -> ConfigurationError:
    return ConfigurationError(
        f"{path}: tệp nhớ địa chỉ trang bị hỏng ({how}). Khôi phục tệp từ bản sao lưu; "
        "nếu không có, xóa tệp rồi dựng lại: địa chỉ một số trang có thể thay đổi."
    )

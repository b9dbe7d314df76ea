"""What a site must be before it is published: whole, ours, no dead link, nothing from elsewhere."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from generator.errors import ConfigurationError, reason
from generator.publish.kept import state
from generator.publish.releases.links import judged
from generator.publish.releases.release import Release, release_of
from generator.publish.writer import MANIFEST, TEMPORARY, check_path, listed

FRONT = "index.html"
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_INSIDE = re.compile(r'<meta name="robots" content="noindex"')
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page of a portal tells of it."""

    title: str
    inside: bool
    """It was built with `audience: intranet`: search engines are kept off."""
    base_url: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A site that may be published."""

    root: Path
    release: Release
    front: Front
    strangers: tuple[str, ...]
    """Files that others put into its folder: they are told, and not published."""


@contextlib.contextmanager
def checked(site: Path) -> Iterator[Checked]:
    """Hold a site that may be published; one that may not raises ConfigurationError with what is wrong."""
    if not (site / FRONT).is_file():
        raise ConfigurationError(f"{site}: chưa có trang nào ở đây. Chạy `vankho build` trước.")
    root = Path(os.path.realpath(site))
    with state.unchanged(root):
        yield _checked(root)


_REBUILD = "Dựng lại bằng `vankho build` rồi phát hành."


def _checked(site: Path) -> Checked:
    own = _own(site)
    front = front_of((site / FRONT).read_bytes())
    try:
        wrong = judged(site, own, urlsplit(front.base_url).path or "/")
        release = release_of(site, own)
    except OSError as problem:
        raise ConfigurationError(f"{problem.filename or site}: không đọc được ({reason(problem)}).") from None
    if wrong:
        raise _refused(site, "liên kết hỏng hoặc địa chỉ tải từ nơi khác", wrong)
    return Checked(site, release, front, _strangers(site, frozenset(own)))


def _own(site: Path) -> list[str]:
    """The site's own files, which must all be there."""
    own = listed(site)
    if FRONT not in own:
        raise ConfigurationError(
            f"{site}: không phải trang do vankho dựng (không có danh sách {MANIFEST}). Chọn thư mục mà `vankho build` "
            "đã ghi."
        )
    if TEMPORARY in own:
        raise ConfigurationError(f"{site}: lần dựng trước bị ngắt giữa chừng, trang chưa trọn. {_REBUILD}")
    for name in sorted(own):
        check_path(site, name)
    lost = [name for name in sorted(own) if not _is_file(site / name)]
    if lost:
        raise _refused(site, "tệp có trong danh sách nhưng không có trong thư mục", lost)
    return sorted(own)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _strangers(site: Path, own: frozenset[str]) -> tuple[str, ...]:
    known = own | {MANIFEST, TEMPORARY, state.LOCK}
    found = (Path(folder, name).relative_to(site) for folder, _, names in os.walk(site) for name in names)
    return tuple(sorted(each.as_posix() for each in found if each.as_posix() not in known))


def _refused(site: Path, what: str, wrong: Sequence[str]) -> ConfigurationError:
    shown = "".join(f"\n  {each}" for each in wrong[:_SHOWN])
    return ConfigurationError(f"{site}: chưa phát hành, vì có {len(wrong)} {what}. {_REBUILD}{shown}")


def front_of(page: bytes) -> Front:
    """Return what the first page of a portal tells of it."""
    text = page.decode(errors="replace")
    title, canonical = _TITLE.search(text), _CANONICAL.search(text)
    address = unescape(canonical[1]) if canonical else ""
    return Front(
        " ".join(unescape(title[1]).split()) if title else "",
        bool(_INSIDE.search(text)),
        address.removesuffix(FRONT),
    )


def check_same_portal(before: Front, now: Front) -> None:
    """Raise ConfigurationError where a place that serves one portal would get another."""
    if now.inside and not before.inside:
        raise ConfigurationError(
            "Đích đang phục vụ cổng công khai, còn trang này dựng cho mạng nội bộ (audience: intranet), nên chưa phát "
            f"hành. {_SURE}"
        )
    if now.base_url != before.base_url:
        raise ConfigurationError(
            f"Đích đang phục vụ cổng có địa chỉ «{before.base_url or 'không ghi'}», còn trang này dựng cho "
            f"«{now.base_url or 'không ghi'}» (base_url), nên chưa phát hành. {_SURE}"
        )


_SURE = "Kiểm tra --site và --to; nếu đúng ý, chạy lại với `--accept-change`."

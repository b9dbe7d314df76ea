"""A portal in one ZIP, for a USB stick: unpacked, it opens with a double click."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from generator.errors import ConfigurationError
from generator.publish.releases.checks import FRONT, Checked, checked
from generator.publish.writer import FILE_MODE, make_folder, refusals

START = "Mở cổng tra cứu.html"
"""What a reader clicks; the site lies in the folder beside it."""
SITE = "site"
TEMPORARY = ".vankho-pack-tmp"
LONG = 180
"""Characters of a path that Windows still unpacks below a folder with a long name of its own (260 in all)."""
_PACKED_ALREADY = frozenset({".pdf", ".docx", ".xlsx", ".odt", ".ods", ".zip", ".png", ".jpg", ".jpeg", ".webp", ".gz"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_PICTURE = "assets/favicon.svg"
_START = """\
<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>{title}</title>
<h1>{title}</h1>
<p><a href="{site}/{front}">Mở cổng tra cứu</a></p>
<p>Nếu không mở được: cần giải nén cả tệp ZIP trước (bấm chuột phải vào tệp ZIP, chọn «Giải nén tất cả» hay
«Extract All»), rồi mở lại tệp này trong thư mục vừa giải nén.</p>
<img src="{site}/{picture}" alt="" width="1" height="1" onload="location.replace('{site}/{front}')">
<noscript><meta http-equiv="refresh" content="0; url={site}/{front}"></noscript>
</html>
"""
"""It goes on by itself only where the site is there: opened inside the ZIP, it says what to do."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed: files, size and SHA-256 of the ZIP, paths that Windows may find too long."""

    files: int
    size: int
    sum: str
    long: tuple[str, ...]
    strangers: tuple[str, ...]


def pack(site: Path, out: Path) -> Packed:
    """Write a site into a ZIP file: the same site gives the same bytes.

    It is read back before it takes its place.
    """
    _check_out(site, out)
    with checked(site) as ready, refusals(out):
        folder = folder_name(ready.front.title)
        places = {name: f"{folder}/{SITE}/{name}" for name in sorted(ready.release.sums)}
        _check_names([f"{folder}/{START}", *places.values()], site)
        make_folder(out.absolute().parent)
        temporary = out.absolute().with_name(TEMPORARY)
        try:
            _write(ready, temporary, f"{folder}/{START}", places)
            _check_written(ready, temporary, places)
            total = _digest(temporary)
            os.replace(temporary, out)
        finally:
            temporary.unlink(missing_ok=True)
        long = tuple(place for place in places.values() if len(place) > LONG)
        return Packed(len(places), out.stat().st_size, total, long, ready.strangers)


def folder_name(title: str) -> str:
    """Return the name of the folder that holds everything: the portal's, as Windows takes it."""
    plain = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", title)).split())[:60].strip(" .")
    return plain if plain and not _DEVICES.fullmatch(plain) else "Cổng tra cứu"


def _check_out(site: Path, out: Path) -> None:
    if out.suffix.lower() != ".zip" or out.is_dir():
        raise ConfigurationError(f"--out {out}: cần tên một tệp .zip, ví dụ kho.zip.")
    if Path(os.path.realpath(out)).is_relative_to(os.path.realpath(site)):
        raise ConfigurationError(f"--out {out}: không ghi vào thư mục trang. Chọn chỗ khác.")


def _check_names(places: list[str], site: Path) -> None:
    """Refuse what Windows would not unpack: a page would be missing there, and nobody told."""
    seen: dict[str, str] = {}
    for place in places:
        bad = next((part for part in place.split("/") if not _fits(part)), None)
        twin = seen.setdefault(place.casefold(), place)
        if bad is not None or twin != place:
            why = f"tên «{bad}»" if bad is not None else f"trùng tên với «{twin}» khi không phân biệt chữ hoa"
            raise ConfigurationError(
                f"{site}: Windows không giải nén được «{place}» ({why}). Đổi tên tệp gốc rồi dựng lại."
            )


def _fits(part: str) -> bool:
    return not (_FORBIDDEN.search(part) or _DEVICES.fullmatch(part) or part[-1:] in (" ", "."))


def _write(ready: Checked, path: Path, start: str, places: dict[str, str]) -> None:
    title = escape(ready.front.title or "Cổng tra cứu")
    page = _START.format(title=title, site=SITE, front=FRONT, picture=_PICTURE)
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w") as packed:
            with packed.open(_entry(start, len(page.encode())), "w") as target:
                target.write(page.encode())
            for name, place in places.items():
                source = ready.root / name
                with source.open("rb") as data, packed.open(_entry(place, source.stat().st_size), "w") as target:
                    shutil.copyfileobj(data, target, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(FILE_MODE)


def _entry(place: str, size: int) -> zipfile.ZipInfo:
    """How a file stands in the ZIP: no time, owner or system of the machine that packs."""
    entry = zipfile.ZipInfo(place, _EPOCH)
    entry.create_system, entry.external_attr = 3, (0o100000 | FILE_MODE) << 16
    stored = Path(place).suffix.lower() in _PACKED_ALREADY
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.file_size = size
    return entry


def _check_written(ready: Checked, path: Path, places: dict[str, str]) -> None:
    with zipfile.ZipFile(path) as packed:
        for name, place in places.items():
            with packed.open(place) as data:
                total = hashlib.file_digest(data, "sha256").hexdigest()  # type: ignore[arg-type]
            if total != ready.release.sums[name]:
                raise ConfigurationError(
                    f"{path}: «{place}» ghi ra không đúng như tệp gốc. Kiểm tra ổ đĩa rồi chạy lại."
                )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The content folder and its `portal.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from generator.curation import trust, yaml_values
from generator.curation.yaml_values import Value
from generator.errors import ConfigurationError, reason
from generator.model import Limits, Portal

PORTAL_FILE = "portal.yml"
MOST = 1_000_000
"""No limit may be set higher than this."""
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder (thư mục nội dung): where its parts lie, and its portal's settings.

    A folder without `documents/` is itself the documents. `apart` are the files and folders that lie among
    the documents of such a folder without being documents.
    """

    root: Path
    documents: Path
    registry: Path
    pages: Path
    portal: Portal
    apart: tuple[Path, ...] = ()

    @property
    def trust(self) -> Path:
        """The folder of the certificates that vouch for digital signatures; it need not be there."""
        return self.root / "trust"

    @property
    def state(self) -> Path | None:
        """The folder of what must outlive a build, where `portal.yml` names one."""
        return self.root / self.portal.state if self.portal.state else None


def open_content(path: Path) -> Content:
    """Return the content folder at `path`, its `portal.yml` read.

    A missing folder raises ConfigurationError.
    """
    _require_folder(path)
    root = path.resolve()
    registry, pages = root / "registry", root / "pages"
    documents, apart = root / "documents", tuple[Path, ...]()
    if documents.exists():
        _require_folder(documents)
    else:
        documents = root
        apart = (root / PORTAL_FILE, *([registry] if any(registry.glob("*.yml")) else []), *trust.files(root / "trust"))
    content = Content(root, documents, registry, pages, load(root), apart)
    if content.state and content.state.resolve().is_relative_to(documents.resolve()):
        raise ConfigurationError(
            f"{PORTAL_FILE}: `state` «{content.portal.state}» nằm trong thư mục văn bản, nơi không bao giờ ghi gì. "
            "Chọn thư mục khác hoặc bỏ khóa `state`."
        )
    return content


def load(content: Path) -> Portal:
    """Return the settings of `portal.yml`; a key that is not given, or no file at all, means the defaults."""
    value = yaml_values.read(content / PORTAL_FILE, PORTAL_FILE)
    if value is None:
        return Portal()
    given: dict[str, Any] = {}
    for key, field in yaml_values.record(value, tuple(_FIELDS), "cấu hình cổng").items():
        given[key] = _FIELDS[key](field)
    return Portal(**given)


def _audience(value: Value) -> str:
    return yaml_values.choice(value, ("public", "intranet"))


def _persons(value: Value) -> str:
    return yaml_values.choice(value, ("off", "officials", "all"))


def _base_url(value: Value) -> str:
    """Return the portal's public address, ending in a slash."""
    address = yaml_values.text(value)
    if not _ADDRESS.fullmatch(address):
        yaml_values.fail(
            value, f"«{address}» không phải địa chỉ trang web. Viết đầy đủ, ví dụ: https://vankho.example.vn/."
        )
    return address.rstrip("/") + "/"


def _limits(value: Value) -> Limits:
    """Return how much of one file is read at most; a limit that is not given keeps its default."""
    known = {field.name: field for field in fields(Limits)}
    given = yaml_values.record(value, tuple(known), "giới hạn đọc tệp")
    return Limits(**{key: yaml_values.whole(field, 1, MOST) for key, field in given.items()})


_FIELDS = {
    "name": yaml_values.text,
    "owner": yaml_values.text,
    "contact": yaml_values.text,
    "home_province": yaml_values.text,
    "audience": _audience,
    "persons": _persons,
    "base_url": _base_url,
    "state": yaml_values.text,
    "limits": _limits,
    "sample": yaml_values.flag,
}


def _require_folder(path: Path) -> None:
    try:
        if not path.exists():
            raise ConfigurationError(f"{path}: không có thư mục này. Kiểm tra lại đường dẫn ở --content.")
        if not path.is_dir():
            raise ConfigurationError(f"{path}: là tệp, không phải thư mục. --content cần thư mục chứa văn bản.")
        next(path.iterdir(), None)
    except OSError as problem:
        raise ConfigurationError(
            f"{path}: không đọc được thư mục ({reason(problem)}). Kiểm tra quyền đọc thư mục."
        ) from None

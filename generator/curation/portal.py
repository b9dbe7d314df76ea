"""The content folder and its `portal.yml`."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from generator.curation import face, trust, yaml_values
from generator.curation.keys import Form, Key, WrittenFile, several
from generator.curation.yaml_values import Value
from generator.errors import ConfigurationError, reason
from generator.model import Limits, Portal
from generator.model.frozen import Frozen

PORTAL_FILE = "portal.yml"
MOST = 1_000_000
"""No limit may be set higher than this."""
_ADDRESS = re.compile(
    r"https?://(?:(?:[\w-]+\.)*[\w-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/(?:[\w.~!$+,;=:@\-/]|%[0-9A-Fa-f]{2})*)?"
)
"""An address as RFC 3986 has it, letters of any script allowed: no quotes, no angle brackets, no user before `@`."""


class Content(Frozen):
    """A content folder (thư mục nội dung): where its parts lie, and its portal's settings.

    A folder without `documents/` is itself the documents. `apart` are the files and folders that lie among
    the documents without being documents.
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
    def has_pages(self) -> bool:
        """Whether `pages/` is hand-written pages, and no folder of papers that is called so."""
        return self.documents != self.root or self.pages in self.apart

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
    portal, documents, apart = load(root), root / "documents", list[Path]()
    if documents.exists():
        _require_folder(documents)
    else:
        documents = root
        apart = [root / PORTAL_FILE, *trust.files(root / "trust")]
        apart += [folder for folder, is_so in ((registry, _is_registry), (pages, _are_pages)) if is_so(folder)]
    apart += [root / each.path for each in (portal.logo, portal.favicon) if each]
    content = Content(root, documents, registry, pages, portal, tuple(apart))
    if content.state and lies_in(content.state, documents):
        raise ConfigurationError(
            f"{PORTAL_FILE}: `state` «{content.portal.state}» nằm trong thư mục văn bản, nơi không bao giờ ghi gì. "
            "Chọn thư mục khác hoặc bỏ khóa `state`."
        )
    return content


def _is_registry(folder: Path) -> bool:
    return any(folder.glob("*.yml"))


def _are_pages(folder: Path) -> bool:
    """Tell whether a folder among papers holds hand-written pages: Markdown with titles, nothing else."""
    try:
        names = [name for name in os.listdir(folder) if not name.startswith(".")] if folder.is_dir() else []
        return bool(names) and all(name.endswith(".md") and _has_title(folder / name) for name in names)
    except OSError:  # it is told of where papers are read
        return False


def _has_title(page: Path) -> bool:
    return page.is_file() and page.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"# ")


def check_folders(content: Content, site: Path, build_dir: Path | None = None) -> None:
    """Refuse to write where the content lies, or one output into another, by whatever name either goes."""
    papers = (content.documents, content.registry, content.pages, content.trust)
    outputs = (site, *([build_dir] if build_dir else []))
    for output in outputs:
        # The build folder may hold the state, which is for nobody to read; a site may not.
        below = (content.root, *papers, *([content.state] if content.state and output is site else []))
        above = (*papers, *([content.state] if content.state else []))
        if any(lies_in(each, output) for each in below) or any(lies_in(output, each) for each in above):
            raise ConfigurationError(
                f"{output}: không ghi vào đây, vì thư mục này chứa hoặc nằm trong nội dung «{content.root}». "
                "Chọn một thư mục khác, ngoài thư mục nội dung."
            )
        if any(other is not output and lies_in(output, other) for other in outputs):
            raise ConfigurationError(
                f"{output}: --site và --build-dir không được nằm trong nhau. Chọn hai thư mục riêng."
            )


def lies_in(path: Path, folder: Path) -> bool:
    """Tell whether a path is a folder or lies in it, whatever links, mounts or capitals lead to either."""
    real = Path(os.path.realpath(path))
    return any(_is(each, folder) for each in (real, *real.parents))


def _is(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:  # one of them is not there yet
        return str(one) == os.path.realpath(other)


def load(content: Path) -> Portal:
    """Return the settings of `portal.yml`; a key that is not given, or no file at all, means the defaults."""
    value = yaml_values.read(content / PORTAL_FILE, PORTAL_FILE)
    if value is None:
        return Portal()
    face.check_colours(value)
    entry = PORTAL.read(value)
    emblems = {key: face.emblem(content, key, entry.places[key]) for key in face.EMBLEMS if key in entry.places}
    return Portal(**{**entry.read, **emblems})


def _audience(value: Value) -> str:
    return yaml_values.choice(value, ("public", "intranet"))


def _persons(value: Value) -> str:
    return yaml_values.choice(value, ("off", "officials", "all"))


def _personal_data(value: Value) -> str:
    return yaml_values.choice(value, ("mask", "show"))


def _base_url(value: Value) -> str:
    """Return the portal's public address, ending in a slash."""
    address = yaml_values.text(value)
    if not _ADDRESS.fullmatch(address) or not _is_port(address):
        yaml_values.fail(
            value, f"«{address}» không phải địa chỉ trang web. Viết đầy đủ, ví dụ: https://vankho.example.vn/."
        )
    return address.rstrip("/") + "/"


def _is_port(address: str) -> bool:
    """Tell whether the port of an address, where it has one, can be one."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _limits(value: Value) -> Limits:
    """Return how much of one file is read at most; a limit that is not given keeps its default."""
    return Limits(**LIMITS.read(value).read)


def _limit(value: Value) -> int:
    return yaml_values.whole(value, 1, MOST)


LIMITS = Form(
    "giới hạn đọc tệp",
    (
        Key("file_mb", "Cỡ lớn nhất của một tệp, MB.", "100", _limit),
        Key("unpacked_mb", "Cỡ lớn nhất của tệp nén (DOCX, ODT) sau khi giải nén, MB.", "400", _limit),
        Key("text_mb", "Lượng chữ lớn nhất của một văn bản, MB.", "10", _limit),
        Key("pages", "Số trang lớn nhất của một tệp PDF.", "1500", _limit),
        Key("ocr_pages", "Số trang lớn nhất được nhận dạng chữ trong một tệp.", "150", _limit),
        Key("seconds", "Thời gian lớn nhất đọc một tệp bằng chương trình ngoài, giây.", "120", _limit),
    ),
)
PORTAL = Form(
    "cấu hình cổng",
    (
        Key("name", "Tên cổng.", "Văn Khố Lam Giang"),
        Key("owner", "Đơn vị chủ quản, ghi ở chân trang.", "Ban Dân tộc tỉnh Lam Giang"),
        Key("contact", "Nơi góp ý, ghi ở chân trang.", "Văn thư Ban Dân tộc, điện thoại 0123"),
        Key("home_province", "Tỉnh của kho: dùng khi văn bản không cho biết tỉnh nào.", "Lam Giang"),
        Key("audience", "`public` (công khai) hoặc `intranet` (nội bộ).", "public", _audience),
        Key("persons", "Ai có trang: `off`, `officials` (người giữ chức vụ) hoặc `all`.", "officials", _persons),
        Key("base_url", "Địa chỉ công khai của cổng.", "https://vankho.example.vn/", _base_url),
        Key("state", "Thư mục giữ những gì phải còn qua các lần dựng (địa chỉ trang).", "state"),
        Key("limits", "Giới hạn khi đọc một tệp.", "", _limits, inner=LIMITS, listed=False),
        Key("originals", "`true`: đưa cả bản gốc và ảnh từng trang lên cổng.", "true", yaml_values.flag),
        Key(
            "personal_data",
            "Số căn cước, điện thoại, nơi ở … trong văn bản: `mask` (che) hoặc `show`; không ghi: cổng công khai che.",
            "mask",
            _personal_data,
        ),
        Key(
            "contacts",
            "Điện thoại, thư điện tử, tài khoản công khai của cơ quan, không che; một hoặc danh sách.",
            "[0912 000 111, bandantoc@thu.example]",
            several("liên hệ công khai"),
        ),
        Key("follow_links", "`true`: đọc cả tệp sau liên kết dẫn ra ngoài thư mục.", "false", yaml_values.flag),
        Key("sample", "`true`: báo rằng đây là dữ liệu mẫu.", "false", yaml_values.flag),
        *face.KEYS,
    ),
)
FILE = WrittenFile(PORTAL_FILE, "Cấu hình cổng", "Tên cổng, ai được xem gì. Không có khóa nào bắt buộc.", PORTAL, False)


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

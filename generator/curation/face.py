"""The portal's own face (diện mạo): its colours, logo, icon and the words at the foot of each page.

A logo is a picture of dots. SVG is refused: opened by itself it is a page, in which a script runs and from which other
hosts are asked, and a portal is read from folders, where no server forbids it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.curation import colours, yaml_values
from generator.curation.colours import DARK, LEAST, LIGHT, Side
from generator.curation.keys import Key, several
from generator.curation.yaml_values import Value
from generator.disk import plain_bytes
from generator.errors import reason
from generator.model.portal import Emblem

_KB = 1024
LARGEST = 10_000 * _KB
"""Bytes of a picture that are read at most; what it may have at most is told by its kind."""
_KINDS: Mapping[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "ico": (b"\x00\x00\x01\x00",),
}
"""First bytes of the pictures that may be an emblem, by suffix."""
_MAY_BE: Mapping[str, tuple[Sequence[str], int]] = {
    "logo": (("png", "jpg"), 200),
    "favicon": (("png", "ico"), 100),
}
"""By key: the kinds that it may be of, and its size in KB at most."""

EMBLEMS = tuple(_MAY_BE)


def _light(value: Value) -> str:
    return _colour(value, LIGHT)


def _dark(value: Value) -> str:
    return _colour(value, DARK)


def _colour(value: Value, side: Side) -> str:
    """Return a colour in which words can be read; another is an error that names the nearest."""
    written = yaml_values.text(value)
    colour = colours.read(written)
    if not colour:
        yaml_values.fail(value, f'«{written}» không phải mã màu. Viết sáu chữ số hệ 16 trong dấu nháy: "#0a5c70".')
    ground, found = colours.worst(colour, side)
    if found < LEAST:
        yaml_values.fail(
            value,
            f"chữ màu «{written}» khó đọc ở {side.called}: tương phản với {ground} là {_told(found)}, "
            f'cần ít nhất {_told(LEAST)}. Màu gần nhất dùng được: "{colours.readable(colour, side)}".',
        )
    return colour


def _told(contrast: float) -> str:
    """A contrast in words, never rounded up to what it is not: `4,49`."""
    return f"{int(contrast * 100) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


KEYS = (
    Key("color", "Màu chính: đầu trang, liên kết, nút. Chữ màu này phải đọc được trên nền sáng.", '"#0a5c70"', _light),
    Key("color_dark", "Màu ấy ở giao diện tối; không ghi thì cổng tự pha cho đọc được.", '"#8fd0df"', _dark),
    Key("logo", "Biểu trưng ở đầu trang: tệp PNG hoặc JPEG trong thư mục nội dung, tối đa 200 KB.", "logo.png"),
    Key("favicon", "Biểu tượng của trang trên trình duyệt: tệp PNG hoặc ICO, tối đa 100 KB.", "favicon.png"),
    Key("footer", "Dòng chữ ở chân mọi trang; một hoặc danh sách.", "[Số 1 đường Mẫu]", several("dòng chân trang")),
)
"""The keys of `portal.yml` that are told of here. YAML takes `#` for a comment: see `check_colours`."""


def check_colours(portal: Value) -> None:
    """Refuse `color: #0a5c70`: without quotes YAML reads a comment there, and nothing would be said of it."""
    for name, key in yaml_values.empty(portal).items():
        if name in ("color", "color_dark"):
            told = f'`{name}` chưa có giá trị. Mã màu bắt đầu bằng # phải đặt trong dấu nháy: {name}: "#0a5c70".'
            yaml_values.fail(key, told)


def emblem(root: Path, key: str, value: Value) -> Emblem:
    """Return the picture of the content folder that a key names; whatever cannot be shown is an error."""
    name = yaml_values.text(value)
    path = root / name
    if Path(name).is_absolute() or not path.resolve().is_relative_to(root.resolve()):
        yaml_values.fail(value, f"«{name}» nằm ngoài thư mục nội dung. Chép tệp vào thư mục này.")
    kinds, most = _MAY_BE[key]
    try:
        first = plain_bytes(path, LARGEST)
    except OSError as problem:
        yaml_values.fail(value, f"không đọc được tệp «{name}» ({reason(problem)}). Ghi đường dẫn tính từ portal.yml.")
    kind = next((kind for kind in kinds if first.startswith(_KINDS[kind])), "")
    wanted = " hoặc ".join(each.upper() for each in kinds)
    if not kind:
        yaml_values.fail(value, f"tệp «{name}» không phải ảnh {wanted}. Xuất ảnh ra PNG (SVG không dùng ở đây).")
    if (size := len(first)) > most * _KB:
        yaml_values.fail(value, f"tệp «{name}» nặng {-(-size // _KB)} KB, tối đa {most} KB. Thu nhỏ ảnh rồi lưu lại.")
    return Emblem(name, kind)

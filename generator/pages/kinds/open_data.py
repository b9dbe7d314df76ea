"""Dữ liệu mở: the page that lists the files of open data, and the one that explains their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.pages.dictionary import CSV, GRAPHML, SCHEMAS, TABLES, TURTLE, WORKBOOK
from generator.pages.dictionary.field import ORIGINS, TYPES, Field, Table
from generator.pages.frame import folds, urls
from generator.pages.frame.page import framed
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_MEGABYTE, _KILOBYTE = 1_000_000, 1_000
_NARROW = "&nbsp;"
_INTRO = (
    "Toàn bộ dữ liệu của cổng có ở các tệp dưới đây, dùng được cho bảng tính, cơ sở dữ liệu và chương trình "
    "khác. Tệp nào cũng mã UTF-8 và làm từ cùng năm bảng."
)
_BOOK = (
    "Mỗi bảng một trang tính, tiêu đề cố định, có bộ lọc; mã văn bản, tên dẫn tới trang của cổng khi tệp nằm "
    "trong thư mục của cổng hoặc cổng có địa chỉ riêng. Không ô nào là công thức."
)
_LINES = (
    "JSON Lines: mỗi dòng một đối tượng, đủ mọi trường. CSV mở được bằng Excel: mỗi dòng một hàng, nhiều giá "
    "trị trong một ô cách nhau bằng dấu chấm phẩy; chữ mà bảng tính sẽ hiểu là công thức có dấu ' ở trước. "
    "Toàn văn, bố cục và ô của bảng chỉ có trong JSON Lines. JSON Schema để kiểm tra từng dòng JSON Lines."
)
_GRAPH = (
    "Văn bản nào viện dẫn văn bản nào, quan hệ gì, mấy chỗ, từ dòng nào. GraphML mở được bằng Gephi, yEd, "
    "NetworkX; Turtle là RDF, mỗi văn bản là địa chỉ trang của nó."
)


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page that lists the files, and the dictionary of their fields."""
    yield _files(found)
    yield _dictionary(found)


def _files(found: Catalog) -> Page:
    path = urls.index_path(urls.DATA)
    tables = ((esc(each.title), esc(each.means), *_forms(found, each)) for each in TABLES.values())
    graphs = (("GraphML", _file(found, GRAPHML)), ("RDF (Turtle)", _file(found, TURTLE)))
    how = render.link("từ điển dữ liệu", urls.relative(path, urls.DICTIONARY_PAGE))
    parts = (
        f"{esc(_INTRO)} Nghĩa của từng trường: {how}.",
        render.section("Sổ bảng tính", "bang-tinh", esc(_BOOK), render.bullets((_file(found, WORKBOOK),))),
        render.section(
            "Các bảng",
            "cac-bang",
            esc(_LINES),
            render.table(
                "Các tệp dữ liệu mở", ("Bảng", "Nội dung", "JSON Lines", "CSV", "JSON Schema"), tables, "vk-data"
            ),
        ),
        render.section(
            "Đồ thị viện dẫn", "do-thi", esc(_GRAPH), render.table("Đồ thị viện dẫn", ("Dạng", "Tệp"), graphs)
        ),
    )
    return framed(found, path, "Dữ liệu mở", parts, facets=Facets(sub="Danh mục"))


def _forms(found: Catalog, table: Table) -> tuple[str, ...]:
    """The files of a table: lines, sheets, schema."""
    sheets = "<br>".join(_file(found, CSV[sheet], sheet.title) for sheet in table.sheets)
    return _file(found, f"{table.name}.jsonl"), sheets, _file(found, SCHEMAS[table.name], "Schema")


def _file(found: Catalog, name: str, words: str = "") -> str:
    """A link to a file with its size, and to what is compressed of it."""
    size = found.file_sizes.get(name)
    told = [render.link(esc(words or name), name), *([f"<small>{_size(size)}</small>"] if size else [])]
    packed = found.file_sizes.get(f"{name}.gz")
    if packed:
        told.append(f"{render.link('bản nén', f'{name}.gz')} <small>{_size(packed)}</small>")
    return " ".join(told)


def _size(count: int) -> str:
    """Return a size as far as it matters: `5,2 MB`, `260 KB`, `dưới 1 KB`."""
    if count >= _MEGABYTE:
        return f"{render.number(round(count / _MEGABYTE, 1))}{_NARROW}MB"
    return f"{round(count / _KILOBYTE)}{_NARROW}KB" if count >= _KILOBYTE else f"dưới 1{_NARROW}KB"


# --- the dictionary ----------------------------------------------------------------------------------

_WHAT = (
    "Mọi trường của năm bảng dữ liệu mở. Trang này, JSON Schema và tiêu đề trang tính làm từ cùng một bảng "
    "trong chương trình. Trường có dấu chấm nằm trong trường đứng trước dấu chấm, dấu [] là danh sách."
)
_HEADS = ("Trường", "Tên gọi", "Ý nghĩa", "Kiểu", "Nguồn")


def _dictionary(found: Catalog) -> Page:
    path = urls.DICTIONARY_PAGE
    files = render.link("các tệp dữ liệu", urls.relative(path, urls.index_path(urls.DATA)))
    parts = (f"{esc(_WHAT)} Xem {files}.", *(_table(each) for each in TABLES.values()))
    return framed(found, path, "Từ điển dữ liệu", parts, facets=Facets(sub="Dữ liệu mở"))


def _table(table: Table) -> str:
    blocks = [_fields(f"Các trường của {table.name}.jsonl", table.fields)]
    for kind, fields in table.kinds.items():
        said = next(field.values or {} for field in table.fields if field.name == "kind")[kind]
        blocks.append(_fields(f"{table.name}.jsonl, thêm ở dòng {said} (kind: {kind})", fields))
    return render.section(f"{table.title}: {table.name}.jsonl", table.name, esc(table.means) + ".", *blocks)


def _fields(caption: str, fields: Iterable[Field]) -> str:
    return folds.folded(
        tuple(_rows(fields)),
        caption,
        lambda rows, words: render.table(words, _HEADS, rows, "vk-keys"),
        "trường",
    )


def _rows(fields: Iterable[Field], before: str = "") -> Iterator[tuple[str, ...]]:
    for field in fields:
        name = f"{before}{field.name}{'[]' if field.many else ''}"
        yield render.code(name), esc(field.label), _means(field), _type(field), esc(ORIGINS[field.origin])
        yield from _rows(field.fields, f"{name}.")


def _means(field: Field) -> str:
    values = "; ".join(f"{render.code(value)} {esc(words)}" for value, words in (field.values or {}).items())
    unit = f"Đơn vị: {render.coded(field.unit)}" if field.unit else ""
    return "<br>".join(part for part in (render.coded(field.means), values, unit) if part)


def _type(field: Field) -> str:
    told = (f"danh sách {TYPES[field.type]}" if field.many else TYPES[field.type], "có thể null" if field.null else "")
    return esc(", ".join((*filter(None, told), *(() if field.given else ("có thể vắng",)))))

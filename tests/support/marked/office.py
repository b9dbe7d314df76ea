"""Marked papers as office files: DOCX, ODT, XLSX, ODS and RTF, in every place that such a file has."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from tests.support.made.sheets import ods as workbook_of_tables
from tests.support.made.sheets import xlsx
from tests.support.marked.plain import Made, Table
from tests.support.marked.words import PLACES, lines
from tests.support.paper_word import docx as word
from tests.support.paper_word import odt as text_document
from tests.support.paper_word import packed

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _grid(rows: Table) -> str:
    cells = ("".join(f"<w:tc>{_p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>" if rows else ""


def docx(written: Sequence[str], table: Table = ()) -> bytes:
    """Return a Word file."""
    return word("".join(map(_p, written)) + _grid(table))


def odt(written: Sequence[str], table: Table = ()) -> bytes:
    """Return an OpenDocument text."""
    rows = ("".join(f"<table:table-cell>{_o(cell)}</table:table-cell>" for cell in row) for row in table)
    grid = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return text_document("".join(map(_o, written)) + (f"<table:table>{grid}</table:table>" if table else ""))


def workbook(written: Sequence[str], table: Table = ()) -> bytes:
    """Return an Excel file, a line a row."""
    return xlsx({"Sheet1": [*([line] for line in written), *table]})


def ods(written: Sequence[str], table: Table = ()) -> bytes:
    """Return an OpenDocument spreadsheet, a line a row."""
    return workbook_of_tables(_sheet([*([line] for line in written), *table]))


WRITERS: Mapping[str, Callable[[Sequence[str], Table], bytes]] = {
    "docx": docx,
    "odt": odt,
    "xlsx": workbook,
    "ods": ods,
}


def _o(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


def _sheet(rows: Table, before: str = "") -> str:
    cells = ("".join(f"<table:table-cell>{_o(cell)}</table:table-cell>" for cell in row) for row in rows)
    return f"<table:table>{before}{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"


def places(mark: str) -> Iterator[Made]:
    """Yield papers with a mark in every place of these forms."""
    for place in PLACES:
        for suffix, write in WRITERS.items():
            yield place, suffix, write(lines(mark, place), ())
    yield from _in_word(mark)
    yield from _in_text_document(mark)
    yield from _in_workbook(mark)
    yield from _in_spreadsheet(mark)


def added(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return a packed file with more parts."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return packed({**{name: archive.read(name) for name in archive.namelist()}, **parts})


def _in_word(mark: str) -> Iterator[Made]:
    plain, quoted = "".join(map(_p, lines())), quoteattr(escape(mark))
    shape = f"<w:p><w:r><w:pict><v:shape><v:textpath string={quoted}/></v:shape></w:pict></w:r></w:p>"
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{_p(mark)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    drawn = f"<wps:txbx><w:txbxContent>{_p(mark)}</w:txbxContent></wps:txbx>"
    choice = f"<mc:AlternateContent><mc:Choice>{drawn}</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    letters = "".join(f"<w:r><w:t>{escape(letter)}</w:t></w:r>" for letter in mark)
    control = f"<w:sdt><w:sdtPr><w:alias w:val='dấu'/></w:sdtPr><w:sdtContent>{_p(mark)}</w:sdtContent></w:sdt>"
    noted = "<w:p><w:r><w:t>Chú thích</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    for kind, more in (("default", ""), ("first", "<w:titlePg/>"), ("even", "")):
        for part, name in (("header", "head"), ("footer", "foot")):
            section = f'<w:sectPr><w:{part}Reference w:type="{kind}" r:id="r{part}"/>{more}</w:sectPr>'
            yield f"{kind} {name} of the page", "docx", word(plain + section, **{part: _p(mark)})
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/></w:sectPr>'
    yield "watermark", "docx", word(plain + section, header=shape)
    yield "box of VML", "docx", word(plain + box + plain)
    yield "box of DrawingML", "docx", word(f"{plain}<w:p><w:r>{choice}</w:r></w:p>{plain}")
    yield "letter by letter", "docx", word(f"<w:p>{letters}</w:p>{plain}")
    yield "content control", "docx", word(control + plain)
    yield "footnote", "docx", word(plain + noted + plain, footnotes=f"<w:footnote w:id='2'>{_p(mark)}</w:footnote>")
    yield "cell", "docx", word(_grid([[mark, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]) + plain)
    yield "table of one cell", "docx", word(plain + _grid([[mark]]))
    web = f"<html><body><p>{escape(mark)}</p><p>Đoạn sau.</p></body></html>"
    yield "page of the web taken in", "docx", added(word(f'<w:altChunk r:id="rc"/>{plain}'), {"word/afchunk.html": web})
    yield from _unseen_in_word(mark, plain, quoted)


def _unseen_in_word(mark: str, plain: str, quoted: str) -> Iterator[Made]:
    comments = f'<w:comments xmlns:w="{_WORD}"><w:comment w:id="1">{_p(mark)}</w:comment></w:comments>'
    named = f'<property name="Classification"><vt:lpwstr>{escape(mark)}</vt:lpwstr></property>'
    custom = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{named}</Properties>'
    core = f'<c:coreProperties xmlns:c="{_CORE}"><c:category>{escape(mark)}</c:category></c:coreProperties>'
    picture = f"<w:p><w:r><w:drawing><wps:docPr descr={quoted}/></w:drawing></w:r></w:p>"
    yield "comment", "docx", added(word(plain), {"word/comments.xml": comments})
    yield "own property", "docx", added(word(plain), {"docProps/custom.xml": custom})
    yield "property", "docx", added(word(plain), {"docProps/core.xml": core})
    yield "words of a picture", "docx", word(picture + plain)
    struck = f"<w:p><w:del><w:r><w:delText>{escape(mark)}</w:delText></w:r></w:del></w:p>"
    yield "struck out", "docx", word(struck + plain)
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{escape(mark)}</w:t></w:r></w:p>"
    yield "hidden", "docx", word(hidden + plain)
    titled = f"<w:sdt><w:sdtPr><w:alias w:val={quoted}/></w:sdtPr><w:sdtContent>{_p('a')}</w:sdtContent></w:sdt>"
    yield "title of a control", "docx", word(titled + plain)


def _in_text_document(mark: str) -> Iterator[Made]:
    plain, shown = "".join(map(_o, lines())), _o(mark)
    for kind in ("header", "footer", "header-first", "footer-left"):
        page = f"<style:master-page><style:{kind}>{shown}</style:{kind}></style:master-page>"
        yield f"{kind} of the page", "odt", text_document(plain, master=page)
    shape = f"<draw:custom-shape draw:name='PowerPlusWaterMarkObject'>{shown}</draw:custom-shape>"
    page = f"<style:master-page><style:header><text:p>{shape}</text:p></style:header></style:master-page>"
    yield "watermark", "odt", text_document(plain, master=page)
    frame = f"<text:p><draw:frame><draw:text-box>{shown}</draw:text-box></draw:frame></text:p>"
    yield "box", "odt", text_document(plain + frame + plain)
    yield "shape", "odt", text_document(f"{plain}<text:p><draw:rect>{shown}</draw:rect></text:p>{plain}")
    yield "annotation", "odt", text_document(f"<text:p>a<office:annotation>{shown}</office:annotation></text:p>{plain}")
    words = f"<text:p><draw:frame><draw:image/><svg:desc>{escape(mark)}</svg:desc></draw:frame></text:p>"
    yield "words of a picture", "odt", text_document(words + plain)
    spaces = f'xmlns:office="{_OASIS}:office:1.0" xmlns:meta="{_OASIS}:meta:1.0"'
    own = f"<office:meta><meta:user-defined meta:name='Độ mật'>{escape(mark)}</meta:user-defined></office:meta>"
    meta = f"<office:document-meta {spaces}>{own}</office:document-meta>"
    yield "own property", "odt", added(text_document(plain), {"meta.xml": meta})


def _in_workbook(mark: str) -> Iterator[Made]:
    rows = [[line] for line in lines()]
    plain = xlsx({"Sheet1": rows})
    with zipfile.ZipFile(BytesIO(plain)) as archive:
        sheet = archive.read("xl/worksheets/sheet0.xml").decode()
    for name in ("oddHeader", "oddFooter", "evenHeader", "firstFooter"):
        head = f'<headerFooter><{name}>&amp;C&amp;"Arial,Bold"&amp;14{escape(mark)}&amp;R&amp;P</{name}></headerFooter>'
        headed = sheet.replace("</worksheet>", f"{head}</worksheet>")
        yield f"{name} of the sheet", "xlsx", added(plain, {"xl/worksheets/sheet0.xml": headed})
    box = f"<xdr:txBody><a:p><a:r><a:t>{escape(mark)}</a:t></a:r></a:p></xdr:txBody>"
    drawing = f'<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="{_DRAWING}">{box}</xdr:wsDr>'
    yield "box", "xlsx", added(plain, {"xl/drawings/drawing1.xml": drawing})
    note = f"<commentList><comment ref='A1'><text><t>{escape(mark)}</t></text></comment></commentList>"
    yield "comment", "xlsx", added(plain, {"xl/comments1.xml": f"<comments>{note}</comments>"})
    yield "name of the sheet", "xlsx", xlsx({mark: rows})
    yield "second sheet", "xlsx", xlsx({"Sheet1": rows, "Sheet2": [[mark.upper()], *rows]})


def _in_spreadsheet(mark: str) -> Iterator[Made]:
    rows = [[line] for line in lines()]
    spaces = " ".join(f'xmlns:{each}="{_OASIS}:{each}:1.0"' for each in ("office", "text", "style"))
    master = f"<style:master-page><style:header>{_o(mark)}</style:header></style:master-page>"
    styles = f"<office:master-styles>{master}</office:master-styles>"
    common = f"<office:document-styles {spaces}>{styles}</office:document-styles>"
    yield "head of the sheet", "ods", added(workbook_of_tables(_sheet(rows)), {"styles.xml": common})
    note = f"<table:table-cell><office:annotation>{_o(mark)}</office:annotation>{_o('a')}</table:table-cell>"
    yield "annotation", "ods", workbook_of_tables(_sheet(rows, f"<table:table-row>{note}</table:table-row>"))


# --- RTF ---------------------------------------------------------------------------------------------


def rtf(before: str = "", mark: str = "", place: str = "top") -> bytes:
    """Return an RTF file; `before` stands before its paragraphs, as groups of its own do."""
    written = "".join(rf"{_ascii(line)}\par " for line in lines(mark, place if mark else ""))
    return rf"{{\rtf1\ansi\uc1{{\fonttbl{{\f0 Times New Roman;}}}}{before}\f0 {written}}}".encode("ascii")


def _ascii(text: str) -> str:
    return re.sub(r"[^\x00-\x7f]", lambda char: rf"\u{(ord(char[0]) ^ 0x8000) - 0x8000}?", text)


def in_rtf(mark: str) -> Iterator[Made]:
    """Yield RTF files with a mark: LibreOffice converts them, so only some are tried."""
    shown = _ascii(mark)
    for place in ("top", "last line"):
        yield place, "rtf", rtf(mark=mark, place=place)
    for kind in ("header", "footer", "headerf"):
        yield f"{kind} of the page", "rtf", rtf(rf"\titlepg{{\{kind} {shown}\par}}")
    kind = r"{\sp{\sn shapeType}{\sv 202}}"
    place = r"\shpleft0\shptop0\shpright4000\shpbottom900\shpwr3"
    yield "box", "rtf", rtf(rf"{{\shp{{\*\shpinst{place}{kind}{{\shptxt {shown}\par}}}}}}")
    yield "property", "rtf", rtf(rf"{{\info{{\subject {shown}}}}}")

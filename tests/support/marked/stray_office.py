"""Marks in places of office files that are no line of their text: names, lists, hidden rows, files within files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from tests.support.made.sheets import ods, xlsx
from tests.support.marked.office import added, docx, rtf
from tests.support.marked.plain import Made
from tests.support.marked.words import lines
from tests.support.paper_word import docx as word
from tests.support.paper_word import odt

_W = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines())
_O = "".join(f"<text:p>{line}</text:p>" for line in lines())
_ROWS = [[line] for line in lines()]
_LEVELS = [["Thường"], ["Mật"], ["Tối mật"], ["Tuyệt mật"]]
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def _p(text: str, style: str = "") -> str:
    return f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _field(inside: str, instruction: str) -> str:
    begin = f"<w:r><w:fldChar w:fldCharType='begin'>{inside}</w:fldChar></w:r>"
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    return f"<w:p>{begin}{told}</w:p>"


def _chosen(row: int) -> str:
    rows = "<w:listEntry w:val='Thường'/><w:listEntry w:val='MẬT'/>"
    return _field(f"<w:ffData><w:ddList><w:result w:val='{row}'/>{rows}</w:ddList></w:ffData>", "FORMDROPDOWN")


def _headed(head: str) -> bytes:
    return word(_W + '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/></w:sectPr>', header=_p(head))


def in_word(mark: str) -> Iterator[Made]:
    """Yield Word files with a mark beside their text."""
    unseen = "<w:style w:type='paragraph' w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>"
    cell = f"<w:tc>{_p(mark)}</w:tc>"
    for place, body in (
        ("name of a picture", f"<w:p><w:r><w:drawing><wps:docPr name='Dấu {mark}'/></w:drawing></w:r></w:p>"),
        ("words for a picture", f"<w:p><w:r><w:drawing><wps:docPr descr='Dấu đỏ: {mark}'/></w:drawing></w:r></w:p>"),
        ("words for a rounded box", f"<w:p><w:r><w:pict><v:roundrect alt='{mark}'/></w:pict></w:r></w:p>"),
        ("tip of a link", f"<w:p><w:hyperlink w:tooltip='{mark}'>{_p('a')}</w:hyperlink></w:p>"),
        ("title of a table", f"<w:tbl><w:tblPr><w:tblCaption w:val='{mark}'/></w:tblPr></w:tbl>"),
        ("row that was chosen", _chosen(1)),
        ("words of an instruction", _field("", f'QUOTE "{mark}"')),
        ("moved away", f"<w:p><w:moveFrom><w:r><w:t>{mark}</w:t></w:r></w:moveFrom></w:p>"),
        ("hidden row", f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{cell}</w:tr></w:tbl>"),
        ("deleted row", f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell}</w:tr></w:tbl>"),
    ):
        yield place, "docx", word(body + _W)
    yield "hidden by its style", "docx", word(_p(mark, "<w:pPr><w:pStyle w:val='H'/></w:pPr>") + _W, styles=unseen)
    yield "head of the page, beside words", "docx", _headed(f"Báo cáo quý II - {mark}")
    yield "foot of the page, between words", "docx", _headed("Ban Dân tộc - Lưu hành nội bộ - Trang 1")
    chunk = '<w:altChunk r:id="rc"/>'
    yield "Word file taken in", "docx", added(word(chunk + _W), {"word/afchunk.docx": docx([mark])})
    yield "RTF taken in", "docx", added(word(chunk + _W), {"word/afchunk.rtf": rtf(mark=mark).decode()})
    for place, name, part in (
        ("attribute of own data", "customXml/item1.xml", f'<label value="{mark}"/>'),
        ("level in own data", "customXml/item1.xml", "<root><SecurityLevel>2</SecurityLevel></root>"),
        (
            "level as property",
            "docProps/custom.xml",
            '<Properties><property name="DoMat"><i4>2</i4></property></Properties>',
        ),
        ("last of many key words", "docProps/core.xml", f"<c><keywords>{'báo cáo, ' * 20}{mark}</keywords></c>"),
    ):
        yield place, "docx", added(word(_W), {name: part})
    variable = "<w:docVars><w:docVar w:name='DoMat' w:val='2'/></w:docVars>"
    yield "variable", "docx", word(_W, settings=variable)


def in_odt(mark: str) -> Iterator[Made]:
    """Yield texts of OpenDocument with a mark beside their text."""
    unseen = "<style:style style:name='H' style:family='paragraph'>{}</style:style>"
    style = unseen.format("<style:text-properties text:display='none'/>")
    row = f"<table:table-row table:visibility='collapse'><table:table-cell><text:p>{mark}</text:p></table:table-cell>"
    gone = f"<text:changed-region><text:deletion><text:p>{mark}</text:p></text:deletion></text:changed-region>"
    form = f"<form:form xmlns:form='f'><form:fixed-text form:label='{mark}'/></form:form>"
    for place, body in (
        ("name of a frame", f"<text:p><draw:frame draw:name='Dấu {mark}'><draw:image/></draw:frame></text:p>"),
        ("title of a frame", f"<text:p><draw:frame><draw:image/><svg:title>{mark}</svg:title></draw:frame></text:p>"),
        ("name of a shape", f"<text:p><draw:custom-shape draw:name='{mark}'/></text:p>"),
        ("title of a shape", f"<text:p><draw:rect><svg:title>{mark}</svg:title></draw:rect></text:p>"),
        ("struck out", f"<text:tracked-changes>{gone}</text:tracked-changes>"),
        ("hidden paragraph", f"<text:p><text:hidden-paragraph text:is-hidden='true'/>{mark}</text:p>"),
        ("hidden text", f"<text:p><text:hidden-text text:string-value='{mark}'>{mark}</text:hidden-text></text:p>"),
        ("hidden part", f"<text:section text:display='none'><text:p>{mark}</text:p></text:section>"),
        ("hidden by its style", f"<text:p text:style-name='H'>{mark}</text:p>"),
        ("hidden row", f"<table:table>{row}</table:table-row></table:table>"),
        ("form", f"<office:forms>{form}</office:forms>"),
        ("name of a table", f"<table:table table:name='{mark}'/>"),
    ):
        yield place, "odt", odt(body + _O, automatic=style)
    frame = f"<style:header><text:p><draw:frame draw:name='{mark}'><draw:image/></draw:frame></text:p></style:header>"
    yield "name of a frame in a head", "odt", odt(_O, master=f"<style:master-page>{frame}</style:master-page>")
    held = f"<o xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><text:p>{mark}</text:p></o>"
    yield "object", "odt", added(odt(_O), {"Object 1/content.xml": held})
    formula = f"<math xmlns='http://www.w3.org/1998/Math/MathML'><mtext>{mark}</mtext></math>"
    yield "formula", "odt", added(odt(_O), {"Object 1/content.xml": formula})


def in_sheets(mark: str) -> Iterator[Made]:
    """Yield spreadsheets with a mark beside what their cells show."""
    plain, marked = xlsx({"DS": _ROWS}), xlsx({"DS": [[mark], *_ROWS]})
    with zipfile.ZipFile(BytesIO(marked)) as archive:
        sheet = archive.read("xl/worksheets/sheet0.xml").decode()
    hidden = sheet.replace('<row r="1"', '<row r="1" hidden="1"')
    yield "hidden row", "xlsx", added(marked, {"xl/worksheets/sheet0.xml": hidden})
    yield "hidden sheet", "xlsx", xlsx({"DS": _ROWS, "An": [[mark], *_ROWS]}, hidden=["An"])
    yield "name of the sheet", "xlsx", xlsx({f"BC quý II ({mark})": _ROWS})
    drawn = f'<x:wsDr xmlns:x="u"><x:cNvPr name="Dấu {mark}" id="1"/></x:wsDr>'
    yield "name of a picture", "xlsx", added(plain, {"xl/drawings/drawing1.xml": drawn})
    for place, shape in (
        ("picture in the head", f'<v:shape><v:imagedata o:title="{mark}"/></v:shape>'),
        ("old box", f"<v:shape><v:textbox><div><font>{mark}</font></div></v:textbox></v:shape>"),
    ):
        yield place, "xlsx", added(plain, {"xl/drawings/vmlDrawing1.vml": f"<xml {_VML}>{shape}</xml>"})
    rows = "".join(f"<table:table-row>{_cell(line)}</table:table-row>" for line in lines())
    unseen = f"<table:table-row table:visibility='collapse'>{_cell(mark)}</table:table-row>"
    yield "hidden row", "ods", ods(f"<table:table>{unseen}{rows}</table:table>")
    frame = f"<table:shapes><d:frame xmlns:d='urn:d' d:name='{mark}'/></table:shapes>"
    yield "name of a frame", "ods", ods(f"<table:table>{frame}{rows}</table:table>")


def _cell(words: str) -> str:
    return f"<table:table-cell><text:p>{words}</text:p></table:table-cell>"


def in_rtf(mark: str) -> Iterator[Made]:
    """Yield RTF files with a mark that their converter drops."""
    shown = re.sub(r"[^\x00-\x7f]", lambda char: rf"\u{(ord(char[0]) ^ 0x8000) - 0x8000}?", mark)
    yield "category", "rtf", rtf(rf"{{\info{{\category {shown}}}}}")
    place = r"\shpleft0\shptop0\shpright4000\shpbottom900\shpwr3{\sp{\sn shapeType}{\sv 202}}"
    named = rf"{{\sp{{\sn wzName}}{{\sv {shown}}}}}"
    yield "name of a shape", "rtf", rtf(rf"{{\pard{{\shp{{\*\shpinst{place}{named}{{\shptxt a\par}}}}}}\par}}")


def clean() -> Iterator[Made]:
    """Yield office files that speak of secrecy in the same places, and bear no mark."""
    split = "<w:p><w:r><w:t>Quy định về bảo </w:t></w:r>{}<w:r><w:t>mật tin.</w:t></w:r></w:p>"
    yield "word in two runs", "docx", word(split.format("<w:del><w:r><w:delText>mật</w:delText></w:r></w:del>") + _W)
    yield "row that was not chosen", "docx", word(_chosen(0) + _W)
    yield "head about secrecy", "docx", _headed("Quy chế bảo vệ bí mật nhà nước - Trang 1")
    security = "<Properties><DocSecurity>8</DocSecurity><Company>Ban Bảo mật</Company></Properties>"
    yield "security of a file", "docx", added(word(_W), {"docProps/app.xml": security})
    status = "<c><contentStatus>Draft</contentStatus><keywords>bí mật nhà nước, bảo mật, giải mật</keywords></c>"
    yield "first draft", "docx", added(word(_W), {"docProps/core.xml": status})
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    level = "<w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    listed = f"<w:abstractNum w:abstractNumId='1'>{level}</w:abstractNum>"
    count = "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
    items = _p("Tài liệu mật", numbered) + _p("Mật", numbered)
    yield "numbered items", "docx", word(_W + items, numbering=listed + count)
    yield "list to choose from", "xlsx", xlsx({"DS": _ROWS, "Chon": _LEVELS}, hidden=["Chon"])
    hidden = "".join(f"<text:p>{row[0]}</text:p>" for row in _LEVELS)
    yield "hidden list of levels", "odt", odt(f"<text:section text:display='none'>{hidden}</text:section>{_O}")

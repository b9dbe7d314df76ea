"""Marks that a PDF says outside its pages: bookmarks, layers, labels, words for figures, properties; pictures, too."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from tests.support.marked.pdf import as_string, document, laid_out, stream
from tests.support.marked.plain import Made
from tests.support.marked.words import lines

_CATALOG = b"/Type/Catalog/Pages 2 0 R"


def _rewritten(catalog: bytes, objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF to which another catalogue and more objects were added."""
    before = document(laid_out(lines()))
    out, starts = bytearray(before), {}
    for number, content in {1: b"<<%s%s>>" % (_CATALOG, catalog), **objects}.items():
        starts[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    last, table = re.findall(rb"startxref\n(\d+)\n", before)[-1], len(out)
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % each for each in sorted(starts.items()))
    size = max(starts) + 1
    out += b"xref\n%strailer<</Size %d/Root 1 0 R/Info 7 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        rows,
        size,
        last,
        table,
    )
    return bytes(out)


def _outline(*titles: str) -> bytes:
    rows = {
        101 + n: b"<</Title%s/Parent 100 0 R%s>>"
        % (as_string(title).encode(), b"/Next %d 0 R" % (102 + n) if n + 1 < len(titles) else b"")
        for n, title in enumerate(titles)
    }
    head = b"<</Type/Outlines/First 101 0 R/Last %d 0 R/Count %d>>" % (100 + len(titles), len(titles))
    return _rewritten(b"/Outlines 100 0 R", {100: head, **rows})


def _xmp(inside: str) -> bytes:
    rdf = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{inside}</rdf:RDF>'
    text = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf}</x:xmpmeta>'.encode()
    return _rewritten(b"/Metadata 100 0 R", {100: stream(text, b"/Type/Metadata/Subtype/XML")})


def places(mark: str) -> Iterator[Made]:
    """Yield PDFs with a mark outside their pages."""
    said = as_string(mark).encode()
    yield "bookmark", "pdf", _outline("Báo cáo", mark)
    layer = b"/OCProperties<</OCGs[100 0 R]/D<</Order[100 0 R]>>>>"
    yield "name of a layer", "pdf", _rewritten(layer, {100: b"<</Type/OCG/Name%s>>" % said})
    packed = b"100 0 " + b"<</Type/OCG/Name%s>>" % said
    objects = stream(zlib.compress(packed), b"/Type/ObjStm/N 1/First 6/Filter/FlateDecode")
    yield "object among packed ones", "pdf", _rewritten(b"", {101: objects})
    labels = b"/PageLabels<</Nums[0<</S/D/P%s>>]>>" % as_string(f"{mark} - ").encode()
    yield "label of the pages", "pdf", _rewritten(labels, {})
    tree = {100: b"<</Type/StructTreeRoot/K 101 0 R>>", 101: b"<</S/Figure/P 100 0 R/Pg 8 0 R/Alt%s>>" % said}
    yield "words for a figure", "pdf", _rewritten(b"/StructTreeRoot 100 0 R", tree)
    held = b"/Names<</EmbeddedFiles<</Names[(a) 100 0 R]>>>>"
    named = as_string(f"BC ({mark}).docx").encode()
    yield "name of a file within", "pdf", _rewritten(held, {100: b"<</Type/Filespec/UF%s>>" % named})
    field = {100: b"<</FT/Tx/T(DoMat)/V(C)>>"}
    yield "field without a place", "pdf", _rewritten(b"/AcroForm<</Fields[100 0 R]>>", field)
    yield "properties in XML", "pdf", _xmp(f"<rdf:Description><rdf:li>{mark}</rdf:li></rdf:Description>")
    yield "attribute of properties", "pdf", _xmp(f'<rdf:Description pdfx:DoMat="{mark}"/>')
    for place, info in (("level", "/DoMat(C)"), ("own property", f"/Phan#20loai{as_string(mark)}")):
        yield f"{place} as property", "pdf", document(laid_out(lines()), info=info)
    at = "/Type/Annot/Rect[200 800 400 830]/F 4/Subtype"
    for place, note in (
        ("caption of a button", f"{at}/Widget/FT/Btn/T(a)/Ff 65536/MK<</CA{as_string(mark)}>>"),
        (
            "chosen of a list",
            f"{at}/Widget/FT/Ch/T(a)/Opt[{as_string('Thường')}{as_string(mark)}]/V[{as_string(mark)}]",
        ),
        ("file pinned to a page", f"{at}/FileAttachment/FS<</Type/Filespec/UF{as_string(f'{mark}.docx')}>>"),
        ("rich text of a note", f"{at}/FreeText/RC{as_string(f'<p>Dấu {mark}</p>')}/DA(/F 12 Tf)"),
    ):
        yield place, "pdf", document(laid_out(lines()), [note])


def clean() -> Iterator[Made]:
    """Yield PDFs that speak of secrecy in the same places."""
    yield "bookmarks that list levels", "pdf", _outline("Mật", "Tối mật", "Tuyệt mật")
    yield "bookmarks about stamps", "pdf", _outline("Điều 5. Đóng dấu mật", "Bảo vệ bí mật nhà nước")
    yield "short names", "pdf", document(laid_out(lines()), info="/A(M)/B(TM)/Keywords(bao mat, bi mat nha nuoc)")

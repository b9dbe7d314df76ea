"""One page of a PDF: its words, ruled lines and form fields, each with its place as seen.

Letters are put together by where they stand: a fallback font draws its letters apart from the others of their word.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple
from unicodedata import combining

import pypdfium2.raw as pdfium

from generator.ingest import symbol_fonts
from generator.ingest.geometry import Rule, Word

SPACE = 0.12
"""Heights of a letter between two letters from which they belong to two words."""
THIN_SPACE = 0.05
"""The same where a blank was printed there, as the field of a stamped number has it."""
OVERLAP = 0.6
"""Heights of a letter by which the next letter of a word may begin before the end of the last (italics, kerning)."""
SAME_LINE = 0.3
"""Share of its height by which a letter may stand higher or lower than its line."""
TWICE = 0.15
"""Heights of a letter by which the second print of a word that was printed twice (to look bold) is moved."""
THIN = 2.5
"""Points that a ruled line is thick at most."""
RULES, OBJECTS, DEPTH, FIELDS = 2000, 50_000, 4, 200
"""Ruled lines, objects and form fields of a page that are looked at, and how deep drawings may be nested."""
PICTURE = 20.0
"""Points that a picture of a stamp is wide at least."""
BENEATH = 4096
"""Characters that are looked at beneath a form field."""
_HYPHENS = {2: "-", 0xAD: "-"}
"""How PDFium gives a hyphen at the end of a line, and how fonts name the hyphen that they show."""
_PRIVATE = "\ue000"
"""Stands for all the places where symbol fonts have letters of their own."""
_NO_CHARACTER = frozenset((0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Frame(NamedTuple):
    """The visible part of a page and how far it is turned: from places on the sheet to places as seen."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    def seen(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return left, top, right and bottom of a box as seen; y grows downwards."""
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turn == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


class Field(NamedTuple):
    """A form field: its box as seen, and as it lies on the sheet."""

    seen: Box
    place: Box


class _Glyph(NamedTuple):
    char: str
    left: float
    top: float
    right: float
    bottom: float
    place: int


class _Piece(NamedTuple):
    """Letters that were printed one after the other without a gap; `after`, `before`.

    A blank was printed there.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    before: bool
    after: bool
    order: int

    @property
    def height(self) -> float:
        return self.bottom - self.top


def words(text: Any, count: int, frame: Frame) -> list[Word]:
    """Return the words that the first `count` letters of a page make up.

    `text` is PDFium's handle of its text.
    """
    _, _, width, height = frame.seen(frame.left, frame.bottom, frame.right, frame.top)
    pieces = (
        piece
        for piece in _pieces(_glyphs(text, count, frame), lambda index: _is_sideways(text, index, frame.turn))
        if piece.right > 0 and piece.bottom > 0 and piece.left < width and piece.top < height
    )
    return [word for row in _rows(pieces) for word in _row_words(row)]


def _glyphs(text: Any, count: int, frame: Frame) -> Iterator[_Glyph]:
    """What is printed, in the order of the stream.

    A blank that PDFium makes up has no width and is left out.
    """
    box, box_of = pdfium.FS_RECTF(), pdfium.FPDFText_GetLooseCharBox
    west, north, turned, make = frame.left, frame.top, frame.turn != 0, _Glyph._make
    chars: dict[int, str] = {}
    for index, code in enumerate(codes(text, count)):
        char = chars.get(code)
        if char is None:
            char = chars[code] = _char(code)
        if char == _PRIVATE:
            char = symbol_fonts.shown(code, _font(text, index)) or ""
        if not char or not box_of(text, index, box):
            continue
        left, right = box.left, box.right
        if right <= left and not combining(char):
            continue
        if turned:
            yield make((char, *frame.seen(left, box.bottom, right, box.top), index))
        else:
            yield make((char, left - west, north - box.top, right - west, north - box.bottom, index))


def codes(text: Any, count: int) -> list[int]:
    """Return the code of each letter, all at once where PDFium gives as many as there are letters."""
    code_of = pdfium.FPDFText_GetUnicode
    got = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, got) != count + 1:
        return [code_of(text, index) for index in range(count)]
    # What stands for a hyphen or for half a letter is told by asking for that letter alone.
    return [code_of(text, i) if 0xD800 <= c < 0xE000 or c >= 0xFFFE else c for i, c in enumerate(got[:count])]


def _char(code: int) -> str:
    """The character of a code: a blank for all kinds of space, nothing for what shows nothing."""
    if 0xE000 <= code < 0xF900:
        return _PRIVATE
    char = _HYPHENS.get(code) or ("" if code in _NO_CHARACTER else chr(code))
    return " " if char.isspace() else char if char.isprintable() else ""


def _font(text: Any, index: int) -> str:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), None)
    return name.value.decode("utf-8", "replace")


def _is_sideways(text: Any, index: int, turn: int) -> bool:
    """Tell whether a letter stands on its side as the page is seen."""
    return round(pdfium.FPDFText_GetCharAngle(text, index) * 57.3 + turn) % 180 in range(45, 135)


def _pieces(printed: Iterable[_Glyph], is_sideways: Callable[[int], bool]) -> Iterator[_Piece]:
    """The letters put together as far as the stream has them together."""
    part: list[_Glyph] = []
    before = sideways = False
    order = 0
    for glyph in printed:
        if glyph.char == " " and not sideways:
            if part:
                yield _piece(part, before, True, order)
                part, order = [], order + 1
            before = True
            continue
        if part and not (combining(glyph.char) or _follows(part[-1], glyph)):
            if sideways or len(part) == 1:
                sideways = _stands_on(part[-1], glyph) and is_sideways(glyph.place)
            if not sideways:
                yield _piece(part, before, False, order)
                part, before, order = [], False, order + 1
        if part or glyph.char != " ":
            part.append(glyph)
    if part:
        yield _piece(part, before, False, order)


def _follows(last: _Glyph, glyph: _Glyph) -> bool:
    _, _, top, right, bottom, _ = last
    height = min(bottom - top, glyph.bottom - glyph.top)
    return (
        abs(glyph.bottom - bottom) <= SAME_LINE * height and -OVERLAP * height <= glyph.left - right <= SPACE * height
    )


def _stands_on(last: _Glyph, glyph: _Glyph) -> bool:
    """The letter comes above or below the last one, as in a line that was turned by a quarter."""
    gap = min(abs(glyph.bottom - last.top), abs(glyph.top - last.bottom))
    return glyph.left < last.right and last.left < glyph.right and gap <= last.right - last.left


def _piece(part: Sequence[_Glyph], before: bool, after: bool, order: int) -> _Piece:
    text = "".join([glyph.char for glyph in part]).strip()
    left, right = min(part[0].left, part[-1].left), max(part[0].right, part[-1].right)
    top, bottom = min([glyph.top for glyph in part]), max(part[0].bottom, part[-1].bottom)
    return _Piece(text, left, top, right, bottom, before, after, order)


def _rows(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces by the lines that they stand on."""
    levels: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        levels[round(piece.bottom)].append(piece)
    row: list[_Piece] = []
    for level in sorted(levels):
        first = levels[level][0]
        if row and first.bottom - row[0].bottom > SAME_LINE * min(row[0].height, first.height):
            yield row
            row = []
        row += levels[level]
    if row:
        yield row


def _row_words(row: Sequence[_Piece]) -> Iterator[Word]:
    """Words are what gaps and blanks part; a blank that a stamp's digits were printed over parts nothing."""
    group: list[_Piece] = []
    for piece in sorted(row, key=_left):
        if group and _is_covered(piece, group[-1]):
            continue
        if group and _parted(group[-1], piece):
            yield _word(group)
            group = []
        group.append(piece)
    if group:
        yield _word(group)


def _left(piece: _Piece) -> float:
    return piece.left


def _is_covered(piece: _Piece, last: _Piece) -> bool:
    """The same word printed again, or one that a later word was printed over."""
    if piece.text == last.text:
        return piece.left - last.left < TWICE * piece.height
    return piece.right <= last.right and piece.order < last.order and last.text.isalpha() and piece.text.isdigit()


def _parted(last: _Piece, piece: _Piece) -> bool:
    height = min(last.height, piece.height)
    gap = piece.left - last.right
    if gap > SPACE * height:
        return True
    end, start = last.text[-1], piece.text[0]
    if piece.order == last.order + 1:
        return last.after
    if end.isalnum() and start.isalnum() and end.isdigit() != start.isdigit():
        return True
    return (last.after or piece.before) and gap > THIN_SPACE * height


def _word(group: Sequence[_Piece]) -> Word:
    if len(group) == 1:
        return Word(*group[0][:5])
    top, right, bottom = (min(p.top for p in group), max(p.right for p in group), max(p.bottom for p in group))
    return Word("".join(p.text for p in group), group[0].left, top, right, bottom)


# --- ruled lines and fields ------------------------------------------------------------------------


def rules(page: Any, frame: Frame) -> list[Rule]:
    """Return the ruled lines of a page.

    Thin paths, and the sides of boxes that are drawn (a filled box is a background).
    """
    count = pdfium.FPDFPage_CountObjects(page)
    paths = _objects(count, partial(pdfium.FPDFPage_GetObject, page), _PLAIN, DEPTH, pdfium.FPDF_PAGEOBJ_PATH)
    return [rule for path, box in islice(paths, RULES) for rule in _sides(path, frame.seen(*box))]


def holds_pictures(page: Any, frame: Frame) -> bool:
    """Tell whether a page holds a picture that may be of a stamp or of a page: no line, no ornament."""
    count = pdfium.FPDFPage_CountObjects(page)
    found = _objects(count, partial(pdfium.FPDFPage_GetObject, page), _PLAIN, DEPTH, pdfium.FPDF_PAGEOBJ_IMAGE)
    return any(box[2] - box[0] >= PICTURE and box[3] - box[1] >= PICTURE / 2 for _, box in islice(found, RULES))


def _sides(path: Any, box: Box) -> Iterator[Rule]:
    left, top, right, bottom = box
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if min(right - left, bottom - top) <= THIN:
        yield Rule(left, top, right, bottom)
    elif pdfium.FPDFPath_GetDrawMode(path, fill, stroke) and stroke.value:
        yield from (Rule(left, y, right, y) for y in (top, bottom))
        yield from (Rule(x, top, x, bottom) for x in (left, right))


def _objects(count: int, nth: Callable[[int], Any], at: Matrix, depth: int, what: int) -> Iterator[tuple[Any, Box]]:
    """The objects of a kind among some and in the drawings nested in them, with their boxes on the sheet."""
    left, bottom, right, top = sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(count, OBJECTS)):
        item = nth(index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == what and pdfium.FPDFPageObj_GetBounds(item, *sides):
            yield item, _moved((left.value, bottom.value, right.value, top.value), at)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            inner = pdfium.FPDFFormObj_CountObjects(item)
            yield from _objects(inner, partial(pdfium.FPDFFormObj_GetObject, item), _within(item, at), depth - 1, what)


def _within(form: Any, at: Matrix) -> Matrix:
    """How places in a nested drawing become places on the sheet."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, matrix):
        return at
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    p, q, r, s, t, u = at
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(box: Box, at: Matrix) -> Box:
    a, b, c, d, e, f = at
    if at == _PLAIN:
        return box
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def is_marked(page: Any) -> bool:
    """Tell whether something is laid over a page that shows: a field, a stamp, a drawing.

    Links and notes do not.
    """
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        mark = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(mark)
        pdfium.FPDFPage_CloseAnnot(mark)
        if kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP):
            return True
    return False


def fields(page: Any, frame: Frame) -> list[Field]:
    """Return the form fields of a page, where stamping and signing programs write."""
    box = pdfium.FS_RECTF()
    found: list[Field] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), FIELDS)):
        mark = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetSubtype(mark) == pdfium.FPDF_ANNOT_WIDGET and pdfium.FPDFAnnot_GetRect(mark, box):
            place = (box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
            found.append(Field(frame.seen(*place), place))
        pdfium.FPDFPage_CloseAnnot(mark)
    return found


def words_within(text: Any, place: Box) -> frozenset[str]:
    """Return the words of a page's text in a box on the sheet."""
    left, bottom, right, top = place
    buffer = (ctypes.c_ushort * BENEATH)()
    got = pdfium.FPDFText_GetBoundedText(text, left, top, right, bottom, buffer, BENEATH)
    return frozenset(bytes(buffer)[: 2 * min(got, BENEATH)].decode("utf-16-le", "replace").rstrip("\0").split())

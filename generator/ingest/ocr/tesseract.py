"""Recognition of print (nhận dạng chữ, OCR) by the external program tesseract.

A picture in, words with places out.

Two passes: the program takes a signature under a stamp for a drawing, so what the first pass did not read is looked
at once more as one block.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from generator.ingest import legibility
from generator.ingest.geometry import Rule, Word
from generator.ingest.ocr import handwriting, picture
from generator.ingest.ocr.picture import Picture
from generator.ingest.ocr.recognised_word import Seen
from generator.model import Diagnostic, DiagnosticCode
from generator.model.frozen import replace
from generator.text.fold import fold
from generator.vocab.tables import page_mark

LANGUAGE = "vie"
PACKAGES = "tesseract-ocr và tesseract-ocr-vie"
FIRST, SECOND = "3", "6"
"""Page segmentation: full, and one block of text."""
SURE = 80
"""Confidence (0 to 100) from which a word counts as beyond doubt; one below it is shown as doubtful."""
WEAK = 50
"""Confidence below which a word is looked at once more."""
MOST = 0.7
"""Share of the letters of a line of the second pass that must belong to such words."""
ALONE = 85
"""Confidence that a word of the second pass needs where no other stands beside it, in a table or over a weak one."""
JUNK = 20
"""Confidence below which a scrap of a few letters that is no possible word is dirt."""
SCRAP = 3
ACCENT = 0.6
"""Share of the usual height of a line that a letter or figure on a line of its own has at least."""
SHORT = 5
"""Letters of a line that must be sure to be print."""
TOP, SMALL = 0.15, 0.8
"""Share of the height of a page that is its head; height of its small print beside the usual line."""
COLUMN = 2
"""Heights of a line between the words of two columns."""
PARTS = 60
"""Parts of lines of a page that are read alone."""
CUT = 60
"""Part of the width that is left white between them."""
_LETTER = re.compile(r"[^\W\d_lI]")
_WORD = re.compile(r"[^\W\d_]+")
_MARGIN = 0.0012
"""Share of the width by which a word's box is widened before it is painted over."""
_PAPER = (595.0, 842.0)
"""Sides of A4 in points, which the measures of the layout are made for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was recognised on a page.

    Words and rules in points of A4, how many letters, how many of them beyond doubt, and how many scraps (of stamps,
    signatures, dirt) were left out.
    """

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float
    letters: int
    sure: int
    scraps: int
    stamp: int
    """Lines of the mark of an electronic signature, which are left out too."""
    by_hand: tuple[str, ...]
    """How figures were read that were filled in by hand; they are left open."""


def engine() -> str | Diagnostic:
    """Return the version of the program.

    A Diagnostic (without path) where it or its language data are missing.
    """
    try:
        version = _run(["tesseract", "--version"], b"", 20).decode("utf-8", "replace").split("\n")[0].strip()
        languages = _run(["tesseract", "--list-langs"], b"", 20).decode("utf-8", "replace").split()
    except (OSError, subprocess.SubprocessError):
        message = f"Máy này chưa có chương trình nhận dạng chữ. Cài gói {PACKAGES} rồi dựng lại."
        return Diagnostic(DiagnosticCode.NO_OCR, message, "", 1)
    if LANGUAGE not in languages:
        message = "Chương trình tesseract chưa có dữ liệu tiếng Việt. Cài gói tesseract-ocr-vie rồi dựng lại."
        return Diagnostic(DiagnosticCode.NO_OCR, message, "", 1)
    return version


def reading(image: bytes, seconds: int, leaf: int = 0) -> Reading | Diagnostic:
    """Return what is recognised on a picture, each pass taking at most `seconds`."""
    page = picture.pgm(image)
    rules = picture.rules(page) if page else []
    if page:
        page = picture.without(page, picture.straight(rules, page.width))
        image = picture.as_pgm(page)
    extra = () if page else ("-c", f"tessedit_page_number={leaf}")
    try:
        first, size = _pass(image, FIRST, seconds, extra)
        first = _each_alone(page, first, seconds) if page else first
        strong = [seen for seen in first if seen.confidence >= WEAK]
        rest = picture.as_pgm(picture.without(page, _widened(strong, page))) if page else image
        second, _ = _pass(rest, SECOND, seconds, extra)
        weak = [seen for seen in first if seen.confidence < WEAK]
        second = [seen for seen in second if not _is_remnant(seen, strong, weak)]
    except subprocess.TimeoutExpired:
        message = f"Nhận dạng chữ quá {seconds} giây. Nâng `limits: seconds` trong portal.yml, hoặc quét lại gọn hơn."
        return Diagnostic(DiagnosticCode.TOO_SLOW, message, "", 1)
    except (OSError, subprocess.SubprocessError, ValueError):
        return Diagnostic(
            DiagnosticCode.UNREADABLE, "Ảnh hỏng hoặc không phải ảnh. Mở thử bằng trình xem ảnh và lưu lại.", "", 1
        )
    return _assembled(first, _found_again(second, weak, rules), rules, size)


def lines(image: bytes, seconds: int) -> list[str]:
    """Return the lines that are recognised on a small picture (a stamp), as they are read. Raises OSError."""
    call = ["tesseract", "-", "-", "-l", LANGUAGE, "--psm", SECOND]
    return [line for line in _run(call, image, seconds).decode("utf-8", "replace").split("\n") if line.strip()]


def _widened(words: Iterable[Seen], page: Picture) -> Iterator[picture.Box]:
    by = max(1, round(_MARGIN * page.width))
    for word in words:
        left, top, right, bottom = word.box
        yield left - by, top - by, right + by, bottom + by


def _each_alone(page: Picture, first: Sequence[Seen], seconds: int) -> list[Seen]:
    """The words of the first pass.

    Parts of lines with weak words are read once more, cut out and set below each other: where the two halves of a
    head or foot stand at other heights, reading them as one line garbles one of them.
    """
    parts = [part for line in _by_line(first) for part in _parts(line)]
    doubtful = [part for part in parts if any(seen.confidence < WEAK for seen in part)][:PARTS]
    if not doubtful:
        return list(first)
    margin = max(4, page.width // CUT)
    boxes = [_around(part, margin // 2, page) for part in doubtful]
    sheet, tops = picture.stacked(page, boxes, margin)
    found, _ = _pass(picture.as_pgm(sheet), SECOND, seconds, ())
    kept = [seen for part in parts if part not in doubtful for seen in part]
    for part, box, top in zip(doubtful, boxes, tops, strict=True):
        right, down = box[0] - margin, box[1] - top
        again = [
            Seen(s.text, (s.box[0] + right, s.box[1] + down, s.box[2] + right, s.box[3] + down), s.confidence, s.line)
            for s in found
            if top <= (s.box[1] + s.box[3]) / 2 < top + box[3] - box[1]
        ]
        # A cutting holds bits of its neighbours, which were read where they stand.
        own = [replace(s, line=("alone", *s.line)) for s in again if not any(_overlap(s.box, k.box) for k in kept)]
        kept += own if _is_better(own, part) else part
    return kept


def _is_better(own: Sequence[Seen], part: Sequence[Seen]) -> bool:
    """Whether words are surer than those of the first pass, and no fewer of them are possible."""
    return _certainty(own) > max(WEAK, _certainty(part)) and _possible(own) >= _possible(part)


def _possible(words: Sequence[Seen]) -> float:
    """The share of the letters that belong to possible syllables."""
    parts = [legibility.spelt(word) for seen in words for word in _WORD.findall(seen.text) if len(word) > 1]
    return sum(len(part) for part in parts if legibility.is_syllable(part)) / max(1, sum(map(len, parts)))


def _around(part: Sequence[Seen], by: int, page: Picture) -> picture.Box:
    boxes = [seen.box for seen in part]
    left, top = min(box[0] for box in boxes) - by, min(box[1] for box in boxes) - by
    right, bottom = max(box[2] for box in boxes) + by, max(box[3] for box in boxes) + by
    return max(0, left), max(0, top), min(page.width, right), min(page.height, bottom)


def _certainty(words: Sequence[Seen]) -> float:
    """How sure the program is of words, the longer ones counting more."""
    total = sum(len(seen.text) for seen in words)
    return sum(len(seen.text) * seen.confidence for seen in words) / total if total else 0.0


def _pass(image: bytes, segmentation: str, seconds: int, extra: Sequence[str]) -> tuple[list[Seen], tuple[int, int]]:
    call = ["tesseract", "-", "-", "-l", LANGUAGE, "--psm", segmentation, *extra, "tsv"]
    return _table(_run(call, image, seconds).decode("utf-8", "replace"))


def _run(call: Sequence[str], data: bytes, seconds: int) -> bytes:
    """What the program says; pages are read side by side, so each takes one thread."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(call, input=data, capture_output=True, timeout=seconds, check=True, env=environment)
    return done.stdout or done.stderr


def _table(tsv: str) -> tuple[list[Seen], tuple[int, int]]:
    """The words of tesseract's table, and width and height of the page."""
    words: list[Seen] = []
    size = (1, 1)
    for row in tsv.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < 12:
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        if cells[0] == "1":
            size = (max(width, 1), max(height, 1))
        elif cells[0] == "5" and cells[11].strip():
            box = (left, top, left + width, top + height)
            words.append(Seen(cells[11].strip(), box, float(cells[10]), tuple(cells[2:5])))
    return words, size


# --- what is kept ----------------------------------------------------------------------------------


def _found_again(second: Sequence[Seen], weak: Sequence[Seen], rules: Sequence[picture.Box]) -> list[Seen]:
    """Words of the second pass that nothing speaks against.

    Sure, most of their line, not alone where none was.
    """
    kept: list[Seen] = []
    for line in _by_line(second):
        good = [seen for seen in line if seen.confidence >= WEAK and _is_printed(seen.text)]
        table = bool(rules) and all(_within_table(seen.box, rules) for seen in line)
        if table:
            good += [seen for seen in line if seen.confidence >= ALONE and any(map(str.isdigit, seen.text))]
        elif not any(_is_word(seen.text) for seen in good) or _length(good) < MOST * _length(line):
            continue
        placed = table or any(_overlap(seen.box, other.box) for seen in good for other in weak)
        if len(good) > 1 or (placed and any(seen.confidence >= ALONE for seen in good)):
            kept += [replace(seen, line=("again", *seen.line)) for seen in good]
    return kept


def _is_remnant(seen: Seen, strong: Sequence[Seen], weak: Sequence[Seen]) -> bool:
    """A mark or a rest of a word that was read already.

    It lies on the word, or is squeezed in between two.
    """
    left, top, right, bottom = seen.box
    middle, near = (top + bottom) / 2, (bottom - top) / 2
    row = [other.box for other in strong if other.box[1] < middle < other.box[3]]
    before = any(-near < left - box[2] < near for box in row)
    after = any(-near < box[0] - right < near for box in row)
    squeezed = before and after and not any(_overlap(seen.box, other.box) for other in weak)
    return squeezed or any(_overlap(seen.box, other.box) for other in strong)


def _length(words: Iterable[Seen]) -> int:
    return sum(char.isalnum() for seen in words for char in seen.text)


def _assembled(
    first: Sequence[Seen], again: Sequence[Seen], boxes: Sequence[picture.Box], size: tuple[int, int]
) -> Reading:
    weak = [seen for seen in first if seen.confidence < WEAK]
    replaced = {seen for seen in weak if any(_overlap(seen.box, other.box) for other in again)}
    lines, stamp = _without_stamp(_by_line([*(seen for seen in first if seen not in replaced), *again]), size[1])
    kept: list[list[Seen]] = []
    scraps = 0
    filled: list[str] = []
    usual = median([_height(line) for line in lines] or [0])
    for whole in (part for line in lines for part in _parts(line)):
        part, figures = handwriting.left_open(whole)
        filled += figures
        good = [seen for seen in part if not _is_scrap(seen)]
        if len(good) == 1 and len(good[0].text) == 1 and _height(good) < ACCENT * usual:
            # The accent of a capital, taken for a figure on a line of its own.
            continue
        good = [] if _is_dirt(good, bool(boxes)) else good
        scraps += sum(any(map(str.isalnum, seen.text)) for seen in part if seen not in good)
        if good:
            kept.append(good)
    scale = _PAPER[size[0] > size[1]] / size[0]
    words = tuple(word for line in kept for word in _even(line, scale))
    rules = tuple(Rule(*(side * scale for side in box)) for box in boxes)
    letters, sure = (_length(s for line in kept for s in line if s.confidence >= least) for least in (0, SURE))
    return Reading(words, rules, size[0] * scale, size[1] * scale, letters, sure, scraps, stamp, tuple(filled))


def _without_stamp(lines: Sequence[list[Seen]], height: int) -> tuple[list[list[Seen]], int]:
    """The lines without the mark of an electronic signature, and how many lines it had."""
    usual = median([_height(line) for line in lines] or [0])
    motto = next((_side(line, 1) for line in lines if page_mark("folded.motto").search(_folded(line))), 0.0)
    head = [line for line in lines if _side(line, 3) < max(motto, TOP * height)]
    mark = [line for line in head if _side(line, 3) < motto or _height(line) < SMALL * usual]
    if not any(page_mark("folded.mark").search(_folded(line)) for line in mark):
        return list(lines), 0
    return [line for line in lines if line not in mark], len(mark)


def _folded(line: Sequence[Seen]) -> str:
    return fold(" ".join(seen.text for seen in line))


def _side(line: Sequence[Seen], side: int) -> float:
    return median(seen.box[side] for seen in line)


def _height(line: Sequence[Seen]) -> float:
    return median(seen.box[3] - seen.box[1] for seen in line)


def _even(line: Sequence[Seen], scale: float) -> Iterator[Word]:
    """The words of a line with one top and bottom.

    Letters with marks and tails must not tell one row from another.
    """
    top, bottom = (median(seen.box[side] for seen in line) * scale for side in (1, 3))
    for seen in line:
        doubt = None if seen.confidence >= SURE else max(0.0, seen.confidence / 100)
        yield Word(seen.text, seen.box[0] * scale, top, seen.box[2] * scale, bottom, doubt)


def _parts(line: Sequence[Seen]) -> list[list[Seen]]:
    """The parts of a line that wide gaps part.

    What stands in one column says nothing of what stands in the other.
    """
    parts: list[list[Seen]] = []
    for seen in sorted(line, key=lambda s: s.box[0]):
        if parts and seen.box[0] - parts[-1][-1].box[2] < COLUMN * _height(line):
            parts[-1].append(seen)
        else:
            parts.append([seen])
    return parts


def _by_line(words: Iterable[Seen]) -> list[list[Seen]]:
    lines: dict[tuple[str, ...], list[Seen]] = {}
    for seen in words:
        lines.setdefault(seen.line, []).append(seen)
    return list(lines.values())


def _is_scrap(seen: Seen) -> bool:
    """A sign without letters, or a few letters that are no word, of which the program is not sure either."""
    if not any(map(str.isalnum, seen.text)):
        return seen.confidence < WEAK and seen.text != handwriting.OPEN
    if len(seen.text) > SCRAP or _is_word(seen.text):
        return False
    # A number written by hand is misread as often as not, and no number is better than a wrong one.
    mixed = any(map(str.isdigit, seen.text)) and bool(_LETTER.search(seen.text))
    return seen.confidence < (WEAK if mixed else JUNK)


def _is_dirt(line: Sequence[Seen], table: bool) -> bool:
    """A part of a stamp or a signature: no word in it is possible, or none is sure.

    A table may have lone marks.
    """
    text = " ".join(seen.text for seen in line)
    count, number = legibility.letters(text), any(map(str.isdigit, text))
    certain = _certainty(line)
    if count == 0 and not number:
        return text not in ("-", "–")
    if count == 1 and not number:
        return not table or text not in "xX"
    if count <= SHORT:
        return certain < (WEAK if number else SURE)
    return certain < WEAK and not number and legibility.share(text) < legibility.READABLE


def _is_printed(text: str) -> bool:
    """A possible word, or capitals that shorten one (`KT.`)."""
    return _is_word(text) or (legibility.letters(text) >= 2 and text.isupper() and text.strip(".,").isalpha())


def _is_word(text: str) -> bool:
    return legibility.letters(text) >= 2 and legibility.share(text) == 1.0


def _within_table(box: picture.Box, rules: Sequence[picture.Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    across, down = [r[0] for r in rules] + [r[2] for r in rules], [r[1] for r in rules] + [r[3] for r in rules]
    return min(across) < x < max(across) and min(down) < y < max(down)


def _overlap(a: picture.Box, b: picture.Box) -> bool:
    """Whether two boxes share a third of the smaller one."""
    wide, tall = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or tall <= 0:
        return False
    return wide * tall * 3 > min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))

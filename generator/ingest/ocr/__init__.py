"""Scanned pages (bản quét) and PDF pages with a missing or broken text layer, read by OCR.

What is still no Vietnamese text after recognition is left out and told, never shown as if it were text.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import msgspec

from generator import cores
from generator.ingest import legibility
from generator.ingest.contract import OCR, Tools
from generator.ingest.geometry import Line, Sheet, Word, below_each_other, laid_out
from generator.ingest.geometry.doubts import carried
from generator.ingest.ocr import picture, stamps, tesseract
from generator.model import Diagnostic, DiagnosticCode, Extraction
from generator.model.frozen import replace
from generator.vocab.secrecy import borne

DPI = 300
"""Resolution that pages are rendered at."""
SPARSE = 80
"""Letters below which a page of a PDF may be a picture that only its stamp is a text on."""
PICTURED = 10
"""Pages with pictures of a PDF with text on which stamps are looked for."""
FILLED = 0.02
"""Share of ink from which such a page holds more than its few letters: a full page has 0.05."""
LAYER = "lớp chữ của PDF"
_SETTINGS = "4"
"""Changes with what is done to a page, so that older results are not taken from the cache."""
_BULLET = re.compile(r"^(?:[~_—–*•»]|-[-–—])[~_—–-]* (?=\w)")
_EDGES = re.compile(r"(?<!\S)[_'`´](?=[^\W\d_]{2})(?!\S*['`´_])|(?<=\w)_(?!\S)")
CROSS = 5.0
"""Points by which the lines of a table may miss each other."""
_ETH = re.compile("ĐÐ|ÐĐ|Ð")
_BARS = re.compile(r"(?:^|\s+)(?:[|¦](?=\s|$)\s*)+")
_EIGHT = re.compile(r"§(?=\d{0,3}/)")
_ONES = re.compile(r"(?<![\w.,/\[(])[0-9lI\]|]{2}(?![\w/])")
_CHAIR = re.compile(r"\bCH[UÙÚỦŨỤ] T[IÌÍỈĨỊ]CH\b")
"""Marks above and below capitals are the first that are lost, and no other office is written so."""
SHORT = 3
"""Letters of a word in capitals whose size the recognition may have mistaken."""
_FOREIGN = (
    "Chữ nhận dạng được không phải tiếng Việt đọc được, đã bỏ. "
    "Quét lại trang này rõ hơn (300 dpi), hoặc thay bằng bản có lớp chữ."
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page in the end: how it reads, how many letters, how many beyond doubt, scraps left out.

    `problem` is why it has no text, `read` whether the text was recognised.
    """

    sheet: Sheet
    letters: int = 0
    sure: int = 0
    scraps: int = 0
    stamp: int = 0
    by_hand: tuple[str, ...] = ()
    problem: str = ""
    read: bool = True


def recognise(image: bytes, tools: Tools, key: str) -> str | Diagnostic:
    """Return the text of a picture of a page (PGM, PNG, JPEG), line by line; `key` names it in the cache."""
    version = tesseract.engine()
    if isinstance(version, Diagnostic):
        return version
    page = _recognised(lambda: image, tools, f"{key} {version}")
    return Diagnostic(DiagnosticCode.UNREADABLE, page.problem, "", 1) if page.problem else page.sheet.text


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the pages of a file are had as pictures."""

    render: Callable[[int], bytes]
    """A page as it is recognised: PGM, or the file itself where it is a picture."""
    coloured: Callable[[int], bytes] | None = None
    """A page with its colours; without it no stamps are looked for."""
    leaves: bool = False
    """The file is a picture, and pages are its leaves."""
    pictured: Collection[int] = ()
    """Pages that hold pictures, which may be of a stamp, though their text needs no recognition."""


def replace_unreadable(
    data: bytes,
    pages: Sequence[Sheet],
    name: str,
    tools: Tools,
    render: Callable[[int], bytes],
    coloured: Callable[[int], bytes] | None = None,
    pictured: Collection[int] = (),
) -> tuple[list[Sheet], Extraction] | Diagnostic:
    """Return the pages of a PDF, those without readable text recognised anew, and how they were read."""
    return replaced(data, pages, name, tools, Drawn(render, coloured, pictured=pictured))


def replaced(
    data: bytes, pages: Sequence[Sheet], name: str, tools: Tools, drawn: Drawn
) -> tuple[list[Sheet], Extraction] | Diagnostic:
    """Return the pages of a file, those without readable text recognised anew, and how they were read.

    A page that no text can be had of is empty in the outcome and told in the notes; a Diagnostic says that no page has
    text.
    """
    render, texts = drawn.render, [page.text for page in pages]
    wanted = [
        i for i, text in enumerate(texts) if not legibility.is_readable(text) or legibility.letters(text) < SPARSE
    ]
    pictured = [i for i in sorted(drawn.pictured) if i not in wanted][:PICTURED]
    version = tesseract.engine() if wanted or pictured else ""
    digest = hashlib.sha256(data).hexdigest()

    def judged(i: int) -> _Page:
        if isinstance(version, Diagnostic):
            return _unread(pages[i], lambda: render(i), version.message)
        key = f"{digest} {version} {i}"
        if i in pictured:
            return _stamped(_layer(pages[i]), drawn, i, tools, key)
        return _stamped(
            _better(pages[i], lambda: render(i), tools, key, i if drawn.leaves else 0), drawn, i, tools, key
        )

    def in_turn(i: int) -> _Page:
        with cores.turn():
            return judged(i)

    looked, late = wanted[: tools.limits.ocr_pages], wanted[tools.limits.ocr_pages :]
    looked += [] if isinstance(version, Diagnostic) else pictured
    with ThreadPoolExecutor(min(cores.available(), max(1, len(looked)))) as threads:
        found = dict(zip(looked, threads.map(in_turn, looked), strict=True))
    most = f"Quá {tools.limits.ocr_pages} trang phải nhận dạng. Nâng `limits: ocr_pages` trong portal.yml."
    found |= {i: _layer(pages[i]) if legibility.is_readable(texts[i]) else _Page(Sheet(), problem=most) for i in late}
    return _outcome([_marked(found.get(i) or _layer(page), page) for i, page in enumerate(pages)], name)


def _marked(page: _Page, layer: Sheet) -> _Page:
    """The page with the marks beside the lines of its layer, and in them where others were recognised."""
    printed = borne(line.text for line in layer.lines) if page.read else ()
    marks = tuple(dict.fromkeys((*layer.marks, *printed, *page.sheet.marks)))
    return replace(page, sheet=replace(page.sheet, marks=marks, hints=layer.hints))


def _stamped(page: _Page, drawn: Drawn, number: int, tools: Tools, key: str) -> _Page:
    """The page with the marks that stamps on it bear."""
    if drawn.coloured is None:
        return page
    coloured, leaf = drawn.coloured, number if drawn.leaves else 0
    place = f"{key} stamps {_SETTINGS}"
    kept = tools.cache.get(place)
    if kept is None:
        image = _rendered(lambda: coloured(number))
        try:
            found = stamps.stamps(image, tools.limits.seconds, leaf) if isinstance(image, bytes) else ()
        except subprocess.TimeoutExpired:
            return page  # nothing is kept, so another build looks again
        tools.cache.put(place, kept := "\n".join(found).encode())
    marks = borne(kept.decode("utf-8", "replace").split("\n"))
    return replace(page, sheet=replace(page.sheet, marks=(*page.sheet.marks, *marks)))


# --- one page --------------------------------------------------------------------------------------


def _layer(sheet: Sheet) -> _Page:
    """A page as its text layer has it."""
    letters = legibility.letters(sheet.text)
    return _Page(sheet, letters, round(letters * legibility.share(sheet.text)), read=False)


def _better(sheet: Sheet, render: Callable[[], bytes], tools: Tools, key: str, leaf: int) -> _Page:
    """The page as recognised, or as its layer has it where that is readable and little is missing."""
    if not legibility.is_readable(sheet.text):
        return _recognised(render, tools, key, leaf)
    image = _rendered(render)
    page = picture.pgm(image) if isinstance(image, bytes) else None
    if not isinstance(image, bytes) or page is None or picture.ink(page) < FILLED:
        return _layer(sheet)
    found = _recognised(lambda: image, tools, key, leaf)
    return found if not found.problem and found.letters > 2 * legibility.letters(sheet.text) else _layer(sheet)


def _unread(sheet: Sheet, render: Callable[[], bytes], why: str) -> _Page:
    """The page where nothing can be recognised: its layer if that is readable, nothing if it is blank."""
    if legibility.is_readable(sheet.text):
        return _layer(sheet)
    image = _rendered(render)
    page = picture.pgm(image) if isinstance(image, bytes) else None
    return _Page(Sheet()) if page is not None and picture.ink(page) < picture.INK else _Page(Sheet(), problem=why)


def _rendered(render: Callable[[], bytes]) -> bytes | _Page:
    try:
        return render()
    except (RuntimeError, ValueError, OSError, MemoryError):
        return _Page(Sheet(), problem="Không dựng được ảnh của trang. Mở thử bằng trình đọc PDF và xuất lại.")


def _recognised(render: Callable[[], bytes], tools: Tools, key: str, leaf: int = 0) -> _Page:
    """The page as recognised, from the cache where it was before.

    A blank page is an empty text without a problem.
    """
    place = f"{key} ocr {_SETTINGS} {DPI}"
    kept = _kept(tools.cache.get(place))
    if kept is not None:
        return kept
    image = _rendered(render)
    if isinstance(image, _Page):
        return image
    page = picture.pgm(image)
    if page is not None and picture.ink(page) < picture.INK:
        tools.cache.put(place, msgspec.json.encode(blank := _Page(Sheet())))
        return blank
    reading = tesseract.reading(image, tools.limits.seconds, leaf)
    if isinstance(reading, Diagnostic):
        return _Page(Sheet(), problem=reading.message)
    made = _passed(reading)
    tools.cache.put(place, msgspec.json.encode(made))
    return made


def _passed(reading: tesseract.Reading) -> _Page:
    """The page that the gate lets through: what was recognised, unless it is no Vietnamese text."""
    sheet = _assembled(reading).in_shares(reading.width, reading.height)
    text = sheet.text
    if not legibility.letters(text):
        return _Page(Sheet(), scraps=reading.scraps, problem="Chỉ có hình, không thấy chữ.")
    if not legibility.is_readable(text):
        return _Page(Sheet(), scraps=reading.scraps, problem=_FOREIGN)
    return _Page(sheet, reading.letters, reading.sure, reading.scraps, reading.stamp, reading.by_hand)


def _assembled(reading: tesseract.Reading) -> Sheet:
    """The lines, mended: those above, in and below each table: columns do not run on past one.

    The box of a stamp is no table.
    """
    wide = [rule for rule in reading.rules if rule.right - rule.left > reading.width / 2]
    upright = [r for r in reading.rules if any(r.top - CROSS <= w.bottom and w.top <= r.bottom + CROSS for w in wide)]
    edges: list[float] = []
    for rule in sorted(upright, key=lambda r: r.top):
        if not edges or rule.top > edges[-1]:
            edges += [rule.top, rule.bottom]
        edges[-1] = max(edges[-1], rule.bottom)
    bands: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in reading.words:
        bands[bisect(edges, word.middle)].append(word)
    sheets = (laid_out(band, reading.width, reading.rules if n % 2 else ()) for n, band in enumerate(bands))
    return below_each_other([replace(sheet, lines=tuple(map(_mended, sheet.lines))) for sheet in sheets])


def _mended(line: Line) -> Line:
    text = mended(line.text)
    return replace(line, text=text, doubts=carried(line.doubts, line.text, text))


def _kept(value: bytes | None) -> _Page | None:
    """What the cache kept; None where it is nothing that was put there by this version."""
    try:
        return None if value is None else msgspec.json.decode(value, type=_Page)
    except msgspec.MsgspecError:
        return None


# --- letters ---------------------------------------------------------------------------------------


def mended(line: str) -> str:
    """Return a recognised line without what recognition is known to get wrong.

    Capitals inside words (`đỐc`), ones taken for letters (`ngày 2l`), lost accents (`QUYÉT ĐỊNH`, `PHO CHU TỊCH`), the
    dash of a list taken for another sign, bars and dirt at the edges of words.
    """
    line = _ETH.sub("Đ", line).replace("ð", "đ")
    line = _EDGES.sub("", _BULLET.sub("- ", _BARS.sub(" ", line).strip()))
    line = _ONES.sub(lambda match: _ones(match[0]), _EIGHT.sub("8", line))
    line = _WORD.sub(lambda match: legibility.spelt(match[0]), line)
    line = "PHÓ" + line[3:] if line.startswith("PHO ") and line.isupper() else line
    line = _CHAIR.sub("CHỦ TỊCH", line)
    return _WORD.sub(lambda match: _cased(match, line), line)


def _ones(token: str) -> str:
    return re.sub(r"[lI\]|]", "1", token) if any(map(str.isdigit, token)) else token


def _cased(match: re.Match[str], line: str) -> str:
    """The word in one case. A short one in capitals between small letters only begins with one."""
    word = match[0]
    if word.islower() or word.istitle() or not legibility.is_syllable(word):
        return word
    if word.isupper():
        among = line[max(0, match.start() - 2) : match.start()] + line[match.end() : match.end() + 3]
        short = len(word) <= SHORT and not word.isascii()
        return word.title() if short and not any(map(str.isupper, among)) and any(map(str.islower, among)) else word
    capitals = sum(map(str.isupper, word))
    return word.upper() if capitals * 2 > len(word) else word[0] + word[1:].lower()


# --- the whole file --------------------------------------------------------------------------------


def _outcome(pages: Sequence[_Page], name: str) -> tuple[list[Sheet], Extraction] | Diagnostic:
    problems: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        if page.problem:
            problems.setdefault(page.problem, []).append(number)
    told = [(f"Trang {_numbers(numbers)}: {why}", why) for why, numbers in problems.items()]
    letters = sum(page.letters for page in pages)
    if not letters and told:
        found = "; ".join(dict.fromkeys(message for message, _ in told))
        return Diagnostic(
            DiagnosticCode.UNREADABLE_TEXT, f"Không trang nào có chữ tiếng Việt đọc được. {found}", name, 1
        )
    if not any(page.sheet.text.strip() for page in pages):
        return Diagnostic(DiagnosticCode.EMPTY, "Các trang đều trắng. Xóa tệp hoặc thay bằng bản có nội dung.", name, 1)
    read = [number for number, page in enumerate(pages, 1) if page.read and page.sheet.text]
    scraps = sum(page.scraps for page in pages)
    stamp = sum(page.stamp for page in pages)
    apart = (
        *((f"dấu ký số trên bản quét: {stamp} dòng",) if stamp else ()),
        *((f"mẩu dấu, chữ ký, vết bẩn: {scraps}",) if scraps else ()),
    )
    notes = (
        *(Diagnostic(DiagnosticCode.UNREADABLE_PAGE, message, name, 1) for message, _ in told),
        *_by_hand(pages, name),
    )
    certainty = sum(page.sure for page in pages) / letters if letters else 1.0
    return [page.sheet for page in pages], Extraction(_how(read, len(pages)), certainty, None, apart, notes)


def _by_hand(pages: Sequence[_Page], name: str) -> Iterator[Diagnostic]:
    for number, page in enumerate(pages, 1):
        if page.by_hand:
            figures = ", ".join(f"«{figure}»" for figure in page.by_hand)
            message = (
                f"Trang {number}: số hoặc ngày điền tay, máy đọc là {figures}, không chắc nên để trống. "
                "Xem bản quét rồi ghi số và ngày đúng vào tệp kèm (.meta.yml)."
            )
            yield Diagnostic(DiagnosticCode.FILLED_BY_HAND, message, name, 1)


def _how(read: Sequence[int], count: int) -> str:
    if not read:
        return LAYER
    return OCR if len(read) == count else f"{LAYER}; {OCR}: trang {_numbers(read)}"


def _numbers(numbers: Iterable[int]) -> str:
    """`3, 5–7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)

"""What is told of a document or a file: the closed list of codes, and one such telling with its place."""

from __future__ import annotations

from enum import StrEnum

from generator.model.frozen import Frozen


class DiagnosticCode(StrEnum):
    """Mã chẩn đoán: `vankho check`, open data and the quality page name what is wrong by it.

    A value never changes.
    """

    # What a reader of the document must be told of it.
    MISSING_HEADER = "missing_header"
    """Neither issuer nor number stands at the top."""
    MISSING_NUMBER = "missing_number"
    """The place of the number is blank."""
    MISSING_DATE = "missing_date"
    """The document's date is not whole, or a citation bears none anywhere."""
    ISSUER_CONFLICT = "issuer_conflict"
    """A citation states another issuer than its symbol."""
    SYMBOL = "symbol"
    """A symbol is printed damaged, and was repaired."""
    WRONG_ABBREVIATION = "wrong_abbreviation"
    """A type or body is abbreviated as no rule has it."""
    MISSING_HYPHEN = "missing_hyphen"
    """A hyphen between two parts of a phrase is missing."""
    SPACING = "spacing"
    """A space too many or too few beside a mark."""
    PAGE_NUMBER_LEAK = "page_number_leak"
    """A page number fell into a symbol."""
    PAGE_BREAK = "page_break"
    """A sentence runs on over a page break."""
    CUT_LINES = "cut_lines"
    """Most paragraphs break off without a mark: their lines may be cut at the margin."""
    DATE_SUSPECT = "date_suspect"
    """A date can hardly be right."""
    DATE_CONFLICT = "date_conflict"
    """One paper bears two dates."""
    CITATION_SUSPECT = "citation_suspect"
    """A document without a number cites what may be itself."""
    NAME_VARIANT = "name_variant"
    """One name is spelt in two ways."""
    LOOK_ALIKE = "look_alike"
    """A letter or sign was typed for another, and read as that one."""
    MARKUP = "markup"
    """Marks of Markdown were left out."""
    NUMBER_FORMAT = "number_format"
    """A figure is not written the Vietnamese way."""
    DUPLICATE = "duplicate"
    """Two files are one paper, two papers bear one number, or two cited numbers one title."""
    AMBIGUOUS = "ambiguous"
    """A citation may mean several works; it is not linked."""
    SET_APART = "set_apart"
    """What surrounds the document, a web page, was left out."""
    SIGNATURE_BROKEN = "signature_broken"
    """A digital signature does not fit the file any more."""
    SIGNATURE_CONFLICT = "signature_conflict"
    """The digital signatures of a file name another day or signer than the paper."""
    CORRECTED = "corrected"
    """The archivist states another fact than the file."""

    NO_SUCH_WORK = "no_such_work"
    """The archivist states that no paper bears a cited number."""

    # How a file was read, and why one was not.
    EMPTY = "empty"
    """No words are in it."""
    SKIPPED = "skipped"
    """No reader knows this form of file."""
    UNREADABLE = "unreadable"
    """It is damaged, or the system does not let it be read."""
    NOT_READ = "not_read"
    """It does not open this time; its page stays as the last build had it."""
    FAULT = "fault"
    """The program failed on it, not the file: it alone is left out."""
    NOT_UTF8 = "not_utf8"
    """No encoding makes sense of it."""
    ENCODING = "encoding"
    """It was read in an encoding from before Unicode."""
    DAMAGED = "damaged"
    """Some bytes mean nothing in its encoding."""
    SAME_NAME = "same_name"
    """Its name is shown as another file's is; it bears a number."""
    SUFFIX = "suffix"
    """Its name tells another form; it was read as what it is."""
    WRONG_SUFFIX = "wrong_suffix"
    """It is not what its name tells; it was not read."""
    ENCRYPTED = "encrypted"
    """It asks for a password."""
    TOO_LARGE = "too_large"
    """It exceeds a limit of `portal.yml`."""
    TOO_SLOW = "too_slow"
    """Reading it took longer than a limit of `portal.yml`."""
    MISSING_PROGRAM = "missing_program"
    """LibreOffice, which converts it, is not on this machine."""
    HISTORY = "history"
    """What the portal remembered of its updates is damaged or another portal's; it was set aside."""
    NO_OCR = "no_ocr"
    """tesseract or its Vietnamese data, which recognise it, are not on this machine."""
    UNREADABLE_TEXT = "unreadable_text"
    """No page has Vietnamese words that can be read."""
    UNREADABLE_PAGE = "unreadable_page"
    """Some pages could not be read."""
    LONG_TABLE = "long_table"
    """A table has more cells than are kept as one; its words were read."""
    LOST_WORDS = "lost_words"
    """Another reading of a page of a PDF has words that ours lacks; only `check` looks."""
    FILLED_BY_HAND = "filled_by_hand"
    """Number or day are written by hand on a scan; they are left open."""
    BAD_JSON = "bad_json"
    """A parsed document is no JSON."""
    BAD_DOCUMENT = "bad_document"
    """A parsed document is not of the form that `vankho parse` prints."""

    # What keeps a document from the portal, and what may be said of it there.
    SECRET = "secret"
    """It bears a mark of secrecy (độ mật)."""
    INTERNAL = "internal"
    """It is for internal use (lưu hành nội bộ)."""
    DOUBTFUL_MARK = "doubtful_mark"
    """It may bear a mark of secrecy or of internal use; the archivist decides."""
    DRAFT = "draft"
    """It is a draft (dự thảo)."""
    HELD_BACK = "held_back"
    """Its side file is wrong, and may have wanted to keep it back."""
    SIDE_FILE = "side_file"
    """A side file is wrong or belongs to no document."""
    PERSONAL_DATA = "personal_data"
    """It holds personal data (dữ liệu cá nhân), masked on a public portal."""
    SUPPRESSED = "suppressed"
    """A name was taken out of it, as the archivist asks in `suppress.yml`."""
    REGISTRY = "registry_line"
    """A line of the registry changes nothing any more, or names a number that no paper names."""


FORMATTING = (
    DiagnosticCode.WRONG_ABBREVIATION,
    DiagnosticCode.MISSING_HYPHEN,
    DiagnosticCode.SPACING,
    DiagnosticCode.PAGE_NUMBER_LEAK,
    DiagnosticCode.PAGE_BREAK,
    DiagnosticCode.NAME_VARIANT,
    DiagnosticCode.LOOK_ALIKE,
    DiagnosticCode.MARKUP,
    DiagnosticCode.NUMBER_FORMAT,
)
"""What is told of how a paper was typed (cách trình bày): who reads it needs none of this, who keeps it may."""


class Diagnostic(Frozen):
    """Something wrong, shown as `path:line: code: message`; `text` quotes the place (may be empty)."""

    code: DiagnosticCode
    message: str
    path: str
    line: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}: {self.message}"

"""Who may see what (công khai): every output asks here, and none decides by itself.

A question ends in `assert_never`: who adds an output or a mark is asked by mypy for each answer. What is not known here
is not told. What outputs answer differently has a name of its own: `INDEXED`, `TOLD_WITH_ITS_PAPER`.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from enum import Enum
from typing import Protocol, TypeVar, assert_never

from generator.model import Diagnostic, DiagnosticCode, Facets, Graph, Mark, PageKind, Person, Portal, Record


class Output(Enum):
    """By what a portal tells (đầu ra).

    A card at a link tells what is on the page there, and is no output of its own.
    """

    COMMAND_LINE = "what `build` and `check` print"
    PAGES = "pages"
    SEARCH = "the portal's own search"
    OPEN_DATA = "open data"
    LINKED_DATA = "JSON-LD"
    ENGINES = "search engines of the world: the sitemap, and which pages bear no `noindex`"


# --- papers ----------------------------------------------------------------------------------------


def admits(mark: Mark, portal: Portal) -> bool:
    """Tell whether a portal may publish a paper that bears a mark (dấu độ mật, dấu lưu hành nội bộ)."""
    match mark:
        case Mark.SECRET | Mark.DOUBTFUL:
            return False
        case Mark.INTERNAL | Mark.DRAFT:
            return portal.audience == "intranet"
        case _:
            assert_never(mark)


def released(marks: Collection[Mark]) -> frozenset[Mark]:
    """Return the marks that stay when the archivist has released a paper: what is certain."""
    return frozenset(marks) - {Mark.DOUBTFUL, Mark.DRAFT}


def is_shown_as_draft(marks: Collection[Mark]) -> bool:
    """Tell whether the page of a paper says that it is a draft (dự thảo), released or not."""
    return Mark.DRAFT in marks


def counts_unseen(mark: Mark) -> bool:
    """Tell whether a mark counts where no page shows it: the name of a first draft stays for ever."""
    return mark is not Mark.DRAFT


def kept_out_by(marks: Collection[Mark], portal: Portal) -> Mark | None:
    """Return the mark that keeps a paper out of a portal, the strictest first.

    None where it may be published.
    """
    return next((mark for mark in Mark if mark in marks and not admits(mark, portal)), None)


def holds_back(fault: Diagnostic) -> bool:
    """Tell whether a fault keeps its paper inside.

    A side file that cannot be read may have wanted just that.
    """
    return fault.code is DiagnosticCode.SIDE_FILE


def stays_by_will(told: Diagnostic) -> bool:
    """Tell whether a paper that was not read is kept back by a person, rather than by a fault."""
    return holds_back(told) or told.code in (DiagnosticCode.HELD_BACK, DiagnosticCode.SUPPRESSED)


def stay_inside(diagnostics: Iterable[Diagnostic]) -> frozenset[str]:
    """Return the paths of the papers that were refused: nothing of them is told but the file's name."""
    return frozenset(told.path for told in diagnostics if told.code in (*_REFUSALS, DiagnosticCode.HELD_BACK))


def shows_originals(portal: Portal) -> bool:
    """Tell whether a portal publishes papers as they came (bản gốc), with pictures of their pages.

    A public one only where that is asked for: a picture shows signatures, and what stands beside the text.
    """
    return portal.audience == "intranet" if portal.originals is None else portal.originals


def rules(portal: Portal) -> str:
    """Return in one line what settings let a portal show.

    Where that changed, what was told before may be told no more.
    """
    return f"{portal.audience} {portal.persons} {'masked' if masks(portal) else 'shown'}"


def withheld_originals(graph: Graph, portal: Portal) -> frozenset[str]:
    """Return the paths of the papers that are not published as they came (bản gốc).

    Nothing in an original can be masked.
    """
    codes = (DiagnosticCode.SUPPRESSED, *([DiagnosticCode.PERSONAL_DATA] if masks(portal) else []))
    return frozenset(each.path for each in graph.diagnostics if each.code in codes)


# --- what is wrong ---------------------------------------------------------------------------------

_REFUSALS: tuple[DiagnosticCode, ...] = tuple(mark.value for mark in Mark)
_MASKED = (DiagnosticCode.PERSONAL_DATA, DiagnosticCode.SUPPRESSED)
INSIDE = (
    *_REFUSALS,
    DiagnosticCode.HELD_BACK,
    DiagnosticCode.SIDE_FILE,
    DiagnosticCode.REGISTRY,
    DiagnosticCode.HISTORY,
    *_MASKED,
)
"""Codes that are told at the command line only: what stays inside is not named on a page either."""

TOLD_WITH_ITS_PAPER = (DiagnosticCode.SIDE_FILE,)
"""Codes of `INSIDE` that outputs tell all the same where they stand among a published paper's own warnings.

A number or type of a side file that cannot be read (`number: bảy`) is such a warning: whoever may read the paper reads
it on the page, on the list of warnings and in the open data, though the rest of that code is for the archivist alone.
"""


def told(graph: Graph, output: Output) -> tuple[Diagnostic, ...]:
    """Return what an output tells of all that is wrong in the content.

    A paper's own warnings come from `told_of`.
    """
    return tuple(each for each in graph.diagnostics if _tells(each, output))


def told_of(record: Record, output: Output) -> tuple[Diagnostic, ...]:
    """Return the warnings of a published paper that an output tells."""
    return tuple(each for each in record.warnings if _tells(each, output) or each.code in TOLD_WITH_ITS_PAPER)


def _tells(diagnostic: Diagnostic, output: Output) -> bool:
    return output is Output.COMMAND_LINE or diagnostic.code not in INSIDE


# --- persons ---------------------------------------------------------------------------------------


def has_page(person: Person, portal: Portal) -> bool:
    """Tell whether a portal has a page for a person (người).

    For all, for those who act in office, or for nobody.
    """
    return portal.persons == "all" or (portal.persons == "officials" and person.official)


def is_named(person: Person, portal: Portal, output: Output) -> bool:
    """Tell whether an output names a person as somebody, apart from the words of papers."""
    return has_page(person, portal) and PageKind.PERSON in kinds_told(portal, output)


def tells_signer(identity: str | None, named: Container[str], portal: Portal) -> bool:
    """Tell whether outputs say who signed a paper or presided (người ký, chủ trì).

    Both are offices, linked to a person or not. `named` are the ids of those who may be named.
    """
    return identity in named if identity else portal.persons != "off"


def tells_certificate(body: bool, signs: bool, portal: Portal) -> bool:
    """Tell whether outputs name whom the certificate of a digital signature names (chứng thư số).

    A body is named; who signs the paper in its own words where those in office are; a clerk who initialled it only
    where all persons are.
    """
    return body or (signs and portal.persons != "off") or portal.persons == "all"


def persons(graph: Graph, portal: Portal, output: Output) -> tuple[Person, ...]:
    """Return the persons whom an output names, by id."""
    return tuple(each for each in graph.persons if is_named(each, portal, output))


def lists_persons(portal: Portal) -> bool:
    """Tell whether a portal has pages of persons at all."""
    return portal.persons != "off"


def lists_officials_only(portal: Portal) -> bool:
    """Tell whether the persons with a page are those who act in office (người giữ chức vụ)."""
    return portal.persons == "officials"


# --- pages -----------------------------------------------------------------------------------------

INDEXED = (PageKind.AGENCY, PageKind.WORK, PageKind.DOCUMENT, PageKind.PAGE, PageKind.POLICY)
"""Kinds of pages that a public portal tells to the world's search engines: a person is found here, not there.

The lists of persons and the sheets of a person's long lists are of the kind `page`: engines are told of them, though
not of the persons' own pages.
"""


def kinds_told(portal: Portal, output: Output) -> tuple[PageKind, ...]:
    """Return the kinds of pages that an output tells of, or leads to; what is not among them is not told."""
    match output:
        case Output.PAGES | Output.SEARCH | Output.OPEN_DATA | Output.LINKED_DATA:
            return (*INDEXED, PageKind.PERSON)
        case Output.ENGINES:
            return INDEXED if portal.audience == "public" else ()
        case Output.COMMAND_LINE:
            return ()
        case _:
            assert_never(output)


def kinds_twinned(portal: Portal) -> tuple[PageKind, ...]:
    """Return the kinds of pages that have a Markdown twin (bản Markdown).

    A twin cannot say `noindex`: on a public portal only what engines are told of has one.
    """
    return kinds_told(portal, Output.ENGINES) or kinds_told(portal, Output.PAGES)


class _OfAKind(Protocol):
    """A page, or what is left of one once it is written."""

    @property
    def facets(self) -> Facets:
        """Its kind among them."""


P = TypeVar("P", bound=_OfAKind)


def pages_told(pages: Iterable[P], portal: Portal, output: Output) -> tuple[P, ...]:
    """Return the pages that an output leads to, in their order; none that only leads to another page."""
    kinds = kinds_told(portal, output)
    return tuple(page for page in pages if page.facets.kind in kinds and not page.facets.moved)


def links_outside(portal: Portal) -> bool:
    """Tell whether pages may link to other sites.

    A click from an inner network tells them what is read there.
    """
    return portal.audience == "public"


# --- words -----------------------------------------------------------------------------------------


def masks(portal: Portal) -> bool:
    """Tell whether a portal masks the personal data of papers (che dữ liệu cá nhân).

    It is asked once, before anything reads a text, so that no output can hold what another one masks.
    """
    return portal.audience == "public" if portal.personal_data is None else portal.personal_data == "mask"

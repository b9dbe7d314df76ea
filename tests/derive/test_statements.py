"""Statements: what states the date, the issuer and the title of a work (`cases/derive/statements.yml`)."""

from __future__ import annotations

from typing import Any

import pytest

from generator.derive import statements
from generator.derive.catalog import Catalog, catalog
from generator.derive.statements import Statement
from generator.model import (
    AgencyOccurrence,
    Citation,
    Evidence,
    Header,
    Occurrence,
    PersonOccurrence,
    Portal,
    Record,
    Relation,
    Span,
    Work,
    WorkOccurrence,
)
from generator.model.frozen import replace
from tests.support.factories import date, document, find, graph, record
from tests.support.views import cases, differences

WORK, ISSUER = "so-hieu/5", "co-quan/so"
OWN = "QUYẾT ĐỊNH\nVề việc chung.\nMa Văn An"


def citing(place: int, said: dict[str, Any]) -> Record:
    """Return a document that is these words; a later one in the list is an older document."""
    words = said["words"]
    span, day = Span(0, len(words)), date(str(said["date"])) if "date" in said else None
    issuer = find(words, said["issuer"]) if "issuer" in said else None
    citation = Citation(span, None, "quyết định", day, issuer, Relation.MENTION, title=said.get("title"))
    cited: list[Occurrence] = [WorkOccurrence(WORK, citation, "p", issuer=ISSUER)]
    cited += [AgencyOccurrence(ISSUER, find(words, said["body"]), "p")] if "body" in said else []
    cited += [PersonOccurrence("nguoi/ai", find(words, said["person"]), "p")] if "person" in said else []
    header = Header(issued=date(f"{2024 - place}-01-01"))
    return record(str(place), document(words, f"{place}.txt", header), occurrences=tuple(cited))


def held(said: dict[str, Any]) -> Record:
    """Return the work's own text: a line that is its head, a line that is its body, the signer's name."""
    day = date(str(said["date"])) if "date" in said else None
    made = document(OWN, "own.txt", Header("quyết định", None, said.get("title", ""), None, day))
    zones = replace(made.zones, header=find(OWN, "QUYẾT ĐỊNH"), signature=find(OWN, "Ma Văn An"))
    basis = said.get("basis", "header")
    return record("held", replace(made, zones=zones), issuer=said.get("issuer"), issuer_basis=basis, work=WORK)


def words_of(found: Catalog, evidence: Evidence) -> str:
    """Return document and words of an evidence."""
    return f"{evidence.document}|{evidence.span.of(found.records[evidence.document].document.text)}"


def stated(found: Catalog, statement: Statement | None) -> list[str] | None:
    """Return a statement as a case gives it."""
    if statement is None:
        return None
    told = [words_of(found, statement.evidence)] if statement.evidence else []
    return [statement.value, statement.basis, *told]


@pytest.mark.parametrize("case", cases("derive/statements.yml"))
def test_a_fact_of_a_work_bears_what_states_it(case: dict[str, Any]) -> None:
    made = [citing(place, said) for place, said in enumerate(case["cites"])]
    own = [held(case["held"])] if "held" in case else []
    fields = {name: str(value) for name, value in case["work"].items()}
    work = Work(WORK, "Quyết định số 5/QĐ-UBND", held_as="held" if own else None, **fields)  # type: ignore[arg-type]
    found = catalog(graph((*made, *own), (work,)), Portal())
    view = {
        "date": stated(found, statements.date(found, work)),
        "issuer": stated(found, statements.issuer(found, work)),
        "title": stated(found, statements.title(found, work)),
        "office": statements.office(found, work),
        "ways": [
            {
                "date": way.date,
                "issuer": way.issuer,
                "paragraphs": way.paragraphs,
                "evidence": words_of(found, way.evidence),
            }
            for way in statements.ways(found, work)
        ],
    }
    assert not differences({name: case[name] for name in view if name in case}, view)

"""Dòng của danh mục: what a list tells of each of its rows, for filters and saved files.

A page shows a sheet of a list; the rows of the whole list lie in files beside the pages (`publish.list_data`). Fields
have the names and values of the open data; those that it lacks are told in `LISTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from generator.derive.catalog import Catalog, issued, newest
from generator.derive.citing import cited_by
from generator.model import Agency, Person, Policy, Record, Work
from generator.model.frozen import Frozen
from generator.pages.frame import urls
from generator.pages.frame.labels import LEVELS
from generator.pages.frame.links import address, bounds, full_title
from generator.pages.frame.page import mentions
from generator.pages.markdown import render
from generator.text.collate import given_name_key, sort_key

T = TypeVar("T")

SHORT = 10
"""Rows that are seen at a glance: a list of so few has no tools."""
Value = str | int | bool | None | Sequence[str] | Mapping[str, str | None]
Row = tuple[Value, ...]


class Rows(Frozen, Generic[T]):
    """The rows of a list: its fields, what it is made of in order, and what is told of one such thing.

    `named` are the ids in a row whose names a reader is shown, `labels` what values of a field are called.
    """

    fields: tuple[str, ...]
    things: Callable[[Catalog], Sequence[T]]
    row: Callable[[Catalog, T], Row]
    named: Callable[[T], Iterable[str | None]]
    labels: tuple[tuple[str, Mapping[str, str]], ...] = ()


def tools(name: str, count: int, *, told: bool = True, missing: bool = False) -> str:
    """Return the place of a page where the tools of a list stand, none for a short list.

    `told`: how many rows there are; left out on sheets, which one more row elsewhere must not change. `missing`: only
    the works whose text is not held.
    """
    if count <= SHORT:
        return ""
    marks = (f' data-rows="{count}"' if told else "") + (' data-missing="1"' if missing else "")
    return f'<div class="vk-list-tools" data-list="{name}"{marks}></div>'


def name_of(found: Catalog, identity: str) -> str | None:
    """Return what a row calls the thing that an id names: an entity, or a document with its number first."""
    record = found.records.get(identity)
    if record is None:
        return found.names.get(identity)
    number, title = record.document.header.number, full_title(record)
    return f"{number.key}: {title}" if number else title


# --- documents -------------------------------------------------------------------------------------


def _oldest(found: Catalog) -> Sequence[Record]:
    return newest(found.records.values())[::-1]


def _document(found: Catalog, record: Record) -> Row:
    header, title = record.document.header, full_title(record)
    simple = f"{render.sentence(header.type or '')} {header.title or ''}"
    day = str(header.issued) if header.issued else None
    return (
        record.id,
        header.number.key if header.number else None,
        header.type,
        header.title,
        day,
        record.issuer,
        "" if title == simple else title,
        "" if day else issued(record),
        "" if day else _inferred(record),
    )


def _inferred(record: Record) -> str:
    known = record.issued_inferred
    return f"{bounds(known.not_before, known.not_after)} (suy ra)" if known and issued(record) else ""


# --- entities --------------------------------------------------------------------------------------


def page_below(found: Catalog, entity: str) -> str:
    """Return the address of an entity's page below the portal, empty where it is told by the id."""
    target = urls.published(address(found, urls.HOME_PAGE, entity) or "")
    return "" if target == f"{entity}.html" else target


def _works(found: Catalog) -> Sequence[Work]:
    by_name = sorted(found.works.values(), key=lambda each: sort_key(each.name), reverse=True)
    return sorted(by_name, key=lambda each: each.date or "")


def _work(found: Catalog, work: Work) -> Row:
    known = (work.id, work.name, work.key, work.type, work.date, work.issuer, work.title, work.held_as)
    return (*known, cited_by(found, work.id), page_below(found, work.id))


def _agency(found: Catalog, agency: Agency) -> Row:
    known = (agency.id, agency.name, agency.aliases, agency.level, agency.place, agency.parent)
    counts = len(found.issued_by.get(agency.id, ())), mentions(found, agency.id)
    return (*known, agency.valid_from, agency.valid_to, *counts, page_below(found, agency.id))


def _policy(found: Catalog, policy: Policy) -> Row:
    known = (policy.id, policy.name, policy.aliases, policy.policy_kind, policy.approved_by, policy.period)
    return (*known, policy.parent, mentions(found, policy.id), page_below(found, policy.id))


def _person(found: Catalog, person: Person) -> Row:
    known = (person.id, person.name, person.aliases)
    last = person.roles[-1] if person.roles else None
    office = (last.title, last.agency, last.first, last.last) if last else (None,) * 4
    return (*known, *office, page_below(found, person.id))


LISTS: Mapping[str, Rows[Record] | Rows[Work] | Rows[Agency] | Rows[Policy] | Rows[Person]] = {
    # Beside the open data: what a list calls it, the day by which it is sorted, and in words, where these differ.
    "documents": Rows(
        ("id", "number", "type", "title", "issued", "issuer", "shown", "sorted", "when"),
        _oldest,
        _document,
        lambda row: (row.issuer,),
    ),
    # … how many held documents cite it, and its page where that is another than the id says, as in all that follow.
    "works": Rows(
        ("id", "name", "key", "type", "date", "issuer", "title", "held_as", "cited_by", "page"),
        _works,
        _work,
        lambda row: (row.issuer,),
    ),
    # … how many documents it issued, in how many paragraphs it is mentioned.
    "agencies": Rows(
        ("id", "name", "aliases", "level", "place", "parent", "valid_from", "valid_to", "issued", "passages", "page"),
        lambda found: sorted(found.agencies.values(), key=lambda each: sort_key(each.name)),
        _agency,
        lambda row: (row.parent,),
        (("level", LEVELS),),
    ),
    "policies": Rows(
        ("id", "name", "aliases", "policy_kind", "approved_by", "period", "parent", "passages", "page"),
        lambda found: sorted(found.policies.values(), key=lambda each: sort_key(each.name)),
        _policy,
        lambda row: (row.approved_by, row.parent),
    ),
    # … of its roles the last one.
    "people": Rows(
        ("id", "name", "aliases", "title", "agency", "first", "last", "page"),
        lambda found: sorted(found.persons.values(), key=lambda each: given_name_key(each.name)),
        _person,
        lambda row: (row.roles[-1].agency,) if row.roles else (),
    ),
}
"""Every list, by the name that its pages give. Documents and works stand oldest first: a new one comes last."""

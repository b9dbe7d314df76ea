"""Dữ liệu có cấu trúc: what a page says of its subject in the words of schema.org, as JSON-LD.

Nothing is said that the page does not say: no legal force, since no document or registry states one; of a person
only name, office and agency. Addresses are relative unless the portal knows its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from generator.derive.catalog import Catalog, cited_works
from generator.derive.offices import latest
from generator.disclosure import Output, is_named
from generator.model import Agency, DocNumber, Person, Policy, PolicyOccurrence, Record, Work
from generator.pages.frame import trail, urls
from generator.pages.frame.links import full_title, page_path
from generator.vocab import tables
from generator.vocab.entries import DocType

Data = dict[str, Any]
_MOST = 100
"""Citations and subjects that are told at most."""
_WITH_YEAR = re.compile(r"^[^/]+/\d{4}/")
_MARKUP = tuple((char, f"\\u{ord(char):04x}") for char in "<>&")


def script(found: Catalog, path: str, title: str) -> str:
    """Return what is told of a page as JSON for a `<script>` and one line of YAML."""
    things = [thing for thing in (_subject(found, path), _breadcrumbs(found, path, title)) if thing]
    if not things:
        return ""
    value = {"@context": "https://schema.org", "@graph": things}
    data = msgspec.json.encode(value).decode()
    for char, written in _MARKUP:
        data = data.replace(char, written)
    return data


def _subject(found: Catalog, path: str) -> Data:
    identity = path.removesuffix(".md")
    record = found.records.get(identity.removeprefix(f"{urls.DOCUMENTS}/"))
    if record and identity.startswith(f"{urls.DOCUMENTS}/"):
        return _document(found, path, record)
    if agency := found.agencies.get(identity):
        return _agency(found, path, agency)
    if policy := found.policies.get(identity):
        return _policy(found, path, policy)
    if work := found.works.get(identity):
        return {} if identity in found.papers else _work(found, path, work)
    person = found.persons.get(identity)
    return _person(found, path, person) if person and is_named(person, found.portal, Output.LINKED_DATA) else {}


def _document(found: Catalog, path: str, record: Record) -> Data:
    header = record.document.header
    cited = [each for each in cited_works(record) if each in found.works]
    about = [each for each in _policies(record) if each in found.policies]
    normative = is_normative(header.type, header.number)
    author = _named(found, path, record.issuer, "GovernmentOrganization")
    return _filled(
        {
            "@type": "Legislation"
            if normative
            else "Report"
            if (kind := _type(header.type)) and kind.report
            else "DigitalDocument",
            "@id": _address(found, path, path),
            "name": full_title(record),
            "identifier": header.number.key if header.number and not normative else "",
            "inLanguage": "vi",
            **({} if normative else {"author": author, "datePublished": str(header.issued or "")}),
            **(_legislation(header.type, header.number, str(header.issued or ""), author) if normative else {}),
            "citation": [_cited(found, path, found.works[each]) for each in cited[:_MOST]],
            "about": [_named(found, path, each, "Thing") for each in about[:_MOST]],
        }
    )


def _work(found: Catalog, path: str, work: Work) -> Data:
    author = _named(found, path, work.issuer, "GovernmentOrganization")
    differ = bool(work.conflicts) and "date" not in dict(work.stated)
    date, title = "" if work.bearers or differ else work.date or "", "" if work.bearers else work.title or ""
    plain: Data = {"identifier": work.key or "", "datePublished": date, "author": author}
    normative = is_normative(work.type, work.key)
    return _filled(
        {
            **_cited(found, path, work),
            **(_legislation(work.type, work.key, date, author) if normative else plain),
            "description": title,
        }
    )


def _cited(found: Catalog, path: str, work: Work) -> Data:
    """Return a work as another page names it: a law where it is one, else a document."""
    kind = "Legislation" if is_normative(work.type, work.key) else "DigitalDocument"
    return _named(found, path, work.id, kind)


def _legislation(kind: str | None, number: DocNumber | str | None, date: str, author: Data) -> Data:
    return {
        "legislationIdentifier": number.key if isinstance(number, DocNumber) else number or "",
        "legislationType": (kind or "").capitalize(),
        "legislationDate": date,
        "legislationPassedBy": author,
    }


def is_normative(kind: str | None, number: DocNumber | str | None) -> bool:
    """Tell whether a paper of this type and number is a normative one (văn bản quy phạm pháp luật).

    Its number holds the year (15/2024/QĐ-UBND); a notice or plan with such a number is a slip.
    """
    key = number.key if isinstance(number, DocNumber) else number or ""
    known = _type(kind)
    return bool(_WITH_YEAR.match(key)) and known is not None and known.normative and not known.joint


@lru_cache
def _type(name: str | None) -> DocType | None:
    return next((each for each in tables.document_types() if each.name == (name or "").casefold()), None)


def _agency(found: Catalog, path: str, agency: Agency) -> Data:
    return _filled(
        {
            "@type": "GovernmentOrganization",
            "@id": _address(found, path, path),
            "name": agency.name,
            "alternateName": list(agency.aliases),
            "parentOrganization": _named(found, path, agency.parent, "GovernmentOrganization"),
            "foundingDate": agency.valid_from or "",
            "dissolutionDate": agency.valid_to or "",
        }
    )


def _policy(found: Catalog, path: str, policy: Policy) -> Data:
    return _filled(
        {
            "@type": "Thing",
            "@id": _address(found, path, path),
            "name": policy.name,
            "alternateName": list(policy.aliases),
        }
    )


def _person(found: Catalog, path: str, person: Person) -> Data:
    office = latest(person)
    agency = _named(found, path, office.agency if office else None, "GovernmentOrganization")
    return _filled(
        {
            "@type": "Person",
            "@id": _address(found, path, path),
            "name": person.name,
            "jobTitle": office.title if office else "",
            "worksFor": agency,
        }
    )


def _breadcrumbs(found: Catalog, path: str, title: str) -> Data:
    above = trail.steps(path)
    items = [
        {"@type": "ListItem", "position": place, "name": _clean(name), "item": _address(found, path, target)}
        for place, (name, target) in enumerate((*above, (title, path)), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items} if above else {}


def _policies(record: Record) -> list[str]:
    """Return the policies that the document names, in the order of its text, each once."""
    return list(dict.fromkeys(each.entity for each in record.occurrences if isinstance(each, PolicyOccurrence)))


def _named(found: Catalog, path: str, entity: str | None, kind: str) -> Data:
    if entity is None or entity not in found.names:
        return {}
    return {
        "@type": kind,
        "@id": _address(found, path, page_path(found, entity)),
        "name": _clean(found.names[entity]),
    }


def _address(found: Catalog, path: str, target: str) -> str:
    """Return the address of a page as HTML: whole where the portal knows its own, else relative to `path`."""
    page = target.removesuffix(".md") + ".html"
    if found.portal.base_url:
        return found.portal.base_url + page
    return urls.relative(path.removesuffix(".md") + ".html", page)


def _filled(thing: Mapping[str, Any]) -> Data:
    """Return a thing without what is not known of it, its words fit for JSON, YAML and HTML."""
    return {name: _worded(value) for name, value in thing.items() if value}


def _worded(value: Any) -> Any:
    if isinstance(value, str):
        return _clean(value)
    return [_worded(each) for each in value] if isinstance(value, list) else value


def _clean(value: str) -> str:
    """Return words without the characters that YAML or JavaScript read in their own way."""
    shown = value if value.isprintable() else "".join(char if char.isprintable() else " " for char in value)
    return shown.strip()

"""The registry (sổ đăng ký): what an archivist states about agencies, persons, policies and documents.

Four files lie in `registry/`, each optional, each a list of entries. An entry begins with `- ` and has one
`key: value` a line; only the keys marked * are required.

`agencies.yml`, cơ quan::

    - name: Ban Dân tộc tỉnh Lam Giang      # * full name, with its place
      id: ban-dan-toc-tinh-lam-giang        # address of its page; made from the name where absent
      aliases: [BDT tỉnh Lam Giang]         # other names of the same agency
      level: province                       # central, province, district, commune or unit
      place: tỉnh Lam Giang
      parent: UBND tỉnh Lam Giang           # superior, by name
      valid_from: 2005-03-01                # year, year-month or year-month-day
      valid_to: 2025-02-28
      succeeded_by: Sở Dân tộc và Tôn giáo tỉnh Lam Giang   # one name or a list
      source: 15/NQ-HĐND                    # what states validity and succession

`persons.yml`, người: `name`*, `id`, `aliases`, `official` (true or false), `roles`, a list of `title`*,
`agency`, `from`, `to`. Two persons of one name need an `id` each.

`policies.yml`, chính sách: `name`*, `id`, `aliases`, `kind` (`chương trình`, `đề án` …), `approved_by` (a
document number), `period`.

`documents.yml`, văn bản: `file`* (path below `documents/`), and what the file itself does not say: `number`,
`type`, `title`, `issued`, `place`, `issuer`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from generator.curation import yaml_values
from generator.curation.yaml_values import Value
from generator.errors import RegistryError, reason
from generator.model import Agency, KnownDocument, Person, Policy, Registry, Role
from generator.text.fold import slugify

FILES = ("agencies.yml", "persons.yml", "policies.yml", "documents.yml")
_LEVELS = ("central", "province", "district", "commune", "unit")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = re.compile(r"index|theo-.*")

_AGENCY_KEYS = (
    "name", "id", "aliases", "level", "place", "parent", "valid_from", "valid_to", "succeeded_by", "source",
)  # fmt: skip
_PERSON_KEYS = ("name", "id", "aliases", "roles", "official")
_ROLE_KEYS = ("title", "agency", "from", "to")
_POLICY_KEYS = ("name", "id", "aliases", "kind", "approved_by", "period")
_DOCUMENT_KEYS = ("file", "number", "type", "title", "issued", "place", "issuer")


Nexts = Callable[[Agency], Iterable[str]]
Entry = tuple[Value, dict[str, Value]]
"""An entry of a file and the values of its keys, with their places."""


def load(folder: Path) -> Registry:
    """Return the registry below `folder`.

    Files or the whole folder may be absent, a mistake is a RegistryError.
    """
    _known_files_only(folder)
    agencies = _entries(folder, "agencies.yml", "cơ quan", _AGENCY_KEYS)
    persons = _entries(folder, "persons.yml", "người", _PERSON_KEYS)
    policies = _entries(folder, "policies.yml", "chính sách", _POLICY_KEYS)
    documents = _entries(folder, "documents.yml", "văn bản", _DOCUMENT_KEYS)
    for entries, key in ((agencies, "name"), (policies, "name"), (documents, "file"), (_without_id(persons), "name")):
        _unique(entries, key)
    for entries in (agencies, persons, policies):
        _unique(entries, "id")
    registry = Registry(
        tuple(_agency(*entry) for entry in agencies),
        tuple(_person(*entry) for entry in persons),
        tuple(_policy(*entry) for entry in policies),
        tuple(_document(*entry) for entry in documents),
    )
    _no_loop(agencies, registry.agencies, "parent", lambda agency: (agency.parent,) if agency.parent else ())
    _no_loop(agencies, registry.agencies, "succeeded_by", lambda agency: agency.succeeded_by)
    return registry


def _agency(value: Value, fields: dict[str, Value]) -> Agency:
    """Return an agency (cơ quan)."""
    first, last = _period(fields, "valid_from", "valid_to")
    return Agency(
        id=_id("co-quan", fields),
        name=_name(value, fields, "cơ quan"),
        aliases=_texts(fields, "aliases", "tên khác"),
        level=yaml_values.choice(fields["level"], _LEVELS) if "level" in fields else None,
        place=_text(fields, "place"),
        parent=_text(fields, "parent"),
        valid_from=first,
        valid_to=last,
        succeeded_by=_texts(fields, "succeeded_by", "cơ quan kế tục"),
        source=_text(fields, "source"),
    )


def _person(value: Value, fields: dict[str, Value]) -> Person:
    """Return a person (người) with the stated offices."""
    roles = yaml_values.items(fields["roles"], "chức vụ") if "roles" in fields else ()
    return Person(
        id=_id("nguoi", fields),
        name=_name(value, fields, "người"),
        aliases=_texts(fields, "aliases", "tên khác"),
        roles=tuple(_role(role) for role in roles),
        official=yaml_values.flag(fields["official"]) if "official" in fields else False,
    )


def _role(value: Value) -> Role:
    """Return an office (chức vụ)."""
    fields = yaml_values.record(value, _ROLE_KEYS, "chức vụ")
    title = yaml_values.text(yaml_values.required(value, fields, "title", "chức vụ"))
    first, last = _period(fields, "from", "to")
    return Role(title, _text(fields, "agency"), first, last, ())


def _policy(value: Value, fields: dict[str, Value]) -> Policy:
    """Return a policy (chính sách, chương trình …)."""
    return Policy(
        id=_id("chinh-sach", fields),
        name=_name(value, fields, "chính sách"),
        aliases=_texts(fields, "aliases", "tên khác"),
        policy_kind=yaml_values.text(fields["kind"]).lower() if "kind" in fields else "chính sách",
        approved_by=_text(fields, "approved_by"),
        period=_text(fields, "period"),
    )


def _document(value: Value, fields: dict[str, Value]) -> KnownDocument:
    """Return what is known of a file (văn bản) beyond its text."""
    file = yaml_values.required(value, fields, "file", "văn bản")
    path = yaml_values.text(file).removeprefix("documents/")
    if path.startswith("/") or ".." in path.split("/"):
        yaml_values.fail(file, f"«{path}» không nằm trong thư mục văn bản. Ghi đường dẫn tính từ `documents/`.")
    return KnownDocument(
        file=path,
        number=_text(fields, "number"),
        type=_text(fields, "type"),
        title=_text(fields, "title"),
        issued=yaml_values.date(fields["issued"]) if "issued" in fields else None,
        place=_text(fields, "place"),
        issuer=_text(fields, "issuer"),
    )


# --- parts of an entry ---------------------------------------------------------------------------


def _name(value: Value, fields: dict[str, Value], what: str) -> str:
    return yaml_values.text(yaml_values.required(value, fields, "name", what))


def _text(fields: dict[str, Value], key: str) -> str | None:
    return yaml_values.text(fields[key]) if key in fields else None


def _texts(fields: dict[str, Value], key: str, what: str) -> tuple[str, ...]:
    return yaml_values.texts(fields[key], what) if key in fields else ()


def _id(folder: str, fields: dict[str, Value]) -> str:
    """Return the stated id as the page's path: `co-quan/ban-dan-toc-tinh-lam-giang`, or nothing."""
    if "id" not in fields:
        return ""
    slug = yaml_values.text(fields["id"]).removeprefix(f"{folder}/")
    if not _SLUG.fullmatch(slug) or _RESERVED.fullmatch(slug):
        proper = slugify(slug.removeprefix("theo-"))
        meant = f" Ví dụ: {proper}." if _SLUG.fullmatch(proper) and not _RESERVED.fullmatch(proper) else ""
        yaml_values.fail(
            fields["id"],
            f"«{slug}» không dùng làm id được. Chỉ dùng chữ thường không dấu, số và dấu `-`; "
            f"không phải `index`, không bắt đầu bằng `theo-`.{meant}",
        )
    return f"{folder}/{slug}"


def _period(fields: dict[str, Value], start: str, end: str) -> tuple[str | None, str | None]:
    """Return the first and last day stated, ISO."""
    first = str(yaml_values.date(fields[start])) if start in fields else None
    last = str(yaml_values.date(fields[end])) if end in fields else None
    if first and last and last < first[: len(last)]:
        yaml_values.fail(fields[end], f"ngày cuối {last} đứng trước ngày đầu {first}. Sửa `{start}` hoặc `{end}`.")
    return first, last


# --- files and what holds between entries ------------------------------------------------------


def _known_files_only(folder: Path) -> None:
    """Refuse a misnamed file: it would be left out without a word."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RegistryError(f"{folder.name}: là tệp, cần thư mục chứa {', '.join(FILES)}.")
    try:
        paths = sorted(folder.iterdir())
    except OSError as problem:
        said = f"{folder.name}: không đọc được thư mục này ({reason(problem)}). Kiểm tra quyền đọc."
        raise RegistryError(said) from None
    for path in paths:
        if path.suffix in (".yml", ".yaml") and not path.name.startswith(".") and path.name not in FILES:
            raise RegistryError(
                f"{folder.name}/{path.name}: sổ đăng ký không có tệp này.{yaml_values.nearest(path.name, FILES)} "
                f"Các tệp dùng được: {', '.join(FILES)}."
            )


def _entries(folder: Path, file: str, what: str, keys: tuple[str, ...]) -> tuple[Entry, ...]:
    value = yaml_values.read(folder / file, f"{folder.name}/{file}", RegistryError)
    listed = yaml_values.items(value, what) if value else ()
    return tuple((entry, yaml_values.record(entry, keys, what)) for entry in listed)


def _without_id(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that nothing but the name tells apart."""
    return tuple(entry for entry in entries if "id" not in entry[1])


def _unique(entries: Iterable[Entry], key: str) -> None:
    """Refuse a second entry with the same value of `key`."""
    seen: dict[str, Value] = {}
    for _, fields in entries:
        if key not in fields:
            continue
        written = yaml_values.text(fields[key])
        first = seen.setdefault(written.casefold(), fields[key])
        if first is not fields[key]:
            yaml_values.fail(
                fields[key],
                f"`{key}` «{written}» đã có ở {yaml_values.place(first)}. "
                f"Gộp hai mục làm một hoặc đổi `{key}` của một mục.",
            )


def _no_loop(entries: tuple[Entry, ...], agencies: tuple[Agency, ...], key: str, nexts: Nexts) -> None:
    """Refuse agencies that are, step by step, their own superior or successor."""
    known = {name.casefold(): agency.name for agency in agencies for name in (agency.id, agency.name) if name}
    steps = {agency.name: [known[n.casefold()] for n in nexts(agency) if n.casefold() in known] for agency in agencies}
    try:
        TopologicalSorter(steps).prepare()
    except CycleError as problem:
        loop = list(reversed(problem.args[1]))
        pairs = zip(agencies, entries, strict=True)
        places = {agency.name: fields[key] for agency, (_, fields) in pairs if key in fields}
        yaml_values.fail(places[loop[0]], f"`{key}` đi thành vòng: {' → '.join(loop)}. Sửa một trong các mục này.")

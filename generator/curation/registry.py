"""The registry (danh bạ): what an archivist states about agencies, persons, policies and papers.

Seven files lie in `registry/`, each optional, each a list of entries. An entry begins with `- ` and has one `key:
value` a line. `registry_keys` has the keys, with a meaning and an example each; the reference of every portal is made
of them. What can be judged file by file is judged here; that names lead somewhere (`Registry.references`) is seen when
everything else is linked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

from generator.curation import registry_keys, suppress, yaml_values
from generator.curation.keys import Entry
from generator.curation.registry_keys import FILES
from generator.curation.yaml_values import Value
from generator.errors import RegistryError, reason
from generator.model import Agency, Policy, Reference, Registry

NAMES = tuple(file.name.removeprefix("registry/") for file in FILES)

T = TypeVar("T", Agency, Policy)


def load(folder: Path) -> Registry:
    """Return the registry below `folder`.

    Files or the whole folder may be absent, a mistake is a RegistryError.
    """
    _known_files_only(folder)
    read = {name: _entries(folder, name) for name in NAMES}
    agencies, persons, policies, documents, works, rejections, suppressed = read.values()
    for entries, key in (
        (agencies, "name"),
        (policies, "name"),
        (documents, "file"),
        (_without_id(persons), "name"),
        (_without_id(works), "number"),
    ):
        _unique(entries, key)
    for entries in (agencies, persons, policies, works):
        _unique(entries, "id")
    registry = Registry(
        tuple(map(registry_keys.agency, agencies)),
        tuple(map(registry_keys.person, persons)),
        tuple(map(registry_keys.policy, policies)),
        tuple(map(registry_keys.document, documents)),
        tuple(map(registry_keys.work, works)),
        tuple(map(registry_keys.rejection, rejections)),
        tuple(reference for entries in read.values() for entry in entries for reference in entry.references()),
        tuple(map(suppress.suppressed, suppressed)),
    )
    _no_loop(agencies, registry.agencies, "parent", lambda agency: (agency.parent,) if agency.parent else ())
    _no_loop(agencies, registry.agencies, "succeeded_by", lambda agency: agency.succeeded_by)
    _no_loop(policies, registry.policies, "parent", lambda policy: (policy.parent,) if policy.parent else ())
    return registry


def check_files(registry: Registry, files: Iterable[str]) -> None:
    """Refuse an entry about a document that is not among `files`, paths below `documents/`."""
    known = frozenset(files)
    for reference in registry.references:
        path = reference.name.removeprefix("documents/")
        if reference.kind == "document" and path not in known:
            raise unknown(reference, known, "Ghi đường dẫn tính từ `documents/`, hoặc xóa mục này.")


def unknown(reference: Reference, known: Iterable[str], remedy: str) -> RegistryError:
    """Return the error for a name that is that of nothing known, with the one that is most like it."""
    near = yaml_values.nearest(reference.name, known)
    return RegistryError(f"{reference.origin}: không có {reference.what} «{reference.name}».{near} {remedy}")


# --- files and what holds between entries ------------------------------------------------------


def _known_files_only(folder: Path) -> None:
    """Refuse a misnamed file: it would be left out without a word."""
    if not folder.exists():
        if folder.is_symlink():  # who must not be named stands there
            raise RegistryError(f"{folder.name}: liên kết này dẫn đến chỗ không còn. Nối lại ổ đĩa rồi dựng lại.")
        return
    if not folder.is_dir():
        raise RegistryError(f"{folder.name}: là tệp, cần thư mục chứa {', '.join(NAMES)}.")
    try:
        paths = sorted(folder.iterdir())
    except OSError as problem:
        said = f"{folder.name}: không đọc được thư mục này ({reason(problem)}). Kiểm tra quyền đọc."
        raise RegistryError(said) from None
    for path in paths:
        if path.suffix in (".yml", ".yaml") and not path.name.startswith(".") and path.name not in NAMES:
            raise RegistryError(
                f"{folder.name}/{path.name}: danh bạ không có tệp này.{yaml_values.nearest(path.name, NAMES)} "
                f"Các tệp dùng được: {', '.join(NAMES)}."
            )


def _entries(folder: Path, name: str) -> tuple[Entry, ...]:
    form = next(file.form for file in FILES if file.name == f"registry/{name}")
    value = yaml_values.read(folder / name, f"{folder.name}/{name}", RegistryError)
    return tuple(map(form.read, yaml_values.items(value, form.called))) if value else ()


def _without_id(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that nothing but the name tells apart."""
    return tuple(entry for entry in entries if "id" not in entry.places)


def _unique(entries: Iterable[Entry], key: str) -> None:
    """Refuse a second entry with the same value of `key`."""
    seen: dict[str, Value] = {}
    for entry in entries:
        if key not in entry.places:
            continue
        written = yaml_values.text(entry.places[key])
        first = seen.setdefault(written.casefold(), entry.places[key])
        if first is not entry.places[key]:
            yaml_values.fail(
                entry.places[key],
                f"`{key}` «{written}» đã có ở {yaml_values.place(first)}. "
                f"Gộp hai mục làm một hoặc đổi `{key}` của một mục.",
            )


def _no_loop(entries: tuple[Entry, ...], things: tuple[T, ...], key: str, nexts: Callable[[T], Iterable[str]]) -> None:
    """Refuse what is, step by step, its own superior, successor or whole."""
    known = {name.casefold(): thing.name for thing in things for name in (thing.id, thing.name) if name}
    steps = {thing.name: [known[n.casefold()] for n in nexts(thing) if n.casefold() in known] for thing in things}
    try:
        TopologicalSorter(steps).prepare()
    except CycleError as problem:
        loop = list(reversed(problem.args[1]))
        pairs = zip(things, entries, strict=True)
        places = {thing.name: entry.places[key] for thing, entry in pairs if key in entry.places}
        yaml_values.fail(places[loop[0]], f"`{key}` đi thành vòng: {' → '.join(loop)}. Sửa một trong các mục này.")

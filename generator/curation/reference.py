"""Sổ tay danh bạ: every file that people write, with all its keys and an example."""

from __future__ import annotations

from collections.abc import Iterator

from generator.curation import portal, registry_keys, side_file
from generator.curation.keys import Form, Key, WrittenFile

FILES: tuple[WrittenFile, ...] = (portal.FILE, side_file.FILE, *registry_keys.FILES)


def example(file: WrittenFile) -> str:
    """Return a whole example of a file: one record with every key that can stand beside the others."""
    lines = list(_record(file.form))
    return "\n".join(_item(lines) if file.listed else lines) + "\n"


def every_key(form: Form, above: str = "") -> Iterator[tuple[str, Key]]:
    """Yield every key of a form with its path, inner ones after their own: `roles`, `roles.title`."""
    for key in form.keys:
        path = f"{above}{key.name}"
        yield path, key
        if key.inner:
            yield from every_key(key.inner, f"{path}.")


def _record(form: Form) -> Iterator[str]:
    for key in form.keys:
        if key.alone:
            continue
        yield f"{key.name}: {key.example}".rstrip()
        if key.inner:
            lines = list(_record(key.inner))
            yield from (f"  {line}" for line in (_item(lines) if key.listed else lines))


def _item(lines: list[str]) -> list[str]:
    return [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]

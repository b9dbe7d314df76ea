"""The reference of keys: what is read is told of, and each example can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.curation import portal, reference, registry, side_file, yaml_values
from generator.curation.keys import WrittenFile
from generator.errors import VankhoError
from generator.model import KnownDocument, Portal, Registry
from tests.support.places import ROOT

BY_NAME = {file.name: file for file in reference.FILES}
KEY_OF = re.compile(r"^\s*(?:- )*(\w+):", re.MULTILINE)


def read(file: WrittenFile, text: str, folder: Path) -> object:
    """Return what the program's own reader of a file makes of a text."""
    folder.mkdir(exist_ok=True)
    name = file.name.rpartition("/")[2]
    (folder / name).write_text(text, encoding="utf-8")
    if file.name == portal.PORTAL_FILE:
        for emblem in ("logo.png", "favicon.png"):
            (folder / emblem).write_bytes(b"\x89PNG\r\n\x1a\n")
        return portal.load(folder)
    if file.name.endswith(side_file.SUFFIX):
        return side_file.read(folder / name, name)
    return registry.load(folder)


@pytest.mark.parametrize("name", BY_NAME)
def test_an_example_is_what_the_reader_takes(name: str, tmp_path: Path) -> None:
    file = BY_NAME[name]
    nothing: dict[type, object] = {Portal: Portal(), Registry: Registry()}
    made = read(file, reference.example(file), tmp_path / "registry")
    assert isinstance(made, Portal | KnownDocument | Registry)
    assert made != nothing.get(type(made))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_key_that_no_reference_has_is_not_read(name: str, tmp_path: Path) -> None:
    """The reader itself lists the keys that it takes: those of the reference, and no other."""
    file = BY_NAME[name]
    wrong = f"{'- ' if file.listed else ''}khong_co: 1\n"
    try:
        told = str(read(file, wrong, tmp_path / "registry"))
    except VankhoError as problem:
        told = str(problem)
    taken = re.search(r"Các khóa dùng được: ([\w, ]+)\.", told)
    assert taken is not None
    assert taken[1].split(", ") == [path for path, _ in reference.every_key(file.form) if "." not in path]


@pytest.mark.parametrize("name", BY_NAME)
def test_every_key_has_a_meaning_and_stands_in_the_example(name: str) -> None:
    file = BY_NAME[name]
    keys = [key for _, key in reference.every_key(file.form)]
    assert all(key.means.endswith((".", "…")) and (key.example or key.inner) for key in keys)
    shown = KEY_OF.findall(reference.example(file))
    assert shown == [key.name for key in keys if not key.alone]


@pytest.mark.parametrize("name", [name for name in BY_NAME if "/" in name] + [portal.PORTAL_FILE])
def test_the_sample_shows_every_file(name: str) -> None:
    """The sample's own files are examples, too: each is there."""
    assert yaml_values.read(ROOT / "content" / name, name) is not None

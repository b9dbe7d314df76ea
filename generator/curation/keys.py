"""Keys (khóa) of the files that people write: what each means, and how its value is read.

A file is read by these tables and the reference that ships with the portal is made of them, so that no key can be read
that is not told of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.curation import yaml_values
from generator.curation.yaml_values import Value
from generator.model import Origin, Reference, ReferenceKind
from generator.model.frozen import Frozen


class Key(Frozen):
    """A key: its meaning in one Vietnamese sentence, an example of its value as written, its reader."""

    name: str
    means: str
    example: str
    read: Callable[[Value], Any] = yaml_values.text
    required: bool = False
    names: ReferenceKind | None = None
    """What there must be of the name that stands here."""
    called: str = ""
    """What the name is called where there is none such: `cơ quan cấp trên`."""
    inner: Form | None = None
    """The keys of each item, where the value is a list of records, or of the one record that it is."""
    listed: bool = True
    """Whether the value is such a list."""
    alone: bool = False
    """It leaves nothing for the other keys to say."""


class Form(Frozen):
    """A record (mục): what it is called, and the keys that it may have."""

    called: str
    keys: tuple[Key, ...]

    def read(self, value: Value) -> Entry:
        """Return a record as read; unknown, repeated and missing keys are errors."""
        places = yaml_values.record(value, tuple(key.name for key in self.keys), self.called)
        for key in self.keys:
            if key.required:
                yaml_values.required(value, places, key.name, self.called)
        read = {key.name: key.read(places[key.name]) for key in self.keys if key.name in places}
        return Entry(self, value, places, read)


class Entry(Frozen):
    """A record as read: the value of each key that is given, and where it stands."""

    form: Form
    value: Value
    places: Mapping[str, Value]
    read: Mapping[str, Any]

    def origins(self) -> tuple[tuple[str, Origin], ...]:
        """Return where the record (named ``) and each of its keys stand."""
        return (("", origin(self.value)), *((key, origin(place)) for key, place in self.places.items()))

    def references(self) -> tuple[Reference, ...]:
        """Return the names in it that must be names of something, those of inner records included."""
        found: list[Reference] = []
        for key in self.form.keys:
            if key.names and key.name in self.places:
                place = self.places[key.name]
                for each in yaml_values.items(place, key.called) if yaml_values.is_list(place) else (place,):
                    found.append(Reference(key.names, key.called, yaml_values.text(each), origin(each)))
            if key.inner and key.name in self.places and yaml_values.is_list(self.places[key.name]):
                for each in yaml_values.items(self.places[key.name], key.inner.called):
                    found += key.inner.read(each).references()
        return tuple(found)


class WrittenFile(Frozen):
    """A file that people write (tệp viết tay): what it is for, and its record or list of records."""

    name: str
    title: str
    intro: str
    form: Form
    listed: bool = True


def origin(value: Value) -> Origin:
    """Return where a value stands."""
    mark = value.node.start_mark
    return Origin(value.file, mark.line + 1, mark.column + 1)


def several(called: str) -> Callable[[Value], tuple[str, ...]]:
    """Return the reader of one text or a list of texts."""
    return lambda value: yaml_values.texts(value, called)


def one_of(words: Mapping[str, Any]) -> Callable[[Value], Any]:
    """Return the reader of one of the words of a closed list, which gives what the word stands for."""
    return lambda value: words[yaml_values.choice(value, words)]

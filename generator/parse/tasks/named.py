"""Persons that a point names: what stands there is theirs, no group's of a heading above.

`Nhiệm vụ của thành viên` and under it `1. Ông Lò Văn Ín: …` say who of them does what.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Span, Task
from generator.model.frozen import replace
from generator.parse.tasks.paper import Paper
from generator.parse.tasks.paragraph import line_of


def without_group(paper: Paper, task: Task) -> Task:
    """Return a task without the group of a heading where its own point begins with the name of a person."""
    group = task.group
    if group is None or not any(at > group.end and _named(paper, at) for at in _beginnings(paper, task.span.start)):
        return task
    return replace(task, group=None)


def _beginnings(paper: Paper, at: int) -> Iterator[int]:
    """Where the line of a place begins, and each of the points that it stands in."""
    yield paper.text.rfind("\n", 0, at) + 1
    section = paper.section_around(at)
    while section is not None:
        yield section.head.start
        section = paper.anchors.get(section.parent or "")


def _named(paper: Paper, at: int) -> bool:
    """Tell whether a line begins, after its mark, with a form of address and a name."""
    end = paper.text.find("\n", at)
    line = line_of(paper, Span(at, end if end > 0 else len(paper.text)))
    forms = tuple(paper.vocab.together.addresses.forms.values())
    address = paper.match(forms, line.start, line.span.end)
    name = paper.vocab.person_name.match(paper.text, address.end() + 1) if address else None
    return name is not None and not paper.vocab.cues["person.body_word"].match(name[0])

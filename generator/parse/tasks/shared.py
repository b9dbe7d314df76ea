"""Fields that are sections (`2. Cơ quan chủ trì`): they are said of the whole list beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.model import Deadline, Section, Span, Task
from generator.model.frozen import Frozen, replace
from generator.parse.paragraphs import paragraphs
from generator.parse.tasks.deadlines import time_in
from generator.parse.tasks.doers import Doer, read_doer
from generator.parse.tasks.fields import Told, fields_in, told_by
from generator.parse.tasks.paper import Paper
from generator.parse.tasks.paragraph import line_of, with_told
from generator.parse.tasks.partners import partners_in

_END = re.compile(r"[\s;.,]*$")
_REMARK = re.compile(r"\(.*\)[.;]?$")
LONGEST_ROW = 160
"""Characters of a line that names whom no table knows."""


class _List(Frozen):
    """Sections beside each other and what the fields after them say of all of them."""

    sections: tuple[Section, ...]
    told: Told


def in_list(paper: Paper, field: Section, task: Task) -> bool:
    """Tell whether a task stands in a section beside a field that is one, not in the section around it."""
    at = paper.section_around(task.span.start)
    while at is not None and at.parent != field.parent:
        at = paper.anchors.get(at.parent or "")
    return at is not None and at is not field


def with_shared(paper: Paper, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return the tasks with what the fields beside their list say; who is named in a task itself does it."""
    found = list(tasks)
    for each in _lists(paper):
        stretch = Span(each.sections[0].head.start, each.sections[-1].span.end)
        places = [place for place, task in enumerate(found) if stretch.start <= task.span.start < stretch.end]
        # A time alone may be that of the whole plan.
        if each.told.doer is None and len(places) > 1:
            continue
        # A rhythm is hardly that of each.
        told = replace(each.told, deadline=None) if each.told.recurring and len(places) > 1 else each.told
        for place in places:
            found[place] = _told(found[place], told, stretch)
    return tuple(found)


def _told(task: Task, told: Told, stretch: Span) -> Task:
    """A task with what is shared; its own doer stands in it or in the point that it is of."""
    named = (*task.assignees, *filter(None, [task.group]))
    own = any(stretch.start <= span.start < stretch.end for span in named)
    told = replace(told, doer=None, partners=()) if own else told
    return with_told(task, replace(told, deadline=None) if task.deadline else told)


def _lists(paper: Paper) -> Iterator[_List]:
    for siblings in _families(paper.document.sections).values():
        listed: list[Section] = []
        said = [(section, _said(paper, section)) for section in siblings]
        for field, run in groupby(said, key=lambda pair: pair[1] is not None):
            if not field:
                listed = [section for section, _ in run]
                continue
            fields = list(run)
            if listed and _goes_on([*listed, *(section for section, _ in fields)]):
                yield _List(tuple(listed), _joined([told for _, told in fields if told is not None]))


def _goes_on(sections: Sequence[Section]) -> bool:
    """One list, by its labels: numbers or small letters, none twice as where lists were run together."""
    labels = [section.label or "" for section in sections]
    alike = all(label.isdigit() for label in labels) or all(label.islower() for label in labels)
    return alike and len(set(labels)) == len(labels)


def _families(sections: Sequence[Section]) -> Mapping[str | None, list[Section]]:
    families: dict[str | None, list[Section]] = {}
    for section in sections:
        families.setdefault(section.parent, []).append(section)
    return families


def _joined(told: Sequence[Told]) -> Told:
    """What several fields say together; the first of each kind counts."""
    doer = next((each.doer for each in told if each.doer), None)
    timed = next((each for each in told if each.deadline), Told())
    partners = tuple(dict.fromkeys(span for each in told for span in each.partners))
    return Told(doer, partners, timed.deadline, timed.recurring)


def _said(paper: Paper, section: Section) -> Told | None:
    """What a section says that is a field, its rows in lines below it; None for one that is none."""
    about, told, rows = "", list[Told](), list[Span]()
    for span in paragraphs(paper.text, section.span):
        words = line_of(paper, span).words
        fields = fields_in(paper, words)
        label = next((f.about for f in paper.forms.shared if f.regex.match(paper.text, words.start, words.end)), None)
        if fields and fields[0].label == words.start:
            told.append(told_by(paper, fields))
            about = fields[-1].about if not fields[-1].value.of(paper.text).strip() else ""
        elif label is not None:
            about = label
        elif not told and not about:
            return None
        elif _REMARK.match(words.of(paper.text)):
            continue
        elif about == "doer":
            rows.append(words)
        elif about in ("partner", "deadline"):
            told.append(_row(paper, about, words))
    return _joined([Told(_doer(paper, rows)), *told]) if told or about else None


def _row(paper: Paper, about: str, words: Span) -> Told:
    if about == "partner":
        return Told(partners=partners_in(paper, words))
    deadline: Deadline | None
    deadline, recurring = time_in(paper, words)
    return Told(deadline=deadline, recurring=recurring)


def _doer(paper: Paper, rows: Sequence[Span]) -> Doer | None:
    """Who is named line by line; what no table knows stands as printed, nobody where a line is no name."""
    bodies: list[Span] = []
    printed: list[Span] = []
    for row in rows:
        end = row.end - len(_END.search(row.of(paper.text))[0])  # type: ignore[index]
        doer = read_doer(paper, row.start, end, whole=True)
        if doer is not None and doer.named and doer.end >= end:
            bodies += doer.bodies
            printed += [doer.group] if doer.group else []
        elif 0 < end - row.start <= LONGEST_ROW and not paper.search(paper.forms.told, row.start, end):
            printed.append(Span(row.start, end))
        else:
            return None
    if not bodies and not printed:
        return None
    # A body that no table knows is printed beside the group.
    return Doer((*bodies, *printed[1:]), printed[0] if printed else None, rows[-1].end)

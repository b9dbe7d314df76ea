"""Rows on how work is given: who is told, to do what, by when (nhiệm vụ giao)."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.vocab.entries.basics import Form, Fragments, Row


class GroupForm(Form, kw_only=True):
    """How a group of bodies begins; `alone`.

    With a bare noun, which in the middle of a list begins nothing.
    """

    called: ClassVar[str] = "cách nêu nhóm cơ quan"

    alone: bool = False


class ScopeForm(Form, kw_only=True):
    """How a heading begins whose paragraphs are orders (`orders`), or are none.

    `proposed`: nor is what is asked of others there.
    """

    called: ClassVar[str] = "đề mục"

    orders: bool = False
    proposed: bool = False


class FieldForm(Form, kw_only=True):
    """The label of a field under a task; `about` says what it tells."""

    called: ClassVar[str] = "mục ghi dưới nhiệm vụ"

    about: Literal["doer", "partner", "deadline", "other"]


class ColumnForm(Form, kw_only=True):
    """The head of a column in a list of tasks; `about` says what its cells tell.

    `none`: a table with such a column lists no tasks.
    """

    called: ClassVar[str] = "cột của bảng nhiệm vụ"

    about: Literal["number", "task", "doer", "partner", "deadline", "other", "none"]


class DeadlineForm(Form, kw_only=True):
    """How a deadline is said; `none`: a span or a rhythm, no date; `rhythm`: it returns (hằng quý).

    `sure`: wherever it stands it is said of the order; `begins`: only at the beginning of a clause.
    """

    called: ClassVar[str] = "cách nêu thời hạn"

    none: bool = False
    rhythm: bool = False
    sure: bool = False
    begins: bool = False


class TaskTable(Row, kw_only=True):
    """Nhiệm vụ giao: how tasks are opened, ordered, shared and dated."""

    called: ClassVar[str] = "bảng giao việc"

    fragments: Fragments
    duty: tuple[Form, ...]
    modal: tuple[Form, ...]
    compound: tuple[Form, ...]
    timed: tuple[Form, ...]
    trade: tuple[Form, ...]
    beside_duty: tuple[Form, ...]
    not_duty: tuple[Form, ...]
    assigned: tuple[Form, ...]
    hasty: tuple[Form, ...]
    holder: tuple[Form, ...]
    told: tuple[Form, ...]
    reported: tuple[Form, ...]
    give: tuple[Form, ...]
    gives: tuple[Form, ...]
    not_give: tuple[Form, ...]
    handed: tuple[Form, ...]
    proposer: tuple[Form, ...]
    proposes: tuple[Form, ...]
    superior: tuple[Form, ...]
    centre: tuple[Form, ...]
    hand_on: tuple[Form, ...]
    wrote: tuple[Form, ...]
    dated: tuple[DeadlineForm, ...]
    rewords: tuple[Form, ...]
    other_bodies: tuple[Form, ...]
    directs: tuple[Form, ...]
    asked: tuple[Form, ...]
    asks: tuple[Form, ...]
    meant: tuple[Form, ...]
    petition: tuple[Form, ...]
    encouraged: tuple[Form, ...]
    group: tuple[GroupForm, ...]
    team: tuple[Form, ...]
    managing: tuple[Form, ...]
    named: tuple[Form, ...]
    thing: tuple[Form, ...]
    locality: tuple[Form, ...]
    office: tuple[Form, ...]
    deputy: tuple[Form, ...]
    leads: tuple[Form, ...]
    person: tuple[Form, ...]
    joint: tuple[Form, ...]
    list_head: tuple[Form, ...]
    names: tuple[Form, ...]
    printed: tuple[Form, ...]
    several: tuple[Form, ...]
    numbered: tuple[Form, ...]
    others: tuple[Form, ...]
    listed: tuple[Form, ...]
    leading: tuple[Form, ...]
    done_by: tuple[Form, ...]
    led: tuple[Form, ...]
    assists: tuple[Form, ...]
    belongs: tuple[Form, ...]
    link: tuple[Form, ...]
    given_to: tuple[Form, ...]
    each: tuple[Form, ...]
    parted: tuple[Form, ...]
    staged: tuple[Form, ...]
    enumerated: tuple[Form, ...]
    trailing: tuple[Form, ...]
    helping: tuple[Form, ...]
    branch: tuple[Form, ...]
    aside: tuple[Form, ...]
    apart: tuple[Form, ...]
    small: tuple[Form, ...]
    adverbial: tuple[Form, ...]
    bearing: tuple[Form, ...]
    heading: tuple[Form, ...]
    heading_end: tuple[Form, ...]
    charge: tuple[Form, ...]
    lone: tuple[Form, ...]
    beside: tuple[Form, ...]
    scope: tuple[ScopeForm, ...]
    open: tuple[Form, ...]
    decides: tuple[Form, ...]
    article: tuple[Form, ...]
    detailed: tuple[Form, ...]
    merely: tuple[Form, ...]
    no_task: tuple[Form, ...]
    courtesy: tuple[Form, ...]
    of_law: tuple[Form, ...]
    entitled: tuple[Form, ...]
    project: tuple[Form, ...]
    condition: tuple[Form, ...]
    in_case: tuple[Form, ...]
    carrying_out: tuple[Form, ...]
    made: tuple[Form, ...]
    bracket: tuple[Form, ...]
    field: tuple[FieldForm, ...]
    idle_field: tuple[Form, ...]
    detail: tuple[Form, ...]
    lasts: tuple[Form, ...]
    assisting: tuple[Form, ...]
    done: tuple[Form, ...]
    shared: tuple[FieldForm, ...]
    column: tuple[ColumnForm, ...]
    work: tuple[Form, ...]
    same: tuple[Form, ...]
    clock: tuple[Form, ...]
    partner: tuple[Form, ...]
    advised: tuple[Form, ...]
    deadline: tuple[DeadlineForm, ...]
    time: tuple[DeadlineForm, ...]
    since: tuple[Form, ...]
    reaching: tuple[Form, ...]
    lasting: tuple[Form, ...]
    described: tuple[Form, ...]
    received: tuple[Form, ...]
    target: tuple[Form, ...]
    later: tuple[Form, ...]
    counted: tuple[Form, ...]
    kept: tuple[Form, ...]
    termed: tuple[Form, ...]
    rhythmic: tuple[Form, ...]
    bare: tuple[Form, ...]
    hands_in: tuple[Form, ...]
    means: tuple[Form, ...]
    refused: tuple[Form, ...]
    pact: tuple[Form, ...]
    plain_group: tuple[Form, ...]
    open_group: tuple[Form, ...]
    nobody: tuple[Form, ...]
    prepares: tuple[Form, ...]

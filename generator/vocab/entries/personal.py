"""Rows on what a paper says of a person (dữ liệu cá nhân): what is masked on a public portal."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.vocab.entries.basics import Form, Fragments, Pattern, Phrase, Row

PersonalKind = Literal[
    "identity",
    "phone",
    "email",
    "account",
    "birth",
    "address",
    "health",
    "tax",
    "insurance",
    "plate",
    "land",
    "record",
    "origin",
]
PersonalFormId = Literal[
    "identity.stated",
    "identity.passport",
    "identity.served",
    "identity.bare",
    "identity.card",
    "identity.household",
    "phone.mobile",
    "phone.stated",
    "phone.person",
    "phone.home",
    "phone.owner",
    "phone.short",
    "email",
    "email.spelt",
    "email.own",
    "account",
    "account.bank",
    "account.card",
    "account.before",
    "account.savings",
    "account.bare",
    "birth.day",
    "birth.month",
    "birth.year",
    "birth.form",
    "birth.beside",
    "birth.dashed",
    "birth.name",
    "birth.spaced",
    "address.beside",
    "address.at",
    "address.house",
    "address.commune",
    "address.capitals",
    "address.form",
    "address.birth",
    "health",
    "health.named",
    "health.beside",
    "health.share",
    "health.kind",
    "tax.stated",
    "tax.person",
    "tax.owner",
    "insurance.stated",
    "insurance.bare",
    "plate.stated",
    "plate.vehicle",
    "land.series",
    "land.register",
    "land.entry",
    "record.form",
    "record.filled",
    "record.told",
    "record.sentence",
    "record.serving",
    "record.lifted",
    "origin.form",
    "origin.faith",
    "origin.after",
    "origin.filled",
    "origin.told",
    "origin.person",
]
PersonalColumnId = Literal[
    "column.identity",
    "column.phone",
    "column.email",
    "column.account",
    "column.birth",
    "column.address",
    "column.health",
    "column.insurance",
    "column.tax",
    "column.plate",
    "column.sex",
    "column.household",
    "column.land",
    "column.record",
    "column.origin",
]


class PersonalForm(Form, kw_only=True):
    """How a datum of a person is written (dữ liệu cá nhân); the group `datum` is what is masked."""

    called: ClassVar[str] = "dạng dữ liệu cá nhân"

    id: PersonalFormId
    kind: PersonalKind
    named: bool = False
    """It counts only where a person stands before it in the same sentence."""
    unless: Pattern | None = None
    """What right before it makes it an office's own."""


class PersonalColumn(Form, kw_only=True):
    """The head of a column of such data, in a list of persons."""

    called: ClassVar[str] = "đầu cột dữ liệu cá nhân"

    id: PersonalColumnId
    kind: PersonalKind
    datum: Pattern | None = None
    """What a cell below it must be; else any."""


class PersonalTable(Row, kw_only=True):
    """Dữ liệu cá nhân: how a person is named before a datum, and the forms of data."""

    called: ClassVar[str] = "bảng dữ liệu cá nhân"

    fragments: Fragments
    person: Phrase
    list_of_persons: Pattern
    """The head of the column by which a table is a list of persons."""
    columns: tuple[PersonalColumn, ...]
    forms: tuple[PersonalForm, ...]

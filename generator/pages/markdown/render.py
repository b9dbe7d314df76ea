"""Small building blocks of Markdown.

What is passed as `md` is Markdown already, all other text goes through `esc`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from generator.model import PartialDate
from generator.pages.markdown.escape import attr, esc

NOTHING = "—"
"""Stands in a cell that would be empty; a narrow screen leaves such cells out."""


def front_matter(title: str, data: str = "", **fields: str) -> str:
    """Return the YAML head of a page; the title is escaped for HTML, because themes print it as it is.

    JSON strings are YAML strings, so no value can end its line. `data` is JSON-LD, safe in a script already.
    """
    lines = [f"title: {_yaml(attr(title))}", *(f"{name}: {_yaml(attr(value))}" for name, value in fields.items())]
    lines += [f"data: {_yaml(data)}"] if data else []
    return "\n".join(("---", *lines, "---"))


_yaml = json.JSONEncoder(ensure_ascii=False).encode


def heading(level: int, md: str, anchor: str, classes: str = "") -> str:
    """Return a heading with its explicit id."""
    marks = "".join(f" .{name}" for name in classes.split())
    return f"{'#' * level} {md or NOTHING} {{: #{anchor}{marks} }}"


def link(md: str, href: str, classes: str = "", title: str = "") -> str:
    """Return a link; `href` is made by `urls.relative`, `title` is fit for an attribute already."""
    if not classes and not title:
        return f"[{md}]({href})"
    marks = [f".{name}" for name in classes.split()] + ([f'title="{title}"'] if title else [])
    return f"[{md}]({href}){{: {' '.join(marks)} }}"


def cut(value: str) -> str:
    """Return words that a row without room for them cuts; their title holds them whole."""
    return f'<span class="vk-cut" title="{attr(value)}">{esc(value)}</span>'


def block(md: str, classes: str = "", anchor: str = "") -> str:
    """Return a paragraph with classes and id."""
    marks = ([f"#{anchor}"] if anchor else []) + [f".{name}" for name in classes.split()]
    return f"{md}\n{{: {' '.join(marks)} }}" if marks else md


def badge(md: str, kind: str = "") -> str:
    """Return a small label."""
    return f'<span class="vk-badge{f" vk-badge--{kind}" if kind else ""}">{md}</span>'


def code(value: str) -> str:
    """Return a value shown letter by letter: a path, a hash."""
    return f"<code>{esc(value)}</code>"


def coded(text: str) -> str:
    """Return words of the interface, whose backquotes mark what is shown letter by letter."""
    return "".join(code(part) if place % 2 else esc(part) for place, part in enumerate(text.split("`")))


def listing(text: str) -> str:
    """Return lines shown letter by letter, with their indentation: an example of a file."""
    shown = "\n".join(map(esc, text.splitlines()))
    return f"<pre><code>{shown}</code></pre>"


def bullets(items: Iterable[str]) -> str:
    """Return a list of Markdown items, empty for none."""
    return "\n".join(f"- {item}" for item in items)


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], classes: str = "") -> str:
    """Return a table with its caption, empty where there is no row.

    Cells are Markdown; caption and columns are words of the interface. The caption is a paragraph before the
    table, which `generator.pages.markdown.caption` moves into it.
    """
    body = [f"| {' | '.join(cell or NOTHING for cell in row)} |" for row in rows]
    if not body:
        return ""
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    marks = "".join(f" .{name}" for name in ("caption", *classes.split()))
    return "\n".join((f"{esc(caption)}\n{{:{marks} }}", "", *head, *body))


def facts(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return a table of names and values, without the values that are empty."""
    return table(caption, ("Thông tin", "Nội dung"), (row for row in rows if row[1]), "vk-facts")


def section(title: str, anchor: str, *parts: str) -> str:
    """Return a block of a page under its heading, empty where all its parts are."""
    filled = [part for part in parts if part]
    return "\n\n".join((heading(2, esc(title), f"k-{anchor}"), *filled)) if filled else ""


def shorten(value: str, limit: int) -> str:
    """Return `value` on one line, cut at a word to about `limit` characters; a word is never cut."""
    flat = " ".join(value.split())
    if len(flat) <= limit:
        return flat
    kept = flat[: limit + 1].rpartition(" ")[0] or flat.partition(" ")[0]
    return f"{kept} …" if len(kept) < len(flat) else flat


def sentence(value: str) -> str:
    """Return `value` with its first letter in upper case."""
    return value[:1].upper() + value[1:]


@lru_cache(maxsize=1 << 14)  # a day stands in many rows
def date(value: PartialDate | str | None) -> str:
    """Return a date the Vietnamese way, as far as it is known: `2023-06` → `06/2023`."""
    return "/".join(reversed(str(value).split("-"))) if value else ""


def dated(value: PartialDate | str) -> str:
    """Return a date with the word for what is known of it: `ngày 05/06/2023`, `tháng 06/2023`, `năm 2013`."""
    return f"{('năm', 'tháng', 'ngày')[str(value).count('-')]} {date(value)}"


def due(value: PartialDate) -> str:
    """Return the date of a deadline, marked for a browser to tell what is overdue."""
    return f'<time class="vk-due" datetime="{value}">{date(value)}</time>'


def number(value: float) -> str:
    """Return a number the Vietnamese way: `1253.687` → `1.253,687`."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")
    return text.translate(_SIGNS)


_SIGNS = str.maketrans(",.", ".,")
"""From the signs of English numbers to ours."""

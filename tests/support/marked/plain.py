"""Marked papers as plain text, Markdown, web pages and parses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

import msgspec

from generator import vocab
from generator.ingest.contract import USUAL
from generator.ingest.plain_text import read
from generator.model import SourceText
from generator.parse import parse
from tests.support.marked.words import PLACES, SYMBOLS, lines

Table = Sequence[Sequence[str]]
Made = tuple[str, str, bytes]
"""Where the mark stands, the suffix, the bytes."""


def txt(written: Sequence[str], table: Table = ()) -> bytes:
    """Return a text file."""
    return "\n".join([*written, *("   ".join(row) for row in table)]).encode()


def markdown(written: Sequence[str], table: Table = ()) -> bytes:
    """Return a Markdown file: what is in capitals is strong."""
    rows = [f"| {' | '.join(row)} |" for row in table]
    ruled = [*rows[:1], f"|{'---|' * len(table[0])}", *rows[1:]] if table else []
    paragraphs = (f"**{line}**" if line.isupper() else line for line in written)
    return "\n\n".join([*paragraphs, "\n".join(ruled)]).encode()


def html(written: Sequence[str], table: Table = ()) -> bytes:
    """Return a web page."""
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table)
    return _page("".join(f"<p>{escape(line)}</p>" for line in written) + (f"<table>{rows}</table>" if table else ""))


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def parsed(written: Sequence[str], table: Table = ()) -> bytes:
    """Return a paper as another program may have parsed it: its text without the lines of the file."""
    source = read(txt(written, table), "a.txt", USUAL)
    assert isinstance(source, SourceText)
    return msgspec.json.encode(parse(source, vocab.load()))


WRITERS: Mapping[str, Callable[[Sequence[str], Table], bytes]] = {
    "txt": txt,
    "md": markdown,
    "html": html,
    "json": parsed,
}
_PLAIN = "".join(f"<p>{escape(line)}</p>" for line in lines())


def places(mark: str) -> Iterator[Made]:
    """Yield papers with a mark in every place of these forms."""
    for place in PLACES:
        for suffix, write in WRITERS.items():
            yield place, suffix, write(lines(mark, place), ())
    yield from _in_markdown(mark)
    yield from _in_html(escape(mark))


def _in_markdown(mark: str) -> Iterator[Made]:
    text = "\n\n".join(lines())
    for place, written in (
        ("heading", f"# {mark}\n\n{text}"),
        ("emphasis", f"***{mark}***\n\n{text}"),
        ("quotation", f"> **{mark}**\n\n{text}"),
        ("code", f"`{mark}`\n\n{text}"),
        ("tags", f'<div align="center"><b>{mark}</b></div>\n\n{text}'),
        ("cell", f"| {mark} | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| UBND | Độc lập |\n\n{text}"),
        ("words of a picture", f"![{mark}](dau.png)\n\n{text}"),
        ("title of a picture", f'![dấu](dau.png "{mark}")\n\n{text}'),
        ("comment", f"<!-- {mark} -->\n\n{text}"),
        ("letters by their numbers", f"{''.join(f'&#{ord(each)};' for each in mark)}\n\n{text}"),
        ("frame of TeX", f"$\\boxed{{\\text{{{mark}}}}}$\n\n{text}"),
        ("second page", f"{text}\n\f{mark}\n{text}"),
        ("title of an address", f'{text}\n\n[1]: https://lamgiang.example "{mark}"\n'),
    ):
        yield place, "md", written.encode()


def _in_html(mark: str) -> Iterator[Made]:
    for place, body, head in (
        ("cell", f"<table><tr><td>{mark}</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table>{_PLAIN}", ""),
        ("words of a picture", f'<img src=dau.png alt="{mark}">{_PLAIN}', ""),
        ("title of a part", f'<div title="{mark}">{_PLAIN}</div>', ""),
        ("description", _PLAIN, f'<meta name=classification content="{mark}">'),
        ("title of the page", _PLAIN, f"<title>{mark}</title>"),
        ("style", _PLAIN, f'<style>body::before {{ content: "{mark}" }}</style>'),
        ("drawing", f"<svg><text transform='rotate(-45)'>{mark}</text></svg>{_PLAIN}", ""),
        ("head of a printed page", f"<div title=header><p>{mark}</p></div>{_PLAIN}", ""),
        ("hidden part", f"<div style='display: none'>{mark}</div>{_PLAIN}", ""),
        ("field of the page", f'<input value="{mark}">{_PLAIN}', ""),
        ("running line", f"<marquee>{mark}</marquee>Báo cáo<br>{_PLAIN}", ""),
        ("foot of the page", f"<main>{_PLAIN}</main><footer>{mark}</footer>", ""),
    ):
        yield place, "html", _page(body, head)


def symbols() -> Iterator[Made]:
    """Yield papers whose number bears the mark."""
    for symbol in SYMBOLS:
        written = [symbol if line.startswith("Số:") else line for line in lines()]
        for suffix, write in WRITERS.items():
            yield symbol, suffix, write(written, ())

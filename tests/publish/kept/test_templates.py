"""Templates are translated once; of one that changed, of another version or damaged nothing counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from generator.publish.html import translated
from generator.publish.html.translated import STAGE, Translated
from generator.publish.kept.memory import Memory, opened

WORDS = {"a.html": "{% include 'b.html' %} {{ x }}", "b.html": "b"}


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    with opened(tmp_path) as kept:
        yield kept


def compiled(memory: Memory, words: dict[str, str], keep: bool = True) -> list[str]:
    """Render a template as a build does, and return what had to be translated."""
    made, kept = list[str](), Translated(memory)
    env = jinja2.Environment(loader=jinja2.DictLoader(words), autoescape=True, bytecode_cache=kept)
    real = env.compile

    def compile_(source: str, name: str, filename: str | None) -> object:
        made.append(name)
        return real(source, name, filename)

    env.compile = compile_  # type: ignore[method-assign,assignment]
    assert env.get_template("a.html").render(x="<x>") == f"{words['b.html']} &lt;x&gt;"
    if keep:
        kept.keep()
    return made


def test_a_template_is_translated_once(memory: Memory) -> None:
    assert compiled(memory, WORDS) == ["a.html", "b.html"]
    assert compiled(memory, WORDS) == []


def test_what_a_process_does_not_keep_is_translated_again(memory: Memory) -> None:
    assert compiled(memory, WORDS, keep=False) == compiled(memory, WORDS) == ["a.html", "b.html"]


def test_a_template_that_changed_is_translated_anew(memory: Memory) -> None:
    compiled(memory, WORDS)
    assert compiled(memory, {**WORDS, "b.html": "c"}) == ["b.html"]


def test_what_another_version_made_counts_for_nothing(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(memory, WORDS)
    monkeypatch.setattr(translated, "_VERSIONS", b"another")
    assert compiled(memory, WORDS) == ["a.html", "b.html"]


def test_what_is_damaged_counts_for_nothing(memory: Memory) -> None:
    compiled(memory, WORDS)
    memory.commit()
    memory._base.execute("UPDATE kept SET value = value || x'00' WHERE stage = ?", (STAGE,))
    assert compiled(memory, WORDS) == ["a.html", "b.html"]
    assert compiled(memory, WORDS) == []

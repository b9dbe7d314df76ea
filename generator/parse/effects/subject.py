"""Whose deed a sentence tells: `Quyết định này` is this paper, or another one of which it speaks."""

from __future__ import annotations

from collections.abc import Collection

from generator.model import Document, Span
from generator.vocab import Vocab


def enacting(document: Document, vocab: Vocab) -> str | None:
    """Return the type of a paper that changes others, None for others.

    A lost header is told by `Quyết định này`.
    """
    said = None if document.header.type else vocab.effects["this"].search(document.text)
    found = vocab.doc_type(type_of(said[0], document) if said else document.header.type)
    return found.name if found is not None and found.enacts else None


def corrected(document: Document, vocab: Vocab) -> frozenset[str]:
    """Return the numbers of the papers of its own body that a letter says in its title it corrects.

    A decision corrects by its articles; a letter on another body's paper asks for it.
    """
    header, number = document.header, document.header.number
    if number is None or enacting(document, vocab) or not vocab.effects["corrects"].match(header.title):
        return frozenset()
    titled = (each.number for each in document.citations if each.span.start < document.zones.header.end)
    return frozenset(each.key for each in titled if each and set(each.issuer_codes) & set(number.issuer_codes))


def type_of(subject: str, document: Document) -> str | None:
    """Return the type that a subject names: `Quyết định này` names one, `văn bản này` that of the paper."""
    named = subject.rsplit(" ", 1)[0].casefold()
    return document.header.type if named == "văn bản" else named


def alike(own: str, types: Collection[str]) -> bool:
    """Tell whether a type is one of others: `quy chế phối hợp` and `quy chế` are one."""
    return any(own == each or own.startswith(f"{each} ") or each.startswith(f"{own} ") for each in types)


def brings(document: Document, vocab: Vocab) -> frozenset[str]:
    """Return the types of what a paper puts into force: `Ban hành kèm theo Quyết định này Quy chế …`."""
    if enacting(document, vocab) is None:
        return frozenset()
    titled = [each.titled for each in document.citations if each.titled is not None]
    issued = vocab.in_force["issues"].finditer(document.text, 0, document.zones.body.end)
    own = (each for each in issued if not any(title.start <= each.start() < title.end for title in titled))
    return frozenset(each["own"].casefold() for each in own)


def is_own(document: Document, named: str | None, vocab: Vocab) -> bool:
    """Tell whether a paper of a type that it calls `này` may be itself, or what it puts into force.

    A letter that writes `Quyết định này` speaks of another paper.
    """
    own = document.header.type
    return named is None or own is None or alike(named, (own,)) or alike(named, brings(document, vocab))


def speaks(document: Document, words: str, vocab: Vocab) -> bool:
    """Tell whether words speak of the paper itself, or of what it brings."""
    named = vocab.effects["this"].finditer(words)
    return any(is_own(document, type_of(each[0], document), vocab) for each in named)


def is_this(document: Document, named: str | None, text: str, at: int, vocab: Vocab) -> bool:
    """Tell whether `Quyết định này` at a place is this paper.

    What follows the telling of one of its type is not: `Quyết định số 5 ban hành Quy chế. Quyết định này thay thế …`.
    """
    if not is_own(document, named, vocab):
        return False
    words, line = vocab.in_force, text.rfind("\n", 0, at) + 1
    before = text[line:at]
    if words["lead"].match(before):
        return bool(before.strip()) or _begins(document, named, text, line, vocab)
    told = any(line <= each.span.start < at and each.type == named for each in document.citations)
    return not told or words["article"].match(before) is not None


def _begins(document: Document, named: str | None, text: str, line: int, vocab: Vocab) -> bool:
    """A line that begins with this paper follows one that speaks of it too, or of no other."""
    above = Span(text.rfind("\n", 0, max(0, line - 1)) + 1, line)
    said = above.of(text)
    if vocab.in_force["opens"].match(said) or vocab.in_force["marked"].match(said):
        return True
    return all(each.type != named for each in document.citations if above.start <= each.span.start < above.end)

"""A document whose own effects are looked for, and what governs the works in a sentence of it."""

from __future__ import annotations

from generator.model import Document, EffectKind, PartialDate, Span
from generator.model.frozen import Frozen
from generator.parse.effects.deeds import Deeds
from generator.parse.effects.quoted import is_quoted
from generator.vocab import Vocab


class Paper(Frozen):
    """A document whose own effects are looked for.

    `enacting` is its type where such a paper changes others.
    """

    document: Document
    text: str
    done: Deeds
    vocab: Vocab
    enacting: str | None
    corrects: frozenset[str]
    """Numbers of the papers that it says in its title it corrects, where it is a letter or a notice."""
    blocks: tuple[Span, ...]
    """Where it puts whole lines into another paper."""

    def quoted(self, at: int) -> bool:
        """Tell whether the words at a place are put into another paper."""
        return is_quoted(self.text, at, self.blocks)


class Order(Frozen):
    """A verb that governs the works after it.

    What it does, in a paper of which type, the words before the first.
    """

    kind: EffectKind
    type: str | None
    words: str
    start: int
    listed: bool = False
    """It stands in the head of a list."""
    ends: bool = False
    """The works are its subject: `Thông tư số A hết hiệu lực`."""
    partly: bool = False
    """It is said of a part that is not named."""
    since: PartialDate | None = None
    until: PartialDate | None = None

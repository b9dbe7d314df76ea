"""A document whose own effects are looked for, and what governs the works in a sentence of it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from generator.model import Document, EffectKind, PartialDate, Span
from generator.model.frozen import Frozen
from generator.parse.effects.deeds import Deeds
from generator.parse.effects.quoted import is_quoted
from generator.parse.effects.subject import speaks
from generator.parse.paragraphs import paragraphs
from generator.vocab import Vocab


class Article(Frozen):
    """An article (điều): where it stands, and whether it tells since when the paper itself is in force."""

    span: Span
    own_force: bool


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

    articles: tuple[Article, ...] = ()
    """Of a paper that changes others."""

    def article_at(self, at: int) -> Article | None:
        """Return the article in which a place stands."""
        place = bisect_right(self.articles, at, key=lambda each: each.span.start)
        return self.articles[place - 1] if place and at < self.articles[place - 1].span.end else None

    def quoted(self, at: int) -> bool:
        """Tell whether the words at a place are put into another paper."""
        return is_quoted(self.text, at, self.blocks)


def articles(document: Document, text: str, vocab: Vocab) -> tuple[Article, ...]:
    """Return the articles of the body; what one says of the paper's own force is told of all of it."""
    body = document.zones.body
    starts = [each.start for each in paragraphs(text, body) if vocab.in_force["article"].match(each.of(text))]
    spans = [Span(start, end) for start, end in pairwise((*starts, body.end))]
    return tuple(Article(span, _tells_force(document, span.of(text), vocab)) for span in spans)


def _tells_force(document: Document, words: str, vocab: Vocab) -> bool:
    force = vocab.effects["this_in_force"].search(words) if "hiệu lực" in words else None
    return force is not None and speaks(document, force[0], vocab)


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

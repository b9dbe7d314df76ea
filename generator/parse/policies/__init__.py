"""Policies (chính sách, chương trình, đề án, dự án, phong trào …).

Names with their extent, and what they are part of.

A name opens with its kind and runs to the first stop word, or to the closing quote. What shows that it is a name
(a number, a quote, a period, a place, words of its own) is asked for by kind: generic words name no policy. A short
form that the document itself defines (`sau đây viết tắt là Chương trình`) stands for its long form afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.model import Document, EntityKind, Mention, Span
from generator.model.frozen import replace
from generator.vocab import Vocab
from generator.vocab.entries import PolicyHead

LONGEST = 260
WHOLE = 2
"""The rank of what is no numbered part."""
FEWEST = {"words": 3, "phrase": 6, "dated": 3, "proper": 3, "programme": 2}
"""Words that a name has at least after the word that opens it, by what shows that it is one."""
_QUOTED = re.compile(r"[:\s*]{0,4}[“\"](?P<inside>[^“”\"\n]{3,240})[”\"]")
_JOINT = re.compile(r"(?:[,;]|,? và)\s*(?=[“\"])")
_HARD_STOP = re.compile(r"[.;()\[\]\n“”\"…]|:|,(?= ?(?:…|\.\.\.))")
_COLON = re.compile(r"[*\s]{0,4}:[*\s]{0,4}(?=[^\W\d_])(?!\d)")
_SPACED = re.compile(r"[*\s]+")
_APART = re.compile(r"\s?[,(]?\s?")


def find_policies(document: Document, vocab: Vocab) -> Document:
    """Return the document with policy mentions, what each is part of, and the short forms that it defines."""
    found: list[Mention] = []
    defined: list[tuple[str, str]] = list(document.abbreviations)
    kinds: dict[int, str] = {}
    for start, end, name, kind, of in _named(document, vocab):
        if found and start < found[-1].span.end:
            continue
        found.append(Mention(EntityKind.POLICY, Span(start, end), name, form=kind))
        kinds |= {start: of} if of else {}
        short = vocab.cues["policy.defined"].match(document.text, end)
        if short:
            defined.append(((short["short"] or short["named"]).strip(), name))
    found += list(_short_forms(document.text, found, defined, vocab))
    parts = _parts(document.text, sorted(found, key=lambda m: m.span), kinds, vocab)
    mentions = tuple(sorted((*document.mentions, *parts), key=lambda m: m.span))
    return replace(document, mentions=mentions, abbreviations=tuple(defined))


def _named(document: Document, vocab: Vocab) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield start, end, name and kind of each, and the movement that it is said to be a model of."""
    text = document.text
    numbers = [c.span for c in document.citations if c.number is not None]
    last = 0
    opened = vocab.together.policies.matches(text)
    for _, form, match in sorted(opened, key=lambda found: (found[2].start(), found[0])):
        start = match.start()
        if start < last or (start and text[start - 1].isalpha()) or any(s.start <= start < s.end for s in numbers):
            continue
        if _several(text, start, vocab):
            for quoted in _each_quoted(text, match) if form.shown == "quote" else ():
                last = quoted.end()
                if form.kind == "chương trình" and _is_event(text, start, quoted["inside"], vocab):
                    continue
                yield (
                    quoted.start("inside") - 1,
                    last,
                    f"{match[0]} {text[quoted.start('inside') - 1 : last]}",
                    form.kind,
                    "",
                )
            continue
        end = _name_end(text, match, form, vocab)
        if not _is_name(text, match, end, form, vocab):
            continue
        last = end
        of = (match["of"] or "").lower() if "of" in match.re.groupindex else ""
        yield start, end, _plain(_opening(match) + text[match.end() : end]), form.kind, of


def _each_quoted(text: str, head: re.Match[str]) -> Iterator[re.Match[str]]:
    """Each of several that one word opens: `các phong trào thi đua: “Dân vận khéo”, “Mái ấm”`."""
    quoted = _QUOTED.match(text, head.end())
    while quoted:
        yield quoted
        joint = _JOINT.match(text, quoted.end())
        quoted = _QUOTED.match(text, joint.end()) if joint else None


def _opening(head: re.Match[str]) -> str:
    """The words that open a name, without what stands between them and the quote.

    `mô hình dân vận về “…”`.
    """
    return f"{head['kind']} " if "kind" in head.re.groupindex else head[0]


def _several(text: str, start: int, vocab: Vocab) -> bool:
    """Several are meant (`các đề án`, `03 dự án`), so that what follows is no name of one."""
    group, count = vocab.cues["policy.group"], vocab.cues["policy.count"]
    return bool(group.search(text, max(0, start - 40), start) or count.search(text, max(0, start - 5), start))


def _is_name(text: str, head: re.Match[str], end: int, form: PolicyHead, vocab: Vocab) -> bool:
    """Whether what follows the opening words is a name, by what this kind of policy must show."""
    rest = _plain(text[head.end() : end])
    if form.kind == "chương trình" and _is_event(text, head.start(), rest, vocab):
        return False
    if form.shown in ("whole", "number"):
        return True
    if form.shown == "quote":
        return "“" in rest or '"' in rest
    own = vocab.cues["policy.period"].sub("", f" {rest}").split()
    if vocab.cues["policy.generic"].match(rest) or len(own) < FEWEST[form.shown]:
        return False
    if form.shown == "dated":
        approved = vocab.cues["citation.approves"].search(text, max(0, head.start() - 30), head.start())
        return bool(vocab.cues["policy.period"].search(rest) or (approved and form.kind != "kế hoạch"))
    return form.shown != "proper" or bool(vocab.cues["policy.proper"].search(rest))


def _is_event(text: str, start: int, name: str, vocab: Vocab) -> bool:
    """What is shown on a stage, a screen or a festival ground, by its name or by what is done there."""
    shown = vocab.cues["policy.shown"].search(text, max(0, start - 40), start)
    return shown is not None or vocab.cues["policy.event"].search(name) is not None


def _plain(name: str) -> str:
    return " ".join(_SPACED.sub(" ", name).split())


def _name_end(text: str, head: re.Match[str], form: PolicyHead, vocab: Vocab) -> int:
    if form.shown == "whole":
        return head.end()
    if form.shown == "number" and vocab.cues["policy.whole_of"].search(text, max(0, head.start() - 40), head.start()):
        return head.end()
    quoted = _QUOTED.match(text, head.end())
    if quoted:
        return quoted.end()
    if form.shown == "number":
        return _component_end(text, head.end(), vocab)
    window = text[head.end() : head.end() + LONGEST]
    limit = _limit(window, vocab)
    if form.kind == "chính sách" and "," in window[:limit]:
        limit = window.index(",")
    name = window[:limit]
    inside = vocab.cues["policy.period"].search(name)
    if inside:
        return head.end() + inside.end()
    area = vocab.cues["policy.area"].match(text, head.end() + limit)
    period = vocab.cues["policy.period"].match(text, area.end() if area else head.end() + limit)
    if period:
        return period.end()
    return head.end() + len(vocab.cues["policy.tail"].sub("", name))


def _limit(window: str, vocab: Vocab) -> int:
    """Where an unquoted name is over: at a stop, or where another policy is named after it."""
    hard = _HARD_STOP.search(window)
    limit = hard.start() if hard else len(window)
    for stop in (vocab.cues["policy.next"], *(form.regex for form in vocab.policies.stops)):
        found = stop.search(window, 0, limit)
        limit = found.start() if found else limit
    return limit


def _component_end(text: str, start: int, vocab: Vocab) -> int:
    """A numbered part is its number, and what follows a colon as its name: `Dự án 2.

    Quy hoạch, bố trí dân cư`.
    """
    colon = _COLON.match(text, start)
    if not colon or not text[colon.end()].isupper() or vocab.cues["policy.told"].match(text, colon.end()):
        return start
    window = text[colon.end() : colon.end() + LONGEST]
    hard = _HARD_STOP.search(window)
    limit = hard.start() if hard else len(window)
    stop = vocab.cues["policy.component_end"].search(window, 0, limit)
    name = window[: stop.start() if stop else limit]
    return colon.end() + len(vocab.cues["policy.tail"].sub("", name))


def _short_forms(text: str, found: list[Mention], defined: list[tuple[str, str]], vocab: Vocab) -> Iterator[Mention]:
    """The short forms that the document defines, wherever they stand alone afterwards."""
    for short, name in defined:
        kind = next((m.form for m in found if m.name == name), None)
        for match in re.finditer(rf"(?<![^\W\d_]){re.escape(short)}(?![^\W\d_])", text):
            if vocab.cues["policy.not_short"].match(text, match.end()):
                continue
            span = Span(*match.span())
            if not any(m.span.start < span.end and span.start < m.span.end for m in found):
                yield Mention(EntityKind.POLICY, span, name, form=kind)


def _parts(text: str, found: Sequence[Mention], kinds: Mapping[int, str], vocab: Vocab) -> Iterator[Mention]:
    """The mentions, each with the one that it is said to be part of: `Tiểu dự án 1 thuộc Dự án 5`."""
    wholes: dict[int, Span | None] = {}
    for i in reversed(range(len(found))):
        one, after = found[i], found[i + 1] if i + 1 < len(found) else None
        wholes[i] = _whole(text, found, i, kinds, vocab)
        if wholes[i] is None and after is not None and _rank(one) == _rank(after) < WHOLE:
            beside = vocab.cues["policy.part_beside"].fullmatch(text[one.span.end : after.span.start])
            wholes[i] = wholes[i + 1] if beside and after.span.end <= _start(wholes[i + 1]) else None
    for i, one in enumerate(found):
        whole = wholes[i]
        closing = max(one.span.end, whole.end) if whole is not None else one.span.end
        yield replace(one, part_of=whole, name=_with_name(text, one, closing, vocab) if whole is not None else one.name)


def _start(span: Span | None) -> int:
    return span.start if span is not None else -1


def _whole(text: str, found: Sequence[Mention], i: int, kinds: Mapping[int, str], vocab: Vocab) -> Span | None:
    """What the words around a mention say that it is part of."""
    one, after = found[i], found[i + 1] if i + 1 < len(found) else None
    before = found[i - 1] if i else None
    if one.span.start in kinds:
        return next((m.span for m in found if m is not one and kinds[one.span.start] in m.name.lower()), None)
    if after is not None and _rank(one) < _rank(after):
        gap = text[one.span.end : after.span.start]
        linked = vocab.cues["policy.part_of"].fullmatch(gap) or vocab.cues["policy.part_dash"].fullmatch(gap)
        if linked or (gap == ", " and _apart(text, found, i, vocab)):
            return after.span
    if before is not None and _rank(one) < _rank(before):
        opened = _APART.fullmatch(text, before.span.end, one.span.start)
        return before.span if opened and "(" in opened[0] else None
    return None


def _apart(text: str, found: Sequence[Mention], i: int, vocab: Vocab) -> bool:
    """Whether a part and the project behind its comma stand alone: `(Tiểu dự án 1, Dự án 5)`.

    Beside a further project they may be three of a row.
    """
    if _rank(found[i]) != 0 or _rank(found[i + 1]) != 1:
        return False
    low = text.rfind("\n", 0, found[i].span.start) + 1
    before = text[max(low, found[i - 1].span.end) : found[i].span.start] if i else None
    after = text[found[i + 1].span.end : found[i + 2].span.start] if i + 2 < len(found) else None
    joined = after is not None and vocab.cues["policy.part_beside"].fullmatch(after)
    project = i > 0 and found[i - 1].span.start >= low and _rank(found[i - 1]) == 1
    return not joined and not (project and before is not None and ";" not in before and "." not in before)


def _with_name(text: str, one: Mention, closing: int, vocab: Vocab) -> str:
    """The name of a part with the words after its whole: `Tiểu dự án 2 (Dự án 7): Truyền thông`.

    Without brackets only words in quotes after a colon are the part's: those of `thuộc Dự án 7 “…”` may be the whole's.
    """
    if one.name != text[one.span.start : one.span.end]:
        return one.name
    bracket = text[closing : closing + 1] == ")"
    start = closing + bracket
    quoted = _QUOTED.match(text, start)
    if quoted and ":" in text[start : quoted.start("inside")]:
        return f"{one.name}: {_plain(quoted['inside'])}"
    colon = _COLON.match(text, start) if bracket else None
    end = _component_end(text, start, vocab) if colon else start
    return f"{one.name}: {_plain(text[colon.end() : end])}" if colon and end > start else one.name


def _rank(mention: Mention) -> int:
    """A part of a part, a part, a whole."""
    name = mention.name.lower()
    return 0 if name.startswith("tiểu dự án") else 1 if name.startswith("dự án") else WHOLE

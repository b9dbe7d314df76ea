"""Trích yếu of cited works: where the title after a citation begins and where it ends.

A title opens right after number, date or issuer. It may name further works (`về thực hiện Chỉ thị số …`): those stand
inside it. It ends where the sentence goes on without it; where that cannot be told, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.model import Citation, Span
from generator.model.frozen import Frozen, replace
from generator.vocab import Vocab
from generator.vocab.entries import EffectPhraseId, Pattern

REACH = 160
"""Characters after a citation in which its issuer may stand before the title opens."""
LONGEST = 600
_LONGEST_LIST = 6000
"""Characters of a paragraph that lists what is carried out, title after title."""
_AHEAD = 60
"""Characters after an opening that its pattern looks at."""
_SHORTEST = 3
"""Words of a title; a verb alone (`ban hành`) is one that was cut."""
_BEFORE = 260
"""Characters before a citation in brackets in which its title may stand."""
_LONGEST_HEAD = 500
"""Characters of the words that tell of a list of works what all are about."""
_MARKED = 20
"""Characters before a number in which the mark that opens its list stands."""
_QUOTES = {"“": "”", '"': '"'}
_SENTENCE = re.compile(r"[.;:](?=\s)|\n")


def with_titles(text: str, citations: Sequence[Citation], vocab: Vocab) -> list[Citation]:
    """Return the citations, in order of place, each with its title.

    Those inside another's title are marked.
    """
    found: list[Citation] = []
    outer: Citation | None = None
    at, changed = 0, False
    for index, citation in enumerate(citations):
        within = outer is not None and outer.titled is not None and citation.span.start < outer.titled.end
        scan = _Scan(text, citations[index + 1 :], vocab.cited_titles, vocab.effects)
        if not within:
            changed = scan.changed_here(citation) or (changed and scan.joined_to(at, citation))
        titled = scan.title(citation, changed and not within) if citation.number else None
        if within and outer and outer.titled and _of_report(text, outer.titled, citation, vocab):
            titled = None
        title = " ".join(titled.of(text).split()) if titled else _before(text, citation, vocab)
        told = title or titled or within
        found.append(replace(citation, title=title, titled=titled, within=within) if told else citation)
        at = at if within else max(citation.span.end, titled.end if titled else 0)
        if titled is not None and (outer is None or outer.titled is None or titled.end > outer.titled.end):
            outer = found[-1]
    return _of_all(text, _shared(text, found), vocab)


def _of_report(text: str, outer: Span, inner: Citation, vocab: Vocab) -> bool:
    """`về tổng kết 10 năm thực hiện Quyết định số A về công tác X`.

    What the report sums up, not what A is about.
    """
    return inner.date is None and vocab.cited_titles["around.summed_up"].match(text, outer.start) is not None


def _before(text: str, citation: Citation, vocab: Vocab) -> str | None:
    """The title before a number in brackets, after the same type word.

    `Quyết định về việc … (Quyết định số …)`.
    """
    start = citation.span.start
    if citation.number is None or citation.type is None or text[max(0, start - 1) : start] != "(":
        return None
    low = max(0, start - _BEFORE)
    for word in re.finditer(rf"{re.escape(citation.type)} ", text[low:start], re.IGNORECASE):
        match = vocab.cited_titles["around.before"].match(text[low:start], word.end())
        if match:
            return " ".join(match["title"].split())
    return None


def _shared(text: str, found: Sequence[Citation]) -> list[Citation]:
    """`Quyết định số A và Quyết định số B về việc …`: one title of both."""
    settled = list(found)
    for place in range(len(found) - 2, -1, -1):
        this, after = settled[place], settled[place + 1]
        both = this.number is not None and after.number is not None and this.type == after.type and not this.within
        if both and this.title is None and after.title and text[this.span.end : after.span.start] == " và ":
            settled[place] = replace(this, title=after.title)
    return settled


def _of_all(text: str, found: Sequence[Citation], vocab: Vocab) -> list[Citation]:
    """`các Quyết định … phê duyệt Quy hoạch … (số A và số B)`: one title of all.

    Of those that have none of their own, up to the first words that join nothing.
    """
    settled, words = list(found), vocab.cited_titles
    head: re.Match[str] | None = None
    at = 0
    for place, each in enumerate(found):
        if each.number is None or each.within:
            continue
        start = max(each.span.start, text.find(each.number.raw, each.span.start, each.span.end))
        goes_on = head is not None and words["around.next_of_all"].match(text[at : each.span.start]) is not None
        if not goes_on:
            head = _head_of_all(text, start, words)
        if head is None or head["type"].casefold() != each.type:
            head = None
        elif each.title is None:
            settled[place] = replace(each, title=" ".join(head["title"].split()))
        at = max(each.span.end, each.titled.end if each.titled else 0)
    return settled


def _head_of_all(text: str, start: int, words: Mapping[str, Pattern]) -> re.Match[str] | None:
    """What is said of a list of works before the first number; it ends in a bracket or a colon."""
    if not set("(:").intersection(text[max(0, start - _MARKED) : start]):
        return None
    low = max(0, text.rfind("\n", 0, start) + 1, start - _LONGEST_HEAD)
    return words["around.of_all"].search(text[low:start])


class _Scan(Frozen):
    """The words after one citation, with the citations that follow it."""

    text: str
    following: Sequence[Citation]
    words: Mapping[str, Pattern]
    effects: Mapping[EffectPhraseId, Pattern]
    """How a title opens that changes another work, and how a sentence goes on that does."""

    def _after(self, citation: Citation) -> _Scan:
        return replace(self, following=[each for each in self.following if each.span.start > citation.span.start])

    def title(self, citation: Citation, changed: bool) -> Span | None:
        """Return where its title stands, None where none is printed or its end cannot be told.

        `changed` tells that its sentence changes it, so that what follows is a further work or deed.
        """
        opening = self.opening(citation)
        if opening is None or self._goes_on(citation, opening) or self._granted(citation, opening):
            return None
        text, start = self.text, opening.end()
        closing = _QUOTES.get(opening[0][-1:], ")" if opening[0].endswith("(") else "")
        if not closing:
            return self._short_of_next(citation, self._scanned(start, changed))
        stop = text.find(closing, start, start + LONGEST)
        return _trimmed(text, start, stop) if stop > 0 else None

    def opening(self, citation: Citation) -> re.Match[str] | None:
        """Return where the title opens, right after number and date or after the issuer."""
        text, end = self.text, citation.span.end
        nearest = next((each.span.start for each in self.following if each.span.start >= end), len(text))
        for match in self.words["opens"].finditer(text, end, min(end + REACH, nearest) + _AHEAD):
            if match.start() - end > REACH or match.end() >= nearest:
                break
            between = text[end : match.start()]
            if between.endswith(" và"):
                return None  # what stands beside it is done beside it: `của UBND tỉnh và bãi bỏ …`
            if not between or self._issuer(between):
                return match
            if self.words["between.not_issuer"].search(between) and not between.lstrip(" ,").startswith("của "):
                return None
        return self._bare_opening(citation, nearest)

    def _goes_on(self, citation: Citation, opening: re.Match[str]) -> bool:
        """`thay thế Quyết định số A, bãi bỏ Quyết định số B`: the sentence does that, not A."""
        return opening[0].startswith(",") and self._changes(opening.end()) and self.changed_here(citation)

    def _granted(self, citation: Citation, opening: re.Match[str]) -> bool:
        """`Đồng ý đề nghị của Sở A tại Tờ trình số 7 gia hạn thời gian …`: what is granted, no title."""
        before = self.text[max(0, citation.span.start - _BEFORE) : citation.span.start]
        bare = self.words["around.bare_deed"].match(self.text, opening.end()) is not None
        return bare and self.words["around.granted"].search(before) is not None

    def _changes(self, start: int) -> bool:
        return self.effects["title_opens"].match(self.text, start) is not None

    def joined_to(self, at: int, citation: Citation) -> bool:
        """Tell whether it goes on with the list of works that ends at `at`."""
        gap = self.text[at : citation.span.start]
        return len(gap) <= REACH and self.effects["joins"].match(gap) is not None

    def changed_here(self, citation: Citation) -> bool:
        """Tell whether the sentence itself changes the work."""
        before = self.text[max(0, citation.span.start - _BEFORE) : citation.span.start]
        return self.effects["changed_here"].search(before) is not None

    def _short_of_next(self, citation: Citation, title: Span | None) -> Span | None:
        """The title without what the sentence changes after it: `…, bãi bỏ khoản 2 Điều 3 Quyết định số B`."""
        if title is None:
            return None
        text, start = self.text, citation.span.start
        if self.words["around.lasting"].search(text, max(0, start - _BEFORE), start):
            until = self.words["around.until"].search(text[title.start : title.end])
            title = _trimmed(text, title.start, title.start + until.start()) if until else title
        if title is None or self._changes(title.start) or not self.changed_here(citation):
            return title
        following = self.effects["next_change"].search(self.text, title.start, title.end)
        return _trimmed(self.text, title.start, following.start()) if following else title

    def _bare_opening(self, citation: Citation, nearest: int) -> re.Match[str] | None:
        """In a list of bases a bare verb opens a title, where the issuer stands before it."""
        text, end = self.text, citation.span.end
        line = text.rfind("\n", 0, citation.span.start) + 1
        if not self.words["around.basis"].match(text[line : citation.span.start]):
            return None
        match = self.words["around.bare_verb"].search(text, end, min(end + REACH, nearest))
        return match if match and match.start() > end and self._issuer(text[end : match.start()]) else None

    def _issuer(self, between: str) -> bool:
        """` của Bộ trưởng Bộ Y tế`, ` của Liên Bộ: Y tế, Tài chính`, and nothing else."""
        if self.words["between.joint_issuer"].match(between):
            return True
        stated = between.lstrip(" ,").startswith(("của ", "do ", "giữa "))
        return stated and not self.words["between.not_issuer"].search(between)

    def _scanned(self, start: int, changed: bool) -> Span | None:
        text, limit = self.text, min(len(self.text), start + LONGEST)
        at, last = start, None
        while True:
            stop = self.words["ends"].search(text, at, limit)
            inner = next((each for each in self.following if at <= each.span.start < limit), None)
            if inner is not None and (stop is None or inner.span.start <= stop.end()):
                before = self.words["inner.separate"].search(text, start, inner.span.start)
                if before is not None and not self._one_list(start, last, inner):
                    return _trimmed(text, start, before.start())
                at, last = self._past_inner(inner), inner
                if at < 0:
                    return _trimmed(text, start, max(inner.span.end, self._issuer_end(inner)))
            elif stop is None:
                return _trimmed(text, start, limit) if limit == len(text) else None
            else:
                at = self._past(start, stop, changed)
                if at < 0:
                    return _trimmed(text, start, stop.start())

    def _past_inner(self, inner: Citation) -> int:
        """Where a title goes on after a citation inside it, -1 where it ends there."""
        scan = self._after(inner)
        opening = scan.opening(inner)
        if opening is not None:
            return opening.end()
        at = max(inner.span.end, self._issuer_end(inner))
        return at if self.words["inner.continues"].match(self.text, at) or self._joined(at, scan.following) else -1

    def _joined(self, at: int, following: Sequence[Citation]) -> bool:
        """Right after a citation inside a title a further one of its list may stand."""
        return bool(following) and self.text[at : following[0].span.start].strip() in (",", "và")

    def _issuer_end(self, citation: Citation) -> int:
        """Where a stated issuer ends: names run to the first mark of the sentence."""
        if citation.issuer is None:
            return 0
        return citation.issuer.start + len(citation.issuer.of(self.text).rstrip(" ,;"))

    def _one_list(self, start: int, last: Citation | None, inner: Citation) -> bool:
        """`sửa đổi Nghị định A và Nghị định B`, `thực hiện Nghị quyết Đại hội …, Nghị quyết Đại hội …`.

        One title.
        """
        if last is None:
            named = inner.number is None and inner.article is not None
            return named and self.words["inner.laws"].search(self.text, start, inner.span.start) is not None
        between = self.text[max(last.span.end, self._issuer_end(last)) : inner.span.start].strip()
        if last.number is None and inner.number is None:
            return between in (",", "và")
        if between != "và" or not self._changes(start):
            return False
        opening = self._after(inner).opening(inner)
        return opening is None or not self._changes(opening.end())

    def _past(self, start: int, stop: re.Match[str], changed: bool) -> int:
        """Where the title goes on after what might end it, -1 where it does not."""
        text, words, end, mark = self.text, self.words, stop.end(), stop[0].strip()
        if mark == ";":
            kinds = [k for k in ("sanctions", "procedures") if words[f"parts.{k}"].search(text, start, stop.start())]
            kinds += ["named"] if changed else []
            opened = text[text.rfind("\n", 0, start) + 1 : start]
            kinds += ["base"] if words["around.basis"].match(opened) else []
            return next((end for k in kinds if words[f"next_parts.{k}"].match(text, stop.start())), -1)
        if mark in _QUOTES:
            closed = text.find(_QUOTES[mark], end, end + LONGEST)
            return closed + 1 if closed >= 0 and "\n" not in text[end:closed] else -1
        if mark == "(":
            return self._past_brackets(end)
        if stop[0] == "\n":
            line = text[text.rfind("\n", 0, stop.start()) + 1 : stop.start()]
            goes_on = words["around.basis_line"].match(line) and words["around.rest_of_line"].match(text, end)
            return end if goes_on else -1
        if words["ends.next_plan"].match(text, stop.start()) and words["around.of_papers"].search(
            text, start, stop.start()
        ):
            return end
        if self._changes(start) and self._changes(end):
            return end
        if words["ends.clause"].match(text, stop.start()) and not self._introduced(start):
            return end
        return -1

    def _past_brackets(self, end: int) -> int:
        """After an aside inside the title; one at its end is a definition or a number and no part of it."""
        if self.words["around.definition"].match(self.text, end):
            return -1
        text, closed = self.text, self.text.find(")", end, end + REACH)
        if closed < 0 or "\n" in text[end:closed]:
            return -1
        after = text[closed + 1 : closed + 5]
        return closed + 1 if after[:1] == " " and after[1:2].islower() and after[1:] != "và " else -1

    def _introduced(self, start: int) -> bool:
        """The sentence opens with what it is done under: `Thực hiện Kế hoạch số …, Ban Dân tộc báo cáo`."""
        low = max(0, start - LONGEST)
        ends = [match.end() for match in _SENTENCE.finditer(self.text, low, start)]
        line = self.text.rfind("\n", max(0, start - _LONGEST_LIST), start) + 1
        return any(self.words["around.introduced"].match(self.text[at:start]) for at in (*(ends or [low]), line))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    kept = text[start:end].rstrip(" ,;.-*/")
    return Span(start, start + len(kept)) if len(kept.split()) >= _SHORTEST else None

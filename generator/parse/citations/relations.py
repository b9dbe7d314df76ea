"""Relations of a document to what it cites.

Words before a citation in its own clause, and lists that carry them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Citation, Document, Relation, Span
from generator.model.frozen import replace
from generator.parse.effects import RELATION
from generator.parse.effects.deeds import full_end
from generator.parse.effects.quoted import quoted_blocks
from generator.vocab import Vocab
from generator.vocab.entries import CueId

CLAUSE = 240
"""Characters before a citation in which a relation cue counts."""
_LIST = 400
"""Characters between two works of one list."""
_DEEDS = (Relation.GUIDES, Relation.EXTENDED)
"""Relations that only this paper's own doing is; the other changes of a work are effects."""
_CHANGES = (*_DEEDS, *RELATION.values())
"""Relations that words alone do not prove: they may tell of another paper's doing, or of what is only planned."""
_CLAUSE_END = re.compile(r"[.;:!?](?=\s)|\n")
_PLACES: tuple[CueId, ...] = ("citation.at", "citation.source")
"""Cues of where something stands, or money comes from."""
_PROPOSAL = "tờ trình"
_ASIDE = re.compile(r"\s*\([^()\n]{0,160}\)")
_QUOTED = re.compile(r"“[^“”\n]{0,200}”")


def with_relations(document: Document, found: Sequence[Citation], vocab: Vocab) -> list[Citation]:
    """Return the citations with their relations.

    A citation in a list that no words introduce has the relation of the one above; a title above is no such words:
    `thay thế Thông tư số … quy định mức thu và Thông tư số …`. What a title cites is mentioned, and in nobody's list.
    """
    text, settled = document.text, list[Citation]()
    blocks = quoted_blocks(text)
    head: Citation | None = None
    base: Citation | None = None
    for place, citation in enumerate(found):
        if citation.within:
            settled.append(citation)  # a mention, as found
            continue
        clause = _clause(text, found, place, vocab)
        relation, at, legal = _said(clause, document, citation, vocab)
        at = at and relation is Relation.BASIS and not legal and not _listed_base(clause, citation, text, vocab)
        relation = Relation.MENTION if at and _only_there(clause, citation, vocab) else relation
        if place and _changes(text, found[place - 1], citation, vocab):
            relation, at, legal = Relation.MENTION, False, False
            base = base or head
        elif base is not None and text[found[place - 1].span.end : citation.span.start].lstrip(") ").startswith(";"):
            head, base = base, None  # after where a base was changed the list of bases goes on
        gap = _list_gap(text, head, citation, vocab) if head else None
        bare = gap is not None and gap.strip() != "(" and vocab.cues["citation.list_gap"].fullmatch(gap) is not None
        if head is not None and gap is not None and (not relation or bare):
            relation, at, legal = head.relation, head.at, head.legal
        if head is not None and head.relation is Relation.BASIS and _beside(text, head, citation, vocab):
            relation, at, legal = head.relation, False, head.legal
        if relation is None:
            legal = _among_bases(document, citation, vocab)
            relation = Relation.BASIS if legal else Relation.MENTION
        if relation is Relation.BASIS and (
            _another_says(text, citation, blocks) or _told_of(clause, text, citation, vocab)
        ):
            relation, at, legal = Relation.MENTION, False, False
        at = at and not legal
        plain = relation is citation.relation and not at
        head = citation if plain else replace(citation, relation=relation, at=at, legal=legal)
        settled.append(head)
    return settled


def _told_of(clause: str, text: str, citation: Citation, vocab: Vocab) -> bool:
    """`Theo Nghị quyết số A, Nghị định số B hết hiệu lực`: nothing rests on B."""
    return clause.rstrip().endswith(",") and vocab.cues["citation.told_of"].match(text, full_end(citation)) is not None


def _only_there(clause: str, citation: Citation, vocab: Vocab) -> bool:
    """Something is found in it, and nobody goes by it; by what a proposal asks for somebody does."""
    source = vocab.cues["citation.source"].search(clause) is not None
    return citation.type != _PROPOSAL and (source or vocab.cues["citation.said_at"].search(clause) is None)


def _another_says(text: str, citation: Citation, blocks: Sequence[Span]) -> bool:
    """It stands in words that are put into another paper, or quoted: what rests on it is that one."""
    at = citation.span.start
    if any(block.start <= at < block.end for block in blocks):
        return True
    line, closes = text.rfind("\n", 0, at) + 1, text.find("”", citation.span.end)
    opened = text.count("“", line, at) > text.count("”", line, at)
    return opened and closes >= 0 and "\n" not in text[citation.span.end : closes]


def _said(clause: str, document: Document, citation: Citation, vocab: Vocab) -> tuple[Relation | None, bool, bool]:
    """What the words before a citation, in its own clause, say of it; None where they say nothing.

    Whether they say only where something stands, too (`tại văn bản số …`, `(Quyết định số …)`), and whether they
    name a legal basis.
    """
    cues = sorted(
        (
            (match.end(), match.end() - match.start(), form.relation, form.legal, match)
            for _, form, match in vocab.together.relations.matches(clause)
        ),
        key=lambda each: each[:2],
    )
    at = any(vocab.cues[cue].search(clause) for cue in _PLACES)
    deeds = [(relation, cue) for *_, relation, _, cue in cues if relation in _DEEDS and _own_doing(clause, cue, vocab)]
    own = [relation for relation, cue in deeds if _is_done(relation, clause[: cue.start()], document, citation, vocab)]
    if own:
        return own[-1], False, False
    relation = cues[-1][2] if cues else None
    legal = next((legal for *_, legal, _ in reversed(cues) if legal is not None), False)
    if relation not in _CHANGES:
        subject = relation is Relation.BASIS and _is_subject(clause[cues[-1][0] :], document.text, citation, vocab)
        return (Relation.MENTION, False, False) if subject else (relation, at, legal)
    listed = vocab.cues["citation.all_bases"].match(clause) is not None
    return (Relation.BASIS if listed else Relation.MENTION), at, listed


def _is_subject(between: str, text: str, citation: Citation, vocab: Vocab) -> bool:
    """`Theo báo cáo, Quyết định số A đã được gửi`: what is said of A is told, and nothing rests on it."""
    opens = between.rstrip().endswith(",") and not any(form.regex.search(between) for form in vocab.citations.forms)
    return opens and vocab.cues["citation.subject"].match(text, citation.span.end) is not None


def _is_done(relation: Relation, before: str, document: Document, citation: Citation, vocab: Vocab) -> bool:
    """Tell whether this paper guides a work, or a work is prolonged, and neither is only asked for."""
    asked = vocab.cues["citation.asked"].search(before) is not None
    if relation is not Relation.GUIDES:
        return not asked
    titled = citation.span.start < document.zones.header.end
    follows = vocab.cues["citation.as_follows"].match(document.text, citation.span.end)
    return titled or vocab.cues["citation.guiding"].match(before) is not None or (not asked and follows is not None)


def _listed_base(clause: str, citation: Citation, text: str, vocab: Vocab) -> bool:
    """A bare number in brackets is of the type that is carried out.

    `Thực hiện các Kế hoạch của Sở Y tế về tiêm chủng (số …`.
    """
    listed = vocab.cues["citation.listed_bases"].search(clause)
    return listed is not None and _bare(text, citation) and listed["type"].casefold() == citation.type


def _changes(text: str, above: Citation, citation: Citation, vocab: Vocab) -> bool:
    """It is where the work right before it was changed, not what anything rests on."""
    between = text[full_end(above) : citation.span.start]
    return len(between) <= _LIST and vocab.cues["citation.changed_at"].fullmatch(between) is not None


def _beside(text: str, head: Citation, citation: Citation, vocab: Vocab) -> bool:
    """A bare number in brackets is of works that stand right after a base.

    `…, các Quyết định của Bộ trưởng Bộ Y tế phê duyệt quy hoạch (Số …`.
    """
    between = text[full_end(head) : citation.span.start]
    listed = vocab.cues["citation.beside_base"].fullmatch(between) if len(between) <= _LIST else None
    return listed is not None and _bare(text, citation) and listed["type"].casefold() == citation.type


def _bare(text: str, citation: Citation) -> bool:
    """It begins with its number, and the type stands further before."""
    return text[citation.span.start : citation.span.start + 3].casefold() == "số "


def _clause(text: str, found: Sequence[Citation], place: int, vocab: Vocab) -> str:
    """The words before a citation, from the last full stop, colon or semicolon.

    A list's head reaches over its colon: `Căn cứ các Nghị định của Chính phủ: số …`, `tham mưu UBND tỉnh ban hành:
    Quyết định số …`. The name of a law is no such words: `Luật ban hành văn bản quy phạm pháp luật`; nor is
    what brackets say of the work before: `thay thế Quyết định số A (sửa đổi tại Quyết định số B) và`.
    """
    start = found[place].span.start
    low = max(0, start - CLAUSE)
    before, cited = text[low:start], list[int]()
    for each in reversed(found[:place]):
        if each.span.end <= low:
            break
        cited.append(each.span.start - low)
        if each.name is not None and each.span.start >= low and each.span.end <= start:
            at, end = each.span.start - low, each.span.end - low
            before = before[:at] + "_" * (end - at) + before[end:]
    before = _ASIDE.sub(lambda each: "" if any(each.start() < at < each.end() for at in cited) else each[0], before)
    before = _QUOTED.sub("_", before)
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    if ends and not before[ends[-1] :].strip() and vocab.cues["citation.list_head"].search(before[: ends[-1]]):
        ends.pop()
    return before[ends[-1] :] if ends else before


def _own_doing(clause: str, cue: re.Match[str], vocab: Vocab) -> bool:
    """No other work stands before the cue as its subject, nor between the cue and the citation."""
    others = [*vocab.citations.forms, *(f for f in vocab.citations.unnumbered if f.id == "law")]
    before, between = clause[: cue.start()], clause[cue.end() :]
    elsewhere = vocab.cues["citation.other_clause"].search(between) or vocab.effects["other_clause"].search(between)
    if vocab.cues["citation.law_subject"].search(before) or elsewhere:
        return False
    return not any(form.regex.search(before) or form.regex.search(between) for form in others)


def _list_gap(text: str, head: Citation, citation: Citation, vocab: Vocab) -> str | None:
    """What stands between a citation with its title and one of the same list, None where they are no list.

    A definition in brackets is no break: `(sau đây gọi tắt là Chỉ thị số 27)`.
    """
    between = text[head.span.end : citation.span.start]
    if (
        len(between) > _LIST
        or not vocab.cues["citation.list_gap"].search(between)
        or "\n" in between.rstrip().replace(";\n", "")
    ):
        return None
    if "\n" in between and not vocab.cues["citation.line_end"].match(text, full_end(citation)):
        return None
    return _ASIDE.sub("", text[full_end(head) : citation.span.start])


def _among_bases(document: Document, citation: Citation, vocab: Vocab) -> bool:
    """It stands under a heading that tells bases (`Cơ sở pháp lý`), or in a line of them."""
    text, at = document.text, citation.span.start
    before = text[text.rfind("\n", 0, at) + 1 : at]
    if vocab.cues["citation.basis_of"].match(before) or vocab.cues["citation.next_base"].match(before):
        return True
    inside = (s for s in document.sections if s.span.start <= citation.span.start < s.span.end and s.title)
    return any(vocab.cues["citation.bases"].match(section.title or "") for section in inside)

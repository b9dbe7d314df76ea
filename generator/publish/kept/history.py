"""The history of a portal (lịch sử cổng): what each build added, changed, removed.

It is a file of the state folder, and has no clock: the same content after the same history gives the same bytes, and
content that did not change adds nothing. What it tells of a paper it tells while the paper is published; of one whose
file is gone, number and title as they were published. Any other paper that is not on the portal any more may have been
taken back: it is counted, and nothing of it stays in the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable
from functools import cache
from itertools import count
from pathlib import Path

import msgspec

from generator.derive.catalog import Catalog
from generator.disclosure import rules
from generator.disk import plain_bytes
from generator.errors import ConfigurationError, reason
from generator.model import Diagnostic, DiagnosticCode, Record
from generator.model.frozen import Frozen, replace
from generator.model.history import History, Measured, Published, Update
from generator.pages.frame.links import full_title
from generator.pages.kinds.quality.trend import measure
from generator.publish.kept.state import LARGEST
from generator.publish.writer import refusals, write_file
from generator.text.erasure import Names
from generator.text.fold import words_of

NAME = "history.json"
_ASIDE = "history.cu-*.json"
"""What a history is called that was set aside."""
MOST = 50
"""Updates that are remembered."""
_ANOTHER = "thuộc một cổng khác"
_DAMAGED = "bị hỏng"
Gone = Callable[[Published], bool]
"""Tells whether the file of a paper that was published is gone, and nothing in its title must be kept inside."""


class Found(Frozen):
    """The history that lies in a state folder; what is wrong with it, where another one must be begun."""

    history: History | None
    wrong: str = ""


class Grown(Frozen):
    """A history with what a build brought; what was wrong with the file, where it was begun anew."""

    history: History
    wrong: str = ""


class _Sealed(Frozen):
    checksum: str
    history: History


def read(folder: Path) -> Found:
    """Return the history that lies in a state folder."""
    path = folder / NAME
    try:
        kept = msgspec.json.decode(plain_bytes(path, LARGEST), type=_Sealed)
    except FileNotFoundError:
        return Found(None)
    except OSError as problem:
        raise ConfigurationError(f"{path}: không đọc được ({reason(problem)}). Kiểm tra quyền đọc.") from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Found(None, _DAMAGED)
    if kept.checksum != _checksum(kept.history):
        return Found(None, _DAMAGED)
    return Found(kept.history)


def write(folder: Path, kept: Grown, names: Names, inside: Iterable[str] = ()) -> tuple[Diagnostic, ...]:
    """Keep a history; one that was wrong is set aside first, which is told.

    What was set aside is nobody's to correct: where it names somebody who must be forgotten, or tells of a paper at one
    of the paths `inside`, it goes.
    """
    told: tuple[Diagnostic, ...] = ()
    if kept.wrong:
        aside = next(path for number in count(1) if not (path := folder / _ASIDE.replace("*", str(number))).exists())
        with refusals(folder):
            (folder / NAME).rename(aside)
        words = f"Lịch sử cập nhật {kept.wrong}: đã đổi tên thành {aside.name}, lịch sử mới bắt đầu từ lần dựng này."
        told = (Diagnostic(DiagnosticCode.HISTORY, words, NAME, 1),)
    marks = [*map(_path_mark, inside)]
    with refusals(folder):
        for path in folder.glob(_ASIDE) if names.names or marks else ():
            text = path.read_text(encoding="utf-8", errors="replace")
            if names.stand_in(text) or any(mark in text for mark in marks):
                path.unlink()
    packed = msgspec.json.encode(_Sealed(_checksum(kept.history), kept.history), order="deterministic")
    write_file(folder / NAME, msgspec.json.format(packed, indent=1) + b"\n", lasting=True)
    return told


def _checksum(history: History) -> str:
    """Return the digest of what a history tells; one from before there were figures of quality tells none."""
    told = msgspec.json.encode(history, order="deterministic")
    if not history.measured:
        told = told.removesuffix(b',"measured":[]}') + b"}"
    return hashlib.sha256(told).hexdigest()


# --- what changed ------------------------------------------------------------------------------------


def grown(lying: Found, found: Catalog, gone: Gone) -> Grown:
    """Return the history with what a build brought; without news it tells the same as before."""
    made = _grown(lying, found, gone)
    before = made.history.measured if made.wrong else (lying.history.measured if lying.history else ())
    return replace(made, history=replace(made.history, measured=_measured(before, made.history, found)))


def _measured(before: tuple[Measured, ...], made: History, found: Catalog) -> tuple[Measured, ...]:
    """Return the figures of quality with those of this build, where they are others."""
    now = measure(found, made.updates[0].number if made.updates else 0)
    return before if before[:1] == (now,) else (now, *before)[:MOST]


def _grown(lying: Found, found: Catalog, gone: Gone) -> Grown:
    before, portal, tasks = lying.history, found.portal, found.tasks_known
    papers = {each.id: _published(each) for each in found.records.values()}
    now = History(portal.name, portal.base_url or "", rules(portal), papers, tuple(sorted(tasks)), ())
    if before is None:
        return Grown(replace(now, updates=(Update(1, len(papers)),)), lying.wrong)
    if not _is_own(before, now):
        return Grown(replace(now, updates=(Update(1, len(papers)),)), _ANOTHER)
    may_tell = gone if before.rules == now.rules else _nothing
    update = _update(before, now, found, may_tell)
    # What a newer program reads in a paper that is as it was is no news.
    fresh, known = {*update.added, *update.changed}, frozenset(before.tasks)
    new = (each for each in now.tasks if each not in known and tasks[each].record.id in fresh)
    update = replace(update, tasks=tuple(new))
    kept = (_as_it_may_be_told(each, found, tasks.keys(), may_tell) for each in before.updates)
    news = any((update.added, update.changed, update.removed, update.untold))
    return Grown(replace(now, updates=(*([update] if news else []), *kept)[:MOST]))


def _is_own(before: History, now: History) -> bool:
    """Tell whether a history is this portal's: one that gets a new name keeps its papers."""
    common = len(before.papers.keys() & now.papers.keys())
    same = before.name == now.name or (before.address == now.address != "")
    return (common > 0 or not before.papers) if same else 2 * common > len(before.papers)


def gone(names: Names, digests: Iterable[str], paths: Iterable[str], inside: Iterable[str]) -> Gone:
    """Return what tells that a paper's file is gone, and its title names nobody to be forgotten.

    `digests` and `paths` are those of the files that are there. A paper that came again as another file and stays
    inside is not gone: no text of those `inside` has its number or title.
    """
    seen = frozenset((*digests, *map(_path_mark, paths)))

    @cache
    def kept_inside() -> str:
        return "\n".join(f" {words_of(text)} " for text in inside)

    def tell(paper: Published) -> bool:
        if paper.digest in seen or paper.file in seen or names.stand_in(f"{paper.number} {paper.title}"):
            return False
        said = filter(None, map(words_of, (paper.number, paper.title)))
        return not any(f" {words} " in kept_inside() for words in said)

    return tell


def _nothing(_: Published) -> bool:
    return False


def _published(record: Record) -> Published:
    number, source = record.document.header.number, record.document.source
    return Published(number.key if number else "", full_title(record), source.digest, _path_mark(source.path))


def _path_mark(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()


def _update(before: History, now: History, found: Catalog, may_tell: Gone) -> Update:
    """Return what happened to papers."""
    there = now.papers.keys() & before.papers.keys()
    came, went = now.papers.keys() - there, before.papers.keys() - there
    moved = {now.papers[each].digest for each in came} & {before.papers[each].digest for each in went}
    added = sorted(each for each in came if now.papers[each].digest not in moved)
    changed = sorted(each for each in there if now.papers[each].digest != before.papers[each].digest)
    removed = [before.papers[each] for each in sorted(went) if before.papers[each].digest not in moved]
    told, cited_before = tuple(filter(may_tell, removed)), there - set(changed)
    return Update(
        before.updates[0].number + 1 if before.updates else 1,
        len(now.papers),
        tuple(added),
        tuple(changed),
        tuple(each for each in added if _is_cited(found, each, cited_before)),
        removed=told,
        untold=len(removed) - len(told),
    )


def _is_cited(found: Catalog, paper: str, by: set[str]) -> bool:
    """Tell whether papers cite the number of a paper, where it is that paper's alone."""
    return _is_alone(found, paper) and not by.isdisjoint(found.citing.get(found.records[paper].work or "", ()))


def _is_alone(found: Catalog, paper: str) -> bool:
    """Tell whether the number of a paper is that paper's alone."""
    return found.records[paper].work in found.papers


def _as_it_may_be_told(update: Update, found: Catalog, tasks: Container[str], may_tell: Gone) -> Update:
    """Return an update of a former build without what is not on the portal now."""
    told = tuple(filter(may_tell, update.removed))
    return replace(
        update,
        added=tuple(each for each in update.added if each in found.records),
        changed=tuple(each for each in update.changed if each in found.records),
        held=tuple(each for each in update.held if each in found.records and _is_alone(found, each)),
        tasks=tuple(each for each in update.tasks if each in tasks),
        removed=told,
        untold=update.untold + len(update.removed) - len(told),
    )

"""What a build brought is told in the next ones, and nothing of what is not on the portal any more."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import rebuild
from generator.curation.portal import open_content
from generator.derive.catalog import Catalog, catalog
from generator.model import DiagnosticCode, Header, Portal
from generator.model.frozen import replace
from generator.model.history import History, Update
from generator.publish.kept import history
from generator.report import Report
from generator.text.erasure import Names
from tests.support.factories import document, graph, number, record

HEAD = "UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: {}/BC-BDT\nLam Giang, ngày 01 tháng 6 năm 2023\n\nBÁO CÁO\nVề việc {}\n"
PAGE, FILE = "site/moi.html", "content/state/history.json"


def built(root: Path) -> Report:
    """Bring a small portal up to date."""
    content = open_content(root / "content")
    return rebuild.rebuild(content, root / "site", root / "build", lambda *_: None, accept_removals=True)


def write(root: Path, name: str, text: str) -> None:
    """Write a file of the content."""
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def page(root: Path) -> str:
    """Return the words of the page of updates, one blank between them."""
    return " ".join((root / PAGE).read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a portal that was built, for copies."""
    root = tmp_path_factory.mktemp("history")
    write(root, "portal.yml", "name: Kho\nstate: state\n")
    for at, what in enumerate(("cấp nước, theo Báo cáo số 9/BC-BDT ngày 02/6/2023", "mở đường", "dựng cầu"), 1):
        write(root, f"documents/{at}.txt", HEAD.format(at, what))
    built(root)
    return root


@pytest.fixture
def place(once: Path, tmp_path: Path) -> Path:
    """Return a folder of one test with that portal."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_updates_of_a_portal(place: Path) -> None:
    assert "Bắt đầu ghi lại, khi cổng có 3 văn bản." in page(place)
    before = (place / FILE).read_bytes()
    write(place, "pages/them.md", "# Thêm\n\nMột trang.\n")
    built(place)
    assert (place / FILE).read_bytes() == before, "no paper changed"

    write(place, "documents/9.txt", HEAD.format(9, "ngân sách").replace("01 tháng 6", "02 tháng 6"))
    write(place, "documents/2.txt", HEAD.format(2, "mở đường mới"))
    (place / "content/documents/3.txt").unlink()
    built(place)
    told = page(place)
    assert "Lần cập nhật 2" in told
    for words in ("Văn bản thêm: 1", "Văn bản sửa: 1", "Văn bản đã bỏ khỏi kho: 1", "nay có toàn văn: 1", "dựng cầu"):
        assert words in told, words

    write(place, "documents/99.txt", HEAD.format(9, "vay vốn").replace("01 tháng 6", "03 tháng 6"))
    built(place)
    assert "Lần cập nhật 3" in page(place)
    assert "nay có toàn văn" not in page(place), "which of two papers is cited, nobody knows"
    again = {path.name: path.read_bytes() for path in (place / "site").glob("*.html")}
    built(place)
    assert again == {path.name: path.read_bytes() for path in (place / "site").glob("*.html")}


def held_back(root: Path) -> None:
    """Let a paper be there and stay inside."""
    write(root, "documents/3.txt", "MẬT\n" + HEAD.format(3, "dựng cầu"))


def held_back_as_another_file(root: Path) -> None:
    """Let a paper come again under another name, with a mark, and stay inside."""
    (root / "content/documents/3.txt").unlink()
    write(root, "documents/mat/3-ban-moi.txt", "MẬT\n" + HEAD.format(3, "dựng cầu"))


def taken_out(root: Path) -> None:
    """Let a paper go whose title names somebody who must be forgotten."""
    write(root, "registry/suppress.yml", "- name: Dựng Văn Cầu\n  reason: Yêu cầu\n  date: 2026-03-02\n")
    (root / "content/documents/3.txt").unlink()


def made_public(root: Path) -> None:
    """Let a paper go together with a change of what the portal may show."""
    write(root, "portal.yml", "name: Kho\nstate: state\npersons: all\n")
    (root / "content/documents/3.txt").unlink()


@pytest.mark.parametrize("change", [held_back, held_back_as_another_file, taken_out, made_public])
def test_of_a_paper_that_may_be_taken_back_only_the_count_is_told(place: Path, change: Callable[[Path], None]) -> None:
    named = "Dựng Văn Cầu" if change is taken_out else "dựng cầu"
    if change is taken_out:
        write(place, "documents/3.txt", HEAD.format(3, named))
        built(place)
    change(place)
    built(place)
    assert "1 văn bản khác không còn trên cổng." in page(place)
    assert named not in page(place) and named not in (place / FILE).read_text(encoding="utf-8")


def broken(kept: bytes) -> bytes:
    """Cut a file short."""
    return kept[:-40]


def edited(kept: bytes) -> bytes:
    """Change a number in it."""
    return kept.replace(b'"papers": 3', b'"papers": 4')


def another(kept: bytes) -> bytes:
    """Return the history of a portal of another name, with other papers."""
    return renamed(kept.replace(b"bc-", b"kh-"))


def renamed(kept: bytes) -> bytes:
    """Return the history of a portal of another name."""
    own = msgspec.convert(json.loads(kept)["history"], History)
    sealed = history._Sealed(history._checksum(replace(own, name="Kho khác")), replace(own, name="Kho khác"))
    return msgspec.json.encode(sealed)


@pytest.mark.parametrize(
    ("damage", "words"),
    [(broken, "bị hỏng"), (edited, "bị hỏng"), (another, "thuộc một cổng khác"), (lambda _: b"\xff", "bị hỏng")],
)
def test_a_wrong_history_is_told_and_set_aside(place: Path, damage: Callable[[bytes], bytes], words: str) -> None:
    good = (place / FILE).read_bytes()
    (place / FILE).write_bytes(damage(good))
    report = built(place)
    told = [each for each in report.diagnostics if each.code is DiagnosticCode.HISTORY]
    assert [words in each.message and "history.cu-1.json" in each.message for each in told] == [True]
    assert (place / FILE).read_bytes() == good, "a new one begins"
    assert (place / "content/state/history.cu-1.json").read_bytes() == damage(good)
    assert not [each for each in built(place).diagnostics if each.code is DiagnosticCode.HISTORY]


def test_what_was_set_aside_goes_when_a_paper_of_it_stays_inside(place: Path) -> None:
    aside = place / "content/state/history.cu-1.json"
    (place / FILE).rename(aside)
    built(place)
    assert "dựng cầu" in aside.read_text(encoding="utf-8")
    held_back(place)
    built(place)
    assert not aside.exists()


def test_a_portal_that_gets_a_new_name_keeps_its_history(place: Path) -> None:
    (place / FILE).write_bytes(renamed((place / FILE).read_bytes()))
    report = built(place)
    assert not [each for each in report.diagnostics if each.code is DiagnosticCode.HISTORY]
    assert (place / FILE).exists() and not list((place / "content/state").glob("history.cu*"))


# --- laws --------------------------------------------------------------------------------------------


def of(papers: Collection[tuple[int, str]], portal: Portal) -> Catalog:
    """Return a catalog of papers, each a number and a text."""
    made = [
        record(f"p-{each}", document(text, f"documents/{each}.txt", Header(number=number(f"{each}/QĐ-UBND"))))
        for each, text in papers
    ]
    return catalog(graph(made, ()), portal)


STATES = st.lists(
    st.dictionaries(st.integers(1, 6), st.sampled_from(["một", "hai"]), min_size=1), min_size=1, max_size=5
)


@settings(max_examples=30, deadline=None)
@given(STATES)
def test_the_updates_lead_from_each_state_to_the_next(states: list[dict[int, str]]) -> None:
    states = [{0: "luôn có", **{each: f"{words} {each}" for each, words in state.items()}} for state in states]
    kept: history.Found = history.Found(None)
    number_ = 0
    for before, now in zip([{}, *states], states, strict=False):
        found = of(tuple(now.items()), Portal())
        texts = [each.document.source for each in found.records.values()]
        gone = history.gone(Names(()), [each.digest for each in texts], [each.path for each in texts], ())
        after = history.grown(kept, found, gone)
        assert history.grown(history.Found(after.history), found, gone).history == after.history, "nothing new"
        latest: Update = after.history.updates[0]
        if before and before != now:
            assert set(latest.added) == {f"p-{each}" for each in now.keys() - before.keys()}
            assert set(latest.changed) == {
                f"p-{each}" for each in now.keys() & before.keys() if now[each] != before[each]
            }
            assert {each.number for each in latest.removed} == {
                f"{each}/QĐ-UBND" for each in before.keys() - now.keys()
            }
        number_ += before != now
        assert latest.number == number_
        kept = history.Found(after.history)

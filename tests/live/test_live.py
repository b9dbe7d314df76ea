"""What is edited is shown: pages, faults, and no process or word of it left behind."""

from __future__ import annotations

import importlib.util
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator import cli
from generator.live.answers import SCRIPT
from generator.publish.writer import Folder
from generator.server import HEADERS
from tests.bench.corpus import documents
from tests.faults.ground import NEWS
from tests.live.following import PATIENCE, Following, alive, following
from tests.support.figures import tell
from tests.support.visit import visiting

if importlib.util.find_spec("watchfiles") is None:
    pytest.skip("watchfiles is not here (extra `watch`): nothing is followed", allow_module_level=True)

PORTAL = "name: {}\nhome_province: Lam Giang\n"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Following]:
    """A portal of a few papers that follows its content, with its first pages."""
    folder = tmp_path_factory.mktemp("live")
    for paper in documents(3, 1):
        (folder / "content" / paper.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / paper.path).write_text(paper.text, "utf-8")
    (folder / "content/portal.yml").write_text(PORTAL.format("Kho thử"), "utf-8")
    with following(folder / "content", folder / "site") as live:
        answer, page = live.get()
        if answer.status == 503:
            assert SCRIPT in page, "who comes before the first page sees it when it is there"
        live.until_built(live.news())
        yield live


def test_only_answers_have_the_script(live: Following) -> None:
    answer, page = live.get()
    assert page.count(SCRIPT) == 1
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    assert page.replace(page[page.index('<script src="' + SCRIPT) : page.index("</body>")], "") == (
        live.site / "index.html"
    ).read_text("utf-8")
    assert live.get("/gone.html")[0].status == 404 and SCRIPT in live.get("/gone.html")[1]
    assert live.get("/.vankho-files")[0].status == 404
    assert not [name for name, data in Folder(live.site).items() if SCRIPT.encode() in data]


def test_an_edit_is_shown_and_a_fault_is_told(live: Following, browser: Browser) -> None:
    portal = live.content / "portal.yml"
    with visiting(browser, live.address + "/") as visit:
        visit.open("index.html")
        expect(visit.page).to_have_title("Kho thử")
        begun = time.monotonic()
        portal.write_text(PORTAL.format("Kho đã sửa"), "utf-8")
        expect(visit.page).to_have_title("Kho đã sửa", timeout=PATIENCE * 1000)
        tell("live", seconds=round(time.monotonic() - begun, 1))
        portal.write_text("nam: Kho thử\n", "utf-8")
        expect(visit.page.get_by_role("alert")).to_contain_text(
            "portal.yml:1:1: cấu hình cổng", timeout=PATIENCE * 1000
        )
        assert visit.page.title() == "Kho đã sửa"
        portal.write_text(PORTAL.format("Kho đã sửa"), "utf-8")
        expect(visit.page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE * 1000)
        visit.page.goto("about:blank")  # a page that hears news has always a request under way


def test_the_site_is_that_of_a_build(live: Following, tmp_path: Path) -> None:
    paper = next((live.content / "documents").rglob("*.txt"))
    news = live.news()
    before = next(news)
    paper.write_text(paper.read_text("utf-8") + "\nThêm một dòng.\n", "utf-8")
    assert next(news) != before
    assert cli.main(["build", "--content", str(live.content), "--site", str(tmp_path / "site")]) == 0
    one, other = dict(Folder(live.site)), dict(Folder(tmp_path / "site"))
    # The one was edited, the other is new.
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set(NEWS)


@pytest.mark.parametrize(
    ("missing", "told"), [("watchfiles", "pip install 'vankho[watch]'"), ("fork", "không cho tách tiến trình")]
)
def test_what_is_missing_is_told(
    missing: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if missing == "fork":
        monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    else:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert cli.main(["serve", "--content", str(tmp_path), "--site", str(tmp_path / "site")]) == 2
    assert told in capsys.readouterr().err


def test_nothing_stays_of_a_program_that_is_killed(live: Following, tmp_path: Path) -> None:
    with following(live.content, tmp_path / "site") as own:
        ended_while_building(own, signal.SIGKILL, -signal.SIGKILL)


def test_nothing_stays_after_ctrl_c(live: Following) -> None:
    paper = next((live.content / "documents").rglob("*.txt"))
    paper.write_text(paper.read_text("utf-8") + "\nThêm dòng nữa.\n", "utf-8")
    ended_while_building(live, signal.SIGINT, 0)


def ended_while_building(live: Following, by: signal.Signals, code: int) -> None:
    """End a program that waits, answers and builds, each in a process."""
    until = time.monotonic() + PATIENCE
    while len(kin := live.kin()) < 3:
        assert time.monotonic() < until
        time.sleep(0.05)
    live.program.send_signal(by)
    assert live.program.wait(PATIENCE) == code
    assert not alive(kin)

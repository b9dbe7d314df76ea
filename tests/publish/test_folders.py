"""Where nothing is ever written, by whatever name it goes; and what of the content is read through links."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import cli, pipeline
from generator.curation.portal import check_folders, lies_in, open_content
from generator.errors import ConfigurationError
from generator.ingest import original
from generator.ingest.folder import read_folder
from generator.publish.writer import Changes

PAPER = "BÁO CÁO\nKết quả công tác dân tộc\nTình hình ổn định."


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a content whose documents, registry and state lie behind links."""
    for name in ("share/papers/trong", "share/registry", "share/state", "content/pages", "content/trust", "far/away"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "share/papers/a.txt").write_text(PAPER, encoding="utf-8")
    for name in ("documents", "registry", "state"):
        (tmp_path / "content" / name).symlink_to(f"../share/{'papers' if name == 'documents' else name}")
    (tmp_path / "content/portal.yml").write_text("name: Kho\nstate: state\n", encoding="utf-8")
    links = {"short": "content", "deep": "content/documents/trong", "loop": "loop", "round": "far/round"}
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    (tmp_path / "far/round").symlink_to("../round")
    monkeypatch.chdir(tmp_path)
    return tmp_path


REFUSED = (
    *("content", ".", "/", "content/documents", "content/documents/trong/site", "content/pages/x", "content/trust"),
    *("content/state", "content/state/site", "content/registry", "short", "short/documents/x", "deep", "deep/x/y"),
    *("share", "share/papers", "share/papers/site", "share/state", "content/../share/registry/x", "far/../share"),
)


@pytest.mark.parametrize("output", REFUSED)
@pytest.mark.parametrize("option", ["--site", "--build-dir"])
def test_nothing_is_written_into_or_around_what_is_read(
    option: str, output: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path for path in place.rglob("*"))
    assert cli.main(["build", option, output]) == 2
    told = capsys.readouterr().err
    assert f"vankho: {output}: không ghi vào đây" in told or "không được nằm trong nhau" in told
    assert sorted(path for path in place.rglob("*")) == before


@pytest.mark.parametrize(
    ("site", "build"),
    [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("far/away", "link"), ("link/x", "far/away"), ("far", "link")],
)
def test_site_and_build_folder_lie_apart(site: str, build: str, place: Path) -> None:
    (place / "link").symlink_to("far/away")
    with pytest.raises(ConfigurationError, match="không được nằm trong nhau"):
        check_folders(open_content(place / "content"), Path(site), Path(build))


def test_other_places_are_free(place: Path) -> None:
    content = open_content(place / "content")
    check_folders(content, Path("content/site"), Path("content/.build"))
    check_folders(content, Path("far/away/site"), Path("loop"))
    check_folders(content, Path("site"), Path("sites"))


def test_the_state_may_lie_in_the_build_folder_but_in_no_site(place: Path) -> None:
    (place / "content/portal.yml").write_text("name: Kho\nstate: ../b/state\n", encoding="utf-8")
    content = open_content(place / "content")
    check_folders(content, Path("site"), Path("b"))
    with pytest.raises(ConfigurationError, match="không ghi vào đây"):
        check_folders(content, Path("b"), Path("site"))


def test_a_state_in_the_documents_is_refused_through_a_link(place: Path) -> None:
    (place / "content/portal.yml").write_text("name: Kho\nstate: ../deep/state\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="nằm trong thư mục văn bản"):
        open_content(place / "content")


def test_one_folder_under_two_names_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Papers/in", "papers-mounted"):
        (tmp_path / name).mkdir(parents=True)
    real = os.path.samefile

    def samefile(one: Path, other: Path) -> bool:
        """As where a folder is mounted a second time, or capitals do not count."""
        return real(*(tmp_path / "Papers" if Path(each).name == "papers-mounted" else each for each in (one, other)))

    monkeypatch.setattr(os.path, "samefile", samefile)
    assert lies_in(tmp_path / "papers-mounted/site", tmp_path / "Papers")
    assert not lies_in(tmp_path / "site", tmp_path / "Papers")


# --- reading through links --------------------------------------------------------------------------


def test_links_that_lead_out_are_told_and_not_followed(place: Path) -> None:
    papers = place / "share/papers"
    (papers / "etc").symlink_to("/etc")
    (papers / "passwd.txt").symlink_to("/etc/passwd")
    (papers / "up").symlink_to("..")
    (papers / "nowhere.txt").symlink_to("gone.txt")
    (papers / "self.txt").symlink_to("self.txt")
    (papers / "one.txt").symlink_to("other.txt")
    (papers / "other.txt").symlink_to("one.txt")
    os.link(papers / "a.txt", papers / "trong" / "b.txt")
    content = open_content(place / "content")
    intake = read_folder(content.documents, content.root)
    assert [original(source).path for source in intake.sources] == ["documents/a.txt"]
    assert [copy for copy, _ in intake.copies] == ["documents/trong/b.txt"]
    told = {each.path: each.message for each in intake.diagnostics}
    assert {path for path, message in told.items() if "dẫn ra ngoài" in message} == {
        *("documents/etc", "documents/passwd.txt", "documents/up"),
    }
    assert {"documents/nowhere.txt", "documents/self.txt", "documents/one.txt", "documents/other.txt"} < told.keys()


def test_the_site_is_no_paper_even_where_links_are_followed(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "content/portal.yml").write_text("name: Kho\nfollow_links: true\n", encoding="utf-8")
    (place / "share/papers/all").symlink_to("../../far")
    (place / "far/round").unlink()
    (place / "far/site/van-ban").mkdir(parents=True)
    (place / "far/site/van-ban/old.html").write_text(f"<p>{PAPER} Trang cũ.</p>", encoding="utf-8")
    (place / "far/b.txt").write_text(f"{PAPER} Lần hai.", encoding="utf-8")
    monkeypatch.setattr(pipeline, "_render", lambda *_: Changes())
    assert cli.main(["build", "--site", "far/site", "--build-dir", "far/build"]) == 0
    assert capsys.readouterr().out.startswith("2 văn bản")


def test_a_strangers_folder_is_left_as_it_is(place: Path) -> None:
    (place / "home").mkdir(mode=0o755)
    (place / "home/mine").write_bytes(b"mine")
    assert cli.main(["build", "--build-dir", "home"]) == 2
    assert (place / "home").stat().st_mode & 0o777 == 0o755
    assert [path.name for path in (place / "home").iterdir()] == ["mine"]

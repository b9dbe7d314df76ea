"""The parts of the program that are not code: all there, or refused in one sentence before anything is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import cli, resources
from generator.errors import ConfigurationError
from tests.support.places import ROOT

PARTS = (
    "mkdocs.yml",
    "site_templates/overrides",
    "site_templates/assets",
    "site_templates/pages",
    "generator/data",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder that holds all parts."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for name in ("site_templates", "generator/data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_they_stand_beside_the_code() -> None:
    assert (resources.HOME, resources.CONFIG) == (ROOT, ROOT / "mkdocs.yml")
    assert resources.ASSETS.is_dir() and resources.PAGES.is_dir()


def test_all_parts_are_there(home: Path) -> None:
    resources.check(home)


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_is_named(part: str, home: Path) -> None:
    (home / part).rename(home / "elsewhere")
    with pytest.raises(ConfigurationError) as caught:
        resources.check(home)
    assert str(caught.value).startswith(f"{home}: bản cài đặt này không đủ, thiếu {part}")
    assert str(caught.value).endswith(". Cài lại gói vankho, hoặc chạy từ bản sao đầy đủ của dự án.")


def test_every_command_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check() -> None:
        raise ConfigurationError("thiếu site_templates.")

    monkeypatch.setattr(resources, "check", check)
    monkeypatch.chdir(tmp_path)
    for call in ("build", "export --out x", "check", "parse x", "serve"):
        assert cli.main(call.split()) == 2
        assert capsys.readouterr() == ("", "vankho: thiếu site_templates.\n")
    assert not list(tmp_path.iterdir())

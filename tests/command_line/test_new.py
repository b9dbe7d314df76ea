"""`vankho new`: a folder laid out, that a first paper makes a portal; nothing of anybody's is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cli
from generator.curation import registry, registry_keys, yaml_values
from generator.curation.keys import WrittenFile
from generator.curation.portal import open_content
from generator.model import Portal, Registry
from generator.publish.new_content import commented
from tests.command_line.test_suggest import FIELDS, HEAD, PAPERS


def test_a_new_folder_becomes_a_portal_with_its_first_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "kho mới"
    assert cli.main(["new", str(folder)]) == 0
    assert f"vankho build --content '{folder}'" in capsys.readouterr().out
    opened = open_content(folder)
    assert opened.portal == Portal() and registry.load(opened.registry) == Registry()
    assert opened.documents == (folder / "documents").resolve()
    site, made_in = str(tmp_path / "site"), str(tmp_path / "build")
    assert cli.main(["build", "--content", str(folder), "--site", site, "--build-dir", made_in]) == 2
    assert "chưa có văn bản nào" in capsys.readouterr().err
    (folder / "documents/01.txt").write_text(HEAD.format(**dict(zip(FIELDS, PAPERS["01"], strict=True))), "utf-8")
    assert cli.main(["build", "--content", str(folder), "--site", site, "--build-dir", made_in]) == 0
    assert capsys.readouterr().out.startswith("1 văn bản, ")


@pytest.mark.parametrize("held", ["file", "folder with a file"])
def test_what_holds_anything_is_refused(held: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "kho"
    own = place if held == "file" else place / "của tôi.txt"
    own.parent.mkdir(exist_ok=True)
    own.write_text("của tôi", "utf-8")
    assert cli.main(["new", str(place)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"vankho: {place}: ") and said.endswith("Chọn một tên chưa có.\n") and "\n" not in said[:-1]
    assert own.read_text("utf-8") == "của tôi" and [*tmp_path.rglob("*.yml")] == []


@pytest.mark.parametrize("file", registry_keys.FILES, ids=lambda file: str(file.name))
def test_its_example_is_read_once_the_marks_are_away(file: WrittenFile, tmp_path: Path) -> None:
    example = commented(file).rpartition("#\n")[2]
    assert all(line.startswith("# ") for line in example.splitlines())
    path = tmp_path / "example.yml"
    path.write_text("".join(f"{line[2:]}\n" for line in example.splitlines()), "utf-8")
    value = yaml_values.read(path, "example.yml")
    assert value and [file.form.read(each) for each in yaml_values.items(value, file.form.called)]

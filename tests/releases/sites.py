"""Small sites to publish, made as a build writes them."""

from __future__ import annotations

from pathlib import Path

from generator.publish import releases
from generator.publish.releases.destination import Destination
from generator.publish.writer import Folder, write_tree

PAGES = ("index.html", *(f"van-ban/vb-{number}.html" for number in range(1, 4)))


def page(title: str, body: str = "", head: str = "") -> bytes:
    """Return a page."""
    text = (
        f'<!doctype html>\n<html lang="vi"><head><title>{title}</title>{head}</head><body id="dau">{body}</body></html>'
    )
    return text.encode()


def files(words: str, **others: bytes) -> dict[str, bytes]:
    """Return the files of a site whose pages all bear some words; its style and picture stay the same."""
    links = "".join(f'<a href="{name}#dau">{name}</a>' for name in PAGES[1:])
    made = {name: page("Kho thử", f"<p>{words}</p>") for name in PAGES[1:]}
    made["index.html"] = page("Kho thử", f"<p>{words}</p>{links}", '<link rel="stylesheet" href="assets/kho.css">')
    made["assets/kho.css"] = b"body { background: url(favicon.svg) }\n"
    made["assets/favicon.svg"] = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n'
    return {**made, **others}


def site(folder: Path, words: str, **others: bytes) -> Path:
    """Make a folder such a site."""
    write_tree(folder, files(words, **others))
    return folder


def publish(folder: Path, there: Destination, keep: int = 5) -> releases.Outcome:
    """Publish a site and say nothing."""
    return releases.publish(folder, there, keep, lambda stage, done, total: None)


def served(place: Path) -> dict[str, bytes]:
    """Return what readers get, by path."""
    return dict(Folder(place / "current"))


def everything(place: Path) -> dict[str, bytes | str]:
    """Return all that lies in a folder: files, and where links lead."""
    found: dict[str, bytes | str] = {}
    for path in sorted(place.rglob("*")):
        if path.is_symlink():
            found[path.relative_to(place).as_posix()] = str(path.readlink())
        elif path.is_file():
            found[path.relative_to(place).as_posix()] = path.read_bytes()
    return found

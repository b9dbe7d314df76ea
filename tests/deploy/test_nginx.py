"""The portal behind nginx as `deploy/` sets it up: who asks for what gets what, and nothing else."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from generator.publish.writer import Folder
from generator.server import HEADERS, LOOKED_AT, POLICY
from tests.deploy.nginx import PATIENCE, Behind, behind, read
from tests.support.crawl import Leaf, targets
from tests.support.figures import tell

BELOW = "/noi-bo/kho/"
REQUESTS, READERS = 2000, 4


@pytest.fixture(scope="module")
def portal(sample_site: Path) -> Iterator[Behind]:
    """The sample's site behind nginx, below a path."""
    with behind(sample_site, BELOW) as opened:
        yield opened


def theme(folder: Path) -> str:
    """Return the path of a file whose name bears a hash of what it holds."""
    (found,) = folder.glob("assets/javascripts/bundle.*.min.js")
    return found.relative_to(folder).as_posix()


@pytest.mark.parametrize(
    ("target", "policy"),
    [
        ("index.html", HEADERS[POLICY]),
        ("assets/favicon.svg", HEADERS[POLICY]),
        ("van-ban", HEADERS[POLICY]),
        ("gone.html", HEADERS[POLICY]),
        ("gone.webp", HEADERS[POLICY]),
        ("a/%zz", HEADERS[POLICY]),
        ("du-lieu/documents.jsonl", LOOKED_AT),
        ("assets/images/favicon.png", LOOKED_AT),
    ],
)
def test_every_answer_carries_the_headers_of_serve(target: str, policy: str, portal: Behind) -> None:
    first = portal.ask(target)
    for sent in (first.headers, portal.ask(target, If_None_Match=first.headers.get("etag", "")).headers):
        assert {name: sent.get(name.lower()) for name in HEADERS} == HEADERS | {POLICY: policy}
        assert "/" not in sent["server"], "its version is nobody's business"


def test_what_is_unchanged_is_not_sent_again(portal: Behind) -> None:
    first = portal.ask("index.html")
    assert first.headers["cache-control"] == "no-cache"
    again = portal.ask("index.html", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    packed = portal.ask("index.html", If_None_Match=f"W/{first.headers['etag']}", Accept_Encoding="gzip")
    assert packed.status == 304, "a page that was sent packed is revalidated too"
    assert portal.ask("index.html", If_None_Match='"1-1"').status == 200


def test_only_names_that_bear_a_hash_are_kept_without_asking(portal: Behind) -> None:
    kept = {path for path in Folder(portal.folder) if "immutable" in portal.ask(path, "HEAD").headers["cache-control"]}
    assert theme(portal.folder) in kept
    assert all(path.startswith(("assets/javascripts/", "assets/stylesheets/")) for path in kept)
    assert "no-cache" in portal.ask("assets/search/index/root.js?29391234").headers["cache-control"]


def test_text_is_sent_packed_and_once_packed_as_it_is(portal: Behind) -> None:
    path = theme(portal.folder)
    plain = portal.ask(path)
    packed = portal.ask(path, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip" and packed.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body == (portal.folder / path).read_bytes()
    beside = portal.folder / f"{path}.gz"
    beside.write_bytes(gzip.compress(plain.body, 9, mtime=0))
    assert portal.ask(path, Accept_Encoding="gzip").body == beside.read_bytes()
    beside.unlink()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("du-lieu/documents.jsonl", "application/x-ndjson; charset=utf-8"),
        ("bang.csv", "text/csv; charset=utf-8"),
        ("assets/vankho.css", "text/css; charset=utf-8"),
        ("assets/search/index.js", "application/javascript; charset=utf-8"),
        ("assets/favicon.svg", "image/svg+xml"),
    ],
)
def test_files_are_called_what_they_are(path: str, kind: str, portal: Behind) -> None:
    (portal.folder / "bang.csv").write_text("a,b\n", "utf-8")
    assert portal.ask(path).headers["content-type"] == kind
    (portal.folder / "bang.csv").unlink()


@pytest.mark.parametrize("below", [BELOW, "/"])
def test_what_is_not_there_has_a_page_of_the_portal(below: str, portal: Behind, sample_site: Path) -> None:
    if below == "/":
        with behind(sample_site, below) as other:
            judge_not_found(other)
    else:
        judge_not_found(portal)


def judge_not_found(portal: Behind) -> None:
    """Every link of the page of not found leads to a file, from whatever depth it is shown."""
    for target in ("gone.html", "van-ban/a/b/gone.html", "assets/"):
        gone = portal.ask(target)
        page = gone.body.decode()
        assert gone.status == 404 and "Không tìm thấy trang" in page
        leaf = Leaf()
        leaf.feed(page)
        assert len(leaf.links) > 20
        assert not [link for *_, link in leaf.links if not link.startswith(portal.below)]
        for _, path, _ in targets("x", leaf):
            assert portal.ask(f"/{path.lstrip('/')}", "HEAD").status == 200, path


@pytest.mark.parametrize(
    "target",
    [
        ".vankho-files",
        "%2evankho-files",
        "van-ban/../.vankho-files",
        "van-ban/.vankho-files",
        "../.vankho-files",
        "../releases/1/index.html",
        "%2e%2e/releases/1/index.html",
        "..%2freleases%2f1%2findex.html",
        "..%5creleases%5c1%5cindex.html",
        "van-ban/%2e%2e/%2e%2e/%2e%2e/releases/1/index.html",
        "/noi-bo/kho../releases/1/index.html",
        "/noi-bo/index.html",
        "/../../../../etc/passwd",
        "/noi-bo/kho//../../../etc/passwd",
        "/etc/passwd",
        "/index.html",
        "/",
        "index.html%00.js",
        "index.html/",
        "404.html/../.vankho-files",
    ],
)
def test_no_address_leads_to_hidden_files_or_out(target: str, portal: Behind) -> None:
    assert (portal.folder / ".vankho-files").is_file()
    answer = portal.ask(target)
    assert answer.status in (400, 404)
    assert b"root:" not in answer.body and b"\nassets/" not in answer.body


def test_a_folder_is_its_page_and_never_a_list(portal: Behind) -> None:
    assert portal.ask("").body == portal.ask("index.html").body
    for target, place in (("van-ban", f"{BELOW}van-ban/"), (BELOW.rstrip("/"), BELOW)):
        moved = portal.ask(target)
        assert (moved.status, moved.headers["location"]) == (301, place)
    assert portal.ask("van-ban/").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "MKCOL", "X"])
def test_nothing_can_be_done_but_reading(method: str, portal: Behind) -> None:
    before = (portal.folder / "index.html").read_bytes()
    assert portal.ask("index.html", method).status == 405
    assert portal.ask("new.html", method).status in (404, 405)
    assert (portal.folder / "index.html").read_bytes() == before and not (portal.folder / "new.html").exists()


def test_a_head_tells_what_a_get_sends(portal: Behind) -> None:
    head, whole = portal.ask("index.html", "HEAD"), portal.ask("index.html")
    assert head.body == b"" and head.headers["content-length"] == str(len(whole.body))


def test_who_may_read_can_be_told(sample_site: Path) -> None:
    with behind(sample_site, BELOW, ("# deny all;", "deny all;")) as closed:
        for target in ("index.html", "gone.html", "404.html", "du-lieu/documents.jsonl"):
            answer = closed.ask(target)
            assert answer.status == 403 and b"Kh" not in answer.body
    asked = (("# auth_basic ", "auth_basic "), ("# auth_basic_user_file ", "auth_basic_user_file "))
    with behind(sample_site, BELOW, *asked) as closed:
        answer = closed.ask("index.html")
        assert answer.status == 401 and "basic" in answer.headers["www-authenticate"].lower()


def test_many_readers_are_served(portal: Behind) -> None:
    wanted = dict(Folder(portal.folder))
    del wanted["404.html"]  # which nobody can ask for by its name
    turns = list(itertools.islice(itertools.cycle(wanted), REQUESTS))

    def reads(own: list[str]) -> int:
        connection = HTTPConnection("127.0.0.1", portal.port, timeout=PATIENCE)
        failed = 0
        for path in own:
            connection.request("GET", portal.below + path)
            answer = read(connection.getresponse())
            failed += (answer.status, answer.body) != (200, wanted[path])
        connection.close()
        return failed

    with ThreadPoolExecutor(READERS) as readers:
        failed = sum(readers.map(reads, [turns[first::READERS] for first in range(READERS)]))
    tell("server_load", requests=len(turns), failed=failed, files=len(wanted), readers=READERS)
    assert failed == 0

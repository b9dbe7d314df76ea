"""How tests find the system's Chromium, serve a site and drive a page."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.server import Handler

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The engine without windows comes first: a tab costs the whole browser ten times as much of what is no page."""
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but the test server's address leads anywhere: a foreign request fails even where nobody looks.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


def executable() -> str | None:
    """Return the path of the system's Chromium (`CHROMIUM` names another), None where there is none."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """Run the system's Chromium without a window; without one the test fails and says what to install."""
    path = executable()
    if path is None:
        pytest.fail(
            f"No browser found ({', '.join(NAMES)}): install the package chromium, or set CHROMIUM to its path."
        )
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, headless=True, args=[*FLAGS, *root])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(folder: Path, below: str = "/", headers: Mapping[str, str] = Handler.sent) -> Iterator[str]:
    """Serve a folder over http below a path, as `vankho serve` does; gives its address, with a slash at its end."""

    class Below(Handler):
        home, sent = below, headers

        def translate_path(self, path: str) -> str:
            """Return the file of a path; what lies outside the folder's own path is nowhere."""
            if not path.startswith(below):
                return str(folder / "no such file")
            return super().translate_path("/" + path.removeprefix(below))

    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Below(*args, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{below}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""The portal over http on this machine: same headers, same page of not found as a server of `deploy/`."""

from __future__ import annotations

import functools
import http.server
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.errors import ConfigurationError, reason

POLICY = "Content-Security-Policy"
HEADERS = {
    POLICY: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer carries: scripts and styles are files of the portal, nothing comes from or goes to another host.

`data:` are drawings in the theme's style sheets.
"""
LOOKED_AT = "frame-ancestors 'self'"
"""The policy of a picture, a PDF or a text, which run nothing: shown alone, a browser adds a style of its own."""
_LOOKED_AT = re.compile(r"\.(csv|gif|jpe?g|json|jsonl|md|pdf|png|tiff?|txt|webp)$", re.IGNORECASE)
_PAGE_OF_NOT_FOUND = "404.html"
_BUILT_AT = re.compile(rb'="(/[^"]*)assets/')
"""Where the links of that page begin in a portal that knows its address, which is not this server's."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a site; hidden files and lists of folders are none."""

    home = "/"
    """Where the site lies on this server."""
    sent: Mapping[str, str] = {**HEADERS, "Cache-Control": "no-cache"}
    _not_found = False

    def send_head(self) -> Any:
        """Send the head of the answer; return what is to be copied after it."""
        path = unquote(urlsplit(self.path).path)
        if any(part.startswith(".") for part in path.split("/")):
            self.send_error(http.HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:
        """Show no list of a folder."""
        self.send_error(http.HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the portal's own page where something is not there, else in a plain sentence."""
        own = Path(self.directory) / _PAGE_OF_NOT_FOUND
        if code != http.HTTPStatus.NOT_FOUND or not own.is_file():
            super().send_error(code, message, explain)
            return
        self._not_found = True
        page = own.read_bytes()
        begins = found[1] if (found := _BUILT_AT.search(page)) else b"./"
        page = self.given(page.replace(b'="' + begins, f'="{self.home}'.encode()))
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def given(self, page: bytes) -> bytes:
        """Return a page as it is sent: as it stands in its file."""
        return page

    def end_headers(self) -> None:
        """Add what every answer carries."""
        shown = not self._not_found and _LOOKED_AT.search(unquote(urlsplit(self.path).path))
        for name, value in self.sent.items():
            self.send_header(name, LOOKED_AT if shown and name == POLICY else value)
        self._not_found = False
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a reader who went away before all was sent."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def open_at(site: Path, port: int, handler: Callable[..., Handler] = Handler) -> http.server.ThreadingHTTPServer:
    """Return a server of a site at a port of this machine alone; `serve_forever` starts it."""
    try:
        return _Server(("127.0.0.1", port), functools.partial(handler, directory=str(site)))
    except (OSError, OverflowError) as problem:
        why = reason(problem) if isinstance(problem, OSError) else "số cổng phải từ 0 đến 65535"
        raise ConfigurationError(f"--port {port}: không mở được cổng ({why}). Chọn cổng khác.") from None

"""The portal over http while its content is edited: each page learns when it has become another.

The script that asks for it stands in answers alone, under the same policy as all others; no file of the site holds it.
"""

from __future__ import annotations

import http
import io
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from generator import resources
from generator.server import HEADERS, Handler

NEWS, SCRIPT = "/.vankho/news", "/.vankho/reload.js"
"""Hidden names, which no site has."""
_PULSE = 15.0
"""Seconds after which something is sent, so that a reader who has gone is noticed."""
_NO_SITE = (
    "<!doctype html><html lang=vi><meta charset=utf-8><title>Văn Khố</title>"
    "<body><p>Chưa có trang nào ở đây. Trang sẽ tự hiện ra khi dựng xong.</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class News:
    """What a reader is told: the name of what is shown now, and why the last change is not yet there."""

    shown: str
    fault: str = ""


class Board:
    """Where the latest news hang (bảng tin), for all that wait for them."""

    def __init__(self, news: News) -> None:
        self._news, self._changed = news, threading.Condition()

    @property
    def news(self) -> News:
        """What is told now."""
        return self._news

    def hang(self, news: News) -> None:
        """Tell something else from now on."""
        with self._changed:
            self._news = news
            self._changed.notify_all()

    def other_than(self, told: News | None, seconds: float) -> News:
        """Return the news as soon as they are others than those told, the same ones after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._news != told, seconds)
            return self._news


class LiveHandler(Handler):
    """Answers as the server of a site does, with a script more in each page and the address that it asks."""

    sent: Mapping[str, str] = {**HEADERS, "Cache-Control": "no-store"}

    def __init__(self, board: Board, *arguments: Any, **options: Any) -> None:
        self._board = board
        super().__init__(*arguments, **options)

    def send_head(self) -> Any:
        """Send the head of the answer; return what is to be copied after it."""
        path = unquote(urlsplit(self.path).path)
        if path == NEWS:
            return self._follow()
        if path == SCRIPT:
            return self._whole(resources.RELOAD.read_bytes(), "text/javascript")
        del self.headers["If-Modified-Since"]  # two edits may fall into one second
        file = Path(self.translate_path(self.path)) / ("index.html" if path.endswith("/") else "")
        if file.suffix == ".html" and "/." not in path:
            try:
                # The name of what is shown is read before the page: a page that is newer is shown once more, no harm.
                return self._whole(self.given(file.read_bytes()), "text/html")
            except OSError:
                return super().send_head()
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer as for any site; before the first build, with a page that waits for it."""
        if code != http.HTTPStatus.NOT_FOUND or os.path.exists(os.path.join(self.directory, "index.html")):
            super().send_error(code, message, explain)
            return
        page = self._whole(self.given(_NO_SITE.encode()), "text/html", http.HTTPStatus.SERVICE_UNAVAILABLE)
        if self.command != "HEAD":
            self.wfile.write(page.read())

    def given(self, page: bytes) -> bytes:
        """Return a page with the script that follows the news."""
        script = f'<script src="{SCRIPT}" data-shown="{self._board.news.shown}"></script>'.encode()
        body, end, rest = page.rpartition(b"</body>")
        return body + script + end + rest if end else page + script

    def _whole(self, data: bytes, kind: str, status: int = http.HTTPStatus.OK) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def _follow(self) -> None:
        """Tell the news, one after the other, until the reader goes (Server-Sent Events)."""
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        told = None
        while self.command != "HEAD":
            news = self._board.other_than(told, _PULSE)
            line = ":" if news == told else f"data: {json.dumps(asdict(news), ensure_ascii=False)}"
            self.wfile.write(f"{line}\n\n".encode())
            told = news

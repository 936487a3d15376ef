"""A web server of a test's own, which answers a few paths and holds others back."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from patience import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Answer:
    """What a path of a `Site` gives. With `is_held` it does so only once the site lets go."""

    body: str
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    is_held: bool = False


class Site:
    """A web server of the test's own on a free port of loopback."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.let_go = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answers, self.let_go))
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        """Let go of what is held and stop answering."""
        self.let_go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(
    answers: Mapping[str, Answer], let_go: threading.Event
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path.partition("?")[0])
            if answer is None:
                self.send_error(404)
                return
            if answer.is_held:
                let_go.wait(PATIENCE_S)
            body = answer.body.encode()
            self.send_response(200)
            self.send_header("content-type", answer.media_type)
            self.send_header("content-length", str(len(body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler

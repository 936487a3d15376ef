"""A folder that a gateway serves, and whoever asks it over a line of HTTP."""

from __future__ import annotations

import asyncio
import http.client
import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from aitdesk.server.content import Folder
from aitdesk.server.gateway import Gateway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aitdesk.server.content import Content

HOST = "my-app.apps.tossmini.com"
ROOT_PAGE = b"<!doctype html><title>root</title>"
SECRET = b"outside the folder"


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    def pick(self, *names: str) -> tuple[int, bytes, dict[str, str | None]]:
        return self.status, self.body, {name: self.headers.get(name) for name in names}


@dataclass
class Site:
    """A folder beside a secret, and the gateway that serves it from its own loop."""

    folder: Path
    missing: list[str] = field(default_factory=list)
    port: int = 0
    pem: Path | None = None
    content: Content | None = None
    """What is served in place of the folder."""

    def add(self, path: str, content: bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return file

    @contextmanager
    def served(self, origin: str = "", *, pem: Path | None = None) -> Iterator[Self]:
        content = self.content or Folder(self.folder, self.missing.append)
        gateway = Gateway(content, on_unread=self.missing.append)
        self.port, self.pem = gateway.bind(), pem
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            serving = gateway.serve(origin or f"http://127.0.0.1:{self.port}", pem=pem)
            asyncio.run_coroutine_threadsafe(serving, loop).result()
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(gateway.close(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        return _exchange(connection, path, method=method, headers=headers)

    def ask_securely(self, *, host: str) -> Reply:
        context = ssl.create_default_context(cafile=self.pem)
        connection = http.client.HTTPConnection(host)
        raw = socket.create_connection(("127.0.0.1", self.port))
        connection.sock = context.wrap_socket(raw, server_hostname=HOST)
        return _exchange(connection, "/", method="GET", headers={})


def _exchange(
    connection: http.client.HTTPConnection, path: str, *, method: str, headers: dict[str, str]
) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        # http.client would refuse what an attacker sends; putrequest is the plain line.
        connection.putrequest(method, path, skip_host="Host" in named)
        for name, value in named.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, names, response.read())
    finally:
        connection.close()

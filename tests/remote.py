"""Control from outside: what a program of this machine asks a run that it may act on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from patience import PATIENCE_S, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.value import Json


@dataclass
class Remote:
    """A run's control, at the address and with the token that it wrote down."""

    url: str
    token: str
    _connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        address = urlsplit(self.url)
        assert address.hostname is not None
        self._connection = HTTPConnection(address.hostname, address.port, timeout=PATIENCE_S)

    @classmethod
    def of(cls, file: Path) -> Remote:
        """Wait for the run's control.json."""
        wait_until(file.is_file, what=lambda: f"no {file}")
        wait_until(file.read_text, what=lambda: f"nothing in {file}")
        said = json.loads(file.read_text("utf-8"))
        return cls(said["url"], said["token"])

    def ask(self, method: str, path: str, body: Json = None) -> Any:  # noqa: ANN401  # JSON
        """Return the answer; one that is not a success fails the test."""
        status, told = self.fetch(method, path, body)
        assert status == 200, f"{method} {path}: {told.decode()}"
        return json.loads(told)

    def fetch(self, method: str, path: str, body: Json = None) -> tuple[int, bytes]:
        """Return status and body of the answer."""
        text = None if body is None else json.dumps(body)
        # A kept connection would be closed under a test that waits longer than the server does.
        headers = {"authorization": f"Bearer {self.token}", "connection": "close"}
        self._connection.request(method, path, text, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()

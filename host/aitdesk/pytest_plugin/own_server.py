"""The mini-app's own server, started for one test with what points it at the partner API."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from aitdesk.errors import DriverError
from aitdesk.system.child import kill_all
from aitdesk.system.port import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LOOK_EVERY_S = 0.02
_LINES = 40


@dataclass
class OwnServer:
    """A server that runs. It was told its port as PORT; `url` is where it answers."""

    url: str
    process: subprocess.Popen[bytes]
    _output: IO[bytes]
    _last: str | None = None

    @property
    def output(self) -> str:
        """What it wrote to its standard output and error until now, or until it ended."""
        if self._last is not None:
            return self._last
        self._output.seek(0)
        return self._output.read().decode("utf-8", "replace")

    def last_lines(self) -> str:
        """Return the end of it, for a failure."""
        return "\n".join(self.output.splitlines()[-_LINES:])

    def end(self) -> None:
        """End it with all that it started, and keep what it wrote."""
        kill_all(self.process.pid)
        self.process.wait()
        self._last = self.output


def run_server(
    command: str, *, folder: Path, environment: Mapping[str, str], within_s: float
) -> Iterator[OwnServer]:
    """Start a server, yield it once it takes connections, and end it with all that it started.

    Raises DriverError, with what it said, where it ends before that or takes too long.
    """
    port = free_port()
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                shlex.split(command),
                cwd=folder,
                env={**os.environ, **environment, "PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except (OSError, ValueError) as problem:
            message = f"aitdesk_server {command!r} cannot be started: {problem}"
            raise DriverError(message, code="SERVER") from None
        server = OwnServer(f"http://127.0.0.1:{port}", process, output)
        try:
            _await_start(server, command, port=port, within_s=within_s)
            yield server
        finally:
            server.end()


def _await_start(server: OwnServer, command: str, *, port: int, within_s: float) -> None:
    end = time.monotonic() + within_s
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        code = server.process.poll()
        if code is not None or time.monotonic() >= end:
            how = f"took no connection within {within_s:g} s" if code is None else f"ended: {code}"
            message = f"aitdesk_server {command!r} {how}\n{server.last_lines()}"
            raise DriverError(message, code="SERVER")
        time.sleep(_LOOK_EVERY_S)

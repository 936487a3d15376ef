"""The WebView's process: `aitdesk serve --test`, started and ended."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from aitdesk.client.operation import ControlAddress
from aitdesk.errors import Unreachable
from aitdesk.system.child import kill_all
from aitdesk.system.interruption import is_interrupted, making
from aitdesk.system.scratch import Scratch, sweep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from aitdesk.client.served import Served

# -P: a file of the test's own folder must not stand in for a library.
AITDESK = (sys.executable, "-P", "-m", "aitdesk")
_SHOWN_LINES = 12
_GRACE_S = 5.0
_NOISE = ("DevTools listening on",)


@dataclass
class Process:
    """One WebView process. It ends with this one, however this one ends."""

    served: Served
    start_s: float = 30.0
    """How long it may take to start; two processors that others use too need seconds."""

    command: Sequence[str] = AITDESK
    environment: Mapping[str, str] = field(default_factory=dict)
    """What it has besides this process's own."""

    log: Path | None = None
    """Where what it says is kept; None for as long as it runs."""

    is_spent: bool = False
    """Whether something hung in it: it is not used again."""

    first: ControlAddress = field(init=False)
    """Control of the first window, which stays open."""

    page_id: str = field(init=False)
    devtools: str = field(init=False)

    def __post_init__(self) -> None:
        """Start it. Raises Unreachable with what it said when it does not."""
        sweep()
        self._scratch = Scratch("driver")
        self._stderr = self.log or self._scratch.folder / "stderr"
        with self._stderr.open("wb") as stderr, making() as note:
            self._process = subprocess.Popen(
                [
                    *self.command,
                    "serve",
                    "--test",
                    "--ends-with-input",
                    "--idle",
                    *self.served.arguments(),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                # Whatever one that was killed leaves behind goes with this folder.
                env={**os.environ, "TMPDIR": str(self._scratch.folder), **self.environment},
                start_new_session=True,
            )
            self._forget = note(partial(kill_all, self._process.pid))
        try:
            told = self._first_line()
        except BaseException:
            self.stop()
            raise
        self.first = ControlAddress(told["control"], told["token"])
        self.page_id, self.devtools = told["page"], told["devtools"]

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def ended(self, *, within_s: float = 0.2) -> str | None:
        """Return how it ended, with what it said; None while it runs, and for so long from now."""
        # Whoever finds the connection closed may be faster than the system is with the process.
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(within_s)
        code = self._process.poll()
        return None if code is None else f"the WebView process ended: {_how(code)}{self._said()}"

    @property
    def stderr(self) -> str:
        """What it has said so far."""
        return self._stderr.read_text("utf-8", "replace")

    def kill(self) -> None:
        """End it at once: it does not answer."""
        self.is_spent = True
        self._process.kill()

    def stop(self) -> None:
        """End it, and wait until it has."""
        streams = (self._process.stdin, self._process.stdout)
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0 if is_interrupted() else _GRACE_S)
        kill_all(self._process.pid)
        self._process.wait()
        self._forget()
        for stream in streams:
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self._scratch.remove()

    def _first_line(self) -> dict[str, Any]:
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101  # it is a pipe
        threading.Thread(target=_read, args=(stdout, lines), daemon=True).start()
        end = time.monotonic() + self.start_s
        try:
            text = lines.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty:
            message = f"the WebView process did not start within {self.start_s:g} s{self._said()}"
            raise Unreachable(message, code="HANGS") from None
        if not text:
            raise Unreachable(self.ended() or "the WebView process says nothing", code="ENDED")
        told: dict[str, Any] = json.loads(text)
        return told

    def _said(self) -> str:
        with suppress(OSError):
            lines = self.stderr.splitlines()
            shown = [each for each in lines if each and not each.startswith(_NOISE)]
            if shown:
                return "\n" + "\n".join(shown[-_SHOWN_LINES:])
        return ""


def _read(stdout: Any, lines: queue.SimpleQueue[bytes]) -> None:  # noqa: ANN401  # a pipe
    with suppress(OSError, ValueError):
        lines.put(stdout.readline())
        while stdout.read(4096):
            pass  # a full pipe would hold the process


def _how(code: int) -> str:
    if code >= 0 or os.name == "nt":
        return f"exit code {code}"
    with suppress(ValueError):
        return f"killed by {signal.Signals(-code).name}"
    return f"killed by signal {-code}"

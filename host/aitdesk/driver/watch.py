"""A thread beside the test: it follows the journal, takes pictures, and notices a page that hangs.

A test that waits inside a library cannot look at the clock, so the thread ends what it waits for:
first the window, and where nobody answers any more, the process.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.client.journal import refresh
from aitdesk.client.transport import Transport, make_client
from aitdesk.errors import Refused, Unreachable
from aitdesk.phone.idle import held_by

if TYPE_CHECKING:
    from aitdesk.client.journal import Record
    from aitdesk.client.operation import ControlAddress
    from aitdesk.client.process import Process
    from aitdesk.phone.idle import PageLook

_LOOK_EVERY_S = 1.0
_PICTURE_EVERY_S = 0.2
MOST_PICTURES = 24


@dataclass
class Watch:
    """Watches one phone until it is told to stop. `hang_s` is how long a page may not answer."""

    process: Process
    address: ControlAddress
    record: Record
    hang_s: float
    takes_pictures: bool = False
    reason: str | None = None
    """Why it ended the window."""

    pictures: list[bytes] = field(default_factory=list)
    """PNGs of the window, taken when something happened."""

    _is_over: threading.Event = field(default_factory=threading.Event)
    _stride: int = 1
    _seen_id: int = 0

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._run, name="aitdesk-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; whatever it asks now is let go."""
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        with make_client() as client:
            self._transport = Transport(client, self.address, self.process.ended, self.hang_s)
            looked, seen = time.monotonic(), 0
            while self.reason is None and not self._is_over.wait(_PICTURE_EVERY_S):
                try:
                    is_new = self._follow()
                    if self.takes_pictures and is_new:
                        self._take(seen)
                        seen += 1
                    if time.monotonic() - looked >= _LOOK_EVERY_S:
                        self._look()
                        looked = time.monotonic()
                except Unreachable as problem:
                    if problem.code == "HANGS":
                        self._end_process()
                    return
                except Refused:
                    continue  # such as a picture of a window that is closing

    def _follow(self) -> bool:
        before = self._seen_id
        self._transport.run(refresh(self.record))
        self._seen_id = self.record.last_id
        return self._seen_id > before

    def _take(self, seen: int) -> None:
        if seen % self._stride:
            return
        self.pictures.append(self._transport.ask("GET", "/screenshot"))
        if len(self.pictures) >= MOST_PICTURES:  # a long test keeps every other one
            del self.pictures[1::2]
            self._stride *= 2

    def _look(self) -> None:
        """End the window when the page's scripts do not let it answer."""
        end = time.monotonic() + self.hang_s
        while True:
            told = self._transport.ask("GET", "/page?timeout_ms=500")
            if told["facts"] is not None or self._is_over.is_set():
                return
            if time.monotonic() < end:
                continue
            self.process.is_spent = self.process.is_spent or not held_by(told)
            self.reason = self._why(told)
            self._transport.ask("POST", "/close", {})

    def _why(self, told: PageLook) -> str:
        if (kind := held_by(told)) is not None:
            return (
                f"nobody answered {kind}() for {self.hang_s:g} s, so its window was closed: say "
                f'beforehand what is answered, `shell.prompts.on("{kind}").answer("ok")`'
            )
        return (
            f"the page hangs: a script of it ran for {self.hang_s:g} s without an end "
            "(an endless loop?), so its window was closed"
        )

    def _end_process(self) -> None:
        self.reason = (
            f"the WebView process hangs: it answered nothing for {self.hang_s:g} s, so it was ended"
        )
        self.process.kill()

"""What a page says, on its way from the GUI's thread to the loop: bounded, and taken in portions.

The page's end of the bridge keeps within the bounds by itself (page/pace.js). A page that goes
past it, through the channel, is cut off until it announces another document: what nobody takes
would fill the memory of every window.
"""

from __future__ import annotations

import json
import time
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from aitdesk.engine.carrier import Receiver

MOST_WAITING: Final = 1_000
"""Texts of one page that wait for the loop, at most: several times what the bridge lets through."""

MOST_WAITING_CHARACTERS: Final = 32_000_000

_PORTION_S: Final = 0.002  # then whatever else the loop has to do has its turn
# The page may have 256 texts and 4,000,000 characters on the way: it hears well before that.
_TELL_AFTER: Final = 64
_TELL_AFTER_CHARACTERS: Final = 1_000_000

_CUT_OFF: Final = (
    f"the page sent more than {MOST_WAITING:,} messages, or "
    f"{MOST_WAITING_CHARACTERS:,} characters, that nobody had taken yet: it is cut off, and "
    "nothing of it is heard until it is loaded again"
)

Work: TypeAlias = "Callable[[], object]"


@dataclass
class Inbox:
    """Hands what one page says to the receiver, in order.

    `tell` calls something on the loop while the window lasts. `send` takes a text to a document; it
    is called on the loop. `cut_off` lets nothing of the page through from the next turn of the
    GUI's thread on.
    """

    loop: asyncio.AbstractEventLoop
    tell: Callable[[Callable[[], object]], object]
    send: Callable[[str, str], object]
    cut_off: Callable[[], object]
    receiver: Receiver | None = None
    _waiting: deque[tuple[Work, int]] = field(default_factory=deque)
    _characters: int = 0
    _is_cut_off: bool = False
    _is_due: bool = False
    _taken: int = 0
    _taken_characters: int = 0
    _lock: Lock = field(default_factory=Lock)

    @property
    def is_under_way(self) -> bool:
        """Whether the loop has something to take yet."""
        return self._is_due

    def opened(self, page: str, origin: str) -> None:
        """Begin a document, with all of its bounds."""
        with self._lock:
            if self._is_cut_off:  # else what the one before said last still counts
                self._waiting.clear()
                self._characters = 0
                self._is_cut_off = False
        self._put(partial(self._open, page, origin), 0)

    def received(self, page: str, text: str, origin: str) -> None:
        """Take a message of the SDK's."""
        self._put(partial(self._receive, page, text, origin), len(text))

    def answered(self, page: str, text: str, origin: str) -> None:
        """Take what a person did with a sheet."""
        if self.receiver is not None:
            self._put(partial(self.receiver.answered, page, text, origin=origin), len(text))

    def failed(self, page: str, text: str) -> None:
        """Take an error of the page."""
        if self.receiver is not None:
            self._put(partial(self.receiver.failed, page, text), len(text))

    def _put(self, work: Work, characters: int) -> None:
        with self._lock:
            if self._is_cut_off:
                return
            most = MOST_WAITING_CHARACTERS - characters
            if len(self._waiting) >= MOST_WAITING or (self._waiting and self._characters > most):
                self._is_cut_off = True
                self.tell(self._tell_cut_off)
                self.cut_off()
                return
            self._waiting.append((work, characters))
            self._characters += characters
            is_due, self._is_due = self._is_due, True
        if not is_due:
            self.tell(self._take)

    def _take(self) -> None:
        end = time.perf_counter() + _PORTION_S
        while (work := self._next()) is not None:
            try:
                work()
            except BaseException:  # the loop tells it, and what comes after is taken all the same
                self.loop.call_soon(self._take)
                raise
            if time.perf_counter() > end:
                self.loop.call_soon(self._take)
                return

    def _next(self) -> Work | None:
        with self._lock:
            if not self._waiting:
                self._is_due = False
                return None
            work, characters = self._waiting.popleft()
            self._characters -= characters
            return work

    def _open(self, page: str, origin: str) -> None:
        self._taken = self._taken_characters = 0
        if self.receiver is not None:
            self.receiver.opened(page, origin=origin)

    def _receive(self, page: str, text: str, origin: str) -> None:
        if self.receiver is not None:
            self.receiver.received(page, text, origin=origin)
        self._taken += 1
        self._taken_characters += len(text)
        if self._taken >= _TELL_AFTER or self._taken_characters >= _TELL_AFTER_CHARACTERS:
            self.send(page, json.dumps({"heard": self._taken}))
            self._taken = self._taken_characters = 0

    def _tell_cut_off(self) -> None:
        if self.receiver is not None:
            self.receiver.overran(_CUT_OFF)

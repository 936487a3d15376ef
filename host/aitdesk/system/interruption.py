"""What ends a command early: INT, TERM and HUP, output that nobody reads, input that ends.

Python runs a signal's handler only between two of its own instructions, and a GUI that waits runs
none. So nothing is done in a handler: a thread waits for the byte that Python's C code writes as
the signal arrives (signal.set_wakeup_fd). It tells the run to close. Where that has not ended the
process soon after, or nothing has begun that could be closed, it removes what must not be left
behind and ends the process itself.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any

_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
BROKEN_PIPE_CODE: Final = 141
"""As of a process that SIGPIPE ended: what shells show for `aitdesk … | head`."""

HANGUP_CODE: Final = 129
_CLOSING_S, _MAKING_S, _UNDOING_S = 2.5, 0.3, 1.5


class Note(Protocol):
    """Notes what to do at an early end; what it returns takes the note back."""

    def __call__(self, undo: Callable[[], object], /) -> Callable[[], None]:
        """Note it."""
        ...


def code_of(number: int) -> int:
    """Return the exit code of a process that a signal ended, as shells give it."""
    return 128 + number


class Interruption:
    """The early end of this process: the handler of its signals, and the thread that waits.

    The first that asks for an end chooses the exit code; whatever comes later changes nothing.
    `raises`, where there is one, is called with the code on the main thread, between any two
    instructions of it but those of `making`: pytest is ended by an exception.
    """

    def __init__(self, *, raises: Callable[[int], None] | None = None) -> None:
        self.code: int | None = None
        """The exit code, None until the end was asked for."""

        self._raises = raises
        self._close: Callable[[], object] | None = None
        self._undo: dict[object, Callable[[], object]] = {}
        self._making = threading.RLock()
        self._depth, self._is_due = 0, False
        self._former: dict[signal.Signals, Any] = {}
        self._reader, self._writer = os.pipe()
        if sys.platform != "win32":
            os.set_blocking(self._writer, False)  # as set_wakeup_fd wants it

    @classmethod
    def begin(cls, *, raises: Callable[[int], None] | None = None) -> Interruption:
        """Take the signals, for the rest of the process. Only on the main thread.

        HUP stays ignored where it is: under nohup. INT is taken even so, for scripts that start a
        command in the background and end it with kill.
        """
        interruption = cls(raises=raises)
        atexit.register(interruption._finish)
        threading.Thread(target=interruption._wait, name="aitdesk-end", daemon=True).start()
        signal.set_wakeup_fd(interruption._writer, warn_on_full_buffer=False)
        for each in _SIGNALS:
            former = signal.getsignal(each)
            if each == signal.SIGINT or former is not signal.SIG_IGN:
                interruption._former[each] = former
                signal.signal(each, interruption)
        if hasattr(os, "register_at_fork"):
            # A child that only forks has the same pipe: its signals would end its parent.
            os.register_at_fork(after_in_child=interruption.give_back)
        return interruption

    def give_back(self) -> None:
        """Let the signals do what they did before. Only on the main thread."""
        signal.set_wakeup_fd(-1)
        while self._former:
            signal.signal(*self._former.popitem())

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        """Take a signal where it reaches Python itself. Its byte may have gone elsewhere."""
        self.end(code_of(number))
        self._raise()

    def end(self, code: int) -> None:
        """End the process with this exit code; may be called on any thread."""
        if self.code is None:
            self.code = code
        with suppress(OSError):  # a full pipe wakes whoever waits as well
            os.write(self._writer, b"\0")

    def closing(self, close: Callable[[], object]) -> None:
        """Let the run be closed by this, which may be called on any thread and does not wait."""
        self._close = close
        if self.code is not None:
            close()

    async def asked_for(self) -> None:
        """Wait on this loop until the end is asked for; what runs on it closes by itself then."""
        import asyncio  # --help and completion start without

        loop, asked = asyncio.get_running_loop(), asyncio.Event()
        # Not by the loop's own handlers: they would take the signals from here.
        self.closing(partial(loop.call_soon_threadsafe, asked.set))
        await asked.wait()

    @contextmanager
    def making(self) -> Iterator[Note]:
        """Make what must not be left behind: the process does not end before it is noted."""
        is_main = threading.current_thread() is threading.main_thread()
        with self._making:
            self._depth += is_main
            try:
                yield self._note
            finally:
                self._depth -= is_main
        if self._is_due:
            self._raise()

    def undo(self) -> None:
        """Do what was noted, the last first; it may be done again.

        What fails is for the next start to sweep.
        """
        for undo in reversed([*self._undo.values()]):
            with suppress(OSError):
                undo()

    def _note(self, undo: Callable[[], object]) -> Callable[[], None]:
        key = object()
        self._undo[key] = undo
        return lambda: self._undo.pop(key, None) and None

    def _raise(self) -> None:
        raises = self._raises
        if raises is None or self.code is None:
            return
        if threading.current_thread() is not threading.main_thread():
            return
        self._is_due = self._depth > 0
        if not self._is_due:
            self._raises = None
            raises(self.code)

    def _wait(self) -> None:
        while self.code is None:
            for number in os.read(self._reader, 64):
                if self.code is None and number in _SIGNALS:
                    self.code = code_of(number)
        if self._close is not None:
            threading.Thread(target=self._try_to_close, daemon=True).start()
            threading.Event().wait(_CLOSING_S)
        self._leave(self.code)

    def _try_to_close(self) -> None:
        # Such as RuntimeError: its loop has ended by itself.
        with suppress(Exception):
            assert self._close is not None  # noqa: S101  # it is never taken back
            self._close()

    def _finish(self) -> None:
        """End a process that has closed: Python's own end would choose another exit code."""
        if self.code is not None:
            self.undo()
            for stream in (sys.stdout, sys.stderr):
                with suppress(OSError, AttributeError):  # gone, or closed from the beginning
                    stream.flush()
            os._exit(self.code)

    def _leave(self, code: int) -> None:
        # Whoever waits for what is ended here would tell of it.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for descriptor in (1, 2):
            os.dup2(nowhere, descriptor)
        self._making.acquire(timeout=_MAKING_S)  # and keep it: nothing is made any more
        limit = threading.Timer(_UNDOING_S, os._exit, [code])
        limit.daemon = True
        limit.start()
        self.undo()
        os._exit(code)


def interruption() -> Interruption | None:
    """Return this process's, None where it has none: in a program that only uses the driver.

    The process itself keeps it, as its handler of TERM.
    """
    handler = signal.getsignal(signal.SIGTERM)
    return handler if isinstance(handler, Interruption) else None


def is_interrupted() -> bool:
    """Return whether this process is about to end early."""
    found = interruption()
    return found is not None and found.code is not None


def close_with(close: Callable[[], object]) -> None:
    """Let an early end begin with this, where the process has one."""
    if (found := interruption()) is not None:
        found.closing(close)


@contextmanager
def making() -> Iterator[Note]:
    """Make what must not be left behind by an early end, where the process has one."""
    if (found := interruption()) is None:
        yield lambda _undo: lambda: None
        return
    with found.making() as note:
        yield note

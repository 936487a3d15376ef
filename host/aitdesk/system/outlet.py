"""Standard output and standard error that nobody waits for.

A pipe that nobody reads is full one day, and a write to it lasts for ever; one that was closed
(`aitdesk … | head`) and a terminal that is gone refuse it wherever it happens to be. So what is
written waits in memory, and a thread of its own takes it out.
"""

from __future__ import annotations

import errno
import io
import os
import select
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO, cast

from aitdesk.system.interruption import BROKEN_PIPE_CODE, HANGUP_CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from _typeshed import ReadableBuffer

MOST_BYTES: Final = 64 * 1024 * 1024
"""What waits at most. What is written beyond it is lost, and the reader is told how much."""

_CHUNK_BYTES: Final = 4096
_CODES: Final = {errno.EPIPE: BROKEN_PIPE_CODE, errno.EIO: HANGUP_CODE}


class Outlet(io.RawIOBase):
    """One file that bytes go out to. `ended` is told once, with the exit code, that it is gone."""

    def __init__(self, descriptor: int, *, ended: Callable[[int], object]) -> None:
        self._descriptor = descriptor
        self._ended = ended
        self._waiting = deque[bytes]()
        self._waiting_bytes = self._lost_bytes = self._moved_bytes = 0
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self.problem: OSError | None = None
        """Why nothing goes out any more."""

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._descriptor

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return os.isatty(self._descriptor)

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, content: ReadableBuffer, /) -> int:
        """Take all of it, and never wait."""
        taken = bytes(content)
        with self._changed:
            if self._waiting_bytes + len(taken) > MOST_BYTES:
                self._lost_bytes += len(taken)
            elif self.problem is None:
                self._waiting.append(taken)
                self._waiting_bytes += len(taken)
                self._changed.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._carry, daemon=True)
                self._thread.start()
        return len(taken)

    def drain(self, *, patience_s: float) -> bool:
        """Wait until all is out; return False once nothing has moved for so long."""
        with self._changed:
            while self._waiting_bytes:
                moved = self._moved_bytes
                if not self._changed.wait(patience_s) and moved == self._moved_bytes:
                    return False
            return True

    def _carry(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                content = self._waiting.popleft()
            try:
                self._put(content)
            except OSError as problem:
                self._give_up(problem)
                return

    def _put(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            try:
                size = os.write(self._descriptor, rest[:_CHUNK_BYTES])
            except BlockingIOError:  # another program shares it, and made it so
                select.select([], [self._descriptor], [])
                continue
            rest = rest[size:]
            with self._changed:
                self._waiting_bytes -= size
                self._moved_bytes += size
                self._tell_lost()
                self._changed.notify_all()

    def _tell_lost(self) -> None:
        if self._lost_bytes and not self._waiting_bytes:
            text = f"\naitdesk: {self._lost_bytes} bytes were left out: nobody read them\n"
            self._lost_bytes = 0
            self._waiting.append(text.encode())
            self._waiting_bytes += len(text)

    def _give_up(self, problem: OSError) -> None:
        with self._changed:
            self.problem = problem
            self._waiting.clear()
            self._waiting_bytes = 0
            self._changed.notify_all()
        if (code := _CODES.get(problem.errno or 0)) is not None:
            self._ended(code)


def open_outlets(ended: Callable[[int], object]) -> Sequence[Outlet]:
    """Put outlets in place of sys.stdout and sys.stderr; a closed one stays as it is.

    Where both go to one file they share one, so that what is written keeps its order.
    """
    outlets = dict[tuple[int, int], Outlet]()

    def through(stream: TextIO) -> TextIO:
        status = os.fstat(stream.fileno())
        file = (status.st_dev, status.st_ino)
        if file not in outlets:
            outlets[file] = Outlet(stream.fileno(), ended=ended)
        return io.TextIOWrapper(
            cast("BinaryIO", outlets[file]),  # it takes whatever can be written to
            encoding=stream.encoding,
            errors=stream.errors,
            write_through=True,
        )

    # Python itself has None there when the descriptor was closed.
    if sys.stdout is not None:
        sys.stdout = through(sys.stdout)
    if sys.stderr is not None:
        sys.stderr = through(sys.stderr)
    return tuple(outlets.values())

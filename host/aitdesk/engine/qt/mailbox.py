"""The one crossing between the loop's thread and the GUI's, and how long what is behind it lives.

Qt deletes a window with all that is in it on the GUI thread. A signal of such an object that is
emitted meanwhile on another thread takes the process along (measured within seconds); one of an
object that never dies does not (never in 360,000). So:

1. The loop's thread touches one object of Qt's, the `Mailbox`, which lives as long as the
   application. It holds no other, not even to let go of it.
2. What the loop has of a window, its chrome and its carrier, is plain Python. Their work is posted,
   and done on the GUI thread where the window's `Lifetime` has not ended.
3. Whether it has is set and read on the GUI thread alone. A window ends once, in its closeEvent: no
   work is done any more; what the window holds is let go, the last first (its dialogs, its page,
   and then the page's profile); the loop is told.
4. The GUI thread reaches the loop through `tell` alone, which does nothing for one that is closed.
5. Whatever the loop awaits of a window is answered, or fails with WindowGone when it is told of the
   end: what was asked before the end fails then, and what is asked after it fails at once.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from aitdesk.errors import HostError, WindowGone

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

_T = TypeVar("_T")


class Mailbox(QObject):
    """Takes work from any thread to the GUI's, in order. Made there, once the application is."""

    _posted = Signal(object)

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        # The application's: Python never deletes it, on whichever thread lets go of it last.
        super().__init__(QCoreApplication.instance())
        self.loop = loop
        self._posted.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Callable[[], object]) -> None:
        """Do it on the GUI thread, after whatever that is doing now."""
        self._posted.emit(work)

    def tell(self, told: Callable[..., object], *arguments: object) -> None:
        """Call it on the loop; on the GUI thread, which is the one that closes the loop."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(told, *arguments)

    @Slot(object)
    def _do(self, work: Callable[[], object]) -> None:
        work()


class Lifetime:
    """Of one window, or of all there are: what either thread knows of it being there."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        # The GUI thread's.
        self._is_alive = True
        self._holding = ExitStack()
        # The loop's.
        self._is_over = False
        self._waiting: set[asyncio.Future[Any]] = set()
        self._followers: list[Callable[[], object]] = []

    # On the loop.

    def post(self, work: Callable[[], object]) -> None:
        """Do it on the GUI thread while this lasts; may be called on any thread."""
        self.mailbox.post(partial(self._do, work))

    async def ask(self, begin: Callable[[Callable[[_T], None]], object]) -> _T:
        """Begin something on the GUI thread, and return what it tells.

        Raises WindowGone when this has ended, and HostError where it cannot be begun.
        """
        if self._is_over:
            raise WindowGone
        answer: asyncio.Future[_T] = self.mailbox.loop.create_future()
        self._waiting.add(answer)
        self.post(partial(self._begin, begin, answer))
        try:
            return await answer
        finally:
            self._waiting.discard(answer)

    def follow(self, ended: Callable[[], object]) -> None:
        """Call it on the loop at the end, or now when that has been."""
        if self._is_over:
            ended()
        else:
            self._followers.append(ended)

    # On the GUI thread.

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._is_alive

    def tell(self, told: Callable[..., object], *arguments: object) -> None:
        """Call it on the loop while this lasts."""
        if self._is_alive:
            self.mailbox.tell(told, *arguments)

    def hold(self, let_go: Callable[[], object]) -> None:
        """Hold something that is to be let go at the end, before what is held already."""
        self._holding.callback(let_go)

    def end(self) -> None:
        """End it; nothing happens the second time."""
        if not self._is_alive:
            return
        self._is_alive = False
        try:
            self._holding.close()
        finally:
            self.mailbox.tell(self._end)

    def _do(self, work: Callable[[], object]) -> None:
        if self._is_alive:
            work()

    def _begin(
        self, begin: Callable[[Callable[[_T], None]], object], answer: asyncio.Future[_T]
    ) -> None:
        try:
            begin(partial(self.mailbox.tell, _settle, answer))
        except Exception as problem:  # noqa: BLE001  # told to whoever asked
            # As text: its traceback holds what must not die on the loop's thread.
            self.mailbox.tell(_fail, answer, HostError(f"the window fails: {problem!r}"))

    def _end(self) -> None:
        self._is_over = True
        followers, self._followers = self._followers, []
        for ended in followers:
            ended()
        for answer in self._waiting:
            _fail(answer, WindowGone())


def _settle(answer: asyncio.Future[_T], value: _T) -> None:
    # Whoever wanted to know may be gone.
    if not answer.done():
        answer.set_result(value)


def _fail(answer: asyncio.Future[Any], problem: HostError) -> None:
    if not answer.done():
        answer.set_exception(problem)

"""Qt as an engine: windows on the process's main thread, the host's loop on a thread of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from aitdesk.engine.loop_thread import LoopThread

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future

    from aitdesk.engine import ShownCarrier, ShownWindow, Windows
    from aitdesk.engine.window import Look

_T = TypeVar("_T")


class QtEngine:
    """One run; the loop begins at once."""

    def __init__(self) -> None:
        self._thread = LoopThread()

    def load(self) -> None:
        """Load Qt, which importing this module never does."""
        from aitdesk.engine.qt import gui  # noqa: F401

    def submit(self, work: Coroutine[object, object, _T]) -> Future[_T]:
        """Let the loop do this."""
        return self._thread.submit(work)

    def result(self, doing: Future[_T]) -> _T:
        """Wait for what it does. Raises HostError with the reason when the loop dies."""
        return self._thread.result(doing)

    def tell(self, told: Callable[..., object], *arguments: object) -> None:
        """Call it on the loop."""
        self._thread.loop.call_soon_threadsafe(told, *arguments)

    def show(
        self, look: Look, *, opened: Callable[[Windows, ShownWindow, ShownCarrier], None]
    ) -> None:
        """Open the first window, call `opened` before it shows, and return when it is closed."""
        from aitdesk.engine.qt import gui

        def follow(windows: Windows, window: ShownWindow, carrier: ShownCarrier) -> None:
            self._thread.when_dead(window.close)
            opened(windows, window, carrier)

        gui.run(look, self._thread.loop, opened=follow)

    def stop(self) -> None:
        """End the loop, and its thread."""
        self._thread.stop()

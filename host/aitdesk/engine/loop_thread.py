"""The thread that the host's loop runs on; when the loop dies there, nothing waits for it."""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from aitdesk.errors import HostError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_T = TypeVar("_T")
_LEAVING_S = 2.0


class LoopThread:
    """A loop that runs until `stop`, on a thread of its own."""

    def __init__(self) -> None:
        self.loop = _new_loop()
        self._death: Future[str] = Future()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name="aitdesk-loop")
        self._thread.start()

    def submit(self, work: Coroutine[object, object, _T]) -> Future[_T]:
        """Let it do this."""
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def result(self, doing: Future[_T]) -> _T:
        """Wait for what it does. Raises HostError with the reason when the loop dies."""
        waited: list[Future[Any]] = [doing, self._death]
        wait(waited, return_when=FIRST_COMPLETED)
        if self._death.done():
            raise HostError(self._death.result())
        return doing.result()

    def when_dead(self, act: Callable[[], object]) -> None:
        """Call it when the loop dies, on whichever thread."""
        self._death.add_done_callback(lambda _: act())

    def stop(self) -> None:
        """End the loop, and the thread with it."""
        self._is_stopping = True
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def _run(self) -> None:
        reason = "it was stopped"
        try:
            self.loop.run_forever()
        except BaseException as death:  # noqa: BLE001  # told to whoever waits
            place = traceback.extract_tb(death.__traceback__)[-1]
            reason = f"{death!r} in {place.filename}:{place.lineno}"
        if not self._is_stopping:
            self._death.set_result(f"the run is over, because the host's loop died: {reason}")
        with suppress(BaseException):  # the reason is told already
            self._leave()

    def _leave(self) -> None:
        """Give what is under way some time to let go of what it has."""
        doing = asyncio.all_tasks(self.loop)
        for task in doing:
            task.cancel()
        if doing:
            self.loop.run_until_complete(asyncio.wait(doing, timeout=_LEAVING_S))


def _new_loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":  # where there is no uvloop
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()

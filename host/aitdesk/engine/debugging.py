"""Whether a run can be debugged, and from where: closed unless it is asked for."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from aitdesk.journal import EntryKind, Journal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from aitdesk.engine.devtools import EnginePort

_ENGINES: Final = "QTWEBENGINE_REMOTE_DEBUGGING"


class Debugging:
    """DevTools of one run on this `port` of 127.0.0.1, 0 for any, None for nowhere."""

    address: str | None = None
    """What to give to connect_over_cdp, once the run is followed; it holds the run's secret."""

    def __init__(self, port: int | None, journal: Journal) -> None:
        self._port, self._journal = port, journal
        self._engine: EnginePort | None = None

    def set_environment(self) -> None:
        """Say to the engine, which has not started yet, where its own port is to be, or nowhere."""
        meant = os.environ.pop(_ENGINES, None)
        if meant is not None:
            text = f"{_ENGINES}={meant} would be open to everybody: use --debug-port instead"
            self._journal.add(EntryKind.PROBLEM, text=text)
        if self._port is not None:
            from aitdesk.engine.devtools import EnginePort  # most previews are not debugged

            self._engine = EnginePort()
            os.environ[_ENGINES] = self._engine.address

    def guard(self, tell: Callable[..., object]) -> None:
        """Close the engine's own port; before the first window shows. `tell` calls on the loop.

        Raises HostError when the engine did not open it.
        """
        if self._engine is None:
            return
        self._engine.guard()
        if not self._engine.is_guarded:
            text = f"every user of this machine can use DevTools at {self._engine.address}"
            tell(partial(self._journal.add, EntryKind.PROBLEM, text=text))

    @asynccontextmanager
    async def led_to(self) -> AsyncIterator[None]:
        """Lead there while the context lasts. Raises ConfigError when the port is taken."""
        if self._engine is None or self._port is None:
            yield
            return
        from aitdesk.engine.devtools import serve_devtools

        async with serve_devtools(self._engine, port=self._port) as self.address:
            yield
        self._engine.close()

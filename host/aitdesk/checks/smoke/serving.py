"""The WebView's process of one target. It never outlives this one, however this one ends."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from aitdesk.checks.smoke.traffic import Traffic, listening
from aitdesk.checks.smoke.window import WindowClient
from aitdesk.client.operation import ControlAddress
from aitdesk.client.process import Process
from aitdesk.client.transport import AsyncTransport

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import httpx

    from aitdesk.client.served import Served
    from aitdesk.value import Json

_ASKED_S: Final = 20.0
_ENDED_S: Final = 1.0
"""How long after its windows a process may end for it to be told as its end."""


@dataclass
class Serving:
    """A running `aitdesk serve --test`."""

    process: Process
    client: httpx.AsyncClient
    traffic: Traffic | None = None

    async def open(self, body: dict[str, Json]) -> WindowClient:
        """Open a window, and read its journal from now on. Raises Unreachable and Refused."""
        said = await self._control(self.process.first).ask("POST", "/windows", body)
        requests = None if self.traffic is None else await self.traffic.of_page(said["page"])
        address = ControlAddress(said["control"], said["token"])
        window = WindowClient(self._control(address), said["origin"], requests)
        window.follow()
        return window

    async def ended(self, *, within_s: float) -> str | None:
        """Return how the process ended, None where it does not within this time."""
        ended = await asyncio.to_thread(self.process.ended, within_s=within_s)
        return None if ended is None else ended.partition("\n")[0]

    def _control(self, address: ControlAddress) -> AsyncTransport:
        why = partial(self.process.ended, within_s=_ENDED_S)
        return AsyncTransport(self.client, address, why, _ASKED_S)


@asynccontextmanager
async def serving(
    served: Served, *, log: Path, client: httpx.AsyncClient, start_s: float
) -> AsyncIterator[Serving]:
    """Serve a target while the context lasts; `log` gets what it says. Raises Unreachable."""
    process = await asyncio.to_thread(Process, served, start_s=start_s, log=log)
    try:
        async with listening(process.devtools, client) as traffic:
            yield Serving(process, client, traffic)
    finally:
        await asyncio.shield(asyncio.to_thread(process.stop))

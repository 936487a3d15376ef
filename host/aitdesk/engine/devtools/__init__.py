"""The way to Chromium's DevTools for programs that know the run's address, and for no page.

DevTools may do whatever this user may: read files, run code in every page, take the mini-app's
data. So its own port is closed to everybody else, and the way there has a secret in its path.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aitdesk.engine.devtools.door import Door
from aitdesk.engine.devtools.engine_port import EnginePort
from aitdesk.engine.devtools.visitor import Visitor
from aitdesk.errors import ConfigError
from aitdesk.server.http_server import listen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["EnginePort", "serve_devtools"]


@asynccontextmanager
async def serve_devtools(engine: EnginePort, *, port: int) -> AsyncIterator[str]:
    """Lead to DevTools on this port of 127.0.0.1, 0 for any, while the context lasts.

    Yields the address, for `connect_over_cdp(address, no_defaults=True)`. Raises ConfigError when
    the port is taken.
    """
    try:
        listening = listen(port)
    except OSError as problem:
        message = f"--debug-port {port} cannot be used ({problem.strerror}): give another"
        raise ConfigError(message) from None
    door = Door(engine, listening.getsockname()[1])
    visitors = dict[Visitor, None]()
    server = await asyncio.get_running_loop().create_server(
        lambda: Visitor(door, visitors), sock=listening
    )
    try:
        yield door.address
    finally:
        server.close()
        for each in tuple(visitors):
            each.transport.abort()
        # Each lets its port go once the loop has told it.
        await asyncio.sleep(0)

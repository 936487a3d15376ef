"""The mini-app's own server beside a page: `preview --with-server`."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aitdesk.errors import ConfigError
from aitdesk.system.child import kill_all
from aitdesk.system.interruption import making

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.partner import PartnerAddress

_PORT = "3000"


@asynccontextmanager
async def own_server(command: str, address: PartnerAddress) -> AsyncIterator[None]:
    """Run the server, pointed at the partner API, while the context lasts.

    It writes where aitdesk does; an end of its own is told. Raises ConfigError for a command that
    cannot be started.
    """
    with making() as note:
        process = _started(command, address)
        forget = note(lambda: kill_all(process.pid))
    watching = asyncio.create_task(_tell_of_end(process, command))
    try:
        yield
    finally:
        watching.cancel()
        kill_all(process.pid)
        await asyncio.to_thread(process.wait)
        forget()


def _started(command: str, address: PartnerAddress) -> subprocess.Popen[bytes]:
    port = os.environ.get("PORT", _PORT)
    try:
        process = subprocess.Popen(
            shlex.split(command),
            env={**os.environ, **address.environment, "PORT": port},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),  # what a script reads of aitdesk stays aitdesk's
            start_new_session=True,
        )
    except (OSError, ValueError, IndexError) as problem:
        message = f"--with-server {command!r} cannot be started ({problem}): name another command"
        raise ConfigError(message) from None
    print(f"aitdesk: the mini-app's server: PORT {port}", file=sys.stderr, flush=True)
    return process


async def _tell_of_end(process: subprocess.Popen[bytes], command: str) -> None:
    code = await asyncio.to_thread(process.wait)
    print(f"aitdesk: --with-server {command!r} ended: {code}", file=sys.stderr, flush=True)

"""The WebView's process of one target. It never outlives this one, however this one ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from aitdesk.checks.smoke.remote import ControlDoor, WindowClient
from aitdesk.checks.smoke.traffic import Traffic, listening
from aitdesk.system.child import kill_all
from aitdesk.system.interruption import making

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    import httpx

    from aitdesk.value import Json

_COMMAND = (sys.executable, "-m", "aitdesk", "serve")
_LAST_S = 5.0


class NotServed(Exception):
    """The process did not come up; the message says why."""


@dataclass
class Serving:
    """A running `aitdesk serve --test`."""

    process: asyncio.subprocess.Process
    door: ControlDoor
    client: httpx.AsyncClient
    traffic: Traffic | None = None

    async def open(self, body: dict[str, Json], *, timeout_s: float) -> WindowClient:
        """Open a window, and read its journal from now on. Raises Gone and Refused."""
        said = await self.door.ask("POST", "/windows", body, timeout_s=timeout_s)
        requests = None if self.traffic is None else await self.traffic.of_page(said["page"])
        door = ControlDoor(self.client, said["control"], said["token"])
        window = WindowClient(door, said["origin"], requests)
        window.follow()
        return window

    def ending(self) -> str:
        """Tell how the process ended, or that it is still there."""
        code = self.process.returncode
        if code is None:
            return "the WebView's process does not answer"
        how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        return f"the WebView's process ended {how}"


@asynccontextmanager
async def serving(
    options: Sequence[str],
    *,
    log: Path,
    scratch: Path,
    client: httpx.AsyncClient,
    timeout_s: float,
) -> AsyncIterator[Serving]:
    """Serve a target while the context lasts. Raises NotServed.

    `log` gets what it writes, and the folder `scratch` what it leaves behind when it is killed.
    """
    with log.open("wb") as errors, making() as note:
        process = await asyncio.create_subprocess_exec(
            *_COMMAND,
            "--test",
            "--ends-with-input",
            *options,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "TMPDIR": str(scratch)},
            start_new_session=True,
        )
        forget = note(partial(kill_all, process.pid))
    try:
        said = await _said(process, log=log, timeout_s=timeout_s)
        door = ControlDoor(client, said["control"], said["token"])
        async with listening(said["devtools"], client) as traffic:
            yield Serving(process, door, client, traffic)
    finally:
        await asyncio.shield(_end(process))
        forget()


async def _said(
    process: asyncio.subprocess.Process, *, log: Path, timeout_s: float
) -> dict[str, str]:
    assert process.stdout is not None  # noqa: S101  # asked for
    try:
        line = await asyncio.wait_for(process.stdout.readline(), timeout_s)
    except TimeoutError:
        raise NotServed(f"the WebView did not start within {timeout_s:g} s") from None
    if not line:
        await process.wait()
        text = await asyncio.to_thread(log.read_text, "utf-8", "replace")
        said = text.strip().splitlines()
        raise NotServed(said[-1].removeprefix("aitdesk: ") if said else "the WebView ended")
    shown: dict[str, str] = json.loads(line)
    return shown


async def _end(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None  # noqa: S101  # asked for
    process.stdin.close()
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), _LAST_S)
    await asyncio.to_thread(kill_all, process.pid)
    await process.wait()

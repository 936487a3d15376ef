"""`aitdesk serve --test`: a mini-app without a window that other programs test.

Every phone that a test asks for is a new one, in the same process and with the same WebView.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
import threading
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.control import serve_control
from aitdesk.journal import Journal
from aitdesk.runs.partner_door import partner_door
from aitdesk.runs.preview_options import chosen
from aitdesk.session.host import Host
from aitdesk.system.interruption import interruption
from aitdesk.system.regular_file import named
from aitdesk.system.scratch import Scratch, sweep

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aitdesk.config.options import PreviewOptions
    from aitdesk.control import Address
    from aitdesk.control.requests import WindowBody
    from aitdesk.session.session import Session
    from aitdesk.session.session_config import SessionConfig
    from aitdesk.value import Json

_LINGERS_S = 2.0


@dataclass
class Service:
    """One run of the command, until it is told to end. `wanted` says of which mini-app, and how.

    With `ends_with_input` it ends as soon as its standard input does, so that it never outlives
    the program that started it.
    """

    wanted: PreviewOptions
    ends_with_input: bool = False
    is_idle: bool = False
    """The first window stays empty: whatever a mini-app does, it is done in the others."""

    _windows: set[asyncio.Task[None]] = field(default_factory=set)

    def run(self) -> int:
        """Run on the main thread. Raises ConfigError, and HostError when Qt cannot start here."""
        if self.ends_with_input:
            threading.Thread(target=_await_end, daemon=True).start()
        sweep()
        with Scratch("test") as self._homes:
            # The first phone too: what was decided on the developer's own has no place in a test.
            settings, notes = chosen(replace(self.wanted, home=self._new_home()))
            for note in notes:
                print(f"aitdesk: {note}", file=sys.stderr)
            self._host = Host(replace(self._keeping(settings), is_idle=self.is_idle), Journal())
            return self._host.run(self._follow)

    async def __call__(
        self, wanted: WindowBody, arrange: Callable[[Session], Awaitable[None]]
    ) -> dict[str, Json]:
        """Open another phone, with a control of its own."""
        home = self._new_home() if wanted.home is None else named(wanted.home, by="home")
        closed = dict.fromkeys(("debug_port", "control_port", "partner_port"))
        said = {**wanted.options(), "home": home, **closed}
        settings, _ = chosen(replace(self.wanted, **said))
        leave = partial(shutil.rmtree, home, ignore_errors=True)
        session = await self._host.open(
            self._keeping(settings),
            arrange=arrange,
            released=leave if wanted.home is None else lambda: None,
        )
        control = AsyncExitStack()
        try:
            door = await control.enter_async_context(partner_door(session, settings, port=None))
            address = await control.enter_async_context(
                serve_control(session, port=0, partner=door)
            )
            shown = await _shown(session, address)
        except BaseException:
            session.chrome.close()
            await control.aclose()
            raise
        task = asyncio.create_task(_attend(session, control))
        self._windows.add(task)
        task.add_done_callback(self._windows.discard)
        return shown

    async def _follow(self, session: Session) -> int:
        port = self.wanted.partner_port
        async with (
            partner_door(session, self._host.settings, port=port) as door,
            serve_control(
                session, port=self.wanted.control_port or 0, opens=self, partner=door
            ) as address,
        ):
            shown = await _shown(session, address)
            print(json.dumps({**shown, "devtools": self._host.debugging.address}), flush=True)
            await session.ended.wait()
        return 0

    def _keeping(self, settings: SessionConfig) -> SessionConfig:
        """Return the settings with what the mini-app saves in the phone's own folder."""
        return replace(settings, saves_in=settings.install.home / "saved")

    def _new_home(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._homes))


async def _attend(session: Session, control: AsyncExitStack) -> None:
    async with control:
        await session.ended.wait()
        # A mini-app may have closed itself before anybody came for its journal.
        await asyncio.sleep(_LINGERS_S)


async def _shown(session: Session, address: Address) -> dict[str, Json]:
    return {
        "control": address.url,
        "token": address.token,
        "page": await session.chrome.devtools_id(),
        "origin": session.home_url.rstrip("/"),
    }


def _await_end() -> None:
    # Not by sys.stdin: Python aborts where a thread holds it at the end.
    while os.read(0, 4096):
        pass
    if (found := interruption()) is not None:
        found.end(0)

"""Toss's server on this desk: the partner API that a mini-app's own server asks, over the phone.

HTTPS on loopback for who shows a certificate of this install. It runs on the phone's loop, so no
call sees a change half done. Nothing of Toss's is ever asked.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from aitdesk.errors import ConfigError
from aitdesk.server.http_server import listen

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aitdesk.journal import Journal
    from aitdesk.phone import SimulatedPhone

__all__ = ["PartnerAddress", "PartnerDoor", "serve_partner"]


@dataclass(frozen=True, slots=True)
class PartnerAddress:
    """Where the partner API is, and what a mini-app's server needs to be let in."""

    url: str
    """In the place of https://apps-in-toss-api.toss.im."""

    pay_url: str
    """In the place of https://pay-apps-in-toss-api.toss.im."""

    certificate: Path
    key: Path
    ca: Path

    @property
    def environment(self) -> dict[str, str]:
        """What points a server here, as the examples read it."""
        return {
            "AITDESK_PARTNER_URL": self.url,
            "AITDESK_PARTNER_PAY_URL": self.pay_url,
            "AITDESK_PARTNER_CERTIFICATE": str(self.certificate),
            "AITDESK_PARTNER_KEY": str(self.key),
            "AITDESK_PARTNER_CA": str(self.ca),
        }


@dataclass
class PartnerDoor:
    """The partner API of one phone, opened when it is wanted. `folder` has its certificates."""

    phone: SimulatedPhone
    journal: Journal
    folder: Path
    address: PartnerAddress | None = None
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def open(self, port: int = 0) -> PartnerAddress:
        """Begin to answer and return where; a second time only returns it.

        Raises ConfigError for a port that is taken, StoreError.
        """
        async with self._turn:
            if self.address is None:
                serving = serve_partner(self.phone, self.journal, folder=self.folder, port=port)
                self.address = await self._open.enter_async_context(serving)
            return self.address

    async def close(self) -> None:
        """Stop answering."""
        await self._open.aclose()


@asynccontextmanager
async def serve_partner(
    phone: SimulatedPhone, journal: Journal, *, folder: Path, port: int
) -> AsyncIterator[PartnerAddress]:
    """Answer on this port of 127.0.0.1 and on the next one, 0 for any, while the context lasts.

    The second port is TossPay's. Raises ConfigError for a port that is taken, StoreError.
    """
    # Loaded late, here and below: a run without the partner API starts without them.
    from aitdesk.partner.authority import Authority
    from aitdesk.partner.host_name import PartnerPorts

    authority = Authority(folder)
    files = await asyncio.to_thread(authority.client, phone.app.name)
    sockets = _bound(port)
    await asyncio.to_thread(import_module, "aitdesk.partner.listener")
    from aitdesk.partner.callbacks import Callbacks
    from aitdesk.partner.funnel import Funnel
    from aitdesk.partner.listener import Doorman, listening
    from aitdesk.partner.people import People
    from aitdesk.partner.server import PartnerServer

    async with AsyncExitStack() as stack:
        for each in sockets:
            stack.callback(each.close)
        doorman = await asyncio.to_thread(Doorman.at, authority)
        api, pay = (each.getsockname()[1] for each in sockets)
        ports = PartnerPorts(api, pay)
        server = PartnerServer(Funnel(People(phone), journal), ports)
        callbacks = Callbacks(phone, journal)
        callbacks.follow()
        stack.push_async_callback(callbacks.close)
        await stack.enter_async_context(listening(server, sockets, doorman))
        stack.enter_context(phone.partner.serving())
        yield PartnerAddress(
            ports.urls()["api"],
            ports.urls()["pay"],
            files.certificate,
            files.key,
            authority.ca_file,
        )


def _bound(port: int) -> list[socket.socket]:
    sockets: list[socket.socket] = []
    try:
        for number in (port, port + 1 if port else 0):
            sockets.append(listen(number))  # noqa: PERF401  # those before a failure are closed
    except (OSError, OverflowError) as problem:
        for each in sockets:
            each.close()
        reason = getattr(problem, "strerror", None) or str(problem)
        message = f"ports {port} and {port + 1} cannot be used ({reason}): give another first one"
        raise ConfigError(message) from None
    return sockets

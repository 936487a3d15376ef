"""A phone with the partner API before it, asked over real TLS in one loop with it."""

from __future__ import annotations

import asyncio
import json
import ssl
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import httpx

from aitdesk.journal import EntryKind, Journal
from aitdesk.partner import serve_partner
from aitdesk.phone.login import LINK, Consent
from memory_vault import MemoryVault
from rig import FakeTime, make_shell

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from aitdesk.partner import PartnerAddress
    from aitdesk.phone import SimulatedPhone

PREFIX = "/api-partner/v1/apps-in-toss"
LOGIN = f"{PREFIX}/user/oauth2"

Tree: TypeAlias = Any
"""Decoded JSON; a test tells its shape."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class Toss:
    """Toss's server on the desk, as the mini-app's own asks it. Paths begin behind the prefix."""

    phone: SimulatedPhone
    time: FakeTime
    journal: Journal
    address: PartnerAddress
    client: httpx.AsyncClient

    async def ask(
        self,
        path: str,
        body: object = None,
        *,
        method: str = "POST",
        pay: bool = False,
        **headers: str,
    ) -> httpx.Response:
        """Ask once. A header's `_` is a hyphen."""
        content = b"" if body is None else json.dumps(body).encode()
        base = self.address.pay_url if pay else self.address.url
        said = {name.replace("_", "-"): text for name, text in headers.items()}
        return await self.client.request(
            method, f"{base}{PREFIX}/{path}", content=content, headers=said
        )

    async def get(self, path: str, body: object = None, **more: Any) -> Tree:  # noqa: ANN401
        """Ask and return `success`, which must be there."""
        answer = (await self.ask(path, body, **more)).json()
        assert answer["resultType"] == "SUCCESS", answer
        return answer["success"]

    async def code(self, path: str, body: object = None, **more: Any) -> str:  # noqa: ANN401
        """Ask and return the errorCode of a business failure, which must be one."""
        answer = await self.ask(path, body, **more)
        told = answer.json()
        assert (answer.status_code, told["resultType"], told["success"]) == (200, "FAIL", None)
        return str(told["error"]["errorCode"])

    async def about(self) -> dict[str, Any]:
        """Return the header that names the phone's person."""
        return {"x_toss_user_key": str(await self.phone.identity.user_key())}

    async def log_in(self, path: str = "user/oauth2/generate-token") -> Tree:
        """Let the page log in and redeem its code."""
        code, referrer = await self.phone.login.authorize()
        return await self.get(path, {"authorizationCode": code, "referrer": referrer})

    def calls(self) -> list[tuple[Tree, ...]]:
        """Return name, person and result of what the journal has."""
        entries = [each.fields for each in self.journal.entries if each.kind is EntryKind.PARTNER]
        return [(each["name"], each["user"], each["result"]) for each in entries]


@asynccontextmanager
async def toss(
    folder: Path, *, phone: SimulatedPhone | None = None, time: FakeTime | None = None
) -> AsyncIterator[Toss]:
    """Serve the partner API of a phone whose person agrees to everything."""
    time = time or FakeTime()
    phone = phone or make_shell(vault=MemoryVault(), time=time)
    phone.prompts.observable.update(default="allow")
    journal = Journal()
    async with (
        serve_partner(phone, journal, folder=folder, port=0) as address,
        httpx.AsyncClient(verify=trusting(address), trust_env=False) as client,
    ):
        yield Toss(phone, time, journal, address, client)


def trusting(address: PartnerAddress) -> ssl.SSLContext:
    """Return how a Python server trusts the CA and shows its certificate."""
    context = ssl.create_default_context(cafile=str(address.ca))
    context.load_cert_chain(address.certificate, address.key)
    return context


def with_toss(
    folder: Path,
    act: Callable[[Toss], Awaitable[_T]],
    *,
    phone: SimulatedPhone | None = None,
    time: FakeTime | None = None,
) -> _T:
    """Serve, let `act` ask, and return what it returns."""

    async def run() -> _T:
        async with toss(folder, phone=phone, time=time) as served:
            return await act(served)

    return asyncio.run(run())


async def link(phone: SimulatedPhone) -> None:
    """Let the person use Toss login already."""
    await phone.login.consents.put(LINK, Consent(agreed=("Terms",), at_ms=0))

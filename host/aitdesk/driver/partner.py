"""Toss's server on the desk, as a test of the mini-app and its own server holds it.

`Partner` blocks, `AsyncPartner` awaits.
"""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aitdesk.driver.partner_plan import PartnerFiles, PartnerPlan

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from aitdesk.client.journal import Entry
    from aitdesk.driver.shell import AsyncShell, Shell


@dataclass
class ExpectedCallback:
    """A callback that is waited for; `entry` is the journal's, once it came."""

    name: str
    entry: Entry = field(default_factory=dict)

    @property
    def status(self) -> int | None:
        """What the mini-app's server answered, None for nothing."""
        found: int | None = self.entry["status"]
        return found

    @property
    def body(self) -> dict[str, Any]:
        """What it was told."""
        found: dict[str, Any] = self.entry["request"]
        return found


class _Located:
    """Knows where the partner API is."""

    files: PartnerFiles

    @property
    def url(self) -> str:
        """In the place of https://apps-in-toss-api.toss.im."""
        return self.files.url

    @property
    def pay_url(self) -> str:
        """In the place of https://pay-apps-in-toss-api.toss.im."""
        return self.files.pay_url

    @property
    def certificate(self) -> str:
        """The PEM file of the client certificate."""
        return self.files.certificate

    @property
    def key(self) -> str:
        """The PEM file of its key."""
        return self.files.key

    @property
    def ca(self) -> str:
        """The PEM file of the CA."""
        return self.files.ca

    @property
    def environment(self) -> dict[str, str]:
        """What points a server here: its base URLs, its certificate and key, and the CA."""
        return self.files.environment


class Partner(_Located):
    """The partner API of one phone: opened by asking for it, gone with the phone."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self._plan = PartnerPlan(shell.plan)
        self._run = shell.transport.run
        self.files = self._run(self._plan.open())

    @property
    def orders(self) -> dict[str, Any]:
        """The orders of the phone's person, by id."""
        return self._run(self._plan.orders())

    @property
    def users(self) -> list[dict[str, Any]]:
        """Everybody of the install: name, user_key, anon_key, is_linked; the phone's own first."""
        return self._run(self._plan.users())

    def calls(self, name: str | None = None) -> list[Entry]:
        """Return what the mini-app's server asked, such as "generate-token", oldest first."""
        return self._run(self._plan.calls(name))

    def fail(self, name: str, outcome: str, *, times: int | None = None) -> None:
        """Let an endpoint fail, as `--fault partner:NAME=OUTCOME[:times]` does."""
        self._run(self._plan.fail(name, outcome, times=times))

    def answer(self, name: str) -> None:
        """Let an endpoint answer again."""
        self._run(self._plan.answer(name))

    def unlink(self, reason: str = "UNLINK") -> None:
        """Let the person leave Toss login; the mini-app's server is told."""
        self._run(self._plan.unlink(reason))

    def change(self, order_id: str, reason: str) -> None:
        """Tell the mini-app's server of a subscription."""
        self._run(self._plan.change(order_id, reason))

    @contextmanager
    def expect_callback(
        self, name: str, *, timeout_s: float | None = None
    ) -> Iterator[ExpectedCallback]:
        """Wait, after the block, for a callback: "unlink" or "subscription". Raises Unmet."""
        __tracebackhide__ = True
        before, expected = len(self._run(self._plan.callbacks(name))), ExpectedCallback(name)
        yield expected
        expected.entry = self._run(
            self._plan.await_callback(name, after=before, timeout_s=timeout_s)
        )


class AsyncPartner(_Located):
    """The same in a test that awaits: `partner = await AsyncPartner.of(miniapp.shell)`."""

    def __init__(self, shell: AsyncShell, files: PartnerFiles) -> None:
        self.shell = shell
        self.files = files
        self._plan = PartnerPlan(shell.plan)
        self._run = shell.transport.run

    @classmethod
    async def of(cls, shell: AsyncShell) -> AsyncPartner:
        """Open the partner API of a phone."""
        return cls(shell, await shell.transport.run(PartnerPlan(shell.plan).open()))

    async def orders(self) -> dict[str, Any]:
        """Return the orders of the phone's person, by id."""
        return await self._run(self._plan.orders())

    async def users(self) -> list[dict[str, Any]]:
        """Return everybody of the install; see `Partner.users`."""
        return await self._run(self._plan.users())

    async def calls(self, name: str | None = None) -> list[Entry]:
        """Return what the mini-app's server asked, such as "generate-token", oldest first."""
        return await self._run(self._plan.calls(name))

    async def fail(self, name: str, outcome: str, *, times: int | None = None) -> None:
        """Let an endpoint fail, as `--fault partner:NAME=OUTCOME[:times]` does."""
        await self._run(self._plan.fail(name, outcome, times=times))

    async def answer(self, name: str) -> None:
        """Let an endpoint answer again."""
        await self._run(self._plan.answer(name))

    async def unlink(self, reason: str = "UNLINK") -> None:
        """Let the person leave Toss login; the mini-app's server is told."""
        await self._run(self._plan.unlink(reason))

    async def change(self, order_id: str, reason: str) -> None:
        """Tell the mini-app's server of a subscription."""
        await self._run(self._plan.change(order_id, reason))

    @asynccontextmanager
    async def expect_callback(
        self, name: str, *, timeout_s: float | None = None
    ) -> AsyncIterator[ExpectedCallback]:
        """Wait, after the block, for a callback: see `Partner.expect_callback`."""
        __tracebackhide__ = True
        expected = ExpectedCallback(name)
        before = len(await self._run(self._plan.callbacks(name)))
        yield expected
        expected.entry = await self._run(
            self._plan.await_callback(name, after=before, timeout_s=timeout_s)
        )

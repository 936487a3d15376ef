"""Looks what time alone made of the person's subscriptions, as the phone's clock goes on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from aitdesk.errors import StoreError
from aitdesk.phone.subscription_changes import changes_between, coming_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.subscription_changes import TimedChange

Tell: TypeAlias = "Callable[[str, list[TimedChange]], None]"
"""Told of an order, and of what happened to it, oldest first."""


@dataclass
class SubscriptionClock:
    """Tells of each change once: of those that happen while it runs."""

    phone: SimulatedPhone
    tell: Tell
    _is_due: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Look at the end of each period, and whenever the phone's time jumps; until cancelled."""
        clock, wallet = self.phone.clock, self.phone.wallet
        told_ms = clock.server_time_ms()
        for signal in (clock.jumps, clock.observable.changes, wallet.subscription_changes):
            signal.listen(self._wake)
        while True:
            self._is_due.clear()
            now_ms = max(told_ms, clock.server_time_ms())
            try:
                wait_ms = await self._look(told_ms, now_ms)
            except StoreError as problem:
                self.phone.problems.emit(str(problem))
                wait_ms = None
            else:
                told_ms = now_ms
            await self._pause(wait_ms)

    async def _look(self, told_ms: int, now_ms: int) -> int | None:
        """Tell what happened, and return how long nothing will, None where nothing is to come."""
        coming_ms = list[int]()
        for order_id, order in (await self.phone.wallet.orders.all()).items():
            subscription = order.subscription
            if subscription is None or order.status != "COMPLETED":
                continue
            changes = changes_between(subscription, after_ms=told_ms, until_ms=now_ms)
            if changes:
                self.tell(order_id, changes)
            coming = coming_changes(subscription, after_ms=now_ms)
            coming_ms += [at_ms for at_ms, _ in islice(coming, 1)]
        return min(coming_ms) - now_ms if coming_ms else None

    async def _pause(self, wait_ms: int | None) -> None:
        waits: list[asyncio.Future[Any]] = [asyncio.ensure_future(self._is_due.wait())]
        if wait_ms is not None:
            waits.append(asyncio.ensure_future(self.phone.clock.sleep(wait_ms / 1000)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    def _wake(self, _: object) -> None:
        self._is_due.set()

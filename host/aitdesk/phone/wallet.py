"""What one person bought in one mini-app: granting, paying back, and the list of it.

Every step of an order is one comparison with what is there, so that of two hosts on one install,
or of a message that comes twice, exactly one takes it.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aitdesk.phone.signal import Signal
from aitdesk.phone.subscription_changes import switched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aitdesk.phone.clock import Clock
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.order import Order, OrderStatus
    from aitdesk.phone.subscription import ChangeReason, Renewal


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some orders of the history, newest first; `next_key` leads to the ones before them."""

    orders: tuple[Order, ...]
    next_key: str | None


@dataclass
class Wallet:
    """The orders. Every method may raise StoreError."""

    orders: Ledger[Order]
    clock: Clock
    subscription_changes: Signal[tuple[str, ChangeReason]] = field(default_factory=Signal)
    """Orders of subscriptions that changed, and why."""

    _awaited: dict[str, asyncio.Future[bool]] = field(default_factory=dict)

    @contextmanager
    def awaiting(self, order: Order) -> Iterator[asyncio.Future[bool]]:
        """Give what tells whether the page granted the order; it hears of it from now on."""
        verdict = asyncio.get_running_loop().create_future()
        self._awaited[order.order_id] = verdict
        try:
            yield verdict
        finally:
            del self._awaited[order.order_id]

    async def settle(self, order_id: str, *, is_granted: bool) -> bool:
        """Take the page's word on a paid order; false when it is not pending."""
        if is_granted:
            return await self.complete(order_id)
        order = await self.orders.get(order_id)
        if order is None or order.status != "PENDING":
            return False
        self._tell(order_id, is_granted=False)
        return True

    async def complete(self, order_id: str) -> bool:
        """Note that a pending order was granted; true exactly once."""
        now_ms = self.clock.server_time_ms()
        is_done = await self._step(order_id, {"PENDING"}, status="COMPLETED", granted_at_ms=now_ms)
        if is_done:
            self._tell(order_id, is_granted=True)
            await self._tell_change(order_id, "CREATED")
        return is_done

    async def refund(self, order_id: str) -> bool:
        """Pay an order back; false when there is nothing to pay back."""
        now_ms = self.clock.server_time_ms()
        is_done = await self._step(
            order_id, {"PENDING", "COMPLETED"}, status="REFUNDED", refunded_at_ms=now_ms
        )
        if is_done:
            await self._tell_change(order_id, "REVOKED")
        return is_done

    async def set_renewal(self, order_id: str, renewal: Renewal) -> bool:
        """Let a subscription go on, run out, fail or rest from its next renewal on.

        Returns false for an order without a subscription, or one that was paid back.
        """
        now_ms = self.clock.server_time_ms()
        while (order := await self.orders.get(order_id)) is not None:
            before = order.standing(now_ms=now_ms)
            if order.subscription is None or before is None or order.status == "REFUNDED":
                return False
            changed = replace(order.subscription, renewal=renewal, renewal_changed_at_ms=now_ms)
            new = replace(order, subscription=changed)
            if await self.orders.swap(order_id, expected=order, new=new):
                if (reason := switched(renewal, before=before)) is not None:
                    self.subscription_changes.emit((order_id, reason))
                return True
        return False

    async def pending(self) -> list[Order]:
        """Return what is paid and not granted, oldest first."""
        return [each for each in (await self.orders.all()).values() if each.status == "PENDING"]

    async def history(self, *, key: str | None, page_size: int) -> OrderPage:
        """Return what was granted or paid back; `key` is the `next_key` of the page before.

        A key that is of no order leads to an empty page.
        """
        orders = (await self.orders.all()).values()
        found = [each for each in reversed(list(orders)) if each.status != "PENDING"]
        ids = [each.order_id for each in found]
        start = 0 if key is None else ids.index(key) + 1 if key in ids else len(ids)
        end = start + page_size
        return OrderPage(tuple(found[start:end]), ids[end - 1] if end < len(ids) else None)

    async def _step(self, order_id: str, before: set[OrderStatus], **members: object) -> bool:
        """Change an order that stands where it must; a change beside it is no hindrance."""
        while (order := await self.orders.get(order_id)) is not None and order.status in before:
            if await self.orders.swap(order_id, expected=order, new=replace(order, **members)):
                return True
        return False

    async def _tell_change(self, order_id: str, reason: ChangeReason) -> None:
        order = await self.orders.get(order_id)
        if order is not None and order.subscription is not None:
            self.subscription_changes.emit((order_id, reason))

    def _tell(self, order_id: str, *, is_granted: bool) -> None:
        verdict = self._awaited.get(order_id)
        if verdict is not None and not verdict.done():
            verdict.set_result(is_granted)

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from aitdesk.phone.period import written
from aitdesk.phone.shop import PurchaseWish
from memory_vault import MemoryVault
from rig import FakeTime, make_shell

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.wallet import Wallet

COINS, MONTHLY = "aitdesk.test.coins", "aitdesk.test.monthly"


def phone(vault: MemoryVault | None = None, time: FakeTime | None = None) -> SimulatedPhone:
    """Return one whose person pays for everything, and whose orders are numbered."""
    shell = make_shell(vault=vault, time=time)
    shell.prompts.observable.update(default="allow")
    numbers = count(1)
    shell.shop.new_order_id = lambda: f"order-{next(numbers)}"
    return shell


def buy(shell: SimulatedPhone, *skus: str) -> None:
    for sku in skus:
        wish = PurchaseWish(
            sku=sku, is_subscription=sku == MONTHLY, for_call="requestOneTimePurchase"
        )
        asyncio.run(shell.shop.sell(wish))


def statuses(shell: SimulatedPhone) -> dict[str, str]:
    orders = asyncio.run(shell.wallet.orders.all())
    return {order_id: order.status for order_id, order in orders.items()}


def test_a_paid_order_is_pending_until_it_is_completed() -> None:
    shell = phone()
    buy(shell, COINS)
    before = statuses(shell)
    is_done = asyncio.run(shell.wallet.complete("order-1"))
    assert (before, is_done, statuses(shell)) == (
        {"order-1": "PENDING"},
        True,
        {"order-1": "COMPLETED"},
    )


@pytest.mark.parametrize(
    ("act", "after"),
    [
        (lambda wallet: wallet.complete("order-1"), "COMPLETED"),
        (lambda wallet: wallet.settle("order-1", is_granted=True), "COMPLETED"),
        (lambda wallet: wallet.refund("order-1"), "REFUNDED"),
    ],
)
def test_a_step_is_taken_exactly_once(act: Callable[[Wallet], Awaitable[bool]], after: str) -> None:
    shell = phone()
    buy(shell, COINS)

    async def three_times() -> list[bool]:
        return [await act(shell.wallet) for _ in range(3)]

    assert (asyncio.run(three_times()), statuses(shell)) == (
        [True, False, False],
        {"order-1": after},
    )


def test_a_refused_grant_leaves_the_order_pending_and_can_be_made_up_for() -> None:
    shell = phone()
    buy(shell, COINS)
    refused = asyncio.run(shell.wallet.settle("order-1", is_granted=False))
    kept = statuses(shell)
    granted = asyncio.run(shell.wallet.settle("order-1", is_granted=True))
    assert (refused, kept, granted) == (True, {"order-1": "PENDING"}, True)


@pytest.mark.parametrize(
    "act",
    [
        lambda wallet: wallet.complete("order-9"),
        lambda wallet: wallet.settle("order-9", is_granted=True),
        lambda wallet: wallet.settle("order-9", is_granted=False),
        lambda wallet: wallet.refund("order-9"),
        lambda wallet: wallet.set_renewal("order-9", "OFF"),
    ],
)
def test_an_unknown_order_takes_no_step(act: Callable[[Wallet], Awaitable[bool]]) -> None:
    shell = phone()
    buy(shell, COINS)

    async def take() -> bool:
        return await act(shell.wallet)

    assert (asyncio.run(take()), statuses(shell)) == (False, {"order-1": "PENDING"})


def test_of_two_hosts_and_two_ways_to_grant_exactly_one_succeeds() -> None:
    vault = MemoryVault()
    one, other = phone(vault), phone(vault)
    buy(one, COINS)

    async def at_once() -> list[bool]:
        return [
            *await asyncio.gather(
                one.wallet.settle("order-1", is_granted=True),
                other.wallet.complete("order-1"),
                other.wallet.settle("order-1", is_granted=True),
                one.wallet.complete("order-1"),
            )
        ]

    assert (sorted(asyncio.run(at_once())), statuses(other)) == (
        [False, False, False, True],
        {"order-1": "COMPLETED"},
    )


def test_a_change_beside_the_status_does_not_hinder_a_grant() -> None:
    class Meddler(MemoryVault):
        """Another host that changes the renewal between this one's look and its step."""

        is_armed = False

        async def swap_record(self, *args: str, **kwargs: Any) -> bool:  # noqa: ANN401
            if self.is_armed:
                self.is_armed = False
                await phone(self).wallet.set_renewal("order-1", "OFF")
            return await super().swap_record(*args, **kwargs)

    vault = Meddler()
    shell = phone(vault)
    buy(shell, MONTHLY)
    vault.is_armed = True
    is_done = asyncio.run(shell.wallet.complete("order-1"))
    order = asyncio.run(shell.wallet.orders.get("order-1"))
    assert order is not None
    assert order.subscription is not None
    assert (is_done, order.status, order.subscription.renewal) == (True, "COMPLETED", "OFF")


def test_whoever_waits_hears_of_the_grant_and_only_of_its_own() -> None:
    shell = phone()
    buy(shell, COINS, COINS)

    async def wait() -> list[bool]:
        orders = await shell.wallet.pending()
        with shell.wallet.awaiting(orders[0]) as one, shell.wallet.awaiting(orders[1]) as other:
            await shell.wallet.settle("order-2", is_granted=False)
            await shell.wallet.complete("order-1")
            await shell.wallet.complete("order-2")
            return [await one, await other]

    assert asyncio.run(wait()) == [True, False]


def test_pending_orders_are_listed_from_the_oldest_on() -> None:
    shell = phone()
    buy(shell, COINS, COINS, COINS)
    asyncio.run(shell.wallet.complete("order-2"))
    pending = asyncio.run(shell.wallet.pending())
    assert [each.order_id for each in pending] == ["order-1", "order-3"]


@pytest.mark.parametrize(
    ("page_size", "pages"),
    [
        (1, [["order-4"], ["order-3"], ["order-1"]]),
        (2, [["order-4", "order-3"], ["order-1"]]),
        (3, [["order-4", "order-3", "order-1"]]),
        (9, [["order-4", "order-3", "order-1"]]),
    ],
)
def test_the_history_goes_back_page_by_page_without_what_is_pending(
    page_size: int, pages: list[list[str]]
) -> None:
    shell = phone()
    buy(shell, COINS, COINS, COINS, COINS)
    for order_id in ("order-1", "order-3", "order-4"):
        asyncio.run(shell.wallet.complete(order_id))
    found: list[list[str]] = []
    key: str | None = None
    while not found or key is not None:
        page = asyncio.run(shell.wallet.history(key=key, page_size=page_size))
        found.append([each.order_id for each in page.orders])
        key = page.next_key
    assert found == pages


def test_an_order_that_comes_between_two_pages_moves_nothing() -> None:
    shell = phone()
    buy(shell, COINS, COINS)
    for order_id in ("order-1", "order-2"):
        asyncio.run(shell.wallet.complete(order_id))
    first = asyncio.run(shell.wallet.history(key=None, page_size=1))
    buy(shell, COINS)
    asyncio.run(shell.wallet.complete("order-3"))
    second = asyncio.run(shell.wallet.history(key=first.next_key, page_size=1))
    assert [each.order_id for each in (*first.orders, *second.orders)] == ["order-2", "order-1"]


@pytest.mark.parametrize("key", ["order-9", ""])
def test_a_key_of_no_order_leads_to_an_empty_page(key: str) -> None:
    shell = phone()
    buy(shell, COINS)
    asyncio.run(shell.wallet.complete("order-1"))
    page = asyncio.run(shell.wallet.history(key=key, page_size=1))
    assert (page.orders, page.next_key) == ((), None)


def test_a_refund_keeps_its_own_date_and_the_servers_time() -> None:
    time = FakeTime()
    shell = phone(time=time)
    shell.clock.observable.update(server_ahead_ms=3_600_000)
    buy(shell, COINS)
    time.advance(ms=86_400_000)
    asyncio.run(shell.wallet.refund("order-1"))
    order = asyncio.run(shell.wallet.orders.get("order-1"))
    assert order is not None
    assert order.refunded_at_ms is not None
    assert (order.status, written(order.paid_at_ms), written(order.refunded_at_ms)) == (
        "REFUNDED",
        "2026-01-01T10:00:00",
        "2026-01-02T10:00:00",
    )


def test_the_renewal_can_be_set_until_it_is_paid_back_and_only_of_a_subscription() -> None:
    shell = phone()
    buy(shell, COINS, MONTHLY)
    done = [asyncio.run(shell.wallet.set_renewal(f"order-{n}", "PAUSED")) for n in (1, 2)]
    asyncio.run(shell.wallet.refund("order-2"))
    assert [*done, asyncio.run(shell.wallet.set_renewal("order-2", "ON"))] == [False, True, False]

"""Selling the mini-app's products: taking a payment, from the sheet to the written order.

A payment belongs to the shell: whoever asked for it may stop listening, or the page may be gone,
and it still comes to its end. What becomes of the order then is the wallet's.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from aitdesk.errors import ApiError
from aitdesk.phone.environment import Platform
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.observable import Observable
from aitdesk.phone.order import Order, new_order
from aitdesk.phone.product import Products
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.purchase_sheet import purchase_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.network import Network
    from aitdesk.phone.order import OrderStatus
    from aitdesk.phone.product import Offer, Outcome, Product
    from aitdesk.phone.prompts import Prompts
    from aitdesk.phone.signal import Signal

_AFTER_PAYING: Final[frozenset[Outcome]] = frozenset(
    {"PAYMENT_PENDING", "APP_MARKET_VERIFICATION_FAILED", "TOSS_SERVER_VERIFICATION_FAILED"}
)
"""Failures that a person meets only once the payment was confirmed. No order comes of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseWish:
    """What a page wants to buy. `status` is what the order is written as once it is paid."""

    sku: str
    is_subscription: bool = False
    offer_id: str | None = None
    status: OrderStatus = "PENDING"
    for_call: str


def fake_order_id() -> str:
    """Return an id that no other order has, on any machine, and that is visibly no real one."""
    return f"aitdesk-{uuid4()}"


@dataclass
class Shop:
    """The products, and their sale to one person. Every method may raise StoreError."""

    orders: Ledger[Order]
    app: AppFacts
    environment: Environment
    prompts: Prompts
    clock: Clock
    network: Network
    problems: Signal[str]
    observable: Observable[Products] = field(default_factory=lambda: Observable(Products()))
    new_order_id: Callable[[], str] = fake_order_id
    _till: asyncio.Lock = field(default_factory=asyncio.Lock)
    _payments: set[asyncio.Task[Order]] = field(default_factory=set)

    async def sell(self, wish: PurchaseWish) -> Order:
        """Ask for payment and return the paid order, which is on the disk by then.

        A caller that is cancelled leaves the payment alone. Raises the failures of a purchase.
        """
        payment = asyncio.create_task(self._take(wish))
        self._payments.add(payment)
        payment.add_done_callback(self._payments.discard)
        try:
            return await asyncio.shield(payment)
        except asyncio.CancelledError:
            payment.add_done_callback(self._report)
            raise

    def close(self) -> None:
        """Give up payments that are not confirmed yet, at the end of the session."""
        for payment in self._payments:
            payment.cancel()

    async def _take(self, wish: PurchaseWish) -> Order:
        async with self._till:  # as on a phone, where one sheet of the store is open at a time
            outcome = self.observable.value.next_outcome
            self.observable.update(next_outcome=None)
            product, name = self._product(wish), wish.for_call
            offer = await self._offer(product, wish)
            if not self.network.is_online:
                raise refusal(name, "NETWORK_ERROR")
            if outcome is not None and outcome not in _AFTER_PAYING:
                raise refusal(name, outcome)
            if await self._holders(product):
                raise refusal(name, "ITEM_ALREADY_OWNED")
            await self._confirm(product, offer, for_call=name)
            if outcome is not None:
                raise refusal(name, outcome)
            return await self._write(product, offer, wish)

    def _product(self, wish: PurchaseWish) -> Product:
        product = self.observable.value.find(wish.sku)
        if product is None:
            self.problems.emit(
                f"product {wish.sku!r} is not known here: list it in products.items, "
                "where the test products are"
            )
        if product is None or wish.is_subscription != (product.type == "SUBSCRIPTION"):
            raise refusal(wish.for_call, "INVALID_PRODUCT_ID")
        return product

    async def _offer(self, product: Product, wish: PurchaseWish) -> Offer | None:
        if wish.offer_id is None:
            return None
        offer = product.offer(wish.offer_id)
        if offer is None:
            raise refusal(wish.for_call, "INVALID_PRODUCT_ID")
        orders = (await self.orders.all()).values()
        is_returning = any(each.sku == product.sku for each in orders)
        if is_returning != (offer.type == "RETURNING"):
            raise refusal(wish.for_call, "INVALID_USER_ENVIRONMENT")
        return offer

    async def _holders(self, product: Product) -> list[Order]:
        """Return the orders that keep a product from being bought once more, oldest first."""
        # Google's store wants a consumable one consumed first, Apple's does not.
        if product.type == "CONSUMABLE" and self.environment.platform is Platform.IOS:
            return []
        orders, now_ms = (await self.orders.all()).values(), self.clock.server_time_ms()
        return [each for each in orders if each.sku == product.sku and each.is_held(now_ms=now_ms)]

    async def _confirm(self, product: Product, offer: Offer | None, *, for_call: str) -> None:
        answer = await self.prompts.ask(
            PromptKind.PURCHASE,
            purchase_sheet(product, offer, app=self.app.display_name, environment=self.environment),
            allow=Answer("pay"),
            deny=Answer("cancel"),
            for_call=for_call,
        )
        if answer.choice != "pay":
            raise refusal(for_call, "USER_CANCELED")

    async def _write(self, product: Product, offer: Offer | None, wish: PurchaseWish) -> Order:
        order = new_order(
            product,
            offer,
            order_id=self.new_order_id(),
            status=wish.status,
            paid_at_ms=self.clock.server_time_ms(),
        )
        if not await self.orders.swap(order.order_id, expected=None, new=order):
            raise refusal(wish.for_call, "INTERNAL_ERROR", message="the order's id is taken")
        # Another host on this install may have sold the same: whose order came first has it.
        holders = await self._holders(product)
        is_late = bool(holders) and holders[0].order_id != order.order_id
        if is_late and await self.orders.swap(order.order_id, expected=order, new=None):
            raise refusal(wish.for_call, "ITEM_ALREADY_OWNED")
        return order

    def _report(self, payment: asyncio.Task[Order]) -> None:
        """Say what went wrong with a payment that nobody waits for; refusals are no trouble."""
        problem = None if payment.cancelled() else payment.exception()
        if problem is not None and not isinstance(problem, ApiError):
            self.problems.emit(f"a payment failed: {problem}")

"""One order: what was bought, and how far it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from aitdesk.phone.observable import State
from aitdesk.phone.product import ProductType  # noqa: TC001  # a member's type, read by msgspec
from aitdesk.phone.subscription import Standing, Subscription, revoked, standing

if TYPE_CHECKING:
    from aitdesk.phone.product import Offer, Product, RenewalCycle

OrderStatus: TypeAlias = Literal["PENDING", "COMPLETED", "REFUNDED"]
"""Paid and not yet granted; granted; paid back."""

_CYCLES: Final[dict[RenewalCycle, str]] = {"WEEKLY": "P1W", "MONTHLY": "P1M", "YEARLY": "P1Y"}


class Order(State, frozen=True, kw_only=True):
    """A paid order, with what its product was then. Instants are milliseconds since 1970."""

    order_id: str
    sku: str
    type: ProductType
    display_name: str
    display_amount: str
    amount_krw: int
    status: OrderStatus
    paid_at_ms: int
    granted_at_ms: int | None = None
    refunded_at_ms: int | None = None
    subscription: Subscription | None = None

    def standing(self, *, now_ms: int) -> Standing | None:
        """Return how its subscription stands now, None when it is of none."""
        if self.subscription is None:
            return None
        if self.refunded_at_ms is not None:
            return revoked(at_ms=self.refunded_at_ms)
        return standing(self.subscription, now_ms=now_ms)

    def is_held(self, *, now_ms: int) -> bool:
        """Tell whether the person still has what was bought, or waits to be given it."""
        if self.status != "COMPLETED":
            return self.status == "PENDING"
        found = self.standing(now_ms=now_ms)
        return self.type == "NON_CONSUMABLE" if found is None else found.is_held


def new_order(
    product: Product, offer: Offer | None, *, order_id: str, status: OrderStatus, paid_at_ms: int
) -> Order:
    """Return the order of a product that was just paid."""
    paid = offer or product
    return Order(
        order_id=order_id,
        sku=product.sku,
        type=product.type,
        display_name=product.display_name,
        display_amount=paid.price,
        amount_krw=paid.amount_krw,
        status=status,
        paid_at_ms=paid_at_ms,
        granted_at_ms=paid_at_ms if status == "COMPLETED" else None,
        subscription=_subscription(product, offer, order_id=order_id, at_ms=paid_at_ms),
    )


def _subscription(
    product: Product, offer: Offer | None, *, order_id: str, at_ms: int
) -> Subscription | None:
    if product.renewal_cycle is None:
        return None
    cycle = _CYCLES[product.renewal_cycle]
    # A reduced price is paid cycle by cycle; only a trial has a length of its own.
    is_trial = offer is not None and offer.type == "FREE_TRIAL"
    return Subscription(
        subscription_id=f"{order_id}-subscription",
        catalog_id=product.catalog_id,
        cycle=cycle,
        started_at_ms=at_ms,
        first_period=offer.period if offer is not None and is_trial else cycle,
        offer_id=None if offer is None else offer.offer_id,
    )

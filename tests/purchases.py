"""What the tests of in-app purchases have in common: the names, and a rig that buys."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING, Final, get_args

from aitdesk.phone.environment import Platform
from aitdesk.phone.error_catalog import find
from aitdesk.phone.product import Outcome
from aitdesk.phone.shop import PurchaseWish
from aitdesk.value import UNDEFINED
from rig import call, failed, make_rig, rejected, told

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.prompts import Policy
    from aitdesk.value import Json, Value
    from rig import Rig

ONCE, RENEWED, LEGACY = (
    "requestOneTimePurchase",
    "requestSubscriptionPurchase",
    "iapCreateOneTimePurchaseOrder",
)
COINS, NO_ADS, MONTHLY = "aitdesk.test.coins", "aitdesk.test.no-ads", "aitdesk.test.monthly"
GRANT, PENDING, HISTORY = "processProductGrant", "getPendingOrders", "getCompletedOrRefundedOrders"
COMPLETE, STANDING, PRODUCTS = (
    "completeProductGrant",
    "getSubscriptionInfo",
    "iapGetProductItemList",
)
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
DAY_MS = 86_400_000
YES: Final[Json] = True
NO: Final[Json] = False
NEW_YEAR = "2026-01-01T09:00:00"


def buyer(
    *,
    prompts: Policy = "allow",
    platform: Platform = Platform.IOS,
    app: AppFacts | None = None,
    faults: dict[str, str] | None = None,
) -> Rig:
    """Return a rig whose orders are numbered."""
    rig = make_rig(prompts=prompts, platform=platform, app=app, faults=faults)
    numbers = count(1)
    rig.shell.shop.new_order_id = lambda: f"order-{next(numbers)}"
    return rig


def buy(rig: Rig, *skus: str) -> None:
    """Buy without a page that would hear of it."""
    for sku in skus:
        wish = PurchaseWish(sku=sku, is_subscription=sku == MONTHLY, for_call=ONCE)
        asyncio.run(rig.shell.shop.sell(wish))


def complete(rig: Rig, *order_ids: str) -> None:
    for order_id in order_ids:
        asyncio.run(rig.shell.wallet.complete(order_id))


def statuses(rig: Rig) -> dict[str, str]:
    orders = asyncio.run(rig.shell.wallet.orders.all())
    return {order_id: order.status for order_id, order in orders.items()}


def purchased(name: str, order_id: str = "order-1", *, event_id: str = "1") -> Json:
    data: dict[str, Json] = {"orderId": order_id}
    if name == RENEWED:
        data["subscriptionId"] = f"{order_id}-subscription"
    return told(name, {"type": "purchased", "data": data}, event_id=event_id)


def bought(
    order_id: str = "order-1",
    *,
    name: str = "테스트 코인 100개",
    amount: int = 1_000,
    icon: str | None = None,
) -> dict[str, Json]:
    return {
        "orderId": order_id,
        "displayName": name,
        "displayAmount": f"{amount:,}원",
        "amount": amount,
        "currency": "KRW",
        "fraction": 0,
        "miniAppIconUrl": icon,
    }


def verdict(order_id: str, is_granted: Value = UNDEFINED, *, event_id: str = "2") -> str:
    """Return what the SDK sends of the mini-app's word; JSON drops what is undefined."""
    word: dict[str, Json] = {} if is_granted is UNDEFINED else {"isProductGranted": is_granted}
    return call(GRANT, {"orderId": order_id, **word}, event_id=event_id)


def refused(name: str, key: str, *, event_id: str = "1", is_event: bool = True) -> Json:
    row = find(name, key)
    assert row is not None
    shown = failed if is_event else rejected
    return shown(name, row.message, code=key, event_id=event_id)

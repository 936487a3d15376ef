"""What becomes of orders: granted, pending, completed, refunded, and subscriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aitdesk.api.aliases import wrapped_in
from aitdesk.api.decorators import Params, in_3x, method
from aitdesk.phone.environment import MinVersion, since
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.period import written

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.order import Order
    from aitdesk.value import Json


class OrderId(Params, frozen=True, rename="camel"):
    """{orderId}."""

    order_id: str


class OrderOptions(Params, frozen=True):
    """{params: {orderId}}."""

    params: OrderId


class OneOrder(Params, array_like=True, frozen=True):
    """[{params: {orderId}}]."""

    options: OrderOptions


class Verdict(Params, frozen=True, rename="camel"):
    """{orderId, isProductGranted}: whatever the mini-app's function returned, or nothing."""

    order_id: str
    is_product_granted: Any = None  # as JSON: it has no type that a schema could name


class OrderGrant(Params, array_like=True, frozen=True):
    """[{orderId, isProductGranted}]."""

    options: Verdict


class HistoryOptions(Params, frozen=True):
    """{key}."""

    key: str | None = None


class History(Params, array_like=True, frozen=True):
    """[], [null] or [{key}]."""

    options: HistoryOptions | None = None


@method("processProductGrant")
async def process_product_grant(shell: SimulatedPhone, params: OrderGrant) -> None:
    """Take the mini-app's word on whether it granted what was paid.

    Reply: null. Only true is a grant: then the order is completed, else it stays pending. The
      purchase that waits for it goes on.
    Errors: EXECUTION_ERROR for an order that is not pending, such as when the message comes
      twice (assumed).
    Source: IAP.createOneTimePurchaseOrder, web-bridge 2.10.8.
    """
    order_id, is_granted = params.options.order_id, params.options.is_product_granted is True
    if not await shell.wallet.settle(order_id, is_granted=is_granted):
        message = f"the order {order_id} is not pending"
        raise refusal("processProductGrant", "EXECUTION_ERROR", message=message)


@method("getPendingOrders", minimum=MinVersion(android="5.234.0", ios="5.231.0"))
async def get_pending_orders(shell: SimulatedPhone) -> dict[str, Json]:
    """Return what is paid and not granted.

    Reply: {orders: [{orderId, sku, paymentCompletedDate}], orderIds}, oldest first (assumed);
      undefined below 5.234.0 (Android) and 5.231.0 (iOS).
    Source: IAP.getPendingOrders, web-bridge 2.10.8; orderIds seen on a device. The form of the
      date is assumed.
    """
    orders = await shell.wallet.pending()
    shown: list[Json] = [
        {
            "orderId": each.order_id,
            "sku": each.sku,
            "paymentCompletedDate": written(each.paid_at_ms),
        }
        for each in orders
    ]
    return {"orders": shown, "orderIds": [each.order_id for each in orders]}


@in_3x(args=wrapped_in("params"))
@method("completeProductGrant", minimum=since("5.233.0"))
async def complete_product_grant(shell: SimulatedPhone, params: OneOrder) -> bool:
    """Note that a pending order was granted.

    Reply: true exactly once; false for an order that is not pending (assumed); undefined below
      5.233.0. In 3.x it is asked with {orderId}.
    Source: IAP.completeProductGrant, web-bridge 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return await shell.wallet.complete(params.options.params.order_id)


@method("getCompletedOrRefundedOrders", minimum=since("5.231.0"))
async def get_completed_or_refunded_orders(
    shell: SimulatedPhone, params: History
) -> dict[str, Json]:
    """Return one page of what was granted or paid back, newest first.

    Reply: {hasNext, orders: [{orderId, sku, status, date}]}, and nextKey where there is a next
      page; date is when it was paid, or paid back; undefined below 5.231.0. In 3.x the
      SDK sends no key, so there is the first page only.
    Source: IAP.getCompletedOrRefundedOrders, web-bridge 2.10.8; the absent nextKey seen on a
      device. The length of a page and what an unknown key gives (an empty page) are assumed.
      What 3.x sends: SDK 3.x build 3.0.5 to 3.6.0.
    """
    key = None if params.options is None else params.options.key
    size = shell.shop.observable.value.page_size
    page = await shell.wallet.history(key=key, page_size=size)
    reply: dict[str, Json] = {
        "hasNext": page.next_key is not None,
        "orders": [_past(each) for each in page.orders],
    }
    return reply if page.next_key is None else {**reply, "nextKey": page.next_key}


@method("getSubscriptionInfo", minimum=MinVersion(android="5.253.0", ios="5.250.0"))
async def get_subscription_info(shell: SimulatedPhone, params: OneOrder) -> dict[str, Json]:
    """Return how a subscription stands now.

    Reply: {subscription: {catalogId, status, expiresAt, isAutoRenew, gracePeriodExpiresAt,
      isAccessible}}; {} for an order that is unknown or of no subscription; undefined below
      5.253.0 (Android) and 5.250.0 (iOS).
    Differs: a period is renewed by the clock alone. How long a failed renewal is waited for is
      assumed, as is the form of the dates.
    Source: IAP.getSubscriptionInfo, web-bridge 2.10.8; {} seen on a device.
    """
    order = await shell.wallet.orders.get(params.options.params.order_id)
    standing = None if order is None else order.standing(now_ms=shell.clock.server_time_ms())
    if order is None or order.subscription is None or standing is None:
        return {}
    grace_end_ms = standing.grace_period_expires_at_ms
    return {
        "subscription": {
            "catalogId": order.subscription.catalog_id,
            "status": standing.status,
            "expiresAt": written(standing.expires_at_ms),
            "isAutoRenew": standing.is_auto_renew,
            "gracePeriodExpiresAt": None if grace_end_ms is None else written(grace_end_ms),
            "isAccessible": standing.is_accessible,
        }
    }


def _past(order: Order) -> dict[str, Json]:
    at_ms = order.paid_at_ms if order.refunded_at_ms is None else order.refunded_at_ms
    return {
        "orderId": order.order_id,
        "sku": order.sku,
        "status": order.status,
        "date": written(at_ms),
    }

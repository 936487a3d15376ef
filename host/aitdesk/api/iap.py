"""In-app purchases: what there is to buy, and buying it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, event, method
from aitdesk.phone.environment import since
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.grant import wait_for_grant
from aitdesk.phone.shop import PurchaseWish
from aitdesk.phone.signal import Signal
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.errors import ApiError
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.order import Order
    from aitdesk.phone.product import Offer, Product
    from aitdesk.value import Json, Value


class Sku(Params, frozen=True, rename="camel"):
    """{sku}, or {productId} as it was called before."""

    sku: str | None = None
    product_id: str | None = None

    @property
    def wanted(self) -> str:
        """The product's name; "" is of none."""
        return (self.product_id or "") if self.sku is None else self.sku


class Purchase(Params, array_like=True, frozen=True):
    """[{productId}] or [{sku}]."""

    options: Sku


class SubscriptionOptions(Params, frozen=True, rename="camel"):
    """{sku, offerId}."""

    sku: str
    offer_id: str | None = None


@method("iapGetProductItemList", minimum=since("5.219.0"))
async def iap_get_product_item_list(shell: SimulatedPhone) -> dict[str, Json]:
    """Return what can be bought.

    Reply: {products: [{sku, type, displayName, displayAmount, iconUrl, description}]}; a
      SUBSCRIPTION also has renewalCycle and offers; undefined below 5.219.0.
    Differs: the products are the state's, not those of Toss's console; a fresh phone has three
      test products.
    Source: IAP.getProductItemList, web-bridge 2.10.8. The form of an offer's period is assumed.
    """
    return {"products": [_product(each) for each in shell.shop.observable.value.items]}


@method("iapCreateOneTimePurchaseOrder")
async def iap_create_one_time_purchase_order(
    shell: SimulatedPhone, params: Purchase
) -> dict[str, Json]:
    """Sell a product the way Toss did before orders waited to be granted.

    Reply: {orderId, displayName, displayAmount, amount, currency, fraction, miniAppIconUrl}; the
      order is completed by then, as nothing else would complete it.
    Errors: those of requestOneTimePurchase, but PRODUCT_NOT_GRANTED_BY_PARTNER.
    Source: IAP.createOneTimePurchaseOrder below 5.231.1 (Android) and 5.230.0 (iOS), web-bridge
      2.10.8; SDK 3.x build 3.0.5 to 3.6.0 where isRequestOneTimePurchaseSupported is false. The
      state of the order is assumed.
    """
    name = "iapCreateOneTimePurchaseOrder"
    wish = PurchaseWish(sku=params.options.wanted, status="COMPLETED", for_call=name)
    return _bought(shell, await shell.shop.sell(wish))


@event("requestOneTimePurchase")
async def request_one_time_purchase(
    shell: SimulatedPhone, params: Sku
) -> AsyncIterator[dict[str, Json] | ApiError]:
    """Sell a product and wait until the mini-app has granted it.

    Reply: {type: "purchased", data: {orderId}} once it is paid and on the disk as pending; then,
      when the mini-app granted it, {type: "success", data} with data as
      iapCreateOneTimePurchaseOrder resolves it. Unsubscribing does not stop a payment.
    Errors: INVALID_PRODUCT_ID, PAYMENT_PENDING, NETWORK_ERROR, INVALID_USER_ENVIRONMENT,
      ITEM_ALREADY_OWNED, APP_MARKET_VERIFICATION_FAILED, TOSS_SERVER_VERIFICATION_FAILED,
      INTERNAL_ERROR, KOREAN_ACCOUNT_ONLY and USER_CANCELED in place of purchased;
      PRODUCT_NOT_GRANTED_BY_PARTNER after it, and the order stays pending: also when the mini-app
      says nothing for 30 s of the phone's time, once the person has left the page that tells where
      to ask for a refund.
    Differs: no store is asked: a sheet stands in. A consumable product that was paid and not
      granted can be bought again on an iPhone, and not on Android (assumed of the stores).
    Source: IAP.createOneTimePurchaseOrder, web-bridge 2.10.8; native host 2.10.8. The 30 s are
      reported by developers; what the page hears then, and when, is assumed.
    """
    name = "requestOneTimePurchase"
    order = await shell.shop.sell(PurchaseWish(sku=params.wanted, for_call=name))
    with shell.wallet.awaiting(order) as granted:
        yield {"type": "purchased", "data": {"orderId": order.order_id}}
        yield _ended(
            shell, order, is_granted=await wait_for_grant(shell.shop, order, granted), name=name
        )


@event("requestSubscriptionPurchase")
async def request_subscription_purchase(
    shell: SimulatedPhone, params: SubscriptionOptions
) -> AsyncIterator[dict[str, Json] | ApiError]:
    """Sell a subscription and wait until the mini-app has granted it.

    Reply: as requestOneTimePurchase; purchased has data {orderId, subscriptionId}.
    Errors: as requestOneTimePurchase. INVALID_PRODUCT_ID also for an unknown offer,
      INVALID_USER_ENVIRONMENT for one that is not for this person (both assumed).
    Differs: as requestOneTimePurchase.
    Source: IAP.createSubscriptionPurchaseOrder, web-bridge 2.10.8; native host 2.10.8.
    """
    name = "requestSubscriptionPurchase"
    order = await shell.shop.sell(
        PurchaseWish(sku=params.sku, offer_id=params.offer_id, is_subscription=True, for_call=name)
    )
    data: dict[str, Json] = {"orderId": order.order_id}
    if order.subscription is not None:
        data["subscriptionId"] = order.subscription.subscription_id
    with shell.wallet.awaiting(order) as granted:
        yield {"type": "purchased", "data": data}
        yield _ended(
            shell, order, is_granted=await wait_for_grant(shell.shop, order, granted), name=name
        )


@event("iapCreateOneTimePurchaseOrder", line=Line.GRANITE, minimum=since("5.219.0"))
async def tell_iap_create_one_time_purchase_order(
    shell: SimulatedPhone, params: Sku
) -> AsyncIterator[Value]:
    """Sell a product to a page that cannot be asked to grant it; no SDK does this.

    Reply: nothing, ever: the order stays pending. The native host would call a function that
      cannot come over the bridge.
    Errors: those of requestOneTimePurchase up to the payment.
    Source: native host 2.10.8.
    """
    await shell.shop.sell(PurchaseWish(sku=params.wanted, for_call="iapCreateOneTimePurchaseOrder"))
    async for nothing in Signal[None]().stream():
        yield nothing


def _product(product: Product) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "sku": product.sku,
        "type": product.type,
        "displayName": product.display_name,
        "displayAmount": product.price,
        "iconUrl": product.icon_url,
        "description": product.description,
    }
    if product.renewal_cycle is not None:
        shown["renewalCycle"] = product.renewal_cycle
        shown["offers"] = [_offer(each) for each in product.offers]
    return shown


def _offer(offer: Offer) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "type": offer.type,
        "offerId": offer.offer_id,
        "period": offer.period,
    }
    return shown if offer.type == "FREE_TRIAL" else {**shown, "displayAmount": offer.price}


def _bought(shell: SimulatedPhone, order: Order) -> dict[str, Json]:
    return {
        "orderId": order.order_id,
        "displayName": order.display_name,
        "displayAmount": order.display_amount,
        "amount": order.amount_krw,
        "currency": "KRW",
        "fraction": 0,
        "miniAppIconUrl": shell.app.icon or None,
    }


def _ended(
    shell: SimulatedPhone, order: Order, *, is_granted: bool, name: str
) -> dict[str, Json] | ApiError:
    if is_granted:
        return {"type": "success", "data": _bought(shell, order)}
    return refusal(name, "PRODUCT_NOT_GRANTED_BY_PARTNER")

"""What a page does to buy, for the names that need an order to be there."""

from __future__ import annotations

from typing import Final

COINS: Final = "aitdesk.test.coins"
MONTHLY: Final = "aitdesk.test.monthly"


def first(name: str, options: str) -> str:
    """Subscribe until the first event or failure, and give that."""
    return f"""new Promise((done) => {{
      const end = (told) => {{ setTimeout(() => stop()); done(told); }};
      const stop = sdk.createEventBridge("{name}")(
        {{ options: {options}, onEvent: end, onError: end }});
    }})"""


PAID: Final = first("requestOneTimePurchase", f"{{ sku: '{COINS}' }}")
SUBSCRIBED: Final = first("requestSubscriptionPurchase", f"{{ sku: '{MONTHLY}', offerId: null }}")
GRANTED: Final = f"""{PAID}.then(({{ data: {{ orderId }} }}) =>
  sdk.createAsyncBridge("processProductGrant")({{ orderId, isProductGranted: true }}))"""


def granting(on: str) -> str:
    """Return callbacks that also grant what is paid, as the SDK's own do."""
    return f"""{{ onError: {on}.onError, onEvent: (event) => {{
      {on}.onEvent(event);
      const {{ type, data }} = event;
      if (type === "purchased")
        sdk.createAsyncBridge("processProductGrant")(
          {{ orderId: data.orderId, isProductGranted: true }}).catch({on}.onError);
    }} }}"""

"""What a page of SDK 3.x does to buy, for the names that need an order to be there."""

from __future__ import annotations

from typing import Final

from e2e.contract.buying import COINS, MONTHLY

COINS_OPTIONS: Final = f"{{ sku: '{COINS}' }}"
MONTHLY_OPTIONS: Final = f"{{ sku: '{MONTHLY}', offerId: null }}"


def first(name: str, options: str) -> str:
    """Subscribe until the first event or failure, and give that."""
    return f"""new Promise((done) => {{
      const end = (told) => {{ setTimeout(() => stop()); done(told); }};
      const stop = contract.line.subscribe("{name}",
        {{ options: {options}, onEvent: end, onError: end }});
    }})"""


PAID: Final = first("requestOneTimePurchase", COINS_OPTIONS)
SUBSCRIBED: Final = first("requestSubscriptionPurchase", MONTHLY_OPTIONS)
GRANTED: Final = f"""{PAID}.then(({{ data: {{ orderId }} }}) =>
  contract.line.call("processProductGrant")({{ orderId, isProductGranted: true }}))"""

GRANTING: Final = """{ onError: on.onError, onEvent: (event) => {
  on.onEvent(event);
  if (event.type === "purchased")
    contract.line.call("processProductGrant")(
      { orderId: event.data.orderId, isProductGranted: true }).catch(on.onError);
} }"""
"""Callbacks that also grant what is paid, as the SDK's own do."""

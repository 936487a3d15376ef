"""Payments with Toss Pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.aliases import wrapped_in
from aitdesk.api.decorators import Params, in_3x, method
from aitdesk.phone.milestones import BILLING
from aitdesk.phone.prompts import PromptKind

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json


class PayToken(Params, frozen=True, rename="camel"):
    """{payToken}."""

    pay_token: str


class CheckoutOptions(Params, frozen=True):
    """{params: {payToken}}."""

    params: PayToken


class Checkout(Params, array_like=True, frozen=True):
    """[{params: {payToken}}]."""

    options: CheckoutOptions


class WrappedToken(Params, frozen=True, rename="camel"):
    """{wrappedToken}."""

    wrapped_token: str


class BillingOptions(Params, frozen=True):
    """{params: {wrappedToken}}."""

    params: WrappedToken


class Billing(Params, array_like=True, frozen=True):
    """[{params: {wrappedToken}}]."""

    options: BillingOptions


@in_3x(args=wrapped_in("params"))
@method("checkoutPayment")
async def checkout_payment(shell: SimulatedPhone, params: Checkout) -> dict[str, Json]:
    """Let the person confirm a payment; the mini-app's server carries it out.

    Reply: {success: true}, or {success: false, reason}. In 3.x it is asked with {payToken}.
    Differs: no token is checked, since Toss Pay is not asked: a sheet stands in. On an iPhone a
      failure has a member named "false" in place of success, which is a defect of the phone.
    Source: checkoutPayment.d.ts, web-bridge 2.10.8; the defect seen on a device; SDK 3.x build
      3.0.5 to 3.6.0. Texts of reason are assumed.
    """
    token = params.options.params.pay_token
    reason = await shell.tosspay.confirm(
        PromptKind.CHECKOUT, token=token, for_call="checkoutPayment"
    )
    return _told(reason)


@in_3x(args=wrapped_in("params"))
@method("requestTossPayPaysBilling", minimum=BILLING)
async def request_toss_pay_pays_billing(shell: SimulatedPhone, params: Billing) -> dict[str, Json]:
    """Let the person confirm that payments will be taken regularly.

    Reply: as checkoutPayment; undefined below 5.256.0. In 3.x it is asked with {wrappedToken}.
    Differs: as checkoutPayment. Below 5.256.0 the phone also warns in its own console, which a
      page cannot see.
    Source: requestTossPayPaysBilling.d.ts, web-bridge 2.10.8; native host 2.10.8; SDK 3.x build
      3.0.5 to 3.6.0.
    """
    token = params.options.params.wrapped_token
    name = "requestTossPayPaysBilling"
    return _told(await shell.tosspay.confirm(PromptKind.BILLING, token=token, for_call=name))


def _told(reason: str | None) -> dict[str, Json]:
    return {"success": True} if reason is None else {"success": False, "reason": reason}

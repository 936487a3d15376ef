"""TossPay: the mini-app's server makes a payment, takes it once it is confirmed, pays it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from aitdesk.errors import PartnerError
from aitdesk.partner.call import PartnerBody, PartnerCall
from aitdesk.partner.endpoint import answers
from aitdesk.partner.payment_answers import (
    ExecutedAnswer,
    PaymentStatusAnswer,
    RefundedAnswer,
    executed,
    payment_status,
    refunded,
)

if TYPE_CHECKING:
    from aitdesk.phone.payments import Payment

_Won = Annotated[int, msgspec.Meta(ge=0)]
_OrderNo = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z_\-:.^@]{1,50}$")]


class MakeBody(PartnerBody, frozen=True, kw_only=True):
    """A payment to come; amounts in Won."""

    order_no: _OrderNo
    product_desc: Annotated[str, msgspec.Meta(min_length=1, max_length=255, pattern=r'^[^\\"]*$')]
    amount: Annotated[int, msgspec.Meta(gt=0)]
    amount_tax_free: _Won
    amount_taxable: _Won | None = None
    amount_vat: _Won | None = None
    amount_service_fee: _Won | None = None
    disposable_cup_deposit: _Won | None = None
    enable_pay_methods: Literal["TOSS_MONEY", "CARD"] | None = None
    cash_receipt: bool | None = None
    cash_receipt_trade_option: Literal["GENERAL", "CULTURE", "PUBLIC_TP"] | None = None
    installment: Literal["USE", "NOT_USE"] | None = None
    is_test_payment: bool


class ExecuteBody(PartnerBody, frozen=True, kw_only=True):
    """A payment that the person confirmed."""

    pay_token: str
    order_no: str | None = None
    is_test_payment: bool


class RefundBody(PartnerBody, frozen=True, kw_only=True):
    """A payment that was taken."""

    pay_token: str
    reason: Annotated[str, msgspec.Meta(max_length=55)]
    is_test_payment: bool


class PaymentBody(PartnerBody, frozen=True, kw_only=True):
    """A payment, by either."""

    pay_token: str | None = None
    order_no: str | None = None
    is_test_payment: bool

    def __post_init__(self) -> None:
        """Raise ValueError unless one is there."""
        if self.pay_token is None and self.order_no is None:
            raise ValueError("give payToken or orderNo")


class PayTokenAnswer(PartnerBody, frozen=True, kw_only=True):
    """What the page hands to checkoutPayment."""

    pay_token: str


@answers("make-payment", body=MakeBody, gives=PayTokenAnswer)
async def make_payment(call: PartnerCall[MakeBody]) -> PayTokenAnswer:
    """Make a payment, which the person of the header confirms in the page; no money moves.

    Errors: ORDER_NO_TAKEN for an order number that was used (the code is ours).
    Source: D tosspay; S.
    """
    body = call.body
    token = await call.about.payments.make(
        body.order_no,
        product=body.product_desc,
        amount_krw=body.amount,
        is_test=body.is_test_payment == (call.settings.test_payment == "sandbox"),
        method=body.enable_pay_methods or "TOSS_MONEY",
    )
    if token is None:
        raise PartnerError("ORDER_NO_TAKEN")
    return PayTokenAnswer(pay_token=token)


@answers("execute-payment", body=ExecuteBody, gives=ExecutedAnswer)
async def execute_payment(call: PartnerCall[ExecuteBody]) -> ExecutedAnswer:
    """Take a payment that the person confirmed in the page; once.

    Errors: PAYMENT_NOT_FOUND, PAYMENT_NOT_READY (the codes are ours).
    Source: D tosspay; S.
    """
    token, payment = await _found(call, call.body.pay_token, None)
    is_other = call.body.order_no is not None and call.body.order_no != payment.order_no
    paid = None if is_other else await call.about.payments.execute(token)
    if paid is None:
        raise PartnerError("PAYMENT_NOT_READY")
    return executed(token, paid, zone=call.settings.zone)


@answers("refund-payment", body=RefundBody, gives=RefundedAnswer)
async def refund_payment(call: PartnerCall[RefundBody]) -> RefundedAnswer:
    """Pay a payment back, as a whole; once.

    Errors: PAYMENT_NOT_FOUND, PAYMENT_NOT_READY (the codes are ours).
    Source: D tosspay; S. That a part cannot be paid back: the body has no amount.
    """
    token, _ = await _found(call, call.body.pay_token, None)
    paid_back = await call.about.payments.refund(token)
    if paid_back is None:
        raise PartnerError("PAYMENT_NOT_READY")
    return refunded(token, paid_back, zone=call.settings.zone)


@answers("get-payment-status", body=PaymentBody, gives=PaymentStatusAnswer)
async def get_payment_status(call: PartnerCall[PaymentBody]) -> PaymentStatusAnswer:
    """Tell how a payment stands.

    Errors: PAYMENT_NOT_FOUND (the code is ours).
    Source: D tosspay; S.
    """
    token, payment = await _found(call, call.body.pay_token, call.body.order_no)
    return payment_status(token, payment, zone=call.settings.zone)


async def _found(
    call: PartnerCall[ExecuteBody] | PartnerCall[RefundBody] | PartnerCall[PaymentBody],
    token: str | None,
    order_no: str | None,
) -> tuple[str, Payment]:
    found = await call.about.payments.find(token, order_no)
    if found is None:
        raise PartnerError("PAYMENT_NOT_FOUND")
    return found

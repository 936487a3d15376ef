"""What TossPay's server tells of a payment. Transactions, cards and accounts are visibly fake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from aitdesk.partner.call import PartnerBody
from aitdesk.partner.zone import without_zone

if TYPE_CHECKING:
    from aitdesk.phone.payments import Payment


class PayCard(PartnerBody, frozen=True, kw_only=True):
    """A card; nobody's."""

    card_company_name: str = "aitdesk"
    card_number: str = "0000********0000"


class PayTransaction(PartnerBody, frozen=True, kw_only=True):
    """One movement of money."""

    step_type: Literal["PAY", "REFUND"]
    transaction_id: str
    transaction_amount: int
    paid_amount: int
    discounted_amount: int = 0
    point_amount: int = 0
    reg_ts: str


class ExecutedAnswer(PartnerBody, frozen=True, kw_only=True):
    """A payment that was taken."""

    code: int = 0
    mode: Literal["LIVE", "TEST"]
    order_no: str
    amount: int
    approval_time: str
    state_msg: str = "결제 성공"
    discounted_amount: int = 0
    paid_amount: int
    pay_method: str
    pay_token: str
    transaction_id: str
    card_company_name: str | None = None
    card_number: str | None = None
    account_bank_name: str | None = None
    account_number: str | None = None
    cash_receipt_mgt_key: str | None = None


class RefundedAnswer(PartnerBody, frozen=True, kw_only=True):
    """A payment that was paid back."""

    refund_no: str
    approval_time: str
    refundable_amount: int = 0
    discounted_amount: int = 0
    paid_amount: int
    refunded_amount: int
    refunded_discount_amount: int = 0
    refunded_paid_amount: int
    pay_token: str
    transaction_id: str


class PaymentStatusAnswer(PartnerBody, frozen=True, kw_only=True):
    """How a payment stands."""

    mode: Literal["LIVE", "TEST"]
    pay_token: str
    order_no: str
    pay_status: str
    pay_method: str
    amount: int
    discounted_amount: int = 0
    paid_amount: int
    refundable_amount: int
    card: PayCard | None
    transactions: list[PayTransaction]
    created_ts: str
    paid_ts: str | None


def executed(token: str, payment: Payment, *, zone: str) -> ExecutedAnswer:
    """Return what is told of a payment that was just taken."""
    is_card = payment.method == "CARD"
    card = PayCard()
    return ExecutedAnswer(
        mode=_mode(payment),
        order_no=payment.order_no,
        amount=payment.amount_krw,
        approval_time=_at(payment.paid_at_ms, zone),
        paid_amount=payment.amount_krw,
        pay_method=payment.method,
        pay_token=token,
        transaction_id=f"{token}-pay",
        card_company_name=card.card_company_name if is_card else None,
        card_number=card.card_number if is_card else None,
        account_bank_name=None if is_card else "aitdesk",
        account_number=None if is_card else "0000-00-0000000",
    )


def refunded(token: str, payment: Payment, *, zone: str) -> RefundedAnswer:
    """Return what is told of a payment that was just paid back."""
    return RefundedAnswer(
        refund_no=f"{token}-refund",
        approval_time=_at(payment.refunded_at_ms, zone),
        paid_amount=payment.amount_krw,
        refunded_amount=payment.amount_krw,
        refunded_paid_amount=payment.amount_krw,
        pay_token=token,
        transaction_id=f"{token}-refund",
    )


def payment_status(token: str, payment: Payment, *, zone: str) -> PaymentStatusAnswer:
    """Return what is told of a payment at any time."""
    amount_krw = payment.amount_krw
    moves: list[tuple[Literal["PAY", "REFUND"], int | None]] = [
        ("PAY", payment.paid_at_ms),
        ("REFUND", payment.refunded_at_ms),
    ]
    is_paid = payment.paid_at_ms is not None
    return PaymentStatusAnswer(
        mode=_mode(payment),
        pay_token=token,
        order_no=payment.order_no,
        pay_status=payment.status,
        pay_method=payment.method,
        amount=amount_krw,
        paid_amount=amount_krw if is_paid else 0,
        refundable_amount=amount_krw if payment.status == "PAY_COMPLETE" else 0,
        card=PayCard() if payment.method == "CARD" and is_paid else None,
        transactions=[
            PayTransaction(
                step_type=step,
                transaction_id=f"{token}-{step.lower()}",
                transaction_amount=amount_krw,
                paid_amount=amount_krw,
                reg_ts=_at(at_ms, zone),
            )
            for step, at_ms in moves
            if at_ms is not None
        ],
        created_ts=_at(payment.made_at_ms, zone),
        paid_ts=_at(payment.paid_at_ms, zone) if is_paid else None,
    )


def _mode(payment: Payment) -> Literal["LIVE", "TEST"]:
    return "TEST" if payment.is_test else "LIVE"


def _at(at_ms: int | None, zone: str) -> str:
    return without_zone(at_ms or 0, zone, separator=" ")

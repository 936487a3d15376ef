"""Payments with Toss Pay, from what the mini-app's server made to what it paid back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec.structs import replace

from aitdesk.phone.observable import State

if TYPE_CHECKING:
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.ledger import Ledger

PayStatus: TypeAlias = Literal[
    "PAY_STANDBY",
    "PAY_APPROVED",
    "PAY_CANCEL",
    "PAY_PROGRESS",
    "PAY_COMPLETE",
    "REFUND_PROGRESS",
    "REFUND_SUCCESS",
    "SETTLEMENT_COMPLETE",
    "SETTLEMENT_REFUND_COMPLETE",
]
PayMethod: TypeAlias = Literal["TOSS_MONEY", "CARD"]


class Payment(State, frozen=True, kw_only=True):
    """One payment, under its token. Instants are milliseconds since 1970, amounts Won."""

    order_no: str
    product: str
    amount_krw: int
    is_test: bool
    method: PayMethod = "TOSS_MONEY"
    status: PayStatus = "PAY_STANDBY"
    made_at_ms: int
    paid_at_ms: int | None = None
    refunded_at_ms: int | None = None


class OrderNumber(State, frozen=True, kw_only=True):
    """Which payment an order number of the mini-app is of: it is of one alone."""

    pay_token: str


@dataclass
class Payments:
    """The payments of one person; order numbers are everybody's. May raise StoreError."""

    ledger: Ledger[Payment]
    numbers: Ledger[OrderNumber]
    clock: Clock

    async def make(
        self, order_no: str, *, product: str, amount_krw: int, is_test: bool, method: PayMethod
    ) -> str | None:
        """Return the token of a new payment, None where the order number is taken."""
        token = f"aitdesk-{secrets.token_hex(10)}"
        payment = Payment(
            order_no=order_no,
            product=product,
            amount_krw=amount_krw,
            is_test=is_test,
            method=method,
            made_at_ms=self.clock.server_time_ms(),
        )
        await self.ledger.put(token, payment)
        number = OrderNumber(pay_token=token)
        if await self.numbers.swap(order_no, expected=None, new=number):
            return token
        await self.ledger.swap(token, expected=payment, new=None)
        return None

    async def find(self, token: str | None, order_no: str | None) -> tuple[str, Payment] | None:
        """Return token and payment, by either."""
        if token is None and order_no is not None:
            number = await self.numbers.get(order_no)
            token = None if number is None else number.pay_token
        found = None if token is None else await self.ledger.get(token)
        return None if token is None or found is None else (token, found)

    async def approve(self, token: str) -> bool:
        """Note that the person confirmed it; true exactly once."""
        return await self._step(token, "PAY_STANDBY", status="PAY_APPROVED") is not None

    async def cancel(self, token: str) -> bool:
        """Note that the person did not."""
        return await self._step(token, "PAY_STANDBY", status="PAY_CANCEL") is not None

    async def execute(self, token: str) -> Payment | None:
        """Take the money of a confirmed payment; None where it is not one, or was taken already."""
        now_ms = self.clock.server_time_ms()
        return await self._step(token, "PAY_APPROVED", status="PAY_COMPLETE", paid_at_ms=now_ms)

    async def refund(self, token: str) -> Payment | None:
        """Pay it back as a whole; None where there is nothing to pay back."""
        now_ms = self.clock.server_time_ms()
        return await self._step(
            token, "PAY_COMPLETE", status="REFUND_SUCCESS", refunded_at_ms=now_ms
        )

    async def _step(self, token: str, before: PayStatus, **members: object) -> Payment | None:
        while (old := await self.ledger.get(token)) is not None and old.status == before:
            new = replace(old, **members)
            if await self.ledger.swap(token, expected=old, new=new):
                return new
        return None

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from aitdesk.phone.prompts import PromptKind
from aitdesk.phone.sheet import Fact, Facts
from partner_rig import Toss, Tree, with_toss
from rig import quiet

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.phone.sheet import Sheet

MAKE = "pay/make-payment"
EXECUTE = "pay/execute-payment"
REFUND = "pay/refund-payment"
STATUS = "pay/get-payment-status"
AT = "2026-01-01 09:00:00"
UNKNOWN = "유효하지 않은 결제예요."


def order(number: str = "order-1", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "orderNo": number,
        "productDesc": "Coffee",
        "amount": 4_500,
        "amountTaxFree": 0,
        "isTestPayment": True,
        **more,
    }


async def pay(toss: Toss, path: str, body: object) -> Tree:
    return await toss.get(path, body, pay=True, **await toss.about())


async def failing(toss: Toss, path: str, body: object) -> str:
    return await toss.code(path, body, pay=True, **await toss.about())


async def confirm(toss: Toss, token: str) -> str | None:
    return await toss.phone.tosspay.confirm(PromptKind.CHECKOUT, token=token, for_call="x")


def by(token: str, **more: object) -> dict[str, object]:
    return {"payToken": token, "isTestPayment": True, **more}


def test_a_payment_is_made_confirmed_taken_and_paid_back(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        token = (await pay(toss, MAKE, order()))["payToken"]
        assert len(token) <= 30
        states = [(await pay(toss, STATUS, by(token)))["payStatus"]]
        assert await confirm(toss, token) is None
        states.append((await pay(toss, STATUS, by(token)))["payStatus"])
        taken = await pay(toss, EXECUTE, by(token, orderNo="order-1"))
        states.append((await pay(toss, STATUS, by(token)))["payStatus"])
        given_back = await pay(toss, REFUND, by(token, reason="cold"))
        last = await pay(toss, STATUS, {"orderNo": "order-1", "isTestPayment": True})
        assert states == ["PAY_STANDBY", "PAY_APPROVED", "PAY_COMPLETE"]
        assert taken == {
            "code": 0,
            "mode": "TEST",
            "orderNo": "order-1",
            "amount": 4_500,
            "approvalTime": AT,
            "stateMsg": "결제 성공",
            "discountedAmount": 0,
            "paidAmount": 4_500,
            "payMethod": "TOSS_MONEY",
            "payToken": token,
            "transactionId": f"{token}-pay",
            "cardCompanyName": None,
            "cardNumber": None,
            "accountBankName": "aitdesk",
            "accountNumber": "0000-00-0000000",
            "cashReceiptMgtKey": None,
        }
        assert (given_back["refundedAmount"], given_back["refundableAmount"]) == (4_500, 0)
        assert last["payStatus"] == "REFUND_SUCCESS"
        assert [each["stepType"] for each in last["transactions"]] == ["PAY", "REFUND"]

    with_toss(tmp_path, act)


def test_each_step_is_taken_once_and_in_its_turn(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        token = (await pay(toss, MAKE, order()))["payToken"]
        refund = by(token, reason="x")
        assert await failing(toss, EXECUTE, by(token)) == "PAYMENT_NOT_READY"
        assert await failing(toss, REFUND, refund) == "PAYMENT_NOT_READY"
        await confirm(toss, token)
        assert await failing(toss, EXECUTE, by(token, orderNo="x")) == "PAYMENT_NOT_READY"
        await pay(toss, EXECUTE, by(token))
        assert await failing(toss, EXECUTE, by(token)) == "PAYMENT_NOT_READY"
        await pay(toss, REFUND, refund)
        assert await failing(toss, REFUND, refund) == "PAYMENT_NOT_READY"

    with_toss(tmp_path, act)


def test_an_unknown_payment_is_not_found(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        for path in (EXECUTE, REFUND, STATUS):
            assert await failing(toss, path, by("x", reason="x")) == "PAYMENT_NOT_FOUND"

    with_toss(tmp_path, act)


def test_an_order_number_is_of_one_payment(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        await pay(toss, MAKE, order())
        assert await failing(toss, MAKE, order()) == "ORDER_NO_TAKEN"
        await pay(toss, MAKE, order("order-2"))

    with_toss(tmp_path, act)


def test_the_page_can_confirm_only_what_its_server_was_given(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        token = (await pay(toss, MAKE, order()))["payToken"]
        assert await confirm(toss, "x") == UNKNOWN
        assert await confirm(toss, token) is None
        assert await confirm(toss, token) == UNKNOWN

    with_toss(tmp_path, act)


def test_the_sheet_shows_what_is_paid_for_and_a_refusal_ends_the_payment(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        sheets: list[Sheet] = []
        toss.phone.prompts.opened.listen(lambda prompt: sheets.append(prompt.sheet))
        token = (await pay(toss, MAKE, order()))["payToken"]
        toss.phone.prompts.observable.update(default="ask")
        asking = asyncio.create_task(confirm(toss, token))
        await quiet()
        (facts,) = (each for each in sheets[0].blocks if isinstance(each, Facts))
        assert facts.rows[1:3] == (Fact("상품", "Coffee"), Fact("금액", "4,500원"))
        toss.phone.prompts.observable.update(default="deny")
        asking.cancel()
        assert await confirm(toss, token) == "사용자가 결제를 취소했어요."
        assert (await pay(toss, STATUS, by(token)))["payStatus"] == "PAY_CANCEL"

    with_toss(tmp_path, act)


@pytest.mark.parametrize(
    ("setting", "is_test", "mode"),
    [
        ("sandbox", True, "TEST"),
        ("sandbox", False, "LIVE"),
        ("live", True, "LIVE"),
        ("live", False, "TEST"),
    ],
)
def test_a_setting_says_what_a_test_payment_is(
    tmp_path: Path, *, setting: str, is_test: bool, mode: str
) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.partner.observable.update(test_payment=setting)
        token = (await pay(toss, MAKE, order(isTestPayment=is_test)))["payToken"]
        assert (await pay(toss, STATUS, by(token)))["mode"] == mode

    with_toss(tmp_path, act)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("orderNo", "a b"),
        ("orderNo", "x" * 51),
        ("productDesc", 'a"b'),
        ("productDesc", "x" * 256),
        ("amount", 0),
        ("amount", "1"),
        ("amountTaxFree", -1),
        ("enablePayMethods", "CASH"),
        ("isTestPayment", "yes"),
    ],
)
def test_a_body_that_does_not_fit_is_400_and_says_where(
    tmp_path: Path, member: str, value: Tree
) -> None:
    async def act(toss: Toss) -> None:
        answer = await toss.ask(MAKE, order(**{member: value}), pay=True, **await toss.about())
        (detail,) = answer.json()["error"]["data"]["errorDetails"]
        assert (answer.status_code, answer.json()["error"]["errorCode"]) == (400, "4000")
        assert (detail["field"], detail["rejectedValue"]) == (member, value)

    with_toss(tmp_path, act)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.environment import Operational
from aitdesk.value import UNDEFINED
from rig import call, make_rig, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json

CALLS = [("checkoutPayment", "payToken"), ("requestTossPayPaysBilling", "wrappedToken")]
CANCELLED: Json = {"success": False, "reason": "사용자가 결제를 취소했어요."}


def ask(name: str, member: str) -> str:
    return call(name, {"params": {member: "token-1"}})


@pytest.mark.parametrize(("name", "member"), CALLS)
@pytest.mark.parametrize(
    ("choice", "reply"), [("confirm", {"success": True}), ("cancel", CANCELLED)]
)
def test_the_person_decides_in_a_sheet(name: str, member: str, choice: str, reply: Json) -> None:
    rig = make_rig()
    got = talk(rig, ask(name, member), rig.answer(choice))
    assert (got, len(rig.sheets())) == ([resolved(name, reply)], 1)


@pytest.mark.parametrize(("name", "member"), CALLS)
def test_a_confirmed_payment_can_still_fail(name: str, member: str) -> None:
    rig = make_rig(prompts="allow")
    rig.shell.tosspay.observable.update(fails_with="잔액이 부족해요.")
    got = talk(rig, ask(name, member))
    assert got == [resolved(name, {"success": False, "reason": "잔액이 부족해요."})]


@pytest.mark.parametrize(("name", "member"), CALLS)
def test_a_call_without_its_token_is_rejected_and_nobody_is_asked(name: str, member: str) -> None:
    rig = make_rig()
    (reply,) = talk(rig, call(name, {"params": {}}))
    assert isinstance(reply, dict)
    assert isinstance(error := reply["value"], dict)
    assert (reply["emit"], error["code"], rig.sheets()) == (
        f"{name}/reject/1",
        "INVALID_REQUEST",
        [],
    )


@pytest.mark.parametrize(
    ("name", "member", "operational", "toss_version", "is_there"),
    [
        (*CALLS[0], Operational.TOSS, "5.220.0", True),
        (*CALLS[1], Operational.TOSS, "5.255.9", False),
        (*CALLS[1], Operational.TOSS, "5.256.0", True),
        (*CALLS[1], Operational.SANDBOX, "5.255.9", True),
    ],
)
def test_only_regular_payments_need_a_newer_toss(
    name: str, member: str, operational: Operational, toss_version: str, *, is_there: bool
) -> None:
    rig = make_rig(prompts="allow", operational=operational, toss_version=toss_version)
    got = talk(rig, ask(name, member))
    assert got == [resolved(name, {"success": True} if is_there else UNDEFINED)]

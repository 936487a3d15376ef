"""The whole table: each endpoint answers, and fails for all that a state can bring about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.errors import StoreError
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.order import Order
from aitdesk.phone.partner import MessageTemplate
from aitdesk.phone.partner_catalog import endpoint_rows, failure_rows
from aitdesk.phone.promotions import Promotion
from aitdesk.phone.prompts import PromptKind
from aitdesk.phone.shop import PurchaseWish
from memory_vault import MemoryVault
from partner_answers import BODIES, ask, shaped, told
from partner_rig import Toss, Tree, with_toss

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

ROWS = {row.name: row for row in endpoint_rows()}
CODE = "TEST_AITDESK"
Answers: TypeAlias = "dict[tuple[str, str], httpx.Response]"


async def call(toss: Toss, name: str, body: object = None, **headers: str) -> httpx.Response:
    return await ask(toss, ROWS[name], body=body, **headers)


async def success(toss: Toss, name: str, body: object = None, **headers: str) -> Tree:
    return (await call(toss, name, body, **headers)).json()["success"]


async def code(toss: Toss) -> dict[str, str]:
    issued, referrer = await toss.phone.login.authorize()
    return {"authorizationCode": issued, "referrer": referrer}


async def buy(toss: Toss) -> Order:
    sold = await toss.phone.shop.sell(PurchaseWish(sku="aitdesk.test.coins", for_call="x"))
    order = await toss.phone.wallet.orders.get(sold.order_id)
    assert order is not None
    return order


async def confirm(toss: Toss, token: str) -> None:
    await toss.phone.tosspay.confirm(PromptKind.CHECKOUT, token=token, for_call="x")


async def everything_that_works(toss: Toss) -> dict[str, Tree]:
    """Ask each endpoint once, in the order in which a server comes to it."""
    tokens = await success(toss, "generate-token", await code(toss))
    again = await success(toss, "refresh-token", {"refreshToken": tokens["refreshToken"]})
    bearer = {"authorization": f"Bearer {again['accessToken']}"}
    me = await success(toss, "login-me", **bearer)
    key = (await success(toss, "exchange", {"code": await toss.phone.login.key_code()}))["anonKey"]
    reward = {"promotionCode": CODE, "key": (await success(toss, "get-key"))["key"]}
    paid = await success(toss, "make-payment")
    by = {**paid, "isTestPayment": True}
    await confirm(toss, paid["payToken"])
    user_key = {"userKey": me["userKey"]}
    found = {
        "generate-token": tokens,
        "refresh-token": again,
        "login-me": me,
        "exchange": key,
        "verify": await success(toss, "verify", x_anon_key=key),
        "get-order-status": await success(
            toss, "get-order-status", {"orderId": (await buy(toss)).order_id}
        ),
        "get-key": reward,
        "execute-promotion": await success(toss, "execute-promotion", {**reward, "amount": 1}),
        "execution-result": await success(toss, "execution-result", reward),
        "send-message": await success(toss, "send-message"),
        "send-test-message": await success(toss, "send-test-message"),
        "send-bulk-message": await success(toss, "send-bulk-message"),
        "make-payment": paid,
        "execute-payment": await success(toss, "execute-payment", by),
        "refund-payment": await success(toss, "refund-payment", {**by, "reason": "x"}),
        "get-payment-status": await success(toss, "get-payment-status", by),
        "remove-by-access-token": await success(toss, "remove-by-access-token", **bearer),
    }
    await success(toss, "generate-token", await code(toss))
    return {**found, "remove-by-user-key": await success(toss, "remove-by-user-key", user_key)}


def test_every_endpoint_succeeds(tmp_path: Path) -> None:
    found = with_toss(tmp_path, everything_that_works)
    assert [name for name in ROWS if found.get(name) in (None, False)] == []


async def logins_that_fail(toss: Toss) -> Answers:
    used, late = await code(toss), await code(toss)
    tokens = await success(toss, "generate-token", used)
    bearer = {"authorization": f"Bearer {tokens['accessToken']}"}
    found = {
        ("generate-token", "used"): await call(toss, "generate-token", used),
        ("remove-by-user-key", "USER_KEY_NOT_FOUND"): await call(toss, "remove-by-user-key"),
    }
    key = {"userKey": await toss.phone.identity.user_key()}
    toss.time.advance(ms=600_000)
    found["generate-token", "invalid_grant"] = await call(toss, "generate-token", late)
    toss.time.advance(ms=3_000_000)
    found["login-me", "invalid_grant"] = await call(toss, "login-me", **bearer)
    removing = await call(toss, "remove-by-access-token", **bearer)
    found["remove-by-access-token", "invalid_grant"] = removing
    toss.time.advance(ms=14 * 86_400_000)
    refresh = {"refreshToken": tokens["refreshToken"]}
    found["refresh-token", "invalid_grant"] = await call(toss, "refresh-token", refresh)
    assert told(found.pop(("generate-token", "used"))) == (400, {"error": "invalid_grant"})
    await call(toss, "remove-by-user-key", key)
    gone = await call(toss, "remove-by-user-key", key)
    return {**found, ("remove-by-user-key", "USER_NOT_FOUND"): gone}


async def keys_that_fail(toss: Toss) -> Answers:
    used, late = [{"code": await toss.phone.login.key_code()} for _ in range(2)]
    await success(toss, "exchange", used)
    assert told(await call(toss, "exchange", used))[1] == ("FAIL", None, "4011")
    toss.time.advance(ms=300_000)
    found = {("exchange", "4011"): await call(toss, "exchange", late)}
    toss.phone.partner.observable.update(unknown_key="401")
    found["verify", "401"] = await call(toss, "verify", x_anon_key="x")
    toss.phone.partner.observable.update(unknown_key="4010")
    return {**found, ("verify", "4010"): await call(toss, "verify", x_anon_key="x")}


async def orders_that_fail(toss: Toss) -> Answers:
    unknown = await call(toss, "get-order-status")
    others = Ledger(toss.phone.vault, "orders", "their-app", "default", Order)
    await others.put("x", await buy(toss))
    return {
        ("get-order-status", "NOT_FOUND"): unknown,
        ("get-order-status", "MINIAPP_MISMATCH"): await call(toss, "get-order-status"),
        ("get-order-status", "4010"): await call(toss, "get-order-status", x_toss_user_key="1"),
    }


async def rewards_that_fail(toss: Toss) -> Answers:
    name, promotions = "execute-promotion", toss.phone.promotions.observable
    key, late = [(await success(toss, "get-key"))["key"] for _ in range(2)]

    async def paid(amount: int = 1, by: str = key, **said: object) -> httpx.Response:
        promotions.update(by_code={CODE: Promotion(**said)})  # type: ignore[arg-type]  # each its own
        return await call(toss, name, {"promotionCode": CODE, "key": by, "amount": amount})

    asked = {"promotionCode": CODE, "key": key}
    found = {
        (name, "4100"): await call(toss, name, {"promotionCode": "x", "key": key, "amount": 1}),
        (name, "4104"): await paid(status="stopped"),
        (name, "4105"): await paid(status="ended"),
        (name, "4108"): await paid(status="not_approved"),
        (name, "4109"): await paid(status="not_running"),
        (name, "4110"): await paid(0),
        (name, "4112"): await paid(budget_krw=0),
        (name, "4114"): await paid(2, limit_per_grant_krw=1),
        ("execution-result", "4100"): await call(toss, "execution-result"),
        ("execution-result", "4111"): await call(toss, "execution-result", asked),
    }
    toss.phone.partner.observable.update(reward_pending_ms=1)
    assert told(await paid())[1][0] == "SUCCESS"
    found["execution-result", "PENDING"] = await call(toss, "execution-result", asked)
    found[name, "4113"] = await paid()
    toss.time.advance(ms=3_600_000)
    return {**found, (name, "4111"): await paid(by=late)}


async def messages_that_fail(toss: Toss) -> Answers:
    templates = {"x": MessageTemplate(is_approved=False)}
    toss.phone.partner.observable.update(templates=templates)
    names = ("send-message", "send-bulk-message", "send-test-message")
    return {(name, "5004"): await call(toss, name) for name in names}


async def payments_that_fail(toss: Toss) -> Answers:
    names = ("execute-payment", "refund-payment", "get-payment-status")
    found = {(name, "PAYMENT_NOT_FOUND"): await call(toss, name) for name in names}
    by = {**await success(toss, "make-payment"), "isTestPayment": True, "reason": "x"}
    not_ready = {
        (name, "PAYMENT_NOT_READY"): await call(toss, name, by) for name in names if name[0] != "g"
    }
    taken = await call(toss, "make-payment")
    return {**found, **not_ready, ("make-payment", "ORDER_NO_TAKEN"): taken}


async def headers_that_fail(toss: Toss) -> Answers:
    """Neither header, both, one of nobody."""
    both = {**await toss.about(), "x_anon_key": await toss.phone.identity.anonymous_hash()}
    found: Answers = {}
    for name, row in ROWS.items():
        if row.who in {"recipient", "optional"}:
            found[name, "INVALID_PARAMETER"] = await call(toss, name, **both)
        if row.who == "recipient":
            found[name, "4010"] = await call(toss, name, x_anon_key="x")
            assert told(await call(toss, name, x_toss_user_key="1")) == told(found[name, "4010"])
            assert told(await call(toss, name, accept="*/*")) == told(found[name, "4010"])
    return found


async def what_fails_everywhere(toss: Toss) -> Answers:
    found: Answers = {(name, "4000"): await call(toss, name, [1]) for name in BODIES}
    partner = toss.phone.partner.observable
    partner.update(calls_a_minute=0, messages_a_minute=0)
    found |= {(name, "4095"): await call(toss, name) for name in ROWS}
    partner.update(calls_a_minute=3_000, messages_a_minute=15_000)
    app = toss.phone.app
    toss.phone.app = replace(app, name="their-app")
    found |= {(name, "4050"): await call(toss, name) for name in ROWS}
    toss.phone.app = app
    tokens = await toss.log_in()
    assert isinstance(toss.phone.vault, MemoryVault)
    anon_key, about = await toss.phone.identity.anonymous_hash(), await toss.about()
    headers = {
        "bearer": {"authorization": f"Bearer {tokens['accessToken']}"},
        "anonymous": {"x_anon_key": anon_key},
        "recipient": about,
    }
    toss.phone.vault.problem = StoreError("no disk")
    bodies = {"refresh-token": {"refreshToken": tokens["refreshToken"]}}
    for name, row in ROWS.items():
        said = headers.get(row.who, {})
        found[name, "INTERNAL_ERROR"] = await call(toss, name, bodies.get(name), **said)
    return found


GROUPS = (
    logins_that_fail,
    keys_that_fail,
    orders_that_fail,
    rewards_that_fail,
    messages_that_fail,
    payments_that_fail,
    headers_that_fail,
    what_fails_everywhere,
)


def test_every_failure_that_a_state_can_bring_about_is_brought_about(tmp_path: Path) -> None:
    found: Answers = {}
    for group in GROUPS:
        found |= with_toss(tmp_path, group)
    expected = {
        (name, failure.key): shaped(failure)
        for name, row in ROWS.items()
        for failure in failure_rows(name)
        if not failure.is_only_asked_for
        and (failure.key != "INVALID_PARAMETER" or row.who in {"recipient", "optional"})
        and (failure.key != "4000" or name in BODIES)
    }
    assert {key: told(answer) for key, answer in found.items()} == expected

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.environment import Operational, Platform
from aitdesk.value import UNDEFINED
from purchases import (
    COINS,
    COMPLETE,
    DAY_MS,
    GRANT,
    HISTORY,
    LEGACY,
    MONTHLY,
    NEW_YEAR,
    NO,
    NO_ADS,
    ONCE,
    PENDING,
    PRODUCTS,
    RENEWED,
    STANDING,
    YES,
    bought,
    buy,
    buyer,
    complete,
    purchased,
    refused,
    verdict,
)
from rig import call, make_rig, resolved, subscribe, talk, told

if TYPE_CHECKING:
    from aitdesk.value import Json
    from rig import Rig


# Subscriptions.


@pytest.mark.parametrize(
    ("offer_id", "amount"),
    [(None, 3_900), ("aitdesk.test.trial", 0), ("aitdesk.test.first-month", 1_900)],
)
def test_a_subscription_is_bought_at_the_price_of_its_offer(
    offer_id: str | None, amount: int
) -> None:
    rig = buyer()
    assert talk(
        rig,
        subscribe(RENEWED, options={"sku": MONTHLY, "offerId": offer_id}),
        verdict("order-1", YES),
    ) == [
        purchased(RENEWED),
        resolved(GRANT, None, event_id="2"),
        told(RENEWED, {"type": "success", "data": bought(name="테스트 월간 구독", amount=amount)}),
    ]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        (RENEWED, {"sku": COINS, "offerId": None}),
        (RENEWED, {"sku": MONTHLY, "offerId": "unknown"}),
        (ONCE, {"sku": MONTHLY}),
    ],
)
def test_products_and_offers_that_do_not_fit_the_call_are_not_there(
    name: str, options: dict[str, Json]
) -> None:
    assert talk(buyer(), subscribe(name, options=options)) == [refused(name, "INVALID_PRODUCT_ID")]


def standing_of(rig: Rig, order_id: str = "order-1") -> Json:
    (reply,) = talk(rig, call(STANDING, {"params": {"orderId": order_id}}))
    assert isinstance(reply, dict)
    return reply["value"]


@pytest.mark.parametrize(
    ("renewal", "days", "status", "expires_at", "grace_end", "is_accessible", "is_auto_renew"),
    [
        ("ON", 0, "ACTIVE", "2026-02-01T09:00:00", None, True, True),
        ("ON", 31, "ACTIVE", "2026-03-01T09:00:00", None, True, True),
        ("OFF", 30, "ACTIVE", "2026-02-01T09:00:00", None, True, False),
        ("OFF", 31, "EXPIRED", "2026-02-01T09:00:00", None, False, False),
        (
            "FAILING",
            31,
            "IN_GRACE_PERIOD",
            "2026-02-01T09:00:00",
            "2026-02-17T09:00:00",
            True,
            True,
        ),
        ("FAILING", 47, "ON_HOLD", "2026-02-01T09:00:00", None, False, True),
        ("PAUSED", 31, "PAUSED", "2026-02-01T09:00:00", None, False, True),
    ],
)
def test_a_subscription_stands_as_its_renewal_and_the_clock_say(
    renewal: str,
    days: int,
    status: str,
    expires_at: str,
    grace_end: str | None,
    *,
    is_accessible: bool,
    is_auto_renew: bool,
) -> None:
    rig = buyer()
    buy(rig, MONTHLY)
    complete(rig, "order-1")
    asyncio.run(rig.shell.wallet.set_renewal("order-1", renewal))  # type: ignore[arg-type]
    rig.time.advance(ms=days * DAY_MS)
    assert standing_of(rig) == {
        "subscription": {
            "catalogId": 1,
            "status": status,
            "expiresAt": expires_at,
            "isAutoRenew": is_auto_renew,
            "gracePeriodExpiresAt": grace_end,
            "isAccessible": is_accessible,
        }
    }


def test_a_subscription_that_was_paid_back_is_revoked() -> None:
    rig = buyer()
    buy(rig, MONTHLY)
    asyncio.run(rig.shell.wallet.refund("order-1"))
    assert standing_of(rig) == {
        "subscription": {
            "catalogId": 1,
            "status": "REVOKED",
            "expiresAt": NEW_YEAR,
            "isAutoRenew": False,
            "gracePeriodExpiresAt": None,
            "isAccessible": False,
        }
    }


@pytest.mark.parametrize("order_id", ["order-1", "order-9"])
def test_what_is_no_subscription_stands_nowhere(order_id: str) -> None:
    rig = buyer()
    buy(rig, COINS)
    assert standing_of(rig, order_id) == {}


# Orders.


def test_pending_orders_are_listed_in_both_forms() -> None:
    rig = buyer()
    buy(rig, COINS)
    rig.time.advance(ms=DAY_MS)
    buy(rig, NO_ADS)
    assert talk(rig, call(PENDING)) == [
        resolved(
            PENDING,
            {
                "orders": [
                    {"orderId": "order-1", "sku": COINS, "paymentCompletedDate": NEW_YEAR},
                    {
                        "orderId": "order-2",
                        "sku": NO_ADS,
                        "paymentCompletedDate": "2026-01-02T09:00:00",
                    },
                ],
                "orderIds": ["order-1", "order-2"],
            },
        )
    ]


def test_a_pending_order_is_completed_exactly_once() -> None:
    rig = buyer()
    buy(rig, COINS)
    steps = [call(COMPLETE, {"params": {"orderId": "order-1"}}, event_id=n) for n in "12"]
    assert talk(rig, *steps, call(PENDING, event_id="3")) == [
        resolved(COMPLETE, YES, event_id="1"),
        resolved(COMPLETE, NO, event_id="2"),
        resolved(PENDING, {"orders": [], "orderIds": []}, event_id="3"),
    ]


def test_an_unknown_order_is_not_completed() -> None:
    got = talk(buyer(), call(COMPLETE, {"params": {"orderId": "order-9"}}))
    assert got == [resolved(COMPLETE, NO)]


@pytest.mark.parametrize("args", [[], [None], [{}], [{"key": None}]])
def test_the_history_begins_with_the_newest_order(args: list[Json]) -> None:
    rig = buyer()
    buy(rig, COINS, COINS, COINS)
    complete(rig, "order-1", "order-2")
    rig.time.advance(ms=DAY_MS)
    asyncio.run(rig.shell.wallet.refund("order-2"))
    paid_back: Json = {
        "orderId": "order-2",
        "sku": COINS,
        "status": "REFUNDED",
        "date": "2026-01-02T09:00:00",
    }
    done: Json = {"orderId": "order-1", "sku": COINS, "status": "COMPLETED", "date": NEW_YEAR}
    assert talk(rig, call(HISTORY, *args)) == [
        resolved(HISTORY, {"hasNext": False, "orders": [paid_back, done]})
    ]


def test_the_history_is_read_page_by_page() -> None:
    rig = buyer()
    rig.shell.shop.observable.update(page_size=2)
    buy(rig, COINS, COINS, COINS)
    complete(rig, "order-1", "order-2", "order-3")
    shown: list[Json] = [
        {"orderId": f"order-{n}", "sku": COINS, "status": "COMPLETED", "date": NEW_YEAR}
        for n in (3, 2, 1)
    ]
    assert talk(rig, call(HISTORY), call(HISTORY, {"key": "order-2"}, event_id="2")) == [
        resolved(HISTORY, {"hasNext": True, "orders": shown[:2], "nextKey": "order-2"}),
        resolved(HISTORY, {"hasNext": False, "orders": shown[2:]}, event_id="2"),
    ]


# Versions of Toss.


@pytest.mark.parametrize(
    ("name", "args", "platform", "below", "enough"),
    [
        (PRODUCTS, [], Platform.IOS, "5.218.9", "5.219.0"),
        (PRODUCTS, [], Platform.ANDROID, "5.218.9", "5.219.0"),
        (PENDING, [], Platform.IOS, "5.230.9", "5.231.0"),
        (PENDING, [], Platform.ANDROID, "5.233.9", "5.234.0"),
        (HISTORY, [], Platform.IOS, "5.230.9", "5.231.0"),
        (HISTORY, [], Platform.ANDROID, "5.230.9", "5.231.0"),
        (COMPLETE, [{"params": {"orderId": "a"}}], Platform.IOS, "5.232.9", "5.233.0"),
        (COMPLETE, [{"params": {"orderId": "a"}}], Platform.ANDROID, "5.232.9", "5.233.0"),
        (STANDING, [{"params": {"orderId": "a"}}], Platform.IOS, "5.249.9", "5.250.0"),
        (STANDING, [{"params": {"orderId": "a"}}], Platform.ANDROID, "5.252.9", "5.253.0"),
    ],
)
def test_an_old_toss_resolves_to_undefined_outside_the_sandbox(
    name: str, args: list[Json], platform: Platform, below: str, enough: str
) -> None:
    answers = [
        talk(
            make_rig(platform=platform, toss_version=version, operational=operational),
            call(name, *args),
        )
        == [resolved(name, UNDEFINED)]
        for version, operational in (
            (below, Operational.TOSS),
            (enough, Operational.TOSS),
            (below, Operational.SANDBOX),
        )
    ]
    assert answers == [True, False, False]


@pytest.mark.parametrize(("name", "sku"), [(ONCE, COINS), (RENEWED, MONTHLY)])
def test_a_purchase_has_no_gate_of_the_hosts_own(name: str, sku: str) -> None:
    rig = make_rig(prompts="deny", toss_version="5.219.0")
    got = talk(rig, subscribe(name, options={"sku": sku}))
    assert got == [refused(name, "USER_CANCELED")]


def test_the_event_that_no_sdk_sends_is_silent_in_an_old_toss() -> None:
    rig = make_rig(prompts="deny", toss_version="5.218.9")
    assert talk(rig, subscribe(LEGACY, options={"sku": COINS})) == []

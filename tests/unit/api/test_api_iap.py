from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aitdesk.phone.app import AppFacts
from aitdesk.phone.error_catalog import find
from aitdesk.value import UNDEFINED
from purchases import (
    COINS,
    COMPLETE,
    GRANT,
    LEGACY,
    MONTHLY,
    NO,
    NO_ADS,
    ONCE,
    OUTCOMES,
    PRODUCTS,
    RENEWED,
    YES,
    bought,
    buyer,
    purchased,
    refused,
    statuses,
    verdict,
)
from rig import (
    call,
    failed,
    make_rig,
    quiet,
    rejected,
    resolved,
    subscribe,
    talk,
    told,
    unsubscribe,
)

if TYPE_CHECKING:
    from aitdesk.phone.product import Outcome
    from aitdesk.value import Json, Value
    from rig import Rig


# Products.


def test_a_fresh_phone_lists_its_test_products_as_the_sdk_types_them() -> None:
    rig = make_rig()
    items = rig.shell.shop.observable.value.items
    rig.shell.shop.observable.update(items=[replace(each, icon_url="") for each in items])
    products: list[Json] = [
        {
            "sku": COINS,
            "type": "CONSUMABLE",
            "displayName": "테스트 코인 100개",
            "displayAmount": "1,000원",
            "iconUrl": "",
            "description": "소모성 테스트 상품 · Consumable test product",
        },
        {
            "sku": NO_ADS,
            "type": "NON_CONSUMABLE",
            "displayName": "테스트 광고 제거",
            "displayAmount": "4,900원",
            "iconUrl": "",
            "description": "비소모성 테스트 상품 · Non-consumable test product",
        },
        {
            "sku": MONTHLY,
            "type": "SUBSCRIPTION",
            "displayName": "테스트 월간 구독",
            "displayAmount": "3,900원",
            "iconUrl": "",
            "description": "구독 테스트 상품 · Subscription test product",
            "renewalCycle": "MONTHLY",
            "offers": [
                {"type": "FREE_TRIAL", "offerId": "aitdesk.test.trial", "period": "P7D"},
                {
                    "type": "NEW_SUBSCRIPTION",
                    "offerId": "aitdesk.test.first-month",
                    "period": "P1M",
                    "displayAmount": "1,900원",
                },
                {
                    "type": "RETURNING",
                    "offerId": "aitdesk.test.come-back",
                    "period": "P1M",
                    "displayAmount": "2,900원",
                },
            ],
        },
    ]
    assert talk(rig, call(PRODUCTS)) == [resolved(PRODUCTS, {"products": products})]


def test_a_test_product_has_an_icon_that_needs_no_network() -> None:
    icons = {each.icon_url[:19] for each in make_rig().shell.shop.observable.value.items}
    assert icons == {"data:image/svg+xml;"}


def test_the_list_is_what_the_state_says() -> None:
    rig = make_rig()
    rig.shell.shop.observable.update(items=())
    assert talk(rig, call(PRODUCTS)) == [resolved(PRODUCTS, {"products": []})]


# Buying.


@pytest.mark.parametrize("icon", ["", "https://example.com/icon.png"])
def test_a_purchase_is_paid_granted_and_a_success(icon: str) -> None:
    rig = buyer(app=AppFacts("my-app", "My App", icon))
    assert talk(
        rig,
        subscribe(ONCE, options={"sku": COINS}),
        verdict("order-1", YES),
    ) == [
        purchased(ONCE),
        resolved(GRANT, None, event_id="2"),
        told(ONCE, {"type": "success", "data": bought(icon=icon or None)}),
    ]
    assert statuses(rig) == {"order-1": "COMPLETED"}


def test_a_product_can_be_named_as_it_was_called_before() -> None:
    rig = buyer()
    assert talk(rig, subscribe(ONCE, options={"productId": COINS})) == [purchased(ONCE)]


def test_the_newer_name_of_a_product_wins() -> None:
    rig = buyer()
    options: Json = {"sku": COINS, "productId": "unknown"}
    assert talk(rig, subscribe(ONCE, options=options)) == [purchased(ONCE)]


@pytest.mark.parametrize("word", [UNDEFINED, False, None, 0, 1, "true", [], {}])
def test_only_true_is_a_grant_and_anything_else_leaves_the_order_pending(
    word: Value,
) -> None:
    rig = buyer()
    assert talk(rig, subscribe(ONCE, options={"sku": COINS}), verdict("order-1", word)) == [
        purchased(ONCE),
        resolved(GRANT, None, event_id="2"),
        refused(ONCE, "PRODUCT_NOT_GRANTED_BY_PARTNER"),
    ]
    assert statuses(rig) == {"order-1": "PENDING"}


def test_a_person_pays_in_the_sheet() -> None:
    rig = buyer(prompts="ask")
    got = talk(rig, subscribe(ONCE, options={"sku": COINS}), rig.answer("pay"))
    assert (got, [sheet["title"] for sheet in rig.sheets()]) == (
        [purchased(ONCE)],
        ["테스트 코인 100개"],
    )


def test_a_person_puts_the_sheet_away() -> None:
    rig = buyer(prompts="ask")
    assert talk(rig, subscribe(ONCE, options={"sku": COINS}), rig.answer("cancel")) == [
        refused(ONCE, "USER_CANCELED")
    ]
    assert statuses(rig) == {}


@pytest.mark.parametrize("name", [ONCE, RENEWED])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_failure_of_a_purchase_can_be_had_by_state(name: str, outcome: Outcome) -> None:
    rig = buyer()
    rig.shell.shop.observable.update(next_outcome=outcome)
    sku = COINS if name == ONCE else MONTHLY
    assert talk(rig, subscribe(name, options={"sku": sku})) == [refused(name, outcome)]
    assert statuses(rig) == {}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_failure_of_a_legacy_purchase_can_be_had_by_state(outcome: Outcome) -> None:
    rig = buyer()
    rig.shell.shop.observable.update(next_outcome=outcome)
    got = talk(rig, call(LEGACY, {"productId": COINS}))
    assert (got, statuses(rig)) == ([refused(LEGACY, outcome, is_event=False)], {})


@pytest.mark.parametrize("name", [ONCE, RENEWED])
@pytest.mark.parametrize("key", [*OUTCOMES, "PRODUCT_NOT_GRANTED_BY_PARTNER"])
def test_every_failure_of_a_purchase_can_be_had_by_a_fault(name: str, key: str) -> None:
    rig = buyer(faults={name: key})
    row = find(name, key)
    assert row is not None
    sku = COINS if name == ONCE else MONTHLY
    got = talk(rig, subscribe(name, options={"sku": sku}))
    assert got == [failed(name, f"{row.message} (asked for)", code=key)]


@pytest.mark.parametrize("options", [{"sku": "unknown"}, {"productId": "unknown"}, {}])
def test_a_product_that_is_not_there_cannot_be_bought(options: dict[str, Json]) -> None:
    rig = buyer()
    assert talk(rig, subscribe(ONCE, options=options)) == [refused(ONCE, "INVALID_PRODUCT_ID")]


def test_what_is_owned_cannot_be_bought_again() -> None:
    rig = buyer()
    assert talk(
        rig,
        subscribe(ONCE, options={"sku": NO_ADS}),
        verdict("order-1", YES),
        subscribe(ONCE, options={"sku": NO_ADS}, event_id="3"),
    )[3:] == [refused(ONCE, "ITEM_ALREADY_OWNED", event_id="3")]


# A page that stops listening, leaves, or says something twice.


def test_unsubscribing_before_the_payment_stops_the_callbacks_and_not_the_payment() -> None:
    rig = buyer(prompts="ask")
    got = talk(rig, subscribe(ONCE, options={"sku": COINS}), unsubscribe(ONCE), rig.answer("pay"))
    assert (got, statuses(rig)) == ([], {"order-1": "PENDING"})


def test_unsubscribing_after_the_payment_still_lets_the_page_grant() -> None:
    rig = buyer()
    got = talk(
        rig,
        subscribe(ONCE, options={"sku": COINS}),
        unsubscribe(ONCE),
        verdict("order-1", YES),
    )
    assert (got, statuses(rig)) == (
        [purchased(ONCE), resolved(GRANT, None, event_id="2")],
        {"order-1": "COMPLETED"},
    )


def leave(rig: Rig, *before: str) -> None:
    """Open a page, let it send, open another, and let the person pay there."""

    async def take() -> None:
        rig.session.connection.opened("page-1", origin="https://my-app.apps.tossmini.com")
        for text in before:
            rig.session.connection.received(
                "page-1", text, origin="https://my-app.apps.tossmini.com"
            )
        await quiet()
        rig.session.connection.opened("page-1", origin="https://my-app.apps.tossmini.com")
        await quiet()
        rig.answer("pay")()
        await quiet()

    asyncio.run(take())


def test_the_sheet_outlives_the_page_and_the_payment_is_found_as_pending() -> None:
    rig = buyer(prompts="ask")
    leave(rig, subscribe(ONCE, options={"sku": COINS}))
    assert (len(rig.sheets()), rig.got(), statuses(rig)) == (2, [], {"order-1": "PENDING"})


def test_a_legacy_payment_outlives_the_page_too() -> None:
    rig = buyer(prompts="ask")
    leave(rig, call(LEGACY, {"sku": COINS}))
    assert (rig.got(), statuses(rig)) == ([], {"order-1": "COMPLETED"})


def test_a_grant_that_comes_twice_succeeds_once() -> None:
    rig = buyer()
    assert talk(
        rig,
        subscribe(ONCE, options={"sku": COINS}),
        verdict("order-1", YES),
        verdict("order-1", YES, event_id="3"),
    )[2:] == [
        told(ONCE, {"type": "success", "data": bought()}),
        rejected(GRANT, "the order order-1 is not pending", code="EXECUTION_ERROR", event_id="3"),
    ]


@pytest.mark.parametrize("is_granted", [True, False])
def test_a_grant_of_an_unknown_order_is_rejected(*, is_granted: bool) -> None:
    assert talk(buyer(), verdict("order-9", is_granted)) == [
        rejected(GRANT, "the order order-9 is not pending", code="EXECUTION_ERROR", event_id="2")
    ]


def test_completing_the_order_ends_the_purchase_that_waits_and_spends_its_grant() -> None:
    rig = buyer()
    assert talk(
        rig,
        subscribe(ONCE, options={"sku": COINS}),
        call(COMPLETE, {"params": {"orderId": "order-1"}}, event_id="3"),
        verdict("order-1", YES),
    ) == [
        purchased(ONCE),
        resolved(COMPLETE, YES, event_id="3"),
        told(ONCE, {"type": "success", "data": bought()}),
        rejected(GRANT, "the order order-1 is not pending", code="EXECUTION_ERROR", event_id="2"),
    ]


def test_two_purchases_hear_each_of_its_own_order() -> None:
    rig = buyer()
    assert talk(
        rig,
        subscribe(ONCE, options={"sku": COINS}),
        subscribe(ONCE, options={"sku": COINS}, event_id="2"),
        verdict("order-2", NO, event_id="3"),
        verdict("order-1", YES, event_id="4"),
    ) == [
        purchased(ONCE),
        purchased(ONCE, "order-2", event_id="2"),
        resolved(GRANT, None, event_id="3"),
        refused(ONCE, "PRODUCT_NOT_GRANTED_BY_PARTNER", event_id="2"),
        resolved(GRANT, None, event_id="4"),
        told(ONCE, {"type": "success", "data": bought()}),
    ]


# The older generations.


@pytest.mark.parametrize("member", ["sku", "productId"])
def test_the_legacy_method_resolves_with_the_completed_order(member: str) -> None:
    rig = buyer()
    got = talk(rig, call(LEGACY, {member: COINS}))
    assert (got, statuses(rig)) == ([resolved(LEGACY, bought())], {"order-1": "COMPLETED"})


def test_the_legacy_method_rejects_when_the_person_cancels() -> None:
    rig = buyer(prompts="deny")
    assert talk(rig, call(LEGACY, {"productId": COINS})) == [
        refused(LEGACY, "USER_CANCELED", is_event=False)
    ]


def test_the_event_that_no_sdk_sends_takes_the_payment_and_tells_nothing() -> None:
    rig = buyer()
    got = talk(rig, subscribe(LEGACY, options={"sku": COINS}))
    assert (got, statuses(rig)) == ([], {"order-1": "PENDING"})


def test_the_event_that_no_sdk_sends_tells_of_a_failure() -> None:
    rig = buyer(prompts="deny")
    got = talk(rig, subscribe(LEGACY, options={"sku": COINS}))
    assert got == [refused(LEGACY, "USER_CANCELED")]

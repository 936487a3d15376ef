"""Purchases of SDK 3.x: paid in the sheet, granted by the page, found again later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from phone import Phone, open_phone

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener, Starter

COINS, NO_ADS, MONTHLY = "aitdesk.test.coins", "aitdesk.test.no-ads", "aitdesk.test.monthly"
BUY, SUBSCRIBE = "createOneTimePurchaseOrder", "createSubscriptionPurchaseOrder"
# What the mini-app hears, in order: of its own function, of onEvent and of onError.
START: Final = """([name, options, granting]) => {
  window.heard = [];
  const processProductGrant = (order) => {
    heard.push(["grant", Object.keys(order), order.orderId]);
    if (granting === "never") return new Promise(() => {});
    return granting;
  };
  window.cleanup = sdk.IAP[name]({
    options: { ...options, processProductGrant },
    onEvent: (event) => heard.push(["event", event]),
    onError: (error) => heard.push(["error", error instanceof Error, error.code]),
  });
}"""
# Right below and at the first version whose orders wait to be granted.
LAST_LEGACY: Final = {"ios": "5.229.99", "android": "5.231.0"}
FIRST_GRANTED: Final = {"ios": "5.230.0", "android": "5.231.1"}
GRANTED: Final = ["requestOneTimePurchase", "processProductGrant"]
LEGACY: Final = ["iapCreateOneTimePurchaseOrder"]


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, standin_page: str) -> Phone:
    return open_phone(keep_miniapp, standin_page)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def start(
    phone: Phone, sku: str, *, name: str = BUY, granting: bool | str = True, **options: str
) -> None:
    phone.page.evaluate(START, [name, {"sku": sku, **options}, granting])


def heard(phone: Phone, *, times: int) -> list[list[Any]]:
    """Wait until the page heard so often, and return what."""
    phone.page.wait_for_function("(times) => heard.length >= times", arg=times)
    return list(phone.page.evaluate("heard"))


def pending(phone: Phone) -> list[str]:
    return [order["orderId"] for order in phone.get("IAP.getPendingOrders")["orders"]]


def past(phone: Phone) -> dict[str, str]:
    orders = phone.get("IAP.getCompletedOrRefundedOrders")["orders"]
    return {order["orderId"]: order["status"] for order in orders}


def complete(phone: Phone, order_id: str) -> bool:
    return bool(phone.get("IAP.completeProductGrant", {"params": {"orderId": order_id}}))


def asked(phone: Phone) -> list[str]:
    """Return what of purchases this document has called and subscribed to."""
    entries = phone.ask("GET", "/journal?limit=5000")["entries"]
    (*_, begin) = (at for at, entry in enumerate(entries) if "page" in entry)
    own = [entry for entry in entries[begin:] if entry["kind"] in {"call", "subscribe"}]
    return [str(entry["name"]) for entry in own if entry["name"] in {*GRANTED, *LEGACY}]


def set_around(phone: Phone, platform: str, toss_version: str) -> None:
    """Let the page see another Toss app."""
    phone.patch(environment={"platform": platform, "toss_version": toss_version})
    phone.page.wait_for_function(
        """([os, version]) => sdk.getPlatformOS() === os && sdk.getTossAppVersion() === version""",
        arg=[platform, toss_version],
    )


def test_a_person_pays_in_the_sheet_and_the_page_grants(phone: Phone) -> None:
    start(phone, COINS)
    expect(phone.sheet.get_by_text("테스트 결제 · Test purchase")).to_be_visible()
    phone.tap("pay")
    (grant, (_, event)) = heard(phone, times=2)
    order_id = event["data"]["orderId"]
    assert (grant, event, past(phone), pending(phone)) == (
        ["grant", ["orderId"], order_id],
        {
            "type": "success",
            "data": {
                "orderId": order_id,
                "displayName": "테스트 코인 100개",
                "displayAmount": "1,000원",
                "amount": 1_000,
                "currency": "KRW",
                "fraction": 0,
                "miniAppIconUrl": None,
            },
        },
        {order_id: "COMPLETED"},
        [],
    )
    assert asked(phone) == GRANTED


def test_a_product_is_found_by_its_older_member_too(phone: Phone) -> None:
    phone.page.evaluate(START, [BUY, {"productId": COINS}, True])
    phone.tap("pay")
    assert [each[0] for each in heard(phone, times=2)] == ["grant", "event"]


def test_a_person_cancels_and_the_page_gets_an_error_with_a_code(phone: Phone) -> None:
    start(phone, COINS)
    phone.tap("cancel")
    assert heard(phone, times=1) == [["error", True, "USER_CANCELED"]]
    assert (pending(phone), past(phone)) == ([], {})


def test_a_page_that_grants_nothing_gets_an_error_and_can_make_up_for_it(phone: Phone) -> None:
    start(phone, COINS, granting=False)
    phone.tap("pay")
    ((_, _, order_id), error) = heard(phone, times=2)
    assert (error, pending(phone)) == (
        ["error", True, "PRODUCT_NOT_GRANTED_BY_PARTNER"],
        [order_id],
    )
    assert [complete(phone, order_id) for _ in range(2)] == [True, False]
    assert (pending(phone), past(phone)) == ([], {order_id: "COMPLETED"})


def test_cleaning_up_before_the_payment_stops_the_callbacks_and_not_the_payment(
    phone: Phone,
) -> None:
    start(phone, COINS)
    phone.page.evaluate("cleanup()")
    phone.tap("pay")
    phone.page.wait_for_function(
        "async () => (await sdk.IAP.getPendingOrders()).orders.length === 1"
    )
    (order_id,) = pending(phone)
    assert (phone.page.evaluate("heard"), complete(phone, order_id)) == ([], True)


def test_an_order_stays_pending_when_the_page_leaves_before_it_grants(phone: Phone) -> None:
    start(phone, COINS, granting="never")
    phone.tap("pay")
    ((_, _, order_id),) = heard(phone, times=1)
    phone.page.reload()
    phone.page.wait_for_function("() => 'sdk' in window")
    assert (pending(phone), complete(phone, order_id), pending(phone)) == ([order_id], True, [])


def test_a_subscription_begins_with_its_trial_and_can_be_looked_up(phone: Phone) -> None:
    start(phone, MONTHLY, name=SUBSCRIBE, offerId="aitdesk.test.trial")
    phone.tap("pay")
    ((_, members, order_id), (_, event)) = heard(phone, times=2)
    assert (members, event["type"], event["data"]["displayAmount"]) == (
        ["orderId", "subscriptionId"],
        "success",
        "0원",
    )
    found = phone.get("IAP.getSubscriptionInfo", {"params": {"orderId": order_id}})
    standing = found["subscription"]
    assert (standing["status"], standing["isAutoRenew"], standing["isAccessible"]) == (
        "ACTIVE",
        True,
        True,
    )


def test_a_subscription_without_an_offer_costs_its_price(phone: Phone) -> None:
    start(phone, MONTHLY, name=SUBSCRIBE)
    phone.tap("pay")
    (_, (_, event)) = heard(phone, times=2)
    assert event["data"]["amount"] > 0


def test_the_products_can_be_listed(phone: Phone) -> None:
    products = phone.get("IAP.getProductItemList")["products"]
    assert [product["sku"] for product in products] == [COINS, NO_ADS, MONTHLY]


@pytest.mark.parametrize("platform", ["ios", "android"])
def test_right_below_the_first_toss_that_waits_the_page_buys_with_one_call(
    phone: Phone, platform: str
) -> None:
    set_around(phone, platform, LAST_LEGACY[platform])
    start(phone, COINS, granting=False)
    phone.tap("pay")
    (grant, (how, event)) = heard(phone, times=2)
    order_id = grant[2]
    # What the mini-app granted is told to nobody: the order was over with the payment.
    assert (grant[1], how, event["type"], event["data"]["orderId"]) == (
        ["orderId"],
        "event",
        "success",
        order_id,
    )
    assert asked(phone) == LEGACY
    set_around(phone, platform, "5.270.0")
    assert (pending(phone), past(phone)) == ([], {order_id: "COMPLETED"})


@pytest.mark.parametrize("platform", ["ios", "android"])
def test_at_the_first_toss_that_waits_the_page_is_asked_to_grant(
    phone: Phone, platform: str
) -> None:
    set_around(phone, platform, FIRST_GRANTED[platform])
    start(phone, COINS)
    phone.tap("pay")
    assert [each[0] for each in heard(phone, times=2)] == ["grant", "event"]
    assert asked(phone) == GRANTED


def test_a_refusal_of_the_older_way_is_an_error_with_its_code(phone: Phone) -> None:
    set_around(phone, "ios", LAST_LEGACY["ios"])
    start(phone, COINS)
    phone.tap("cancel")
    assert heard(phone, times=1) == [["error", True, "USER_CANCELED"]]


def test_before_anything_was_sold_the_function_itself_throws(phone: Phone) -> None:
    set_around(phone, "ios", "5.218.99")
    thrown = phone.page.evaluate(
        """([name, start]) => {
          try { eval(start)([name, { sku: "x" }, true]); } catch ({ code }) { return code; }
        }""",
        [BUY, START],
    )
    assert (thrown, asked(phone)) == ("UNSUPPORTED_APP_VERSION", [])


@pytest.mark.parametrize(
    ("path", "args"),
    [
        ("checkoutPayment", {"params": {"payToken": "t"}}),
        ("TossPay.authorize", {"payToken": "t"}),
        ("requestTossPayPaysBilling", {"params": {"wrappedToken": "t"}}),
        ("TossPay.authorizeSubscription", {"wrappedToken": "t"}),
    ],
)
@pytest.mark.parametrize(
    ("choice", "reply"),
    [
        ("confirm", {"success": True}),
        ("cancel", {"success": False, "reason": "사용자가 결제를 취소했어요."}),
    ],
)
def test_toss_pay_is_confirmed_or_not_in_a_sheet(
    phone: Phone, path: str, args: dict[str, object], choice: str, reply: dict[str, object]
) -> None:
    phone.begin(path, args)
    phone.tap(choice)
    assert phone.answer == ["resolved", reply]


def ready(miniapp: MiniApp) -> Phone:
    miniapp.page.wait_for_function("() => 'sdk' in window")
    return Phone(miniapp)


def test_what_was_paid_is_found_again_after_the_process_was_killed(
    start_miniapp: Starter, standin_page: str, tmp_path: Path
) -> None:
    first = ready(start_miniapp(target=standin_page, home=tmp_path))
    start(first, NO_ADS, granting="never")
    first.tap("pay")
    ((_, _, order_id),) = heard(first, times=1)
    first.miniapp.process.kill()
    first.miniapp.process.stop()

    second = ready(start_miniapp(target=standin_page, home=tmp_path))
    start(second, NO_ADS)
    assert heard(second, times=1) == [["error", True, "ITEM_ALREADY_OWNED"]]
    assert pending(second) == [order_id]
    assert [complete(second, order_id) for _ in range(2)] == [True, False]
    assert (pending(second), past(second)) == ([], {order_id: "COMPLETED"})

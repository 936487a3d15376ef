"""Purchases through the real SDK: paid in the sheet, granted by the page, found again later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.command import Runner
    from e2e.conftest import Opener, Starter

COINS, NO_ADS, MONTHLY = "aitdesk.test.coins", "aitdesk.test.no-ads", "aitdesk.test.monthly"
# What the mini-app hears, in order: of its own function, of onEvent and of onError.
START: Final = """([name, options, granting]) => {
  window.heard = [];
  const processProductGrant = (order) => {
    heard.push(["grant", Object.keys(order), order.orderId]);
    if (granting === "throw") throw new Error("the partner's server is down");
    return granting === "never" ? new Promise(() => {}) : granting;
  };
  window.cleanup = sdk.IAP[name]({
    options: { ...options, processProductGrant },
    onEvent: (event) => heard.push(["event", event]),
    onError: (error) => heard.push(["error", error instanceof Error, error.code]),
  });
}"""
# Buys without the SDK, by itself, and tells when it is asked.
BUYING: Final = f"""<!doctype html><script>
  new MutationObserver(() => {{
    if (document.querySelector("html > div")) console.log("a sheet is there");
  }}).observe(document, {{ childList: true, subtree: true }});
  ReactNativeWebView.postMessage(JSON.stringify({{ type: "addEventListener", eventId: "1",
    functionName: "requestOneTimePurchase", args: {{ sku: "{COINS}" }} }}));
</script>"""
BUY, SUBSCRIBE = "createOneTimePurchaseOrder", "createSubscriptionPurchaseOrder"


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    """The page that has the SDK, with a person in front of it."""
    return ready(keep_miniapp(target=sdk_page))


def ready(miniapp: MiniApp) -> MiniApp:
    expect(miniapp.page.locator("#status")).to_have_text("ready")
    return miniapp


def start(
    miniapp: MiniApp,
    sku: str,
    *,
    name: str = BUY,
    granting: bool | str = True,
    offer_id: str | None = None,
) -> None:
    options = {"sku": sku} if offer_id is None else {"sku": sku, "offerId": offer_id}
    miniapp.page.evaluate(START, [name, options, granting])


def choose(miniapp: MiniApp, choice: str) -> None:
    miniapp.sheet.get_by_test_id(f"aitdesk-choice-{choice}").click()


def heard(miniapp: MiniApp, *, times: int) -> list[list[Any]]:
    """Wait until the page heard so often, and return what."""
    miniapp.page.wait_for_function("(times) => heard.length >= times", arg=times)
    return list(miniapp.page.evaluate("heard"))


def ask(miniapp: MiniApp, name: str, *args: object) -> Any:  # noqa: ANN401  # as the page sees it
    return miniapp.page.evaluate("([name, args]) => sdk.IAP[name](...args)", [name, list(args)])


def pending(miniapp: MiniApp) -> list[str]:
    return [order["orderId"] for order in ask(miniapp, "getPendingOrders")["orders"]]


def paid(miniapp: MiniApp) -> str:
    """Wait until the one payment under way is an order, and return its id."""
    miniapp.page.wait_for_function(
        "async () => (await sdk.IAP.getPendingOrders()).orders.length > 0"
    )
    (order_id,) = pending(miniapp)
    return order_id


def past(miniapp: MiniApp) -> dict[str, str]:
    found = ask(miniapp, "getCompletedOrRefundedOrders")
    assert found["hasNext"] is False
    return {order["orderId"]: order["status"] for order in found["orders"]}


def complete(miniapp: MiniApp, order_id: str) -> bool:
    return bool(ask(miniapp, "completeProductGrant", {"params": {"orderId": order_id}}))


def test_a_person_pays_in_the_sheet_and_the_page_grants(miniapp: MiniApp) -> None:
    start(miniapp, COINS)
    expect(miniapp.sheet.get_by_text("테스트 결제 · Test purchase")).to_be_visible()
    choose(miniapp, "pay")
    (grant, (_, event)) = heard(miniapp, times=2)
    order_id = event["data"]["orderId"]
    assert grant == ["grant", ["orderId"], order_id]
    assert event == {
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
    }
    assert past(miniapp)[order_id] == "COMPLETED"


def test_a_person_cancels_and_the_page_gets_an_error_with_a_code(miniapp: MiniApp) -> None:
    before = [pending(miniapp), past(miniapp)]
    start(miniapp, COINS)
    choose(miniapp, "cancel")
    assert heard(miniapp, times=1) == [["error", True, "USER_CANCELED"]]
    assert [pending(miniapp), past(miniapp)] == before


def test_a_page_that_grants_nothing_gets_an_error_and_can_make_up_for_it(miniapp: MiniApp) -> None:
    start(miniapp, COINS, granting=False)
    choose(miniapp, "pay")
    ((_, _, order_id), error) = heard(miniapp, times=2)
    assert (error, pending(miniapp)) == (
        ["error", True, "PRODUCT_NOT_GRANTED_BY_PARTNER"],
        [order_id],
    )
    assert [complete(miniapp, order_id) for _ in range(2)] == [True, False]
    assert (pending(miniapp), past(miniapp)[order_id]) == ([], "COMPLETED")


def test_a_grant_that_never_answers_ends_on_the_refund_page(miniapp: MiniApp) -> None:
    start(miniapp, COINS, granting="never")
    choose(miniapp, "pay")
    ((_, _, order_id),) = heard(miniapp, times=1)
    miniapp.shell.clock.advance(seconds=30)
    expect(miniapp.sheet.get_by_text(order_id)).to_be_visible()
    choose(miniapp, "close")
    assert (heard(miniapp, times=2)[1], pending(miniapp)) == (
        ["error", True, "PRODUCT_NOT_GRANTED_BY_PARTNER"],
        [order_id],
    )
    assert complete(miniapp, order_id)


def test_cleaning_up_before_the_payment_stops_the_callbacks_and_not_the_payment(
    miniapp: MiniApp,
) -> None:
    start(miniapp, COINS)
    miniapp.page.evaluate("cleanup()")
    choose(miniapp, "pay")
    order_id = paid(miniapp)
    assert (miniapp.page.evaluate("heard"), complete(miniapp, order_id)) == ([], True)


def test_the_sheet_stands_in_the_next_page_too(miniapp: MiniApp) -> None:
    start(miniapp, COINS)
    expect(miniapp.sheet.get_by_test_id("aitdesk-choice-pay")).to_be_visible()
    miniapp.page.reload()
    ready(miniapp)
    choose(miniapp, "pay")
    assert complete(miniapp, paid(miniapp))


def test_a_subscription_begins_with_its_trial(miniapp: MiniApp) -> None:
    start(miniapp, MONTHLY, name=SUBSCRIBE, offer_id="aitdesk.test.trial")
    choose(miniapp, "pay")
    ((_, members, order_id), (_, event)) = heard(miniapp, times=2)
    assert (members, event["data"]["displayAmount"]) == (["orderId", "subscriptionId"], "0원")
    found = ask(miniapp, "getSubscriptionInfo", {"params": {"orderId": order_id}})["subscription"]
    dates = {"expiresAt": found.pop("expiresAt")[10]}
    assert (found, dates) == (
        {
            "catalogId": 1,
            "status": "ACTIVE",
            "isAutoRenew": True,
            "gracePeriodExpiresAt": None,
            "isAccessible": True,
        },
        {"expiresAt": "T"},
    )


def test_the_products_can_be_listed(miniapp: MiniApp) -> None:
    products = ask(miniapp, "getProductItemList")["products"]
    assert [product["sku"] for product in products] == [COINS, NO_ADS, MONTHLY]


@pytest.mark.parametrize(
    ("name", "member"),
    [("checkoutPayment", "payToken"), ("requestTossPayPaysBilling", "wrappedToken")],
)
@pytest.mark.parametrize(
    ("choice", "reply"),
    [
        ("confirm", {"success": True}),
        ("cancel", {"success": False, "reason": "사용자가 결제를 취소했어요."}),
    ],
)
def test_toss_pay_is_confirmed_or_not_in_a_sheet(
    miniapp: MiniApp, name: str, member: str, choice: str, reply: dict[str, object]
) -> None:
    miniapp.page.evaluate(
        "([name, member]) => { window.paid = sdk[name]({ params: { [member]: 't' } }); }",
        [name, member],
    )
    choose(miniapp, choice)
    assert miniapp.page.evaluate("paid") == reply


def test_what_was_paid_is_found_again_after_the_process_was_killed(
    start_miniapp: Starter, sdk_page: str, tmp_path: Path
) -> None:
    kept: dict[str, Any] = {"target": sdk_page, "prompts": "allow", "home": tmp_path}
    first = ready(start_miniapp(**kept))
    start(first, NO_ADS, granting="throw")
    ((_, _, order_id),) = heard(first, times=1)
    first.process.kill()
    first.process.stop()

    second = ready(start_miniapp(**kept))
    start(second, NO_ADS)
    assert heard(second, times=1) == [["error", True, "ITEM_ALREADY_OWNED"]]
    assert pending(second) == [order_id]
    assert [complete(second, order_id) for _ in range(2)] == [True, False]
    assert (pending(second), past(second)) == ([], {order_id: "COMPLETED"})


@pytest.mark.parametrize(
    ("toss_version", "calls", "what"),
    [
        ("5.218.9", [], []),
        ("5.219.0", ["iapCreateOneTimePurchaseOrder"], ["grant", "event"]),
    ],
)
def test_an_old_toss_sells_in_the_old_way_or_not_at_all(
    new_miniapp: Opener, sdk_page: str, toss_version: str, calls: list[str], what: list[str]
) -> None:
    miniapp = ready(new_miniapp(target=sdk_page, prompts="allow", toss_version=toss_version))
    start(miniapp, COINS, granting=False)
    told = [each[0] for each in heard(miniapp, times=len(what))]
    # What the page sends is answered in order, so that this is after the purchase.
    ask(miniapp, "getProductItemList")
    names = [entry["name"] for entry in miniapp.shell.journal("call")]
    assert (told, [name for name in names if "Purchase" in name]) == (what, calls)


def test_closing_the_window_puts_an_open_sheet_away(run_preview: Runner, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(BUYING, "utf-8")
    run = run_preview(str(tmp_path))
    run.entry("console", text="a sheet is there")
    assert (run.stop(), "Task" in run.terminal) == (143, False)

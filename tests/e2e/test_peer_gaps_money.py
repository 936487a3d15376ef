"""Login, purchases, ads and invitations through the real SDK: each has a state of its own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from aitdesk.errors import DriverError
from phone import Phone, open_phone

if TYPE_CHECKING:
    from aitdesk.value import Json
    from e2e.conftest import Opener

COINS, MONTHLY = "aitdesk.test.coins", "aitdesk.test.monthly"


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, sdk_page: str) -> Phone:
    return open_phone(keep_miniapp, sdk_page)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def buy(phone: Phone, sku: str) -> str:
    """Buy a product on its sheet, have it granted, and return the order's id."""
    kind = "createSubscriptionPurchaseOrder" if sku == MONTHLY else "createOneTimePurchaseOrder"
    phone.listen(f"IAP.{kind}", {"options": {"sku": sku}}, grants=True)
    phone.tap("pay")
    ((success,)) = phone.told(1)
    return str(success["data"]["orderId"])


def redeem(phone: Phone, code: str) -> bool:
    """Use a code up as a server would, and tell whether that went well."""
    try:
        phone.miniapp.shell.redeem(code)
    except DriverError as refusal:
        if refusal.code != "invalid_grant":
            raise
        return False
    return True


def test_a_login_code_can_be_exchanged_once_and_only_if_it_was_issued(phone: Phone) -> None:
    phone.begin("appLogin")
    phone.tap("agree")
    first, second = phone.answer[1], phone.get("appLogin")
    codes = [each["authorizationCode"] for each in (first, second)]
    redeemed = [redeem(phone, code) for code in (*codes, codes[0], "made-up")]
    assert redeemed == [True, True, False, False]
    assert (len(set(codes)), first["referrer"]) == (2, "DEFAULT")


def test_the_history_of_orders_comes_page_by_page_newest_first(phone: Phone) -> None:
    phone.patch(products={"page_size": 2})
    ids = [buy(phone, COINS) for _ in range(3)]
    name = "IAP.getCompletedOrRefundedOrders"
    first = phone.get(name)
    second = phone.get(name, {"key": first["nextKey"]})
    pages = [[order["orderId"] for order in page["orders"]] for page in (first, second)]
    assert pages == [[ids[2], ids[1]], [ids[0]]]
    assert (first["hasNext"], second["hasNext"], "nextKey" in second) == (True, False, False)


def test_a_refund_is_seen_in_the_history(phone: Phone) -> None:
    ids = [buy(phone, COINS) for _ in range(2)]
    phone.ask("POST", f"/orders/{ids[0]}/refund")
    orders = phone.get("IAP.getCompletedOrRefundedOrders")["orders"]
    assert {each["orderId"]: each["status"] for each in orders} == {
        ids[0]: "REFUNDED",
        ids[1]: "COMPLETED",
    }


def standing(phone: Phone, order_id: str) -> Any:  # noqa: ANN401  # as the page sees it
    return phone.get("IAP.getSubscriptionInfo", {"params": {"orderId": order_id}})


def days_left(info: dict[str, Any]) -> int:
    ends = datetime.fromisoformat(info["subscription"]["expiresAt"])
    return (ends - datetime.now(ends.tzinfo)).days


def test_a_subscription_ends_with_its_renewal_its_refund_and_its_time(phone: Phone) -> None:
    order_id = buy(phone, MONTHLY)
    active = standing(phone, order_id)
    phone.ask("POST", f"/orders/{order_id}/renewal", {"renewal": "OFF"})
    cancelled = standing(phone, order_id)
    phone.patch(clock={"server_ahead_ms": 40 * 86_400_000})
    expired = standing(phone, order_id)
    phone.ask("POST", f"/orders/{order_id}/refund")
    seen = [
        each["subscription"] for each in (active, cancelled, expired, standing(phone, order_id))
    ]
    assert [(each["status"], each["isAutoRenew"], each["isAccessible"]) for each in seen] == [
        ("ACTIVE", True, True),
        ("ACTIVE", False, True),
        ("EXPIRED", False, False),
        ("REVOKED", False, False),
    ]
    assert 27 <= days_left(active) <= 31


def test_an_order_of_no_subscription_has_none(phone: Phone) -> None:
    order_id = buy(phone, COINS)
    assert [standing(phone, each) for each in (order_id, "unknown")] == [{}, {}]


def test_each_friend_that_is_invited_brings_a_reward(phone: Phone) -> None:
    people: list[Json] = [
        {"name": f"친구 {n}", "phone_number": f"010-0000-000{n}"} for n in range(3)
    ]
    phone.patch(contacts={"people": people})
    phone.listen("contactsViral", {"options": {"moduleId": "module"}})
    for number in ("010-0000-0001", "010-0000-0002"):
        phone.pick(number)
    phone.tap("invite")
    reward = {"type": "sendViral", "data": {"rewardAmount": 1, "rewardUnit": "하트"}}
    assert phone.told(2) == [reward, reward]
    phone.tap("back")
    assert phone.told(3)[2] == {
        "type": "close",
        "data": {
            "closeReason": "clickBackButton",
            "sentRewardAmount": 2,
            "sendableRewardsCount": 1,
            "sentRewardsCount": 2,
            "rewardUnit": "하트",
        },
    }

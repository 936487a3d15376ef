from __future__ import annotations

import asyncio
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

import httpx
import msgspec
import pytest

from aitdesk.errors import ConfigError
from aitdesk.journal import EntryKind, Journal
from aitdesk.partner.callbacks import Callbacks
from aitdesk.phone.partner import PartnerState
from aitdesk.phone.shop import PurchaseWish
from aitdesk.phone.subscription import ChangeReason, Renewal
from memory_vault import MemoryVault
from partner_rig import link
from rig import FakeTime, make_shell, quiet

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone

URL = "https://my.example/unlink?x=1"
MONTHLY = "aitdesk.test.monthly"
DAY_MS = 86_400_000


@dataclass
class Site(httpx.AsyncBaseTransport):
    """The mini-app's server: answers each request with the next status, 0 for nothing."""

    statuses: list[int] = field(default_factory=lambda: [204])
    asked: list[httpx.Request] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if not status:
            raise httpx.ConnectError("nobody is there")
        return httpx.Response(status, text="told")


def phone_with(**settings: Any) -> tuple[SimulatedPhone, FakeTime]:  # noqa: ANN401
    time = FakeTime()
    phone = make_shell(vault=MemoryVault(), time=time)
    phone.partner.observable.update(**settings)
    phone.prompts.observable.update(default="allow")
    return phone, time


async def subscribe(phone: SimulatedPhone) -> str:
    wish = PurchaseWish(sku=MONTHLY, is_subscription=True, for_call="x")
    order_id = (await phone.shop.sell(wish)).order_id
    await phone.wallet.complete(order_id)
    return order_id


@pytest.mark.parametrize("reason", ["UNLINK", "WITHDRAWAL_TERMS", "WITHDRAWAL_TOSS"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unlink_is_told_as_it_was_registered(reason: Any, method: str) -> None:  # noqa: ANN401
    phone, _ = phone_with(unlink_url=URL, unlink_method=method, unlink_authorization="id:secret")
    site = Site()

    async def act() -> str:
        callbacks = Callbacks(phone, Journal(), site)
        callbacks.follow()
        await link(phone)
        await phone.login.unlink(reason)
        await quiet()
        await callbacks.close()
        return str(await phone.identity.user_key())

    key = asyncio.run(act())
    (request,) = site.asked
    told = {"userKey": key, "referrer": reason}
    basic = f"Basic {b64encode(b'id:secret').decode()}"
    assert (request.method, request.headers["authorization"]) == (method, basic)
    if method == "GET":
        assert dict(request.url.params) == {"x": "1", **told}
    else:
        assert (str(request.url), msgspec.json.decode(request.content)) == (URL, told)


def test_without_a_url_nobody_is_told() -> None:
    phone, _ = phone_with()
    callbacks = Callbacks(phone, Journal(), Site())
    assert asyncio.run(callbacks.unlink("UNLINK")) is None


def test_a_callback_is_tried_again_as_often_as_the_setting_says_and_logged() -> None:
    phone, time = phone_with(unlink_url=URL, callback_retries=2, callback_retry_after_ms=1_000)
    site, journal = Site([0, 500, 204]), Journal()

    async def act() -> object:
        telling = asyncio.create_task(Callbacks(phone, journal, site).unlink("UNLINK"))
        for _ in range(2):
            await quiet()
            time.advance(ms=1_000)
            await quiet()
        return await telling

    result = asyncio.run(act())
    entries = [each.fields for each in journal.entries if each.kind is EntryKind.PARTNER]
    assert [(each["status"], each["result"]) for each in entries] == [
        (None, "FAIL"),
        (500, "FAIL"),
        (204, "SUCCESS"),
    ]
    assert (getattr(result, "tries", 0), getattr(result, "is_taken", False)) == (3, True)


def test_a_registration_is_verified() -> None:
    phone, _ = phone_with(notification_url=URL)
    site = Site()
    asyncio.run(Callbacks(phone, Journal(), site).subscription("", "VERIFICATION"))
    assert msgspec.json.decode(site.asked[0].content) == {
        "eventType": "callback.registration_verification",
        "occurredAt": "2026-01-01T09:00:00",
    }


@pytest.mark.parametrize("reason", get_args(ChangeReason))
def test_a_change_of_a_subscription_is_told_in_the_servers_names(reason: Any) -> None:  # noqa: ANN401
    phone, _ = phone_with(notification_url=URL, notification_authorization="x")
    site = Site()

    async def act() -> str:
        order_id = await subscribe(phone)
        await Callbacks(phone, Journal(), site).subscription(order_id, reason)
        return order_id

    order_id = asyncio.run(act())
    told = msgspec.json.decode(site.asked[0].content)
    previous = told["subscription"].pop("previous", None)
    assert (previous is None) == (reason == "CREATED")
    assert told == {
        "eventType": "subscription.status_changed",
        "eventVersion": "1.0",
        "occurredAt": "2026-01-01T09:00:00",
        "orderId": order_id,
        "sku": MONTHLY,
        "changeReason": reason,
        "subscription": {
            "current": {
                "status": "ACTIVE",
                "accessGranted": True,
                "expiresAt": "2026-02-01T09:00:00",
                "autoRenew": True,
            }
        },
    }


def test_the_phones_own_changes_are_told() -> None:
    phone, _ = phone_with(notification_url=URL)
    site = Site()

    async def act() -> None:
        callbacks = Callbacks(phone, Journal(), site)
        callbacks.follow()
        order_id = await subscribe(phone)
        await phone.wallet.set_renewal(order_id, "OFF")
        await phone.wallet.set_renewal(order_id, "FAILING")
        await phone.wallet.set_renewal(order_id, "ON")
        await phone.wallet.refund(order_id)
        await quiet()
        await callbacks.close()

    asyncio.run(act())
    told = [msgspec.json.decode(each.content)["changeReason"] for each in site.asked]
    assert told == ["CREATED", "AUTO_RENEW_DISABLED", "AUTO_RENEW_ENABLED", "REVOKED"]


@pytest.mark.parametrize(
    ("renewal", "told"),
    [
        (
            "ON",
            [("RENEWED", "02-01", "ACTIVE", "ACTIVE"), ("RENEWED", "03-01", "ACTIVE", "ACTIVE")],
        ),
        ("OFF", [("EXPIRED", "02-01", "ACTIVE", "EXPIRED")]),
        (
            "FAILING",
            [
                ("ENTERED_GRACE_PERIOD", "02-01", "ACTIVE", "IN_GRACE_PERIOD"),
                ("ON_HOLD", "02-17", "IN_GRACE_PERIOD", "ON_HOLD"),
                ("EXPIRED", "03-19", "ON_HOLD", "EXPIRED"),
            ],
        ),
        ("PAUSED", [("PAUSED", "02-01", "ACTIVE", "PAUSED")]),
    ],
)
@pytest.mark.parametrize("jumps", [1, 80], ids=["at-once", "a-day-at-a-time"])
def test_what_time_makes_of_a_subscription_is_told_by_itself(
    renewal: Renewal, told: list[tuple[str, str, str, str]], jumps: int
) -> None:
    phone, _ = phone_with(notification_url=URL)
    site = Site()

    async def act() -> None:
        callbacks = Callbacks(phone, Journal(), site)
        callbacks.follow()
        order_id = await subscribe(phone)
        await phone.wallet.set_renewal(order_id, renewal)
        await quiet()
        site.asked.clear()  # what was told of the purchase and the switch
        for _ in range(jumps):
            phone.clock.advance(80 * DAY_MS // jumps)
            await quiet()
        await callbacks.close()

    asyncio.run(act())
    events = [msgspec.json.decode(each.content) for each in site.asked]
    assert [
        (
            each["changeReason"],
            each["occurredAt"][5:10],
            each["subscription"]["previous"]["status"],
            each["subscription"]["current"]["status"],
        )
        for each in events
    ] == told


def test_a_period_that_ends_as_real_time_goes_on_is_told_too() -> None:
    phone, time = phone_with(notification_url=URL)
    site = Site()

    async def act() -> None:
        callbacks = Callbacks(phone, Journal(), site)
        callbacks.follow()
        await subscribe(phone)
        await quiet()
        time.advance(ms=31 * DAY_MS)
        await quiet()
        await callbacks.close()

    asyncio.run(act())
    told = [msgspec.json.decode(each.content)["changeReason"] for each in site.asked]
    assert told == ["CREATED", "RENEWED"]


def test_one_that_was_paid_back_is_not_told_of_again() -> None:
    phone, _ = phone_with(notification_url=URL)
    site = Site()

    async def act() -> None:
        callbacks = Callbacks(phone, Journal(), site)
        callbacks.follow()
        await phone.wallet.refund(await subscribe(phone))
        await quiet()
        phone.clock.advance(400 * DAY_MS)
        await quiet()
        await callbacks.close()

    asyncio.run(act())
    told = [msgspec.json.decode(each.content)["changeReason"] for each in site.asked]
    assert told == ["CREATED", "REVOKED"]


def test_an_order_that_is_no_subscription_cannot_be_told() -> None:
    phone, _ = phone_with(notification_url=URL)
    callbacks = Callbacks(phone, Journal(), Site())
    with pytest.raises(ConfigError, match="order x is no subscription of default"):
        asyncio.run(callbacks.subscription("x", "RENEWED"))


@pytest.mark.parametrize(
    "url",
    ["https://my.example/x", "http://127.0.0.1:3000/x", "http://localhost/x", "http://[::1]:1/x"],
)
def test_the_console_takes_https_and_here_http_on_this_machine(url: str) -> None:
    assert PartnerState(unlink_url=url, notification_url=url).unlink_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://my.example/x", "http://127.0.0.1.my.example/", "ftp://my.example/", "my.example",
        "https://", "https:///x", "https://a@b/", "https://my.example:x/", "https://my.example/#x",
    ],
)  # fmt: skip
def test_the_console_refuses_any_other_url(url: str) -> None:
    with pytest.raises(ValueError, match=r"URL|console"):
        PartnerState(unlink_url=url)

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, get_args

import pytest

from aitdesk.errors import ApiError, StoreError
from aitdesk.phone.environment import Platform
from aitdesk.phone.product import Outcome
from aitdesk.phone.prompts import Answer
from aitdesk.phone.sheet import Fact, Facts, Paragraph
from aitdesk.phone.shop import PurchaseWish, fake_order_id
from memory_vault import MemoryVault
from rig import FakeTime, make_shell, quiet

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.order import Order
    from aitdesk.phone.sheet import Sheet
    from aitdesk.phone.subscription import Renewal

COINS, NO_ADS, MONTHLY = "aitdesk.test.coins", "aitdesk.test.no-ads", "aitdesk.test.monthly"
TRIAL, FIRST, AGAIN = "aitdesk.test.trial", "aitdesk.test.first-month", "aitdesk.test.come-back"
NAME = "requestOneTimePurchase"
UNKNOWN = (
    "product 'ait.coins' is not known here: list it in products.items, where the test products are"
)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
DAY_MS = 86_400_000


def phone(
    vault: MemoryVault | None = None,
    *,
    platform: Platform = Platform.IOS,
    policy: str = "allow",
    time: FakeTime | None = None,
) -> SimulatedPhone:
    shell = make_shell(vault=vault, platform=platform, time=time)
    shell.prompts.observable.update(default=policy)
    return shell


def wish(sku: str, offer_id: str | None = None) -> PurchaseWish:
    return PurchaseWish(sku=sku, offer_id=offer_id, is_subscription=sku == MONTHLY, for_call=NAME)


def sell(shell: SimulatedPhone, sku: str, offer_id: str | None = None) -> Order | str | None:
    """Return the order, or the code of the refusal."""
    try:
        return asyncio.run(shell.shop.sell(wish(sku, offer_id)))
    except ApiError as refusal:
        return refusal.code


def kept(shell: SimulatedPhone) -> list[Order]:
    return list(asyncio.run(shell.wallet.orders.all()).values())


def facts(sheet: Sheet) -> dict[str, str]:
    rows: list[Fact] = []
    for block in sheet.blocks:
        rows.extend(block.rows if isinstance(block, Facts) else ())
    return {row.label: row.value for row in rows}


def test_an_order_that_is_sold_is_written_as_pending() -> None:
    shell = phone()
    order = sell(shell, COINS)
    assert kept(shell) == [order]
    assert [each.status for each in kept(shell)] == ["PENDING"]


def test_no_two_orders_have_the_same_id_and_none_looks_real() -> None:
    ids = {fake_order_id() for _ in range(100)}
    assert (len(ids), {each[:8] for each in ids}) == (100, {"aitdesk-"})


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("policy", ["allow", "deny"])
def test_the_next_purchase_ends_as_the_state_says_and_the_one_after_it_does_not(
    outcome: Outcome, policy: str
) -> None:
    shell = phone(policy=policy)
    shell.shop.observable.update(next_outcome=outcome)
    first = sell(shell, COINS)
    is_met_after_paying = outcome in (
        "PAYMENT_PENDING",
        "APP_MARKET_VERIFICATION_FAILED",
        "TOSS_SERVER_VERIFICATION_FAILED",
    )
    is_cancelled = policy == "deny" and is_met_after_paying
    assert (first, kept(shell)) == ("USER_CANCELED" if is_cancelled else outcome, [])
    shell.prompts.observable.update(default="allow")
    assert [sell(shell, COINS)] == kept(shell)


def test_a_person_who_cancels_buys_nothing() -> None:
    shell = phone(policy="deny")
    assert (sell(shell, COINS), kept(shell)) == ("USER_CANCELED", [])


def test_an_unknown_product_is_refused_and_the_developer_hears_where_to_list_it() -> None:
    shell, problems = phone(), list[str]()
    shell.problems.listen(problems.append)
    assert (sell(shell, "ait.coins"), problems) == (
        "INVALID_PRODUCT_ID",
        [UNKNOWN],
    )


@pytest.mark.parametrize(
    ("sku", "is_subscription"), [(COINS, True), (NO_ADS, True), (MONTHLY, False)]
)
def test_a_product_is_sold_only_as_what_it_is(sku: str, *, is_subscription: bool) -> None:
    shell = phone()
    with pytest.raises(ApiError) as caught:
        asyncio.run(
            shell.shop.sell(PurchaseWish(sku=sku, is_subscription=is_subscription, for_call=NAME))
        )
    assert (caught.value.code, kept(shell)) == ("INVALID_PRODUCT_ID", [])


def test_without_a_network_nothing_is_sold() -> None:
    shell = phone()
    shell.network.observable.update(status="OFFLINE")
    assert (sell(shell, COINS), kept(shell)) == ("NETWORK_ERROR", [])


@pytest.mark.parametrize(
    ("platform", "sku", "then", "second"),
    [
        (Platform.IOS, COINS, "PENDING", "sold"),
        (Platform.ANDROID, COINS, "PENDING", "ITEM_ALREADY_OWNED"),
        (Platform.ANDROID, COINS, "COMPLETED", "sold"),
        (Platform.IOS, NO_ADS, "PENDING", "ITEM_ALREADY_OWNED"),
        (Platform.IOS, NO_ADS, "COMPLETED", "ITEM_ALREADY_OWNED"),
        (Platform.IOS, NO_ADS, "REFUNDED", "sold"),
        (Platform.IOS, MONTHLY, "PENDING", "ITEM_ALREADY_OWNED"),
        (Platform.IOS, MONTHLY, "COMPLETED", "ITEM_ALREADY_OWNED"),
        (Platform.IOS, MONTHLY, "REFUNDED", "sold"),
    ],
)
def test_what_a_person_still_has_is_not_sold_again(
    platform: Platform, sku: str, then: str, second: str
) -> None:
    shell = phone(platform=platform)
    order_id = getattr(sell(shell, sku), "order_id", "")
    if then != "PENDING":
        asyncio.run(shell.wallet.complete(order_id))
    if then == "REFUNDED":
        asyncio.run(shell.wallet.refund(order_id))
    again = sell(shell, sku)
    assert (again if isinstance(again, str) else "sold") == second


@pytest.mark.parametrize(("renewal", "second"), [("OFF", "sold"), ("ON", "ITEM_ALREADY_OWNED")])
def test_a_subscription_can_be_bought_again_once_it_ran_out(renewal: Renewal, second: str) -> None:
    time = FakeTime()
    shell = phone(time=time)
    order_id = getattr(sell(shell, MONTHLY), "order_id", "")
    asyncio.run(shell.wallet.complete(order_id))
    asyncio.run(shell.wallet.set_renewal(order_id, renewal))
    time.advance(ms=31 * DAY_MS)
    again = sell(shell, MONTHLY)
    assert (again if isinstance(again, str) else "sold") == second


@pytest.mark.parametrize(
    ("offer_id", "amount_krw", "price", "first_period"),
    [
        (None, 3_900, "3,900원", "P1M"),
        (TRIAL, 0, "0원", "P7D"),
        (FIRST, 1_900, "1,900원", "P1M"),
        (AGAIN, None, "INVALID_USER_ENVIRONMENT", None),
        ("no-such-offer", None, "INVALID_PRODUCT_ID", None),
    ],
)
def test_the_first_subscription_costs_what_its_offer_says(
    offer_id: str | None, amount_krw: int | None, price: str, first_period: str | None
) -> None:
    order = sell(phone(), MONTHLY, offer_id)
    if isinstance(order, str) or order is None:
        assert (None, order, None) == (amount_krw, price, first_period)
        return
    assert order.subscription is not None
    assert (order.amount_krw, order.display_amount, order.subscription.first_period) == (
        amount_krw,
        price,
        first_period,
    )


@pytest.mark.parametrize(
    ("offer_id", "ends"),
    [(TRIAL, "INVALID_USER_ENVIRONMENT"), (FIRST, "INVALID_USER_ENVIRONMENT"), (AGAIN, "2,900원")],
)
def test_who_comes_back_gets_only_the_offer_for_who_comes_back(offer_id: str, ends: str) -> None:
    shell = phone()
    asyncio.run(shell.wallet.refund(getattr(sell(shell, MONTHLY), "order_id", "")))
    order = sell(shell, MONTHLY, offer_id)
    assert (order if isinstance(order, str) else getattr(order, "display_amount", "")) == ends


@pytest.mark.parametrize(
    ("sku", "offer_id", "shown", "pay"),
    [
        (
            COINS,
            None,
            {"앱": "My App", "상품": "테스트 코인 100개", "가격": "1,000원"},
            "1,000원 테스트 결제",
        ),
        (
            MONTHLY,
            TRIAL,
            {
                "앱": "My App",
                "상품": "테스트 월간 구독",
                "가격": "3,900원",
                "결제 주기": "매월",
                "혜택": "무료 체험 · 7일 · 0원",
            },
            "0원 테스트 결제",
        ),
    ],
)
def test_the_sheet_says_what_is_bought_and_that_it_is_a_test(
    sku: str, offer_id: str | None, shown: dict[str, str], pay: str
) -> None:
    shell, sheets = phone(policy="ask"), []
    shell.prompts.opened.listen(lambda prompt: sheets.append(prompt.sheet))

    async def look() -> None:
        selling = asyncio.create_task(shell.shop.sell(wish(sku, offer_id)))
        await quiet()
        selling.cancel()

    asyncio.run(look())
    (sheet,) = sheets
    assert (facts(sheet), [each.label for each in sheet.choices], sheet.dismiss) == (
        shown,
        ["취소", pay],
        "cancel",
    )
    assert Paragraph(text="테스트 결제 · Test purchase", tone="warning") in sheet.blocks


def test_one_sheet_is_open_at_a_time_and_the_next_purchase_sees_what_the_first_did() -> None:
    shell = phone(policy="ask")

    async def twice() -> tuple[list[int], list[object]]:
        selling = [asyncio.create_task(shell.shop.sell(wish(NO_ADS))) for _ in range(2)]
        open_sheets = []
        await quiet()
        open_sheets.append(len(shell.prompts.waiting))
        shell.prompts.answer("prompt-1", Answer("pay"), by="control")
        await quiet()
        open_sheets.append(len(shell.prompts.waiting))
        return open_sheets, await asyncio.gather(*selling, return_exceptions=True)

    open_sheets, (order, refused) = asyncio.run(twice())
    assert (open_sheets, [order], getattr(refused, "code", None)) == (
        [1, 0],
        kept(shell),
        "ITEM_ALREADY_OWNED",
    )


def test_of_two_hosts_that_sell_the_same_at_once_one_has_sold_it() -> None:
    vault = MemoryVault()
    shells = [phone(vault, policy="ask"), phone(vault, policy="ask")]

    async def at_once() -> list[object]:
        selling = [asyncio.create_task(each.shop.sell(wish(NO_ADS))) for each in shells]
        await quiet()
        for each in shells:
            each.prompts.answer("prompt-1", Answer("pay"), by="control")
        return list(await asyncio.gather(*selling, return_exceptions=True))

    ends = asyncio.run(at_once())
    assert kept(shells[0]) == [end for end in ends if not isinstance(end, ApiError)]
    assert [end.code for end in ends if isinstance(end, ApiError)] == ["ITEM_ALREADY_OWNED"]


def leave_and_pay(shell: SimulatedPhone, *, problem: StoreError | None = None) -> list[str]:
    """Ask to buy, stop waiting, and pay; return the problems that were told."""
    problems = list[str]()
    shell.problems.listen(problems.append)

    async def run() -> None:
        selling = asyncio.create_task(shell.shop.sell(wish(COINS)))
        await quiet()
        selling.cancel()
        await quiet()
        vault = shell.wallet.orders.vault
        assert isinstance(vault, MemoryVault)
        vault.problem = problem
        shell.prompts.answer("prompt-1", Answer("pay"), by="control")
        await quiet()
        vault.problem = None

    asyncio.run(run())
    return problems


def test_a_payment_goes_on_when_nobody_waits_for_it() -> None:
    shell = phone(policy="ask")
    assert (leave_and_pay(shell), [each.status for each in kept(shell)]) == ([], ["PENDING"])


def test_a_disk_that_fails_a_payment_nobody_waits_for_is_told_to_the_developer() -> None:
    shell = phone(policy="ask")
    problems = leave_and_pay(shell, problem=StoreError("the disk is full"))
    assert (problems, kept(shell)) == (["a payment failed: the disk is full"], [])


def test_the_end_of_the_session_puts_an_open_sheet_away() -> None:
    shell = phone(policy="ask")

    async def run() -> int:
        selling = asyncio.create_task(shell.shop.sell(wish(COINS)))
        await quiet()
        shell.shop.close()
        await asyncio.gather(selling, return_exceptions=True)
        return len(shell.prompts.waiting)

    assert (asyncio.run(run()), kept(shell)) == (0, [])

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.ledger import Ledger
from aitdesk.phone.order import Order
from aitdesk.phone.shop import PurchaseWish
from partner_rig import Toss, with_toss

if TYPE_CHECKING:
    from pathlib import Path

STATUS = "order/get-order-status"
COINS = "aitdesk.test.coins"


async def buy(toss: Toss) -> str:
    return (await toss.phone.shop.sell(PurchaseWish(sku=COINS, for_call="x"))).order_id


async def status(toss: Toss, id_: str, **headers: str) -> str:
    found: str = (await toss.get(STATUS, {"orderId": id_}, **headers))["status"]
    return found


def test_an_order_is_paid_then_granted_then_paid_back(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        id_ = await buy(toss)
        assert await toss.get(STATUS, {"orderId": id_}) == {
            "orderId": id_,
            "status": "PAYMENT_COMPLETED",
            "sku": COINS,
            "statusDeterminedAt": "2026-01-01T09:00:00+09:00",
        }
        assert await toss.phone.wallet.complete(id_)
        assert await status(toss, id_) == "PURCHASED"
        assert await toss.phone.wallet.refund(id_)
        assert await status(toss, id_) == "REFUNDED"

    with_toss(tmp_path, act)


def test_a_setting_says_how_a_paid_order_reads(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.partner.observable.update(paid_order_status="PURCHASED", zone="-03:30")
        found = await toss.get(STATUS, {"orderId": await buy(toss)})
        told = (found["status"], found["statusDeterminedAt"])
        assert told == ("PURCHASED", "2025-12-31T20:30:00-03:30")

    with_toss(tmp_path, act)


def test_an_unknown_order_has_no_more_than_its_status(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        found = await toss.get(STATUS, {"orderId": "x"})
        assert found == {"orderId": "x", "status": "NOT_FOUND"}

    with_toss(tmp_path, act)


def test_an_order_of_another_mini_app_is_told_apart(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        order = await toss.phone.wallet.orders.get(await buy(toss))
        assert order is not None
        others = Ledger(toss.phone.vault, "orders", "their-app", "default", Order)
        await others.put("theirs", order)
        found = await toss.get(STATUS, {"orderId": "theirs"})
        assert found == {"orderId": "theirs", "status": "MINIAPP_MISMATCH"}

    with_toss(tmp_path, act)


def test_an_order_is_found_whoever_bought_it_unless_the_header_names_another(
    tmp_path: Path,
) -> None:
    async def act(toss: Toss) -> None:
        mine = await buy(toss)
        order = await toss.phone.wallet.orders.get(mine)
        assert order is not None
        await Ledger(toss.phone.vault, "orders", "my-app", "b", Order).put("of-b", order)
        about = await toss.about()
        assert await status(toss, "of-b") == "PAYMENT_COMPLETED"
        assert await status(toss, "of-b", **about) == "NOT_FOUND"
        assert await status(toss, mine, **about) == "PAYMENT_COMPLETED"

    with_toss(tmp_path, act)

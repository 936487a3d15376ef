"""Waiting for the mini-app to grant what was paid: half a minute, then the person is told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.purchase_sheet import TEST_LABEL
from aitdesk.phone.sheet import Choice, Fact, Facts, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.order import Order
    from aitdesk.phone.shop import Shop

GRANTED_WITHIN_S: Final = 30.0
"""Of the phone's time. Mini-app developers report about so much."""


async def wait_for_grant(shop: Shop, order: Order, verdict: asyncio.Future[bool]) -> bool:
    """Return whether the mini-app said in time that it granted the order.

    Without its word the person is shown where to ask for a refund, and the order stays pending:
    the mini-app may still grant it, by completeProductGrant.
    """
    late = asyncio.ensure_future(shop.clock.sleep(GRANTED_WITHIN_S))
    either: set[asyncio.Future[Any]] = {verdict, late}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        late.cancel()
    if verdict.done():
        return verdict.result()
    shop.problems.emit(
        f"processProductGrant gave no answer for {order.order_id} within "
        f"{GRANTED_WITHIN_S:g} s: Toss shows where to ask for a refund, the order stays pending"
    )
    sheet = refund_sheet(order, environment=shop.environment)
    await shop.prompts.ask(PromptKind.NOTICE, sheet, allow=Answer("close"), deny=Answer("close"))
    return False


def refund_sheet(order: Order, *, environment: Environment) -> Sheet:
    """Return the page that a person sees whose order was not granted."""
    say = environment.say
    return Sheet(
        layout=Layout.SCREEN,
        icon="🧾",
        title=say("상품을 지급받지 못했어요", "The product was not delivered"),
        blocks=(
            Paragraph(text=TEST_LABEL, tone="warning"),
            Paragraph(
                text=say(
                    "앱에서 상품을 지급하지 못했어요. 결제한 곳에 환불을 요청할 수 있어요.",
                    "The app did not deliver it. A refund can be asked for where it was paid.",
                )
            ),
            Facts(
                rows=(
                    Fact(say("상품", "Product"), order.display_name),
                    Fact(say("결제 금액", "Paid"), order.display_amount),
                    Fact(say("주문 번호", "Order"), order.order_id),
                )
            ),
        ),
        choices=(Choice(id="close", label=say("확인", "OK"), role="primary"),),
        dismiss="close",
    )

"""The sheet that asks for payment of a product: visibly a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.phone.period import spelled
from aitdesk.phone.sheet import Choice, Fact, Facts, Layout, Paragraph, Sheet

if TYPE_CHECKING:
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.product import Offer, OfferType, Product, RenewalCycle

TEST_LABEL: Final = "테스트 결제 · Test purchase"
"""Stands on every sheet about money, in both languages: none may be taken for a real one."""

_CYCLES: Final[dict[RenewalCycle, tuple[str, str]]] = {
    "WEEKLY": ("매주", "every week"),
    "MONTHLY": ("매월", "every month"),
    "YEARLY": ("매년", "every year"),
}
_OFFERS: Final[dict[OfferType, tuple[str, str]]] = {
    "FREE_TRIAL": ("무료 체험", "free trial"),
    "NEW_SUBSCRIPTION": ("신규 구독 할인", "reduced for new subscribers"),
    "RETURNING": ("재구독 할인", "reduced for returning subscribers"),
}


def purchase_sheet(
    product: Product, offer: Offer | None, *, app: str, environment: Environment
) -> Sheet:
    """Return the sheet of a product, bought at the offer's price where there is one."""
    say, price = environment.say, (offer or product).price
    rows = [
        Fact(say("앱", "App"), app),
        Fact(say("상품", "Product"), product.display_name),
        Fact(say("가격", "Price"), product.price),
    ]
    if product.renewal_cycle is not None:
        rows.append(Fact(say("결제 주기", "Renews"), say(*_CYCLES[product.renewal_cycle])))
    if offer is not None:
        reduced = f"{say(*_OFFERS[offer.type])} · {say(*spelled(offer.period))} · {offer.price}"
        rows.append(Fact(say("혜택", "Offer"), reduced))
    return Sheet(
        layout=Layout.BOTTOM,
        icon="🛒",
        title=product.display_name,
        blocks=(
            Paragraph(text=TEST_LABEL, tone="warning"),
            Paragraph(
                text=say(
                    "실제로 결제되지 않아요. 주문은 이 컴퓨터에만 남아요.",
                    "Nothing is charged. The order stays on this computer.",
                ),
                tone="muted",
            ),
            Facts(rows=tuple(rows)),
        ),
        choices=(
            Choice(id="cancel", label=say("취소", "Cancel")),
            Choice(
                id="pay", label=say(f"{price} 테스트 결제", f"Test-pay {price}"), role="primary"
            ),
        ),
        dismiss="cancel",
    )

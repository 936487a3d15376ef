"""What can be bought in the mini-app: in the phone's world this is set up in Toss's console."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from aitdesk.phone.observable import State
from aitdesk.phone.period import check_period

ProductType: TypeAlias = Literal["CONSUMABLE", "NON_CONSUMABLE", "SUBSCRIPTION"]
RenewalCycle: TypeAlias = Literal["WEEKLY", "MONTHLY", "YEARLY"]
OfferType: TypeAlias = Literal["FREE_TRIAL", "NEW_SUBSCRIPTION", "RETURNING"]
Won: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
Outcome: TypeAlias = Literal[
    "INVALID_PRODUCT_ID",
    "PAYMENT_PENDING",
    "NETWORK_ERROR",
    "INVALID_USER_ENVIRONMENT",
    "ITEM_ALREADY_OWNED",
    "APP_MARKET_VERIFICATION_FAILED",
    "TOSS_SERVER_VERIFICATION_FAILED",
    "INTERNAL_ERROR",
    "KOREAN_ACCOUNT_ONLY",
    "USER_CANCELED",
]
"""How a purchase fails. PRODUCT_NOT_GRANTED_BY_PARTNER is not here: the page brings it about."""


class Offer(State, frozen=True, kw_only=True):
    """A cheaper beginning of a subscription. `display_amount` "" is made of `amount_krw`.

    `period` is an ISO 8601 duration such as P7D (assumed: no capture shows its form).
    """

    offer_id: str
    type: OfferType
    period: str
    amount_krw: Won = 0
    display_amount: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for what no store would take."""
        check_period(self.period)
        if self.type == "FREE_TRIAL" and self.amount_krw:
            raise ValueError(f"offer {self.offer_id!r} is a free trial and costs something")

    @property
    def price(self) -> str:
        """The price as it is shown."""
        return self.display_amount or in_won(self.amount_krw)


class Product(State, frozen=True, kw_only=True):
    """One product. `display_amount` "" is made of `amount_krw`."""

    sku: str
    type: ProductType = "CONSUMABLE"
    display_name: str
    description: str = ""
    icon_url: str = ""
    amount_krw: Won
    display_amount: str = ""
    renewal_cycle: RenewalCycle | None = None
    offers: tuple[Offer, ...] = ()
    catalog_id: int = 1

    def __post_init__(self) -> None:
        """Raise ValueError for what no store would take."""
        is_renewed = self.renewal_cycle is not None
        if is_renewed != (self.type == "SUBSCRIPTION"):
            raise ValueError(f"product {self.sku!r}: renewal_cycle belongs to a SUBSCRIPTION")
        if self.offers and not is_renewed:
            raise ValueError(f"product {self.sku!r}: offers belong to a SUBSCRIPTION")

    @property
    def price(self) -> str:
        """The price as it is shown."""
        return self.display_amount or in_won(self.amount_krw)

    def offer(self, offer_id: str) -> Offer | None:
        """Return an offer, None when there is no such one."""
        return next((each for each in self.offers if each.offer_id == offer_id), None)


def in_won(amount_krw: int) -> str:
    """Return an amount as Toss shows it."""
    return f"{amount_krw:,}원"


def _icon(sign: str) -> str:
    # A data: URL shows without a network, and visibly is no picture of a real product.
    return (
        "data:image/svg+xml;utf8,"
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'>"
        "<rect width='64' height='64' rx='16' fill='%23e5e8eb'/>"
        f"<text x='32' y='44' font-size='32' text-anchor='middle'>{sign}</text></svg>"
    )


def _test_products() -> tuple[Product, ...]:
    return (
        Product(
            sku="aitdesk.test.coins",
            display_name="테스트 코인 100개",
            description="소모성 테스트 상품 · Consumable test product",
            icon_url=_icon("🪙"),
            amount_krw=1_000,
        ),
        Product(
            sku="aitdesk.test.no-ads",
            type="NON_CONSUMABLE",
            display_name="테스트 광고 제거",
            description="비소모성 테스트 상품 · Non-consumable test product",
            icon_url=_icon("🚫"),
            amount_krw=4_900,
        ),
        Product(
            sku="aitdesk.test.monthly",
            type="SUBSCRIPTION",
            display_name="테스트 월간 구독",
            description="구독 테스트 상품 · Subscription test product",
            icon_url=_icon("📅"),
            amount_krw=3_900,
            renewal_cycle="MONTHLY",
            offers=(
                Offer(offer_id="aitdesk.test.trial", type="FREE_TRIAL", period="P7D"),
                Offer(
                    offer_id="aitdesk.test.first-month",
                    type="NEW_SUBSCRIPTION",
                    period="P1M",
                    amount_krw=1_900,
                ),
                Offer(
                    offer_id="aitdesk.test.come-back",
                    type="RETURNING",
                    period="P1M",
                    amount_krw=2_900,
                ),
            ),
        ),
    )


class Products(State, frozen=True, kw_only=True):
    """What can be bought, and how the next purchase ends when not by the person.

    `next_outcome` is used up by one purchase. `page_size` counts the orders of one page of
    `getCompletedOrRefundedOrders`.
    """

    items: tuple[Product, ...] = msgspec.field(default_factory=_test_products)
    page_size: Annotated[int, msgspec.Meta(ge=1)] = 20
    next_outcome: Outcome | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for two products of one name."""
        skus = [each.sku for each in self.items]
        if len(set(skus)) < len(skus):
            raise ValueError("two products have the same sku")

    def find(self, sku: str) -> Product | None:
        """Return the product, None when there is no such one."""
        return next((each for each in self.items if each.sku == sku), None)

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from aitdesk.phone.product import Offer, Product, Products, in_won

COINS = {"sku": "coins", "display_name": "Coins", "amount_krw": 1000}
MONTHLY = {**COINS, "type": "SUBSCRIPTION", "renewal_cycle": "MONTHLY"}
TRIAL = {"offer_id": "trial", "type": "FREE_TRIAL", "period": "P7D"}


@pytest.mark.parametrize(
    ("amount_krw", "text"),
    [(0, "0원"), (900, "900원"), (1_000, "1,000원"), (1_234_567, "1,234,567원")],
)
def test_a_price_is_shown_in_won(amount_krw: int, text: str) -> None:
    assert in_won(amount_krw) == text


def test_a_price_can_be_shown_as_the_state_words_it() -> None:
    product = Product(sku="a", display_name="A", amount_krw=1000, display_amount="₩1,000")
    offer = Offer(offer_id="b", type="RETURNING", period="P1M", display_amount="반값")
    assert (product.price, offer.price) == ("₩1,000", "반값")


def test_a_fresh_phone_sells_one_visible_test_product_of_each_type() -> None:
    items = Products().items
    assert [each.type for each in items] == ["CONSUMABLE", "NON_CONSUMABLE", "SUBSCRIPTION"]
    assert {each.sku[:13] for each in items} == {"aitdesk.test."}
    assert [each.type for each in items[2].offers] == [
        "FREE_TRIAL",
        "NEW_SUBSCRIPTION",
        "RETURNING",
    ]


@pytest.mark.parametrize(
    ("state", "problem"),
    [
        ({"items": [{**COINS, "amount_krw": -1}]}, ">= 0"),
        ({"items": [COINS, COINS]}, "two products have the same sku"),
        ({"items": [{**COINS, "type": "SUBSCRIPTION"}]}, "renewal_cycle belongs to"),
        ({"items": [{**COINS, "renewal_cycle": "WEEKLY"}]}, "renewal_cycle belongs to"),
        ({"items": [{**COINS, "offers": [TRIAL]}]}, "offers belong to a SUBSCRIPTION"),
        ({"items": [{**MONTHLY, "offers": [{**TRIAL, "amount_krw": 1}]}]}, "costs something"),
        ({"items": [{**MONTHLY, "offers": [{**TRIAL, "period": "a week"}]}]}, "write it like P7D"),
        ({"items": [{**COINS, "colour": "red"}]}, "unknown field"),
        ({"page_size": 0}, ">= 1"),
        ({"next_outcome": "PRODUCT_NOT_GRANTED_BY_PARTNER"}, "Invalid enum value"),
    ],
)
def test_what_no_store_would_take_is_refused_as_state(state: dict[str, Any], problem: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=problem):
        msgspec.convert(state, Products)

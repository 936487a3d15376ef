"""The half minute in which the mini-app must grant what was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from purchases import (
    COINS,
    GRANT,
    MONTHLY,
    ONCE,
    RENEWED,
    YES,
    bought,
    buyer,
    purchased,
    refused,
    statuses,
    verdict,
)
from rig import resolved, subscribe, talk, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.value import Json
    from rig import Rig

WISHES: Final[dict[str, dict[str, Json]]] = {ONCE: {"sku": COINS}, RENEWED: {"sku": MONTHLY}}


def after(rig: Rig, *, s: float) -> Callable[[], None]:
    return lambda: rig.shell.clock.advance(int(s * 1000))


@pytest.mark.parametrize("name", WISHES)
def test_a_grant_without_an_answer_ends_with_the_refund_page(name: str) -> None:
    rig = buyer()
    got = talk(rig, subscribe(name, options=WISHES[name]), after(rig, s=30))
    assert (got, statuses(rig)) == (
        [purchased(name), refused(name, "PRODUCT_NOT_GRANTED_BY_PARTNER")],
        {"order-1": "PENDING"},
    )


def test_nothing_is_told_before_the_half_minute_is_over() -> None:
    rig = buyer()
    got = talk(rig, subscribe(ONCE, options=WISHES[ONCE]), after(rig, s=29.9))
    assert got == [purchased(ONCE)]


def test_a_slow_grant_in_time_is_one() -> None:
    rig = buyer()
    got = talk(
        rig, subscribe(ONCE, options=WISHES[ONCE]), after(rig, s=29), verdict("order-1", YES)
    )
    assert (got, statuses(rig)) == (
        [
            purchased(ONCE),
            resolved(GRANT, None, event_id="2"),
            told(ONCE, {"type": "success", "data": bought()}),
        ],
        {"order-1": "COMPLETED"},
    )


def test_the_page_hears_of_it_once_the_person_has_left_the_refund_page() -> None:
    rig = buyer(prompts="ask")
    heard: list[int] = []
    note = lambda: heard.append(len(rig.got()))  # noqa: E731  # a step
    wish = subscribe(ONCE, options=WISHES[ONCE])
    got = talk(rig, wish, rig.answer("pay"), after(rig, s=31), note, rig.answer("close"))
    assert (heard, got) == (
        [1],
        [purchased(ONCE), refused(ONCE, "PRODUCT_NOT_GRANTED_BY_PARTNER")],
    )
    assert [each["title"] for each in rig.sheets()] == [
        "테스트 코인 100개",
        "상품을 지급받지 못했어요",
    ]


def test_a_grant_that_comes_too_late_still_completes_the_order() -> None:
    rig = buyer()
    got = talk(
        rig, subscribe(ONCE, options=WISHES[ONCE]), after(rig, s=31), verdict("order-1", YES)
    )
    assert (got[2], statuses(rig)) == (
        resolved(GRANT, None, event_id="2"),
        {"order-1": "COMPLETED"},
    )


def test_the_developer_is_told_which_order_was_not_granted() -> None:
    rig = buyer()
    heard: list[str] = []
    rig.shell.problems.listen(heard.append)
    talk(rig, subscribe(ONCE, options=WISHES[ONCE]), after(rig, s=30))
    text = "processProductGrant gave no answer for order-1 within 30 s: "
    assert heard == [f"{text}Toss shows where to ask for a refund, the order stays pending"]

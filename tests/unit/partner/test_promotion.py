from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ApiError
from aitdesk.phone.promotions import Promotion
from partner_rig import Toss, with_toss

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.phone.promotions import Status

KEY = "promotion/execute-promotion/get-key"
EXECUTE = "promotion/execute-promotion"
RESULT = "promotion/execution-result"
CODE = "TEST_AITDESK"


async def new_key(toss: Toss) -> str:
    key: str = (await toss.get(KEY, **await toss.about()))["key"]
    return key


def paying(key: str, amount: int = 100, code: str = CODE) -> dict[str, object]:
    return {"promotionCode": code, "key": key, "amount": amount}


def test_the_server_pays_a_reward_that_the_phone_sees(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        about, key = await toss.about(), await new_key(toss)
        asked = {"promotionCode": CODE, "key": key}
        assert await toss.code(RESULT, asked, **about) == "4111"
        assert await toss.get(EXECUTE, paying(key), **about) == {"key": key}
        assert await toss.get(RESULT, asked, **about) == "SUCCESS"
        with pytest.raises(ApiError) as problem:
            await toss.phone.promotions.grant(CODE, amount_krw=1, for_call="grantPromotionReward")
        assert problem.value.code == "4113"

    with_toss(tmp_path, act)


def test_what_the_page_paid_the_server_cannot_pay_again(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        await toss.phone.promotions.grant(CODE, amount_krw=1, for_call="grantPromotionReward")
        assert await toss.code(EXECUTE, paying(await new_key(toss)), **await toss.about()) == "4113"

    with_toss(tmp_path, act)


def test_a_key_pays_once_even_where_a_person_may_be_paid_again(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.promotions.observable.update(by_code={CODE: Promotion(is_once_per_person=False)})
        about, key = await toss.about(), await new_key(toss)
        await toss.get(EXECUTE, paying(key), **about)
        assert await toss.code(EXECUTE, paying(key), **about) == "4113"
        await toss.get(EXECUTE, paying(await new_key(toss)), **about)

    with_toss(tmp_path, act)


def test_a_key_is_good_for_an_hour(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        about, key = await toss.about(), await new_key(toss)
        toss.time.advance(ms=3_600_000)
        assert await toss.code(EXECUTE, paying(key), **about) == "4111"
        assert await toss.code(EXECUTE, paying("x"), **about) == "4111"

    with_toss(tmp_path, act)


def test_a_payment_is_pending_as_long_as_the_setting_says(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.partner.observable.update(reward_pending_ms=1_000)
        about, key = await toss.about(), await new_key(toss)
        await toss.get(EXECUTE, paying(key), **about)
        asked = {"promotionCode": CODE, "key": key}
        assert await toss.get(RESULT, asked, **about) == "PENDING"
        toss.time.advance(ms=1_000)
        assert await toss.get(RESULT, asked, **about) == "SUCCESS"

    with_toss(tmp_path, act)


@pytest.mark.parametrize(
    ("status", "code"),
    [("stopped", "4104"), ("ended", "4105"), ("not_approved", "4108"), ("not_running", "4109")],
)
def test_a_promotion_that_does_not_run_pays_nothing(
    tmp_path: Path, status: Status, code: str
) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.promotions.observable.update(by_code={CODE: Promotion(status=status)})
        assert await toss.code(EXECUTE, paying(await new_key(toss)), **await toss.about()) == code

    with_toss(tmp_path, act)


def test_amounts_and_budgets_are_looked_at(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.promotions.observable.update(by_code={CODE: Promotion(budget_krw=1_000)})
        about, key = await toss.about(), await new_key(toss)
        amounts = {0: "4110", 5_001: "4114", 1_001: "4112"}
        assert {
            amount: await toss.code(EXECUTE, paying(key, amount), **about) for amount in amounts
        } == amounts
        for path in (EXECUTE, RESULT):
            assert await toss.code(path, paying(key, code="NO"), **about) == "4100"

    with_toss(tmp_path, act)


def test_a_call_says_with_one_header_whom_it_is_about(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        about, key = await toss.about(), await toss.phone.identity.anonymous_hash()
        assert (await toss.get(KEY, x_anon_key=key))["key"]
        assert await toss.code(KEY) == "4010"
        assert await toss.code(KEY, x_toss_user_key="1") == "4010"
        assert await toss.code(KEY, x_toss_user_key="x") == "4010"
        assert await toss.code(KEY, x_anon_key=key, **about) == "INVALID_PARAMETER"

    with_toss(tmp_path, act)

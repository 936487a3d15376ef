from __future__ import annotations

import asyncio

import pytest

from aitdesk.errors import ApiError
from aitdesk.phone.app import AppFacts, WebViewType
from aitdesk.phone.clock import Clock
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.promotions import (
    TEST_CODE,
    Promotion,
    PromotionReward,
    Promotions,
    PromotionsState,
    Spent,
)
from aitdesk.phone.signal import Signal
from memory_vault import MemoryVault
from rig import NEW_YEAR_S, FakeTime

NAMES = ["grantPromotionReward", "grantPromotionRewardForGame"]
NOW_MS = int(NEW_YEAR_S * 1000)


class BusyVault(MemoryVault):
    """Lets everyone else go on between a look and the next step."""

    async def record(self, part: str, key: str, *, app: str, user: str) -> str | None:
        found = await super().record(part, key, app=app, user=user)
        await asyncio.sleep(0)
        return found


def promotions(
    promotion: Promotion | None = None,
    *,
    vault: MemoryVault | None = None,
    user: str = "default",
    app: AppFacts | None = None,
) -> Promotions:
    spent = Ledger(vault or MemoryVault(), "rewards", "my-app", "", Spent)
    found = Promotions(spent, app or AppFacts("my-app", "My App"), user, Clock(FakeTime()))
    if promotion is not None:
        found.observable.update(by_code={TEST_CODE: promotion})
    return found


async def outcome(
    of: Promotions, *, amount_krw: float = 100, code: str = TEST_CODE, name: str = NAMES[0]
) -> str:
    """Grant, and return the code of the refusal, or `paid`."""
    try:
        await of.grant(code, amount_krw=amount_krw, for_call=name)
    except ApiError as refused:
        return str(refused.code)
    return "paid"


def test_a_reward_is_recorded_under_the_key_that_the_page_gets() -> None:
    ours = promotions()
    key = asyncio.run(ours.grant(TEST_CODE, amount_krw=100, for_call=NAMES[0]))
    reward = PromotionReward(key=key, amount_krw=100, paid_at_ms=NOW_MS)
    assert (key.startswith("aitdesk-fake-reward-"), asyncio.run(ours.spent.all())) == (
        True,
        {TEST_CODE: Spent(spent_krw=100, rewards={"default": (reward,)})},
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("promotion", "amount_krw", "code"),
    [
        (Promotion(status="stopped"), 100, "4104"),
        (Promotion(status="ended"), 100, "4105"),
        (Promotion(status="not_approved"), 100, "4108"),
        (Promotion(status="not_running"), 100, "4109"),
        (Promotion(), 0, "4110"),
        (Promotion(), -1, "4110"),
        (Promotion(), 0.5, "4110"),
        (Promotion(budget_krw=99), 100, "4112"),
        (Promotion(budget_krw=100), 100, "paid"),
        (Promotion(limit_per_grant_krw=99), 100, "4114"),
        (Promotion(limit_per_grant_krw=100), 100, "paid"),
    ],
)
def test_a_reward_is_paid_only_where_the_promotion_allows_it(
    name: str, promotion: Promotion, amount_krw: float, code: str
) -> None:
    ours = promotions(promotion)
    assert asyncio.run(outcome(ours, amount_krw=amount_krw, name=name)) == code


def test_an_unknown_code_is_refused() -> None:
    assert asyncio.run(outcome(promotions(), code="TEST_OTHER")) == "4100"


def test_a_refusal_spends_nothing() -> None:
    ours = promotions(Promotion(budget_krw=99))
    asyncio.run(outcome(ours))
    assert asyncio.run(ours.spent.all()) == {}


def test_a_reward_is_paid_once_to_each_person_whichever_run_asks() -> None:
    vault = MemoryVault()
    users = ["default", "default", "other", "other"]
    outcomes = [asyncio.run(outcome(promotions(vault=vault, user=user))) for user in users]
    assert outcomes == ["paid", "4113", "paid", "4113"]


def test_a_promotion_may_pay_a_person_again_until_its_budget_is_used_up() -> None:
    ours = promotions(Promotion(is_once_per_person=False, budget_krw=250))
    assert [asyncio.run(outcome(ours)) for _ in range(3)] == ["paid", "paid", "4112"]


def test_of_two_hosts_that_pay_the_same_person_at_once_one_does() -> None:
    vault = BusyVault()
    one, other = promotions(vault=vault), promotions(vault=vault)

    async def race() -> list[str]:
        return await asyncio.gather(*map(outcome, (one, other)))

    outcomes = asyncio.run(race())
    spent = asyncio.run(one.spent.get(TEST_CODE))
    assert (sorted(outcomes), spent and spent.spent_krw) == (["4113", "paid"], 100)


def test_two_hosts_never_pay_more_than_the_budget() -> None:
    vault, promotion = BusyVault(), Promotion(budget_krw=300)
    hosts = [promotions(promotion, vault=vault, user=f"user-{number}") for number in range(5)]

    async def race() -> list[str]:
        return await asyncio.gather(*map(outcome, hosts))

    outcomes = asyncio.run(race())
    spent = asyncio.run(hosts[0].spent.get(TEST_CODE))
    assert (sorted(outcomes), spent and spent.spent_krw) == (
        ["4112", "4112", "paid", "paid", "paid"],
        300,
    )


@pytest.mark.parametrize(
    ("sdk_version", "web_view_type", "name", "code"),
    [
        ("2.4.4", "partner", "grantPromotionRewardForGame", "40000"),
        ("2.4.4", "game", "grantPromotionRewardForGame", "paid"),
        ("2.4.4", "partner", "grantPromotionReward", "paid"),
        ("2.4.5", "partner", "grantPromotionRewardForGame", "paid"),
        (None, "partner", "grantPromotionRewardForGame", "paid"),
    ],
)
def test_the_older_name_was_for_games_only(
    sdk_version: str | None, web_view_type: WebViewType, name: str, code: str
) -> None:
    app = AppFacts("my-app", "My App", sdk_version=sdk_version, web_view_type=web_view_type)
    assert asyncio.run(outcome(promotions(app=app), name=name)) == code


def test_it_is_said_once_for_each_code_that_it_looks_like_a_live_one() -> None:
    ours, problems, said = promotions(), Signal[str](), list[str]()
    problems.listen(said.append)
    for code in ("01LIVE", TEST_CODE, "01LIVE", "02LIVE"):
        ours.warn(code, problems=problems)
    assert [line.split()[1] for line in said] == ["01LIVE", "02LIVE"]


@pytest.mark.parametrize("member", ["budget_krw", "limit_per_grant_krw"])
def test_no_promotion_owes_money(member: str) -> None:
    with pytest.raises(ValueError, match="cannot be below 0"):
        Promotion(**{member: -1})  # type: ignore[arg-type]


def test_promotions_are_read_from_a_configuration() -> None:
    ours = promotions()
    asyncio.run(
        ours.observable.restore({"by_code": {"TEST_A": {"status": "ended", "budget_krw": 5}}})
    )
    assert ours.observable.value == PromotionsState(
        by_code={"TEST_A": Promotion(status="ended", budget_krw=5)}
    )

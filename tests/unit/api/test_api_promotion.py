from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.phone.environment import Operational
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.promotions import TEST_CODE, Promotion
from rig import call, make_rig, resolved, talk

if TYPE_CHECKING:
    from aitdesk.value import Json
    from rig import Rig

NAMES = ["grantPromotionReward", "grantPromotionRewardForGame"]
pytestmark = pytest.mark.parametrize("name", NAMES)


def grant(name: str, code: str = TEST_CODE, amount: float = 100) -> str:
    return call(name, {"params": {"promotionCode": code, "amount": amount}})


def paid_key(rig: Rig) -> str:
    spent = asyncio.run(rig.shell.promotions.spent.get(TEST_CODE))
    assert spent is not None
    return spent.rewards["default"][0].key


def test_a_reward_is_paid_once_and_then_refused_without_a_rejection(name: str) -> None:
    rig = make_rig()
    got = talk(rig, grant(name), grant(name))
    again: Json = {"errorCode": "4113", "message": refusal(name, "4113").message}
    assert got == [resolved(name, {"key": paid_key(rig)}), resolved(name, again)]


@pytest.mark.parametrize(
    ("promotion", "amount", "code"),
    [
        (None, 100, "4100"),
        (Promotion(status="stopped"), 100, "4104"),
        (Promotion(status="ended"), 100, "4105"),
        (Promotion(status="not_approved"), 100, "4108"),
        (Promotion(status="not_running"), 100, "4109"),
        (Promotion(), 0.5, "4110"),
        (Promotion(budget_krw=0), 100, "4112"),
        (Promotion(limit_per_grant_krw=0), 100, "4114"),
    ],
)
def test_every_refusal_is_resolved(
    name: str, promotion: Promotion | None, amount: float, code: str
) -> None:
    rig = make_rig()
    rig.shell.promotions.observable.update(
        by_code={} if promotion is None else {TEST_CODE: promotion}
    )
    assert talk(rig, grant(name, amount=amount)) == [
        resolved(name, {"errorCode": code, "message": refusal(name, code).message})
    ]


@pytest.mark.parametrize("args", [[], [{}], [{"params": {"promotionCode": TEST_CODE}}], ["x"]])
def test_what_is_no_grant_is_an_error(name: str, args: list[Json]) -> None:
    assert talk(make_rig(), call(name, *args)) == [resolved(name, "ERROR")]


def test_a_disk_that_does_not_answer_is_an_error(name: str) -> None:
    rig = make_rig()
    rig.vault.problem = StoreError("the disk is full")
    assert talk(rig, grant(name)) == [resolved(name, "ERROR")]


def test_an_error_can_be_asked_for(name: str) -> None:
    assert talk(make_rig(faults={name: "ERROR"}), grant(name)) == [resolved(name, "ERROR")]


def test_a_live_code_is_told_to_the_developer(name: str) -> None:
    rig, said = make_rig(), list[str]()
    rig.shell.problems.listen(said.append)
    talk(rig, grant(name, "01LIVE"), grant(name, "01LIVE"), grant(name))
    assert [line.split(":")[0] for line in said] == ["promotion 01LIVE looks like a live one"]


def test_an_old_toss_knows_no_rewards(name: str) -> None:
    assert talk(make_rig(toss_version="5.231.9"), grant(name)) == [resolved(name)]


@pytest.mark.parametrize(
    ("operational", "toss_version"),
    [(Operational.TOSS, "5.232.0"), (Operational.SANDBOX, "5.231.9")],
)
def test_rewards_begin_with_5_232_0_and_are_always_in_the_sandbox(
    name: str, operational: Operational, toss_version: str
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version)
    got = talk(rig, grant(name))
    assert got == [resolved(name, {"key": paid_key(rig)})]

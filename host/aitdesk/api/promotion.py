"""Rewards in Toss points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, method
from aitdesk.phone.environment import since
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from aitdesk.errors import ApiError
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Value

_REWARDS = since("5.232.0")


class PromotionGrant(Params, frozen=True, rename="camel"):
    """{promotionCode, amount}."""

    promotion_code: str
    amount: float


class WrappedGrant(Params, frozen=True):
    """{params: {promotionCode, amount}}."""

    params: PromotionGrant


class GrantCall(Params, array_like=True, frozen=True):
    """[{params: {promotionCode, amount}}]."""

    wrapped: WrappedGrant


def _resolved(failure: ApiError) -> Value:
    # A refusal of the promotion is told by its number, anything else by one word (native host
    # 2.10.8; that no other failure has a code there is assumed).
    if failure.code is None or not failure.code.isdecimal():
        return "ERROR"
    return {"errorCode": failure.code, "message": failure.message}


@method("grantPromotionReward", minimum=_REWARDS, swallows=_resolved)
async def grant_promotion_reward(shell: SimulatedPhone, params: GrantCall) -> dict[str, str]:
    """Pay this person the reward of a promotion, once.

    Reply: {key}; {errorCode, message} for a refusal, never a rejection: 4100 unknown code, 4104
      stopped, 4105 ended, 4108 not approved, 4109 not running, 4110 no whole amount above 0, 4112
      budget used up, 4113 paid already, 4114 above the limit; "ERROR" for every other failure;
      undefined below 5.232.0 outside the sandbox. In 3.x failures are errors with these codes, and
      the page makes the rest.
    Differs: no points are paid, and the messages are ours. Promotions stand in the state
      (`promotions`); a fresh phone has TEST_AITDESK only. TEST_ codes use up their budget too. The
      phone may pay a second call as well, and refuses more than ten calls a minute.
    Source: grantPromotionReward.d.ts, web-bridge 2.10.8; native host 2.10.8; the order of the
      checks, and what 4110 is for, assumed; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return await _grant(shell, params.wrapped.params, for_call="grantPromotionReward")


@method("grantPromotionRewardForGame", line=Line.GRANITE, minimum=_REWARDS, swallows=_resolved)
async def grant_promotion_reward_for_game(
    shell: SimulatedPhone, params: GrantCall
) -> dict[str, str]:
    """Do the same as grantPromotionReward, under its older name.

    Reply: as grantPromotionReward; before SDK 2.4.5 errorCode 40000 to a mini-app that is no game.
    Differs: as grantPromotionReward.
    Source: grantPromotionRewardForGame.d.ts, web-bridge 2.10.8; native host 2.10.8. In 3.x the
      page sends grantPromotionReward instead (SDK 3.0.3, run).
    """
    return await _grant(shell, params.wrapped.params, for_call="grantPromotionRewardForGame")


async def _grant(shell: SimulatedPhone, wanted: PromotionGrant, *, for_call: str) -> dict[str, str]:
    code, amount = wanted.promotion_code, wanted.amount
    shell.promotions.warn(code, problems=shell.problems)
    return {"key": await shell.promotions.grant(code, amount_krw=amount, for_call=for_call)}

"""Rewards that the mini-app's server pays: a key, a payment with it, and what became of it."""

from __future__ import annotations

from typing import Literal

from aitdesk.errors import ApiError, PartnerError
from aitdesk.partner.call import NoBody, PartnerBody, PartnerCall
from aitdesk.partner.endpoint import answers

_FOR_CALL = "grantPromotionReward"


class RewardBody(PartnerBody, frozen=True, kw_only=True):
    """A payment: `amount` in Won."""

    promotion_code: str
    key: str
    amount: int


class RewardResultBody(PartnerBody, frozen=True, kw_only=True):
    """Which payment."""

    promotion_code: str
    key: str


class RewardKeyAnswer(PartnerBody, frozen=True, kw_only=True):
    """The key of one payment."""

    key: str


@answers("get-key", gives=RewardKeyAnswer)
async def get_key(call: PartnerCall[NoBody]) -> RewardKeyAnswer:
    """Give a key to pay with: once, within an hour, to the person of the header.

    Source: D promotion; K; P; S.
    """
    return RewardKeyAnswer(key=await call.about.reward_keys.new())


@answers("execute-promotion", body=RewardBody, gives=RewardKeyAnswer)
async def execute_promotion(call: PartnerCall[RewardBody]) -> RewardKeyAnswer:
    """Pay the reward: the phone sees it as one of its own, and the other way round.

    Errors: 4100 to 4114 as for the page; 4111 for a key that is unknown or has expired (assumed).
    Source: D promotion; K; P; S.
    """
    body, person = call.body, call.about
    if not await person.reward_keys.is_good(body.key):
        raise PartnerError("4111")
    promotions = person.promotions
    promotions.warn(body.promotion_code, problems=call.people.phone.problems)
    try:
        key = await promotions.grant(
            body.promotion_code, amount_krw=body.amount, for_call=_FOR_CALL, key=body.key
        )
    except ApiError as problem:
        raise PartnerError(problem.code or "INTERNAL_ERROR") from problem
    return RewardKeyAnswer(key=key)


@answers("execution-result", body=RewardResultBody, gives=Literal["PENDING", "SUCCESS", "FAILED"])
async def execution_result(call: PartnerCall[RewardResultBody]) -> str:
    """Tell what became of a payment.

    Errors: 4100 for an unknown promotion, 4111 where nothing was paid with the key.
    Source: D promotion; K; P; S.
    """
    try:
        result = await call.about.reward_keys.result(call.body.promotion_code, key=call.body.key)
    except ApiError as problem:
        raise PartnerError(problem.code or "INTERNAL_ERROR") from problem
    if result is None:
        raise PartnerError("4111")
    return result

"""Rewards that a promotion pays."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import msgspec

from aitdesk.phone.environment import compare
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.observable import Observable, State

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.signal import Signal

Status: TypeAlias = Literal["running", "stopped", "ended", "not_approved", "not_running"]

TEST_CODE: Final = "TEST_AITDESK"
"""A promotion that every phone has until the state says otherwise."""

_TEST_PREFIX = "TEST_"  # how the console marks a code that pays nothing
_ONLY_FOR_GAMES = "grantPromotionRewardForGame"
_SINCE_FOR_EVERYONE = "2.4.5"
_REFUSED: dict[Status, str] = {
    "stopped": "4104",
    "ended": "4105",
    "not_approved": "4108",
    "not_running": "4109",
}


class Promotion(State, frozen=True, kw_only=True):
    """One promotion, as it would be set up in the console."""

    status: Status = "running"
    budget_krw: int = 1_000_000
    limit_per_grant_krw: int = 5_000
    is_once_per_person: bool = True

    def __post_init__(self) -> None:
        """Raise ValueError for money that is owed."""
        if self.budget_krw < 0 or self.limit_per_grant_krw < 0:
            raise ValueError("budget_krw and limit_per_grant_krw cannot be below 0")


class PromotionsState(State, frozen=True, kw_only=True):
    """The promotions of the mini-app, by their code."""

    by_code: dict[str, Promotion] = msgspec.field(default_factory=lambda: {TEST_CODE: Promotion()})


class PromotionReward(State, frozen=True, kw_only=True):
    """What was paid once to one person."""

    key: str
    amount_krw: int
    paid_at_ms: int


class Spent(State, frozen=True, kw_only=True):
    """What one promotion has paid so far, on this install: in all, and to whom."""

    spent_krw: int = 0
    rewards: dict[str, tuple[PromotionReward, ...]] = msgspec.field(default_factory=dict)

    def with_reward(self, reward: PromotionReward, *, user: str) -> Spent:
        """Return what it is after one more reward."""
        rewards = {**self.rewards, user: (*self.rewards.get(user, ()), reward)}
        return Spent(spent_krw=self.spent_krw + reward.amount_krw, rewards=rewards)


@dataclass
class Promotions:
    """The promotions, and what they paid to everyone on this install."""

    spent: Ledger[Spent]
    app: AppFacts
    user: str
    clock: Clock
    observable: Observable[PromotionsState] = field(
        default_factory=lambda: Observable(PromotionsState())
    )
    _warned: set[str] = field(default_factory=set)

    def warn(self, code: str, *, problems: Signal[str]) -> None:
        """Say once for each code that it looks like a live one."""
        if not code.startswith(_TEST_PREFIX) and code not in self._warned:
            self._warned.add(code)
            problems.emit(
                f"promotion {code} looks like a live one: nothing is paid here, but on a phone "
                f"it is real money; use {_TEST_PREFIX}{code} until the release"
            )

    async def grant(
        self, code: str, *, amount_krw: float, for_call: str, key: str | None = None
    ) -> str:
        """Pay a reward to the person and return its key, `key` where one is given.

        The record is on the disk then; of two hosts that pay the last one, one does. Raises the
        documented refusals, and StoreError.
        """
        promotion = self._open(code, for_call=for_call)
        if amount_krw <= 0 or not float(amount_krw).is_integer():
            raise refusal(for_call, "4110")
        if amount_krw > promotion.limit_per_grant_krw:
            raise refusal(for_call, "4114")
        reward = PromotionReward(
            key=key or f"aitdesk-fake-reward-{secrets.token_hex(8)}",
            amount_krw=int(amount_krw),
            paid_at_ms=self.clock.now_ms(),
        )
        while not await self._pay(code, promotion, reward, for_call=for_call):
            pass
        return reward.key

    async def paid(self, code: str, *, key: str) -> PromotionReward | None:
        """Return the reward of the person that has this key. Raises the refusal 4100."""
        if code not in self.observable.value.by_code:
            raise refusal("grantPromotionReward", "4100")
        spent = await self.spent.get(code) or Spent()
        return next((each for each in spent.rewards.get(self.user, ()) if each.key == key), None)

    def _open(self, code: str, *, for_call: str) -> Promotion:
        if for_call == _ONLY_FOR_GAMES and self._is_refused_to_others():
            raise refusal(for_call, "40000")
        promotion = self.observable.value.by_code.get(code)
        if promotion is None:
            raise refusal(for_call, "4100")
        if promotion.status != "running":
            raise refusal(for_call, _REFUSED[promotion.status])
        return promotion

    def _is_refused_to_others(self) -> bool:
        sdk = self.app.sdk_version
        is_old = sdk is not None and compare(sdk, _SINCE_FOR_EVERYONE) < 0
        return is_old and self.app.web_view_type != "game"

    async def _pay(
        self, code: str, promotion: Promotion, reward: PromotionReward, *, for_call: str
    ) -> bool:
        """Record the reward; false when someone else wrote meanwhile."""
        before = await self.spent.get(code)
        spent = before or Spent()
        paid = spent.rewards.get(self.user, ())
        if (promotion.is_once_per_person and paid) or any(each.key == reward.key for each in paid):
            raise refusal(for_call, "4113")
        if spent.spent_krw + reward.amount_krw > promotion.budget_krw:
            raise refusal(for_call, "4112")
        after = spent.with_reward(reward, user=self.user)
        return await self.spent.swap(code, expected=before, new=after)

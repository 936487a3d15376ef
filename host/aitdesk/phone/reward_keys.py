"""The keys with which the mini-app's server pays rewards: each pays once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from aitdesk.phone.observable import State

if TYPE_CHECKING:
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.observable import Observable
    from aitdesk.phone.partner import PartnerState
    from aitdesk.phone.promotions import Promotions

RewardResult: TypeAlias = Literal["PENDING", "SUCCESS", "FAILED"]


class RewardKey(State, frozen=True, kw_only=True):
    """A key that was given to pay with."""

    expires_at_ms: int


@dataclass
class RewardKeys:
    """The keys for one person. Every method may raise StoreError.

    What was paid with a key stands in the promotion's own record, which is written in one step.
    """

    ledger: Ledger[RewardKey]
    promotions: Promotions
    clock: Clock
    settings: Observable[PartnerState]

    async def new(self) -> str:
        """Return a fresh key."""
        now_ms = self.clock.now_ms()
        for old, known in (await self.ledger.all()).items():
            if known.expires_at_ms <= now_ms:
                await self.ledger.swap(old, expected=known, new=None)
        key = f"aitdesk-reward-{secrets.token_urlsafe(18)}"
        end_ms = now_ms + self.settings.value.reward_key_lifetime_ms
        await self.ledger.put(key, RewardKey(expires_at_ms=end_ms))
        return key

    async def is_good(self, key: str) -> bool:
        """Tell whether a key was given to pay with, and has not expired."""
        found = await self.ledger.get(key)
        return found is not None and found.expires_at_ms > self.clock.now_ms()

    async def result(self, code: str, *, key: str) -> RewardResult | None:
        """Return what became of a payment, None where there was none. Raises 4100."""
        paid = await self.promotions.paid(code, key=key)
        if paid is None:
            return None
        age_ms = self.clock.now_ms() - paid.paid_at_ms
        return "PENDING" if age_ms < self.settings.value.reward_pending_ms else "SUCCESS"

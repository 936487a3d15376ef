"""Codes that a mini-app passes to its own server, which redeems each of them once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from aitdesk.errors import ApiError
from aitdesk.phone.observable import State

if TYPE_CHECKING:
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.ledger import Ledger


class OneTimeCode(State, frozen=True, kw_only=True):
    """What a code stands for. Its key is the code."""

    expires_at_ms: int
    is_redeemed: bool = False


C = TypeVar("C", bound=OneTimeCode)


@dataclass
class OneTimeCodes(Generic[C]):
    """The codes of one kind. Every method may raise StoreError."""

    ledger: Ledger[C]
    clock: Clock
    prefix: str

    def owns(self, code: str) -> bool:
        """Tell whether a code looks like one of these."""
        return code.startswith(self.prefix)

    async def issue(self, meaning: C) -> str:
        """Return a fresh code for it."""
        for old, issued in (await self.ledger.all()).items():
            if self.clock.now_ms() >= issued.expires_at_ms:  # nobody can use it any more
                await self.ledger.swap(old, expected=issued, new=None)
        code = f"{self.prefix}{secrets.token_urlsafe(24)}"
        await self.ledger.put(code, meaning)
        return code

    async def redeem(self, code: str) -> C:
        """Use a code up.

        Raises ApiError invalid_grant for one that is unknown, used up or expired.
        """
        issued = await self.ledger.get(code)
        if issued is None:
            raise _invalid(f"{code} was never issued, or its login was unlinked")
        if self.clock.now_ms() >= issued.expires_at_ms:
            raise _invalid(f"{code} has expired")
        used = msgspec.structs.replace(issued, is_redeemed=True)
        if issued.is_redeemed or not await self.ledger.swap(code, expected=issued, new=used):
            raise _invalid(f"{code} was redeemed already")
        return used


def _invalid(message: str) -> ApiError:
    return ApiError(message, code="invalid_grant")

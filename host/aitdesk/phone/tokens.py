"""What Toss login gives the mini-app's server: access and refresh tokens of one person."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aitdesk.phone.login import LINK
from aitdesk.phone.observable import State

if TYPE_CHECKING:
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.login import Consent, IssuedCode
    from aitdesk.phone.observable import Observable
    from aitdesk.phone.partner import PartnerState

_ACCESS: Final = "aitdesk-access-"
_REFRESH: Final = "aitdesk-refresh-"
_MOST_LOGINS: Final = 100
"""How many logins of one person are kept; the oldest goes first. Assumed."""


class Tokens(State, frozen=True, kw_only=True):
    """One login, under its id. `access` has when each access token expires.

    It ends with the consent that it came from.
    """

    consent_at_ms: int
    agreed: tuple[str, ...]
    access: dict[str, int]
    refresh: str
    refresh_expires_at_ms: int


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What the mini-app's server is told."""

    access: str
    refresh: str


@dataclass
class TokenDesk:
    """The logins of one person. Every method may raise StoreError."""

    ledger: Ledger[Tokens]
    consents: Ledger[Consent]
    clock: Clock
    settings: Observable[PartnerState]

    async def issue(self, code: IssuedCode) -> TokenPair | None:
        """Return the tokens of a code that was just redeemed, None where it was unlinked since."""
        consent = await self.consents.get(LINK)
        if consent is None:
            return None
        await self._make_room()
        id_ = secrets.token_hex(8)
        pair, tokens = self._fresh(id_, consent_at_ms=consent.at_ms, agreed=code.agreed, kept={})
        await self.ledger.put(id_, tokens)
        return pair

    async def refresh(self, token: str) -> TokenPair | None:
        """Use a refresh token up for new ones, None where it is none (that it is used up: assumed).

        Access tokens given before go on until they expire.
        """
        while (found := await self._of(token, _REFRESH)) is not None:
            id_, old = found
            if old.refresh != token or old.refresh_expires_at_ms <= self.clock.now_ms():
                return None
            pair, new = self._fresh(
                id_, consent_at_ms=old.consent_at_ms, agreed=old.agreed, kept=old.access
            )
            if await self.ledger.swap(id_, expected=old, new=new):
                return pair
        return None

    async def owner(self, token: str) -> Tokens | None:
        """Return the login of an access token, None where it has expired or is none."""
        found = await self._of(token, _ACCESS)
        is_good = found is not None and found[1].access.get(token, 0) > self.clock.now_ms()
        return found[1] if found is not None and is_good else None

    async def _of(self, token: str, prefix: str) -> tuple[str, Tokens] | None:
        id_ = login_id(token)
        if id_ is None or not token.startswith(prefix):
            return None
        found, consent = await self.ledger.get(id_), await self.consents.get(LINK)
        if found is None or consent is None or consent.at_ms != found.consent_at_ms:
            return None
        return id_, found

    def _fresh(
        self, id_: str, *, consent_at_ms: int, agreed: tuple[str, ...], kept: dict[str, int]
    ) -> tuple[TokenPair, Tokens]:
        now_ms, state = self.clock.now_ms(), self.settings.value
        pair = TokenPair(
            f"{_ACCESS}{id_}-{secrets.token_urlsafe(24)}",
            f"{_REFRESH}{id_}-{secrets.token_urlsafe(24)}",
        )
        access = {each: end_ms for each, end_ms in kept.items() if end_ms > now_ms}
        access[pair.access] = now_ms + state.access_lifetime_ms
        tokens = Tokens(
            consent_at_ms=consent_at_ms,
            agreed=agreed,
            access=dict(list(access.items())[-_MOST_LOGINS:]),
            refresh=pair.refresh,
            refresh_expires_at_ms=now_ms + state.refresh_lifetime_ms,
        )
        return pair, tokens

    async def _make_room(self) -> None:
        logins = await self.ledger.all()
        for id_, old in list(logins.items())[: max(0, len(logins) - _MOST_LOGINS + 1)]:
            await self.ledger.swap(id_, expected=old, new=None)


def login_id(token: str) -> str | None:
    """Return the id of the login that a token is of, None for what is no token."""
    for prefix in (_ACCESS, _REFRESH):
        if token.startswith(prefix):
            return token.removeprefix(prefix).partition("-")[0]
    return None

"""Everybody of one mini-app on this install: Toss's server knows them all, a phone only its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.errors import PartnerError
from aitdesk.phone import EVERYONE, make_shell
from aitdesk.phone.device import DEFAULT_DEVICES, profile
from aitdesk.phone.environment import Operational
from aitdesk.phone.tokens import login_id

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from aitdesk.phone import SimulatedPhone

USER_KEY = "x-toss-user-key"
ANONYMOUS_KEY = "x-anon-key"
_SHARED = ("login", "person", "promotions", "partner", "tosspay")


@dataclass
class People:
    """The people. `phone` is the run's own; the others' have its settings. May raise StoreError."""

    phone: SimulatedPhone
    _others: dict[str, SimulatedPhone] = field(default_factory=dict)

    def of(self, user: str) -> SimulatedPhone:
        """Return a person's phone."""
        phone = self.phone
        if user == phone.user:
            return phone
        if user not in self._others:
            other = make_shell(
                app=phone.app,
                profile=profile(DEFAULT_DEVICES[phone.environment.platform]),
                environment=phone.environment,
                vault=phone.vault,
                user=user,
                scheme=phone.scheme,
                device_id=phone.device_id,
                clock=phone.clock,
                faults=phone.faults,
            )
            for name in _SHARED:
                getattr(other, name).observable = getattr(phone, name).observable
            self._others[user] = other
        return self._others[user]

    async def holder(self, part: str, key: str) -> SimulatedPhone | None:
        """Return who of this mini-app has the record with this key."""
        phone = self.phone
        if await phone.vault.record(part, key, app=phone.app.name, user=phone.user) is not None:
            return phone
        owners = await phone.vault.owners(part, key)
        users = [user for app, user in owners if app == phone.app.name and user != EVERYONE]
        return self.of(users[0]) if users else None

    async def with_token(self, token: str) -> SimulatedPhone | None:
        """Return whose login a token is of, whether or not it is still good."""
        id_ = login_id(token)
        return None if id_ is None else await self.holder("tokens", id_)

    async def everybody(self) -> list[SimulatedPhone]:
        """Return everybody that the install knows, the run's own first."""
        users = await self.phone.vault.users(app=self.phone.app.name)
        others = (user for user in users if user not in {EVERYONE, self.phone.user})
        return [self.phone, *map(self.of, others)]

    async def with_user_key(self, key: int) -> SimulatedPhone | None:
        """Return who has this userKey."""
        for each in await self.everybody():
            if await each.identity.user_key() == key:
                return each
        return None

    async def with_anonymous_key(self, key: str) -> SimulatedPhone | None:
        """Return who has this anonymous key. That of a sandbox app is not known to Toss."""
        if self.phone.environment.operational is Operational.SANDBOX:
            return None
        for each in await self.everybody():
            if await each.identity.anonymous_hash() == key:
                return each
        return None

    async def recipient(self, headers: Headers) -> SimulatedPhone | None:
        """Return whom a call's header names, None where it has none.

        Raises INVALID_PARAMETER where both do, 4010 for nobody here.
        """
        user_key, anonymous_key = headers.get(USER_KEY), headers.get(ANONYMOUS_KEY)
        if user_key is not None and anonymous_key is not None:
            raise PartnerError("INVALID_PARAMETER")
        found = None
        if user_key is not None:
            found = await self.with_user_key(int(user_key)) if _is_number(user_key) else None
        elif anonymous_key is not None:
            found = await self.with_anonymous_key(anonymous_key)
        else:
            return None
        if found is None:
            raise PartnerError("4010")
        return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18  # noqa: PLR2004  # an int64

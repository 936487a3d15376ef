"""What the person lets the mini-app do, and asking for it."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.need import VALID, Need
from aitdesk.phone.observable import State
from aitdesk.phone.prompts import Answer, PromptKind

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.environment import Environment
    from aitdesk.phone.ledger import Ledger
    from aitdesk.phone.prompts import Prompts

Decided: TypeAlias = Literal["allowed", "denied"]
Status: TypeAlias = Literal["notDetermined", "allowed", "denied"]


class Decision(State, frozen=True, kw_only=True):
    """What the person decided: for all runs, or with `only_in_run` for the run of that id."""

    status: Decided
    only_in_run: str = ""


@dataclass
class Permissions:
    """The decisions of one person about one mini-app. Every method may raise StoreError."""

    app: AppFacts
    environment: Environment
    prompts: Prompts
    ledger: Ledger[Decision]
    run: str = field(default_factory=lambda: f"run-{secrets.token_hex(8)}")
    """What tells this run from every other: "only this once" ends with it."""

    _turns: dict[Need, asyncio.Lock] = field(default_factory=dict)

    def declared(self) -> tuple[Need, ...]:
        """Return what the manifest declares; a pair that does not exist declares nothing."""
        needs = (Need(each.name, each.access) for each in self.app.permissions)
        return tuple(need for need in needs if need in VALID)

    async def status(self, need: Need, *, for_call: str = "getPermission") -> Status:
        """Return what is decided, without asking.

        Raises NO_PERMISSION for what the manifest does not declare.
        """
        if need not in self.declared():
            raise refusal(for_call, "NO_PERMISSION")
        decision = await self.ledger.get(need.key)
        if decision is None or decision.only_in_run not in ("", self.run):
            return "notDetermined"
        return decision.status

    async def ask(self, need: Need, *, for_call: str = "openPermissionDialog") -> Decided:
        """Ask the person, whatever was decided before, and remember the answer.

        Raises INVALID_REQUEST for what the manifest does not declare.
        """
        if need not in self.declared():
            raise refusal("openPermissionDialog", "INVALID_REQUEST")
        async with self._turn(need):
            return await self._ask(need, for_call=for_call)

    async def request(self, need: Need, *, for_call: str = "requestPermission") -> Decided:
        """Return what is decided, asking only where nothing is: a refusal is not asked again.

        Of several that want the same at once, the first one asks for all.
        """
        async with self._turn(need):
            status = await self.status(need, for_call=for_call)
            if status == "notDetermined":
                return await self._ask(need, for_call=for_call)
            return status

    async def require(self, need: Need, *, for_call: str) -> None:
        """Let a guarded call pass. Raises what the native host does when it must not."""
        if await self.request(need, for_call=for_call) == "denied":
            raise refusal(for_call, "PERMISSION_DENIED")

    def _turn(self, need: Need) -> asyncio.Lock:
        return self._turns.setdefault(need, asyncio.Lock())

    async def _ask(self, need: Need, *, for_call: str) -> Decided:
        from aitdesk.phone.permission_sheet import permission_sheet  # not before one is asked

        answer = await self.prompts.ask(
            PromptKind.PERMISSION,
            permission_sheet(need, app_name=self.app.display_name, say=self.environment.say),
            allow=Answer("allow"),
            deny=Answer("deny"),
            for_call=for_call,
        )
        status: Decided = "denied" if answer.choice == "deny" else "allowed"
        only_in_run = self.run if answer.choice == "once" else ""
        await self.ledger.put(need.key, Decision(status=status, only_in_run=only_in_run))
        return status

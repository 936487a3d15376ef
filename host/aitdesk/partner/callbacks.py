"""What Toss's server tells the mini-app's: that a login ended, how a subscription goes on.

Source: D toss-login, iap; R; S; I. Retries, the answer that is wanted and the zone are settings.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import httpx
import msgspec

from aitdesk.errors import ConfigError
from aitdesk.journal import EntryKind
from aitdesk.partner.subscription_clock import SubscriptionClock
from aitdesk.partner.subscription_event import VERIFICATION, changed_event, verification_event

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from aitdesk.journal import Journal
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.login import UnlinkReason
    from aitdesk.phone.subscription import ChangeReason
    from aitdesk.phone.subscription_changes import TimedChange
    from aitdesk.value import Json

CallbackName: TypeAlias = Literal["unlink", "subscription"]


@dataclass(frozen=True, slots=True)
class CallbackResult:
    """How a callback ended: HTTP's status, None where nobody answered; after so many tries."""

    name: CallbackName
    url: str
    status: int | None
    tries: int

    @property
    def is_taken(self) -> bool:
        """Whether the mini-app's server took it: any 2xx (assumed)."""
        return self.status is not None and httpx.codes.is_success(self.status)


@dataclass
class Callbacks:
    """Sends them for one person, and notes each try in the journal."""

    phone: SimulatedPhone
    journal: Journal
    transport: httpx.AsyncBaseTransport | None = None
    _work: set[asyncio.Task[object]] = field(default_factory=set)

    def follow(self) -> None:
        """Send one whenever the phone's state says so, from now on."""
        self.phone.login.unlinked.listen(lambda reason: self._begin(self.unlink(reason)))
        self.phone.wallet.subscription_changes.listen(
            lambda change: self._begin(self.subscription(change[0], change[1]))
        )
        clock = SubscriptionClock(
            self.phone, lambda order_id, changes: self._begin(self._in_turn(order_id, changes))
        )
        self._begin(clock.run())

    async def unlink(self, reason: UnlinkReason) -> CallbackResult | None:
        """Tell that the person ended the login; None where no URL is registered."""
        state = self.phone.partner.observable.value
        if not state.unlink_url:
            return None
        told = {"userKey": str(await self.phone.identity.user_key()), "referrer": reason}
        headers = state.authorization(state.unlink_authorization)
        if state.unlink_method == "GET":
            url = httpx.URL(state.unlink_url).copy_merge_params(told)
            request = httpx.Request("GET", url, headers=headers)
        else:
            request = httpx.Request("POST", state.unlink_url, json=told, headers=headers)
        return await self._send("unlink", request, dict(told))

    async def subscription(
        self,
        order_id: str,
        reason: ChangeReason | Literal["VERIFICATION"],
        *,
        at_ms: int | None = None,
    ) -> CallbackResult | None:
        """Tell how a subscription goes on; None where no URL is registered.

        `at_ms` is when it changed by itself. Raises ConfigError for an order that is none.
        """
        state = self.phone.partner.observable.value
        now_ms = self.phone.clock.server_time_ms() if at_ms is None else at_ms
        if reason == VERIFICATION:
            event: Any = verification_event(now_ms, zone=state.zone)
        else:
            order = await self.phone.wallet.orders.get(order_id)
            standing = None if order is None else order.standing(now_ms=now_ms)
            if order is None or standing is None:
                raise ConfigError(f"order {order_id} is no subscription of {self.phone.user}")
            before = None if at_ms is None else order.standing(now_ms=at_ms - 1)
            event = changed_event(
                order, standing, reason, now_ms=now_ms, zone=state.zone, before=before
            )
        if not state.notification_url:
            return None
        headers = {
            "content-type": "application/json",
            **state.authorization(state.notification_authorization),
        }
        request = httpx.Request(
            "POST", state.notification_url, content=msgspec.json.encode(event), headers=headers
        )
        return await self._send("subscription", request, msgspec.to_builtins(event))

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)

    async def _in_turn(self, order_id: str, changes: list[TimedChange]) -> None:
        for at_ms, reason in changes:
            await self.subscription(order_id, reason, at_ms=at_ms)

    async def _send(
        self, name: CallbackName, request: httpx.Request, told: dict[str, Json]
    ) -> CallbackResult:
        state = self.phone.partner.observable.value
        status, tries = None, 0
        limit_s = state.callback_timeout_ms / 1000
        # No proxy and no environment: what is told goes where the file says, and nowhere else.
        async with httpx.AsyncClient(
            transport=self.transport,
            trust_env=False,
            timeout=limit_s,
            follow_redirects=False,
            verify=request.url.scheme == "https",  # what the machine trusts takes time to read
        ) as client:
            while True:
                tries += 1
                status = await self._try(client, name, request, told)
                result = CallbackResult(name, str(request.url), status, tries)
                if result.is_taken or tries > state.callback_retries:
                    return result
                await self.phone.clock.sleep(state.callback_retry_after_ms / 1000)

    async def _try(
        self,
        client: httpx.AsyncClient,
        name: CallbackName,
        request: httpx.Request,
        told: dict[str, Json],
    ) -> int | None:
        started_ms, status, said = self.journal.now_ms(), None, ""
        try:
            answer = await client.send(request)
            status, said = answer.status_code, answer.text
        except httpx.HTTPError as problem:
            said = f"{type(problem).__name__}: {problem}"
        self.journal.add(
            EntryKind.PARTNER,
            name=f"callback:{name}",
            user=self.phone.user,
            url=str(request.url),
            request=told,
            status=status,
            result="SUCCESS" if status is not None and httpx.codes.is_success(status) else "FAIL",
            answer=said,
            ms=round(self.journal.now_ms() - started_ms, 3),
        )
        return status

    def _begin(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

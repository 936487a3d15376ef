"""The subscriptions of one page: begun, told of their events, ended."""

from __future__ import annotations

import asyncio
import traceback
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.api.decorators import HandlerKind
from aitdesk.api.page_context import params_of, shown, unimplemented
from aitdesk.errors import ApiError, StoreError, Unavailable
from aitdesk.journal import EntryKind as Entry
from aitdesk.journal import Outcome
from aitdesk.phone.faults import NOTHING, injected
from aitdesk.protocol.frames import Event, Receipt, Subscribe, Unsubscribe
from aitdesk.protocol.sdk_line import SDK_LINES
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.api.page_context import PageContext
    from aitdesk.api.registry import Handler
    from aitdesk.protocol.line import Line
    from aitdesk.value import Value

MOST_SUBSCRIPTIONS = 1_000
"""A phone's own limit is not known: this keeps one page from the memory of all windows."""


@dataclass(frozen=True, slots=True)
class _Subscription:
    frame: Subscribe
    task: asyncio.Task[None]


@dataclass
class Subscriptions:
    """Those of the page at hand. An unknown name stays silent on SDK 1.x and 2.x, unless strict."""

    context: PageContext
    _subscriptions: dict[tuple[Line, str, str], _Subscription] = field(default_factory=dict)

    def add(self, frame: Subscribe) -> None:
        """Begin one; one that was there under its id ends."""
        handler = self.context.registry.find(HandlerKind.EVENT, frame.name, line=frame.via.line)
        if handler is None:
            self._refuse(frame)
            return
        self._cancel(frame)
        options = {} if frame.options is UNDEFINED else {"options": frame.options}
        self.context.journal.add(
            Entry.SUBSCRIBE,
            name=frame.name,
            event_id=frame.id,
            **options,
            **SDK_LINES[frame.via.line].shown,
        )
        if len(self._subscriptions) >= MOST_SUBSCRIPTIONS:
            full = self.context.full(f"the page has {MOST_SUBSCRIPTIONS:,} subscriptions already")
            self._acknowledge(frame, full)
            if frame.receipt is None:
                self._event(frame, full)
            return
        self._acknowledge(frame)
        task = asyncio.create_task(self._deliver(handler, frame))
        self._subscriptions[_key(frame)] = _Subscription(frame, task)

    def fire(self, name: str, result: Value | ApiError) -> int:
        """Tell the page's subscriptions of an event what the phone did not; return how many.

        Where the event's gate is closed there is nobody to tell.
        """
        told = [
            subscription.frame
            for subscription in self._subscriptions.values()
            if subscription.frame.name == name and self._is_there(subscription.frame)
        ]
        for frame in told:
            self._event(frame, result)
        return len(told)

    def remove(self, frame: Unsubscribe) -> None:
        """End one; one that is not there is told all the same."""
        name = self._cancel(frame) or frame.name
        self.context.journal.add(
            Entry.UNSUBSCRIBE, name=name, event_id=frame.id, **SDK_LINES[frame.via.line].shown
        )
        self._acknowledge(frame)

    def _cancel(self, frame: Subscribe | Unsubscribe) -> str:
        """End a subscription, if there is one, and return its name."""
        subscription = self._subscriptions.pop(_key(frame), None)
        if subscription is None:
            return ""
        subscription.task.cancel()
        return subscription.frame.name

    def leave(self) -> None:
        """End all of them: the page is gone."""
        for subscription in self._subscriptions.values():
            subscription.task.cancel()
        self._subscriptions.clear()

    def _is_there(self, frame: Subscribe) -> bool:
        handler = self.context.registry.find(HandlerKind.EVENT, frame.name, line=frame.via.line)
        return handler is not None and handler.mark.gate.is_open(self.context.shell)

    def _refuse(self, frame: Subscribe) -> None:
        # On 1.x and 2.x silence, as on the phone, so it is told here and nowhere else.
        self.context.journal.add(
            Entry.SUBSCRIBE,
            name=frame.name,
            event_id=frame.id,
            outcome=Outcome.UNANSWERED,
            **SDK_LINES[frame.via.line].shown,
        )
        if frame.receipt is not None:
            self._acknowledge(frame, unimplemented(frame.name))
        elif self.context.strict:
            self._event(frame, unimplemented(frame.name))

    def _acknowledge(
        self, frame: Subscribe | Unsubscribe, result: Value | ApiError = UNDEFINED
    ) -> None:
        if frame.receipt is not None:
            self.context.send(Receipt(frame, result))

    async def _deliver(self, handler: Handler, frame: Subscribe) -> None:
        try:
            async for payload in self._payloads(handler, frame):
                self._event(frame, payload)
        except ApiError as refusal:
            self._event(frame, refusal)
        except StoreError as problem:
            self.context.shell.problems.emit(str(problem))
            self._event(frame, Unavailable(str(problem)))
        except Exception as crash:  # noqa: BLE001  # a broken event must not break the session
            traceback.print_exception(crash)
            self._event(frame, Unavailable(f"{frame.name} failed: {crash!r}"))

    async def _payloads(
        self, handler: Handler, frame: Subscribe
    ) -> AsyncIterator[Value | ApiError]:
        shell, gate = self.context.shell, handler.mark.gate
        if not gate.is_open(shell):
            if gate.refuses is not None:
                yield gate.refuses()
            return
        if shell.latency.is_on:
            await self.context.delay(handler)
        fault = shell.faults.take(frame.name)
        if fault is not None and fault != NOTHING:
            yield injected(frame.name, fault, listed_as=handler.mark.name)
        if fault is None:
            # Closed with this one, or a handler's last words would wait for the collector.
            stream = handler.payloads(shell, params_of(handler, frame.options))
            async with aclosing(stream):
                async for payload in stream:
                    yield payload

    def _event(self, frame: Subscribe, result: Value | ApiError) -> None:
        self.context.send(Event(frame.name, frame.id, result, frame.via))
        self.context.journal.add(
            Entry.EVENT,
            name=frame.name,
            event_id=frame.id,
            **shown(result),
            **SDK_LINES[frame.via.line].shown,
        )


def _key(frame: Subscribe | Unsubscribe) -> tuple[Line, str, str]:
    line = frame.via.line
    return (line, frame.name if SDK_LINES[line].ends_by_name else "", frame.id)

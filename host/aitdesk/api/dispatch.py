"""The single funnel: every message of the page passes here, and nowhere else.

Origin, name, throttle, gate, latency, fault, permission, parameters, handler, answer, journal: in
this order, once each.
"""

from __future__ import annotations

import asyncio
import traceback
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from aitdesk.api.decorators import HandlerKind, Params
from aitdesk.errors import ApiError, InvalidParams, StoreError, Unavailable, Unimplemented
from aitdesk.journal import EntryKind as Entry
from aitdesk.journal import Journal, Outcome
from aitdesk.phone.faults import NOTHING, asked_for, injected
from aitdesk.protocol.frames import (
    Call,
    Event,
    FromPage,
    Hello,
    Receipt,
    Reply,
    Subscribe,
    ToPage,
    Unsubscribe,
    Via,
)
from aitdesk.protocol.line import Line
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from aitdesk.api.registry import Handler, Registry
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json, Value


MOST_PENDING = 10_000
MOST_SUBSCRIPTIONS = 1_000
"""A phone's own limits are not known: these keep one page from the memory of all windows."""


@dataclass(frozen=True, slots=True)
class _Pending:
    call: Call
    started_ms: float
    task: asyncio.Task[None]


@dataclass(frozen=True, slots=True)
class _Subscription:
    frame: Subscribe
    task: asyncio.Task[None]


@dataclass
class Dispatch:
    """Answers one page at a time. Lives on the session's loop; `send` takes frames to the page.

    `origins` are the mini-app's own; a message from another one is dropped and journaled. An
    unknown name is left unanswered on SDK 1.x and 2.x, unless `strict`, and rejected on 3.x.
    """

    shell: SimulatedPhone
    registry: Registry
    journal: Journal
    send: Callable[[ToPage], None]
    origins: frozenset[str]
    strict: bool = False
    _calls: dict[int, _Pending] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    _subscriptions: dict[tuple[Line, str, str], _Subscription] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    @property
    def pending(self) -> int:
        """How many calls wait for an answer that will come."""
        return len(self._calls)

    def receive(self, frame: FromPage, *, origin: str) -> None:
        """Take one message that came from a page of this origin."""
        if origin not in self.origins:
            reason = f"{origin} is not the mini-app's origin"
            self.journal.add(Entry.DROPPED, reason=reason, name=frame.name)
            return
        match frame:
            case Call():
                self._call(frame)
            case Subscribe():
                self._subscribe(frame)
            case Unsubscribe():
                self._unsubscribe(frame)
            case Hello():
                pass

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

    def leave(self) -> None:
        """Settle what the page leaves behind: no answer and no event may reach the next one."""
        abandoned, self._calls = self._calls, {}
        for pending in abandoned.values():
            pending.task.cancel()
            self._record(pending.call, Outcome.ABANDONED, pending.started_ms)
        for subscription in self._subscriptions.values():
            subscription.task.cancel()
        self._subscriptions.clear()
        self._told.clear()

    def _call(self, call: Call) -> None:
        started_ms = self.journal.now_ms()
        name = self.shell.migration.own_name(call.name)
        handler = self.registry.find(HandlerKind.METHOD, name, line=call.via.line)
        if handler is not None and len(self._calls) < MOST_PENDING:
            number = next(self._numbers)
            task = asyncio.create_task(self._answer(handler, call, number))
            self._calls[number] = _Pending(call, started_ms, task)
            return
        is_full = handler is not None
        full = f"{MOST_PENDING:,} calls of the page wait for their answer already"
        refusal = self._full(full) if is_full else _unimplemented(call.name)
        if is_full or self.strict or call.via.line is Line.WEBVIEW_BRIDGE:
            self.send(Reply(call.name, call.id, refusal, call.via))
        if is_full or self.strict:
            self._record(call, Outcome.REJECTED, started_ms, result=refusal)
        else:
            self._record(call, Outcome.UNANSWERED, started_ms)

    def _is_there(self, frame: Subscribe) -> bool:
        handler = self.registry.find(HandlerKind.EVENT, frame.name, line=frame.via.line)
        return handler is not None and handler.mark.gate.is_open(self.shell)

    async def _answer(self, handler: Handler, call: Call, number: int) -> None:
        result, outcome = await self._result(handler, call)
        pending = self._calls.pop(number, None)
        if pending is not None:  # else the page left while a handler would not be cancelled
            self.send(Reply(call.name, call.id, result, call.via))
            self._record(call, outcome, pending.started_ms, result=result)

    async def _result(self, handler: Handler, call: Call) -> tuple[Value | ApiError, Outcome]:
        try:
            value = await self._value(handler, call)
        except ApiError as refusal:
            failure, outcome = refusal, Outcome.REJECTED
        except StoreError as problem:
            self.shell.problems.emit(str(problem))
            failure, outcome = Unavailable(str(problem)), Outcome.REJECTED
        except Exception as crash:  # noqa: BLE001  # whatever a handler does, the page is answered
            traceback.print_exception(crash)
            failure, outcome = Unavailable(f"{call.name} failed: {crash!r}"), Outcome.CRASHED
        else:
            return value, Outcome.RESOLVED
        if handler.mark.swallows is None or call.via.line is not Line.GRANITE:
            return failure, outcome
        swallowed = handler.mark.swallows(failure)
        return swallowed, Outcome.RESOLVED if outcome is Outcome.REJECTED else outcome

    async def _value(self, handler: Handler, call: Call) -> Value:
        shell, mark = self.shell, handler.mark
        shell.throttle.check(call.name, now_ms=self.journal.now_ms())
        if not mark.gate.is_open(shell):
            if mark.gate.refuses is not None:
                raise mark.gate.refuses()
            return mark.gate.below
        if shell.latency.is_on:
            await self._delay(handler)
        fault = shell.faults.take(call.name)
        if fault is not None:
            return asked_for(call.name, fault, listed_as=mark.name)
        given = shell.answers.take(call.name)
        if given is not None:
            if isinstance(given.result, ApiError):
                raise given.result
            return given.result
        if mark.needs is not None:
            await shell.permissions.require(mark.needs, for_call=call.name)
        params = _params(handler, handler.arguments(call.args))
        return handler.result(await handler.answer(shell, params))

    async def _delay(self, handler: Handler) -> None:
        delay_ms = self.shell.latency.delay_ms(handler.family)
        await self.shell.clock.sleep(delay_ms / 1000)

    def _subscribe(self, frame: Subscribe) -> None:
        handler = self.registry.find(HandlerKind.EVENT, frame.name, line=frame.via.line)
        if handler is None:
            self._refuse(frame)
            return
        self._cancel(frame)
        shown = {} if frame.options is UNDEFINED else {"options": frame.options}
        self.journal.add(
            Entry.SUBSCRIBE, name=frame.name, event_id=frame.id, **shown, **_line(frame.via)
        )
        if len(self._subscriptions) >= MOST_SUBSCRIPTIONS:
            full = self._full(f"the page has {MOST_SUBSCRIPTIONS:,} subscriptions already")
            self._acknowledge(frame, full)
            if frame.receipt is None:
                self._event(frame, full)
            return
        self._acknowledge(frame)
        task = asyncio.create_task(self._deliver(handler, frame))
        self._subscriptions[_key(frame)] = _Subscription(frame, task)

    def _full(self, text: str) -> Unavailable:
        """Tell the developer once a document, and return what the page is told each time."""
        if text not in self._told:
            self._told.add(text)
            self.shell.problems.emit(f"{text}: more are refused")
        return Unavailable(text)

    def _refuse(self, frame: Subscribe) -> None:
        # On 1.x and 2.x silence, as on the phone, so it is told here and nowhere else.
        self.journal.add(
            Entry.SUBSCRIBE,
            name=frame.name,
            event_id=frame.id,
            outcome=Outcome.UNANSWERED,
            **_line(frame.via),
        )
        if frame.receipt is not None:
            self._acknowledge(frame, _unimplemented(frame.name))
        elif self.strict:
            self._event(frame, _unimplemented(frame.name))

    def _acknowledge(
        self, frame: Subscribe | Unsubscribe, result: Value | ApiError = UNDEFINED
    ) -> None:
        if frame.receipt is not None:
            self.send(Receipt(frame, result))

    async def _deliver(self, handler: Handler, frame: Subscribe) -> None:
        try:
            async for payload in self._payloads(handler, frame):
                self._event(frame, payload)
        except ApiError as refusal:
            self._event(frame, refusal)
        except StoreError as problem:
            self.shell.problems.emit(str(problem))
            self._event(frame, Unavailable(str(problem)))
        except Exception as crash:  # noqa: BLE001  # a broken event must not break the session
            traceback.print_exception(crash)
            self._event(frame, Unavailable(f"{frame.name} failed: {crash!r}"))

    async def _payloads(
        self, handler: Handler, frame: Subscribe
    ) -> AsyncIterator[Value | ApiError]:
        shell, gate = self.shell, handler.mark.gate
        if not gate.is_open(shell):
            if gate.refuses is not None:
                yield gate.refuses()
            return
        if shell.latency.is_on:
            await self._delay(handler)
        fault = shell.faults.take(frame.name)
        if fault is not None and fault != NOTHING:
            yield injected(frame.name, fault, listed_as=handler.mark.name)
        if fault is None:
            # Closed with this one, or a handler's last words would wait for the collector.
            stream = handler.payloads(shell, _params(handler, frame.options))
            async with aclosing(stream):
                async for payload in stream:
                    yield payload

    def _event(self, frame: Subscribe, result: Value | ApiError) -> None:
        self.send(Event(frame.name, frame.id, result, frame.via))
        self.journal.add(
            Entry.EVENT, name=frame.name, event_id=frame.id, **_shown(result), **_line(frame.via)
        )

    def _unsubscribe(self, frame: Unsubscribe) -> None:
        name = self._cancel(frame) or frame.name
        self.journal.add(Entry.UNSUBSCRIBE, name=name, event_id=frame.id, **_line(frame.via))
        self._acknowledge(frame)

    def _cancel(self, frame: Subscribe | Unsubscribe) -> str:
        """End a subscription, if there is one, and return its name."""
        subscription = self._subscriptions.pop(_key(frame), None)
        if subscription is None:
            return ""
        subscription.task.cancel()
        return subscription.frame.name

    def _record(
        self,
        call: Call,
        outcome: Outcome,
        started_ms: float,
        *,
        result: Value | ApiError = UNDEFINED,
    ) -> None:
        self.journal.add(
            Entry.CALL,
            name=call.name,
            args=call.args,
            outcome=outcome,
            **_shown(result),
            ms=round(self.journal.now_ms() - started_ms, 3),
            **_line(call.via),
        )


def _key(frame: Subscribe | Unsubscribe) -> tuple[Line, str, str]:
    # SDK 3.x ends a subscription by its id alone.
    line = frame.via.line
    return (line, frame.name if line is Line.GRANITE else "", frame.id)


def _line(via: Via) -> dict[str, Json]:
    return {} if via.line is Line.GRANITE else {"line": via.line}


def _unimplemented(name: str) -> Unimplemented:
    return Unimplemented(f"{name} is not answered by this shell (host/aitdesk/api/known_gaps.txt)")


def _params(handler: Handler, args: Value) -> Params | None:
    if handler.params is None:
        return None
    try:
        return msgspec.convert(args, handler.params)
    # A member's name with half a surrogate pair cannot be looked up: msgspec does it in UTF-8.
    except (msgspec.ValidationError, UnicodeEncodeError) as problem:
        raise InvalidParams(f"{handler.name}: {problem}") from None


def _shown(result: Value | ApiError) -> dict[str, Json]:
    if isinstance(result, ApiError):
        return {"error": {"code": result.code, "message": result.message}}
    return {} if result is UNDEFINED else {"value": result}

"""The single funnel: every message of the page passes here, and nowhere else.

Origin, name, throttle, gate, latency, fault, permission, parameters, handler, answer, journal: in
this order, once each.
"""

from __future__ import annotations

import asyncio
import traceback
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from aitdesk.api.decorators import HandlerKind
from aitdesk.api.page_context import PageContext, params_of, shown, unimplemented
from aitdesk.api.subscriptions import Subscriptions
from aitdesk.errors import ApiError, StoreError, Unavailable
from aitdesk.journal import EntryKind as Entry
from aitdesk.journal import Journal, Outcome
from aitdesk.phone.faults import asked_for
from aitdesk.protocol.frames import (
    Call,
    FromPage,
    Hello,
    Reply,
    Subscribe,
    ToPage,
    Unsubscribe,
)
from aitdesk.protocol.sdk_line import SDK_LINES
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aitdesk.api.registry import Handler, Registry
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Value


MOST_PENDING = 10_000
"""A phone's own limit is not known: this keeps one page from the memory of all windows."""


@dataclass(frozen=True, slots=True)
class _Pending:
    call: Call
    started_ms: float
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

    def __post_init__(self) -> None:
        self._context = PageContext(self.shell, self.registry, self.journal, self.send, self.strict)
        self._subscriptions = Subscriptions(self._context)

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
                self._subscriptions.add(frame)
            case Unsubscribe():
                self._subscriptions.remove(frame)
            case Hello():
                pass

    def fire(self, name: str, result: Value | ApiError) -> int:
        """Tell the page's subscriptions of an event what the phone did not; return how many."""
        return self._subscriptions.fire(name, result)

    def leave(self) -> None:
        """Settle what the page leaves behind: no answer and no event may reach the next one."""
        abandoned, self._calls = self._calls, {}
        for pending in abandoned.values():
            pending.task.cancel()
            self._record(pending.call, Outcome.ABANDONED, pending.started_ms)
        self._subscriptions.leave()
        self._context.forget()

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
        refusal = self._context.full(full) if is_full else unimplemented(call.name)
        if is_full or self.strict or SDK_LINES[call.via.line].rejects_unknown:
            self.send(Reply(call.name, call.id, refusal, call.via))
        if is_full or self.strict:
            self._record(call, Outcome.REJECTED, started_ms, result=refusal)
        else:
            self._record(call, Outcome.UNANSWERED, started_ms)

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
        if handler.mark.swallows is None or not SDK_LINES[call.via.line].swallows_failures:
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
            await self._context.delay(handler)
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
        params = params_of(handler, handler.arguments(call.args))
        return handler.result(await handler.answer(shell, params))

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
            **shown(result),
            ms=round(self.journal.now_ms() - started_ms, 3),
            **SDK_LINES[call.via.line].shown,
        )

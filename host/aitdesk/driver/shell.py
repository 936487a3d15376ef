"""The phone around the page, as a test holds it: `Shell` blocks, `AsyncShell` awaits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from aitdesk.driver.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from aitdesk.driver.steps import Steps
    from aitdesk.driver.transport import AsyncTransport, Transport

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class _Blocking:
    transport: Transport
    plan: Plan


@dataclass
class _Awaiting:
    transport: AsyncTransport
    plan: Plan


def _blocks(
    plan: Callable[Concatenate[Plan, P], Steps[T]],
) -> Callable[Concatenate[_Blocking, P], T]:
    @wraps(plan)
    def act(self: _Blocking, /, *args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True
        return self.transport.run(plan(self.plan, *args, **kwargs))

    return act


def _awaits(
    plan: Callable[Concatenate[Plan, P], Steps[T]],
) -> Callable[Concatenate[_Awaiting, P], Coroutine[Any, Any, T]]:
    @wraps(plan)
    async def act(self: _Awaiting, /, *args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True
        return await self.transport.run(plan(self.plan, *args, **kwargs))

    return act


class Clock(_Blocking):
    """The phone's time; the page's own timers are not the phone's."""

    advance = _blocks(Plan.advance)


class AsyncClock(_Awaiting):
    """The phone's time; the page's own timers are not the phone's."""

    advance = _awaits(Plan.advance)


@dataclass
class Expected(_Blocking):
    """The next question of a kind."""

    kind: str

    def answer(self, choice: str, **values: Any) -> Expected:  # noqa: ANN401  # JSON
        """Answer it once it is asked, or now if it is; call again for the one after it.

        The choice is one of the sheet's own, or allow, success, deny or cancel: what a person who
        goes along does, and one who does not. `values` are what is picked or filled in.
        """
        self.transport.run(self.plan.expect(self.kind, choice, values))
        return self


@dataclass
class AsyncExpected(_Awaiting):
    """The next question of a kind."""

    kind: str

    async def answer(self, choice: str, **values: Any) -> AsyncExpected:  # noqa: ANN401  # JSON
        """Answer it once it is asked, or now if it is; see `Expected.answer`."""
        await self.transport.run(self.plan.expect(self.kind, choice, values))
        return self


class Prompts(_Blocking):
    """The questions to the person, each a sheet."""

    waiting = _blocks(Plan.waiting)
    policy = _blocks(Plan.policy)

    def on(self, kind: str) -> Expected:
        """Say how the next question of a kind is answered, such as "purchase"."""
        return Expected(self.transport, self.plan, kind)


class AsyncPrompts(_Awaiting):
    """The questions to the person, each a sheet."""

    waiting = _awaits(Plan.waiting)
    policy = _awaits(Plan.policy)

    def on(self, kind: str) -> AsyncExpected:
        """Say how the next question of a kind is answered, such as "purchase"."""
        return AsyncExpected(self.transport, self.plan, kind)


class Shell(_Blocking):
    """Everything of the phone that is not the page."""

    state = _blocks(Plan.state)
    set = _blocks(Plan.set)
    reset = _blocks(Plan.reset)
    grant = _blocks(Plan.grant)
    deny = _blocks(Plan.deny)
    forget = _blocks(Plan.forget)
    back = _blocks(Plan.back)
    swipe_back = _blocks(Plan.swipe_back)
    home = _blocks(Plan.home)
    press_accessory = _blocks(Plan.press_accessory)
    press_close = _blocks(Plan.press_close)
    close = _blocks(Plan.close)
    background = _blocks(Plan.background)
    foreground = _blocks(Plan.foreground)
    rotate = _blocks(Plan.rotate)
    offline = _blocks(Plan.offline)
    online = _blocks(Plan.online)
    navigate = _blocks(Plan.navigate)
    reload = _blocks(Plan.reload)
    fire = _blocks(Plan.fire)
    ask = _blocks(Plan.ask)
    override = _blocks(Plan.override)
    restore = _blocks(Plan.restore)
    journal = _blocks(Plan.journal)
    await_entry = _blocks(Plan.await_entry)
    calls = _blocks(Plan.calls)
    settle = _blocks(Plan.settle)
    screenshot = _blocks(Plan.screenshot)
    refund = _blocks(Plan.refund)
    redeem = _blocks(Plan.redeem)

    @property
    def prompts(self) -> Prompts:
        """The questions to the person."""
        return Prompts(self.transport, self.plan)

    @property
    def clock(self) -> Clock:
        """The phone's time."""
        return Clock(self.transport, self.plan)


class AsyncShell(_Awaiting):
    """Everything of the phone that is not the page."""

    state = _awaits(Plan.state)
    set = _awaits(Plan.set)
    reset = _awaits(Plan.reset)
    grant = _awaits(Plan.grant)
    deny = _awaits(Plan.deny)
    forget = _awaits(Plan.forget)
    back = _awaits(Plan.back)
    swipe_back = _awaits(Plan.swipe_back)
    home = _awaits(Plan.home)
    press_accessory = _awaits(Plan.press_accessory)
    press_close = _awaits(Plan.press_close)
    close = _awaits(Plan.close)
    background = _awaits(Plan.background)
    foreground = _awaits(Plan.foreground)
    rotate = _awaits(Plan.rotate)
    offline = _awaits(Plan.offline)
    online = _awaits(Plan.online)
    navigate = _awaits(Plan.navigate)
    reload = _awaits(Plan.reload)
    fire = _awaits(Plan.fire)
    ask = _awaits(Plan.ask)
    override = _awaits(Plan.override)
    restore = _awaits(Plan.restore)
    journal = _awaits(Plan.journal)
    await_entry = _awaits(Plan.await_entry)
    calls = _awaits(Plan.calls)
    settle = _awaits(Plan.settle)
    screenshot = _awaits(Plan.screenshot)
    refund = _awaits(Plan.refund)
    redeem = _awaits(Plan.redeem)

    @property
    def prompts(self) -> AsyncPrompts:
        """The questions to the person."""
        return AsyncPrompts(self.transport, self.plan)

    @property
    def clock(self) -> AsyncClock:
        """The phone's time."""
        return AsyncClock(self.transport, self.plan)

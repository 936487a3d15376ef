"""The phone around the page, as a test holds it: `Shell` blocks, `AsyncShell` awaits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from aitdesk.driver.plan import DriverPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from aitdesk.client.operation import Operation
    from aitdesk.client.transport import AsyncTransport, Transport

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class _Blocking:
    transport: Transport
    plan: DriverPlan


@dataclass
class _Awaiting:
    transport: AsyncTransport
    plan: DriverPlan


def _blocks(
    plan: Callable[Concatenate[DriverPlan, P], Operation[T]],
) -> Callable[Concatenate[_Blocking, P], T]:
    @wraps(plan)
    def act(self: _Blocking, /, *args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True
        return self.transport.run(plan(self.plan, *args, **kwargs))

    return act


def _awaits(
    plan: Callable[Concatenate[DriverPlan, P], Operation[T]],
) -> Callable[Concatenate[_Awaiting, P], Coroutine[Any, Any, T]]:
    @wraps(plan)
    async def act(self: _Awaiting, /, *args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True
        return await self.transport.run(plan(self.plan, *args, **kwargs))

    return act


class PhoneClock(_Blocking):
    """The phone's time; the page's own timers are not the phone's."""

    advance = _blocks(DriverPlan.advance)


class AsyncClock(_Awaiting):
    """The phone's time; the page's own timers are not the phone's."""

    advance = _awaits(DriverPlan.advance)


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


class PromptAnswers(_Blocking):
    """The questions to the person, each a sheet."""

    waiting = _blocks(DriverPlan.waiting)
    policy = _blocks(DriverPlan.policy)

    def on(self, kind: str) -> Expected:
        """Say how the next question of a kind is answered, such as "purchase"."""
        return Expected(self.transport, self.plan, kind)


class AsyncPrompts(_Awaiting):
    """The questions to the person, each a sheet."""

    waiting = _awaits(DriverPlan.waiting)
    policy = _awaits(DriverPlan.policy)

    def on(self, kind: str) -> AsyncExpected:
        """Say how the next question of a kind is answered, such as "purchase"."""
        return AsyncExpected(self.transport, self.plan, kind)


class Shell(_Blocking):
    """Everything of the phone that is not the page."""

    state = _blocks(DriverPlan.state)
    set = _blocks(DriverPlan.set)
    reset = _blocks(DriverPlan.reset)
    grant = _blocks(DriverPlan.grant)
    deny = _blocks(DriverPlan.deny)
    forget = _blocks(DriverPlan.forget)
    back = _blocks(DriverPlan.back)
    swipe_back = _blocks(DriverPlan.swipe_back)
    home = _blocks(DriverPlan.home)
    press_accessory = _blocks(DriverPlan.press_accessory)
    press_close = _blocks(DriverPlan.press_close)
    close = _blocks(DriverPlan.close)
    background = _blocks(DriverPlan.background)
    foreground = _blocks(DriverPlan.foreground)
    rotate = _blocks(DriverPlan.rotate)
    offline = _blocks(DriverPlan.offline)
    online = _blocks(DriverPlan.online)
    navigate = _blocks(DriverPlan.navigate)
    reload = _blocks(DriverPlan.reload)
    fire = _blocks(DriverPlan.fire)
    ask = _blocks(DriverPlan.ask)
    override = _blocks(DriverPlan.override)
    restore = _blocks(DriverPlan.restore)
    journal = _blocks(DriverPlan.journal)
    await_entry = _blocks(DriverPlan.await_entry)
    calls = _blocks(DriverPlan.calls)
    settle = _blocks(DriverPlan.settle)
    screenshot = _blocks(DriverPlan.screenshot)
    refund = _blocks(DriverPlan.refund)
    redeem = _blocks(DriverPlan.redeem)

    @property
    def prompts(self) -> PromptAnswers:
        """The questions to the person."""
        return PromptAnswers(self.transport, self.plan)

    @property
    def clock(self) -> PhoneClock:
        """The phone's time."""
        return PhoneClock(self.transport, self.plan)


class AsyncShell(_Awaiting):
    """Everything of the phone that is not the page."""

    state = _awaits(DriverPlan.state)
    set = _awaits(DriverPlan.set)
    reset = _awaits(DriverPlan.reset)
    grant = _awaits(DriverPlan.grant)
    deny = _awaits(DriverPlan.deny)
    forget = _awaits(DriverPlan.forget)
    back = _awaits(DriverPlan.back)
    swipe_back = _awaits(DriverPlan.swipe_back)
    home = _awaits(DriverPlan.home)
    press_accessory = _awaits(DriverPlan.press_accessory)
    press_close = _awaits(DriverPlan.press_close)
    close = _awaits(DriverPlan.close)
    background = _awaits(DriverPlan.background)
    foreground = _awaits(DriverPlan.foreground)
    rotate = _awaits(DriverPlan.rotate)
    offline = _awaits(DriverPlan.offline)
    online = _awaits(DriverPlan.online)
    navigate = _awaits(DriverPlan.navigate)
    reload = _awaits(DriverPlan.reload)
    fire = _awaits(DriverPlan.fire)
    ask = _awaits(DriverPlan.ask)
    override = _awaits(DriverPlan.override)
    restore = _awaits(DriverPlan.restore)
    journal = _awaits(DriverPlan.journal)
    await_entry = _awaits(DriverPlan.await_entry)
    calls = _awaits(DriverPlan.calls)
    settle = _awaits(DriverPlan.settle)
    screenshot = _awaits(DriverPlan.screenshot)
    refund = _awaits(DriverPlan.refund)
    redeem = _awaits(DriverPlan.redeem)

    @property
    def prompts(self) -> AsyncPrompts:
        """The questions to the person."""
        return AsyncPrompts(self.transport, self.plan)

    @property
    def clock(self) -> AsyncClock:
        """The phone's time."""
        return AsyncClock(self.transport, self.plan)

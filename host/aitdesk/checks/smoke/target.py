"""One target: its WebView's process, and a window for each state."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from aitdesk.checks.smoke.judging import LAST, SmokePlan, Tested, Walked, judged, write
from aitdesk.checks.smoke.result import Failure, FailureKind
from aitdesk.checks.smoke.serving import Serving, serving
from aitdesk.checks.smoke.states import FIRST, SECOND, SmokeState
from aitdesk.checks.smoke.walk import LOAD, Walk
from aitdesk.errors import DriverError, Refused, Unreachable
from aitdesk.storage import Install
from aitdesk.storage.web_storage import take
from aitdesk.system.scratch import Scratch

if TYPE_CHECKING:
    import httpx

    from aitdesk.checks.smoke.window import WindowClient
    from aitdesk.value import Json

STARTED_S: Final = 30.0
"""How long a WebView may take to start; the mini-app has no part in it."""

_AT_ONCE: Final = 3
_CLOSED_S: Final = 5.0
_RELEASED_S: Final = 5.0
_AGAIN_S: Final = 0.05
# LevelDB's own, such as that of localStorage.
_DATABASES: Final = "installs/*/web/*/*/**/LOCK"
_ENDED_S: Final = 0.15

Told: TypeAlias = Callable[[Tested], None]


async def test(plan: SmokePlan, *, client: httpx.AsyncClient, told: Told) -> list[Tested]:
    """Test a target in every state; `told` hears of each as soon as it is over.

    The verdict on a file that is missing may change until all of them are.
    """
    plan.folder.mkdir(parents=True, exist_ok=True)
    walked: dict[str, Walked] = {}

    def keep(each: Walked) -> None:
        walked[each.state.name] = each
        told(judged(plan, each, claimed=_claimed(walked.values())))

    with Scratch("smoke") as home:
        try:
            log = plan.folder / "aitdesk.log"
            async with serving(plan.served, log=log, client=client, start_s=STARTED_S) as served:
                await _Target(plan, served, str(home), keep).test()
        except Unreachable as problem:
            failure = Failure(FailureKind.NOT_LOADED, LOAD, _why_not_served(problem))
            for state in plan.states:
                keep(Walked(state, ending=failure))
    claimed = _claimed(walked.values())
    tested = [judged(plan, walked[state.name], claimed=claimed) for state in plan.states]
    for each in tested:
        write(each)
    return tested


def _claimed(walked: Iterable[Walked]) -> set[str]:
    return set[str]().union(*(each.seen.resources for each in walked))


@dataclass
class _Target:
    plan: SmokePlan
    served: Serving
    home: str
    keep: Callable[[Walked], None]

    async def test(self) -> None:
        turn = asyncio.Semaphore(_AT_ONCE)

        async def in_turn(*states: SmokeState) -> None:
            async with turn:
                for state in states:
                    self.keep(await self._state(state))

        starts = [state for state in self.plan.states if state.name in {FIRST, SECOND}]
        others = [state for state in self.plan.states if state not in starts]
        async with asyncio.TaskGroup() as group:
            group.create_task(in_turn(*starts))  # the longest first
            for state in others:
                group.create_task(in_turn(state))

    async def _state(self, state: SmokeState) -> Walked:
        plan = self.plan
        has_home = state.name in {FIRST, SECOND}
        body = state.body(plan.prompts, home=self.home if has_home else None)
        try:
            window = await self._opened(state, body)
        except DriverError as problem:
            kind = FailureKind.CRASH if problem.code == "ENDED" else FailureKind.HANG
            return Walked(state, ending=Failure(kind, LOAD, str(problem).partition("\n")[0]))
        walk = Walk(
            window,
            plan.timeout_s,
            self._allows,
            may_close=state.may_close,
            is_served_here=plan.is_served_here,
        )
        try:
            seen = await walk.go(plan.steps if state.is_walked else ())
        finally:
            window.step = LAST
            await window.close(within_s=_CLOSED_S)
        ending = None
        if seen.has_closed_at:
            ended = await self.served.ended(within_s=_ENDED_S)
            if ended is not None:
                ending = Failure(FailureKind.CRASH, seen.has_closed_at, ended)
        return Walked(state, window.origin, tuple(window.noted), seen, ending)

    async def _opened(self, state: SmokeState, body: dict[str, Json]) -> WindowClient:
        """Open the window; a second start waits until the first has let go of what it stored."""
        until_s = time.monotonic() + _RELEASED_S
        if state.name == SECOND:
            await _released(Path(self.home), self.plan.app_name, until_s=until_s)
        while True:
            try:
                return await self.served.open(body)
            except Refused:
                # The engine lets go of its own files a moment after the window is gone.
                if state.name != SECOND or time.monotonic() > until_s:
                    raise
                await asyncio.sleep(_AGAIN_S)

    def _allows(self, failure: Failure) -> bool:
        return any(rule.fits(failure) for rule in self.plan.rules)


def _why_not_served(problem: Unreachable) -> str:
    """Return the one line that matters: the last that an ended process said, or that it hangs."""
    lines = str(problem).splitlines()
    return lines[-1].removeprefix("aitdesk: ") if problem.code == "ENDED" else lines[0]


async def _released(home: Path, app_name: str, *, until_s: float) -> None:
    """Wait until the phone before has let go of what it stored."""
    while time.monotonic() < until_s:
        storage = take(Install("default", home), app=app_name, user="default")
        storage.release()
        if storage.problem is None and not await asyncio.to_thread(_is_written, home):
            return
        await asyncio.sleep(_AGAIN_S)


def _is_written(home: Path) -> bool:
    return any(map(_is_held, home.glob(_DATABASES)))


def _is_held(lock: Path) -> bool:
    """Return whether the engine still writes a database: opened before, it would be found empty."""
    if sys.platform == "win32":
        return False
    import fcntl  # POSIX only

    with suppress(FileNotFoundError), lock.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False

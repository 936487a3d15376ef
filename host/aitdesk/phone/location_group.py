"""Who hears of the phone's moves: the groups that the native host makes of its subscribers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from aitdesk.errors import ApiError
from aitdesk.phone.need import Need
from aitdesk.phone.track import distance_m

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from aitdesk.phone.clock import Clock
    from aitdesk.phone.fix import Accuracy, Fix
    from aitdesk.phone.permissions import Permissions

NEED: Final = Need("geolocation", "access")
FASTEST_MS: Final = 1_000
"""A receiver has one fix a second; who wants more gets no more (assumed)."""

_SLOWEST_MS: Final = 86_400_000

_Waiting: TypeAlias = "asyncio.Queue[Fix | BaseException]"


@dataclass(frozen=True, slots=True)
class LocationWish:
    """What a group wants: how well, how often at most, and from which distance on."""

    accuracy: Accuracy
    interval_ms: float
    distance_m: float

    @property
    def pause_s(self) -> float:
        """The seconds between two looks."""
        return min(max(self.interval_ms, FASTEST_MS), _SLOWEST_MS) / 1000


@dataclass
class _Group:
    key: str
    wish: LocationWish
    members: list[_Waiting] = field(default_factory=list)
    is_started: bool = False
    starting: asyncio.Task[None] | None = None

    def tell(self, told: Fix | BaseException) -> None:
        for member in self.members:
            member.put_nowait(told)


@dataclass
class LocationGroups:
    """Subscribers with equal options are one group, and one request for the permission.

    There is a single stream of fixes, which follows the wish of the group that started last and
    goes to every started group (native host 2.10.8; that the last wish rules is inferred).
    """

    fix: Callable[[Accuracy], Awaitable[Fix]]
    permissions: Permissions
    clock: Clock
    _groups: dict[str, _Group] = field(default_factory=dict)
    _stream: asyncio.Task[None] | None = None

    async def follow(
        self, key: str, wish: LocationWish, *, for_call: str
    ) -> AsyncGenerator[Fix | ApiError, None]:
        """Yield fixes and failures as a member of the group `key`, until it is closed.

        The first member makes the group ask; who joins one that was refused hears nothing.
        """
        waiting: _Waiting = asyncio.Queue()
        group = self._groups.get(key) or self._open(_Group(key, wish), for_call=for_call)
        group.members.append(waiting)
        try:
            while True:
                told = await waiting.get()
                if isinstance(told, BaseException) and not isinstance(told, ApiError):
                    raise told
                yield told
        finally:
            group.members.remove(waiting)
            if not group.members:
                self._close(group)

    def _open(self, group: _Group, *, for_call: str) -> _Group:
        self._groups[group.key] = group
        group.starting = asyncio.create_task(self._start(group, for_call=for_call))
        group.starting.add_done_callback(lambda task: _tell_failure(group, task))
        return group

    def _close(self, group: _Group) -> None:
        del self._groups[group.key]
        if group.starting is not None:
            group.starting.cancel()
        if self._stream is not None and not any(each.is_started for each in self._groups.values()):
            self._stream.cancel()
            self._stream = None

    async def _start(self, group: _Group, *, for_call: str) -> None:
        await self.permissions.require(NEED, for_call=for_call)
        group.is_started = True
        if self._stream is not None:
            self._stream.cancel()
        self._stream = asyncio.create_task(self._run(group))
        self._stream.add_done_callback(self._fail)

    async def _run(self, group: _Group) -> None:
        last = await self._first(group)
        while True:
            await self.clock.sleep(group.wish.pause_s)
            try:
                fix = await self.fix(group.wish.accuracy)
            except ApiError:
                continue  # the phone says it at the start only; it is silent until it knows again
            if last is None or distance_m(last.spot, fix.spot) >= group.wish.distance_m:
                last = fix
                self._broadcast(fix)

    async def _first(self, group: _Group) -> Fix | None:
        try:
            fix = await self.fix(group.wish.accuracy)
        except ApiError as failure:
            group.tell(failure)
            return None
        self._broadcast(fix)
        return fix

    def _broadcast(self, told: Fix | BaseException) -> None:
        for group in self._groups.values():
            if group.is_started:
                group.tell(told)

    def _fail(self, stream: asyncio.Task[None]) -> None:
        if not stream.cancelled() and (problem := stream.exception()) is not None:
            self._broadcast(problem)


def _tell_failure(group: _Group, starting: asyncio.Task[None]) -> None:
    if not starting.cancelled() and (problem := starting.exception()) is not None:
        group.tell(problem)

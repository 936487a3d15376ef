"""Advertisements: which groups there are, what is loaded, and what happens while one is shown.

Owns no event's payload and no banner: a banner is drawn in the page, by adkit/.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import msgspec

from aitdesk.phone.ad_group import AdGroup
from aitdesk.phone.ad_response import banner_response, network_response
from aitdesk.phone.ad_sheet import ad_sheet
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.prompts import Answer, PromptKind
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Iterator

    from aitdesk.phone.ad_sheet import Say
    from aitdesk.phone.prompts import Prompts
    from aitdesk.value import Json

Pool: TypeAlias = Literal["full_screen", "ad_mob", "interstitial_v1", "rewarded_v1"]
"""Which function loaded an ad: only its partner can show it."""

Moment: TypeAlias = Literal[
    "show", "impression", "clicked", "userEarnedReward", "dismissed", "failedToShow"
]

_LAST: Final = ("dismissed", "failedToShow")
# Ids of ads that earn money. Toss's test ids begin with ait-ad-test-, Google's test publisher is
# ca-app-pub-3940256099942544; whoever sees live ads of their own can lose the account.
_LIVE = re.compile(r"ait\.(?:\w+\.)*live\..*|ca-app-pub-(?!3940256099942544\b).*", re.DOTALL)


def _toss_test_groups() -> dict[str, AdGroup]:
    return {
        "ait-ad-test-interstitial-id": AdGroup(kind="interstitial"),
        "ait-ad-test-rewarded-id": AdGroup(kind="rewarded"),
        "ait-ad-test-banner-id": AdGroup(banner="list"),
        "ait-ad-test-native-image-id": AdGroup(banner="feed"),
    }


class Loaded(State, frozen=True, kw_only=True):
    """An ad that waits to be shown."""

    pool: Pool
    group_id: str


class AdsState(State, frozen=True, kw_only=True):
    """What there is to show, by ad group id.

    Any other id is the `default` group. It is rewarded, because its sheet offers both ends: a
    mini-app that waits for a reward could not go on with an interstitial ad.
    """

    groups: dict[str, AdGroup] = msgspec.field(default_factory=_toss_test_groups)
    default: AdGroup = AdGroup()
    loaded: tuple[Loaded, ...] = ()


@dataclass
class Ads:
    """The advertisements now. `moments_v1` tells what happens to an ad of pool and unit id."""

    observable: Observable[AdsState] = field(default_factory=lambda: Observable(AdsState()))
    moments_v1: Signal[tuple[Loaded, Moment]] = field(default_factory=Signal)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _warned: set[str] = field(default_factory=set)
    _on_screen: set[asyncio.Task[None]] = field(default_factory=set)

    def group(self, group_id: str) -> AdGroup:
        """Return what an id stands for: every id stands for something."""
        return self.observable.value.groups.get(group_id, self.observable.value.default)

    def new_response(self) -> dict[str, Json]:
        """Return what Google's network tells of a loaded ad."""
        return network_response(self._new_id())

    def banner(self, group_id: str, *, style_ids: Collection[str]) -> dict[str, Json]:
        """Return what fills a banner of the group, or that nothing does."""
        return banner_response(self.group(group_id), request_id=self._new_id(), style_ids=style_ids)

    def warn(self, group_id: str, *, problems: Signal[str]) -> None:
        """Say once for each id that it looks like a live one."""
        if _LIVE.fullmatch(group_id) and group_id not in self._warned:
            self._warned.add(group_id)
            problems.emit(
                f"{group_id} looks like a live ad: here it is a fake one, but on a phone use a "
                "test id (ait-ad-test-…) until the release"
            )

    def load(self, pool: Pool, group_id: str) -> bool:
        """Load an ad of the group; false when it has none. A loaded one is loaded anew."""
        if self.group(group_id).outcome == "no_fill":
            return False
        if not self.is_loaded(pool, group_id):
            ad = Loaded(pool=pool, group_id=group_id)
            self.observable.update(loaded=(*self.observable.value.loaded, ad))
        return True

    def is_loaded(self, pool: Pool, group_id: str) -> bool:
        """Tell whether an ad of the group waits to be shown."""
        return Loaded(pool=pool, group_id=group_id) in self.observable.value.loaded

    def take(self, pool: Pool, group_id: str) -> bool:
        """Use up the loaded ad; false when there is none."""
        ad, loaded = Loaded(pool=pool, group_id=group_id), self.observable.value.loaded
        self.observable.update(loaded=tuple(each for each in loaded if each != ad))
        return ad in loaded

    def show(
        self,
        group: AdGroup,
        *,
        prompts: Prompts,
        say: Say,
        for_call: str,
        tell: Callable[[Moment], None],
    ) -> None:
        """Put an ad above the page; `tell` hears what happens to it, until it is gone.

        It stays there whoever stops listening. A second one cannot be put above the first.
        """
        if group.outcome == "fails_to_show" or self._on_screen:
            tell("failedToShow")
            return
        task = asyncio.create_task(
            _run(group, prompts=prompts, say=say, for_call=for_call, tell=tell)
        )
        self._on_screen.add(task)
        task.add_done_callback(self._on_screen.discard)

    async def shown(
        self, group: AdGroup, *, prompts: Prompts, say: Say, for_call: str
    ) -> AsyncIterator[Moment]:
        """Put an ad above the page and yield what happens to it, up to its end."""
        moments: asyncio.Queue[Moment] = asyncio.Queue()
        self.show(group, prompts=prompts, say=say, for_call=for_call, tell=moments.put_nowait)
        while True:
            moment = await moments.get()
            yield moment
            if moment in _LAST:
                return

    async def shown_v1(self, ad: Loaded) -> AsyncIterator[Moment]:
        """Yield what happens to a loaded ad once its partner function shows it, up to its end."""
        async for shown, moment in self.moments_v1.stream():
            if shown == ad:
                yield moment
                if moment in _LAST:
                    return

    def close(self) -> None:
        """Take the ad from the screen at the end of the session; nobody hears of it."""
        for task in self._on_screen:
            task.cancel()

    def _new_id(self) -> str:
        return f"aitdesk-fake-ad-{next(self._numbers)}"


async def _run(
    group: AdGroup, *, prompts: Prompts, say: Say, for_call: str, tell: Callable[[Moment], None]
) -> None:
    tell("show")
    tell("impression")
    answer = await prompts.ask(
        PromptKind.AD,
        ad_sheet(group, say),
        allow=Answer("reward" if group.kind == "rewarded" else "close"),
        deny=Answer("close"),
        for_call=for_call,
        on_tap=lambda _: tell("clicked"),
    )
    if answer.choice == "reward":
        tell("userEarnedReward")
    tell("dismissed")

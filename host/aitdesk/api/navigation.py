"""Leaving the mini-app, and the buttons of the shell's bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.aliases import from_members
from aitdesk.api.decorators import Params, event, in_3x, method
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone


class Url(Params, array_like=True, frozen=True):
    """[url]."""

    url: str


@method("closeView")
async def close_view(shell: SimulatedPhone) -> None:
    """End the mini-app.

    Reply: null, which the page seldom lives to see.
    Source: closeView.d.ts, web-bridge 2.10.8.
    """
    shell.navigation.close()


@in_3x(args=from_members("url"))
@method("openURL")
async def open_url(shell: SimulatedPhone, params: Url) -> bool:
    """Hand a link to the phone.

    Reply: true. In 3.x it is asked with {url}.
    Errors: EUNSPECIFIED for what is no URL.
    Differs: a browser is opened for http(s), mailto and tel only, and only after a person agreed;
      a link into Toss itself is recorded, and a transparent page of Toss is a sheet.
    Source: openURL.d.ts, web-bridge 2.10.8; value and code inferred from React Native's Linking;
      SDK 3.x build 3.0.5 to 3.6.0.
    """
    shell.links.open(params.url)
    return True


@event("backEvent")
async def back_event(shell: SimulatedPhone) -> AsyncIterator[Undefined]:
    """Tell each press of back; while the page listens, back does nothing else.

    Reply: undefined.
    Source: graniteEvent, web-bridge 2.10.8; native host 2.10.8.
    """
    async for _ in shell.navigation.back_presses.stream():
        yield UNDEFINED


@event("homeEvent")
async def home_event(shell: SimulatedPhone) -> AsyncIterator[dict[str, str]]:
    """Tell each press of home; while the page listens, home does nothing else.

    Reply: {}.
    Source: graniteEvent, web-bridge 2.10.8; native host 2.10.8.
    """
    async for _ in shell.navigation.home_presses.stream():
        yield {}

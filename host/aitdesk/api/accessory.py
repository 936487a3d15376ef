"""The button that a mini-app puts into the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, event, method
from aitdesk.phone.accessory import Button
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone


class Icon(Params, frozen=True):
    """{name}."""

    name: str


class ShownButton(Params, frozen=True):
    """{id, title, icon}."""

    id: str
    title: str
    icon: Icon


class NewButton(Params, array_like=True, frozen=True):
    """[button]."""

    button: ShownButton


@method("addAccessoryButton")
async def add_accessory_button(shell: SimulatedPhone, params: NewButton) -> Undefined:
    """Show a button in the bar, instead of the one that was there.

    Reply: undefined.
    Differs: Toss's icons are not public; the button shows a drawing of ours for a known name and
      the first letter of its title for any other.
    Source: partner.addAccessoryButton, web-framework 2.10.8; native host 2.10.8; SDK 3.0.3, run.
    """
    button = params.button
    shell.accessory.add(Button(id=button.id, title=button.title, icon=button.icon.name))
    return UNDEFINED


@method("removeAccessoryButton")
async def remove_accessory_button(shell: SimulatedPhone) -> Undefined:
    """Show no button, not even the configured one.

    Reply: undefined.
    Source: partner.removeAccessoryButton, web-framework 2.10.8; native host 2.10.8; SDK 3.0.3, run.
    """
    shell.accessory.remove()
    return UNDEFINED


@event("navigationAccessoryEvent")
async def navigation_accessory_event(shell: SimulatedPhone) -> AsyncIterator[dict[str, str]]:
    """Tell each press of the button.

    Reply: {id}.
    Source: tdsEvent, web-bridge 2.10.8; native host 2.10.8.
    """
    async for pressed in shell.accessory.presses.stream():
        yield {"id": pressed}

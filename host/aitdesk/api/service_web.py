"""The transparent web view of Toss, and events that only the shell knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, event
from aitdesk.phone.signal import Signal
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Value


class Callback(Params, frozen=True, rename="camel"):
    """{callbackId}."""

    callback_id: str


@event("onVisibilityChangedByTransparentServiceWeb")
async def on_visibility_changed_by_transparent_service_web(
    shell: SimulatedPhone, params: Callback
) -> AsyncIterator[bool]:
    """Tell whether the web view with that callback is visible, at each change.

    Reply: true or false.
    Source: onVisibilityChangedByTransparentServiceWeb.d.ts, web-bridge 2.10.8; SDK 3.0.3,
      run.
    """
    async for change in shell.service_web.changes.stream():
        if change.callback_id == params.callback_id:
            yield change.is_visible


@event("appBridgeCallbackEvent", line=Line.GRANITE)
async def app_bridge_callback_event(shell: SimulatedPhone) -> AsyncIterator[Value]:
    """Accept a subscription to what the shell keeps for itself.

    Reply: nothing, ever: the native host tells this event to nobody.
    Source: native host 2.10.8.
    """
    async for value in Signal[None]().stream():
        yield value


@event("entryMessageExited")
async def entry_message_exited(shell: SimulatedPhone) -> AsyncIterator[Value]:
    """Accept a subscription to the end of the message that greets at the entry.

    Reply: undefined, when control fires it.
    Differs: no such message is shown here, so nothing ends by itself.
    Source: native host, SDK 1.2.0 to 1.5.1; for 3.x inferred.
    """
    async for value in Signal[None]().stream():
        yield value

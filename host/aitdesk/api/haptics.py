"""Haptic feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, method
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone


class Touch(Params, frozen=True):
    """{type}."""

    type: str


class WantedTouch(Params, array_like=True, frozen=True):
    """[{type}]."""

    touch: Touch


@method("generateHapticFeedback")
async def generate_haptic_feedback(shell: SimulatedPhone, params: WantedTouch) -> Undefined:
    """Let the hand feel something.

    Reply: undefined.
    Errors: EXECUTION_ERROR for a type that is none of the ten.
    Differs: a desktop cannot be felt; what would be is kept in the state.
    Source: generateHapticFeedback.d.ts, web-bridge 2.10.8; reply and error seen on a device.
    """
    shell.haptics.play(params.touch.type)
    return UNDEFINED

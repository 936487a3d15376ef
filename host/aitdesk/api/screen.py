"""The screen: its safe area, how it is held, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, constant, event, in_3x, method
from aitdesk.phone.environment import since
from aitdesk.phone.screen import Orientation  # noqa: TC001  # read when calls are decoded
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.phone import SimulatedPhone


class Enabled(Params, frozen=True):
    """{enabled}."""

    enabled: bool


class Switch(Params, array_like=True, frozen=True):
    """[{enabled}]."""

    options: Enabled


class SwipeEnabled(Params, frozen=True, rename="camel"):
    """{isEnabled}."""

    is_enabled: bool


class SwipeSwitch(Params, array_like=True, frozen=True):
    """[{isEnabled}]."""

    options: SwipeEnabled


class Turned(Params, frozen=True):
    """{type}."""

    type: Orientation


class Turn(Params, array_like=True, frozen=True):
    """[{type}]."""

    options: Turned


@method("setScreenAwakeMode")
async def set_screen_awake_mode(shell: SimulatedPhone, params: Switch) -> dict[str, bool]:
    """Keep the phone from going to sleep, or no longer.

    Reply: {enabled}, as it was asked for.
    Differs: a chip in the bar shows it; this desktop's own sleep is left alone.
    Source: setScreenAwakeMode.d.ts, web-bridge 2.10.8.
    """
    shell.screen.observable.update(is_awake=params.options.enabled)
    return {"enabled": params.options.enabled}


@method("setSecureScreen")
async def set_secure_screen(shell: SimulatedPhone, params: Switch) -> dict[str, bool]:
    """Keep pictures of the page from being taken, or no longer.

    Reply: {enabled}, as it was asked for.
    Differs: aitdesk's own pictures are blank; other programs of this desktop can still take one.
    Source: setSecureScreen.d.ts, web-bridge 2.10.8.
    """
    shell.screen.observable.update(is_secure=params.options.enabled)
    return {"enabled": params.options.enabled}


@method("setIosSwipeGestureEnabled")
async def set_ios_swipe_gesture_enabled(shell: SimulatedPhone, params: SwipeSwitch) -> Undefined:
    """Let a swipe from the left edge go back, or no longer.

    Reply: undefined; on Android too, where it changes nothing.
    Source: setIosSwipeGestureEnabled.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    shell.screen.observable.update(is_swipe_enabled=params.options.is_enabled)
    return UNDEFINED


@method("setDeviceOrientation", minimum=since("5.215.0"))
async def set_device_orientation(shell: SimulatedPhone, params: Turn) -> Undefined:
    """Turn the screen.

    Reply: undefined, below 5.215.0 without turning; safeAreaInsetsChange follows.
    Source: setDeviceOrientation.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    shell.screen.observable.update(orientation=params.options.type)
    return UNDEFINED


@in_3x("safeAreaInsets")
@constant("getSafeAreaInsets")
def get_safe_area_insets(shell: SimulatedPhone) -> dict[str, int]:
    """Return the insets of the device, whatever the bar above the page keeps clear.

    Reply: {top, right, bottom, left} in CSS pixels. In 3.x the key is safeAreaInsets.
    Source: SafeAreaInsets.get, web-bridge 2.10.8; values seen on a device; SDK 3.0.3,
      run.
    """
    return shell.device.insets.edges()


@constant("getSafeAreaTop")
def get_safe_area_top(shell: SimulatedPhone) -> int:
    """Return one inset.

    Reply: CSS pixels.
    Source: getSafeAreaInsets, SDK 0.0.40 to 1.6.2.
    """
    return shell.device.insets.top


@constant("getSafeAreaRight")
def get_safe_area_right(shell: SimulatedPhone) -> int:
    """Return one inset.

    Reply: CSS pixels.
    Source: getSafeAreaInsets, SDK 1.4.7 to 1.6.2.
    """
    return shell.device.insets.right


@constant("getSafeAreaBottom")
def get_safe_area_bottom(shell: SimulatedPhone) -> int:
    """Return one inset.

    Reply: CSS pixels.
    Source: getSafeAreaInsets, SDK 0.0.40 to 1.6.2.
    """
    return shell.device.insets.bottom


@constant("getSafeAreaLeft")
def get_safe_area_left(shell: SimulatedPhone) -> int:
    """Return one inset.

    Reply: CSS pixels.
    Source: getSafeAreaInsets, SDK 1.4.7 to 1.6.2.
    """
    return shell.device.insets.left


@event("safeAreaInsetsChange")
async def safe_area_insets_change(shell: SimulatedPhone) -> AsyncIterator[dict[str, int]]:
    """Tell each change of the insets; the constants follow after it.

    Reply: {top, right, bottom, left} in CSS pixels; nothing at the start.
    Source: SafeAreaInsets.subscribe, web-bridge 2.10.8; SDK 3.0.3, run.
    """
    async for insets in shell.device.inset_changes.stream():
        yield insets.edges()

"""The safe area of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.registry import constant, event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.shell import Shell


@constant("getSafeAreaInsets")
def get_safe_area_insets(shell: Shell) -> dict[str, int]:
    """Return the insets of the device, whatever the bar above the page keeps clear.

    Reply: {top, right, bottom, left} in CSS pixels.
    Source: SafeAreaInsets.get, web-bridge 2.10.8; values seen on a device.
    """
    return shell.device.insets.edges()


@constant("getSafeAreaTop")
def get_safe_area_top(shell: Shell) -> int:
    """Return one inset.

    Reply: CSS pixels.
    Source: getSafeAreaInsets, SDK 0.0.40 to 1.6.2.
    """
    return shell.device.insets.top


@constant("getSafeAreaRight")
def get_safe_area_right(shell: Shell) -> int:
    """Return one inset.

    Reply: CSS pixels.
    Source: getSafeAreaInsets, SDK 1.4.7 to 1.6.2.
    """
    return shell.device.insets.right


@constant("getSafeAreaBottom")
def get_safe_area_bottom(shell: Shell) -> int:
    """Return one inset.

    Reply: CSS pixels.
    Source: getSafeAreaInsets, SDK 0.0.40 to 1.6.2.
    """
    return shell.device.insets.bottom


@constant("getSafeAreaLeft")
def get_safe_area_left(shell: Shell) -> int:
    """Return one inset.

    Reply: CSS pixels.
    Source: getSafeAreaInsets, SDK 1.4.7 to 1.6.2.
    """
    return shell.device.insets.left


@event("safeAreaInsetsChange")
async def safe_area_insets_change(shell: Shell) -> AsyncIterator[dict[str, int]]:
    """Tell each change of the insets; the constants follow after it.

    Reply: {top, right, bottom, left} in CSS pixels; nothing at the start.
    Source: SafeAreaInsets.subscribe, web-bridge 2.10.8.
    """
    async for insets in shell.device.inset_changes.stream():
        yield insets.edges()

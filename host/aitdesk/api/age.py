"""The age range that the phone's owner declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.registry import constant
from aitdesk.shell.environment import MinVersion, Platform

if TYPE_CHECKING:
    from aitdesk.shell import Shell

_DECLARED_AGE_RANGE = MinVersion(android="never", ios="5.266.0")
_LOWEST_IOS = 26


@constant("getDeclaredAgeRange_isSupported")
def get_declared_age_range_is_supported(shell: Shell) -> bool:
    """Tell whether getDeclaredAgeRange is there.

    Reply: true on iOS 26 and newer, in the sandbox and from 5.266.0.
    Source: native host, SDK 2.10.8.
    """
    major = int(shell.device.profile.os_version.split(".")[0])
    is_new_enough = shell.environment.platform is Platform.IOS and major >= _LOWEST_IOS
    return is_new_enough and shell.environment.supports(_DECLARED_AGE_RANGE)

"""What the mini-app and the SDK log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from aitdesk.api.decorators import Params, method
from aitdesk.phone.environment import Operational, since
from aitdesk.protocol.line import Line
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone


class LogEntry(msgspec.Struct, frozen=True):
    """One log. `params` holds JSON values."""

    log_name: str
    log_type: str
    params: dict[str, object]


class LogParams(Params, array_like=True, frozen=True):
    """[entry]."""

    entry: LogEntry


@method("eventLog", minimum=since("5.208.0"))
async def event_log(shell: SimulatedPhone, params: LogParams) -> Undefined | None:
    """Log something; Analytics.screen, impression and click end here too.

    Reply: null; undefined in the sandbox and below 5.208.0, where nothing is sent.
    Source: eventLog.d.ts, web-bridge 2.10.8; null seen on a device; native host 2.10.8; SDK 3.x
      build 3.6.0.
    """
    if shell.environment.operational is Operational.SANDBOX:
        return UNDEFINED
    entry = params.entry
    await shell.analytics.record(entry.log_name, log_type=entry.log_type, params=entry.params)
    return None


@method("debugLog", line=Line.GRANITE)
async def debug_log(shell: SimulatedPhone) -> Undefined:  # every method takes the shell
    """Take a measurement of the script that runs before load.

    Reply: undefined.
    Source: user-scripts 2.10.8; the journal shows the arguments.
    """
    return UNDEFINED


@method("memoryDebugLog", line=Line.GRANITE)
async def memory_debug_log(shell: SimulatedPhone) -> Undefined:  # every method takes the shell
    """Take a measurement of memory.

    Reply: undefined.
    Source: native host 1.6.2 and newer; no package calls it. The journal shows the arguments.
    """
    return UNDEFINED


@method("tossAdEventLog")
async def toss_ad_event_log(shell: SimulatedPhone) -> Undefined:  # every method takes the shell
    """Take an impression or an error of a banner.

    Reply: undefined.
    Source: TossAds, web-bridge 2.10.8, and of SDK 3.x up to 3.0.3 (run); the journal shows the
      arguments.
    """
    return UNDEFINED

"""The Toss app, the device and the network around the mini-app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.registry import constant, method
from aitdesk.shell.environment import since

if TYPE_CHECKING:
    from aitdesk.shell import Shell

_SERVER_TIME = since("5.245.0")


@constant("getLocale")
def get_locale(shell: Shell) -> str:
    """Return the BCP 47 tag of the phone's language.

    Reply: such as "ko-KR".
    Source: native host, SDK 2.10.8; Android turns "_" into "-".
    """
    return shell.environment.locale.replace("_", "-")


@constant("getPlatformOS")
def get_platform_os(shell: Shell) -> str:
    """Return the platform that the SDK's gates look at.

    Reply: "ios" or "android".
    Source: native host, SDK 2.10.8.
    """
    return shell.environment.platform


@constant("getOperationalEnvironment")
def get_operational_environment(shell: Shell) -> str:
    """Return where the mini-app runs.

    Reply: "toss" or "sandbox".
    Source: native host, SDK 2.10.8; a private deployment reads "toss" too (device).
    """
    return shell.environment.operational


@constant("getTossAppVersion")
def get_toss_app_version(shell: Shell) -> str:
    """Return the version of the Toss app.

    Reply: such as "5.266.0".
    Source: native host, SDK 2.10.8.
    """
    return shell.environment.toss_version


@constant("getDeviceId")
def get_device_id(shell: Shell) -> str:
    """Return the stable identifier of this install.

    Reply: a UUID; "" when the install's secret cannot be read.
    Source: native host, SDK 2.10.8; its form is assumed.
    """
    return shell.device_id


@method("getServerTime", minimum=_SERVER_TIME)
async def get_server_time(shell: Shell) -> int:
    """Return the time of the Toss server.

    Reply: milliseconds since 1970; undefined below 5.245.0.
    Source: getServerTime, web-bridge 2.10.8.
    """
    return shell.clock.server_time_ms()


@constant("getServerTime_isSupported")
def get_server_time_is_supported(shell: Shell) -> bool:
    """Tell whether getServerTime answers.

    Reply: true in the sandbox and from 5.245.0.
    Source: native host, SDK 2.10.8.
    """
    return shell.environment.supports(_SERVER_TIME)


@method("getNetworkStatus")
async def get_network_status(shell: Shell) -> str:
    """Return how the phone is connected.

    Reply: OFFLINE, WIFI, 2G, 3G, 4G, 5G, WWAN (iOS) or UNKNOWN (Android).
    Differs: OFFLINE fails every new request of the page; a WebSocket that is open stays open, and
      `navigator.onLine` of a worker is the desktop's.
    Source: getNetworkStatus.d.ts, web-bridge 2.10.8.
    """
    return shell.network.status

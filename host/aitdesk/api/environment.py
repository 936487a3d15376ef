"""The Toss app, the device and the network around the mini-app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.aliases import as_member
from aitdesk.api.decorators import constant, in_3x, method
from aitdesk.phone.environment import since

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone

_SERVER_TIME = since("5.245.0")


@in_3x("locale")
@constant("getLocale")
def get_locale(shell: SimulatedPhone) -> str:
    """Return the BCP 47 tag of the phone's language.

    Reply: such as "ko-KR". In 3.x the key is locale.
    Source: native host, SDK 2.10.8; Android turns "_" into "-"; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.locale.replace("_", "-")


@in_3x("platformOS")
@constant("getPlatformOS")
def get_platform_os(shell: SimulatedPhone) -> str:
    """Return the platform that the SDK's gates look at.

    Reply: "ios" or "android". In 3.x the key is platformOS.
    Source: native host, SDK 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.platform


@in_3x("operationalEnvironment")
@constant("getOperationalEnvironment")
def get_operational_environment(shell: SimulatedPhone) -> str:
    """Return where the mini-app runs.

    Reply: "toss" or "sandbox". In 3.x the key is operationalEnvironment.
    Source: native host, SDK 2.10.8; a private deployment reads "toss" too (device); SDK 3.x build
      3.0.5 to 3.6.0.
    """
    return shell.environment.operational


@in_3x("tossAppVersion")
@constant("getTossAppVersion")
def get_toss_app_version(shell: SimulatedPhone) -> str:
    """Return the version of the Toss app.

    Reply: such as "5.270.0". In 3.x the key is tossAppVersion.
    Source: native host, SDK 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.toss_version


@in_3x("deviceId")
@constant("getDeviceId", is_private=True)
def get_device_id(shell: SimulatedPhone) -> str:
    """Return the stable identifier of this install.

    Reply: a UUID; "" when the install's secret cannot be read. In 3.x the key is deviceId.
    Source: native host, SDK 2.10.8; SDK 3.x build 3.0.5 to 3.6.0; its form is assumed.
    """
    return shell.device_id


@in_3x(result=as_member("serverTime"))
@method("getServerTime", minimum=_SERVER_TIME)
async def get_server_time(shell: SimulatedPhone) -> int:
    """Return the time of the Toss server.

    Reply: milliseconds since 1970; undefined below 5.245.0. In 3.x {serverTime}.
    Source: getServerTime, web-bridge 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.clock.server_time_ms()


@in_3x("isGetServerTimeSupported")
@constant("getServerTime_isSupported")
def get_server_time_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether getServerTime answers.

    Reply: true in the sandbox and from 5.245.0. In 3.x the key is isGetServerTimeSupported.
    Source: native host, SDK 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.supports(_SERVER_TIME)


@method("getNetworkStatus")
async def get_network_status(shell: SimulatedPhone) -> str:
    """Return how the phone is connected.

    Reply: OFFLINE, WIFI, 2G, 3G, 4G, 5G, WWAN (iOS) or UNKNOWN (Android).
    Differs: OFFLINE fails every new request of the page; a WebSocket that is open stays open, and
      `navigator.onLine` of a worker is the desktop's.
    Source: getNetworkStatus.d.ts, web-bridge 2.10.8.
    """
    return shell.network.status

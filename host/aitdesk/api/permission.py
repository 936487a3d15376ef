"""Permissions of the mini-app: what is decided, and asking the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, method
from aitdesk.phone.need import Need

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.permissions import Decided, Status


class WantedAccess(Params, frozen=True):
    """{name, access}; a pair that does not exist is one that nobody declares."""

    name: str
    access: str


class WantedPermission(Params, array_like=True, frozen=True):
    """[{name, access}]."""

    wanted: WantedAccess

    @property
    def need(self) -> Need:
        """The permission that is meant."""
        return Need(self.wanted.name, self.wanted.access)


@method("getPermission")
async def get_permission(shell: SimulatedPhone, params: WantedPermission) -> Status:
    """Tell what is decided, without asking.

    Reply: "notDetermined", "allowed" or "denied".
    Errors: NO_PERMISSION for what the mini-app does not declare, or what does not exist.
    Source: getPermission.d.ts, web-bridge 2.10.8; error code seen on a device.
    """
    return await shell.permissions.status(params.need)


@method("openPermissionDialog")
async def open_permission_dialog(shell: SimulatedPhone, params: WantedPermission) -> Decided:
    """Ask the person, also one who has refused before.

    Reply: "allowed" or "denied". To allow once counts until the end of the run.
    Errors: INVALID_REQUEST for what the mini-app does not declare, or what does not exist.
    Differs: how long "once" counts on the phone is not known.
    Source: openPermissionDialog.d.ts and the three answers in getCurrentLocation.d.ts, web-bridge
      2.10.8; error code seen on a device.
    """
    return await shell.permissions.ask(params.need)


@method("requestPermission")
async def request_permission(shell: SimulatedPhone, params: WantedPermission) -> Decided:
    """Tell what is decided, asking only where nothing is.

    Reply: "allowed" or "denied"; a refusal is not asked again. The SDK sends this before every
      guarded call, and stops there at "denied".
    Errors: NO_PERMISSION for what the mini-app does not declare, or what does not exist.
    Source: native host 2.10.8; createPermissionFunction, web-bridge 2.10.8; error code seen on a
      device.
    """
    return await shell.permissions.request(params.need)

"""The permissions that a test decides, as a patch over the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aitdesk.errors import DriverError

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCESSES: dict[str, tuple[str, ...]] = {
    "clipboard": ("read", "write"),
    "contacts": ("read", "write"),
    "photos": ("read", "write"),
    "geolocation": ("access",),
    "camera": ("access",),
    "microphone": ("access",),
}
"""Every permission, with what can be wanted of it."""


def permission_patch(wanted: Mapping[str, str | None]) -> dict[str, Any]:
    """Return a patch over the permissions; a name without an access means all of its own.

    Raises DriverError for one that does not exist.
    """
    patch: dict[str, Any] = {}
    for key, status in wanted.items():
        name, separator, access = key.partition("/")
        accesses = ACCESSES.get(name, ())
        if not accesses or (separator and access not in accesses):
            known = ", ".join(f"{each}/{one}" for each, all_ in ACCESSES.items() for one in all_)
            raise DriverError(f"no permission {key!r}: there are {known}")
        for one in (access,) if separator else accesses:
            patch[f"{name}/{one}"] = status
    return patch

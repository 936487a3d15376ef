"""What a test wants: the phone that a window is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aitdesk.config.option import options_of
from aitdesk.config.options import PhoneOptions
from aitdesk.driver.permissions import permission_patch
from aitdesk.errors import DriverError

if TYPE_CHECKING:
    from pathlib import Path

Permissions = Mapping[str, str] | list[str] | tuple[str, ...]
"""What is decided: "allowed" or "denied" by name, or the names of what is allowed."""


@dataclass(frozen=True, kw_only=True)
class Phone(PhoneOptions):
    """One phone with one person: what is None is as the mini-app is served.

    `state` is a patch over everything there is; the others are short for parts of it. Without a
    `home`, its records are in a folder that goes with it.
    """

    home: str | Path | None = None
    permissions: Permissions | None = None
    prompts: str | Mapping[str, str] | None = None
    network: str | None = None
    orientation: str | None = None
    state: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """Return what `POST /windows` gets. Raises DriverError."""
        names = (*options_of(PhoneOptions), "home")
        said = {name: getattr(self, name) for name in names}
        body: dict[str, Any] = {name: str(each) for name, each in said.items() if each is not None}
        return {**body, "state": self._patch()}

    def _patch(self) -> dict[str, Any]:
        patch: dict[str, Any] = {}
        if self.permissions is not None:
            patch["permissions"] = permission_patch(_decided(self.permissions))
        if isinstance(self.prompts, str):
            patch["prompts"] = {"default": self.prompts}
        elif self.prompts is not None:
            patch["prompts"] = {"kinds": {**self.prompts}}
        if self.network is not None:
            patch["network"] = {"status": self.network}
        if self.orientation is not None:
            patch["screen"] = {"orientation": self.orientation}
        for part, members in self.state.items():
            patch[part] = {**patch.get(part, {}), **members}
        return patch


def _decided(permissions: Permissions) -> Mapping[str, str]:
    if not isinstance(permissions, Mapping):
        return dict.fromkeys(permissions, "allowed")
    statuses = {"allow": "allowed", "allowed": "allowed", "deny": "denied", "denied": "denied"}
    for name, status in permissions.items():
        if status not in statuses:
            raise DriverError(f"permission {name}: {status!r} is neither allowed nor denied")
    return {name: statuses[status] for name, status in permissions.items()}

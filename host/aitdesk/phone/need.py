"""The permissions that there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Need:
    """The permission that a call needs: a name and an access of the manifest, or none of it."""

    name: str
    access: str

    @property
    def key(self) -> str:
        """The key of its record, such as clipboard/read."""
        return f"{self.name}/{self.access}"


VALID: Final = frozenset(
    {
        Need("clipboard", "read"),
        Need("clipboard", "write"),
        Need("contacts", "read"),
        Need("contacts", "write"),
        Need("photos", "read"),
        Need("photos", "write"),
        Need("geolocation", "access"),
        Need("camera", "access"),
        Need("microphone", "access"),
    }
)
"""Every pair of name and access that there is."""

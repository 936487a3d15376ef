"""The Toss app around the page: platform, environment, version, and what these open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from e2e.contract.cases import version

if TYPE_CHECKING:
    from aitdesk.value import Json

TOSS: Final = "toss"
NEWEST: Final = "5.270.0"
PLATFORMS: Final = ("ios", "android")


@dataclass(frozen=True, slots=True)
class Around:
    """The Toss app around the page."""

    platform: str = "ios"
    operational: str = TOSS
    toss_version: str = NEWEST

    def __str__(self) -> str:
        return f"{self.platform}-{self.operational}"

    def state(self) -> Json:
        """What control is told of it."""
        return {
            "platform": self.platform,
            "operational": self.operational,
            "toss_version": self.toss_version,
        }

    def opens(self, shape: dict[str, Any]) -> bool:
        """Tell whether the name is there, by what its shape says of versions and sandbox."""
        if "minimum" not in shape:
            return True
        if self.operational != TOSS:
            return bool(shape["sandbox"] == "open")
        needed = shape["minimum"][self.platform]
        return needed != "never" and version(self.toss_version) >= version(needed)


AROUND: Final = tuple(
    Around(platform, operational) for platform in PLATFORMS for operational in (TOSS, "sandbox")
)


def just_below(text: str) -> str:
    """Return the version right before this one."""
    major, minor, patch = version(text)
    return f"{major}.{minor}.{patch - 1}" if patch else f"{major}.{minor - 1}.99"

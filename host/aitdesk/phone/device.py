"""The simulated phone: its screen and its insets. Sizes are CSS pixels, portrait."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from aitdesk.errors import ConfigError
from aitdesk.phone.environment import Platform
from aitdesk.phone.signal import Signal

NAV_BAR_HEIGHT_PX = 44
"""Height of the shell's opaque bar below the top inset (native host 2.10.8, device)."""


DEFAULT_DEVICES: Final = {Platform.IOS: "iPhone 15 Pro", Platform.ANDROID: "Galaxy S24"}
"""The device that stands for a platform when none is named."""


@dataclass(frozen=True, slots=True)
class Insets:
    """The safe area of the device, whatever the shell's own bar already keeps clear."""

    top: int
    right: int
    bottom: int
    left: int

    def edges(self) -> dict[str, int]:
        """Return the four edges by name, in pixels, as the SDK shows them."""
        return {"top": self.top, "right": self.right, "bottom": self.bottom, "left": self.left}


@dataclass(frozen=True, slots=True)
class Profile:
    """One model of phone; profiles/devices.toml says where each number comes from."""

    name: str
    platform: Platform
    os_version: str
    width_px: int
    height_px: int
    insets: Insets
    landscape_insets: Insets
    pixel_ratio: int = 1
    """How many pixels of the panel make one of CSS."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What a screen measures as it is held, in CSS pixels."""

    width_px: int
    height_px: int
    insets: Insets


@dataclass
class Device:
    """The phone that is simulated now."""

    profile: Profile
    insets: Insets
    is_landscape: bool = False
    inset_changes: Signal[Insets] = field(default_factory=Signal)
    turns: Signal[Extent] = field(default_factory=Signal)

    @classmethod
    def of(cls, profile: Profile) -> Device:
        """Return the phone upright, as it is when a mini-app opens."""
        return cls(profile, profile.insets)

    @property
    def extent(self) -> Extent:
        """The screen as it is held now."""
        sides = (self.profile.width_px, self.profile.height_px)
        width_px, height_px = sides[::-1] if self.is_landscape else sides
        return Extent(width_px, height_px, self.insets)

    def turn(self, *, is_landscape: bool) -> None:
        """Hold the phone the other way; the insets follow."""
        if is_landscape == self.is_landscape:
            return
        self.is_landscape = is_landscape
        self.set_insets(self.profile.landscape_insets if is_landscape else self.profile.insets)
        self.turns.emit(self.extent)

    def set_insets(self, insets: Insets) -> None:
        """Change the safe area; equal insets are no change."""
        if insets != self.insets:
            self.insets = insets
            self.inset_changes.emit(insets)


@cache
def profiles() -> dict[str, Profile]:
    """Return every device of profiles/devices.toml by name."""
    import tomllib  # only needed once a device is chosen

    text = files("aitdesk").joinpath("phone/profiles/devices.toml").read_text("utf-8")
    return {name: _profile(name, row) for name, row in tomllib.loads(text).items()}


def profile(name: str) -> Profile:
    """Return the device of that name, letter case aside; ConfigError lists what there is."""
    known = profiles()
    for each in known.values():
        if each.name.casefold() == name.casefold():
            return each
    raise ConfigError(f"no device {name!r}: choose one of {', '.join(known)}")


def _profile(name: str, row: dict[str, int | str]) -> Profile:
    return Profile(
        name=name,
        platform=Platform(str(row["platform"])),
        os_version=str(row["os_version"]),
        width_px=int(row["width_px"]),
        height_px=int(row["height_px"]),
        insets=_insets(row, "inset"),
        landscape_insets=_insets(row, "landscape_inset"),
        pixel_ratio=int(row["pixel_ratio"]),
    )


def _insets(row: dict[str, int | str], prefix: str) -> Insets:
    return Insets(*(int(row[f"{prefix}_{edge}_px"]) for edge in ("top", "right", "bottom", "left")))

"""How the phone holds its screen: turned, awake, kept from pictures, swiped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from aitdesk.phone.observable import Observable, State

Orientation: TypeAlias = Literal["portrait", "landscape"]


class ScreenState(State, frozen=True, kw_only=True):
    """What the mini-app asked for; a new mini-app begins with the defaults.

    While `is_secure`, no picture of the page can be taken. `is_swipe_enabled` is the swipe from
    the left edge that goes back in the web view, which only iOS has.
    """

    orientation: Orientation = "portrait"
    is_awake: bool = False
    is_secure: bool = False
    is_swipe_enabled: bool = True


@dataclass
class Screen:
    """The screen now."""

    observable: Observable[ScreenState] = field(default_factory=lambda: Observable(ScreenState()))

    @property
    def chips(self) -> list[str]:
        """Short texts for what a person could not see otherwise."""
        state = self.observable.value
        return ["☀ awake"] * state.is_awake + ["🔒 secure"] * state.is_secure

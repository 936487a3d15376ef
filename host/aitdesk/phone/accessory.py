"""The one button that a mini-app may put into the bar."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from aitdesk.phone.observable import Observable, State
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from aitdesk.phone.app import AppFacts


class Button(State, frozen=True, kw_only=True):
    """A button: its id comes back at a press, its title is what a screen reader says.

    `icon` names one of Toss's icons, such as icon-heart-mono.
    """

    id: str
    title: str
    icon: str = ""
    is_disabled: bool = False


class AccessoryState(State, frozen=True, kw_only=True):
    """The button, None when there is none."""

    button: Button | None = None


@dataclass
class Accessory:
    """The button now, and its presses by its id."""

    observable: Observable[AccessoryState] = field(
        default_factory=lambda: Observable(AccessoryState())
    )
    presses: Signal[str] = field(default_factory=Signal)

    @classmethod
    def of(cls, app: AppFacts) -> Accessory:
        """Return what the configuration's `initialAccessoryButton` asks for."""
        return cls(Observable(AccessoryState(button=_initial(app.navigation_bar))))

    def add(self, button: Button) -> None:
        """Show the button instead of the one that was there."""
        self.observable.update(button=button)

    def remove(self) -> None:
        """Show none, not even the configured one."""
        self.observable.update(button=None)

    def press(self) -> None:
        """Do what a finger does; nothing where there is no button, or it is disabled."""
        button = self.observable.value.button
        if button is not None and not button.is_disabled:
            self.presses.emit(button.id)


class _Icon(msgspec.Struct, frozen=True):
    name: str = ""


class _ConfiguredButton(msgspec.Struct, frozen=True):
    id: str
    title: str = ""
    icon: _Icon = _Icon()


class _Bar(msgspec.Struct, frozen=True, rename="camel"):
    initial_accessory_button: _ConfiguredButton | None = None


def _initial(navigation_bar: str | None) -> Button | None:
    # A bar that cannot be read counts as none (native host 2.10.8).
    try:
        bar = msgspec.convert(json.loads(navigation_bar or "{}"), _Bar)
    except (msgspec.ValidationError, ValueError):
        return None
    configured = bar.initial_accessory_button
    if configured is None:
        return None
    return Button(id=configured.id, title=configured.title, icon=configured.icon.name)

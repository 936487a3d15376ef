"""The window follows the phone: turned, offline, and what its bar and its status row show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from aitdesk.engine.window import Chrome
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.clipboard import Clipboard
    from aitdesk.phone.haptics import Haptics


@dataclass
class WindowSync:
    """Makes the window show the shell's state, from now on and at each change."""

    shell: SimulatedPhone
    chrome: Chrome

    def __post_init__(self) -> None:
        shell = self.shell
        shell.device.turns.listen(self.chrome.turn)
        shell.screen.observable.changes.listen(lambda _: self._show_chips())
        shell.network.observable.changes.listen(lambda _: self._set_online())
        shell.accessory.observable.changes.listen(lambda _: self._show_accessory())
        shell.follow_created(self._created)
        shell.migration.storages = self.chrome

    def show(self) -> None:
        """Show what a configuration asked for; a phone as it comes needs none of it."""
        shell = self.shell
        if shell.chips:
            self._show_chips()
        if shell.accessory.observable.value.button is not None:
            self._show_accessory()
        if not shell.network.is_online:
            self.chrome.set_online(is_online=False)
        if shell.device.is_landscape:
            self.chrome.turn(shell.device.extent)

    def _created(self, made: tuple[str, object]) -> None:
        match made:
            case "haptics", haptics:
                felt = cast("Haptics", haptics).felt
                felt.listen(lambda feedback: self.chrome.flash(f"📳 {feedback.type}"))
            case "clipboard", clipboard:
                cast("Clipboard", clipboard).desktop = self.chrome
            case _:
                pass

    def _show_chips(self) -> None:
        self.chrome.show_chips(self.shell.chips)

    def _show_accessory(self) -> None:
        self.chrome.show_accessory(self.shell.accessory.observable.value.button)

    def _set_online(self) -> None:
        self.chrome.set_online(is_online=self.shell.network.is_online)
        self._show_chips()

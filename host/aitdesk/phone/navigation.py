"""Back, home and close: the shell's own history and what its buttons do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from aitdesk.phone.signal import Signal

_MOST_KEPT = 1_000  # what a person goes back through; a page may push for ever


class Move(StrEnum):
    """What the shell makes the window do."""

    HISTORY_BACK = "history_back"  # window.history.back() in the page
    HOME = "home"  # the page goes to the root of the bundle's origin
    ASK_TO_CLOSE = "ask_to_close"  # a game: the person is asked, and it ends only then
    CLOSE = "close"  # the mini-app ends


@dataclass
class Navigation:
    """The native stack (not the WebView's own) and the buttons of the bar.

    Source: native host 2.9.2 and newer.
    """

    is_game: bool = False
    back_presses: Signal[None] = field(default_factory=Signal)
    home_presses: Signal[None] = field(default_factory=Signal)
    moves: Signal[Move] = field(default_factory=Signal)
    stack: list[str] = field(default_factory=list)
    index: int = 0

    def visited(self, url: str, *, can_go_forward: bool) -> None:
        """Follow a change of the page's URL, as reported by the WebView."""
        if not self.stack:
            self.stack = [url]
        elif url == self.stack[self.index]:
            return
        elif self.index > 0 and url == self.stack[self.index - 1] and can_go_forward:
            self.index -= 1
        elif self.stack[self.index + 1 : self.index + 2] == [url]:
            self.index += 1
        else:
            # replaceState is recorded as a push too, as on the phone.
            self.stack = [*self.stack[: self.index + 1], url][-_MOST_KEPT:]
            self.index = len(self.stack) - 1

    def press_back(self) -> None:
        """Do what the back button does: subscribers first, then history, then leave."""
        if self.back_presses.streams:
            self.back_presses.emit(None)
        elif self.index > 0:
            self.moves.emit(Move.HISTORY_BACK)
        else:
            self.press_close()

    def press_close(self) -> None:
        """Do what the close button does: a game asks first."""
        self.moves.emit(Move.ASK_TO_CLOSE if self.is_game else Move.CLOSE)

    def swipe_back(self) -> None:
        """Do what the web view's own swipe does: it goes back in the page and asks nobody."""
        if self.index > 0:
            self.moves.emit(Move.HISTORY_BACK)

    def press_home(self) -> None:
        """Do what the home button does: subscribers instead of the navigation home."""
        if self.home_presses.streams:
            self.home_presses.emit(None)
        else:
            self.moves.emit(Move.HOME)

    def close(self) -> None:
        """End the mini-app."""
        self.moves.emit(Move.CLOSE)

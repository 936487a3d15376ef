"""What a page does past the SDK, as a web page: what the engine tells of it, and what it draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog of the web view itself. `field` is the text to change, None without one.

    `choices` are pairs of id and label, the last of them the one that goes along; `dismiss` is what
    Escape stands for, None where it stands for nothing.
    """

    id: str
    platform: str
    title: str
    text: str
    field: str | None
    choices: tuple[tuple[str, str], ...]
    dismiss: str | None


class WebListener(Protocol):
    """Told by a window; the session implements it. Called on the session's loop."""

    def asked(self, number: int, text: str, *, origin: str) -> None:
        """A frame of this origin asks; `text` is its JSON, and untrusted."""
        ...

    def withdrew(self, number: int) -> None:
        """A question's page is gone, or waits no more."""
        ...

    def wanted_window(self, url: str) -> None:
        """The page wants this address in a window of its own; "" for none."""
        ...

    def wanted_download(self, name: str) -> None:
        """The page wants a file of this name saved; it is not."""
        ...

    def wanted_files(self) -> None:
        """A person, or what counts as one, opened a file chooser; the page asks next."""
        ...

    def left_unsaved(self) -> None:
        """The page asked, by `beforeunload`, whether to stay; it was left all the same."""
        ...

    def took(self, dialog: str, choice: str, field: str | None) -> None:
        """A person answered a dialog."""
        ...

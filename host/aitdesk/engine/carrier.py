"""Moving text between one page and the host. A carrier knows no frame and no API."""

from __future__ import annotations

from typing import Protocol


class Receiver(Protocol):
    """What a carrier tells; the host implements it. `page` names one document in the view."""

    def opened(self, page: str, *, origin: str) -> None:
        """A document began: everything before belongs to one that is gone."""
        ...

    def received(self, page: str, text: str, *, origin: str) -> None:
        """The page sent a text; `origin` is the view's own at that moment, not the page's word."""
        ...

    def answered(self, page: str, text: str, *, origin: str) -> None:
        """A person did something with a sheet that the page draws."""
        ...

    def failed(self, page: str, text: str) -> None:
        """The page threw, or left a rejection unhandled."""
        ...

    def overran(self, text: str) -> None:
        """The page said more than anybody can take, and something of it is lost; `text` says so."""
        ...


class Carrier(Protocol):
    """The host's end of the line to one view."""

    def send(self, page: str, text: str) -> None:
        """Take a text to the document, in order; nothing happens when the document is gone."""
        ...

    def inject(self, *, own: str, before: str, after: str | None, frames: str) -> None:
        """Run the scripts in every main-frame document from now on, `frames` in all others too.

        `own`, `frames` and then `before` at its start, `after` when it is ready. `own` has a world
        of its own, where the page's scripts are not, and which alone has the way to the host.
        """
        ...

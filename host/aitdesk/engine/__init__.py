"""What embeds the page: the seam, and the engines behind it. Qt's is in `qt/`.

Of an engine a run has one (`Engine`), of that any number of windows (`Windows`), and of each a
`ShownWindow` and a `ShownCarrier`. What these give, and what they tell:

- load, back, reload: `Chrome.load`, `history_back`, `reload`; `WindowListener.visited`, `loaded`
- scripts at document start, in a world of the host's and in the page's: `Carrier.inject`
- text to and from the page: `Carrier.send`; `Receiver.opened`, `received`, `answered`, `failed`
- size and device metrics: `Look` (size, insets, user agent, languages), `Chrome.turn`. The pixel
  ratio is the display's: without one, `qt/offscreen.py` gives it
- whether the page is seen, and has a network: `Chrome.set_visible`, `set_online`
- screenshots, and what a page shows: `Chrome.screenshot`, `facts`, `is_plain`
- web storage: `Look.web_storage`, `Chrome.local_storage`; the clipboard: `Chrome.clipboard_text`
- permissions: none is given, and `WindowListener.refused` tells of it
- what a page asks past the SDK, dialogs and file choosers among it: `WebListener.asked`,
  `Chrome.answer_page`; dialogs are drawn by `Chrome.show_dialog`, and hold that page alone
- new windows: those of the host by `Windows.open`; of what a page wants opened or saved the
  `WebListener` is told, and nothing is done
- links that no page can follow: `WindowListener.left`, `Chrome.offer`
- the end: `Chrome.close`, `ShownWindow.gone`; `WindowListener.closed`, `crashed`

Downloads are neither saved nor told. Which thread runs what is the engine's own affair: whoever
uses these is on the host's loop, or before and after it in `Engine.show`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from aitdesk.engine.carrier import Carrier
from aitdesk.engine.window import Chrome

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future

    from aitdesk.engine.carrier import Receiver
    from aitdesk.engine.window import Look, WindowListener

_T = TypeVar("_T")


class ShownWindow(Chrome, Protocol):
    """A window that an engine opened."""

    gone: asyncio.Event
    """Set on the loop once nothing of it is left, and its web storage is let go."""

    def listen(self, witness: WindowListener) -> None:
        """Tell the witness from now on; on the loop. It hears of the window's end in any case."""
        ...


class ShownCarrier(Carrier, Protocol):
    """The line to the page of a window that an engine opened."""

    def listen(self, receiver: Receiver) -> None:
        """Tell the receiver from now on."""
        ...

    def library(self) -> str:
        """Return the script that the page's end of the line needs (`page.own_world`)."""
        ...


class Windows(Protocol):
    """All windows of a run."""

    async def open(self, look: Look) -> tuple[ShownWindow, ShownCarrier]:
        """Open a further window; it goes with everything in it once it is closed.

        Raises WindowGone once the run is over.
        """
        ...


class Engine(Protocol):
    """One run of an engine, with the loop that the host lives on. Used on the main thread."""

    def load(self) -> None:
        """Load what takes long, once the environment says all that it has to."""
        ...

    def submit(self, work: Coroutine[object, object, _T]) -> Future[_T]:
        """Let the loop do this."""
        ...

    def result(self, doing: Future[_T]) -> _T:
        """Wait for what it does. Raises HostError with the reason when the loop dies."""
        ...

    def tell(self, told: Callable[..., object], *arguments: object) -> None:
        """Call it on the loop."""
        ...

    def show(
        self, look: Look, *, opened: Callable[[Windows, ShownWindow, ShownCarrier], None]
    ) -> None:
        """Open the first window, call `opened` before it shows, and return when it is closed.

        What `opened` raises is raised here, and no window stays. A loop that dies closes it.
        """
        ...

    def stop(self) -> None:
        """End the loop."""
        ...

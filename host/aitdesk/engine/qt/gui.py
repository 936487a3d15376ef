"""Starts pywebview's Qt engine on the main thread and keeps it running until the window is gone."""

from __future__ import annotations

import logging
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)

from aitdesk.engine.qt.ask_scheme import register_scheme
from aitdesk.engine.qt.carrier import QtCarrier
from aitdesk.engine.qt.chrome import QtChrome
from aitdesk.engine.qt.controls import Controls
from aitdesk.engine.qt.mailbox import Lifetime, Mailbox
from aitdesk.engine.qt.pywebview import FirstWindow, show

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from aitdesk.engine.window import Look


_LEAVING_S = 2.0
_LEVELS = {QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}


class Gui:
    """All windows of the process. Plain Python, as mailbox.py says: the loop opens further ones."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._lifetime = Lifetime(mailbox)
        # How each one that is not gone is closed; the GUI thread's.
        self._windows: dict[QtChrome, Callable[[], object]] = {}

    async def open(self, look: Look) -> tuple[QtChrome, QtCarrier]:
        """Open a window; it goes with everything in it once it is closed.

        Raises WindowGone once the run is over.
        """
        lifetime = Lifetime(self._mailbox)
        chrome, carrier = QtChrome(lifetime), QtCarrier(lifetime)

        def open_(told: Callable[[None], None]) -> None:
            from aitdesk.engine.qt.window import (
                FurtherWindow,
            )  # most runs have one window, pywebview's

            window = FurtherWindow(look, lifetime=lifetime)
            self._windows[chrome] = window.close
            self._hold(window.controls, chrome, carrier)
            chrome.shown()
            told(None)

        try:
            await self._lifetime.ask(open_)
        except BaseException:
            chrome.close()  # it may be opened all the same, when nobody wants it any more
            raise
        return chrome, carrier

    def furnish(self, first: FirstWindow, look: Look) -> tuple[QtChrome, QtCarrier]:
        """Take over pywebview's window, before it shows; on the GUI thread."""
        lifetime = Lifetime(self._mailbox)
        controls = Controls(first.window, first.view, look, lifetime=lifetime)
        first.replace_page(controls.page)
        self._first = first  # as long as there is a loop: the collector runs on its thread, too
        chrome, carrier = QtChrome(lifetime), QtCarrier(lifetime)
        self._windows[chrome] = lifetime.end
        self._hold(controls, chrome, carrier)
        first.when_closing(lifetime.end)
        return chrome, carrier

    def close(self) -> None:
        """Close every window that is open; on the GUI thread, when its own loop has ended.

        Qt aborts where a page outlives its end.
        """
        self._lifetime.end()
        for chrome, close in list(self._windows.items()):
            if chrome.lifetime.is_alive:
                close()
        end_s = monotonic() + _LEAVING_S
        while self._windows and monotonic() < end_s:
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for chrome in list(self._windows):
            self._gone(chrome)  # nobody waits for what Qt kept

    def _hold(self, controls: Controls, chrome: QtChrome, carrier: QtCarrier) -> None:
        chrome.lifetime.hold(partial(controls.let_go, partial(self._gone, chrome)))
        chrome.attach(controls)
        carrier.attach(controls.page)

    def _gone(self, chrome: QtChrome) -> None:
        if self._windows.pop(chrome, None) is not None:
            self._mailbox.tell(chrome.gone.set)


def run(
    look: Look,
    loop: asyncio.AbstractEventLoop,
    *,
    opened: Callable[[Gui, QtChrome, QtCarrier], None],
) -> None:
    """Open the window, call `opened` before it shows, and return when it is closed.

    Must run on the main thread; what `opened` raises is raised here, and no window stays. The
    listener of the window is told on `loop`. Chromium's flags and Qt's platform are taken from the
    environment at this moment and never again.
    """
    qInstallMessageHandler(_log)
    register_scheme()
    guis: list[Gui] = []

    def furnish(first: FirstWindow) -> None:
        guis.append(gui := Gui(Mailbox(loop)))
        opened(gui, *gui.furnish(first, look))

    try:
        show(look.title, width_px=look.width_px, height_px=look.height_px, furnish=furnish)
    finally:
        for gui in guis:
            gui.close()


def _log(level: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    # Without a GPU Qt says so on standard error in half a dozen ways, none of them the developer's.
    logging.getLogger("aitdesk.qt").log(_LEVELS.get(level, logging.DEBUG), text)

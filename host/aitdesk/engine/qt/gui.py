"""Starts pywebview's Qt engine on the main thread and keeps it running until the window is gone."""

from __future__ import annotations

import logging
import signal
import sys
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING

import webview
from PySide6 import (
    QtCore,
    QtGui,
    QtNetwork,
    QtWebChannel,
    QtWebEngineCore,
    QtWebEngineWidgets,
    QtWidgets,
)
from PySide6.QtCore import QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler

from aitdesk.engine.qt.carrier import QtCarrier
from aitdesk.engine.qt.chrome import QtChrome
from aitdesk.engine.qt.controls import Controls
from aitdesk.engine.qt.flags import own_flags
from aitdesk.engine.qt.mailbox import Lifetime, Mailbox

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from webview.platforms.qt import BrowserView

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

    def furnish(self, native: BrowserView, look: Look) -> tuple[QtChrome, QtCarrier]:
        """Take over pywebview's window, before it shows; on the GUI thread."""
        # pywebview would put its own objects into whatever page the view shows after a load.
        first = native.webview.page()
        first.loadFinished.disconnect(native.on_load_finished)
        lifetime = Lifetime(self._mailbox)
        controls = Controls(native, native.webview, look, lifetime=lifetime)
        # pywebview's own is of no use any more; deleted before another has loaded, it takes the
        # process along (measured, QtWebEngine 6.11).
        controls.page.loadFinished.connect(
            partial(_drop, first), Qt.ConnectionType.SingleShotConnection
        )
        self._native = native  # as long as there is a loop: the collector runs on its thread, too
        chrome, carrier = QtChrome(lifetime), QtCarrier(lifetime)
        self._windows[chrome] = lifetime.end
        self._hold(controls, chrome, carrier)
        # Told inside its closeEvent; what it tells as closed comes on another thread.
        native.pywebview_window.events.closing += lifetime.end
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
            QtCore.QCoreApplication.processEvents()
            QtCore.QCoreApplication.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete)
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
    witness of the window is told on `loop`. Chromium's flags and Qt's platform are taken from the
    environment at this moment and never again.
    """
    qInstallMessageHandler(_log)
    with _qtpy_names(), own_flags():
        qt = import_module("webview.platforms.qt")  # pywebview takes it from there
    # Its own would quit Qt, before Qt runs or with every window open: this process has one.
    vars(qt)["_sigint_handler"] = signal.getsignal(signal.SIGINT)
    window = webview.create_window(
        look.title, width=look.width_px, height=look.height_px, resizable=False
    )
    guis: list[Gui] = []
    problems: list[BaseException] = []

    def furnish() -> None:
        native = window.native
        try:
            guis.append(gui := Gui(Mailbox(loop)))
            opened(gui, *gui.furnish(native, look))
        except BaseException as problem:  # noqa: BLE001  # pywebview would only log it
            problems.append(problem)
            QTimer.singleShot(0, native.close)

    window.events.before_show += furnish
    webview.start(gui="qt")
    for gui in guis:
        gui.close()
    if problems:
        raise problems[0]


def _drop(first: BrowserView.WebPage, _is_ok: bool) -> None:  # noqa: FBT001  # Qt's signal
    # It and its handler hold each other, and Python owns the handler: left to the collector, it
    # would be deleted on whichever thread that runs.
    handler = first.nav_handler
    handler._parent = first.nav_handler = None  # noqa: SLF001  # pywebview's
    handler.deleteLater()
    first.deleteLater()


# What pywebview asks qtpy for, and where PySide6 has it.
_QTPY = {
    "QtCore": (QtCore,),
    "QtGui": (QtGui,),
    "QtNetwork": (QtNetwork,),
    "QtWebChannel": (QtWebChannel,),
    "QtWebEngineCore": (QtWebEngineCore,),
    "QtWebEngineWidgets": (QtWebEngineWidgets, QtWebEngineCore),
    "QtWidgets": (QtWidgets, QtGui),
}


@contextmanager
def _qtpy_names() -> Iterator[None]:
    """Let pywebview find Qt's names without qtpy's modules, while it is loaded.

    qtpy's modules take every class out of PySide6's, which makes each of them: 105 ms of a start
    of 500. Not needed once `import qtpy.QtWidgets` takes about as long as `import
    PySide6.QtWidgets`.
    """
    import qtpy

    stand_ins = {f"qtpy.{name}": _stand_in(*modules) for name, modules in _QTPY.items()}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        # Whoever else uses qtpy in this process gets the real one.
        for name in stand_ins:
            del sys.modules[name]
            vars(qtpy).pop(name.partition(".")[2], None)


def _stand_in(*sources: ModuleType) -> ModuleType:
    def find(name: str) -> object:
        for source in sources:
            if hasattr(source, name):
                return getattr(source, name)
        raise AttributeError(name)

    module = ModuleType(f"stands in for qtpy: {sources[0].__name__}")
    vars(module)["__getattr__"] = find
    return module


def _log(level: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    # Without a GPU Qt says so on standard error in half a dozen ways, none of them the developer's.
    logging.getLogger("aitdesk.qt").log(_LEVELS.get(level, logging.DEBUG), text)

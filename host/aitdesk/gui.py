"""Starts pywebview's Qt engine on the main thread and keeps it running until the window is gone."""

from __future__ import annotations

import logging
import sys
from concurrent.futures import Future
from contextlib import contextmanager
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
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from aitdesk.carriers.qt import QtCarrier
from aitdesk.chrome.qt import QtChrome
from aitdesk.chrome.qt_flags import own_flags

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from webview.platforms.qt import BrowserView

    from aitdesk.chrome import Look


_LEAVING_S = 2.0
_LEVELS = {QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}


class Gui(QObject):
    """Opens further windows, asked for from any thread. Made on the GUI thread."""

    _wanted = Signal(object)

    def __init__(self, loop: asyncio.AbstractEventLoop, parent: QObject) -> None:
        super().__init__(parent)
        self._loop = loop
        self._wanted.connect(lambda work: work())

    def open(self, look: Look) -> Future[tuple[QtChrome, QtCarrier]]:
        """Open a window; it goes with everything in it once it is closed."""
        opened: Future[tuple[QtChrome, QtCarrier]] = Future()

        def work() -> None:
            from aitdesk.chrome.qt_window import Window  # most runs have one window, pywebview's

            try:
                chrome = Window(look, self._loop).chrome
                opened.set_result((chrome, QtCarrier(chrome.page, self._loop)))
            except BaseException as problem:  # noqa: BLE001  # told to whoever asked
                opened.set_exception(problem)

        self._wanted.emit(work)
        return opened


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
        import_module("webview.platforms.qt")  # pywebview takes it from there
    window = webview.create_window(
        look.title, width=look.width_px, height=look.height_px, resizable=False
    )
    problems: list[BaseException] = []

    def furnish() -> None:
        native = window.native
        try:
            chrome = _furnish(native, look, loop)
            window.events.closed += lambda: chrome.tell(lambda witness: witness.closed())
            opened(Gui(loop, native), chrome, QtCarrier(chrome.page, loop))
        except BaseException as problem:  # noqa: BLE001  # pywebview would only log it
            problems.append(problem)
            QTimer.singleShot(0, native.close)

    window.events.before_show += furnish
    webview.start(gui="qt")
    _close_others()
    if problems:
        raise problems[0]


def _close_others() -> None:
    """Close what is open beside pywebview's window: Qt aborts where a page outlives its end."""
    others = [each for each in QtWidgets.QApplication.topLevelWidgets() if hasattr(each, "chrome")]
    leaving = [each.chrome.gone for each in others]
    for each in others:
        each.close()
    end_s = monotonic() + _LEAVING_S
    while not all(gone.done() for gone in leaving) and monotonic() < end_s:
        QtCore.QCoreApplication.processEvents()
        QtCore.QCoreApplication.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete)
    for gone in leaving:
        gone.cancel()  # nobody waits for what Qt kept


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


def _furnish(native: BrowserView, look: Look, loop: asyncio.AbstractEventLoop) -> QtChrome:
    # pywebview would put its own objects into whatever page the view shows after a load.
    first = native.webview.page()
    first.loadFinished.disconnect(native.on_load_finished)
    chrome = QtChrome(native, native.webview, look, loop)
    # pywebview's own is of no use any more; deleted before another has loaded, it takes the
    # process along (measured, QtWebEngine 6.11).
    chrome.page.loadFinished.connect(first.deleteLater, Qt.ConnectionType.SingleShotConnection)
    return chrome


def _log(level: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    # Without a GPU Qt says so on standard error in half a dozen ways, none of them the developer's.
    logging.getLogger("aitdesk.qt").log(_LEVELS.get(level, logging.DEBUG), text)

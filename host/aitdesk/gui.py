"""Starts pywebview's Qt engine on the main thread and keeps it running until the window is gone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import webview
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler

from aitdesk.chrome.qt import QtChrome

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from webview.platforms.qt import BrowserView

    from aitdesk.chrome import Look


_LEVELS = {QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}


def run(look: Look, loop: asyncio.AbstractEventLoop, *, opened: Callable[[QtChrome], None]) -> None:
    """Open the window, call `opened` before it shows, and return when it is closed.

    Must run on the main thread; what `opened` raises is raised here, and no window stays. The
    witness of the window is told on `loop`. Chromium's flags and Qt's platform are taken from the
    environment at this moment and never again.
    """
    qInstallMessageHandler(_log)
    window = webview.create_window(
        look.title, width=look.width_px, height=look.height_px, resizable=False
    )
    problems: list[BaseException] = []

    def furnish() -> None:
        native = window.native
        try:
            chrome = _furnish(native, look, loop)
            window.events.closed += lambda: chrome.tell(lambda witness: witness.closed())
            opened(chrome)
        except BaseException as problem:  # noqa: BLE001  # pywebview would only log it
            problems.append(problem)
            QTimer.singleShot(0, native.close)

    window.events.before_show += furnish
    webview.start(gui="qt")
    if problems:
        raise problems[0]


def _furnish(native: BrowserView, look: Look, loop: asyncio.AbstractEventLoop) -> QtChrome:
    # pywebview would put its own objects into whatever page the view shows after a load.
    native.webview.page().loadFinished.disconnect(native.on_load_finished)
    return QtChrome(native, native.webview, look, loop)


def _log(level: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    # Without a GPU Qt says so on standard error in half a dozen ways, none of them the developer's.
    logging.getLogger("aitdesk.qt").log(_LEVELS.get(level, logging.DEBUG), text)

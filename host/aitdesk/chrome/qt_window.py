"""A further window of the process, beside the one that pywebview opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMainWindow

from aitdesk.chrome.qt import QtChrome

if TYPE_CHECKING:
    import asyncio

    from PySide6.QtGui import QCloseEvent

    from aitdesk.chrome import Look


class Window(QMainWindow):
    """A window with a page of its own, which is gone for good once it is closed."""

    def __init__(self, look: Look, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(look.title)
        self._view = QWebEngineView(self)
        self.setCentralWidget(self._view)
        self.setFixedSize(look.width_px, look.height_px)
        self.chrome = QtChrome(self, self._view, look, loop)
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:  # Qt's name
        """Tell the session, and take the page away before its profile."""
        self.chrome.tell(lambda witness: witness.closed())
        self.chrome.tell.witness = None
        self.chrome.end()
        super().closeEvent(event)

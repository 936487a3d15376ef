"""A further window of the process, beside the one that pywebview opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMainWindow

from aitdesk.engine.qt.controls import Controls

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from aitdesk.engine.qt.mailbox import Lifetime
    from aitdesk.engine.window import Look


class FurtherWindow(QMainWindow):
    """A window with a page of its own, which is gone for good once it is closed."""

    def __init__(self, look: Look, *, lifetime: Lifetime) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(look.title)
        self._lifetime = lifetime
        view = QWebEngineView(self)
        self.setCentralWidget(view)
        self.setFixedSize(look.width_px, look.height_px)
        self.controls = Controls(self, view, look, lifetime=lifetime)
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:  # Qt's name
        """End its lifetime."""
        self._lifetime.end()
        super().closeEvent(event)

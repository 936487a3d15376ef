"""The swipe from the left edge that goes back in the web view of iOS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QMouseEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWebEngineWidgets import QWebEngineView

EDGE_PX = 20
"""How near to the edge a swipe begins (UIKit's screen edge, assumed)."""

LEAST_PX = 80
"""How far it goes at least."""


class EdgeSwipe(QObject):
    """Watches the mouse over the page; the page still gets every event, as on the phone."""

    def __init__(self, view: QWebEngineView, *, told: Callable[[], object]) -> None:
        super().__init__(view)
        self._told = told
        self._start: QPointF | None = None
        self._view = view
        view.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        """Follow press and release; take nothing away."""
        if event.type() is QEvent.Type.ChildAdded and watched is self._view:
            self._follow()
        elif isinstance(event, QMouseEvent):
            self._mouse(event)
        return False

    def _follow(self) -> None:
        # The engine draws into a child that comes and goes with the render process.
        target = self._view.focusProxy()
        if target is not None:
            target.removeEventFilter(self)
            target.installEventFilter(self)

    def _mouse(self, event: QMouseEvent) -> None:
        if event.type() is QEvent.Type.MouseButtonPress:
            self._start = event.position() if event.position().x() <= EDGE_PX else None
        elif event.type() is QEvent.Type.MouseButtonRelease and self._start is not None:
            moved = event.position() - self._start
            self._start = None
            if moved.x() >= LEAST_PX and abs(moved.y()) < moved.x():
                self._told()

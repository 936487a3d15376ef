"""Buttons of the bar that are line drawings, and the pill that the menu's are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor, QPaintEvent

    from aitdesk.engine.qt.style import Theme

PILL_HEIGHT_PX = 34  # native host 2.10.8


def draw_back(painter: QPainter, box: QRectF) -> None:
    """Draw an arrow to the left, where the phone's is in a box that begins at the edge."""
    x, y = 17.2, box.center().y()
    painter.drawPolyline([QPointF(x + 4, y - 8), QPointF(x - 4, y), QPointF(x + 4, y + 8)])


def draw_more(painter: QPainter, box: QRectF) -> None:
    """Draw three dots."""
    painter.setBrush(painter.pen().color())
    for offset in (-6, 0, 6):
        painter.drawEllipse(box.center() + QPointF(offset, 0), 1.1, 1.1)


def draw_close(painter: QPainter, box: QRectF) -> None:
    """Draw a cross."""
    x, y = box.center().x(), box.center().y()
    painter.drawLine(QPointF(x - 5.5, y - 5.5), QPointF(x + 5.5, y + 5.5))
    painter.drawLine(QPointF(x - 5.5, y + 5.5), QPointF(x + 5.5, y - 5.5))


class Glyph(QAbstractButton):
    """A button that is only a line drawing; screen readers get its label."""

    def __init__(
        self,
        label: str,
        draw: Callable[[QPainter, QRectF], None],
        *,
        ink: QColor,
        touched: QColor,
        size: QSize,
    ) -> None:
        super().__init__()
        self._draw = draw
        self._ink = ink
        self._touched = touched
        self.setFixedSize(size)
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        """Draw the lines, on a ground of their own while they are touched."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isDown() or self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._touched)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 14, 14)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        caps, joins = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(self._ink, 2, Qt.PenStyle.SolidLine, caps, joins))
        self._draw(painter, box)


class Menu(QWidget):
    """More and close in one pill, with a line between them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.more = self._button("더보기", draw_more)
        self.close_ = self._button("닫기", draw_close)
        self.setFixedHeight(PILL_HEIGHT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.more)
        row.addWidget(self.close_)

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        """Paint the pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.pill)
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.fillRect(QRectF(self.more.width(), box.center().y() - 8, 1, 16), self._theme.line)

    def _button(self, label: str, draw: Callable[[QPainter, QRectF], None]) -> Glyph:
        size = QSize(44, PILL_HEIGHT_PX)
        theme = self._theme
        return Glyph(label, draw, ink=theme.sign, touched=theme.pressed, size=size)
